//! A batch of a national list beside a year in which it was not published: 2016年入选第一批….

use crate::facts::calendar::BATCHES;
use crate::rules::{Check, Context, Finding, Options, Sink};
use crate::text::Span;
use crate::text::numerals::{numeral_at, numeral_before};
use crate::text::sentence::sentence_around;

const NEEDLES: [&str; 1] = ["批"];
/// What may stand between the year and the batch.
const VERBS: [&str; 10] =
    ["入选", "列入", "被列入", "被列为", "被评为", "被公布为", "公布为", "入围", "跻身", "被确定为"];
/// How far before the batch its year may stand, in bytes.
const REACH: usize = 60;

struct BatchYear;

pub(super) fn build(_: &Options) -> Result<Box<dyn Check>, String> {
    Ok(Box::new(BatchYear))
}

impl Check for BatchYear {
    fn needles(&self) -> Vec<&str> {
        NEEDLES.to_vec()
    }

    fn run(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let text = &context.reading.flow.text;
        for hit in context.hits {
            let Some((batch, year)) = batch(text, hit.span) else { continue };
            let Some(stated) = year_before(text, batch) else { continue };
            if stated.of(text) != year.to_string() {
                let finding = Finding::at(stated).and(batch, "batch").with("batch", batch.of(text));
                sink.report(finding.replace(year.to_string()));
            }
        }
    }
}

/// 第一批国家级非物质文化遗产, its 批 at `word`, with the year in which it was published.
fn batch(text: &str, word: Span) -> Option<(Span, i64)> {
    let number = numeral_before(text, word.start())?;
    let start = text.get(..number.span.start())?.strip_suffix('第')?.len();
    let rest = text.get(word.end()..)?;
    let (list, years) = BATCHES.iter().find(|(list, _)| rest.starts_with(list))?;
    let year = years.get(usize::try_from(number.value).ok()?.checked_sub(1)?)?;
    let is_list =
        !rest[list.len()..].starts_with("代表性传承人") && !rest[list.len()..].starts_with("传承人");
    is_list.then(|| (Span::new(start, word.end() + list.len()), *year))
}

/// The only year before `batch` in its sentence, where it is that of the listing.
fn year_before(text: &str, batch: Span) -> Option<Span> {
    let sentence = sentence_around(text, batch, REACH);
    let before = text.get(sentence.start()..batch.start())?;
    let at = before.rfind('年')?;
    let year = numeral_before(text, sentence.start() + at).filter(|year| year.length == 4)?;
    let year = numeral_at(text, year.span.start())?;
    let between = before.get(at + "年".len()..)?;
    let verb = VERBS.iter().find(|verb| between.ends_with(**verb))?;
    let lead =
        between.strip_suffix(verb)?.trim_start_matches(|c: char| c.is_ascii_digit() || "月日，".contains(c));
    (lead.chars().count() <= 6 && !lead.contains(['，', '、'])).then_some(year.span)
}
