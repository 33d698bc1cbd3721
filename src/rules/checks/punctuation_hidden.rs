//! Characters that nobody sees, or that stand where another one was lost.

use crate::rules::{Check, Context, Finding, Options, Sink};
use crate::text::{Span, chars};

#[derive(Clone, Copy, PartialEq, Eq)]
enum Hidden {
    /// Control and zero-width characters.
    Invisible,
    /// A space that does not break, in the middle of Chinese text.
    NoBreakSpace,
    /// Characters of private use, and those that stand for one that could not be read.
    Lost,
    /// Nothing is wrong with it here.
    Wanted,
}

struct HiddenCharacters {
    wanted: Hidden,
}

/// Control, zero-width and directional characters; with `lost = true`, private-use and
/// replacement characters.
pub fn build(options: &Options) -> Result<Box<dyn Check>, String> {
    let wanted = if options.flag("lost") { Hidden::Lost } else { Hidden::Invisible };
    Ok(Box::new(HiddenCharacters { wanted }))
}

impl Check for HiddenCharacters {
    fn run(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let text = &context.reading.flow.text;
        let mut run: Option<Span> = None;
        for &span in &context.facts.marks().hidden {
            match run {
                Some(open) if open.end() == span.start() && same(text, open, span) => {
                    run = Some(open.to(span))
                }
                _ => {
                    self.judge(text, run, sink);
                    run = Some(span);
                }
            }
        }
        self.judge(text, run, sink);
    }
}

impl HiddenCharacters {
    fn judge(&self, text: &str, run: Option<Span>, sink: &mut Sink<'_>) {
        let Some(run) = run else { return };
        let Some(c) = run.of(text).chars().next() else { return };
        let finding = Finding::at(run).with("code", format!("U+{:04X}", c as u32));
        match (self.wanted, kind(text, run, c)) {
            (Hidden::Lost, Hidden::Lost) => sink.report(finding),
            (Hidden::Invisible, Hidden::Invisible) => sink.report(finding.replace("")),
            (Hidden::Invisible, Hidden::NoBreakSpace) => {
                sink.report(finding.saying("space").replace("").doubtful())
            }
            _ => {}
        }
    }
}

fn same(text: &str, a: Span, b: Span) -> bool {
    a.of(text).chars().next_back() == b.of(text).chars().next()
}

fn kind(text: &str, run: Span, c: char) -> Hidden {
    let before = text.get(..run.start()).and_then(|text| text.chars().next_back());
    let after = text.get(run.end()..).and_then(|text| text.chars().next());
    let prose = |c: Option<char>| c.is_some_and(|c| chars::is_han(c) || c.is_ascii_alphanumeric());
    match c {
        '\u{a0}' if run.len() == c.len_utf8() && prose(before) && prose(after) => Hidden::NoBreakSpace,
        '\u{a0}' => Hidden::Wanted,
        // Lost bullets of a symbol font open their line.
        '\u{f000}'..='\u{f0ff}' if before.is_none_or(|c| c == '\n') => Hidden::Wanted,
        '\u{e000}'..='\u{f8ff}' | '\u{fffc}' | '\u{fffd}' | '\u{f0000}'.. => Hidden::Lost,
        // Emoji and the scripts of Inner Mongolia and Xinjiang need joiners, marks and selectors.
        '\u{200c}'..='\u{200f}' | '\u{202a}'..='\u{202e}' if !is_plain(before) || !is_plain(after) => {
            Hidden::Wanted
        }
        '\u{fe00}'..='\u{fe0f}' if !before.is_some_and(chars::is_han) => Hidden::Wanted,
        '\u{e0000}'..='\u{e007f}' if before.is_none_or(|c| c > '\u{ffff}') => Hidden::Wanted,
        _ => Hidden::Invisible,
    }
}

/// A letter, digit or mark of a script that needs no joiners, or no character at all.
fn is_plain(c: Option<char>) -> bool {
    c.is_none_or(|c| {
        c.is_ascii() || chars::is_han(c) || matches!(c, '\u{b7}' | '\u{2010}'..='\u{2027}' | '\u{3000}'..='\u{30ff}' | '\u{ff00}'..='\u{ffef}')
    })
}
