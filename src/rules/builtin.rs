//! The packs and word lists that are compiled into the binary.

use std::borrow::Cow;

use rayon::prelude::*;

use super::{Pack, PackError};

/// The day on which packs, word lists and tables were last released, as 2026-11-26.
pub const DATE: &str = include_str!("../../rules/DATE").trim_ascii();
/// How many rules there are, in decimal digits.
pub const COUNT: &str = env!("KANWU_RULES");
/// What tells these packs, word lists and tables from others: a sum of all of them, in hexadecimal digits.
pub const DIGEST: &str = env!("KANWU_DIGEST");

/// A pack: its name, its text, and how that is laid out.
type Builtin = (&'static str, &'static str, &'static [u8]);

macro_rules! builtin {
    ($name:literal) => {
        (
            $name,
            include_str!(concat!("../../rules/", $name)),
            include_bytes!(concat!(env!("OUT_DIR"), "/", $name)),
        )
    };
}

/// The packs by file name, one for each group of rules, in alphabetical order.
const PACKS: &[Builtin] = &[
    builtin!("against.toml"),
    builtin!("allowance.toml"),
    builtin!("character.toml"),
    builtin!("contents.toml"),
    builtin!("count.toml"),
    builtin!("date.toml"),
    builtin!("fact.toml"),
    builtin!("leftover.toml"),
    builtin!("name.toml"),
    builtin!("number.toml"),
    builtin!("official.toml"),
    builtin!("place.toml"),
    builtin!("punctuation.toml"),
    builtin!("reference.toml"),
    builtin!("structure.toml"),
    builtin!("style.toml"),
    builtin!("unit.toml"),
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
    let pack =
        |(name, text, laid): &Builtin| Pack::laid_out(format!("rules/{name}").into(), text, laid, &list);
    PACKS.par_iter().map(pack).collect()
}

fn list(name: &str) -> Result<Cow<'static, str>, String> {
    let found = LISTS.iter().find(|(list, _)| *list == name);
    found.map(|(_, text)| Cow::Borrowed(*text)).ok_or_else(|| "没有这个词表".to_owned())
}
