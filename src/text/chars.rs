//! Which kind a character is of: Han, a numeral, a mark; sets of characters.

/// A Han character of the blocks that running text is written in (no radicals, no `〇`).
#[inline]
pub fn is_han(c: char) -> bool {
    is_common_han(c)
        || matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{20000}'..='\u{323af}' | '\u{f900}'..='\u{faff}')
}

/// A Han character of the block that holds nearly all that is ever written: a test of one step.
#[inline]
pub fn is_common_han(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}')
}

/// White space, the ideographic space and the zero-width ones included.
#[inline]
pub fn is_space(c: char) -> bool {
    !is_common_han(c) && (c.is_whitespace() || matches!(c, '\u{200b}' | '\u{feff}'))
}

/// 〇零一二三四五六七八九十百千万亿两
pub fn is_han_numeral(c: char) -> bool {
    "〇零一二三四五六七八九十百千万亿两廿卅".contains(c)
}

/// The half-width form of a full-width letter, digit or mark; any other character as it is.
pub fn narrow(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        '\u{3000}' => ' ',
        _ => c,
    }
}

/// The character under which two ways of writing the same thing compare equal: width, quote,
/// dash and middle-dot forms folded, Kangxi radicals left as they are; `None` for white space.
#[inline]
pub fn folded(c: char) -> Option<char> {
    if is_common_han(c) { Some(c) } else { folded_mark(c) }
}

fn folded_mark(c: char) -> Option<char> {
    if is_space(c) {
        return None;
    }
    Some(match c {
        '“' | '”' | '„' | '＂' | '「' | '」' | '『' | '』' => '"',
        '‘' | '’' | '＇' => '\'',
        '—' | '–' | '―' | '─' | '－' | '‐' | '‑' | '﹣' => '-',
        '·' | '•' | '‧' | '・' | '･' | '∙' => '·',
        _ => narrow(c),
    })
}

/// Where the next ASCII digit stands from byte `from` on. Eight bytes that are all of Chinese
/// characters are passed over in one step.
pub fn next_digit(text: &str, from: usize) -> Option<usize> {
    const HIGH: u64 = 0x8080_8080_8080_8080;
    let bytes = text.as_bytes().get(from..)?;
    let is_foreign = |eight: &&[u8; 8]| u64::from_ne_bytes(**eight) & HIGH == HIGH;
    let mut at = 0;
    while at < bytes.len() {
        let (eights, _) = bytes[at..].as_chunks::<8>();
        at += 8 * eights.iter().take_while(is_foreign).count();
        let end = bytes.len().min(at + 8);
        match bytes[at..end].iter().position(u8::is_ascii_digit) {
            Some(next) => return Some(from + at + next),
            None => at = end,
        }
    }
    None
}

/// Characters of the basic plane, each asked for in one step.
#[derive(Debug)]
pub struct CharSet(Box<[u64; 1 << 10]>);

impl CharSet {
    /// True for a character of the set; false for any beyond the basic plane.
    #[inline]
    pub fn contains(&self, c: char) -> bool {
        let c = c as usize;
        self.0.get(c / 64).is_some_and(|word| word >> (c % 64) & 1 == 1)
    }
}

impl FromIterator<char> for CharSet {
    fn from_iter<I: IntoIterator<Item = char>>(chars: I) -> Self {
        let mut words = Box::new([0; 1 << 10]);
        for c in chars {
            let c = c as usize;
            if let Some(word) = words.get_mut(c / 64) {
                *word |= 1 << (c % 64);
            }
        }
        CharSet(words)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_digit_is_found_wherever_it_stands() {
        let digits = |text: &str| {
            let mut found = Vec::new();
            while let Some(at) = next_digit(text, found.last().map_or(0, |at| at + 1)) {
                found.push(at);
            }
            found
        };
        for text in
            ["", "年", "1", "12", "二月3日，a4", "洛阳市政府办公室7个", "洛阳市政府办公室公报ab洛阳市政9府"]
        {
            let plain: Vec<usize> =
                text.match_indices(|c: char| c.is_ascii_digit()).map(|(at, _)| at).collect();
            assert_eq!(digits(text), plain, "{text}");
        }
    }
}
