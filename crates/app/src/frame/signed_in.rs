//! Who was found signed in a moment ago, so that each tap at a busy desk does not ask the database who taps.
//!
//! What changes it – somebody signs out, a role, a closed account, another on duty – forgets the municipality's sessions before
//! the one who changed it is answered, and on other nodes when the word arrives. Where a word is lost, a session is believed
//! for [`BELIEVED`] and then asked for again.

use super::session::SessionInfo;
use domain::shared::day_and_minute;
use jiff::{SignedDuration, Timestamp};
use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

/// How long what was found is believed without asking again.
pub const BELIEVED: SignedDuration = SignedDuration::from_secs(5);
/// So many are remembered before everything is forgotten.
const MOST: usize = 20_000;

/// A session as the database knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Who is signed in.
    pub session: SessionInfo,
    /// When it ends by itself.
    pub expires_at: Timestamp,
}

struct Remembered {
    found: Found,
    read_at: Timestamp,
}

impl Remembered {
    fn is_believed(&self, now: Timestamp) -> bool {
        let age = now.duration_since(self.read_at);
        !age.is_negative() && age < BELIEVED && now < self.found.expires_at
    }
}

#[derive(Default)]
struct State {
    /// By municipality, then by the hash of the cookie.
    known: HashMap<i64, HashMap<[u8; 32], Remembered>>,
    size: usize,
    /// How often something was forgotten. What was read before is not remembered after.
    forgotten: u64,
}

/// The sessions this process found a moment ago.
#[derive(Default)]
pub struct SignedIn(Mutex<State>);

/// Stands for what may be read after it and remembered, if nothing is forgotten in between.
#[derive(Clone, Copy, Debug)]
pub struct Mark(u64);

impl SignedIn {
    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Taken before a session is read.
    #[must_use]
    pub fn mark(&self) -> Mark {
        Mark(self.state().forgotten)
    }

    /// Remembers a session that was read at `now`, after `mark`. Those of the municipality that are not believed any more go.
    pub fn remember(&self, mark: Mark, tenant: i64, found: Found, now: Timestamp) {
        let mut state = self.state();
        if state.forgotten != mark.0 {
            return;
        }
        if state.size >= MOST {
            state.known.clear();
            state.size = 0;
        }
        let known = state.known.entry(tenant).or_default();
        let before = known.len();
        known.retain(|_, old| old.is_believed(now));
        known.insert(found.session.token_hash, Remembered { found, read_at: now });
        let after = known.len();
        state.size = state.size + after - before;
    }

    /// The session with this hash, if it was found in the last moment and still holds: it has not expired, and the day whose
    /// duty it names is not over.
    #[must_use]
    pub fn known(&self, tenant: i64, hash: &[u8; 32], now: Timestamp) -> Option<SessionInfo> {
        let state = self.state();
        let found = state.known.get(&tenant)?.get(hash)?;
        let same_day = day_and_minute(found.read_at).0 == day_and_minute(now).0;
        (found.is_believed(now) && same_day).then(|| found.found.session.clone())
    }

    /// Forgets the sessions of a municipality.
    pub fn forget(&self, tenant: i64) {
        let mut state = self.state();
        state.forgotten += 1;
        let gone = state.known.remove(&tenant).map_or(0, |known| known.len());
        state.size -= gone;
    }

    /// Forgets every session.
    pub fn forget_all(&self) {
        let mut state = self.state();
        state.forgotten += 1;
        state.known.clear();
        state.size = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::{Found, SignedIn};
    use crate::frame::{SessionInfo, Who};
    use domain::{access::Role, shared::Id};
    use jiff::{SignedDuration, Timestamp};

    fn found(expires_at: Timestamp) -> Found {
        let who = Who::Person {
            account: Id([1; 16]),
            name: "Ingvild".to_owned(),
            role: Role::Guide,
        };
        Found {
            session: SessionInfo {
                who,
                token_hash: [7; 32],
            },
            expires_at,
        }
    }

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn a_session_is_believed_for_a_moment_and_only_where_it_is() {
        let now = at("2026-03-03T11:00:00Z");
        let one = found(now + SignedDuration::from_hours(14));
        let signed_in = SignedIn::default();
        signed_in.remember(signed_in.mark(), 1, one.clone(), now);
        let later = |s: i64| signed_in.known(1, &[7; 32], now + SignedDuration::from_secs(s));
        assert_eq!(later(0), Some(one.session.clone()));
        assert_eq!(later(4), Some(one.session));
        assert_eq!(later(5), None);
        assert_eq!(later(-1), None, "a clock that is set back proves nothing");
        assert_eq!(signed_in.known(2, &[7; 32], now), None, "another municipality");
        assert_eq!(signed_in.known(1, &[8; 32], now), None, "another cookie");
    }

    #[test]
    fn it_is_not_believed_past_its_end_or_the_day_of_its_duty() {
        let signed_in = SignedIn::default();
        let now = at("2026-03-03T11:00:00Z");
        signed_in.remember(signed_in.mark(), 1, found(now + SignedDuration::from_secs(2)), now);
        assert!(signed_in.known(1, &[7; 32], now + SignedDuration::from_secs(1)).is_some());
        assert_eq!(signed_in.known(1, &[7; 32], now + SignedDuration::from_secs(2)), None);

        let before_midnight = at("2026-03-03T22:59:58Z");
        let long = found(before_midnight + SignedDuration::from_hours(14));
        signed_in.remember(signed_in.mark(), 1, long, before_midnight);
        let second = |s: i64| signed_in.known(1, &[7; 32], before_midnight + SignedDuration::from_secs(s));
        assert!(second(1).is_some());
        assert_eq!(second(2), None, "midnight in Norway");
    }

    #[test]
    fn nobody_is_remembered_for_longer_than_she_is_believed() {
        let signed_in = SignedIn::default();
        let now = at("2026-03-03T11:00:00Z");
        let ends = now + SignedDuration::from_hours(14);
        for second in 0..60 {
            let mut one = found(ends);
            one.session.token_hash = [second; 32];
            signed_in.remember(signed_in.mark(), 1, one, now + SignedDuration::from_secs(second.into()));
        }
        let state = signed_in.state();
        assert_eq!(
            (state.known[&1].len(), state.size),
            (5, 5),
            "those of the last five seconds"
        );
    }

    #[test]
    fn what_was_read_before_a_change_is_not_remembered_after_it() {
        let signed_in = SignedIn::default();
        let now = at("2026-03-03T11:00:00Z");
        let one = found(now + SignedDuration::from_hours(14));
        let mark = signed_in.mark();
        signed_in.forget(1);
        signed_in.remember(mark, 1, one.clone(), now);
        assert_eq!(signed_in.known(1, &[7; 32], now), None);
        signed_in.remember(signed_in.mark(), 1, one.clone(), now);
        signed_in.remember(signed_in.mark(), 2, one, now);
        signed_in.forget(1);
        assert_eq!(signed_in.known(1, &[7; 32], now), None);
        assert!(
            signed_in.known(2, &[7; 32], now).is_some(),
            "a change in one municipality is none in another"
        );
        signed_in.forget_all();
        assert_eq!(signed_in.known(2, &[7; 32], now), None);
    }
}
