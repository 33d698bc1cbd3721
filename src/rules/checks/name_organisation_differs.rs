//! One body under two names that differ by a slip.

use crate::facts::organisations::differing;
use crate::rules::{Check, Context, Finding, Options, Sink};
use crate::text::words::is_word;

/// What the names of bodies end with.
const KINDS: &str = "局 委 办 厅 公司 集团 中心 小组 专班 指挥部 大学 学院 学校 中学 小学 医院 法院 检察院 研究院 卫生院 \
    敬老院 银行 合作社 联盟 研究所 派出所 供电所 开发区 管理处 管理站 管理所 博物馆 图书馆 纪念馆 文化馆 服务站 支队 大队 \
    救援队 工作队 委员会 协会 学会 联合会 研究会 促进会 商会 总工会 基金会 管委会 组委会 常委会 红十字会";

struct OrganisationDiffers;

pub(super) fn build(_: &Options) -> Result<Box<dyn Check>, String> {
    Ok(Box::new(OrganisationDiffers))
}

impl Check for OrganisationDiffers {
    fn needles(&self) -> Vec<&str> {
        KINDS.split(' ').collect()
    }

    fn run(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let flow = &context.reading.flow;
        let kinds = context.hits.iter().map(|hit| hit.span).filter(|kind| {
            let next = flow.text[kind.end()..].chars().next().unwrap_or('\n');
            let last = kind.of(&flow.text).chars().next_back().unwrap_or('\n');
            let before = flow.text[..kind.end() - last.len_utf8()].chars().next_back().unwrap_or('\n');
            let is_act = matches!((before, last), ('举' | '主' | '承' | '协' | '开' | '兴' | '联', '办'));
            !is_act && !is_word(last, next)
        });
        for name in differing(&flow.text, &kinds.collect::<Vec<_>>()) {
            let finding =
                Finding::at(name.span).with("count", name.count.to_string()).and(name.other, "other");
            sink.report(finding.replace(flow.of(name.other)));
        }
    }
}
