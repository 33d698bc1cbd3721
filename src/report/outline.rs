//! `kanwu outline`: a bulletin as it was understood, on one page to proof the contents from.

use std::io::{self, Write};

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::bulletin::{Article, Dateline, Issue, Pages, Period, Reading, longest_rising};
use crate::rules::Lang;
use crate::source::Document;
use crate::text::Span;

/// The widest headline that is shown whole, in columns.
const HEADLINE: usize = 52;

/// One document with what was recovered from it.
#[derive(Clone, Copy)]
pub struct Outline<'a> {
    pub document: &'a Document,
    pub reading: &'a Reading,
    /// The period that the house configures.
    pub period: Option<Period>,
}

impl<'a> Outline<'a> {
    /// The period that holds for `issue`, and where it is known from.
    pub(super) fn period(&self, issue: &Issue) -> Option<(Period, Source)> {
        let configured = self.period.map(|period| (period, Source::Configured));
        let source = |period: Period| if period.written { Source::Written } else { Source::Inferred };
        configured.or_else(|| issue.period.map(|period| (period, source(period))))
    }

    pub(super) fn text(&self, span: Span) -> &'a str {
        self.reading.flow.of(span)
    }

    /// The line of the document that `span` of the flow begins in.
    fn line(&self, span: Span) -> usize {
        self.document.lines.index(self.reading.flow.to_document(span).start()) + 1
    }
}

/// How a period is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Source {
    Configured,
    Written,
    Inferred,
}

/// Writes `outline` for a person.
pub fn human(out: &mut dyn Write, outline: &Outline<'_>, lang: Lang) -> io::Result<()> {
    for issue in &outline.reading.issues {
        writeln!(out, "{}", title(outline, issue, lang))?;
        let page = Page { outline, issue, lang, headline: headline_width(outline, issue) };
        page.articles(out)?;
        page.unmatched(out)?;
    }
    Ok(())
}

/// Name, period, how much of everything.
fn title(outline: &Outline<'_>, issue: &Issue, lang: Lang) -> String {
    let zh = lang == Lang::Zh;
    let mut title = outline.document.name.display().to_string();
    match outline.period(issue) {
        Some((period, source)) => {
            let known = match (source, zh) {
                (Source::Configured, true) => "（据配置）",
                (Source::Configured, false) => " (configured)",
                (Source::Written, true) => "（据文中所写）",
                (Source::Written, false) => " (written in the text)",
                (Source::Inferred, true) => "（据正文日期推定）",
                (Source::Inferred, false) => " (from the dates in the text)",
            };
            title += &format!(" · {}{known}", period_text(period, lang));
        }
        None => title += if zh { " · 起止时间不明" } else { " · period unknown" },
    }
    match &issue.contents {
        Some(contents) if zh => title += &format!(" · 目录 {} 条", contents.entries.len()),
        Some(contents) => title += &format!(" · {} in contents", contents.entries.len()),
        None => title += if zh { " · 没有目录" } else { " · no contents" },
    }
    title += &match zh {
        true => format!(" · 正文 {} 条", issue.articles.len()),
        false => format!(" · {} articles", issue.articles.len()),
    };
    let folios = issue.contents.iter().flat_map(|contents| &contents.entries).filter_map(|entry| entry.folio);
    let folios = || folios.clone().filter(|folio| !folio.roman).map(|folio| folio.number);
    if let (Some(first), Some(last)) = (folios().min(), folios().max()) {
        title += &match zh {
            true => format!(" · 第 {first}—{last} 页"),
            false => format!(" · pages {first}–{last}"),
        };
    }
    title
}

fn period_text(period: Period, lang: Lang) -> String {
    let (first, last) = (period.first, period.last);
    let whole_month = first == first.first_of_month() && last == first.last_of_month();
    match lang {
        Lang::Zh if whole_month => format!("{}年{}月", first.year(), first.month()),
        Lang::Zh => {
            let day =
                |date: jiff::civil::Date| format!("{}年{}月{}日", date.year(), date.month(), date.day());
            if first == last { day(first) } else { format!("{}至{}", day(first), day(last)) }
        }
        Lang::En if whole_month => format!("{}-{:02}", first.year(), first.month()),
        Lang::En if first == last => first.to_string(),
        Lang::En => format!("{first} to {last}"),
    }
}

fn headline_width(outline: &Outline<'_>, issue: &Issue) -> usize {
    let widths = issue.articles.iter().map(|article| outline.text(article.headline).width());
    widths.max().unwrap_or_default().min(HEADLINE)
}

/// The page of one issue.
struct Page<'a> {
    outline: &'a Outline<'a>,
    issue: &'a Issue,
    lang: Lang,
    headline: usize,
}

impl Page<'_> {
    /// The articles in the order of the body, each under its section.
    fn articles(&self, out: &mut dyn Write) -> io::Result<()> {
        let mut section = None;
        let in_order = self.in_order();
        for (index, article) in self.issue.articles.iter().enumerate() {
            if article.section.is_some() && article.section != section {
                section = article.section;
                writeln!(out, "◆ {}", self.section(section))?;
            }
            writeln!(out, "{}", self.article(index, article, in_order[index]).trim_end())?;
        }
        Ok(())
    }

    /// Whether each article stands where the contents have it: the fewest that must move do not.
    fn in_order(&self) -> Vec<bool> {
        let entries: Vec<u32> = self
            .issue
            .articles
            .iter()
            .filter_map(|article| article.entry.map(|entry| entry as u32))
            .collect();
        let mut kept = longest_rising(&entries).into_iter();
        let article = |article: &Article| article.entry.is_none() || kept.next().unwrap_or(true);
        self.issue.articles.iter().map(article).collect()
    }

    /// The titles from the highest section down to `section`.
    fn section(&self, mut section: Option<usize>) -> String {
        let mut titles = Vec::new();
        // A broken chain of parents must not go round for ever.
        while let Some(found) = section.and_then(|index| self.issue.sections.get(index)) {
            titles.push(found.title.as_str());
            section = found.parent.filter(|_| titles.len() <= self.issue.sections.len());
        }
        titles.reverse();
        titles.join(" › ")
    }

    fn article(&self, index: usize, article: &Article, in_order: bool) -> String {
        let headline = fitted(self.outline.text(article.headline), self.headline);
        let date = fitted(&article.dateline.map(|dateline| self.date(dateline)).unwrap_or_default(), 16);
        let folio = fitted(&self.folio(article), 10);
        let line = self.outline.line(article.headline);
        let pages =
            if self.is_telling(article) { pages_text(article.pages, self.lang) } else { String::new() };
        let (place, order) = match self.lang {
            Lang::Zh => (format!("正文 {line} 行"), "  次序 ✗"),
            Lang::En => (format!("line {line}"), "  order ✗"),
        };
        let order = if in_order { "" } else { order };
        format!("{:>4}  {headline}  {date}  {folio}  {place}{pages}{order}", index + 1)
    }

    /// Whether the pages that the article can be on say more than the contents do.
    fn is_telling(&self, article: &Article) -> bool {
        let entries = self.issue.contents.as_ref().map(|contents| &contents.entries);
        let folio = entries.zip(article.entry).and_then(|(entries, index)| entries.get(index)?.folio);
        folio.is_none_or(|folio| !folio.roman && !is_possible(article.pages, folio.number))
    }

    /// The dateline as it is written, white space left out.
    fn date(&self, dateline: Dateline) -> String {
        self.outline.text(dateline.span).split_whitespace().collect()
    }

    /// The printed page number in the contents, crossed where the article cannot be on that page.
    fn folio(&self, article: &Article) -> String {
        let contents = self.issue.contents.as_ref();
        let Some(contents) = contents else { return String::new() };
        let entry = article.entry.and_then(|index| contents.entries.get(index));
        let name = if self.lang == Lang::Zh { "目录" } else { "p." };
        match entry.map(|entry| entry.folio) {
            None if self.lang == Lang::Zh => "目录无 ✗".to_owned(),
            None => "not in ✗".to_owned(),
            Some(None) => format!("{name} —"),
            Some(Some(folio)) => {
                let possible = folio.roman || is_possible(article.pages, folio.number);
                format!("{name} {}{}", folio.number, if possible { "" } else { " ✗" })
            }
        }
    }

    /// What stands in the contents and was not found in the body.
    fn unmatched(&self, out: &mut dyn Write) -> io::Result<()> {
        let entries = self.issue.contents.iter().flat_map(|contents| &contents.entries);
        let mut lost = entries.filter(|entry| entry.article.is_none()).peekable();
        if lost.peek().is_some() {
            let zh = "◆ 目录有而正文没有找到";
            writeln!(
                out,
                "{}",
                if self.lang == Lang::Zh { zh } else { "◆ In the contents, not found in the body" }
            )?;
        }
        for entry in lost {
            let headline = fitted(self.outline.text(entry.headline), self.headline);
            let folio = entry.folio.map_or("—".to_owned(), |folio| folio.number.to_string());
            let line = self.outline.line(entry.headline);
            match self.lang {
                Lang::Zh => writeln!(out, "   ✗  {headline}  目录 {folio}  第 {line} 行")?,
                Lang::En => writeln!(out, "   ✗  {headline}  p. {folio}  line {line}")?,
            }
        }
        Ok(())
    }
}

fn is_possible(pages: Pages, folio: u32) -> bool {
    pages.first.is_none_or(|first| first <= folio) && pages.last.is_none_or(|last| folio <= last)
}

fn pages_text(pages: Pages, lang: Lang) -> String {
    let zh = lang == Lang::Zh;
    match (pages.first, pages.last) {
        (None, None) => String::new(),
        (Some(page), Some(last)) if page == last && pages.exact && zh => format!("（第 {page} 页）"),
        (Some(page), Some(last)) if page == last && pages.exact => format!(" (page {page})"),
        (Some(page), Some(last)) if page == last && zh => format!("（应在 {page} 页）"),
        (Some(page), Some(last)) if page == last => format!(" (on {page})"),
        (Some(first), Some(last)) if zh => format!("（应在 {first}—{last} 页）"),
        (Some(first), Some(last)) => format!(" (on {first}–{last})"),
        (Some(first), None) if zh => format!("（应在 {first} 页或其后）"),
        (Some(first), None) => format!(" (on {first} or later)"),
        (None, Some(last)) if zh => format!("（应在 {last} 页或其前）"),
        (None, Some(last)) => format!(" (on {last} or earlier)"),
    }
}

/// `text` on one line in exactly `width` columns: filled up, or cut with an ellipsis.
fn fitted(text: &str, width: usize) -> String {
    let mut out = String::new();
    let mut columns = 0;
    let whole = text.width() <= width;
    let room = if whole { width } else { width.saturating_sub(1) };
    for c in text.chars() {
        let c = if c.is_control() { ' ' } else { c };
        let next = columns + c.width().unwrap_or_default();
        if next > room {
            break;
        }
        out.push(c);
        columns = next;
    }
    if !whole {
        out.push('…');
        columns += 1;
    }
    out.extend(std::iter::repeat_n(' ', width.saturating_sub(columns)));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_filled_up_or_cut() {
        assert_eq!(fitted("开封", 6), "开封  ");
        assert_eq!(fitted("开封府志", 6), "开封… ");
        assert_eq!(fitted("", 2), "  ");
    }

    #[test]
    fn a_text_without_contents_has_an_outline_too() {
        let document = Document::from_text("memo.txt", "会议定于下周召开。\n");
        let reading = Reading::new(&document);
        let mut out = Vec::new();
        human(&mut out, &Outline { document: &document, reading: &reading, period: None }, Lang::Zh).unwrap();
        let text = String::from_utf8(out).unwrap();
        assert!(text.starts_with("memo.txt · 起止时间不明 · 没有目录"), "{text}");
    }
}
