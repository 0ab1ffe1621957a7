//! How incidents look: three large steps at the desk, one calm page in the office.

use super::{
    forms::{self, LONGEST_STORY, LONGEST_TEXT},
    loop_::{Alarm, Counted, Scenario},
    office::{self, Whole},
    store::{Incident, Line, OWN_SYSTEMS, SETTLED},
    words,
};
use crate::{
    frame::Cx,
    office::{
        editor,
        entered::{Entered, Problems},
    },
    texts::{T, Words},
};
use domain::{
    incidents::{
        BreachClock, BreachQuestion, IncidentKind, Notification, StageFacts, Told, aftercare, stages, unanswered,
    },
    register::Register,
    schedule::day_in_words,
    shared::{Id, Key, Locale},
};
use maud::{Markup, html};
use ui::{
    args,
    forms::{
        Choice, Field, checkboxes, date_field, error_summary, form, hidden, number_field, radios, select, text_field,
        textarea, time_field,
    },
    parts::{self, Tone, Weight, button, button_link, button_with},
};

fn error_of<'p>(problems: &'p Problems, name: &str) -> Option<&'p str> {
    problems.iter().find(|(n, _)| n == name).map(|(_, text)| text.as_str())
}

/// A field with what was entered and what is wrong with it.
fn field(l: Locale, entered: &Entered, problems: &Problems, name: &str, label: T) -> Field {
    Field::new(name, l.t(label)).value(entered.get(name)).error(error_of(problems, name))
}

fn small(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

fn place_name(register: &Register, key: Option<&Key>, l: Locale) -> String {
    let place = key.and_then(|key| register.places.iter().find(|p| p.key == *key));
    place.map_or_else(String::new, |p| p.name.get(l).to_owned())
}

/// What the form at the desk shows.
pub struct Writing<'a> {
    /// What was entered.
    pub entered: &'a Entered,
    /// What is wrong.
    pub problems: &'a Problems,
    /// The incident's id.
    pub id: Id,
    /// Where the desk stands; empty when not known.
    pub place: &'a str,
    /// Whose form it is; empty when several are on duty.
    pub mark: String,
    /// The key that envelopes are closed with.
    pub key: String,
}

/// Three steps: what kind, what happened, who was told. Without script they stand below each other.
pub fn writing(cx: &Cx, w: &Writing) -> Markup {
    let l = cx.locale();
    let (e, p) = (w.entered, w.problems);
    let kinds: Vec<Choice> = IncidentKind::ALL
        .into_iter()
        .map(|k| Choice::new(k.code(), words::kind(k, l), e.get("slag") == k.code()).hint(words::kind_hint(k, l)))
        .collect();
    let told: Vec<Choice> = Told::ALL
        .into_iter()
        .map(|t| Choice::new(t.code(), words::told(t, l), e.all("varslet").any(|v| v == t.code())))
        .collect();
    html! {
        h1 { (l.t(T::IncidentsWriteTitle)) }
        p.lead { (l.t(T::IncidentsWriteLead)) }
        (error_summary(l, p))
        form.incident method="post" action=(cx.link("/skranke/hendelse")) novalidate
            data-incident data-key=(w.key) data-sealed=(cx.link("/skranke/hendelse/forseglet"))
            data-receipt=(cx.link("/skranke/hendelse/takk")) data-next=(l.t(T::IncidentsNext)) data-back=(l.t(T::IncidentsBack))
            data-personal=(l.t(T::IncidentsPersonal)) data-kept=(l.t(T::IncidentsKept)) data-refused=(l.t(T::IncidentsNotStored)) data-sign-in=(l.t(T::IncidentsKeptSignIn)) {
            (hidden("csrf", &cx.csrf()))
            (hidden("id", &w.id.to_string()))
            (hidden("sted", if e.get("sted").is_empty() { w.place } else { e.get("sted") }))
            (hidden("merke", &w.mark))
            section.card data-step="1" {
                h2 { (l.t(T::IncidentsStepKind)) }
                (radios(&Field::new("slag", l.t(T::IncidentsFieldKind)).label_hidden().required().error(error_of(p, "slag")), &kinds))
            }
            section.card data-step="2" {
                h2 { (l.t(T::IncidentsStepStory)) }
                (parts::notice(Tone::Info, &html! { p { (l.t(T::IncidentsNoNames)) } }))
                (textarea(&field(l, e, p, "hendte", T::IncidentsFieldStory).hint(l.t(T::IncidentsFieldStoryHint)).required().guarded().max_length(small(LONGEST_STORY)), 6))
                (textarea(&field(l, e, p, "gjort", T::IncidentsFieldDone).guarded().max_length(small(LONGEST_STORY)), 3))
            }
            section.card data-step="3" {
                h2 { (l.t(T::IncidentsStepTold)) }
                (checkboxes(&Field::new("varslet", l.t(T::IncidentsFieldTold)).label_hidden(), &told))
                details open[["dag", "kjent-dag"].iter().any(|n| error_of(p, n).is_some())] {
                    summary { (l.t(T::IncidentsWhen)) }
                    (date_field(&field(l, e, p, "dag", T::IncidentsFieldDay).hint(l.t(T::IncidentsFieldDayHint))))
                    p { (l.t(T::IncidentsKnownHint)) }
                    (date_field(&field(l, e, p, "kjent-dag", T::IncidentsKnownDay)))
                    (time_field(&field(l, e, p, "kjent-kl", T::IncidentsKnownTime)))
                }
                div.actions { (button(&l.t(T::IncidentsSave), Weight::Done)) }
            }
        }
        p.quiet { (l.t(T::IncidentsWhoReads)) }
        p { a href=(cx.link("/skranke")) { (l.t(T::IncidentsToDesk)) } }
    }
}

/// What happens next; nothing of what was written.
pub fn thanks(cx: &Cx, own: Option<Id>) -> Markup {
    let l = cx.locale();
    html! {
        h1 { (l.t(T::IncidentsThanks)) }
        p.lead { (l.t(T::IncidentsThanksText)) }
        p { (l.t(T::IncidentsThanksYou)) }
        div.actions {
            (button_link(&l.t(T::IncidentsToDesk), &cx.link("/skranke"), Weight::Primary))
            @if let Some(id) = own {
                (button_link(&l.t(T::IncidentsSeeOwn), &cx.link(&format!("/kontor/hendelser/{id}")), Weight::Secondary))
            }
        }
    }
}

/// The way here: through the office for those who have one, else from the desk.
fn way(cx: &Cx, steps: &[(String, String)], here: &str) -> Markup {
    let l = cx.locale();
    let office = cx.session.as_ref().is_some_and(|s| s.may(domain::access::Permission::SeeOffice));
    if office {
        return editor::crumbs(cx, steps, here);
    }
    html! { p { a href=(cx.link("/skranke")) { (l.t(T::IncidentsToDesk)) } } }
}

fn from_list(l: Locale) -> (String, String) {
    ("/kontor/hendelser".to_owned(), l.t(T::IncidentsTitle))
}

fn from_one(cx: &Cx, i: &Incident) -> [(String, String); 2] {
    let l = cx.locale();
    [from_list(l), (format!("/kontor/hendelser/{}", i.id), words::kind(i.kind, l))]
}

/// Those the reader may open, and how many there have been.
pub fn list(cx: &Cx, register: &Register, lines: &[Line], counts: &Counted) -> Markup {
    let l = cx.locale();
    let (open, closed): (Vec<&Line>, Vec<&Line>) = lines.iter().partition(|line| line.closed.is_none());
    html! {
        (way(cx, &[], &l.t(T::IncidentsTitle)))
        h1 { (l.t(T::IncidentsTitle)) }
        p.lead { (l.t(T::IncidentsListLead)) }
        @if cx.session.as_ref().is_some_and(|s| s.may(domain::access::Permission::UseDesk)) {
            (parts::actions(&[button_link(&l.t(T::IncidentsWriteTitle), &cx.link("/skranke/hendelse"), Weight::Primary)]))
        }
        @if lines.is_empty() { (parts::empty_state(&l.t(T::IncidentsNone), None)) }
        div.stack { @for line in open { (line_card(cx, register, line)) } }
        @if !closed.is_empty() {
            details { summary { (l.ta(T::IncidentsClosedMany, &args![("n", closed.len())])) } div.stack { @for line in closed { (line_card(cx, register, line)) } } }
        }
        @if office::leads(cx) {
            @if !counts.is_empty() {
                h2 { (l.t(T::IncidentsLastYear)) }
                ul { @for (kind, n) in counts { li { (words::kind(*kind, l)) ": " (n) } } }
            }
            p { a href=(cx.link("/kontor/hendelser/terskler")) { (l.t(T::IncidentsRules)) } " · " a href=(cx.link("/kontor/nettverksmote")) { (l.t(T::IncidentsAgenda)) } }
        }
    }
}

fn line_card(cx: &Cx, register: &Register, line: &Line) -> Markup {
    let l = cx.locale();
    let place = place_name(register, line.place.as_ref(), l);
    html! {
        section.card {
            h2 { a href=(cx.link(&format!("/kontor/hendelser/{}", line.id))) { (words::kind(line.kind, l)) ", " (day_in_words(line.day, cx.today(), l)) } }
            p { @if !place.is_empty() { (place) " · " } (words::ground(line.ground, l)) }
            @if let Some(clock) = office::clock(cx, line) { (clock_line(cx, clock)) }
        }
    }
}

fn clock_line(cx: &Cx, clock: BreachClock) -> Markup {
    let tone = if clock.is_past() { Tone::Stop } else { Tone::Look };
    html! { p { (parts::tag(tone, &cx.locale().t(T::IncidentsClock))) " " (words::time_left(clock, cx.now, cx.locale())) } }
}

/// One incident, for those who may read it.
pub fn one(cx: &Cx, register: &Register, w: &Whole<'_>, entered: &Entered, problems: &Problems) -> Markup {
    let (l, i) = (cx.locale(), w.incident);
    let place = place_name(register, i.place.as_ref(), l);
    html! {
        (way(cx, &[from_list(l)], &words::kind(i.kind, l)))
        (error_summary(l, problems))
        h1 { (words::kind(i.kind, l)) }
        p.lead { (day_in_words(i.day, cx.today(), l)) @if !place.is_empty() { " · " (place) } }
        @if let Some(closed) = i.closed { (parts::notice(Tone::Good, &html! { p { (l.ta(T::IncidentsClosedAt, &args![("when", words::moment(closed, cx.now, l))])) } })) }
        (breach_card(cx, i, entered, problems))
        (story(cx, w))
        (aftercare_card(cx, i))
        (round_card(cx, i, w.scenarios))
        (note_card(cx, i))
        (access_card(cx, w))
        (end_card(cx, i))
    }
}

fn story(cx: &Cx, w: &Whole<'_>) -> Markup {
    let (l, i) = (cx.locale(), w.incident);
    let by = i.writer.and_then(|id| w.names.get(&id));
    let at = words::moment(i.written, cx.now, l);
    html! {
        section.card {
            h2 { (l.t(T::IncidentsFieldStory)) }
            ol.steps-large { @for line in i.story.lines().map(str::trim).filter(|x| !x.is_empty()) { li { (line) } } }
            @if !i.done.is_empty() { h3 { (l.t(T::IncidentsFieldDone)) } @for line in i.done.lines() { p { (line) } } }
            @if !i.told.is_empty() {
                h3 { (l.t(T::IncidentsFieldTold)) }
                ul { @for who in &i.told { li { (words::told(*who, l)) } } }
            }
            p.quiet {
                @match by {
                    Some(name) => { (l.ta(T::IncidentsWrittenBy, &args![("name", name.as_str()), ("when", at)])) }
                    None => { (l.ta(T::IncidentsWrittenAt, &args![("when", at)])) }
                }
                @if i.offline { " " (l.t(T::IncidentsOffline)) }
            }
        }
    }
}

fn breach_card(cx: &Cx, i: &Incident, entered: &Entered, problems: &Problems) -> Markup {
    let l = cx.locale();
    let Some(breach) = &i.breach else {
        return Markup::default();
    };
    let missing = unanswered(i.answers.keys());
    let here = format!("/kontor/hendelser/{}", i.id);
    html! {
        section.card {
            h2 { (l.t(T::IncidentsBreach)) }
            @match (breach.decision, breach.decided) {
                (Some(decision), Some(at)) => {
                    p { (parts::tag(Tone::Good, &l.t(T::IncidentsDecided))) " " strong { (words::notification(decision, l)) } " – " (words::moment(at, cx.now, l)) }
                    p { (breach.reason) }
                    @if !breach.why_late.is_empty() { p { (l.t(T::IncidentsWhyLate)) ": " (breach.why_late) } }
                    @if !breach.reference.is_empty() { p { (l.t(T::IncidentsAuthorityReference)) ": " (breach.reference) } }
                }
                _ => {
                    (clock_line(cx, BreachClock::at(breach.known, cx.now)))
                    p { (l.t(T::IncidentsClockText)) }
                }
            }
            @if missing.is_empty() {
                p { (l.t(T::IncidentsAllAnswered)) }
            } @else {
                p { (l.ta(T::IncidentsUnanswered, &args![("n", missing.len()), ("of", BreachQuestion::ALL.len())])) }
            }
            (parts::actions(&[button_link(&l.t(T::IncidentsQuestions), &cx.link(&format!("{here}/brudd")), Weight::Primary)]))
            @if office::leads(cx) && i.closed.is_none() {
                details open[!problems.is_empty() || breach.decision.is_none()] {
                    summary { (l.t(T::IncidentsDecide)) }
                    (decision_form(cx, &here, BreachClock::at(breach.known, cx.now), entered, problems))
                }
            }
        }
    }
}

fn decision_form(cx: &Cx, here: &str, clock: BreachClock, e: &Entered, p: &Problems) -> Markup {
    let l = cx.locale();
    let choices: Vec<Choice> = Notification::ALL
        .into_iter()
        .map(|n| Choice::new(n.code(), words::notification(n, l), e.get("beslutning") == n.code()))
        .collect();
    form(
        &cx.link(&format!("{here}/melding")),
        &cx.csrf(),
        &html! {
            (radios(&Field::new("beslutning", l.t(T::IncidentsDecision)).error(error_of(p, "beslutning")), &choices))
            (textarea(&field(l, e, p, "grunn", T::IncidentsReason).hint(l.t(T::IncidentsReasonHint)).guarded().max_length(small(LONGEST_TEXT)), 3))
            @if clock.is_past() { (textarea(&field(l, e, p, "hvorfor-sent", T::IncidentsWhyLate).guarded().max_length(small(LONGEST_TEXT)), 2)) }
            (text_field(&field(l, e, p, "saksnummer", T::IncidentsAuthorityReference).optional(l).max_length(80)))
            (parts::actions(&[button(&l.t(T::IncidentsDecideDo), Weight::Primary)]))
        },
    )
}

/// The authority's questions.
pub fn breach(cx: &Cx, i: &Incident, e: &Entered, p: &Problems) -> Markup {
    let l = cx.locale();
    let way_here = from_one(cx, i);
    html! {
        (way(cx, &way_here, &l.t(T::IncidentsQuestions)))
        (error_summary(l, p))
        h1 { (l.t(T::IncidentsQuestions)) }
        p.lead { (l.t(T::IncidentsQuestionsLead)) }
        @if let Some(breach) = i.breach.as_ref().filter(|b| b.decision.is_none()) { (clock_line(cx, BreachClock::at(breach.known, cx.now))) }
        (form(&cx.link(&format!("/kontor/hendelser/{}/brudd", i.id)), &cx.csrf(), &html! {
            (date_field(&field(l, e, p, "kjent-dag", T::IncidentsKnownDay).required()))
            (time_field(&field(l, e, p, "kjent-kl", T::IncidentsKnownTime)))
            @for question in BreachQuestion::ALL {
                (textarea(&Field::new(question.code(), words::question(question, l)).value(e.get(question.code()))
                    .error(error_of(p, question.code())).guarded().max_length(small(LONGEST_TEXT)), 2))
            }
            (parts::actions(&[button(&l.t(T::OfficeSave), Weight::Primary)]))
        }))
    }
}

fn aftercare_card(cx: &Cx, i: &Incident) -> Markup {
    let l = cx.locale();
    let steps: Vec<Choice> = aftercare(i.kind)
        .iter()
        .map(|s| {
            let done = i.aftercare.get(s);
            let choice = Choice::new(s.code(), words::step(*s, l), done.is_some());
            match done {
                Some(at) => choice.hint(words::moment(*at, cx.now, l)),
                None => choice,
            }
        })
        .collect();
    html! {
        section.card {
            h2 { (l.t(T::IncidentsAftercare)) }
            @if i.closed.is_some() {
                ul { @for step in &steps { li { (step.label) @if !step.checked { " – " (l.t(T::IncidentsNotDone)) } } } }
            } @else {
                (form(&cx.link(&format!("/kontor/hendelser/{}/etterarbeid", i.id)), &cx.csrf(), &html! {
                    (checkboxes(&Field::new("steg", l.t(T::IncidentsAftercare)).label_hidden(), &steps))
                    (parts::actions(&[button(&l.t(T::OfficeSave), Weight::Secondary)]))
                }))
            }
        }
    }
}

fn round_card(cx: &Cx, i: &Incident, scenarios: &[Scenario]) -> Markup {
    let (l, r) = (cx.locale(), &i.round);
    let (taken, next) = stages(StageFacts {
        scenario: r.scenario.is_some(),
        measure: !r.measure.is_empty(),
        settled: !r.settled.is_empty(),
        scored: r.scored.is_some(),
    });
    let scenario = r.scenario.and_then(|id| scenarios.iter().find(|s| s.id == id));
    html! {
        section.card {
            h2 { (l.t(T::IncidentsRound)) }
            ol {
                @for stage in domain::incidents::Stage::ALL {
                    li {
                        @if taken.contains(&stage) { "✓ " } @else if next == Some(stage) { strong { (l.t(T::IncidentsNextStep)) " " } }
                        (words::stage(stage, l))
                    }
                }
            }
            @if let Some(s) = scenario { p { a href=(cx.link(&format!("/kontor/ros/scenario/{}", Id(s.id)))) { (s.title) } " – " (s.analysis) } }
            @if !r.measure.is_empty() { p { (l.t(T::IncidentsFieldMeasure)) ": " (r.measure) } }
            @if !r.settled.is_empty() { p { (words::settled(&r.settled, l)) @if !r.settled_what.is_empty() { ": " (r.settled_what) } } }
            @if let Some(day) = r.scored { p { (l.ta(T::IncidentsScoredOn, &args![("day", day_in_words(day, cx.today(), l))])) } }
            @if !r.own_reference.is_empty() { p { (words::own_system(&r.own_system, l)) " " (r.own_reference) } }
            @if office::leads(cx) {
                (parts::actions(&[button_link(&l.t(T::IncidentsRoundDo), &cx.link(&format!("/kontor/hendelser/{}/runden", i.id)), Weight::Secondary)]))
            }
        }
    }
}

fn scenario_field(l: Locale, name: &str, chosen: &str, scenarios: &[Scenario]) -> Markup {
    let none = Choice::new("", l.t(T::IncidentsNoScenario), chosen.is_empty());
    let choices: Vec<Choice> = std::iter::once(none)
        .chain(scenarios.iter().map(|s| {
            let id = Id(s.id).to_string();
            let checked = id == chosen;
            Choice::new(id, format!("{} – {}", s.title, s.analysis), checked)
        }))
        .collect();
    select(&Field::new(name, l.t(T::IncidentsScenario)), &choices)
}

/// The way on: the municipality's own system, the scenario, the measure, and what became of it.
pub fn round(cx: &Cx, i: &Incident, scenarios: &[Scenario], e: &Entered, p: &Problems) -> Markup {
    let l = cx.locale();
    let way_here = from_one(cx, i);
    let codes = |name: &str, codes: &[&str], said: &dyn Fn(&str, Locale) -> String, none: T| -> Vec<Choice> {
        let chosen = e.get(name).to_owned();
        std::iter::once(Choice::new("", l.t(none), chosen.is_empty()))
            .chain(codes.iter().map(|c| Choice::new(*c, said(c, l), chosen == *c)))
            .collect()
    };
    let systems = codes("system", &OWN_SYSTEMS, &words::own_system, T::IncidentsSystemNone);
    let became = codes("ble", &SETTLED, &words::settled, T::IncidentsSettledNot);
    html! {
        (way(cx, &way_here, &l.t(T::IncidentsRound)))
        (error_summary(l, p))
        h1 { (l.t(T::IncidentsRound)) }
        p.lead { (l.t(T::IncidentsRoundLead)) }
        (form(&cx.link(&format!("/kontor/hendelser/{}/runden", i.id)), &cx.csrf(), &html! {
            (radios(&Field::new("system", l.t(T::IncidentsSystem)).hint(l.t(T::IncidentsSystemHint)).error(error_of(p, "system")), &systems))
            (text_field(&field(l, e, p, "referanse", T::IncidentsOwnReference).optional(l).max_length(80)))
            @if scenarios.is_empty() {
                p.quiet { (l.t(T::IncidentsNoScenarios)) }
            } @else {
                (scenario_field(l, "scenario", e.get("scenario"), scenarios))
            }
            (textarea(&field(l, e, p, "tiltak", T::IncidentsFieldMeasure).hint(l.t(T::IncidentsFieldMeasureHint)).guarded().max_length(small(LONGEST_TEXT)), 3))
            (radios(&Field::new("ble", l.t(T::IncidentsSettled)).error(error_of(p, "ble")), &became))
            (text_field(&field(l, e, p, "hvilken", T::IncidentsSettledWhat).optional(l).max_length(200)))
            (date_field(&field(l, e, p, "vurdert", T::IncidentsScored)))
            (parts::actions(&[button(&l.t(T::OfficeSave), Weight::Primary)]))
        }))
    }
}

fn note_card(cx: &Cx, i: &Incident) -> Markup {
    let l = cx.locale();
    let here = format!("/kontor/hendelser/{}", i.id);
    html! {
        section.card {
            h2 { (l.t(T::IncidentsNote)) }
            @match &i.note {
                None => { p { (l.t(T::IncidentsNoteNone)) } }
                Some(note) => {
                    p { strong { (note.words.title) } }
                    @if let Some(at) = note.approved {
                        p { (parts::tag(Tone::Good, &l.t(T::IncidentsNoteApproved))) " " (words::moment(at, cx.now, l)) }
                        @if let Some(card) = &note.card { p { a href=(cx.link(&format!("/kontor/handbok/{card}"))) { (l.t(T::IncidentsNoteCard)) } } }
                    } @else if office::leads(cx) && note.words.is_whole() {
                        p { (l.t(T::IncidentsNoteApproveText)) }
                        (form(&cx.link(&format!("{here}/godkjenn")), &cx.csrf(), &parts::actions(&[button(&l.t(T::IncidentsNoteApprove), Weight::Primary)])))
                    } @else {
                        p { (l.t(T::IncidentsNoteWaits)) }
                    }
                }
            }
            (parts::actions(&[button_link(&l.t(T::IncidentsNoteDo), &cx.link(&format!("{here}/laering")), Weight::Secondary)]))
        }
    }
}

/// What it taught, as the card it becomes.
pub fn note(cx: &Cx, i: &Incident, e: &Entered, p: &Problems) -> Markup {
    let l = cx.locale();
    let way_here = from_one(cx, i);
    let area = |name: &str, label: T| field(l, e, p, name, label).guarded().max_length(400);
    html! {
        (way(cx, &way_here, &l.t(T::IncidentsNote)))
        (error_summary(l, p))
        h1 { (l.t(T::IncidentsNote)) }
        p.lead { (l.t(T::IncidentsNoteLead)) }
        (form(&cx.link(&format!("/kontor/hendelser/{}/laering", i.id)), &cx.csrf(), &html! {
            (text_field(&field(l, e, p, "tittel", T::IncidentsNoteTitle).required().guarded().max_length(80)))
            (textarea(&area("nar", T::IncidentsNoteWhen), 2))
            (textarea(&area("kan", T::IncidentsNoteMay), 2))
            (textarea(&area("ikke", T::IncidentsNoteNot), 2))
            (textarea(&area("heller", T::IncidentsNoteInstead), 2))
            (textarea(&area("si", T::IncidentsNoteSay), 2))
            (parts::actions(&[button(&l.t(T::OfficeSave), Weight::Primary)]))
        }))
    }
}

fn access_card(cx: &Cx, w: &Whole<'_>) -> Markup {
    let (l, i) = (cx.locale(), w.incident);
    let name = |id: &Id| w.names.get(id).cloned().unwrap_or_else(|| l.t(T::IncidentsGone));
    let here = format!("/kontor/hendelser/{}/tilgang", i.id);
    let others: Vec<Choice> = w
        .names
        .iter()
        .filter(|(id, _)| !i.readers.contains(id) && i.writer != Some(**id))
        .map(|(id, name)| Choice::new(id.to_string(), name, false))
        .collect();
    html! {
        section.card {
            h2 { (l.t(T::IncidentsAccess)) }
            p { (l.t(T::IncidentsAccessText)) }
            @if !i.readers.is_empty() {
                ul {
                    @for id in &i.readers {
                        li {
                            (name(id))
                            @if office::leads(cx) { (form(&cx.link(&here), &cx.csrf(), &button_with(&l.ta(T::IncidentsAccessRemove, &args![("name", name(id))]), Weight::Quiet, "fjern", &id.to_string()))) }
                        }
                    }
                }
            }
            @if office::leads(cx) && !others.is_empty() {
                details {
                    summary { (l.t(T::IncidentsAccessGive)) }
                    (form(&cx.link(&here), &cx.csrf(), &html! {
                        (select(&Field::new("navngi", l.t(T::IncidentsAccessWho)), &others))
                        (parts::actions(&[button(&l.t(T::IncidentsAccessGiveDo), Weight::Secondary)]))
                    }))
                }
            }
            details {
                summary { (l.ta(T::IncidentsReadings, &args![("n", w.readings.len())])) }
                ul {
                    @for r in w.readings {
                        li {
                            (words::moment(r.at, cx.now, l)) ": " (name(&r.account)) " – " (words::ground(r.ground, l))
                            @if r.what == "archive" { " – " (l.t(T::IncidentsReadingArchive)) }
                        }
                    }
                }
            }
        }
    }
}

fn end_card(cx: &Cx, i: &Incident) -> Markup {
    let l = cx.locale();
    let here = format!("/kontor/hendelser/{}", i.id);
    html! {
        p.quiet { (l.ta(T::IncidentsErased, &args![("day", day_in_words(i.erased_after, cx.today(), l))])) }
        @if office::leads(cx) {
            p {
                a href=(cx.link(&format!("{here}/arkiv.pdf"))) { (l.t(T::IncidentsArchivePdf)) } " · "
                a href=(cx.link(&format!("{here}/arkiv.json"))) { (l.t(T::IncidentsArchiveJson)) }
            }
            (form(&cx.link(&format!("{here}/lukk")), &cx.csrf(), &html! {
                @if i.closed.is_none() {
                    (button_with(&l.t(T::IncidentsClose), Weight::Secondary, "gjor", "lukk"))
                } @else {
                    (button_with(&l.t(T::IncidentsReopen), Weight::Quiet, "gjor", "apne"))
                }
            }))
        }
    }
}

/// When several of a kind open the risk anew, and how long incidents are kept.
pub fn rules(cx: &Cx, scenarios: &[Scenario], e: &Entered, p: &Problems) -> Markup {
    let l = cx.locale();
    html! {
        (way(cx, &[from_list(l)], &l.t(T::IncidentsRules)))
        (error_summary(l, p))
        h1 { (l.t(T::IncidentsRules)) }
        p.lead { (l.t(T::IncidentsRulesLead)) }
        (form(&cx.link("/kontor/hendelser/terskler"), &cx.csrf(), &html! {
            @for kind in IncidentKind::ALL {
                @let (many, within, scenario) = (forms::of_kind("antall", kind), forms::of_kind("dager", kind), forms::of_kind("scenario", kind));
                fieldset.card {
                    legend { (words::kind(kind, l)) }
                    (number_field(&Field::new(&*many, l.t(T::IncidentsRulesMany)).value(e.get(&many)).error(error_of(p, &many)), 1, 50))
                    (number_field(&Field::new(&*within, l.t(T::IncidentsRulesWithin)).value(e.get(&within)), 1, 730))
                    @if !scenarios.is_empty() { (scenario_field(l, &scenario, e.get(&scenario), scenarios)) }
                }
            }
            (number_field(&field(l, e, p, "maneder", T::IncidentsRulesMonths).hint(l.t(T::IncidentsRulesMonthsHint)), 6, 120))
            (parts::actions(&[button(&l.t(T::OfficeSave), Weight::Primary)]))
        }))
    }
}

fn meeting_name(register: &Register, key: &str, l: Locale) -> String {
    let meeting = register.network_meetings.iter().find(|m| m.key.as_str() == key);
    meeting.map_or_else(|| l.t(T::IncidentsMeeting), |m| m.name.get(l).to_owned())
}

/// What the next network meeting takes up, and what earlier ones decided.
pub fn agenda(
    cx: &Cx,
    register: &Register,
    alarms: &[Alarm],
    scenarios: &[Scenario],
    (e, p): (&Entered, &Problems),
) -> Markup {
    let l = cx.locale();
    let edits = cx.session.as_ref().is_some_and(|s| s.may(domain::access::Permission::EditRegister));
    let (waiting, done): (Vec<&Alarm>, Vec<&Alarm>) = alarms.iter().partition(|a| a.taken_up.is_none());
    html! {
        (way(cx, &[], &l.t(T::IncidentsAgenda)))
        (error_summary(l, p))
        h1 { (l.t(T::IncidentsAgenda)) }
        p.lead { (l.t(T::IncidentsAgendaLead)) }
        @if waiting.is_empty() { (parts::empty_state(&l.t(T::IncidentsAgendaNone), None)) }
        div.stack {
            @for a in waiting {
                section.card {
                    p.quiet { (meeting_name(register, &a.meeting, l)) }
                    h2 { (words::alarm(a.kind, a.threshold, l)) }
                    p { (l.ta(T::IncidentsAlarmAt, &args![("when", words::moment(a.raised, cx.now, l))])) }
                    @if let Some(s) = a.scenario.and_then(|id| scenarios.iter().find(|s| s.id == id)) {
                        p { a href=(cx.link(&format!("/kontor/ros/scenario/{}", Id(s.id)))) { (s.title) } @if a.reopened { " – " (l.t(T::IncidentsReopened)) } }
                    }
                    @if edits { (taken_up_form(cx, a, e, p)) }
                }
            }
        }
        @if !done.is_empty() {
            h2 { (l.t(T::IncidentsAgendaDone)) }
            ul {
                @for a in done {
                    li {
                        (words::alarm(a.kind, a.threshold, l))
                        @if let Some(day) = a.taken_up { " – " (l.ta(T::IncidentsTakenUpOn, &args![("day", day_in_words(day, cx.today(), l))])) }
                        @if !a.decided.is_empty() { ": " (a.decided) }
                    }
                }
            }
        }
    }
}

fn taken_up_form(cx: &Cx, a: &Alarm, e: &Entered, p: &Problems) -> Markup {
    let l = cx.locale();
    let here = e.get("sak") == a.id.to_string();
    let (none, clean) = (Entered::default(), Problems::new());
    let (e, p) = if here { (e, p) } else { (&none, &clean) };
    let day = if here {
        e.get("dag").to_owned()
    } else {
        cx.today().to_string()
    };
    let own = |name: &str| format!("f-{name}-{}", a.id);
    html! {
        details open[here] {
            summary { (l.t(T::IncidentsTakenUp)) }
            (form(&cx.link("/kontor/nettverksmote"), &cx.csrf(), &html! {
                (hidden("sak", &a.id.to_string()))
                (date_field(&field(l, e, p, "dag", T::IncidentsTakenUpDay).value(day).id(own("dag"))))
                (textarea(&field(l, e, p, "bestemt", T::IncidentsTakenUpDecided).guarded().max_length(small(LONGEST_TEXT)).id(own("bestemt")), 2))
                (parts::actions(&[button(&l.t(T::OfficeSave), Weight::Primary)]))
            }))
        }
    }
}

/// A breach whose clock runs, on the office's first page.
pub fn urgent(cx: &Cx, line: &Line) -> Markup {
    let l = cx.locale();
    html! {
        section.card {
            h2 { (words::kind(line.kind, l)) }
            @if let Some(clock) = office::clock(cx, line) { (clock_line(cx, clock)) }
            (parts::actions(&[button_link(&l.t(T::IncidentsUrgentDo), &cx.link(&format!("/kontor/hendelser/{}", line.id)), Weight::Secondary)]))
        }
    }
}

/// How many are open, on the office's first page.
pub fn open_card(cx: &Cx, n: usize) -> Markup {
    let l = cx.locale();
    html! {
        section.card {
            h2 { (l.t(T::IncidentsTitle)) }
            p { (l.ta(T::IncidentsOpenMany, &args![("n", n)])) }
            (parts::actions(&[button_link(&l.t(T::IncidentsOpenDo), &cx.link("/kontor/hendelser"), Weight::Secondary)]))
        }
    }
}

/// What the network meeting is to take up, on the office's first page.
pub fn agenda_card(cx: &Cx, n: usize) -> Markup {
    let l = cx.locale();
    html! {
        section.card {
            h2 { (l.t(T::IncidentsAgenda)) }
            p { (l.ta(T::IncidentsAgendaMany, &args![("n", n)])) }
            (parts::actions(&[button_link(&l.t(T::IncidentsAgendaDo), &cx.link("/kontor/nettverksmote"), Weight::Secondary)]))
        }
    }
}
