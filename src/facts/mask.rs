//! Addresses of the net, of the post and of files: they are written in a language of their own
//! and no rule about prose has anything to say in them.

use memchr::memmem;

use crate::text::Span;

/// The masked stretches of a text, in order and apart.
#[derive(Debug, Default)]
pub struct Mask {
    spans: Vec<Span>,
}

/// What only an address holds, so that a text without any is passed over at the speed of memory.
const SIGNS: [&str; 3] = ["://", "www.", "@"];
/// Ends of file names that are taken for one even without an address around them.
const EXTENSIONS: [&str; 14] =
    ["pdf", "doc", "docx", "xls", "xlsx", "ppt", "pptx", "txt", "jpg", "png", "zip", "html", "htm", "md"];

impl Mask {
    pub fn new(text: &str) -> Self {
        let mut spans = Vec::new();
        for sign in SIGNS {
            for at in memmem::find_iter(text.as_bytes(), sign) {
                spans.push(address_around(text, at, at + sign.len()));
            }
        }
        for at in memchr::memchr_iter(b'.', text.as_bytes()) {
            if has_extension(text, at) {
                spans.push(address_around(text, at, at + 1));
            }
        }
        Mask { spans: merged(spans) }
    }

    /// True where `span` touches a masked stretch.
    pub fn overlaps(&self, span: Span) -> bool {
        let after = self.spans.partition_point(|masked| masked.end() <= span.start());
        self.spans.get(after).is_some_and(|masked| masked.overlaps(span))
    }

    pub fn is_empty(&self) -> bool {
        self.spans.is_empty()
    }

    pub fn spans(&self) -> &[Span] {
        &self.spans
    }
}

/// The characters of an address (RFC 3986); what a Chinese sentence puts around one is not among
/// them. A run longer than this is no address that anybody prints.
const LONGEST: usize = 2048;

fn is_address(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-._~:/?#[]@!$&'()*+,;=%".contains(&byte)
}

fn address_around(text: &str, start: usize, end: usize) -> Span {
    let bytes = text.as_bytes();
    let before = bytes[start.saturating_sub(LONGEST)..start].iter().rev();
    let after = bytes[end..bytes.len().min(end + LONGEST)].iter();
    let left = before.take_while(|&&byte| is_address(byte)).count();
    let right = after.take_while(|&&byte| is_address(byte)).count();
    Span::new(start - left, end + right)
}

/// True where the dot at `dot` stands between a name and the end of a file name.
fn has_extension(text: &str, dot: usize) -> bool {
    let tail = &text.as_bytes()[dot + 1..];
    let len = tail.iter().take(5).take_while(|byte| byte.is_ascii_alphanumeric()).count();
    (2..=4).contains(&len)
        && EXTENSIONS.iter().any(|ext| tail[..len].eq_ignore_ascii_case(ext.as_bytes()))
        && dot > 0
        && !text.as_bytes()[dot - 1].is_ascii_whitespace()
}

fn merged(mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort_unstable();
    let mut merged: Vec<Span> = Vec::with_capacity(spans.len());
    for span in spans {
        match merged.last_mut() {
            Some(last) if span.start() <= last.end() => *last = last.to(span),
            _ => merged.push(span),
        }
    }
    merged
}

#[cfg(test)]
mod tests {
    use super::*;

    fn masked(text: &str) -> Vec<&str> {
        Mask::new(text).spans().iter().map(|span| span.of(text)).collect()
    }

    #[test]
    fn addresses_are_masked_up_to_the_prose_around_them() {
        assert_eq!(
            masked("详见https://a.cn/b?c=1。电邮：x.y@z.org，谢谢"),
            ["https://a.cn/b?c=1", "x.y@z.org"]
        );
        assert_eq!(masked("登录www.example.com查询"), ["www.example.com"]);
    }

    #[test]
    fn file_names_are_masked_and_plain_numbers_are_not() {
        assert_eq!(masked("附件：report-2.docx"), ["report-2.docx"]);
        assert!(masked("增长3.14，图1.2，结束. 新句").is_empty());
    }

    #[test]
    fn many_signs_in_one_run_stay_one_stretch() {
        assert_eq!(Mask::new(&"@".repeat(5000)).spans().len(), 1);
    }
}
