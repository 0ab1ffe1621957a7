use super::{
    broken,
    content::{Content, Matter, made_here},
    freeze, left_before,
    made_up::made_up,
    store::{self, Opened, Stored},
    tonight,
};
use crate::{
    anchoring, boundaries,
    council::{self, CouncilRefusal},
    frame::{AppError, Refusal},
    operations::doctor,
    risk,
    testing::{Browser, TestApp, example},
};
use ::store::{Actor, Query, Tx, WriteCtx, params};
use axum::http::StatusCode;
use documents::{Block, Deck, Design, Document, Look, Slide};
use domain::{
    access::Role,
    packages::{
        FigureCell, FigureSource, NewPackage, PackageDocument, PackageDocumentKind, PackageFile, PackageMedia,
        PackageRefusal,
    },
    shared::{Id, Locale, day_and_minute},
};
use std::{collections::BTreeMap, io::Read as _};

const MORNING: &str = "2026-03-03T09:00";
const HOME: &str = "/kontor/arkivpakke";

fn tried<T, F>(test: &TestApp, f: F) -> Result<T, AppError>
where
    F: FnMut(&mut Tx) -> Result<T, AppError> + Send + 'static,
    T: Send + 'static,
{
    let ctx = WriteCtx {
        tenant: test.tenant,
        actor: Actor::System,
        now: test.now(),
    };
    test.app.db().write_blocking(ctx, f)
}

fn write<T, F>(test: &TestApp, f: F) -> T
where
    F: FnMut(&mut Tx) -> Result<T, AppError> + Send + 'static,
    T: Send + 'static,
{
    tried(test, f).unwrap()
}

fn all(test: &TestApp) -> Vec<Stored> {
    test.app.db().read_blocking(test.tenant, |r| store::all(r)).unwrap()
}

fn open(test: &TestApp, id: Id) -> Result<Opened, AppError> {
    test.app.db().read_blocking(test.tenant, move |r| store::open(r, id))
}

fn code<T>(result: Result<T, AppError>) -> &'static str {
    match result {
        Err(AppError::Refused(why)) => why.code(),
        Err(AppError::Absent) => "absent",
        Err(_) => "fault",
        Ok(_) => "ok",
    }
}

fn text_file(name: &str, text: &str) -> PackageFile {
    PackageFile {
        name: name.to_owned(),
        media: PackageMedia::Text,
        bytes: text.as_bytes().to_vec(),
    }
}

fn package(title: &str) -> NewPackage {
    let figure = FigureSource {
        title: "Hvem som kom".to_owned(),
        query: "Talte veiledninger".to_owned(),
        source: "Kommunen".to_owned(),
        year: "2025".to_owned(),
        columns: vec!["Sted".to_owned(), "Antall".to_owned()],
        rows: [("=Fyllingsdalen", 3), ("Laksevåg", 12), ("Åsane", 40)]
            .map(|(place, n)| vec![FigureCell::Words(place.to_owned()), FigureCell::People(n)])
            .to_vec(),
    };
    NewPackage {
        title: title.to_owned(),
        sender: "Digihjelpen".to_owned(),
        language: Locale::Nb,
        documents: vec![PackageDocument {
            origin: "status".to_owned(),
            title: "Status & <mer>".to_owned(),
            kind: PackageDocumentKind::StatusCase,
            language: Locale::Nb,
            texts: Vec::new(),
            drawings: vec!["Hvem som kom".to_owned()],
            figures: vec![figure],
            files: vec![text_file("status.txt", "Slik går det.")],
        }],
        change_note: String::new(),
        former: None,
    }
}

fn frozen(test: &TestApp, title: &str) -> Id {
    let package = package(title);
    write(test, move |tx| freeze(tx, &package))
}

/// The demonstration's entries in Bergen.
fn furnished() -> TestApp {
    let test = TestApp::whole("bergen", MORNING);
    let register = example("bergen");
    write(&test, move |tx| {
        anchoring::made_up::made_up(tx)?;
        boundaries::made_up::made_up(tx, &register)?;
        risk::made_up::made_up(tx)
    });
    test
}

fn unpacked(bytes: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(bytes.to_vec())).unwrap();
    let names: Vec<String> = zip.file_names().map(|name| name.unwrap().into_owned()).collect();
    let one = |name: String| {
        let mut bytes = Vec::new();
        zip.by_name(&name).unwrap().read_to_end(&mut bytes).unwrap();
        (name, bytes)
    };
    names.into_iter().map(one).collect()
}

async fn choose(office: &Browser, title: &str, documents: &[&str]) -> crate::testing::Answer {
    let mut fields = vec![("tittel", title)];
    fields.extend(documents.iter().map(|d| ("dokument", *d)));
    office.post(&format!("{HOME}/ny"), &fields).await
}

#[test]
fn numbers_have_no_holes_and_versions_are_linked() {
    let test = TestApp::minimal(MORNING);
    let first = frozen(&test, "A");
    assert_eq!(frozen(&test, "A"), first, "a double click is one package");
    assert_eq!(
        code(tried(&test, |tx| freeze(
            tx,
            &NewPackage {
                documents: Vec::new(),
                ..package("B")
            }
        ))),
        "packages.empty"
    );
    let undone = tried(&test, |tx| {
        freeze(tx, &package("B"))?;
        Err::<(), _>(AppError::Absent)
    });
    assert_eq!(code(undone), "absent");
    test.later(5);
    let newer = move |note: &str| NewPackage {
        former: Some(first),
        change_note: note.to_owned(),
        ..package("A")
    };
    assert_eq!(
        code(tried(&test, move |tx| freeze(tx, &newer(" ")))),
        "packages.no_note"
    );
    let second = write(&test, move |tx| freeze(tx, &newer("Nye tall.")));
    let third = frozen(&test, "C");
    assert_eq!(
        code(tried(&test, move |tx| freeze(tx, &newer("Enda nyere.")))),
        PackageRefusal::Replaced.code()
    );
    let stranger = NewPackage {
        former: Some(Id([7; 16])),
        change_note: "Nytt.".to_owned(),
        ..package("D")
    };
    assert_eq!(code(tried(&test, move |tx| freeze(tx, &stranger))), "absent");
    let shown: Vec<_> = all(&test).into_iter().map(|p| (p.number, p.version, p.id, p.former)).collect();
    assert_eq!(
        shown,
        [(3, 1, third, None), (2, 2, second, Some(first)), (1, 1, first, None)]
    );
    assert_eq!(open(&test, second).unwrap().contents.former, Some(1));
    assert_eq!(open(&test, second).unwrap().stored.line, first);
}

#[test]
fn two_who_freeze_at_once_get_a_number_each() {
    let test = TestApp::minimal(MORNING);
    std::thread::scope(|s| {
        for n in 0..4 {
            let (app, tenant, now) = (test.app.clone(), test.tenant, test.now());
            s.spawn(move || {
                let ctx = WriteCtx {
                    tenant,
                    actor: Actor::System,
                    now,
                };
                app.db().write_blocking(ctx, move |tx| freeze(tx, &package(&format!("Pakke {n}")))).unwrap();
            });
        }
    });
    let numbers: Vec<i64> = all(&test).iter().map(|p| p.number).collect();
    assert_eq!(numbers, [4, 3, 2, 1]);
    assert!(test.app.db().read_blocking(test.tenant, |r| broken(r)).unwrap().is_empty());
}

#[test]
fn every_file_is_there_with_its_checksum_and_few_people_are_hidden() {
    let test = TestApp::minimal(MORNING);
    let opened = open(&test, frozen(&test, "Status")).unwrap();
    let paths: Vec<&str> = opened.files.iter().map(|(f, _)| f.path.as_str()).collect();
    assert_eq!(
        paths,
        [
            "LESMEG.txt",
            "arkivmelding.xml",
            "data/figur-01.csv",
            "data/figur-01.json",
            "dokumenter/status.txt",
            "pakke.json",
            "sjekksummer.txt"
        ]
    );
    let text = |path: &str| {
        let (_, bytes) = opened.files.iter().find(|(f, _)| f.path == path).unwrap();
        String::from_utf8(bytes.clone()).unwrap()
    };
    let csv = text("data/figur-01.csv");
    assert!(
        csv.contains("'=Fyllingsdalen;færre enn 5") && csv.contains("Laksevåg;skjult") && csv.contains("Åsane;40"),
        "{csv}"
    );
    let json: serde_json::Value = serde_json::from_str(&text("data/figur-01.json")).unwrap();
    assert_eq!(json["query"], "Talte veiledninger");
    assert_eq!(json["rows"][0][1], "færre enn 5");
    let read = text("LESMEG.txt");
    for words in ["Pakke 1, utgave 1. Fryst", "dokumenter/status.txt", "Kilde: Kommunen", "Gjelder: 2025"] {
        assert!(read.contains(words), "{words}: {read}");
    }
    let message = text("arkivmelding.xml");
    assert!(
        message.contains("<tittel>Status &amp; &lt;mer&gt;</tittel>"),
        "{message}"
    );
    let status = super::assemble::checksum(b"Slik g\xc3\xa5r det.");
    assert!(text("sjekksummer.txt").contains(&format!("{status}  dokumenter/status.txt\n")));
    assert!(message.contains(&status));
    assert_eq!(
        opened.stored.checksum,
        super::assemble::checksum(text("sjekksummer.txt").as_bytes())
    );
}

/// Changes rows behind the room's back, as somebody with the database in hand could; what the next reading says.
fn tampered(test: &TestApp, n: usize, sql: &'static str, bytes: Option<&'static [u8]>) -> &'static str {
    let id = frozen(test, &format!("Status {n}"));
    let done = tried(test, move |tx| {
        let mut values = params![tx.tenant(), id.0];
        values.extend(bytes.map(|b| ::store::Value::Bytes(b.to_vec())));
        tx.exec(sql, &values)?;
        Ok(())
    });
    match done {
        Err(_) => "the database refuses",
        Ok(()) => code(open(test, id)),
    }
}

#[test]
fn what_is_changed_behind_its_back_is_seen_at_each_reading() {
    let test = TestApp::minimal(MORNING);
    let content = "UPDATE package_file SET content = $3 WHERE tenant_id = $1 AND package_id = $2 AND path = 'dokumenter/status.txt'";
    for (n, refused) in [
        "UPDATE package SET checksum = 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa' WHERE tenant_id = $1 AND id = $2",
        "UPDATE package_file SET size = 1 WHERE tenant_id = $1 AND package_id = $2",
        "DELETE FROM package WHERE tenant_id = $1 AND id = $2",
    ]
    .into_iter()
    .enumerate()
    {
        assert_eq!(tampered(&test, n, refused, None), "the database refuses", "{refused}");
    }
    assert_eq!(tampered(&test, 10, content, Some(b"kort")), "the database refuses");
    let found = |test: &TestApp| {
        let told = doctor::examine(test.app.db(), test.now()).unwrap();
        told.iter().filter(|f| f.wrong && f.code == "package_broken").count()
    };
    assert_eq!(found(&test), 0);
    let broken = PackageRefusal::Broken.code();
    let seen = [
        "UPDATE package SET title = 'Noe annet' WHERE tenant_id = $1 AND id = $2",
        "UPDATE package SET frozen_at = 0 WHERE tenant_id = $1 AND id = $2",
        "UPDATE package SET change_note = 'x' WHERE tenant_id = $1 AND id = $2",
        "DELETE FROM package_file WHERE tenant_id = $1 AND package_id = $2 AND path = 'dokumenter/status.txt'",
        "DELETE FROM package_file WHERE tenant_id = $1 AND package_id = $2 AND path = 'sjekksummer.txt'",
        "UPDATE package_file SET path = 'dokumenter/b.txt' WHERE tenant_id = $1 AND package_id = $2 AND path = 'dokumenter/status.txt'",
        "UPDATE package_file SET checksum = sealed_by WHERE tenant_id = $1 AND package_id = $2 AND path = 'LESMEG.txt'",
    ];
    for (n, sql) in seen.into_iter().enumerate() {
        assert_eq!(tampered(&test, 20 + n, sql, None), broken, "{sql}");
    }
    assert_eq!(tampered(&test, 40, content, Some(b"Slik gikk det!")), broken);
    assert_eq!(found(&test), seen.len() + 1);
    let number = "UPDATE package SET number = 900 WHERE tenant_id = $1 AND id = $2";
    assert_eq!(tampered(&test, 41, number, None), broken);
    assert_eq!(found(&test), seen.len() + 3, "its own number is missing too");
}

/// Rows of a package are written once: no statement of the program changes one.
#[test]
fn nothing_in_the_program_changes_a_package() {
    let code = include_str!("store.rs");
    for table in ["package ", "package_file "] {
        assert!(!code.contains(&format!("UPDATE {table}")), "{table}");
        assert_eq!(
            code.matches(&format!("DELETE FROM {table}")).count(),
            1,
            "{table}: the night alone"
        );
    }
}

#[test]
fn what_nobody_may_read_is_stopped() {
    let test = TestApp::minimal(MORNING);
    let number = crate::privacy::attack_tests::identity_number();
    let document = Document {
        title: "Sak".to_owned(),
        language: Locale::Nb.into(),
        subject: String::new(),
        author: "Digihjelpen".to_owned(),
        made: test.now(),
        id: "sak".to_owned(),
        blocks: vec![Block::paragraph(format!("Hun har {number}."))],
    };
    let content = Content {
        origin: "sak".to_owned(),
        kind: PackageDocumentKind::CouncilCase,
        language: Locale::Nb,
        look: Look::new(Design::Report, "Digihjelpen".to_owned()),
        matter: Matter::Pages(document),
        name: "sak".to_owned(),
        figures: Vec::new(),
    };
    // Nothing in a Word file can be read as it is: it is found in what the file is made of.
    let made = made_here(content, &[PackageMedia::Word]).unwrap();
    let with = |document: PackageDocument| NewPackage {
        documents: vec![document],
        ..package("Sak")
    };
    let refused = tried(&test, move |tx| freeze(tx, &with(made.clone()))).unwrap_err();
    let AppError::Refused(why) = refused else {
        panic!("it was not refused")
    };
    assert_eq!(why.code(), "packages.personal");
    for l in Locale::ALL {
        assert!(
            why.text(l).contains("Sak") && !why.text(l).contains(&number),
            "{}",
            why.text(l)
        );
        assert!(!why.hint(l).is_empty());
    }
    let change = |f: fn(&mut PackageDocument)| {
        let mut package = package("Sak");
        f(&mut package.documents[0]);
        code(tried(&test, move |tx| freeze(tx, &package)))
    };
    for (why, change_it) in [
        (
            PackageRefusal::FileName,
            (|d| d.files[0].name = "../../etc/passwd.txt".to_owned()) as fn(&mut PackageDocument),
        ),
        (PackageRefusal::SameName, |d| d.files.push(text_file("lesmeg.txt", ""))),
        (PackageRefusal::TooLarge, |d| {
            d.files[0].bytes = vec![b'a'; 11 * 1024 * 1024]
        }),
        (PackageRefusal::TooMany, |d| {
            d.files = (0..99).map(|n| text_file(&format!("a{n}.txt"), "")).collect()
        }),
        (PackageRefusal::Words, |d| d.title = String::new()),
        (PackageRefusal::NoSource("Hvem som kom".to_owned()), |d| {
            d.figures.clear()
        }),
    ] {
        assert_eq!(change(change_it), why.code());
        for l in Locale::ALL {
            assert!(!why.text(l).is_empty() && !why.hint(l).is_empty());
        }
    }
    assert!(all(&test).is_empty());
    for why in [PackageRefusal::Empty, PackageRefusal::NoNote, PackageRefusal::Replaced] {
        assert!(why.text(Locale::Nn) != why.text(Locale::En));
    }
    assert_eq!(PackageRefusal::Broken.status(), StatusCode::CONFLICT);
}

#[tokio::test]
async fn an_empty_municipality_is_told_what_to_do() {
    let test = TestApp::minimal(MORNING);
    let leader = test.signed_in(Role::Leader);
    for language in ["nb", "nn", "en"] {
        for page in ["", "/ny"] {
            leader.get(&format!("/{language}{HOME}{page}")).await.ok();
        }
    }
    assert!(leader.get(&format!("/nb{HOME}")).await.ok().says("Ingen pakker ennå."));
    assert!(leader.get(&format!("/nb{HOME}/ny")).await.ok().says("Begynn med budsjettet"));
    let none = choose(&leader, "Sak", &["status"]).await;
    assert_eq!(
        none.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "nothing is written, so there is no status"
    );
    let privacy = test.signed_in(Role::PrivacyOfficer);
    privacy.get(HOME).await.ok();
    assert_eq!(privacy.get(&format!("{HOME}/ny")).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_package_is_frozen_fetched_and_gets_its_reference() {
    let test = furnished();
    let office = test.signed_in(Role::Coordinator);
    let form = office.get(&format!("{HOME}/ny")).await.ok();
    for name in ["Status til politikerne", "Tjenestebeskrivelse", "ROS-analyse:"] {
        assert!(form.says(name), "{name}: {}", form.body);
    }
    let empty = choose(&office, "", &[]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(empty.says("Velg minst ett dokument fra listen."));
    let odd = choose(&office, "Sak", &["status", "soknad-ffffffffffffffffffffffffffffffff"]).await;
    assert_eq!(odd.status, StatusCode::UNPROCESSABLE_ENTITY);
    let done = choose(&office, "Status for digihjelpen", &["tjenestebeskrivelse"]).await;
    let id = all(&test)[0].id;
    let done = done.to(&format!("{HOME}/{id}?fryst=1"));
    let shown = office.get(done.location()).await.ok();
    assert!(
        shown.says("Pakke 1: Status for digihjelpen") && shown.says("Pakken er fryst."),
        "{}",
        shown.body
    );

    let zip = office.get(&format!("{HOME}/{id}/pakke.zip")).await.ok();
    assert!(zip.bytes.starts_with(b"PK"));
    assert_eq!(
        zip.headers["content-disposition"],
        "attachment; filename=\"arkivpakke-4601-1.zip\""
    );
    test.later(5);
    assert_eq!(
        office.get(&format!("{HOME}/{id}/pakke.zip")).await.ok().bytes,
        zip.bytes,
        "the same bytes each time"
    );
    let files = unpacked(&zip.bytes);
    let page = office.get(&format!("{HOME}/{id}/fil/tjenestebeskrivelse.html")).await.ok();
    assert_eq!(page.bytes, files["dokumenter/tjenestebeskrivelse.html"]);
    assert!(page.headers["content-disposition"].to_str().unwrap().starts_with("attachment;"));
    assert!(files["LESMEG.txt"].starts_with("Status for digihjelpen\n".as_bytes()));
    for name in ["..%2Fpakke.json", "dokumenter", "finnes-ikke.pdf", "%00"] {
        assert_eq!(
            office.get(&format!("{HOME}/{id}/fil/{name}")).await.status,
            StatusCode::NOT_FOUND,
            "{name}"
        );
    }

    let refer = |text: &'static str| {
        let (office, at) = (&office, format!("{HOME}/{id}/referanse"));
        async move { office.post(&at, &[("referanse", text)]).await }
    };
    refer("2026/114").await.to(&format!("{HOME}/{id}?lagret=1"));
    assert!(office.get(HOME).await.ok().says("2026/114"));
    assert_eq!(
        refer("passord: Vaar2026!").await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    refer("").await.to(&format!("{HOME}/{id}?lagret=1"));
    assert!(office.get(HOME).await.ok().says("Mangler referanse fra sakssystemet"));
    let other = office.post(&format!("{HOME}/{}/referanse", Id([7; 16])), &[("referanse", "1")]).await;
    assert_eq!(other.status, StatusCode::NOT_FOUND);

    let trail = "SELECT verb FROM history WHERE tenant_id = $1 AND room IN ('packages', 'arkivpakke') ORDER BY seq";
    let tenant = test.tenant;
    let verbs = test.app.db().read_blocking(tenant, move |r| r.rows(trail, &params![tenant], |row| row.text(0)));
    let verbs: Result<Vec<String>, ::store::Fault> = verbs;
    assert_eq!(
        verbs.unwrap(),
        ["frozen", "exported", "exported", "exported", "changed", "changed"]
    );
}

#[tokio::test]
async fn a_new_version_says_what_is_new() {
    let test = furnished();
    let register = example("bergen");
    write(&test, move |tx| made_up(tx, &register));
    let office = test.signed_in(Role::Leader);
    let first = all(&test)[0].id;
    assert!(office.get(&format!("{HOME}/{first}")).await.ok().says("2026/1 (eksempel)"));
    let form = office.get(&format!("{HOME}/ny?av={first}")).await.ok();
    assert!(
        form.says("Hva er nytt?") && form.body.contains("checked"),
        "{}",
        form.body
    );
    let title = all(&test)[0].title.clone();
    let av = first.to_string();
    let send = |note: &'static str| {
        let (office, title, av) = (&office, title.clone(), av.clone());
        async move {
            let fields =
                [("av", av.as_str()), ("tittel", title.as_str()), ("nytt", note), ("dokument", "tjenestebeskrivelse")];
            office.post(&format!("{HOME}/ny"), &fields).await
        }
    };
    assert_eq!(send("").await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let second = send("Ordene om tvil er nye.").await;
    assert_eq!(second.status, StatusCode::SEE_OTHER, "{}", second.body);
    let page = office.get(second.location()).await.ok();
    assert!(
        page.says("Utgave 2") && page.says("Ordene om tvil er nye."),
        "{}",
        page.body
    );
    assert!(office.get(&format!("{HOME}/{first}")).await.ok().says("Erstattet av pakke 2"));
    test.later(5);
    let third = send("Enda en.").await;
    assert_eq!(third.status, StatusCode::CONFLICT);
    assert!(
        third.says("Noen har alt fryst en nyere utgave av pakken."),
        "{}",
        third.body
    );
    for bad in ["ikke-en-id", "ffffffffffffffffffffffffffffffff"] {
        assert_eq!(
            office.get(&format!("{HOME}/ny?av={bad}")).await.status,
            StatusCode::NOT_FOUND
        );
        assert_eq!(office.get(&format!("{HOME}/{bad}")).await.status, StatusCode::NOT_FOUND);
    }
}

/// Every document that can be chosen has data behind its drawings.
#[tokio::test]
async fn what_can_be_chosen_can_be_frozen() {
    let test = furnished();
    let office = test.signed_in(Role::Coordinator);
    let form = office.get(&format!("{HOME}/ny")).await.ok();
    let origins: Vec<&str> = form
        .body
        .split("name=\"dokument\" value=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .collect();
    assert!(origins.len() >= 5, "{origins:?}");
    let done = choose(&office, "Alt på én gang", &origins).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let opened = open(&test, all(&test)[0].id).unwrap();
    assert_eq!(opened.contents.documents.len(), origins.len());
    let titles: Vec<&str> = opened.contents.figures.iter().map(|f| f.title.as_str()).collect();
    for title in ["Penger måned for måned", "Veiledninger"] {
        assert!(titles.contains(&title), "{title}: {titles:?}");
    }
    let page = office.get(&format!("{HOME}/{}", opened.stored.id)).await.ok();
    assert!(page.says("Data bak tallene"));
}

#[tokio::test]
async fn slides_and_pitch_of_a_case_are_frozen_and_what_a_citizen_told_is_not() {
    let test = furnished();
    let register = example("bergen");
    write(&test, move |tx| council::made_up::made_up(tx, &register));
    let office = test.signed_in(Role::Coordinator);
    let case = test.app.db().read_blocking(test.tenant, |r| council::cases(r)).unwrap()[0].0;
    let page = format!("/kontor/saksframlegg/{case}");
    let story = [
        ("ord", "Jeg slipper å spørre naboen."),
        ("spurt", "2026-03-02"),
        ("hvem", "Koordinatoren"),
        ("ja", "1"),
    ];
    office.post(&format!("{page}/fortelling"), &story).await;
    let pitch = format!("heistale-{case}");
    let form = office.get(&format!("{HOME}/ny")).await.ok();
    assert!(form.says("Presentasjon:") && form.says("Heistale:"), "{}", form.body);
    let done = choose(&office, "Til orientering", &[&format!("presentasjon-{case}"), &pitch]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let opened = open(&test, all(&test)[0].id).unwrap();
    let kinds: Vec<_> = opened.contents.documents.iter().map(|d| d.kind).collect();
    assert_eq!(
        kinds,
        [PackageDocumentKind::Presentation, PackageDocumentKind::Attachment]
    );
    for (file, bytes) in &opened.files {
        assert!(
            !String::from_utf8_lossy(bytes).contains("spørre naboen"),
            "{}",
            file.path
        );
    }
    assert!(opened.files.iter().any(|(f, _)| f.path == "dokumenter/presentasjon.html"));
    // Own words that tell it cannot be frozen; those that do not, can.
    for (n, (tale, status)) in [
        ("En sa: Jeg slipper å spørre naboen.", StatusCode::CONFLICT),
        ("Vi hjelper alle som spør.", StatusCode::SEE_OTHER),
    ]
    .into_iter()
    .enumerate()
    {
        office
            .post(
                &format!("{page}/heistale"),
                &[("tale", tale), ("utgave", &(n + 1).to_string())],
            )
            .await;
        let frozen = choose(&office, "Heistalen", &[&pitch]).await;
        assert_eq!(frozen.status, status, "{}", frozen.body);
        assert_eq!(
            frozen.says(CouncilRefusal::StoryInPitch.text(Locale::Nb).as_str()),
            n == 0
        );
    }
}

/// Built for debugging, a presentation takes a moment: one that is small.
#[test]
fn slides_become_a_presentation_and_a_page() {
    let test = TestApp::minimal(MORNING);
    let deck = Deck {
        title: "Sak".to_owned(),
        language: Locale::Nb.into(),
        subject: String::new(),
        author: "Digihjelpen".to_owned(),
        made: test.now(),
        id: "sak".to_owned(),
        slides: vec![Slide {
            title: "Behovet".to_owned(),
            blocks: vec![Block::paragraph("Folk står uten hjelp.")],
            notes: "Si dette.".to_owned(),
        }],
    };
    let content = Content {
        origin: "presentasjon".to_owned(),
        kind: PackageDocumentKind::Presentation,
        language: Locale::Nb,
        look: Look::new(Design::Report, "Digihjelpen".to_owned()),
        matter: Matter::Slides(deck),
        name: "presentasjon".to_owned(),
        figures: Vec::new(),
    };
    let made = made_here(content, &[PackageMedia::Slides, PackageMedia::Page]).unwrap();
    assert!(made.texts.iter().any(|t| t == "Si dette."), "{:?}", made.texts);
    assert!(made.files[0].bytes.starts_with(b"PK") && made.files[0].name == "presentasjon.pptx");
    assert!(String::from_utf8_lossy(&made.files[1].bytes).contains("Folk står uten hjelp."));
}

#[test]
fn what_is_old_goes_and_its_number_is_never_given_again() {
    let test = TestApp::minimal(MORNING);
    let old = frozen(&test, "Gammel");
    write(&test, move |tx| store::set_reference(tx, old, "2026/1"));
    test.at("2031-03-03T09:00");
    frozen(&test, "Nyere");
    test.at("2036-03-05T09:00");
    let today = day_and_minute(test.now()).0;
    let late = |test: &TestApp| test.app.db().read_blocking(test.tenant, move |r| left_before(r, today)).unwrap();
    assert_eq!(late(&test), 1);
    write(&test, tonight);
    assert_eq!(late(&test), 0);
    frozen(&test, "Ny");
    let numbers: Vec<i64> = all(&test).iter().map(|p| p.number).collect();
    assert_eq!(numbers, [3, 2]);
    assert!(test.app.db().read_blocking(test.tenant, |r| broken(r)).unwrap().is_empty());
}
