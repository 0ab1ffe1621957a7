//! What pages cost: those that citizens read, against axum with nothing behind it, and the coordinator's figures.

use crate::{
    Trouble,
    client::{Client, crowd},
    data::World,
    report::Report,
    servers::Server,
    visits,
};
use std::{
    sync::atomic::{AtomicBool, Ordering},
    time::Instant,
};

/// Enough answers that a hundredth of a second of processor time is far below one in a hundred.
const ANSWERS: u32 = 80_000;
/// Pages that are made anew cost more, so fewer do.
const MADE_ANEW: u32 = 1_000;
/// How often each is measured, since others use the machine too.
const ROUNDS: u32 = 4;
const CLIENTS: u32 = 16;

/// Measures the pages.
pub fn measure(world: &World, report: &mut Report) -> Result<(), Trouble> {
    let town = &world.big;
    let server = Server::start(&["serve", "--database", &town.database])?;
    server.settled()?;
    let offering = format!("/tilbud/{}", town.key);
    for (name, path) in [("front page", "/"), ("offering page", offering.as_str())] {
        against_bare(world, &server, name, path, report)?;
    }
    while_visits_come(world, &server, report)?;
    figures(world, &server, report)?;
    weights(&server, report)
}

/// Processor time for each answer, in microseconds.
fn cost(server: &Server, answers: u32, path: impl Fn(u32) -> String + Sync) -> Result<f64, Trouble> {
    let never = AtomicBool::new(false);
    let before = server.cpu()?;
    let seen = crowd(
        server.address,
        "",
        CLIENTS,
        answers / CLIENTS,
        &never,
        |client, number, turn| client.get(&path(number * (answers / CLIENTS) + turn))?.expect(&[200]).map(drop),
    )?;
    Ok((server.cpu()? - before) / seen.answers as f64)
}

fn against_bare(world: &World, server: &Server, name: &str, path: &str, report: &mut Report) -> Result<(), Trouble> {
    let page = Client::new(server.address, "")?.get(path)?.expect(&[200])?;
    let body = world.folder.join("page");
    std::fs::write(&body, &page.body)?;
    let bare = Server::start(&["bare", "--body", &body.to_string_lossy()])?;
    let answers = ANSWERS / world.share;
    // One round unmeasured, so that both have warm caches and all their threads; then turn about, and the least of each.
    cost(&bare, answers / 10, |_| "/".to_owned())?;
    cost(server, answers / 10, |_| path.to_owned())?;
    let (mut least, mut hit) = (f64::INFINITY, f64::INFINITY);
    for _ in 0..ROUNDS {
        least = least.min(cost(&bare, answers / ROUNDS, |_| "/".to_owned())?);
        hit = hit.min(cost(server, answers / ROUNDS, |_| path.to_owned())?);
    }
    report.told(
        format!("CPU for a bare axum page of {} bytes", page.body.len()),
        least,
        "µs",
    );
    report.at_most(
        format!("CPU for the {name}, 50 offerings, kept"),
        hit,
        2.0 * least,
        "µs",
    );
    let miss = cost(server, MADE_ANEW / world.share, |number| format!("{path}?v={number}"))?;
    report.told(
        format!("CPU for the {name}, made anew and compressed"),
        miss / 1000.0,
        "ms",
    );
    Ok(())
}

/// Sixteen readers while two guides register as fast as they are answered.
fn while_visits_come(world: &World, server: &Server, report: &mut Report) -> Result<(), Trouble> {
    let town = &world.big;
    let stop = AtomicBool::new(false);
    let (read, registered) = std::thread::scope(|scope| {
        let guides = scope.spawn(|| visits::register(server.address, town, 2, u32::MAX, 90, &stop));
        let never = AtomicBool::new(false);
        let read = crowd(
            server.address,
            "",
            CLIENTS,
            2_000 / world.share,
            &never,
            |client, _, _| client.get("/")?.expect(&[200]).map(drop),
        );
        stop.store(true, Ordering::Relaxed);
        (read, guides.join())
    });
    let registered = registered.map_err(|_| "a guide stopped")??;
    report.at_most(
        "p99 of the front page, 16 clients, while visits come",
        read?.p99,
        20.0,
        "ms",
    );
    report.told(
        "visits that came meanwhile",
        registered.answers as f64 / registered.seconds,
        "/s",
    );
    Ok(())
}

fn figures(world: &World, server: &Server, report: &mut Report) -> Result<(), Trouble> {
    let mut client = Client::new(server.address, &world.big.coordinator)?;
    let today = jiff::Zoned::now().date();
    let year_ago = today.checked_sub(jiff::Span::new().days(364))?;
    let year = format!("fra={year_ago}&til={today}");
    for (name, path, limit) in [
        (
            "figures page over a year, 100 000 visits",
            format!("/kontor/tall?{year}"),
            100.0,
        ),
        ("every figure as CSV", format!("/kontor/tall.csv?{year}"), 1000.0),
    ] {
        let before = server.cpu()?;
        let mut times = Vec::new();
        for _ in 0..20 {
            let asked = Instant::now();
            client.get(&path)?.expect(&[200])?;
            times.push(asked.elapsed().as_secs_f64() * 1000.0);
        }
        let cpu = (server.cpu()? - before) / 20_000.0;
        times.sort_by(f64::total_cmp);
        report.told(format!("CPU for the {name}"), cpu, "ms");
        report.at_most(name, times[times.len() / 2], limit, "ms");
    }
    Ok(())
}

/// What a phone fetches for the front page: the page, and what it names that a browser fetches at once.
fn weights(server: &Server, report: &mut Report) -> Result<(), Trouble> {
    let mut client = Client::new(server.address, "")?;
    let page = client.get("/")?.expect(&[200])?;
    // Asked for once more without compression, to read it.
    let html = plain(server, "/")?;
    let mut names = named(&html, &["href=\"/a/", "src=\"/a/"]);
    let styles: Vec<String> = names.iter().filter(|n| n.ends_with(".css")).cloned().collect();
    for style in styles {
        names.extend(fetched(&plain(server, &style)?, &html));
    }
    names.sort();
    names.dedup();
    let (mut first, mut requests, mut again) = (page.wire, 1.0, page.wire);
    for name in &names {
        let asset = client.get(name)?.expect(&[200])?;
        first += asset.wire;
        requests += 1.0;
        if !asset.header("cache-control").is_some_and(|c| c.contains("immutable")) {
            again += asset.wire;
        }
    }
    let foreign = html.matches("src=\"http").count() + html.matches("<link rel=\"stylesheet\" href=\"http").count();
    report.at_most(
        "front page on the first visit, everything it names",
        first as f64 / 1000.0,
        80.0,
        "kB",
    );
    report.at_most("front page on the next visit", again as f64 / 1000.0, 20.0, "kB");
    report.at_most("requests on the first visit", requests, 8.0, "");
    report.at_most("requests to others", foreign as f64, 0.0, "");
    Ok(())
}

fn plain(server: &Server, path: &str) -> Result<String, Trouble> {
    let answer = Client::new(server.address, "")?.get_plain(path)?.expect(&[200])?;
    Ok(String::from_utf8_lossy(&answer.body).into_owned())
}

/// The files of a stylesheet that a browser fetches for a page: of a font, only the parts whose characters are in the page.
fn fetched(style: &str, page: &str) -> Vec<String> {
    let rules = style.split('}');
    let needed = rules.filter(|rule| rule.split_once("unicode-range:").is_none_or(|(_, ranges)| has_any(page, ranges)));
    needed.flat_map(|rule| named(rule, &["url(/a/", "url(\"/a/", "url('/a/"])).collect()
}

/// Whether a text has a character of ranges such as `U+0000-00FF,U+0131`.
fn has_any(text: &str, ranges: &str) -> bool {
    let number = |digits: &str| u32::from_str_radix(digits, 16).ok();
    let ranges: Vec<(u32, u32)> = ranges
        .split([',', ';'])
        .filter_map(|range| {
            let range = range.trim().strip_prefix("U+")?;
            let (first, last) = range.split_once('-').unwrap_or((range, range));
            Some((number(first)?, number(last)?))
        })
        .collect();
    text.chars()
        .map(u32::from)
        .any(|c| ranges.iter().any(|(first, last)| (*first..=*last).contains(&c)))
}

/// The addresses of our own files after any of these beginnings.
fn named(text: &str, beginnings: &[&str]) -> Vec<String> {
    let mut out = Vec::new();
    for beginning in beginnings {
        for (at, _) in text.match_indices(beginning) {
            let address = &text[at + beginning.len() - 3..];
            let end = address.find(['"', '\'', ')', ' ', '?', '#']).unwrap_or(address.len());
            out.push(address[..end].to_owned());
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{fetched, named};

    #[test]
    fn a_part_of_a_font_is_fetched_when_the_page_has_its_characters() {
        let style = "@font-face{src:url(/a/one.woff2);unicode-range:U+0000-00FF,U+0131}\
                     @font-face{src:url(/a/two.woff2);unicode-range:U+0100-0130}p{background:url(/a/three.svg)}";
        assert_eq!(fetched(style, "blåbær"), ["/a/one.woff2", "/a/three.svg"]);
        assert_eq!(fetched(style, "č"), ["/a/two.woff2", "/a/three.svg"]);
    }

    #[test]
    fn addresses_end_where_the_attribute_does() {
        let html = "<link href=\"/a/x.css\"><script src=\"/a/y.js?v\"></script><a href=\"/tilbud\">";
        assert_eq!(named(html, &["href=\"/a/", "src=\"/a/"]), ["/a/x.css", "/a/y.js"]);
    }
}
