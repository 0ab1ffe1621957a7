//! How the room looks.

use super::{
    forms::{self, SIZES, size_code},
    matrix::{self, Of},
    office::{Whole, accepts, assesses, class_tag, is_closed, picture},
    phone,
    places::Seen,
    scenario::{Found, Part as Changed, mark},
    store::{Part, Reopening, Version},
    words,
};
use crate::{
    frame::Cx,
    offerings::qr,
    office::entered::{Entered, Problems},
    texts::{T, Words},
};
use domain::{
    places::Place,
    risk::{
        AnalysisChange, AnalysisStatus, CheckAnswer, Due, Grade, Hindrance, Knowledge, LibraryScenario, MeasureEvent,
        PlaceCheck, Rating, RiskAnalysis, RiskClass, RiskMeasure, RiskScenario, RiskTag, ScenarioChange, check_items,
        hindrances_to_approve, hindrances_to_hold, library as shipped, next_check, progress,
    },
    schedule::day_in_words,
    shared::{Id, Locale},
};
use jiff::civil::Date;
use maud::{Markup, html};
use ui::{
    Link, args,
    forms::{
        Choice, Field, checkboxes, date_field, error_summary, form, hidden, number_field, radios, radios_across,
        select, text_field, textarea,
    },
    parts::{self, Column, Tone, Weight, button, button_link, button_with},
};

/// What is wrong with a field, when something is.
fn wrong(problems: &Problems, name: &str) -> Option<String> {
    problems.iter().find(|(n, _)| n == name).map(|(_, text)| text.clone())
}

fn field(l: Locale, entered: &Entered, problems: &Problems, name: &str, label: T) -> Field {
    Field::new(name, l.t(label)).value(entered.get(name)).error(wrong(problems, name))
}

/// The way back, above a page.
fn back(cx: &Cx, path: &str, words: &str) -> Markup {
    html! { p.back { a href=(cx.link(path)) { "← " (words) } } }
}

/// What the municipality wrote, marked with its language where that is another than the page's.
fn own(cx: &Cx, a: &RiskAnalysis) -> Option<&'static str> {
    (a.language != cx.locale()).then(|| a.language.code())
}

fn when(cx: &Cx, day: Option<Date>) -> String {
    words::day(day, cx.today(), cx.locale())
}

/// The list of analyses.
pub fn list(cx: &Cx, all: &[Version], reopened: &[Reopening]) -> Markup {
    let l = cx.locale();
    let newest: Vec<&Version> =
        all.iter().filter(|v| all.iter().all(|o| o.line != v.line || o.number <= v.number)).collect();
    html! {
        h1 { (l.t(T::RiskTitle)) }
        p.lead { (l.t(T::RiskLead)) }
        (parts::actions(&[
            if assesses(cx) { button_link(&l.t(T::RiskNew), &cx.link("/kontor/ros/ny"), Weight::Primary) } else { html! {} },
            button_link(&l.t(T::RiskPlaces), &cx.link("/kontor/ros/steder"), Weight::Secondary),
            button_link(&l.t(T::RiskDeadlines), &cx.link("/kontor/frister"), Weight::Secondary),
        ]))
        @if newest.is_empty() {
            (parts::empty_state(&l.t(T::RiskNone), None))
        } @else {
            div.grid {
                @for v in newest {
                    @let open = reopened.iter().filter(|r| v.analysis.scenario(r.scenario).is_some()).count();
                    section.card {
                        p {
                            (parts::tag(words::status_tone(v.status), &words::status(v.status, l)))
                            @if open > 0 { " " (parts::tag(Tone::Stop, &l.ta(T::RiskReopenedCount, &args![("n", open)]))) }
                        }
                        h2 lang=[own(cx, &v.analysis)] { a href=(cx.link(&format!("/kontor/ros/{}", v.id))) { (v.analysis.title) } }
                        p { (words::scenarios(v.analysis.scenarios.len(), l)) " · " (l.ta(T::RiskVersion, &args![("n", v.number)])) }
                        (counts(&v.analysis, l))
                        @if v.status == AnalysisStatus::Approved { p.quiet { (l.t(T::RiskReview)) ": " (when(cx, v.analysis.review)) } }
                    }
                }
            }
        }
    }
}

/// How many lie in each class with the measures.
fn counts(a: &RiskAnalysis, l: Locale) -> Markup {
    let [low, medium, high, unrated] = a.counts();
    let each = [(high, RiskClass::High), (medium, RiskClass::Medium), (low, RiskClass::Low)];
    html! {
        p.risk-counts {
            @for (n, class) in each { @if n > 0 { (parts::tag(words::tone(class), &format!("{n} {}", words::class(class, l).to_lowercase()))) " " } }
            @if unrated > 0 { span.quiet { (l.ta(T::RiskUnrated, &args![("n", unrated)])) } }
        }
    }
}

/// A new analysis.
pub fn new(cx: &Cx, entered: &Entered, problems: &Problems) -> Markup {
    let l = cx.locale();
    let sizes: Vec<Choice> = SIZES
        .into_iter()
        .map(|size| {
            Choice::new(
                size_code(size),
                size_words(size, l),
                entered.get("storrelse") == size_code(size),
            )
        })
        .collect();
    let fields = html! {
        (text_field(&field(l, entered, problems, "tittel", T::RiskName).hint(l.t(T::RiskNameHint)).required()))
        (textarea(&field(l, entered, problems, "omfang", T::RiskScope).hint(l.t(T::RiskScopeHint)).guarded(), 4))
        (radios(&field(l, entered, problems, "storrelse", T::RiskScaleSize).hint(l.t(T::RiskScaleSizeHint)), &sizes))
        (parts::actions(&[button(&l.t(T::RiskBegin), Weight::Primary)]))
    };
    html! {
        (back(cx, "/kontor/ros", &l.t(T::RiskTitle)))
        h1 { (l.t(T::RiskNew)) }
        (error_summary(l, problems))
        (form(&cx.link("/kontor/ros/ny"), &cx.csrf(), &fields))
    }
}

fn size_words((p, c): (u8, u8), l: Locale) -> String {
    l.ta(T::RiskSize, &args![("p", p), ("c", c)])
}

/// One analysis.
pub fn one(cx: &Cx, w: &Whole) -> Markup {
    let (l, v) = (cx.locale(), &w.version);
    let (a, page) = (&v.analysis, format!("/kontor/ros/{}", v.id));
    let newer = w.all.iter().find(|o| o.number > v.number);
    html! {
        (back(cx, "/kontor/ros", &l.t(T::RiskTitle)))
        p {
            (parts::tag(words::status_tone(v.status), &words::status(v.status, l))) " "
            span.quiet { (l.ta(T::RiskVersion, &args![("n", v.number)])) }
        }
        h1 lang=[own(cx, a)] { (a.title) }
        @if !a.scope.is_empty() { p.lead lang=[own(cx, a)] { (a.scope) } }
        @if let Some(newer) = newer {
            (parts::notice(Tone::Info, &html! { p { (l.t(T::RiskNewer)) " " a href=(cx.link(&format!("/kontor/ros/{}", newer.id))) { (l.ta(T::RiskVersion, &args![("n", newer.number)])) } } }))
        }
        @for r in &w.reopened {
            (parts::notice(Tone::Stop, &html! {
                p { strong { (l.t(T::RiskLookAgain)) } " " (a.scenario(r.scenario).map_or("", |s| s.title.as_str())) " – " (r.why) }
                p { a href=(cx.link(&format!("{page}/scenario/{}", r.scenario))) { (l.t(T::RiskLookAgainDo)) } }
            }))
        }
        (steps(cx, w))
        @if !a.scenarios.is_empty() {
            h2 { (l.t(T::RiskWhere)) }
            div.matrices { (picture(cx, v, Of::Today, None)) (picture(cx, v, Of::Residual, None)) }
            (matrix::legend(l))
            (overview(cx, w))
        }
        (facts(cx, v))
        h2 { (l.t(T::RiskTakeAway)) }
        (parts::actions(&["pdf", "docx", "xlsx", "html"].map(|form| {
            button_link(&form_words(form, l), &cx.link(&format!("{page}/dokument/{form}")), Weight::Secondary)
        })))
        @if w.all.len() > 1 { p { a href=(cx.link(&format!("{page}/sammenlign"))) { (l.t(T::RiskCompare)) } } }
    }
}

fn form_words(form: &str, l: Locale) -> String {
    l.t(match form {
        "pdf" => T::RiskAsPdf,
        "docx" => T::RiskAsWord,
        "xlsx" => T::RiskAsSheet,
        _ => T::RiskAsPage,
    })
}

/// What comes next, and what is missing before.
fn steps(cx: &Cx, w: &Whole) -> Markup {
    let (l, v) = (cx.locale(), &w.version);
    let page = format!("/kontor/ros/{}", v.id);
    let act = |what: &str, label: T, weight: Weight| {
        form(
            &cx.link(&format!("{page}/status")),
            &cx.csrf(),
            &html! { (hidden("gjor", what)) (button(&l.t(label), weight)) },
        )
    };
    let lacks = match v.status {
        AnalysisStatus::Draft => hindrances_to_hold(&v.analysis, cx.today()),
        AnalysisStatus::Held => hindrances_to_approve(&v.analysis, cx.today()),
        AnalysisStatus::Approved => Vec::new(),
    };
    let link = |path: &str, label: T, weight| button_link(&l.t(label), &cx.link(&format!("{page}{path}")), weight);
    let none = v.analysis.scenarios.is_empty();
    html! {
        @if assesses(cx) {
            @match v.status {
                AnalysisStatus::Draft | AnalysisStatus::Held => {
                    div.actions {
                        @if none { (link("/bibliotek", T::RiskFromLibrary, Weight::Primary)) }
                        @else { (link("/verksted", T::RiskWorkshopStart, if v.status == AnalysisStatus::Draft { Weight::Primary } else { Weight::Secondary })) }
                        @if v.status == AnalysisStatus::Draft && lacks.is_empty() { (act("holdt", T::RiskMarkHeld, Weight::Secondary)) }
                        @if v.status == AnalysisStatus::Held && lacks.is_empty() && accepts(cx) {
                            (form(&cx.link(&format!("{page}/godkjenn")), &cx.csrf(), &button(&l.t(T::RiskApprove), Weight::Primary)))
                        }
                        @if !none { (link("/bibliotek", T::RiskFromLibrary, Weight::Secondary)) }
                        (link("/scenario/ny", T::RiskNewScenario, Weight::Secondary))
                        @if v.status == AnalysisStatus::Draft { (act("kast", T::RiskDiscard, Weight::Quiet)) }
                    }
                    @if v.status == AnalysisStatus::Held && lacks.is_empty() && !accepts(cx) { p { (l.t(T::RiskLeaderApproves)) } }
                }
                AnalysisStatus::Approved => {
                    @if w.all.first().is_some_and(|n| n.id == v.id) { div.actions { (act("ny-utgave", T::RiskNextVersion, Weight::Secondary)) } }
                }
            }
        }
        @if !lacks.is_empty() { (lacking(cx, v, &lacks)) }
    }
}

/// What is missing: what is about the whole, and what is about scenarios, gathered by what it is.
fn lacking(cx: &Cx, v: &Version, lacks: &[Hindrance]) -> Markup {
    let l = cx.locale();
    let mut said: Vec<(String, Vec<Id>)> = Vec::new();
    for h in lacks {
        let text = words::hindrance(*h, l);
        match said.iter_mut().find(|(t, _)| *t == text) {
            Some((_, ids)) => ids.extend(h.scenario()),
            None => said.push((text, h.scenario().into_iter().collect())),
        }
    }
    let title = if v.status == AnalysisStatus::Draft {
        T::RiskBeforeHeld
    } else {
        T::RiskBeforeApproved
    };
    html! {
        section.card.soft {
            h2 { (l.t(title)) }
            ul {
                @for (text, ids) in &said {
                    li {
                        @if ids.is_empty() { a href=(cx.link(&format!("/kontor/ros/{}/om", v.id))) { (text) } }
                        @else {
                            (text) " "
                            @for (i, id) in ids.iter().enumerate() {
                                @if i > 0 { ", " }
                                @let n = v.analysis.number(*id).unwrap_or(0);
                                a href=(cx.link(&format!("/kontor/ros/{}/scenario/{id}", v.id))) aria-label=(format!("{n}: {}", v.analysis.scenario(*id).map_or("", |s| s.title.as_str()))) { (n) }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// The scenarios as a table: the same as the matrices say.
fn overview(cx: &Cx, w: &Whole) -> Markup {
    let (l, v) = (cx.locale(), &w.version);
    let columns = [
        Column::numbers(l.t(T::RiskNumber)),
        Column::words(l.t(T::RiskWhatHappens)),
        Column::words(l.t(T::RiskToday)),
        Column::words(l.t(T::RiskWithMeasures)),
        Column::words(l.t(T::RiskMeasures)),
    ];
    let rows: Vec<Vec<Markup>> = (1..)
        .zip(&v.analysis.scenarios)
        .map(|(n, s): (usize, _)| {
            let to = cx.link(&format!("/kontor/ros/{}/scenario/{}", v.id, s.id));
            let all = s.measures.iter().chain(w.loose.iter().filter(|(id, _)| *id == s.id).map(|(_, m)| m));
            let (mut total, mut done) = (0_usize, 0_usize);
            for m in all {
                total += 1;
                done += usize::from(progress(&w.log, m.id, cx.today()).is_done());
            }
            vec![
                html! { (n) },
                html! { a href=(to) lang=[own(cx, &v.analysis)] { (s.title) } },
                class_tag(cx, v, s, Of::Today),
                class_tag(cx, v, s, Of::Residual),
                html! { @if total > 0 { (l.ta(T::RiskDoneOf, &args![("done", done), ("total", total)])) } @else { "–" } },
            ]
        })
        .collect();
    parts::data_table(&l.t(T::RiskScenarios), &columns, &rows)
}

fn facts(cx: &Cx, v: &Version) -> Markup {
    let (l, a) = (cx.locale(), &v.analysis);
    let or_none = |text: &str| {
        if text.is_empty() {
            l.t(T::RiskNotSaid)
        } else {
            text.to_owned()
        }
    };
    let mut items = vec![
        (l.t(T::RiskHeldOn), html! { (when(cx, a.held_on)) }),
        (
            l.t(T::RiskParticipants),
            html! { (or_none(&a.participants.join(", "))) },
        ),
        (l.t(T::RiskOwner), html! { (or_none(&a.owner)) }),
        (l.t(T::RiskReview), html! { (when(cx, a.review)) }),
    ];
    if let Some((at, by)) = &v.approved {
        let day = day_in_words(domain::shared::day_and_minute(*at).0, cx.today(), l);
        items.push((l.t(T::RiskApproved), html! { (day) @if !by.is_empty() { ", " (by) } }));
    }
    let page = format!("/kontor/ros/{}", v.id);
    html! {
        h2 { (l.t(T::RiskAbout)) }
        (parts::facts(&items))
        @if assesses(cx) && !is_closed(v) {
            (parts::actions(&[
                button_link(&l.t(T::RiskAboutChange), &cx.link(&format!("{page}/om")), Weight::Secondary),
                button_link(&l.t(T::RiskScaleChange), &cx.link(&format!("{page}/skala")), Weight::Secondary),
            ]))
        }
        details {
            summary { (l.t(T::RiskScaleTitle)) }
            (grades(&l.t(T::RiskProbability), &a.scale.probability, l))
            (grades(&l.t(T::RiskConsequence), &a.scale.consequence, l))
            p { (l.ta(T::RiskLimits, &args![("medium", a.scale.medium_from), ("high", a.scale.high_from)])) }
        }
    }
}

fn grades(title: &str, of: &[Grade], l: Locale) -> Markup {
    let columns = [Column::numbers(l.t(T::RiskGrade)), Column::words(title), Column::words(l.t(T::RiskMeans))];
    let rows: Vec<Vec<Markup>> = (1..)
        .zip(of)
        .map(|(n, g): (usize, _)| vec![html! { (n) }, html! { (g.word) }, html! { (g.meaning) }])
        .collect();
    parts::data_table(title, &columns, &rows)
}

/// What is said of an analysis.
pub fn about(cx: &Cx, v: &Version, entered: &Entered, problems: &Problems) -> Markup {
    let l = cx.locale();
    let page = format!("/kontor/ros/{}", v.id);
    let fields = html! {
        (text_field(&field(l, entered, problems, "tittel", T::RiskName).required()))
        (textarea(&field(l, entered, problems, "omfang", T::RiskScope).hint(l.t(T::RiskScopeHint)).guarded(), 4))
        (textarea(&field(l, entered, problems, "deltakere", T::RiskParticipants).hint(l.t(T::RiskParticipantsHint)).guarded(), 4))
        (date_field(&field(l, entered, problems, "holdt", T::RiskHeldOn)))
        (text_field(&field(l, entered, problems, "eier", T::RiskOwner).hint(l.t(T::RiskOwnerHint)).guarded()))
        (date_field(&field(l, entered, problems, "neste", T::RiskReview).hint(l.t(T::RiskReviewHint))))
        (parts::actions(&[button(&l.t(T::RiskSave), Weight::Primary)]))
    };
    html! {
        (back(cx, &page, &v.analysis.title))
        h1 { (l.t(T::RiskAbout)) }
        (error_summary(l, problems))
        (form(&cx.link(&format!("{page}/om")), &cx.csrf(), &fields))
    }
}

/// The scale.
pub fn scale(cx: &Cx, v: &Version, entered: &Entered, problems: &Problems) -> Markup {
    let l = cx.locale();
    let (page, scale) = (format!("/kontor/ros/{}", v.id), &v.analysis.scale);
    let to = cx.link(&format!("{page}/skala"));
    let row = |name: &str, n: usize| {
        let id = format!("{name}-{n}");
        html! {
            div.scale-row {
                (text_field(&Field::new(&id, l.ta(T::RiskGradeWord, &args![("n", n)])).value(entered.get(&id)).error(wrong(problems, &id)).short()))
                (text_field(&Field::new(format!("{id}-betyr"), l.t(T::RiskMeans)).value(entered.get(&format!("{id}-betyr"))).error(wrong(problems, &format!("{id}-betyr")))))
            }
        }
    };
    let fields = html! {
        h2 { (l.t(T::RiskProbability)) }
        @for n in 1..=scale.probability.len() { (row("s", n)) }
        h2 { (l.t(T::RiskConsequence)) }
        @for n in 1..=scale.consequence.len() { (row("k", n)) }
        h2 { (l.t(T::RiskColours)) }
        p { (l.t(T::RiskColoursHint)) }
        (number_field(&field(l, entered, problems, "gul", T::RiskMediumFrom).short(), 2, 25))
        (number_field(&field(l, entered, problems, "rod", T::RiskHighFrom).short(), 3, 25))
        (number_field(&field(l, entered, problems, "aldri", T::RiskNeverLow).hint(l.t(T::RiskNeverLowHint)).short(), 0, 5))
        (parts::actions(&[button(&l.t(T::RiskSave), Weight::Primary)]))
    };
    let other = html! {
        (hidden("gjor", "storrelse"))
        @let here = (u8::try_from(scale.probability.len()).unwrap_or(0), u8::try_from(scale.consequence.len()).unwrap_or(0));
        @let sizes: Vec<Choice> = SIZES.into_iter().map(|s| Choice::new(size_code(s), size_words(s, l), s == here)).collect();
        (select(&Field::new("storrelse", l.t(T::RiskScaleSize)).hint(l.t(T::RiskOtherSizeHint)), &sizes))
        (parts::actions(&[button(&l.t(T::RiskOtherSize), Weight::Secondary)]))
    };
    html! {
        (back(cx, &page, &v.analysis.title))
        h1 { (l.t(T::RiskScaleTitle)) }
        p.lead { (l.t(T::RiskScaleLead)) }
        (error_summary(l, problems))
        (form(&to, &cx.csrf(), &fields))
        details { summary { (l.t(T::RiskOtherSize)) } (form(&to, &cx.csrf(), &other)) }
    }
}

/// The library: what many municipalities have thought of.
pub fn library(cx: &Cx, v: &Version) -> Markup {
    let l = cx.locale();
    let page = format!("/kontor/ros/{}", v.id);
    let there = |s: &LibraryScenario| v.analysis.scenarios.iter().any(|o| o.origin.as_ref() == Some(&s.key));
    let fields = html! {
        @for (i, shelf) in LibraryScenario::SHELVES.into_iter().enumerate() {
            @let choices: Vec<Choice> = shipped().iter().filter(|s| s.shelf == shelf && !there(s))
                .map(|s| Choice::new(s.key.as_str(), s.title.get(l), false).hint(s.cause.get(l))).collect();
            @if !choices.is_empty() {
                (checkboxes(&Field::new("hendelse", words::shelf(shelf, l)).id(format!("f-hendelse-{i}")), &choices))
            }
        }
        (parts::actions(&[
            button(&l.t(T::RiskTake), Weight::Primary),
            button_link(&l.t(T::RiskNewScenario), &cx.link(&format!("{page}/scenario/ny")), Weight::Secondary),
        ]))
    };
    html! {
        (back(cx, &page, &v.analysis.title))
        h1 { (l.t(T::RiskLibrary)) }
        p.lead { (l.t(T::RiskLibraryLead)) }
        @if v.analysis.language != l { p.quiet { (l.t(T::RiskLibraryLanguage)) } }
        (form(&cx.link(&format!("{page}/bibliotek")), &cx.csrf(), &fields))
    }
}

/// A scenario of one's own.
pub fn new_scenario(cx: &Cx, v: &Version, entered: &Entered, problems: &Problems) -> Markup {
    let l = cx.locale();
    let page = format!("/kontor/ros/{}", v.id);
    html! {
        (back(cx, &page, &v.analysis.title))
        h1 { (l.t(T::RiskNewScenario)) }
        (error_summary(l, problems))
        (form(&cx.link(&format!("{page}/scenario/ny")), &cx.csrf(), &what_fields(l, entered, problems)))
    }
}

fn what_fields(l: Locale, entered: &Entered, problems: &Problems) -> Markup {
    let tags: Vec<Choice> = RiskTag::ALL
        .into_iter()
        .map(|t| {
            let chosen = entered.all("merke").any(|code| code == t.code());
            Choice::new(t.code(), words::tag(t, l), chosen).hint(words::tag_means(t, l))
        })
        .collect();
    html! {
        (text_field(&field(l, entered, problems, "tittel", T::RiskWhatHappens).hint(l.t(T::RiskWhatHappensHint)).required().guarded()))
        (textarea(&field(l, entered, problems, "arsak", T::RiskCause).guarded(), 3))
        (textarea(&field(l, entered, problems, "finnes", T::RiskControls).guarded(), 3))
        (checkboxes(&field(l, entered, problems, "merke", T::RiskTags), &tags))
        (date_field(&field(l, entered, problems, "neste", T::RiskScenarioReview).hint(l.t(T::RiskScenarioReviewHint)).optional(l)))
        (parts::actions(&[button(&l.t(T::RiskSave), Weight::Primary)]))
    }
}

/// One scenario.
pub fn scenario(cx: &Cx, w: &Whole, s: &RiskScenario) -> Markup {
    let (l, v) = (cx.locale(), &w.version);
    let a = &v.analysis;
    let at = format!("/kontor/ros/{}/scenario/{}", v.id, s.id);
    let edits = assesses(cx) && !is_closed(v);
    let change =
        |part: &str, label: T| html! { @if edits { p { a href=(cx.link(&format!("{at}/{part}"))) { (l.t(label)) } } } };
    let text = |t: &str| html! { @if t.is_empty() { span.quiet { (l.t(T::RiskNotSaid)) } } @else { span lang=[own(cx, a)] { (t) } } };
    let tags: Vec<String> = s.tags.iter().map(|t| words::tag(*t, l)).collect();
    html! {
        (back(cx, &format!("/kontor/ros/{}", v.id), &a.title))
        p.quiet { (l.ta(T::RiskScenarioOf, &args![("n", a.number(s.id).unwrap_or(0)), ("of", a.scenarios.len())])) }
        h1 lang=[own(cx, a)] { (s.title) }
        @if w.reopened.iter().any(|r| r.scenario == s.id) { (settling(cx, w, s, &Entered::default(), &Problems::new())) }
        (parts::facts(&[
            (l.t(T::RiskCause), text(&s.cause)),
            (l.t(T::RiskControls), text(&s.controls)),
            (l.t(T::RiskTags), html! { @if tags.is_empty() { (text("")) } @else { (tags.join(", ")) } }),
        ]))
        (change("hva", T::RiskEditWhat))
        h2 { (l.t(T::RiskWhere)) }
        div.matrices { (picture(cx, v, Of::Today, Some(s.id))) (picture(cx, v, Of::Residual, Some(s.id))) }
        (parts::facts(&[
            (l.t(T::RiskToday), html! { (words::rating(a, s.before, l)) " " (class_tag(cx, v, s, Of::Today)) }),
            (l.t(T::RiskWithMeasures), html! { (words::rating(a, s.residual(), l)) " " (class_tag(cx, v, s, Of::Residual)) }),
            (l.t(T::RiskKnowledge), s.knowledge.map_or_else(|| text(""), |k| html! { (words::knowledge(k, l)) " – " (words::knowledge_means(k, l)) })),
        ]))
        (change("vurdering", T::RiskEditRating))
        h2 { (l.t(T::RiskMeasures)) }
        @let loose: Vec<&RiskMeasure> = w.loose.iter().filter(|(id, _)| *id == s.id).map(|(_, m)| m).collect();
        @if s.measures.is_empty() && loose.is_empty() { p.quiet { (l.t(T::RiskNoMeasures)) } }
        (measure_list(cx, s.measures.iter().chain(loose), &w.log))
        (change("tiltak", T::RiskEditMeasures))
        h2 { (l.t(T::RiskAcceptance)) }
        (accepted(cx, v, s))
    }
}

fn measure_list<'m>(cx: &Cx, all: impl Iterator<Item = &'m RiskMeasure>, log: &[domain::risk::MeasureLog]) -> Markup {
    let l = cx.locale();
    html! {
        ul.plain-list.measures {
            @for m in all {
                li {
                    a href=(cx.link(&format!("/kontor/ros/tiltak/{}", m.id))) { (m.what) }
                    br;
                    span.quiet {
                        @if m.owner.is_empty() { (l.t(T::RiskNobody)) } @else { (m.owner) }
                        " · " (when(cx, m.due)) " · " (words::progress(&progress(log, m.id, cx.today()), l))
                    }
                }
            }
        }
    }
}

fn accepted(cx: &Cx, v: &Version, s: &RiskScenario) -> Markup {
    let (l, a) = (cx.locale(), &v.analysis);
    let needed = a.class_residual(s).is_some_and(|c| c > RiskClass::Low);
    html! {
        @match s.valid_acceptance() {
            Some(x) => p { (l.ta(T::RiskAcceptedBy, &args![("name", x.owner.as_str()), ("day", day_in_words(x.on, cx.today(), l)), ("why", x.reason.as_str())])) },
            None if s.acceptance.is_some() => (parts::notice(Tone::Look, &html! { p { (l.t(T::RiskLapsed)) } })),
            None if needed => p { (l.t(T::RiskNeedsAcceptance)) },
            None => p.quiet { (l.t(T::RiskNeedsNone)) },
        }
        @if accepts(cx) && !is_closed(v) && s.residual().is_some() {
            p { a href=(cx.link(&format!("/kontor/ros/{}/scenario/{}/aksept", v.id, s.id))) { (l.t(T::RiskAccept)) } }
        }
        @if assesses(cx) && !is_closed(v) {
            details {
                summary { (l.t(T::RiskRemoveScenario)) }
                (form(&cx.link(&format!("/kontor/ros/{}/scenario/{}/fjern", v.id, s.id)), &cx.csrf(), &html! {
                    p { (l.t(T::RiskRemoveScenarioText)) }
                    (button(&l.t(T::RiskRemoveScenario), Weight::Stop))
                }))
            }
        }
    }
}

/// What happened, and the form of somebody who has looked.
pub fn settling(cx: &Cx, w: &Whole, s: &RiskScenario, entered: &Entered, problems: &Problems) -> Markup {
    let l = cx.locale();
    let at = format!("/kontor/ros/{}/scenario/{}", w.version.id, s.id);
    let happened: Vec<&Reopening> = w.reopened.iter().filter(|r| r.scenario == s.id).collect();
    let fields = html! {
        (textarea(&field(l, entered, problems, "funn", T::RiskFound).hint(l.t(T::RiskFoundHint)).guarded(), 2))
        (parts::actions(&[button(&l.t(T::RiskSettled), Weight::Secondary)]))
    };
    html! {
        section.card {
            @if problems.is_empty() { h2 { (l.t(T::RiskLookAgain)) } } @else { h1 { (l.t(T::RiskLookAgain)) } (error_summary(l, problems)) }
            ul { @for r in happened { li { (day_in_words(r.on, cx.today(), l)) ": " (r.why) } } }
            p { (l.t(T::RiskLookAgainText)) }
            @if assesses(cx) { (form(&cx.link(&format!("{at}/sett")), &cx.csrf(), &fields)) }
        }
    }
}

/// A page where one thing of a scenario is changed.
pub fn part(
    cx: &Cx,
    w: &Whole,
    s: &RiskScenario,
    part: Changed,
    entered: &Entered,
    problems: &Problems,
    above: Option<&Markup>,
) -> Markup {
    let (l, v) = (cx.locale(), &w.version);
    let at = format!("/kontor/ros/{}/scenario/{}", v.id, s.id);
    let from = hidden("laget-av", &mark(s));
    html! {
        (back(cx, &at, &s.title))
        h1 { (l.t(part.title())) }
        p.quiet lang=[own(cx, &v.analysis)] { (s.title) }
        @if let Some(above) = above { (parts::live_notice(Tone::Look, above)) }
        (error_summary(l, problems))
        @match part {
            Changed::What => (form(&cx.link(&format!("{at}/hva")), &cx.csrf(), &html! { (from) (what_fields(l, entered, problems)) })),
            Changed::Rating => (form(&cx.link(&format!("{at}/vurdering")), &cx.csrf(), &html! { (from) (rating_fields(cx, &v.analysis, entered)) })),
            Changed::Measures => (measures_form(cx, w, s, entered, problems)),
            Changed::Acceptance => {
                p { (words::rating(&v.analysis, s.residual(), l)) " " (class_tag(cx, v, s, Of::Residual)) }
                p { (l.t(T::RiskAcceptText)) }
                (form(&cx.link(&format!("{at}/aksept")), &cx.csrf(), &html! {
                    (text_field(&field(l, entered, problems, "hvem", T::RiskAcceptWho).hint(l.t(T::RiskOwnerHint)).required().guarded()))
                    (textarea(&field(l, entered, problems, "hvorfor", T::RiskAcceptWhy).required().guarded(), 3))
                    (parts::actions(&[button(&l.t(T::RiskAccept), Weight::Primary)]))
                }))
            }
        }
    }
}

fn rating_fields(cx: &Cx, a: &RiskAnalysis, entered: &Entered) -> Markup {
    let l = cx.locale();
    let row = |name: &str, label: T, of: &[Grade]| {
        let choices: Vec<Choice> = (1..)
            .zip(of)
            .map(|(n, g): (usize, _)| {
                Choice::new(
                    n.to_string(),
                    format!("{n} {}", g.word),
                    entered.get(name) == n.to_string(),
                )
                .hint(&g.meaning)
            })
            .collect();
        radios(&Field::new(name, l.t(label)).value(entered.get(name)), &choices)
    };
    let known: Vec<Choice> = Knowledge::ALL
        .into_iter()
        .map(|k| {
            Choice::new(k.code(), words::knowledge(k, l), entered.get("kunnskap") == k.code())
                .hint(words::knowledge_means(k, l))
        })
        .collect();
    html! {
        h2 { (l.t(T::RiskToday)) }
        div.two { (row("for-s", T::RiskHowLikely, &a.scale.probability)) (row("for-k", T::RiskHowBad, &a.scale.consequence)) }
        h2 { (l.t(T::RiskWithMeasures)) }
        div.two { (row("etter-s", T::RiskHowLikelyThen, &a.scale.probability)) (row("etter-k", T::RiskHowBadThen, &a.scale.consequence)) }
        (radios(&Field::new("kunnskap", l.t(T::RiskKnowledgeAsk)).value(entered.get("kunnskap")), &known))
        (parts::actions(&[button(&l.t(T::RiskSave), Weight::Primary)]))
    }
}

fn measures_form(cx: &Cx, w: &Whole, s: &RiskScenario, entered: &Entered, problems: &Problems) -> Markup {
    let (l, v) = (cx.locale(), &w.version);
    let at = format!("/kontor/ros/{}/scenario/{}", v.id, s.id);
    let to = cx.link(&format!("{at}/tiltak"));
    html! {
        @if !s.measures.is_empty() {
            ul.plain-list.measures {
                @for m in &s.measures {
                    li {
                        (m.what) br;
                        span.quiet { @if m.owner.is_empty() { (l.t(T::RiskNobody)) } @else { (m.owner) } " · " (when(cx, m.due)) }
                        (form(&to, &cx.csrf(), &html! { (hidden("fjern", &m.id.to_string())) (button(&l.ta(T::RiskRemoveMeasure, &args![("what", m.what.as_str())]), Weight::Quiet)) }))
                    }
                }
            }
        }
        h2 { (l.t(T::RiskNewMeasure)) }
        (form(&to, &cx.csrf(), &measure_fields(cx, &v.analysis, s, entered, problems, true)))
        (parts::actions(&[button_link(&l.t(T::RiskDone), &cx.link(&at), Weight::Quiet)]))
    }
}

/// What, who and by when; with the library's proposal where there is one.
fn measure_fields(
    cx: &Cx,
    a: &RiskAnalysis,
    s: &RiskScenario,
    entered: &Entered,
    problems: &Problems,
    roomy: bool,
) -> Markup {
    let l = cx.locale();
    let proposed = s.origin.as_ref().and_then(|key| shipped().iter().find(|t| t.key == *key));
    let proposed = proposed.map(|t| t.measure.get(a.language)).filter(|p| s.measures.iter().all(|m| m.what != **p));
    html! {
        @if let Some(proposed) = proposed {
            div.proposal {
                p { strong { (l.t(T::RiskProposal)) } " " span lang=[own(cx, a)] { (proposed) } }
                (button_with(&l.t(T::RiskTakeProposal), Weight::Secondary, "gjor", "forslag"))
            }
        }
        (textarea(&field(l, entered, problems, "hva", T::RiskMeasureWhat).guarded(), if roomy { 3 } else { 2 }))
        datalist id="hvem-liste" { @for who in forms::owners(a) { option value=(who) {} } }
        (text_field(&field(l, entered, problems, "hvem", T::RiskWho).hint(l.t(T::RiskWhoHint)).guarded()))
        (date_field(&field(l, entered, problems, "frist", T::RiskDeadline)))
        (parts::actions(&[button_with(&l.t(T::RiskAddMeasure), Weight::Primary, "gjor", "tiltak")]))
    }
}

/// How far a measure has come.
pub fn measure(cx: &Cx, f: &Found, entered: &Entered, problems: &Problems) -> Markup {
    let l = cx.locale();
    let now = progress(&f.log, f.measure.id, cx.today());
    let choices: Vec<Choice> = MeasureEvent::ALL
        .into_iter()
        .filter(|e| e.is_effect() == now.is_done() || (!e.is_effect() && now.is_done() && *e == MeasureEvent::Reopened))
        .map(|e| Choice::new(e.code(), words::event(e, l), entered.get("hendte") == e.code()))
        .collect();
    let ask = if now.is_done() {
        T::RiskDoesItWork
    } else {
        T::RiskHowFar
    };
    let fields = html! {
        (radios(&field(l, entered, problems, "hendte", ask), &choices))
        (textarea(&field(l, entered, problems, "merknad", T::RiskNote).optional(l).guarded(), 2))
        (parts::actions(&[button(&l.t(T::RiskSave), Weight::Primary)]))
    };
    html! {
        (back(cx, &f.path, &f.about))
        h1 { (f.measure.what) }
        (parts::facts(&[
            (l.t(T::RiskWho), html! { @if f.measure.owner.is_empty() { (l.t(T::RiskNobody)) } @else { (f.measure.owner) } }),
            (l.t(T::RiskDeadline), html! { (when(cx, f.measure.due)) }),
            (l.t(T::RiskStands), html! { (words::progress(&now, l)) }),
        ]))
        @if let Some(day) = now.effect_due() { p { (l.ta(T::RiskEffectFrom, &args![("day", day_in_words(day, cx.today(), l))])) } }
        @if assesses(cx) {
            (error_summary(l, problems))
            (form(&cx.link(&format!("/kontor/ros/tiltak/{}", f.measure.id)), &cx.csrf(), &fields))
        }
        @if !f.log.is_empty() {
            h2 { (l.t(T::RiskHappened)) }
            ul { @for line in f.log.iter().rev() { li { (day_in_words(line.on, cx.today(), l)) ": " (words::event(line.event, l)) @if !line.note.is_empty() { " – " (line.note) } } } }
        }
    }
}

/// What is otherwise than in another version.
pub fn versions(cx: &Cx, w: &Whole, change: Option<(&Version, &AnalysisChange)>) -> Markup {
    let (l, v) = (cx.locale(), &w.version);
    let page = format!("/kontor/ros/{}", v.id);
    let others: Vec<(Link, bool)> = w
        .all
        .iter()
        .filter(|o| o.id != v.id)
        .map(|o| {
            let to = cx.link(&format!("{page}/sammenlign?med={}", o.id));
            let label = format!(
                "{} – {}",
                l.ta(T::RiskVersion, &args![("n", o.number)]),
                words::status(o.status, l)
            );
            (Link::new(to, label), change.is_some_and(|(with, _)| with.id == o.id))
        })
        .collect();
    html! {
        (back(cx, &page, &v.analysis.title))
        h1 { (l.t(T::RiskCompare)) }
        p { (l.ta(T::RiskComparing, &args![("n", v.number)])) }
        @if !others.is_empty() { (parts::filter_chips(&others)) }
        @match change {
            None => (parts::empty_state(&l.t(T::RiskOnlyVersion), None)),
            Some((_, c)) if c.is_nothing() => p { (l.t(T::RiskNothingChanged)) },
            Some((with, c)) => {
                @if c.scale { (parts::notice(Tone::Look, &html! { p { (l.t(T::RiskScaleChanged)) } })) }
                @if c.about { p { (l.t(T::RiskAboutChanged)) } }
                ul.plain-list {
                    @for s in &c.scenarios { li lang=[own(cx, &v.analysis)] { (change_words(cx, with, v, s)) } }
                }
                div.matrices { (other_picture(cx, with)) (picture(cx, v, Of::Residual, None)) }
            }
        }
    }
}

/// The residual matrix of an earlier version, with its own scale.
fn other_picture(cx: &Cx, with: &Version) -> Markup {
    let l = cx.locale();
    html! {
        figure.matrix {
            figcaption { (l.ta(T::RiskVersion, &args![("n", with.number)])) }
            div.matrix-plot role="group" tabindex="0" aria-label=(matrix::in_words(&with.analysis, Of::Residual, None, l)) {
                (matrix::svg(&with.analysis, Of::Residual, None, "matrise-for", l))
            }
        }
    }
}

fn change_words(cx: &Cx, from: &Version, to: &Version, change: &ScenarioChange) -> Markup {
    let l = cx.locale();
    let side = |v: &Version, s: &RiskScenario| class_tag(cx, v, s, Of::Residual);
    match change {
        ScenarioChange::Added(s) => {
            html! { (parts::tag(Tone::Good, &l.t(T::RiskAdded))) " " (s.title) " " (side(to, s)) }
        }
        ScenarioChange::Removed(s) => {
            html! { (parts::tag(Tone::Stop, &l.t(T::RiskRemoved))) " " (s.title) " " (side(from, s)) }
        }
        ScenarioChange::Changed(was, is) => html! {
            (parts::tag(Tone::Info, &l.t(T::RiskChanged))) " " (is.title)
            br;
            span.quiet { (words::rating(&from.analysis, was.residual(), l)) " → " (words::rating(&to.analysis, is.residual(), l)) }
            " " (side(from, was)) " → " (side(to, is))
            @if was.measures != is.measures { br; span.quiet { (l.ta(T::RiskMeasuresNow, &args![("before", was.measures.len()), ("after", is.measures.len())])) } }
        },
    }
}

/// The workshop's page around the part that changes.
pub fn workshop_page(cx: &Cx, v: &Version, shows: bool) -> Markup {
    workshop_around(
        cx,
        v,
        shows,
        &workshop(cx, v, shows, &Entered::default(), &Problems::new()),
    )
}

/// The same around a part that is made already.
pub fn workshop_around(cx: &Cx, v: &Version, shows: bool, inner: &Markup) -> Markup {
    let l = cx.locale();
    let at = cx.link(&format!("/kontor/ros/{}/verksted", v.id));
    let part = if shows {
        format!("{at}/del?skjerm=1")
    } else {
        format!("{at}/del")
    };
    html! {
        @if !shows {
            p.back.workshop-top {
                a href=(cx.link(&format!("/kontor/ros/{}", v.id))) { "← " (v.analysis.title) }
                " · " a href=(format!("{at}?skjerm=1")) target="_blank" rel="noopener" { (l.t(T::RiskOnScreen)) }
            }
        }
        div #verksted .workshop.shows[shows] data-live=(format!("{at}/strom")) data-part=(part) { (inner) }
        p.quiet hidden[true] data-lost[true] { (l.t(T::RiskLost)) }
        @if !shows { details.keys { summary { (l.t(T::RiskKeys)) } p { (l.t(T::RiskKeysText)) } } }
        @if let Some(code) = phone::code(cx, v) { (join(cx, &cx.own_address(&format!("/verksted/{}", code.plain())))) }
    }
}

/// How everybody in the room says what could go wrong from a phone.
fn join(cx: &Cx, address: &str) -> Markup {
    let l = cx.locale();
    let bare = address.split_once("://").map_or(address, |(_, rest)| rest);
    html! {
        p.quiet { (l.t(T::RiskPhoneJoin)) " " strong { (bare) } }
        details.keys { summary { (l.t(T::RiskPhonePicture)) } (qr(address)) }
    }
}

/// The one question that a phone in the workshop is asked.
pub fn phone(cx: &Cx, v: &Version, code: &str, said: bool, entered: &Entered, problems: &Problems) -> Markup {
    let (l, a) = (cx.locale(), &v.analysis);
    html! {
        (error_summary(l, problems))
        h1 { (l.t(T::RiskPhoneTitle)) }
        p.lead { (l.t(T::RiskPhoneLead)) " " span lang=[own(cx, a)] { (a.title) } }
        @if said { (parts::live_notice(Tone::Good, &html! { p { (l.t(T::RiskPhoneThanks)) } })) }
        (form(&cx.link(&format!("/verksted/{code}")), &cx.csrf(), &html! {
            (textarea(&field(l, entered, problems, "hva", T::RiskPhoneField).hint(l.t(T::RiskPhoneHint)).guarded().required().max_length(200), 3))
            (parts::actions(&[button(&l.t(T::RiskPhoneSend), Weight::Primary)]))
        }))
    }
}

/// The part of the workshop that changes: one scenario, one question.
pub fn workshop(cx: &Cx, v: &Version, shows: bool, entered: &Entered, problems: &Problems) -> Markup {
    let (l, a) = (cx.locale(), &v.analysis);
    let Some(s) = v.on_stage() else {
        return html! { h1 { (l.t(T::RiskWorkshop)) } (parts::empty_state(&l.t(T::RiskNoScenarios), None)) };
    };
    let action = cx.link(&format!("/kontor/ros/{}/verksted", v.id));
    let carried = html! { (hidden("hendelse", &s.id.to_string())) (hidden("er", v.part.code())) };
    let (before, after) = (
        super::workshop::step(v, s.id, v.part, false),
        super::workshop::step(v, s.id, v.part, true),
    );
    html! {
        div.workshop-grid data-stage=(format!("{}-{}", s.id, v.part.code())) {
            div.workshop-main {
                p.quiet role="status" { (l.ta(T::RiskScenarioOf, &args![("n", a.number(s.id).unwrap_or(0)), ("of", a.scenarios.len())])) " – " (words::part(v.part, l)) }
                h1 lang=[own(cx, a)] { (s.title) }
                @if v.part == Part::Before {
                    (spoken(cx, a, T::RiskCause, &s.cause))
                    (spoken(cx, a, T::RiskControls, &s.controls))
                }
                (error_summary(l, problems))
                @match v.part {
                    Part::Before | Part::After => (asked(cx, v, s, shows, &action, &carried)),
                    Part::Measures => {
                        h2 { (l.t(T::RiskMeasuresAsk)) }
                        @if s.measures.is_empty() { p.quiet { (l.t(T::RiskNoMeasures)) } }
                        ul.plain-list.measures { @for m in &s.measures { li { (m.what) br; span.quiet { @if m.owner.is_empty() { (l.t(T::RiskNobody)) } @else { (m.owner) } " · " (when(cx, m.due)) } } } }
                        @if !shows { (form(&action, &cx.csrf(), &html! { (carried) (measure_fields(cx, a, s, entered, problems, false)) })) }
                    }
                }
            }
            aside.workshop-side {
                (picture(cx, v, if v.part == Part::Before { Of::Today } else { Of::Residual }, Some(s.id)))
                @if !shows { (parts_nav(cx, v, &action, &carried)) }
            }
        }
        @if !shows {
            (form(&action, &cx.csrf(), &html! {
                (carried)
                div.actions.workshop-steps {
                    button.ds-button data-variant="secondary" type="submit" name="gjor" value="forrige" disabled[before.is_none()] { "← " (l.t(T::RiskBack)) }
                    button.ds-button type="submit" name="gjor" value="neste" disabled[after.is_none()] { (l.t(T::RiskOn)) " →" }
                }
            }))
        }
    }
}

fn spoken(cx: &Cx, a: &RiskAnalysis, label: T, text: &str) -> Markup {
    html! { @if !text.is_empty() { p.spoken { span.quiet { (cx.locale().t(label)) } br; span lang=[own(cx, a)] { (text) } } } }
}

/// How likely and how bad, and with the measures how well that is known.
fn asked(cx: &Cx, v: &Version, s: &RiskScenario, shows: bool, action: &str, carried: &Markup) -> Markup {
    let (l, a) = (cx.locale(), &v.analysis);
    let later = v.part == Part::After;
    let rating = if later { s.after } else { s.before };
    let chosen = |of: fn(Rating) -> u8| rating.map(of).filter(|g| *g > 0);
    let (likely, bad) = if later {
        (T::RiskHowLikelyThen, T::RiskHowBadThen)
    } else {
        (T::RiskHowLikely, T::RiskHowBad)
    };
    let class = rating.filter(|r| a.scale.holds(*r)).map(|r| (a.scale.class(r), r));
    let body = html! {
        (carried)
        (row(cx, &l.t(likely), "s", &a.scale.probability, chosen(|r| r.probability), shows))
        (row(cx, &l.t(bad), "k", &a.scale.consequence, chosen(|r| r.consequence), shows))
        @if later { (known(cx, s, shows)) }
    };
    html! {
        @if shows { (body) } @else { (form(action, &cx.csrf(), &body)) }
        @if let Some((class, r)) = class {
            (parts::answer(words::tone(class), &format!("{} – {}", words::letter(class), words::class(class, l)), &html! { p { (words::class_means(class, l)) " (" (r.probability) " × " (r.consequence) " = " (r.value()) ")" } }))
        }
    }
}

/// A row of choices: buttons of which one is pressed; on a screen that only shows, a list.
fn row(cx: &Cx, label: &str, name: &str, of: &[Grade], chosen: Option<u8>, shows: bool) -> Markup {
    let is = |n: usize| chosen.is_some_and(|c| usize::from(c) == n);
    let body =
        |n: usize, g: &Grade| html! { span.grade { (n) } span { strong { (g.word) } br; span.hint { (g.meaning) } } };
    html! {
        fieldset.grades data-row[true] {
            legend { (label) }
            @for (n, g) in (1..).zip(of) {
                @if shows { p.grade-choice.chosen[is(n)] { (body(n, g)) @if is(n) { span.sr-only { " – " (cx.locale().t(T::RiskChosen)) } } } }
                @else { button.grade-choice.chosen[is(n)] type="submit" name=(name) value=(n) aria-pressed=(is(n)) { (body(n, g)) } }
            }
        }
    }
}

fn known(cx: &Cx, s: &RiskScenario, shows: bool) -> Markup {
    let l = cx.locale();
    html! {
        fieldset.grades data-row[true] {
            legend { (l.t(T::RiskKnowledgeAsk)) }
            @for (n, k) in (1..).zip(Knowledge::ALL) {
                @let is = s.knowledge == Some(k);
                @let body = html! { span.grade { (n) } span { strong { (words::knowledge(k, l)) } br; span.hint { (words::knowledge_means(k, l)) } } };
                @if shows { p.grade-choice.chosen[is] { (body) @if is { span.sr-only { " – " (l.t(T::RiskChosen)) } } } }
                @else { button.grade-choice.chosen[is] type="submit" name="kunnskap" value=(k.code()) aria-pressed=(is) { (body) } }
            }
        }
    }
}

/// The three parts of a scenario.
fn parts_nav(cx: &Cx, v: &Version, action: &str, carried: &Markup) -> Markup {
    let l = cx.locale();
    form(
        action,
        &cx.csrf(),
        &html! {
            (carried)
            div.workshop-parts {
                @for part in Part::ALL {
                    button.ds-button data-variant=(if part == v.part { "primary" } else { "tertiary" }) type="submit" name="del" value=(part.code()) aria-current=[(part == v.part).then_some("step")] { (words::part(part, l)) }
                }
            }
        },
    )
}

/// Every place with its last walk.
pub fn places(cx: &Cx, all: &[&Place], walks: &[PlaceCheck]) -> Markup {
    let (l, today) = (cx.locale(), cx.today());
    html! {
        (back(cx, "/kontor/ros", &l.t(T::RiskTitle)))
        h1 { (l.t(T::RiskPlaces)) }
        p.lead { (l.t(T::RiskPlacesLead)) }
        @if all.is_empty() { (parts::empty_state(&l.t(T::RiskNoPlaces), None)) }
        div.grid {
            @for p in all {
                @let last = walks.iter().find(|w| w.place == p.key);
                @let due = next_check(last.map(|w| w.on), today);
                section.card {
                    h2 { a href=(cx.link(&format!("/kontor/ros/steder/{}", p.key))) { (p.name.get(l)) } }
                    @match last {
                        Some(w) => {
                            p { (l.ta(T::RiskWalkedBy, &args![("day", day_in_words(w.on, today, l)), ("name", w.by.as_str())])) }
                            @let lacking = w.lacking().count();
                            @if lacking > 0 { p { (parts::tag(Tone::Look, &l.ta(T::RiskLacking, &args![("n", lacking)]))) } }
                            @else { p { (parts::tag(Tone::Good, &l.t(T::RiskAllGood))) } }
                        }
                        None => p { (parts::tag(Tone::Look, &l.t(T::RiskNeverWalked))) },
                    }
                    @if last.is_some() && due <= today { p { (parts::tag(Tone::Stop, &l.t(T::RiskWalkDue))) } }
                }
            }
        }
    }
}

/// A place, its last walk and its measures.
pub fn place(cx: &Cx, seen: &Seen, entered: &Entered, problems: &Problems) -> Markup {
    let (l, today) = (cx.locale(), cx.today());
    let page = format!("/kontor/ros/steder/{}", seen.place.key);
    html! {
        (back(cx, "/kontor/ros/steder", &l.t(T::RiskPlaces)))
        h1 { (seen.place.name.get(l)) }
        (error_summary(l, problems))
        @match seen.walks.first() {
            None => p.lead { (l.t(T::RiskNeverWalkedText)) },
            Some(w) => {
                p.lead { (l.ta(T::RiskWalkedBy, &args![("day", day_in_words(w.on, today, l)), ("name", w.by.as_str())])) }
                @if w.lacking().next().is_none() { p { (parts::tag(Tone::Good, &l.t(T::RiskAllGood))) } }
                @else {
                    h2 { (l.t(T::RiskNotInOrder)) }
                    ul { @for (item, a) in w.lacking() { li { (item.question.get(l)) @if !a.note.is_empty() { br; span.quiet { (a.note) } } } } }
                }
                details { summary { (l.t(T::RiskWholeWalk)) } (answers(w, l)) }
            }
        }
        @if assesses(cx) { (parts::actions(&[button_link(&l.t(T::RiskWalk), &cx.link(&format!("{page}/runde")), Weight::Primary)])) }
        h2 { (l.t(T::RiskMeasures)) }
        @if seen.measures.is_empty() { p.quiet { (l.t(T::RiskNoMeasures)) } }
        (measure_list(cx, seen.measures.iter(), &seen.log))
        @if assesses(cx) {
            details open[!problems.is_empty()] {
                summary { (l.t(T::RiskNewMeasure)) }
                (form(&cx.link(&format!("{page}/tiltak")), &cx.csrf(), &html! {
                    (textarea(&field(l, entered, problems, "hva", T::RiskMeasureWhat).guarded(), 2))
                    (text_field(&field(l, entered, problems, "hvem", T::RiskWho).hint(l.t(T::RiskWhoHint)).guarded()))
                    (date_field(&field(l, entered, problems, "frist", T::RiskDeadline)))
                    (parts::actions(&[button(&l.t(T::RiskAddMeasure), Weight::Primary)]))
                }))
            }
        }
    }
}

fn answers(w: &PlaceCheck, l: Locale) -> Markup {
    let columns = [
        Column::words(l.t(T::RiskQuestion)),
        Column::words(l.t(T::RiskAnswer)),
        Column::words(l.t(T::RiskSeen)),
    ];
    let rows: Vec<Vec<Markup>> = check_items()
        .iter()
        .map(|item| {
            let a = w.answer(&item.key);
            vec![
                html! { (item.question.get(l)) },
                html! { @if let Some(a) = a { (words::answer(a.answer, l)) } @else { "–" } },
                html! { @if let Some(a) = a { (a.note) } },
            ]
        })
        .collect();
    parts::data_table(&l.t(T::RiskWholeWalk), &columns, &rows)
}

/// The checklist to fill in.
pub fn walk(cx: &Cx, seen: &Seen, entered: &Entered, problems: &Problems) -> Markup {
    let l = cx.locale();
    let page = format!("/kontor/ros/steder/{}", seen.place.key);
    let fields = html! {
        (text_field(&field(l, entered, problems, "hvem", T::RiskWalker).hint(l.t(T::RiskWhoHint)).required().guarded()))
        (date_field(&field(l, entered, problems, "dato", T::RiskWalkDay).required()))
        @for item in check_items() {
            @let name = format!("svar-{}", item.key);
            @let choices: Vec<Choice> = CheckAnswer::ALL.into_iter()
                .map(|a| Choice::new(a.code(), words::answer(a, l), entered.get(&name) == a.code())).collect();
            div.check-item {
                (radios_across(&Field::new(&name, item.question.get(l)).hint(item.help.get(l)).value(entered.get(&name)).error(wrong(problems, &name)), &choices))
                @let note = format!("merknad-{}", item.key);
                (text_field(&Field::new(&note, l.t(T::RiskSeen)).value(entered.get(&note)).error(wrong(problems, &note)).optional(l).guarded()))
            }
        }
        (parts::actions(&[button(&l.t(T::RiskSave), Weight::Primary)]))
    };
    html! {
        (back(cx, &page, seen.place.name.get(l)))
        h1 { (l.t(T::RiskWalk)) }
        p.lead { (l.t(T::RiskWalkLead)) }
        (error_summary(l, problems))
        (form(&cx.link(&format!("{page}/runde")), &cx.csrf(), &fields))
    }
}

/// What is due, by owner.
pub fn deadlines(cx: &Cx, all: &[(String, Vec<Due>)]) -> Markup {
    let (l, today) = (cx.locale(), cx.today());
    let late = all.iter().flat_map(|(_, mine)| mine).filter(|d| d.is_late(today)).count();
    html! {
        h1 { (l.t(T::RiskDeadlines)) }
        p.lead { (l.t(T::RiskDeadlinesLead)) }
        @if all.is_empty() { (parts::empty_state(&l.t(T::RiskNothingDue), None)) }
        @else if late > 0 { p { (parts::tag(Tone::Stop, &l.ta(T::RiskLate, &args![("n", late)]))) } }
        @for (owner, mine) in all {
            section.card {
                h2 { @if owner.is_empty() { (l.t(T::RiskNobody)) } @else { (owner) } }
                ul.plain-list.due {
                    @for d in mine {
                        li {
                            span.due-day {
                                (words::day(d.day, today, l))
                                @if d.is_late(today) { " " (parts::tag(Tone::Stop, &l.t(T::RiskPast))) }
                            }
                            span { (words::due(d.kind, l)) ": " a href=(cx.link(&d.path)) { (d.what) } @if !d.about.is_empty() { br; span.quiet { (d.about) } } }
                        }
                    }
                }
            }
        }
        p { a href=(cx.link("/kontor/ros")) { (l.t(T::RiskTitle)) } " · " a href=(cx.link("/kontor/ros/steder")) { (l.t(T::RiskPlaces)) } }
    }
}
