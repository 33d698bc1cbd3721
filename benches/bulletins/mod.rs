//! Bulletins to measure with: copies of the one among the fixtures, each with days and figures of
//! its own, so that nothing that was learnt from one copy helps with the next.

const BULLETIN: &str = include_str!("../../fixtures/luoyang-2023-08.txt");

/// The copy of the bulletin with this number.
pub fn bulletin(number: u64) -> String {
    let mut random = Random(number.wrapping_mul(2).wrapping_add(1));
    let earlier = random.below(4);
    let mut copy = String::with_capacity(BULLETIN.len() + 1);
    let mut rest = BULLETIN;
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        let (before, tail) = rest.split_at(start);
        let length = tail.find(|c: char| !c.is_ascii_digit()).unwrap_or(tail.len());
        let (digits, after) = tail.split_at(length);
        copy.push_str(before);
        match after.trim_start().chars().next() {
            Some('日') => copy.push_str(&day(digits, earlier)),
            // Years, months and the folios of the contents stay: they hold the bulletin together.
            Some('年' | '月') => copy.push_str(digits),
            _ if before.ends_with(['.', '\t']) && after.starts_with(['\r', '\n']) => copy.push_str(digits),
            _ => copy.extend(digits.chars().map(|digit| random.digit(digit))),
        }
        rest = after;
    }
    copy.push_str(rest);
    copy
}

/// As many bulletins as make `bytes` bytes, and the last one whole.
pub fn bulletins(bytes: usize) -> Vec<String> {
    let mut length = 0;
    let enough = |copy: &String| {
        let more = length < bytes;
        length += copy.len();
        more
    };
    (0..).map(bulletin).take_while(enough).collect()
}

/// The day some days earlier in its month: days keep their order.
fn day(digits: &str, earlier: u64) -> String {
    let day: u64 = digits.parse().unwrap_or(1);
    day.saturating_sub(earlier).max(1).to_string()
}

/// SplitMix64: the same numbers everywhere and for ever.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % limit
    }

    /// Another digit for `digit`; a zero stays one, and no other becomes one.
    fn digit(&mut self, digit: char) -> char {
        if digit == '0' { digit } else { char::from(b'1' + self.below(9) as u8) }
    }
}
