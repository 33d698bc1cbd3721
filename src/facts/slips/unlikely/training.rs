//! Writes what the forest is grown from: all candidates of texts, with their facts.

use std::fmt::Write;

use super::candidate::{Candidate, of_one, of_two};
use crate::facts::grams::Grams;
use crate::facts::people::names;
use crate::facts::slips::line::Sights;
use crate::facts::slips::suspects::Named;
use crate::text::Span;

#[test]
#[ignore = "asked for by data/make_forest.py"]
fn write_candidates() {
    let texts = std::fs::read_to_string("target/slips/texts").unwrap();
    let mut out = String::new();
    for (number, text) in texts.split('\u{c}').enumerate() {
        let mut start = 0;
        Grams::over(text, [Span::new(0, text.len())], |grams| {
            let mut suspects = Sights::of(grams, None).suspects;
            suspects.forget(&Named::new(grams, &names(grams)));
            let mut places: Vec<_> = suspects.pairs.iter().flat_map(|&at| [at, at + 1]).collect();
            places.dedup();
            for &at in &places {
                let is_odd = suspects.odd.binary_search(&at).is_ok();
                of_one(grams, at, is_odd, None)
                    .iter()
                    .for_each(|candidate| write(&mut out, number, start + at, candidate));
            }
            for &at in &suspects.pairs {
                of_two(grams, at, None)
                    .iter()
                    .for_each(|candidate| write(&mut out, number, start + at, candidate));
            }
            start += grams.len();
        });
    }
    std::fs::write("target/slips/candidates", out).unwrap();
}

fn write<const N: usize>(out: &mut String, text: usize, at: usize, candidate: &Candidate<N>) {
    write!(out, "{text}\t{at}\t{}\t", String::from_iter(candidate.right)).unwrap();
    for fact in candidate.facts.all() {
        write!(out, "{fact} ").unwrap();
    }
    out.push('\n');
}
