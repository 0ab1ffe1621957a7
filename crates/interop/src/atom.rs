//! Nyhetsstrøm (Atom, RFC 4287) av det som kommer, for kommunens egne nettsider og for nyhetslesere.

use jiff::Timestamp;
use std::fmt::Write as _;

/// The media type of what [`write()`] gives.
pub const CONTENT_TYPE: &str = "application/atom+xml; charset=utf-8";

/// A web feed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Feed {
    /// What it is called.
    pub title: String,
    /// One sentence about it.
    pub subtitle: String,
    /// Who writes it.
    pub author: String,
    /// BCP 47 code of the texts.
    pub language: &'static str,
    /// The full address of the feed itself, which also names it for good.
    pub address: String,
    /// The full address of the page that shows the same.
    pub page: String,
    /// When it was written, for a feed without entries.
    pub stamp: Timestamp,
    /// Written in the order given.
    pub entries: Vec<Entry>,
}

/// One thing that comes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Names it for good (an IRI).
    pub id: String,
    /// What and when.
    pub title: String,
    /// Where, how to come, and whether it is called off.
    pub summary: String,
    /// The full address of the page about it.
    pub link: String,
    /// Its kind, in words.
    pub category: String,
    /// When something about it last changed.
    pub updated: Timestamp,
}

/// Writes the feed. Its `updated` is that of the entry that changed last (RFC 4287 §4.2.15), so a reader who has it already
/// sees nothing new when nothing is.
#[must_use]
pub fn write(feed: &Feed) -> String {
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
    let updated = feed.entries.iter().map(|e| e.updated).max().unwrap_or(feed.stamp);
    // Writing to a string does not fail.
    let _ = writeln!(
        out,
        "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{}\">",
        feed.language
    );
    element(&mut out, "title", &feed.title);
    element(&mut out, "subtitle", &feed.subtitle);
    element(&mut out, "id", &feed.address);
    element(&mut out, "updated", &instant(updated));
    let _ = writeln!(out, "<author><name>{}</name></author>", escaped(&feed.author));
    let _ = writeln!(
        out,
        "<link rel=\"self\" type=\"application/atom+xml\" href=\"{}\"/>\n<link rel=\"alternate\" type=\"text/html\" href=\"{}\"/>",
        escaped(&feed.address),
        escaped(&feed.page)
    );
    for e in &feed.entries {
        out.push_str("<entry>\n");
        element(&mut out, "title", &e.title);
        element(&mut out, "id", &e.id);
        element(&mut out, "updated", &instant(e.updated));
        let _ = writeln!(
            out,
            "<link rel=\"alternate\" type=\"text/html\" href=\"{}\"/>",
            escaped(&e.link)
        );
        let _ = writeln!(out, "<category term=\"{}\"/>", escaped(&e.category));
        element(&mut out, "summary", &e.summary);
        out.push_str("</entry>\n");
    }
    out.push_str("</feed>\n");
    out
}

fn element(out: &mut String, name: &str, text: &str) {
    let _ = writeln!(out, "<{name}>{}</{name}>", escaped(text));
}

fn instant(at: Timestamp) -> String {
    at.round(jiff::Unit::Second).unwrap_or(at).to_string()
}

/// Text in XML; what XML 1.0 has no place for is left out.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' | '\t' => out.push(c),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => {}
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{Entry, Feed, write};

    #[test]
    fn a_feed_is_written_to_the_letter() {
        let feed = Feed {
            title: "Digihjelpen".to_owned(),
            subtitle: "Det som kommer".to_owned(),
            author: "Bergen & omegn".to_owned(),
            language: "nb",
            address: "https://hjelp.example.no/nb/kommer.atom".to_owned(),
            page: "https://hjelp.example.no/nb/kalender".to_owned(),
            stamp: "2026-03-01T10:00:00Z".parse().unwrap(),
            entries: vec![Entry {
                id: "https://hjelp.example.no/tilbud/drop-in#hverdager.2026-03-03T1200".to_owned(),
                title: "Drop-in <tirsdag>\u{7}".to_owned(),
                summary: "Bare kom.".to_owned(),
                link: "https://hjelp.example.no/nb/tilbud/drop-in".to_owned(),
                category: "Drop-in".to_owned(),
                updated: "2026-03-02T10:00:00.25Z".parse().unwrap(),
            }],
        };
        let expected = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n\
            <feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"nb\">\n<title>Digihjelpen</title>\n\
            <subtitle>Det som kommer</subtitle>\n<id>https://hjelp.example.no/nb/kommer.atom</id>\n\
            <updated>2026-03-02T10:00:00Z</updated>\n<author><name>Bergen &amp; omegn</name></author>\n\
            <link rel=\"self\" type=\"application/atom+xml\" href=\"https://hjelp.example.no/nb/kommer.atom\"/>\n\
            <link rel=\"alternate\" type=\"text/html\" href=\"https://hjelp.example.no/nb/kalender\"/>\n<entry>\n\
            <title>Drop-in &lt;tirsdag&gt;</title>\n\
            <id>https://hjelp.example.no/tilbud/drop-in#hverdager.2026-03-03T1200</id>\n\
            <updated>2026-03-02T10:00:00Z</updated>\n\
            <link rel=\"alternate\" type=\"text/html\" href=\"https://hjelp.example.no/nb/tilbud/drop-in\"/>\n\
            <category term=\"Drop-in\"/>\n<summary>Bare kom.</summary>\n</entry>\n</feed>\n";
        assert_eq!(write(&feed), expected);
        let empty = Feed {
            entries: vec![],
            ..feed
        };
        assert!(write(&empty).contains("<updated>2026-03-01T10:00:00Z</updated>"));
    }
}
