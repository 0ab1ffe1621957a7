//! Hospitering, both ways: guides visit other services, and colleagues from other services visit the guidance. A place
//! offers, somebody wishes, the coordinator says yes to a match, and afterwards a few lines are written.

use crate::shared::{Id, Key, Minute};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// Which way the visit goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ShadowingWay {
    /// A guide visits another service.
    Out,
    /// A colleague from another service visits the guidance.
    In,
}

impl ShadowingWay {
    /// Both ways.
    pub const ALL: [Self; 2] = [Self::Out, Self::In];

    /// Stable code used in tables and forms.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Out => "out",
            Self::In => "in",
        }
    }

    /// Reads a code written by [`ShadowingWay::code`].
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|w| w.code() == code)
    }
}

/// Whether a place can be wished for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum HostState {
    /// Another service has offered it; the coordinator has not looked at it yet.
    Proposed,
    /// It can be wished for.
    Open,
    /// It is no longer offered.
    Ended,
}

impl HostState {
    /// Every state.
    pub const ALL: [Self; 3] = [Self::Proposed, Self::Open, Self::Ended];

    /// Stable code used in tables.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Proposed => "proposed",
            Self::Open => "open",
            Self::Ended => "ended",
        }
    }

    /// Reads a code written by [`HostState::code`].
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.code() == code)
    }
}

/// A place that takes somebody in for some hours (hospiteringsplass).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Host {
    /// Its identity.
    pub id: Id,
    /// Which way the visit goes.
    pub way: ShadowingWay,
    /// The service, or our own place: "NAV-kontoret". Never empty.
    pub name: String,
    /// Our own place, where colleagues visit the guidance.
    pub place: Option<Key>,
    /// What one sees and takes part in.
    pub about: String,
    /// When it suits, in words: "tirsdager før lunsj".
    pub times: String,
    /// Whom one meets or rings: a colleague's work contact; may be empty.
    pub contact: String,
    /// How many can be agreed at a time, 1 or more.
    pub spots: u16,
    /// The last day it is offered; `None` until somebody ends it.
    pub last: Option<Date>,
    /// Whether it can be wished for.
    pub state: HostState,
}

impl Host {
    /// Whether it can be wished for and agreed on a day.
    #[must_use]
    pub fn is_open(&self, on: Date) -> bool {
        self.state == HostState::Open && self.last.is_none_or(|last| on <= last)
    }
}

/// Somebody from another service (kollega): her work name and contact, kept until shortly after the visit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Colleague {
    /// The name.
    pub name: String,
    /// The service she works in. Kept for counting.
    pub service: String,
    /// Work e-mail.
    pub email: String,
}

/// A wish to visit (hospiteringsønske) that waits for a match.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JobWish {
    /// Its identity.
    pub id: Id,
    /// Which way the visit goes.
    pub way: ShadowingWay,
    /// The guide who wishes, when the way is out.
    pub guide: Option<Id>,
    /// The colleague who wishes, when the way is in.
    pub colleague: Option<Colleague>,
    /// The place that is wished for; `None` when any that fits will do.
    pub host: Option<Id>,
    /// What she wants to see or learn, and when it suits.
    pub wants: String,
    /// The day it was made.
    pub made: Date,
}

/// How an agreement stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum AgreementState {
    /// It is agreed.
    Agreed,
    /// It has been held.
    Held,
    /// It came to nothing.
    CalledOff,
}

impl AgreementState {
    /// Every state.
    pub const ALL: [Self; 3] = [Self::Agreed, Self::Held, Self::CalledOff];

    /// Stable code used in tables.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Agreed => "agreed",
            Self::Held => "held",
            Self::CalledOff => "called_off",
        }
    }

    /// Reads a code written by [`AgreementState::code`].
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.code() == code)
    }
}

/// What was agreed (hospiteringsavtale): who visits whom, when, where one meets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Agreement {
    /// Its identity.
    pub id: Id,
    /// Which way the visit goes.
    pub way: ShadowingWay,
    /// The place that is visited.
    pub host: Id,
    /// The guide who visits, when the way is out; empty when she has been erased.
    pub guide: Option<Id>,
    /// The colleague who visits, when the way is in; her name and contact are empty when they have been erased.
    pub colleague: Option<Colleague>,
    /// The day.
    pub on: Date,
    /// When it begins.
    pub start: Minute,
    /// When it ends, after the start.
    pub end: Minute,
    /// Where one meets, and whom.
    pub meet: String,
    /// How it stands.
    pub state: AgreementState,
}

impl Agreement {
    /// How long it lasts, in minutes.
    #[must_use]
    pub const fn minutes(&self) -> u16 {
        self.end.get().saturating_sub(self.start.get())
    }
}

/// How many more a place can take: its spots without what is agreed and not held yet.
#[must_use]
pub fn free_spots(host: &Host, agreements: &[Agreement], today: Date) -> u16 {
    let taken = |a: &&Agreement| a.host == host.id && a.state == AgreementState::Agreed && a.on >= today;
    let taken = agreements.iter().filter(taken).count();
    host.spots.saturating_sub(u16::try_from(taken).unwrap_or(u16::MAX))
}

/// Why a place is suggested.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum MatchReason {
    /// It is the place she asked for.
    AskedFor,
    /// A word of the wish stands in what the place says about itself.
    SameWords,
    /// She has not been there.
    NotBeenThere,
    /// Few have been there.
    FewHaveBeen,
}

/// A match for the coordinator to say yes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// The wish.
    pub wish: Id,
    /// The place.
    pub host: Id,
    /// Why, the strongest reason first. Never empty.
    pub why: Vec<MatchReason>,
}

/// Suggests a place for each wish, the oldest wish first, so that nobody is given the same spot. A wish for a certain place
/// gets that place or nothing. Nobody is suggested a place she has been to, unless she asks for it.
#[must_use]
pub fn suggest(wishes: &[JobWish], hosts: &[Host], agreements: &[Agreement], today: Date) -> Vec<Suggestion> {
    let mut left: BTreeMap<Id, u16> = hosts
        .iter()
        .filter(|h| h.is_open(today))
        .map(|h| (h.id, free_spots(h, agreements, today)))
        .collect();
    let mut waiting: Vec<&JobWish> = wishes.iter().collect();
    waiting.sort_by_key(|w| (w.made, w.id));
    let mut out = Vec::new();
    for wish in waiting {
        let best = hosts
            .iter()
            .filter(|h| h.way == wish.way && left.get(&h.id).is_some_and(|n| *n > 0))
            .filter(|h| wish.host.is_none_or(|asked| asked == h.id))
            .filter_map(|h| fits(wish, h, agreements).map(|why| (h, why)))
            .max_by_key(|(h, why)| (weight(why), left.get(&h.id).copied(), std::cmp::Reverse(h.id)));
        if let Some((host, why)) = best {
            left.entry(host.id).and_modify(|n| *n -= 1);
            out.push(Suggestion {
                wish: wish.id,
                host: host.id,
                why,
            });
        }
    }
    out
}

/// Why a place fits a wish; `None` when she has been there and does not ask for it again.
fn fits(wish: &JobWish, host: &Host, agreements: &[Agreement]) -> Option<Vec<MatchReason>> {
    let held = |a: &&Agreement| a.host == host.id && a.state != AgreementState::CalledOff;
    let been = agreements.iter().filter(held).any(|a| wish.guide.is_some() && a.guide == wish.guide);
    let asked = wish.host == Some(host.id);
    if been && !asked {
        return None;
    }
    let reasons = [
        (asked, MatchReason::AskedFor),
        (same_words(&wish.wants, host), MatchReason::SameWords),
        (!been && wish.guide.is_some(), MatchReason::NotBeenThere),
        (agreements.iter().filter(held).count() < 2, MatchReason::FewHaveBeen),
    ];
    let why: Vec<MatchReason> = reasons.into_iter().filter(|(holds, _)| *holds).map(|(_, why)| why).collect();
    // A colleague from another service who asks for nothing in particular is welcome anywhere.
    Some(if why.is_empty() {
        vec![MatchReason::FewHaveBeen]
    } else {
        why
    })
}

fn weight(why: &[MatchReason]) -> u32 {
    why.iter()
        .map(|w| match w {
            MatchReason::AskedFor => 8,
            MatchReason::SameWords => 4,
            MatchReason::NotBeenThere => 2,
            MatchReason::FewHaveBeen => 1,
        })
        .sum()
}

/// Whether a word of four letters or more of the wish stands in the place's name or what it says about itself.
fn same_words(wants: &str, host: &Host) -> bool {
    let words = |text: &str| -> Vec<String> {
        text.split(|c: char| !c.is_alphanumeric())
            .filter(|w| w.chars().count() >= 3)
            .map(str::to_lowercase)
            .collect()
    };
    let there = words(&format!("{} {}", host.name, host.about));
    words(wants).iter().any(|w| there.contains(w) && !COMMON.contains(&w.as_str()))
}

/// Words that say nothing about what somebody wants to see.
const COMMON: [&str; 22] = [
    "med", "som", "for", "til", "jeg", "vil", "har", "den", "det", "kan", "ikke", "hvordan", "korleis", "gjerne",
    "dere", "være", "vere", "sjå", "hva", "kva", "the", "and",
];
