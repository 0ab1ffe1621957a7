use super::{
    made_up::made_up,
    refusal::AnchoringRefusal,
    store::{self, Grounds},
};
use crate::{
    frame::Refusal,
    testing::{Answer, Browser, TestApp, example, town::written},
};
use axum::http::StatusCode;
use domain::{
    access::Role,
    anchoring::{Alternative, Commitment, CommitmentKind, CostBasis, Entry, EntryKind, Standing},
    shared::day_and_minute,
};

const MORNING: &str = "2026-03-03T09:00";
const BUDGET: &str = "/kontor/forankring/budsjett";

fn grounds(test: &TestApp) -> Grounds {
    let today = day_and_minute(test.now()).0;
    test.app.db().read_blocking(test.tenant, move |r| store::grounds(r, today)).unwrap()
}

/// The demonstration's entries in Bergen.
fn furnished() -> TestApp {
    let test = TestApp::whole("bergen", MORNING);
    written(&test, made_up);
    test
}

async fn new(browser: &Browser, kind: &str, fields: &[(&str, &str)]) -> Answer {
    browser.post(&format!("/kontor/forankring/ny/{kind}"), fields).await
}

const COST: [(&str, &str); 8] = [
    ("navn", "To veiledere"),
    ("slag", "operating"),
    ("regnes", "kroner"),
    ("ar-0", "120 000"),
    ("ar-1", "120 000"),
    ("ar-2", "120 000"),
    ("ar-3", "120 000"),
    ("redusert", "1"),
];

#[tokio::test]
async fn an_empty_municipality_is_told_what_to_do() {
    let test = TestApp::minimal(MORNING);
    let leader = test.signed_in(Role::Leader);
    for (page, words) in [
        ("", "Begynn med én ting som koster"),
        ("/budsjett", "Skriv det første som koster"),
        ("/strategier", "Ingen strategier ennå"),
        ("/vedtak", "Ingen vedtak ennå"),
        ("/gevinster", "Ingen gevinster ennå"),
        ("/tilskudd", "Ingen tilskudd ennå"),
        ("/samordning", "Hvem er orientert"),
        ("/sporsmal", "ikke noe å svare med ennå"),
    ] {
        let shown = leader.get(&format!("/nb/kontor/forankring{page}")).await.ok();
        assert!(shown.says(words), "{page}: {}", shown.body);
    }
    assert!(
        !leader.get("/nb/kontor").await.ok().says("Se forankringen"),
        "nobody is nagged"
    );
    assert!(leader.get("/nb/kontor/baerekraft").await.ok().says("Har vi penger nok?"));
    assert!(grounds(&test).is_empty());
    for language in ["nn", "en"] {
        leader.get(&format!("/{language}/kontor/forankring/tilskudd")).await.ok();
    }
}

#[tokio::test]
async fn a_budget_is_written_line_by_line_and_shows_the_month_it_turns_red() {
    let test = TestApp::bergen(MORNING);
    let office = test.signed_in(Role::Coordinator);
    assert!(office.get("/kontor/forankring/ny/kostnad").await.ok().says("Hva koster?"));
    let wrong = new(
        &office,
        "kostnad",
        &[("navn", ""), ("slag", "operating"), ("regnes", "kroner"), ("ar-0", "mye"), ("tilbud", "ingen-slik")],
    )
    .await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        wrong.says("Skriv et beløp i kroner") && wrong.body.contains("value=\"mye\""),
        "{}",
        wrong.body
    );
    for _ in 0..2 {
        new(&office, "kostnad", &COST).await.to("/kontor/forankring/budsjett?lagret=1");
    }
    assert_eq!(grounds(&test).budget.costs.len(), 1, "sent twice, written once");
    let money = |name, source, year: &'static str, last| {
        [
            ("navn", name),
            ("kilde", source),
            ("sikret", "1"),
            ("ar-0", year),
            ("ar-1", "90 000"),
            ("siste", last),
        ]
    };
    new(&office, "penger", &money("Rammen", "own", "90 000", ""))
        .await
        .to("/kontor/forankring/budsjett?lagret=1");
    let mut grant = money("Prosjekt", "grant", "60 000", "2027-06-30");
    grant[4].1 = "";
    new(&office, "penger", &grant).await.to("/kontor/forankring/budsjett?lagret=1");
    let page = office.get(BUDGET).await.ok();
    assert!(page.says("Fra januar 2028 rekker ikke pengene."), "{}", page.body);
    assert!(page.says("Uten prosjektpengene") && page.says("Fra oktober 2026 rekker ikke pengene."));
    assert!(page.says("Dette ryker først: To veiledere.") && page.body.contains("<svg"));
    assert!(page.says("Vi viser ikke noe tall ennå."));
    let nothing = office.get("/kontor/forankring/budsjett?alternativ=nothing").await.ok();
    assert!(nothing.says("Å gjøre ingenting koster ingenting her."));

    let hours = [
        ("navn", "Kvelder"),
        ("slag", "operating"),
        ("regnes", "timer"),
        ("ar-0", "100"),
        ("sats", "450,50"),
        ("tilbud", "drop-in-biblioteket"),
    ];
    new(&office, "kostnad", &hours).await.to("/kontor/forankring/budsjett?lagret=1");
    let g = grounds(&test);
    let line = g.budget.costs.iter().find(|(_, c)| c.name == "Kvelder").unwrap();
    assert_eq!(
        line.1.basis,
        CostBasis::Hours {
            hours: [100, 0, 0, 0],
            rate: 45_050
        }
    );
    assert_eq!(g.budget.sums(Alternative::Recommended)[0].operating, 16_505_000);
    assert_eq!(g.budget.sums(Alternative::Reduced)[0].operating, 12_000_000);
    assert!(office.get("/kontor/baerekraft").await.ok().says("Se budsjettet"));
}

#[tokio::test]
async fn the_frame_is_one_and_money_is_told_of_before_publishing() {
    let test = TestApp::bergen(MORNING);
    let leader = test.signed_in(Role::Leader);
    for running in ["reduced", "recommended"] {
        let fields =
            [("forste", "2026"), ("kjorer", running), ("ord-nothing", "Folk blir stående."), ("sentralitet", "5")];
        new(&leader, "ramme", &fields).await.to("/kontor/forankring/budsjett?lagret=1");
    }
    let g = grounds(&test);
    assert!(g.framed && g.budget.frame.centrality == Some(5));
    assert_eq!(g.budget.frame.running, Alternative::Recommended);
    assert_eq!(g.budget.frame.words(Alternative::Nothing), "Folk blir stående.");
    let wrong = new(&leader, "ramme", &[("forste", "12"), ("kjorer", "all")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    new(&leader, "kostnad", &COST).await.to("/kontor/forankring/budsjett?lagret=1");
    let mut register = example("bergen");
    register.offerings[0].published = false;
    let draft = register.offerings[0].key.clone();
    let other = TestApp::with(&register, MORNING);
    let leader = other.signed_in(Role::Leader);
    let page = leader.get(&format!("/kontor/tilbud/{draft}/publiser")).await.ok();
    assert!(
        page.says("Har vi penger nok?") && page.says("Har vi folk nok?"),
        "{}",
        page.body
    );
}

#[tokio::test]
async fn strategies_are_taken_in_once_and_warn_when_they_are_over() {
    let test = TestApp::bergen(MORNING);
    let office = test.signed_in(Role::Coordinator);
    for _ in 0..2 {
        office
            .post("/kontor/forankring/strategier", &[("strategi", "digital-hele-livet")])
            .await
            .to("/kontor/forankring/strategier?lagret=1");
    }
    let g = grounds(&test);
    assert_eq!((g.strategies.len(), g.strategies[0].goals.len()), (1, 3));
    let goal = g.strategies[0].goals[0].0;
    let form = office.get(&format!("/kontor/forankring/endre/{goal}")).await.ok();
    assert!(form.says("Hva er målet, i deres egne ord?"));
    let fields = [("utgave", "1"), ("ord", "Ingen står utenfor."), ("tilbud", "drop-in-biblioteket")];
    office
        .post(&format!("/kontor/forankring/endre/{goal}"), &fields)
        .await
        .to("/kontor/forankring/strategier?lagret=1");
    assert!(office.get("/kontor/forankring/strategier").await.ok().says("Ingen står utenfor."));
    let old = [
        ("navn", "Planen vår"),
        ("niva", "municipal"),
        ("fra", "2019"),
        ("til", "2025"),
        ("lenke", "javascript:x"),
    ];
    let wrong = new(&office, "strategi", &old).await;
    assert!(wrong.says("En nettadresse begynner med https://"));
    new(&office, "strategi", &old[..4]).await.to("/kontor/forankring/strategier?lagret=1");
    assert!(office.get("/kontor/forankring/strategier").await.ok().says("Utløpt"));
    let due = office.get("/kontor/frister").await.ok();
    assert!(
        due.says("Strategi som går ut") && due.says("Planen vår"),
        "{}",
        due.body
    );
    let strategy = grounds(&test).strategies.iter().find(|s| s.goals.len() == 3).unwrap().id;
    let kept = office.post(&format!("/kontor/forankring/fjern/{strategy}"), &[]).await;
    assert_eq!(kept.status, AnchoringRefusal::HasParts.status());
    assert!(kept.says("Dette har noe under seg"), "{}", kept.body);
}

#[tokio::test]
async fn offerings_that_rest_on_nothing_are_listed() {
    let test = TestApp::bergen(MORNING);
    let office = test.signed_in(Role::Coordinator);
    let page = office.get("/kontor/forankring/vedtak").await.ok();
    assert!(page.says("hviler ikke på noe vedtak") && page.says("Ingen vedtak ennå"));
    let fields = [
        ("tittel", "Plan for digital inkludering"),
        ("slag", "council"),
        ("organ", "Bystyret"),
        ("dag", "2025-06-18"),
        ("sak", "2025/114"),
        ("hele", "1"),
        ("status", "under_way"),
        ("statusord", "Tre steder er åpnet."),
    ];
    new(&office, "vedtak", &fields).await.to("/kontor/forankring/vedtak?lagret=1");
    let page = office.get("/kontor/forankring/vedtak").await.ok();
    assert!(page.says("Alle tilbud hviler på et vedtak.") && page.says("2025/114"));
    let id = grounds(&test).commitments[0].0;
    let ended = [fields.as_slice(), &[("til", "2026-01-01"), ("utgave", "1")]].concat();
    office
        .post(&format!("/kontor/forankring/endre/{id}"), &ended)
        .await
        .to("/kontor/forankring/vedtak?lagret=1");
    assert!(office.get("/kontor/forankring/vedtak").await.ok().says("Gjelder ikke lenger"));
    assert!(office.get("/kontor/frister").await.ok().says("Vedtak som går ut"));
    let by_year = |day: &'static str, year: &'static str| {
        let mut fields = vec![("tittel", "Folkebibliotekloven"), ("slag", "law"), ("status", ""), ("dag", day)];
        fields.push(("aar", year));
        fields
    };
    for (day, year) in [("2024-02-01", "2023"), ("", "1200"), ("", "i fjor")] {
        let wrong = new(&office, "vedtak", &by_year(day, year)).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{day} {year}");
    }
    new(&office, "vedtak", &by_year("", "1985")).await.to("/kontor/forankring/vedtak?lagret=1");
    assert!(grounds(&test).commitments.iter().any(|(_, c)| c.year == Some(1985)));
    assert!(office.get("/kontor/forankring/vedtak").await.ok().says("1985"));
    let html = office.get(&format!("/kontor/forankring/status/html?vedtak={id}")).await.ok();
    assert!(
        html.body.contains("2025/114") && html.body.contains("Tre steder er åpnet."),
        "{}",
        html.body
    );
}

#[tokio::test]
async fn two_who_write_at_once_lose_nothing() {
    let test = TestApp::bergen(MORNING);
    let (one, two) = (test.signed_in(Role::Coordinator), test.signed_in(Role::Leader));
    let fields = [("dag", "2026-02-01"), ("hvem", "Formannskapet"), ("med", "Presentasjon 1"), ("svar", "")];
    new(&one, "orientering", &fields).await.to("/kontor/forankring/samordning?lagret=1");
    let id = grounds(&test).briefings[0].0;
    let at = format!("/kontor/forankring/endre/{id}");
    let said = |words| [("utgave", "1"), ("dag", "2026-02-01"), ("hvem", words), ("med", "Presentasjon 1")];
    one.post(&at, &said("Rådet for eldre")).await.to("/kontor/forankring/samordning?lagret=1");
    let late = two.post(&at, &said("Ungdomsrådet")).await;
    assert_eq!(late.status, AnchoringRefusal::ChangedMeanwhile.status());
    assert!(late.says("Noen andre endret dette mens du skrev.") && late.body.contains("value=\"Ungdomsrådet\""));
    assert_eq!(grounds(&test).briefings[0].1.audience, "Rådet for eldre");
    let number = late.body.split("name=\"utgave\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let mut again = said("Ungdomsrådet");
    again[0].1 = &number;
    two.post(&at, &again).await.to("/kontor/forankring/samordning?lagret=1");
    two.post(&format!("/kontor/forankring/fjern/{id}"), &[])
        .await
        .to("/kontor/forankring/samordning?fjernet=1");
    assert!(grounds(&test).briefings.is_empty());
}

#[tokio::test]
async fn hostile_input_is_refused_with_a_word() {
    let test = TestApp::bergen(MORNING);
    let office = test.signed_in(Role::Coordinator);
    let person = [("dag", "2026-02-01"), ("hvem", "Kari 01019012345"), ("med", "x"), ("svar", "")];
    let refused = new(&office, "orientering", &person).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let long = "ord ".repeat(3_000);
    let refused = new(&office, "prosjekt", &[("navn", "P"), ("samordne", &long)]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(grounds(&test).is_empty());
    let nobody = "0".repeat(32);
    let child = [("i", nobody.as_str()), ("ord", "Et mål")];
    assert_eq!(new(&office, "mal", &child).await.status, StatusCode::NOT_FOUND);
    assert_eq!(
        new(&office, "mal", &[("ord", "Et mål")]).await.status,
        StatusCode::NOT_FOUND
    );
    for path in ["ny/ingenting", "ny/mal", "endre/xyz", "tilskudd/xyz", "status/exe", "status/pdf?vedtak=xyz"] {
        let answer = office.get(&format!("/kontor/forankring/{path}")).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
    }
    // Markup is words.
    let markup = [("navn", "<script>alert(1)</script>"), ("samordne", "=1+1")];
    new(&office, "prosjekt", &markup).await.to("/kontor/forankring/samordning?lagret=1");
    assert!(!office.get("/kontor/forankring/samordning").await.ok().body.contains("<script>alert"));
    // An entry of another municipality is not here.
    let fields = [("navn", "Vårt"), ("samordne", "Alt")];
    new(&office, "prosjekt", &fields).await.to("/kontor/forankring/samordning?lagret=1");
    let id = grounds(&test).projects[1].0;
    let other = test.add(&example("minimal"));
    let (stranger, _) = test.signed_in_at(other, Role::Leader);
    for path in [format!(
        "/k/{}/kontor/forankring/endre/{id}",
        example("minimal").municipality.number
    )] {
        assert_eq!(stranger.get(&path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
}

#[tokio::test]
async fn who_may_do_what() {
    let test = furnished();
    let id = grounds(&test).grants[0].id;
    for (role, page, status) in [
        (Role::Guide, "", StatusCode::FORBIDDEN),
        (Role::PrivacyOfficer, "/budsjett", StatusCode::OK),
        (Role::PrivacyOfficer, "/ny/kostnad", StatusCode::FORBIDDEN),
        (Role::Leader, "/ny/kostnad", StatusCode::OK),
    ] {
        let answer = test.signed_in(role).get(&format!("/kontor/forankring{page}")).await;
        assert_eq!(answer.status, status, "{role:?} {page}");
    }
    let reader = test.signed_in(Role::PrivacyOfficer).get(&format!("/kontor/forankring/tilskudd/{id}")).await.ok();
    assert!(
        !reader.body.contains("/endre/") && !reader.body.contains("/ny/"),
        "{}",
        reader.body
    );
}

#[tokio::test]
async fn a_grant_from_call_to_report() {
    let test = TestApp::bergen(MORNING);
    let office = test.signed_in(Role::Coordinator);
    for _ in 0..2 {
        office
            .post("/kontor/forankring/tilskudd", &[("utlysning", "kdd-2022")])
            .await
            .to("/kontor/forankring/tilskudd?lagret=1");
    }
    let page = office.get("/kontor/forankring/tilskudd").await.ok();
    assert!(page.says("Si kommunens klasse under budsjettet") && page.says("For sentralitetsklasse 4–6."));
    let call = grounds(&test).calls[0].0;
    let form = office.get(&format!("/kontor/forankring/ny/tilskudd?utlysning={call}")).await.ok();
    assert!(
        form.body.contains("value=\"Kommunal- og distriktsdepartementet\""),
        "{}",
        form.body
    );
    let fields = [
        ("navn", "Hjelp i bygda"),
        ("giver", "Departementet"),
        ("status", "granted"),
        ("sokt", "200 000"),
        ("fatt", "150 000"),
        ("forste", "2026-01-01"),
        ("siste", "2026-08-31"),
        ("plan-guides", "100 000"),
    ];
    let made = new(&office, "tilskudd", &fields).await;
    let id = grounds(&test).grants[0].id;
    let at = format!("/kontor/forankring/tilskudd/{id}");
    let _ = made.to(&format!("{at}?lagret=1"));
    let child = id.to_string();
    let condition = [("i", child.as_str()), ("hva", "Send rapport"), ("frist", "2026-03-20"), ("eier", "Fagleder")];
    new(&office, "vilkar", &condition).await.to(&format!("{at}?lagret=1"));
    let used = [
        ("i", child.as_str()),
        ("dag", "2026-02-10"),
        ("slag", "guides"),
        ("sum", "40 000"),
        ("hva", "Kvelder"),
    ];
    new(&office, "forbruk", &used).await.to(&format!("{at}?lagret=1"));
    let ahead = [("i", child.as_str()), ("dag", "2026-09-10"), ("slag", "guides"), ("sum", ""), ("hva", "Kvelder")];
    assert!(new(&office, "forbruk", &ahead).await.says("Skriv en dag som har vært."));
    let page = office.get(&at).await.ok();
    assert!(page.says("Under 6 måneder igjen av pengene"), "{}", page.body);
    assert!(
        page.says("Send rapport") && page.says("60\u{a0}000") || page.body.contains("60\u{a0}000"),
        "{}",
        page.body
    );
    assert!(office.get("/kontor").await.ok().says("Hjelp i bygda: Under 6 måneder igjen av pengene"));
    let due = office.get("/kontor/frister").await.ok();
    assert!(due.says("Vilkår for tilskudd") && due.says("Tilskudd som tar slutt"));

    let text = [("ord", "Mange blir sendt hit.")];
    office.post(&format!("{at}/soknad/need"), &text).await.to(&format!("{at}?lagret=1"));
    assert!(office.get(&format!("{at}/soknad/need")).await.ok().says("Mange blir sendt hit."));
    let html = office.get(&format!("{at}/dokument/html")).await.ok();
    for words in ["Mange blir sendt hit.", "Drift etter tilskuddet", "Bergen offentlige bibliotek"] {
        assert!(html.body.contains(words), "{words}: {}", html.body);
    }
    let done = [("vilkar", grounds(&test).grants[0].conditions[0].0.to_string())];
    let done: Vec<(&str, &str)> = done.iter().map(|(a, b)| (*a, b.as_str())).collect();
    office.post(&format!("{at}/vilkar"), &done).await.to(&format!("{at}?lagret=1"));
    assert!(!office.get("/kontor/frister").await.ok().says("Vilkår for tilskudd"));
    let report = office.get(&format!("{at}/rapport/html")).await.ok();
    assert!(
        report.body.contains("Send rapport – Gjort") && report.body.contains("Veiledere"),
        "{}",
        report.body
    );
    test.at("2026-12-01T09:00");
    let office = test.signed_in(Role::Coordinator);
    assert!(office.get(&at).await.ok().says("Pengene kan ikke brukes lenger"));
}

#[tokio::test]
async fn the_demonstration_stands_on_every_page_and_in_every_document() {
    let test = furnished();
    let leader = test.signed_in(Role::Leader);
    let g = grounds(&test);
    assert!(!g.budget.is_empty() && g.strategies.len() >= 2 && g.benefits[0].findings.len() == 1);
    let register = example("bergen");
    let strangers = test.app.db().read_blocking(test.tenant, move |r| super::strangers(r, &register)).unwrap();
    assert_eq!(strangers, 0);
    let grant = g.grants[0].id;
    let budget = leader.get(BUDGET).await.ok();
    assert!(
        budget.says("opplysninger er antatt") && budget.says("rekker ikke pengene"),
        "{}",
        budget.body
    );
    let line = g.budget.costs[0].0;
    assert!(
        leader
            .get(&format!("/kontor/forankring/endre/{line}"))
            .await
            .ok()
            .says("Når du lagrer, står dere inne")
    );
    for language in ["", "/nn", "/en"] {
        for page in ["", "/budsjett", "/strategier", "/vedtak", "/gevinster", "/samordning", "/tilskudd", "/sporsmal"] {
            leader.get(&format!("{language}/kontor/forankring{page}")).await.ok();
        }
        leader.get(&format!("{language}/kontor/forankring/tilskudd/{grant}")).await.ok();
    }
    for kind in EntryKind::ALL.iter().filter(|k| k.part_of().is_none()) {
        leader.get(&format!("/kontor/forankring/ny/{}", super::words::address(*kind))).await.ok();
    }
    for (path, begins) in [
        (format!("tilskudd/{grant}/dokument/pdf"), &b"%PDF"[..]),
        (format!("tilskudd/{grant}/rapport/docx"), b"PK"),
        ("status/pdf".to_owned(), b"%PDF"),
        ("status/docx".to_owned(), b"PK"),
    ] {
        let file = leader.get(&format!("/kontor/forankring/{path}")).await.ok();
        assert!(file.bytes.starts_with(begins), "{path}");
    }
    let again = furnished();
    written(&again, made_up);
    assert_eq!(
        grounds(&again).budget.costs.len(),
        g.budget.costs.len(),
        "the same once more changes nothing"
    );
}

/// What somebody may write or paste that is something else in a spreadsheet, a document or a page.
const ODD: [&str; 14] = [
    "=cmd|' /C calc'!A0",
    "+1+cmd",
    "-2+3",
    "@SUM(A1:A9)",
    "#let x = panic() #x #import \"/etc/hosts\"",
    "$ sum_(i=0) $ \\ \\u{41} ]]] *a* _b_ `c`",
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "</w:t></w:r></w:p><w:p><w:r><w:t>inn",
    "]]> &amp; &#x3c; <!--",
    "{{7*7}} {% x %} ${x} %s",
    "snu \u{202e}drob\u{2066} om",
    "bre\u{200b}k\u{200d}ker\u{feff}",
    "e\u{301}\u{301}\u{301}\u{301}n å\u{30a}",
    "مساعدة 😀 𝔉",
];

/// The visible text of a Word file; it is well-formed, or there is none.
fn word_text(bytes: &[u8]) -> String {
    let mut file = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut xml = String::new();
    std::io::Read::read_to_string(&mut file.by_name("word/document.xml").unwrap(), &mut xml).unwrap();
    let parsed = roxmltree::Document::parse(&xml).unwrap();
    let texts = parsed.descendants().filter(|n| n.tag_name().name() == "t");
    texts.filter_map(|n| n.text().map(str::to_owned)).collect()
}

#[tokio::test]
async fn odd_text_is_harmless_and_readable_wherever_it_stands() {
    let test = TestApp::bergen(MORNING);
    let office = test.signed_in(Role::Coordinator);
    for odd in ODD {
        let title = format!("{odd} slutt");
        let fields = [
            ("tittel", title.as_str()),
            ("slag", "council"),
            ("organ", odd),
            ("ordlyd", odd),
            ("sak", odd),
            ("status", "kept"),
            ("statusord", odd),
        ];
        new(&office, "vedtak", &fields).await.to("/kontor/forankring/vedtak?lagret=1");
        new(&office, "prosjekt", &[("navn", title.as_str()), ("samordne", odd)])
            .await
            .to("/kontor/forankring/samordning?lagret=1");
        let mut cost = COST;
        cost[0].1 = &title;
        new(&office, "kostnad", &cost).await.to("/kontor/forankring/budsjett?lagret=1");
    }
    let harmless = |page: &str, body: &str| {
        for wrong in ["<script>alert", "<img src=x", "</w:t></w:r>", "\u{202e}", "\u{2066}"] {
            assert!(!body.contains(wrong), "{page}: {wrong}");
        }
    };
    for page in ["", "/vedtak", "/samordning", "/budsjett", "/sporsmal"] {
        let shown = office.get(&format!("/nb/kontor/forankring{page}")).await.ok();
        harmless(page, &shown.body);
    }
    let page = office.get("/nb/kontor/forankring/vedtak").await.ok();
    for readable in ["=cmd|", "&lt;script&gt;alert(1)", "#let x = panic()", "snu drob om slutt", "مساعدة 😀"] {
        assert!(page.body.contains(readable), "{readable}");
    }
    let html = office.get("/nb/kontor/forankring/status/html").await.ok();
    harmless("status", &html.body);
    let word = word_text(&office.get("/nb/kontor/forankring/status/docx").await.ok().bytes);
    for readable in [
        "=cmd|' /C calc'!A0",
        "<script>alert(1)</script>",
        "#let x = panic()",
        "</w:t></w:r></w:p>",
        "{{7*7}}",
    ] {
        assert!(word.contains(readable), "{readable}: {word}");
    }
    assert!(office.get("/nb/kontor/forankring/status/pdf").await.ok().bytes.starts_with(b"%PDF"));
}

#[tokio::test]
async fn a_hundred_kilobytes_are_refused_in_a_form_and_readable_from_a_folder() {
    let test = TestApp::bergen(MORNING);
    let office = test.signed_in(Role::Coordinator);
    let long = "Et langt vedtak. ".repeat(6_000);
    let fields = [("tittel", "Langt"), ("slag", "council"), ("ordlyd", long.as_str()), ("status", "kept")];
    assert_eq!(
        new(&office, "vedtak", &fields).await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    let commitment = Commitment {
        title: "Langt".to_owned(),
        kind: CommitmentKind::Council,
        body: String::new(),
        on: None,
        year: None,
        case_number: String::new(),
        wording: long,
        valid_to: None,
        whole_service: true,
        offerings: vec![],
        standing: Standing::Kept,
        standing_words: String::new(),
    };
    written(&test, move |tx| {
        store::add(tx, &Entry::Commitment(commitment.clone()), None)
    });
    assert!(office.get("/nb/kontor/forankring/vedtak").await.ok().says("Et langt vedtak."));
    // Built for debugging, a PDF of so many pages takes longer than a page may.
    for form in ["html", "docx"] {
        office.get(&format!("/nb/kontor/forankring/status/{form}")).await.ok();
    }
}
