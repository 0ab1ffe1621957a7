use super::{Cause, Promise};
use jiff::{SignedDuration, Timestamp};
use std::collections::BTreeMap;

/// A change told so long before is a change of plan; told later it breaks what was published.
const NOTICE: SignedDuration = SignedDuration::from_hours(24);

/// What became of a promise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PromiseEnd {
    /// Held for so many of the published minutes.
    Held {
        /// At most as many as were published.
        minutes: u32,
    },
    /// Called off before it began.
    CalledOff,
    /// Nobody was there.
    Broken,
    /// Nothing says.
    Unknown,
}

/// What became of a promise; `None` while it is not over. `held` is the evidence, or somebody's word.
///
/// Moved or shortened with a day's notice, it is kept for as long as it then lasted; later, only for the minutes that were
/// published too.
#[must_use]
pub fn outcome(promise: &Promise, held: Option<bool>, now: Timestamp) -> Option<PromiseEnd> {
    if now < promise.first.ends() || (!promise.called_off && now < promise.latest.ends()) {
        return None;
    }
    Some(match held {
        _ if promise.called_off => PromiseEnd::CalledOff,
        Some(false) => PromiseEnd::Broken,
        Some(true) => PromiseEnd::Held {
            minutes: kept_minutes(promise),
        },
        None => PromiseEnd::Unknown,
    })
}

fn kept_minutes(p: &Promise) -> u32 {
    let in_time = p.changed_at.is_none_or(|at| at.saturating_add(NOTICE).is_ok_and(|t| t <= p.first.starts()));
    if in_time {
        p.first.minutes().min(p.latest.minutes())
    } else {
        p.first.common(&p.latest)
    }
}

/// Predictability (forutsigbarhet): how much of what was published was held, and why not the rest. Counted, never written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Predictability {
    /// How many promises are over.
    pub published: u32,
    /// How many of them were held, in whole or in part.
    pub held: u32,
    /// How many were called off.
    pub called_off: u32,
    /// How many were broken without a word.
    pub broken: u32,
    /// How many nobody has said anything of.
    pub unknown: u32,
    /// Published minutes.
    pub published_minutes: u32,
    /// Minutes that were held.
    pub held_minutes: u32,
    /// Minutes that nobody has said anything of.
    pub unknown_minutes: u32,
    /// Promises that were not kept as published, by cause.
    pub causes: BTreeMap<Cause, u32>,
}

impl Predictability {
    /// Counts a promise; one that is not over counts for nothing.
    pub fn add(&mut self, promise: &Promise, held: Option<bool>, now: Timestamp) {
        let Some(outcome) = outcome(promise, held, now) else {
            return;
        };
        let all = promise.first.minutes();
        self.published += 1;
        self.published_minutes += all;
        let short = match outcome {
            PromiseEnd::Held { minutes } => {
                self.held += 1;
                self.held_minutes += minutes;
                minutes < all
            }
            PromiseEnd::CalledOff => {
                self.called_off += 1;
                true
            }
            PromiseEnd::Broken => {
                self.broken += 1;
                true
            }
            PromiseEnd::Unknown => {
                self.unknown += 1;
                self.unknown_minutes += all;
                false
            }
        };
        if short {
            *self.causes.entry(promise.cause.unwrap_or(Cause::Other)).or_default() += 1;
        }
    }

    /// Adds another's promises.
    pub fn join(&mut self, other: &Self) {
        self.published += other.published;
        self.held += other.held;
        self.called_off += other.called_off;
        self.broken += other.broken;
        self.unknown += other.unknown;
        self.published_minutes += other.published_minutes;
        self.held_minutes += other.held_minutes;
        self.unknown_minutes += other.unknown_minutes;
        for (cause, n) in &other.causes {
            *self.causes.entry(*cause).or_default() += n;
        }
    }

    /// Held ÷ published in thousandths of the minutes, as if nothing unknown was held; `None` when nothing was published.
    #[must_use]
    pub fn at_least(&self) -> Option<u32> {
        share(self.held_minutes, self.published_minutes)
    }

    /// Held ÷ published in thousandths of the minutes, as if everything unknown was held.
    #[must_use]
    pub fn at_most(&self) -> Option<u32> {
        share(self.held_minutes + self.unknown_minutes, self.published_minutes)
    }
}

fn share(part: u32, whole: u32) -> Option<u32> {
    let thousandths = (u64::from(part) * 1000).checked_div(u64::from(whole))?;
    u32::try_from(thousandths).ok()
}
