//! Gateways for text messages: one known by its own interface, and one described in the settings.

use super::post::{Sms, SmsGateway};
use crate::operations::settings::Settings;
use domain::messages::SendFailure;
use std::{sync::Arc, time::Duration};
use ureq::{Agent, http};

/// How long a gateway may take.
const PATIENCE: Duration = Duration::from_secs(15);

/// The gateway that the settings name; none when they name none.
///
/// # Errors
/// Words about what is wrong or missing.
pub fn of(settings: &Settings) -> Result<Option<Arc<dyn SmsGateway>>, String> {
    let needs = |value: &str, name: &str| {
        if value.is_empty() {
            Err(format!("sms_gateway = \"{}\" needs {name}", settings.sms_gateway))
        } else {
            Ok(())
        }
    };
    if settings.sms_sender.chars().count() > 11 {
        return Err("sms_sender is longer than 11 characters".to_owned());
    }
    match settings.sms_gateway.as_str() {
        "" => Ok(None),
        "sveve" => {
            needs(&settings.sms_user, "sms_user")?;
            needs(settings.sms_password.text(), "sms_password")?;
            Ok(Some(Arc::new(Sveve::new(settings))))
        }
        "http" => {
            needs(&settings.sms_url, "sms_url")?;
            Ok(Some(Arc::new(Described::new(settings)?)))
        }
        other => Err(format!("sms_gateway is «{other}», and can be sveve or http")),
    }
}

fn agent() -> Agent {
    Agent::config_builder()
        .timeout_global(Some(PATIENCE))
        // An answer that is no success is an answer too: it tells whether to try again.
        .http_status_as_error(false)
        .max_redirects(0)
        .build()
        .into()
}

fn sender<'a>(sms: &'a Sms, own: &'a str) -> &'a str {
    if sms.sender.is_empty() { own } else { &sms.sender }
}

/// Sends, and reads the answer; not more than a gateway has to say.
fn answer(agent: &Agent, request: http::Request<String>) -> Result<(u16, String), SendFailure> {
    let mut response = agent.run(request).map_err(|_| SendFailure::Later)?;
    let text = response
        .body_mut()
        .with_config()
        .limit(64 * 1024)
        .read_to_string()
        .map_err(|_| SendFailure::Later)?;
    Ok((response.status().as_u16(), text))
}

/// A request the gateway refused for what it holds is not tried again; a wrong key, too many requests and trouble there are.
fn by_status(status: u16) -> Result<(), SendFailure> {
    match status {
        200..=299 => Ok(()),
        400 | 422 => Err(SendFailure::Never),
        _ => Err(SendFailure::Later),
    }
}

/// Sveve's interface: one JSON message to `/SMS/SendMessage`, and `ref` comes back in its reports
/// (<https://sveve.no/apidok/>).
struct Sveve {
    agent: Agent,
    url: String,
    user: String,
    password: String,
    sender: String,
}

impl Sveve {
    fn new(settings: &Settings) -> Self {
        let url = Some(settings.sms_url.clone()).filter(|url| !url.is_empty());
        Self {
            agent: agent(),
            url: url.unwrap_or_else(|| "https://sveve.no/SMS/SendMessage".to_owned()),
            user: settings.sms_user.clone(),
            password: settings.sms_password.text().to_owned(),
            sender: settings.sms_sender.clone(),
        }
    }
}

impl SmsGateway for Sveve {
    fn send(&self, sms: &Sms) -> Result<(), SendFailure> {
        let body = serde_json::json!({
            "user": self.user,
            "passwd": self.password,
            "to": sms.to.dialled().trim_start_matches('+'),
            "msg": sms.text,
            "from": sender(sms, &self.sender),
            "f": "json",
            "ref": sms.reference,
        });
        let request = http::Request::post(&self.url)
            .header("content-type", "application/json; charset=utf-8")
            .body(body.to_string())
            .map_err(|_| SendFailure::Later)?;
        let (status, text) = answer(&self.agent, request)?;
        by_status(status)?;
        let said: serde_json::Value = serde_json::from_str(&text).map_err(|_| SendFailure::Later)?;
        let said = said.get("response").unwrap_or(&said);
        let taken = said.get("msgOkCount").and_then(serde_json::Value::as_u64).unwrap_or(0);
        let refused = said.get("errors").and_then(serde_json::Value::as_array).is_some_and(|errors| !errors.is_empty());
        match (taken, refused) {
            (1.., _) => Ok(()),
            // The number was refused. Anything else – the account, the credit – concerns all messages and can be mended.
            (0, true) => Err(SendFailure::Never),
            (0, false) => Err(SendFailure::Later),
        }
    }
}

/// A gateway described in the settings: address, headers and body with `{to}`, `{text}`, `{reference}`, `{sender}`, `{user}` and
/// `{password}`, and a word that stands in the answer when it is taken.
struct Described {
    agent: Agent,
    method: http::Method,
    url: String,
    headers: Vec<(String, String)>,
    body: String,
    success: String,
    user: String,
    password: String,
    sender: String,
    escape: fn(&str) -> String,
}

impl Described {
    fn new(settings: &Settings) -> Result<Self, String> {
        let method = if settings.sms_method.is_empty() {
            "POST"
        } else {
            &settings.sms_method
        };
        let method = method
            .to_ascii_uppercase()
            .parse::<http::Method>()
            .ok()
            .filter(|m| *m == http::Method::GET || *m == http::Method::POST || *m == http::Method::PUT)
            .ok_or("sms_method can be GET, POST or PUT")?;
        let headers: Vec<(String, String)> = settings
            .sms_headers
            .iter()
            .map(|line| line.split_once(':').map(|(n, v)| (n.trim().to_owned(), v.trim().to_owned())))
            .collect::<Option<_>>()
            .ok_or("a line of sms_headers is not Name: value")?;
        let kind = headers.iter().find(|(name, _)| name.eq_ignore_ascii_case("content-type"));
        Ok(Self {
            agent: agent(),
            method,
            url: settings.sms_url.clone(),
            escape: escape_for(kind.map_or("", |(_, value)| value)),
            headers,
            body: settings.sms_body.clone(),
            success: settings.sms_success.clone(),
            user: settings.sms_user.clone(),
            password: settings.sms_password.text().to_owned(),
            sender: settings.sms_sender.clone(),
        })
    }

    /// Fills in in one pass, so that what a message says is never read as a placeholder.
    fn fill(&self, template: &str, sms: &Sms, escape: fn(&str) -> String) -> String {
        let mut out = String::new();
        let mut rest = template;
        while let Some(at) = rest.find('{') {
            out.push_str(&rest[..at]);
            let tail = &rest[at..];
            let found = [
                ("{to}", sms.to.dialled()),
                ("{text}", &sms.text),
                ("{reference}", &sms.reference),
                ("{sender}", sender(sms, &self.sender)),
                ("{user}", &self.user),
                ("{password}", &self.password),
            ]
            .into_iter()
            .find(|(name, _)| tail.starts_with(name));
            let (said, taken) = found.map_or_else(|| ("{".to_owned(), 1), |(name, value)| (escape(value), name.len()));
            out.push_str(&said);
            rest = &tail[taken..];
        }
        out.push_str(rest);
        out
    }
}

fn escape_for(content_type: &str) -> fn(&str) -> String {
    if content_type.contains("json") {
        in_json
    } else if content_type.contains("xml") {
        in_xml
    } else if content_type.contains("x-www-form-urlencoded") {
        in_address
    } else {
        str::to_owned
    }
}

fn in_json(text: &str) -> String {
    let quoted = serde_json::Value::from(text).to_string();
    quoted.trim_start_matches('"').strip_suffix('"').unwrap_or_default().to_owned()
}

fn in_xml(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
        .replace('\'', "&apos;")
}

fn in_address(text: &str) -> String {
    text.bytes()
        .map(|b| match b {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => char::from(b).to_string(),
            _ => format!("%{b:02X}"),
        })
        .collect()
}

impl SmsGateway for Described {
    fn send(&self, sms: &Sms) -> Result<(), SendFailure> {
        let mut request =
            http::Request::builder().method(self.method.clone()).uri(self.fill(&self.url, sms, in_address));
        for (name, value) in &self.headers {
            request = request.header(name, self.fill(value, sms, str::to_owned));
        }
        let body = self.fill(&self.body, sms, self.escape);
        let (status, text) = answer(&self.agent, request.body(body).map_err(|_| SendFailure::Later)?)?;
        by_status(status)?;
        if text.contains(&self.success) {
            Ok(())
        } else {
            Err(SendFailure::Later)
        }
    }
}
