use super::{
    forms::{self, Fields, SendingProblem, value},
    store::{self, OwnText},
    views,
};
use crate::{
    frame::{AppError, Cx},
    texts::{T, Words},
};
use axum::{
    Form,
    extract::Path,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use domain::{
    messages::{
        ContactProblem, MessageText, Occasion, TextProblem, check_heading, check_text, draft_text, standard_text,
    },
    shared::{Id, Locale},
};
use ui::Audience;

/// What was wrong with a form of the office's page, with what was entered.
#[derive(Default)]
pub struct Entered {
    pub trial: Option<(String, ContactProblem)>,
    pub sending: Vec<SendingProblem>,
    pub fields: Fields,
}

/// A card for the office's home when messages did not come through, and there still is time.
///
/// # Errors
/// A fault of the database.
pub async fn waits(cx: &Cx) -> Result<Option<maud::Markup>, AppError> {
    let now = cx.now;
    let dead = cx.read(|r| store::dead(r)).await?;
    let n = dead.iter().filter(|message| message.useless_after > now).count();
    Ok((n > 0).then(|| views::waits(cx, n)))
}

/// How messages fare.
pub async fn page(cx: Cx) -> Result<Response, AppError> {
    answer(&cx, StatusCode::OK, &Entered::default()).await
}

async fn answer(cx: &Cx, status: StatusCode, entered: &Entered) -> Result<Response, AppError> {
    let now = cx.now;
    let (counts, dead, sending, own) = cx
        .read(move |r| {
            Ok((
                store::counts(r, now)?,
                store::dead(r)?,
                store::settings(r)?,
                store::own_texts(r)?,
            ))
        })
        .await?;
    let view = views::Office {
        counts,
        dead,
        sending,
        own,
    };
    let shell = cx.shell(Audience::Office, cx.locale().t(T::MessagesTitle));
    Ok((status, cx.html(&shell, &views::office(cx, &view, entered))).into_response())
}

/// Sends a message that was given up once more.
pub async fn again(cx: Cx, Path(id): Path<String>) -> Result<Response, AppError> {
    let id = Id::parse(&id).ok_or(AppError::Absent)?;
    match cx.write(move |tx| store::send_again(tx, id)).await {
        Ok(()) => Ok(cx.go("/kontor/meldinger?sendt=1")),
        // Pressed twice, or too late by now: the page shows how things stand.
        Err(AppError::Absent) => Ok(cx.go("/kontor/meldinger")),
        Err(other) => Err(other),
    }
}

/// Sends a test message.
pub async fn trial(cx: Cx, Form(fields): Form<Fields>) -> Result<Response, AppError> {
    let written = value(&fields, "til").to_owned();
    match forms::trial(&written) {
        Ok(contact) => {
            let l = cx.locale();
            let (heading, text) = (l.t(T::MessagesTrialHeading), l.t(T::MessagesTrialText));
            cx.write(move |tx| store::trial(tx, &contact, &heading, &text)).await?;
            Ok(cx.go("/kontor/meldinger?prove=1"))
        }
        Err(problem) => {
            let entered = Entered {
                trial: Some((written, problem)),
                ..Entered::default()
            };
            answer(&cx, StatusCode::UNPROCESSABLE_ENTITY, &entered).await
        }
    }
}

/// Keeps how the municipality sends.
pub async fn set(cx: Cx, Form(fields): Form<Fields>) -> Result<Response, AppError> {
    match forms::sending(&fields) {
        Ok(sending) => {
            cx.write(move |tx| store::set(tx, &sending)).await?;
            Ok(cx.go("/kontor/meldinger?lagret=1"))
        }
        Err(sending) => {
            let entered = Entered {
                sending,
                fields,
                ..Entered::default()
            };
            answer(&cx, StatusCode::UNPROCESSABLE_ENTITY, &entered).await
        }
    }
}

/// Goes to the texts of another language.
pub async fn language(cx: Cx, Form(fields): Form<Fields>) -> Result<Response, AppError> {
    let code = value(&fields, "sprak").to_ascii_lowercase();
    let code = if forms::is_language(&code) {
        code
    } else {
        "nb".to_owned()
    };
    Ok(cx.go(&format!("/kontor/meldinger/tekster/receipt/{code}")))
}

/// The parts of a text, each with the name of its field.
pub const PARTS: [&str; 4] = ["emne", "sms", "brev", "muntlig"];

/// A text being edited.
pub struct Editing {
    pub occasion: Occasion,
    pub language: String,
    pub text: MessageText,
    pub approved_by: String,
    pub locked: bool,
    /// Whether the municipality has a text of its own.
    pub own: bool,
    /// Whether the text is our suggestion, which nobody has approved.
    pub draft: bool,
    pub problems: Vec<(&'static str, TextProblem)>,
    pub approval_missing: bool,
    pub saved: bool,
}

fn which(occasion: &str, language: &str) -> Result<(Occasion, String), AppError> {
    let occasion = Occasion::parse(occasion).ok_or(AppError::Absent)?;
    if !forms::is_language(language) {
        return Err(AppError::Absent);
    }
    Ok((occasion, language.to_owned()))
}

async fn stored(cx: &Cx, occasion: Occasion, language: String) -> Result<Editing, AppError> {
    let code = language.clone();
    let own = cx.read(move |r| store::own_text(r, occasion, &code)).await?;
    let draft = draft_text(occasion, &language);
    let standard = match Locale::parse(&language) {
        Some(locale) => standard_text(occasion, locale),
        None => draft.cloned().unwrap_or_default(),
    };
    let has_own = own.is_some();
    let own = own.unwrap_or(OwnText {
        text: standard,
        ..OwnText::default()
    });
    Ok(Editing {
        occasion,
        language,
        text: own.text,
        approved_by: own.approved_by,
        locked: own.locked,
        own: has_own,
        draft: !has_own && draft.is_some(),
        problems: Vec::new(),
        approval_missing: false,
        saved: cx.scope.query.contains("lagret"),
    })
}

fn shown(cx: &Cx, status: StatusCode, editing: &Editing) -> Response {
    let mut shell = cx.shell(Audience::Office, cx.locale().t(T::MessagesTexts));
    shell.scripts.push(&ui::assets::SMS_JS);
    if status != StatusCode::OK {
        shell.language_links.clear();
    }
    (status, cx.html(&shell, &views::text(cx, editing))).into_response()
}

/// A text, to read and to change.
pub async fn text(cx: Cx, Path((occasion, language)): Path<(String, String)>) -> Result<Response, AppError> {
    let (occasion, language) = which(&occasion, &language)?;
    let editing = stored(&cx, occasion, language).await?;
    Ok(shown(&cx, StatusCode::OK, &editing))
}

fn problems(occasion: Occasion, text: &MessageText) -> Vec<(&'static str, TextProblem)> {
    let found = [
        check_heading(&text.subject),
        check_text(occasion, &text.sms),
        check_text(occasion, &text.letter),
        check_spoken(occasion, &text.spoken),
    ];
    PARTS
        .into_iter()
        .zip(found)
        .flat_map(|(name, found)| found.into_iter().map(move |p| (name, p)))
        .collect()
}

/// Who is told by somebody need not be told how to reach us.
fn check_spoken(occasion: Occasion, text: &str) -> Vec<TextProblem> {
    let way = |p: &TextProblem| matches!(p, TextProblem::Missing(choice) if choice.len() > 1);
    check_text(occasion, text).into_iter().filter(|p| !way(p)).collect()
}

/// Shows, keeps, sets back or unlocks a text.
pub async fn change(
    cx: Cx,
    Path((occasion, language)): Path<(String, String)>,
    Form(fields): Form<Fields>,
) -> Result<Response, AppError> {
    let (occasion, language) = which(&occasion, &language)?;
    let here = format!("/kontor/meldinger/tekster/{}/{language}", occasion.code());
    let mut editing = stored(&cx, occasion, language.clone()).await?;
    match value(&fields, "gjor") {
        "tilbake" => {
            cx.write_register(move |tx| store::write_text(tx, occasion, &language, None)).await?;
            return Ok(cx.go(&format!("{here}?lagret=1")));
        }
        "las-opp" => {
            let own = OwnText {
                text: editing.text,
                locked: false,
                approved_by: editing.approved_by,
            };
            cx.write_register(move |tx| store::write_text(tx, occasion, &language, Some(&own))).await?;
            return Ok(cx.go(&here));
        }
        // A page from before it was locked does not change it.
        _ if editing.locked => return Ok(cx.go(&here)),
        _ => {}
    }
    editing.text = MessageText {
        subject: value(&fields, "emne").to_owned(),
        sms: value(&fields, "sms").to_owned(),
        letter: forms::lines(&fields, "brev"),
        spoken: forms::lines(&fields, "muntlig"),
    };
    value(&fields, "godkjent").clone_into(&mut editing.approved_by);
    editing.problems = problems(occasion, &editing.text);
    let foreign = Locale::parse(&language).is_none();
    editing.approval_missing = foreign && (editing.approved_by.is_empty() || editing.approved_by.chars().count() > 120);
    let wrong = !editing.problems.is_empty() || editing.approval_missing;
    if value(&fields, "gjor") == "vis" || wrong {
        let status = if wrong {
            StatusCode::UNPROCESSABLE_ENTITY
        } else {
            StatusCode::OK
        };
        return Ok(shown(&cx, status, &editing));
    }
    let own = OwnText {
        text: editing.text,
        locked: foreign,
        approved_by: editing.approved_by,
    };
    // Which languages a citizen can choose is part of what is published.
    cx.write_register(move |tx| store::write_text(tx, occasion, &language, Some(&own))).await?;
    Ok(cx.go(&format!("{here}?lagret=1")))
}
