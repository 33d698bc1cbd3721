//! Which quantities are of one kind, so that they may be parts of one whole.

use crate::facts::quantities::{Kind, Quantity};
use crate::text::Span;
use crate::text::affix::ending_in;
use crate::text::boundary::floor;
use crate::text::chars::is_han;

/// Words that belong together and leave nothing out.
const EXHAUSTIVE: [&[&str]; 18] = [
    &["男", "女"],
    &["一等奖", "二等奖", "三等奖"],
    &["金", "银", "铜"],
    &["境外", "本土"],
    &["城镇", "农村"],
    &["城镇", "乡村"],
    &["市内", "市外"],
    &["省内", "省外"],
    &["境内", "境外"],
    &["一级", "二级", "三级"],
    &["第一产业", "第二产业", "第三产业"],
    &["中央", "地方"],
    &["约束性", "预期性"],
    &["公办", "民办"],
    &["新建", "改"],
    &["新建", "续建"],
    &["其余"],
    &["其他"],
];
/// The levels of what is awarded or set up, from the top.
const LEVELS: [&str; 4] = ["国家级", "省级", "市级", "县级"];

/// What names of classes end in of which a thing is in one alone.
const CLASSES: &str = "道级类型业度县市区镇乡村期批奖档";

/// Counted or measured with the same word, or both people, whichever word they are counted with.
pub(super) fn are_alike(text: &str, one: &Quantity, other: &Quantity) -> bool {
    const PEOPLE: [&str; 3] = ["人", "名", "位"];
    let (one, other) = (one.unit.of(text), other.unit.of(text));
    one == other || PEOPLE.contains(&one) && PEOPLE.contains(&other)
}

/// Whether two quantities can be added: both count the same, or measure it, and are no date or share.
pub(super) fn are_of_a_kind(text: &str, one: &Quantity, other: &Quantity) -> bool {
    let (left, right) = (one.unit.of(text), other.unit.of(text));
    let adds = |quantity: &Quantity, unit: &str| match quantity.kind {
        Kind::Count => !matches!(unit, "届" | "次" | "大" | "期" | "点") && !is_quoted(text, quantity),
        Kind::Measure => !matches!(
            unit,
            "%" | "％"
                | "‰"
                | "年"
                | "月"
                | "日"
                | "号"
                | "时"
                | "分"
                | "倍"
                | "岁"
                | "周年"
                | "百分点"
                | "个百分点"
        ),
    };
    adds(one, left) && adds(other, right) && are_alike(text, one, other)
}

/// A part of a part, or none: 16例（甲省5例、乙省3例）, 24例，含5例, 平均每期50人.
pub(super) fn is_aside(text: &str, from: usize, quantity: &Quantity) -> bool {
    let before = text.get(from..quantity.number.start()).unwrap_or_default();
    let is_open = before.rfind('（') > before.rfind('）');
    let clause = before.rsplit(['，', '、', '；']).next().unwrap_or_default();
    is_open || before.ends_with(['含', '括']) || clause.contains(['每', '均'])
}

/// What another year's amount is named by: 比上年的68.20亿元增长4.4%.
pub(super) fn is_base(text: &str, quantity: &Quantity) -> bool {
    let before = text[..quantity.number.start()].trim_end_matches(['的', ' ', '为']);
    ending_in(before, &["上年", "去年", "同期", "前年", "上年末", "基数"]).is_some()
}

/// “五个认同”: a watchword.
fn is_quoted(text: &str, quantity: &Quantity) -> bool {
    text.get(..quantity.number.start()).is_some_and(|before| before.ends_with('“'))
}

/// Whether the parts are classes of one kind: 国道86公里、省道214公里、县道368公里.
pub(super) fn exclude_each_other(text: &str, parts: &[Quantity]) -> bool {
    let label = |part: &Quantity| {
        let mut before = text.get(..part.number.start())?.chars().rev();
        before.next().zip(before.next()).filter(|&(last, _)| CLASSES.contains(last))
    };
    let Some(labels) = parts.iter().map(label).collect::<Option<Vec<_>>>() else { return false };
    let differ =
        (1..labels.len()).all(|at| labels[at].0 == labels[0].0 && !labels[..at].contains(&labels[at]));
    labels.len() > 2 && differ
}

/// How far behind a part what it is of may reach, in bytes.
const LABEL: usize = 60;

/// Whether `parts` are of kinds that leave out nothing of what `before` speaks of: 男 and 女; all
/// levels down to the one of 市级以上.
pub(super) fn leaves_nothing_out(text: &str, before: Span, parts: &[Quantity]) -> bool {
    let Some((first, last)) = parts.first().zip(parts.last()) else { return false };
    // 9个三等奖: what the last part is of may stand behind it.
    let behind = text.get(last.span().end()..floor(text, last.span().end() + LABEL)).unwrap_or_default();
    let end = last.span().end() + behind.find(['，', '。', '；', '\n']).unwrap_or(behind.len());
    let said = Span::new(before.end(), first.number.start()).to(Span::at(end)).of(text);
    let has_all = |words: &&[&str]| words.iter().all(|word| said.contains(word));
    let are_levels = || {
        let down_to = |level: &str| before.of(text).contains(&format!("{level}以上"));
        let lowest = LEVELS.iter().position(|level| down_to(level)).filter(|lowest| *lowest > 0);
        lowest.is_some_and(|lowest| lowest + 1 == parts.len() && has_all(&&LEVELS[..=lowest]))
    };
    EXHAUSTIVE.iter().any(has_all) || are_levels()
}

/// Whether many kinds of things are listed, none twice: 幼儿园31所、小学19所、初中7所、普通高中2所….
pub(super) fn are_many_kinds(text: &str, parts: &[Quantity]) -> bool {
    const MANY: usize = 5;
    let follows = |pair: &[Quantity]| {
        let label = Span::new(pair[0].span().end(), pair[1].number.start()).of(text).strip_prefix('、')?;
        (label.chars().count() >= 2 && label.chars().all(is_han)).then_some(label)
    };
    let labels: Option<Vec<&str>> = parts.windows(2).map(follows).collect();
    let are_things = parts
        .iter()
        .all(|part| part.kind == Kind::Count && !matches!(part.unit.of(text), "人" | "名" | "位"));
    let differ = |labels: &[&str]| (1..labels.len()).all(|at| !labels[..at].contains(&labels[at]));
    are_things && parts.len() >= MANY && labels.is_some_and(|labels| differ(&labels))
}
