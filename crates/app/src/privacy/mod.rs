//! Personvernvakten: hver fritekst leses før den lagres, og det som ikke hører hjemme der – fødselsnummer, kort, passord –
//! blir ikke lagret. Nettleseren sier fra mens en skriver, og tjeneren sjekker på nytt. Her lages også protokollen over det
//! som lagres, vurderingen av personvernet og erklæringene til dem det gjelder, og her står det hva som slettes når.

mod fence;
mod generate;
mod office;
mod public;
mod record;
mod retention;
mod store;
mod views;

#[cfg(test)]
mod attack_forms;
#[cfg(test)]
pub mod attack_tests;
#[cfg(test)]
mod room_tests;

use crate::{
    frame::{AppError, Audience, Cx, Routes},
    texts::{T, Words},
};
use ::store::Tx;
use axum::{
    Json,
    response::{IntoResponse, Response},
};
use domain::{access::Permission, privacy::Kind, shared::Locale};

pub use fence::{Fenced, PrivacyRefusal, look};
pub use record::RECORD;
pub use retention::keep_removed;

/// The routes of this room.
#[must_use]
pub fn routes() -> Routes {
    let reads = Audience::SignedIn(Permission::SeeOffice);
    let guards = Audience::SignedIn(Permission::GuardPrivacy);
    Routes::default()
        .get("/vern.json", Audience::Public, words_for_browser)
        .get("/personvern", Audience::Public, public::citizen)
        .get("/personvern/{who}", Audience::Public, public::notice)
        .get("/kontor/personvern", reads, office::home)
        .get("/kontor/personvern/sletting", guards, retention::page)
        .get("/kontor/personvern/svar/{question}", guards, office::question)
        .post("/kontor/personvern/svar/{question}", guards, office::answer)
        .get("/kontor/personvern/{paper}", reads, office::paper)
        .get("/kontor/personvern/{paper}/fil/{kind}", reads, office::file)
}

/// The night's work: how much was removed is not kept for ever either.
///
/// # Errors
/// A fault of the database.
pub fn tonight(tx: &mut Tx) -> Result<(), AppError> {
    store::forget_old(tx)
}

/// What was found, and what to do instead.
#[must_use]
pub fn words(kind: Kind, l: Locale) -> (String, String) {
    let (finding, hint) = match kind {
        Kind::IdentityNumber => (T::PrivacyFindingIdentityNumber, T::PrivacyHintIdentityNumber),
        Kind::ElevenDigits => (T::PrivacyFindingElevenDigits, T::PrivacyHintElevenDigits),
        Kind::AccountNumber => (T::PrivacyFindingAccountNumber, T::PrivacyHintAccountNumber),
        Kind::PaymentCard => (T::PrivacyFindingPaymentCard, T::PrivacyHintPaymentCard),
        Kind::Iban => (T::PrivacyFindingIban, T::PrivacyHintIban),
        Kind::Email => (T::PrivacyFindingEmail, T::PrivacyHintEmail),
        Kind::Phone => (T::PrivacyFindingPhone, T::PrivacyHintPhone),
        Kind::Password => (T::PrivacyFindingPassword, T::PrivacyHintPassword),
        Kind::SecretCode => (T::PrivacyFindingSecretCode, T::PrivacyHintSecretCode),
    };
    (l.t(finding), l.t(hint))
}

/// The words the browser's guard says, asked for only when it has found something.
async fn words_for_browser(cx: Cx) -> Result<Response, AppError> {
    let l = cx.locale();
    let mut out = serde_json::Map::new();
    out.insert("title".to_owned(), l.t(T::PrivacyFindingTitle).into());
    out.insert("intro".to_owned(), l.t(T::PrivacyFindingIntro).into());
    for kind in Kind::ALL {
        let (finding, hint) = words(kind, l);
        out.insert(kind.code().to_owned(), format!("{finding} {hint}").into());
    }
    Ok(Json(out).into_response())
}

#[cfg(test)]
mod tests {
    use crate::testing::TestApp;
    use domain::privacy::Kind;

    #[tokio::test]
    async fn the_browser_gets_words_for_everything_it_can_find() {
        let test = TestApp::minimal("2026-03-03T12:15");
        for language in ["nb", "nn", "en"] {
            let answer = test.anonymous().get(&format!("/{language}/vern.json")).await.ok();
            let words: serde_json::Value = serde_json::from_str(&answer.body).unwrap();
            for kind in Kind::ALL {
                assert!(
                    words[kind.code()].as_str().is_some_and(|w| w.len() > 20),
                    "{language} {}",
                    kind.code()
                );
            }
        }
    }
}
