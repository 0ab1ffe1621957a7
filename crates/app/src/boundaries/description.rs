//! The service description in the office: what is approved and who has read it, the draft and what it changes, the
//! municipality's own words, and the approval by name.

use super::{
    generate::{self, Material, OWN_SECTIONS, Texts},
    versions::{self, Approval, Version},
};
use crate::{
    frame::{AppError, Cx, Published},
    guides::gate_store,
    office::{
        editor,
        entered::{Entered, Problems, Reading, in_language},
    },
    texts::{T, Words},
};
use axum::{
    Form,
    extract::Path,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use domain::{
    boundaries::{
        DescriptionText, Profile, SectionChange, SectionChangeKind, WordChange, effective, section_changes,
        word_changes,
    },
    schedule::day_in_words,
    shared::{Locale, Localized},
};
use maud::{Markup, html};
use ui::{
    Audience, args,
    forms::{self as fields, Field},
    parts::{self, Tone, Weight},
};

type Pairs = Vec<(String, String)>;

const HOME: &str = "/kontor/tjenestebeskrivelse";

/// The address of the draft among the versions.
pub const DRAFT: &str = "utkast";

/// The longest own words of a section.
const LONGEST_WORDS: u32 = 2000;

/// The description as it would be approved today.
pub async fn draft(cx: &Cx, published: &Published) -> Result<Texts, AppError> {
    let own = cx.read(|r| versions::own(r)).await?;
    let rules = effective(&published.register, cx.today());
    Ok(generate::draft(&Material {
        register: &published.register,
        rules: &rules,
        own: &own,
        today: cx.today(),
    }))
}

/// A version by its address: its number, or the draft.
pub async fn texts_of(cx: &Cx, address: &str) -> Result<(Texts, Option<Version>), AppError> {
    if address == DRAFT {
        let published = cx.published().await?;
        return Ok((draft(cx, &published).await?, None));
    }
    let number: i64 = address.parse().map_err(|_| AppError::Absent)?;
    let found = cx.read(move |r| versions::all(r)).await?.into_iter().find(|v| v.number == number);
    let version = found.ok_or(AppError::Absent)?;
    Ok((version.texts.clone(), Some(version)))
}

fn crumbs(cx: &Cx, here: &str) -> Markup {
    editor::crumbs(cx, &[(HOME.to_owned(), cx.locale().t(T::BoundariesDescription))], here)
}

/// The first page: what is approved, who has read it, and what the draft changes.
pub async fn home(cx: Cx) -> Result<Response, AppError> {
    let (l, today) = (cx.locale(), cx.today());
    let published = cx.published().await?;
    let draft = draft(&cx, &published).await?;
    let (all, readers) = cx.read(move |r| Ok((versions::all(r)?, versions::readers(r, today)?))).await?;
    let in_force = all.iter().find(|v| v.from <= today);
    let newest = all.first();
    let changes = newest.map(|v| section_changes(&v.texts.of(l).guide, &draft.of(l).guide)).unwrap_or_default();
    let differs = newest.is_none_or(|v| v.texts != draft);
    let may_approve = cx.session.as_ref().is_some_and(|s| s.may(domain::access::Permission::OverrideGate));
    let body = html! {
        h1 { (l.t(T::BoundariesDescription)) }
        p.lead { (l.t(T::BoundariesDescriptionLead)) }
        section.card {
            @match in_force {
                Some(v) => (approved(&cx, v, readers)),
                None => { h2 { (l.t(T::BoundariesNotApproved)) } p { (l.t(T::BoundariesNotApprovedLead)) } }
            }
            @if let Some(v) = newest.filter(|v| v.from > today) {
                p { (l.ta(T::BoundariesComes, &args![("name", v.name.as_str()), ("day", day_in_words(v.from, today, l))])) }
            }
        }
        section.card {
            h2 { (l.t(T::BoundariesDraft)) }
            @if !differs { p { (l.t(T::BoundariesDraftSame)) } }
            @else if newest.is_some() { p { (l.t(T::BoundariesDraftDiffers)) } (shown_changes(&changes, l)) }
            @else { p { (l.t(T::BoundariesDraftFirst)) } }
            (parts::actions(&draft_actions(&cx, may_approve && differs)))
            @if !may_approve && differs { p.quiet { (l.t(T::BoundariesLeaderApproves)) } }
        }
        section.card.soft {
            h2 { (l.t(T::BoundariesOwnWords)) }
            p { (l.t(T::BoundariesOwnWordsLead)) }
            ul.plain-list { @for code in OWN_SECTIONS { li { a href=(cx.link(&format!("{HOME}/ord/{code}"))) { (section_title(code, l)) } } } }
        }
        p.links {
            a href=(cx.link(&format!("{HOME}/plakat.pdf"))) { (l.t(T::BoundariesPoster)) }
            a href=(cx.link("/tjenestebeskrivelse")) { (l.t(T::BoundariesPublicPage)) }
            a href=(cx.link("/kontor/grenser")) { (l.t(T::BoundariesTitle)) }
        }
        @if all.len() > 1 {
            h2 { (l.t(T::BoundariesOlder)) }
            ul.plain-list { @for v in all.iter().filter(|v| Some(v.number) != in_force.map(|f| f.number)) { li { a href=(cx.link(&format!("{HOME}/{}", v.number))) { (version_words(&cx, v)) } } } }
        }
    };
    Ok(cx.html(&cx.shell(Audience::Office, l.t(T::BoundariesDescription)), &body))
}

fn draft_actions(cx: &Cx, approve: bool) -> Vec<Markup> {
    let l = cx.locale();
    let button =
        |words: T, path: &str, weight| parts::button_link(&l.t(words), &cx.link(&format!("{HOME}/{path}")), weight);
    let mut actions = vec![button(T::BoundariesReadDraft, DRAFT, Weight::Secondary)];
    if approve {
        actions.insert(0, button(T::BoundariesApprove, "godkjenn", Weight::Primary));
    }
    actions
}

fn version_words(cx: &Cx, v: &Version) -> String {
    let l = cx.locale();
    l.ta(
        T::BoundariesVersion,
        &args![("name", v.name.as_str()), ("day", day_in_words(v.from, cx.today(), l))],
    )
}

fn approved(cx: &Cx, v: &Version, (read, all): (usize, usize)) -> Markup {
    let l = cx.locale();
    html! {
        h2 { (version_words(cx, v)) }
        p { (approved_words(cx, v)) }
        p { strong { (l.ta(T::BoundariesReadBy, &args![("read", read), ("all", all)])) } }
        (files(cx, &v.number.to_string()))
    }
}

fn approved_words(cx: &Cx, v: &Version) -> String {
    let l = cx.locale();
    let day = day_in_words(domain::shared::day_and_minute(v.at).0, cx.today(), l);
    if v.by.is_empty() {
        l.ta(
            T::BoundariesApprovedRole,
            &args![("role", v.role.as_str()), ("day", day)],
        )
    } else {
        l.ta(
            T::BoundariesApprovedBy,
            &args![("name", v.by.as_str()), ("role", v.role.as_str()), ("day", day)],
        )
    }
}

/// Where a version is read and fetched.
fn files(cx: &Cx, version: &str) -> Markup {
    let l = cx.locale();
    let base = format!("{HOME}/{version}");
    html! {
        p.links {
            @if version != DRAFT { a href=(cx.link(&base)) { (l.t(T::BoundariesRead)) } }
            a href=(cx.link(&format!("{base}/fil/pdf"))) { "PDF" }
            a href=(cx.link(&format!("{base}/fil/word"))) { "Word" }
            a href=(cx.link(&format!("{base}/fil/nettside"))) { "HTML" }
        }
    }
}

/// What a new version changes, section by section.
pub fn shown_changes(changes: &[SectionChange], l: Locale) -> Markup {
    html! {
        @for change in changes {
            details {
                summary { (change.title) " – " (l.t(match change.kind {
                    SectionChangeKind::Added => T::BoundariesSectionAdded,
                    SectionChangeKind::Removed => T::BoundariesSectionRemoved,
                    SectionChangeKind::Changed => T::BoundariesSectionChanged,
                })) }
                ul {
                    // A line that was rewritten is shown word by word; lines that are only gone or only new stand alone.
                    @for i in 0..change.removed.len().max(change.added.len()) {
                        @match (change.removed.get(i), change.added.get(i)) {
                            (Some(old), Some(new)) if rewritten(old, new) => li { (words(old, new)) },
                            (old, new) => {
                                @if let Some(old) = old { li { del { (old) } } }
                                @if let Some(new) = new { li { ins { (new) } } }
                            },
                        }
                    }
                }
            }
        }
    }
}

/// Whether at least half of a line's words stand in the other.
fn rewritten(old: &str, new: &str) -> bool {
    let count = |text: &str| text.split_whitespace().count();
    let kept: usize = word_changes(old, new)
        .iter()
        .map(|c| match c {
            WordChange::Kept(words) => count(words),
            _ => 0,
        })
        .sum();
    2 * kept >= count(old).max(count(new))
}

fn words(old: &str, new: &str) -> Markup {
    html! {
        @for change in word_changes(old, new) {
            @match change {
                WordChange::Kept(words) => (words),
                WordChange::Removed(words) => del { (words) },
                WordChange::Added(words) => ins { (words) },
            }
            " "
        }
    }
}

/// A description as a page reads it: headings from a level down.
pub fn body(text: &DescriptionText, level: u8) -> Markup {
    html! {
        @for section in &text.sections {
            section {
                @if level == 2 { h2 { (section.title) } } @else { h3 { (section.title) } }
                @for paragraph in &section.paragraphs { p { (paragraph) } }
                @if !section.points.is_empty() {
                    ul.boundaries {
                        @for point in &section.points {
                            li { @if point.text.is_empty() { (point.title) } @else { strong { (point.title) } br; (point.text) } }
                        }
                    }
                }
            }
        }
    }
}

/// One version, or the draft.
pub async fn one(cx: Cx, Path(address): Path<String>) -> Result<Response, AppError> {
    let l = cx.locale();
    let (texts, version) = texts_of(&cx, &address).await?;
    let before = match &version {
        Some(v) => {
            let number = v.number;
            cx.read(move |r| versions::all(r)).await?.into_iter().find(|o| o.number < number)
        }
        None => None,
    };
    let title = version.as_ref().map_or_else(|| l.t(T::BoundariesDraft), |v| version_words(&cx, v));
    let guide = &texts.of(l).guide;
    let changes = before.map(|b| section_changes(&b.texts.of(l).guide, guide)).unwrap_or_default();
    let page = html! {
        (crumbs(&cx, &title))
        h1 { (guide.title) }
        @match &version {
            Some(v) => p { (approved_words(&cx, v)) },
            None => (parts::notice(Tone::Look, &html! { p { (l.t(T::BoundariesDraftNotice)) } })),
        }
        (files(&cx, &address))
        @if !changes.is_empty() { section.card.soft { h2 { (l.t(T::BoundariesWhatChanged)) } (shown_changes(&changes, l)) } }
        (body(guide, 2))
        hr;
        h2 { (l.t(T::BoundariesPublicPage)) }
        (body(&texts.of(l).public, 3))
    };
    Ok(cx.html(&cx.shell(Audience::Office, title), &page))
}

fn section_title(code: &str, l: Locale) -> String {
    l.t(match code {
        "about" => T::BoundariesDescriptionAbout,
        "responsible" => T::BoundariesDescriptionResponsible,
        "confidentiality" => T::BoundariesDescriptionConfidentiality,
        _ => T::BoundariesDescriptionDoubt,
    })
}

fn known_section(code: &str) -> Result<&'static str, AppError> {
    OWN_SECTIONS.into_iter().find(|s| *s == code).ok_or(AppError::Absent)
}

/// The municipality's own words in one section.
pub async fn own_words(cx: Cx, Path(code): Path<String>) -> Result<Response, AppError> {
    let code = known_section(&code)?;
    let own = cx.read(|r| versions::own(r)).await?.remove(code).unwrap_or_default();
    let entered = Entered::default().put_text("ord", &own);
    Ok(words_page(&cx, code, &entered, &Problems::new()))
}

fn words_page(cx: &Cx, code: &str, entered: &Entered, problems: &Problems) -> Response {
    let l = cx.locale();
    let title = section_title(code, l);
    let body = html! {
        (crumbs(cx, &title))
        (fields::error_summary(l, problems))
        h1 { (title) }
        p.lead { (l.t(T::BoundariesOwnWordsHint)) }
        (fields::form(&cx.link(&format!("{HOME}/ord/{code}")), &cx.csrf(), &html! {
            @for locale in Locale::ALL {
                @let name = in_language("ord", locale);
                @let error = problems.iter().find(|(n, _)| *n == name).map(|(_, t)| t.clone());
                (fields::textarea(&Field::new(name.clone(), ui::layout::language_name(locale)).value(entered.get(&name)).error(error).guarded().optional(l).max_length(LONGEST_WORDS), 6))
            }
            (fields::submit(&l.t(T::OfficeSave)))
        }))
    };
    let mut shell = cx.shell(Audience::Office, title);
    let mut status = StatusCode::OK;
    if !problems.is_empty() {
        shell.language_links.clear();
        status = StatusCode::UNPROCESSABLE_ENTITY;
    }
    (status, cx.html(&shell, &body)).into_response()
}

/// Keeps own words; they stand in the draft until somebody approves it.
pub async fn save_words(cx: Cx, Path(code): Path<String>, Form(pairs): Form<Pairs>) -> Result<Response, AppError> {
    let code = known_section(&code)?;
    let entered = Entered::of(pairs);
    let mut reading = Reading::new(cx.locale(), &entered);
    let words: Localized = reading.text("ord");
    let problems = reading.problems;
    if !problems.is_empty() {
        return Ok(words_page(&cx, code, &entered, &problems));
    }
    cx.write(move |tx| versions::put_own(tx, code, &words)).await?;
    Ok(cx.go(HOME))
}

/// Approving: by name, from a day on.
pub async fn approval(cx: Cx) -> Result<Response, AppError> {
    let seen = newest(&cx).await?;
    let name = cx.session.as_ref().filter(|_| cx.is_person()).map(|s| s.name().to_owned()).unwrap_or_default();
    let entered = Entered::default().put("navn", name).put("fra", cx.today()).put("sett", seen);
    approval_page(&cx, &entered, &Problems::new()).await
}

async fn newest(cx: &Cx) -> Result<i64, AppError> {
    Ok(cx.read(|r| versions::all(r)).await?.first().map_or(0, |v| v.number))
}

async fn approval_page(cx: &Cx, entered: &Entered, problems: &Problems) -> Result<Response, AppError> {
    let l = cx.locale();
    let title = l.t(T::BoundariesApprove);
    let grace = cx.read(|r| gate_store::settings(r)).await?.rules.grace_days;
    let make = |name: &str, label: T| {
        let error = problems.iter().find(|(n, _)| n == name).map(|(_, t)| t.clone());
        Field::new(name, l.t(label)).value(entered.get(name)).error(error)
    };
    let body = html! {
        (crumbs(cx, &title))
        (fields::error_summary(l, problems))
        h1 { (title) }
        p.lead { (l.ta(T::BoundariesApproveLead, &args![("days", grace)])) }
        p { a href=(cx.link(&format!("{HOME}/{DRAFT}"))) { (l.t(T::BoundariesReadDraft)) } }
        (fields::form(&cx.link(&format!("{HOME}/godkjenn")), &cx.csrf(), &html! {
            (fields::hidden("sett", entered.get("sett")))
            (fields::text_field(&make("navn", T::BoundariesApproveName).guarded().required().max_length(120)))
            (fields::text_field(&make("rolle", T::BoundariesApproveRole).hint(l.t(T::BoundariesApproveRoleHint)).guarded().required().max_length(120)))
            (fields::date_field(&make("fra", T::BoundariesApproveFrom).required()))
            (fields::submit(&l.t(T::BoundariesApproveDo)))
        }))
    };
    let mut shell = cx.shell(Audience::Office, title);
    let mut status = StatusCode::OK;
    if !problems.is_empty() {
        shell.language_links.clear();
        status = StatusCode::UNPROCESSABLE_ENTITY;
    }
    Ok((status, cx.html(&shell, &body)).into_response())
}

/// Approves the draft as it is in this moment.
pub async fn approve(cx: Cx, Form(pairs): Form<Pairs>) -> Result<Response, AppError> {
    let entered = Entered::of(pairs);
    let (l, today) = (cx.locale(), cx.today());
    let mut reading = Reading::new(l, &entered);
    let by = reading.needed("navn");
    let role = reading.needed("rolle");
    let from = reading.needed_day("fra", today);
    if from < today {
        reading.problem("fra", l.t(T::BoundariesApprovePast));
    }
    let seen: i64 = entered.get("sett").parse().unwrap_or(-1);
    let problems = reading.problems;
    if !problems.is_empty() {
        return approval_page(&cx, &entered, &problems).await;
    }
    let published = cx.published().await?;
    let texts = draft(&cx, &published).await?;
    let profile = Profile::of_version(&published.register.municipality.standard_profile).version.clone();
    cx.write(move |tx| {
        let approval = Approval {
            by: &by,
            role: &role,
            from,
            seen,
        };
        versions::approve(tx, &texts, &profile, &approval).map(|_| ())
    })
    .await?;
    Ok(cx.go(HOME))
}
