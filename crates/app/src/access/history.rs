//! Who changed what, when. Visits are not here.

use super::{
    forms::{Fields, value},
    store, views,
};
use crate::{
    frame::{AppError, Cx},
    texts::{T, Words},
};
use axum::{extract::Query, response::Response};
use domain::{
    access::Permission,
    boundaries::Profile,
    register::Register,
    shared::{Key, Locale, Localized},
};
use jiff::Timestamp;
use ui::args;

/// Lines on a page.
const MOST: i64 = 40;

/// The page; `?for=` an instant shows older lines, `?ting=` one thing's.
pub async fn page(cx: Cx, Query(query): Query<Fields>) -> Result<Response, AppError> {
    let later = cx.now.as_millisecond() + 1;
    let before = value(&query, "for").parse().unwrap_or(later);
    let before = Timestamp::from_millisecond(before).unwrap_or(Timestamp::MAX);
    let thing = Some(value(&query, "ting").to_owned()).filter(|t| !t.is_empty());
    let wanted = thing.clone();
    let handles = cx.session.as_ref().is_some_and(|s| s.may(Permission::HandleIncidents));
    let lines = cx.read(move |r| store::history(r, before, wanted.as_deref(), handles, MOST)).await?;
    let more = i64::try_from(lines.len()).is_ok_and(|n| n == MOST);
    let published = cx.published().await?;
    Ok(views::history(&cx, &published.register, &lines, thing.as_deref(), more))
}

/// What a line is about, by the name that people know it by: "tilbudet Datakafé", not its key.
pub fn thing_of(l: Locale, register: &Register, entity: &str, id: &str) -> String {
    match entity {
        "account" => l.t(T::AccessThingAccount),
        "invitation" => l.t(T::AccessThingInvitation),
        "device" => l.t(T::AccessThingDevice),
        "form" => l.t(T::AccessThingForm),
        "setting" => l.t(T::AccessThingStatement),
        "message_text" => l.t(T::MessagesThingText),
        "handbook_card" => l.ta(T::HandbookThing, &args![("name", id.replace('-', " "))]),
        "anchoring_entry" => l.t(T::AnchoringThing),
        "council_case" | "council_piece" | "council_story" => l.t(T::CouncilThing),
        "package" => l.t(T::PackagesThing),
        "survey_answer" => l.ta(T::SituationThingAnswer, &args![("name", answered(l, id))]),
        "fact" => l.t(T::SituationThingFact),
        "local_figure" => l.t(T::SituationThingFigure),
        "risk_version" => l.t(T::RiskThing),
        "risk_measure" => l.t(T::RiskThingMeasure),
        "risk_place_check" => l.t(T::RiskThingPlace),
        "receiver" => l.t(T::ReferralsThingReceiver),
        "incident" => l.t(T::IncidentsThing),
        "incident_alarm" => l.t(T::IncidentsAgenda),
        "incident_rule" => l.t(T::IncidentsRules),
        "message_setting" => l.t(T::MessagesThingSending),
        "guide" => l.t(T::GuidesThing),
        "gate" => l.t(T::GuidesThingRules),
        "agreement" => {
            let name = named(&register.organisations, id, |o| (&o.key, &o.name)).map_or(id, |name| name.get(l));
            l.ta(T::GuidesThingAgreement, &args![("name", name)])
        }
        "file" => file_of(l, register, id),
        "session" => l.t(T::AccessThingSession),
        "history" => l.t(T::AccessThingTrail),
        page if page.starts_with('/') => l.ta(T::AccessThingPage, &args![("page", page)]),
        _ => id.to_owned(),
    }
}

/// What a file of the municipality's folder holds. A thing that is gone, or has no name, is called by its key in words.
fn file_of(l: Locale, register: &Register, path: &str) -> String {
    let Some((folder, file)) = path.split_once('/') else {
        return l.t(T::AccessThingMunicipality);
    };
    let key = file.strip_suffix(".toml").unwrap_or(file);
    let (kind, name) = match folder {
        "tilbud" => (
            T::AccessThingOffering,
            named(&register.offerings, key, |o| (&o.key, &o.name)),
        ),
        "steder" => (T::AccessThingPlace, named(&register.places, key, |p| (&p.key, &p.name))),
        "aktorer" => (
            T::AccessThingOrganisation,
            named(&register.organisations, key, |o| (&o.key, &o.name)),
        ),
        "tjenester" => (
            T::AccessThingService,
            named(&register.services, key, |s| (&s.key, &s.name)),
        ),
        "kanaler" => (
            T::AccessThingChannel,
            named(&register.channels, key, |c| (&c.key, &c.name)),
        ),
        "nettverksmoter" => (
            T::AccessThingMeeting,
            named(&register.network_meetings, key, |m| (&m.key, &m.name)),
        ),
        "avvik" => (T::AccessThingDeviation, deviating(register, key)),
        "milepaeler" => (T::AccessThingMilestone, None),
        _ => return path.to_owned(),
    };
    let name = name.map_or_else(|| key.replace('-', " "), |name| name.get(l).to_owned());
    l.ta(kind, &args![("name", name)])
}

/// The question of the survey that was answered.
fn answered(l: Locale, code: &str) -> String {
    let question = domain::situation::questions().iter().find(|q| q.code == code);
    question.map_or_else(|| code.to_owned(), |q| q.ask.get(l).to_owned())
}

/// The title of the boundary that a deviation is from.
fn deviating(register: &Register, key: &str) -> Option<&'static Localized> {
    let deviation = register.deviations.iter().find(|d| d.key.as_str() == key)?;
    Profile::standard().rule(&deviation.rule).map(|rule| &rule.title)
}

fn named<'a, V>(things: &'a [V], key: &str, of: impl Fn(&'a V) -> (&'a Key, &'a Localized)) -> Option<&'a Localized> {
    things.iter().map(of).find(|(k, _)| k.as_str() == key).map(|(_, name)| name)
}

/// A line that was taken out or put in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Edit {
    /// Taken out.
    Out(String),
    /// Put in.
    In(String),
}

/// What differs between two texts, line by line: the lines that only one of them has.
pub fn differences(before: &str, after: &str) -> Vec<Edit> {
    let (old, new): (Vec<&str>, Vec<&str>) = (before.lines().collect(), after.lines().collect());
    let same_head = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let (old, new) = (&old[same_head..], &new[same_head..]);
    let same_tail = old.iter().rev().zip(new.iter().rev()).take_while(|(a, b)| a == b).count();
    let (old, new) = (&old[..old.len() - same_tail], &new[..new.len() - same_tail]);
    let only = |a: &[&str], b: &[&str], make: fn(String) -> Edit| -> Vec<Edit> {
        a.iter().filter(|l| !b.contains(l) && !l.trim().is_empty()).map(|l| make((*l).to_owned())).collect()
    };
    [only(old, new, Edit::Out), only(new, old, Edit::In)].concat()
}

/// The municipality's file in a history row's JSON; empty when the row is about something else.
pub fn file_text(json: Option<&String>) -> String {
    let value: Option<serde_json::Value> = json.and_then(|j| serde_json::from_str(j).ok());
    value.and_then(|v| Some(v.get("toml")?.as_str()?.to_owned())).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{Edit, differences};

    #[test]
    fn only_what_differs_is_shown() {
        let got = differences(
            "navn = \"A\"\n\ntelefon = \"1\"\nslutt",
            "navn = \"A\"\n\ntelefon = \"2\"\nslutt",
        );
        assert_eq!(
            got,
            [Edit::Out("telefon = \"1\"".to_owned()), Edit::In("telefon = \"2\"".to_owned())]
        );
        assert!(differences("a\nb", "a\nb").is_empty());
        assert_eq!(differences("", "a"), [Edit::In("a".to_owned())]);
    }
}
