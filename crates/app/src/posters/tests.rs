use super::{PosterRefusal, store};
use crate::{
    frame::Refusal,
    testing::{Answer, TestApp},
};
use axum::http::StatusCode;
use documents::{Arms, Colour};
use domain::{access::Role, posters::PosterFormat, shared::Locale};
use std::io::{Read as _, Write as _};

const MORNING: &str = "2026-11-24T09:00";
const HERE: &str = "/kontor/plakater/drop-in-biblioteket";

fn is_pdf(answer: &Answer) -> bool {
    answer.bytes.starts_with(b"%PDF-1.7") && answer.headers["content-type"] == "application/pdf"
}

fn is_png(answer: &Answer) -> bool {
    answer.bytes.starts_with(b"\x89PNG") && answer.headers["content-type"] == "image/png"
}

#[tokio::test]
async fn every_offering_that_people_may_come_to_is_on_the_list_in_three_languages() {
    let test = TestApp::bergen(MORNING);
    let coordinator = test.signed_in(Role::Coordinator);
    for prefix in ["/nb", "/nn", "/en"] {
        for path in [
            "/kontor/plakater",
            HERE,
            "/kontor/plakatfarge",
            "/kontor/plakatvapen",
            "/kontor/plakatord/ar",
            "/kontor/plakatord/ar/valid",
        ] {
            coordinator.get(&format!("{prefix}{path}")).await.ok();
        }
    }
    let list = coordinator.get("/nb/kontor/plakater").await.ok();
    assert!(list.body.contains("/kontor/plakater/datakafe"));
    assert!(list.body.contains("العربية") && list.body.contains("ikke lest ennå"));
    coordinator.post("/kontor/tilbud/datakafe/publiser", &[("publisert", "0")]).await;
    assert_eq!(
        coordinator.get("/kontor/plakater/datakafe").await.status,
        StatusCode::NOT_FOUND
    );
    assert_eq!(
        coordinator.get("/kontor/plakater/datakafe/plakat.pdf").await.status,
        StatusCode::NOT_FOUND
    );
    assert_eq!(
        coordinator.get("/kontor/plakater/..%2f/bilde.png").await.status,
        StatusCode::NOT_FOUND
    );
    let leader = test.signed_in(Role::Leader);
    leader.get(HERE).await.ok();
}

#[tokio::test]
async fn the_page_shows_the_picture_of_what_was_chosen_and_leads_to_the_file() {
    let test = TestApp::bergen(MORNING);
    let coordinator = test.signed_in(Role::Coordinator);
    let page = coordinator.get(&format!("{HERE}?format=flyer&utseende=sun&sprak=nn&merker=1")).await.ok();
    let query = "format=flyer&amp;utseende=sun&amp;sprak=nn&amp;merker=1";
    assert!(page.body.contains(&format!("bilde.png?{query}")) && page.body.contains(&format!("plakat.pdf?{query}")));
    assert!(page.body.contains("Slik ser den ut: Treng du hjelp med mobil, nettbrett eller PC?"));
    // What is no choice is as if nothing was asked.
    let odd = coordinator.get(&format!("{HERE}?format=%3Cscript%3E&utseende=x&sprak=tlh")).await.ok();
    assert!(odd.body.contains("format=poster_a4&amp;utseende=door&amp;sprak=nb"));
}

#[tokio::test]
async fn every_format_is_a_file_of_its_kind() {
    let test = TestApp::bergen(MORNING);
    let coordinator = test.signed_in(Role::Coordinator);
    // Every design and format is set in the tests of the documents themselves.
    for format in [PosterFormat::PosterA4, PosterFormat::TableCard, PosterFormat::Advertisement] {
        let path = format!("{HERE}/plakat.pdf?format={}&sprak=ar&utseende=field", format.code());
        let answer = coordinator.get(&path).await.ok();
        assert!(is_pdf(&answer), "{}", format.code());
        assert_eq!(answer.headers["cache-control"], "private, no-store");
    }
    assert!(is_png(
        &coordinator.get(&format!("{HERE}/bilde.png?utseende=quiet")).await.ok()
    ));
    let screen = coordinator.get(&format!("{HERE}/skjerm.png?sprak=uk")).await.ok();
    assert!(is_png(&screen));
    assert_eq!(
        screen.headers["content-disposition"],
        "attachment; filename=\"drop-in-biblioteket-screen-uk.png\""
    );
    let words = coordinator.get(&format!("{HERE}/annonse.txt?sprak=en")).await.ok();
    assert!(
        words.body.starts_with("Do you need help with your phone, tablet or computer?\n"),
        "{}",
        words.body
    );
    assert!(words.body.contains("/en/tilbud/drop-in-biblioteket\n"));
    let page = coordinator.get(&format!("{HERE}?format=advertisement")).await.ok();
    assert!(page.says("Trenger du hjelp med mobil, nettbrett eller PC?") && page.body.contains("annonse.txt?"));
}

#[tokio::test]
async fn a_colour_that_cannot_be_read_is_refused_with_the_nearest_that_can() {
    let test = TestApp::bergen(MORNING);
    let coordinator = test.signed_in(Role::Coordinator);
    for (colour, refusal) in [("blå", PosterRefusal::NotAColour), ("#F2B84B", PosterRefusal::Unreadable)] {
        let answer = coordinator.post("/kontor/plakatfarge", &[("farge", colour)]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            answer.says(&refusal.text(domain::shared::Locale::Nb)),
            "{}",
            answer.body
        );
    }
    let nearest = Colour::parse("#F2B84B").unwrap().nearest_readable();
    let refused = coordinator.post("/kontor/plakatfarge", &[("farge", "F2B84B")]).await;
    assert!(refused.says(&format!("Bruk {}", nearest.hex())));
    let kept = || test.app.db().read_blocking(test.tenant, |r| store::accent(r)).unwrap();
    assert_eq!(kept(), Colour::FJORD);
    coordinator.post("/kontor/plakatfarge", &[("farge", &nearest.hex())]).await.to("/kontor/plakater");
    assert_eq!(kept(), nearest);
    let leader = test.signed_in(Role::Guide);
    assert_eq!(leader.get("/kontor/plakatfarge").await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn words_are_a_draft_until_somebody_has_read_them_and_again_when_one_is_changed() {
    let test = TestApp::bergen(MORNING);
    let coordinator = test.signed_in(Role::Coordinator);
    let poster = format!("{HERE}?sprak=so");
    assert!(coordinator.get(&poster).await.ok().says("Derfor står det «Utkast» på plakaten"));
    for _ in 0..2 {
        coordinator.post("/kontor/plakatord/so", &[]).await.to("/kontor/plakatord/so");
    }
    assert!(!coordinator.get(&poster).await.ok().says("Utkast"));
    assert!(coordinator.get("/kontor/plakatord/so").await.ok().says("Ordene er lest og riktige"));
    let word = "/kontor/plakatord/so/free";
    coordinator.post(word, &[("ord", "  Lacag\nla’aan ")]).await.to("/kontor/plakatord/so");
    assert!(coordinator.get("/kontor/plakatord/so").await.ok().says("Lacag la’aan"));
    assert!(coordinator.get(&poster).await.ok().says("Utkast"));
    coordinator.post("/kontor/plakatord/so", &[]).await.to("/kontor/plakatord/so");
    // The same word again changes nothing; nothing at all takes ours back.
    coordinator.post(word, &[("ord", "Lacag la’aan")]).await.to("/kontor/plakatord/so");
    assert!(!coordinator.get(&poster).await.ok().says("Utkast"));
    coordinator.post(word, &[("ord", "")]).await.to("/kontor/plakatord/so");
    assert!(coordinator.get("/kontor/plakatord/so").await.ok().says("Bilaash"));
    assert_eq!(
        coordinator.get("/kontor/plakatord/tlh").await.status,
        StatusCode::NOT_FOUND
    );
    assert_eq!(
        coordinator.get("/kontor/plakatord/so/x").await.status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn a_word_keeps_its_places_its_length_and_nobodys_number() {
    let test = TestApp::bergen(MORNING);
    let coordinator = test.signed_in(Role::Coordinator);
    let hole = PosterRefusal::HoleMissing.text(domain::shared::Locale::Nb);
    for (typed, says) in [
        ("Gyldig", hole.as_str()),
        ("Fra {date} og {date}", hole.as_str()),
        ("Fra {date} {x}", hole.as_str()),
        (format!("{{date}} {}", "å".repeat(200)).as_str(), "for langt"),
        ("{date} 12345678901", "fødselsnummer"),
    ] {
        let answer = coordinator.post("/kontor/plakatord/uk/valid", &[("ord", typed)]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{typed}");
        assert!(answer.says(says), "{typed}: {}", answer.body);
    }
    let markup = "<b>#set page()</b> {date} & \"x\"";
    coordinator.post("/kontor/plakatord/uk/valid", &[("ord", markup)]).await.to("/kontor/plakatord/uk");
    assert!(!coordinator.get("/kontor/plakatord/uk").await.ok().body.contains("<b>#set"));
    assert!(is_pdf(
        &coordinator.get(&format!("{HERE}/plakat.pdf?sprak=uk")).await.ok()
    ));
}

const ARMS: &str = "/kontor/plakatvapen";

fn chunk(kind: &[u8; 4], data: &[u8]) -> Vec<u8> {
    let mut sum = flate2::Crc::new();
    sum.update(kind);
    sum.update(data);
    let length = u32::try_from(data.len()).unwrap().to_be_bytes();
    [length.as_slice(), kind, data, &sum.sum().to_be_bytes()].concat()
}

/// A PNG in one colour, as programs write them: with who made it.
fn png(width: u32, height: u32) -> Vec<u8> {
    let line = [vec![0], [11, 92, 107].repeat(width as usize)].concat();
    let mut lines = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
    lines.write_all(&line.repeat(height as usize)).unwrap();
    let head = [&width.to_be_bytes()[..], &height.to_be_bytes(), &[8, 2, 0, 0, 0]].concat();
    let author = chunk(b"tEXt", b"Author\0Ola Nordmann");
    let lines = chunk(b"IDAT", &lines.finish().unwrap());
    let parts = [&chunk(b"IHDR", &head)[..], &author, &lines, &chunk(b"IEND", b"")].concat();
    [b"\x89PNG\r\n\x1a\n".as_slice(), &parts].concat()
}

fn has(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|w| w == part)
}

/// Whether a PDF has the words as a text of its own, as alternative texts are.
fn has_text(pdf: &[u8], words: &str) -> bool {
    let sixteen: Vec<u8> = std::iter::once(0xfeff).chain(words.encode_utf16()).flat_map(u16::to_be_bytes).collect();
    let written: String = sixteen.iter().map(|byte| format!("{byte:02X}")).collect();
    let packed = pdf.windows(7).enumerate().filter(|(_, w)| *w == b"stream\n").map(|(at, _)| &pdf[at + 7..]);
    let mut all = pdf.to_vec();
    for stream in packed {
        // What is not packed is there already.
        let _ = flate2::read::ZlibDecoder::new(stream).read_to_end(&mut all);
    }
    has(&all, &sixteen) || has(&all, written.as_bytes())
}

#[tokio::test]
async fn arms_are_uploaded_stand_on_posters_are_exchanged_and_taken_away() {
    let test = TestApp::bergen(MORNING);
    let coordinator = test.signed_in(Role::Coordinator);
    let picture = format!("{ARMS}/bilde.png");
    assert_eq!(coordinator.get(&picture).await.status, StatusCode::NOT_FOUND);
    let without = coordinator.get(&format!("{HERE}/plakat.pdf")).await.ok();
    assert!(!has_text(&without.bytes, "Kommunevåpenet til Bergen"));
    for size in [(64, 80), (120, 90)] {
        coordinator.post_file(ARMS, &[], &png(size.0, size.1)).await.to("/kontor/plakatvapen?lagret=1");
        let there = coordinator.get(&picture).await.ok();
        assert!(is_png(&there) && there.headers["x-content-type-options"] == "nosniff");
        assert_eq!(there.headers["cache-control"], "private, no-store");
        assert_eq!(Arms::kept(there.bytes.clone()).unwrap().size(), size);
        assert!(!has(&there.bytes, b"Ola Nordmann") && !has(&there.bytes, b"tEXt"));
    }
    let page = coordinator.get(&format!("{ARMS}?lagret=1")).await.ok();
    assert!(page.says("Våpenet er lagret") && page.body.contains("alt=\"Kommunevåpenet til Bergen\""));
    // As wide as it was, and never stretched.
    assert!(page.body.contains("width=\"160\" height=\"120\""));
    let poster = coordinator.get(&format!("{HERE}/plakat.pdf")).await.ok();
    assert!(is_pdf(&poster) && has_text(&poster.bytes, "Kommunevåpenet til Bergen"));
    coordinator.post(&format!("{ARMS}/fjern"), &[]).await.to(ARMS);
    assert_eq!(coordinator.get(&picture).await.status, StatusCode::NOT_FOUND);
    assert!(!coordinator.get(ARMS).await.ok().body.contains("<img"));
}

#[tokio::test]
async fn what_is_no_picture_of_arms_is_refused_with_a_word_and_the_old_ones_stay() {
    let test = TestApp::bergen(MORNING);
    let coordinator = test.signed_in(Role::Coordinator);
    coordinator.post_file(ARMS, &[], &png(64, 64)).await.to("/kontor/plakatvapen?lagret=1");
    let whole = png(200, 200);
    let bomb = [&whole[..16], &30_000_u32.to_be_bytes(), &30_000_u32.to_be_bytes(), &whole[24..]].concat();
    let large = [whole.as_slice(), &[0; Arms::MOST_BYTES]].concat();
    let sent: [(&[u8], PosterRefusal); 7] = [
        (b"\xff\xd8\xff\xe0\0\x10JFIF\0", PosterRefusal::ArmsNotPng),
        (
            b"<svg xmlns=\"http://www.w3.org/2000/svg\"/>",
            PosterRefusal::ArmsNotPng,
        ),
        (&large, PosterRefusal::ArmsTooLarge),
        (&[7; 600_000], PosterRefusal::ArmsTooLarge),
        (&bomb, PosterRefusal::ArmsSides),
        (&png(63, 64), PosterRefusal::ArmsSides),
        (&whole[..whole.len() / 2], PosterRefusal::ArmsBroken),
    ];
    for (file, refusal) in sent {
        let answer = coordinator.post_file(ARMS, &[], file).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{refusal:?}");
        let (text, hint) = (refusal.text(Locale::Nb), refusal.hint(Locale::Nb));
        assert!(answer.says(&text) && answer.says(&hint), "{refusal:?}: {}", answer.body);
    }
    let nothing = coordinator.post(ARMS, &[]).await;
    assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(nothing.says(&PosterRefusal::ArmsMissing.text(Locale::Nb)));
    let kept = |tenant: i64| test.app.db().read_blocking(tenant, |r| store::arms(r)).unwrap();
    assert_eq!(kept(test.tenant).map(|arms| arms.size()), Some((64, 64)));
    assert!(kept(test.tenant + 1).is_none());
    for role in [Role::Guide, Role::PrivacyOfficer] {
        let other = test.signed_in(role);
        for path in [ARMS.to_owned(), format!("{ARMS}/bilde.png")] {
            assert_eq!(other.get(&path).await.status, StatusCode::FORBIDDEN);
        }
        assert_eq!(
            other.post_file(ARMS, &[], &png(64, 64)).await.status,
            StatusCode::FORBIDDEN
        );
    }
}

#[test]
fn whatever_is_sent_as_arms_is_answered() {
    fn body(bytes: &[u8]) {
        if let Ok(arms) = Arms::read(bytes) {
            let (width, height) = arms.size();
            assert!((1..=512).contains(&width) && (1..=512).contains(&height));
            assert_eq!(Arms::kept(arms.png().to_vec()), Some(arms));
        }
    }
    hostile::over("arms", body, 300);
}

/// Another municipality's offering, colour, arms and words are not here.
#[tokio::test]
async fn nothing_crosses_between_municipalities() {
    let test = TestApp::bergen(MORNING);
    let coordinator = test.signed_in(Role::Coordinator);
    coordinator.post("/kontor/plakatord/so", &[]).await.to("/kontor/plakatord/so");
    let read = |tenant: i64| test.app.db().read_blocking(tenant, |r| store::read(r)).unwrap();
    assert!(read(test.tenant).contains("so") && read(test.tenant + 1).is_empty());
}
