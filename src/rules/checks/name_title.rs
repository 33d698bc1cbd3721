//! Does the title before a name agree with the registry, and with the other places of the name?

use std::collections::HashMap;

use crate::facts::people::Titled;
use crate::rules::{Check, Context, Finding, Options, Person, Sink};
use crate::text::Span;

/// A title without what qualifies it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Title<'a> {
    pub(super) deputy: bool,
    pub(super) core: &'a str,
}

impl<'a> Title<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        match text.strip_prefix('副') {
            Some(core) => Title { deputy: true, core },
            None => Title { deputy: false, core: text.trim_start_matches(['代', '原']) },
        }
    }

    /// The head of a territory: there is one, and who is it is nothing else of the kind.
    fn heads_a_territory(self) -> bool {
        matches!(self.core, "省长" | "市长" | "州长" | "盟长" | "县长" | "旗长" | "区长" | "镇长" | "乡长")
    }

    /// How the title stands to one of the registry, which may name the organisation too.
    fn beside(self, registered: &str) -> Agreement {
        let Some(before) = registered.strip_suffix(self.core) else {
            return Agreement::Unlike;
        };
        if before.ends_with('副') == self.deputy { Agreement::Same } else { Agreement::OtherRank }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Agreement {
    Same,
    OtherRank,
    Unlike,
}

/// The title speaks of the time before: 原市长, 时任市长.
pub(super) fn is_former(text: &str, title: Span) -> bool {
    let before = text.get(..title.start()).unwrap_or_default();
    title.of(text).starts_with('原') || before.ends_with(['任', '原', '前'])
}

struct Registry;

pub(super) fn registry(_: &Options) -> Result<Box<dyn Check>, String> {
    Ok(Box::new(Registry))
}

impl Check for Registry {
    fn run(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let mut people: HashMap<&str, Vec<&Person>> = HashMap::new();
        for person in &context.house.people {
            people.entry(&person.name).or_default().push(person);
        }
        if people.is_empty() {
            return;
        }
        let text = &context.reading.flow.text;
        for titled in &context.facts.usage().titled {
            let Some(people) = people.get(titled.name.of(text)) else {
                continue;
            };
            let titles: Vec<&String> = people.iter().flat_map(|person| &person.titles).collect();
            if titles.is_empty() || is_former(text, titled.title) {
                continue;
            }
            let title = Title::new(titled.title.of(text));
            let beside = |of: Agreement| titles.iter().any(|registered| title.beside(registered) == of);
            let finding = Finding::at(titled.title)
                .with("name", titled.name.of(text))
                .with("titles", titles.iter().map(|title| title.as_str()).collect::<Vec<_>>().join("、"));
            if beside(Agreement::Same) {
                continue;
            } else if beside(Agreement::OtherRank) {
                let right = if title.deputy { title.core.to_owned() } else { format!("副{}", title.core) };
                sink.report(finding.replace(right));
            } else if title.heads_a_territory() {
                sink.report(finding);
            }
        }
    }
}

struct Differs;

pub(super) fn differs(_: &Options) -> Result<Box<dyn Check>, String> {
    Ok(Box::new(Differs))
}

impl Check for Differs {
    fn run(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let text = &context.reading.flow.text;
        for issue in &context.reading.issues {
            let mut posts: HashMap<(&str, &str), Vec<&Titled>> = HashMap::new();
            let here = issue.span.select(&context.facts.usage().titled, |titled| titled.name);
            for titled in here.iter().filter(|titled| !is_former(text, titled.title)) {
                let title = Title::new(titled.title.of(text));
                if title.heads_a_territory() {
                    posts.entry((titled.name.of(text), title.core)).or_default().push(titled);
                }
            }
            let mut odd: Vec<_> =
                posts.values().filter_map(|places| minority(text, places)).flatten().collect();
            odd.sort_by_key(|(titled, _)| titled.title);
            for (titled, other) in odd {
                let name = titled.name.of(text);
                sink.report(Finding::at(titled.title).with("name", name).and(other.title, "other"));
            }
        }
    }
}

/// The places with the rank that is the rarer one, each with a place of the other rank.
fn minority<'a>(text: &str, places: &[&'a Titled]) -> Option<Vec<(&'a Titled, &'a Titled)>> {
    let is_deputy = |titled: &&Titled| Title::new(titled.title.of(text)).deputy;
    let (deputies, heads): (Vec<&Titled>, Vec<&Titled>) = places.iter().copied().partition(is_deputy);
    let (few, many) = if deputies.len() > heads.len() { (heads, deputies) } else { (deputies, heads) };
    let other = *many.first()?;
    Some(few.into_iter().map(|titled| (titled, other)).collect())
}
