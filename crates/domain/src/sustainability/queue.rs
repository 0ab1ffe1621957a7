use super::chance::Chance;

/// A drop-in: how many come, how long each is helped, how many guide, and how long it is open.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DropIn {
    /// People an hour.
    pub arrivals: f64,
    /// Minutes of help for each, on average.
    pub minutes: f64,
    /// Guides.
    pub guides: u16,
    /// Minutes it is open.
    pub open: f64,
}

impl DropIn {
    /// How many guides are busy on average, when there are enough: the offered load in erlang.
    #[must_use]
    pub fn load(&self) -> f64 {
        self.arrivals * self.minutes / 60.0
    }
}

/// How long people wait, in minutes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Wait {
    /// On average.
    pub mean: f64,
    /// Nine of ten wait no longer.
    pub most: f64,
    /// How many of a hundred are not helped before it closes.
    pub unhelped: f64,
}

/// The probability that somebody who comes has to wait, when it goes on for ever (Erlang C; A. K. Erlang 1917). `None` when
/// more come than can be helped: then the queue grows without end.
///
/// ```
/// use domain::sustainability::erlang_c;
/// // Two guides, one busy on average: a third has to wait.
/// assert!((erlang_c(2, 1.0).unwrap() - 1.0 / 3.0).abs() < 1e-12);
/// assert_eq!(erlang_c(1, 1.0), None);
/// ```
#[must_use]
pub fn erlang_c(guides: u16, load: f64) -> Option<f64> {
    let c = f64::from(guides);
    if guides == 0 || load >= c {
        return None;
    }
    // Erlang B by its recursion, which stays in range for any number of guides.
    let mut blocked = 1.0;
    for n in 1..=guides {
        blocked = load * blocked / (f64::from(n) + load * blocked);
    }
    Some(c * blocked / (c - load * (1.0 - blocked)))
}

/// The average wait in minutes when it goes on for ever; `None` when the queue grows without end.
#[must_use]
pub fn expected_wait(d: &DropIn) -> Option<f64> {
    let wait = erlang_c(d.guides, d.load())?;
    Some(wait * d.minutes / (f64::from(d.guides) - d.load()))
}

/// Lives through so many days: the doors open without a queue, people come by chance and are helped as long as each needs, and
/// whoever is not called before it closes is not helped. The same for the same seed.
#[must_use]
pub fn simulated_wait(d: &DropIn, days: usize, seed: u64) -> Wait {
    let mut chance = Chance::new(seed);
    let (mut waits, mut came, mut unhelped) = (Vec::new(), 0_u32, 0_u32);
    let rate = d.arrivals / 60.0;
    if rate <= 0.0 || d.guides == 0 {
        let unhelped = if d.guides == 0 && rate > 0.0 { 100.0 } else { 0.0 };
        return Wait {
            mean: 0.0,
            most: 0.0,
            unhelped,
        };
    }
    for _ in 0..days {
        let mut free = vec![0.0_f64; usize::from(d.guides)];
        let mut now = chance.until(rate);
        while now < d.open {
            came += 1;
            let first = earliest(&free);
            let begins = free[first].max(now);
            if begins < d.open {
                waits.push(begins - now);
                free[first] = begins + chance.until(1.0 / d.minutes);
            } else {
                unhelped += 1;
            }
            now += chance.until(rate);
        }
    }
    waits.sort_by(f64::total_cmp);
    let mean = waits.iter().sum::<f64>() / f64::max(waits.len() as f64, 1.0);
    Wait {
        mean,
        most: waits.get(waits.len() * 9 / 10).copied().unwrap_or(0.0),
        unhelped: f64::from(unhelped) * 100.0 / f64::from(came.max(1)),
    }
}

fn earliest(free: &[f64]) -> usize {
    let mut first = 0;
    for (n, at) in free.iter().enumerate() {
        if *at < free[first] {
            first = n;
        }
    }
    first
}
