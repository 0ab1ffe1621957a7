//! E-mail: one letter at a time to the mail server of the settings, by SMTP (RFC 5321).

use super::Invitation;
use domain::messages::{Email, SendFailure};
use jiff::Timestamp;
use lettre::{
    Message, SmtpTransport, Transport,
    message::{
        Mailbox, MultiPart, SinglePart,
        header::{ContentType, HeaderName, HeaderValue},
    },
    transport::smtp::{Error, extension::ClientId},
};
use maud::html;
use std::time::Duration;

/// How long one step of the talk with the server may take.
const PATIENCE: Duration = Duration::from_secs(15);

/// A mail server, and who letters are from.
pub struct Mailer {
    transport: SmtpTransport,
    from: Mailbox,
    domain: String,
}

/// A letter ready to send.
pub struct Mail {
    /// To whom.
    pub to: Email,
    /// The name shown as sender: the service.
    pub from_name: String,
    /// Its heading.
    pub subject: String,
    /// What it says.
    pub text: String,
    /// BCP 47.
    pub language: String,
    /// A calendar invitation that goes with it.
    pub invitation: Option<Invitation>,
    /// Where one says no to more of these; empty when there is nothing to say no to.
    pub unsubscribe: String,
    /// The same for every attempt: the first half of `Message-ID`.
    pub reference: String,
    /// When it is sent.
    pub at: Timestamp,
}

impl Mailer {
    /// A server given as `smtp://user:password@host:587` (STARTTLS, which is demanded unless the server is this machine) or
    /// `smtps://user:password@host:465` (TLS from the first byte); `from` is `Name <address>` or an address.
    ///
    /// # Errors
    /// Words about what is wrong, without the password.
    pub fn new(server: &str, from: &str) -> Result<Self, String> {
        let from: Mailbox = from
            .parse()
            .map_err(|_| "mail_from is not an e-mail address: write digihjelpen@kommune.no".to_owned())?;
        let wrong = || "mail_server is not smtp://user:password@host:587 or smtps://user:password@host:465".to_owned();
        let domain = from.email.domain().to_owned();
        let builder = SmtpTransport::from_url(&with_tls(server)).map_err(|_| wrong())?;
        let transport = builder.timeout(Some(PATIENCE)).hello_name(ClientId::Domain(domain.clone())).build();
        Ok(Self {
            transport,
            from,
            domain,
        })
    }

    /// The address letters are from.
    #[must_use]
    pub fn from(&self) -> String {
        self.from.email.to_string()
    }

    /// Sends a letter. When it returns, the server has taken it.
    ///
    /// # Errors
    /// Whether to try again. What the server said is not passed on: it may hold the address.
    pub fn send(&self, mail: &Mail) -> Result<(), SendFailure> {
        let message = self.message(mail).ok_or(SendFailure::Never)?;
        self.transport.send(&message).map(|_| ()).map_err(|error| failure(&error))
    }

    fn message(&self, mail: &Mail) -> Option<Message> {
        let name = Some(one_line(&mail.from_name)).filter(|n| !n.is_empty()).or_else(|| self.from.name.clone());
        let mut builder = Message::builder()
            .from(Mailbox::new(name, self.from.email.clone()))
            .to(mail.to.as_str().parse().ok()?)
            .subject(one_line(&mail.subject))
            .message_id(Some(format!("<{}@{}>", mail.reference, self.domain)))
            .date(mail.at.into())
            .raw_header(raw("Auto-Submitted", "auto-generated")?)
            .raw_header(raw("Content-Language", &mail.language)?);
        if !mail.unsubscribe.is_empty() {
            builder = builder.raw_header(raw("List-Unsubscribe", &format!("<{}>", mail.unsubscribe))?);
        }
        builder.multipart(parts(mail, self.from.email.as_ref())?).ok()
    }
}

/// Demands STARTTLS of servers on other machines: a password and an address never cross the network in the open.
fn with_tls(server: &str) -> String {
    let own = |host: &str| host == "localhost" || host == "127.0.0.1" || host == "[::1]";
    let host = server.strip_prefix("smtp://").map(|rest| {
        let authority = rest.split(['/', '?']).next().unwrap_or_default();
        let host = authority.rsplit('@').next().unwrap_or_default();
        host.rsplit_once(':')
            .filter(|(_, port)| port.bytes().all(|b| b.is_ascii_digit()))
            .map_or(host, |(host, _)| host)
    });
    match host {
        Some(host) if !own(host) && server.contains("tls=") => {
            // Whatever was written, no less than this.
            let (address, _) = server.split_once('?').unwrap_or((server, ""));
            format!("{address}?tls=required")
        }
        Some(host) if !own(host) => format!("{server}?tls=required"),
        _ => server.to_owned(),
    }
}

/// A refusal of the receiver is final; everything else – also a wrong password of ours – can be mended, and is tried again.
fn failure(error: &Error) -> SendFailure {
    let code = error.status().map(u16::from);
    match code {
        Some(550 | 551 | 552 | 553 | 554 | 556) => SendFailure::Never,
        _ => SendFailure::Later,
    }
}

fn raw(name: &'static str, value: &str) -> Option<HeaderValue> {
    Some(HeaderValue::new(
        HeaderName::new_from_ascii(name.to_owned()).ok()?,
        one_line(value),
    ))
}

/// What stands in a header never begins a new one.
fn one_line(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).collect()
}

fn parts(mail: &Mail, from: &str) -> Option<MultiPart> {
    let page = page(mail).into_string();
    let both = MultiPart::alternative_plain_html(mail.text.clone(), page);
    let Some(invitation) = &mail.invitation else {
        return Some(both);
    };
    // RFC 6047 §2.4: the method stands in the content type too.
    let method: String = invitation.method.chars().filter(char::is_ascii_alphabetic).collect();
    let kind = ContentType::parse(&format!("text/calendar; charset=utf-8; method={method}")).ok()?;
    // Programs refuse an organizer that the letter is not from (RFC 6047 §3).
    let ics = interop::ical::sent_from(&invitation.ics, from);
    Some(both.singlepart(SinglePart::builder().header(kind).body(ics)))
}

/// The letter as a plain page: paragraphs, links that can be followed, nothing fetched from anywhere.
fn page(mail: &Mail) -> maud::Markup {
    html! {
        (maud::DOCTYPE)
        html lang=(mail.language) dir=(super::direction(&mail.language)) {
            head { meta charset="utf-8"; title { (mail.subject) } }
            body {
                @for paragraph in mail.text.split("\n\n") {
                    p {
                        @for (i, line) in paragraph.lines().enumerate() {
                            @if i > 0 { br; }
                            (linked(line))
                        }
                    }
                }
            }
        }
    }
}

fn linked(line: &str) -> maud::Markup {
    html! {
        @for (i, word) in line.split(' ').enumerate() {
            @if i > 0 { " " }
            @if word.starts_with("https://") || word.starts_with("http://") { a href=(word) { (word) } } @else { (word) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mail() -> Mail {
        Mail {
            to: Email::parse("kari@eksempel.no").unwrap(),
            from_name: "Digihjelpen på Ås".to_owned(),
            subject: "Vi ses tirsdag 3. mars kl. 12".to_owned(),
            text: "Hei!\n\nEndre her: https://eksempel.no/time/K7MP-3QTX\nEller ring <oss>.".to_owned(),
            language: "nb".to_owned(),
            invitation: None,
            unsubscribe: String::new(),
            reference: "0123".to_owned(),
            at: Timestamp::UNIX_EPOCH,
        }
    }

    fn written(mail: &Mail) -> String {
        let mailer = Mailer::new("smtp://localhost", "Ingen <post@eksempel.no>").unwrap();
        String::from_utf8(mailer.message(mail).unwrap().formatted()).unwrap()
    }

    #[test]
    fn a_letter_has_what_a_machine_s_letter_must_have() {
        let plain = written(&mail());
        for header in [
            "Message-ID: <0123@eksempel.no>",
            "Auto-Submitted: auto-generated",
            "Content-Language: nb",
            "To: kari@eksempel.no",
            "Date: Thu, 01 Jan 1970 00:00:00 +0000",
            "multipart/alternative",
            "text/plain; charset=utf-8",
            "text/html; charset=utf-8",
        ] {
            assert!(plain.contains(header), "{header}\n{plain}");
        }
        assert!(
            plain.contains("<post@eksempel.no>") && !plain.contains("Ingen"),
            "{plain}"
        );
        assert!(!plain.contains("List-Unsubscribe") && !plain.contains("text/calendar"));
        assert!(plain.contains("&lt;oss&gt;"), "{plain}");
    }

    #[test]
    fn a_letter_in_arabic_is_read_from_the_right() {
        let arabic = written(&Mail {
            language: "ar".to_owned(),
            ..mail()
        });
        assert!(
            arabic.contains("<html lang=\"ar\" dir=\"rtl\">") || arabic.contains("dir=3D\"rtl\""),
            "{arabic}"
        );
        let ours = written(&mail());
        assert!(!ours.contains("rtl"), "{ours}");
    }

    #[test]
    fn an_invitation_goes_with_it() {
        let with = written(&Mail {
            invitation: Some(Invitation {
                method: "REQUEST".to_owned(),
                ics: "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n".to_owned(),
            }),
            unsubscribe: "mailto:post@eksempel.no?subject=avmelding".to_owned(),
            ..mail()
        });
        assert!(
            with.contains("text/calendar; charset=utf-8; method=REQUEST") && with.contains("BEGIN:VCALENDAR"),
            "{with}"
        );
        assert!(
            with.contains("List-Unsubscribe: <mailto:post@eksempel.no?subject=avmelding>"),
            "{with}"
        );
    }

    #[test]
    fn nobody_smuggles_a_header_in() {
        let with = written(&Mail {
            subject: "Hei\r\nBcc: alle@eksempel.no".to_owned(),
            from_name: "X\r\nBcc: flere@eksempel.no".to_owned(),
            unsubscribe: "mailto:a@b.no>\r\nBcc: tredje@eksempel.no".to_owned(),
            ..mail()
        });
        let head = with.split("\r\n\r\n").next().unwrap();
        assert!(!head.lines().any(|line| line.starts_with("Bcc:")), "{head}");
    }

    #[test]
    fn other_machines_are_only_spoken_to_under_tls() {
        for (written, used) in [
            (
                "smtp://post.eksempel.no:587",
                "smtp://post.eksempel.no:587?tls=required",
            ),
            (
                "smtp://a:b@post.eksempel.no",
                "smtp://a:b@post.eksempel.no?tls=required",
            ),
            (
                "smtp://post.eksempel.no?tls=opportunistic",
                "smtp://post.eksempel.no?tls=required",
            ),
            ("smtp://127.0.0.1:2525", "smtp://127.0.0.1:2525"),
            (
                "smtp://a:b@localhost:25?tls=required",
                "smtp://a:b@localhost:25?tls=required",
            ),
            ("smtps://post.eksempel.no", "smtps://post.eksempel.no"),
        ] {
            assert_eq!(with_tls(written), used);
        }
        for (server, from) in [("http://x", "a@b.no"), ("smtp://x", "ingen"), ("x", "a@b.no")] {
            let error = Mailer::new(server, from).err().unwrap();
            assert!(error.starts_with("mail_"), "{error}");
        }
    }
}
