use super::words::{PosterLanguage, PosterWord, PosterWords};
use crate::{
    offerings::{Access, Offering, OfferingKind},
    register::Register,
    schedule::{
        Calendar, Occurrence, Rule, Schedule, Staffing, clock, month_name, occurrences, schedule_in_words, weekday_name,
    },
    shared::{Key, Locale, capital},
};
use jiff::{ToSpan, civil::Date};
use serde::Serialize;

/// How far ahead a time is looked for, in days: what does not take place within it is not promised on paper.
const AHEAD: i64 = 120;
/// The most times a sheet has room for in large letters.
const MOST_TIMES: usize = 4;
/// How many dates are named where a rule cannot be said in a few words.
const DATES: usize = 3;

/// What stands on a poster, in its language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PosterText {
    /// The language.
    #[serde(rename = "language_code")]
    pub language: PosterLanguage,
    /// The written language that names and addresses are in.
    #[serde(rename = "local_code")]
    pub local: PosterLanguage,
    /// Whether it is read from right to left.
    pub right_to_left: bool,
    /// The largest words, and the title of the file.
    pub headline: String,
    /// What it is about, for those who search among files.
    pub subject: String,
    /// The municipality.
    pub author: String,
    /// What the service is called.
    pub sender: String,
    /// The name of the offering, when it is not the headline; may be empty.
    pub name: String,
    /// One sentence: what and for whom.
    pub lead: String,
    /// A few words each: free, just come.
    pub badges: Vec<String>,
    /// When and where.
    pub times: Vec<PosterTime>,
    /// The telephone; `None` when there is none yet.
    pub call: Option<PosterCall>,
    /// What stands in the telephone's place when there is none.
    pub instead: String,
    /// What the code is for.
    pub code_words: String,
    /// The code in words, for those who do not see it.
    pub code_alt: String,
    /// The municipality's arms in words, for those who do not see them.
    pub arms_alt: String,
    /// The address as it is read: without `https://`.
    pub address: String,
    /// The whole address.
    pub to: String,
    /// From which day it is true, and where changes are told.
    pub valid: String,
    /// That the words have not been read by anybody who knows the language; empty when they have.
    pub warning: String,
    /// What a handout also tells.
    pub more: Vec<PosterPart>,
}

/// When and where, on a poster.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PosterTime {
    /// `Tirsdag og torsdag kl. 12–15`.
    pub when: String,
    /// The place and its street; may be empty.
    pub place: String,
}

/// Whom to call, on a poster.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PosterCall {
    /// "Ring oss gjerne".
    pub words: String,
    /// As it is read, in pairs.
    pub number: String,
    /// As it is called.
    pub to: String,
    /// When it is answered; may be empty.
    pub hours: String,
}

/// A part of a handout.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PosterPart {
    /// What it is about.
    pub title: String,
    /// One sentence, or several points.
    pub points: Vec<String>,
}

/// What a poster is put together from.
pub struct Making<'a> {
    /// The register as it is published.
    pub register: &'a Register,
    /// The offering.
    pub offering: &'a Offering,
    /// The words.
    pub words: &'a PosterWords,
    /// The day it is made, and is true from.
    pub today: Date,
    /// The telephone as it is read and as it is called; `None` when nobody answers one.
    pub phone: Option<(String, String)>,
    /// The whole address of the offering's page.
    pub address: String,
    /// The names of the languages one can be helped in, in the poster's language; empty when they cannot be named in it.
    pub spoken: Vec<String>,
    /// What to say of words that nobody has read.
    pub unread: String,
}

/// Whether an offering can be announced: citizens see it, it goes on, and whoever reads of it may come.
#[must_use]
pub fn can_be_announced(offering: &Offering, today: Date) -> bool {
    offering.published && offering.ended.is_none_or(|day| day > today) && offering.access != Access::Closed
}

/// What stands on a poster of an offering, as the register is today.
///
/// Only hours that a guide keeps are promised, and only those that take place within the next four months; at most four, with a
/// word that there are more.
#[must_use]
pub fn poster_text(m: &Making<'_>) -> PosterText {
    let language = m.words.language;
    let local = local(m);
    let word = |w| m.words.get(w).to_owned();
    let (headline, name) = headline(m, local);
    let lead = language.locale().map(|l| m.offering.summary.exact(l)).filter(|s| !s.is_empty());
    let lead = lead.map_or_else(|| word(PosterWord::Lead), str::to_owned);
    let address = m.address.trim_start_matches("https://").trim_start_matches("http://").to_owned();
    let valid = if m.phone.is_some() {
        PosterWord::Valid
    } else {
        PosterWord::ValidNoPhone
    };
    let municipality = m.register.municipality.name.get(local);
    PosterText {
        language,
        local: local.into(),
        right_to_left: language.is_right_to_left(),
        subject: lead.clone(),
        author: municipality.to_owned(),
        sender: m.register.municipality.service_name.get(local).to_owned(),
        headline,
        name,
        lead,
        badges: badges(m),
        times: times(m),
        call: m.phone.as_ref().map(|(number, to)| PosterCall {
            words: word(PosterWord::Call),
            number: number.clone(),
            to: to.clone(),
            hours: language
                .locale()
                .map(|l| m.register.municipality.phone_hours.exact(l).to_owned())
                .unwrap_or_default(),
        }),
        instead: word(PosterWord::Come),
        code_words: word(PosterWord::Scan),
        code_alt: m.words.filled(PosterWord::Code, &[("address", &address)]),
        arms_alt: m.words.filled(PosterWord::Arms, &[("name", municipality)]),
        valid: m.words.filled(valid, &[("date", &date_in_full(m.today, language))]),
        warning: if m.words.read { String::new() } else { m.unread.clone() },
        more: parts(m),
        to: m.address.clone(),
        address,
    }
}

/// The language that names and addresses are in: the poster's own where they have one in it, else the municipality's.
fn local(m: &Making<'_>) -> Locale {
    m.words.language.locale().unwrap_or(m.register.municipality.written_language)
}

/// What one comes *to* is named; what one comes *for help* to begins with the question.
fn headline(m: &Making<'_>, local: Locale) -> (String, String) {
    let own = matches!(
        m.offering.kind,
        OfferingKind::DataCafe
            | OfferingKind::TailoredCourse
            | OfferingKind::CitizenDay
            | OfferingKind::Course
            | OfferingKind::OpenGroup
    );
    match m.words.language.locale().filter(|_| own) {
        Some(l) => (m.offering.name.get(l).to_owned(), String::new()),
        None => {
            let name = m.offering.name.get(local).to_owned();
            (m.words.get(PosterWord::Question).to_owned(), name)
        }
    }
}

fn badges(m: &Making<'_>) -> Vec<String> {
    let price = match (m.offering.price.is_empty(), m.words.language.locale()) {
        (true, _) => Some(m.words.get(PosterWord::Free).to_owned()),
        // A price is only told in words the municipality has written.
        (false, locale) => locale.map(|l| m.offering.price.get(l).to_owned()),
    };
    let access = match m.offering.access {
        Access::JustCome => Some(PosterWord::JustCome),
        Access::ByAppointment => Some(PosterWord::ByAppointment),
        Access::SignUp => Some(PosterWord::SignUp),
        Access::Closed => None,
    };
    price.into_iter().chain(access.map(|w| m.words.get(w).to_owned())).collect()
}

fn times(m: &Making<'_>) -> Vec<PosterTime> {
    let calendar = Calendar::new(&m.register.municipality, &m.register.places);
    let last = m.today.checked_add(AHEAD.days()).unwrap_or(m.today);
    let kept = m.offering.schedules.iter().filter(|s| s.staffing == Staffing::Staffed);
    let found: Vec<PosterTime> = kept
        .filter_map(|schedule| {
            let mut days = occurrences(schedule, &calendar, m.today, last);
            days.retain(Occurrence::takes_place);
            let when = when(m, schedule, &days)?;
            let place = place(m.register, &schedule.place, local(m));
            Some(PosterTime { when, place })
        })
        .collect();
    if found.len() <= MOST_TIMES {
        return found;
    }
    let more = PosterTime {
        when: m.words.get(PosterWord::MoreTimes).to_owned(),
        place: String::new(),
    };
    found.into_iter().take(MOST_TIMES).chain([more]).collect()
}

/// The rule where it can be said in a few words; the next dates where it cannot. `None` when nothing takes place.
fn when(m: &Making<'_>, schedule: &Schedule, days: &[Occurrence]) -> Option<String> {
    let next = days.first()?;
    let language = m.words.language;
    let every_week = match &schedule.rule {
        Rule::Weekly { every: 0 | 1, weekdays } => Some(weekdays),
        _ => None,
    };
    let said = match (language.locale(), every_week) {
        (Some(l), Some(_)) => schedule_in_words(schedule, l),
        (None, Some(weekdays)) => {
            let mut weekdays = weekdays.clone();
            weekdays.sort_by_key(|d| d.to_monday_zero_offset());
            let names: Vec<&str> = weekdays.iter().map(|d| m.words.get(PosterWord::of_weekday(*d))).collect();
            with_hours(m, &joined(&names, m.words), schedule.start, schedule.end)
        }
        (Some(l), None) if schedule.rule != Rule::DatesOnly => {
            let date = m.words.filled(PosterWord::Next, &[("date", &day_and_month(next.date, language))]);
            format!("{} ({date})", schedule_in_words(schedule, l))
        }
        _ => dates(m, days),
    };
    // What begins later says when; one that goes on does not.
    let begins = every_week.is_some() && schedule.from > m.today;
    let from = m.words.filled(PosterWord::From, &[("date", &day_and_month(schedule.from, language))]);
    Some(capital(&if begins { format!("{said} ({from})") } else { said }))
}

/// The next dates that have the same hours as the first.
fn dates(m: &Making<'_>, days: &[Occurrence]) -> String {
    let Some(first) = days.first() else {
        return String::new();
    };
    let alike = days.iter().filter(|d| (d.start, d.end) == (first.start, first.end)).take(DATES);
    let named: Vec<String> = alike.map(|d| weekday_and_date(d.date, m.words)).collect();
    with_hours(m, &named.join(", "), first.start, first.end)
}

fn with_hours(m: &Making<'_>, days: &str, start: crate::shared::Minute, end: crate::shared::Minute) -> String {
    let locale = m.words.language.locale().unwrap_or(Locale::En);
    let (start, end) = (clock(start, locale), clock(end, locale));
    m.words.filled(PosterWord::Hours, &[("days", days), ("start", &start), ("end", &end)])
}

fn joined(names: &[&str], words: &PosterWords) -> String {
    match names {
        [many @ .., last] if !many.is_empty() => {
            words.filled(PosterWord::And, &[("first", &many.join(", ")), ("last", last)])
        }
        _ => names.concat(),
    }
}

fn weekday_and_date(date: Date, words: &PosterWords) -> String {
    let name = match words.language.locale() {
        Some(l) => weekday_name(date.weekday(), l),
        None => words.get(PosterWord::of_weekday(date.weekday())),
    };
    format!("{name} {}", day_and_month(date, words.language))
}

/// A day that will be read months later has its month, and in a language without names of months only numbers.
fn day_and_month(date: Date, language: PosterLanguage) -> String {
    match language.locale() {
        Some(Locale::En) => format!("{} {}", date.day(), month_name(date.month(), Locale::En)),
        Some(l) => format!("{}. {}", date.day(), month_name(date.month(), l)),
        None => format!("{:02}.{:02}.", date.day(), date.month()),
    }
}

fn date_in_full(date: Date, language: PosterLanguage) -> String {
    match language.locale() {
        Some(_) => format!("{} {}", day_and_month(date, language), date.year()),
        None => format!("{:02}.{:02}.{}", date.day(), date.month(), date.year()),
    }
}

fn place(register: &Register, key: &Key, l: Locale) -> String {
    let Some(place) = register.places.iter().find(|p| p.key == *key) else {
        return String::new();
    };
    match place.street.as_str() {
        "" => place.name.get(l).to_owned(),
        street => format!("{}, {street}", place.name.get(l)),
    }
}

fn parts(m: &Making<'_>) -> Vec<PosterPart> {
    let locale = m.words.language.locale();
    let word = |w| m.words.get(w).to_owned();
    let mut topics: Vec<_> = m.offering.topics.iter().map(|t| t.main()).collect();
    topics.sort_unstable();
    topics.dedup();
    let help: Vec<String> = topics.into_iter().map(|t| word(PosterWord::of_topic(t))).collect();
    let bring = locale.map(|l| m.offering.bring.exact(l).to_owned()).filter(|b| !b.is_empty());
    let way = locale.and_then(|l| {
        let first = m.offering.schedules.first()?;
        let place = m.register.places.iter().find(|p| p.key == first.place)?;
        Some(place.directions.exact(l).to_owned())
    });
    let part = |title, points: Vec<String>| PosterPart {
        title: word(title),
        points: points.into_iter().filter(|p| !p.trim().is_empty()).collect(),
    };
    let spoken = if m.spoken.is_empty() {
        Vec::new()
    } else {
        vec![m.spoken.join(", ")]
    };
    let all = [
        part(PosterWord::WeHelpWith, help),
        part(
            PosterWord::Bring,
            vec![bring.unwrap_or_else(|| word(PosterWord::BringText))],
        ),
        part(PosterWord::Languages, spoken),
        part(PosterWord::Way, way.into_iter().collect()),
    ];
    all.into_iter().filter(|p| !p.points.is_empty()).collect()
}

/// The words alone, for a newspaper or a newsletter: lines that can be set as they are.
#[must_use]
pub fn advertisement(text: &PosterText) -> String {
    let mut lines = vec![text.headline.clone()];
    lines.push(text.lead.clone());
    lines.push(text.name.clone());
    lines.extend(text.times.iter().map(|t| {
        if t.place.is_empty() {
            t.when.clone()
        } else {
            format!("{} – {}", t.when, t.place)
        }
    }));
    lines.push(text.badges.join(" · "));
    lines.push(match &text.call {
        Some(call) => format!("{}: {}", call.words, call.number),
        None => text.instead.clone(),
    });
    lines.push(text.address.clone());
    lines.push(text.sender.clone());
    lines.push(text.warning.clone());
    lines.retain(|line| !line.trim().is_empty());
    lines.join("\n")
}
