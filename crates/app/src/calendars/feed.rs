//! From the register to a calendar that people follow.

use super::store::{Gone, Revisions, revision, series};
use crate::{
    frame::{AppError, Cx, Published},
    offerings::{access_sentence, street_address},
    office::words::offering_kind,
    texts::{T, Words},
};
use domain::{
    offerings::{Access, Offering, OfferingKind},
    places::Place,
    schedule::{Calendar, Occurrence, Schedule, Staffing, Status, day_in_words, occurrences},
    shared::{Key, Locale, Localized, Minute},
};
use interop::ical::{Entry, Feed, Part, When, parts, window};
use jiff::{Timestamp, ToSpan, civil::Date};
use ui::args;

/// The longest theme that stands beside the name of what it is the theme of.
const THEME_LETTERS: usize = 60;

/// What somebody chose to follow. Everything that is open to all when nothing is chosen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// A place and what is in it.
    pub place: Option<Key>,
    /// One or several offerings.
    pub offerings: Vec<Key>,
    /// One or several kinds.
    pub kinds: Vec<OfferingKind>,
    /// The languages one can be helped in, any of them.
    pub languages: Vec<String>,
}

impl Choice {
    /// Reads `sted`, `tilbud`, `type` and `sprak` of an address; empty ones say nothing.
    ///
    /// # Errors
    /// Absent when it names a place, an offering or a kind that is not here: an address that is followed for years should
    /// not quietly be another one.
    pub fn read(query: &[(String, String)], published: &Published) -> Result<Self, AppError> {
        let mut choice = Self::default();
        for (name, value) in query.iter().filter(|(_, value)| !value.is_empty()) {
            match name.as_str() {
                "sted" => choice.place = Some(published.place(value).ok_or(AppError::Absent)?.key.clone()),
                "tilbud" => {
                    let found = published.offering(value).filter(|o| o.published).ok_or(AppError::Absent)?;
                    choice.offerings.push(found.key.clone());
                }
                "type" => choice.kinds.push(OfferingKind::parse(value).ok_or(AppError::Absent)?),
                "sprak" => choice.languages.push(value.clone()),
                _ => {}
            }
        }
        Ok(choice)
    }

    /// The query of an address that chooses this; empty when nothing is chosen.
    #[must_use]
    pub fn query(&self) -> String {
        let mut pairs: Vec<String> = Vec::new();
        pairs.extend(self.place.iter().map(|k| format!("sted={k}")));
        pairs.extend(self.offerings.iter().map(|k| format!("tilbud={k}")));
        pairs.extend(self.kinds.iter().map(|k| format!("type={}", k.code())));
        pairs.extend(self.languages.iter().map(|c| format!("sprak={}", crate::offerings::url_encoded(c))));
        if pairs.is_empty() {
            String::new()
        } else {
            format!("?{}", pairs.join("&"))
        }
    }

    /// Whether an offering is among what was chosen. What is only for those the host invites must be named.
    #[must_use]
    pub fn takes(&self, offering: &Offering) -> bool {
        let named = self.offerings.contains(&offering.key);
        offering.published
            && (named || (self.offerings.is_empty() && offering.access != Access::Closed))
            && (self.kinds.is_empty() || self.kinds.contains(&offering.kind))
            && (self.languages.is_empty() || offering.languages.iter().any(|l| self.languages.contains(l)))
    }

    /// Whether a plan is among what was chosen.
    #[must_use]
    pub fn takes_place(&self, calendar: &Calendar<'_>, schedule: &Schedule) -> bool {
        schedule.staffing == Staffing::Staffed
            && self.place.as_ref().is_none_or(|house| calendar.is_inside(&schedule.place, house))
    }
}

/// What followers have been told.
pub struct Told {
    /// How often each plan changed.
    pub revisions: Revisions,
    /// The coming dates of plans that were taken away.
    pub gone: Vec<Gone>,
}

/// The calendar of a choice, in the language of the request.
#[must_use]
pub fn feed(cx: &Cx, published: &Published, told: &Told, choice: &Choice, (page, source): (&str, &str)) -> Feed {
    let l = cx.locale();
    let register = &published.register;
    let calendar = Calendar::new(&register.municipality, &register.places);
    let writer = Writer {
        cx,
        published,
        revisions: &told.revisions,
        l,
    };
    let mut entries = Vec::new();
    for offering in register.offerings.iter().filter(|o| choice.takes(o)) {
        for schedule in offering.schedules.iter().filter(|s| choice.takes_place(&calendar, s)) {
            let there = |o: &Occurrence| is_there(published, offering, o);
            let found = parts(schedule, &calendar, window(cx.today()), there);
            entries.extend(found.into_iter().map(|part| writer.entry(offering, schedule, part)));
        }
    }
    for gone in &told.gone {
        let offering = published.offering(gone.offering.as_str()).filter(|o| choice.takes(o));
        let there = choice.place.as_ref().is_none_or(|house| calendar.is_inside(&gone.place, house));
        entries.extend(offering.filter(|_| there).map(|offering| writer.gone(offering, gone)));
    }
    Feed {
        name: name(published, choice, l),
        description: l.t(T::OfferingsAllDescription),
        language: l.code(),
        url: full_address(cx, page),
        source: full_address(cx, source),
        entries,
    }
}

/// From the day it ended, an offering or a place has no more occurrences.
#[must_use]
pub fn is_there(published: &Published, offering: &Offering, o: &Occurrence) -> bool {
    let place = published.place(o.place.as_str()).and_then(|p| p.ended);
    ![offering.ended, place].into_iter().flatten().any(|ended| ended <= o.date)
}

/// An address that says its language, for what is kept for years and read by programs without cookies.
#[must_use]
pub fn full_address(cx: &Cx, path: &str) -> String {
    format!("{}{}", cx.scope.origin, cx.scope.link_in(cx.locale(), path))
}

/// What the calendar is called in the follower's list.
#[must_use]
pub fn name(published: &Published, choice: &Choice, l: Locale) -> String {
    let service = published.register.municipality.service_name.get(l).to_owned();
    let place = choice.place.as_ref().and_then(|k| published.place(k.as_str())).map(|p| p.name.get(l));
    let offering = |k: &Key| published.offering(k.as_str()).map(|o| o.name.get(l).to_owned());
    let mut words: Vec<String> = choice.offerings.iter().filter_map(offering).collect();
    words.extend(choice.kinds.iter().map(|k| offering_kind(*k, l)));
    words.extend(place.map(str::to_owned));
    words.extend(choice.languages.iter().map(|c| crate::offerings::language_name(c, l)));
    if words.is_empty() {
        service
    } else {
        format!("{} – {service}", words.join(", "))
    }
}

struct Writer<'a> {
    cx: &'a Cx,
    published: &'a Published,
    revisions: &'a Revisions,
    l: Locale,
}

impl Writer<'_> {
    fn entry(&self, offering: &Offering, schedule: &Schedule, part: Part) -> Entry {
        let name = series(offering, schedule);
        let owner = format!("{}.terskel", self.cx.tenant().number);
        let (uid, occurrence) = match &part {
            Part::Series(_) => (format!("{name}@{owner}"), None),
            Part::Instead(_, o) => (format!("{name}@{owner}"), Some(o)),
            Part::Once(o) => (format!("{name}.{}@{owner}", original(o)), Some(o)),
        };
        let place = self.published.place(schedule.place.as_str());
        let told = revision(self.revisions, offering, schedule);
        Entry {
            uid,
            sequence: told.sequence,
            changed: told.changed,
            summary: self.summary(offering, occurrence),
            description: self.description(offering, occurrence),
            location: place.map(|p| place_words(self.published, p, self.l)).unwrap_or_default(),
            position: place.and_then(|p| p.position),
            category: offering_kind(offering.kind, self.l),
            url: full_address(self.cx, &format!("/tilbud/{}", offering.key)),
            cancelled: occurrence.is_some_and(|o| !o.takes_place()),
            when: match part {
                Part::Series(series) => When::Series(series),
                Part::Instead(of, o) => once(Some(of), &o),
                Part::Once(o) => once(None, &o),
            },
        }
    }

    /// A date of a plan that was taken away: called off, until it is past.
    fn gone(&self, offering: &Offering, gone: &Gone) -> Entry {
        let owner = format!("{}.terskel", self.cx.tenant().number);
        let (day, start) = gone.original;
        let uid = if gone.of_rule {
            format!("{}@{owner}", gone.series)
        } else {
            format!("{}.{}@{owner}", gone.series, original_name(day, start))
        };
        let place = self.published.place(gone.place.as_str());
        Entry {
            uid,
            sequence: gone.revision.sequence,
            changed: gone.revision.changed,
            summary: self.l.ta(T::CalendarsCalledOff, &args![("name", offering.name.get(self.l))]),
            description: offering.summary.get(self.l).to_owned(),
            location: place.map(|p| place_words(self.published, p, self.l)).unwrap_or_default(),
            position: place.and_then(|p| p.position),
            category: offering_kind(offering.kind, self.l),
            url: full_address(self.cx, &format!("/tilbud/{}", offering.key)),
            cancelled: true,
            when: When::Once {
                instead_of: gone.of_rule.then_some(interop::ical::Local {
                    date: day,
                    clock: start,
                }),
                starts: gone.starts,
                ends: gone.ends,
            },
        }
    }

    fn summary(&self, offering: &Offering, occurrence: Option<&Occurrence>) -> String {
        let name = title(offering, occurrence, self.l);
        if occurrence.is_some_and(|o| !o.takes_place()) {
            self.l.ta(T::CalendarsCalledOff, &args![("name", name)])
        } else {
            name
        }
    }

    fn description(&self, offering: &Offering, occurrence: Option<&Occurrence>) -> String {
        let l = self.l;
        let why = occurrence.and_then(reason).map(|r| r.get(l).to_owned()).unwrap_or_default();
        let moved = occurrence.map(|o| moved_words(o, l)).unwrap_or_default();
        let note = occurrence.map(|o| o.note.get(l).to_owned()).unwrap_or_default();
        let lines = [
            moved,
            why,
            note,
            offering.summary.get(l).to_owned(),
            access_sentence(offering.access, l),
            offering.bring.get(l).to_owned(),
        ];
        lines.into_iter().filter(|t| !t.is_empty()).collect::<Vec<_>>().join("\n")
    }
}

fn once(instead_of: Option<interop::ical::Local>, o: &Occurrence) -> When {
    When::Once {
        instead_of,
        starts: o.starts_at(),
        ends: o.ends_at(),
    }
}

/// The plan's own day and start name an occurrence for good, so one that is moved stays the same in a calendar.
#[must_use]
pub fn original(o: &Occurrence) -> String {
    original_name(o.original.date, o.original.start)
}

fn original_name(day: Date, start: Minute) -> String {
    let start = start.get();
    format!("{day}T{:02}{:02}", start / 60, start % 60)
}

/// The name of what one can come to, with the theme of the day where that is short.
#[must_use]
pub fn title(offering: &Offering, occurrence: Option<&Occurrence>, l: Locale) -> String {
    let name = offering.name.get(l);
    match occurrence.map(|o| o.note.get(l)) {
        Some(theme) if !theme.is_empty() && theme.chars().count() <= THEME_LETTERS => format!("{name}: {theme}"),
        _ => name.to_owned(),
    }
}

/// Why an occurrence does not take place, or not when it was planned.
#[must_use]
pub const fn reason(o: &Occurrence) -> Option<&Localized> {
    match &o.status {
        Status::CalledOff { reason, .. } | Status::Moved { reason, .. } => Some(reason),
        Status::Planned => None,
    }
}

/// That an occurrence was moved, and from when; empty when it was not.
#[must_use]
pub fn moved_words(o: &Occurrence, l: Locale) -> String {
    match &o.status {
        Status::Moved { from, .. } => {
            let day = day_in_words(from.date, Date::MIN, l);
            l.ta(
                T::CalendarsMovedFrom,
                &args![("day", day), ("time", domain::schedule::clock(from.start, l))],
            )
        }
        _ => String::new(),
    }
}

/// A place with its address, on one line.
#[must_use]
pub fn place_words(published: &Published, place: &Place, l: Locale) -> String {
    let house = place.part_of.as_ref().and_then(|k| published.place(k.as_str())).map(|p| p.name.get(l).to_owned());
    let parts = [Some(place.name.get(l).to_owned()), house, street_address(place)];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// One date that comes, with what it is a date of.
pub struct Coming<'a> {
    /// What it is.
    pub offering: &'a Offering,
    /// The plan it is from.
    pub schedule: &'a Schedule,
    /// The date.
    pub occurrence: Occurrence,
}

/// What comes in the next days of what is chosen, in order; what is called off is among it, what is over is not.
#[must_use]
pub fn coming<'a>(published: &'a Published, choice: &Choice, now: Timestamp, days: i32) -> Vec<Coming<'a>> {
    let register = &published.register;
    let calendar = Calendar::new(&register.municipality, &register.places);
    let today = domain::shared::day_and_minute(now).0;
    let last = today.checked_add(days.days()).unwrap_or(today);
    let mut out = Vec::new();
    for offering in register.offerings.iter().filter(|o| choice.takes(o)) {
        for schedule in offering.schedules.iter().filter(|s| choice.takes_place(&calendar, s)) {
            let found = occurrences(schedule, &calendar, today, last).into_iter();
            let there = found.filter(|o| o.ends_at() > now && is_there(published, offering, o));
            out.extend(there.map(|occurrence| Coming {
                offering,
                schedule,
                occurrence,
            }));
        }
    }
    out.sort_by(|a, b| {
        let at = |c: &Coming| (c.occurrence.starts_at(), c.offering.key.clone());
        at(a).cmp(&at(b))
    });
    out
}

/// When an occurrence is, with the day written out: "tirsdag 3. mars kl. 12–15", "i dag kl. 12–15".
#[must_use]
pub fn when_words(o: &Occurrence, today: Date, l: Locale) -> String {
    ui::parts::keep_together(&domain::schedule::occurrence_in_words(o, today, l))
}

/// The name of a place; empty when there is no such.
#[must_use]
pub fn place_name(register: &domain::register::Register, key: &Key, l: Locale) -> String {
    register
        .places
        .iter()
        .find(|p| p.key == *key)
        .map_or_else(String::new, |p| p.name.get(l).to_owned())
}
