//! Ordinals as they are written, and whether a text holds one in another form: 三要, 其三, 第三, 3.

use crate::text::chars::is_space;

/// ① to ㊿; beyond it nothing that a text has.
pub(super) fn circled_number(n: usize) -> String {
    let first = match n {
        0..=20 => '①' as usize - 1,
        21..=35 => '㉑' as usize - 21,
        _ => '㊱' as usize - 36,
    };
    u32::try_from(first + n).ok().and_then(char::from_u32).unwrap_or(char::REPLACEMENT_CHARACTER).to_string()
}

/// 1 to 99 in Han numerals.
pub(super) fn han_number(n: usize) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let (tens, ones) = (n / 10 % 10, DIGITS[n % 10]);
    match tens {
        0 => ones.to_owned(),
        1 => format!("十{ones}"),
        _ => format!("{}十{ones}", DIGITS[tens]),
    }
}

/// True where `word` opens a clause: 第一，, and not 由第一督查组.
pub(super) fn opens_clause(text: &str, word: &str) -> bool {
    let marks = ['。', '；', '，', '：', '“', '（', '\n', ' ', '\u{3000}', '、', '！', '？'];
    text.match_indices(word).any(|(at, _)| at == 0 || text[..at].ends_with(marks))
}

/// True where the number of the missing ordinal opens a clause in another form (三要, 其三, 第三, 3.). One
/// that its own list leads to, （二）, （三）, stands for itself.
pub(super) fn holds_ordinal(between: &str, number: usize) -> bool {
    let opens = |at: usize| {
        let before = between[..at].chars().next_back();
        before.is_none_or(|c| {
            c.is_ascii_punctuation() || "。；，：、！？“”（）\n第其".contains(c) || is_space(c)
        })
    };
    let is_of_list = |at: usize, written: &str, earlier: &str| {
        let before = between[..at].chars().next_back().filter(|c| "（(第其\n".contains(*c)).unwrap_or('\n');
        let behind = between[at + written.len()..].chars().next();
        let led = |behind: char| between[..at].contains(&format!("{before}{earlier}{behind}"));
        behind.is_some_and(led)
    };
    let digits = number.to_string();
    let is_ordinal =
        |at: usize| between[at + digits.len()..].starts_with(['.', '．', '、', '）', ')', ' ', '\u{3000}']);
    let (han, earlier) = (han_number(number), number - 1);
    // “三张清单” counts, and is no ordinal.
    let is_said = |at: usize| {
        let is_ordinal = between[..at].ends_with(['第', '其']);
        is_ordinal
            || between[at + han.len()..].starts_with(|c| "是要则、，：）).．".contains(c) || is_space(c))
    };
    let is_han = |at: usize| opens(at) && is_said(at) && !is_of_list(at, &han, &han_number(earlier));
    let is_digit = |at: usize| opens(at) && is_ordinal(at) && !is_of_list(at, &digits, &earlier.to_string());
    between.match_indices(&han).any(|(at, _)| is_han(at))
        || between.match_indices(&digits).any(|(at, _)| is_digit(at))
}
