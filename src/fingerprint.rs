//! What knows a finding again when its lines have moved: in a baseline, between two runs of CI.
//!
//! A fingerprint is made of the rule, of the characters that it objects to and of those around
//! them in the same paragraph, white space apart; so it outlives paragraphs that are put in, lines
//! that are wrapped otherwise, pages that are cut elsewhere, and another encoding.

use std::collections::HashMap;

use sha2::{Digest, Sha256};

use crate::bulletin::Reading;
use crate::diagnostic::Diagnostic;
use crate::text::chars::is_space;

/// Characters to each side of a finding that belong to its fingerprint.
const AROUND: usize = 16;

/// The fingerprints of `diagnostics`, all different: the same slip in the same words counts up.
pub fn fingerprints(diagnostics: &[Diagnostic], reading: &Reading) -> Vec<String> {
    let mut seen: HashMap<String, usize> = HashMap::new();
    let numbered = diagnostics.iter().map(|diagnostic| {
        let print = fingerprint(diagnostic, reading);
        let count = seen.entry(print.clone()).and_modify(|count| *count += 1).or_insert(1);
        format!("{print}-{count}")
    });
    numbered.collect()
}

fn fingerprint(diagnostic: &Diagnostic, reading: &Reading) -> String {
    let flow = &reading.flow;
    let (start, end) = (diagnostic.span.start(), diagnostic.span.end());
    let start = flow.from_document(start);
    let end = flow.from_document(end).max(start);
    let paragraph = flow.paragraphs.get(flow.paragraph_index(start)).map(|paragraph| paragraph.span);
    let (first, last) = paragraph.map_or((start, end), |span| (span.start().min(start), span.end().max(end)));
    let text = &flow.text;
    let inked = |c: &char| !is_space(*c);
    let before: String =
        text.get(first..start).unwrap_or_default().chars().rev().filter(inked).take(AROUND).collect();
    let flagged: String = text.get(start..end).unwrap_or_default().chars().filter(inked).collect();
    let after: String = text.get(end..last).unwrap_or_default().chars().filter(inked).take(AROUND).collect();
    let mut hash = Sha256::new();
    for part in [&*diagnostic.rule, &flagged, &before, &after] {
        hash.update(part.as_bytes());
        hash.update([0]);
    }
    hash.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}
