//! The office's pages: the overview, the lists, one grant, and the forms that all entries share.

use super::{
    born::sources,
    due::alerts,
    forms::{self, Asking},
    responsible::Told,
    store::{self, GrantWithParts, Grounds, Stored},
    views, words,
};
use crate::{
    frame::{AppError, Cx},
    office::entered::{Entered, Problems},
    texts::{T, Words},
};
use axum::{
    Form,
    extract::{Path, Query},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use domain::{
    access::Permission,
    anchoring::{Entry, EntryKind, StrategyGoal, shipped_calls, shipped_strategies},
    shared::Id,
};
use maud::Markup;
use ui::Audience;

type Pairs = Vec<(String, String)>;

/// A page of the office.
pub fn answer(cx: &Cx, status: StatusCode, title: impl Into<String>, body: &Markup) -> Response {
    let mut shell = cx.shell(Audience::Office, title);
    if status != StatusCode::OK {
        shell.language_links.clear();
    }
    (status, cx.html(&shell, body)).into_response()
}

/// Whether who asks may change something here.
pub fn edits(cx: &Cx) -> bool {
    cx.session.as_ref().is_some_and(|s| s.may(Permission::EditRegister))
}

/// Everything that is written.
pub async fn gathered(cx: &Cx) -> Result<Grounds, AppError> {
    let today = cx.today();
    cx.read(move |r| store::grounds(r, today)).await
}

/// An id of an address.
pub fn id_of(text: &str) -> Result<Id, AppError> {
    Id::parse(text).ok_or(AppError::Absent)
}

/// A grant that an address names.
pub async fn grant_of(cx: &Cx, id: &str) -> Result<(Grounds, GrantWithParts), AppError> {
    let (id, g) = (id_of(id)?, gathered(cx).await?);
    let grant = g.grants.iter().find(|grant| grant.id == id).cloned().ok_or(AppError::Absent)?;
    Ok((g, grant))
}

/// `/kontor/forankring`: where it stands, and where to begin.
pub async fn overview(cx: Cx) -> Result<Response, AppError> {
    let g = gathered(&cx).await?;
    let published = cx.published().await?;
    let warned = alerts(&g, &published.register, cx.today(), cx.locale());
    let body = views::overview(&cx, &g, &published.register, &warned);
    Ok(answer(&cx, StatusCode::OK, cx.locale().t(T::AnchoringTitle), &body))
}

/// `/kontor/forankring/strategier`: the strategies with their goals, and national ones to take in.
pub async fn strategies(cx: Cx) -> Result<Response, AppError> {
    let (g, published) = (gathered(&cx).await?, cx.published().await?);
    let body = views::strategies(&cx, &g, &published.register);
    Ok(answer(
        &cx,
        StatusCode::OK,
        cx.locale().t(T::AnchoringStrategies),
        &body,
    ))
}

/// Takes a national strategy with its goals into the municipality's list. Sent twice, it is taken once.
pub async fn take_strategy(cx: Cx, Form(pairs): Form<Pairs>) -> Result<Response, AppError> {
    let entered = Entered::of(pairs);
    let ships = shipped_strategies()
        .iter()
        .find(|s| s.key.as_str() == entered.get("strategi"))
        .ok_or(AppError::Absent)?;
    let l = cx.published().await?.register.municipality.written_language;
    cx.write(move |tx| {
        let taken = |s: &Stored| matches!(&s.entry, Entry::Strategy(own) if own.shipped.as_ref() == Some(&ships.key));
        if store::all(tx)?.iter().any(taken) {
            return Ok(());
        }
        let id = store::add(tx, &Entry::Strategy(ships.taken(l)), None)?;
        for goal in &ships.goals {
            let goal = StrategyGoal {
                words: goal.get(l).to_owned(),
                offerings: Vec::new(),
            };
            store::add(tx, &Entry::Goal(goal), Some(id))?;
        }
        Ok(())
    })
    .await?;
    Ok(cx.go("/kontor/forankring/strategier?lagret=1"))
}

/// `/kontor/forankring/vedtak`: what is decided, and offerings that rest on nothing.
pub async fn commitments(cx: Cx) -> Result<Response, AppError> {
    let (g, published) = (gathered(&cx).await?, cx.published().await?);
    let body = views::commitments(&cx, &g, &published.register);
    Ok(answer(
        &cx,
        StatusCode::OK,
        cx.locale().t(T::AnchoringCommitments),
        &body,
    ))
}

/// `/kontor/forankring/gevinster`: what is expected, and the digital services that depend on it.
pub async fn benefits(cx: Cx) -> Result<Response, AppError> {
    let (g, published) = (gathered(&cx).await?, cx.published().await?);
    let body = views::benefits(&cx, &g, &published.register);
    Ok(answer(&cx, StatusCode::OK, cx.locale().t(T::AnchoringBenefits), &body))
}

/// `/kontor/forankring/samordning`: other work to align with, and who has been told.
pub async fn alignment(cx: Cx) -> Result<Response, AppError> {
    let g = gathered(&cx).await?;
    let body = views::alignment(&cx, &g);
    Ok(answer(&cx, StatusCode::OK, cx.locale().t(T::AnchoringAlignment), &body))
}

/// `/kontor/forankring/tilskudd`: the grants, and calls to apply to.
pub async fn grants(cx: Cx) -> Result<Response, AppError> {
    let source = sources(&cx, cx.locale()).await?;
    let body = views::grants(&cx, &source);
    Ok(answer(&cx, StatusCode::OK, cx.locale().t(T::AnchoringGrants), &body))
}

/// Takes a call that ships into the municipality's list. Sent twice, it is taken once.
pub async fn take_call(cx: Cx, Form(pairs): Form<Pairs>) -> Result<Response, AppError> {
    let entered = Entered::of(pairs);
    let ships = shipped_calls()
        .iter()
        .find(|c| c.key.as_str() == entered.get("utlysning"))
        .ok_or(AppError::Absent)?;
    let l = cx.published().await?.register.municipality.written_language;
    cx.write(move |tx| {
        let taken = |s: &Stored| matches!(&s.entry, Entry::Call(own) if own.shipped.as_ref() == Some(&ships.key));
        if !store::all(tx)?.iter().any(taken) {
            store::add(tx, &Entry::Call(ships.taken(l)), None)?;
        }
        Ok(())
    })
    .await?;
    Ok(cx.go("/kontor/forankring/tilskudd?lagret=1"))
}

/// `/kontor/forankring/tilskudd/{id}`: one grant, from the application to the report.
pub async fn grant(cx: Cx, Path(id): Path<String>) -> Result<Response, AppError> {
    let (id, source) = (id_of(&id)?, sources(&cx, cx.locale()).await?);
    let grant = source.grant(id)?;
    let told = cx.read(move |r| Told::of(r, id)).await?;
    let body = views::grant(&cx, &source, grant, &told);
    Ok(answer(&cx, StatusCode::OK, grant.grant.name.clone(), &body))
}

/// A condition of the grant is met today.
pub async fn condition_done(cx: Cx, Path(id): Path<String>, Form(pairs): Form<Pairs>) -> Result<Response, AppError> {
    let (id, today) = (id_of(&id)?, cx.today());
    let condition = id_of(Entered::of(pairs).get("vilkar"))?;
    cx.write(move |tx| {
        let s = store::one(tx, condition)?;
        match s.entry {
            Entry::Condition(mut c) if s.parent == Some(id) => {
                c.done = c.done.or(Some(today));
                store::change(tx, condition, s.revision, &Entry::Condition(c))
            }
            _ => Err(AppError::Absent),
        }
    })
    .await?;
    Ok(cx.go(&format!("/kontor/forankring/tilskudd/{id}?lagret=1")))
}

/// `/kontor/forankring/sporsmal`: the answer to a question from the council, and the status case.
pub async fn question(cx: Cx) -> Result<Response, AppError> {
    let g = gathered(&cx).await?;
    let body = views::question(&cx, &g);
    Ok(answer(&cx, StatusCode::OK, cx.locale().t(T::AnchoringQuestion), &body))
}

/// What a form is about.
pub fn asking<'a>(cx: &Cx, register: &'a domain::register::Register, g: &Grounds) -> Asking<'a> {
    Asking {
        l: cx.locale(),
        register,
        years: g.budget.years(),
        calls: g.calls.iter().map(|(_, c)| c.name.clone()).collect(),
    }
}

/// How a page with these problems answers.
pub fn status_of(problems: &Problems) -> StatusCode {
    if problems.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    }
}

/// The page that shows an entry of a kind: where to go when it is saved, and back.
pub fn home_of(kind: EntryKind, id: Option<Id>, parent: Option<Id>) -> String {
    let page = |part: &str| format!("/kontor/forankring/{part}");
    match (kind, id, parent) {
        (EntryKind::Frame | EntryKind::Cost | EntryKind::Money, ..) => page("budsjett"),
        (EntryKind::Strategy | EntryKind::Goal, ..) => page("strategier"),
        (EntryKind::Commitment, ..) => page("vedtak"),
        (EntryKind::Project | EntryKind::Briefing, ..) => page("samordning"),
        (EntryKind::Benefit | EntryKind::Measurement, ..) => page("gevinster"),
        (EntryKind::Grant, Some(id), _) | (EntryKind::Condition | EntryKind::Spending, _, Some(id)) => {
            page(&format!("tilskudd/{id}"))
        }
        (EntryKind::Call | EntryKind::Grant | EntryKind::Condition | EntryKind::Spending, ..) => page("tilskudd"),
    }
}

/// What a form is about, and where it is sent.
struct Sheet {
    kind: EntryKind,
    id: Option<Id>,
    parent: Option<Id>,
}

impl Sheet {
    fn action(&self) -> String {
        match self.id {
            Some(id) => format!("/kontor/forankring/endre/{id}"),
            None => format!("/kontor/forankring/ny/{}", words::address(self.kind)),
        }
    }
}

async fn sheet_page(
    cx: &Cx,
    sheet: &Sheet,
    entered: &Entered,
    problems: &Problems,
    conflict: Option<(StatusCode, String, String)>,
) -> Result<Response, AppError> {
    let (g, published) = (gathered(cx).await?, cx.published().await?);
    let about = asking(cx, &published.register, &g);
    let l = cx.locale();
    let title = match sheet.id {
        None => words::new_title(sheet.kind, l),
        Some(_) if sheet.kind == EntryKind::Frame => words::new_title(sheet.kind, l),
        Some(_) => l.t(T::AnchoringChange),
    };
    let status = conflict.as_ref().map_or_else(|| status_of(problems), |(status, ..)| *status);
    let shown = views::Sheet {
        title: &title,
        kind: sheet.kind,
        id: sheet.id,
        parent: sheet.parent,
        action: sheet.action(),
        back: home_of(sheet.kind, sheet.id, sheet.parent),
        questions: about.questions(sheet.kind),
        assumed: sheet.id.map_or(0, |id| g.assumed_in(id)),
        conflict: conflict.map(|(_, text, hint)| (text, hint)),
    };
    let body = views::sheet(cx, &shown, entered, problems);
    Ok(answer(cx, status, title, &body))
}

/// The kind of an address, and what it is a part of, if it must be a part of something.
async fn place_of(cx: &Cx, named: &str, parent: &str) -> Result<Sheet, AppError> {
    let kind = words::kind_of(named).ok_or(AppError::Absent)?;
    let Some(of) = kind.part_of() else {
        return Ok(Sheet {
            kind,
            id: None,
            parent: None,
        });
    };
    let parent = id_of(parent)?;
    let there = cx.read(move |r| store::one(r, parent)).await?;
    if there.entry.kind() != of {
        return Err(AppError::Absent);
    }
    Ok(Sheet {
        kind,
        id: None,
        parent: Some(parent),
    })
}

/// `/kontor/forankring/ny/{kind}`: a new entry; `?i=` what it is a part of, `?utlysning=` the call an application answers.
pub async fn new(cx: Cx, Path(named): Path<String>, Query(query): Query<Pairs>) -> Result<Response, AppError> {
    let sheet = place_of(&cx, &named, crate::referrals::asked(&query, "i")).await?;
    let g = gathered(&cx).await?;
    let entered = match sheet.kind {
        EntryKind::Frame => forms::filled(&Entry::Frame(g.budget.frame.clone())),
        EntryKind::Grant => {
            let call = Id::parse(crate::referrals::asked(&query, "utlysning"));
            let blank = forms::blank(sheet.kind, cx.today());
            match g.calls.iter().find(|(id, _)| Some(*id) == call) {
                Some((_, call)) => blank.put("navn", &call.name).put("giver", &call.owner).put("utlysning", &call.name),
                None => blank,
            }
        }
        kind => forms::blank(kind, cx.today()),
    };
    sheet_page(&cx, &sheet, &entered, &Problems::new(), None).await
}

/// Writes it.
pub async fn create(cx: Cx, Path(named): Path<String>, Form(pairs): Form<Pairs>) -> Result<Response, AppError> {
    let entered = Entered::of(pairs);
    let sheet = place_of(&cx, &named, entered.get("i")).await?;
    let entry = match read(&cx, sheet.kind, &entered, None).await? {
        Ok(entry) => entry,
        Err(problems) => return sheet_page(&cx, &sheet, &entered, &problems, None).await,
    };
    let parent = sheet.parent;
    let keep = move |tx: &mut ::store::Tx| {
        let id = store::add(tx, &entry, parent)?;
        store::stand_for(tx, id)?;
        Ok::<_, AppError>(id)
    };
    let id = cx.write(keep).await?;
    Ok(cx.go(&format!("{}?lagret=1", home_of(sheet.kind, Some(id), parent))))
}

async fn read(
    cx: &Cx,
    kind: EntryKind,
    entered: &Entered,
    before: Option<&Entry>,
) -> Result<Result<Entry, Problems>, AppError> {
    let (g, published) = (gathered(cx).await?, cx.published().await?);
    let about = asking(cx, &published.register, &g);
    Ok(forms::read(kind, entered, &about, before, cx.today()))
}

async fn stored_of(cx: &Cx, id: &str) -> Result<(Stored, Sheet), AppError> {
    let id = id_of(id)?;
    let stored = cx.read(move |r| store::one(r, id)).await?;
    let sheet = Sheet {
        kind: stored.entry.kind(),
        id: Some(id),
        parent: stored.parent,
    };
    Ok((stored, sheet))
}

/// `/kontor/forankring/endre/{id}`: an entry to be changed.
pub async fn edit(cx: Cx, Path(id): Path<String>) -> Result<Response, AppError> {
    let (stored, sheet) = stored_of(&cx, &id).await?;
    let entered = forms::filled(&stored.entry).put("utgave", stored.revision);
    sheet_page(&cx, &sheet, &entered, &Problems::new(), None).await
}

/// Keeps it, unless somebody else has changed it meanwhile: then both see it, and what was written is kept in the form.
pub async fn keep(cx: Cx, Path(id): Path<String>, Form(pairs): Form<Pairs>) -> Result<Response, AppError> {
    let entered = Entered::of(pairs);
    let (stored, sheet) = stored_of(&cx, &id).await?;
    let entry = match read(&cx, sheet.kind, &entered, Some(&stored.entry)).await? {
        Ok(entry) => entry,
        Err(problems) => return sheet_page(&cx, &sheet, &entered, &problems, None).await,
    };
    let (of, revision) = (stored.id, entered.get("utgave").parse().unwrap_or(0));
    let keep = move |tx: &mut ::store::Tx| {
        store::change(tx, of, revision, &entry)?;
        store::stand_for(tx, of)
    };
    match cx.write(keep).await {
        Ok(()) => Ok(cx.go(&format!("{}?lagret=1", home_of(sheet.kind, sheet.id, sheet.parent)))),
        Err(AppError::Refused(refusal)) => {
            let (l, now) = (cx.locale(), stored_of(&cx, &id).await?.0.revision);
            let conflict = (refusal.status(), refusal.text(l), refusal.hint(l));
            let again = entered.replace("utgave", &now.to_string());
            sheet_page(&cx, &sheet, &again, &Problems::new(), Some(conflict)).await
        }
        Err(other) => Err(other),
    }
}

/// Takes it away.
pub async fn remove(cx: Cx, Path(id): Path<String>) -> Result<Response, AppError> {
    let id = id_of(&id)?;
    let gone = cx.write(move |tx| store::remove(tx, id)).await?;
    Ok(cx.go(&format!("{}?fjernet=1", home_of(gone.entry.kind(), None, gone.parent))))
}
