//! A page that is referred to and is not the one where the thing stands: 详见第17页“茶业”分目.

use foldhash::HashMap;

use crate::bulletin::Role;
use crate::rules::{Check, Context, Finding, Options, Sink};
use crate::text::Span;
use crate::text::boundary::floor;
use crate::text::chars::is_space;
use crate::text::numerals::{Script, numeral_before};

const NEEDLES: [&str; 4] = ["页“", "页《", "页【", "页「"];
/// The longest heading that is named so, in bytes.
const TITLE: usize = 90;

struct Page;

pub(super) fn build(_: &Options) -> Result<Box<dyn Check>, String> {
    Ok(Box::new(Page))
}

/// 17 and 茶业 in 第17页“茶业”.
struct Claim<'a> {
    number: Span,
    page: u32,
    title: &'a str,
}

impl Check for Page {
    fn needles(&self) -> Vec<&str> {
        NEEDLES.to_vec()
    }

    fn run(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let reading = context.reading;
        let text = &reading.flow.text;
        let claims: Vec<Claim> = context.hits.iter().filter_map(|hit| claim(text, hit.span)).collect();
        if claims.is_empty() {
            return;
        }
        let headings = if reading.pages.is_empty() { HashMap::default() } else { headings(context) };
        for claim in claims {
            let printed = || {
                let heading = (*headings.get(&claim.title.replace(is_space, ""))?)?;
                let page = reading.pages.page(heading.start())?;
                Some((heading, page, page))
            };
            let Some((heading, first, last)) = listed(context, &claim).or_else(printed) else { continue };
            if !(first..=last).contains(&claim.page) {
                let finding = Finding::at(claim.number).and(heading, "heading").with("title", claim.title);
                sink.report(finding.with("page", first.to_string()).replace(first.to_string()));
            }
        }
    }
}

/// The only entry of the contents with these words, its folio and the one of the next entry.
fn listed(context: &Context<'_>, claim: &Claim<'_>) -> Option<(Span, u32, u32)> {
    let text = &context.reading.flow.text;
    let entries = &context.reading.issue_at(claim.number.start())?.contents.as_ref()?.entries;
    let bare = |text: &str| text.replace(is_space, "");
    let title = bare(claim.title);
    let mut named = (0..entries.len()).filter(|&at| bare(entries[at].headline.of(text)) == title);
    let at = named.next().filter(|_| named.next().is_none())?;
    let folio = |at: usize| entries.get(at)?.folio.filter(|folio| !folio.roman);
    let first = folio(at)?.number;
    let last = folio(at + 1).map_or(first, |next| next.number.max(first));
    Some((entries[at].headline, first, last))
}

fn claim(text: &str, word: Span) -> Option<Claim<'_>> {
    let number = numeral_before(text, word.start()).filter(|number| number.script == Script::Arabic)?;
    let is_page = text.get(..number.span.start())?.ends_with('第');
    let rest = text.get(word.end()..floor(text, word.end() + TITLE))?;
    let title = rest.split(['”', '》', '】', '」']).next().filter(|title| title.len() < rest.len())?;
    let page = u32::try_from(number.value).ok()?;
    (is_page && title.chars().count() >= 2).then_some(Claim { number: number.span, page, title })
}

/// The headings of the body by their words: a line of its own, or 【…】 before a text; those that stand
/// twice are none.
fn headings(context: &Context<'_>) -> HashMap<String, Option<Span>> {
    let flow = &context.reading.flow;
    let mut headings: HashMap<String, Option<Span>> = HashMap::default();
    let is_body = |role: Role| matches!(role, Role::Text | Role::Headline | Role::Heading);
    for paragraph in flow.paragraphs.iter().filter(|paragraph| is_body(paragraph.role)) {
        let line = paragraph.span.of(&flow.text);
        let title = match line.trim_start_matches(is_space).strip_prefix('【') {
            Some(rest) => rest.split('】').next().unwrap_or_default(),
            None => line,
        };
        let title = title.replace(is_space, "");
        if !title.is_empty() && title.len() <= TITLE {
            headings.entry(title).and_modify(|known| *known = None).or_insert(Some(paragraph.span));
        }
    }
    headings
}
