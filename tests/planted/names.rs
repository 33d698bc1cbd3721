//! Defects in the names of places, documents and meetings.

use kanwu::text::Span;
use kanwu::text::chars::is_han;

use crate::characters;
use crate::plant::Plant;
use crate::random::Random;
use crate::sheet::Sheet;

const CITIES: [&str; 6] = ["洛阳市", "三门峡市", "平顶山市", "南阳市", "邯郸市", "襄阳市"];
/// Counties with the prefecture that each is in.
const COUNTIES: [(&str, &str); 16] = [
    ("栾川县", "洛阳市"),
    ("洛宁县", "洛阳市"),
    ("宜阳县", "洛阳市"),
    ("新安县", "洛阳市"),
    ("汝阳县", "洛阳市"),
    ("伊川县", "洛阳市"),
    ("嵩县", "洛阳市"),
    ("孟津区", "洛阳市"),
    ("偃师区", "洛阳市"),
    ("洛龙区", "洛阳市"),
    ("涧西区", "洛阳市"),
    ("卢氏县", "三门峡市"),
    ("鲁山县", "平顶山市"),
    ("西峡县", "南阳市"),
    ("南召县", "南阳市"),
    ("内乡县", "南阳市"),
];
const MEETINGS: [&str; 9] =
    ["推进会", "座谈会", "培训班", "论坛", "动员会", "交流会", "工作会议", "警示大会", "启动仪式"];

/// A county behind a prefecture that it is not in.
pub fn place_misplaced(sheet: &Sheet, random: &mut Random) -> Option<Plant> {
    let &(county, home) = random.pick(&COUNTIES)?;
    let places = sheet.find(sheet.body(), &[county]);
    let place = *random.pick(&places)?;
    let &wrong = random.pick(&CITIES).filter(|city| **city != home)?;
    let before = &sheet.text[..place.start()];
    if before.ends_with(home) {
        let parent = Span::new(place.start() - home.len(), place.start());
        return Some(Plant::replace(parent, wrong).near(place));
    }
    let free = ["、", "，", "。", "到", "在", "和", "与"].iter().any(|word| before.ends_with(word));
    free.then(|| Plant::replace(Span::at(place.start()), wrong).near(place))
}

/// A document's short form without its book marks, where it is defined or used as a subject or
/// an object.
pub fn short_form_bare(sheet: &Sheet, random: &mut Random) -> Option<Plant> {
    let kinds = ["《规划》", "《办法》", "《细则》", "《方案》", "《条例》"];
    let places = sheet.find(sheet.body(), &kinds);
    let place = *random.pick(&places)?;
    let (before, after) = (&sheet.text[..place.start()], &sheet.text[place.end()..]);
    let defined = before.ends_with("简称");
    let used =
        before.ends_with(['。', '，']) || ["按照", "对照", "根据"].iter().any(|verb| before.ends_with(verb));
    let states = ["提出", "明确", "指出", "规定", "要求", "强调"];
    let is_short = sheet.text[..place.start()].contains(&format!("简称{}", place.of(&sheet.text)));
    let plain = defined || is_short && used && states.iter().any(|verb| after.starts_with(verb));
    let inner = Span::new(place.start() + "《".len(), place.end() - "》".len());
    plain.then(|| Plant::replace(place, inner.of(&sheet.text)))
}

/// Another character in a title that stands elsewhere too.
pub fn title_changed(sheet: &Sheet, random: &mut Random) -> Option<Plant> {
    let opening = sheet.find(sheet.body(), &["《"]);
    let open = *random.pick(&opening)?;
    let length = sheet.text[open.end()..].find('》')?;
    let title = Span::new(open.end(), open.end() + length);
    let whole = format!("《{}》", title.of(&sheet.text));
    let chars = sheet.chars(title);
    let common = sheet.text.matches(&whole).count() > 1 && chars.len() >= 8;
    let &(span, c) = random.pick(&chars).filter(|&&(_, c)| common && is_han(c))?;
    if "省市县区乡镇村州国上下中一二三四五六七八九十年月日前后内外东西南北".contains(c)
    {
        return None;
    }
    Some(Plant::replace(span, characters::likely(random, c)?).near(title))
}

/// Another character in the name of a meeting that the article has in its headline.
pub fn meeting_changed(sheet: &Sheet, random: &mut Random) -> Option<Plant> {
    let places = sheet.find(sheet.body(), &MEETINGS);
    let kind = *random.pick(&places)?;
    let from = kind.start().checked_sub(18).filter(|&at| sheet.text.is_char_boundary(at))?;
    let before = sheet.chars(Span::new(from, kind.start()));
    let name: Vec<_> = before.into_iter().rev().take(6).collect();
    let start = name.last()?.0.start();
    let whole = Span::new(start, kind.end());
    let common = sheet.text[sheet.body().range()].matches(whole.of(&sheet.text)).count() > 2;
    let &(span, c) = random.pick(&name[..4]).filter(|_| common && name.iter().all(|&(_, c)| is_han(c)))?;
    if "省市县区乡镇村州国全我本上下前后东南西北新老大小男女一二三四五六七八九十".contains(c)
    {
        return None;
    }
    Some(Plant::replace(span, characters::likely(random, c)?).near(whole))
}
