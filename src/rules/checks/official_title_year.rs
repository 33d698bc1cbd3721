//! A document about a year that its date does not reach: 关于做好2024年端午节期间有关工作的通知, dated
//! 2023年5月28日.

use crate::bulletin::Role;
use crate::rules::{Check, Context, Finding, Options, Sink};
use crate::text::Span;
use crate::text::boundary::floor;
use crate::text::numerals::numeral_before;

const NEEDLES: [&str; 3] = ["的通知", "的公告", "的通告"];
/// How far below its title a document may be dated, in bytes.
const REACH: usize = 40_000;
/// In the months behind this one the next year is planned.
const EARLY: u32 = 6;
/// The longest line of a title, in bytes.
const TITLE: usize = 200;
/// What begins in the year before: a class, a season, a plan.
const AHEAD: [&str; 10] = ["届", "度", "—", "－", "-", "至", "学年", "规划", "预算", "计划"];

struct TitleYear;

pub(super) fn build(_: &Options) -> Result<Box<dyn Check>, String> {
    Ok(Box::new(TitleYear))
}

impl Check for TitleYear {
    fn needles(&self) -> Vec<&str> {
        NEEDLES.to_vec()
    }

    fn run(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let text = &context.reading.flow.text;
        let titles: Vec<Span> = context.hits.iter().filter_map(|hit| title(context, hit.span)).collect();
        for (at, title) in titles.iter().enumerate() {
            let reach = floor(text, title.end() + REACH);
            let end = titles.get(at + 1).map_or(reach, |next| next.start().min(reach));
            let Some((year, span)) = year(text, *title) else { continue };
            let dates = context.facts.dates().within(Span::new(title.end(), end));
            let Some(dated) = dates.iter().find(|fact| stands_alone(context, fact.span())) else { continue };
            let (Some(own), Some(month)) = (dated.written.year, dated.written.month) else { continue };
            if own + 1 == year && month <= EARLY && dated.written.day.is_some() {
                let finding = Finding::at(dated.span()).and(span, "title");
                sink.report(finding.with("year", year.to_string()));
            }
        }
    }
}

/// The line that ends in `word` and is a title.
fn title(context: &Context<'_>, word: Span) -> Option<Span> {
    let flow = &context.reading.flow;
    let paragraph = &flow.paragraphs[flow.paragraph_index(word.start())];
    let is_body = matches!(paragraph.role, Role::Text | Role::Headline | Role::Heading);
    let line = paragraph.span.of(&flow.text);
    let is_title = is_body && line.len() <= TITLE && !line.contains(['。', '，', '；', '《']);
    (is_title && line.trim_end().ends_with(word.of(&flow.text))).then_some(paragraph.span)
}

/// The only year that a title names.
fn year(text: &str, title: Span) -> Option<(i32, Span)> {
    let mut years = title.of(text).match_indices('年');
    let (at, _) = years.next().filter(|_| years.next().is_none())?;
    let number = numeral_before(text, title.start() + at).filter(|number| number.length == 4)?;
    let rest = text.get(title.start() + at + '年'.len_utf8()..)?;
    let is_ahead = AHEAD.iter().any(|word| rest.starts_with(word) || title.of(text).contains(word));
    let span = Span::new(number.span.start(), title.start() + at + '年'.len_utf8());
    (!is_ahead && number.value > 1900).then_some((number.value as i32, span))
}

fn stands_alone(context: &Context<'_>, span: Span) -> bool {
    let flow = &context.reading.flow;
    let paragraph = flow.paragraphs[flow.paragraph_index(span.start())].span;
    paragraph.of(&flow.text).trim() == span.of(&flow.text)
}
