//! Every component on a few pages, with sample data, for looking at: `cargo run -p ui --example gallery` writes them to
//! `target/gallery`. The sample sentences are bokmål; what the components say themselves follows the language.

use domain::shared::Locale;
use maud::{Markup, html};

use crate::charts::{self, Bar, Caption, Legend};
use crate::forms::{self, Choice, Field};
use crate::layout::{self, Audience, LanguageLink, Link, NavItem, Shell, User};
use crate::parts::{self, Column, Open, Tone, Weight};
use crate::{art, texts};

/// All preview pages in a language: (file name without ending, page).
#[must_use]
pub fn pages(locale: Locale) -> Vec<(&'static str, Markup)> {
    let citizen = shell(locale, Audience::Citizen, "Komponenter");
    let office = Shell {
        user: user(),
        nav: office_menu(),
        ..shell(locale, Audience::Office, "Tall")
    };
    let desk = Shell {
        user: user(),
        ..shell(locale, Audience::Desk, "Skranken")
    };
    let board = shell(locale, Audience::Plain, "Kø");
    let fault = parts::fault_page(locale, "K7QF-2M", "/", Some("53030000"));
    vec![
        (
            "front",
            layout::page(
                &shell(locale, Audience::Citizen, "Digihjelpen i Bergen"),
                &front(locale),
            ),
        ),
        ("parts", layout::page(&citizen, &gallery(locale))),
        ("form", layout::page(&citizen, &form(locale))),
        ("fault", layout::page(&citizen, &fault)),
        ("office", layout::page(&office, &figures(locale))),
        ("desk", layout::page(&desk, &desk_page())),
        ("board", layout::page(&board, &board_page())),
    ]
}

fn shell(locale: Locale, audience: Audience, title: &str) -> Shell {
    let link = |l: Locale| LanguageLink {
        locale: l,
        href: format!("/{}", l.code()),
        active: l == locale,
    };
    Shell {
        demo: true,
        language_links: Locale::ALL.into_iter().map(link).collect(),
        phone: Some("53030000".into()),
        footer_links: vec![Link::new("/personvern", "Personvern"), Link::new("/tilgjengelighet", "Tilgjengelighet")],
        ..Shell::new(locale, audience, "Digihjelpen i Bergen", title)
    }
}

fn user() -> Option<User> {
    Some(User {
        name: "Kari".into(),
        sign_out_action: "/logg-ut".into(),
        account: Some("/konto".into()),
        csrf_token: "eksempel".into(),
    })
}

fn office_menu() -> Vec<NavItem> {
    ["Tilbud", "Kalender", "Folk", "Trygghet", "Samarbeid", "Synlighet", "Tall", "Forankring", "Oppsett"]
        .into_iter()
        .map(|label| NavItem {
            href: "#".into(),
            label: label.into(),
            current: label == "Tall",
        })
        .collect()
}

fn front(locale: Locale) -> Markup {
    let topics =
        ["BankID", "Vipps", "Helsenorge", "Telefonen er full", "Søknader", "Bilder"].map(|t| Link::new("#", t));
    html! {
        div.hero {
            h1 { "Trenger du hjelp med mobil, nettbrett, PC eller offentlige nettsider?" }
            div.grid.wide-first {
                (parts::card_here(&html! {
                    (parts::status(Open::Now, "Åpent nå"))
                    h2 { "Hovedbiblioteket, til kl. 15" }
                    p { "Bare kom. Ventetid ca. 10 minutter." }
                    (parts::button_link("Finn frem", "#", Weight::Primary))
                }))
                (parts::card(&html! {
                    (parts::status(Open::Soon, "Senere i dag"))
                    h2 { "Innbyggerservice, kl. 13–15" }
                    p { "Hjelp med søknader og elektronisk ID." }
                }))
            }
            (parts::call_card("53030000", "Ring, så hjelper vi deg å finne en tid."))
        }
        h2 { "Hva trenger du hjelp til?" }
        (forms::search_form(locale, "/sok", "Hva trenger du hjelp til?", ""))
        (parts::chips(&topics))
        ul.ways {
            li { a href="#" { "Kom innom" } p { "Uten avtale, når vi er åpne" } }
            li { a href="#" { "Bestill time" } p { "Bare du og en veileder" } }
            li { a href="#" { "Kurs og treff" } p { "Datakafé, klubb og kurs" } }
            li { a href="#" { "Alle som hjelper" } p { "Også Seniornett og andre" } }
        }
    }
}

fn gallery(locale: Locale) -> Markup {
    html! {
        (parts::breadcrumbs(locale, &[Link::new("#", locale.home())], "Komponenter"))
        h1 { "Komponenter" }
        p.lead { "En rolig skranke i godt lys: varmt papir, klart blekk, én ting om gangen." }
        h2 { "Knapper" }
        (parts::actions(&[
            parts::button("Bestill time", Weight::Primary),
            parts::button("Skriv ut", Weight::Secondary),
            parts::button("Ikke nå", Weight::Quiet),
            parts::button("Ferdig – lagre", Weight::Done),
            parts::button("Avlys", Weight::Stop),
        ]))
        h2 { "Åpent og stengt" }
        @for open in [Open::Now, Open::Soon, Open::Closed, Open::CalledOff] { (parts::status_plain(locale, open)) }
        h2 { "Beskjeder" }
        (parts::notice(Tone::Info, &html! { p { "Ta med passet ditt hvis du vil ha hjelp med BankID." } }))
        (parts::notice(Tone::Good, &html! { p { strong { "Timen er bestilt." } " Vi sees tirsdag 3. mars kl. 10." } }))
        (parts::notice(Tone::Look, &html! { p { "Vi fant ingen ledige timer denne uken. Du kan bare komme innom i dag kl. 12–15." } }))
        (parts::notice(Tone::Stop, &html! { p { strong { "Stengt i dag på grunn av sykdom." } " Ring oss, så finner vi en annen tid." } }))
        p { @for (tone, words) in [(Tone::Info, "timeavtale"), (Tone::Good, "publisert"), (Tone::Look, "ROS mangler"), (Tone::Stop, "avsluttet")] { (parts::tag(tone, words)) " " } }
        h2 { "Fakta" }
        (parts::facts(&[
            ("Hvor".into(), html! { "Hovedbiblioteket, 2. etasje. Trappefritt fra torget." }),
            ("Når".into(), html! { "Mandag til fredag kl. 12–15" }),
            ("Telefon".into(), parts::phone("53030000")),
        ]))
        h2 { "Tegninger" }
        (parts::grid(&[art::two_people(), art::coffee(), art::bubble(), art::door()].map(|a| parts::card(&a))))
        h2 { "Filter, faner og sider" }
        (parts::filter_chips(&[(Link::new("#", "Alle"), true), (Link::new("#", "Engelsk"), false), (Link::new("#", "Arabisk"), false)]))
        (parts::pagination(locale, 2, 7, |n| format!("?side={n}")))
        h2 { "Svar og steg" }
        (parts::steps(locale, 2, 6))
        (parts::answer(Tone::Good, "Ja", &html! { p { "Vis hvordan, og la personen trykke selv." } }))
        (parts::answer(Tone::Look, "Ja, men vær varsom", &html! { p { "Se bort når koden skrives inn." } }))
        (parts::answer(Tone::Stop, "Nei – gjør heller dette", &html! { p { "Banken hjelper med avtaler. Ring banken sammen." } }))
        h2 { "Tomt" }
        (parts::empty_state("Ingen kurs er satt opp ennå.", Some(&parts::button_link("Se når du kan komme innom", "#", Weight::Secondary))))
    }
}

/// The word for the front page, for breadcrumbs.
trait Home {
    fn home(self) -> String;
}

impl Home for Locale {
    fn home(self) -> String {
        use texts::Words;
        self.t(texts::T::UiHome)
    }
}

fn form(locale: Locale) -> Markup {
    let problems = [
        ("name".to_owned(), "Skriv et navn på stedet".to_owned()),
        ("day".to_owned(), "30. februar finnes ikke".to_owned()),
    ];
    let yes_no = [
        Choice::new("yes", "Ja", true),
        Choice::new("no", "Nei", false),
        Choice::new("unknown", "Vet ikke", false),
    ];
    let help = [
        Choice::new("eid", "BankID og innlogging", true).hint("Også MinID og passord"),
        Choice::new("device", "Mobil og nettbrett", false),
        Choice::new("safety", "Trygg på nett", false),
    ];
    html! {
        h1 { "Legg til et sted" }
        (forms::error_summary(locale, &problems))
        (forms::form("/kontor/steder", "eksempel", &html! {
            (forms::text_field(&Field::new("name", "Hva heter stedet?").hint("Slik folk kjenner det").error(Some("Skriv et navn på stedet"))))
            (forms::input(&Field::new("phone", "Telefon").value("53 03 00 00").optional(locale).short(), forms::Kind::Tel))
            (forms::date_field(&Field::new("day", "Fra hvilken dag?").error(Some("30. februar finnes ikke"))))
            (forms::time_field(&Field::new("from", "Fra klokken").value("12:00")))
            (forms::number_field(&Field::new("seats", "Hvor mange plasser?").value("8"), 1, 99))
            (forms::select(&Field::new("kind", "Hva slags sted?").value("library"), &[Choice::new("library", "Bibliotek", false), Choice::new("office", "Innbyggertorg", false)]))
            (forms::radios(&Field::new("step_free", "Kommer man inn uten trapper?"), &yes_no))
            (forms::checkboxes(&Field::new("topics", "Hva hjelper vi med?"), &help))
            (forms::textarea(&Field::new("how", "Hvordan finner man frem?").value("Inn hovedinngangen, opp rulletrappen.").guarded(), 3))
            (forms::checkbox(&Field::new("loop", "Her er det teleslynge"), true))
            (forms::submit("Lagre"))
        }))
    }
}

fn figures(locale: Locale) -> Markup {
    let topics = [
        ("BankID og innlogging", 214, 160),
        ("Mobil og nettbrett", 180, 171),
        ("Helsenorge", 96, 88),
        ("NAV", 61, 70),
        ("Trygg på nett", 33, 12),
    ];
    let items: Vec<Bar> = topics
        .iter()
        .map(|(l, v, b)| Bar {
            label: (*l).into(),
            value: Some(*v),
            before: Some(*b),
        })
        .collect();
    let legend = Legend {
        now: "2026".into(),
        before: "2025".into(),
    };
    let columns = [Column::words("Tema"), Column::numbers("2026"), Column::numbers("2025")];
    let rows: Vec<Vec<Markup>> =
        topics.iter().map(|(l, v, b)| vec![html! { (l) }, html! { (v) }, html! { (b) }]).collect();
    let table = parts::data_table("Besøk per tema", &columns, &rows);
    let how = "Hvert besøk telles én gang for hvert tema det gjaldt. Tall under fem er skjult.";
    html! {
        h1 { "Tall" }
        (parts::tabs("Tall", &[("#".into(), "Oversikt".into(), true), ("#".into(), "Per sted".into(), false), ("#".into(), "Henvisninger".into(), false)]))
        (parts::grid(&[("1 204", "besøk i år"), ("87", "denne uken"), ("12 min", "vanlig ventetid"), ("96 %", "fikk hjelp")].map(|(n, w)| parts::card(&parts::stat(n, w)))))
        (charts::figure(locale, "Flere spør om BankID enn i fjor: 214 mot 160.", &charts::bars(&Caption::new("tema", "Besøk per tema", "BankID og innlogging er størst."), Some(&legend), &items), &table, how))
        (charts::figure(locale, "Uke 39 var den travleste så langt.", &weekly(&legend), &table, how))
        (charts::figure(locale, "Flest kommer tirsdag ettermiddag.", &weekdays(), &table, how))
    }
}

fn weekly(legend: &Legend) -> Markup {
    let labels: Vec<String> = (34..46).map(|w| format!("uke {w}")).collect();
    let now = [41, 52, 60, 71, 66, 93, 80, 77, 85, 62, 70, 87].map(Some);
    let before = [30, 38, 44, 51, 58, 61, 55, 60, 57, 49, 52, 60].map(Some);
    charts::line(
        &Caption::new("uker", "Besøk per uke", "Stigende fra 41 til 87."),
        &labels,
        &now,
        Some((legend, &before)),
        Some(labels.len().saturating_sub(1)),
    )
}

fn weekdays() -> Markup {
    let rows = ["Mandag", "Tirsdag", "Onsdag", "Torsdag", "Fredag"].map(String::from);
    let columns = ["Formiddag", "Ettermiddag", "Kveld"].map(String::from);
    let values = [
        vec![Some(31), Some(58), Some(0)],
        vec![Some(44), Some(121), Some(12)],
        vec![Some(29), Some(74), None],
        vec![Some(18), Some(66), Some(22)],
        vec![Some(25), Some(40), Some(0)],
    ];
    charts::heat(
        &Caption::new("tid", "Når folk kommer", "Flest tirsdag ettermiddag."),
        &rows,
        &columns,
        &values,
    )
}

fn desk_page() -> Markup {
    let pick = |name: &str, kind: &str, label: &str, on: bool| {
        html! {
            label.pick { input type=(kind) name=(name) value=(label) checked[on]; span { (label) } }
        }
    };
    html! {
        h1.sr-only { "Skranken på Hovedbiblioteket" }
        div.columns {
            section {
                h2 { "Kø · ca. 10–15 min" }
                @for (number, wait) in [("14", "hos Kari"), ("15", "9 min"), ("16", "3 min")] {
                    (parts::card(&html! { div.ticket { b { (number) } span.quiet { (wait) } } }))
                }
                div.stack { (parts::button("Neste", Weight::Primary)) (parts::button("+ Kølapp", Weight::Secondary)) (parts::button("Steng køen", Weight::Secondary)) }
            }
            section.card {
                p.huge { "14" }
                p.quiet { "Begynte for 6 minutter siden" }
                fieldset.picks { legend { "Hva gjaldt det?" } @for (i, t) in ["BankID og innlogging", "Mobil og nettbrett", "Kommunen", "NAV", "Helsenorge", "Bank og Vipps", "Trygg på nett"].iter().enumerate() { (pick("topic", "checkbox", t, i == 0)) } }
                fieldset.picks { legend { "Hvordan gikk det?" } @for (i, t) in ["Løst", "Løst – klarer det selv", "Delvis", "Ikke løst"].iter().enumerate() { (pick("outcome", "radio", t, i == 1)) } }
                div.stack { (parts::button("Kan jeg hjelpe med dette?", Weight::Secondary)) button.ds-button.done.big type="submit" { "Ferdig – lagre" } }
            }
            section {
                h2 { "I dag" }
                (parts::facts(&[("12:30".into(), html! { "Time · Jonas" }), ("13:00".into(), html! { "Time · Kari" }), ("14:00".into(), html! { "Datakafé" })]))
                (parts::button("Meld fra om noe vanskelig", Weight::Secondary))
            }
        }
    }
}

fn board_page() -> Markup {
    html! {
        div.board {
            section {
                h1 { "Nå hjelper vi" }
                p.huge { "14" }
                p.lead { "Blå rev · bord 2" }
            }
            section {
                h2 { "Neste" }
                ul { @for next in ["15 · Gul fugl", "16 · Rød katt", "17 · Grønn frosk"] { li { (next) } } }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_is_complete_in_every_language() {
        for locale in Locale::ALL {
            for (name, page) in pages(locale) {
                let html = page.into_string();
                assert!(html.contains(&format!("<html lang=\"{}\">", locale.code())), "{name}");
                assert!(
                    !html.contains(">ui-") && !html.contains("style=") && !html.contains("onclick"),
                    "{name} {}",
                    locale.code()
                );
            }
        }
    }

    #[test]
    fn ids_are_unique_on_a_page() {
        for (name, page) in pages(Locale::Nb) {
            let html = page.into_string();
            let mut ids: Vec<&str> = html.split(" id=\"").skip(1).filter_map(|s| s.split('"').next()).collect();
            let all = ids.len();
            ids.sort_unstable();
            ids.dedup();
            assert_eq!(ids.len(), all, "{name}");
        }
    }
}
