//! A term of office that is counted from a day after the document itself, or a meeting after it that
//! decided: 任职时间从2024年6月13日起计算, 经2024年6月13日常务会议研究, dated 2024年6月5日.

use jiff::civil::Date;

use crate::facts::dates::{DateFact, civil};
use crate::rules::{Check, Context, Finding, Options, Sink};
use crate::text::Span;
use crate::text::boundary::floor;
use crate::text::sentence::sentence_around;

const NEEDLES: [&str; 7] = ["起计算", "起算", "会议研究", "会议审议", "会议讨论", "会议通过", "会议同意"];
/// From here on a meeting decides.
const MEETING: u32 = 2;
/// What says that somebody is appointed.
const OFFICE: [&str; 4] = ["任免", "任职", "职务", "试用期"];
/// How far below the sentence the document is dated, in bytes.
const REACH: usize = 1500;

struct Appointment;

pub(super) fn build(_: &Options) -> Result<Box<dyn Check>, String> {
    Ok(Box::new(Appointment))
}

impl Check for Appointment {
    fn needles(&self) -> Vec<&str> {
        NEEDLES.to_vec()
    }

    fn run(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let text = &context.reading.flow.text;
        for hit in context.hits {
            let sentence = sentence_around(text, hit.span, REACH);
            let is_meeting = hit.needle >= MEETING;
            let counts = match is_meeting {
                true => is_decided(text, sentence, hit.span),
                false => OFFICE.iter().any(|word| sentence.of(text).contains(word)),
            };
            let [from] = context.facts.dates().within(sentence) else { continue };
            let below = Span::new(sentence.end(), floor(text, sentence.end() + REACH));
            let dates = context.facts.dates().within(below);
            let Some(dated) = dates.iter().find(|fact| stands_alone(context, fact)) else { continue };
            if counts && from.until.is_none() && is_later(from, dated) {
                let finding = Finding::at(from.span()).and(dated.span(), "dated");
                let finding = if is_meeting { finding.saying("meeting") } else { finding };
                sink.report(finding.with("dated", dated.span().of(text)));
            }
        }
    }
}

/// 经2024年6月3日市政府常务会议研究
fn is_decided(text: &str, sentence: Span, word: Span) -> bool {
    let before = Span::new(sentence.start(), word.start()).of(text);
    let clause = before.rsplit(['，', '（', '、']).next().unwrap_or_default();
    let led = clause.strip_prefix("已经").or(clause.strip_prefix('经')).unwrap_or_default();
    led.starts_with(|c: char| c.is_ascii_digit())
}

fn is_later(from: &DateFact, dated: &DateFact) -> bool {
    let day = |fact: &DateFact| -> Option<Date> { civil(fact.written.year?, &fact.written) };
    day(from).zip(day(dated)).is_some_and(|(from, dated)| from > dated)
}

/// Whether the date is all of its paragraph.
fn stands_alone(context: &Context<'_>, fact: &DateFact) -> bool {
    let flow = &context.reading.flow;
    let paragraph = flow.paragraphs[flow.paragraph_index(fact.span().start())].span;
    paragraph.of(&flow.text).trim() == fact.span().of(&flow.text)
}
