//! An exact day and a vague word for the same moment: 8月16日，…日前公示.

use crate::facts::dates::DateFact;
use crate::rules::{Check, Context, Finding, Options, Sink};
use crate::text::numerals::script_of;
use crate::text::{Span, chars};

const VAGUE: [&str; 4] = ["近日", "日前", "近来", "不久前"];
/// One of these is in each of them.
const IN_VAGUE: [char; 2] = ['近', '前'];
/// How many characters after the date the vague word may stand.
const REACH: usize = 40;
/// A 的 this near after it makes it an attribute of something else.
const ATTRIBUTE: usize = 8;

struct ExactAndVague;

pub(super) fn build(_: &Options) -> Result<Box<dyn Check>, String> {
    Ok(Box::new(ExactAndVague))
}

impl Check for ExactAndVague {
    fn run(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let text = &context.reading.flow.text;
        for fact in context.facts.dates().all() {
            let Some(word) = vague_word(text, fact) else {
                continue;
            };
            let finding = Finding::at(word)
                .and(fact.span(), "date")
                .with("date", fact.span().of(text).replace([' ', '\u{3000}'], ""))
                .replace("");
            sink.report(if fact.written.day.is_some() { finding } else { finding.doubtful() });
        }
    }
}

/// The vague word in the clause that follows `8月16日，`.
fn vague_word(text: &str, fact: &DateFact) -> Option<Span> {
    const PARTS_OF_DAY: [&str; 6] = ["上午", "下午", "晚上", "晚", "凌晨", "中午"];
    let end = fact.span().end();
    let rest = text.get(end..)?;
    let after_part = PARTS_OF_DAY.iter().find_map(|part| rest.strip_prefix(part)).unwrap_or(rest);
    let clause = after_part.trim_start_matches(' ').strip_prefix('，')?;
    let start = text.len() - clause.len();
    let stop = clause.char_indices().take_while(|&(_, c)| !ends_clause(c)).take(REACH).last();
    let clause = &clause[..stop.map_or(0, |(at, c)| at + c.len_utf8())];
    if !clause.contains(IN_VAGUE) {
        return None;
    }
    let (at, word) = VAGUE.iter().filter_map(|word| clause.find(word).map(|at| (at, *word))).min()?;
    let span = Span::new(start + at, start + at + word.len());
    (is_adverb(&clause[..at], word, text.get(span.end()..)?)).then_some(span)
}

/// True where `word` says when the clause's own event took place.
fn is_adverb(before: &str, word: &str, after: &str) -> bool {
    // What is told, studied or carried out on that day may have happened earlier.
    const EARLIER: [&str; 17] = [
        "获悉", "了解", "传达", "学习", "贯彻", "落实", "表示", "介绍", "通报", "消息", "报道", "透露",
        "针对", "就", "对", "因", "向",
    ];
    if EARLIER.iter().any(|verb| before.contains(verb)) || is_open(before) {
        return false;
    }
    let attribute = after.chars().take(ATTRIBUTE).take_while(|&c| !ends_clause(c)).any(|c| c == '的');
    let last = before.chars().rev().find(|&c| !chars::is_space(c));
    let part_of_word = match word {
        "日前" => {
            after.starts_with(['夕', '线', '锋'])
                || last.is_some_and(|c| {
                    script_of(c).is_some()
                        || "作举假节生次当即休满届整多余几数抗今昨明每平周翌同终".contains(c)
                })
        }
        "近日" => {
            last.is_some_and(|c| "临最附接靠邻贴逼走".contains(c))
                || after.starts_with(['来', '点', '均', '益'])
        }
        "近来" => last.is_some_and(|c| "临最附走".contains(c)),
        _ => false,
    };
    !attribute && !part_of_word
}

/// True where a quotation, title or bracket is open at the end of `text`.
fn is_open(text: &str) -> bool {
    ["“”", "《》", "（）", "‘’"].iter().any(|pair| {
        let mut marks = pair.chars();
        let opened = marks.next().and_then(|mark| text.rfind(mark));
        let closed = marks.next().and_then(|mark| text.rfind(mark));
        opened > closed
    })
}

fn ends_clause(c: char) -> bool {
    matches!(c, '，' | '。' | '；' | '：' | '！' | '？' | '\n')
}
