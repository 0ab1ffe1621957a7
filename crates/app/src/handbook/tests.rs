use super::{HandbookRefusal, store};
use crate::{
    frame::{AppError, Refusal},
    testing::{Browser, TestApp, town::key},
};
use ::store::Query as _;
use axum::http::StatusCode;
use domain::{
    access::Role,
    handbook::{Card, ReviewNeed, entries, shipped},
};
use jiff::civil::date;
use store::{load, revision};

const OPEN: &str = "2026-11-24T12:15";
const TEXT: &str = "/kontor/handbok/bank/tekst/nb";

fn bank() -> Card {
    shipped().iter().find(|s| s.card.key.as_str() == "bank").unwrap().card.clone()
}

/// The fields of the form for the words of the bank card.
fn words<'a>(made_from: &'a str, title: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("laget-av", made_from),
        ("tittel", title),
        ("nar", "Noen spør om nettbanken."),
        ("si", "Vi finner nummeret sammen."),
        ("steg", ""),
        ("kan", "Finne nummeret til banken.\nVise en øvingsside."),
        ("ikke-1", "Betale regninger."),
        ("heller-1", "Ring banken sammen."),
    ]
}

#[tokio::test]
async fn a_guide_finds_the_card_and_reads_it() {
    let test = TestApp::bergen(OPEN);
    let guide = test.signed_in(Role::Helper);
    let found = guide
        .get("/skranke/handbok?q=bestemor+har+f%C3%A5tt+ny+mobil+og+bankid+virker+ikke&topic=nav&hylle=apps")
        .await
        .ok();
    let first = found.body.split("href=\"/skranke/handbok/").nth(1).unwrap().split('"').next().unwrap();
    assert!(first.starts_with("bankid-ny-mobil?topic=nav"), "{first}");
    assert!(!first.contains("hylle"), "a shelf is no part of the visit: {first}");
    let card = guide.get(&format!("/skranke/handbok/{}", first.replace("&amp;", "&"))).await.ok();
    assert!(card.says("BankID på ny mobil") && card.says("Si for eksempel") && card.says("Gjør heller:"));
    assert!(
        card.body.contains("/skranke/kan-jeg?svar=enter_password&amp;topic=nav"),
        "{}",
        card.body
    );
    assert!(
        card.body.contains("/skranke/lapp/door/banken-din"),
        "a door with its slip"
    );
    assert!(
        card.says("Bestille elektronisk ID"),
        "the digital service that Bergen has"
    );
    assert!(card.says("Kortet følger med Terskel (utgave 1, ") && card.says("Ingen i kommunen har sagt"));
    let nn = guide.get("/nn/skranke/handbok/bankid-ny-mobil").await.ok();
    assert!(nn.says("La han liggje urørt") && nn.says("Gjer heller:"));
    let en = guide.get("/en/skranke/handbok?q=phone+is+full").await.ok();
    assert!(en.says("The phone is full"));
    let none = guide.get("/nb/skranke/handbok?q=xyzzyq").await.ok();
    assert!(none.says("Det har vi ikke et kort om"));
    let typed = guide.get("/skranke/handbok?q=facebok").await.ok();
    assert!(typed.says("Vi leste det som «facebook»"), "{}", typed.body);
    assert!(guide.get("/skranke/handbok?hylle=money").await.ok().says("Komme trygt i gang med Vipps"));
    assert_eq!(guide.get("/skranke/handbok/ingen").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_whole_book_is_one_page() {
    let test = TestApp::bergen(OPEN);
    let book = test.signed_in(Role::Guide).get("/skranke/handbok/alle").await.ok();
    for card in shipped() {
        assert!(
            book.body.contains(&format!("id=\"{}\"", card.card.key)),
            "{}",
            card.card.key
        );
        assert!(book.says(&card.card.nb.title), "{}", card.card.nb.title);
    }
    assert!(book.body.contains("data-book hidden"), "the search is the script's");
}

#[tokio::test]
async fn may_i_leads_to_the_card_and_bergen_s_own_answer_stands_on_it() {
    let test = TestApp::bergen(OPEN);
    let guide = test.signed_in(Role::Guide);
    let answer = guide.get("/skranke/kan-jeg?svar=pay_bills&topic=payment").await.ok();
    assert!(
        answer.says("I håndboka") && answer.body.contains("/skranke/handbok/bank?topic=payment"),
        "{}",
        answer.body
    );
    let card = guide.get("/skranke/handbok/soknad-for-noen").await.ok();
    assert!(card.says("Bestemt i kommunen vår") && card.says("Ja, men vær varsom"));
    let desk = guide.get("/skranke/velg-sted").await;
    assert!(desk.status.is_success());
    let nothing = guide.get("/skranke/kan-jeg?q=xyzzyx").await.ok();
    assert!(nothing.body.contains("/skranke/handbok?q=xyzzyx"), "{}", nothing.body);
}

#[tokio::test]
async fn who_may_do_what() {
    let test = TestApp::bergen(OPEN);
    for (role, page, status) in [
        (Role::Helper, "/skranke/handbok", StatusCode::OK),
        (Role::Helper, "/kontor/handbok", StatusCode::FORBIDDEN),
        (Role::PrivacyOfficer, "/kontor/handbok/bank", StatusCode::OK),
        (Role::PrivacyOfficer, TEXT, StatusCode::FORBIDDEN),
        (Role::Leader, TEXT, StatusCode::OK),
        (Role::Coordinator, "/kontor/handbok/bank/versjoner", StatusCode::OK),
        (Role::Coordinator, "/kontor/handbok/ingen", StatusCode::NOT_FOUND),
        (
            Role::Coordinator,
            "/kontor/handbok/bank/tekst/de",
            StatusCode::NOT_FOUND,
        ),
    ] {
        assert_eq!(test.signed_in(role).get(page).await.status, status, "{role:?} {page}");
    }
    let reader = test.signed_in(Role::PrivacyOfficer);
    let page = reader.get("/kontor/handbok/bank").await.ok();
    assert!(!page.body.contains("/tekst/nb") && !page.body.contains("gjennomgang\""));
}

#[tokio::test]
async fn the_municipality_writes_its_own_version_and_marks_it_looked_through() {
    let test = TestApp::bergen(OPEN);
    let office = test.signed_in(Role::Coordinator);
    let form = office.get(TEXT).await.ok();
    assert!(form.says("Når du lagrer, blir dette kommunens egen utgave"));
    assert!(form.body.contains("Finne bankens nummer"), "{}", form.body);
    let mut look = words("0", "Banken hos oss");
    look.push(("gjor", "vis"));
    let preview = office.post(TEXT, &look).await.ok();
    assert!(preview.says("Slik ser skranken det") && preview.says("Gjør heller: Ring banken sammen."));
    assert!(
        test.signed_in(Role::Guide)
            .get("/skranke/handbok/bank")
            .await
            .ok()
            .says("Pengene dine skal ingen andre se")
    );

    let _ = office.post(TEXT, &words("0", "Banken hos oss")).await.to("/kontor/handbok/bank?lagret=1");
    // The same once more, from a double click.
    let _ = office.post(TEXT, &words("0", "Banken hos oss")).await.to("/kontor/handbok/bank?lagret=1");
    let guide = test.signed_in(Role::Guide);
    let card = guide.get("/skranke/handbok/bank").await.ok();
    assert!(card.says("Banken hos oss") && card.says("Kommunens egen utgave av kortet."));
    assert!(
        guide.get("/nn/skranke/handbok/bank").await.ok().says("Pengane dine skal ingen andre sjå"),
        "the rest stands"
    );
    assert!(guide.get("/nb/skranke/handbok?q=banken+hos+oss").await.ok().says("Banken hos oss"));

    let home = office.get("/kontor").await.ok();
    assert!(
        home.says("Ett kort venter på at noen går gjennom det."),
        "{}",
        home.body
    );
    assert!(office.get("/kontor/handbok?vis=venter").await.ok().says("Banken hos oss"));
    let review = [("navn", "Fagleder"), ("dato", "2026-11-24"), ("maneder", "6")];
    let _ = office
        .post("/kontor/handbok/bank/gjennomgang", &review)
        .await
        .to("/kontor/handbok/bank?gjennomgatt=1");
    assert!(guide.get("/skranke/handbok/bank").await.ok().says("Gjennomgått av Fagleder, "));
    assert!(!office.get("/kontor").await.ok().says("venter på at noen går gjennom"));
    test.at("2027-05-24T09:00");
    let office = test.signed_in(Role::Coordinator);
    // And those that ship to be looked at twice a year.
    let due = 1 + shipped().iter().filter(|s| s.good_for_months == 6).count();
    assert!(
        office.get("/kontor").await.ok().says(&format!("{due} kort venter")),
        "half a year has passed"
    );
    test.at("2027-11-24T09:00");
    let office = test.signed_in(Role::Coordinator);
    assert!(
        office.get("/kontor").await.ok().says(&format!("{} kort venter", shipped().len())),
        "a year has passed"
    );
    let guide = test.signed_in(Role::Guide);
    assert!(guide.get("/skranke/handbok/vipps").await.ok().says("Kan være gammelt"));
}

#[tokio::test]
async fn a_form_with_mistakes_keeps_what_was_written() {
    let test = TestApp::bergen(OPEN);
    let office = test.signed_in(Role::Coordinator);
    let fields = [
        ("laget-av", "0"),
        ("tittel", ""),
        ("nar", "Ring 116 123 eller skriv 01019012345"),
        ("steg", "Et steg"),
        ("ikke-1", "Betale"),
        ("heller-1", ""),
        ("heller-2", "Uten noe foran"),
    ];
    let wrong = office.post(TEXT, &fields).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.says("Her mangler det noe.") && wrong.says("Skriv begge deler"));
    assert!(wrong.body.contains("Uten noe foran") && wrong.body.contains("Et steg"));
    assert!(
        wrong.body.matches("aria-invalid=\"true\"").count() >= 4,
        "{}",
        wrong.body
    );
    let dilemma = office.post(TEXT, &[("laget-av", "0"), ("tittel", "Banken"), ("steg", "Et steg")]).await;
    assert!(dilemma.says("Skriv minst én ting man ikke kan"));
    let topic = office.post("/kontor/handbok/vipps/tekst/nn", &[("tittel", "Vipps")]).await;
    assert!(topic.says("Skriv minst ett steg"));
    let long = "ord ".repeat(200);
    let long = office.post(TEXT, &[("tittel", "Banken"), ("steg", &long)]).await;
    assert!(long.says("Det ble for langt"));

    let review = office
        .post(
            "/kontor/handbok/bank/gjennomgang",
            &[("navn", ""), ("dato", "2030-01-01"), ("maneder", "99")],
        )
        .await;
    assert_eq!(review.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(review.says("Skriv en dag som har vært") && review.says("Velg ett av svarene"));
    let links = office
        .post(
            "/kontor/handbok/bank/oppsett",
            &[("hylle", "ingen"), ("kilder", "Loven http://eksempel.no")],
        )
        .await;
    assert!(links.says("En nettadresse begynner med https://") && links.says("Velg ett av svarene"));
    assert!(
        office.get("/kontor/handbok?vis=egne").await.ok().says("Ingen kort her"),
        "nothing was stored"
    );
}

#[tokio::test]
async fn two_who_write_at_once_see_each_other_s_words() {
    let test = TestApp::bergen(OPEN);
    let office = test.signed_in(Role::Coordinator);
    let leader = test.signed_in(Role::Leader);
    let _ = office.post(TEXT, &words("0", "Banken, sa Kari")).await.to("/kontor/handbok/bank?lagret=1");
    let late = leader.post(TEXT, &words("0", "Banken, sa Jonas")).await;
    assert_eq!(late.status, HandbookRefusal::ChangedMeanwhile.status());
    assert!(late.says("Noen andre endret kortet mens du skrev.") && late.says("Banken, sa Kari"));
    assert!(
        late.body.contains("value=\"Banken, sa Jonas\""),
        "what was written is kept"
    );
    let number = late.body.split("name=\"laget-av\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let _ = leader.post(TEXT, &words(&number, "Banken, sa Jonas")).await.to("/kontor/handbok/bank?lagret=1");
    let links = office.post("/kontor/handbok/bank/oppsett", &[("laget-av", "0"), ("hylle", "apps")]).await;
    assert_eq!(links.status, StatusCode::CONFLICT);
    assert!(test.signed_in(Role::Guide).get("/skranke/handbok/bank").await.ok().says("Banken, sa Jonas"));
}

async fn saved_own(office: &Browser) -> String {
    let fields = [("slag", "dilemma"), ("tittel", "Ny"), ("hylle", "people")];
    let made = office.post("/kontor/handbok/ny", &fields).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER);
    made.location().to_owned()
}

#[tokio::test]
async fn a_card_of_ones_own_is_made_once_and_shown_when_it_is_written() {
    let test = TestApp::bergen(OPEN);
    let office = test.signed_in(Role::Coordinator);
    let empty = office.post("/kontor/handbok/ny", &[("tittel", "  ")]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    let _ = office.get("/kontor/handbok/ny").await.ok();
    let address = saved_own(&office).await;
    assert_eq!(
        address, "/kontor/handbok/ny-2/tekst/nb",
        "an address of ours is never a card's"
    );
    assert_eq!(saved_own(&office).await, address, "sent twice, made once");
    let guide = test.signed_in(Role::Guide);
    assert_eq!(
        guide.get("/skranke/handbok/ny-2").await.status,
        StatusCode::NOT_FOUND,
        "not written yet"
    );
    assert!(office.get("/kontor/handbok/ny-2").await.ok().says("Kortet er ikke ferdig skrevet"));
    let number = {
        let page = office.get(&address).await.ok();
        page.body.split("name=\"laget-av\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned()
    };
    let _ = office
        .post(&address, &words(&number, "Når skyssen er sen"))
        .await
        .to("/kontor/handbok/ny-2?lagret=1");
    assert!(guide.get("/skranke/handbok/ny-2").await.ok().says("Kommunens eget kort."));
    assert!(guide.get("/skranke/handbok?q=skyssen").await.ok().says("Når skyssen er sen"));
    let links = office.get("/kontor/handbok/ny-2/oppsett").await.ok();
    let number = links.body.split("name=\"laget-av\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let fields = [
        ("laget-av", number.as_str()),
        ("hylle", "public"),
        ("ord", "drosje\ntaxi"),
        ("grense", "book_travel"),
        ("grense", "ingen_slik"),
        ("dor", "politiet"),
        ("tjeneste", "min-side"),
        ("tema", "apps_maps"),
        ("kilder", "Ruteselskapet https://skyss.no\nEgen erfaring"),
    ];
    let _ = office.post("/kontor/handbok/ny-2/oppsett", &fields).await.to("/kontor/handbok/ny-2?lagret=1");
    let card = guide.get("/skranke/handbok/ny-2").await.ok();
    assert!(card.says("Reiser og billetter") && card.says("Politiet") && card.says("Egen erfaring"));
    assert!(card.body.contains("href=\"https://skyss.no\""));
    assert!(guide.get("/skranke/handbok?q=drosje").await.ok().says("Når skyssen er sen"));
    let gone = office.post("/kontor/handbok/ny-2/valg", &[("gjor", "folg")]).await;
    assert_eq!(gone.status, HandbookRefusal::NothingShips.status());
    assert!(gone.says("Det følger ikke med noe kort som dette."));
}

#[tokio::test]
async fn earlier_versions_are_compared_and_brought_back() {
    let test = TestApp::bergen(OPEN);
    let office = test.signed_in(Role::Coordinator);
    assert!(office.get("/kontor/handbok/bank/versjoner").await.ok().says("Kortet er slik det fulgte med."));
    let _ = office.post(TEXT, &words("0", "Første")).await.to("/kontor/handbok/bank?lagret=1");
    let _ = office.post(TEXT, &words("2", "Andre")).await.to("/kontor/handbok/bank?lagret=1");
    let page = office.get("/kontor/handbok/bank/versjoner").await.ok();
    assert!(page.says("Utgave 1: slik kortet fulgte med") && page.says("Utgave 3: vår"));
    assert!(
        page.body.contains("<del>nb = &quot;Første&quot;</del>")
            && page.body.contains("<ins>nb = &quot;Andre&quot;</ins>"),
        "{}",
        page.body
    );
    let against = office.get("/kontor/handbok/bank/versjoner?fra=0&til=1").await.ok();
    assert!(against.says("De to er like."));
    let _ = office
        .post("/kontor/handbok/bank/versjoner", &[("versjon", "2"), ("laget-av", "3")])
        .await
        .to("/kontor/handbok/bank?lagret=1");
    assert!(office.get("/kontor/handbok/bank").await.ok().says("Første"));
    let late = office.post("/kontor/handbok/bank/versjoner", &[("versjon", "3"), ("laget-av", "2")]).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    let history = test.signed_in(Role::Leader).get("/kontor/historikk?ting=bank").await.ok();
    assert!(history.says("kortet «bank» i håndboka"), "{}", history.body);
    let _ = office
        .post("/kontor/handbok/bank/valg", &[("gjor", "folg")])
        .await
        .to("/kontor/handbok/bank?lagret=1");
    assert!(office.get("/kontor/handbok/bank").await.ok().says("Kortet følger med Terskel"));
    assert_eq!(
        office.post("/kontor/handbok/bank/valg", &[("gjor", "noe")]).await.status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn a_card_that_is_taken_out_is_not_found_until_it_is_put_back() {
    let test = TestApp::bergen(OPEN);
    let office = test.signed_in(Role::Coordinator);
    let guide = test.signed_in(Role::Guide);
    let _ = office
        .post("/kontor/handbok/kart/valg", &[("gjor", "ta-ut")])
        .await
        .to("/kontor/handbok/kart?lagret=1");
    assert_eq!(guide.get("/skranke/handbok/kart").await.status, StatusCode::NOT_FOUND);
    assert!(!guide.get("/skranke/handbok?q=kart").await.ok().body.contains("/skranke/handbok/kart"));
    assert!(office.get("/kontor/handbok?vis=tatt-ut").await.ok().says("Finne veien med kart"));
    let _ = office
        .post("/kontor/handbok/kart/valg", &[("gjor", "ta-inn")])
        .await
        .to("/kontor/handbok/kart?lagret=1");
    assert!(guide.get("/skranke/handbok/kart").await.ok().says("Finne veien med kart"));
}

/// A later edition of the product has another card: the own version stands, it is shown, and one of two things is done.
#[tokio::test]
async fn an_upgrade_never_writes_over_what_the_municipality_wrote() {
    let test = TestApp::bergen(OPEN);
    let office = test.signed_in(Role::Coordinator);
    let _ = office.post(TEXT, &words("0", "Banken hos oss")).await.to("/kontor/handbok/bank?lagret=1");
    // What the card was when they wrote theirs is kept as version 1: an upgrade is that it differs from what ships.
    let older = {
        let mut card = bank();
        card.nb.when = "Slik sto det i en tidligere utgave.".to_owned();
        domain::handbook::to_toml(&card)
    };
    let write = move |tx: &mut ::store::Tx| {
        tx.exec(
            "UPDATE handbook_version SET content = $2 WHERE tenant_id = $1 AND key = 'bank' AND number = 1",
            &::store::params![tx.tenant(), older.as_str()],
        )?;
        tx.exec(
            "UPDATE handbook_card SET revision = revision + 1 WHERE tenant_id = $1 AND key = 'bank'",
            &::store::params![tx.tenant()],
        )?;
        Ok::<_, AppError>(())
    };
    test.app.db().write_blocking(ctx(&test), write).unwrap();
    let page = office.get("/kontor/handbok/bank").await.ok();
    assert!(page.says("Kortet som følger med, er endret") && page.says("Banken hos oss"));
    assert!(page.body.contains("<ins>"), "what is new is shown");
    assert!(office.get("/kontor/handbok").await.ok().says("Ny utgave finnes"));
    assert!(test.signed_in(Role::Guide).get("/skranke/handbok/bank").await.ok().says("Banken hos oss"));
    let _ = office
        .post("/kontor/handbok/bank/valg", &[("gjor", "behold")])
        .await
        .to("/kontor/handbok/bank?lagret=1");
    let kept = office.get("/kontor/handbok/bank").await.ok();
    assert!(kept.says("Banken hos oss") && !kept.says("Kortet som følger med, er endret"));
}

fn ctx(test: &TestApp) -> ::store::WriteCtx {
    ::store::WriteCtx {
        tenant: test.tenant,
        actor: ::store::Actor::System,
        now: test.now(),
    }
}

#[tokio::test]
async fn the_store_keeps_and_forgets() {
    let test = TestApp::minimal(OPEN);
    let write = |f: fn(&mut ::store::Tx) -> Result<(), AppError>| test.app.db().write_blocking(ctx(&test), f);
    let all = || {
        let kept = test.app.db().read_blocking(test.tenant, |r| load(r)).unwrap();
        entries(kept)
    };
    let count = || test.app.db().read_blocking(test.tenant, |r| revision(r)).unwrap();
    let versions = || test.app.db().read_blocking(test.tenant, |r| store::versions(r, &key("bank"))).unwrap();
    assert_eq!(count(), 0);
    write(|tx| store::review(tx, &key("bank"), "Kari", date(2026, 11, 24), date(2027, 11, 24))).unwrap();
    let before = count();
    assert!(before > 0);
    let one = |name: &str| all().into_iter().find(|e| e.card.key.as_str() == name).unwrap();
    assert_eq!(one("bank").review.unwrap().by, "Kari");
    assert_eq!(one("bank").need(date(2026, 12, 1)), ReviewNeed::Not(date(2027, 11, 24)));
    // Looked through twice, the card is kept once.
    write(|tx| store::review(tx, &key("bank"), "Jonas", date(2026, 11, 24), date(2027, 5, 24))).unwrap();
    assert_eq!(versions().len(), 1);
    assert!(versions()[0].shipped && versions()[0].by.is_empty());
    write(|tx| {
        let mut own = bank();
        own.en.title = "Our bank".to_owned();
        store::save(tx, &own, 0, "Kari")
    })
    .unwrap();
    assert_eq!(one("bank").need(date(2026, 12, 1)), ReviewNeed::ChangedSince);
    assert_eq!(
        test.app.db().read_blocking(test.tenant, |r| store::current(r, &key("bank"))).unwrap(),
        2
    );
    assert_eq!(versions()[0].by, "Kari");
    let gone = write(|tx| store::keep_own(tx, &key("ikke-her")));
    assert!(matches!(gone, Err(AppError::Refused(r)) if r.code() == HandbookRefusal::NothingShips.code()));
    assert!(!all().iter().any(|e| e.card.key.as_str() == "ikke-her"));
    let absent = write(|tx| store::review(tx, &key("ikke-her"), "Kari", date(2026, 11, 24), date(2027, 5, 24)));
    assert!(matches!(absent, Err(AppError::Absent)));
    write(super::tonight).unwrap();
    assert_eq!(versions()[0].by, "Kari", "not long ago");
    test.at("2030-01-01T03:00");
    let old = count();
    write(super::tonight).unwrap();
    assert!(versions().iter().all(|v| v.by.is_empty()));
    assert_eq!(one("bank").review.unwrap().by, "");
    assert!(count() > old, "the next reader sees it");
}
