//! The packs and word lists that are compiled into the binary.

use std::borrow::Cow;

use rayon::prelude::*;

use super::{Pack, PackError};

/// The packs by file name, one for each group of rules, in alphabetical order.
const PACKS: &[(&str, &str)] = &[
    ("allowance.toml", include_str!("../../rules/allowance.toml")),
    ("character.toml", include_str!("../../rules/character.toml")),
    ("contents.toml", include_str!("../../rules/contents.toml")),
    ("count.toml", include_str!("../../rules/count.toml")),
    ("date.toml", include_str!("../../rules/date.toml")),
    ("fact.toml", include_str!("../../rules/fact.toml")),
    ("leftover.toml", include_str!("../../rules/leftover.toml")),
    ("name.toml", include_str!("../../rules/name.toml")),
    ("number.toml", include_str!("../../rules/number.toml")),
    ("official.toml", include_str!("../../rules/official.toml")),
    ("place.toml", include_str!("../../rules/place.toml")),
    ("punctuation.toml", include_str!("../../rules/punctuation.toml")),
    ("reference.toml", include_str!("../../rules/reference.toml")),
    ("structure.toml", include_str!("../../rules/structure.toml")),
    ("style.toml", include_str!("../../rules/style.toml")),
    ("unit.toml", include_str!("../../rules/unit.toml")),
];

/// The word lists by the name that packs call them by.
const LISTS: &[(&str, &str)] = &[
    ("contexts.tsv", include_str!("../../rules/lexicon/contexts.tsv")),
    ("doubled-particles.tsv", include_str!("../../rules/lexicon/doubled-particles.tsv")),
    ("pleonasm-hints.tsv", include_str!("../../rules/lexicon/pleonasm-hints.tsv")),
    ("pleonasms.tsv", include_str!("../../rules/lexicon/pleonasms.tsv")),
    ("radicals.tsv", include_str!("../../rules/lexicon/radicals.tsv")),
    ("traditional.tsv", include_str!("../../rules/lexicon/traditional.tsv")),
    ("variants.tsv", include_str!("../../rules/lexicon/variants.tsv")),
    ("wrong-idioms.tsv", include_str!("../../rules/lexicon/wrong-idioms.tsv")),
    ("wrong-words.tsv", include_str!("../../rules/lexicon/wrong-words.tsv")),
];

/// All built-in packs.
pub fn packs() -> Result<Vec<Pack>, PackError> {
    let pack = |(name, text): &(&'static str, &'static str)| {
        Pack::parse(format!("rules/{name}").into(), Cow::Borrowed(*text), &list)
    };
    PACKS.par_iter().map(pack).collect()
}

fn list(name: &str) -> Result<Cow<'static, str>, String> {
    let found = LISTS.iter().find(|(list, _)| *list == name);
    found.map(|(_, text)| Cow::Borrowed(*text)).ok_or_else(|| "没有这个词表".to_owned())
}
