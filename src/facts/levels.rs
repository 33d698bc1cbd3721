//! What a sentence says of levels: how much there is, how much there was, and by how much it changed
//! (8652户，上年同期7210户，同比增长20%). Only what is said in so many words is read.

use super::quantities::{Quantity, quantities_in};
use crate::text::Span;
use crate::text::affix::{beginning_in, ending_in, longest_beginning, longest_ending};

/// What a quantity of a sentence is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// How much there is, or nothing that is understood.
    Now,
    /// 上年为, 比年初的: how much there was; right behind how much there is.
    Then,
    /// 去年新增, that begins its clause: how much there was, before how much there is.
    Before,
    /// By how much it grew; or, as -1, fell.
    By(i128),
}

/// A quantity and what it is.
#[derive(Clone, Copy, Debug)]
pub struct Level {
    pub quantity: Quantity,
    pub role: Role,
    /// The words between the quantity before it and its number.
    pub lead: Span,
    /// A change that is said without what was compared with: 增长, and no 同比增长.
    pub is_bare: bool,
}

/// What says upwards, and downwards, by how much.
const UP: [&str; 30] = [
    "增支",
    "增效",
    "增盈",
    "偏多",
    "偏高",
    "多收",
    "增加",
    "增长",
    "增产",
    "提高",
    "上升",
    "增收",
    "净增",
    "净增加",
    "新增",
    "增多",
    "提升",
    "上涨",
    "扩大",
    "升高",
    "增幅",
    "涨幅",
    "增长率",
    "增速",
    "增",
    "多",
    "涨",
    "多出",
    "高出",
    "上浮",
];
const DOWN: [&str; 30] = [
    "减支",
    "减员",
    "减亏",
    "减贫",
    "偏少",
    "偏低",
    "减少",
    "下降",
    "降低",
    "减产",
    "减收",
    "净减少",
    "净减",
    "缩短",
    "缩小",
    "缩减",
    "压减",
    "压缩",
    "下跌",
    "回落",
    "降幅",
    "减幅",
    "压减率",
    "压缩率",
    "下降率",
    "少",
    "减",
    "降",
    "精简",
    "下浮",
];
/// What may stand between the direction and the figure.
const AS: [&str; 6] = ["达到", "了", "为", "达", "是", "共"];
/// When it was that much.
const WHEN: [&str; 43] = [
    "常年平均值",
    "多年平均值",
    "历年同期",
    "常年同期",
    "常年",
    "上年同期",
    "去年同期",
    "上年同月",
    "去年同月",
    "上年度",
    "上一年度",
    "上年末",
    "上年底",
    "去年末",
    "去年底",
    "去年年底",
    "上年年末",
    "上一年",
    "上年",
    "去年",
    "前年",
    "同期",
    "年初",
    "期初",
    "上季度",
    "上个月",
    "上月",
    "上学年",
    "上届",
    "上期",
    "上次",
    "上一次",
    "上一批",
    "上批",
    "上一届",
    "原来",
    "原有",
    "原先",
    "此前",
    "之前",
    "改造前",
    "建成前",
    "历史同期",
];
/// What may stand around it in 比去年底的, （上年为.
const AROUND: [&str; 36] = [
    "新增",
    "，",
    "；",
    "（",
    "(",
    "、",
    " ",
    "比",
    "较",
    "而",
    "低于",
    "高于",
    "相比",
    "同比",
    "对比",
    "与",
    "相较",
    "相比于",
    "的",
    "为",
    "是",
    "有",
    "仅",
    "只有",
    "达",
    "末",
    "底",
    "同期",
    "全年",
    "完成",
    "实现",
    "计",
    "数",
    "由",
    "仅有",
    "时",
];
/// What may stand before a change that is of the figures before it.
const LINK: [&str; 34] = [
    "，",
    "）",
    ")",
    "、",
    " ",
    "同比",
    "比上年同期",
    "较上年同期",
    "比去年同期",
    "较去年同期",
    "比上年",
    "较上年",
    "比去年",
    "较去年",
    "比年初",
    "较年初",
    "比上年末",
    "较上年末",
    "比去年底",
    "较去年底",
    "比同期",
    "较同期",
    "与上年相比",
    "与去年相比",
    "净",
    "共",
    "又",
    "即",
    "分别",
    "总计",
    "累计",
    "合计",
    "比",
    "较",
];
/// Those of them that say what was compared with.
const COMPARED: [&str; 6] = ["上年", "去年", "年初", "同期", "同比", "较"];
/// Units of time, and of what is counted beside it.
const TIMES: [&str; 6] = ["年", "月", "日", "号", "时", "届"];

/// The levels of `sentence`, in order.
pub fn levels_in(text: &str, sentence: Span) -> Vec<Level> {
    let mut end = sentence.start();
    let mut levels = Vec::new();
    let all = quantities_in(text, sentence);
    for quantity in all.into_iter().filter(|quantity| !is_when(text, quantity)) {
        let lead = Span::new(end, quantity.number.start());
        let (role, is_bare) = role(lead.of(text));
        levels.push(Level { quantity, role, lead, is_bare });
        end = quantity.span().end();
    }
    levels
}

/// 2022年, 上一批
fn is_when(text: &str, quantity: &Quantity) -> bool {
    let before = text.get(..quantity.number.start()).unwrap_or_default();
    TIMES.contains(&quantity.unit.of(text))
        || quantity.number.of(text) == "一" && before.ends_with(['上', '前', '同', '下', '这'])
}

fn role(lead: &str) -> (Role, bool) {
    if let Some((sign, link)) = change(lead) {
        let is_bare = !COMPARED.iter().any(|word| link.contains(word));
        return (Role::By(sign), is_bare);
    }
    let is_past = is_made_of(lead, true) || is_phrase(lead);
    let role = match () {
        () if is_past => Role::Then,
        () if beginning_in(lead.trim_start_matches('，'), &WHEN).is_some() => Role::Before,
        () => Role::Now,
    };
    (role, false)
}

/// The direction of a change that `lead` leads to, with what links it to the figures before it.
fn change(lead: &str) -> Option<(i128, &str)> {
    let mut words = lead.trim_end();
    while let Some(word) = ending_in(words, &AS) {
        words = &words[..words.len() - word.len()];
    }
    let (sign, word) = match (longest_ending(words, &UP), longest_ending(words, &DOWN)) {
        (Some(up), down) if down.is_none_or(|down| down.len() < up.len()) => (1, up),
        (_, down) => (-1, down?),
    };
    let link = &words[..words.len() - word.len()];
    is_link(link).then_some((sign, link))
}

fn is_link(link: &str) -> bool {
    let mut rest = link;
    while !rest.is_empty() {
        let word = longest_beginning(rest, &LINK).map(str::len);
        let Some(length) = word.or_else(|| year(rest)) else { return false };
        rest = &rest[length..];
    }
    true
}

/// ，上年为, 比2022年的: nothing but when, and what goes with it.
fn is_made_of(lead: &str, mut needs_time: bool) -> bool {
    let mut rest = lead;
    while !rest.is_empty() {
        let longest = |list: &[&str]| longest_beginning(rest, list).map(str::len);
        let time = longest(&WHEN).or_else(|| year(rest));
        needs_time &= time.is_none();
        let Some(length) = time.or_else(|| longest(&AROUND)) else { return false };
        rest = &rest[length..];
    }
    !needs_time
        && lead.starts_with(['，', '；', '（', '(', '比', '较', '低', '高', '同', '、', '上', '去', '与'])
}

/// 比上一批公布后的
fn is_phrase(lead: &str) -> bool {
    let lead = lead.trim_start_matches('，');
    lead.starts_with(['比', '较']) && lead.ends_with('的') && !lead.contains(['，', '、', '（'])
}

/// The length of 2022年, 2022年末, 6月底 that `text` begins with.
fn year(text: &str) -> Option<usize> {
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let rest = text.get(digits..)?;
    let word = rest.chars().next().filter(|c| matches!(c, '年' | '月'))?;
    matches!(digits, 1 | 2 | 4).then_some(digits + word.len_utf8())
}
