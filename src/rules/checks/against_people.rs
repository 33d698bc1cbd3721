//! People whose names or titles differ from those that another document gives.

use memchr::memmem;

use super::name_title::{Title, is_former};
use crate::against::people::Post;
use crate::against::{Against, Moment};
use crate::facts::Usage;
use crate::facts::people::Titled;
use crate::facts::people::misspelt::Misspelling;
use crate::rules::{Check, Context, Finding, Options, Sink};

struct Name;

pub(super) fn name(_: &Options) -> Result<Box<dyn Check>, String> {
    Ok(Box::new(Name))
}

impl Check for Name {
    fn run(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let against = context.against;
        if against.is_empty() {
            return;
        }
        let titles = |post: &Post| against.text(post.title).to_owned();
        let people = against.people().map(|(name, posts)| (name, posts.map(titles).collect::<Vec<_>>()));
        let people: Vec<_> = people.filter(|(_, titles)| !titles.is_empty()).collect();
        let known: Vec<_> = people.iter().map(|(name, titles)| (*name, titles.as_slice())).collect();
        for slip in Usage::near(context.reading, &known) {
            if let Some(post) = meant(context, &slip) {
                let finding = Finding::at(slip.span).with("other", slip.right.as_str());
                let finding = finding.and_in(against.reference(post.name), post.name.span, "other");
                sink.report(finding.replace(slip.right.as_str()));
            }
        }
    }
}

/// The place of the person that `slip` is meant for: one with the same title, and no reference has the
/// spelling of the draft.
fn meant<'a>(context: &Context<'a>, slip: &Misspelling) -> Option<&'a Post> {
    let (text, against) = (&context.reading.flow.text, context.against);
    let here = slip.span.of(text);
    let titled = &context.facts.usage().titled;
    let at = titled.binary_search_by_key(&slip.span, |titled| titled.name);
    let title = at.ok().and_then(|at| titled.get(at)).map(|titled| titled.title.of(text));
    let is_same = |post: &&Post| title.is_some_and(|title| title == against.text(post.title));
    let post = against.posts(&slip.right).find(is_same)?;
    let is_somebody = against.flows().any(|flow| memmem::find(flow.as_bytes(), here.as_bytes()).is_some());
    (!is_somebody).then_some(post)
}

struct Rank;

pub(super) fn title(_: &Options) -> Result<Box<dyn Check>, String> {
    Ok(Box::new(Rank))
}

impl Check for Rank {
    fn run(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        if context.against.is_empty() {
            return;
        }
        for titled in &context.facts.usage().titled {
            if let Some(post) = other_rank(context, titled) {
                let other = context.against.text(post.title);
                let name = titled.name.of(&context.reading.flow.text);
                let finding = Finding::at(titled.title).with("name", name).with("other", other);
                let reference = context.against.reference(post.title);
                sink.report(finding.and_in(reference, post.title.span, "other"));
            }
        }
    }
}

/// Where a reference gives the same person, of the same day, the same title with or without 副, and
/// none gives it as `titled` does.
fn other_rank<'a>(context: &Context<'a>, titled: &Titled) -> Option<&'a Post> {
    let text = &context.reading.flow.text;
    let against: Against<'a> = context.against;
    let title = Title::new(titled.title.of(text));
    if is_former(text, titled.title) {
        return None;
    }
    let day = Moment::before(context.facts, titled.title.start()).filter(|moment| moment.is_day())?;
    let of_the_day = |post: &&Post| post.moment.is_some_and(|other| other.agrees(day));
    let other = |post: &Post| Title::new(against.text(post.title));
    let name = titled.name.of(text);
    let posts = || against.posts(name).filter(of_the_day).filter(|post| other(post).core == title.core);
    if posts().any(|post| other(post).deputy == title.deputy) {
        return None;
    }
    posts().next()
}
