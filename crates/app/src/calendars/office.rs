//! The office: what others may follow and show, and a partner's calendar taken in – looked at first, then chosen.

use super::{
    feed::{self, full_address},
    refusal::CalendarsRefusal,
};
use crate::{
    frame::{AppError, Cx, Refusal, Upload},
    offerings::Pairs,
    office::{
        editor,
        entered::{Entered, guard, refused_words},
    },
    texts::{T, Words},
};
use axum::{
    Form,
    extract::{Query, Request},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use domain::{
    offerings::{Offering, OfferingKind},
    places::Place,
    register::{Register, check},
    schedule::{Calendar, ExtraDate, Rule, Schedule, Staffing, day_in_words, occurrences, time_range},
    shared::{Key, Localized, Minute},
};
use interop::ical::{self, Dated, Skipped, Why};
use jiff::{ToSpan, civil::Date};
use maud::{Markup, html};
use std::collections::{BTreeSet, HashMap};
use ui::{
    Audience, args,
    forms::{self as fields, Choice, Field},
    parts::{self, Weight},
};

/// The address of the import.
const IMPORT: &str = "/kontor/kalender/import";
/// The beginning of the key of a plan that is filled from a calendar.
const PLAN: &str = "kalender";
/// How far ahead dates that the file no longer has are looked for, in days.
const AHEAD: i32 = 400;
/// The most of a form around the file, in bytes.
const AROUND: usize = 16 * 1024;

/// `/kontor/kalender`: everything about calendars.
///
/// # Errors
/// A fault of the database.
pub async fn home(cx: Cx) -> Result<Response, AppError> {
    let l = cx.locale();
    let title = l.t(T::CalendarsOffice);
    let card = |title: T, text: T, button: T, path: &str| {
        html! {
            section.card {
                h2 { (l.t(title)) }
                p { (l.t(text)) }
                (parts::actions(&[parts::button_link(&l.t(button), &cx.link(path), Weight::Secondary)]))
            }
        }
    };
    let body = html! {
        (editor::crumbs(&cx, &[], &title))
        h1 { (title) }
        div.grid {
            (card(T::CalendarsFollowTitle, T::CalendarsOfficeFollowText, T::CalendarsFollowChoose, "/kalender/abonner"))
            (card(T::CalendarsEmbedTitle, T::CalendarsEmbedLead, T::CalendarsEmbedDo, "/kontor/kalender/vis-pa-nettsiden"))
            (card(T::CalendarsImportTitle, T::CalendarsImportLead, T::CalendarsImportDo, IMPORT))
            (card(T::EquipmentTitle, T::EquipmentCard, T::EquipmentCardDo, "/kontor/utstyr"))
        }
    };
    Ok(cx.html(&cx.shell(Audience::Office, title), &body))
}

/// `/kontor/kalender/vis-pa-nettsiden`: what to paste into the municipality's own site.
///
/// # Errors
/// A fault of the database.
pub async fn embed(cx: Cx, Query(query): Query<HashMap<String, String>>) -> Result<Response, AppError> {
    let published = cx.published().await?;
    let (l, register) = (cx.locale(), &published.register);
    let chosen = query.get("sted").and_then(|k| register.places.iter().find(|p| p.key.as_str() == k));
    let title = l.t(T::CalendarsEmbedTitle);
    let mut choices = vec![Choice::new("", l.t(T::CalendarsAll), chosen.is_none())];
    choices.extend(
        open_places(register, cx.today())
            .map(|p| Choice::new(p.key.as_str(), p.name.get(l), chosen.is_some_and(|c| c.key == p.key))),
    );
    let pick = html! {
        (fields::select(&Field::new("sted", l.t(T::CalendarsWhere)), &choices))
        (parts::actions(&[parts::button(&l.t(T::CalendarsEmbedShow), Weight::Secondary)]))
    };
    let query = chosen.map(|p| format!("?sted={}", p.key)).unwrap_or_default();
    let name = register.municipality.service_name.get(l);
    let frame = html! {
        iframe src=(full_address(&cx, &format!("/widget{query}"))) title=(name) width="100%" height="420" loading="lazy" {}
    };
    let element = html! {
        script src=(full_address(&cx, "/widget.js")) defer {}
        "\n"
        terskel-apent sted=[chosen.map(|p| p.key.as_str())] { a href=(full_address(&cx, "/kalender")) { (l.t(T::CalendarsWidgetAll)) } }
    };
    let body = html! {
        (editor::crumbs(&cx, &[("/kontor/kalender".to_owned(), l.t(T::CalendarsOffice))], &title))
        h1 { (title) }
        p.lead { (l.t(T::CalendarsEmbedLead)) }
        (fields::get_form(&cx.link("/kontor/kalender/vis-pa-nettsiden"), &pick))
        section.card {
            h2 { (l.t(T::CalendarsEmbedFrame)) }
            p { (l.t(T::CalendarsEmbedFrameText)) }
            (paste(&frame))
            p { a href=(cx.link(&format!("/widget{query}"))) { (l.t(T::CalendarsEmbedSee)) } }
        }
        section.card {
            h2 { (l.t(T::CalendarsEmbedElement)) }
            p { (l.t(T::CalendarsEmbedElementText)) }
            (paste(&element))
        }
        section.card {
            h2 { (l.t(T::CalendarsEmbedFeeds)) }
            p { (l.t(T::CalendarsEmbedFeedsText)) }
            ul {
                @for path in ["/kalender.ics", "/kommer.atom"] {
                    @let path = format!("{path}{query}");
                    li.address { a href=(cx.scope.link_in(l, &path)) { (full_address(&cx, &path)) } }
                }
            }
        }
    };
    Ok(cx.html(&cx.shell(Audience::Office, title), &body))
}

fn paste(code: &Markup) -> Markup {
    html! { pre.paste { code { (code.0) } } }
}

fn open_places(register: &Register, today: Date) -> impl Iterator<Item = &Place> {
    register.places.iter().filter(move |p| p.ended.is_none_or(|day| day > today))
}

/// Partners' own offerings first: that is what this is for.
fn open_offerings(register: &Register, today: Date) -> Vec<&Offering> {
    let mut out: Vec<&Offering> = register.offerings.iter().filter(|o| o.ended.is_none_or(|day| day > today)).collect();
    out.sort_by_key(|o| o.kind != OfferingKind::PartnerOffering);
    out
}

/// Where the dates are to go.
struct Target<'r> {
    offering: &'r Offering,
    place: &'r Place,
}

impl<'r> Target<'r> {
    fn read(register: &'r Register, entered: &Entered) -> Option<Self> {
        Some(Self {
            offering: register.offerings.iter().find(|o| o.key.as_str() == entered.get("tilbud"))?,
            place: register.places.iter().find(|p| p.key.as_str() == entered.get("sted"))?,
        })
    }
}

/// `/kontor/kalender/import`: choose a file.
///
/// # Errors
/// A fault of the database.
pub async fn import(cx: Cx) -> Result<Response, AppError> {
    let published = cx.published().await?;
    Ok(form_page(&cx, &published.register, &Entered::default(), None))
}

fn form_page(cx: &Cx, register: &Register, entered: &Entered, refused: Option<(CalendarsRefusal, usize)>) -> Response {
    let l = cx.locale();
    let title = l.t(T::CalendarsImportTitle);
    let offerings: Vec<Choice> = open_offerings(register, cx.today())
        .into_iter()
        .map(|o| Choice::new(o.key.as_str(), o.name.get(l), o.key.as_str() == entered.get("tilbud")))
        .collect();
    let places: Vec<Choice> = open_places(register, cx.today())
        .map(|p| Choice::new(p.key.as_str(), p.name.get(l), p.key.as_str() == entered.get("sted")))
        .collect();
    let wrong = refused.map(|(refusal, line)| {
        let at = if line > 0 {
            l.ta(T::CalendarsAtLine, &args![("line", line)])
        } else {
            String::new()
        };
        [refusal.text(l), at, refusal.hint(l)]
            .into_iter()
            .filter(|t| !t.is_empty())
            .collect::<Vec<_>>()
            .join(" ")
    });
    let problems: Vec<(String, String)> = wrong.iter().map(|text| ("fil".to_owned(), text.clone())).collect();
    let form = html! {
        (fields::select(&Field::new("tilbud", l.t(T::CalendarsImportOffering)), &offerings))
        (fields::select(&Field::new("sted", l.t(T::CalendarsWhere)), &places))
        (fields::file_field(&Field::new("fil", l.t(T::CalendarsImportFile)).hint(l.t(T::CalendarsImportFileHint)).error(wrong.as_deref()), ".ics,text/calendar"))
        (parts::actions(&[parts::button(&l.t(T::CalendarsImportLook), Weight::Primary)]))
    };
    let body = html! {
        (editor::crumbs(cx, &[("/kontor/kalender".to_owned(), l.t(T::CalendarsOffice))], &title))
        h1 { (title) }
        (fields::error_summary(l, &problems))
        p.lead { (l.t(T::CalendarsImportLead)) }
        (fields::upload_form(&cx.link(IMPORT), &cx.csrf(), &form))
    };
    let page = cx.html(&cx.shell(Audience::Office, title), &body);
    let status = if wrong.is_some() {
        StatusCode::UNPROCESSABLE_ENTITY
    } else {
        StatusCode::OK
    };
    (status, page).into_response()
}

/// What the file gives beside what stands there already.
struct Preview {
    new: Vec<Dated>,
    there: Vec<Dated>,
    gone: Vec<(Date, Minute, Minute)>,
    skipped: Vec<Skipped>,
}

fn compare(register: &Register, target: &Target<'_>, found: ical::Imported, today: Date) -> Preview {
    let calendar = Calendar::new(&register.municipality, &register.places);
    let last = today.checked_add(AHEAD.days()).unwrap_or(today);
    let planned: BTreeSet<(Date, Minute)> = target
        .offering
        .schedules
        .iter()
        .filter(|s| s.place == target.place.key)
        .flat_map(|s| occurrences(s, &calendar, today, last))
        .map(|o| (o.date, o.start))
        .collect();
    let (there, new): (Vec<Dated>, Vec<Dated>) =
        found.dates.into_iter().partition(|d| planned.contains(&(d.date, d.start)));
    let still = |e: &ExtraDate, start: Minute| there.iter().any(|d| (d.date, d.start) == (e.date, start));
    let filled = target.offering.schedules.iter().filter(|s| is_filled_from_calendar(s, &target.place.key));
    let gone = filled
        .flat_map(|s| s.extra_dates.iter().map(move |e| (s, e)))
        .map(|(s, e)| (e, e.start.unwrap_or(s.start), e.end.unwrap_or(s.end)))
        .filter(|(e, start, _)| e.date >= today && !still(e, *start))
        .map(|(e, start, end)| (e.date, start, end));
    Preview {
        gone: gone.collect(),
        new,
        there,
        skipped: found.skipped,
    }
}

fn is_filled_from_calendar(schedule: &Schedule, place: &Key) -> bool {
    schedule.rule == Rule::DatesOnly && schedule.place == *place && schedule.key.as_str().starts_with(PLAN)
}

/// Reads the file and shows what becomes of it; nothing is stored.
///
/// # Errors
/// A fault of the database.
pub async fn look(cx: Cx, req: Request) -> Result<Response, AppError> {
    let upload = Upload::read(req, ical::MOST_BYTES + AROUND).await;
    let published = cx.published().await?;
    let register = &published.register;
    let entered = Entered::of(upload.fields);
    let refuse = |refusal, line| Ok(form_page(&cx, register, &entered, Some((refusal, line))));
    if upload.too_large {
        return refuse(CalendarsRefusal::TooLarge, 0);
    }
    let Some(file) = upload.file else {
        return refuse(CalendarsRefusal::NoFile, 0);
    };
    let target = Target::read(register, &entered).ok_or(AppError::Absent)?;
    // Reading is bounded, but not nothing: it is done beside what answers others.
    let today = cx.today();
    let read = tokio::task::spawn_blocking(move || ical::read(&file, today)).await;
    match read.map_err(|e| AppError::Fault(e.to_string()))? {
        Err(broken) => refuse(broken.into(), broken.line()),
        Ok(found) => Ok(preview_page(
            &cx,
            register,
            &target,
            &compare(register, &target, found, today),
            false,
        )),
    }
}

fn date_words(cx: &Cx, date: Date, start: Minute, end: Minute) -> String {
    let l = cx.locale();
    format!("{} {}", day_in_words(date, cx.today(), l), time_range(start, end, l))
}

/// A date as a field of the form holds it.
fn written(date: Date, start: Minute, end: Minute, note: &str) -> String {
    format!("{date}|{start}|{end}|{note}")
}

fn kept_note(note: &str) -> &str {
    if guard(note, false).is_some() { "" } else { note }
}

fn preview_page(cx: &Cx, register: &Register, target: &Target<'_>, preview: &Preview, nothing: bool) -> Response {
    let l = cx.locale();
    let title = l.t(T::CalendarsPreviewTitle);
    let name = target.offering.name.get(l);
    let new: Vec<Choice> = preview
        .new
        .iter()
        .map(|d| {
            let when = date_words(cx, d.date, d.start, d.end);
            let note = kept_note(&d.summary);
            let label = if note.is_empty() {
                when
            } else {
                format!("{when}: {note}")
            };
            let hint =
                guard(&d.summary, false).map(|kind| refused_words(kind, l)).unwrap_or_else(|| d.location.clone());
            let hint = if guard(&hint, true).is_some() {
                String::new()
            } else {
                hint
            };
            Choice::new(written(d.date, d.start, d.end, note), label, true).hint(hint)
        })
        .collect();
    let gone: Vec<Choice> = preview
        .gone
        .iter()
        .map(|(date, start, end)| {
            Choice::new(
                written(*date, *start, *end, ""),
                date_words(cx, *date, *start, *end),
                false,
            )
        })
        .collect();
    let form = html! {
        (fields::hidden("tilbud", target.offering.key.as_str()))
        (fields::hidden("sted", target.place.key.as_str()))
        @if !new.is_empty() {
            (fields::checkboxes(&Field::new("dato", l.ta(T::CalendarsPreviewNew, &args![("n", new.len())])), &new))
        }
        @if !gone.is_empty() {
            (fields::checkboxes(&Field::new("fjern", l.t(T::CalendarsPreviewGone)).hint(l.t(T::CalendarsPreviewGoneHint)), &gone))
        }
        (parts::actions(&[parts::button(&l.t(T::CalendarsPreviewSave), Weight::Primary)]))
    };
    let refusal = CalendarsRefusal::NothingChosen;
    let body = html! {
        (editor::crumbs(cx, &[("/kontor/kalender".to_owned(), l.t(T::CalendarsOffice)), (IMPORT.to_owned(), l.t(T::CalendarsImportTitle))], &title))
        h1 { (title) }
        @if nothing { (fields::error_summary(l, &[("dato".to_owned(), format!("{} {}", refusal.text(l), refusal.hint(l)))])) }
        p.lead { (name) ", " (feed::place_name(register, &target.place.key, l)) }
        @if new.is_empty() && gone.is_empty() {
            (parts::empty_state(&l.t(T::CalendarsPreviewNothing), Some(&parts::button_link(&l.t(T::CalendarsPreviewAgain), &cx.link(IMPORT), Weight::Secondary))))
        } @else {
            (fields::form(&cx.link("/kontor/kalender/import/lagre"), &cx.csrf(), &form))
        }
        @if !preview.there.is_empty() {
            details {
                summary { (l.ta(T::CalendarsPreviewThere, &args![("n", preview.there.len())])) }
                ul { @for d in &preview.there { li { (date_words(cx, d.date, d.start, d.end)) } } }
            }
        }
        @if !preview.skipped.is_empty() {
            details {
                summary { (l.ta(T::CalendarsPreviewSkipped, &args![("n", preview.skipped.len())])) }
                ul { @for s in &preview.skipped { li { (skipped_words(cx, s)) } } }
            }
        }
    };
    let page = cx.html(&cx.shell(Audience::Office, title), &body);
    let status = if nothing {
        StatusCode::UNPROCESSABLE_ENTITY
    } else {
        StatusCode::OK
    };
    (status, page).into_response()
}

fn skipped_words(cx: &Cx, s: &Skipped) -> String {
    let l = cx.locale();
    let why = match &s.why {
        Why::Past => l.t(T::CalendarsWhyPast),
        Why::TooFar => l.t(T::CalendarsWhyTooFar),
        Why::CalledOff => l.t(T::CalendarsWhyCalledOff),
        Why::WholeDay => l.t(T::CalendarsWhyWholeDay),
        Why::PastMidnight => l.t(T::CalendarsWhyPastMidnight),
        Why::NoTime => l.t(T::CalendarsWhyNoTime),
        Why::UnknownZone(zone) => l.ta(T::CalendarsWhyUnknownZone, &args![("zone", zone.as_str())]),
        Why::UnknownRule(rule) => l.ta(T::CalendarsWhyUnknownRule, &args![("rule", rule.as_str())]),
    };
    let line = l.ta(T::CalendarsAtLine, &args![("line", s.line)]);
    match kept_note(&s.summary) {
        "" => format!("{line} {why}"),
        name => format!("{name}: {why} {line}"),
    }
}

/// One date of the form, when it is one that can be stored.
fn chosen(text: &str, l: domain::shared::Locale, today: Date) -> Option<ExtraDate> {
    let mut parts = text.splitn(4, '|');
    let date: Date = parts.next()?.parse().ok()?;
    let (start, end) = (Minute::parse(parts.next()?)?, Minute::parse(parts.next()?)?);
    let note: String = kept_note(parts.next().unwrap_or_default()).chars().take(200).collect();
    let last = today.checked_add((AHEAD + 1).days()).ok()?;
    (start < end && today <= date && date <= last).then(|| ExtraDate {
        date,
        start: Some(start),
        end: Some(end),
        note: if note.is_empty() {
            Localized::default()
        } else {
            Localized::in_one(l, &note)
        },
    })
}

/// Stores the dates that were chosen: days besides the rule of a plan of the offering, with history as any change.
///
/// # Errors
/// Absent when the offering or the place is not here; a refusal when the register would not hold.
pub async fn save(cx: Cx, Form(pairs): Pairs) -> Result<Response, AppError> {
    let entered = Entered::of(pairs);
    let published = cx.published().await?;
    let register = &published.register;
    let target = Target::read(register, &entered).ok_or(AppError::Absent)?;
    let (own, today) = (register.municipality.written_language, cx.today());
    let dates = |name: &str| -> Vec<ExtraDate> {
        entered.all(name).take(1000).filter_map(|text| chosen(text, own, today)).collect()
    };
    let (add, remove) = (dates("dato"), dates("fjern"));
    if add.is_empty() && remove.is_empty() {
        let nothing = compare(register, &target, ical::Imported::default(), today);
        let nothing = Preview {
            gone: Vec::new(),
            ..nothing
        };
        return Ok(preview_page(&cx, register, &target, &nothing, true));
    }
    let (offering, place) = (target.offering.key.clone(), target.place.key.clone());
    let after = format!("/kontor/tilbud/{offering}/tider");
    editor::change_register(&cx, move |register| {
        let before = check(register);
        let plan = plan_of(register, &offering, &place, add.first(), today).ok_or(AppError::Absent)?;
        fill(plan, &add, &remove);
        if check(register).iter().any(|p| !before.contains(p)) {
            return Err(AppError::refused(CalendarsRefusal::NothingChosen));
        }
        Ok(())
    })
    .await?;
    Ok(cx.go(&after))
}

/// The plan that calendars fill, made when there is none.
fn plan_of<'r>(
    register: &'r mut Register,
    offering: &Key,
    place: &Key,
    first: Option<&ExtraDate>,
    today: Date,
) -> Option<&'r mut Schedule> {
    let schedules = &mut register.offerings.iter_mut().find(|o| o.key == *offering)?.schedules;
    if !schedules.iter().any(|s| is_filled_from_calendar(s, place)) {
        let free = |key: &Key| !schedules.iter().any(|s| s.key == *key);
        let names = std::iter::once(PLAN.to_owned()).chain((2..100).map(|n| format!("{PLAN}-{n}")));
        let key = names.filter_map(|name| Key::parse(&name).ok()).find(free)?;
        schedules.push(Schedule {
            key,
            place: place.clone(),
            rule: Rule::DatesOnly,
            start: first?.start?,
            end: first?.end?,
            from: today,
            until: None,
            staffing: Staffing::Staffed,
            guides: 1,
            on_public_holidays: true,
            on_school_holidays: true,
            exceptions: Vec::new(),
            extra_dates: Vec::new(),
        });
    }
    schedules.iter_mut().find(|s| is_filled_from_calendar(s, place))
}

fn fill(plan: &mut Schedule, add: &[ExtraDate], remove: &[ExtraDate]) {
    let start = plan.start;
    let same = |a: &ExtraDate, b: &ExtraDate| a.date == b.date && a.start.unwrap_or(start) == b.start.unwrap_or(start);
    plan.extra_dates.retain(|e| !remove.iter().any(|r| same(e, r)));
    plan.exceptions.retain(|x| plan.extra_dates.iter().any(|e| e.date == x.date));
    for date in add {
        if !plan.extra_dates.iter().any(|e| same(e, date)) {
            plan.extra_dates.push(date.clone());
        }
    }
    plan.extra_dates.sort_by_key(|e| (e.date, e.start));
}
