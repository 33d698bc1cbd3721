//! What came of places that were looked at before: a text that is being typed is checked again at
//! every keystroke, and nearly all of its places stand as they stood.

use std::cell::RefCell;
use std::hash::Hash;

use foldhash::HashMap;

use super::line::Sights;
use super::unlikely::{Likelier, Window};

/// What is remembered of one text from each check to the next. It is never asked what the text as a
/// whole shows: findings are the same with it and without.
#[derive(Debug, Default)]
pub struct Memory {
    pub(super) lines: RefCell<Kept<Box<[char]>, Sights>>,
    pub(super) ones: RefCell<Kept<(Window<7>, bool), Vec<Likelier<1>>>>,
    pub(super) twos: RefCell<Kept<Window<8>, Vec<Likelier<2>>>>,
    pub(super) lost: RefCell<Kept<[char; 6], Option<char>>>,
}

impl Memory {
    /// Forgets what the check that ends did not ask for.
    pub(crate) fn settle(&self) {
        self.lines.borrow_mut().settle();
        self.ones.borrow_mut().settle();
        self.twos.borrow_mut().settle();
        self.lost.borrow_mut().settle();
    }
}

/// Answers by their questions.
#[derive(Debug)]
pub(super) struct Kept<Q, A> {
    /// Asked for in this check.
    now: HashMap<Q, A>,
    /// Asked for in the one before.
    before: HashMap<Q, A>,
}

impl<Q, A> Default for Kept<Q, A> {
    fn default() -> Self {
        Kept { now: HashMap::default(), before: HashMap::default() }
    }
}

impl<Q: Eq + Hash, A> Kept<Q, A> {
    /// The answer to `question`, found anew where it is not known.
    pub fn get(&mut self, question: Q, find: impl FnOnce() -> A) -> &A {
        let before = &mut self.before;
        self.now.entry(question).or_insert_with_key(|question| before.remove(question).unwrap_or_else(find))
    }

    fn settle(&mut self) {
        std::mem::swap(&mut self.now, &mut self.before);
        self.now.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_asked_for_again_is_forgotten() {
        let mut kept: Kept<u8, u8> = Kept::default();
        assert_eq!((*kept.get(1, || 10), *kept.get(1, || 11)), (10, 10));
        kept.settle();
        assert_eq!(*kept.get(1, || 12), 10);
        kept.settle();
        kept.settle();
        assert_eq!(*kept.get(1, || 13), 13);
    }
}
