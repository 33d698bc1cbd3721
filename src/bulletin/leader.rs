//! One line of a contents taken apart: headline, leader, author, folio.

use crate::text::Span;
use crate::text::chars::{is_common_han, is_han, is_space, narrow};

/// A contents line, in byte offsets of the line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ContentsLine {
    /// The name of a column before the headline.
    pub label: Option<Span>,
    pub headline: Span,
    pub author: Option<Span>,
    /// Where the folio stands; a cover that is named (封二) has a place and no number.
    pub folio: Span,
    pub number: Option<u32>,
    pub roman: bool,
    /// A leader or a bracket sets the folio off: the line can be nothing but an entry.
    pub certain: bool,
}

/// `.....`, `……`, `····`, `____`, tabs and runs of spaces.
fn is_leader(c: char) -> bool {
    !is_common_han(c) && (is_leader_mark(c) || is_space(c))
}

fn is_leader_mark(c: char) -> bool {
    matches!(
        c,
        '.' | '．'
            | '…'
            | '⋯'
            | '·'
            | '•'
            | '‧'
            | '・'
            | '﹒'
            | '_'
            | '-'
            | '—'
            | '─'
            | '～'
            | '。'
            | '/'
            | '／'
            | '|'
            | '｜'
    )
}

/// The headline of an entry without a folio: what stands before its leader and its document
/// number, if it has them.
pub(super) fn bare_headline(line: &str) -> Span {
    let headline = line.trim_end_matches(is_leader);
    let headline = if headline.len() + 3 < line.len() { headline } else { line };
    without_document_number(Span::new(0, headline.len()), line)
}

/// The length of the number or the bullet before a headline: `（1）`, `3. `, `一、`, `①`, `2 `, `● `.
pub(super) fn enumerator(headline: &str) -> Option<usize> {
    let is_numeral = |c: char| narrow(c).is_ascii_digit() || "一二三四五六七八九十百".contains(c);
    let is_bullet = |c: char| "●○■□◆◇★☆▲△▶►※◎·•".contains(c);
    let rest = match headline.strip_prefix(['（', '(']) {
        Some(inner) => inner.trim_start_matches(is_numeral).strip_prefix(['）', ')'])?,
        None if headline.starts_with(|c| matches!(c, '①'..='⑳')) => headline.get('①'.len_utf8()..)?,
        None if headline.starts_with(is_bullet) => headline.trim_start_matches(is_bullet),
        None if headline.starts_with(|c| narrow(c).is_ascii_digit()) => {
            let after = headline.trim_start_matches(|c| narrow(c).is_ascii_digit());
            after.strip_prefix(|c: char| matches!(c, '、' | '.' | '．') || is_space(c))?
        }
        None => headline.trim_start_matches(is_numeral).strip_prefix(['、', '.', '．'])?,
    };
    let rest = rest.trim_start_matches(is_space);
    let has_number = headline.len() - rest.len() >= "1.".len();
    // 3.5亿元…: no number of an item.
    let goes_on = rest.starts_with(|c: char| narrow(c).is_ascii_digit()) && headline.contains(['.', '．']);
    (has_number && !goes_on && !rest.is_empty()).then_some(headline.len() - rest.len())
}

/// Bytes that an author in brackets takes at most.
const LONGEST: usize = 60;

/// Bytes of a headline that an author stands behind, at the least.
const SHORTEST: usize = 6;

/// A headline and the author whom white space sets off from it, perhaps by his office first:
/// `一渠清水润古村　冯学敏`, `年中推进会召开　本刊记者　丁海燕`, `一则旧闻的订正（余　烈）`.
pub(super) fn byline(text: &str) -> Option<(Span, Span)> {
    if let Some(open) = text.rfind('（').filter(|&open| open >= SHORTEST && text.ends_with('）')) {
        let name = text[open..].trim_matches(['（', '）']);
        let is_name = name.len() <= LONGEST && name.chars().all(|c| is_han(c) || is_space(c));
        return is_name.then(|| (Span::new(0, open), Span::new(open, text.len())));
    }
    let gap =
        text.char_indices().filter(|&(_, c)| c == '\u{3000}').map(|(at, _)| at).find(|&at| at >= SHORTEST)?;
    let author = text[gap..].trim_start_matches(is_space);
    let is_name = |name: &str| (2..=6).contains(&name.chars().count()) && name.chars().all(is_han);
    let names = author.split(|c: char| is_space(c) || c == '、').filter(|name| !name.is_empty());
    (names.clone().count() <= 4 && names.clone().next().is_some() && names.into_iter().all(is_name))
        .then(|| (Span::new(0, gap), Span::new(text.len() - author.len(), text.len())))
}

/// Takes `line` apart where it ends in a folio.
pub(super) fn contents_line(line: &str) -> Option<ContentsLine> {
    let line = line.trim_end_matches(is_space);
    if !line.ends_with(can_end_folio) {
        return None;
    }
    let (body, folio, bracketed) = split_cover(line).or_else(|| split_folio(line))?;
    let (number, roman) = match COVERS.contains(&folio.of(line)) {
        true => (None, false),
        false => folio_number(folio.of(line)).map(|(number, roman)| (Some(number), roman))?,
    };
    let headline = body.trim_end_matches(is_leader);
    let leader = &body[headline.len()..];
    let marks = leader.chars().filter(|&c| !is_space(c)).count();
    let wide_gap = leader.contains('\t') || leader.chars().filter(|&c| is_space(c)).count() >= 2;
    let slash = leader.contains(['/', '／', '|', '｜']);
    let certain = marks >= 2 || leader.contains(['…', '⋯']) || slash || wide_gap || bracketed;
    let apart = certain || leader.chars().any(is_space);
    let least = if certain { 1 } else { 2 };
    let letters = headline.chars().filter(|&c| is_han(c) || c.is_alphabetic()).take(least).count();
    if !apart || letters < least || (!certain && (number.is_none_or(|number| number > 999) || roman)) {
        return None;
    }
    if marks == 0 && !bracketed && ends_in_figure(headline) {
        return None;
    }
    // A single dash or dot between words and number is a name, not a leader.
    let (headline, author) = split_author(headline);
    let headline = without_document_number(headline, line);
    Some(ContentsLine { label: None, headline, author, folio, number, roman, certain })
}

/// Takes `line` apart where it begins with a folio: `08　要闻　标题`, `12  标题`.
pub(super) fn folio_first(line: &str) -> Option<ContentsLine> {
    let is_digit = |c: char| narrow(c).is_ascii_digit();
    let named = line.strip_prefix(['P', 'p', '第']).unwrap_or(line);
    let rest = named.trim_start_matches(is_digit);
    let folio = Span::new(line.len() - named.len(), line.len() - rest.len());
    let rest = rest.strip_prefix('页').unwrap_or(rest);
    let headline = rest.trim_start_matches(is_leader);
    let gap = &rest[..rest.len() - headline.len()];
    let (start, headline) = (line.len() - headline.len(), headline.trim_end_matches(is_space));
    let apart = gap.contains(is_space) || gap.chars().count() >= 2;
    let letters = headline.chars().filter(|&c| is_han(c) || c.is_alphabetic()).take(2).count();
    let is_line = apart && letters == 2 && folio.len() <= 3 && !headline.starts_with(is_digit);
    let (number, _) = folio_number(folio.of(line)).filter(|_| is_line && !headline.contains('。'))?;
    let (headline, author) = split_author(headline);
    let headline = without_document_number(headline.shifted(start), line);
    let author = author.map(|author| author.shifted(start));
    Some(ContentsLine {
        label: None,
        headline,
        author,
        folio,
        number: Some(number),
        roman: false,
        certain: false,
    })
}

/// True where the last cell of a row is a figure too: a line of a table (南谯区 12 780), no entry.
fn ends_in_figure(headline: &str) -> bool {
    let cell = headline.rsplit(['\t', '\u{3000}']).next().unwrap_or_default();
    let cell = cell.rsplit("  ").next().unwrap_or_default().trim();
    let is_figure = |c: char| narrow(c).is_ascii_digit() || "+-−—.,%％".contains(c);
    cell.len() < headline.len() && !cell.is_empty() && cell.chars().all(is_figure)
}

/// The last character of a folio, of what stands behind one, of a cover's name: most lines end
/// otherwise and need no closer look.
fn can_end_folio(c: char) -> bool {
    let last = "页—-·）)]］〕】一二三四底面";
    narrow(c).is_ascii_digit() || is_roman(c) || last.contains(c)
}

/// Pages that are named and not numbered.
const COVERS: [&str; 8] = ["封一", "封二", "封三", "封四", "封底", "封面", "插页", "彩页"];

fn split_cover(line: &str) -> Option<(&str, Span, bool)> {
    let cover = COVERS.iter().find(|cover| line.ends_with(**cover))?;
    let before = line.strip_suffix(*cover)?;
    Some((before, Span::new(before.len(), line.len()), false))
}

/// A gazette's entry without its document number: `…的通知（澜政发〔2024〕12号）`, `…的通知
/// 澜政发〔2024〕12号`.
fn without_document_number(headline: Span, line: &str) -> Span {
    let text = headline.of(line);
    let bracketed = text.ends_with("号）") || text.ends_with("号)");
    let start = match bracketed {
        true => text.rfind(['（', '(']),
        false => text.rfind(is_space).filter(|_| text.ends_with('号')),
    };
    match start.filter(|&at| text[at..].contains(['〔', '[', '［'])) {
        Some(at) => Span::new(headline.start(), headline.start() + text[..at].trim_end().len()),
        None => headline,
    }
}

/// The line before its folio, the folio's digits, and whether brackets hold them.
fn split_folio(line: &str) -> Option<(&str, Span, bool)> {
    const BRACKETS: [(char, char); 6] =
        [('（', '）'), ('(', ')'), ('[', ']'), ('［', '］'), ('〔', '〕'), ('【', '】')];
    let bracket = BRACKETS.iter().find(|(_, close)| line.ends_with(*close));
    let inner = match bracket {
        Some((_, close)) => line.strip_suffix(*close)?.trim_end_matches(is_space),
        None => line.trim_end_matches(['页', '—', '-', '·']).trim_end_matches(is_space),
    };
    let is_folio_char = |c: char| narrow(c).is_ascii_digit() || is_roman(c);
    let before = inner.trim_end_matches(is_folio_char);
    let digits = Span::new(before.len(), inner.len());
    if digits.is_empty() {
        return None;
    }
    let mut before = before;
    // 12—15: the article begins on the first.
    let mut digits = digits;
    if let Some(range_start) = before.strip_suffix(['-', '—', '–', '~', '～']) {
        let head = range_start.trim_end_matches(|c: char| narrow(c).is_ascii_digit());
        if head.len() < range_start.len() {
            digits = Span::new(head.len(), range_start.len());
            before = head;
        }
    }
    let before = match bracket {
        Some((open, _)) => before.trim_end_matches(is_space).strip_suffix(*open)?,
        None => before.strip_suffix(['第', 'P', 'p']).unwrap_or(before),
    };
    Some((before, digits, bracket.is_some()))
}

fn is_roman(c: char) -> bool {
    matches!(narrow(c), 'i' | 'v' | 'x' | 'l' | 'I' | 'V' | 'X' | 'L') || matches!(c, 'Ⅰ'..='Ⅻ' | 'ⅰ'..='ⅻ')
}

/// The number that `text` writes in Arabic or Roman digits.
fn folio_number(text: &str) -> Option<(u32, bool)> {
    let narrowed: String = text.chars().map(narrow).collect();
    if narrowed.len() <= 4 && narrowed.bytes().all(|b| b.is_ascii_digit()) {
        return narrowed.parse().ok().map(|number| (number, false));
    }
    roman_number(text).map(|number| (number, true))
}

fn roman_number(text: &str) -> Option<u32> {
    let value = |c: char| match narrow(c).to_ascii_lowercase() {
        'i' => Some(1),
        'v' => Some(5),
        'x' => Some(10),
        'l' => Some(50),
        c @ 'Ⅰ'..='Ⅻ' => Some(c as u32 - 'Ⅰ' as u32 + 1),
        c @ 'ⅰ'..='ⅻ' => Some(c as u32 - 'ⅰ' as u32 + 1),
        _ => None,
    };
    let values: Vec<u32> = text.chars().map(value).collect::<Option<_>>()?;
    let mut sum = 0i64;
    for (index, &v) in values.iter().enumerate() {
        let smaller = values.get(index + 1).is_some_and(|&next| next > v);
        sum += if smaller { -i64::from(v) } else { i64::from(v) };
    }
    u32::try_from(sum).ok().filter(|&n| n > 0 && n < 400)
}

/// Cuts an author column (`headline …… 王明`, `headline    王 明　李四`) off a headline.
fn split_author(text: &str) -> (Span, Option<Span>) {
    let whole = (Span::new(0, text.len()), None);
    let mut gap_start = None;
    let mut best = None;
    let mut previous = None;
    for (at, c) in text.char_indices() {
        if is_leader(c) && c != '—' && c != '-' {
            gap_start.get_or_insert(at);
        } else if let Some(start) = gap_start.take() {
            let gap = &text[start..at];
            let marks = gap.chars().filter(|&c| !is_space(c)).count();
            let wide =
                marks >= 2 || gap.contains(['…', '\t']) || gap.chars().filter(|&c| is_space(c)).count() >= 4;
            if wide && start > 0 {
                best = Some((start, at));
            }
        } else if matches!(c, '/' | '／') && previous.is_some_and(is_han) {
            best = Some((at, at + c.len_utf8()));
        }
        previous = Some(c);
    }
    let Some((end, start)) = best else { return whole };
    let author = &text[start..];
    let names =
        author.split(|c: char| is_space(c) || matches!(c, '、' | '，')).filter(|name| !name.is_empty());
    let looks_like_names = author.chars().all(|c| is_han(c) || is_space(c) || matches!(c, '、' | '，' | '·'))
        && names.clone().all(|name| (1..=10).contains(&name.chars().count()))
        && author.chars().filter(|&c| is_han(c)).count() >= 2
        && author.chars().count() <= 14;
    match looks_like_names {
        true => (Span::new(0, end), Some(Span::new(start, text.len()))),
        false => whole,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(line: &str) -> Option<(&str, Option<&str>, u32)> {
        let entry = contents_line(line)?;
        Some((entry.headline.of(line), entry.author.map(|a| a.of(line)), entry.number?))
    }

    #[test]
    fn every_kind_of_leader_sets_a_folio_off() {
        for line in [
            "全市春耕生产现场会召开.....\t7",
            "全市春耕生产现场会召开…………………… 7",
            "全市春耕生产现场会召开·········7",
            "全市春耕生产现场会召开\t7",
            "全市春耕生产现场会召开            7",
            "全市春耕生产现场会召开（7）",
            "全市春耕生产现场会召开 [7]",
            "全市春耕生产现场会召开 ７",
            "全市春耕生产现场会召开……第7页",
            "全市春耕生产现场会召开 …… 7—9",
        ] {
            assert_eq!(parts(line), Some(("全市春耕生产现场会召开", None, 7)), "{line}");
        }
        assert_eq!(parts("前言……ⅲ").map(|p| p.2), Some(3));
        assert_eq!(parts("前言……xiv").map(|p| p.2), Some(14));
    }

    #[test]
    fn a_headline_may_end_in_digits_or_carry_its_author() {
        assert_eq!(parts("入选《发展报告 2023》.....3"), Some(("入选《发展报告 2023》", None, 3)));
        assert_eq!(parts("让乡村留住人……王 明　李四 12"), Some(("让乡村留住人", Some("王 明　李四"), 12)));
        assert_eq!(parts("让乡村留住人\t王明\t12"), Some(("让乡村留住人", Some("王明"), 12)));
    }

    #[test]
    fn a_row_of_figures_is_no_entry() {
        for line in ["临河区\t12\t780", "临河区  12.36  8", "一季度\t3,280\t-4%\t7"] {
            assert_eq!(parts(line), None, "{line}");
        }
    }

    #[test]
    fn prose_is_no_entry() {
        for line in ["会议研究了3项工作。", "总投资277", "开展第十四届运动会2023", "8月24日", "12"]
        {
            assert_eq!(parts(line), None, "{line}");
        }
    }
}
