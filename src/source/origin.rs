//! The way back from a span of the text to the bytes of the file, and from text to such bytes.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use encoding_rs::{BIG5, EncoderResult, Encoding as Charset, GB18030, UTF_8, UTF_16BE, UTF_16LE};

use super::{Document, Encoding};
use crate::text::Span;

/// Characters from one mark of the index to the next: what a look-up has to walk at most.
const STRIDE: usize = 256;

/// The file's bytes, where they are not the text's own, and an index into them.
#[derive(Clone, Debug, Default)]
pub(super) struct Origin {
    bytes: Arc<[u8]>,
    marks: Arc<OnceLock<Vec<Mark>>>,
}

/// A character boundary in both worlds.
#[derive(Clone, Copy, Debug)]
struct Mark {
    text: u32,
    file: u32,
}

impl Origin {
    /// Keeps `bytes` if spans can't be told from the text alone.
    pub(super) fn new(bytes: &[u8], charset: &'static Charset) -> Self {
        let bytes = if charset == UTF_8 { Arc::default() } else { Arc::from(bytes) };
        Origin { bytes, marks: Arc::default() }
    }
}

impl Document {
    /// The bytes of the file, its byte order mark included.
    pub fn source(&self) -> Cow<'_, [u8]> {
        let Encoding { charset, bom } = self.encoding;
        match (charset == UTF_8, bom) {
            (true, true) => Cow::Owned([b"\xef\xbb\xbf", self.text.as_bytes()].concat()),
            (true, false) => Cow::Borrowed(self.text.as_bytes()),
            (false, _) => Cow::Borrowed(&self.origin.bytes),
        }
    }

    /// The bytes of the file that `span` was decoded from, a byte order mark counted.
    pub fn source_range(&self, span: Span) -> Range<usize> {
        self.source_offset(span.start())..self.source_offset(span.end())
    }

    /// The bytes that `text` would be in this file's charset; `None` where it can't be written.
    pub fn encode(&self, text: &str) -> Option<Vec<u8>> {
        let charset = self.encoding.charset;
        if charset == UTF_8 {
            return Some(text.as_bytes().to_vec());
        }
        if charset == UTF_16LE {
            return Some(text.encode_utf16().flat_map(u16::to_le_bytes).collect());
        }
        if charset == UTF_16BE {
            return Some(text.encode_utf16().flat_map(u16::to_be_bytes).collect());
        }
        let mut encoder = charset.new_encoder();
        let room = encoder.max_buffer_length_from_utf8_without_replacement(text.len())?;
        let mut bytes = Vec::with_capacity(room);
        let (result, _) = encoder.encode_from_utf8_to_vec_without_replacement(text, &mut bytes, true);
        (result == EncoderResult::InputEmpty).then_some(bytes)
    }

    fn source_offset(&self, offset: usize) -> usize {
        let bom = self.bom_len();
        if self.encoding.charset == UTF_8 {
            return bom + offset.min(self.text.len());
        }
        let marks = self.origin.marks.get_or_init(|| self.marks());
        let after = marks.partition_point(|mark| mark.text as usize <= offset);
        let Some(mark) = after.checked_sub(1).and_then(|index| marks.get(index)) else {
            return bom;
        };
        let reached = self.walk(*mark).take_while(|next| next.text as usize <= offset).last();
        reached.unwrap_or(*mark).file as usize
    }

    fn bom_len(&self) -> usize {
        match self.encoding.bom {
            true if self.encoding.charset == UTF_8 => 3,
            true => 2,
            false => 0,
        }
    }

    fn marks(&self) -> Vec<Mark> {
        let start = Mark { text: 0, file: self.bom_len() as u32 };
        std::iter::once(start).chain(self.walk(start).skip(STRIDE - 1).step_by(STRIDE)).collect()
    }

    fn walk(&self, at: Mark) -> Walk<'_> {
        let charset = self.encoding.charset;
        let text = self.text.get(at.text as usize..).unwrap_or_default();
        Walk { charset, bytes: &self.origin.bytes, text: text.chars(), at }
    }
}

/// Steps through the text and the bytes together; yields the boundary after each step.
struct Walk<'a> {
    charset: &'static Charset,
    bytes: &'a [u8],
    text: std::str::Chars<'a>,
    at: Mark,
}

impl Iterator for Walk<'_> {
    type Item = Mark;

    fn next(&mut self) -> Option<Mark> {
        let unit = self.bytes.get(self.at.file as usize..)?;
        let mut read = self.text.next()?.len_utf8();
        let mut len = 2;
        if self.charset == GB18030 {
            len = gb18030_len(unit);
        } else if self.charset == BIG5 {
            len = if unit.first()?.is_ascii() { 1 } else { 2 };
            if is_two_characters(unit) {
                read += self.text.next().map_or(0, char::len_utf8);
            }
        } else if read == 4 {
            len = 4;
        }
        self.at = Mark { text: self.at.text + read as u32, file: self.at.file + len as u32 };
        Some(self.at)
    }
}

/// The length of the first character of `bytes`, which are sound GB18030.
fn gb18030_len(bytes: &[u8]) -> usize {
    match bytes {
        [0x81..=0xfe, 0x30..=0x39, ..] => 4,
        [0x81..=0xfe, ..] => 2,
        _ => 1,
    }
}

/// The four codes of Big5 that stand for a letter and a combining mark.
fn is_two_characters(bytes: &[u8]) -> bool {
    matches!(bytes, [0x88, 0x62 | 0x64 | 0xa3 | 0xa5, ..])
}
