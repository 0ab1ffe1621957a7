//! The set-up guide: from nothing to a published weekly drop-in hour, one question a page. What is answered is kept, so
//! that going back, closing the browser or a stopped server loses nothing. The guide is there while a code for it is: from
//! the first start of an empty installation, or when whoever runs one makes a code for a further municipality.

use super::{
    guide_steps::{Step, chosen, language, register_of, usual_name},
    guide_store, guide_views,
};
use crate::{
    access, exchange,
    frame::{
        App, AppError, Cx, Refusal, Scope,
        cx::SESSION_COOKIE,
        front::{self, Client, LANGUAGE_COOKIE},
        origin,
    },
    municipality::store as municipality,
    office::entered::{Entered, Problems, guard},
    promise,
    texts::{T, Words},
};
use axum::{
    Form,
    extract::{FromRequestParts, Path, Query},
    http::{HeaderValue, StatusCode, header, request::Parts},
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    access::Role,
    municipality::listed_by_number,
    register::check,
    shared::{Locale, day_and_minute},
};
use hmac::{Hmac, Mac};
use jiff::{Timestamp, civil::Date};
use sha2::Sha256;
use std::collections::HashMap;
use store::{Actor, Db, Read, Tx, WriteCtx};

/// The cookie of a browser that opened the guide with the code.
const COOKIE: &str = "terskel_oppsett";
/// How long it lasts: a week, in seconds.
const COOKIE_SECONDS: i64 = 7 * 24 * 3600;

/// What the guide knows about a request: there may be no municipality yet.
pub struct GuideCx {
    pub(super) app: App,
    pub(super) scope: Scope,
    now: Timestamp,
    loopback: bool,
    cookie: String,
    chose_language: bool,
}

/// Whether the guide can be used by whoever asks.
enum Door {
    /// There is nothing to set up.
    Done(Response),
    /// A code is needed.
    Locked,
    /// The browser has shown the code.
    Open,
}

impl FromRequestParts<App> for GuideCx {
    type Rejection = AppError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, AppError> {
        let scope = parts.extensions.get::<Scope>().cloned().ok_or(AppError::Absent)?;
        let client = parts.extensions.get::<Client>().ok_or(AppError::Absent)?.0;
        let cookie = front::cookie(&parts.headers, COOKIE).unwrap_or_default();
        let chose = front::cookie(&parts.headers, LANGUAGE_COOKIE).is_some();
        Ok(Self {
            now: app.now(),
            cookie: cookie.to_owned(),
            chose_language: scope.locale_in_path || chose,
            loopback: client.is_loopback() && scope.origin.starts_with("http://"),
            app: app.clone(),
            scope,
        })
    }
}

/// What the cookie of a browser that has shown the code holds: only this installation can make it, it outlives a restart,
/// and it says nothing once the municipality is set up.
fn proof(app: &App, round: &str) -> String {
    // A key of 32 bytes is always accepted; the other arm cannot be reached.
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(app.secret()) else {
        return String::new();
    };
    mac.update(b"set-up guide ");
    mac.update(round.as_bytes());
    mac.finalize().into_bytes().iter().map(|b| format!("{b:02x}")).collect()
}

impl GuideCx {
    fn today(&self) -> Date {
        day_and_minute(self.now).0
    }

    /// The token that every form carries.
    pub(super) fn csrf(&self) -> String {
        origin::token(&self.app, "")
    }

    fn go(&self, step: Step) -> Response {
        Redirect::to(&self.scope.link(&format!("/kom-i-gang/{}", step.code()))).into_response()
    }

    async fn door(&self) -> Result<Door, AppError> {
        let round = self.read(|r| guide_store::round(r)).await?;
        Ok(match round {
            Some(round) if self.cookie == proof(&self.app, &round) => Door::Open,
            None if !self.app.tenants().all().is_empty() => {
                Door::Done(Redirect::to(&self.scope.link("/kontor")).into_response())
            }
            _ => Door::Locked,
        })
    }

    /// `None` when the guide is open; else where to go instead.
    async fn elsewhere(&self) -> Result<Option<Response>, AppError> {
        Ok(match self.door().await? {
            Door::Open => None,
            Door::Done(response) => Some(response),
            Door::Locked => Some(Redirect::to(&self.scope.link("/kom-i-gang")).into_response()),
        })
    }

    async fn read<V: Send + 'static>(
        &self,
        f: impl FnMut(&mut Read) -> Result<V, AppError> + Send + 'static,
    ) -> Result<V, AppError> {
        self.app.db().read(0, f).await
    }

    async fn write<V: Send + 'static>(
        &self,
        tenant: i64,
        f: impl FnMut(&mut Tx) -> Result<V, AppError> + Send + 'static,
    ) -> Result<V, AppError> {
        let ctx = WriteCtx {
            tenant,
            actor: Actor::Anonymous,
            now: self.now,
        };
        self.app.db().write(ctx, f).await
    }

    /// The language of the guide: what the reader chose, else the municipality's own.
    pub(super) fn locale(&self, answers: &Entered) -> Locale {
        if self.chose_language || chosen(answers).is_none() {
            self.scope.locale
        } else {
            language(answers)
        }
    }

    fn cookie(&self, response: &mut Response, name: &str, value: &str, seconds: i64) {
        let secure = if self.loopback { "" } else { "; Secure" };
        let line = format!("{name}={value}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax{secure}");
        if let Ok(line) = HeaderValue::from_str(&line) {
            response.headers_mut().append(header::SET_COOKIE, line);
        }
    }
}

/// The door of the guide: the code opens it, and whoever has opened it before goes on where she stopped.
///
/// # Errors
/// A fault of the database.
pub async fn begin(cx: GuideCx, Query(query): Query<HashMap<String, String>>) -> Result<Response, AppError> {
    let door = cx.door().await?;
    if let Door::Done(response) = door {
        return Ok(response);
    }
    let answers = cx.read(|r| guide_store::answers(r)).await?;
    let first = Step::ALL.into_iter().find(|s| *s != Step::Review && !is_answered(*s, &answers));
    let step = if chosen(&answers).is_none() {
        Step::Municipality
    } else {
        first.unwrap_or(Step::Review)
    };
    if matches!(door, Door::Open) {
        return Ok(cx.go(step));
    }
    let code = query.get("kode").cloned().unwrap_or_default();
    let round = cx
        .read(move |r| {
            Ok(if guide_store::is_code(r, &code)? {
                guide_store::round(r)?
            } else {
                None
            })
        })
        .await?;
    if let Some(round) = round {
        let mut response = cx.go(step);
        cx.cookie(&mut response, COOKIE, &proof(&cx.app, &round), COOKIE_SECONDS);
        return Ok(response);
    }
    let page = guide_views::locked(&cx);
    Ok((StatusCode::FORBIDDEN, page).into_response())
}

fn is_answered(step: Step, answers: &Entered) -> bool {
    step.fields().iter().any(|field| !answers.get(field).is_empty())
}

/// One question.
///
/// # Errors
/// Absent when there is no such question.
pub async fn question(
    cx: GuideCx,
    Path(code): Path<String>,
    Query(query): Query<HashMap<String, String>>,
) -> Result<Response, AppError> {
    if let Some(elsewhere) = cx.elsewhere().await? {
        return Ok(elsewhere);
    }
    let step = Step::parse(&code).ok_or(AppError::Absent)?;
    let mut answers = cx.read(|r| guide_store::answers(r)).await?;
    if step != Step::Municipality && chosen(&answers).is_none() {
        return Ok(cx.go(Step::Municipality));
    }
    suggest(step, &mut answers);
    let search = query.get("sok").map_or("", String::as_str);
    Ok(guide_views::page(&cx, step, &answers, &Vec::new(), search, cx.today()).into_response())
}

/// What a page proposes when nothing is answered yet.
fn suggest(step: Step, answers: &mut Entered) {
    let Some(listed) = chosen(answers) else { return };
    let own = language(answers);
    if step == Step::Name && answers.get("service_name").is_empty() {
        *answers = std::mem::take(answers).put("service_name", usual_name(listed).exact(own));
    }
    if step == Step::Name && answers.get("written_language").is_empty() {
        *answers = std::mem::take(answers).put("written_language", own.code());
    }
    if step == Step::Place && answers.get("town").is_empty() {
        *answers = std::mem::take(answers).put("town", listed.name);
    }
}

/// Keeps what was answered, and goes on, back, or past.
///
/// # Errors
/// A fault of the database.
pub async fn answer(
    cx: GuideCx,
    Path(code): Path<String>,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Result<Response, AppError> {
    if let Some(elsewhere) = cx.elsewhere().await? {
        return Ok(elsewhere);
    }
    let step = Step::parse(&code).ok_or(AppError::Absent)?;
    let entered = Entered::of(pairs);
    let before = cx.read(|r| guide_store::answers(r)).await?;
    let l = cx.locale(&before);
    let way = entered.get("vei").to_owned();
    let answers = before.clone().with_fields_of(&entered, &step.fields());
    let mut problems = match way.as_str() {
        "tilbake" | "hopp" => Vec::new(),
        _ => step.problems(&answers, l, cx.today()),
    };
    if step == Step::Municipality {
        problems.extend(wrong_municipality(&cx, entered.get("number")).map(|text| ("number".to_owned(), l.t(text))));
    }
    let mut kept = entered.clone();
    // One who comes back to this page need not write the password again.
    let keeps = entered.get("password").is_empty() && !before.get("password").is_empty();
    let password = if step == Step::You && way.is_empty() && !keeps {
        read_password(&mut kept, &mut problems, l).await?
    } else {
        false
    };
    if step == Step::Review {
        return if way == "tilbake" {
            Ok(cx.go(Step::You))
        } else {
            publish(&cx, &before).await
        };
    }
    // What must not be stored is not, whichever way she goes.
    let mut fields: Vec<String> =
        step.fields().into_iter().filter(|f| answers.all(f).all(|v| guard(v, true).is_none())).collect();
    if password {
        fields.push("password".to_owned());
    }
    if way != "hopp" {
        cx.write(0, move |tx| guide_store::keep(tx, &fields, &kept)).await?;
    }
    if !problems.is_empty() {
        let page = guide_views::page(&cx, step, &answers, &problems, "", cx.today());
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    }
    Ok(cx.go(match way.as_str() {
        "tilbake" => step.back().unwrap_or(step),
        _ => step.next(),
    }))
}

/// Why this municipality can't be set up: it is not on the list, or is here already.
fn wrong_municipality(cx: &GuideCx, number: &str) -> Option<T> {
    if listed_by_number(number).is_none() {
        Some(T::OfficeProblemChoose)
    } else {
        cx.app.tenants().by_number(number).map(|_| T::MunicipalityGuideHereAlready)
    }
}

/// Puts the hash of a new password in its place; the password itself is kept nowhere. Says whether there is one.
async fn read_password(entered: &mut Entered, problems: &mut Problems, l: Locale) -> Result<bool, AppError> {
    let (password, again) = (
        entered.get("password").to_owned(),
        entered.get("password-again").to_owned(),
    );
    if let Err(refusal) = access::check_password(&password, &again, entered.get("login")) {
        problems.push((
            "password".to_owned(),
            format!("{} {}", refusal.text(l), refusal.hint(l)),
        ));
        return Ok(false);
    }
    let hash = access::hash_password_aside(password).await?;
    *entered = std::mem::take(entered).replace("password", &hash);
    Ok(true)
}

/// Makes the municipality, its register and its first account, signs her in, and shows what she has made.
async fn publish(cx: &GuideCx, answers: &Entered) -> Result<Response, AppError> {
    let Some(register) = register_of(answers, cx.today()) else {
        return Ok(cx.go(Step::Municipality));
    };
    let l = cx.locale(answers);
    let unanswered = Step::ALL.into_iter().filter(|s| !s.can_wait() && *s != Step::Review);
    let missing = unanswered.into_iter().find(|s| !is_answered(*s, answers));
    let no_password = answers.get("password").is_empty();
    if let Some(step) = missing.or(no_password.then_some(Step::You)) {
        return Ok(cx.go(step));
    }
    if !check(&register).is_empty() {
        let wrong = Step::ALL.into_iter().find(|s| !s.problems(answers, l, cx.today()).is_empty());
        return Ok(cx.go(wrong.unwrap_or(Step::Name)));
    }
    let number = register.municipality.number.clone();
    let name = register.municipality.name.get(register.municipality.written_language).to_owned();
    let made = number.clone();
    let tenant = cx
        .write(0, move |tx| {
            // Another who had the code was first, and may have chosen another municipality.
            if !guide_store::is_open(tx)? {
                return Ok(None);
            }
            municipality::create_tenant_once(tx, &made, &name).map(Some)
        })
        .await?;
    let Some(tenant) = tenant else {
        cx.app.reload_tenants().await?;
        return Ok(Redirect::to(&cx.scope.link("/kontor")).into_response());
    };
    let person = answers.clone();
    let cookie = cx
        .write(tenant, move |tx| {
            municipality::bump_version(tx)?;
            if exchange::store::load(tx)?.is_some() {
                return Ok(None);
            }
            exchange::save(tx, &register)?;
            let login = person.get("login").to_lowercase();
            promise::keepers::first_of_all(tx, &register, person.get("keeper"), (person.get("your_name"), &login))?;
            let role = Role::Administrator;
            let account =
                access::store::create_account(tx, &login, person.get("your_name"), role, person.get("password"))?;
            Ok(Some(access::store::create_session(tx, account, "kom i gang")?))
        })
        .await?;
    cx.write(0, guide_store::forget).await?;
    cx.app.reload_tenants().await?;
    cx.app.forget(tenant);
    let mut response = Redirect::to(&own_link(cx, &number, "/kontor/klar")).into_response();
    cx.cookie(&mut response, COOKIE, "", 0);
    if let Some(cookie) = cookie {
        cx.cookie(
            &mut response,
            SESSION_COOKIE,
            &cookie,
            access::store::SESSION_HOURS * 3600,
        );
    }
    Ok(response)
}

/// An address in the new municipality: with its number where there are others.
fn own_link(cx: &GuideCx, number: &str, path: &str) -> String {
    if cx.app.tenants().only().is_some() {
        cx.scope.link(path)
    } else {
        format!("/k/{number}{path}")
    }
}

/// What she has made, and what to do next.
///
/// # Errors
/// A fault of the database.
pub async fn ready(cx: Cx) -> Result<Response, AppError> {
    let published = cx.published().await?;
    Ok(guide_views::ready(&cx, &published.register))
}

/// Makes the code that opens the guide, when the installation has no municipality yet.
///
/// # Errors
/// A fault of the database.
pub fn code_for_new_installation(app: &App) -> Result<Option<String>, AppError> {
    if !app.tenants().all().is_empty() {
        return Ok(None);
    }
    new_code(app.db(), app.now()).map(Some)
}

/// Makes the code that opens the guide, in place of the one before.
///
/// # Errors
/// A fault of the database.
pub fn new_code(db: &Db, now: Timestamp) -> Result<String, AppError> {
    let ctx = WriteCtx {
        tenant: 0,
        actor: Actor::System,
        now,
    };
    db.write_blocking(ctx, guide_store::new_code)
}
