//! Somebody else for an hour: who could, asked with a link of her own, and the first yes has it.

use super::{
    PromiseRefusal,
    acts::subject_of,
    alarm,
    state::{Kept, Stand, stand, stands_with},
    store::{self, Answer, Asked, Person},
};
use crate::{
    frame::{AppError, Cx, Refusal},
    guides, messages,
    roster::{self, How, RosterRefusal},
    texts::{T, Words},
};
use ::store::{Query, Tx};
use axum::{
    Form,
    extract::{Path, Query as Params},
    response::Response,
};
use domain::{
    guides::Gate,
    messages::Contact,
    promise::Standing,
    register::Register,
    roster::Block,
    schedule::{Occurrence, OccurrenceKey, occurrence_in_words},
    shared::{Id, Locale, Localized, day_and_minute},
};
use jiff::{
    Timestamp, ToSpan,
    civil::{Date, Weekday},
};
use maud::{Markup, html};
use sha2::Digest;
use std::collections::HashMap;
use ui::{
    Audience, Shell, forms as fields,
    parts::{self, Tone, Weight},
};

/// Why somebody stands where she does in the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// She keeps other hours of the same offering.
    SameOffering,
    /// She keeps hours at the same place.
    SamePlace,
    /// She has an hour of her own at that time.
    Busy,
    /// She is away.
    Away,
    /// Her papers are not in order that day.
    NotReady,
    /// The roster: she wished for such shifts, or does not mind.
    Likes,
    /// The roster: she has had less than her part of the work.
    HasRoom,
    /// The roster: she masters what the shift asks for.
    Masters,
}

/// Somebody who might step in.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// Who.
    pub who: Person,
    /// What colleagues call her.
    pub name: String,
    /// How she is reached.
    pub contact: Contact,
    /// Minutes she keeps that week already.
    pub minutes: u32,
    /// Why she stands where she does.
    pub why: Vec<Why>,
    /// Which rules of the roster stand in the way, each with the other shift that it is about, if any.
    pub blocked: Vec<(Block, Localized)>,
}

impl Candidate {
    /// Whether she can come at all.
    #[must_use]
    pub fn can(&self) -> bool {
        self.blocked.is_empty() && !self.why.iter().any(|w| matches!(w, Why::Busy | Why::Away | Why::NotReady))
    }

    /// Whether a message reaches her.
    #[must_use]
    pub fn reached(&self) -> bool {
        matches!(self.contact, Contact::Sms(_) | Contact::Email(_))
    }
}

/// Who might step in for an hour: those who can first, those who know the offering and the place first among them, then those
/// who have least to do that week. The order is the same each time.
///
/// # Errors
/// A fault of the database.
pub fn candidates(
    q: &mut impl Query,
    register: &Register,
    of: &Stand,
    now: Timestamp,
) -> Result<Vec<Candidate>, AppError> {
    if of.crew.is_some() {
        return of_roster(q, of, now);
    }
    let o = &of.occurrence;
    let monday = monday(o.date);
    let sunday = monday.checked_add(6.days()).unwrap_or(monday);
    let kept = Kept::read(q, register, monday, sunday)?;
    let week = stands_with(&kept, register, monday, sunday, now);
    let mut all = Vec::new();
    for keeper in &kept.keepers {
        let who = Person::Keeper(keeper.id);
        let hers = |s: &&Stand| {
            s.occurrence.takes_place()
                && (s.substitutes.iter().any(|(p, _)| *p == who)
                    || s.keeper.as_ref().is_some_and(|k| k.id == keeper.id) && !kept.is_away(keeper, s.occurrence.date))
        };
        if of.keeper.as_ref().is_some_and(|k| k.id == keeper.id) || of.substitutes.iter().any(|(p, _)| *p == who) {
            continue;
        }
        let keeps: Vec<&Stand> = week.iter().filter(hers).collect();
        let minutes = keeps.iter().map(|s| minutes_of(s)).sum();
        let busy = keeps.iter().any(|s| overlaps(&s.occurrence, o));
        let mut why = Vec::new();
        if !kept.is_ready(keeper, o.date) {
            continue;
        }
        if kept.is_away(keeper, o.date) {
            why.push(Why::Away);
        }
        if busy {
            why.push(Why::Busy);
        }
        if kept
            .kept_by
            .iter()
            .any(|((offering, _), by)| *offering == of.key.offering && *by == store::KeptBy::Keeper(keeper.id))
        {
            why.push(Why::SameOffering);
        }
        if keeps.iter().any(|s| s.occurrence.place == o.place) {
            why.push(Why::SamePlace);
        }
        all.push(Candidate {
            who,
            name: keeper.name.clone(),
            contact: keeper.contact.clone(),
            minutes,
            why,
            blocked: Vec::new(),
        });
    }
    // A guide who also keeps hours here by her first name stands in the list once, and behind the gate.
    let gates = guides::gates(q, o.date)?;
    for guide in guides::all(q)?.into_iter().filter(|g| g.is_here(o.date)) {
        let closed = !gates.get(&guide.id).is_some_and(Gate::may_guide);
        if let Some(same) = all.iter_mut().find(|c| c.name == guide.name) {
            same.why.extend(closed.then_some(Why::NotReady));
            continue;
        }
        let who = Person::Guide(guide.id);
        if of.keeper.as_ref().is_some_and(|k| k.name == guide.name) || of.substitutes.iter().any(|(p, _)| *p == who) {
            continue;
        }
        let hers: Vec<&Stand> =
            week.iter().filter(|s| s.has(guide.id) || s.substitutes.iter().any(|(p, _)| *p == who)).collect();
        let mut why = Vec::new();
        why.extend(closed.then_some(Why::NotReady));
        why.extend(hers.iter().any(|s| overlaps(&s.occurrence, o)).then_some(Why::Busy));
        all.push(Candidate {
            who,
            name: guide.name,
            contact: guide.contact,
            minutes: hers.iter().map(|s| minutes_of(s)).sum(),
            why,
            blocked: Vec::new(),
        });
    }
    all.sort_by_key(|c| {
        let knows = c.why.iter().filter(|w| matches!(w, Why::SameOffering | Why::SamePlace)).count();
        (
            !c.can(),
            !c.reached(),
            std::cmp::Reverse(knows),
            c.minutes,
            c.name.clone(),
        )
    });
    Ok(all)
}

/// Who might take a shift of the roster, ranked and explained by it.
fn of_roster(q: &mut impl Query, of: &Stand, now: Timestamp) -> Result<Vec<Candidate>, AppError> {
    if !of.occurrence.takes_place() || of.occurrence.ends_at() <= now {
        return Ok(Vec::new());
    }
    let people = guides::all(q)?;
    let ranked = roster::candidates(q, &of.key, now)?;
    let with_contact = |c: roster::Candidate| {
        let guide = people.iter().find(|g| g.id == c.guide)?;
        Some(Candidate {
            who: Person::Guide(c.guide),
            name: c.name,
            contact: guide.contact.clone(),
            minutes: c.minutes,
            why: c
                .why
                .iter()
                .map(|why| match why {
                    roster::Why::Likes => Why::Likes,
                    roster::Why::HasRoom => Why::HasRoom,
                    roster::Why::Masters => Why::Masters,
                })
                .collect(),
            blocked: c.blocked,
        })
    };
    Ok(ranked.into_iter().filter_map(with_contact).collect())
}

fn monday(day: Date) -> Date {
    let from = i64::from(day.weekday().since(Weekday::Monday));
    day.checked_sub(from.days()).unwrap_or(day)
}

fn overlaps(a: &Occurrence, b: &Occurrence) -> bool {
    a.starts_at() < b.ends_at() && b.starts_at() < a.ends_at()
}

fn minutes_of(s: &Stand) -> u32 {
    u32::from(s.occurrence.end.get().saturating_sub(s.occurrence.start.get()))
}

/// The guide with exactly this name, when her papers are in order on a day; `None` when no guide is called so.
///
/// # Errors
/// [`PromiseRefusal::NotReady`] when they are not.
pub fn person_named(tx: &mut Tx, name: &str, on: Date) -> Result<Option<Person>, AppError> {
    let called_so = |other: &str| other.trim().to_lowercase() == name.trim().to_lowercase();
    let named: Vec<Id> =
        guides::all(tx)?.into_iter().filter(|g| called_so(&g.name) && g.is_here(on)).map(|g| g.id).collect();
    // Of several with one name nobody knows which is meant: then all of them must be ready.
    named.iter().try_for_each(|guide| through_the_gate(tx, *guide, on))?;
    Ok(match named.as_slice() {
        [only] => Some(Person::Guide(*only)),
        _ => None,
    })
}

fn through_the_gate(tx: &mut Tx, guide: Id, on: Date) -> Result<(), AppError> {
    guides::hold(tx, guide)?;
    if guides::gate_of(tx, guide, on)?.may_guide() {
        Ok(())
    } else {
        Err(AppError::refused(PromiseRefusal::NotReady))
    }
}

/// What is kept of the token of a link.
#[must_use]
pub fn token_hash(token: &str) -> Vec<u8> {
    sha2::Sha256::digest(token.as_bytes()).to_vec()
}

/// Asks somebody by SMS or e-mail whether she can step in; `false` when she cannot be reached so, or was asked before.
/// `base` is the full address that a token is put after.
///
/// # Errors
/// A fault of the database.
pub fn ask(tx: &mut Tx, register: &Register, of: &Stand, candidate: &Candidate, base: &str) -> Result<bool, AppError> {
    if !candidate.reached() {
        return Ok(false);
    }
    let bytes: [u8; 12] = tx.random_bytes();
    let token: String = bytes.iter().map(|b| format!("{b:02x}")).collect();
    let Some(id) = store::ask(tx, &of.key, candidate.who, &candidate.name, &token_hash(&token))? else {
        return Ok(false);
    };
    let l = register.municipality.written_language;
    let what = alarm::line(of, register, day_and_minute(tx.now()).0, l);
    let text = l.ta(
        T::PromiseAskText,
        &ui::args![("what", what), ("link", format!("{base}{token}"))],
    );
    messages::say(tx, &candidate.contact, &l.t(T::PromiseAskHeading), &text, id.0)?;
    Ok(true)
}

/// Asks everybody who can and is reached. Returns how many were asked now.
///
/// # Errors
/// A fault of the database.
pub fn ask_all(tx: &mut Tx, register: &Register, of: &Stand, base: &str) -> Result<usize, AppError> {
    let mut asked = 0;
    let now = tx.now();
    for candidate in candidates(tx, register, of, now)?.iter().filter(|c| c.can()) {
        asked += usize::from(ask(tx, register, of, candidate, base)?);
    }
    Ok(asked)
}

/// Puts somebody on an hour that lacks somebody; `false` when somebody was quicker. Whoever else was asked is told that it is
/// taken care of, and the named people that it has somebody.
///
/// # Errors
/// [`PromiseRefusal::Over`] when the hour is over, called off or not in the plan.
pub fn step_in(
    tx: &mut Tx,
    register: &Register,
    key: &OccurrenceKey,
    who: Person,
    name: &str,
) -> Result<bool, AppError> {
    let now = tx.now();
    let of = open_hour(tx, register, key, now)?;
    if of.crew.is_some() {
        let Person::Guide(guide) = who else {
            return Err(AppError::refused(PromiseRefusal::NotAGuide));
        };
        if !onto_the_shift(tx, &of, guide)? {
            return Ok(false);
        }
        let after = open_hour(tx, register, key, now)?;
        if after.missing() == 0 {
            settled(tx, register, &after, who, name)?;
        }
        return Ok(true);
    }
    if let Person::Guide(guide) = who {
        through_the_gate(tx, guide, of.occurrence.date)?;
    }
    let seats = match of.standing {
        Standing::Promised => 1,
        _ => of.missing() + u16::try_from(of.substitutes.len()).unwrap_or(u16::MAX),
    };
    if !store::take_seat(tx, key, seats, who, name)? {
        return Ok(false);
    }
    if of.missing() <= 1 {
        settled(tx, register, &of, who, name)?;
    }
    Ok(true)
}

/// Gives her the shift, through the roster and all its rules; `false` when somebody was quicker.
fn onto_the_shift(tx: &mut Tx, of: &Stand, guide: Id) -> Result<bool, AppError> {
    let quicker = |r: &dyn Refusal| [RosterRefusal::Full, RosterRefusal::Taken].iter().any(|t| t.code() == r.code());
    match roster::give(tx, &of.key, guide, How::Substitute) {
        Ok(()) => Ok(true),
        Err(AppError::Refused(r)) if quicker(&*r) => Ok(false),
        Err(AppError::Refused(r)) if r.code() == RosterRefusal::Gate.code() => {
            Err(AppError::refused(PromiseRefusal::NotReady))
        }
        Err(other) => Err(other),
    }
}

/// She cannot after all; `false` when she had not said yes.
fn gives_back(tx: &mut Tx, key: &OccurrenceKey, who: Person) -> Result<bool, AppError> {
    let mut gone = store::leave_seat(tx, key, who)?;
    if let Person::Guide(guide) = who {
        let hers = roster::on(tx, key)?.iter().any(|s| s.guide == guide && s.how == How::Substitute);
        if hers {
            roster::take_off(tx, key, guide)?;
            gone = true;
        }
    }
    Ok(gone)
}

/// An hour that somebody can still step in for.
fn open_hour(q: &mut impl Query, register: &Register, key: &OccurrenceKey, now: Timestamp) -> Result<Stand, AppError> {
    let found = stand(q, register, key, now)?;
    found
        .filter(|s| s.occurrence.takes_place() && now < s.occurrence.ends_at())
        .ok_or_else(|| AppError::refused(PromiseRefusal::Over))
}

fn settled(tx: &mut Tx, register: &Register, of: &Stand, who: Person, name: &str) -> Result<(), AppError> {
    let l = register.municipality.written_language;
    let what = alarm::line(of, register, day_and_minute(tx.now()).0, l);
    let thanks = l.ta(T::PromiseSettledText, &ui::args![("what", what.as_str())]);
    for other in of.asked.iter().filter(|a| a.who != who && a.answer == Answer::Open) {
        messages::withdraw(tx, other.id.0)?;
        store::answer(tx, other.id, Answer::Late)?;
        if let Some(contact) = contact_of(tx, other.who)? {
            messages::say(tx, &contact, &l.t(T::PromiseSettledHeading), &thanks, other.id.0)?;
        }
    }
    if store::alarms(tx, of.key.original)?.contains(&of.key) {
        store::all_clear(tx, &of.key)?;
        let found = l.ta(T::PromiseFoundText, &ui::args![("what", what.as_str()), ("name", name)]);
        for person in store::alarm_people(tx)? {
            messages::say(
                tx,
                &person.contact,
                &l.t(T::PromiseFoundHeading),
                &found,
                subject_of(&of.key),
            )?;
        }
    }
    Ok(())
}

/// How somebody who steps in is reached; `None` when she is no longer here.
///
/// # Errors
/// A fault of the database.
pub(super) fn contact_of(q: &mut impl Query, who: Person) -> Result<Option<Contact>, AppError> {
    Ok(match who {
        Person::Keeper(id) => store::keepers(q)?.into_iter().find(|k| k.id == id).map(|k| k.contact),
        Person::Guide(id) => guides::one(q, id)?.map(|g| g.contact),
    })
}

/// Answers a question. A yes given twice is the same yes; after a no she may still say yes.
///
/// # Errors
/// [`PromiseRefusal::Over`] when it is too late to say yes.
pub fn reply(tx: &mut Tx, register: &Register, asked: &Asked, yes: bool) -> Result<Answer, AppError> {
    let answer = match (asked.answer, yes) {
        (Answer::Yes, true) => return Ok(Answer::Yes),
        (_, true) if step_in(tx, register, &asked.key, asked.who, &asked.name)? => Answer::Yes,
        (_, true) => Answer::Late,
        (_, false) => {
            if gives_back(tx, &asked.key, asked.who)? {
                alarm::give(tx, register, "")?;
            }
            Answer::No
        }
    };
    store::answer(tx, asked.id, answer)?;
    Ok(answer)
}

async fn asked(cx: &Cx, token: &str) -> Result<Asked, AppError> {
    let hash = token_hash(token);
    cx.read(move |r| store::question(r, &hash)).await?.ok_or(AppError::Absent)
}

/// `/vikar/{token}`: the question, and after the answer what happens next.
///
/// # Errors
/// Absent when there is no such question.
pub async fn page(
    cx: Cx,
    Path(token): Path<String>,
    Params(query): Params<HashMap<String, String>>,
) -> Result<Response, AppError> {
    let asked = asked(&cx, &token).await?;
    let published = cx.published().await?;
    let (l, register, now) = (cx.locale(), &published.register, cx.now);
    let (key, all) = (asked.key.clone(), published.clone());
    let found = cx.read(move |r| stand(r, &all.register, &key, now)).await?;
    let title = l.t(T::PromiseReplyTitle);
    let body = html! {
        h1 { (title) }
        @match &found {
            Some(of) => {
                p.lead { (parts::keep_together(&occurrence_in_words(&of.occurrence, cx.today(), l))) }
                p { (of.name(register, l)) ", " (of.place(register, l)) }
                (state_of(&cx, &asked, of, l, query.contains_key("svart"), &token))
            }
            None => (parts::notice(Tone::Info, &html! { p { (l.t(T::PromiseReplyOver)) } })),
        }
    };
    let shell = Shell {
        noindex: true,
        ..cx.shell(Audience::Citizen, title)
    };
    Ok(cx.html(&shell, &body))
}

fn state_of(cx: &Cx, asked: &Asked, of: &Stand, l: Locale, just: bool, token: &str) -> Markup {
    let told = |tone, text| {
        let body = html! { p { (l.t(text)) } };
        if just {
            parts::live_notice(tone, &body)
        } else {
            parts::notice(tone, &body)
        }
    };
    let is_hers = of.substitutes.iter().any(|(who, _)| *who == asked.who)
        || matches!(asked.who, Person::Guide(guide) if of.has(guide));
    let open = of.occurrence.takes_place() && cx.now < of.occurrence.ends_at();
    let needed = of.missing() > 0;
    let (yes, no) = (
        parts::button_with(&l.t(T::PromiseReplyYes), Weight::Primary, "svar", "ja"),
        parts::button_with(&l.t(T::PromiseReplyNo), Weight::Secondary, "svar", "nei"),
    );
    let form = |buttons: &[Markup]| {
        fields::form(
            &cx.link(&format!("/vikar/{token}")),
            &cx.csrf(),
            &parts::actions(buttons),
        )
    };
    html! {
        @if !open { (told(Tone::Info, T::PromiseReplyOver)) }
        @else if is_hers {
            (told(Tone::Good, T::PromiseReplyYours))
            (form(&[parts::button_with(&l.t(T::PromiseReplyRegret), Weight::Secondary, "svar", "nei")]))
        }
        @else if !needed { (told(Tone::Info, T::PromiseReplyTaken)) }
        @else if asked.answer == Answer::No {
            (told(Tone::Info, T::PromiseReplyNoThanks))
            (form(&[yes]))
        }
        @else {
            p { (l.t(T::PromiseReplyLead)) }
            (form(&[yes, no]))
        }
    }
}

/// The answer.
///
/// # Errors
/// Absent when there is no such question.
pub async fn submit(
    cx: Cx,
    Path(token): Path<String>,
    Form(answer): Form<HashMap<String, String>>,
) -> Result<Response, AppError> {
    let asked = asked(&cx, &token).await?;
    let published = cx.published().await?;
    let yes = match answer.get("svar").map(String::as_str) {
        Some("ja") => true,
        Some("nei") => false,
        _ => return Err(AppError::Absent),
    };
    let done = cx.write(move |tx| reply(tx, &published.register, &asked, yes)).await;
    match done {
        Ok(_) => Ok(cx.go(&format!("/vikar/{token}?svart=1"))),
        // The page says that it is over.
        Err(AppError::Refused(refusal)) if refusal.code() == PromiseRefusal::Over.code() => {
            Ok(cx.go(&format!("/vikar/{token}?svart=1")))
        }
        Err(other) => Err(other),
    }
}
