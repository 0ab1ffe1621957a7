/// How many themes one code may choose.
pub const CHOICES: usize = 3;
/// How many themes one code may propose.
pub const PROPOSALS: u16 = 2;

/// The themes of a poll (temavalg) with how many chose each, most chosen first; equal ones in the order they were put up.
///
/// `votes` are positions in the list; those that are none count for nothing.
///
/// ```
/// assert_eq!(domain::events::ranked(3, &[2, 0, 2, 9]), vec![(2, 2), (0, 1), (1, 0)]);
/// ```
#[must_use]
pub fn ranked(themes: usize, votes: &[usize]) -> Vec<(usize, u32)> {
    let mut counts: Vec<(usize, u32)> = (0..themes).map(|theme| (theme, 0)).collect();
    for vote in votes {
        if let Some((_, count)) = counts.get_mut(*vote) {
            *count += 1;
        }
    }
    counts.sort_by_key(|(theme, count)| (std::cmp::Reverse(*count), *theme));
    counts
}
