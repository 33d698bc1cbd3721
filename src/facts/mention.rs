//! Words that a text speaks of and does not use: `把“再接再厉”写成“再接再励”`.

use crate::bulletin::Flow;
use crate::text::Span;
use crate::text::affix::ending_in;
use crate::text::boundary::floor;

/// Where one of these stands in a paragraph, quoted words may be examples of how not to write.
const ABOUT_WRITING: [&str; 19] = [
    "错别字",
    "错字",
    "别字",
    "笔误",
    "错写",
    "错成",
    "误写",
    "误作",
    "误为",
    "误用",
    "误植",
    "写成",
    "写作",
    "写错",
    "讹为",
    "讹作",
    "”应为",
    "更正",
    "勘误",
];

/// How far around a place such a word is looked for, in bytes.
const REACH: usize = 600;

/// True where the paragraph around `span` speaks of how words are written, and the characters at
/// `span` are quoted or stand right behind one of its verbs.
pub fn is_mention(flow: &Flow, span: Span) -> bool {
    let paragraph = flow.paragraphs.get(flow.paragraph_index(span.start()));
    paragraph.is_some_and(|paragraph| is_mentioned(&flow.text, paragraph.span, span))
}

fn is_mentioned(text: &str, paragraph: Span, span: Span) -> bool {
    let from = floor(text, span.start().saturating_sub(REACH)).max(paragraph.start());
    let to = floor(text, (span.end() + REACH).min(paragraph.end()));
    let (Some(before), Some(around)) = (text.get(from..span.start()), text.get(from..to)) else {
        return false;
    };
    let quoted =
        [['“', '”'], ['‘', '’']].iter().any(|[open, close]| before.rfind(*open) > before.rfind(*close));
    (quoted || ending_in(before, &ABOUT_WRITING).is_some())
        && ABOUT_WRITING.iter().any(|word| around.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mentions(text: &str, words: &str) -> bool {
        let at = text.find(words).unwrap();
        is_mentioned(text, Span::new(0, text.len()), Span::new(at, at + words.len()))
    }

    #[test]
    fn what_is_quoted_as_wrong_is_not_used() {
        assert!(mentions("有人把“川流不息”写成“穿流不息”。", "穿流不息"));
        assert!(mentions("“迫不急待！”“再接再励！”她一个一个写下错字。", "再接再励"));
        assert!(mentions("第6页第9行“一愁莫展”应为“一筹莫展”。", "一愁莫展"));
        assert!(mentions("川流不息常误作穿流不息。", "穿流不息"));
        assert!(!mentions("他说：“我们要再接再励。”", "再接再励"));
        assert!(!mentions("我们要再接再励，少写错别字。", "再接再励"));
    }
}
