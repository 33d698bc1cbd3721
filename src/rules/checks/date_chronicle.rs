//! An entry of a chronicle out of its order: 5日　…, 15日　…, 13日　….

use super::date_out_of_order::{Day, longest_in_order};
use crate::bulletin::Role;
use crate::rules::{Check, Context, Finding, Options, Sink};
use crate::text::Span;
use crate::text::chars::is_space;
use crate::text::numerals::{Script, numeral_at};

/// A chronicle has as many entries at least.
const LEAST: usize = 5;
/// One of so many may stand elsewhere; where more do the order is another.
const TOLERANCE: usize = 7;

/// What may stand before the day.
const BULLETS: [char; 9] = ['▲', '△', '●', '○', '■', '◆', '★', '·', ' '];

struct Chronicle;

pub(super) fn build(_: &Options) -> Result<Box<dyn Check>, String> {
    Ok(Box::new(Chronicle))
}

/// The day that a paragraph opens with.
#[derive(Clone, Copy)]
struct Opening {
    span: Span,
    day: Day,
}

impl Check for Chronicle {
    fn run(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        for run in runs(context) {
            report(&run, sink);
        }
    }
}

/// The entries that stand together; a paragraph without a day of its own may follow each.
fn runs(context: &Context<'_>) -> Vec<Vec<Opening>> {
    let flow = &context.reading.flow;
    let (mut runs, mut run): (Vec<Vec<Opening>>, Vec<Opening>) = (Vec::new(), Vec::new());
    let (mut month, mut since) = (None, 0);
    for paragraph in &flow.paragraphs {
        let text = flow.of(paragraph.span);
        let is_body = matches!(paragraph.role, Role::Text | Role::Headline | Role::Heading);
        if let Some(heading) = month_heading(text).filter(|_| is_body) {
            month = Some(heading);
            continue;
        }
        let bullet = text.len() - text.trim_start_matches(BULLETS).len();
        match opening(&flow.text, paragraph.span.start() + bullet, month).filter(|_| is_body) {
            Some(opening) => {
                month = Some(opening.day.1).filter(|&month| month > 0);
                run.push(opening);
                since = 0;
            }
            None if since == 0 && is_body => since += 1,
            None => {
                runs.push(std::mem::take(&mut run));
                (month, since) = (None, 0);
            }
        }
    }
    runs.push(run);
    runs
}

/// 5月 or 五月 on a line of its own.
fn month_heading(text: &str) -> Option<u32> {
    let month = numeral_at(text, 0)?;
    (text.get(month.span.end()..)? == "月" && (1..=12).contains(&month.value)).then_some(month.value as u32)
}

/// `5日　…` or `5月3日　…` at byte `start`; a day without a month is of `month`, or of any.
fn opening(text: &str, start: usize, month: Option<u32>) -> Option<Opening> {
    let small = |at: usize| numeral_at(text, at).filter(|n| n.value < 100 && n.script == Script::Arabic);
    let first = small(start)?;
    let (month, day) = match text.get(first.span.end()..)?.strip_prefix('月') {
        Some(_) => (Some(first.value as u32), small(first.span.end() + "月".len())?),
        None => (month, first),
    };
    let end = day.span.end() + "日".len();
    let rest = text.get(day.span.end()..)?.strip_prefix('日')?;
    let opens = rest.starts_with(|c: char| is_space(c) || matches!(c, '，' | '：'));
    opens.then(|| Opening { span: Span::new(start, end), day: (0, month.unwrap_or(0), day.value as u32) })
}

fn report(run: &[Opening], sink: &mut Sink<'_>) {
    let days: Vec<Day> = run.iter().map(|opening| opening.day).collect();
    let kept = longest_in_order(&days);
    let moved = kept.iter().filter(|&&kept| !kept).count();
    if run.len() < LEAST || moved * TOLERANCE > run.len() + 1 {
        return;
    }
    for (index, opening) in run.iter().enumerate().filter(|(index, _)| !kept[*index]) {
        let earlier = (0..index).rev().find(|&at| kept[at] && days[at] > days[index]);
        let later = (index + 1..run.len()).find(|&at| kept[at] && days[at] < days[index]);
        let Some(other) = earlier.or(later).and_then(|at| run.get(at)) else { continue };
        sink.report(Finding::at(opening.span).and(other.span, "other").with("other", sink.text(other.span)));
    }
}
