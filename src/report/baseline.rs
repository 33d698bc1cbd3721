//! A baseline: the findings that are known, so that a gate fails on new ones alone.

use std::collections::BTreeMap;
use std::io::{self, Write};

use serde::{Deserialize, Serialize};

/// The version of the file's form.
const VERSION: u32 = 1;

/// Known findings by the path of their document.
#[derive(Debug, Default)]
pub struct Baseline {
    documents: BTreeMap<String, Vec<Known>>,
}

#[derive(Debug, Serialize, Deserialize)]
struct Known {
    rule: String,
    fingerprint: String,
    /// The characters, for people who read the file.
    text: String,
    /// It was found again in this run.
    #[serde(skip)]
    met: bool,
}

#[derive(Serialize, Deserialize)]
struct Wire {
    version: u32,
    documents: BTreeMap<String, Vec<Known>>,
}

impl Baseline {
    /// The baseline that `text` holds; why it is none otherwise.
    pub fn parse(text: &str) -> Result<Baseline, String> {
        let wire: Wire = serde_json::from_str(text).map_err(|error| error.to_string())?;
        match wire.version {
            VERSION => Ok(Baseline { documents: wire.documents }),
            other => Err(format!("version {other}")),
        }
    }

    /// Takes a finding in.
    pub fn add(&mut self, path: &str, rule: &str, fingerprint: &str, text: &str) {
        let known =
            Known { rule: rule.into(), fingerprint: fingerprint.into(), text: text.into(), met: true };
        self.documents.entry(path.to_owned()).or_default().push(known);
    }

    /// True where the finding is known; each known one answers for one finding.
    pub fn knows(&mut self, path: &str, fingerprint: &str) -> bool {
        let all = self.documents.get_mut(path).into_iter().flatten();
        let found = all.filter(|known| !known.met).find(|known| known.fingerprint == fingerprint);
        found.map(|known| known.met = true).is_some()
    }

    /// How many findings it has.
    pub fn len(&self) -> usize {
        self.documents.values().map(Vec::len).sum()
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many of those in `path` were not found again.
    pub fn vanished(&self, path: &str) -> usize {
        self.documents.get(path).map_or(0, |known| known.iter().filter(|known| !known.met).count())
    }

    /// Forgets what was not found again in `path`.
    pub fn prune(&mut self, path: &str) {
        if let Some(known) = self.documents.get_mut(path) {
            known.retain(|known| known.met);
        }
        self.documents.retain(|_, known| !known.is_empty());
    }

    /// Writes it, a document after another in the order of their paths.
    pub fn write(self, out: &mut dyn Write) -> io::Result<()> {
        let wire = Wire { version: VERSION, documents: self.documents };
        serde_json::to_writer_pretty(&mut *out, &wire)?;
        out.write_all(b"\n")?;
        out.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_known_finding_answers_for_one() {
        let mut baseline = Baseline::default();
        baseline.add("a.txt", "character/wrong-word", "aa-1", "布署");
        let mut text = Vec::new();
        baseline.write(&mut text).unwrap();
        let mut baseline = Baseline::parse(std::str::from_utf8(&text).unwrap()).unwrap();
        assert_eq!((baseline.len(), baseline.vanished("a.txt")), (1, 1));
        assert!(!baseline.knows("b.txt", "aa-1"));
        assert!(baseline.knows("a.txt", "aa-1"));
        assert!(!baseline.knows("a.txt", "aa-1"));
        assert_eq!(baseline.vanished("a.txt"), 0);
        baseline.prune("a.txt");
        assert_eq!(baseline.len(), 1);
    }

    #[test]
    fn what_was_not_found_again_is_forgotten() {
        let text = r#"{"version":1,"documents":{"a.txt":[{"rule":"a/b","fingerprint":"x-1","text":"甲"}]}}"#;
        let mut baseline = Baseline::parse(text).unwrap();
        baseline.prune("a.txt");
        assert!(baseline.is_empty());
        assert!(Baseline::parse("{}").is_err());
        assert!(Baseline::parse(&text.replace(":1,", ":2,")).is_err());
    }
}
