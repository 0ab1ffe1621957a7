//! What a guide is told: welcome with her link, and that something runs out.

use super::{gate_store::AllGrounds, store::Person, words};
use crate::{
    frame::{AppError, Cx},
    messages,
    texts::{T, Words},
};
use ::store::Tx;
use domain::{
    guides::{Guide, Warning},
    shared::Locale,
};
use jiff::civil::Date;
use ui::args;

/// The words of welcome, made before the transaction: the address is known only there.
pub struct Welcome {
    before_token: String,
    locale: Locale,
    service: String,
}

impl Welcome {
    /// For somebody.
    #[must_use]
    pub fn of(cx: &Cx, p: &Person) -> Self {
        Self {
            before_token: cx.full_address("/veileder/"),
            locale: p.reads,
            service: cx.tenant().service_name.clone(),
        }
    }

    /// Tells her, by e-mail or text message.
    ///
    /// # Errors
    /// A fault of the database.
    pub fn send(&self, tx: &mut Tx, guide: &Guide, token: &str) -> Result<(), AppError> {
        let l = self.locale;
        let link = format!("{}{token}", self.before_token);
        let heading = l.ta(T::GuidesWelcomeHeading, &args![("service", self.service.as_str())]);
        let text = l.ta(
            T::GuidesWelcomeText,
            &args![("name", guide.name.as_str()), ("service", self.service.as_str()), ("link", link)],
        );
        messages::withdraw(tx, guide.id.0)?;
        messages::say(tx, &guide.contact, &heading, &text, guide.id.0)
    }
}

/// Tells her what runs out.
///
/// # Errors
/// A fault of the database.
pub fn warn(tx: &mut Tx, p: &Person, found: &[Warning], grounds: &AllGrounds, today: Date) -> Result<(), AppError> {
    let l = p.reads;
    let lines: Vec<String> = found.iter().map(|w| words::warning(w, &grounds.rules, today, l)).collect();
    let heading = l.t(T::GuidesWarningHeading);
    let text = l.ta(
        T::GuidesWarningText,
        &args![("name", p.guide.name.as_str()), ("what", lines.join(" "))],
    );
    messages::say(tx, &p.guide.contact, &heading, &text, p.guide.id.0)
}
