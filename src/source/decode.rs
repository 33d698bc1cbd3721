//! From bytes to text: which charset a file is in, or why it is in none.
//!
//! A wrong guess would make every finding nonsense, so what is not surely Chinese text is
//! refused with the place of the first byte that speaks against it.

use std::borrow::Cow;

use encoding_rs::{BIG5, DecoderResult, Encoding as Charset, GB18030, UTF_8, UTF_16BE, UTF_16LE};

use super::error::Reason;
use super::{Encoding, MAX_LEN};

/// The charset that a label names (`gbk`, `utf-16le`), if it is one that kanwu reads.
pub fn charset(label: &str) -> Option<&'static Charset> {
    let charset = Charset::for_label_no_replacement(label.trim().as_bytes())?;
    let charset = if charset == encoding_rs::GBK { GB18030 } else { charset };
    CHARSETS.contains(&charset).then_some(charset)
}

/// The charsets that kanwu reads. GBK is read and written as the GB18030 that it is a part of.
pub const CHARSETS: [&Charset; 5] = [UTF_8, GB18030, BIG5, UTF_16LE, UTF_16BE];

/// Decodes `bytes`, in `forced` or in the charset that they show.
pub(super) fn decode<'a>(
    bytes: &'a [u8],
    forced: Option<&'static Charset>,
) -> Result<(Cow<'a, str>, Encoding), Reason> {
    if bytes.len() > MAX_LEN {
        return Err(Reason::TooLarge);
    }
    let (text, encoding) = match (forced, Charset::for_bom(bytes)) {
        (Some(charset), Some((marked, len))) if charset == marked => strictly(bytes, charset, len)?,
        (Some(charset), _) => strictly(bytes, charset, 0)?,
        (None, Some((charset, len))) => strictly(bytes, charset, len)?,
        (None, None) => guessed(bytes)?,
    };
    if text.len() > MAX_LEN {
        return Err(Reason::TooLarge);
    }
    match memchr::memchr(0, bytes) {
        Some(offset) if text.contains('\0') => Err(Reason::Binary { offset }),
        _ => Ok((text, encoding)),
    }
}

fn guessed(bytes: &[u8]) -> Result<(Cow<'_, str>, Encoding), Reason> {
    if memchr::memchr(0, bytes).is_some() {
        return unmarked_utf16(bytes);
    }
    let damage = match simdutf8::compat::from_utf8(bytes) {
        Ok(text) => return Ok((Cow::Borrowed(text), Encoding { charset: UTF_8, bom: false })),
        Err(error) => error,
    };
    let sound = damage.valid_up_to();
    if is_chinese_utf8(&bytes[..sound]) {
        return Err(match damage.error_len() {
            None => Reason::Truncated { offset: sound },
            Some(_) => Reason::Undecodable { offset: sound, charset: Some(UTF_8.name()) },
        });
    }
    match legacy(bytes) {
        Some(charset) => strictly(bytes, charset, 0),
        None => Err(Reason::Undecodable { offset: sound, charset: None }),
    }
}

/// Bytes with NULs among them: UTF-16 that reads like Chinese, or no text.
fn unmarked_utf16(bytes: &[u8]) -> Result<(Cow<'_, str>, Encoding), Reason> {
    let (mut odd, mut total) = (0, 0);
    for offset in memchr::memchr_iter(0, bytes) {
        odd += offset % 2;
        total += 1;
    }
    let charset = if odd * 2 > total { UTF_16LE } else { UTF_16BE };
    match strictly(bytes, charset, 0) {
        Ok((text, encoding)) if reads_like_chinese(&text) => Ok((text, encoding)),
        _ => Err(Reason::Binary { offset: memchr::memchr(0, bytes).unwrap_or_default() }),
    }
}

/// True where nine characters in ten are of the blocks that Chinese is written in.
fn reads_like_chinese(text: &str) -> bool {
    let plain = |c: &char| {
        let common = matches!(c, '\t' | '\n' | '\r' | '\x0c' | ' '..='~' | '\u{a0}'..='\u{ff}' | '\u{2000}'..='\u{206f}');
        let chinese =
            matches!(c, '\u{3000}'..='\u{303f}' | '\u{3400}'..='\u{9fff}' | '\u{ff00}'..='\u{ffef}');
        common || chinese
    };
    text.chars().filter(plain).count() * 10 >= text.chars().count() * 9
}

/// True where bytes that are sound UTF-8 hold more Chinese than GB18030 holds by chance: what
/// follows is then damage, not another charset.
fn is_chinese_utf8(sound: &[u8]) -> bool {
    let text = std::str::from_utf8(sound).unwrap_or_default();
    let chinese = |c: &char| matches!(c, '\u{3000}'..='\u{9fff}' | '\u{ff00}'..='\u{ffef}');
    let others = text.chars().filter(|c| !c.is_ascii() && !chinese(c)).count();
    text.chars().filter(chinese).count() > others * 2
}

/// GB18030 or Big5, whichever the bytes are likely in.
fn legacy(bytes: &[u8]) -> Option<&'static Charset> {
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    // Not the last: half a character at the end is damage and no hint.
    detector.feed(bytes, false);
    let guess = detector.guess(None, chardetng::Utf8Detection::Deny);
    if guess == encoding_rs::GBK || guess == GB18030 {
        Some(GB18030)
    } else if guess == BIG5 {
        Some(BIG5)
    } else {
        // The detector knows no country and takes a few characters for Japanese or Korean.
        is_common_gb2312(bytes).then_some(GB18030)
    }
}

/// True where nearly every pair of bytes is a mark or one of the 3,755 common characters.
fn is_common_gb2312(bytes: &[u8]) -> bool {
    let (mut common, mut total, mut at) = (0, 0, 0);
    while let Some(&lead) = bytes.get(at) {
        if lead.is_ascii() {
            at += 1;
            continue;
        }
        let trail = bytes.get(at + 1).copied().unwrap_or_default();
        let block = matches!(lead, 0xa1 | 0xa3 | 0xb0..=0xd7);
        common += usize::from(block && matches!(trail, 0xa1..=0xfe));
        total += 1;
        at += 2;
    }
    total > 0 && common * 20 >= total * 19
}

/// Decodes all of `bytes` but the byte order mark of length `bom`, or says which byte can't be.
fn strictly<'a>(
    bytes: &'a [u8],
    charset: &'static Charset,
    bom: usize,
) -> Result<(Cow<'a, str>, Encoding), Reason> {
    let body = bytes.get(bom..).unwrap_or_default();
    if charset == UTF_8
        && let Ok(text) = simdutf8::basic::from_utf8(body)
    {
        return Ok((Cow::Borrowed(text), Encoding { charset, bom: bom > 0 }));
    }
    let mut decoder = charset.new_decoder_without_bom_handling();
    let room = decoder.max_utf8_buffer_length_without_replacement(body.len()).unwrap_or_default();
    let mut text = String::with_capacity(room);
    let (result, read) = decoder.decode_to_string_without_replacement(body, &mut text, true);
    match result {
        DecoderResult::InputEmpty => {
            text.shrink_to_fit();
            Ok((Cow::Owned(text), Encoding { charset, bom: bom > 0 }))
        }
        DecoderResult::OutputFull => Err(Reason::TooLarge),
        DecoderResult::Malformed(len, after) => {
            let offset = bom + read.saturating_sub(usize::from(len) + usize::from(after));
            let at_end = read == body.len() && after == 0 && is_prefix(&bytes[offset..], charset);
            Err(match at_end {
                true => Reason::Truncated { offset },
                false => Reason::Undecodable { offset, charset: Some(charset.name()) },
            })
        }
    }
}

/// True where `tail` is the beginning of a character that more bytes would complete.
fn is_prefix(tail: &[u8], charset: &'static Charset) -> bool {
    match tail {
        _ if charset == UTF_8 => std::str::from_utf8(tail).is_err_and(|error| error.error_len().is_none()),
        _ if charset == UTF_16LE || charset == UTF_16BE => tail.len() % 2 == 1 || tail.len() == 2,
        [lead] => matches!(lead, 0x81..=0xfe),
        [0x81..=0xfe, 0x30..=0x39] | [0x81..=0xfe, 0x30..=0x39, 0x81..=0xfe] => charset == GB18030,
        _ => false,
    }
}
