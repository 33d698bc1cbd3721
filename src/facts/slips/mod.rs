//! Slips that the rest of the document proves: a character lost at the start of a sentence, two
//! ways of writing run together, a word left standing after its correction; and those that the
//! usage of official prose shows: a character that makes no sense where another one would.

mod blend;
mod company;
mod dropped;
mod line;
mod lost;
mod memory;
mod repeat;
mod stutter;
mod suspects;
mod swapped;
mod unlikely;

use std::sync::OnceLock;

use foldhash::HashMap;

use super::grams::Grams;
use super::people::Name;
use crate::text::Span;
use line::{Proposal, Sights};
pub use memory::Memory;
use suspects::Named;

/// What kind of slip a place shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A sentence begins with what is elsewhere the rest of a longer word: 。阳炎黄科技园.
    LostFirst,
    /// A string that is elsewhere written with other characters in its middle: 常委员军会议.
    Blend,
    /// A word stands on both sides of its partner: 互动交流互动.
    GappedRepeat,
    /// A character that never stands here, where one of its sound or shape often does: 统酬协调.
    Unlikely,
    /// A character written twice: 文物保护护单位.
    Stutter,
    /// 的, 地 or 得 for another of them: 扎实得作风.
    Particle,
    /// A word that is never met in this company, where one like it often is: 查出违法.
    Company,
    /// A word that has lost one of its characters: 生态文建设.
    Dropped,
}

/// One slip.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slip {
    pub kind: Kind,
    pub span: Span,
    /// What stands there if the other places are right.
    pub right: String,
    /// One of the other places.
    pub other: Option<Span>,
    /// False where it is worth a look and no more.
    pub sure: bool,
}

/// The slips of the stretch; `names` are the people that it names.
pub fn slips(grams: &Grams, names: &[Name], memory: Option<&Memory>) -> Vec<Slip> {
    let mut slips = Vec::new();
    let Sights { mut suspects, proposals } = Sights::of(grams, memory);
    let named = Named::new(grams, names);
    suspects.forget(&named);
    lost::find(grams, names, &mut slips);
    blend::find(grams, &suspects.pairs, &mut slips);
    repeat::find(grams, &mut slips);
    stutter::find(grams, &mut slips);
    unlikely::find(grams, &suspects, memory, &mut slips);
    unlikely::particle::find(grams, &mut slips);
    dropped::find(grams, &suspects.pairs, memory, &mut slips);
    let is_kept = |one: &Proposal| match one.kind {
        Kind::Company => company::is_kept(grams, names, one.at, one.len),
        _ => named.covers(one.at) || named.covers(one.at + 1) || stands_elsewhere(grams, one.at),
    };
    accept(grams, proposals.into_iter().filter(|one| !is_kept(one)), &mut slips);
    slips.sort_by_key(|slip| slip.span);
    slips
}

/// True where the document has the two characters at `at` more than once.
fn stands_elsewhere(grams: &Grams, at: usize) -> bool {
    grams.places(grams.get(at), grams.get(at + 1)).nth(1).is_some()
}

/// Of proposals of one kind that overlap the first is taken.
fn accept(grams: &Grams, proposals: impl Iterator<Item = Proposal>, slips: &mut Vec<Slip>) {
    let mut ends: HashMap<Kind, usize> = HashMap::default();
    for Proposal { kind, at, len, right, sure } in proposals {
        let end = ends.entry(kind).or_default();
        if at >= *end {
            *end = at + len;
            slips.push(Slip { kind, span: grams.span(at, at + len), right, other: None, sure });
        }
    }
}

/// Characters that are words or parts of words on their own.
const SINGLE: &str = "的了在是和与为对从于及等将被把就也都而之以由向到让使并或其这那个各每有无不未已可能会要应再又更最很大小多少新老高低上下左右内外前后中间东西南北一二三四五六七八九十百千万亿两几第年月日时分秒元角次届期批名位人家所项件条款章节级类种省市县区乡镇村组街路局厅部委办处科院校馆站场园厂店台社会团队员长者化性度率量力学型式法线网化业品机器车船费税金额值点面体系组给据按经过至自起来去出入进用做作看说指称着过得地仍还均该因报经原非同许除凭随跨较则即须当需当应均各本此某全总副正双首好居获使占持受驻乘同克美俄英法德日韩朝中乌伊以沙阿巴印澳欧亚非国";

/// True for a character that can be a word of its own.
fn is_single(c: char) -> bool {
    singles().get(c as usize / 64).is_some_and(|bits| bits >> (c as usize % 64) & 1 == 1)
}

/// A bit for each character of the basic plane.
fn singles() -> &'static [u64; 0x400] {
    static SET: OnceLock<Box<[u64; 0x400]>> = OnceLock::new();
    SET.get_or_init(|| {
        let mut set = Box::new([0; 0x400]);
        for c in SINGLE.chars().map(|c| c as usize) {
            set[c / 64 % 0x400] |= 1u64 << (c % 64);
        }
        set
    })
}

#[cfg(test)]
mod tests {
    use super::super::people::names;
    use super::*;

    pub(super) fn found(text: &str, kind: Kind) -> Vec<(String, String)> {
        let mut all = Vec::new();
        Grams::over(text, [Span::new(0, text.len())], |grams| {
            let slips = slips(grams, &names(grams), None).into_iter().filter(|slip| slip.kind == kind);
            all.extend(slips.map(|slip| (slip.span.of(text).to_owned(), slip.right)));
        });
        all
    }
}
