use super::{
    forms::{self, Pairs, Shows, Usual},
    store::{self, Asking, OpenVisit, Registered},
    views::{self, Desk, FormView},
};
use crate::{
    frame::{AppError, Cx, Published, front},
    promise::evidence,
    texts::{T, Words},
};
use axum::{
    Json,
    extract::{Form, Path, Query},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use domain::{
    access::Permission,
    offerings::Offering,
    places::Place,
    schedule::{self, Calendar, Entry, Moment},
    shared::{Id, day_and_minute},
    visits::{AgeBandSet, VisitDraft, VisitProblem},
};
use jiff::civil::Date;
use std::sync::Arc;

/// Where a desk stands, and what goes on there today.
pub(super) struct Here {
    pub published: Arc<Published>,
    pub place: Place,
    pub id: Id,
    pub today: Vec<Entry>,
}

impl Cx {
    fn place_cookie(&self) -> String {
        format!("sted{}", self.tenant().id)
    }

    /// Who asks to change a visit. Whoever may change what is published may also put right what others entered.
    pub(super) fn asking(&self) -> Asking {
        let session = self.session.as_ref();
        Asking {
            actor: session.and_then(|s| s.actor().id()),
            any: session.is_some_and(|s| s.may(Permission::EditRegister)),
        }
    }
}

/// The place the address names (`sted`), else the one this device stands at; `None` until one is chosen.
pub(super) async fn here(cx: &Cx, headers: &HeaderMap, asked: &Pairs) -> Result<Option<Here>, AppError> {
    let published = cx.published().await?;
    let name = cx.place_cookie();
    let named = forms::value(asked, "sted").and_then(|key| published.place(key));
    let chosen = named.or_else(|| front::cookie(headers, &name).and_then(|key| published.place(key)));
    let place = match (chosen, published.register.places.as_slice()) {
        (Some(place), _) => place.clone(),
        (None, [only]) => only.clone(),
        _ => return Ok(None),
    };
    at(cx, published, place).map(Some)
}

/// The place that is named, else the one this device stands at; `None` until one is chosen.
///
/// # Errors
/// A fault of the database.
pub async fn place_of_desk(cx: &Cx, headers: &HeaderMap, named: &str) -> Result<Option<Place>, AppError> {
    let asked = vec![("sted".to_owned(), named.to_owned())];
    Ok(here(cx, headers, &asked).await?.map(|here| here.place))
}

pub(super) fn at(cx: &Cx, published: Arc<Published>, place: Place) -> Result<Here, AppError> {
    let id = published.place_id(&place.key).ok_or(AppError::Absent)?;
    let register = &published.register;
    let calendar = Calendar::new(&register.municipality, &register.places);
    let today = schedule::today(register, cx.now)
        .into_iter()
        .filter(|e| calendar.is_inside(&e.occurrence.place, &place.key))
        .collect();
    Ok(Here {
        published,
        place,
        id,
        today,
    })
}

impl Here {
    /// What a visit may belong to: what is open now; else what is here today; else what is ever here; else anything.
    pub fn offerings(&self) -> Vec<&Offering> {
        let of = |entries: Vec<&Entry>| -> Vec<&Offering> {
            let mut found: Vec<&Offering> = Vec::new();
            for offering in entries.iter().filter_map(|e| self.published.offering(e.offering.as_str())) {
                if !found.contains(&offering) {
                    found.push(offering);
                }
            }
            found
        };
        let now = of(self.today.iter().filter(|e| e.moment == Moment::OpenNow).collect());
        if !now.is_empty() {
            return now;
        }
        let today = of(self.today.iter().filter(|e| e.moment != Moment::CalledOff).collect());
        if !today.is_empty() {
            return today;
        }
        let all = || self.published.register.offerings.iter().filter(|o| o.ended.is_none());
        let ever: Vec<&Offering> = all().filter(|o| o.schedules.iter().any(|s| s.place == self.place.key)).collect();
        if ever.is_empty() { all().collect() } else { ever }
    }
}

/// The one screen.
pub async fn page(cx: Cx, headers: HeaderMap, Query(asked): Query<Pairs>) -> Result<Response, AppError> {
    let Some(here) = here(&cx, &headers, &asked).await? else {
        return Ok(cx.go("/skranke/velg-sted"));
    };
    evidence::of_desk(&cx, &here.today).await?;
    show(&cx, &here, asked, &[], StatusCode::OK).await
}

async fn show(
    cx: &Cx,
    here: &Here,
    entered: Pairs,
    problems: &[VisitProblem],
    status: StatusCode,
) -> Result<Response, AppError> {
    let state = state(cx, here.id).await?;
    let ticket = crate::queue::current(cx, here.id).await?;
    let queue = crate::queue::desk_column(cx, here.id).await?;
    let appointments = crate::bookings::desk_today(cx, &here.place).await?;
    let form = FormView {
        action: cx.link("/skranke/henvendelser"),
        ticket: ticket.as_ref(),
        id: forms::form_id(&entered, || Id(cx.app.db().random_id())),
        entered: &entered,
        problems,
        usual: state.usual,
        shows: state.shows,
        editing: false,
    };
    let desk = Desk {
        cx,
        here,
        asked: &entered,
        list: &state.list,
        count: state.count,
        shows: state.shows,
        queue: &queue,
        appointments: &appointments,
    };
    let title = cx.locale().ta(
        T::VisitsDeskTitle,
        &ui::args![("place", here.place.name.get(cx.locale()))],
    );
    let body = views::desk(&desk, &form);
    let mut shell = cx.shell(ui::Audience::Desk, title);
    shell.scripts.extend([&ui::assets::UNSENT_JS, &ui::assets::LIVE_JS, &ui::assets::KEYS_JS]);
    Ok((status, cx.html(&shell, &body)).into_response())
}

/// What the desk reads from the database.
struct State {
    list: Vec<OpenVisit>,
    count: i64,
    usual: Usual,
    shows: Shows,
}

async fn state(cx: &Cx, place: Id) -> Result<State, AppError> {
    let (today, asking) = (cx.today(), cx.asking());
    cx.read(move |r| {
        Ok(State {
            list: store::list_today(r, place, today, asking)?,
            count: store::count_of_day(r, place, today)?,
            usual: store::usual(r, place, today)?,
            shows: store::shows(r, place, today)?,
        })
    })
    .await
}

/// Where one may stand.
pub async fn choose(cx: Cx) -> Result<Response, AppError> {
    let published = cx.published().await?;
    let shell = cx.shell(ui::Audience::Desk, cx.locale().t(T::VisitsChooseTitle));
    Ok(cx.html(&shell, &views::choose(&cx, &published)))
}

/// Remembers the place on this device for a year.
pub async fn chosen(cx: Cx, Form(pairs): Form<Pairs>) -> Result<Response, AppError> {
    let published = cx.published().await?;
    let key = forms::value(&pairs, "place").unwrap_or_default();
    let place = published.place(key).ok_or(AppError::Absent)?;
    let secure = if cx.loopback { "" } else { "; Secure" };
    let cookie = format!(
        "{}={}; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly{secure}",
        cx.place_cookie(),
        place.key
    );
    let mut response = cx.go("/skranke");
    if let Ok(value) = HeaderValue::from_str(&cookie) {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
    Ok(response)
}

/// Reads the visit of a form whose place and offering are this municipality's.
fn read(cx: &Cx, published: &Published, pairs: &Pairs) -> Result<Result<VisitDraft, Vec<VisitProblem>>, AppError> {
    let (today, minute) = day_and_minute(cx.now);
    let draft = match forms::read(pairs, published, today, minute) {
        Ok(draft) => draft,
        Err(problems) => return Ok(Err(problems)),
    };
    let known =
        published.place_by_id(draft.visit.place).is_some() && published.offering_by_id(draft.visit.offering).is_some();
    if known { Ok(Ok(draft)) } else { Err(AppError::Absent) }
}

/// Stores a visit from the form, from tally mode, or from a device's list of unsent ones.
///
/// The last kind: visits that are not sent stay on the device, also when the session there ends; the device sends them with
/// the next session, whoever's it is, up to seven days later. No session means no visit – a device that sends without
/// one is answered with the way to sign in, and keeps them.
pub async fn register(cx: Cx, headers: HeaderMap, Form(pairs): Form<Pairs>) -> Result<Response, AppError> {
    if let Some(to) = forms::value(&pairs, "til") {
        return Ok(cx.go(&views::onward(to, &pairs)?));
    }
    let published = cx.published().await?;
    let json = front::wants_json(&headers);
    let draft = match read(&cx, &published, &pairs)? {
        Ok(draft) => draft,
        Err(problems) if json => return Ok(problems_in_json(&cx, &problems)),
        Err(problems) => return refused_form(&cx, &headers, published, pairs, &problems).await,
    };
    let ticket = forms::value(&pairs, "kolapp").and_then(Id::parse);
    let held = evidence::of_visit(&cx, &published, &draft.visit);
    let written = held.clone();
    let stored = cx
        .write(move |tx| {
            let id = draft.id.unwrap_or_else(|| Id(tx.random_id()));
            let registered = store::register(tx, &draft.visit, id)?;
            if let Some(ticket) = ticket {
                crate::queue::ticket_done(tx, ticket)?;
            }
            evidence::write(tx, &written)?;
            Ok((id, registered))
        })
        .await;
    if stored.is_ok() {
        cx.app.said().remember(cx.tenant().id, &held);
    }
    if ticket.is_some() {
        cx.app.touch_live(cx.tenant().id);
    }
    match stored {
        Ok((id, registered)) if json => Ok(stored_in_json(id, registered)),
        Ok((id, _)) => Ok(cx.go(&back(&pairs, "lagret", &id.to_string()))),
        Err(AppError::Refused(refusal)) if json => Ok(refusal_in_json(&cx, refusal.as_ref())),
        Err(error) => Err(error),
    }
}

/// The page a form was on.
fn back(pairs: &Pairs, word: &str, value: &str) -> String {
    let page = if forms::has(pairs, "source", "tally") {
        "/skranke/tell"
    } else {
        "/skranke"
    };
    format!("{page}?{word}={value}")
}

async fn refused_form(
    cx: &Cx,
    headers: &HeaderMap,
    published: Arc<Published>,
    pairs: Pairs,
    problems: &[VisitProblem],
) -> Result<Response, AppError> {
    let named = forms::value(&pairs, "place").and_then(Id::parse).and_then(|id| published.place_by_id(id)).cloned();
    let here = match named {
        Some(place) => Some(at(cx, published, place)?),
        None => here(cx, headers, &pairs).await?,
    };
    let here = here.ok_or(AppError::Absent)?;
    show(cx, &here, pairs, problems, StatusCode::UNPROCESSABLE_ENTITY).await
}

fn stored_in_json(id: Id, registered: Registered) -> Response {
    let (status, word) = match registered {
        Registered::New => (StatusCode::CREATED, "stored"),
        Registered::Already => (StatusCode::OK, "already"),
    };
    (
        status,
        Json(serde_json::json!({ "id": id.to_string(), "answer": word })),
    )
        .into_response()
}

fn problems_in_json(cx: &Cx, problems: &[VisitProblem]) -> Response {
    let l = cx.locale();
    let list: Vec<_> = problems
        .iter()
        .map(|p| serde_json::json!({ "field": p.field, "code": p.kind.code(), "text": forms::problem_words(p, l) }))
        .collect();
    let body = serde_json::json!({ "answer": "refused", "problems": list });
    (StatusCode::UNPROCESSABLE_ENTITY, Json(body)).into_response()
}

fn refusal_in_json(cx: &Cx, refusal: &dyn crate::frame::Refusal) -> Response {
    let l = cx.locale();
    let one =
        serde_json::json!({ "field": "day", "code": refusal.code(), "text": refusal.text(l), "hint": refusal.hint(l) });
    let body = serde_json::json!({ "answer": "refused", "problems": [one] });
    (refusal.status(), Json(body)).into_response()
}

/// Takes a visit back.
pub async fn undo(cx: Cx, Path(id): Path<String>, Form(pairs): Form<Pairs>) -> Result<Response, AppError> {
    let id = Id::parse(&id).ok_or(AppError::Absent)?;
    let asking = cx.asking();
    match cx.write(move |tx| store::undo(tx, id, asking)).await {
        // A second tap on the same button finds the visit gone, which is what was wanted.
        Ok(_) | Err(AppError::Absent) => Ok(cx.go(&back(&pairs, "angret", "1"))),
        Err(error) => Err(error),
    }
}

/// A visit of today in its form again.
pub async fn edit(cx: Cx, Path(id): Path<String>) -> Result<Response, AppError> {
    let id = Id::parse(&id).ok_or(AppError::Absent)?;
    let (asking, today) = (cx.asking(), cx.today());
    let visit = cx.read(move |r| store::changeable(r, id, asking, today)).await?;
    show_edit(&cx, id, &forms::pairs_of(&visit), &[], StatusCode::OK).await
}

async fn show_edit(
    cx: &Cx,
    id: Id,
    entered: &Pairs,
    problems: &[VisitProblem],
    status: StatusCode,
) -> Result<Response, AppError> {
    let published = cx.published().await?;
    let place = forms::value(entered, "place")
        .and_then(Id::parse)
        .and_then(|id| published.place_by_id(id))
        .ok_or(AppError::Absent)?
        .clone();
    let here = at(cx, published, place)?;
    let state = state(cx, here.id).await?;
    let form = FormView {
        action: cx.link(&format!("/skranke/henvendelser/{id}")),
        ticket: None,
        id,
        entered,
        problems,
        usual: Usual::default(),
        shows: Shows {
            measuring: true,
            ..state.shows
        },
        editing: true,
    };
    let shell = cx.shell(ui::Audience::Desk, cx.locale().t(T::VisitsFormEditTitle));
    let body = views::edit(cx, &here, &form);
    Ok((status, cx.html(&shell, &body)).into_response())
}

/// Lets a visit of today say something else.
pub async fn correct(cx: Cx, Path(id): Path<String>, Form(pairs): Form<Pairs>) -> Result<Response, AppError> {
    let id = Id::parse(&id).ok_or(AppError::Absent)?;
    let published = cx.published().await?;
    let draft = match read(&cx, &published, &pairs)? {
        Ok(draft) => draft,
        Err(problems) => return show_edit(&cx, id, &pairs, &problems, StatusCode::UNPROCESSABLE_ENTITY).await,
    };
    let asking = cx.asking();
    cx.write(move |tx| store::correct(tx, id, &draft.visit, asking)).await?;
    Ok(cx.go("/skranke?rettet=1"))
}

/// Sets what the form of a place shows.
pub async fn set_form(cx: Cx, Form(pairs): Form<Pairs>) -> Result<Response, AppError> {
    let published = cx.published().await?;
    let place = forms::value(&pairs, "place").and_then(Id::parse).ok_or(AppError::Absent)?;
    let key = published.place_by_id(place).ok_or(AppError::Absent)?.key.clone();
    let ages = forms::value(&pairs, "age_bands").and_then(AgeBandSet::parse).unwrap_or(AgeBandSet::Fine);
    let day = |name: &str| forms::value(&pairs, name).and_then(|text| text.parse::<Date>().ok());
    let weeks = (day("measuring_from"), day("measuring_to"));
    cx.write(move |tx| store::set_shows(tx, place, ages, weeks)).await?;
    Ok(cx.go(&format!("/skranke?sted={key}")))
}
