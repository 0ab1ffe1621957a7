//! What carries messages out of the house: a mail server and a gateway for text messages, behind one small interface each.
//! Which gateway it is, nobody else knows.

use super::{gateways, mail::Mailer};
use crate::operations::settings::Settings;
use domain::messages::{Means, Phone, SendFailure};
use std::sync::Arc;

/// A text message to send.
#[derive(Clone, Debug)]
pub struct Sms {
    /// To whom.
    pub to: Phone,
    /// What it says.
    pub text: String,
    /// The same for every attempt, so that a gateway can drop repeats.
    pub reference: String,
    /// What it says it is from; empty for the installation's own.
    pub sender: String,
}

/// Something that sends text messages. It may wait for the network: it is called on a thread of its own.
pub trait SmsGateway: Send + Sync {
    /// Sends one message. When it returns, the gateway has taken it.
    ///
    /// # Errors
    /// Whether to try again. What the gateway said is not passed on: it may hold the number.
    fn send(&self, sms: &Sms) -> Result<(), SendFailure>;
}

/// The ways out that are set up.
#[derive(Clone, Default)]
pub struct Post {
    /// E-mail.
    pub mail: Option<Arc<Mailer>>,
    /// Text messages.
    pub sms: Option<Arc<dyn SmsGateway>>,
}

impl Post {
    /// The ways out that the settings name.
    ///
    /// # Errors
    /// Words about the setting that is wrong or missing. Never with a password in them.
    pub fn of(settings: &Settings) -> Result<Self, String> {
        let mail = if settings.mail_server.is_empty() {
            None
        } else {
            Some(Arc::new(Mailer::new(settings.mail_server.text(), &settings.mail_from)?))
        };
        Ok(Self {
            mail,
            sms: gateways::of(settings)?,
        })
    }

    /// What can be sent.
    #[must_use]
    pub fn means(&self) -> Means {
        Means {
            sms: self.sms.is_some(),
            email: self.mail.is_some(),
        }
    }
}
