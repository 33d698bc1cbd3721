//! Where findings become diagnostics: worded, and led back from the flow to the document.

use super::{Finding, Lang, Rule};
use crate::bulletin::Flow;
use crate::diagnostic::{Applicability, Diagnostic, Edit, Fix, Label, Severity};
use crate::text::Span;

/// Takes the findings of one rule at a time.
pub struct Sink<'a> {
    flow: &'a Flow,
    lang: Lang,
    rule: &'a Rule,
    diagnostics: &'a mut Vec<Diagnostic>,
}

impl<'a> Sink<'a> {
    /// A sink that words the findings of `rule`.
    pub fn new(flow: &'a Flow, lang: Lang, rule: &'a Rule, diagnostics: &'a mut Vec<Diagnostic>) -> Self {
        Sink { flow, lang, rule, diagnostics }
    }

    /// The rule that speaks.
    pub fn rule(&self) -> &Rule {
        self.rule
    }

    /// Words `finding` and keeps it.
    pub fn report(&mut self, finding: Finding) {
        let message = match finding.message {
            Some(key) => self.say(key, &finding),
            None => self.fill(self.rule.message.get(self.lang), &finding),
        };
        let severity = match finding.downgraded {
            true => self.rule.severity.min(Severity::Info),
            false => self.rule.severity,
        };
        let labels = finding.labels.iter().map(|other| Label {
            elsewhere: other.reference.as_ref().map(|reference| reference.elsewhere.clone()),
            span: match &other.reference {
                None => self.place(other.span, &finding),
                Some(reference) => reference.reading.flow.to_document(other.span),
            },
            message: self.say(other.key, &finding),
        });
        let diagnostic = Diagnostic {
            rule: self.rule.id.clone(),
            severity,
            message,
            span: self.place(finding.span, &finding),
            label: finding.label.map(|key| self.say(key, &finding)).unwrap_or_default(),
            labels: labels.collect(),
            notes: finding.notes.iter().map(|key| self.say(key, &finding)).collect(),
            fixes: self.fixes(&finding),
            weight: self.rule.weight,
        };
        self.diagnostics.push(diagnostic);
    }

    /// The proposals whose edits are edits of the document too: none that would write over a cut.
    fn fixes(&self, finding: &Finding) -> Vec<Fix> {
        let writable = |p: &&super::Proposal| {
            p.edits.iter().all(|(span, _)| finding.outside || self.flow.is_unbroken(*span))
        };
        let fixes = finding.proposals.iter().filter(writable).map(|proposal| Fix {
            applicability: match proposal.unsafe_ {
                true => Applicability::Unsafe,
                false => self.rule.applicability,
            },
            message: proposal.saying.map(|key| self.say(key, finding)).unwrap_or_default(),
            edits: proposal
                .edits
                .iter()
                .map(|(span, new)| Edit { span: self.place(*span, finding), replacement: new.clone() })
                .collect(),
        });
        fixes.collect()
    }

    /// Where `span` of the finding stands in the document.
    fn place(&self, span: Span, finding: &Finding) -> Span {
        if finding.outside { span } else { self.flow.to_document(span) }
    }

    fn say(&self, key: &str, finding: &Finding) -> String {
        let wording = self.rule.say.get(key);
        debug_assert!(wording.is_some(), "{} has no say.{key}", self.rule.id);
        wording.map(|w| self.fill(w.get(self.lang), finding)).unwrap_or_default()
    }

    /// Puts the finding's values in the place of `{name}`; a name without a value stays as it is.
    fn fill(&self, template: &str, finding: &Finding) -> String {
        let mut out = String::with_capacity(template.len() + 32);
        let mut rest = template;
        while let Some((before, after)) = rest.split_once('{') {
            out.push_str(before);
            let Some((name, tail)) = after.split_once('}') else {
                out.push('{');
                rest = after;
                continue;
            };
            match self.value(name, finding) {
                Some(value) => out.push_str(&value),
                None => out.extend(["{", name, "}"]),
            }
            rest = tail;
        }
        out.push_str(rest);
        out
    }

    fn value(&self, name: &str, finding: &Finding) -> Option<String> {
        if let Some((_, value)) = finding.values.iter().find(|(key, _)| *key == name) {
            return Some(value.clone());
        }
        match name {
            "text" => Some(self.flow.of(finding.span).to_owned()),
            "fix" => finding.proposals.first()?.edits.first().map(|(_, new)| new.clone()),
            _ => None,
        }
    }
}

impl Sink<'_> {
    /// The characters of `span` of the flow.
    pub fn text(&self, span: Span) -> &str {
        self.flow.of(span)
    }
}
