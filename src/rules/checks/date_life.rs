//! A life whose years run backwards: 1949年7月参加革命工作，1942年6月加入中国共产党.

use crate::rules::{Check, Context, Finding, Options, Sink};
use crate::text::Span;
use crate::text::boundary::{ceil, floor};
use crate::text::date::{WrittenDate, dates_in};

/// What a curriculum vitae says early on.
const NEEDLES: [&str; 4] = ["参加革命", "加入中国共产党", "参加工作", "参加中国共产党"];
/// Those who joined the party before 1949 worked for the revolution from then on.
const REVOLUTION: &str = "参加革命";
/// How far around the word the life is read, in bytes.
const REACH: usize = 300;
/// Nobody works or joins the party younger, or older, in years.
const YOUNG: i32 = 12;

struct Life;

pub(super) fn build(_: &Options) -> Result<Box<dyn Check>, String> {
    Ok(Box::new(Life))
}

impl Check for Life {
    fn needles(&self) -> Vec<&str> {
        NEEDLES.to_vec()
    }

    fn run(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let text = &context.reading.flow.text;
        for hit in context.hits {
            let Some(at) = date_before(text, hit.span) else { continue };
            let finding = match born(text, at.span).filter(|born| is_too_young(born, &at)) {
                Some(born) => Some(
                    Finding::at(at.span).saying("young").and(born.span, "born").with("born", year(&born)),
                ),
                None => before_work(text, hit.span, &at),
            };
            if let Some(finding) = finding {
                sink.report(finding);
            }
        }
    }
}

fn year(date: &WrittenDate) -> String {
    date.year.map_or(String::new(), |year| year.to_string())
}

fn is_too_young(born: &WrittenDate, at: &WrittenDate) -> bool {
    born.year.zip(at.year).is_some_and(|(born, at)| at - born < YOUNG)
}

/// The date that leads to `word`: 1949年7月参加.
fn date_before(text: &str, word: Span) -> Option<WrittenDate> {
    let low = ceil(text, word.start().saturating_sub(40));
    let date = dates_in(text, Span::new(low, word.start())).last()?;
    (date.span.end() == word.start() && date.year.is_some()).then_some(date)
}

/// 1931年12月生, before byte `at` in the same paragraph and of the same person.
fn born(text: &str, at: Span) -> Option<WrittenDate> {
    let low = ceil(text, at.start().saturating_sub(REACH));
    let window = text.get(low..at.start())?.rsplit('\n').next()?;
    let start = at.start() - window.len();
    let dates = dates_in(text, Span::new(start, at.start()));
    let is_born = |date: &WrittenDate| {
        let rest = text.get(date.span.end()..).unwrap_or_default();
        rest.starts_with(['生', '出']) && !rest.starts_with("生产") && date.year.is_some()
    };
    let born = dates.filter(is_born).last()?;
    let between = text.get(born.span.end()..at.start())?;
    // Whoever else is spoken of has another life.
    let is_of_another = between.contains(['男', '女', '父', '母', '夫', '妻', '兄', '弟', '子', '祖']);
    (!is_of_another).then_some(born)
}

/// A date of the party before the one of the revolution, which stands before it.
fn before_work(text: &str, word: Span, at: &WrittenDate) -> Option<Finding> {
    if word.of(text) != REVOLUTION {
        return None;
    }
    let high = floor(text, word.end() + REACH);
    let sentence = text.get(word.end()..high)?.split(['。', '；', '\n']).next()?;
    let party = word.end() + sentence.find("加入中国共产党").or_else(|| sentence.find("入党"))?;
    let joined = date_before(text, Span::new(party, party))?;
    let work = (at.year?, at.month.unwrap_or(1));
    let is_before = (joined.year?, joined.month.unwrap_or(12)) < work;
    is_before.then(|| Finding::at(joined.span).and(at.span, "work").with("work", at.span.of(text)))
}
