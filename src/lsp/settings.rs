//! What the user sets in the editor: the section `kanwu`, or the options of initialisation.

use std::path::PathBuf;
use std::time::Duration;

use serde_json::Value;

use crate::config::Config;
use crate::rules::Lang;

/// How long a pause in typing has to be before findings are pushed, unless it is set.
const PAUSE: Duration = Duration::from_millis(100);

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Settings {
    /// The configuration that holds for every document; otherwise the nearest `kanwu.toml`.
    pub config: Option<PathBuf>,
    /// The profile in the place of what configurations extend.
    pub profile: Option<String>,
    /// The language of messages; otherwise the configuration's, then the client's.
    pub lang: Option<Lang>,
    pub debounce: Duration,
}

impl Default for Settings {
    fn default() -> Self {
        Settings { config: None, profile: None, lang: None, debounce: PAUSE }
    }
}

impl Settings {
    /// Reads `value`, the section itself or an object that holds it as `kanwu`. What it does not
    /// say, or not in its form, has its default; a profile that there is not is told by its name.
    pub(super) fn new(value: &Value) -> Result<Self, (Self, String)> {
        let section = value.get("kanwu").unwrap_or(value);
        let text = |key| section.get(key).and_then(Value::as_str).filter(|text: &&str| !text.is_empty());
        let profile = text("profile");
        let known = profile.filter(|name| Config::profiles().any(|known| known == *name));
        let settings = Settings {
            config: text("config").map(PathBuf::from),
            profile: known.map(str::to_owned),
            lang: match text("lang") {
                Some("zh") => Some(Lang::Zh),
                Some("en") => Some(Lang::En),
                _ => None,
            },
            debounce: section.get("debounce").and_then(Value::as_u64).map_or(PAUSE, Duration::from_millis),
        };
        match profile {
            Some(profile) if known.is_none() => Err((settings, profile.to_owned())),
            _ => Ok(settings),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn both_forms_are_read() {
        let section = json!({"lang": "en", "debounce": 0, "config": null, "profile": "news"});
        let settings = Settings::new(&section).unwrap();
        assert_eq!((settings.lang, settings.debounce), (Some(Lang::En), Duration::ZERO));
        assert_eq!(settings.profile.as_deref(), Some("news"));
        assert_eq!(Settings::new(&json!({"kanwu": section})).unwrap(), settings);
    }

    #[test]
    fn what_makes_no_sense_has_its_default() {
        for value in [Value::Null, json!([]), json!({"debounce": -1, "lang": "auto", "config": ""})] {
            assert_eq!(Settings::new(&value), Ok(Settings::default()), "{value}");
        }
        let (settings, name) = Settings::new(&json!({"profile": "newz"})).unwrap_err();
        assert_eq!((settings, name.as_str()), (Settings::default(), "newz"));
    }
}
