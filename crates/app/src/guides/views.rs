//! How the gate of one guide is shown: what is required, what is in order, and where it is registered.

use super::{
    forms::wrong,
    gate_store::{AllGrounds, KeptPaper},
    office::Shown,
    store::Person,
    words,
};
use crate::{
    frame::{Cx, SessionInfo, Who},
    office::entered::{Entered, Problems},
    texts::{T, Words},
};
use domain::{
    access::Permission,
    guides::{Gate, GateRules, Override, Paper, Requirement, required},
    schedule::day_in_words,
    shared::{Id, Locale},
};
use jiff::civil::Date;
use maud::{Markup, html};
use ui::{
    args,
    forms::{self as fields, Choice, Field},
    parts::{self, Tone, Weight, button},
};

/// One line of the list of what is required.
pub struct Line {
    /// What is required.
    pub requirement: Requirement,
    /// The newest paper for it, when there is one.
    pub newest: Option<Paper>,
    /// Whether it is missing today.
    pub missing: bool,
    /// What will end it, in words; empty when nothing is in sight.
    pub warning: String,
}

/// What is required of somebody, and how each stands.
#[must_use]
pub fn lines(p: &Person, grounds: &AllGrounds, today: Date, l: Locale) -> Vec<Line> {
    let (ready, papers, warnings) = (
        grounds.ready(p, today),
        grounds.of(p).papers,
        grounds.warnings(p, today),
    );
    required(&p.guide, &grounds.rules)
        .map(|(r, _)| Line {
            newest: papers.iter().filter(|paper| paper.requirement == *r).max_by_key(|paper| paper.on).cloned(),
            missing: ready.missing().contains(r),
            warning: warnings
                .iter()
                .find(|w| w.requirement == *r)
                .map(|w| words::warning(w, &grounds.rules, today, l))
                .unwrap_or_default(),
            requirement: r.clone(),
        })
        .collect()
}

/// How one line stands, as a tag.
#[must_use]
pub fn line_tag(line: &Line, l: Locale) -> Markup {
    match (line.missing, line.newest.is_some()) {
        (false, _) if line.warning.is_empty() => parts::tag(Tone::Good, &l.t(T::GuidesInOrder)),
        (false, _) => parts::tag(Tone::Look, &l.t(T::GuidesRunsOut)),
        (true, true) => parts::tag(Tone::Look, &l.t(T::GuidesMustBeRenewed)),
        (true, false) => parts::tag(Tone::Stop, &l.t(T::GuidesMissing)),
    }
}

/// When a paper was signed or done, its version, and how long it holds.
#[must_use]
pub fn paper_words(paper: &Paper, today: Date, l: Locale) -> String {
    let mut out = day_in_words(paper.on, today, l);
    if !paper.version.is_empty() {
        out = format!(
            "{out}, {}",
            l.ta(T::GuidesVersion, &args![("version", paper.version.as_str())])
        );
    }
    if let Some(last) = paper.valid_to {
        out = format!(
            "{out}, {}",
            l.ta(T::GuidesHoldsTo, &args![("day", day_in_words(last, today, l))])
        );
    }
    out
}

/// The card that says whether she is ready, and what is missing.
pub fn gate_card(cx: &Cx, s: &Shown, entered: &Entered, problems: &Problems) -> Markup {
    let (l, today) = (cx.locale(), cx.today());
    let (p, rules) = (&s.person, &s.grounds.rules);
    let gate = s.grounds.gate(p, today);
    let (tone, said) = words::gate(&gate, &p.guide, today, l);
    html! {
        section.card {
            h2 { (l.t(T::GuidesReady)) }
            p { (parts::tag(tone, &said)) }
            @if let Gate::Overridden { reason, .. } = &gate { p { (l.ta(T::GuidesReasonIs, &args![("reason", reason.as_str())])) } }
            ul.rows {
                @for line in &lines(p, &s.grounds, today, l) {
                    li {
                        span {
                            strong { (words::requirement(&line.requirement, rules, l)) } " " (line_tag(line, l))
                            @if let Some(paper) = &line.newest { br; span.quiet { (paper_words(paper, today, l)) } }
                            @if !line.warning.is_empty() { br; span { (line.warning) } }
                        }
                        (register_part(cx, s, &line.requirement, entered, problems))
                    }
                }
            }
            (registered(cx, s))
        }
        (override_part(cx, s, &gate, entered, problems))
    }
}

fn register_part(cx: &Cx, s: &Shown, requirement: &Requirement, entered: &Entered, problems: &Problems) -> Markup {
    let l = cx.locale();
    let (guide, rules) = (&s.person.guide, &s.grounds.rules);
    if *requirement == Requirement::Agreement
        && let Some(key) = &guide.organisation
    {
        return html! { a href=(cx.link(&format!("/kontor/folk/avtaler#{key}"))) { (l.t(T::GuidesToAgreement)) } };
    }
    let code = requirement.code();
    let here = entered.get("krav") == code;
    let id = |name: &str| format!("f-{}-{name}", code.replace(':', "-"));
    let value = |name: &str, otherwise: String| if here { entered.get(name).to_owned() } else { otherwise };
    let error = |name: &str| if here { wrong(problems, name) } else { None };
    let in_force = rules.version_on(requirement, cx.today()).map(|v| v.name.clone()).unwrap_or_default();
    let versions = match requirement {
        Requirement::Confidentiality => rules.declaration.as_slice(),
        Requirement::ServiceDescription => rules.description.as_slice(),
        _ => &[],
    };
    let chosen = value("versjon", in_force);
    let choices: Vec<Choice> =
        versions.iter().rev().map(|v| Choice::new(&v.name, v.name.clone(), v.name == chosen)).collect();
    let statute = rules.kinds.get(&guide.kind).map_or("", |k| k.statute.as_str());
    html! {
        details open[here && !problems.is_empty()] {
            summary { (l.t(T::GuidesRegister)) span.sr-only { " " (words::requirement(requirement, rules, l)) } }
            (fields::form(&cx.link(&format!("/kontor/folk/{}/papir", guide.id)), &cx.csrf(), &html! {
                (fields::hidden("krav", &code))
                @if *requirement == Requirement::PoliceCertificate { p { (l.ta(T::GuidesPoliceLead, &args![("statute", statute)])) } }
                (fields::date_field(&Field::new("dag", day_label(requirement, l)).id(id("dag")).value(value("dag", cx.today().to_string()))
                    .error(error("dag")).short()))
                @if !choices.is_empty() {
                    (fields::select(&Field::new("versjon", l.t(T::GuidesWhichVersion)).id(id("versjon")).error(error("versjon")), &choices))
                }
                (fields::date_field(&Field::new("til", l.t(T::GuidesValidTo)).id(id("til")).optional(l).value(value("til", String::new()))
                    .error(error("til")).short()))
                (parts::actions(&[button(&l.t(T::GuidesRegisterDo), Weight::Secondary)]))
            }))
        }
    }
}

fn day_label(requirement: &Requirement, l: Locale) -> String {
    l.t(match requirement {
        Requirement::Confidentiality | Requirement::Agreement => T::GuidesSignedOn,
        Requirement::ServiceDescription => T::GuidesReadOn,
        Requirement::PoliceCertificate => T::GuidesSeenOn,
        Requirement::Training(_) => T::GuidesDoneOn,
    })
}

fn registered(cx: &Cx, s: &Shown) -> Markup {
    let (l, today) = (cx.locale(), cx.today());
    if s.papers.is_empty() {
        return html! {};
    }
    let by = |k: &KeptPaper| {
        let name = k
            .registered_by
            .and_then(|by| s.accounts.iter().find(|(a, ..)| *a == by))
            .map(|(_, name, _)| name.clone());
        name.unwrap_or_default()
    };
    html! {
        details {
            summary { (l.ta(T::GuidesRegistered, &args![("n", s.papers.len())])) }
            ul.rows {
                @for k in &s.papers {
                    li {
                        span {
                            (words::requirement(&k.paper.requirement, &s.grounds.rules, l)) ": " (paper_words(&k.paper, today, l))
                            @if !k.paper.statute.is_empty() { ", " (k.paper.statute) }
                            @let who = by(k);
                            @if !who.is_empty() { span.quiet { " · " (l.ta(T::GuidesRegisteredBy, &args![("name", who)])) } }
                        }
                        (fields::form(&cx.link(&format!("/kontor/folk/{}/papir/trekk", k.guide)), &cx.csrf(), &html! {
                            (fields::hidden("papir", &k.id.to_string()))
                            (button(&l.t(T::GuidesWithdraw), Weight::Quiet))
                        }))
                    }
                }
            }
        }
    }
}

fn may_override(session: Option<&SessionInfo>) -> bool {
    session.is_some_and(|s| s.may(Permission::OverrideGate))
}

fn is_own(cx: &Cx, account: Option<Id>) -> bool {
    match cx.session.as_ref().map(|s| &s.who) {
        Some(Who::Person { account: own, .. }) => account == Some(*own),
        _ => false,
    }
}

fn override_part(cx: &Cx, s: &Shown, gate: &Gate, entered: &Entered, problems: &Problems) -> Markup {
    let (l, today, id) = (cx.locale(), cx.today(), s.person.guide.id);
    let active: Vec<&(Id, Override)> = s.overrides.iter().filter(|(_, o)| o.until >= today).collect();
    let closed = matches!(gate, Gate::Closed { missing } if !missing.is_empty());
    let open = entered.get("grunn").is_empty() && problems.is_empty();
    html! {
        @if !active.is_empty() || closed {
            section.card.soft {
                h2 { (l.t(T::GuidesOverride)) }
                @for (over, o) in active { (given(cx, s, *over, o)) }
                @if closed && may_override(cx.session.as_ref()) {
                    p { (l.t(if is_own(cx, s.person.guide.account) { T::GuidesOverrideOwn } else { T::GuidesOverrideLead })) }
                    details open[!open] {
                        summary { (l.t(T::GuidesOverrideOpen)) }
                        (fields::form(&cx.link(&format!("/kontor/folk/{id}/overstyr")), &cx.csrf(), &html! {
                            (fields::hidden("id", &Id(cx.app.db().random_id()).to_string()))
                            (fields::text_field(&Field::new("grunn", l.t(T::GuidesReason)).hint(l.t(T::GuidesReasonHint)).guarded().max_length(300)
                                .value(entered.get("grunn")).error(wrong(problems, "grunn"))))
                            (fields::date_field(&Field::new("slutt", l.t(T::GuidesOverrideUntil)).hint(l.t(T::GuidesOverrideUntilHint))
                                .value(entered.get("slutt")).error(wrong(problems, "slutt")).short()))
                            (parts::actions(&[button(&l.t(T::GuidesOverrideDo), Weight::Stop)]))
                        }))
                    }
                } @else if closed {
                    p { (l.t(T::GuidesOverrideAskLeader)) }
                }
            }
        }
    }
}

fn given(cx: &Cx, s: &Shown, id: Id, o: &Override) -> Markup {
    let (l, today) = (cx.locale(), cx.today());
    let by = s.accounts.iter().find(|(a, ..)| *a == o.by).map_or("", |(_, name, _)| name.as_str());
    let what = words::requirements(&o.covers, &s.grounds.rules, l);
    html! {
        p {
            (l.ta(T::GuidesOverrideGiven, &args![("name", by), ("what", what), ("day", day_in_words(o.until, today, l))])) " "
            (l.ta(T::GuidesReasonIs, &args![("reason", o.reason.as_str())]))
        }
        @if may_override(cx.session.as_ref()) {
            (fields::form(&cx.link(&format!("/kontor/folk/{}/overstyr/avslutt", s.person.guide.id)), &cx.csrf(), &html! {
                (fields::hidden("id", &id.to_string()))
                (parts::actions(&[button(&l.t(T::GuidesOverrideEnd), Weight::Quiet)]))
            }))
        }
    }
}

/// The name that a set of rules gives a version: an empty one where there are none.
#[must_use]
pub fn known_version(rules: &GateRules, requirement: &Requirement, name: &str) -> bool {
    let versions = match requirement {
        Requirement::Confidentiality => &rules.declaration,
        Requirement::ServiceDescription => &rules.description,
        _ => return name.is_empty(),
    };
    versions.iter().any(|v| v.name == name) || (versions.is_empty() && name.is_empty())
}
