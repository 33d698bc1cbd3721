//! Does the title before a name agree with the registry, and with the other places of the name?

use std::collections::HashMap;

use crate::facts::people::Titled;
use crate::rules::{Check, Context, Finding, Options, Person, Sink};
use crate::text::Span;
use crate::text::boundary::{ceil, floor};

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
            let mut heads: HashMap<(&str, bool), Vec<&Titled>> = HashMap::new();
            let here = issue.span.select(&context.facts.usage().titled, |titled| titled.name);
            for titled in here.iter().filter(|titled| !is_former(text, titled.title)) {
                let (title, name) = (Title::new(titled.title.of(text)), titled.name.of(text));
                if title.heads_a_territory() {
                    heads.entry((name, title.deputy)).or_default().push(titled);
                }
                if let Some(post) = post(text, titled, title) {
                    posts.entry((name, post)).or_default().push(titled);
                }
            }
            let is_deputy = |titled: &Titled| Title::new(titled.title.of(text)).deputy;
            let of_rank = posts.values().filter_map(|places| minority(places, is_deputy));
            let core = |titled: &Titled| Title::new(titled.title.of(text)).core;
            let of_territory = heads.values().filter_map(|places| minority(places, core));
            let mut odd: Vec<Odd> = of_rank.chain(of_territory).collect();
            odd.sort_by_key(|odd| odd.titled.title);
            for Odd { titled, other, is_sure } in odd {
                let name = titled.name.of(text);
                let is_sure =
                    is_sure.unwrap_or_else(|| issue.is_listed() && !is_appointed(text, issue.span, name));
                let finding = Finding::at(titled.title).with("name", name);
                let finding = finding.with("title", other.title.of(text)).and(other.title, "other");
                sink.report(if is_sure { finding } else { finding.doubtful() });
            }
        }
    }
}

/// The bodies that have one head each; one of their deputies is not the head besides.
const BODIES: [&str; 10] = ["县委", "市委", "区委", "省委", "州委", "政协", "人大", "局", "厅", "院"];

/// The post that a title is of, whatever the rank: that of a territory by itself (市长), others with the
/// body that stands before them (财政局局长).
fn post<'a>(text: &'a str, titled: &Titled, title: Title<'a>) -> Option<&'a str> {
    if title.heads_a_territory() {
        return Some(title.core);
    }
    let before = text.get(..titled.title.start())?;
    let body = BODIES.iter().find(|body| before.ends_with(**body))?;
    // 局 alone says not which.
    let length = if body.chars().count() > 1 { 2 } else { 3 };
    let (start, _) = before.char_indices().nth_back(length - 1)?;
    let is_head = ["书记", "主席", "主任", "局长", "厅长", "院长"].contains(&title.core);
    is_head.then(|| &before[start..])
}

/// A title that is another one than elsewhere.
struct Odd<'a> {
    titled: &'a Titled,
    other: &'a Titled,
    /// None where somebody may have been promoted in between.
    is_sure: Option<bool>,
}

/// Whether the issue says that somebody of this name was given a post or elected.
fn is_appointed(text: &str, issue: Span, name: &str) -> bool {
    const WORDS: [&str; 8] = ["任命", "当选", "选举", "任职", "免去", "接任", "拟任", "为"];
    let is_near = |at: usize| {
        let around = Span::new(ceil(text, at.saturating_sub(NEAR)), floor(text, at + name.len() + NEAR));
        let (before, after) = around.of(text).split_once(name).unwrap_or_default();
        WORDS[..7].iter().any(|word| before.contains(word)) || after.starts_with(WORDS[7])
    };
    issue.of(text).match_indices(name).any(|(at, _)| is_near(issue.start() + at))
}

/// How far from a name its appointment stands, in bytes.
const NEAR: usize = 90;

/// The only place where something differs from all others: surely if they stand on both sides of it.
fn minority<'a, T: PartialEq>(places: &[&'a Titled], what: impl Fn(&'a Titled) -> T) -> Option<Odd<'a>> {
    let first = what(places.first()?);
    let (same, other): (Vec<&Titled>, Vec<&Titled>) =
        places.iter().copied().partition(|titled| what(titled) == first);
    let (few, many) = if same.len() < other.len() { (same, other) } else { (other, same) };
    let (titled, other) = (few.first()?, many.first()?);
    let is_between = titled.title > other.title && many.last().is_some_and(|last| titled.title < last.title);
    let is_sure = match few.len() {
        1 if is_between => Some(true),
        1 => None,
        _ => Some(false),
    };
    Some(Odd { titled, other, is_sure })
}
