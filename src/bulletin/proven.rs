//! Articles that no entry names: only those that stand as the paired ones do.

use super::align::Pairing;
use super::flow::{Flow, Paragraph, Role};
use super::headlines::{Candidate, Style};
use crate::text::chars::{is_han, is_han_numeral, is_space};

/// The least number of articles that show a habit.
const LEAST: usize = 3;

/// The candidates without an entry that the body itself proves to be articles, by index.
pub(super) fn unpaired(
    flow: &Flow,
    candidates: &[Candidate],
    pairings: &[Pairing],
    has_contents: bool,
) -> Vec<usize> {
    let mut paired = vec![false; candidates.len()];
    pairings.iter().for_each(|pairing| paired[pairing.candidate] = true);
    let habit = Habit::new(flow, candidates, &paired, has_contents);
    let free = (0..candidates.len()).filter(|&index| {
        !paired[index] && !is_byline(candidates, &paired, index) && !is_numbered(&candidates[index])
    });
    let mut found: Vec<usize> = free.filter(|&index| habit.proves(flow, &candidates[index])).collect();
    // So many of a kind that the contents pass over are subheadings, not lost entries.
    let alone = |index: &usize| candidates[*index].style == Style::Alone;
    if has_contents {
        drop_series(pairings, &mut found, alone);
    }
    let lines = found.iter().filter(|index| alone(index)).count();
    let few = lines * 5 <= pairings.len() || lines == 1 && pairings.len() > LEAST;
    if has_contents && !few {
        found.retain(|index| !alone(index));
    }
    found
}

/// Drops the lines of which several stand alone between the same two articles: subheadings.
fn drop_series(pairings: &[Pairing], found: &mut Vec<usize>, alone: impl Fn(&usize) -> bool) {
    let mut heads: Vec<usize> = pairings.iter().map(|pairing| pairing.candidate).collect();
    heads.sort_unstable();
    let gap = |index: usize| heads.partition_point(|&head| head < index);
    let lines: Vec<usize> = found.iter().filter(|index| alone(index)).map(|&index| gap(index)).collect();
    let count = |of: &[usize], gap| of.iter().filter(|&&other| other == gap).count();
    found.retain(|index| !alone(index) || count(&lines, gap(*index)) == 1);
}

/// The line under a headline that has a line of its own: a speaker, an author, a second headline.
fn is_byline(candidates: &[Candidate], paired: &[bool], index: usize) -> bool {
    let Some(before) = index.checked_sub(1).filter(|&before| paired[before]) else { return false };
    let stands_alone = matches!(candidates[before].style, Style::Alone | Style::AloneDated);
    let is_line = candidates[index].style != Style::Bracketed && ordinal(&candidates[index]).is_none();
    stands_alone && is_line && candidates[before].paragraph + 1 == candidates[index].paragraph
}

/// 变化之一：…, 案例二：…: the parts of an article are numbered, its headline is not.
fn is_numbered(candidate: &Candidate) -> bool {
    let head = &candidate.headline()[..candidate.headline().len().min(8)];
    let colon = head.iter().position(|&c| c == '：' || c == ':');
    let number = colon.and_then(|colon| head.get(colon.checked_sub(1)?));
    number.is_some_and(|&c| is_han_numeral(c) || c.is_ascii_digit())
}

/// 三、工作要求, （二）压实责任: the points of a text.
fn is_point(candidate: &Candidate) -> bool {
    let head = candidate.headline();
    let numeral = head.iter().skip_while(|&&c| c == '（').take_while(|&&c| is_han_numeral(c)).count();
    let open = usize::from(head.first() == Some(&'（'));
    numeral > 0 && matches!(head.get(open + numeral), Some('、' | '）'))
}

/// How the articles of this issue are set, by those that are sure.
struct Habit {
    /// What follows nearly every headline that stands alone.
    follows: Option<Follows>,
    /// The ordinals of the articles, where they have some: 第三章, 2.1.
    ordinals: Vec<String>,
    /// Some are numbered as the points of a text are: 一、, （一）.
    has_points: bool,
    has_contents: bool,
    run_in: f64,
    dated: f64,
    bracketed: f64,
    alone: f64,
    level: Option<u8>,
    shortest: usize,
    longest: usize,
}

impl Habit {
    fn new(flow: &Flow, candidates: &[Candidate], paired: &[bool], has_contents: bool) -> Self {
        let sure: Vec<&Candidate> = candidates
            .iter()
            .zip(paired)
            .filter(|(_, paired)| **paired || !has_contents)
            .map(|(c, _)| c)
            .collect();
        let share = |style: Style| {
            let count = sure.iter().filter(|candidate| candidate.style == style).count();
            count as f64 / sure.len().max(1) as f64
        };
        let levels = sure.iter().filter_map(|candidate| match candidate.style {
            Style::Marked(level) => Some(level),
            _ => None,
        });
        let lengths = || sure.iter().map(|candidate| candidate.headline().len());
        let alone = sure.iter().filter(|candidate| candidate.style == Style::Alone);
        let following: Vec<_> = alone.map(|candidate| Follows::of(flow, candidate.paragraph)).collect();
        let is_habit = |follows: &Follows| {
            let count = following.iter().filter(|of| of.as_ref() == Some(follows)).count();
            has_contents && count >= LEAST && count * 5 >= following.len() * 4
        };
        Habit {
            follows: [Follows::Author, Follows::Number].into_iter().find(is_habit),
            ordinals: sure.iter().filter_map(|candidate| ordinal(candidate)).collect(),
            has_points: sure.iter().any(|candidate| is_point(candidate)),
            has_contents,
            run_in: share(Style::RunIn),
            dated: share(Style::AloneDated),
            bracketed: share(Style::Bracketed),
            alone: share(Style::Alone),
            level: levels.max(),
            shortest: lengths().min().unwrap_or_default(),
            longest: lengths().max().unwrap_or_default(),
        }
    }

    /// An ordinal that the articles' own lack: 第三章 where 第二章 and 第四章 are articles.
    fn counts(&self, candidate: &Candidate) -> bool {
        let Some(ordinal) = ordinal(candidate) else { return false };
        let same = self.ordinals.iter().filter(|other| kind(other) == kind(&ordinal)).count();
        // Sections are counted anew in each chapter.
        let is_new = ordinal.ends_with('节') || !self.ordinals.contains(&ordinal);
        same >= LEAST && is_new
    }

    fn proves(&self, flow: &Flow, candidate: &Candidate) -> bool {
        let length = candidate.headline().len();
        match candidate.style {
            Style::RunIn => length >= 6 && (!self.has_contents || self.run_in >= 0.2),
            Style::AloneDated => length >= 6 && (!self.has_contents || self.dated >= 0.2),
            Style::Bracketed => self.bracketed >= 0.2,
            Style::Marked(level) => self.level == Some(level),
            Style::Alone if self.has_contents && self.counts(candidate) => true,
            Style::Alone if self.follows.is_some() => {
                length <= self.longest && self.follows == Follows::of(flow, candidate.paragraph)
            }
            Style::Alone => {
                self.has_contents
                    && (self.has_points || !is_point(candidate))
                    && (!self.ordinals.is_empty() || ordinal(candidate).is_none())
                    && self.alone + self.dated >= 0.6
                    && (self.shortest.max(5)..=self.longest).contains(&length)
                    && stands_between_texts(flow, candidate.paragraph)
                    // A letter is signed and dated: 弟　秀峰　十一月十五日.
                    && candidate.headline().last() != Some(&'日')
            }
            Style::Loose => false,
        }
    }
}

/// What stands below a headline.
#[derive(Clone, Copy, PartialEq)]
enum Follows {
    /// 陆以宁, 马远山　韩　松
    Author,
    /// 临政发〔2024〕7号
    Number,
}

impl Follows {
    fn of(flow: &Flow, headline: usize) -> Option<Self> {
        let below = flow.paragraphs.get(headline + 1).filter(|below| below.role == Role::Text)?;
        let text = flow.of(below.span).trim_matches(['（', '）', '□', ' ']);
        let mut names =
            text.split(|c: char| is_space(c) || "、，,".contains(c)).filter(|name| !name.is_empty());
        let is_number = text.len() <= 60 && text.ends_with('号') && text.contains(['〔', '［', '[']);
        if is_number {
            return Some(Follows::Number);
        }
        let is_author = (6..=60).contains(&text.len())
            && names.all(|name| name.chars().count() <= 4 && name.chars().all(|c| is_han(c) || c == '·'));
        is_author.then_some(Follows::Author)
    }
}

/// 第三章, 2.1: the ordinal of a headline that is nothing but the heading of a part.
fn ordinal(candidate: &Candidate) -> Option<String> {
    let head = candidate.headline();
    let end = match head.first()? {
        '第' => head.iter().take(6).position(|&c| matches!(c, '节' | '章' | '编'))? + 1,
        _ => head
            .iter()
            .position(|&c| !c.is_ascii_digit() && c != '.')
            .filter(|&end| end > 0 && head[end - 1] != '.')?,
    };
    let is_numeral = |&c: &char| is_han_numeral(c) || c.is_ascii_digit() || c == '.';
    let numeral = if head[0] == '第' { head.get(1..end - 1)? } else { &head[..end] };
    let next = *head.get(end)?;
    let goes_on = is_han(next) && !matches!(next, '年' | '月' | '日' | '个');
    (goes_on && !numeral.is_empty() && numeral.iter().all(is_numeral)).then(|| head[..end].iter().collect())
}

/// What kind of part an ordinal counts: how deep 2.1 is, or the last character of 第三章.
fn kind(ordinal: &str) -> (usize, Option<char>) {
    (ordinal.matches('.').count(), ordinal.chars().next_back().filter(|&c| is_han(c)))
}

/// Bytes of the longest name of a column.
const LONGEST_NAME: usize = 18;

/// A sentence ends before the paragraph, and running text follows it.
fn stands_between_texts(flow: &Flow, paragraph: usize) -> bool {
    let before = paragraph.checked_sub(1).and_then(|index| flow.paragraphs.get(index));
    let ends = |before: Option<&Paragraph>| {
        before.is_none_or(|before| {
            before.role != Role::Text || flow.of(before.span).ends_with(['。', '！', '？', '”', '）', '…'])
        })
    };
    // The heading of a section that the contents pass over with its only article.
    let is_heading = before.is_some_and(|before| before.span.len() <= LONGEST_NAME);
    let ended =
        ends(before) || is_heading && ends(paragraph.checked_sub(2).and_then(|at| flow.paragraphs.get(at)));
    let follows = flow.paragraphs.get(paragraph + 1).is_some_and(|next| {
        next.role == Role::Text && next.span.len() >= 180 && flow.of(next.span).contains('。')
    });
    ended && follows
}
