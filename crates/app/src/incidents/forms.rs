//! What somebody writes about an incident, and what is wrong with it.

use super::store::{Breach, NewIncident, OWN_SYSTEMS, Round, Rule, SETTLED};
use crate::{
    office::entered::{Entered, Problems, Reading},
    texts::{T, Words},
};
use domain::{
    incidents::{
        AftercareStep, BreachClock, BreachQuestion, IncidentKind, LearningNote, Notification, NotificationGap,
        Threshold, Told, gaps,
    },
    privacy::{Expect, check},
    shared::{Id, Key, Locale, Minute, day_and_minute, instant_of},
};
use jiff::{Timestamp, civil::Date};
use std::collections::{BTreeMap, BTreeSet};

/// The longest story, in characters.
pub const LONGEST_STORY: usize = 6000;
/// The longest answer, reason or note.
pub const LONGEST_TEXT: usize = 1500;

fn bounded(r: &mut Reading<'_>, name: &str, text: String, longest: usize) -> String {
    if text.chars().count() > longest {
        r.problem(name, r.locale.t(T::OfficeProblemLong));
    }
    text
}

fn text(r: &mut Reading<'_>, name: &str, longest: usize) -> String {
    let found = r.line(name);
    bounded(r, name, found, longest)
}

fn needed(r: &mut Reading<'_>, name: &str, longest: usize) -> String {
    let found = r.needed(name);
    bounded(r, name, found, longest)
}

/// What is known about a writing beside the form: its id, who wrote it, where it stands and the clock.
#[derive(Clone, Debug)]
pub struct Circumstances {
    /// Its id.
    pub id: Id,
    /// Who wrote it.
    pub writer: Option<Id>,
    /// Where.
    pub place: Option<Key>,
    /// When it was written.
    pub written: Timestamp,
}

/// What somebody wrote at the desk; every problem at once.
///
/// # Errors
/// The problems.
pub fn read(entered: &Entered, l: Locale, c: &Circumstances) -> Result<NewIncident, Problems> {
    let mut r = Reading::new(l, entered);
    let kind = r.code("slag", IncidentKind::parse);
    let story = needed(&mut r, "hendte", LONGEST_STORY);
    let done = text(&mut r, "gjort", LONGEST_STORY);
    let today = day_and_minute(c.written).0;
    let day = r.day("dag").unwrap_or(today);
    if day > today {
        r.problem("dag", l.t(T::IncidentsProblemFuture));
    }
    let known = known(&mut r, c.written);
    match kind {
        Some(kind) if r.problems.is_empty() => Ok(NewIncident {
            id: c.id,
            kind,
            day,
            place: c.place.clone(),
            story,
            done,
            told: entered.all("varslet").filter_map(Told::parse).collect(),
            writer: c.writer,
            known,
            offline: false,
        }),
        _ => Err(r.problems),
    }
}

/// When a breach was known: as entered, else when it was written. Not later than that.
fn known(r: &mut Reading<'_>, written: Timestamp) -> Timestamp {
    let (day, minute) = (r.day("kjent-dag"), r.clock("kjent-kl"));
    let Some(day) = day else {
        return written;
    };
    let at = instant_of(day, minute.unwrap_or(Minute::MIDNIGHT));
    if at > written {
        r.problem("kjent-dag", r.locale.t(T::IncidentsProblemFuture));
    }
    at
}

/// What came in an envelope. Nobody stands there to mend it, so what must not be stored is taken out and the rest is kept.
#[must_use]
pub fn unsealed(entered: &Entered, c: &Circumstances) -> NewIncident {
    let today = day_and_minute(c.written).0;
    let day = crate::office::entered::day_of(entered.get("dag")).filter(|day| *day <= today).unwrap_or(today);
    let mut again = Reading::new(Locale::Nb, entered);
    let known = known(&mut again, c.written).min(c.written);
    NewIncident {
        id: c.id,
        kind: IncidentKind::parse(entered.get("slag")).unwrap_or(IncidentKind::Difficult),
        day,
        place: c.place.clone(),
        story: shortened(&masked(entered.get("hendte"))),
        done: shortened(&masked(entered.get("gjort"))),
        told: entered.all("varslet").filter_map(Told::parse).collect(),
        writer: c.writer,
        known,
        offline: true,
    }
}

fn shortened(text: &str) -> String {
    text.chars().take(LONGEST_STORY).collect()
}

/// A text with everything that leads to a person taken out.
#[must_use]
pub fn masked(text: &str) -> String {
    let mut out = text.to_owned();
    loop {
        // What is left on both sides of something that was taken out can be something to take out.
        let found = check(&out, Expect::default());
        if found.is_empty() {
            return out;
        }
        for finding in found.into_iter().rev() {
            out.replace_range(finding.range, "[…]");
        }
    }
}

/// The steps that are ticked.
#[must_use]
pub fn aftercare(entered: &Entered) -> BTreeSet<AftercareStep> {
    entered.all("steg").filter_map(AftercareStep::parse).collect()
}

/// The form of the authority's questions.
#[must_use]
pub fn filled_answers(breach: &Breach, answers: &BTreeMap<BreachQuestion, String>) -> Entered {
    let (day, minute) = day_and_minute(breach.known);
    let start = Entered::default().put("kjent-dag", day).put("kjent-kl", minute);
    answers.iter().fold(start, |out, (question, answer)| out.put(question.code(), answer))
}

/// When a breach was known, and the answers.
///
/// # Errors
/// The problems.
pub fn answers(
    entered: &Entered,
    l: Locale,
    now: Timestamp,
) -> Result<(Timestamp, BTreeMap<BreachQuestion, String>), Problems> {
    let mut r = Reading::new(l, entered);
    if entered.get("kjent-dag").is_empty() {
        r.problem("kjent-dag", l.t(T::OfficeProblemMissing));
    }
    let known = known(&mut r, now);
    let all = BreachQuestion::ALL.map(|q| (q, text(&mut r, q.code(), LONGEST_TEXT)));
    if r.problems.is_empty() {
        Ok((
            known,
            all.into_iter().filter(|(_, answer)| !answer.is_empty()).collect(),
        ))
    } else {
        Err(r.problems)
    }
}

/// What is decided about telling the authority.
///
/// # Errors
/// The problems.
pub fn decision(entered: &Entered, l: Locale, known: Timestamp, now: Timestamp) -> Result<Breach, Problems> {
    let mut r = Reading::new(l, entered);
    let decision = r.code("beslutning", Notification::parse);
    let reason = text(&mut r, "grunn", LONGEST_TEXT);
    let why_late = text(&mut r, "hvorfor-sent", LONGEST_TEXT);
    let reference = text(&mut r, "saksnummer", 80);
    for gap in decision.map_or_else(Vec::new, |d| gaps(d, &reason, &why_late, BreachClock::at(known, now))) {
        let (name, words) = match gap {
            NotificationGap::Reason => ("grunn", T::IncidentsProblemReason),
            NotificationGap::WhyLate => ("hvorfor-sent", T::IncidentsProblemWhyLate),
        };
        if !r.problems.iter().any(|(n, _)| n == name) {
            r.problem(name, l.t(words));
        }
    }
    if r.problems.is_empty() {
        Ok(Breach {
            known,
            decision,
            reason,
            why_late,
            reference,
            decided: Some(now),
        })
    } else {
        Err(r.problems)
    }
}

/// The form of the way on.
#[must_use]
pub fn filled_round(round: &Round) -> Entered {
    Entered::default()
        .put("system", &round.own_system)
        .put("referanse", &round.own_reference)
        .put(
            "scenario",
            round.scenario.map_or_else(String::new, |id| Id(id).to_string()),
        )
        .put("tiltak", &round.measure)
        .put("ble", &round.settled)
        .put("hvilken", &round.settled_what)
        .put_if("vurdert", round.scored)
}

/// The way on; a scenario only when it is one of those there are.
///
/// # Errors
/// The problems.
pub fn round(entered: &Entered, l: Locale, known: &[[u8; 16]], today: Date) -> Result<Round, Problems> {
    let mut r = Reading::new(l, entered);
    let one_of = |r: &mut Reading<'_>, name: &str, codes: &[&str]| {
        let code = r.entered.get(name).to_owned();
        if !code.is_empty() && !codes.contains(&code.as_str()) {
            r.problem(name, r.locale.t(T::OfficeProblemChoose));
        }
        code
    };
    let out = Round {
        own_system: one_of(&mut r, "system", &OWN_SYSTEMS),
        own_reference: text(&mut r, "referanse", 80),
        scenario: Id::parse(entered.get("scenario")).map(|id| id.0).filter(|id| known.contains(id)),
        measure: text(&mut r, "tiltak", LONGEST_TEXT),
        settled: one_of(&mut r, "ble", &SETTLED),
        settled_what: text(&mut r, "hvilken", 200),
        scored: r.day("vurdert"),
    };
    if out.scored.is_some_and(|day| day > today) {
        r.problem("vurdert", l.t(T::IncidentsProblemFuture));
    }
    if r.problems.is_empty() {
        Ok(out)
    } else {
        Err(r.problems)
    }
}

/// The form of a learning note.
#[must_use]
pub fn filled_note(note: &LearningNote) -> Entered {
    Entered::default()
        .put("tittel", &note.title)
        .put("nar", &note.when)
        .put("kan", &note.may)
        .put("ikke", &note.not)
        .put("heller", &note.instead)
        .put("si", &note.say)
}

/// A learning note.
///
/// # Errors
/// The problems.
pub fn note(entered: &Entered, l: Locale) -> Result<LearningNote, Problems> {
    let mut r = Reading::new(l, entered);
    let one_line = |text: String| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let note = LearningNote {
        title: one_line(needed(&mut r, "tittel", 80)),
        when: one_line(text(&mut r, "nar", 400)),
        may: one_line(text(&mut r, "kan", 400)),
        not: one_line(text(&mut r, "ikke", 400)),
        instead: one_line(text(&mut r, "heller", 400)),
        say: one_line(text(&mut r, "si", 400)),
    };
    if r.problems.is_empty() {
        Ok(note)
    } else {
        Err(r.problems)
    }
}

/// The name of a kind's field.
#[must_use]
pub fn of_kind(name: &str, kind: IncidentKind) -> String {
    format!("{name}-{}", kind.code())
}

/// The form of the thresholds.
#[must_use]
pub fn filled_rules(rules: &[Rule], months: u16) -> Entered {
    rules.iter().fold(Entered::default().put("maneder", months), |out, rule| {
        out.put(&of_kind("antall", rule.kind), rule.threshold.incidents)
            .put(&of_kind("dager", rule.kind), rule.threshold.days)
            .put(
                &of_kind("scenario", rule.kind),
                rule.scenario.map_or_else(String::new, |id| Id(id).to_string()),
            )
    })
}

/// The thresholds, and how many months incidents are kept.
///
/// # Errors
/// The problems.
pub fn rules(entered: &Entered, l: Locale, known: &[[u8; 16]]) -> Result<(Vec<Rule>, u16), Problems> {
    let mut r = Reading::new(l, entered);
    let mut out = Vec::new();
    for kind in IncidentKind::ALL {
        let (many, within) = (of_kind("antall", kind), of_kind("dager", kind));
        let pair = r.number::<u16>(&many).zip(r.number::<u16>(&within));
        match pair.and_then(|(n, days)| Threshold::new(n, days)) {
            Some(threshold) => out.push(Rule {
                kind,
                threshold,
                scenario: Id::parse(entered.get(&of_kind("scenario", kind)))
                    .map(|id| id.0)
                    .filter(|id| known.contains(id)),
            }),
            None => r.problem(&many, l.t(T::IncidentsProblemThreshold)),
        }
    }
    let months = r.number::<u16>("maneder").filter(|m| matches!(m, 6..=120));
    if months.is_none() {
        r.problem("maneder", l.t(T::IncidentsProblemMonths));
    }
    match months {
        Some(months) if r.problems.is_empty() => Ok((out, months)),
        _ => Err(r.problems),
    }
}

/// What a meeting decided, and the day.
///
/// # Errors
/// The problems.
pub fn taken_up(entered: &Entered, l: Locale, today: Date) -> Result<(Date, String), Problems> {
    let mut r = Reading::new(l, entered);
    let decided = text(&mut r, "bestemt", LONGEST_TEXT);
    let day = r.needed_day("dag", today);
    if day > today {
        r.problem("dag", l.t(T::IncidentsProblemFuture));
    }
    if r.problems.is_empty() {
        Ok((day, decided))
    } else {
        Err(r.problems)
    }
}
