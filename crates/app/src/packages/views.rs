//! How the room looks.

use super::{
    choose::Choice,
    office::{Above, LONGEST_REFERENCE, edits},
    store::{Opened, Stored},
};
use crate::{
    frame::Cx,
    office::{
        editor::crumbs as office_crumbs,
        entered::{Entered, Problems},
        questions,
    },
    texts::{T, Words},
};
use domain::{
    packages::{FrozenDocument, FrozenFigure, FrozenFile, LONGEST_NOTE, LONGEST_TITLE, PackageMedia},
    schedule::day_in_words,
    shared::{Locale, day_and_minute},
};
use maud::{Markup, html};
use ui::{
    args,
    forms::{Choice as Tick, Field, checkboxes, error_summary, form, hidden, submit, text_field, textarea},
    parts::{self, Tone, Weight, button_link},
};

const HOME: &str = "/kontor/arkivpakke";

fn crumbs(cx: &Cx, below: bool, here: &str) -> Markup {
    let l = cx.locale();
    let mut way = vec![("/kontor/forankring".to_owned(), l.t(T::AnchoringTitle))];
    if below {
        way.push((HOME.to_owned(), l.t(T::PackagesTitle)));
    }
    office_crumbs(cx, &way, here)
}

fn address(p: &Stored) -> String {
    format!("{HOME}/{}", p.id)
}

fn frozen(cx: &Cx, p: &Stored) -> String {
    let l = cx.locale();
    let day = day_in_words(day_and_minute(p.at).0, cx.today(), l);
    l.ta(T::PackagesFrozen, &args![("version", p.version), ("day", day)])
}

fn newer<'a>(all: &'a [Stored], p: &Stored) -> Option<&'a Stored> {
    all.iter().find(|n| n.former == Some(p.id))
}

fn number(p: &Stored, l: Locale) -> String {
    l.ta(T::PackagesNumber, &args![("number", p.number)])
}

/// Whether it has reached the case system, or is replaced.
fn standing(p: &Stored, all: &[Stored], l: Locale) -> Markup {
    match (newer(all, p), &p.reference) {
        (Some(newer), _) => parts::tag(
            Tone::Info,
            &l.ta(T::PackagesReplacedBy, &args![("number", newer.number)]),
        ),
        (None, Some((reference, _))) => parts::tag(Tone::Good, reference),
        (None, None) => parts::tag(Tone::Look, &l.t(T::PackagesNoReference)),
    }
}

/// Every package.
pub fn list(cx: &Cx, all: &[Stored]) -> Markup {
    let l = cx.locale();
    let begin = button_link(&l.t(T::PackagesNew), &cx.link(&format!("{HOME}/ny")), Weight::Primary);
    html! {
        (crumbs(cx, false, &l.t(T::PackagesTitle)))
        h1 { (l.t(T::PackagesTitle)) }
        p.lead { (l.t(T::PackagesLead)) }
        @if all.is_empty() {
            (parts::empty_state(&l.t(T::PackagesNone), edits(cx).then_some(&begin)))
        } @else {
            @if edits(cx) { (parts::actions(&[begin])) }
            @for p in all {
                section.card {
                    h2 { a href=(cx.link(&address(p))) { (number(p, l)) ": " (p.title) } }
                    p { (frozen(cx, p)) }
                    p { (standing(p, all, l)) }
                }
            }
        }
    }
}

/// The form of a new package, or of a new version of one.
pub fn new(cx: &Cx, choices: &[Choice], former: Option<&Opened>, entered: &Entered, above: &Above) -> Markup {
    let l = cx.locale();
    let title = l.t(if former.is_some() {
        T::PackagesNewVersion
    } else {
        T::PackagesNew
    });
    let none = Problems::new();
    let problems = if let Above::Problems(problems) = above {
        problems
    } else {
        &none
    };
    let field = |name: &str, label: T| {
        let error = problems.iter().find(|(n, _)| n == name).map(|(_, text)| text.clone());
        Field::new(name, l.t(label)).value(entered.get(name)).error(error)
    };
    let chosen: Vec<&str> = entered.all("dokument").collect();
    let boxes: Vec<Tick> =
        choices.iter().map(|c| Tick::new(&c.origin, &c.name, chosen.contains(&c.origin.as_str()))).collect();
    html! {
        (crumbs(cx, true, &title))
        (error_summary(l, problems))
        h1 { (title) }
        @if let Some(f) = former {
            p.lead { (l.ta(T::PackagesNewVersionLead, &args![("number", f.stored.number), ("title", f.stored.title.as_str())])) }
        } @else {
            p.lead { (l.t(T::PackagesNewLead)) }
        }
        @if let Above::Refused(why) = above { (questions::refused(&why.text(l), &why.hint(l), &html! {})) }
        @if choices.is_empty() {
            @let go = button_link(&l.t(T::AnchoringTitle), &cx.link("/kontor/forankring"), Weight::Primary);
            (parts::empty_state(&l.t(T::PackagesNothing), Some(&go)))
        } @else {
            (form(&cx.link(&format!("{HOME}/ny")), &cx.csrf(), &html! {
                @if let Some(f) = former { (hidden("av", &f.stored.id.to_string())) }
                (text_field(&field("tittel", T::PackagesName).hint(l.t(T::PackagesNameHint)).guarded().required().max_length(LONGEST_TITLE as u32)))
                (checkboxes(&field("dokument", T::PackagesWhich).value("").hint(l.t(T::PackagesWhichHint)), &boxes))
                @if former.is_some() {
                    (textarea(&field("nytt", T::PackagesNote).hint(l.t(T::PackagesNoteHint)).guarded().required().max_length(LONGEST_NOTE as u32), 4))
                }
                (submit(&l.t(T::PackagesFreeze)))
            }))
        }
    }
}

/// One package.
pub fn one(cx: &Cx, opened: &Opened, all: &[Stored], entered: &Entered, problems: &Problems) -> Markup {
    let (l, p) = (cx.locale(), &opened.stored);
    let here = number(p, l);
    let done = |what: &str| cx.scope.query.split('&').any(|pair| pair == what);
    let fetch = button_link(
        &l.t(T::PackagesFetch),
        &cx.link(&format!("{}/pakke.zip", address(p))),
        Weight::Primary,
    );
    html! {
        (crumbs(cx, true, &here))
        (error_summary(l, problems))
        @if done("fryst=1") { (parts::live_notice(Tone::Good, &html! { p { (l.t(T::PackagesIsFrozen)) } })) }
        @if done("lagret=1") { (parts::live_notice(Tone::Good, &html! { p { (l.t(T::OfficeSaved)) } })) }
        h1 { (here) ": " (p.title) }
        p.lead { (frozen(cx, p)) " " (l.t(T::PackagesNever)) }
        @if let Some(newer) = newer(all, p) {
            (parts::notice(Tone::Look, &html! { p { a href=(cx.link(&address(newer))) { (l.ta(T::PackagesReplacedBy, &args![("number", newer.number)])) } } }))
        }
        (parts::actions(&[fetch]))
        @if let Some(former) = p.former.and_then(|f| all.iter().find(|o| o.id == f)) {
            section.card.soft {
                h2 { (l.t(T::PackagesNote)) }
                p { (p.change_note) }
                p { a href=(cx.link(&address(former))) { (l.ta(T::PackagesFormer, &args![("number", former.number)])) } }
            }
        }
        section.card {
            h2 { (l.t(T::PackagesDocuments)) }
            ul.plain-list { @for d in &opened.contents.documents { li { (document(cx, opened, d)) } } }
        }
        @if !opened.contents.figures.is_empty() {
            section.card {
                h2 { (l.t(T::PackagesData)) }
                p { (l.t(T::PackagesDataLead)) }
                @for f in &opened.contents.figures { (figure(cx, opened, f)) }
            }
        }
        (reference(cx, opened, entered, problems))
        (rest(cx, opened))
        @if edits(cx) && newer(all, p).is_none() {
            section.card.soft {
                h2 { (l.t(T::PackagesWrong)) }
                p { (l.t(T::PackagesWrongLead)) }
                (parts::actions(&[button_link(&l.t(T::PackagesNewVersion), &cx.link(&format!("{HOME}/ny?av={}", p.id)), Weight::Secondary)]))
            }
        }
    }
}

/// "PDF, 84 kB" as a link to the file.
fn link_to(cx: &Cx, opened: &Opened, name: &str) -> Markup {
    let found = opened.files.iter().map(|(f, _)| f).find(|f| f.name() == name);
    html! { @if let Some(f) = found { a href=(cx.link(&format!("{}/fil/{}", address(&opened.stored), f.name()))) { (kind(f)) " (" (size(f)) ")" } " " } }
}

const fn kind(file: &FrozenFile) -> &'static str {
    match file.media {
        PackageMedia::Pdf => "PDF",
        PackageMedia::Word => "Word",
        PackageMedia::Slides => "PowerPoint",
        PackageMedia::Workbook => "Excel",
        PackageMedia::Page => "HTML",
        PackageMedia::Text => "TXT",
        PackageMedia::Csv => "CSV",
        PackageMedia::Json => "JSON",
        PackageMedia::Xml => "XML",
        PackageMedia::Drawing => "SVG",
        PackageMedia::Picture => "PNG",
    }
}

fn size(file: &FrozenFile) -> String {
    match file.size {
        bytes @ 0..=999 => format!("{bytes} B"),
        bytes => format!("{} kB", bytes.div_ceil(1000)),
    }
}

fn document(cx: &Cx, opened: &Opened, d: &FrozenDocument) -> Markup {
    html! {
        p { strong { (d.title) } br; @for name in &d.files { (link_to(cx, opened, name)) } }
    }
}

fn figure(cx: &Cx, opened: &Opened, f: &FrozenFigure) -> Markup {
    let l = cx.locale();
    let items = [(T::PackagesQuery, &f.query), (T::PackagesSource, &f.source), (T::PackagesYear, &f.year)];
    let items = items.map(|(name, value)| (l.t(name), html! { (value) }));
    html! {
        details {
            summary { (f.title) " (" (f.document) ")" }
            (parts::facts(&items))
            p { @for name in &f.files { (link_to(cx, opened, name)) } }
        }
    }
}

fn reference(cx: &Cx, opened: &Opened, entered: &Entered, problems: &Problems) -> Markup {
    let (l, p) = (cx.locale(), &opened.stored);
    let error = problems.iter().find(|(n, _)| n == "referanse").map(|(_, text)| text.clone());
    let field = Field::new("referanse", l.t(T::PackagesReference))
        .hint(l.t(T::PackagesReferenceHint))
        .value(entered.get("referanse"))
        .error(error)
        .guarded()
        .max_length(LONGEST_REFERENCE as u32);
    html! {
        section.card {
            h2 { (l.t(T::PackagesCaseSystem)) }
            @match &p.reference {
                Some((text, day)) => p { strong { (text) } " – " (day_in_words(*day, cx.today(), l)) },
                None => p { (l.t(T::PackagesCaseSystemLead)) },
            }
            @if edits(cx) {
                (form(&cx.link(&format!("{}/referanse", address(p))), &cx.csrf(), &html! {
                    (text_field(&field))
                    (parts::actions(&[parts::button(&l.t(T::PackagesReferenceSave), Weight::Secondary)]))
                }))
            }
        }
    }
}

/// What the package says of itself, and how anybody can see that nothing was changed.
fn rest(cx: &Cx, opened: &Opened) -> Markup {
    let l = cx.locale();
    let own = opened.files.iter().map(|(f, _)| f).filter(|f| !f.path.contains('/'));
    html! {
        details {
            summary { (l.t(T::PackagesChecked)) }
            p { (l.t(T::PackagesCheckedLead)) }
            p { code { (opened.stored.checksum) } }
            p { (l.t(T::PackagesReadOther)) }
            ul { @for f in own { li { a href=(cx.link(&format!("{}/fil/{}", address(&opened.stored), f.name()))) { (f.name()) } } } }
        }
    }
}
