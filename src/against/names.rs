//! Names of organisations, meetings and places, known by what they end in.
//!
//! Where such a name begins no mark says, so the few characters before its end are compared. They
//! must be the same but for one.

use std::sync::OnceLock;

use aho_corasick::{AhoCorasick, AhoCorasickBuilder, MatchKind};

use super::spellings::Spellings;
use super::{Against, Place};
use crate::facts::Facts;
use crate::facts::titles::tells;
use crate::text::chars::is_han;
use crate::text::words::is_word;
use crate::text::{Span, shapes, sounds};

/// What a name is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Organisation,
    Meeting,
    Place,
}

const ORGANISATIONS: &str = "委员会 办公室 人民政府 管理局 监督局 总局 局 厅 公司 集团 大学 学院 中学 小学 医院 研究院 研究所 \
    中心 协会 学会 联合会 商会 基金会 银行 法院 检察院 支队 大队 总队 办事处 指挥部 领导小组 合作社 总工会 出版社 博物馆 \
    图书馆 文化馆 纪念馆 开发区 工业园 产业园 示范区";
const MEETINGS: &str = "大会 会议 座谈会 推进会 论坛 动员会 表彰会 交流会 发布会 推介会 观摩会 研讨会 调度会 汇报会 现场会 \
    启动仪式 签约仪式 揭牌仪式 颁奖仪式 培训班 博览会 大赛 邀请赛 锦标赛 文化节 艺术节 旅游节";
const PLACES: &str = "村 镇 乡 街道 社区 大道 水库 景区 公园 广场 遗址 湿地 森林 峡谷";

/// The characters before the end that are compared, the first of which has to be the same.
const LONG: usize = 7;
/// The same where another word may stand before the name: 由市发展和改革委员会.
const SHORT: usize = 5;
/// Characters that join the parts of a name, one as good as another to the ear.
const JOINING: &str = "和与";

/// The names of the references, by [`Kind`].
#[derive(Default)]
pub struct Names([Spellings; 3]);

/// A name, as much of it as is compared.
#[derive(Clone, Debug)]
pub struct Named {
    /// From [`LONG`] characters before its end, or from a mark, to its end.
    span: Span,
    /// How many characters its end has.
    ending: usize,
}

impl Named {
    /// What is compared, longest first: each stretch with its characters, a line end before those that
    /// begin at a mark.
    fn windows(&self, kind: Kind, text: &str) -> Vec<(Span, Vec<char>)> {
        let all = self.span.of(text);
        let (length, ending) = (all.chars().count(), self.ending);
        let opened = (length < LONG + ending).then_some('\n');
        let mut windows = vec![(self.span, opened.into_iter().chain(all.chars()).collect())];
        let short = SHORT + ending;
        if length > short
            && (ending > 1 || kind == Kind::Place)
            && let Some((at, _)) = all.char_indices().nth(length - short)
        {
            let span = Span::new(self.span.start() + at, self.span.end());
            windows.push((span, span.of(text).chars().collect()));
        }
        windows
    }
}

impl Names {
    pub(super) fn add(&mut self, reference: usize, facts: &Facts<'_>) {
        for kind in [Kind::Organisation, Kind::Meeting, Kind::Place] {
            for name in names(kind, &facts.reading.flow.text) {
                for (span, chars) in name.windows(kind, &facts.reading.flow.text) {
                    self.0[kind as usize].add(chars, Place { reference, span });
                }
            }
        }
    }
}

impl Against<'_> {
    /// What of `name`, which stands in the draft's `text`, is a slip for a name in a reference.
    pub fn name(self, kind: Kind, text: &str, name: &Named) -> Option<(Span, Place)> {
        let names = &self.index().names.0[kind as usize];
        let is_slip = |known: &[char], here: &[char]| is_slip(kind, known, here);
        let windows = name.windows(kind, text).into_iter();
        let mut unknown = windows.filter(|(_, chars)| !names.holds(chars, self));
        unknown.find_map(|(span, chars)| {
            let (known, place) = names.meant(&chars, self, is_slip)?;
            let cut = beginning(&known.chars, &chars);
            let cut = |span: Span, text: &str| {
                let start = span.of(text).char_indices().nth(cut).map_or(0, |(at, _)| at);
                Span::new(span.start() + start, span.end())
            };
            let reference = &self.reference(place).reading.flow.text;
            Some((cut(span, text), Place { span: cut(place.span, reference), ..place }))
        })
    }
}

/// The names of `kind` in `text`, in order.
pub fn names(kind: Kind, text: &str) -> Vec<Named> {
    let Some((automaton, endings)) = endings(kind) else {
        return Vec::new();
    };
    let mut names = Vec::new();
    for found in automaton.find_iter(text) {
        let ending = endings.get(found.pattern().as_usize()).copied().unwrap_or_default();
        let before = text.get(..found.start()).unwrap_or_default().char_indices().rev();
        let run: Vec<(usize, char)> = before.take(LONG).take_while(|(_, c)| is_han(*c)).collect();
        let ending = ending.chars().count();
        let least = if ending > 1 { SHORT - 1 } else { SHORT };
        if let Some(&(start, _)) = run.last().filter(|_| run.len() >= least) {
            names.push(Named { span: Span::new(start, found.end()), ending });
        }
    }
    names
}

type Endings = (AhoCorasick, Vec<&'static str>);

fn endings(kind: Kind) -> Option<&'static Endings> {
    static ALL: OnceLock<[Option<Endings>; 3]> = OnceLock::new();
    let all = ALL.get_or_init(|| {
        [ORGANISATIONS, MEETINGS, PLACES].map(|words| {
            let words: Vec<&str> = words.split_whitespace().collect();
            let automaton = AhoCorasickBuilder::new().match_kind(MatchKind::LeftmostLongest).build(&words);
            Some((automaton.ok()?, words))
        })
    });
    all[kind as usize].as_ref()
}

/// How many characters at the beginning of two windows are the end of some word before the name.
fn beginning(known: &[char], here: &[char]) -> usize {
    let differs = known.iter().zip(here).position(|(a, b)| a != b).unwrap_or_default();
    let is_opened = here.first() == Some(&'\n');
    let cut = here.windows(2).take(differs.saturating_sub(1)).position(|pair| is_word(pair[0], pair[1]));
    if is_opened { 0 } else { cut.unwrap_or_default() }
}

/// One character differs, neither the first nor in the end, and it seems to be a slip.
fn is_slip(kind: Kind, known: &[char], here: &[char]) -> bool {
    let mut differing = known.iter().zip(here).enumerate().filter(|(_, (a, b))| a != b);
    let (Some((at, (&a, &b))), None) = (differing.next(), differing.next()) else {
        return false;
    };
    let joining = |c: char| JOINING.contains(c);
    known.len() == here.len()
        && at > 0
        && at + 1 < known.len()
        && is_han(a)
        && is_han(b)
        && (joining(a) && joining(b) && kind == Kind::Organisation
            || !tells(a) && !tells(b) && (sounds::same(a, b) || shapes::alike(a, b)))
}
