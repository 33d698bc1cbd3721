//! A numbered heading with nothing under it, while its siblings have text.

use crate::bulletin::{Flow, Role};
use crate::rules::{Check, Context, Finding, Options, Sink};

struct EmptyHeading;

/// 一、 to 十、, the numbers of the first level.
const NUMBERS: &str = "一二三四五六七八九十";

pub(super) fn build(_: &Options) -> Result<Box<dyn Check>, String> {
    Ok(Box::new(EmptyHeading))
}

impl Check for EmptyHeading {
    fn run(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let flow = &context.reading.flow;
        let headings: Vec<(usize, usize)> = headings(flow).collect();
        for run in headings.chunk_by(|one, other| other.1 == one.1 + 1) {
            let follows = |&(index, _): &(usize, usize)| run.iter().any(|&(other, _)| other == index + 1);
            let empty: Vec<_> = run.iter().filter(|heading| follows(heading)).collect();
            // Several in a row are a list of points, and no headings.
            if let [heading] = empty.as_slice()
                && run.len() >= 4
            {
                let index = heading.0;
                let next = flow.paragraphs[index + 1].span;
                sink.report(Finding::at(flow.paragraphs[index].span).and(next, "next"));
            }
        }
    }
}

/// The paragraphs that are headings of the first level, with their numbers.
fn headings(flow: &Flow) -> impl Iterator<Item = (usize, usize)> {
    flow.paragraphs.iter().enumerate().filter_map(|(index, paragraph)| {
        let is_body = matches!(paragraph.role, Role::Text | Role::Heading | Role::Headline);
        number(flow.of(paragraph.span)).filter(|_| is_body).map(|number| (index, number))
    })
}

/// The number of `一、总体要求`; none of a line that goes on as a sentence.
fn number(text: &str) -> Option<usize> {
    let text = text.trim();
    let first = text.chars().next()?;
    let value = NUMBERS.chars().position(|c| c == first)? + 1;
    let rest = text.get(first.len_utf8()..)?.strip_prefix('、')?;
    let is_heading = rest.len() <= 90 && !rest.contains(['。', '，', '；', '：']) && !rest.is_empty();
    is_heading.then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heading_is_a_short_line_with_its_number() {
        assert_eq!(number("二、主要任务"), Some(2));
        assert_eq!(number("二、三产业融合发展，成效明显。"), None);
        assert_eq!(number("一要提高认识"), None);
        assert_eq!(number("一、"), None);
    }
}
