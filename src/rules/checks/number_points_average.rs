//! A rate that is so many per cent below the average rate, and means points: 完成率为37.5%…，比全市平均水平低1.6%.

use crate::facts::quantities::{Quantity, quantities_in, quantity_at};
use crate::rules::{Check, Context, Finding, Options, Sink};
use crate::text::Span;
use crate::text::boundary::ceil;
use crate::text::numerals::Script;

const NEEDLES: [&str; 3] = ["平均水平", "平均值", "平均率"];
const APART: [&str; 8] = ["低了", "高了", "低出", "高出", "低", "高", "多", "少"];
/// How far before the word the rates may stand, in bytes; they may be of the line above.
const REACH: usize = 360;
/// What is counted or measured otherwise grows by per cent.
const RATES: [&str; 5] = ["率", "占比", "比重", "覆盖面", "满意度"];

struct PointsAverage;

pub(super) fn build(_: &Options) -> Result<Box<dyn Check>, String> {
    Ok(Box::new(PointsAverage))
}

impl Check for PointsAverage {
    fn needles(&self) -> Vec<&str> {
        NEEDLES.to_vec()
    }

    fn run(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let text = &context.reading.flow.text;
        for hit in context.hits {
            if let Some(said) = said(text, hit.span).filter(|_| is_of_rates(context, hit.span)) {
                sink.report(Finding::at(said.unit).replace("个百分点"));
            }
        }
    }
}

/// 1.6% in 比全市平均水平低1.6%.
fn said(text: &str, word: Span) -> Option<Quantity> {
    let rest = text.get(word.end()..)?;
    let apart = APART.iter().find(|apart| rest.starts_with(**apart))?;
    quantity_at(text, word.end() + apart.len()).filter(|said| is_percent(text, said))
}

fn is_percent(text: &str, quantity: &Quantity) -> bool {
    matches!(quantity.unit.of(text), "%" | "％")
}

/// Whether rates alone are spoken of before `word`, in its article.
fn is_of_rates(context: &Context<'_>, word: Span) -> bool {
    let text = &context.reading.flow.text;
    let article = context.reading.issue_at(word.start()).and_then(|issue| issue.article_at(word.start()));
    let low = word.start().saturating_sub(REACH).max(article.map_or(0, |article| article.headline.start()));
    let low = ceil(text, low);
    let before = Span::new(low, word.start());
    let Some(rate) = RATES.iter().filter_map(|word| before.of(text).rfind(word)).max() else { return false };
    let quantities = quantities_in(text, Span::new(low + rate, word.start()));
    // 比去年增长3%: a change of the rate is no rate.
    let grows = ["增长率", "增长", "利率", "效率", "概率"].iter().any(|word| before.of(text).contains(word));
    let is_amount = |one: &Quantity| {
        let unit = one.unit.of(text);
        // 三元区 is a place.
        one.script == Script::Arabic
            && matches!(unit, "元" | "吨" | "人" | "亩" | "公斤" | "小时" | "天" | "人次")
    };
    !grows && quantities.iter().any(|one| is_percent(text, one)) && !quantities.iter().any(is_amount)
}
