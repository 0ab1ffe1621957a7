//! How it went at the next door: told by the citizen on a very short page, by the receiver on a page of its own, or at our next
//! desk. Each needs the code on the slip and nothing else.

use super::{
    codes::{self, Given},
    desk,
    forms::{Pairs, asked, carried},
    refusal::ReferralsRefusal,
    views,
};
use crate::{
    bookings::Guesses,
    frame::{AppError, Cx, Published, Refusal as _, front},
    texts::{T, Words},
};
use axum::{
    extract::{Form, Path, Query},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use domain::{
    bookings::Code,
    referrals::{SlipMark, Way, doors_of},
    shared::{Id, Localized},
};
use hmac::{Hmac, Mac};
use maud::Markup;
use sha2::{Digest, Sha256};
use ui::{Audience, Shell};

/// Keyed by the installation's secret, so that a copy of the database alone cannot be searched for codes.
fn keyed(cx: &Cx, what: &[u8], bytes: &[u8]) -> [u8; 32] {
    // HMAC takes a key of any length; the other arm cannot be reached.
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(cx.app.secret()) else {
        return [0; 32];
    };
    mac.update(what);
    mac.update(&cx.tenant().id.to_be_bytes());
    mac.update(bytes);
    mac.finalize().into_bytes().into()
}

fn hash(cx: &Cx, code: &Code) -> [u8; 32] {
    keyed(cx, b"slip ", code.plain().as_bytes())
}

/// The name of where a slip leads; empty when the register no longer has it.
pub(super) fn name_of(published: &Published, way: &Way) -> Localized {
    match way {
        Way::Offering(key) => published.offering(key.as_str()).map(|o| o.name.clone()).unwrap_or_default(),
        Way::Door(key) => doors_of(&published.register)
            .into_iter()
            .find(|d| d.key == *key)
            .map(|d| d.name.clone())
            .unwrap_or_default(),
    }
}

/// Gives the slip a code. The form carries a number of its own, so that two taps are one slip.
pub async fn give(
    cx: Cx,
    headers: HeaderMap,
    Path((kind, key)): Path<(String, String)>,
    Form(pairs): Form<Pairs>,
) -> Result<Response, AppError> {
    let published = cx.published().await?;
    let target = desk::target(&published.register, &cx, &kind, &key).ok_or(AppError::Absent)?;
    let once = Id::parse(asked(&pairs, "en-gang")).ok_or(AppError::Absent)?;
    let bytes = keyed(&cx, b"slip code ", &once.0);
    let code = Code::from_random(std::array::from_fn(|at| bytes[at]));
    let at_desk = front::cookie(&headers, &format!("sted{}", cx.tenant().id)).and_then(|key| published.place(key));
    let named = Id::parse(asked(&pairs, "place")).and_then(|id| published.place_by_id(id));
    let service = published.register.services.iter().find(|s| s.key.as_str() == asked(&pairs, "service"));
    let given = Given {
        way: target.way,
        from_place: named.or(at_desk).map_or_else(String::new, |p| p.key.to_string()),
        service: service.map_or_else(String::new, |s| s.key.to_string()),
    };
    let hashed = hash(&cx, &code);
    cx.write(move |tx| codes::give(tx, hashed, &given)).await?;
    let language = asked(&pairs, "sprak").to_owned();
    let own: Pairs = pairs.into_iter().filter(|(n, _)| n != "en-gang").collect();
    let rest = carried(&own);
    let and = if rest.is_empty() { "" } else { "&" };
    let language = if language.is_empty() {
        String::new()
    } else {
        format!("&sprak={}", super::encoded(&language))
    };
    Ok(cx.go(&format!(
        "/skranke/lapp/{kind}/{key}?kode={}{language}{and}{rest}",
        code.plain()
    )))
}

/// What may be told of a code, and where one tells it.
enum Door {
    /// The citizen: any code.
    Citizen,
    /// Our own desk: any code.
    Desk,
    /// A receiver: codes that lead to it.
    Receiver(Way),
}

/// Marks a code; guessing is stopped.
async fn mark(cx: &Cx, pairs: &Pairs, door: &Door) -> Result<Way, AppError> {
    let guesses = Guesses::of(cx);
    guesses.may_go_on(cx).await?;
    let mark = SlipMark::parse(asked(pairs, "svar")).ok_or(AppError::Absent)?;
    let unknown = || AppError::refused(ReferralsRefusal::UnknownCode);
    let only = match door {
        Door::Receiver(way) => Some(way.clone()),
        Door::Citizen | Door::Desk => None,
    };
    let done = match Code::parse(asked(pairs, "kode")) {
        Some(code) => {
            let hashed = hash(cx, &code);
            cx.write(move |tx| codes::mark(tx, hashed, mark, only.as_ref())).await
        }
        None => Err(unknown()),
    };
    if let Err(AppError::Refused(refusal)) = &done
        && refusal.code() == ReferralsRefusal::UnknownCode.code()
    {
        guesses.wrong(cx).await?;
    }
    done
}

fn public(cx: &Cx, status: StatusCode, body: &Markup) -> Response {
    let shell = Shell {
        noindex: true,
        ..cx.shell(Audience::Citizen, cx.locale().t(T::ReferralsBackTitle))
    };
    let mut response = (status, cx.html(&shell, body)).into_response();
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// What a page that asks how it went shows.
#[derive(Default)]
pub struct Asking {
    /// The code as it was written.
    pub code: String,
    /// Where the slip leads; empty when not known yet.
    pub to: Localized,
    /// Why it was not taken: what, and what to do.
    pub refused: Option<(String, String)>,
    /// How it went, when that is told.
    pub told: Option<SlipMark>,
}

impl Asking {
    fn refused(cx: &Cx, code: &str, refusal: &dyn crate::frame::Refusal) -> Self {
        Self {
            code: code.to_owned(),
            refused: Some((refusal.text(cx.locale()), refusal.hint(cx.locale()))),
            ..Self::default()
        }
    }
}

/// `/vist`: where the code is written.
pub async fn ask(cx: Cx, Query(pairs): Query<Pairs>) -> Result<Response, AppError> {
    let told = SlipMark::parse(asked(&pairs, "takk"));
    let asking = Asking {
        told,
        ..Asking::default()
    };
    Ok(public(&cx, StatusCode::OK, &views::citizen(&cx, &asking)))
}

/// `/vist/{code}`: how did it go?
pub async fn with_code(cx: Cx, Path(written): Path<String>) -> Result<Response, AppError> {
    let guesses = Guesses::of(&cx);
    guesses.may_go_on(&cx).await?;
    if let Some(code) = Code::parse(&written) {
        let (hashed, today) = (hash(&cx, &code), cx.today());
        if let Some(known) = cx.read(move |r| codes::find(r, hashed, today)).await? {
            let asking = Asking {
                code: code.to_string(),
                to: name_of(&*cx.published().await?, &known.given.way),
                ..Asking::default()
            };
            return Ok(public(&cx, StatusCode::OK, &views::citizen(&cx, &asking)));
        }
    }
    guesses.wrong(&cx).await?;
    let asking = Asking::refused(&cx, "", &ReferralsRefusal::UnknownCode);
    Ok(public(
        &cx,
        ReferralsRefusal::UnknownCode.status(),
        &views::citizen(&cx, &asking),
    ))
}

/// The citizen tells.
pub async fn tell(cx: Cx, Form(pairs): Form<Pairs>) -> Result<Response, AppError> {
    match mark(&cx, &pairs, &Door::Citizen).await {
        Ok(_) => Ok(cx.go(&format!("/vist?takk={}", super::encoded(asked(&pairs, "svar"))))),
        Err(AppError::Refused(refusal)) => {
            let asking = Asking::refused(&cx, asked(&pairs, "kode"), refusal.as_ref());
            Ok(public(&cx, refusal.status(), &views::citizen(&cx, &asking)))
        }
        Err(other) => Err(other),
    }
}

/// `/skranke/vist`: somebody comes to us with a slip.
pub async fn at_desk(cx: Cx, Query(pairs): Query<Pairs>) -> Result<Response, AppError> {
    let asking = Asking {
        told: SlipMark::parse(asked(&pairs, "takk")),
        ..Asking::default()
    };
    Ok(desk_page(&cx, StatusCode::OK, &asking))
}

fn desk_page(cx: &Cx, status: StatusCode, asking: &Asking) -> Response {
    let shell = cx.shell(Audience::Desk, cx.locale().t(T::ReferralsDeskTitle));
    (status, cx.html(&shell, &views::with_slip(cx, asking))).into_response()
}

/// Our own desk tells.
pub async fn tell_at_desk(cx: Cx, Form(pairs): Form<Pairs>) -> Result<Response, AppError> {
    match mark(&cx, &pairs, &Door::Desk).await {
        Ok(_) => Ok(cx.go(&format!("/skranke/vist?takk={}", super::encoded(asked(&pairs, "svar"))))),
        Err(AppError::Refused(refusal)) => {
            let asking = Asking::refused(&cx, asked(&pairs, "kode"), refusal.as_ref());
            Ok(desk_page(&cx, refusal.status(), &asking))
        }
        Err(other) => Err(other),
    }
}

/// The door a receiver's link is for.
async fn receiver(cx: &Cx, token: &str) -> Result<Way, AppError> {
    let hashed = Sha256::digest(token.as_bytes());
    cx.read(move |r| codes::by_link(r, &hashed)).await?.ok_or(AppError::Absent)
}

/// `/motta/{token}`: the receiver's own page.
pub async fn receive(cx: Cx, Path(token): Path<String>, Query(pairs): Query<Pairs>) -> Result<Response, AppError> {
    let way = receiver(&cx, &token).await?;
    let asking = Asking {
        to: name_of(&*cx.published().await?, &way),
        told: SlipMark::parse(asked(&pairs, "takk")),
        ..Asking::default()
    };
    Ok(public(&cx, StatusCode::OK, &views::receiver(&cx, &token, &asking)))
}

/// The receiver tells.
pub async fn tell_as_receiver(
    cx: Cx,
    Path(token): Path<String>,
    Form(pairs): Form<Pairs>,
) -> Result<Response, AppError> {
    let way = receiver(&cx, &token).await?;
    let to = name_of(&*cx.published().await?, &way);
    match mark(&cx, &pairs, &Door::Receiver(way)).await {
        Ok(_) => Ok(cx.go(&format!(
            "/motta/{token}?takk={}",
            super::encoded(asked(&pairs, "svar"))
        ))),
        Err(AppError::Refused(refusal)) => {
            let asking = Asking {
                to,
                ..Asking::refused(&cx, asked(&pairs, "kode"), refusal.as_ref())
            };
            Ok(public(&cx, refusal.status(), &views::receiver(&cx, &token, &asking)))
        }
        Err(other) => Err(other),
    }
}
