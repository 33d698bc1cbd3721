//! Numbered paragraphs below another number of them: 做好以下4项工作：, and then 1. to 3.

use super::count_list::count_in_brackets;
use super::count_points::announced;
use super::each::Each;
use crate::facts::quantities::{ONE, Quantity, rewritten};
use crate::rules::{Check, Finding, Options};
use crate::text::Span;
use crate::text::boundary::ceil;
use crate::text::numerals::{Script, written};

/// The end of the paragraph that announces them.
const NEEDLES: [&str; 2] = ["：\n", "）\n"];
const BRACKET: u32 = 1;
/// What says that they are below.
const BELOW: [&str; 3] = ["以下", "如下", "下列"];
/// How far before the end of its paragraph that may stand, in bytes.
const REACH: usize = 90;
/// How the first paragraph is numbered.
const FORMS: [(&str, &str, Script); 7] = [
    ("", ".", Script::Arabic),
    ("", "．", Script::Arabic),
    ("", "、", Script::Arabic),
    ("（", "）", Script::Arabic),
    ("", "、", Script::Han),
    ("（", "）", Script::Han),
    ("第", "，", Script::Han),
];
/// An item has no more paragraphs, and there are no more items.
const PARAGRAPHS: usize = 8;
const MOST: u32 = 40;
/// A number that is further off was not meant for these paragraphs.
const FAR: usize = 2;

pub(super) fn build(_: &Options) -> Result<Box<dyn Check>, String> {
    Ok(Box::new(Each {
        needles: &NEEDLES,
        judge: |context, hit| judge(&context.reading.flow.text, hit.span, hit.needle == BRACKET),
    }))
}

fn judge(text: &str, end: Span, is_bracket: bool) -> Option<Finding> {
    let quantity = match is_bracket {
        // 先进集体名单（12个）
        true => count_in_brackets(text, end.end() - '\n'.len_utf8())?,
        false => announced_below(text, end)?,
    };
    let count = quantity.count()?;
    let (last, points) = follow(text, end.end())?;
    // A list that goes on under another form of numbers cannot be counted.
    let is_near = points.abs_diff(count) <= FAR;
    if count < 2 || points < 2 || points == count || !is_near {
        return None;
    }
    let finding = Finding::at(quantity.span()).and(last, "last").with("count", points.to_string());
    Some(finding.replace(rewritten(text, &quantity, points as i128 * ONE)))
}

/// 做好以下4项工作：
fn announced_below(text: &str, end: Span) -> Option<Quantity> {
    let before = text.get(ceil(text, end.start().saturating_sub(REACH))..end.start())?;
    let sentence = before.rsplit(['。', '；', '\n']).next()?;
    let is_below = BELOW.iter().any(|word| sentence.contains(word));
    is_below.then(|| announced(text, end.end()))?
}

/// The number of the last paragraph, and how many there are from byte `from` on.
fn follow(text: &str, from: usize) -> Option<(Span, usize)> {
    let rest = text.get(from..)?;
    let number = |form: &(&str, &str, Script), n: u32| format!("{}{}{}", form.0, written(n, form.2), form.1);
    let form = FORMS.iter().find(|form| rest.starts_with(&number(form, 1)))?;
    let (mut points, mut last) = (1, Span::new(from, from + number(form, 1).len()));
    while points < MOST {
        let next = number(form, points + 1);
        let mut at = last.start();
        let mut begins = text.get(at..)?.split_inclusive('\n').take(PARAGRAPHS).map(|paragraph| {
            at += paragraph.len();
            at
        });
        let Some(begin) = begins.find(|&at| text[at..].starts_with(&next)) else { break };
        last = Span::new(begin, begin + next.len());
        points += 1;
    }
    Some((last, points as usize))
}
