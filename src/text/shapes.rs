//! Which characters look alike: 己已巳, 未末.

use std::sync::OnceLock;

/// A group of look-alikes on each line.
static SHAPES: &str = include_str!("../../data/shapes.tsv");

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

/// The characters that look like `c`, itself among them.
pub fn like(c: char) -> impl Iterator<Item = char> {
    static LINES: OnceLock<Vec<&str>> = OnceLock::new();
    let lines = LINES.get_or_init(|| SHAPES.lines().collect());
    groups(c).filter_map(|group| lines.get(usize::from(group))).flat_map(|line| line.chars())
}

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
        assert!(like('己').any(|c| c == '已') && like('x').next().is_none());
        assert!(!alike('己', '末') && !alike('己', '己') && !alike('x', 'y'));
    }
}
