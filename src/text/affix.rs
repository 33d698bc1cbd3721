//! Words at the beginning or the end of a text: most of a list are ruled out by their outermost
//! character, which costs a comparison each and no call.

/// The first of `words` that `text` begins with.
pub fn beginning_in<'a>(text: &str, words: &[&'a str]) -> Option<&'a str> {
    words.iter().copied().find(|word| begins_with(text, word))
}

/// The first of `words` that `text` ends with.
pub fn ending_in<'a>(text: &str, words: &[&'a str]) -> Option<&'a str> {
    words.iter().copied().find(|word| ends_with(text, word))
}

/// [`str::starts_with`], quickest where it is false.
#[inline]
pub fn begins_with(text: &str, word: &str) -> bool {
    match word.as_bytes().first_chunk::<HAN>() {
        Some(first) => text.as_bytes().first_chunk() == Some(first) && text.starts_with(word),
        None => text.starts_with(word),
    }
}

/// [`str::ends_with`], quickest where it is false.
#[inline]
pub fn ends_with(text: &str, word: &str) -> bool {
    match word.as_bytes().last_chunk::<HAN>() {
        Some(last) => text.as_bytes().last_chunk() == Some(last) && text.ends_with(word),
        None => text.ends_with(word),
    }
}

/// The bytes of a Han character or a Chinese mark.
const HAN: usize = 3;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_at_both_ends_whatever_their_length() {
        let words = ["百分点", "年", "%", "百"];
        assert_eq!(beginning_in("百分点以上", &words), Some("百分点"));
        assert_eq!(beginning_in("百", &words), Some("百"));
        assert_eq!(beginning_in("%", &words), Some("%"));
        assert_eq!(beginning_in("", &words), None);
        assert_eq!(ending_in("增长一个百分点", &words), Some("百分点"));
        assert_eq!(ending_in("9%", &words), Some("%"));
        assert_eq!(ending_in("年。", &words), None);
    }

    proptest::proptest! {
        #[test]
        fn they_say_what_the_plain_ones_say(text in "[a年百分é]{0,4}", word in "[a年百分é]{0,3}") {
            proptest::prop_assert_eq!(begins_with(&text, &word), text.starts_with(&word));
            proptest::prop_assert_eq!(ends_with(&text, &word), text.ends_with(&word));
        }
    }
}
