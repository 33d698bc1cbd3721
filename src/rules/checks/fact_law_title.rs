//! The title of a national law that is none: 《中华人民共和国乡村振兴法》 for 乡村振兴促进法.

use foldhash::{HashMap, HashSet};

use crate::facts::laws::{STATE, near};
use crate::facts::marks::Kind;
use crate::rules::{Check, Context, Finding, Options, Sink};
use crate::text::Span;

/// What national laws and regulations, and documents of the party, end with.
const ENDS: [&str; 6] = ["法", "条例", "准则", "决定", "决议", "章程"];
/// Characters of the shortest title that is known without the name of the state: shorter ones are
/// short for other things.
const SHORTEST: usize = 7;
/// Characters of the longest name of a place before a title.
const LONGEST_PLACE: usize = 12;

struct LawTitle;

pub(super) fn build(_: &Options) -> Result<Box<dyn Check>, String> {
    Ok(Box::new(LawTitle))
}

impl Check for LawTitle {
    fn run(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let text = &context.reading.flow.text;
        let pairs = context.facts.marks().pairs.iter().filter(|pair| pair.kind == Kind::Title);
        let titles: Vec<Span> =
            pairs.map(|pair| pair.inner()).filter(|title| is_law(title.of(text))).collect();
        let local = local_endings(text, &titles);
        let mut known: HashMap<&str, Option<&str>> = HashMap::default();
        for title in titles {
            let written = title.of(text);
            let name = written.strip_prefix(STATE).unwrap_or(written);
            let is_full = name.len() < written.len();
            let right = *known.entry(written).or_insert_with(|| near(name, is_full));
            let is_known = is_full || name.chars().count() >= SHORTEST;
            let Some(right) = right.filter(|_| is_known && !local.contains(name)) else { continue };
            let start = title.start() + written.len() - name.len();
            sink.report(Finding::at(Span::new(start, title.end())).replace(right));
        }
    }
}

fn is_law(title: &str) -> bool {
    let plain = !title.ends_with("办法") && !title.contains(['（', '(', '“', '\n']);
    plain && ENDS.iter().any(|end| title.ends_with(end))
}

/// The titles that stand elsewhere with the name of a place before them (《安徽省城市绿化条例》),
/// without it: those are regulations of their own.
fn local_endings<'a>(text: &'a str, titles: &[Span]) -> HashSet<&'a str> {
    let ending = |title: &Span| {
        let written = title.of(text);
        let ends = written.char_indices().skip(1).take(LONGEST_PLACE);
        let last = ends.filter(|&(_, c)| "省市区县州旗".contains(c)).last()?;
        Some(&written[last.0 + last.1.len_utf8()..])
    };
    titles.iter().filter_map(ending).collect()
}
