//! A count with a list of another length: 11个村分别为甲村、…（十个）, 3家企业（甲、乙）.

use crate::facts::lists::{List, closed_at, list_after};
use crate::facts::quantities::{Kind, ONE, Quantity, quantities_in, quantity_at, rewritten};
use crate::rules::engines::Hit;
use crate::rules::{Check, Context, Finding, Options, Sink};
use crate::text::Span;
use crate::text::boundary::ceil;

/// What stands between a count and its list.
const NEEDLES: [&str; 14] = [
    "分别为",
    "分别是",
    "依次为",
    "依次是",
    "分别：",
    "它们是",
    "他们是",
    "，即：",
    "：",
    "（",
    "——",
    "，包括",
    "，即",
    "，有",
];
const COLON: u32 = 8;
const BRACKET: u32 = 9;
const DASH: u32 = 10;
/// From here on the list is a whole one only of what a place has: 下辖11个乡镇，包括….
const DIVIDED: u32 = 11;

/// Kinds of places and bodies: 12个县（市、区） says what is counted and lists nothing.
const KINDS: [&str; 20] = [
    "省",
    "市",
    "区",
    "县",
    "乡",
    "镇",
    "村",
    "旗",
    "自治区",
    "直辖市",
    "自治州",
    "自治县",
    "街道",
    "社区",
    "农场",
    "林场",
    "单位",
    "部门",
    "企业",
    "个人",
];

/// How far before the list the count may stand, in bytes.
const REACH: usize = 150;
/// A count that is further off was not meant for this list.
const FAR: usize = 2;
/// How far before a colon or a bracket.
const BESIDE: usize = 54;
/// An item of a list behind a mere colon has as many bytes at most.
const SHORT: usize = 90;

struct CountList;

pub(super) fn build(_: &Options) -> Result<Box<dyn Check>, String> {
    Ok(Box::new(CountList))
}

impl Check for CountList {
    fn needles(&self) -> Vec<&str> {
        NEEDLES.to_vec()
    }

    fn run(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        judge_hits(context, sink, |text, hit| match hit.needle {
            COLON => after_colon(text, hit.span),
            BRACKET => in_brackets(text, hit.span),
            DASH => after_dash(text, hit.span),
            DIVIDED.. => divided(text, hit.span),
            _ => after_word(text, hit.span),
        });
    }
}

/// Reports the lists of other lengths than their counts, of those that `read` finds at the hits.
pub(super) fn judge_hits(
    context: &Context<'_>,
    sink: &mut Sink<'_>,
    read: impl Fn(&str, &Hit) -> Option<(Quantity, List)>,
) {
    let text = &context.reading.flow.text;
    for hit in context.hits {
        if let Some(finding) = read(text, hit).and_then(|(quantity, list)| judge(text, &quantity, &list)) {
            sink.report(finding);
        }
    }
}

/// The finding where `list` cannot have as many items as `quantity` says.
fn judge(text: &str, quantity: &Quantity, list: &List) -> Option<Finding> {
    let count = quantity.count().filter(|count| *count >= 2)?;
    let off = list.least.saturating_sub(count).max(count.saturating_sub(list.most));
    if list.least < 2 || list.allows(count) || off > FAR.max(count / 4) {
        return None;
    }
    let finding = Finding::at(quantity.span()).and(list.span(), "list").with("count", counted(list));
    Some(match list.least == list.most && !list.is_open {
        true => finding.replace(rewritten(text, quantity, list.least as i128 * ONE)),
        false => finding,
    })
}

/// 10, or 9至10 where it cannot be told.
fn counted(list: &List) -> String {
    match list.least == list.most {
        true => list.least.to_string(),
        false => format!("{}—{}", list.least, list.most),
    }
}

/// 10个村分别为A、B, 两家入选，分别是A和B, 设置7个项目。分别为A、B
fn after_word(text: &str, word: Span) -> Option<(Quantity, List)> {
    let rest = text.get(word.end()..)?;
    let from = word.end() + rest.len() - rest.trim_start_matches(['：', ':', ' ']).len();
    let list = list_after(text, from);
    let quantity = count_before(text, word.start())?;
    let goes_on = matches!(list.stop, Some('；' | ';' | '：'));
    (names(text, &list) && !goes_on).then_some((quantity, list))
}

/// Whether the items are what is counted, and neither numbers (分别为3个、5个) nor points (一是…).
fn names(text: &str, list: &List) -> bool {
    const POINTS: [&str; 5] = ["一是", "一要", "第一", "首先", "其一"];
    let is_number = |item: &Span| {
        let ends_in_digit = item.of(text).ends_with(|c: char| c.is_ascii_digit() || "%％".contains(c));
        // What is quoted or in brackets counts nothing here.
        let plain = item.of(text).split(['《', '“', '（', '‘', '(']).next().unwrap_or_default().len();
        ends_in_digit || !quantities_in(text, Span::new(item.start(), item.start() + plain)).is_empty()
    };
    let is_point =
        |item: &Span| item.of(text) == "一" || POINTS.iter().any(|point| item.of(text).starts_with(point));
    let is_plain = !list.items.iter().any(is_number) && !list.items.first().is_some_and(is_point);
    is_plain && (!list.is_of_clauses || list.is_parallel(text))
}

/// The last count in the sentence before byte `at`, if it is the only one that can be meant.
fn count_before(text: &str, at: usize) -> Option<Quantity> {
    let low = ceil(text, at.saturating_sub(REACH));
    let before = text.get(low..at)?;
    let said = before.trim_end_matches(['。', '，', '；', ' ']);
    let sentence = said.rsplit(['。', '！', '？', '；', '\n']).next()?;
    let all = quantities_in(text, Span::new(low + said.len() - sentence.len(), at));
    let mut counts = all.iter().filter(|quantity| quantity.kind == Kind::Count);
    let last = counts.next_back().filter(|last| announces(text, last))?;
    let before = counts.next_back().and_then(|before| text.get(before.span().end()..last.span().start()));
    let is_one_of_several = before.is_some_and(|between| between.contains(['、', '和', '及']));
    (!is_one_of_several).then_some(*last)
}

/// 二十大, 十二届: no number of what is listed.
pub(super) fn is_title(text: &str, quantity: &Quantity) -> bool {
    match quantity.unit.of(text) {
        "届" | "次" | "期" => true,
        "大" => quantity.value > 10 * ONE,
        "国" => quantity.value == 2 * ONE,
        _ => false,
    }
}

/// A number that may be of a list behind it: no title, and none that closes a list (等25个).
fn announces(text: &str, quantity: &Quantity) -> bool {
    let before = text.get(..quantity.number.start()).unwrap_or_default();
    !is_title(text, quantity) && !before.trim_end().ends_with('等')
}

/// 5名同志：A、B、C
fn after_colon(text: &str, colon: Span) -> Option<(Quantity, List)> {
    let quantity = count_beside(text, colon.start()).or_else(|| count_in_brackets(text, colon.start()))?;
    let list = list_after(text, colon.end());
    // 《甲》《乙》《丙》 are several.
    let are_titles = |item: &str| item.starts_with('《') && item.ends_with('》');
    let is_short = list.items.iter().all(|item| item.len() <= SHORT || are_titles(item.of(text)));
    let ends = matches!(list.stop, None | Some('。' | '\n' | '）'));
    (is_short && ends && names(text, &list)).then_some((quantity, list))
}

/// 四位专家——A、B、C、D分别
fn after_dash(text: &str, dash: Span) -> Option<(Quantity, List)> {
    let quantity = count_beside(text, dash.start())?;
    let list = list_after(text, dash.end());
    let is_short = list.items.len() > 2 && list.items.iter().all(|item| item.len() <= SHORT);
    let is_quoted = text.get(..quantity.number.start())?.ends_with('“');
    (is_short && !is_quoted && !list.is_of_clauses && names(text, &list)).then_some((quantity, list))
}

/// 下辖11个乡镇，包括A镇、B镇、C乡
fn divided(text: &str, word: Span) -> Option<(Quantity, List)> {
    const DIVISIONS: [&str; 8] = ["镇", "乡", "街道", "村", "社区", "县", "区", "办事处"];
    let quantity = count_beside(text, word.start())?;
    let before = text.get(..quantity.number.start())?;
    let clause = before.rsplit(['，', '。', '；', '\n']).next()?;
    let list = list_after(text, word.end());
    let is_division = |item: &Span| DIVISIONS.iter().any(|kind| item.of(text).ends_with(kind));
    let noun: String = text.get(quantity.unit.end()..)?.chars().take(2).collect();
    // “六大工程”，即…工程、…工程
    let are_so_called = quantity.unit.of(text) == "大"
        && text.get(..quantity.number.start())?.ends_with('“')
        && list.items.iter().all(|item| item.of(text).ends_with(&noun));
    let is_whole = are_so_called || clause.contains('辖') && list.items.iter().all(is_division);
    (is_whole && !list.is_of_clauses).then_some((quantity, list))
}

/// 3家企业（A、B、C）
fn in_brackets(text: &str, open: Span) -> Option<(Quantity, List)> {
    let quantity = count_beside(text, open.start())?;
    let close = closed_at(text, open.start(), '（')?;
    let list = list_after(text, open.end());
    let is_whole = list.items.last()?.end() + '）'.len_utf8() == close;
    let is_kind = |item: &Span| KINDS.contains(&item.of(text)) || item.len() == '村'.len_utf8();
    let is_named = !list.items.iter().any(is_kind) && names(text, &list);
    (is_whole && is_named).then_some((quantity, list))
}

/// The count that the brackets before byte `at` hold and nothing else: 传统音乐（3项）：
pub(super) fn count_in_brackets(text: &str, at: usize) -> Option<Quantity> {
    let before = text.get(..at)?.strip_suffix('）')?;
    let open = before.rfind('（')? + '（'.len_utf8();
    let said = before.get(open..).filter(|said| said.len() <= BESIDE)?;
    let start = open + said.len() - said.trim_start_matches('共').len();
    let quantity = quantity_at(text, start)?;
    let is_whole = quantity.span().end() == before.len() && quantity.kind == Kind::Count;
    (is_whole && !is_title(text, &quantity)).then_some(quantity)
}

/// The count in the words right before byte `at`.
fn count_beside(text: &str, at: usize) -> Option<Quantity> {
    let low = ceil(text, at.saturating_sub(BESIDE));
    let clause =
        text.get(low..at)?.rsplit(['，', '。', '；', '、', '：', '！', '？', '\n', '（', '）']).next()?;
    let mut counts = quantities_in(text, Span::new(at - clause.len(), at)).into_iter();
    let last = counts.rfind(|quantity| quantity.kind == Kind::Count)?;
    // 3点： is a time.
    let is_time = last.unit.end() == at && last.unit.of(text) == "点";
    (announces(text, &last) && !is_time).then_some(last)
}
