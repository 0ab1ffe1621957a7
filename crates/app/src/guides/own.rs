//! The guide's own page, signed in or by her link, made for a phone: what she is on, what she has learnt, her papers, her
//! wishes, and everything we know about her.

use super::{
    forms, gate_store,
    leaving::{self, KEPT_MONTHS},
    store::{self, Person},
    views, words,
};
use crate::{
    frame::{App, AppError, Cx, Who},
    offerings::Pairs,
    office::entered::{Entered, Problems, Reading},
    texts::{T, Words},
};
use axum::{
    Form,
    extract::{FromRequestParts, Path, Query},
    http::{StatusCode, request::Parts},
    response::{IntoResponse, Response},
};
use domain::{
    guides::{Gate, Paper, Requirement},
    shared::Id,
};
use jiff::civil::Date;
use maud::{Markup, html};
use std::collections::HashMap;
use ui::{
    Audience, args, forms as fields,
    parts::{self, Tone, Weight, button, button_link},
};

/// She who opens her own page, and the door she came through.
pub struct Me {
    /// The request.
    pub cx: Cx,
    /// She; `None` for somebody signed in who is no guide.
    person: Option<Person>,
    /// Where her page is: `/skranke/min-side`, or `/veileder/…`.
    base: String,
}

impl FromRequestParts<App> for Me {
    type Rejection = AppError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, AppError> {
        let cx = Cx::from_request_parts(parts, app).await?;
        let params = Path::<HashMap<String, String>>::from_request_parts(parts, app).await;
        let token = params.ok().and_then(|Path(mut p)| p.remove("token"));
        let account = match cx.session.as_ref().map(|s| &s.who) {
            Some(Who::Person { account, .. }) => Some(*account),
            _ => None,
        };
        let (asked, now) = (token.clone(), cx.now);
        let person = cx
            .read(move |r| {
                let id = match (&asked, account) {
                    (Some(token), _) => super::by_link(r, token, now)?,
                    (None, Some(account)) => store::of_account(r, account)?,
                    (None, None) => None,
                };
                id.map_or(Ok(None), |id| store::find(r, id))
            })
            .await?;
        if token.is_some() && person.is_none() {
            return Err(AppError::Absent);
        }
        let base = token.map_or_else(|| "/skranke/min-side".to_owned(), |t| format!("/veileder/{t}"));
        Ok(Self { cx, person, base })
    }
}

impl Me {
    /// Where somebody goes who is signed in and no guide: her page tells her what to do.
    fn away(&self) -> Response {
        self.cx.go(&self.base)
    }

    fn id(&self) -> Option<Id> {
        self.person.as_ref().map(|p| p.guide.id)
    }

    fn by_link(&self) -> bool {
        self.base.starts_with("/veileder/")
    }

    fn link(&self, path: &str) -> String {
        self.cx.link(&format!("{}{path}", self.base))
    }

    fn page(&self, status: StatusCode, title: &str, body: &Markup) -> Response {
        let audience = if self.by_link() {
            Audience::Citizen
        } else {
            Audience::Desk
        };
        let mut shell = self.cx.shell(audience, title);
        shell.noindex = true;
        if status != StatusCode::OK {
            shell.language_links.clear();
        }
        (status, self.cx.html(&shell, body)).into_response()
    }
}

/// The page.
///
/// # Errors
/// Absent for a link that is not (any more) somebody's.
pub async fn page(me: Me, Query(asked): Query<HashMap<String, String>>) -> Result<Response, AppError> {
    let l = me.cx.locale();
    let Some(p) = &me.person else {
        let body = html! {
            h1 { (l.t(T::GuidesMine)) }
            (parts::empty_state(&l.t(T::GuidesMineNotAGuide), None))
        };
        return Ok(me.page(StatusCode::OK, &l.t(T::GuidesMine), &body));
    };
    let (id, today, now) = (p.guide.id, me.cx.today(), me.cx.now);
    let (grounds, settings) = me.cx.read(|r| Ok((gate_store::grounds(r)?, gate_store::settings(r)?))).await?;
    let learnt = me.cx.read(move |r| crate::learning::mine(r, id, today)).await?;
    let shifts = me.cx.read(move |r| crate::roster::mine(r, id, now)).await?;
    let asked_erasure = me.cx.read(move |r| Ok(store::asks_erasure(r)?.remove(&id))).await?;
    let gate = grounds.gate(p, today);
    let body = html! {
        h1 { (l.ta(T::GuidesHello, &args![("name", p.guide.name.as_str())])) }
        @if asked.contains_key("lagret") { (parts::live_notice(Tone::Good, &html! { p { (l.t(T::OfficeSaved)) } })) }
        (standing(&me, p, &gate))
        (shifts.card(&me.cx, &format!("{}/vakter", me.base)))
        @if let Some(learnt) = &learnt { (crate::learning::section(&me.cx, &me.base, learnt)) }
        (papers(&me, p, &grounds, &settings, &gate))
        (wishes_card(&me, p))
        section.card {
            h2 { (l.t(T::CertificatesTitle)) }
            p { (l.t(T::CertificatesMineLead)) }
            p.links { a href=(me.link("/attest.pdf")) { (l.t(T::CertificatesMine)) } }
        }
        section.card.soft {
            h2 { (l.t(T::GuidesOwnData)) }
            p { (l.ta(T::GuidesOwnDataLead, &args![("months", KEPT_MONTHS)])) }
            p.links { a href=(me.link("/opplysninger.json")) download { (l.t(T::GuidesOwnDataGet)) } }
            (erasure(&me, p, asked_erasure))
        }
    };
    Ok(me.page(StatusCode::OK, &l.t(T::GuidesMine), &body))
}

/// She asks to be erased, or takes it back.
fn erasure(me: &Me, p: &Person, asked: Option<Date>) -> Markup {
    let (l, cx) = (me.cx.locale(), &me.cx);
    let form = |text: T, weight: Weight, what: &str| {
        fields::form(
            &me.link("/slett-meg"),
            &cx.csrf(),
            &parts::actions(&[parts::button_with(&l.t(text), weight, "gjor", what)]),
        )
    };
    html! {
        @match asked {
            Some(day) => {
                (parts::notice(Tone::Info, &html! { p { (l.ta(T::GuidesErasureMine, &args![("day", domain::schedule::day_in_words(day, cx.today(), l))])) } }))
                (form(T::GuidesErasureRegret, Weight::Quiet, "angre"))
            }
            None => details {
                summary { (l.t(T::GuidesErasureAsk)) }
                p { (l.t(T::GuidesEraseLead)) }
                p { (l.t(if p.guide.left.is_some() { T::GuidesErasureLeft } else { T::GuidesErasureFirst })) }
                (form(T::GuidesErasureDo, Weight::Secondary, "be"))
            }
        }
    }
}

/// Keeps that she asks to be erased, or takes it back.
///
/// # Errors
/// A fault of the database.
pub async fn ask_erasure(me: Me, Form(pairs): Pairs) -> Result<Response, AppError> {
    let Some(id) = me.id() else { return Ok(me.away()) };
    let asks = match Entered::of(pairs).get("gjor") {
        "be" => true,
        "angre" => false,
        _ => return Err(AppError::Absent),
    };
    let today = me.cx.today();
    me.cx.write(move |tx| store::ask_erasure(tx, id, asks, today)).await?;
    Ok(me.cx.go(&format!("{}?lagret=1", me.base)))
}

/// Whether she can be put on a shift, said to her.
fn standing(me: &Me, p: &Person, gate: &Gate) -> Markup {
    let (l, today) = (me.cx.locale(), me.cx.today());
    let day = |day| domain::schedule::day_in_words(day, today, l);
    let (tone, words) = match gate {
        Gate::Open => return html! {},
        Gate::Grace { until, .. } => (Tone::Look, l.ta(T::GuidesMineGrace, &args![("day", day(*until))])),
        Gate::Overridden { until, .. } => (Tone::Look, l.ta(T::GuidesMineOverridden, &args![("day", day(*until))])),
        Gate::Closed { .. } if p.guide.since > today => (
            Tone::Info,
            l.ta(T::GuidesMineNotYet, &args![("day", day(p.guide.since))]),
        ),
        Gate::Closed { .. } => (Tone::Look, l.t(T::GuidesMineClosed)),
    };
    parts::notice(tone, &html! { p { (words) } })
}

fn papers(me: &Me, p: &Person, grounds: &gate_store::AllGrounds, s: &gate_store::Settings, gate: &Gate) -> Markup {
    let (l, today) = (me.cx.locale(), me.cx.today());
    let lines = views::lines(p, grounds, today, l);
    html! {
        section.card {
            h2 { (l.t(T::GuidesMinePapers)) }
            @if *gate == Gate::Open { p { (l.t(T::GuidesMineOpen)) } }
            ul.rows {
                @for line in &lines {
                    li { span {
                        strong { (words::requirement(&line.requirement, &grounds.rules, l)) } " " (views::line_tag(line, l))
                        @if let Some(paper) = &line.newest { br; span.quiet { (views::paper_words(paper, today, l)) } }
                        @if !line.warning.is_empty() { br; span { (line.warning) } }
                        @if line.missing && line.requirement != Requirement::ServiceDescription { br; span { (how(&line.requirement, l)) } }
                    } }
                }
            }
            @if lines.iter().any(|line| line.requirement == Requirement::ServiceDescription && (line.missing || !line.warning.is_empty())) {
                (read_part(me, s))
            }
        }
    }
}

/// What she does about a paper that is missing.
fn how(requirement: &Requirement, l: domain::shared::Locale) -> String {
    l.t(match requirement {
        Requirement::Confidentiality => T::GuidesHowConfidentiality,
        Requirement::ServiceDescription => T::GuidesMineReadLead,
        Requirement::Agreement => T::GuidesHowAgreement,
        Requirement::PoliceCertificate => T::GuidesHowPolice,
        Requirement::Training(_) => T::GuidesHowTraining,
    })
}

fn read_part(me: &Me, s: &gate_store::Settings) -> Markup {
    let (l, cx) = (me.cx.locale(), &me.cx);
    let version = s
        .rules
        .version_on(&Requirement::ServiceDescription, cx.today())
        .map(|v| v.name.clone())
        .unwrap_or_default();
    html! {
        p { (l.t(T::GuidesMineReadLead)) }
        @if !s.description_address.is_empty() {
            p { a href=(s.description_address) { (l.t(T::GuidesMineDescription)) } }
        }
        (fields::form(&me.link("/lest"), &cx.csrf(), &html! {
            (fields::hidden("versjon", &version))
            (parts::actions(&[button(&l.t(T::GuidesMineRead), Weight::Primary)]))
        }))
    }
}

/// She says that she has read the service description. Twice on a day is once.
///
/// # Errors
/// A fault of the database.
pub async fn read_it(me: Me, Form(pairs): Pairs) -> Result<Response, AppError> {
    let Some(id) = me.id() else { return Ok(me.away()) };
    let today = me.cx.today();
    let version = Entered::of(pairs).get("versjon").to_owned();
    me.cx
        .write(move |tx| {
            let rules = gate_store::settings(tx)?.rules;
            let in_force = rules
                .version_on(&Requirement::ServiceDescription, today)
                .map(|v| v.name.clone())
                .unwrap_or_default();
            // A page that was open while a new version came asks again.
            if in_force != version {
                return Ok(());
            }
            let paper = Paper {
                requirement: Requirement::ServiceDescription,
                version: version.clone(),
                on: today,
                valid_to: None,
                statute: String::new(),
            };
            gate_store::register(tx, id, &paper, 0)
        })
        .await?;
    Ok(me.cx.go(&format!("{}?lagret=1", me.base)))
}

fn wishes_card(me: &Me, p: &Person) -> Markup {
    let l = me.cx.locale();
    let w = &p.guide.wishes;
    let days: Vec<String> = w.days.iter().map(|d| domain::schedule::weekday_name(*d, l).to_owned()).collect();
    let parts_of_day: Vec<String> = w.parts.iter().map(|part| words::part(*part, l)).collect();
    html! {
        section.card {
            h2 { (l.t(T::GuidesWishes)) }
            @if let Some(n) = w.shifts_per_week { p { (l.ta(T::GuidesWishShifts, &args![("n", n)])) } }
            @if !days.is_empty() || !parts_of_day.is_empty() { p { ([days, parts_of_day].concat().join(", ")) } }
            @if w == &domain::guides::Wishes::default() { p { (l.t(T::GuidesWishNone)) } }
            (parts::actions(&[button_link(&l.t(T::GuidesWishesChange), &me.link("/onsker"), Weight::Secondary)]))
        }
    }
}

/// `…/onsker`: what she would like.
///
/// # Errors
/// A fault of the database.
pub async fn wishes(me: Me) -> Result<Response, AppError> {
    let Some(p) = &me.person else { return Ok(me.away()) };
    let entered = forms::filled_wishes(&p.guide.wishes);
    wishes_page(&me, &entered, &Vec::new()).await
}

async fn wishes_page(me: &Me, entered: &Entered, problems: &Problems) -> Result<Response, AppError> {
    let (l, cx) = (me.cx.locale(), &me.cx);
    let published = cx.published().await?;
    let title = l.t(T::GuidesWishes);
    let body = html! {
        p { a href=(me.link("")) { (l.t(T::GuidesMine)) } }
        h1 { (title) }
        (fields::error_summary(l, problems))
        p.lead { (l.t(T::GuidesWishesLead)) }
        (fields::form(&me.link("/onsker"), &cx.csrf(), &html! {
            (forms::wish_fields(cx, &published, entered, problems))
            (parts::actions(&[button(&l.t(T::OfficeSave), Weight::Primary)]))
        }))
    };
    Ok(me.page(super::office::status(problems), &title, &body))
}

/// Keeps what she would like.
///
/// # Errors
/// A fault of the database.
pub async fn save_wishes(me: Me, Form(pairs): Pairs) -> Result<Response, AppError> {
    let Some(id) = me.id() else { return Ok(me.away()) };
    let entered = Entered::of(pairs);
    let published = me.cx.published().await?;
    let mut reading = Reading::new(me.cx.locale(), &entered);
    let wishes = forms::read_wishes(&mut reading, &published);
    let problems = reading.problems;
    if !problems.is_empty() {
        return wishes_page(&me, &entered, &problems).await;
    }
    me.cx
        .write(move |tx| {
            store::put_wishes(tx, id, &wishes)?;
            tx.history("guides", "guide", id.0, "changed", None, None)?;
            Ok(())
        })
        .await?;
    Ok(me.cx.go(&format!("{}?lagret=1", me.base)))
}

/// `…/opplysninger.json`: everything we have about her.
///
/// # Errors
/// A fault of the database.
pub async fn data(me: Me) -> Result<Response, AppError> {
    let Some(id) = me.id() else { return Ok(me.away()) };
    leaving::download(&me.cx, id).await
}
