//! The marks of a text: pairs as a tree, halves without a partner, and odd characters.
//!
//! One pass over the flow finds them all; the rules of punctuation, and every rule that asks
//! whether a place is quoted or stands in a title, read them here.

mod pairing;
mod scan;
mod view;

use crate::bulletin::Flow;
use crate::text::Span;

/// The kinds of marks that come in pairs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// “ ”
    Quote,
    /// ‘ ’
    InnerQuote,
    /// 《 》
    Title,
    /// 〈 〉
    InnerTitle,
    /// （ ）, and ( ) where it is the half of such a pair
    Round,
    /// 【 】
    Lenticular,
    /// 〔 〕
    Tortoise,
    /// 「 」
    Corner,
    /// 『 』
    InnerCorner,
    /// ［ ］
    Square,
    /// ＜ ＞, no pair by itself
    Angle,
    /// ( )
    Narrow,
}

impl Kind {
    pub const ALL: [Kind; 12] = [
        Kind::Quote,
        Kind::InnerQuote,
        Kind::Title,
        Kind::InnerTitle,
        Kind::Round,
        Kind::Lenticular,
        Kind::Tortoise,
        Kind::Corner,
        Kind::InnerCorner,
        Kind::Square,
        Kind::Angle,
        Kind::Narrow,
    ];

    /// The opening and the closing mark.
    pub fn marks(self) -> (char, char) {
        match self {
            Kind::Quote => ('“', '”'),
            Kind::InnerQuote => ('‘', '’'),
            Kind::Title => ('《', '》'),
            Kind::InnerTitle => ('〈', '〉'),
            Kind::Round => ('（', '）'),
            Kind::Lenticular => ('【', '】'),
            Kind::Tortoise => ('〔', '〕'),
            Kind::Corner => ('「', '」'),
            Kind::InnerCorner => ('『', '』'),
            Kind::Square => ('［', '］'),
            Kind::Angle => ('＜', '＞'),
            Kind::Narrow => ('(', ')'),
        }
    }

    /// The kind that `open` and `close` are the marks of.
    pub fn of(open: char, close: char) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.marks() == (open, close))
    }

    /// “ ” or ‘ ’
    pub fn is_quote(self) -> bool {
        matches!(self, Kind::Quote | Kind::InnerQuote)
    }

    /// 《 》 or 〈 〉
    pub fn is_title(self) -> bool {
        matches!(self, Kind::Title | Kind::InnerTitle)
    }
}

/// One half of a pair as it stands in the flow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    pub span: Span,
    pub kind: Kind,
    pub opens: bool,
}

/// Two halves that belong together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pair {
    pub kind: Kind,
    pub open: Span,
    pub close: Span,
    /// The place of the pair around it among [`Marks::pairs`].
    pub parent: Option<usize>,
    /// It closes in another paragraph, or (then `close` is empty) goes on in the next one, which
    /// opens it anew.
    pub spans_paragraphs: bool,
}

impl Pair {
    /// From the opening mark to the closing one, both included.
    pub fn span(&self) -> Span {
        self.open.to(self.close)
    }

    /// What stands between the marks.
    pub fn inner(&self) -> Span {
        Span::new(self.open.end(), self.close.start())
    }
}

/// Quotation marks that point the wrong way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reversed {
    /// `”…“`: both are.
    Both(Mark, Mark),
    /// `“…“` or `”…”`: the first mark is, and the second is its partner, or the other way round.
    One { wrong: Mark, partner: Mark },
}

/// All marks of one document.
#[derive(Debug, Default)]
pub struct Marks {
    /// By the place of the opening mark.
    pub pairs: Vec<Pair>,
    /// Halves without a partner, for which there is no excuse.
    pub lone: Vec<Mark>,
    pub reversed: Vec<Reversed>,
    /// An opening mark of one kind with a closing one of another, both without a partner.
    pub mismatched: Vec<(Mark, Mark)>,
    /// Pairs that overlap, by their places among `pairs`; the one that opens first comes first.
    pub crossed: Vec<(usize, usize)>,
    /// The ASCII marks `, . ; : ? !` that touch a character beyond ASCII.
    pub narrow: Vec<u32>,
    /// Runs of full-width letters and digits.
    pub wide: Vec<Span>,
    /// Control, zero-width, private-use and replacement characters.
    pub hidden: Vec<Span>,
}

/// Deeper nesting than any text has is read as if it were this deep, so that climbing stays cheap.
const DEEPEST: usize = 32;

impl Marks {
    pub fn new(flow: &Flow) -> Self {
        let scan = scan::Scan::new(&flow.text);
        let mut marks = pairing::pair(flow, &scan.paired);
        marks.narrow = scan.narrow;
        marks.wide = scan.wide;
        marks.hidden = scan.hidden;
        marks.nest();
        marks
    }

    /// Finds each pair's parent, and the pairs that cross.
    fn nest(&mut self) {
        self.pairs.sort_by_key(|pair| pair.open.start());
        let mut open: Vec<usize> = Vec::new();
        for index in 0..self.pairs.len() {
            let span = self.pairs[index].span();
            while open.last().is_some_and(|&last| self.pairs[last].close.start() < span.start()) {
                open.pop();
            }
            let Some(&around) = open.last() else {
                open.push(index);
                continue;
            };
            if self.pairs[around].span().covers(span) {
                self.pairs[index].parent = Some(around);
            } else {
                self.pairs[index].parent = self.pairs[around].parent;
                self.crossed.push((around, index));
            }
            if open.len() < DEEPEST {
                open.push(index);
            }
        }
    }

    /// The pairs around byte `offset` of the flow, the innermost first; a pair's own marks lie
    /// outside it.
    pub fn around(&self, offset: usize) -> impl Iterator<Item = &Pair> {
        let after = self.pairs.partition_point(|pair| pair.open.end() <= offset);
        self.chain(after.checked_sub(1)).filter(move |pair| pair.inner().contains(offset))
    }

    /// The pairs around the pair at `index`, the innermost first.
    pub fn ancestors(&self, index: usize) -> impl Iterator<Item = &Pair> {
        self.chain(self.pairs.get(index).and_then(|pair| pair.parent))
    }

    /// True where byte `offset` of the flow stands in a pair of `kind`.
    pub fn inside(&self, offset: usize, kind: Kind) -> bool {
        self.around(offset).any(|pair| pair.kind == kind)
    }

    fn chain(&self, from: Option<usize>) -> impl Iterator<Item = &Pair> {
        let start = from.and_then(|index| self.pairs.get(index));
        std::iter::successors(start, |pair| self.pairs.get(pair.parent?))
    }
}

#[cfg(test)]
mod tests;
