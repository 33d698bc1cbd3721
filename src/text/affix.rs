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

/// The longest of `words` that `text` begins with.
pub fn longest_beginning<'a>(text: &str, words: &[&'a str]) -> Option<&'a str> {
    words.iter().copied().filter(|word| begins_with(text, word)).max_by_key(|word| word.len())
}

/// The longest of `words` that `text` ends with.
pub fn longest_ending<'a>(text: &str, words: &[&'a str]) -> Option<&'a str> {
    words.iter().copied().filter(|word| ends_with(text, word)).max_by_key(|word| word.len())
}

/// How many characters two texts begin with alike, and what is left of either without these and
/// those that they end with alike.
pub fn apart<'a>(one: &'a [char], other: &'a [char]) -> (usize, [&'a [char]; 2]) {
    let begin = one.iter().zip(other).take_while(|(a, b)| a == b).count();
    let (one, other) = (&one[begin..], &other[begin..]);
    let end = one.iter().rev().zip(other.iter().rev()).take_while(|(a, b)| a == b).count();
    (begin, [&one[..one.len() - end], &other[..other.len() - end]])
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

    #[test]
    fn the_longest_word_is_found_wherever_it_is_listed() {
        let words = ["增", "增长", "长"];
        assert_eq!(
            (longest_beginning("增长了", &words), longest_ending("同比增长", &words)),
            (Some("增长"), Some("增长"))
        );
        assert_eq!(longest_beginning("下降", &words), None);
    }

    #[test]
    fn what_differs_is_what_stands_between() {
        let chars = |text: &str| text.chars().collect::<Vec<_>>();
        let (one, other, more) = (chars("管理办法"), chars("处理办法"), chars("管理理办法"));
        assert_eq!(apart(&one, &other), (0, [&['管'][..], &['处'][..]]));
        assert_eq!(apart(&one, &more), (2, [&[][..], &['理'][..]]));
        assert_eq!(apart(&one, &one), (4, [&[][..], &[][..]]));
    }

    proptest::proptest! {
        #[test]
        fn they_say_what_the_plain_ones_say(text in "[a年百分é]{0,4}", word in "[a年百分é]{0,3}") {
            proptest::prop_assert_eq!(begins_with(&text, &word), text.starts_with(&word));
            proptest::prop_assert_eq!(ends_with(&text, &word), text.ends_with(&word));
        }
    }
}
