//! Reading a calendar that somebody else has written. What comes may be anything: every step has a limit, and past it the
//! answer is a clear word, not a long wait.

use domain::{
    schedule::{Rule, days_of_rule},
    shared::{Minute, TIME_ZONE, day_and_minute},
};
use jiff::{
    SignedDuration, Timestamp, ToSpan,
    civil::{Date, DateTime, Time, Weekday},
    tz::TimeZone,
};
use std::collections::{BTreeMap, BTreeSet};

/// The largest file that is read, in bytes.
pub const MOST_BYTES: usize = 1024 * 1024;
/// The longest line, folds undone, in bytes.
const MOST_IN_LINE: usize = 32 * 1024;
/// The most events of a file.
const MOST_EVENTS: usize = 1000;
/// The deepest nesting: an alarm in an event in a calendar is three.
const MOST_DEPTH: usize = 4;
/// The most dates that a file may list one by one, and the most that its rules may be followed for.
const MOST_STEPS: usize = 20_000;
/// The most dates that come out.
const MOST_DATES: usize = 500;
/// How many days ahead dates are taken in.
const DAYS_AHEAD: i32 = 400;
/// Nothing that begins before this year is followed.
const OLDEST_YEAR: i16 = 1990;
/// The most letters of a text that are kept.
const MOST_LETTERS: usize = 200;

/// A calendar that could not be read at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Broken {
    /// Larger than [`MOST_BYTES`].
    TooLarge,
    /// The text is not UTF-8, on this line.
    NotText(usize),
    /// It does not begin and end as a calendar does.
    NotACalendar,
    /// This line is longer than any calendar needs.
    LineTooLong(usize),
    /// Parts lie inside one another too deep, or end without having begun, on this line.
    WrongNesting(usize),
    /// More events, or more dates, than a year of openings has.
    TooMany,
}

impl Broken {
    /// Stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::TooLarge => "too_large",
            Self::NotText(_) => "not_text",
            Self::NotACalendar => "not_a_calendar",
            Self::LineTooLong(_) => "line_too_long",
            Self::WrongNesting(_) => "wrong_nesting",
            Self::TooMany => "too_many",
        }
    }

    /// The line it is about, counted from 1; 0 when it is about the whole file.
    #[must_use]
    pub const fn line(self) -> usize {
        match self {
            Self::NotText(line) | Self::LineTooLong(line) | Self::WrongNesting(line) => line,
            _ => 0,
        }
    }
}

/// A date of a calendar, on Norwegian clocks.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Dated {
    /// The day.
    pub date: Date,
    /// When it begins.
    pub start: Minute,
    /// When it ends, the same day.
    pub end: Minute,
    /// What it is called there; may be empty.
    pub summary: String,
    /// Where, in their words; may be empty.
    pub location: String,
}

/// Something in a calendar that gives no date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skipped {
    /// The line it begins on, counted from 1.
    pub line: usize,
    /// What it is called there; may be empty.
    pub summary: String,
    /// Why.
    pub why: Why,
}

/// Why something in a calendar gives no date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// It is over.
    Past,
    /// It is more than thirteen months ahead.
    TooFar,
    /// It is called off.
    CalledOff,
    /// It lasts whole days, so nobody can know when to come.
    WholeDay,
    /// It passes midnight.
    PastMidnight,
    /// It has no start, or no end after the start.
    NoTime,
    /// Nobody knows this time zone.
    UnknownZone(String),
    /// It repeats in a way that is not understood.
    UnknownRule(String),
}

impl Why {
    /// Stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Past => "past",
            Self::TooFar => "too_far",
            Self::CalledOff => "called_off",
            Self::WholeDay => "whole_day",
            Self::PastMidnight => "past_midnight",
            Self::NoTime => "no_time",
            Self::UnknownZone(_) => "unknown_zone",
            Self::UnknownRule(_) => "unknown_rule",
        }
    }
}

/// What a calendar gives.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    /// Its dates from today and thirteen months on, in order, no two the same.
    pub dates: Vec<Dated>,
    /// What gave none.
    pub skipped: Vec<Skipped>,
}

/// Reads the dates of a calendar (RFC 5545): single events and series by day, week, month or year, dates added, left out,
/// moved and called off, in any zone that is known. Bounded in time and memory whatever the file says.
///
/// # Errors
/// When the file cannot be read at all.
pub fn read(bytes: &[u8], today: Date) -> Result<Imported, Broken> {
    if bytes.len() > MOST_BYTES {
        return Err(Broken::TooLarge);
    }
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let before = bytes.get(..error.valid_up_to()).unwrap_or_default();
        Broken::NotText(1 + before.iter().filter(|b| **b == b'\n').count())
    })?;
    let events = events(text.strip_prefix('\u{feff}').unwrap_or(text))?;
    let mut reader = Reader {
        first: today,
        last: today.checked_add(DAYS_AHEAD.days()).unwrap_or(today),
        steps: 0,
        out: Imported::default(),
    };
    reader.all(events)?;
    let mut out = reader.out;
    out.dates.sort();
    out.dates.dedup_by_key(|d| (d.date, d.start, d.end));
    Ok(out)
}

// --- content lines ---------------------------------------------------------------------------------------------

/// A name, its parameters and a value.
struct Content {
    name: String,
    params: Vec<(String, String)>,
    value: String,
}

impl Content {
    fn param(&self, name: &str) -> &str {
        self.params.iter().find(|(n, _)| n == name).map_or("", |(_, v)| v)
    }
}

/// Undoes the folds; no line grows past the limit.
fn unfolded(text: &str) -> impl Iterator<Item = Result<(usize, String), Broken>> {
    let mut lines = text.split('\n').enumerate().map(|(i, l)| (i + 1, l.strip_suffix('\r').unwrap_or(l))).peekable();
    std::iter::from_fn(move || {
        let (number, first) = lines.next()?;
        let mut whole = first.to_owned();
        while let Some((_, more)) = lines.next_if(|(_, l)| l.starts_with([' ', '\t'])) {
            if whole.len() + more.len() > MOST_IN_LINE {
                return Some(Err(Broken::LineTooLong(number)));
            }
            whole.push_str(more.get(1..).unwrap_or_default());
        }
        if whole.len() > MOST_IN_LINE {
            return Some(Err(Broken::LineTooLong(number)));
        }
        Some(Ok((number, whole)))
    })
}

/// `NAME;PARAM=value;PARAM="quoted":value`; `None` for a line that is not like that.
fn content(text: &str) -> Option<Content> {
    let (mut quoted, mut cuts, mut colon) = (false, Vec::new(), None);
    for (at, b) in text.bytes().enumerate() {
        match b {
            b'"' => quoted = !quoted,
            b';' if !quoted => cuts.push(at),
            b':' if !quoted => {
                colon = Some(at);
                break;
            }
            _ => {}
        }
    }
    let colon = colon?;
    cuts.push(colon);
    let mut pieces = Vec::new();
    let mut from = 0;
    for cut in cuts {
        pieces.push(text.get(from..cut)?);
        from = cut + 1;
    }
    let (name, params) = pieces.split_first()?;
    let params = params
        .iter()
        .filter_map(|p| p.split_once('='))
        .map(|(n, v)| (n.to_ascii_uppercase(), v.trim_matches('"').to_owned()));
    Some(Content {
        name: name.to_ascii_uppercase(),
        params: params.collect(),
        value: text.get(colon + 1..)?.to_owned(),
    })
}

/// RFC 5545 §3.3.11, undone; control characters left out, the beginning only.
fn plain(text: &str) -> String {
    let mut out = String::new();
    let mut chars = text.chars();
    let mut left = MOST_LETTERS;
    while let Some(c) = chars.next() {
        let c = match c {
            '\\' => match chars.next() {
                Some('n' | 'N') | None => ' ',
                Some(other) => other,
            },
            c => c,
        };
        if left == 0 {
            break;
        }
        if !c.is_control() {
            out.push(c);
            left -= 1;
        }
    }
    out.trim().to_owned()
}

// --- events ----------------------------------------------------------------------------------------------------

#[derive(Default)]
struct Event {
    line: usize,
    uid: String,
    sequence: i64,
    summary: String,
    location: String,
    cancelled: bool,
    start: Option<Content>,
    end: Option<Content>,
    duration: Option<String>,
    instead_of: Option<Content>,
    rules: Vec<String>,
    without: Vec<Content>,
    with: Vec<Content>,
}

impl Event {
    fn take(&mut self, c: Content) {
        match c.name.as_str() {
            "UID" => self.uid = c.value,
            "SEQUENCE" => self.sequence = c.value.trim().parse().unwrap_or(0),
            "SUMMARY" => self.summary = plain(&c.value),
            "LOCATION" => self.location = plain(&c.value),
            "STATUS" => self.cancelled = c.value.trim().eq_ignore_ascii_case("CANCELLED"),
            "DTSTART" => self.start = Some(c),
            "DTEND" => self.end = Some(c),
            "DURATION" => self.duration = Some(c.value),
            "RECURRENCE-ID" => self.instead_of = Some(c),
            "RRULE" => self.rules.push(c.value),
            "EXDATE" => self.without.push(c),
            "RDATE" => self.with.push(c),
            _ => {}
        }
    }
}

/// The events of a calendar, as they are written.
fn events(text: &str) -> Result<Vec<Event>, Broken> {
    let mut found: Vec<Event> = Vec::new();
    let mut open: Vec<String> = Vec::new();
    let (mut begun, mut ended) = (false, false);
    for line in unfolded(text) {
        let (number, line) = line?;
        if line.trim().is_empty() {
            continue;
        }
        let Some(c) = content(&line) else {
            // A line that is none is passed over inside a calendar; before one, this is something else.
            if begun {
                continue;
            }
            return Err(Broken::NotACalendar);
        };
        let what = c.value.trim().to_ascii_uppercase();
        match c.name.as_str() {
            "BEGIN" => {
                if open.len() == MOST_DEPTH || (open.is_empty() && what != "VCALENDAR") || open.contains(&what) {
                    return Err(if begun {
                        Broken::WrongNesting(number)
                    } else {
                        Broken::NotACalendar
                    });
                }
                begun = true;
                if what == "VEVENT" && open.len() == 1 {
                    if found.len() == MOST_EVENTS {
                        return Err(Broken::TooMany);
                    }
                    found.push(Event {
                        line: number,
                        ..Event::default()
                    });
                }
                open.push(what);
            }
            "END" => {
                if open.pop().as_deref() != Some(what.as_str()) {
                    return Err(if begun {
                        Broken::WrongNesting(number)
                    } else {
                        Broken::NotACalendar
                    });
                }
                ended |= open.is_empty();
            }
            _ if !begun => return Err(Broken::NotACalendar),
            _ => {
                if let ([_, inner], Some(event)) = (open.as_slice(), found.last_mut())
                    && inner == "VEVENT"
                {
                    event.take(c);
                }
            }
        }
    }
    if begun && ended && open.is_empty() {
        Ok(found)
    } else {
        Err(Broken::NotACalendar)
    }
}

// --- times -----------------------------------------------------------------------------------------------------

/// A clock reading somewhere.
#[derive(Clone, Debug)]
struct Reading {
    at: DateTime,
    zone: TimeZone,
}

impl Reading {
    fn instant(&self) -> Option<Timestamp> {
        self.zone.to_timestamp(self.at).ok()
    }

    fn on(&self, day: Date) -> Option<Timestamp> {
        self.zone.to_timestamp(DateTime::from_parts(day, self.at.time())).ok()
    }
}

fn digits<const N: usize>(text: &str, cuts: [(usize, usize); N]) -> Option<[i16; N]> {
    let mut out = [0; N];
    for (slot, (from, to)) in out.iter_mut().zip(cuts) {
        let part = text.get(from..to)?;
        if !part.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        *slot = part.parse().ok()?;
    }
    Some(out)
}

fn day_of(text: &str) -> Option<Date> {
    let [year, month, day] = digits(text, [(0, 4), (4, 6), (6, 8)])?;
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// One value of a property that holds times.
fn reading(c: &Content, value: &str) -> Result<Reading, Why> {
    let value = value.trim();
    let day = day_of(value).ok_or(Why::NoTime)?;
    if value.len() == 8 {
        return Err(Why::WholeDay);
    }
    if value.as_bytes().get(8) != Some(&b'T') || !matches!(value.get(15..), Some("" | "Z")) {
        return Err(Why::NoTime);
    }
    let [hour, minute] = digits(value, [(9, 11), (11, 13)]).ok_or(Why::NoTime)?;
    let (hour, minute) = (i8::try_from(hour).unwrap_or(-1), i8::try_from(minute).unwrap_or(-1));
    let time = Time::new(hour, minute, 0, 0).map_err(|_| Why::NoTime)?;
    let zone = if value.ends_with('Z') {
        TimeZone::UTC
    } else {
        zone(c.param("TZID"))?
    };
    Ok(Reading {
        at: DateTime::from_parts(day, time),
        zone,
    })
}

/// What Microsoft calls the zones that have Norwegian clocks.
const NORWEGIAN_CLOCKS: [&str; 4] = [
    "W. Europe Standard Time",
    "Romance Standard Time",
    "Central Europe Standard Time",
    "Central European Standard Time",
];

/// A zone by its name; without one, times are those of the place, and that is Norway.
fn zone(name: &str) -> Result<TimeZone, Why> {
    let name = name.trim();
    let known = |name: &str| TimeZone::get(name).ok().filter(|z| z.iana_name().is_some());
    let found = if name.is_empty() || NORWEGIAN_CLOCKS.contains(&name) {
        known(TIME_ZONE)
    } else {
        // Some programs put their own address before the name: /example.org/Europe/Oslo.
        let parts: Vec<&str> = name.trim_start_matches('/').split('/').take(8).collect();
        (0..parts.len()).find_map(|from| known(&parts[from..].join("/")))
    };
    found.ok_or_else(|| Why::UnknownZone(plain(name)))
}

/// `P1DT2H30M` (RFC 5545 §3.3.6), as long as a day at most.
fn duration(text: &str) -> Option<SignedDuration> {
    let mut minutes: i64 = 0;
    let mut number: i64 = 0;
    for c in text.trim().strip_prefix('P')?.chars() {
        let unit = match c {
            '0'..='9' => {
                number = number.checked_mul(10)?.checked_add(i64::from(c.to_digit(10)?))?;
                continue;
            }
            'T' | 'S' => 0,
            'M' => 1,
            'H' => 60,
            'D' => 24 * 60,
            'W' => 7 * 24 * 60,
            _ => return None,
        };
        minutes = minutes.checked_add(number.checked_mul(unit)?)?;
        number = 0;
    }
    (1..=24 * 60).contains(&minutes).then(|| SignedDuration::from_mins(minutes))
}

// --- from events to dates --------------------------------------------------------------------------------------

struct Reader {
    first: Date,
    last: Date,
    steps: usize,
    out: Imported,
}

impl Reader {
    fn all(&mut self, events: Vec<Event>) -> Result<(), Broken> {
        let mut newest: BTreeMap<(String, Option<Timestamp>), Event> = BTreeMap::new();
        let mut nameless = Vec::new();
        for event in events {
            let instead = event.instead_of.as_ref().map(|c| reading(c, &c.value).map(|r| r.instant()));
            match instead {
                Some(Ok(at)) if at.is_some() => keep_newest(&mut newest, (event.uid.clone(), at), event),
                Some(Err(why)) => self.skip(&event, why),
                Some(Ok(_)) => self.skip(&event, Why::NoTime),
                None if event.uid.is_empty() => nameless.push(event),
                None => keep_newest(&mut newest, (event.uid.clone(), None), event),
            }
        }
        let mut instead: BTreeMap<&str, BTreeSet<Timestamp>> = BTreeMap::new();
        for (uid, at) in newest.keys() {
            instead.entry(uid).or_default().extend(at);
        }
        let none = BTreeSet::new();
        for ((uid, _), event) in &newest {
            let replaced = if event.instead_of.is_some() {
                &none
            } else {
                instead.get(uid.as_str()).unwrap_or(&none)
            };
            self.event(event, replaced)?;
        }
        nameless.iter().try_for_each(|event| self.event(event, &none))
    }

    fn skip(&mut self, event: &Event, why: Why) {
        self.out.skipped.push(Skipped {
            line: event.line,
            summary: event.summary.clone(),
            why,
        });
    }

    fn step(&mut self, count: usize) -> Result<(), Broken> {
        self.steps += count;
        if self.steps > MOST_STEPS {
            Err(Broken::TooMany)
        } else {
            Ok(())
        }
    }

    fn event(&mut self, event: &Event, replaced: &BTreeSet<Timestamp>) -> Result<(), Broken> {
        if event.cancelled {
            self.skip(event, Why::CalledOff);
            return Ok(());
        }
        let (start, length) = match times(event) {
            Ok(times) => times,
            Err(why) => {
                self.skip(event, why);
                return Ok(());
            }
        };
        let starts = match self.starts(event, &start)? {
            Ok(starts) => starts,
            Err(why) => {
                self.skip(event, why);
                return Ok(());
            }
        };
        let mut given = 0;
        let mut why = Why::Past;
        for at in starts.into_iter().filter(|at| !replaced.contains(at)) {
            match self.dated(event, at, length) {
                Ok(dated) => {
                    given += 1;
                    self.out.dates.push(dated);
                }
                Err(other) => why = other,
            }
            if self.out.dates.len() > MOST_DATES {
                return Err(Broken::TooMany);
            }
        }
        if given == 0 {
            self.skip(event, why);
        }
        Ok(())
    }

    fn dated(&self, event: &Event, at: Timestamp, length: SignedDuration) -> Result<Dated, Why> {
        let (date, start) = day_and_minute(at);
        if date < self.first {
            return Err(Why::Past);
        }
        if date > self.last {
            return Err(Why::TooFar);
        }
        let end = at.checked_add(length).map_err(|_| Why::NoTime)?;
        let end = match day_and_minute(end) {
            (day, end) if day == date && end > start => end,
            (day, Minute::MIDNIGHT) if Some(day) == date.tomorrow().ok() => Minute::new(1440).ok_or(Why::NoTime)?,
            _ => return Err(Why::PastMidnight),
        };
        Ok(Dated {
            date,
            start,
            end,
            summary: event.summary.clone(),
            location: event.location.clone(),
        })
    }

    /// Every start of an event, within the days that are asked for where it repeats.
    fn starts(&mut self, event: &Event, start: &Reading) -> Result<Result<Vec<Timestamp>, Why>, Broken> {
        let mut days = BTreeSet::new();
        for rule in &event.rules {
            match self.by_rule(rule, start)? {
                Ok(found) => days.extend(found),
                Err(why) => return Ok(Err(why)),
            }
        }
        if event.rules.is_empty() {
            days.insert(start.at.date());
        }
        let mut starts: BTreeSet<Timestamp> = days.into_iter().filter_map(|day| start.on(day)).collect();
        for (list, add) in [(&event.with, true), (&event.without, false)] {
            for c in list {
                for value in c.value.split(',') {
                    self.step(1)?;
                    match reading(c, value).map(|r| r.instant()) {
                        Ok(Some(at)) if add => starts.insert(at),
                        Ok(Some(at)) => starts.remove(&at),
                        // A day left out that is none takes nothing away; a day added must be understood.
                        Ok(None) => false,
                        Err(_) if !add => false,
                        Err(why) => return Ok(Err(why)),
                    };
                }
            }
        }
        Ok(Ok(starts.into_iter().collect()))
    }

    fn by_rule(&mut self, text: &str, start: &Reading) -> Result<Result<Vec<Date>, Why>, Broken> {
        let Some(rule) = Repeats::read(text, start) else {
            return Ok(Err(Why::UnknownRule(plain(text))));
        };
        let begins = start.at.date();
        // A zone far from Norway may have another day.
        let last = rule.until.unwrap_or(self.last).min(self.last.tomorrow().unwrap_or(self.last));
        let from = match rule.count {
            Some(_) => begins,
            None => begins.max(self.first.yesterday().unwrap_or(self.first)),
        };
        let mut days: BTreeSet<Date> = BTreeSet::new();
        if begins <= last {
            days.insert(begins);
        }
        // Every rule is followed only as far as its count or the window reaches, and all of them together only so far.
        for one in &rule.rules {
            for day in days_of_rule(one, begins, from, last).take(rule.count.unwrap_or(usize::MAX)) {
                self.step(1)?;
                days.insert(day);
            }
        }
        Ok(Ok(days.into_iter().take(rule.count.unwrap_or(usize::MAX)).collect()))
    }
}

fn keep_newest(
    newest: &mut BTreeMap<(String, Option<Timestamp>), Event>,
    key: (String, Option<Timestamp>),
    event: Event,
) {
    if newest.get(&key).is_none_or(|old| old.sequence <= event.sequence) {
        newest.insert(key, event);
    }
}

/// When an event begins first, and how long it lasts.
fn times(event: &Event) -> Result<(Reading, SignedDuration), Why> {
    let first = event.start.as_ref().ok_or(Why::NoTime)?;
    let start = reading(first, &first.value)?;
    if start.at.year() < OLDEST_YEAR {
        return Err(Why::Past);
    }
    let begins = start.instant().ok_or(Why::NoTime)?;
    let length = match (&event.end, &event.duration) {
        (Some(end), _) => {
            let end = reading(end, &end.value)?.instant().ok_or(Why::NoTime)?;
            end.duration_since(begins)
        }
        (None, Some(text)) => duration(text).ok_or(Why::NoTime)?,
        (None, None) => return Err(Why::NoTime),
    };
    if length <= SignedDuration::ZERO {
        return Err(Why::NoTime);
    }
    Ok((start, length))
}

/// A rule of repetition, as far as it is understood.
struct Repeats {
    rules: Vec<Rule>,
    count: Option<usize>,
    until: Option<Date>,
}

impl Repeats {
    /// `None` for a rule that is not understood: better no date than a wrong one.
    fn read(text: &str, start: &Reading) -> Option<Self> {
        let mut parts: BTreeMap<&str, &str> = BTreeMap::new();
        for pair in text.trim().split(';').filter(|p| !p.is_empty()) {
            let (name, value) = pair.split_once('=')?;
            if parts.insert(name, value).is_some() {
                return None;
            }
        }
        let mut take = |name: &str| parts.remove(name);
        let (frequency, every) = (
            take("FREQ")?,
            take("INTERVAL").map_or(Some(1), |n| n.parse::<u8>().ok())?,
        );
        let count = take("COUNT")
            .map(|n| n.parse::<usize>().ok().filter(|n| *n > 0))
            .map_or(Some(None), |n| n.map(Some))?;
        let until = take("UNTIL").map(|day| until(day, start)).map_or(Some(None), |day| day.map(Some))?;
        let (week, days, month_day) = (take("WKST"), take("BYDAY"), take("BYMONTHDAY"));
        let (position, month) = (take("BYSETPOS"), take("BYMONTH"));
        // Half-hours and the like say nothing here unless they say the start once more.
        if !parts.is_empty() || every == 0 || (frequency == "WEEKLY" && every > 1 && week.is_some_and(|w| w != "MO")) {
            return None;
        }
        let begins = start.at.date();
        let of_month = |every| match (days, month_day, position) {
            (None, day, None) => {
                let day = day.map_or(Some(begins.day()), |d| d.parse().ok())?;
                matches!(day, -1 | 1..=31).then(|| vec![Rule::MonthlyByDay { every, day }])
            }
            (Some(days), None, position) => by_weekday(every, days, position),
            _ => None,
        };
        let rules = match frequency {
            "DAILY" if every == 1 && (month_day, position, month) == (None, None, None) => match days {
                None => vec![weekly(1, WEEKDAYS.iter().map(|(_, day)| *day).collect())],
                Some(days) => vec![weekly(1, weekdays(days)?)],
            },
            "WEEKLY" if every <= 52 && (month_day, position, month) == (None, None, None) => match days {
                None => vec![weekly(every, vec![begins.weekday()])],
                Some(days) => vec![weekly(every, weekdays(days)?)],
            },
            "MONTHLY" if every <= 12 && month.is_none() => of_month(every)?,
            "YEARLY" if every == 1 && month.is_none_or(|m| m.parse() == Ok(begins.month())) => {
                // Without a month, a weekday of the year is something else.
                if month.is_none() && days.is_some() {
                    return None;
                }
                of_month(12)?
            }
            _ => return None,
        };
        Some(Self { rules, count, until })
    }
}

fn until(text: &str, start: &Reading) -> Option<Date> {
    let day = day_of(text)?;
    match text.get(8..) {
        Some("") => Some(day),
        Some(rest) if rest.starts_with('T') => {
            let [hour, minute] = digits(text, [(9, 11), (11, 13)])?;
            let time = Time::new(i8::try_from(hour).ok()?, i8::try_from(minute).ok()?, 0, 0).ok()?;
            let zone = if rest.ends_with('Z') {
                TimeZone::UTC
            } else {
                start.zone.clone()
            };
            let at = zone.to_timestamp(DateTime::from_parts(day, time)).ok()?;
            let there = start.zone.to_datetime(at);
            // The last date counts when it begins no later than this.
            if there.time() >= start.at.time() {
                Some(there.date())
            } else {
                there.date().yesterday().ok()
            }
        }
        _ => None,
    }
}

const WEEKDAYS: [(&str, Weekday); 7] = [
    ("MO", Weekday::Monday),
    ("TU", Weekday::Tuesday),
    ("WE", Weekday::Wednesday),
    ("TH", Weekday::Thursday),
    ("FR", Weekday::Friday),
    ("SA", Weekday::Saturday),
    ("SU", Weekday::Sunday),
];

fn weekday(text: &str) -> Option<Weekday> {
    WEEKDAYS.iter().find(|(name, _)| *name == text).map(|(_, day)| *day)
}

fn weekdays(text: &str) -> Option<Vec<Weekday>> {
    text.split(',').take(8).map(weekday).collect()
}

const fn weekly(every: u8, weekdays: Vec<Weekday>) -> Rule {
    Rule::Weekly { every, weekdays }
}

/// `1TU,3TU`, or `TU` with a position as some programs write it.
fn by_weekday(every: u8, days: &str, position: Option<&str>) -> Option<Vec<Rule>> {
    let one = |text: &str| {
        let cut = text.len().checked_sub(2)?;
        let weekday = weekday(text.get(cut..)?)?;
        let nth: i8 = match (text.get(..cut)?, position) {
            ("", Some(position)) => position.parse().ok()?,
            (nth, None) => nth.parse().ok()?,
            _ => return None,
        };
        matches!(nth, -1 | 1..=5).then_some(Rule::MonthlyByWeekday { every, nth, weekday })
    };
    // "The first of Monday and Tuesday" is neither the first Monday nor the first Tuesday.
    if position.is_some() && days.contains(',') {
        return None;
    }
    days.split(',').take(11).map(one).collect::<Option<Vec<_>>>().filter(|rules| rules.len() <= 10)
}
