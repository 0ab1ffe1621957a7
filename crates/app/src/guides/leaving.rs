//! When somebody leaves: access off, link taken back, keys returned, shifts freed – and what is kept of her, given out or
//! erased.

use super::{
    gate_store,
    office::{head, parsed, status},
    refusal::GuidesRefusal,
    store::{self, Item, Person},
    words,
};
use crate::{
    access,
    frame::{AppError, Cx},
    offerings::Pairs,
    office::entered::{Entered, Problems, Reading},
    promise::state::Stand,
    texts::{T, Words},
};
use ::store::{Query, Tx};
use axum::{
    Form,
    extract::Path,
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use domain::{
    access::Role,
    guides::Requirement,
    register::Register,
    schedule::{day_in_words, occurrence_in_words},
    shared::{Id, Locale, day_and_minute},
};
use jiff::{Timestamp, ToSpan, civil::Date};
use maud::{Markup, html};
use ui::{
    Audience, args,
    forms::{self as fields, Field},
    parts::{self, Tone, Weight, button},
};

/// How long everything about a guide is kept after she left, in months.
pub const KEPT_MONTHS: i32 = 24;

/// How long a warning that was sent is remembered after its day, in months.
const WARNINGS_KEPT_MONTHS: i32 = 12;

/// Says that somebody leaves, and frees her shifts from that day. What is due at once is done at once, the rest in the night
/// of the day.
///
/// # Errors
/// Absent when there is no such guide.
pub fn leave(tx: &mut Tx, guide: Id, day: Date) -> Result<(), AppError> {
    store::lock(tx, guide)?;
    let mut p = store::find(tx, guide)?.ok_or(AppError::Absent)?;
    let before = p.guide.left.replace(day);
    store::put(tx, &p)?;
    let json = |day: Date| serde_json::json!({"left": day.to_string()}).to_string();
    tx.history("guides", "guide", guide.0, "left", before.map(json), Some(json(day)))?;
    let shifts = crate::roster::leaves(tx, guide, day)?;
    let others = crate::promise::leaves(tx, guide, day)?;
    if !shifts.is_empty() || others > 0 {
        crate::promise::look_again(tx)?;
    }
    if day <= day_and_minute(tx.now()).0 {
        finish(tx, &p)?;
    }
    Ok(())
}

/// Closes every door behind somebody who has left. Done twice, it is done once.
fn finish(tx: &mut Tx, p: &Person) -> Result<(), AppError> {
    let guide = p.guide.id;
    store::set_gone(tx, guide, true)?;
    store::revoke_link(tx, guide)?;
    for kept in gate_store::papers(tx, guide)? {
        if kept.paper.requirement == Requirement::PoliceCertificate {
            gate_store::withdraw(tx, guide, kept.id)?;
        }
    }
    let Some(account) = p.guide.account else {
        return Ok(());
    };
    let role = access::store::accounts(tx)?.into_iter().find(|a| a.id == account).map(|a| a.role);
    // Somebody who also runs the service keeps her way in.
    if matches!(role, Some(Role::Helper | Role::Guide)) {
        access::store::close(tx, account)?;
    }
    let mut p = p.clone();
    p.guide.account = None;
    store::put(tx, &p)
}

/// She stays after all, or comes back. Accounts and links are made anew.
fn come_back(tx: &mut Tx, guide: Id) -> Result<(), AppError> {
    store::lock(tx, guide)?;
    let mut p = store::find(tx, guide)?.ok_or(AppError::Absent)?;
    p.guide.left = None;
    store::put(tx, &p)?;
    store::set_gone(tx, guide, false)?;
    tx.history("guides", "guide", guide.0, "came back", None, None)?;
    crate::roster::restore(tx, guide, day_and_minute(tx.now()).0)?;
    Ok(())
}

/// Removes everything about somebody in every room, and every letter on its way to her.
fn forget(tx: &mut Tx, guide: Id) -> Result<(), AppError> {
    if let Some(p) = store::find(tx, guide)? {
        crate::messages::forget_contact(tx, &p.guide.contact)?;
    }
    crate::messages::forget(tx, guide.0)?;
    crate::learning::forget(tx, guide)?;
    crate::promise::forget(tx, guide)?;
    crate::roster::erase(tx, guide)?;
    store::erase(tx, guide)
}

/// The night's work: doors are closed behind those whose last day is over, those who left two years ago are erased, and
/// everybody is warned of what runs out.
///
/// # Errors
/// A fault of the database.
pub fn tonight(tx: &mut Tx) -> Result<(), AppError> {
    let today = day_and_minute(tx.now()).0;
    let everybody = store::everybody(tx)?;
    if everybody.is_empty() {
        return Ok(());
    }
    let months_ago = |months: i32| today.checked_sub(months.months()).unwrap_or(today);
    for guide in store::left_before(tx, months_ago(KEPT_MONTHS))? {
        forget(tx, guide)?;
    }
    let (gone, here): (Vec<Person>, Vec<Person>) =
        everybody.into_iter().partition(|p| p.guide.left.is_some_and(|left| left <= today));
    for p in gone.iter().filter(|p| p.guide.left >= Some(months_ago(KEPT_MONTHS))) {
        finish(tx, p)?;
    }
    let grounds = gate_store::grounds(tx)?;
    for p in &here {
        let mut new = Vec::new();
        for w in grounds.warnings(p, today) {
            if gate_store::warn_once(tx, p.guide.id, &w)? {
                new.push(w);
            }
        }
        if !new.is_empty() {
            super::tell::warn(tx, p, &new, &grounds, today)?;
        }
    }
    gate_store::forget_warnings(tx, months_ago(WARNINGS_KEPT_MONTHS))
}

/// How many the night before `day` should have closed the doors behind, or erased, and has not. For the doctor.
///
/// # Errors
/// A fault of the database.
pub fn left_before(q: &mut impl Query, day: Date) -> Result<i64, AppError> {
    let two_years = day.checked_sub(KEPT_MONTHS.months()).unwrap_or(day);
    let kept = i64::try_from(store::left_before(q, two_years)?.len()).unwrap_or(i64::MAX);
    Ok(kept + store::doors_open_after(q, day)?)
}

/// `/kontor/folk/{id}/slutte`: keys and cards, and leaving step by step.
///
/// # Errors
/// Absent when there is no such guide.
pub async fn page(cx: Cx, Path(id): Path<String>) -> Result<Response, AppError> {
    leaving_page(&cx, parsed(&id)?, &Entered::default(), &Vec::new()).await
}

async fn leaving_page(cx: &Cx, id: Id, entered: &Entered, problems: &Problems) -> Result<Response, AppError> {
    let published = cx.published().await?;
    let s = super::office::shown(cx, id).await?;
    let l = cx.locale();
    let left = s.person.guide.left;
    let (about, now, today) = (published.clone(), cx.now, cx.today());
    let (freed, asked) = cx
        .read(move |r| {
            let asked = store::asks_erasure(r)?.remove(&id);
            Ok((freed(r, &about.register, id, today, now)?, asked))
        })
        .await?;
    let body = html! {
        (head(cx, &s.person, &published, "/slutte"))
        (fields::error_summary(l, problems))
        @if let Some(day) = asked {
            (parts::notice(Tone::Look, &html! { p { (l.ta(T::GuidesErasureAsked, &args![("name", s.person.guide.name.as_str()), ("day", day_in_words(day, today, l))])) } }))
        }
        (items_card(cx, id, &s.items, entered, problems))
        @match left {
            None => (leave_card(cx, id, entered, problems)),
            Some(day) => {
                (left_card(cx, &s, day))
                (shifts_card(cx, &published.register, &freed))
            }
        }
        section.card.soft {
            h2 { (l.t(T::GuidesOwnData)) }
            p { (l.ta(T::GuidesOwnDataOffice, &args![("months", KEPT_MONTHS)])) }
            p.links { a href=(cx.link(&format!("/kontor/folk/{id}/opplysninger.json"))) download { (l.t(T::GuidesOwnDataGet)) } }
            @if left.is_some_and(|day| day <= cx.today()) {
                details {
                    summary { (l.t(T::GuidesErase)) }
                    p { (l.t(T::GuidesEraseLead)) }
                    (fields::form(&cx.link(&format!("/kontor/folk/{id}/slett")), &cx.csrf(),
                        &parts::actions(&[button(&l.ta(T::GuidesEraseDo, &args![("name", s.person.guide.name.as_str())]), Weight::Stop)])))
                }
            }
        }
    };
    Ok((
        status(problems),
        cx.html(&cx.shell(Audience::Office, s.person.guide.name.clone()), &body),
    )
        .into_response())
}

fn items_card(cx: &Cx, id: Id, items: &[Item], entered: &Entered, problems: &Problems) -> Markup {
    let (l, today) = (cx.locale(), cx.today());
    let action = cx.link(&format!("/kontor/folk/{id}/ting"));
    html! {
        section.card {
            h2 { (l.t(T::GuidesItems)) }
            @if items.is_empty() { p { (l.t(T::GuidesItemsNone)) } }
            ul.rows {
                @for item in items {
                    li {
                        span {
                            strong { (item.name) } " "
                            @match item.returned {
                                Some(day) => (parts::tag(Tone::Good, &l.ta(T::GuidesItemBack, &args![("day", day_in_words(day, today, l))]))),
                                None => span.quiet { (l.ta(T::GuidesItemOut, &args![("day", day_in_words(item.given, today, l))])) },
                            }
                        }
                        @if item.returned.is_none() {
                            (fields::form(&action, &cx.csrf(), &html! {
                                (fields::hidden("tilbake", &item.id.to_string()))
                                (button(&l.t(T::GuidesItemTakeBack), Weight::Secondary))
                            }))
                        }
                    }
                }
            }
            details open[!entered.get("ting").is_empty()] {
                summary { (l.t(T::GuidesItemNew)) }
                (fields::form(&action, &cx.csrf(), &html! {
                    (fields::hidden("id", &Id(cx.app.db().random_id()).to_string()))
                    (fields::text_field(&Field::new("ting", l.t(T::GuidesItemName)).hint(l.t(T::GuidesItemNameHint)).guarded().max_length(80)
                        .value(entered.get("ting")).error(super::forms::wrong(problems, "ting"))))
                    (parts::actions(&[button(&l.t(T::GuidesItemAdd), Weight::Secondary)]))
                }))
            }
        }
    }
}

fn leave_card(cx: &Cx, id: Id, entered: &Entered, problems: &Problems) -> Markup {
    let l = cx.locale();
    let day = Some(entered.get("dag"))
        .filter(|d| !d.is_empty())
        .map_or_else(|| cx.today().to_string(), str::to_owned);
    html! {
        section.card {
            h2 { (l.t(T::GuidesLeave)) }
            p { (l.t(T::GuidesLeaveLead)) }
            ul {
                li { (l.t(T::GuidesLeaveAccess)) }
                li { (l.t(T::GuidesLeaveLink)) }
                li { (l.t(T::GuidesLeaveShifts)) }
                li { (l.t(T::GuidesLeaveItems)) }
            }
            (fields::form(&cx.link(&format!("/kontor/folk/{id}/slutte")), &cx.csrf(), &html! {
                (fields::date_field(&Field::new("dag", l.t(T::GuidesLeaveDay)).hint(l.t(T::GuidesLeaveDayHint)).value(day)
                    .error(super::forms::wrong(problems, "dag")).short()))
                (parts::actions(&[button(&l.t(T::GuidesLeaveDo), Weight::Stop)]))
            }))
        }
    }
}

fn left_card(cx: &Cx, s: &super::office::Shown, day: Date) -> Markup {
    let (l, today, id) = (cx.locale(), cx.today(), s.person.guide.id);
    let over = day <= today;
    let text = if over { T::GuidesHasLeft } else { T::GuidesLeaves };
    let out = s.items.iter().filter(|i| i.returned.is_none()).count();
    let step = |done: bool, words: String| {
        let (tone, state) = if done {
            (Tone::Good, T::GuidesStepDone)
        } else {
            (Tone::Look, T::GuidesStepWaits)
        };
        html! { li { span { (words) } " " (parts::tag(tone, &l.t(state))) } }
    };
    html! {
        section.card {
            h2 { (l.ta(text, &args![("day", day_in_words(day, today, l))])) }
            ul.rows {
                (step(over && s.person.guide.account.is_none(), l.t(T::GuidesLeaveAccess)))
                (step(over && s.link.is_none(), l.t(T::GuidesLeaveLink)))
                (step(true, l.t(T::GuidesLeaveShifts)))
                (step(out == 0, l.t(T::GuidesLeaveItems)))
            }
            (fields::form(&cx.link(&format!("/kontor/folk/{id}/slutte")), &cx.csrf(), &html! {
                div.actions { (parts::button_with(&l.t(T::GuidesComeBack), Weight::Quiet, "gjor", "tilbake")) }
            }))
        }
    }
}

/// The hours that were hers, as they stand.
fn freed(
    q: &mut impl Query,
    register: &Register,
    guide: Id,
    today: Date,
    now: Timestamp,
) -> Result<Vec<Stand>, AppError> {
    let keys = crate::roster::freed(q, today)?.into_iter().filter(|(id, _)| *id == guide);
    let mut out = Vec::new();
    for (_, key) in keys {
        out.extend(crate::promise::state::stand(q, register, &key, now)?);
    }
    Ok(out)
}

/// Which hours need somebody else now that she leaves.
fn shifts_card(cx: &Cx, register: &Register, freed: &[Stand]) -> Markup {
    let l = cx.locale();
    html! {
        @if !freed.is_empty() {
            section.card {
                h2 { (l.t(T::GuidesLeaveHers)) }
                ul.rows { @for stand in freed {
                    li {
                        a href=(cx.link(&stand.path())) { (stand.name(register, l)) ", " (occurrence_in_words(&stand.occurrence, cx.today(), l)) }
                        @if stand.missing() > 0 { " " (parts::tag(Tone::Stop, &l.t(T::GuidesLeaveUncrewed))) }
                    }
                } }
            }
        }
    }
}

/// Leaves, or comes back.
///
/// # Errors
/// Absent when there is no such guide.
pub async fn submit(cx: Cx, Path(id): Path<String>, Form(pairs): Pairs) -> Result<Response, AppError> {
    let (id, entered) = (parsed(&id)?, Entered::of(pairs));
    let here = format!("/kontor/folk/{id}/slutte");
    if entered.get("gjor") == "tilbake" {
        cx.write(move |tx| come_back(tx, id)).await?;
        return Ok(cx.go(&here));
    }
    let p = cx.read(move |r| store::find(r, id)?.ok_or(AppError::Absent)).await?;
    let mut reading = Reading::new(cx.locale(), &entered);
    let day = reading.needed_day("dag", cx.today());
    if day <= p.guide.since {
        reading.problem("dag", cx.locale().t(T::GuidesProblemBeforeBeginning));
    }
    let problems = reading.problems;
    if !problems.is_empty() {
        return leaving_page(&cx, id, &entered, &problems).await;
    }
    cx.write(move |tx| leave(tx, id, day)).await?;
    Ok(cx.go(&here))
}

/// Gives out a thing, or takes one back.
///
/// # Errors
/// Absent when there is no such guide.
pub async fn item(cx: Cx, Path(id): Path<String>, Form(pairs): Pairs) -> Result<Response, AppError> {
    let (guide, entered, today) = (parsed(&id)?, Entered::of(pairs), cx.today());
    let here = format!("/kontor/folk/{guide}/slutte");
    if let Some(back) = Id::parse(entered.get("tilbake")) {
        cx.write(move |tx| store::take_back(tx, guide, back, today)).await?;
        return Ok(cx.go(&here));
    }
    let mut reading = Reading::new(cx.locale(), &entered);
    let name: String = reading.needed("ting").chars().take(80).collect();
    let problems = reading.problems;
    if !problems.is_empty() {
        return leaving_page(&cx, guide, &entered, &problems).await;
    }
    let id = Id::parse(entered.get("id")).unwrap_or_else(|| Id(cx.app.db().random_id()));
    let item = Item {
        id,
        guide,
        name,
        given: today,
        returned: None,
    };
    cx.write(move |tx| {
        store::find(tx, guide)?.ok_or(AppError::Absent)?;
        store::give(tx, &item)
    })
    .await?;
    Ok(cx.go(&here))
}

/// Erases somebody who has left, at her request.
///
/// # Errors
/// A refusal while she is still here.
pub async fn erase(cx: Cx, Path(id): Path<String>) -> Result<Response, AppError> {
    let (id, today) = (parsed(&id)?, cx.today());
    cx.write(move |tx| {
        store::lock(tx, id)?;
        let p = store::find(tx, id)?.ok_or(AppError::Absent)?;
        if p.guide.left.is_none_or(|left| left > today) {
            return Err(AppError::refused(GuidesRefusal::StillHere));
        }
        finish(tx, &p)?;
        forget(tx, id)
    })
    .await?;
    Ok(cx.go("/kontor/folk"))
}

/// `/kontor/folk/{id}/opplysninger.json`: everything we have about somebody, for her.
///
/// # Errors
/// Absent when there is no such guide.
pub async fn data(cx: Cx, Path(id): Path<String>) -> Result<Response, AppError> {
    download(&cx, parsed(&id)?).await
}

/// Everything we have about somebody, as a file.
///
/// # Errors
/// Absent when there is no such guide.
pub async fn download(cx: &Cx, id: Id) -> Result<Response, AppError> {
    let l = cx.locale();
    let told = cx.read(move |r| everything(r, id, l)).await?;
    let text = serde_json::to_string_pretty(&told).map_err(|e| AppError::Fault(e.to_string()))?;
    let mut response = text.into_response();
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("application/json; charset=utf-8"),
    );
    headers.insert(
        header::CONTENT_DISPOSITION,
        HeaderValue::from_static("attachment; filename=\"mine-opplysninger.json\""),
    );
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
}

/// Everything that is known about somebody, in words a person can read.
fn everything(q: &mut impl Query, id: Id, l: Locale) -> Result<serde_json::Value, AppError> {
    use serde_json::json;
    let p = store::find(q, id)?.ok_or(AppError::Absent)?;
    let (g, rules) = (&p.guide, gate_store::settings(q)?.rules);
    let (means, address) = g.contact.stored();
    let day = |d: Option<Date>| d.map(|d| d.to_string());
    let competences: Vec<_> = g
        .competences
        .iter()
        .map(|c| json!({"om": c.about.code(), "nivå": words::level(c.level, l), "kilde": c.source, "gjelder til": day(c.valid_to)}))
        .collect();
    let papers: Vec<_> = gate_store::papers(q, id)?
        .into_iter()
        .map(|k| {
            json!({"hva": words::requirement(&k.paper.requirement, &rules, l), "dag": k.paper.on.to_string(), "versjon": k.paper.version,
                "gjelder til": day(k.paper.valid_to), "hjemmel": k.paper.statute, "minutter": k.minutes})
        })
        .collect();
    let overrides: Vec<_> = gate_store::overrides(q, id)?
        .into_iter()
        .map(|(_, o)| json!({"fra": o.from.to_string(), "til": o.until.to_string(), "grunn": o.reason, "gjelder": words::requirements(&o.covers, &rules, l)}))
        .collect();
    let items: Vec<_> = store::items(q, id)?
        .into_iter()
        .map(|i| json!({"hva": i.name, "utlevert": i.given.to_string(), "levert": day(i.returned)}))
        .collect();
    let learnt: Vec<_> = crate::learning::export(q, id, l)?
        .into_iter()
        .map(|(what, words)| json!({"hva": what, "tekst": words}))
        .collect();
    let shifts: Vec<_> = crate::roster::export(q, id, l)?
        .into_iter()
        .map(|(what, words)| json!({"hva": what, "tekst": words}))
        .collect();
    Ok(json!({
        "opplæring": learnt,
        "vakter": shifts,
        "navn": g.name,
        "slag": words::kind(g.kind, l),
        "organisasjon": g.organisation.as_ref().map(ToString::to_string),
        "kontakt": {"måte": means, "adresse": address, "språk": p.reads.code()},
        "første dag": g.since.to_string(),
        "siste dag": day(g.left),
        "språk": g.languages,
        "kompetanse": competences,
        "grenser": {
            "minutter i uka": g.limits.minutes_per_week, "ikke i skoletida": g.limits.school_days, "under 18": g.limits.under_18,
            "sammen med en erfaren": g.limits.needs_experienced, "minutter hvile": g.limits.rest_minutes,
        },
        "ønsker": {
            "vakter i uka": g.wishes.shifts_per_week, "steder": g.wishes.places.iter().map(ToString::to_string).collect::<Vec<_>>(),
            "dager": g.wishes.days.iter().map(|d| domain::schedule::weekday_name(*d, l)).collect::<Vec<_>>(),
            "deler av dagen": g.wishes.parts.iter().map(|part| words::part(*part, l)).collect::<Vec<_>>(),
        },
        "papirer": papers,
        "overstyringer": overrides,
        "bedt om å bli slettet": store::asks_erasure(q)?.get(&id).map(ToString::to_string),
        "utlevert": items,
        "personlig lenke laget": store::link_made(q, id)?.map(|at| day_and_minute(at).0.to_string()),
        "har konto": g.account.is_some(),
    }))
}
