//! Defects of form: ordinals that skip or repeat, words of the lexicon, units and numerals.

use kanwu::text::Span;

use crate::plant::Plant;
use crate::random::Random;
use crate::sheet::Sheet;

/// What a list may say; short enough for an item, and said nowhere else.
const ITEMS: [&str; 8] = [
    "压实工作责任，把任务分到岗位、落到个人。",
    "完善值班制度，遇有情况及时报告。",
    "加强业务培训，每季度至少安排一次。",
    "备足应急物资，定期检查更换。",
    "畅通群众反映渠道，做到件件有回音。",
    "规范档案管理，年底前完成归档。",
    "严肃工作纪律，对落实不力的予以通报。",
    "注重总结推广，让好经验留得下来。",
];

/// A list behind an article, one ordinal of which is the next one or the one before. A list in which
/// all that follow move up may have lost a line, and is only worth a look.
pub fn numbering(sheet: &Sheet, random: &mut Random) -> Option<Plant> {
    const HAN: [&str; 7] = ["一", "二", "三", "四", "五", "六", "七"];
    let length = 4 + random.below(3);
    let slip = 2 + random.below(length - 3);
    let style = random.below(3);
    let ordinal = |index: usize| match style {
        0 => format!("{}、", HAN[index]),
        1 => format!("（{}）", HAN[index]),
        _ => format!("{}. ", index + 1),
    };
    let (skips, first) = (random.once_in(2), random.below(ITEMS.len()));
    let item = |index: usize| {
        let number = match index == slip {
            true if skips => index + 1,
            true => index - 1,
            false => index,
        };
        format!("{}{}\n", ordinal(number), ITEMS[(first + index) % ITEMS.len()])
    };
    let article = random.pick(&sheet.issue().articles)?;
    let at = sheet.lines(sheet.place(article.body)).end();
    Some(Plant::replace(Span::at(at), (0..length).map(item).collect::<String>()))
}

/// A word of the lexicon in a sentence where its right form stood, where no guard forbids it.
pub fn lexicon_word(sheet: &Sheet, random: &mut Random) -> Option<Plant> {
    let table = include_str!("../../rules/lexicon/wrong-words.tsv");
    let mut places = Vec::new();
    for row in table.lines().skip(1) {
        let mut cells = row.split('\t');
        let (wrong, right) = (cells.next()?, cells.next().unwrap_or_default());
        let mut guards = || cells.next().unwrap_or_default().split('|').filter(|guard| !guard.is_empty());
        let (before, after): (Vec<_>, Vec<_>) = (guards().collect(), guards().collect());
        if right.is_empty() || right.contains('|') {
            continue;
        }
        let found = sheet.find(sheet.body(), &[right]).into_iter().filter(|place| {
            let (left, rest) = (&sheet.text[..place.start()], &sheet.text[place.end()..]);
            !before.iter().any(|guard| left.ends_with(guard))
                && !after.iter().any(|guard| rest.starts_with(guard))
        });
        places.extend(found.map(|place| (place, wrong)));
    }
    random.pick(&places).map(|&(place, wrong)| Plant::replace(place, wrong))
}

/// A unit or a numeral in a form that it does not have.
pub fn unit_form(sheet: &Sheet, random: &mut Random) -> Option<Plant> {
    const FORMS: [(&str, &str); 6] = [
        ("个百分点。", "个百分。"),
        ("个百分点，", "%个百分点，"),
        ("平方米", "平米"),
        ("第二次", "第两次"),
        ("10月", "l0月"),
        ("%", "百分之"),
    ];
    let &(right, wrong) = random.pick(&FORMS)?;
    let place = *random.pick(&sheet.find(sheet.body(), &[right]))?;
    let before = &sheet.text[..place.start()];
    if right != "%" {
        let is_whole = right != "10月" || !before.ends_with(|c: char| c.is_ascii_digit());
        return is_whole.then(|| Plant::replace(place, wrong));
    }
    let digits = before.len() - before.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.').len();
    let number = Span::new(place.start() - digits, place.start());
    (digits > 0).then(|| Plant::replace(number.to(place), format!("{wrong}{}", number.of(&sheet.text))))
}
