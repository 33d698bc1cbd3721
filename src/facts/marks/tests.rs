//! What the marks of small texts are found to be.

use super::*;
use crate::bulletin::Reading;
use crate::source::Document;

fn marks(text: &str) -> (String, Marks) {
    let reading = Reading::new(&Document::from_text("t.txt", text));
    (reading.flow.text.clone(), Marks::new(&reading.flow))
}

/// The lone halves, each with the character after or before it.
fn lone(text: &str) -> Vec<String> {
    let (text, marks) = marks(text);
    marks.lone.iter().map(|mark| text[mark.span.start()..].chars().take(3).collect()).collect()
}

#[test]
fn a_half_without_a_partner_is_found() {
    assert_eq!(lone("推进“五星支部创建工作。"), ["“五星"]);
    assert_eq!(lone("《关于加强管理的通知要求各单位落实。"), ["《关于"]);
    assert_eq!(lone("市政府党组（扩大会议召开"), ["（扩大"]);
    assert_eq!(lone("印发《方案》》后"), ["》后\n"]);
    assert_eq!(lone("推进“五星支部创建，开展“两优”评选"), ["“五星"]);
    assert_eq!(lone("（一）加强领导\n二）狠抓落实"), ["）狠抓"]);
    assert_eq!(lone("（1）加强领导\n2）狠抓落实"), ["）狠抓"]);
    assert_eq!(lone("壮大5+5”产业集群"), ["”产业"]);
}

#[test]
fn what_needs_no_partner_is_left_alone() {
    for text in [
        "“第一段引文。\n“第二段引文。\n“第三段引文。”",
        "他说：“第一段引文。\n“第二段引文。”",
        "1）组织申报；2）专家评审（含复评）；a）b）",
        "》》点击图片进入专题《《",
        "历时5’30”，买了13”液晶屏，’99世博会，O’Brien与workers’ day",
        "将第三条修改为：“第三条 本办法所称设施，\n是指下列各项。\n第二款改为其他。”",
        "二、第九条修改为：“依法应当报批的，报批。“建设单位可以委托机构。“费用另定。”三、删去第十条。",
        "审议通过《关于深化改革\n的实施方案》《关于加快建设的意见》",
        "（一九九〇年通过\n二〇〇一年修订）",
    ] {
        assert_eq!(lone(text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn a_bracket_of_both_widths_is_one_pair() {
    let (text, marks) = marks("市委常委会(扩大）会议（第1次)召开");
    let pairs: Vec<_> = marks.pairs.iter().map(|pair| (pair.kind, pair.span().of(&text))).collect();
    assert_eq!(pairs, [(Kind::Round, "(扩大）"), (Kind::Round, "（第1次)")]);
    assert!(marks.lone.is_empty());
}

#[test]
fn crossing_pairs_are_whole_pairs() {
    let (text, marks) = marks("“学习《条例”》活动");
    assert!(marks.lone.is_empty() && marks.reversed.is_empty());
    assert_eq!(marks.crossed, [(0, 1)]);
    assert_eq!(marks.pairs[1].span().of(&text), "《条例”》");
}

#[test]
fn quotes_turned_round_are_no_lone_quotes() {
    let both = marks("坚持”一国两制“方针").1;
    assert!(matches!(both.reversed[..], [Reversed::Both(..)]));
    let end = marks("“放管服“改革和“一网通办”工作").1;
    assert!(matches!(end.reversed[..], [Reversed::One { wrong, .. }] if wrong.opens));
    let start = marks("他说：”我们有信心，也有办法。”").1;
    assert!(matches!(start.reversed[..], [Reversed::One { wrong, .. }] if !wrong.opens));
    let asked = marks("记者：”您为谁辛苦？为谁忙？“").1;
    assert!(matches!(asked.reversed[..], [Reversed::Both(..)]));
    let apart = marks("开展廉政教育”，推进“放管服改革").1;
    assert!(apart.reversed.is_empty() && apart.lone.len() == 2);
    assert!(both.lone.is_empty() && end.lone.is_empty() && start.lone.is_empty());
}

#[test]
fn halves_of_two_kinds_are_one_mismatch() {
    let (_, marks) = marks("坚持“一体两翼’共同发展的思路");
    assert!(marks.lone.is_empty());
    assert!(matches!(
        marks.mismatched[..],
        [(Mark { kind: Kind::Quote, .. }, Mark { kind: Kind::InnerQuote, .. })]
    ));
}

#[test]
fn a_place_knows_the_pairs_around_it() {
    let (text, marks) = marks("开展“学习《条例（试行）》”活动（含县区）");
    let at = |c: char| text.find(c).unwrap();
    let around: Vec<_> = marks.around(at('试')).map(|pair| pair.kind).collect();
    assert_eq!(around, [Kind::Round, Kind::Title, Kind::Quote]);
    assert!(marks.inside(at('学'), Kind::Quote) && !marks.inside(at('学'), Kind::Title));
    assert!(!marks.inside(at('活'), Kind::Quote));
    assert_eq!(marks.around(at('《')).count(), 1);
}

#[test]
fn odd_characters_are_seen() {
    let (text, marks) = marks("洛\u{200b}阳２０２３年,王\u{e5f9}\u{fffd}8:30");
    let of = |span: &Span| span.of(&text).to_owned();
    assert_eq!(marks.hidden.iter().map(of).collect::<Vec<_>>(), ["\u{200b}", "\u{e5f9}", "\u{fffd}"]);
    assert_eq!(marks.wide.iter().map(of).collect::<Vec<_>>(), ["２０２３"]);
    assert_eq!(marks.narrow.len(), 1);
}

#[test]
fn deep_nesting_stays_cheap() {
    let deep = format!("{}{}", "（".repeat(200_000), "）".repeat(200_000));
    let (text, marks) = marks(&deep);
    assert_eq!(marks.pairs.len(), 200_000);
    assert!((0..text.len()).step_by(999).all(|at| marks.around(at).count() <= DEEPEST + 1));
}
