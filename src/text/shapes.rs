//! Which characters look alike: 己已巳, 未末.

use std::sync::OnceLock;

use super::counts;

/// A group of look-alikes on each line.
static SHAPES: &str = include_str!("../../data/shapes.tsv");

/// A part and the characters that it is in on each line: 去却法.
static PARTS: &str = include_str!("../../data/parts.tsv");

/// The groups that `c` is in, by number; empty for most characters.
pub fn groups(c: char) -> impl Iterator<Item = u16> {
    let members = members();
    let from = members.partition_point(|&(member, _)| member < c);
    members[from..].iter().take_while(move |&&(member, _)| member == c).map(|&(_, group)| group)
}

/// True for two different characters that look alike.
pub fn alike(a: char, b: char) -> bool {
    a != b && groups(a).any(|of_a| groups(b).any(|of_b| of_a == of_b))
}

/// The characters in use that look like `c` or have a part in common with it.
pub fn like(c: char) -> &'static [char] {
    static LIKE: OnceLock<Vec<Vec<char>>> = OnceLock::new();
    let like = LIKE.get_or_init(|| {
        let mut like = vec![Vec::new(); LAST + 1 - FIRST];
        for line in SHAPES.lines().chain(PARTS.lines()) {
            for c in line.chars() {
                let others = line.chars().filter(|&other| other != c && counts::single(other) > 0);
                if let Some(like) = (c as usize).checked_sub(FIRST).and_then(|at| like.get_mut(at)) {
                    like.extend(others);
                }
            }
        }
        for others in &mut like {
            others.sort_unstable();
            others.dedup();
        }
        like
    });
    (c as usize).checked_sub(FIRST).and_then(|at| like.get(at)).map_or(&[], Vec::as_slice)
}

/// The block of characters of which it is known what looks like them.
const FIRST: usize = 0x4e00;
const LAST: usize = 0x9fff;

/// Every character with each of its groups, sorted.
fn members() -> &'static [(char, u16)] {
    static MEMBERS: OnceLock<Vec<(char, u16)>> = OnceLock::new();
    MEMBERS.get_or_init(|| {
        let lines = SHAPES.lines().zip(0u16..);
        let mut members: Vec<_> =
            lines.flat_map(|(line, group)| line.chars().map(move |c| (c, group))).collect();
        members.sort_unstable();
        members
    })
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
