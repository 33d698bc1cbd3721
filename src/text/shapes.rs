//! Which characters look alike: 己已巳, 未末.

use super::hashes;

// `LIKE`, the characters in use that look like each of the block or have a part in common with it,
// and `GROUPS`, the numbers of the groups of look-alikes that it is in. See build/tables.rs.
include!(concat!(env!("OUT_DIR"), "/shapes.rs"));

/// The groups that `c` is in, by number; empty for most characters.
pub fn groups(c: char) -> impl Iterator<Item = u16> {
    of(c, &GROUPS_STARTS, &GROUPS).iter().copied()
}

/// True for two different characters that look alike.
pub fn alike(a: char, b: char) -> bool {
    a != b && groups(a).any(|of_a| groups(b).any(|of_b| of_a == of_b))
}

/// The characters in use that look like `c` or have a part in common with it.
pub fn like(c: char) -> &'static [char] {
    of(c, &LIKE_STARTS, &LIKE)
}

fn of<T>(c: char, starts: &[u32], all: &'static [T]) -> &'static [T] {
    let range =
        hashes::index(c).and_then(|at| Some(*starts.get(at)? as usize..*starts.get(at + 1)? as usize));
    range.and_then(|range| all.get(range)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_of_one_group_look_alike() {
        assert!(alike('己', '已') && alike('未', '末'));
        assert!(like('己').contains(&'已') && like('x').is_empty());
        assert!(like('法').contains(&'去') && !alike('法', '去'));
        assert!(!alike('己', '末') && !alike('己', '己') && !alike('x', 'y'));
    }
}
