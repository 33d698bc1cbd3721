//! Those present and those absent against all that there are: 应到11人，实到9人，1人请假.

use super::count_kind::are_alike;
use super::each::Each;
use crate::facts::quantities::{Quantity, quantities_in, rewritten};
use crate::rules::{Check, Finding, Options};
use crate::text::Span;
use crate::text::sentence::sentence_around;

const NEEDLES: [&str; 4] = ["应到", "应出席", "应参会", "应参加会议"];
const PRESENT: [&str; 7] = ["实到", "实际到", "实出席", "实际出席", "实参会", "出席", "到会"];
const ABSENT: [&str; 7] = ["请假", "缺席", "未到", "未出席", "缺勤", "因公", "因病"];
/// A sentence is read no further than this on either side, in bytes.
const REACH: usize = 300;
/// How much may stand between a word and its number, in bytes.
const BESIDE: usize = 24;

pub(super) fn build(_: &Options) -> Result<Box<dyn Check>, String> {
    Ok(Box::new(Each {
        needles: &NEEDLES,
        judge: |context, hit| judge(&context.reading.flow.text, hit.span),
    }))
}

fn judge(text: &str, word: Span) -> Option<Finding> {
    let sentence = sentence_around(text, word, REACH);
    let said = quantities_in(text, Span::new(word.end(), sentence.end()));
    let (due, rest) = said.split_first()?;
    let is_person = |one: &Quantity| matches!(one.unit.of(text), "人" | "名" | "位") && one.count().is_some();
    let lead = Span::new(word.end(), due.number.start());
    if lead.len() > BESIDE || lead.of(text).contains('，') || !said.iter().all(is_person) {
        return None;
    }
    let clause = |one: &Quantity| {
        let before = text.get(word.end()..one.number.start()).unwrap_or_default();
        let after = text.get(one.span().end()..sentence.end()).unwrap_or_default();
        let marks = ['，', '、', '；', '（', '）'];
        let before = before.rsplit(marks).next().unwrap_or_default();
        (before.to_owned(), format!("{before}{}", after.split(marks).next().unwrap_or_default()))
    };
    let (mut present, mut absent) = (None, Vec::new());
    for one in rest {
        let (before, whole) = clause(one);
        if ABSENT.iter().any(|word| whole.contains(word)) {
            absent.push(*one);
        } else if PRESENT.iter().any(|word| before.contains(word)) && present.is_none() {
            present = Some(*one);
        } else {
            return None;
        }
    }
    let present = present.filter(|present| are_alike(text, present, due))?;
    let right = due.value - absent.iter().map(|one| one.value).sum::<i128>();
    let finding = Finding::at(present.span()).and(due.span(), "due").with("due", due.span().of(text));
    match absent.is_empty() {
        true => (present.value > due.value).then(|| finding.saying("more")),
        false => {
            let fix = rewritten(text, &present, right);
            let finding = absent.iter().fold(finding, |finding, one| finding.and(one.span(), "absent"));
            (right > 0 && present.value != right).then(|| finding.with("right", fix.clone()).replace(fix))
        }
    }
}
