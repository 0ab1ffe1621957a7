//! Who changed what, when. Visits are not here.

use super::{
    forms::{Fields, value},
    store, views,
};
use crate::frame::{AppError, Cx};
use axum::{extract::Query, response::Response};
use jiff::Timestamp;

/// Lines on a page.
const MOST: i64 = 40;

/// The page; `?for=` an instant shows older lines, `?ting=` one thing's.
pub async fn page(cx: Cx, Query(query): Query<Fields>) -> Result<Response, AppError> {
    let later = cx.now.as_millisecond() + 1;
    let before = value(&query, "for").parse().unwrap_or(later);
    let before = Timestamp::from_millisecond(before).unwrap_or(Timestamp::MAX);
    let thing = Some(value(&query, "ting").to_owned()).filter(|t| !t.is_empty());
    let wanted = thing.clone();
    let lines = cx.read(move |r| store::history(r, before, wanted.as_deref(), MOST)).await?;
    let more = i64::try_from(lines.len()).is_ok_and(|n| n == MOST);
    Ok(views::history(&cx, &lines, thing.as_deref(), more))
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
