//! A reference to what a regulation does not have: 违反本办法第二十四条 where the last one is
//! 第二十二条, 本办法第五条第三款 of an article with two paragraphs, 本办法第七章.

use crate::rules::{Check, Context, Finding, Options, Sink};
use crate::text::Span;
use crate::text::numerals::{Numeral, numeral_at};

/// What the regulation calls itself before the number of one of its articles.
const NEEDLES: [&str; 8] =
    ["本办法第", "本条例第", "本规定第", "本细则第", "本规则第", "本章程第", "本规程第", "本法第"];
/// What the last article of a whole regulation says.
const CLOSINGS: [&str; 4] = ["施行", "生效", "废止", "解释"];
/// What leads from one reference to the next.
const LINKS: [&str; 7] = ["、", "和", "或者", "或", "以及", "及", "至"];

struct MissingArticle;

pub(super) fn build(_: &Options) -> Result<Box<dyn Check>, String> {
    Ok(Box::new(MissingArticle))
}

impl Check for MissingArticle {
    fn needles(&self) -> Vec<&str> {
        NEEDLES.to_vec()
    }

    fn run(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let text = &context.reading.flow.text;
        if context.hits.is_empty() {
            return;
        }
        let starts: Vec<usize> = context.hits.iter().map(|hit| hit.span.end() - "第".len()).collect();
        for regulation in regulations(context) {
            let mut paragraphs = Paragraphs::default();
            let within = |at: usize| starts.partition_point(|&start| start < at);
            for &start in &starts[within(regulation.span.start())..within(regulation.span.end())] {
                regulation.look(text, start, &mut paragraphs, sink);
            }
            paragraphs.report(&regulation, sink);
        }
    }
}

/// What came of the references to paragraphs (款) of articles.
#[derive(Default)]
struct Paragraphs {
    /// References to a second paragraph or a later one that is there.
    held: usize,
    /// The articles that lack one that is referred to.
    lacking: Vec<(u64, Finding)>,
}

impl Paragraphs {
    /// Where several articles lack paragraphs, or no reference shows that paragraphs are whole in a long
    /// regulation, lines may have got lost.
    fn report(self, regulation: &Regulation, sink: &mut Sink<'_>) {
        let one = self.lacking.windows(2).all(|pair| pair[0].0 == pair[1].0);
        let is_sure = one && (self.held > 1 || regulation.articles.len() <= SHORT);
        for (_, finding) in self.lacking {
            sink.report(if is_sure { finding } else { finding.doubtful() });
        }
    }
}

/// The articles of a regulation that is read over at a glance.
const SHORT: usize = 12;

/// A regulation that stands there from its first article to its last.
pub(super) struct Regulation {
    pub span: Span,
    articles: Vec<Article>,
    /// The number of its last chapter, and where that stands.
    pub chapter: Option<(u64, Span)>,
}

struct Article {
    number: u64,
    /// 第五条
    span: Span,
    /// Its paragraphs, the items of its lists among them.
    paragraphs: Vec<Span>,
}

impl Regulation {
    /// The number of its last article, if none is missing or stands twice, and where that stands.
    pub(super) fn last(&self) -> Option<(u64, Span)> {
        let last = self.articles.last()?;
        (last.number == self.articles.len() as u64).then_some((last.number, last.span))
    }

    /// Follows the references from the first one at `start`: 第五条第三款、第七条第二款第四项.
    fn look(&self, text: &str, start: usize, paragraphs: &mut Paragraphs, sink: &mut Sink<'_>) {
        if let Some((number, span)) = part_at(text, start, "章") {
            if let Some((last, at)) = self.chapter.filter(|&(last, _)| number.value > last && last > 1) {
                let finding = Finding::at(span).saying("chapter").and(at, "last-chapter");
                sink.report(finding.with("last", last.to_string()));
            }
            return;
        }
        let mut at = Some(start);
        while let Some((number, span)) = at.and_then(|at| part_at(text, at, "条")) {
            let Some(last) = self.articles.last() else { return };
            if number.value > last.number {
                let finding = Finding::at(span).and(last.span, "last");
                sink.report(finding.with("last", last.span.of(text)));
            }
            let article = self.articles.iter().find(|article| article.number == number.value);
            let end = article.map_or(span.end(), |article| article.look(text, span, paragraphs, sink));
            let link = LINKS.iter().find(|link| text[end..].starts_with(**link));
            at = link.map(|link| end + link.len());
        }
    }
}

impl Article {
    /// Holds 第三款 and 第四项 behind the reference `article` against what the article has, and says
    /// where they end.
    fn look(&self, text: &str, article: Span, others: &mut Paragraphs, sink: &mut Sink<'_>) -> usize {
        let paragraph = part_at(text, article.end(), "款");
        let mut end = paragraph.as_ref().map_or(article.end(), |(_, span)| span.end());
        let count = self.paragraphs.iter().filter(|paragraph| item(text, **paragraph).is_none()).count();
        if let Some((number, span)) = paragraph {
            let finding = Finding::at(article.to(span)).saying("paragraph").and(self.span, "article");
            let finding = finding.with("count", count.to_string()).with("article", self.span.of(text));
            match number.value as usize > count {
                true => others.lacking.push((self.number, finding)),
                false => others.held += usize::from(number.value > 1),
            }
        }
        let last = self.last_item(text);
        while let Some((number, span)) = part_at(text, end, "项") {
            end = span.end();
            if let Some(last) = last.filter(|&last| number.value > last) {
                let finding = Finding::at(article.to(span)).saying("item").and(self.span, "article");
                sink.report(finding.with("count", last.to_string()).with("article", self.span.of(text)));
            }
            let link = LINKS.iter().find(|link| {
                text[end..].strip_prefix(**link).is_some_and(|rest| part_at(rest, 0, "项").is_some())
            });
            end += link.map_or(0, |link| link.len());
        }
        end
    }
}

impl Article {
    /// The number of its last item, where its lists are whole: a full stop ends them.
    fn last_item(&self, text: &str) -> Option<u64> {
        let items =
            self.paragraphs.iter().filter_map(|paragraph| Some((item(text, *paragraph)?, *paragraph)));
        let (number, paragraph) = items.max_by_key(|&(number, _)| number)?;
        paragraph.of(text).ends_with('。').then_some(number)
    }
}

/// The number of an item （四）….
fn item(text: &str, paragraph: Span) -> Option<u64> {
    let inner = paragraph.of(text).trim_start();
    let number = numeral_at(inner.strip_prefix(['（', '('])?, 0)?;
    let rest = inner.get('（'.len_utf8() + number.span.end()..)?;
    rest.starts_with(['）', ')']).then_some(number.value)
}

/// The regulations of the document of which no article is missing.
pub(super) fn regulations(context: &Context<'_>) -> Vec<Regulation> {
    let flow = &context.reading.flow;
    let (mut regulations, mut run) = (Vec::new(), Regulation::empty());
    let mut chapters: Option<(u64, Span)> = None;
    for paragraph in &flow.paragraphs {
        if let Some((number, span)) = part_at(&flow.text, paragraph.span.start(), "章") {
            chapters = Some((number.value, span));
        }
        match part_at(&flow.text, paragraph.span.start(), "条") {
            Some((number, span)) => {
                if number.value == 1 {
                    regulations.push(std::mem::replace(&mut run, Regulation::empty()));
                    chapters = chapters.filter(|&(chapter, _)| chapter == 1);
                }
                run.chapter = chapters;
                run.articles.push(Article { number: number.value, span, paragraphs: vec![paragraph.span] });
            }
            None => {
                if let Some(article) = run.articles.last_mut() {
                    article.paragraphs.push(paragraph.span);
                }
            }
        }
    }
    regulations.push(run);
    regulations.into_iter().filter_map(|regulation| regulation.whole(&flow.text)).collect()
}

impl Regulation {
    fn empty() -> Self {
        Regulation { span: Span::default(), articles: Vec::new(), chapter: None }
    }

    /// The regulation with its extent, if it is there from its first article to its last.
    fn whole(mut self, text: &str) -> Option<Self> {
        let (first, last) = (self.articles.first()?, self.articles.last()?);
        let closing = last.paragraphs.first()?;
        let closes = CLOSINGS.iter().any(|word| closing.of(text).contains(word));
        // One number may be skipped or stand twice: another rule speaks of it.
        let is_whole = first.number == 1 && last.number.abs_diff(self.articles.len() as u64) <= 1 && closes;
        self.span = first.span.to(*closing);
        is_whole.then_some(self)
    }
}

/// 第二十四条 at byte `at`, and not 第二十四条之一; 第三款, 第（四）项 and 第四章 likewise.
fn part_at(text: &str, at: usize, kind: &str) -> Option<(Numeral, Span)> {
    let inner = text.get(at..)?.strip_prefix('第')?;
    let bracketed = inner.strip_prefix(['（', '(']).filter(|_| kind == "项");
    let start = at + "第".len() + bracketed.map_or(0, |rest| inner.len() - rest.len());
    let number = numeral_at(text, start)?;
    let rest = text.get(number.span.end()..)?;
    let closed = bracketed.map_or(Some(rest), |_| rest.strip_prefix(['）', ')']))?;
    let after = closed.strip_prefix(kind).filter(|after| !after.starts_with('之'))?;
    Some((number, Span::new(at, text.len() - after.len())))
}
