//! Regular expressions as packs write them: with named classes such as `{汉}`, checked when the
//! pack is read and compiled when first needed.

use std::ops::Range;
use std::sync::OnceLock;

use regex_automata::meta::Regex;
use regex_syntax::hir::Hir;

use super::super::Problem;
use super::super::toml::{At, Reader, words};

/// The named classes by name. All but the last stand for one character, inside `[…]` too.
pub const CLASSES: &[(&str, &str)] = &[
    ("汉", r"[\u{4e00}-\u{9fff}\u{3400}-\u{4dbf}\u{f900}-\u{faff}\u{20000}-\u{323af}]"),
    ("标点", "[，。、；：？！…—～·“”‘’（）《》〈〉【】〔〕「」『』]"),
    ("句末", "[。？！…]"),
    ("停顿", "[，。、；：？！…—\u{3000} ]"),
    ("数", "[0-9０-９]"),
    ("汉数", "[〇零一二三四五六七八九十百千万亿两]"),
    ("字母", "[A-Za-zＡ-Ｚａ-ｚ]"),
    ("空", r"[ \t\u{a0}\u{3000}]"),
    (
        "姓",
        "[王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔\
         钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康施文牛樊葛邢安齐\
         易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管\
         柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬]",
    ),
];

/// A regular expression that is known to be valid.
#[derive(Clone, Debug)]
pub struct Expression {
    source: String,
    compiled: OnceLock<Option<Regex>>,
}

impl Expression {
    /// Parses what a pack writes; what is wrong with it goes to the reader, with its place.
    pub fn parse(written: &At<String>, reader: &mut Reader) -> Option<(Self, Hir)> {
        let expanded = expand(&written.value);
        if let Some(problem) = unknown_class(written) {
            reader.problems.push(problem);
            return None;
        }
        match regex_syntax::parse(&expanded.text) {
            Ok(hir) => Some((Expression { source: expanded.text, compiled: OnceLock::new() }, hir)),
            Err(error) => {
                reader.problems.push(problem(written, &expanded, &error));
                None
            }
        }
    }

    /// The expression that finds what any of `written` finds.
    pub fn any_of(written: &[At<String>], reader: &mut Reader) -> Option<Self> {
        let mut parts = Vec::with_capacity(written.len());
        for one in written {
            parts.push(format!("(?:{})", Expression::parse(one, reader)?.0.source));
        }
        let source = parts.join("|");
        (!parts.is_empty()).then(|| Expression { source, compiled: OnceLock::new() })
    }

    /// The expression that must match up to the very end of what it is given.
    pub fn anchored_at_end(self) -> Self {
        Expression { source: format!(r"(?:{})\z", self.source), compiled: OnceLock::new() }
    }

    /// The compiled expression; none where it is too large to be compiled.
    pub fn regex(&self) -> Option<&Regex> {
        self.compiled.get_or_init(|| Regex::new(&self.source).ok()).as_ref()
    }
}

/// An expression with its classes put in, and where its parts come from.
struct Expanded {
    text: String,
    /// Pairs of an offset in `text` and the one in the original, at the end of each class.
    places: Vec<(usize, usize)>,
}

fn expand(written: &str) -> Expanded {
    let mut expanded = Expanded { text: String::with_capacity(written.len()), places: Vec::new() };
    let mut rest = written;
    while let Some(open) = rest.find('{') {
        let (before, after) = rest.split_at(open);
        expanded.text.push_str(before);
        let class = CLASSES
            .iter()
            .find_map(|(name, class)| Some((class, after[1..].strip_prefix(name)?.strip_prefix('}')?)));
        rest = match class {
            Some((class, tail)) => {
                expanded.text.push_str(class);
                expanded.places.push((expanded.text.len(), written.len() - tail.len()));
                tail
            }
            None => {
                expanded.text.push('{');
                &after[1..]
            }
        };
    }
    expanded.text.push_str(rest);
    expanded
}

impl Expanded {
    /// The offset in the original of byte `at` of the text.
    fn original(&self, at: usize) -> usize {
        let known = self.places.iter().rev().find(|(new, _)| *new <= at);
        known.map_or(at, |(new, old)| old + at - new)
    }
}

fn problem(written: &At<String>, expanded: &Expanded, error: &regex_syntax::Error) -> Problem {
    let (what, span) = match error {
        regex_syntax::Error::Parse(error) => (error.kind().to_string(), Some(error.span())),
        regex_syntax::Error::Translate(error) => (error.kind().to_string(), Some(error.span())),
        _ => (error.to_string(), None),
    };
    let inner = span.map(|s| expanded.original(s.start.offset)..expanded.original(s.end.offset));
    let message = words(format!("正则表达式有误：{what}"), format!("invalid regular expression: {what}"));
    Problem::new(place(written, inner), message)
}

/// The bytes of the TOML file that `inner` of the written text stands at; a text between single
/// quotation marks stands there as it is, of another its whole is meant.
fn place(written: &At<String>, inner: Option<Range<usize>>) -> Range<usize> {
    match inner {
        Some(inner) if written.span.len() == written.value.len() + 2 && inner.end <= written.value.len() => {
            let start = written.span.start + 1;
            start + inner.start..start + inner.end.max(inner.start + 1).min(written.value.len())
        }
        _ => written.span.clone(),
    }
}

/// A class in braces that there is none of.
fn unknown_class(written: &At<String>) -> Option<Problem> {
    let text = &written.value;
    let (start, name) = text.match_indices('{').find_map(|(at, _)| {
        let name = text[at + 1..].split_once('}')?.0;
        let known = CLASSES.iter().any(|(class, _)| *class == name);
        (!known && name.contains(crate::text::chars::is_han)).then_some((at, name))
    })?;
    let known: Vec<String> = CLASSES.iter().map(|(class, _)| format!("{{{class}}}")).collect();
    let known = known.join(" ");
    let message = words(format!("没有“{{{name}}}”这一类字"), format!("there is no class “{{{name}}}”"));
    let help = words(format!("可用：{known}"), format!("known: {known}"));
    Some(Problem::new(place(written, Some(start..start + name.len() + 2)), message).help(help))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(written: &str) -> Result<Expression, Vec<Problem>> {
        let mut reader = Reader::default();
        let at = At { value: written.to_owned(), span: 10..12 + written.len() };
        let found = Expression::parse(&at, &mut reader);
        found.map(|(expression, _)| expression).ok_or(reader.problems)
    }

    #[test]
    fn every_class_is_valid_alone_and_among_other_characters() {
        for (name, _) in CLASSES {
            for written in [format!("{{{name}}}{{2,3}}"), format!("[{{{name}}}x]")] {
                assert!(parsed(&written).is_ok_and(|e| e.regex().is_some()), "{written}");
            }
        }
    }

    #[test]
    fn an_error_stands_where_it_was_written() {
        let Err(problems) = parsed("{汉}(a") else { panic!("no error") };
        let start = 11 + "{汉}".len();
        assert_eq!(problems[0].span, start..start + 1);
    }

    #[test]
    fn an_unknown_class_is_named() {
        let Err(problems) = parsed("{漢}") else { panic!("no error") };
        assert!(problems[0].message.zh.contains("{漢}"));
        assert_eq!(problems[0].span, 11..16);
    }
}
