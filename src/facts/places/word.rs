//! Whether a place's name ends where it seems to, or its last character begins the next word:
//! 宜阳市民 is no 宜阳市, 中原区域 no 中原区.

use crate::text::words::is_word;

/// What governs a place is called after it: 洛宁县委, 洛宁县长.
const OF_A_PLACE: [&str; 8] = ["委", "长", "政府", "政协", "人大", "人民", "直机关", "纪委"];

/// True where a name may end at byte `end` of `text`.
pub fn ends_here(text: &str, end: usize) -> bool {
    let (before, after) = text.split_at_checked(end).unwrap_or((text, ""));
    match (before.chars().next_back(), after.chars().next()) {
        (Some('市'), Some(next)) => {
            !is_word('市', next) || OF_A_PLACE.iter().any(|word| after.starts_with(word))
        }
        (_, next) => !next.is_some_and(|next| "域划别间块位".contains(next)),
    }
}

/// True where the last two characters of a name are a word, so that the name may be none:
/// 新增城市, 市区.
pub fn ends_in_word(name: &str) -> bool {
    let mut backwards = name.chars().rev();
    let last = backwards.next();
    backwards.next().zip(last).is_some_and(|(before, last)| is_word(before, last))
}
