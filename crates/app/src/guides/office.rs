//! The office: who guides, a new one, and what stands about each.

use super::{
    forms::{self, wrong},
    gate_store::{self, AllGrounds},
    refusal::GuidesRefusal,
    store::{self, Person},
    tell, views, words,
};
use crate::{
    access,
    frame::{AppError, Cx, Published},
    offerings::Pairs,
    office::{
        editor,
        entered::{Entered, Problems, Reading},
    },
    texts::{T, Words},
};
use axum::{
    Form,
    extract::{Path, Query},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use domain::{
    guides::{About, Gate, Guide, GuideKind, Level, Limits, Wishes},
    messages::Contact,
    offerings::Topic,
    schedule::day_in_words,
    shared::{Id, Locale},
};
use maud::{Markup, html};
use std::collections::HashMap;
use ui::{
    Audience, Link, args,
    forms::{self as fields, Choice, Field},
    parts::{self, Tone, Weight, button, button_link},
};

/// The status of a page with these problems.
#[must_use]
pub fn status(problems: &Problems) -> StatusCode {
    if problems.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    }
}

/// Reads an identity out of an address.
///
/// # Errors
/// Absent when it is none.
pub fn parsed(id: &str) -> Result<Id, AppError> {
    Id::parse(id).ok_or(AppError::Absent)
}

/// Everything the pages of one guide need.
pub struct Shown {
    /// She.
    pub person: Person,
    /// What her gate is decided from.
    pub grounds: AllGrounds,
    /// Her papers as they are kept.
    pub papers: Vec<gate_store::KeptPaper>,
    /// Leaders' decisions.
    pub overrides: Vec<(Id, domain::guides::Override)>,
    /// When her link was made.
    pub link: Option<jiff::Timestamp>,
    /// What she has of ours.
    pub items: Vec<store::Item>,
    /// Accounts, with whose they are.
    pub accounts: Vec<(Id, String, Option<Id>)>,
}

/// Reads everything about one.
///
/// # Errors
/// Absent when there is no such guide.
pub async fn shown(cx: &Cx, id: Id) -> Result<Shown, AppError> {
    cx.read(move |r| {
        let mut accounts = Vec::new();
        for a in access::store::accounts(r)? {
            let of = store::of_account(r, a.id)?;
            accounts.push((a.id, a.name, of));
        }
        Ok(Shown {
            person: store::find(r, id)?.ok_or(AppError::Absent)?,
            grounds: gate_store::grounds(r)?,
            papers: gate_store::papers(r, id)?,
            overrides: gate_store::overrides(r, id)?,
            link: store::link_made(r, id)?,
            items: store::items(r, id)?,
            accounts,
        })
    })
    .await
}

/// `/kontor/folk`: everybody who guides, those who need something first.
///
/// # Errors
/// A fault of the database.
pub async fn list(cx: Cx) -> Result<Response, AppError> {
    let published = cx.published().await?;
    let (l, today) = (cx.locale(), cx.today());
    let (everybody, grounds) = cx.read(|r| Ok((store::everybody(r)?, gate_store::grounds(r)?))).await?;
    let (gone, here): (Vec<Person>, Vec<Person>) =
        everybody.into_iter().partition(|p| p.guide.left.is_some_and(|left| left <= today));
    let mut here: Vec<(Person, Gate)> = here
        .into_iter()
        .map(|p| {
            let gate = grounds.gate(&p, today);
            (p, gate)
        })
        .collect();
    here.sort_by_cached_key(|(p, gate)| match gate {
        Gate::Closed { missing } if !missing.is_empty() => 0,
        Gate::Grace { .. } => 1,
        Gate::Overridden { .. } => 2,
        _ if !grounds.warnings(p, today).is_empty() => 3,
        _ => 4,
    });
    let body = html! {
        (editor::crumbs(&cx, &[], &l.t(T::GuidesTitle)))
        h1 { (l.t(T::GuidesTitle)) }
        p.lead { (l.t(T::GuidesLead)) }
        (parts::actions(&[
            button_link(&l.t(T::GuidesNew), &cx.link("/kontor/folk/ny"), Weight::Primary),
            button_link(&l.t(T::GuidesAgreements), &cx.link("/kontor/folk/avtaler"), Weight::Secondary),
            button_link(&l.t(T::GuidesRules), &cx.link("/kontor/folk/regler"), Weight::Secondary),
            button_link(&l.t(T::LearningOffice), &cx.link("/kontor/laering"), Weight::Secondary),
        ]))
        @if here.is_empty() {
            (parts::empty_state(&l.t(T::GuidesNobody), None))
        } @else {
            div.grid.office-list { @for (p, gate) in &here { (card(&cx, &published, &grounds, p, gate)) } }
        }
        @if !gone.is_empty() {
            details {
                summary { (l.ta(T::GuidesGone, &args![("n", gone.len())])) }
                ul.rows {
                    @for p in &gone {
                        li { a href=(cx.link(&format!("/kontor/folk/{}", p.guide.id))) { (p.guide.name) } " " span.quiet { (words::kind(p.guide.kind, l)) } }
                    }
                }
            }
        }
    };
    Ok(cx.html(&cx.shell(Audience::Office, l.t(T::GuidesTitle)), &body))
}

fn card(cx: &Cx, published: &Published, grounds: &AllGrounds, p: &Person, gate: &Gate) -> Markup {
    let (l, today) = (cx.locale(), cx.today());
    let (ready, soon) = (
        grounds.ready(p, today),
        grounds.warnings(p, today).into_iter().find(|w| w.step > 0),
    );
    html! {
        a.card href=(cx.link(&format!("/kontor/folk/{}", p.guide.id))) {
            h2 { (p.guide.name) }
            p { (words::gate_tag(gate, &p.guide, today, l)) }
            p.quiet { (words::who(&p.guide, &published.register, l)) }
            @if !ready.missing().is_empty() { p { (words::requirements(ready.missing(), &grounds.rules, l)) } }
            @else if let Some(w) = &soon { p { (words::warning(w, &grounds.rules, today, l)) } }
        }
    }
}

fn nobody(cx: &Cx, id: Id) -> Person {
    Person {
        guide: Guide {
            id,
            name: String::new(),
            kind: GuideKind::Volunteer,
            organisation: None,
            contact: Contact::None,
            languages: Vec::new(),
            competences: Vec::new(),
            limits: Limits::default(),
            wishes: Wishes::default(),
            account: None,
            since: cx.today(),
            left: None,
        },
        reads: cx.locale(),
        erased: false,
    }
}

/// `/kontor/folk/ny`: somebody new.
///
/// # Errors
/// A fault of the database.
pub async fn new(cx: Cx) -> Result<Response, AppError> {
    let id = Id(cx.app.db().random_id());
    let entered = forms::filled(&nobody(&cx, id)).put("id", id).replace("slag", "").replace("kontakt", "email");
    new_page(&cx, &entered, &Vec::new()).await
}

async fn new_page(cx: &Cx, entered: &Entered, problems: &Problems) -> Result<Response, AppError> {
    let published = cx.published().await?;
    let l = cx.locale();
    let title = l.t(T::GuidesNew);
    let body = html! {
        (editor::crumbs(cx, &[("/kontor/folk".to_owned(), l.t(T::GuidesTitle))], &title))
        h1 { (title) }
        (fields::error_summary(l, problems))
        p.lead { (l.t(T::GuidesNewLead)) }
        (fields::form(&cx.link("/kontor/folk/ny"), &cx.csrf(), &html! {
            (fields::hidden("id", entered.get("id")))
            (forms::who_fields(cx, &published, entered, problems))
            (parts::actions(&[button(&l.t(T::GuidesNewDo), Weight::Primary)]))
        }))
    };
    Ok((status(problems), cx.html(&cx.shell(Audience::Office, title), &body)).into_response())
}

/// Puts somebody in, with a personal link, which is shown once. Sent twice it is the same person with a newer link.
///
/// # Errors
/// A fault of the database.
pub async fn create(cx: Cx, Form(pairs): Pairs) -> Result<Response, AppError> {
    let entered = Entered::of(pairs);
    let published = cx.published().await?;
    let id = Id::parse(entered.get("id")).unwrap_or_else(|| Id(cx.app.db().random_id()));
    let mut p = nobody(&cx, id);
    let mut reading = Reading::new(cx.locale(), &entered);
    forms::read_who(&mut reading, &published, &mut p);
    let problems = reading.problems;
    if !problems.is_empty() {
        return new_page(&cx, &entered, &problems).await;
    }
    p.guide.languages = vec![p.reads.code().to_owned()];
    let words = tell::Welcome::of(&cx, &p);
    let token = cx
        .write(move |tx| {
            if store::find(tx, id)?.is_none() {
                store::put(tx, &p)?;
                let after = serde_json::json!({"kind": p.guide.kind.code()}).to_string();
                tx.history("guides", "guide", id.0, "created", None, Some(after))?;
            }
            let token = store::make_link(tx, id)?;
            words.send(tx, &p.guide, &token)?;
            Ok(token)
        })
        .await?;
    one_page(
        &cx,
        id,
        &Note::Link { token, new: true },
        &Entered::default(),
        &Vec::new(),
    )
    .await
}

/// What the page of one guide says on top.
pub enum Note {
    /// Nothing.
    Nothing,
    /// It is saved.
    Saved,
    /// Her new personal link.
    Link {
        /// Its secret part.
        token: String,
        /// Whether she is new.
        new: bool,
    },
}

/// `/kontor/folk/{id}`: one guide.
///
/// # Errors
/// Absent when there is no such guide.
pub async fn one(
    cx: Cx,
    Path(id): Path<String>,
    Query(asked): Query<HashMap<String, String>>,
) -> Result<Response, AppError> {
    let note = if asked.contains_key("lagret") {
        Note::Saved
    } else {
        Note::Nothing
    };
    one_page(&cx, parsed(&id)?, &note, &Entered::default(), &Vec::new()).await
}

/// The pages about one guide, as tabs.
#[must_use]
pub fn tabs(cx: &Cx, id: Id, here: &str) -> Markup {
    let l = cx.locale();
    let pages = [
        ("", T::GuidesTabReady),
        ("/om", T::GuidesTabAbout),
        ("/kompetanse", T::GuidesTabCompetence),
        ("/slutte", T::GuidesTabLeaving),
    ];
    let items: Vec<(String, String, bool)> = pages
        .into_iter()
        .map(|(path, t)| (cx.link(&format!("/kontor/folk/{id}{path}")), l.t(t), here == path))
        .collect();
    parts::tabs(&l.t(T::GuidesTabs), &items)
}

/// The head that all pages about one guide have.
#[must_use]
pub fn head(cx: &Cx, p: &Person, published: &Published, here: &str) -> Markup {
    let l = cx.locale();
    html! {
        (editor::crumbs(cx, &[("/kontor/folk".to_owned(), l.t(T::GuidesTitle))], &p.guide.name))
        h1 { (p.guide.name) }
        p.lead { (words::who(&p.guide, &published.register, l)) }
        (tabs(cx, p.guide.id, here))
    }
}

/// The page of one guide.
///
/// # Errors
/// Absent when there is no such guide.
pub async fn one_page(
    cx: &Cx,
    id: Id,
    note: &Note,
    entered: &Entered,
    problems: &Problems,
) -> Result<Response, AppError> {
    let published = cx.published().await?;
    let s = shown(cx, id).await?;
    let l = cx.locale();
    let body = html! {
        (head(cx, &s.person, &published, ""))
        (fields::error_summary(l, problems))
        (noted(cx, &s.person, note))
        (views::gate_card(cx, &s, entered, problems))
        (link_card(cx, &s))
        (account_card(cx, &s))
        p.links { a href=(cx.link(&format!("/kontor/folk/{id}/attest"))) { (l.t(T::CertificatesTitle)) } }
        @if cx.session.as_ref().is_some_and(|s| s.may(domain::access::Permission::ReadHistory)) {
            p.links { a href=(cx.link(&format!("/kontor/historikk?ting={id}"))) { (l.t(T::GuidesHistory)) } }
        }
    };
    Ok((
        status(problems),
        cx.html(&cx.shell(Audience::Office, s.person.guide.name.clone()), &body),
    )
        .into_response())
}

fn noted(cx: &Cx, p: &Person, note: &Note) -> Markup {
    let l = cx.locale();
    match note {
        Note::Nothing => html! {},
        Note::Saved => parts::live_notice(Tone::Good, &html! { p { (l.t(T::OfficeSaved)) } }),
        Note::Link { token, new } => {
            let told = match &p.guide.contact {
                Contact::Email(_) => T::GuidesLinkMailed,
                Contact::Sms(_) => T::GuidesLinkTexted,
                _ => T::GuidesLinkGiveHer,
            };
            let text = if *new { T::GuidesIsIn } else { T::GuidesLinkIsNew };
            parts::live_notice(
                Tone::Good,
                &html! {
                    p { strong { (l.ta(text, &args![("name", p.guide.name.as_str())])) } }
                    p { (l.t(told)) }
                    p.paste { (cx.full_address(&format!("/veileder/{token}"))) }
                    p { (l.t(T::GuidesLinkOnce)) }
                },
            )
        }
    }
}

fn link_card(cx: &Cx, s: &Shown) -> Markup {
    let l = cx.locale();
    let action = cx.link(&format!("/kontor/folk/{}/lenke", s.person.guide.id));
    let left = s.person.guide.left.is_some_and(|left| left <= cx.today());
    html! {
        section.card {
            h2 { (l.t(T::GuidesLink)) }
            @match s.link {
                Some(at) => p { (l.ta(T::GuidesLinkMade, &args![("day", day_in_words(domain::shared::day_and_minute(at).0, cx.today(), l))])) },
                None => p { (l.t(T::GuidesLinkNone)) },
            }
            @if !left {
                (fields::form(&action, &cx.csrf(), &html! {
                    div.actions {
                        (parts::button_with(&l.t(if s.link.is_some() { T::GuidesLinkRenew } else { T::GuidesLinkMake }), Weight::Secondary, "gjor", "lag"))
                        @if s.link.is_some() { (parts::button_with(&l.t(T::GuidesLinkRevoke), Weight::Quiet, "gjor", "trekk")) }
                    }
                }))
            }
        }
    }
}

/// Makes, renews or takes away the personal link.
///
/// # Errors
/// A refusal when she has left.
pub async fn link(cx: Cx, Path(id): Path<String>, Form(pairs): Pairs) -> Result<Response, AppError> {
    let (id, entered) = (parsed(&id)?, Entered::of(pairs));
    if entered.get("gjor") == "trekk" {
        cx.write(move |tx| store::revoke_link(tx, id)).await?;
        return Ok(cx.go(&format!("/kontor/folk/{id}?lagret=1")));
    }
    let today = cx.today();
    let p = cx.read(move |r| store::find(r, id)?.ok_or(AppError::Absent)).await?;
    let words = tell::Welcome::of(&cx, &p);
    let token = cx
        .write(move |tx| {
            let p = store::find(tx, id)?.ok_or(AppError::Absent)?;
            if p.guide.left.is_some_and(|left| left <= today) {
                return Err(AppError::refused(GuidesRefusal::HasLeft));
            }
            let token = store::make_link(tx, id)?;
            words.send(tx, &p.guide, &token)?;
            Ok(token)
        })
        .await?;
    one_page(
        &cx,
        id,
        &Note::Link { token, new: false },
        &Entered::default(),
        &Vec::new(),
    )
    .await
}

fn account_card(cx: &Cx, s: &Shown) -> Markup {
    let (l, id) = (cx.locale(), s.person.guide.id);
    let own = s.accounts.iter().find(|(a, ..)| s.person.guide.account == Some(*a));
    let none = Choice::new("", l.t(T::GuidesNoAccount), own.is_none());
    let free = s.accounts.iter().filter(|(_, _, of)| of.is_none_or(|of| of == id));
    let free = free.map(|(a, name, _)| Choice::new(a.to_string(), name.clone(), own.is_some_and(|(o, ..)| o == a)));
    let choices: Vec<Choice> = std::iter::once(none).chain(free).collect();
    html! {
        section.card {
            h2 { (l.t(T::GuidesAccount)) }
            p { @match own {
                Some((_, name, _)) => { (l.ta(T::GuidesAccountIs, &args![("name", name.as_str())])) }
                None => { (l.t(T::GuidesAccountLead)) }
            } }
            details {
                summary { (l.t(T::GuidesAccountChange)) }
                (fields::form(&cx.link(&format!("/kontor/folk/{id}/konto")), &cx.csrf(), &html! {
                    (fields::select(&Field::new("konto", l.t(T::GuidesAccount)), &choices))
                    (parts::actions(&[button(&l.t(T::OfficeSave), Weight::Secondary)]))
                }))
            }
        }
    }
}

/// Says which account is hers.
///
/// # Errors
/// A refusal when the account is somebody else's.
pub async fn account(cx: Cx, Path(id): Path<String>, Form(pairs): Pairs) -> Result<Response, AppError> {
    let (id, entered) = (parsed(&id)?, Entered::of(pairs));
    let account = Id::parse(entered.get("konto"));
    cx.write(move |tx| {
        let mut p = store::find(tx, id)?.ok_or(AppError::Absent)?;
        if let Some(account) = account {
            if !access::store::accounts(tx)?.iter().any(|a| a.id == account) {
                return Err(AppError::Absent);
            }
            if store::of_account(tx, account)?.is_some_and(|of| of != id) {
                return Err(AppError::refused(GuidesRefusal::AccountTaken));
            }
        }
        p.guide.account = account;
        store::put(tx, &p)?;
        tx.history("guides", "guide", id.0, "account linked", None, None)?;
        Ok(())
    })
    .await?;
    Ok(cx.go(&format!("/kontor/folk/{id}?lagret=1")))
}

/// `/kontor/folk/{id}/om`: who she is, her limits and her wishes.
///
/// # Errors
/// Absent when there is no such guide.
pub async fn about(cx: Cx, Path(id): Path<String>) -> Result<Response, AppError> {
    let id = parsed(&id)?;
    let p = cx.read(move |r| store::find(r, id)?.ok_or(AppError::Absent)).await?;
    about_page(&cx, &p, &forms::filled(&p), &Vec::new()).await
}

async fn about_page(cx: &Cx, p: &Person, entered: &Entered, problems: &Problems) -> Result<Response, AppError> {
    let published = cx.published().await?;
    let (l, id) = (cx.locale(), p.guide.id);
    let wishes = forms::filled_wishes(&p.guide.wishes);
    let body = html! {
        (head(cx, p, &published, "/om"))
        (fields::error_summary(l, problems))
        (fields::form(&cx.link(&format!("/kontor/folk/{id}/om")), &cx.csrf(), &html! {
            (forms::who_fields(cx, &published, entered, problems))
            (forms::limit_fields(cx, entered, problems))
            (parts::actions(&[button(&l.t(T::OfficeSave), Weight::Primary)]))
        }))
        section.card.soft {
            h2 { (l.t(T::GuidesWishes)) }
            p { (l.t(T::GuidesWishesLead)) }
            details {
                summary { (l.t(T::GuidesWishesChange)) }
                (fields::form(&cx.link(&format!("/kontor/folk/{id}/onsker")), &cx.csrf(), &html! {
                    (forms::wish_fields(cx, &published, &wishes, &Vec::new()))
                    (parts::actions(&[button(&l.t(T::OfficeSave), Weight::Secondary)]))
                }))
            }
        }
    };
    Ok((
        status(problems),
        cx.html(&cx.shell(Audience::Office, p.guide.name.clone()), &body),
    )
        .into_response())
}

/// Saves who she is and her limits.
///
/// # Errors
/// Absent when there is no such guide.
pub async fn save(cx: Cx, Path(id): Path<String>, Form(pairs): Pairs) -> Result<Response, AppError> {
    let (id, entered) = (parsed(&id)?, Entered::of(pairs));
    let published = cx.published().await?;
    let mut p = cx.read(move |r| store::find(r, id)?.ok_or(AppError::Absent)).await?;
    let mut reading = Reading::new(cx.locale(), &entered);
    forms::read_who(&mut reading, &published, &mut p);
    forms::read_limits(&mut reading, &mut p);
    let problems = reading.problems;
    if !problems.is_empty() {
        return about_page(&cx, &p, &entered, &problems).await;
    }
    cx.write(move |tx| {
        store::lock(tx, id)?;
        let now = store::find(tx, id)?.ok_or(AppError::Absent)?;
        // What this form does not ask about is as it is by now.
        let mut p = p.clone();
        p.guide.competences = now.guide.competences;
        p.guide.wishes = now.guide.wishes;
        p.guide.account = now.guide.account;
        p.guide.left = now.guide.left;
        store::put(tx, &p)?;
        tx.history("guides", "guide", id.0, "changed", None, None)?;
        Ok(())
    })
    .await?;
    Ok(cx.go(&format!("/kontor/folk/{id}?lagret=1")))
}

/// Saves her wishes for her.
///
/// # Errors
/// Absent when there is no such guide.
pub async fn wishes(cx: Cx, Path(id): Path<String>, Form(pairs): Pairs) -> Result<Response, AppError> {
    let (id, entered) = (parsed(&id)?, Entered::of(pairs));
    let published = cx.published().await?;
    let mut reading = Reading::new(cx.locale(), &entered);
    let wishes = forms::read_wishes(&mut reading, &published);
    if !reading.problems.is_empty() {
        let problems = reading.problems;
        let p = cx.read(move |r| store::find(r, id)?.ok_or(AppError::Absent)).await?;
        return about_page(&cx, &p, &forms::filled(&p), &problems).await;
    }
    cx.write(move |tx| {
        store::find(tx, id)?.ok_or(AppError::Absent)?;
        store::put_wishes(tx, id, &wishes)?;
        tx.history("guides", "guide", id.0, "changed", None, None)?;
        Ok(())
    })
    .await?;
    Ok(cx.go(&format!("/kontor/folk/{id}/om")))
}

/// `/kontor/folk/{id}/kompetanse`: what she can help with.
///
/// # Errors
/// Absent when there is no such guide.
pub async fn competences(cx: Cx, Path(id): Path<String>) -> Result<Response, AppError> {
    competences_page(&cx, parsed(&id)?, &Entered::default(), &Vec::new()).await
}

async fn competences_page(cx: &Cx, id: Id, entered: &Entered, problems: &Problems) -> Result<Response, AppError> {
    let published = cx.published().await?;
    let (l, today) = (cx.locale(), cx.today());
    let p = cx.read(move |r| store::find(r, id)?.ok_or(AppError::Absent)).await?;
    let body = html! {
        (head(cx, &p, &published, "/kompetanse"))
        (fields::error_summary(l, problems))
        @if p.guide.competences.is_empty() {
            (parts::empty_state(&l.ta(T::GuidesCompetenceNone, &args![("name", p.guide.name.as_str())]), None))
        } @else {
            ul.rows {
                @for c in &p.guide.competences {
                    li {
                        span {
                            strong { (words::about(&c.about, &published.register, l)) } " – " (words::level(c.level, l))
                            @if !c.source.is_empty() { " · " span.quiet { (c.source) } }
                            @if let Some(day) = c.valid_to {
                                " " (parts::tag(if c.holds(today) { Tone::Info } else { Tone::Look },
                                    &l.ta(if c.holds(today) { T::GuidesHoldsTo } else { T::GuidesRanOut }, &args![("day", day_in_words(day, today, l))])))
                            }
                        }
                        (fields::form(&cx.link(&format!("/kontor/folk/{id}/kompetanse/fjern")), &cx.csrf(), &html! {
                            (fields::hidden("hva", &c.about.code()))
                            (button(&l.t(T::GuidesRemove), Weight::Quiet))
                        }))
                    }
                }
            }
        }
        section.card {
            h2 { (l.t(T::GuidesCompetenceNew)) }
            (fields::form(&cx.link(&format!("/kontor/folk/{id}/kompetanse")), &cx.csrf(), &competence_fields(l, &published, entered, problems)))
        }
    };
    Ok((
        status(problems),
        cx.html(&cx.shell(Audience::Office, p.guide.name.clone()), &body),
    )
        .into_response())
}

fn competence_fields(l: Locale, published: &Published, e: &Entered, problems: &Problems) -> Markup {
    let topics = Topic::ALL.into_iter().map(About::Topic);
    let services = published.register.services.iter().map(|s| About::Service(s.key.clone()));
    let first = Choice::new("", l.t(T::GuidesChoose), e.get("hva").is_empty());
    let named = topics.chain(services).map(|a| {
        let code = a.code();
        let chosen = e.get("hva") == code;
        Choice::new(code, words::about(&a, &published.register, l), chosen)
    });
    let all: Vec<Choice> = std::iter::once(first).chain(named).collect();
    let levels: Vec<Choice> = Level::ALL
        .into_iter()
        .map(|n| Choice::new(n.code(), words::level(n, l), e.get("niva") == n.code()))
        .collect();
    html! {
        (fields::select(&Field::new("hva", l.t(T::GuidesCompetenceAbout)).error(wrong(problems, "hva")), &all))
        (fields::radios(&Field::new("niva", l.t(T::GuidesCompetenceLevel)).error(wrong(problems, "niva")), &levels))
        (fields::text_field(&Field::new("kilde", l.t(T::GuidesCompetenceSource)).hint(l.t(T::GuidesCompetenceSourceHint)).optional(l).guarded()
            .max_length(120).value(e.get("kilde")).error(wrong(problems, "kilde"))))
        (fields::date_field(&Field::new("til", l.t(T::GuidesValidTo)).optional(l).value(e.get("til")).error(wrong(problems, "til")).short()))
        (parts::actions(&[button(&l.t(T::GuidesCompetenceAdd), Weight::Primary)]))
    }
}

/// Writes what she can.
///
/// # Errors
/// Absent when there is no such guide.
pub async fn add_competence(cx: Cx, Path(id): Path<String>, Form(pairs): Pairs) -> Result<Response, AppError> {
    let (id, entered) = (parsed(&id)?, Entered::of(pairs));
    let published = cx.published().await?;
    let mut reading = Reading::new(cx.locale(), &entered);
    let read = forms::read_competence(&mut reading, &published, cx.today());
    let Some(competence) = read.filter(|_| reading.problems.is_empty()) else {
        let problems = reading.problems;
        return competences_page(&cx, id, &entered, &problems).await;
    };
    cx.write(move |tx| {
        store::find(tx, id)?.ok_or(AppError::Absent)?;
        store::put_competence(tx, id, &competence)?;
        let after = serde_json::json!({"about": competence.about.code(), "level": competence.level.code()}).to_string();
        tx.history("guides", "guide", id.0, "changed", None, Some(after))?;
        Ok(())
    })
    .await?;
    Ok(cx.go(&format!("/kontor/folk/{id}/kompetanse")))
}

/// Removes what she could.
///
/// # Errors
/// Absent when there is no such thing.
pub async fn remove_competence(cx: Cx, Path(id): Path<String>, Form(pairs): Pairs) -> Result<Response, AppError> {
    let (id, entered) = (parsed(&id)?, Entered::of(pairs));
    let about = About::parse(entered.get("hva")).ok_or(AppError::Absent)?;
    cx.write(move |tx| {
        store::remove_competence(tx, id, &about)?;
        let before = serde_json::json!({"about": about.code()}).to_string();
        tx.history("guides", "guide", id.0, "changed", Some(before), None)?;
        Ok(())
    })
    .await?;
    Ok(cx.go(&format!("/kontor/folk/{id}/kompetanse")))
}

/// What waits with the guides: papers that are missing or run out, and keys that did not come back. For the office's home.
///
/// # Errors
/// A fault of the database.
pub async fn waits(cx: &Cx) -> Result<Vec<Markup>, AppError> {
    if !cx.session.as_ref().is_some_and(|s| s.may(domain::access::Permission::ManageGuides)) {
        return Ok(Vec::new());
    }
    let (l, today) = (cx.locale(), cx.today());
    let (asks, shifts, everybody, grounds, out) = cx
        .read(move |r| {
            Ok((
                store::asks_erasure(r)?,
                crate::roster::without_papers(r, today)?,
                store::everybody(r)?,
                gate_store::grounds(r)?,
                store::items_out_after(r, today)?,
            ))
        })
        .await?;
    let mut lines: Vec<(u8, Link)> = Vec::new();
    for p in &everybody {
        let to = cx.link(&format!("/kontor/folk/{}", p.guide.id));
        let name = p.guide.name.as_str();
        if let Some(day) = asks.get(&p.guide.id) {
            let about = args![("name", name), ("day", domain::schedule::day_in_words(*day, today, l))];
            lines.push((
                0,
                Link::new(format!("{to}/slutte"), l.ta(T::GuidesWaitsErasure, &about)),
            ));
        }
        if let Some((n, first)) = shifts.get(&p.guide.id) {
            let day = domain::schedule::day_in_words(*first, today, l);
            let about = args![("name", name), ("n", *n), ("day", day)];
            lines.push((0, Link::new(to.clone(), l.ta(T::GuidesWaitsShifts, &about))));
        }
        if let Gate::Closed { missing } = grounds.ready(p, today)
            && !missing.is_empty()
        {
            let what = words::requirements(&missing, &grounds.rules, l);
            lines.push((
                0,
                Link::new(
                    to.clone(),
                    l.ta(T::GuidesWaitsMissing, &args![("name", name), ("what", what)]),
                ),
            ));
        }
        for w in grounds.warnings(p, today) {
            let what = words::warning(&w, &grounds.rules, today, l);
            lines.push((
                1,
                Link::new(
                    to.clone(),
                    l.ta(T::GuidesWaitsWarning, &args![("name", name), ("what", what)]),
                ),
            ));
        }
        if out.contains_key(&p.guide.id) {
            lines.push((
                2,
                Link::new(
                    format!("{to}/slutte"),
                    l.ta(T::GuidesWaitsItems, &args![("name", name)]),
                ),
            ));
        }
    }
    lines.sort_by_key(|(order, _)| *order);
    if lines.is_empty() {
        return Ok(Vec::new());
    }
    Ok(vec![html! {
        section.card {
            h2 { (l.t(T::GuidesWaits)) }
            ul { @for (_, link) in lines.iter().take(5) { li { a href=(link.href) { (link.label) } } } }
            @if lines.len() > 5 { p.quiet { (l.ta(T::GuidesWaitsMore, &args![("n", lines.len() - 5)])) } }
            (parts::actions(&[button_link(&l.t(T::GuidesWaitsDo), &cx.link("/kontor/folk"), Weight::Secondary)]))
        }
    }])
}
