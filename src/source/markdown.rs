//! Markdown: what a reader of the rendered page would read is prose; code, addresses, markup
//! and front matter are not.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Options, Parser, Tag, TagEnd};

use super::allow::{self, Allowance};
use super::{Opens, Piece};
use crate::text::Span;

/// The prose of `text`, line by line, and the allowances in its comments; a soft line break does
/// not end a line.
pub(super) fn pieces(text: &str) -> (Vec<Piece>, Vec<Allowance>) {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS
        | Options::ENABLE_PLUSES_DELIMITED_METADATA_BLOCKS
        | Options::ENABLE_GFM;
    let (pieces, allowances) = Default::default();
    let mut reader = Reader { text, opens: Opens::Line, hidden: 0, autolink: false, pieces, allowances };
    for (event, range) in Parser::new_ext(text, options).into_offset_iter() {
        reader.take(event, range);
    }
    (without_addresses(text, reader.pieces), reader.allowances)
}

struct Reader<'a> {
    text: &'a str,
    /// What the next piece opens.
    opens: Opens,
    /// How many open elements there are whose text is no prose.
    hidden: usize,
    /// One of them is an address in `<…>`.
    autolink: bool,
    pieces: Vec<Piece>,
    allowances: Vec<Allowance>,
}

impl Reader<'_> {
    fn take(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(Tag::HtmlBlock) => {
                self.hidden += 1;
                allow::comments(self.text, range.into(), false, &mut self.allowances);
            }
            Event::Start(tag) => self.start(&tag),
            Event::End(tag) => self.end(tag),
            Event::Text(shown) => self.prose(&shown, range),
            Event::SoftBreak => self.soft_break(range),
            Event::HardBreak | Event::Rule => self.opens = Opens::Line,
            Event::InlineHtml(tag) if tag.starts_with("<br") => self.opens = Opens::Line,
            Event::InlineHtml(tag) if tag.starts_with("<img") => self.gap(),
            Event::Code(_) | Event::InlineMath(_) | Event::DisplayMath(_) | Event::FootnoteReference(_) => {
                self.gap();
            }
            Event::InlineHtml(_) => {
                let inside = matches!(self.opens, Opens::Nothing | Opens::Gap);
                allow::comments(self.text, range.into(), inside, &mut self.allowances);
            }
            Event::Html(_) | Event::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Superscript | Tag::Subscript => {}
            Tag::Heading { level, .. } => self.opens = Opens::Heading(*level as u8),
            Tag::Link { link_type: LinkType::Autolink | LinkType::Email, .. } => {
                self.autolink = true;
                self.hidden += 1;
                self.gap();
            }
            Tag::Link { .. } => {}
            Tag::Image { .. } => {
                self.hidden += 1;
                self.gap();
            }
            Tag::CodeBlock(_) | Tag::MetadataBlock(_) => self.hidden += 1,
            _ => self.opens = Opens::Line,
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Subscript => {}
            TagEnd::Link if !self.autolink => {}
            TagEnd::Link => {
                self.autolink = false;
                self.hidden = self.hidden.saturating_sub(1);
            }
            TagEnd::Image => self.hidden = self.hidden.saturating_sub(1),
            TagEnd::CodeBlock | TagEnd::HtmlBlock | TagEnd::MetadataBlock(_) => {
                self.hidden = self.hidden.saturating_sub(1);
                self.opens = Opens::Line;
            }
            _ => self.opens = Opens::Line,
        }
    }

    fn gap(&mut self) {
        if self.opens == Opens::Nothing {
            self.opens = Opens::Gap;
        }
    }

    /// Two words of Latin letters stay two words.
    fn soft_break(&mut self, range: Range<usize>) {
        let before = self.text.get(..range.start).and_then(|s| s.chars().next_back());
        let after = self.text.get(range.end..).and_then(|s| s.chars().next());
        if [before, after].iter().all(|c| c.is_some_and(|c| c.is_ascii_alphanumeric())) {
            self.gap();
        }
    }

    fn prose(&mut self, shown: &str, range: Range<usize>) {
        if self.hidden > 0 {
            return;
        }
        if self.text.get(range.clone()) != Some(shown) {
            // An entity: its characters are not those of the text.
            return self.gap();
        }
        let span = Span::from(range);
        match self.pieces.last_mut() {
            Some(last) if self.opens == Opens::Nothing && last.span.end() == span.start() => {
                last.span = last.span.to(span);
            }
            _ => self.pieces.push(Piece { span, opens: self.opens }),
        }
        self.opens = Opens::Nothing;
    }
}

/// Takes bare addresses out of the pieces, and line ends, should a piece hold one.
fn without_addresses(text: &str, pieces: Vec<Piece>) -> Vec<Piece> {
    let mut kept = Vec::with_capacity(pieces.len());
    for piece in pieces {
        let mut opens = piece.opens;
        let mut start = piece.span.start();
        while start < piece.span.end() {
            let rest = text.get(start..piece.span.end()).unwrap_or_default();
            let (len, skip, next) = next_cut(rest);
            if len > 0 || opens != Opens::Nothing {
                kept.push(Piece { span: Span::new(start, start + len), opens });
            }
            opens = next;
            start += len + skip;
        }
    }
    kept
}

/// The length of the prose that `rest` begins with, that of the address or line end after it,
/// and what the text after that opens.
fn next_cut(rest: &str) -> (usize, usize, Opens) {
    for (at, _) in rest.match_indices([':', '\n', '\r', '\x0c', 'w']) {
        let (before, from) = rest.split_at(at);
        match from.as_bytes() {
            [b'\x0c', ..] => return (at, 1, Opens::Page),
            [b'\n' | b'\r', ..] => return (at, 1, Opens::Nothing),
            [b':', b'/', b'/', ..] => {
                let scheme = before.bytes().rev().take_while(u8::is_ascii_alphabetic).count();
                if scheme > 0 {
                    return (at - scheme, scheme + address_len(from), Opens::Gap);
                }
            }
            [b'w', b'w', b'w', b'.', ..] if !before.ends_with(|c: char| c.is_ascii_alphanumeric()) => {
                return (at, address_len(from), Opens::Gap);
            }
            _ => {}
        }
    }
    (rest.len(), 0, Opens::Nothing)
}

/// How far an address goes: to the first white space, bracket or character that is not ASCII.
fn address_len(from: &str) -> usize {
    from.bytes().take_while(|byte| byte.is_ascii_graphic() && !b"<>()\"|".contains(byte)).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The pieces as words: `¶` opens a line, `#` a heading, `+` a gap, `·` nothing.
    fn read(text: &str) -> Vec<String> {
        let sign = |opens| match opens {
            Opens::Page => "¶¶".to_owned(),
            Opens::Line => "¶".to_owned(),
            Opens::Heading(level) => "#".repeat(level.into()),
            Opens::Nothing => "·".to_owned(),
            Opens::Gap => "+".to_owned(),
        };
        pieces(text).0.iter().map(|p| format!("{}{}", sign(p.opens), p.span.of(text))).collect()
    }

    #[test]
    fn headings_items_and_cells_are_lines_of_their_own() {
        let text = "# 工作**动态**\n\n- 甲\n- 乙\n\n  续\n\n| 项 | 数 |\n|---|---|\n| 收入 | 3 |\n\n末段";
        let want = ["#工作", "·动态", "¶甲", "¶乙", "¶续", "¶项", "¶数", "¶收入", "¶3", "¶末段"];
        assert_eq!(read(text), want);
    }

    #[test]
    fn a_soft_break_reads_on_and_a_hard_one_does_not() {
        assert_eq!(read("会议\r\n召开。  \n另起"), ["¶会议", "·召开。", "¶另起"]);
        assert_eq!(read("in two\nwords"), ["¶in two", "+words"]);
        assert_eq!(read("> 引用\n> 续行"), ["¶引用", "·续行"]);
    }

    #[test]
    fn code_addresses_and_markup_are_no_prose() {
        let text = "---\ntitle: 题\n---\n\n见`代码`与[链接](http://a.cn/路 \"题\")、<http://b.cn>及http://c.cn/a_b_c。\n\n```\n块\n```\n\n<div>\n标签\n</div>\n\n图![替代](x.png)后&amp;完\\*";
        let want = ["¶见", "+与", "·链接", "·、", "+及", "+。", "¶图", "+后", "+完", "·*"];
        assert_eq!(read(text), want);
        assert_eq!(read("+++\na = '题'\n+++\n正文"), ["¶正文"]);
    }

    #[test]
    fn an_underscore_that_marks_nothing_does_not_cut_a_piece() {
        assert_eq!(read("甲_乙 * 丙[丁"), ["¶甲_乙 * 丙[丁"]);
    }
}
