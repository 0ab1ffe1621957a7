//! The trail: who saw and changed what. Every entry is chained to the one before it, so that whoever changes, removes or moves
//! one is found out. It is looked through every night, by the command line, and from this page.

use super::{
    AccessRefusal,
    forms::{Fields, value},
    store::{self, TrailFilter, TrailHead},
    views,
};
use crate::{
    frame::{AppError, Cx, Refusal},
    texts::{T, Words},
};
use ::store::{Actor, Chain, Db, WriteCtx, verify_history};
use axum::{
    Form,
    extract::Query,
    response::{IntoResponse, Response},
};
use domain::shared::{Id, Minute, instant_of};
use jiff::{Timestamp, ToSpan, civil::Date};

/// Entries on a page.
const MOST: i64 = 50;
/// How many days what was before and after is kept: as long as the name of a closed account.
const CONTENT_DAYS: i64 = 730;
/// How many years that something was done is kept, before somebody may sign for removing it.
pub const KEPT_YEARS: i64 = 5;

/// Of entries before this instant, what was before and after is erased.
#[must_use]
pub fn content_kept_since(now: Timestamp) -> Timestamp {
    now.saturating_sub((CONTENT_DAYS * 24).hours()).unwrap_or(Timestamp::MIN)
}

/// Entries before this instant may be removed.
#[must_use]
pub fn kept_since(now: Timestamp) -> Timestamp {
    now.saturating_sub((KEPT_YEARS * 366 * 24).hours()).unwrap_or(Timestamp::MIN)
}

/// Looks through a municipality's trail and keeps how it was. A broken one is said in the log, a whole one too: whoever has
/// the log has the last hash, outside the database.
///
/// # Errors
/// A fault of the database.
pub async fn verify(db: &Db, tenant: i64, actor: Actor, now: Timestamp) -> Result<Chain, AppError> {
    let since = content_kept_since(now);
    let chain = db.read(tenant, move |r| Ok::<_, AppError>(verify_history(r, since, None)?)).await?;
    let kept = chain.clone();
    db.write(WriteCtx { tenant, actor, now }, move |tx| store::keep_check(tx, &kept)).await?;
    match chain.broken {
        Some(broken) => tracing::error!(
            tenant,
            entry = broken.seq,
            why = broken.why.code(),
            "the history is broken"
        ),
        None => tracing::info!(tenant, entry = chain.last, hash = %hex(&chain.hash), "the history is whole"),
    }
    Ok(chain)
}

/// As [`verify`], when it was not done in the last twenty hours.
///
/// # Errors
/// A fault of the database.
pub async fn verify_daily(db: &Db, tenant: i64, now: Timestamp) -> Result<(), AppError> {
    let head: TrailHead = db.read(tenant, |r| store::trail_head(r)).await?;
    let due = head.checked.is_none_or(|(at, ..)| at.saturating_add(20.hours()).is_ok_and(|next| next <= now));
    if due && head.seq > 0 {
        verify(db, tenant, Actor::System, now).await?;
    }
    Ok(())
}

/// A hash as it is printed: 64 hexadecimal digits.
#[must_use]
pub fn hex(hash: &[u8; 32]) -> String {
    hash.iter().map(|b| format!("{b:02x}")).collect()
}

/// What the page shows.
pub struct Shown {
    /// Where the trail ends.
    pub head: TrailHead,
    /// The entries.
    pub lines: Vec<store::TrailLine>,
    /// Whether there are older ones.
    pub more: bool,
    /// Everybody with an account.
    pub people: Vec<store::AccountLine>,
    /// How many entries may be removed.
    pub old: i64,
    /// What is looked for, as it was entered.
    pub asked: Asked,
}

/// What is looked for, as it was entered.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// The person's id.
    pub person: String,
    /// The thing's id.
    pub thing: String,
    /// The day.
    pub day: Option<Date>,
}

fn asked(query: &Fields) -> Asked {
    Asked {
        person: value(query, "person").to_owned(),
        thing: value(query, "ting").chars().take(200).collect(),
        day: value(query, "dag").parse().ok(),
    }
}

impl Asked {
    fn filter(&self, before: Option<i64>) -> TrailFilter {
        let midnight = |day: Date| instant_of(day, Minute::MIDNIGHT);
        TrailFilter {
            person: Id::parse(&self.person),
            thing: self.thing.clone(),
            from: self.day.map(midnight),
            until: self.day.and_then(|day| day.tomorrow().ok()).map(midnight),
            before,
        }
    }
}

/// `/kontor/spor`
pub async fn page(cx: Cx, Query(query): Query<Fields>) -> Result<Response, AppError> {
    trail_page(&cx, &query, None).await
}

async fn trail_page(cx: &Cx, query: &Fields, refusal: Option<AccessRefusal>) -> Result<Response, AppError> {
    let asked = asked(query);
    let filter = asked.filter(value(query, "for").parse().ok());
    let old = kept_since(cx.now);
    let (head, mut lines, people, old) = cx
        .read(move |r| {
            Ok((
                store::trail_head(r)?,
                store::trail(r, &filter, MOST + 1)?,
                store::accounts(r)?,
                store::trail_before(r, old)?,
            ))
        })
        .await?;
    let published = cx.published().await?;
    let more = i64::try_from(lines.len()).is_ok_and(|n| n > MOST);
    lines.truncate(usize::try_from(MOST).unwrap_or(usize::MAX));
    let shown = Shown {
        head,
        lines,
        more,
        people,
        old,
        asked,
    };
    Ok(views::trail(cx, &published.register, &shown, refusal))
}

/// `/kontor/spor/kontroller`: looks through the trail now.
pub async fn verify_now(cx: Cx) -> Result<Response, AppError> {
    let actor = cx.session.as_ref().map_or(Actor::System, crate::frame::SessionInfo::actor);
    verify(cx.app.db(), cx.tenant().id, actor, cx.now).await?;
    Ok(cx.go("/kontor/spor"))
}

/// `/kontor/spor/kutt`: removes entries that are old enough, in the name of the one who signs for it.
pub async fn cut(cx: Cx, Form(fields): Form<Fields>) -> Result<Response, AppError> {
    if value(&fields, "godkjent") != "1" {
        let refusal = AccessRefusal::NotSigned;
        let page = trail_page(&cx, &Fields::new(), Some(refusal)).await?;
        return Ok((refusal.status(), page).into_response());
    }
    let before = kept_since(cx.now);
    cx.write(move |tx| Ok(tx.cut_history(before)?)).await?;
    Ok(cx.go("/kontor/spor"))
}

/// The words for whether the trail is whole, on a page.
#[must_use]
pub fn state(cx: &Cx, head: &TrailHead) -> (ui::parts::Tone, String) {
    use ui::{args, parts::Tone};
    let l = cx.locale();
    match &head.checked {
        None => (Tone::Look, l.t(T::AccessTrailUnchecked)),
        Some((at, to, None)) => {
            let when = views::when(cx, *at);
            (
                Tone::Good,
                l.ta(T::AccessTrailWhole, &args![("n", *to), ("when", when)]),
            )
        }
        Some((at, _, Some(broken))) => {
            let when = views::when(cx, *at);
            (
                Tone::Stop,
                l.ta(T::AccessTrailBroken, &args![("n", *broken), ("when", when)]),
            )
        }
    }
}
