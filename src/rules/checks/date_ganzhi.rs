//! A civil year beside a year of the sexagenary cycle, or its animal, that is another:
//! 2023（甲辰）年, 2023年是农历龙年.

use memchr::memmem;

use crate::rules::{Check, Context, Finding, Options, Sink};
use crate::text::Span;
use crate::text::numerals::{Numeral, numeral_before};

const STEMS: &str = "甲乙丙丁戊己庚辛壬癸";
const BRANCHES: &str = "子丑寅卯辰巳午未申酉戌亥";
const ANIMALS: &str = "鼠牛虎兔龙蛇马羊猴鸡狗猪";

struct Ganzhi;

pub(super) fn build(_: &Options) -> Result<Box<dyn Check>, String> {
    Ok(Box::new(Ganzhi))
}

impl Check for Ganzhi {
    fn run(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let text = &context.reading.flow.text;
        for at in memmem::find_iter(text.as_bytes(), "年") {
            let stated = before_year(text, at).or_else(|| beside_year(text, at));
            if let Some((year, name, span)) = stated
                && span.of(text) != name
            {
                sink.report(Finding::at(span).replace(name).with("year", year.to_string()));
            }
        }
    }
}

/// The year, what it is called, and where the text calls it something.
type Stated = (u64, String, Span);

/// 2023（甲辰）年, its 年 at byte `at`.
fn before_year(text: &str, at: usize) -> Option<Stated> {
    let inner = text.get(..at)?.strip_suffix(['）', ')'])?;
    let start = inner.char_indices().nth_back(1)?.0;
    cyclical(&inner[start..])?;
    let year = civil(numeral_before(text, inner[..start].strip_suffix(['（', '('])?.len())?)?;
    Some((year, cycle(year)?, Span::new(start, inner.len())))
}

/// 2023年（甲辰年）, 2023年甲辰年, 2023年是农历龙年, the first 年 at byte `at`.
fn beside_year(text: &str, at: usize) -> Option<Stated> {
    const LINKS: [&str; 8] = ["（", "(", "正值", "恰逢", "适逢", "即", "是", "为"];
    let after = text.get(at + "年".len()..)?;
    let linked = LINKS.iter().find_map(|link| after.strip_prefix(link));
    let rest = linked.unwrap_or(after);
    let rest =
        ["中国", "农历", "夏历"].iter().fold(rest, |rest, word| rest.strip_prefix(word).unwrap_or(rest));
    let start = text.len() - rest.len();
    let year = || civil(numeral_before(text, at)?);
    let mut chars = rest.char_indices();
    let (first, second) = (chars.next()?.1, chars.next()?);
    if ANIMALS.contains(first) && second.1 == '年' && linked.is_some() {
        let year = year()?;
        return Some((
            year,
            nth(ANIMALS, branch_of(year)?)?.to_string(),
            Span::new(start, start + first.len_utf8()),
        ));
    }
    let end = second.0 + second.1.len_utf8();
    cyclical(&rest[..end])?;
    let is_year = rest[end..].starts_with('年')
        || rest[end..].chars().next().is_some_and(|c| ANIMALS.contains(c))
            && rest[end..].chars().nth(1) == Some('年');
    let year = year().filter(|_| is_year)?;
    Some((year, cycle(year)?, Span::new(start, start + end)))
}

/// A stem and a branch, one that the cycle has or a slip for one.
fn cyclical(two: &str) -> Option<()> {
    let mut chars = two.chars();
    (STEMS.contains(chars.next()?) && BRANCHES.contains(chars.next()?)).then_some(())
}

fn civil(numeral: Numeral) -> Option<u64> {
    (numeral.length == 4 && (1000..2200).contains(&numeral.value)).then_some(numeral.value)
}

fn cycle(year: u64) -> Option<String> {
    let stem = usize::try_from((year.checked_sub(4)?) % 10).ok()?;
    Some([nth(STEMS, stem)?, nth(BRANCHES, branch_of(year)?)?].iter().collect())
}

fn branch_of(year: u64) -> Option<usize> {
    usize::try_from(year.checked_sub(4)? % 12).ok()
}

fn nth(names: &str, index: usize) -> Option<char> {
    names.chars().nth(index)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cycle_is_known() {
        let name = |year| cycle(year).unwrap_or_default();
        assert_eq!([name(1894), name(1911), name(1984), name(2023)], ["甲午", "辛亥", "甲子", "癸卯"]);
        assert_eq!(branch_of(2026).and_then(|branch| nth(ANIMALS, branch)), Some('马'));
    }
}
