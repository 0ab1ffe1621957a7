//! `/kontor/folk/regler`: what is required of each kind of guide. Coordinators read it; a leader changes it.

use super::{
    gate_store::{self, Settings},
    office::status,
    words,
};
use crate::{
    frame::{AppError, Cx},
    offerings::Pairs,
    office::{
        editor,
        entered::{Entered, Problems, Reading},
    },
    texts::{T, Words},
};
use axum::{
    Form,
    extract::Query,
    response::{IntoResponse, Response},
};
use domain::{
    access::Permission,
    guides::{DocumentVersion, GateRules, GuideKind, KindRules, RequiredTraining, Requirement},
    schedule::day_in_words,
    shared::{Key, Locale},
};
use jiff::civil::Date;
use maud::{Markup, html};
use std::collections::{BTreeMap, HashMap};
use ui::{
    Audience, args,
    forms::{self as fields, Choice, Field, Kind},
    parts::{self, Tone, Weight, button},
};

/// The page.
///
/// # Errors
/// A fault of the database.
pub async fn page(cx: Cx, Query(asked): Query<HashMap<String, String>>) -> Result<Response, AppError> {
    let settings = cx.read(|r| gate_store::settings(r)).await?;
    let entered = filled(&settings);
    draw(&cx, &settings, &entered, &Vec::new(), asked.contains_key("lagret"))
}

fn filled(s: &Settings) -> Entered {
    let mut e = Entered::default().put("frist", s.rules.grace_days).put("adresse", &s.description_address);
    for (kind, rules) in &s.rules.kinds {
        e = e
            .put_all(
                &format!("krav-{}", kind.code()),
                rules.required.keys().map(Requirement::code),
            )
            .put(&format!("hjemmel-{}", kind.code()), &rules.statute);
    }
    e
}

fn draw(cx: &Cx, s: &Settings, e: &Entered, problems: &Problems, saved: bool) -> Result<Response, AppError> {
    let l = cx.locale();
    let edits = cx.session.as_ref().is_some_and(|s| s.may(Permission::OverrideGate));
    let title = l.t(T::GuidesRules);
    let body = html! {
        (editor::crumbs(cx, &[("/kontor/folk".to_owned(), l.t(T::GuidesTitle))], &title))
        h1 { (title) }
        (fields::error_summary(l, problems))
        @if saved { (parts::live_notice(Tone::Good, &html! { p { (l.t(T::OfficeSaved)) } })) }
        p.lead { (l.t(T::GuidesRulesLead)) }
        @if edits { (form(cx, s, e, problems)) } @else { (reading(cx, s)) }
    };
    Ok((status(problems), cx.html(&cx.shell(Audience::Office, title), &body)).into_response())
}

/// The rules for one who does not change them.
fn reading(cx: &Cx, s: &Settings) -> Markup {
    let l = cx.locale();
    html! {
        p { (l.ta(T::GuidesGraceIs, &args![("n", s.rules.grace_days)])) }
        div.grid.office-list {
            @for (kind, rules) in &s.rules.kinds {
                section.card {
                    h2 { (words::kind(*kind, l)) }
                    ul { @for r in rules.required.keys() { li { (words::requirement(r, &s.rules, l)) } } }
                    @if !rules.statute.is_empty() { p.quiet { (l.ta(T::GuidesPoliceLead, &args![("statute", rules.statute.as_str())])) } }
                }
            }
        }
        (versions_now(cx, s))
        p { (l.t(T::GuidesRulesAskLeader)) }
    }
}

fn versions_now(cx: &Cx, s: &Settings) -> Markup {
    let (l, today) = (cx.locale(), cx.today());
    let both = [Requirement::Confidentiality, Requirement::ServiceDescription];
    html! {
        ul {
            @for r in &both {
                @if let Some(v) = s.rules.version_on(r, today) {
                    li { (words::requirement(r, &s.rules, l)) ": " (l.ta(T::GuidesVersionFrom, &args![("version", v.name.as_str()), ("day", day_in_words(v.from, today, l))])) }
                }
            }
        }
    }
}

fn all_requirements(rules: &GateRules) -> Vec<Requirement> {
    let fixed = [
        Requirement::Confidentiality,
        Requirement::ServiceDescription,
        Requirement::Agreement,
        Requirement::PoliceCertificate,
    ];
    fixed
        .into_iter()
        .chain(rules.trainings.iter().map(|t| Requirement::Training(t.key.clone())))
        .collect()
}

fn form(cx: &Cx, s: &Settings, e: &Entered, problems: &Problems) -> Markup {
    let l = cx.locale();
    let wrong = |name: &str| super::forms::wrong(problems, name).map(str::to_owned);
    html! {
        (fields::form(&cx.link("/kontor/folk/regler"), &cx.csrf(), &html! {
            @for kind in GuideKind::ALL { (kind_part(l, kind, &s.rules, e, problems)) }
            section.card {
                h2 { (l.t(T::GuidesVersions)) }
                p { (l.t(T::GuidesVersionsLead)) }
                (versions_now(cx, s))
                (fields::text_field(&Field::new("ny-confidentiality", l.t(T::GuidesNewDeclaration)).optional(l).max_length(20).value(e.get("ny-confidentiality"))
                    .error(wrong("ny-confidentiality")).short()))
                (fields::date_field(&Field::new("fra-confidentiality", l.t(T::GuidesFrom)).optional(l).value(e.get("fra-confidentiality"))
                    .error(wrong("fra-confidentiality")).short()))
                (fields::text_field(&Field::new("ny-service_description", l.t(T::GuidesNewDescription)).optional(l).max_length(20).value(e.get("ny-service_description"))
                    .error(wrong("ny-service_description")).short()))
                (fields::date_field(&Field::new("fra-service_description", l.t(T::GuidesFrom)).optional(l).value(e.get("fra-service_description"))
                    .error(wrong("fra-service_description")).short()))
                (fields::input(&Field::new("adresse", l.t(T::GuidesDescriptionAddress)).hint(l.t(T::GuidesDescriptionAddressHint)).optional(l).max_length(300)
                    .value(e.get("adresse")).error(wrong("adresse")), Kind::Url))
            }
            section.card {
                h2 { (l.t(T::GuidesTrainings)) }
                p { (l.t(T::GuidesTrainingsLead)) }
                ul { @for t in &s.rules.trainings { li { (t.name) @if let Some(m) = t.months { " – " (l.ta(T::GuidesHoldsMonths, &args![("n", m)])) } } } }
                (fields::text_field(&Field::new("opplaering", l.t(T::GuidesTrainingNew)).optional(l).guarded().max_length(80).value(e.get("opplaering"))
                    .error(wrong("opplaering"))))
                (fields::number_field(&Field::new("maneder", l.t(T::GuidesTrainingMonths)).optional(l).value(e.get("maneder")).error(wrong("maneder")).short(), 1, 120))
            }
            (fields::number_field(&Field::new("frist", l.t(T::GuidesGraceDays)).hint(l.t(T::GuidesGraceDaysHint)).value(e.get("frist"))
                .error(wrong("frist")).short(), 0, 90))
            (parts::actions(&[button(&l.t(T::OfficeSave), Weight::Primary)]))
        }))
    }
}

fn kind_part(l: Locale, kind: GuideKind, rules: &GateRules, e: &Entered, problems: &Problems) -> Markup {
    let name = format!("krav-{}", kind.code());
    let statute = format!("hjemmel-{}", kind.code());
    let choices: Vec<Choice> = all_requirements(rules)
        .into_iter()
        .map(|r| {
            let code = r.code();
            let ticked = e.all(&name).any(|c| c == code);
            Choice::new(code, words::requirement(&r, rules, l), ticked)
        })
        .collect();
    html! {
        details.card open[super::forms::wrong(problems, &statute).is_some()] {
            summary { strong { (words::kind(kind, l)) } }
            (fields::checkboxes(&Field::new(name.as_str(), l.t(T::GuidesIsRequired)), &choices))
            (fields::text_field(&Field::new(statute.as_str(), l.t(T::GuidesStatute)).hint(l.t(T::GuidesStatuteHint)).optional(l).max_length(120)
                .value(e.get(&statute)).error(super::forms::wrong(problems, &statute))))
        }
    }
}

/// Saves the rules.
///
/// # Errors
/// A fault of the database.
pub async fn save(cx: Cx, Form(pairs): Pairs) -> Result<Response, AppError> {
    let entered = Entered::of(pairs);
    let (l, today) = (cx.locale(), cx.today());
    let before = cx.read(|r| gate_store::settings(r)).await?;
    let (_, problems) = read(l, &entered, &before, today);
    if !problems.is_empty() {
        return draw(&cx, &before, &entered, &problems, false);
    }
    cx.write(move |tx| {
        let before = gate_store::settings(tx)?;
        let (after, _) = read(l, &entered, &before, today);
        gate_store::put_settings(tx, &after)
    })
    .await?;
    Ok(cx.go("/kontor/folk/regler?lagret=1"))
}

/// The rules as they become. What was required keeps the day it began; what is new begins today.
fn read(l: Locale, e: &Entered, before: &Settings, today: Date) -> (Settings, Problems) {
    let mut r = Reading::new(l, e);
    let mut rules = before.rules.clone();
    let grace: Option<u16> = r.number("frist");
    match grace.filter(|n| *n <= 90) {
        Some(days) => rules.grace_days = days,
        None => r.problem("frist", l.ta(T::OfficeProblemRange, &args![("low", 0), ("high", 90)])),
    }
    read_training(&mut r, &mut rules);
    rules.kinds = read_kinds(&mut r, &rules, today);
    let declaration = read_version(&mut r, &Requirement::Confidentiality, &rules.declaration, today);
    rules.declaration.extend(declaration);
    let description = read_version(&mut r, &Requirement::ServiceDescription, &rules.description, today);
    rules.description.extend(description);
    let address: String = r.contact("adresse").chars().take(300).collect();
    if !address.is_empty() && !address.starts_with("https://") && !address.starts_with("http://") {
        r.problem("adresse", l.t(T::OfficeProblemForm));
    }
    (
        Settings {
            rules,
            description_address: address,
        },
        r.problems,
    )
}

fn read_training(r: &mut Reading<'_>, rules: &mut GateRules) {
    let name: String = r.line("opplaering").chars().take(80).collect();
    if name.is_empty() {
        return;
    }
    let months: Option<u16> = r.number("maneder");
    if months.is_some_and(|m| !(1..=120).contains(&m)) {
        r.problem(
            "maneder",
            r.locale.ta(T::OfficeProblemRange, &args![("low", 1), ("high", 120)]),
        );
    }
    let Some(key) = Key::from_name(&name) else {
        r.problem("opplaering", r.locale.t(T::OfficeProblemForm));
        return;
    };
    match rules.trainings.iter_mut().find(|t| t.key == key) {
        Some(same) => same.months = months,
        None => rules.trainings.push(RequiredTraining { key, name, months }),
    }
    rules.trainings.sort_by(|a, b| a.key.cmp(&b.key));
}

fn read_kinds(r: &mut Reading<'_>, rules: &GateRules, today: Date) -> BTreeMap<GuideKind, KindRules> {
    let known = all_requirements(rules);
    let mut kinds = BTreeMap::new();
    for kind in GuideKind::ALL {
        let statute_name = format!("hjemmel-{}", kind.code());
        let statute: String = r.line(&statute_name).chars().take(120).collect();
        let before = rules.kinds.get(&kind);
        let since = |requirement: &Requirement| {
            before.and_then(|k| k.required.get(requirement)).copied().unwrap_or(Some(today))
        };
        let chosen: Vec<&str> = r.entered.all(&format!("krav-{}", kind.code())).collect();
        let required: BTreeMap<Requirement, Option<Date>> = known
            .iter()
            .filter(|requirement| chosen.contains(&requirement.code().as_str()))
            .map(|requirement| (requirement.clone(), since(requirement)))
            .collect();
        if required.contains_key(&Requirement::PoliceCertificate) && statute.is_empty() {
            r.problem(&statute_name, r.locale.t(T::GuidesProblemStatute));
        }
        let statute = if required.contains_key(&Requirement::PoliceCertificate) {
            statute
        } else {
            String::new()
        };
        kinds.insert(kind, KindRules { required, statute });
    }
    kinds
}

fn read_version(
    r: &mut Reading<'_>,
    requirement: &Requirement,
    before: &[DocumentVersion],
    today: Date,
) -> Option<DocumentVersion> {
    let (new, from) = (
        format!("ny-{}", requirement.code()),
        format!("fra-{}", requirement.code()),
    );
    let name: String = r.line(&new).chars().take(20).collect();
    if name.is_empty() {
        return None;
    }
    let day = r.day(&from).unwrap_or(today);
    if before.iter().any(|v| v.name == name) {
        r.problem(&new, r.locale.t(T::OfficeProblemTwice));
    }
    if before.iter().any(|v| v.from >= day) {
        r.problem(&from, r.locale.t(T::GuidesProblemVersionDay));
    }
    Some(DocumentVersion { name, from: day })
}
