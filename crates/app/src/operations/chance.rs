//! Chance that follows from a number, for made-up days: the same number gives the same days.

use domain::shared::Id;
use rand_chacha::{
    ChaCha8Rng,
    rand_core::{RngCore, SeedableRng},
};

/// A source of chance.
pub struct Chance(ChaCha8Rng);

impl Chance {
    /// Chance that follows from `seed`.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self(ChaCha8Rng::seed_from_u64(seed))
    }

    /// From 0 to below 1.
    pub fn unit(&mut self) -> f64 {
        f64::from(self.0.next_u32()) / (f64::from(u32::MAX) + 1.0)
    }

    /// True this often, 0 to 1.
    pub fn often(&mut self, share: f64) -> bool {
        self.unit() < share
    }

    /// A number below `limit`; 0 when that is 0.
    pub fn below(&mut self, limit: usize) -> usize {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            clippy::cast_precision_loss,
            reason = "limits are small and unit() is never negative"
        )]
        let at = (self.unit() * limit as f64) as usize;
        at.min(limit.saturating_sub(1))
    }

    /// One of a list by weight. The list has at least one weight above 0.
    pub fn pick<T: Copy>(&mut self, list: &[(T, f64)]) -> T {
        let mut left = self.unit() * list.iter().map(|(_, weight)| weight).sum::<f64>();
        for (value, weight) in list {
            left -= weight;
            if left < 0.0 {
                return *value;
            }
        }
        list[list.len() - 1].0
    }

    /// How many came, when this many come on average.
    pub fn arrivals(&mut self, mean: f64) -> u32 {
        if mean > 100.0 {
            return self.many_arrivals(mean);
        }
        let (limit, mut product, mut count) = ((-mean).exp(), self.unit(), 0);
        while product > limit {
            product *= self.unit();
            count += 1;
        }
        count
    }

    /// So many that the numbers lie around the mean like any sum of chances: twelve of them have a spread of one.
    fn many_arrivals(&mut self, mean: f64) -> u32 {
        let spread: f64 = (0..12).map(|_| self.unit()).sum::<f64>() - 6.0;
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "means are some thousands at most, and six spreads below 100 or more are above 0"
        )]
        let count = (mean + spread * mean.sqrt()) as u32;
        count
    }

    /// A random id, as a device at a counter makes it.
    pub fn id(&mut self) -> Id {
        let mut id = [0; 16];
        self.0.fill_bytes(&mut id);
        id[6] = 0x40 | (id[6] & 0x0f);
        id[8] = 0x80 | (id[8] & 0x3f);
        Id(id)
    }
}

#[cfg(test)]
mod tests {
    use super::Chance;

    #[test]
    fn the_same_number_gives_the_same_chance_and_averages_come_out() {
        let (mut a, mut b) = (Chance::new(7), Chance::new(7));
        assert!((0..100).all(|_| a.id() == b.id() && a.below(9) == b.below(9)));
        let all: u32 = (0..2000).map(|_| a.arrivals(6.0)).sum();
        assert!((11_500..12_500).contains(&all), "{all}");
        let many: u32 = (0..100).map(|_| a.arrivals(500.0)).sum();
        assert!((49_000..51_000).contains(&many), "{many}");
        let heads = (0..2000).filter(|_| a.pick(&[(true, 3.0), (false, 1.0)])).count();
        assert!((1_400..1_600).contains(&heads), "{heads}");
    }
}
