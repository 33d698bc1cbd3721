//! Which language kanwu speaks before it has read a configuration.

use std::ffi::OsString;

use crate::rules::Lang;

/// The language of `--lang`, as it can be told before the arguments are understood.
pub fn of_arguments(arguments: &[OsString]) -> Option<Lang> {
    let mut texts = arguments.iter().map_while(|argument| argument.to_str()).take_while(|text| *text != "--");
    while let Some(text) = texts.next() {
        let value = match text.strip_prefix("--lang") {
            Some("") => texts.next(),
            Some(rest) => rest.strip_prefix('='),
            None => None,
        };
        match value {
            Some("zh") => return Some(Lang::Zh),
            Some("en") => return Some(Lang::En),
            _ => {}
        }
    }
    None
}

/// The language of the environment.
pub fn of_environment() -> Lang {
    let names = ["LC_ALL", "LC_MESSAGES", "LANG"];
    let value = names.iter().filter_map(|name| std::env::var(name).ok()).find(|value| !value.is_empty());
    of_locale(value.as_deref().unwrap_or_default())
}

/// Chinese unless the locale is another country's: a machine that was never set up says `C`.
fn of_locale(locale: &str) -> Lang {
    match locale.split(['.', '_', '@', '-']).next().unwrap_or_default() {
        "" | "C" | "POSIX" | "zh" => Lang::Zh,
        _ => Lang::En,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_unless_another_language_is_set() {
        for (locale, lang) in [
            ("", Lang::Zh),
            ("C.UTF-8", Lang::Zh),
            ("POSIX", Lang::Zh),
            ("zh_TW.Big5", Lang::Zh),
            ("en_GB.UTF-8", Lang::En),
            ("en", Lang::En),
            ("de_DE@euro", Lang::En),
        ] {
            assert_eq!(of_locale(locale), lang, "{locale}");
        }
    }

    #[test]
    fn the_flag_is_seen_in_both_spellings_and_only_before_two_dashes() {
        let of = |words: &[&str]| of_arguments(&words.iter().map(OsString::from).collect::<Vec<_>>());
        assert_eq!(of(&["kanwu", "-h", "--lang", "en"]), Some(Lang::En));
        assert_eq!(of(&["kanwu", "--lang=zh"]), Some(Lang::Zh));
        assert_eq!(of(&["kanwu", "--language=zh"]), None);
        assert_eq!(of(&["kanwu", "--", "--lang=en"]), None);
    }
}
