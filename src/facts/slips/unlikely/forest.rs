//! What a candidate's facts weigh: the sum of what small trees say of them.
//!
//! The trees were grown by gradient boosting (`data/make_forest.py`). Each is stored as the number of
//! its questions, the questions — the fact asked, the highest value that goes left, and what comes
//! next on the left and on the right, a question or, below zero, a leaf — and its leaves, two bytes
//! each.

/// For one wrong character.
pub(super) static ONE: Forest = Forest(include_bytes!("../../../../data/slips-one.bin"));
/// For both characters of a word.
pub(super) static TWO: Forest = Forest(include_bytes!("../../../../data/slips-two.bin"));

pub(super) struct Forest(&'static [u8]);

impl Forest {
    /// The logarithm of the odds, in hundredths, that a candidate of these facts is what is meant.
    pub fn weight(&self, facts: &[i8]) -> i32 {
        let (mut rest, mut sum) = (self.0, 0);
        while let [count, tree @ ..] = rest {
            let count = usize::from(*count);
            let Some((questions, tree)) = tree.split_at_checked(4 * count) else { return sum };
            let Some((leaves, tree)) = tree.split_at_checked(2 * (count + 1)) else { return sum };
            sum += leaf(questions.as_chunks().0, leaves.as_chunks().0, facts);
            rest = tree;
        }
        sum
    }
}

fn leaf(questions: &[[u8; 4]], leaves: &[[u8; 2]], facts: &[i8]) -> i32 {
    let mut next = if questions.is_empty() { -1 } else { 0 };
    while let Ok(at) = usize::try_from(next) {
        let Some(&[fact, most, left, right]) = questions.get(at) else { return 0 };
        let value = facts.get(usize::from(fact)).copied().unwrap_or_default();
        next = if value <= most as i8 { left as i8 } else { right as i8 };
    }
    leaves.get(!next as u8 as usize).map_or(0, |&leaf| i16::from_le_bytes(leaf).into())
}
