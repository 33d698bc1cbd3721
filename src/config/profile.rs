//! The profiles that are built in: a small configuration for each kind of manuscript.

/// What holds where a configuration names no profile.
pub const DEFAULT: &str = "bulletin";

/// Each profile's name and its TOML, in alphabetical order.
pub const PROFILES: [(&str, &str); 5] = [
    ("bulletin", include_str!("../../rules/profiles/bulletin.toml")),
    ("gazette", include_str!("../../rules/profiles/gazette.toml")),
    ("general", include_str!("../../rules/profiles/general.toml")),
    ("news", include_str!("../../rules/profiles/news.toml")),
    ("official-document", include_str!("../../rules/profiles/official-document.toml")),
];

/// The TOML of the profile `name`.
pub fn find(name: &str) -> Option<&'static str> {
    PROFILES.iter().find(|(known, _)| *known == name).map(|(_, text)| *text)
}

pub fn names() -> impl Iterator<Item = &'static str> {
    PROFILES.iter().map(|(name, _)| *name)
}
