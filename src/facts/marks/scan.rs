//! One pass over the bytes of a text that stops at marks and odd characters alone.

use super::{Kind, Mark};
use crate::text::Span;

/// What the pass found, in the order of the text.
#[derive(Debug, Default)]
pub(super) struct Scan {
    pub paired: Vec<Mark>,
    pub narrow: Vec<u32>,
    pub wide: Vec<Span>,
    pub hidden: Vec<Span>,
}

impl Scan {
    pub fn new(text: &str) -> Self {
        let mut scan = Scan::default();
        let bytes = text.as_bytes();
        let mut at = 0;
        // Nearly all characters of a Chinese text lead with E4..E9 and are of no interest.
        while let Some(&lead) = bytes.get(at) {
            match lead {
                0xe4..=0xed | 0xe0 | 0xe1 => at += 3,
                0x00..=0x7f => {
                    scan.ascii(bytes, at);
                    at += 1;
                }
                0xc2 => {
                    if let Some(0x80..=0xa0 | 0xad) = bytes.get(at + 1) {
                        scan.hidden.push(Span::new(at, at + 2));
                    }
                    at += 2;
                }
                0xc3..=0xdf => at += 2,
                0xe2 | 0xe3 | 0xee | 0xef => {
                    scan.three(bytes, at);
                    at += 3;
                }
                _ => {
                    // U+E0000..E007F and the private planes 15 and 16
                    if let [0xf3, 0xa0, 0x80 | 0x81, _] | [0xf3, 0xb0..=0xbf, ..] | [0xf4, ..] =
                        bytes.get(at..at + 4).unwrap_or_default()
                    {
                        scan.hidden.push(Span::new(at, at + 4));
                    }
                    at += 4;
                }
            }
        }
        scan
    }

    fn ascii(&mut self, bytes: &[u8], at: usize) {
        match bytes[at] {
            b'(' => self.pair(at, 1, Kind::Narrow, true),
            b')' => self.pair(at, 1, Kind::Narrow, false),
            b',' | b'.' | b';' | b':' | b'?' | b'!' => {
                let before = at.checked_sub(1).and_then(|before| bytes.get(before));
                if [before, bytes.get(at + 1)].into_iter().flatten().any(|&byte| byte >= 0x80) {
                    self.narrow.push(at as u32);
                }
            }
            b'\t' | b'\n' | b'\r' | b'\x0c' => {}
            0x00..=0x1f | 0x7f => self.hidden.push(Span::new(at, at + 1)),
            _ => {}
        }
    }

    /// A character of three bytes whose lead byte marks share.
    fn three(&mut self, bytes: &[u8], at: usize) {
        let (Some(&second), Some(&third)) = (bytes.get(at + 1), bytes.get(at + 2)) else {
            return;
        };
        let (kind, opens) = match (bytes[at], second, third) {
            (0xe2, 0x80, 0x98) => (Kind::InnerQuote, true),
            (0xe2, 0x80, 0x99) => (Kind::InnerQuote, false),
            (0xe2, 0x80, 0x9c) => (Kind::Quote, true),
            (0xe2, 0x80, 0x9d) => (Kind::Quote, false),
            (0xe3, 0x80, 0x88) => (Kind::InnerTitle, true),
            (0xe3, 0x80, 0x89) => (Kind::InnerTitle, false),
            (0xe3, 0x80, 0x8a) => (Kind::Title, true),
            (0xe3, 0x80, 0x8b) => (Kind::Title, false),
            (0xe3, 0x80, 0x8c) => (Kind::Corner, true),
            (0xe3, 0x80, 0x8d) => (Kind::Corner, false),
            (0xe3, 0x80, 0x8e) => (Kind::InnerCorner, true),
            (0xe3, 0x80, 0x8f) => (Kind::InnerCorner, false),
            (0xe3, 0x80, 0x90) => (Kind::Lenticular, true),
            (0xe3, 0x80, 0x91) => (Kind::Lenticular, false),
            (0xe3, 0x80, 0x94) => (Kind::Tortoise, true),
            (0xe3, 0x80, 0x95) => (Kind::Tortoise, false),
            (0xef, 0xbc, 0x88) => (Kind::Round, true),
            (0xef, 0xbc, 0x89) => (Kind::Round, false),
            (0xef, 0xbc, 0x9c) => (Kind::Angle, true),
            (0xef, 0xbc, 0x9e) => (Kind::Angle, false),
            (0xef, 0xbc, 0xbb) => (Kind::Square, true),
            (0xef, 0xbc, 0xbd) => (Kind::Square, false),
            (0xef, 0xbc, 0x90..=0x99 | 0xa1..=0xba) | (0xef, 0xbd, 0x81..=0x9a) => {
                return self.widen(at);
            }
            // U+200B..200F, 2028..202E, 2060..2064; private use; FE00..FE0F, FEFF, FFFC, FFFD
            (0xe2, 0x80, 0x8b..=0x8f | 0xa8..=0xae)
            | (0xe2, 0x81, 0xa0..=0xa4)
            | (0xee, ..)
            | (0xef, 0x80..=0xa3, _)
            | (0xef, 0xb8, 0x80..=0x8f)
            | (0xef, 0xbb, 0xbf)
            | (0xef, 0xbf, 0xbc | 0xbd) => return self.hidden.push(Span::new(at, at + 3)),
            _ => return,
        };
        self.pair(at, 3, kind, opens);
    }

    fn pair(&mut self, at: usize, len: usize, kind: Kind, opens: bool) {
        self.paired.push(Mark { span: Span::new(at, at + len), kind, opens });
    }

    /// Takes the full-width letter or digit at `at` into the run that it continues.
    fn widen(&mut self, at: usize) {
        let here = Span::new(at, at + 3);
        match self.wide.last_mut() {
            Some(run) if run.end() == at => *run = run.to(here),
            _ => self.wide.push(here),
        }
    }
}
