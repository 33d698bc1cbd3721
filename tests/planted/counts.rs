//! Defects of counting: lists, sums, points and the figures of headlines.

use std::sync::LazyLock;

use kanwu::text::Span;
use kanwu::text::numerals::{Script, numeral_at, written};
use regex::Regex;

use crate::plant::Plant;
use crate::random::Random;
use crate::sheet::Sheet;

fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("it is an expression")
}

/// A count with its list.
static LIST: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(\d+|[两三四五六七八九十])\s?[个名位家项条处支类种][^，。；：、\n（）“”]{0,16}[，。]?(?:分别[为是]|依次[为是]|：)([^，。；：\n\d“]+、[^，。；：\n\d“]+)。",
    )
});

/// A list with its count behind it.
static LIST_BEFORE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"、[^、，。；：\n]{2,8}、[^、，。；：\n]{2,8}([三四五六七八九])(?:大[^新]|[人镇])")
});

/// A number of points with the first of them, or a watchword.
static POINTS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"([两三四五六七八九])[点条项个](?:方面|[^，。；：\n\d、]{1,6})(?:：一|[：。]第一，)|“([三四五六])个[^”]{2}”：",
    )
});

/// A sentence with parts and their whole.
static SUM: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"[^。\n]*(?:合计|总计|总奖牌数达|，共\s?\d|其他\D{0,4}\d|女\D{0,3}\d|三等奖|家：[^。]*家、|加上[^。]*达到)[^。\n]*。",
    )
});

static NUMBER: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(\d+(?:\.\d+)?)\s?(万?人次|亿元|万美元|万元|[^\d\s，、。])"));

static FIGURE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(\d+(?:\.\d+)?)\s?(?:亿元|万|(?:个[^月]|[家项名枚条台亩处场件册所]))"));

/// `number` with another value next to it, in its own script.
fn recounted(sheet: &Sheet, number: Span, random: &mut Random) -> Option<Plant> {
    let numeral = numeral_at(&sheet.text, number.start())?;
    let off = 1 + random.below(2) as u64;
    let value = if random.once_in(2) { numeral.value + off } else { numeral.value.checked_sub(off)? };
    let value = u32::try_from(value).ok().filter(|value| *value > 1)?;
    let text = match (numeral.script, value) {
        (Script::Han, 2) => "两".to_owned(),
        (script, value) => written(value, script),
    };
    Some(Plant::replace(number, text).near(sheet.lines(number)))
}

/// A number that is one more or less than its list has items, or a list without one of them.
pub fn list(sheet: &Sheet, random: &mut Random) -> Option<Plant> {
    let body = sheet.body();
    let text = body.of(&sheet.text);
    let in_text = |span: regex::Match<'_>| Span::new(span.start(), span.end()).shifted(body.start());
    if random.once_in(4) {
        let all: Vec<Span> =
            LIST_BEFORE.captures_iter(text).filter_map(|found| found.get(1).map(in_text)).collect();
        return recounted(sheet, *random.pick(&all)?, random);
    }
    let all: Vec<_> = LIST.captures_iter(text).collect();
    let found = random.pick(&all)?;
    let (number, items) = (in_text(found.get(1)?), in_text(found.get(2)?));
    if random.once_in(2) {
        return recounted(sheet, number, random);
    }
    let marks: Vec<usize> =
        items.of(&sheet.text).match_indices('、').map(|(at, _)| items.start() + at).collect();
    let pairs: Vec<_> = marks.windows(2).collect();
    let &[first, second] = *random.pick(&pairs)? else { return None };
    Some(Plant::remove(Span::new(first, second)).near(sheet.lines(number)))
}

/// A number of points that are more or fewer.
pub fn points(sheet: &Sheet, random: &mut Random) -> Option<Plant> {
    let body = sheet.body();
    let all = POINTS.captures_iter(body.of(&sheet.text)).filter_map(|found| found.get(1).or(found.get(2)));
    let all: Vec<Span> =
        all.map(|number| Span::new(number.start(), number.end()).shifted(body.start())).collect();
    recounted(sheet, *random.pick(&all)?, random)
}

/// One digit of a sum or of a part.
pub fn sum(sheet: &Sheet, random: &mut Random) -> Option<Plant> {
    let body = sheet.body();
    let all: Vec<_> = SUM.find_iter(body.of(&sheet.text)).collect();
    let sentence = random.pick(&all)?;
    let numbers: Vec<_> = NUMBER.captures_iter(sentence.as_str()).collect();
    let unit = |number: &regex::Captures<'_>| number.get(2).map(|unit| unit.as_str().to_owned());
    let first = random.pick(&numbers)?;
    let alike: Vec<_> = numbers.iter().filter(|other| unit(other) == unit(first)).collect();
    let addition =
        addition(&alike.iter().map(|number| number[1].parse().unwrap_or(0.0)).collect::<Vec<f64>>())?;
    let number = random.pick(&alike[addition.clone()])?.get(1)?;
    let span = Span::new(number.start(), number.end()).shifted(body.start() + sentence.start());
    let other = mistyped(number.as_str(), random)?;
    // What rounding may explain is no slip.
    let off = (number.as_str().parse::<f64>().ok()? - other.parse::<f64>().ok()?).abs();
    let place = number.as_str().split_once('.').map_or(1.0, |(_, places)| 0.1_f64.powi(places.len() as i32));
    let is_rounded = place < 1.0 || unit(first)?.starts_with('万');
    let explained = is_rounded && off < place * (addition.len() as f64 + 1.0) / 2.0;
    (!explained).then(|| Plant::replace(span, other).near(sheet.lines(span)))
}

/// The longest run of `numbers` whose first or last one is the sum of the others.
fn addition(numbers: &[f64]) -> Option<std::ops::Range<usize>> {
    let runs =
        (3..=numbers.len()).rev().flat_map(|long| (0..=numbers.len() - long).map(move |at| at..at + long));
    let adds_up = |run: &std::ops::Range<usize>| {
        let run = &numbers[run.clone()];
        let all: f64 = run.iter().sum();
        [run[0], run[run.len() - 1]].iter().any(|whole| (all - 2.0 * whole).abs() < 1e-6)
    };
    runs.into_iter().find(adds_up)
}

/// `number` with another last digit, or with any other digit where it has three and more.
fn mistyped(number: &str, random: &mut Random) -> Option<String> {
    let digits: Vec<usize> =
        number.char_indices().filter(|(_, c)| c.is_ascii_digit()).map(|(at, _)| at).collect();
    let place = match digits.len() {
        0..3 => *digits.last()?,
        _ => *random.pick(&digits)?,
    };
    let old = number[place..].chars().next()?.to_digit(10)?;
    let new = match digits.len() {
        1 if random.once_in(2) => old + 1,
        1 => old.checked_sub(1)?,
        _ => random.below(10) as u32,
    };
    let fits = new != old && new < 10 && !(place == 0 && new == 0);
    fits.then(|| format!("{}{new}{}", &number[..place], &number[place + 1..]))
}

/// A figure that contents and headline give otherwise than the article.
pub fn headline(sheet: &Sheet, random: &mut Random) -> Option<Plant> {
    let entry = random.pick(sheet.entries())?;
    let article = sheet.article_of(entry);
    let (listed, above) = (sheet.place(entry.headline), sheet.place(article.headline));
    let figure = |within: Span| {
        let found = FIGURE.captures(within.of(&sheet.text))?.get(1)?;
        Some(Span::new(found.start(), found.end()).shifted(within.start()))
    };
    let (listed, above) = (figure(listed)?, figure(above)?);
    let body = sheet.place(article.body);
    // The article says it in the same words.
    if !body.of(&sheet.text).contains(above.of(&sheet.text)) {
        return None;
    }
    let other = mistyped(above.of(&sheet.text), random)?;
    // It may count something else there.
    let is_said = body.of(&sheet.text).contains(&other);
    (!is_said).then(|| Plant::replace(listed, other.clone()).and(above, other).near(body))
}
