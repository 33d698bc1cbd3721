//! An age that the years beside it belie: 1956年出生，现年77岁 in 2023, （1930—2023），享年83岁.

use crate::rules::{Check, Context, Finding, Options, Sink};
use crate::text::Span;
use crate::text::numerals::{Numeral, Script, numeral_at};
use crate::text::sentence::sentence_around;

/// The words before an age, and when it is one's age.
const NEEDLES: [&str; 6] = ["现年", "今年", "享年", "终年", "时年", "年仅"];
/// From here on the age is that at a death, which a year in the sentence dates.
const AT_DEATH: u32 = 2;
/// 时年 is of what was told just before.
const AT_EVENT: u32 = 4;
const BIRTHS: [&str; 4] = ["出生", "生于", "生人", "诞生"];
const DEATHS: [&str; 10] = ["逝世", "去世", "病逝", "病故", "牺牲", "殉职", "就义", "辞世", "离世", "遇难"];

/// How far from the word its years may stand, in bytes.
const REACH: usize = 240;

struct Age;

pub(super) fn build(_: &Options) -> Result<Box<dyn Check>, String> {
    Ok(Box::new(Age))
}

/// A year as it is written.
#[derive(Clone, Copy)]
pub(super) struct Year {
    pub span: Span,
    pub value: i64,
}

impl Check for Age {
    fn needles(&self) -> Vec<&str> {
        NEEDLES.to_vec()
    }

    fn run(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let text = &context.reading.flow.text;
        for hit in context.hits {
            let Some(age) = age_after(text, hit.span.end()) else { continue };
            let sentence = sentence_around(text, hit.span, REACH);
            let years = years(text, sentence);
            let life = life(text, &years);
            let born = life.map(|(born, _)| born);
            let born = born.or_else(|| only(&years, |year| is_birth(text, year, sentence)));
            let born = born.or_else(|| born_before(context, hit.span));
            let at_event = || event_before(text, &years, hit.span);
            let then = match hit.needle >= AT_DEATH {
                true if hit.needle == AT_EVENT && at_event().is_some() => at_event(),
                true => life.map(|(_, died)| died.value).or_else(|| death(text, &years, sentence)),
                false => this_year(context, hit.span.start()),
            };
            let Some((born, then)) = born.zip(then) else { continue };
            let right = then - born.value;
            // Before the birthday it is a year less; by the old way of counting, a year more.
            let is_right = (right - 1..=right + 1).contains(&(age.value as i64));
            if right > 0 && !is_right {
                let finding = Finding::at(age.span).and(born.span, "born").with("right", right.to_string());
                sink.report(finding.with("then", then.to_string()).with("born", born.value.to_string()));
            }
        }
    }
}

/// 67 in 现年67岁.
fn age_after(text: &str, at: usize) -> Option<Numeral> {
    let age = numeral_at(text, at)?;
    let is_age = text.get(age.span.end()..)?.starts_with(['岁', '周']) && (1..=130).contains(&age.value);
    is_age.then_some(age)
}

/// The years of four digits in `span`, and those of （1930—2023）.
fn years(text: &str, span: Span) -> Vec<Year> {
    let mut found = Vec::new();
    let mut at = span.start();
    while let Some(next) = text.get(at..span.end()).and_then(|rest| rest.find(|c: char| c.is_ascii_digit())) {
        let Some(number) = numeral_at(text, at + next) else { break };
        let after = text.get(number.span.end()..).unwrap_or_default();
        let is_year = number.length == 4
            && number.script == Script::Arabic
            && (1850..2100).contains(&number.value)
            && (after.starts_with(['年', '—', '－', '-', '～', '.'])
                || text[..number.span.start()].ends_with(['—', '－', '-', '～']));
        if is_year {
            found.push(Year { span: number.span, value: number.value as i64 });
        }
        at = number.span.end();
    }
    found
}

/// The year of the only birth in the paragraph before `word`, an entry on one person.
pub(super) fn born_before(context: &Context<'_>, word: Span) -> Option<Year> {
    let flow = &context.reading.flow;
    let paragraph = flow.paragraphs.get(flow.paragraph_index(word.start()))?.span;
    let said = Span::new(paragraph.start(), word.start());
    let births: usize =
        BIRTHS.iter().chain(&["月生", "年生"]).map(|word| said.of(&flow.text).matches(word).count()).sum();
    only(&years(&flow.text, said), |year| is_birth(&flow.text, year, said)).filter(|_| births == 1)
}

/// The two years of （1930—2023） or （1930年3月—2023年1月）.
fn life(text: &str, years: &[Year]) -> Option<(Year, Year)> {
    let mut pairs = years.windows(2).filter(|pair| {
        let before = text[..pair[0].span.start()].ends_with(['（', '(']);
        let between = text.get(pair[0].span.end()..pair[1].span.start()).unwrap_or_default();
        let after = text.get(pair[1].span.end()..).unwrap_or_default();
        let closed = after.find(['）', ')']).is_some_and(|at| at <= 18);
        before && closed && between.len() <= 24 && between.ends_with(['—', '－', '-', '～'])
    });
    let pair = pairs.next().filter(|_| pairs.next().is_none())?;
    Some((pair[0], pair[1]))
}

/// The only one of `years` that `is_meant`.
fn only(years: &[Year], is_meant: impl Fn(&Year) -> bool) -> Option<Year> {
    let mut meant = years.iter().filter(|year| is_meant(year));
    meant.next().filter(|_| meant.next().is_none()).copied()
}

/// 1956年3月出生, 生于1956年, 1956年3月生.
fn is_birth(text: &str, year: &Year, sentence: Span) -> bool {
    let before = Span::new(sentence.start(), year.span.start()).of(text);
    let after = Span::new(year.span.end(), sentence.end()).of(text);
    let clause = after.split(['，', '；', '、', '）']).next().unwrap_or_default();
    let plain = clause.trim_start_matches(|c: char| c.is_ascii_digit() || "年月日".contains(c));
    before.ends_with("生于") || BIRTHS.iter().any(|word| plain.starts_with(word)) || plain == "生"
}

/// The year of the only death that the sentence dates.
fn death(text: &str, years: &[Year], sentence: Span) -> Option<i64> {
    let is_death = |year: &Year| {
        let after = Span::new(year.span.end(), sentence.end()).of(text);
        // The next clause may have a year of its own.
        let own =
            |(at, clause): &(usize, &str)| *at == 0 || !clause.starts_with(|c: char| c.is_ascii_digit());
        let mut clauses =
            after.split(['，', '；', '。']).enumerate().take(2).take_while(own).map(|(_, said)| said);
        let says = |clause: &str| DEATHS.iter().any(|word| clause.contains(word));
        clauses.any(says) && !is_birth(text, year, sentence)
    };
    only(years, is_death).map(|year| year.value)
}

/// The year of what is told right before 时年: 1975年参加工作，时年18岁.
fn event_before(text: &str, years: &[Year], word: Span) -> Option<i64> {
    let year = years.iter().rfind(|year| year.span.end() <= word.start())?;
    let between = text.get(year.span.end()..word.start())?;
    let is_told = between.matches('，').count() == 1 && between.ends_with('，') && between.len() <= REACH / 4;
    let is_birth = BIRTHS.iter().any(|word| between.contains(word)) || between.contains("生，");
    (is_told && !is_birth).then_some(year.value)
}

/// The year that the issue at byte `offset` is of.
pub(super) fn this_year(context: &Context<'_>, offset: usize) -> Option<i64> {
    let period = context.period_at(offset)?;
    (period.first.year() == period.last.year()).then(|| i64::from(period.first.year()))
}
