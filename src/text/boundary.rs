//! Places between characters: how far a stretch of so many bytes really reaches.

/// The last character boundary of `text` that is not after byte `at`.
pub fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// The first character boundary of `text` that is not before byte `at`.
pub fn ceil(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at += 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_within_a_character_moves_to_its_edges() {
        let text = "a市b";
        let edges: Vec<_> = (0..=6).map(|at| (floor(text, at), ceil(text, at))).collect();
        assert_eq!(edges, [(0, 0), (1, 1), (1, 4), (1, 4), (4, 4), (5, 5), (5, 5)]);
    }
}
