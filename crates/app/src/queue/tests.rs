use super::store::{self, Caller};
use crate::{
    frame::AppError,
    testing::{Browser, TestApp},
};
use ::store::{Actor, Tx, WriteCtx};
use axum::http::StatusCode;
use domain::{
    access::Role,
    queue::{TicketAction, TicketState},
    shared::{Id, Key, day_and_minute},
};

/// A Tuesday when the main library in Bergen has its drop-in.
const OPEN: &str = "2026-03-03T12:15";
const PLACE: &str = "hovedbiblioteket";

async fn place(test: &TestApp) -> Id {
    let published = test.app.published(test.tenant).await.unwrap();
    published.place_id(&Key::parse(PLACE).unwrap()).unwrap()
}

async fn write<T: Send + 'static>(
    test: &TestApp,
    f: impl FnMut(&mut Tx) -> Result<T, AppError> + Send + 'static,
) -> Result<T, AppError> {
    let ctx = WriteCtx {
        tenant: test.tenant,
        actor: Actor::System,
        now: test.now(),
    };
    test.app.db().write(ctx, f).await
}

async fn day(test: &TestApp) -> Option<store::Day> {
    let (place, today) = (place(test).await, day_and_minute(test.now()).0);
    test.app.db().read(test.tenant, move |r| store::day(r, place, today)).await.unwrap()
}

/// Gives a ticket as a page that knows the last number would.
async fn give(test: &TestApp, guide: &Browser) -> Id {
    let issued = day(test).await.map_or(0, |d| d.issued).to_string();
    let answer = guide.post("/skranke/ko/ny", &[("sted", PLACE), ("etter", &issued)]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    Id::parse(answer.location().split_once("lapp=").unwrap().1).unwrap()
}

async fn state(test: &TestApp, id: Id) -> TicketState {
    let today = day_and_minute(test.now()).0;
    test.app.db().read(test.tenant, move |r| store::ticket(r, id, today)).await.unwrap().state
}

#[tokio::test]
async fn a_ticket_is_given_called_parked_and_done() {
    let test = TestApp::bergen(OPEN);
    let guide = test.signed_in(Role::Helper);
    let (first, second) = (give(&test, &guide).await, give(&test, &guide).await);
    let shown = guide.get(&format!("/skranke/ko?sted={PLACE}&lapp={second}")).await.ok();
    assert!(shown.says("Ny kølapp: 2"), "{}", shown.body);
    let called = guide.post("/skranke/ko/neste", &[("sted", PLACE)]).await;
    assert_eq!(called.location(), format!("/skranke?sted={PLACE}&kolapp={first}"));
    assert!(guide.get(&format!("/skranke/ko?sted={PLACE}")).await.ok().says("hos helper"));
    for (path, expected) in [
        ("parker", TicketState::Parked),
        ("gjenoppta", TicketState::Waiting),
        ("kall", TicketState::Called),
        ("ferdig", TicketState::Done),
    ] {
        let answer = guide.post(&format!("/skranke/ko/{path}/{first}"), &[]).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{path}: {}", answer.body);
        assert_eq!(state(&test, first).await, expected, "{path}");
    }
    guide.post(&format!("/skranke/ko/gikk/{second}"), &[]).await;
    assert_eq!(state(&test, second).await, TicketState::Gone);
}

#[tokio::test]
async fn pressing_twice_gives_and_calls_one() {
    let test = TestApp::bergen(OPEN);
    let guide = test.signed_in(Role::Guide);
    for _ in 0..2 {
        guide.post("/skranke/ko/ny", &[("sted", PLACE), ("etter", "0")]).await;
    }
    assert_eq!(day(&test).await.unwrap().issued, 1);
    let first = day(&test).await.unwrap().tickets[0].id;
    give(&test, &guide).await;
    for _ in 0..2 {
        guide.post("/skranke/ko/neste", &[("sted", PLACE), ("neste", &first.to_string())]).await;
    }
    let day = day(&test).await.unwrap();
    assert_eq!(day.in_state(TicketState::Called).count(), 1);
    assert_eq!(day.waiting(), 1);
}

/// Each refusal, with its code's status, where the guide stands, in the language she reads.
#[tokio::test]
async fn what_does_not_fit_is_refused_with_what_to_do() {
    let test = TestApp::bergen(OPEN);
    let (kari, jonas) = (test.signed_in(Role::Guide), test.signed_in(Role::Helper));
    let nobody = test.signed_in(Role::Guide).post("/nn/skranke/ko/neste", &[("sted", PLACE)]).await;
    assert_eq!(nobody.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(nobody.says("Ingen ventar"), "NobodyWaiting: {}", nobody.body);
    let id = give(&test, &kari).await;
    let refused = async |who: &Browser, path: &str, status: StatusCode, words: &str| {
        let answer = who.post(&format!("/skranke/ko/{path}/{id}"), &[]).await;
        assert_eq!(answer.status, status, "{path}");
        assert!(answer.says(words), "{path}: {}", answer.body);
    };
    let no = StatusCode::UNPROCESSABLE_ENTITY;
    // TicketState::after gives NotCalled, NotParked, AlreadyCalled, AlreadyParked and Over.
    refused(&kari, "ferdig", no, "Lappen er ikke ropt opp ennå").await;
    refused(&kari, "gjenoppta", no, "Lappen er ikke satt på vent").await;
    kari.post(&format!("/skranke/ko/kall/{id}"), &[]).await;
    refused(
        &jonas,
        "kall",
        StatusCode::CONFLICT,
        "En kollega har alt ropt opp denne lappen",
    )
    .await;
    kari.post(&format!("/skranke/ko/parker/{id}"), &[]).await;
    refused(&kari, "parker", no, "Lappen er alt satt på vent").await;
    kari.post(&format!("/skranke/ko/gikk/{id}"), &[]).await;
    refused(&kari, "kall", no, "Denne lappen er brukt opp").await;
    let closed = kari.post("/skranke/ko/steng", &[("sted", PLACE)]).await;
    assert_eq!(closed.location(), format!("/skranke/ko/stengt?sted={PLACE}"));
    let elsewhere = kari.get(closed.location()).await.ok();
    assert!(elsewhere.body.contains("/skranke/lapp/offering/"), "{}", elsewhere.body);
    let more = kari.post("/en/skranke/ko/ny", &[("sted", PLACE), ("etter", "1")]).await;
    assert_eq!(more.status, no, "queue.closed");
    assert!(more.says("The queue is closed for today"), "{}", more.body);
    let _ = kari.post("/skranke/ko/apne", &[("sted", PLACE)]).await.to(&format!("/skranke?sted={PLACE}"));
    give(&test, &kari).await;
}

/// Twenty rounds of two guides who press at the same moment: one is told "yes", the other `queue.already_called`.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_guides_who_call_the_same_ticket_do_not_both_get_it() {
    let test = TestApp::bergen(OPEN);
    let (kari, jonas) = (test.signed_in(Role::Guide), test.signed_in(Role::Helper));
    for round in 0..20 {
        let id = give(&test, &kari).await;
        let path = format!("/skranke/ko/kall/{id}");
        let (a, b) = tokio::join!(kari.post(&path, &[]), jonas.post(&path, &[]));
        let mut statuses = [a.status, b.status];
        statuses.sort();
        assert_eq!(statuses, [StatusCode::SEE_OTHER, StatusCode::CONFLICT], "round {round}");
        kari.post(&format!("/skranke/ko/gikk/{id}"), &[]).await;
    }
}

/// The same with "next": two guides get two tickets, and never the same one.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_guides_who_press_next_get_one_each() {
    let test = TestApp::bergen(OPEN);
    let (kari, jonas) = (test.signed_in(Role::Guide), test.signed_in(Role::Helper));
    for round in 0..20 {
        let first = give(&test, &kari).await.to_string();
        give(&test, &kari).await;
        let fields = [("sted", PLACE), ("neste", first.as_str())];
        let (a, b) = tokio::join!(
            kari.post("/skranke/ko/neste", &fields),
            jonas.post("/skranke/ko/neste", &fields)
        );
        assert_ne!(a.location(), b.location(), "round {round}");
        assert_eq!(
            day(&test).await.unwrap().in_state(TicketState::Called).count(),
            2,
            "round {round}"
        );
        for answer in [&a, &b] {
            let id = answer.location().split_once("kolapp=").unwrap().1;
            kari.post(&format!("/skranke/ko/ferdig/{id}"), &[]).await;
        }
    }
}

#[tokio::test]
async fn numbers_are_given_one_at_a_time() {
    let test = TestApp::bergen(OPEN);
    let place = place(&test).await;
    let ids: Vec<u8> = (1..=20).collect();
    let given = ids.into_iter().map(|n| write(&test, move |tx| store::issue(tx, place, Id([n; 16]), 1)));
    let mut numbers: Vec<u32> =
        futures_util::future::join_all(given).await.into_iter().map(|t| t.unwrap().label.number).collect();
    numbers.sort_unstable();
    assert_eq!(numbers, (1..=20).collect::<Vec<u32>>());
}

#[tokio::test]
async fn the_day_after_nothing_is_left() {
    let test = TestApp::bergen(OPEN);
    let guide = test.signed_in(Role::Guide);
    give(&test, &guide).await;
    test.at("2026-03-04T10:00");
    assert_eq!(day(&test).await, None);
    let rows = async |table: &str| {
        let sql = format!("SELECT COUNT(*) FROM {table} WHERE tenant_id = $1");
        let tenant = test.tenant;
        let read = move |r: &mut ::store::Read| {
            use ::store::Query;
            Ok::<_, AppError>(r.one(&sql, &::store::params![tenant], |row| row.int(0))?)
        };
        test.app.db().read(tenant, read).await.unwrap()
    };
    assert_eq!((rows("ticket").await, rows("queue_day").await), (Some(1), Some(1)));
    write(&test, super::forget_old).await.unwrap();
    assert_eq!((rows("ticket").await, rows("queue_day").await), (Some(0), Some(0)));
    // The first ticket of a day does the same by itself.
    test.at(OPEN);
    let guide = test.signed_in(Role::Guide);
    give(&test, &guide).await;
    test.at("2026-03-05T10:00");
    let guide = test.signed_in(Role::Guide);
    give(&test, &guide).await;
    assert_eq!((rows("ticket").await, rows("queue_day").await), (Some(1), Some(1)));
}

#[tokio::test]
async fn who_called_is_forgotten_when_the_call_is_over() {
    let test = TestApp::bergen(OPEN);
    let guide = test.signed_in(Role::Guide);
    let id = give(&test, &guide).await;
    guide.post(&format!("/skranke/ko/kall/{id}"), &[]).await;
    let tickets = day(&test).await.unwrap().tickets;
    assert!(tickets[0].called_by.is_some() && !tickets[0].called_name.is_empty());
    write(&test, move |tx| super::ticket_done(tx, id)).await.unwrap();
    let today = day_and_minute(test.now()).0;
    let after = test.app.db().read(test.tenant, move |r| store::ticket(r, id, today)).await.unwrap();
    assert_eq!(
        (after.state, after.called_by, after.called_name.as_str()),
        (TicketState::Done, None, "")
    );
    // Once more, or for a ticket that is not there, changes nothing: a visit can always be saved.
    write(&test, move |tx| super::ticket_done(tx, id)).await.unwrap();
    write(&test, |tx| super::ticket_done(tx, Id([9; 16]))).await.unwrap();
}

#[tokio::test]
async fn the_wait_is_told_when_enough_is_known_and_the_public_pages_hear_of_it() {
    let test = TestApp::bergen(OPEN);
    let place = place(&test).await;
    let caller = Caller {
        name: "Kari".into(),
        counter: "Skranke 1".into(),
    };
    for n in 1..=3u8 {
        write(&test, move |tx| store::issue(tx, place, Id([n; 16]), 1)).await.unwrap();
        let caller = caller.clone();
        write(&test, move |tx| store::call_next(tx, place, None, &caller)).await.unwrap();
        test.later(10);
        write(&test, move |tx| store::act(tx, Id([n; 16]), TicketAction::Finish)).await.unwrap();
    }
    assert_eq!(day(&test).await.unwrap().pace.finished, [10, 10, 10]);
    let guide = test.signed_in(Role::Guide);
    let before = test.app.live_version(test.tenant);
    let column = async || guide.get(&format!("/skranke/ko?sted={PLACE}")).await.ok();
    assert!(column().await.says("Ingen ventetid nå"));
    give(&test, &guide).await;
    assert!(test.app.live_version(test.tenant) > before);
    let shown = column().await;
    assert!(shown.says("Ventetid ca. 10–20 minutter"), "{}", shown.body);
    guide.post("/skranke/ko/steng", &[("sted", PLACE)]).await;
    assert!(!column().await.says("Ventetid"));
}

#[tokio::test]
async fn a_place_may_like_animals_and_nobody_writes_a_number_of_a_person_on_the_board() {
    let test = TestApp::bergen(OPEN);
    let guide = test.signed_in(Role::Guide);
    let set = async |hit: &str, guides: &str| {
        let fields = [("sted", PLACE), ("stil", "creature"), ("veiledere", guides), ("hit", hit)];
        guide.post("/skranke/ko/oppsett", &fields).await
    };
    let wrong = set("Ring 912 34 567", "0").await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        wrong.says("peker på en person") && wrong.says("fra 1 til 50"),
        "{}",
        wrong.body
    );
    assert!(wrong.body.contains("Ring 912 34 567"), "what was written is kept");
    assert!(set(&"x".repeat(61), "1").await.says("høyst 60 tegn"));
    let _ = set("Skranken i 2. etasje", "2").await.to(&format!("/skranke?sted={PLACE}"));
    let id = give(&test, &guide).await;
    guide.post(&format!("/skranke/ko/kall/{id}"), &[]).await;
    let board = test.anonymous().get(&format!("/tavle/{PLACE}")).await.ok();
    assert!(
        board.says("Skranken i 2. etasje") && board.body.contains("class=\"creature\""),
        "{}",
        board.body
    );
    assert!(!board.says("guide"), "no name of anybody who works here");
    let slip = guide.get(&format!("/skranke/ko/{id}/lapp")).await.ok();
    assert!(slip.body.contains("class=\"huge\""));
}

/// Reads from a connection until what was read holds `wanted`, or the connection ends.
async fn read_until(socket: &tokio::net::TcpStream, read: &mut String, wanted: &str) -> bool {
    let mut buffer = [0; 4096];
    while !read.contains(wanted) {
        socket.readable().await.unwrap();
        match socket.try_read(&mut buffer) {
            Ok(0) => return false,
            Ok(n) => read.push_str(&String::from_utf8_lossy(&buffer[..n])),
            Err(e) if e.kind() == std::io::ErrorKind::WouldBlock => {}
            Err(_) => return false,
        }
    }
    true
}

/// The stream says that something changed and nothing else, and ends when the installation stops.
#[tokio::test]
async fn the_board_is_told_of_changes_until_the_installation_stops() {
    let test = TestApp::bergen(OPEN);
    let address = test.listen().await;
    let socket = tokio::net::TcpStream::connect(address).await.unwrap();
    let request = format!("GET /tavle/{PLACE}/strom HTTP/1.1\r\nHost: {address}\r\nAccept: text/event-stream\r\n\r\n");
    socket.writable().await.unwrap();
    assert_eq!(socket.try_write(request.as_bytes()).unwrap(), request.len());
    let mut read = String::new();
    assert!(read_until(&socket, &mut read, "event: changed").await, "{read}");
    assert!(read.contains("text/event-stream"), "{read}");
    read.clear();
    let guide = test.signed_in(Role::Guide);
    let given = give(&test, &guide).await;
    assert!(read_until(&socket, &mut read, "event: changed").await, "{read}");
    assert!(!read.contains(&given.to_string()), "{read}");
    test.app.stop();
    assert!(
        read_until(&socket, &mut read, "\r\n0\r\n\r\n").await,
        "the stream ends: {read}"
    );
}

#[tokio::test]
async fn the_board_works_without_script_and_shows_what_is_next() {
    let test = TestApp::bergen(OPEN);
    let guide = test.signed_in(Role::Guide);
    let anybody = test.anonymous();
    let board = async |path: &str| anybody.get(path).await.ok();
    let empty = board(&format!("/tavle/{PLACE}")).await;
    assert!(
        empty.says("Ingen i kø.") && empty.body.contains("http-equiv=\"refresh\""),
        "{}",
        empty.body
    );
    for _ in 0..3 {
        give(&test, &guide).await;
    }
    guide.post("/skranke/ko/neste", &[("sted", PLACE)]).await;
    let full = board(&format!("/en/tavle/{PLACE}")).await;
    assert!(
        full.body.contains("<span class=\"huge\">1</span>") && full.says("Next23"),
        "{}",
        full.body
    );
    let part = board(&format!("/tavle/{PLACE}/innhold")).await;
    assert!(!part.body.contains("<html") && part.body.contains("class=\"board\""));
    assert_eq!(anybody.get("/tavle/finnes-ikke").await.status, StatusCode::NOT_FOUND);
    // Before the house opens, the board says when there is help again.
    test.at("2026-03-02T08:00");
    assert!(board(&format!("/nb/tavle/{PLACE}")).await.says("Her er det hjelp igjen"));
}

/// Nobody is called in the middle of the night, even if a guide forgot to say that she was done.
#[tokio::test]
async fn the_board_says_closed_when_the_house_is_closed() {
    let test = TestApp::bergen(OPEN);
    let guide = test.signed_in(Role::Guide);
    for _ in 0..2 {
        give(&test, &guide).await;
    }
    guide.post("/skranke/ko/neste", &[("sted", PLACE)]).await;
    let board = async || test.anonymous().get(&format!("/nb/tavle/{PLACE}")).await.ok();
    assert!(board().await.body.contains("<span class=\"huge\">1</span>"));
    test.at("2026-03-03T23:10");
    let closed = board().await;
    assert!(
        closed.says("Stengt for i dag.") && !closed.body.contains("class=\"huge\""),
        "{}",
        closed.body
    );
    assert!(!closed.says("De neste"), "{}", closed.body);
}

/// One who opens streams for fun is asked to refresh instead; everybody else goes on being told.
#[tokio::test]
async fn the_streams_of_one_address_are_bounded() {
    let test = TestApp::bergen(OPEN);
    let path = format!("/tavle/{PLACE}/strom");
    let app = test.app.clone();
    let (rooms, _) = crate::routes::all().done();
    let open = async |address: [u8; 4]| {
        let req = axum::extract::Request::get(&path)
            .header("host", "localhost")
            .body(axum::body::Body::empty())
            .unwrap();
        let rooms = rooms.clone().with_state(app.clone());
        crate::frame::front::answer(app.clone(), rooms, std::net::IpAddr::from(address), req).await
    };
    let mut streams = Vec::new();
    for _ in 0..60 {
        let stream = open([10, 9, 8, 7]).await;
        assert_eq!(stream.status(), StatusCode::OK);
        streams.push(stream);
    }
    let one_more = open([10, 9, 8, 7]).await;
    assert_eq!(one_more.status(), StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(one_more.headers()["retry-after"], "60");
    assert_eq!(open([10, 9, 8, 6]).await.status(), StatusCode::OK);
    streams.pop();
    assert_eq!(
        open([10, 9, 8, 7]).await.status(),
        StatusCode::OK,
        "a place that is left can be taken"
    );
}

/// What the desk's own script asks for is the column alone, also for a refusal.
#[tokio::test]
async fn the_script_gets_the_column_alone() {
    let test = TestApp::bergen(OPEN);
    let guide = test.signed_in(Role::Guide).header("x-terskel-del", "1");
    let given = guide.post("/skranke/ko/ny", &[("sted", PLACE), ("etter", "0")]).await.ok();
    assert!(
        given.body.starts_with("<section") && given.says("Ny kølapp: 1"),
        "{}",
        given.body
    );
    let refused = guide
        .post(
            &format!("/skranke/ko/gjenoppta/{}", day(&test).await.unwrap().tickets[0].id),
            &[],
        )
        .await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.starts_with("<section") && refused.says("ikke satt på vent"));
}
