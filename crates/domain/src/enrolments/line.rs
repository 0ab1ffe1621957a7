use super::deadline::{Deadline, deadline};
use crate::shared::Id;
use jiff::Timestamp;

/// How many offers one person gets from the same list. After the first that was not answered one stands last in line;
/// after the second one is off the list.
pub const OFFERS: u8 = 2;

/// Where somebody stands who has signed up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Has a place, and got it at once.
    Enrolled,
    /// Stands on the waiting list.
    Waiting,
    /// Has been offered a place that came free. The place is kept until the deadline.
    Offered {
        /// The answer must come before this instant.
        deadline: Timestamp,
    },
    /// Has a place, and got it from the waiting list.
    Accepted,
    /// Did not answer the last offer, and is off the list.
    Lapsed,
    /// Said no to an offer.
    Declined,
    /// Gave the place back, or left the list.
    Left,
}

impl State {
    /// Stable code used in tables.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Enrolled => "enrolled",
            Self::Waiting => "waiting",
            Self::Offered { .. } => "offered",
            Self::Accepted => "accepted",
            Self::Lapsed => "lapsed",
            Self::Declined => "declined",
            Self::Left => "left",
        }
    }

    /// Reads a code written by [`State::code`]; an offer needs its deadline.
    #[must_use]
    pub fn parse(code: &str, deadline: Option<Timestamp>) -> Option<Self> {
        Some(match code {
            "enrolled" => Self::Enrolled,
            "waiting" => Self::Waiting,
            "offered" => Self::Offered { deadline: deadline? },
            "accepted" => Self::Accepted,
            "lapsed" => Self::Lapsed,
            "declined" => Self::Declined,
            "left" => Self::Left,
            _ => return None,
        })
    }

    /// Whether somebody in this state has a place.
    #[must_use]
    pub const fn has_place(self) -> bool {
        matches!(self, Self::Enrolled | Self::Accepted)
    }

    /// Whether somebody in this state has a place or may still get one.
    #[must_use]
    pub const fn is_live(self) -> bool {
        matches!(
            self,
            Self::Enrolled | Self::Accepted | Self::Waiting | Self::Offered { .. }
        )
    }
}

/// One sign-up, as the rules see it: no name and no contact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its identity.
    pub id: Id,
    /// Where in line, counted up; no two have the same.
    pub order: i64,
    /// How many people: 1, or 2 who come together.
    pub size: u8,
    /// How many offers it has had.
    pub offers: u8,
    /// Where it stands.
    pub state: State,
}

/// What there is to get.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Room {
    /// So many places.
    Places(u32),
    /// Appointments: each time that comes free is offered by itself.
    Times,
}

/// How it stands with the places. `taken + offered + free` is the capacity – or, when the capacity was lowered below what
/// was promised already, `taken + offered`, and `free` is 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Places {
    /// People with a place.
    pub taken: u32,
    /// Places kept for those who have an offer.
    pub offered: u32,
    /// Places for whoever comes.
    pub free: u32,
    /// People who wait without an offer.
    pub waiting: u32,
}

/// Why something can't be done with a sign-up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum EnrolmentRefusal {
    /// It has begun.
    Begun,
    /// The deadline of the offer has passed.
    TooLate,
    /// There is no offer to answer.
    NotOffered,
    /// Somebody else is before in line, or no place is free.
    NotNext,
    /// It is over: left, declined or lapsed.
    Over,
    /// Sign-up is not open, or is not how one gets a place.
    Closed,
    /// So many have signed up from one address in an hour that it looks like a machine.
    TooMany,
}

impl EnrolmentRefusal {
    /// Every reason.
    pub const ALL: [Self; 7] =
        [Self::Begun, Self::TooLate, Self::NotOffered, Self::NotNext, Self::Over, Self::Closed, Self::TooMany];

    /// Stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Begun => "enrolments.begun",
            Self::TooLate => "enrolments.too_late",
            Self::NotOffered => "enrolments.not_offered",
            Self::NotNext => "enrolments.not_next",
            Self::Over => "enrolments.over",
            Self::Closed => "enrolments.closed",
            Self::TooMany => "enrolments.too_many",
        }
    }
}

/// Everybody who has signed up for one thing, with places and in line, and the rules for who gets a place.
///
/// It never gives more places than there are, never makes two offers to one person at a time, and never makes an offer of a
/// place past somebody who stood before and for whom there is room. (Free times of appointments are everybody's on the web, so
/// staff may offer or give one to anybody who waits.) A group of two is passed by while only one place is free, and keeps
/// its place in line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    room: Room,
    starts: Timestamp,
    entries: Vec<Entry>,
}

impl Line {
    /// The line of something that begins at an instant. For [`Room::Times`] the start is that of the time in question.
    #[must_use]
    pub fn new(room: Room, starts: Timestamp, mut entries: Vec<Entry>) -> Self {
        entries.sort_by_key(|e| e.order);
        Self { room, starts, entries }
    }

    /// Everybody, in order of line.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// One sign-up.
    #[must_use]
    pub fn entry(&self, id: Id) -> Option<&Entry> {
        self.entries.iter().find(|e| e.id == id)
    }

    /// How it stands with the places.
    #[must_use]
    pub fn places(&self) -> Places {
        let sum = |of: fn(State) -> bool| self.entries.iter().filter(|e| of(e.state)).map(|e| u32::from(e.size)).sum();
        let (taken, offered): (u32, u32) = (sum(State::has_place), sum(|s| matches!(s, State::Offered { .. })));
        let capacity = match self.room {
            Room::Places(n) => n,
            Room::Times => 0,
        };
        Places {
            taken,
            offered,
            free: capacity.saturating_sub(taken.saturating_add(offered)),
            waiting: sum(|s| s == State::Waiting),
        }
    }

    /// How many stand before somebody who waits, counted in sign-ups; `None` when it does not wait.
    #[must_use]
    pub fn ahead(&self, id: Id) -> Option<usize> {
        let waiting = self.entries.iter().filter(|e| e.state == State::Waiting);
        waiting.enumerate().find(|(_, e)| e.id == id).map(|(ahead, _)| ahead)
    }

    /// Whether somebody who comes now gets a place at once: there is room, and nobody who should be offered it first.
    #[must_use]
    pub fn has_room(&self, size: u8, now: Timestamp) -> bool {
        let free = self.places().free;
        let somebody_first = deadline(now, self.starts).is_some() && self.next_to_call().is_some();
        u32::from(size) <= free && !somebody_first
    }

    /// Signs somebody up, last in line: with a place when [`Line::has_room`], otherwise on the waiting list.
    ///
    /// # Errors
    /// Refused when it has begun.
    pub fn sign_up(&mut self, id: Id, size: u8, now: Timestamp) -> Result<State, EnrolmentRefusal> {
        self.not_begun(now)?;
        let state = if self.has_room(size, now) {
            State::Enrolled
        } else {
            State::Waiting
        };
        let order = self.last() + 1;
        self.entries.push(Entry {
            id,
            order,
            size,
            offers: 0,
            state,
        });
        Ok(state)
    }

    /// Gives a place back, or leaves the list. Returns what was left.
    ///
    /// # Errors
    /// Refused when it is over already.
    pub fn leave(&mut self, id: Id) -> Result<State, EnrolmentRefusal> {
        let entry = self.get(id)?;
        if !entry.state.is_live() {
            return Err(EnrolmentRefusal::Over);
        }
        Ok(std::mem::replace(&mut entry.state, State::Left))
    }

    /// Says yes to an offer. Once more changes nothing.
    ///
    /// # Errors
    /// Refused when there is no offer, when its deadline has passed, and when it has begun.
    pub fn accept(&mut self, id: Id, now: Timestamp) -> Result<(), EnrolmentRefusal> {
        let starts = self.starts;
        let entry = self.get(id)?;
        match entry.state {
            State::Accepted | State::Enrolled => return Ok(()),
            State::Offered { .. } if now >= starts => return Err(EnrolmentRefusal::Begun),
            State::Offered { deadline } if now >= deadline => return Err(EnrolmentRefusal::TooLate),
            State::Offered { .. } => {}
            State::Waiting => return Err(EnrolmentRefusal::NotOffered),
            State::Lapsed => return Err(EnrolmentRefusal::TooLate),
            State::Declined | State::Left => return Err(EnrolmentRefusal::Over),
        }
        entry.state = State::Accepted;
        Ok(())
    }

    /// Gives a free place to the next in line, or a free time to anybody who waits for one, who has said yes on the phone.
    ///
    /// # Errors
    /// Refused for anybody but [`Line::next_to_call`] where there are places, for somebody who does not wait, and when it has
    /// begun.
    pub fn give(&mut self, id: Id, now: Timestamp) -> Result<(), EnrolmentRefusal> {
        self.not_begun(now)?;
        self.is_next(id)?;
        self.get(id)?.state = State::Accepted;
        Ok(())
    }

    /// Takes back an offer of what is not there any more: whoever had it waits again, where she stood, and it does not count as
    /// an offer. Nothing happens to anybody else.
    pub fn take_back(&mut self, id: Id) {
        if let Ok(entry) = self.get(id)
            && matches!(entry.state, State::Offered { .. })
        {
            entry.offers = entry.offers.saturating_sub(1);
            entry.state = State::Waiting;
        }
    }

    /// Offers a free time to somebody who waits, chosen by staff.
    ///
    /// # Errors
    /// Refused for somebody who does not wait, and when it is too near for an answer.
    pub fn offer_time_to(&mut self, id: Id, now: Timestamp) -> Result<Deadline, EnrolmentRefusal> {
        let until = deadline(now, self.starts).ok_or(EnrolmentRefusal::TooLate)?;
        self.is_next(id)?;
        self.offer(id, until);
        Ok(until)
    }

    /// The next in line was rung and did not answer: last in line, or off the list after [`OFFERS`] times. Returns where it
    /// stands now.
    ///
    /// # Errors
    /// As [`Line::give`].
    pub fn no_answer(&mut self, id: Id, now: Timestamp) -> Result<State, EnrolmentRefusal> {
        self.not_begun(now)?;
        self.is_next(id)?;
        let last = self.last();
        let entry = self.get(id)?;
        entry.offers = entry.offers.saturating_add(1);
        entry.unanswered(last);
        let state = entry.state;
        self.entries.sort_by_key(|e| e.order);
        Ok(state)
    }

    /// Says no to an offer, or on the phone when rung.
    ///
    /// # Errors
    /// Refused when it is over already, and for somebody who has a place: that is to leave.
    pub fn decline(&mut self, id: Id) -> Result<(), EnrolmentRefusal> {
        let entry = self.get(id)?;
        match entry.state {
            State::Waiting | State::Offered { .. } => {}
            State::Declined => return Ok(()),
            State::Enrolled | State::Accepted => return Err(EnrolmentRefusal::NotOffered),
            State::Lapsed | State::Left => return Err(EnrolmentRefusal::Over),
        }
        entry.state = State::Declined;
        Ok(())
    }

    /// Takes back the offers whose deadline has passed; returns them. Each then stands last in line, or is off the list
    /// after [`OFFERS`] of them.
    pub fn lapse(&mut self, now: Timestamp) -> Vec<Id> {
        let due: Vec<Id> = self.entries.iter().filter(|e| e.is_due(now)).map(|e| e.id).collect();
        for id in &due {
            let last = self.last();
            if let Ok(entry) = self.get(*id) {
                entry.unanswered(last);
            }
        }
        self.entries.sort_by_key(|e| e.order);
        due
    }

    /// Offers the free places to those in line, first those who stood first; returns the new offers. Makes none when it is
    /// too late for an answer.
    pub fn settle(&mut self, now: Timestamp) -> Vec<(Id, Deadline)> {
        let mut made = Vec::new();
        let Some(until) = deadline(now, self.starts) else {
            return made;
        };
        while let Some(id) = self.next_to_call().map(|e| e.id) {
            if self.offer(id, until) {
                made.push((id, until));
            }
        }
        made
    }

    /// Offers a time that came free to the first in line whom it fits. `None` when it fits nobody, or is too near.
    pub fn offer_time(&mut self, now: Timestamp, fits: impl Fn(&Entry) -> bool) -> Option<(Id, Deadline)> {
        let until = deadline(now, self.starts)?;
        let id = self.entries.iter().find(|e| e.state == State::Waiting && fits(e))?.id;
        self.offer(id, until).then_some((id, until))
    }

    /// The first who waits and for whom there is room; staff ring down the list in this order.
    #[must_use]
    pub fn next_to_call(&self) -> Option<&Entry> {
        let free = self.places().free;
        self.entries.iter().find(|e| e.state == State::Waiting && u32::from(e.size) <= free)
    }

    fn offer(&mut self, id: Id, until: Deadline) -> bool {
        let Ok(entry) = self.get(id) else {
            return false;
        };
        entry.offers = entry.offers.saturating_add(1);
        entry.state = State::Offered { deadline: until.at };
        true
    }

    fn is_next(&self, id: Id) -> Result<(), EnrolmentRefusal> {
        match self.entry(id) {
            Some(e) if !e.state.is_live() => Err(EnrolmentRefusal::Over),
            Some(e) if self.room == Room::Times && e.state == State::Waiting => Ok(()),
            _ if self.next_to_call().is_some_and(|e| e.id == id) => Ok(()),
            _ => Err(EnrolmentRefusal::NotNext),
        }
    }

    fn not_begun(&self, now: Timestamp) -> Result<(), EnrolmentRefusal> {
        if now >= self.starts {
            Err(EnrolmentRefusal::Begun)
        } else {
            Ok(())
        }
    }

    fn last(&self) -> i64 {
        self.entries.iter().map(|e| e.order).max().unwrap_or(0)
    }

    fn get(&mut self, id: Id) -> Result<&mut Entry, EnrolmentRefusal> {
        self.entries.iter_mut().find(|e| e.id == id).ok_or(EnrolmentRefusal::Over)
    }
}

impl Entry {
    fn is_due(&self, now: Timestamp) -> bool {
        matches!(self.state, State::Offered { deadline } if now >= deadline)
    }

    fn unanswered(&mut self, last: i64) {
        self.state = if self.offers < OFFERS {
            State::Waiting
        } else {
            State::Lapsed
        };
        self.order = last + 1;
    }
}
