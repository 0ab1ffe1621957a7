//! The pages of this room. A paper is shown from the same content that its files are made of.

use super::{
    generate::Paper,
    record::{Ground, QUESTIONS, Question},
    retention::Shown,
};
use crate::{
    frame::Cx,
    office::editor,
    texts::{T, Words},
};
use axum::response::Response;
use documents::{Block, Table, Text};
use domain::{access::Permission, privacy::DataSubject, schedule::day_in_words, shared::capital};
use maud::{Markup, html};
use ui::{
    Audience, Link, Shell, args,
    forms::{self, Field},
    parts::{self, Tone, Weight},
};

const HOME: &str = "/kontor/personvern";

fn text(text: &Text) -> Markup {
    html! { (text.words()) }
}

fn table(t: &Table) -> Markup {
    let columns: Vec<parts::Column> = t.columns.iter().map(|c| parts::Column::words(c.title.clone())).collect();
    let rows: Vec<Vec<Markup>> = t.rows.iter().map(|row| row.iter().map(text).collect()).collect();
    parts::data_table(&t.caption, &columns, &rows)
}

/// The content of a paper on a page; headings begin below the page's own.
pub fn content(blocks: &[Block]) -> Markup {
    html! {
        @for block in blocks {
            @match block {
                Block::Heading(1, words) => h2 { (words) },
                Block::Heading(_, words) => h3 { (words) },
                Block::Paragraph(_, words) => p { (text(words)) },
                Block::List(points) => ul { @for point in points { li { (text(point)) } } },
                Block::Pairs(pairs) => {
                    @let facts: Vec<(String, Markup)> = pairs.iter().map(|p| (p.name.clone(), text(&p.value))).collect();
                    (parts::facts(&facts))
                },
                Block::Table(t) => (table(t)),
                Block::Callout(c) => (parts::notice(Tone::Look, &html! { p { strong { (c.title) } } (content(&c.blocks)) })),
                _ => {}
            }
        }
    }
}

fn crumbs(cx: &Cx, here: &str) -> Markup {
    editor::crumbs(cx, &[(HOME.to_owned(), cx.locale().t(T::PrivacyTitle))], here)
}

fn guards(cx: &Cx) -> bool {
    cx.session.as_ref().is_some_and(|s| s.may(Permission::GuardPrivacy))
}

/// The first page: the papers, what is left to answer, and what lies beside them.
pub fn home(cx: &Cx, g: &Ground) -> Response {
    let l = cx.locale();
    let left = QUESTIONS.iter().filter(|q| g.answer(q.code).is_none()).count();
    let body = html! {
        (editor::crumbs(cx, &[], &l.t(T::PrivacyTitle)))
        h1 { (l.t(T::PrivacyTitle)) }
        p.lead { (l.t(T::PrivacyLead)) }
        div.grid.office-list {
            @for paper in Paper::ALL {
                @let (title, lead) = paper.texts();
                a.card href=(cx.link(&format!("{HOME}/{}", paper.address()))) { h2 { (l.t(title)) } p { (l.t(lead)) } }
            }
            @if guards(cx) {
                a.card href=(cx.link("/kontor/personvern/sletting")) { h2 { (l.t(T::PrivacyRetention)) } p { (l.t(T::PrivacyRetentionLead)) } }
                a.card href=(cx.link("/kontor/spor")) { h2 { (l.t(T::AccessTrailTitle)) } p { (l.t(T::PrivacyTrailLead)) } }
            }
        }
        @if guards(cx) {
            section.stack {
                h2 { (l.t(T::PrivacyQuestions)) }
                p { (l.ta(T::PrivacyQuestionsLeft, &args![("n", left)])) }
                ul.rows { @for q in &QUESTIONS { li {
                    a href=(cx.link(&format!("{HOME}/svar/{}", q.code))) { (l.t(q.label)) }
                    @if g.answer(q.code).is_some() { (parts::tag(Tone::Good, &l.t(T::PrivacyAnswered))) }
                    @else { (parts::tag(Tone::Look, &l.t(T::PrivacyNotAnswered))) }
                } } }
            }
        }
    };
    cx.html(&cx.shell(Audience::Office, l.t(T::PrivacyTitle)), &body)
}

/// A paper in the office, with its files.
pub fn paper(cx: &Cx, paper: Paper, blocks: &[Block]) -> Response {
    let l = cx.locale();
    let (title, lead) = paper.texts();
    let file = |kind: &str| cx.link(&format!("{HOME}/{}/fil/{kind}", paper.address()));
    let body = html! {
        (crumbs(cx, &l.t(title)))
        h1 { (l.t(title)) }
        p.lead { (l.t(lead)) }
        (parts::actions(&[
            parts::button_link(&l.t(T::PrivacyPdf), &file("pdf"), Weight::Primary),
            parts::button_link(&l.t(T::PrivacyWord), &file("word"), Weight::Secondary),
        ]))
        @if let Paper::Notice(who) = paper {
            p { a href=(cx.link(public_address(who))) { (l.t(T::PrivacyShownTo)) } }
        }
        div.stack { (content(blocks)) }
    };
    cx.html(&cx.shell(Audience::Office, l.t(title)), &body)
}

/// Where everybody reads a notice.
const fn public_address(who: DataSubject) -> &'static str {
    match who {
        DataSubject::Citizen => "/personvern",
        DataSubject::Guide => "/personvern/veileder",
        DataSubject::Partner => "/personvern/samarbeid",
    }
}

/// A notice, for everybody.
pub fn notice(cx: &Cx, who: DataSubject, blocks: &[Block]) -> Response {
    let l = cx.locale();
    let (title, lead) = Paper::Notice(who).texts();
    let others: Vec<Link> = DataSubject::ALL
        .into_iter()
        .filter(|other| *other != who)
        .map(|other| Link::new(cx.link(public_address(other)), l.t(Paper::Notice(other).texts().0)))
        .collect();
    let body = html! {
        (parts::breadcrumbs(l, &[Link::new(cx.link("/"), l.t(T::MunicipalityHome))], &l.t(title)))
        h1 { (l.t(title)) }
        p.lead { (l.t(lead)) }
        div.stack { (content(blocks)) }
        section {
            h2 { (l.t(T::PrivacyNoticeOthers)) }
            ul.plain-list { @for other in &others { li { a href=(other.href) { (other.label) } } } }
        }
    };
    let shell = Shell {
        canonical: Some(format!(
            "{}{}",
            cx.scope.origin,
            cx.scope.link_in(l, public_address(who))
        )),
        noindex: cx.tenant().demo,
        ..cx.shell(Audience::Citizen, l.t(title))
    };
    cx.html(&shell, &body)
}

/// One question, alone.
pub fn question(cx: &Cx, q: &Question, text: &str, problem: Option<String>) -> Response {
    let l = cx.locale();
    let summary: Vec<(String, String)> = problem.iter().map(|p| ("svar".to_owned(), p.clone())).collect();
    let field = Field::new("svar", l.t(T::PrivacyAnswer))
        .hint(l.t(q.hint))
        .value(text)
        .max_length(u32::try_from(super::office::LONGEST_ANSWER).unwrap_or(u32::MAX))
        .error(problem)
        .optional(l);
    let field = if q.public { field } else { field.guarded() };
    let fields = html! {
        (forms::textarea(&field, 8))
        (forms::submit(&l.t(T::PrivacySave)))
    };
    let body = html! {
        (crumbs(cx, &l.t(q.label)))
        h1 { (l.t(q.label)) }
        @if q.public { p.lead { (l.t(T::PrivacyAnswerPublic)) } } @else { p.lead { (l.t(T::PrivacyAnswerInside)) } }
        @if !summary.is_empty() { (forms::error_summary(l, &summary)) }
        (forms::form(&cx.link(&format!("{HOME}/svar/{}", q.code)), &cx.csrf(), &fields))
    };
    cx.html(&cx.shell(Audience::Office, l.t(q.label)), &body)
}

/// What is removed by itself.
pub fn retention(cx: &Cx, shown: &Shown) -> Response {
    let l = cx.locale();
    let next: u64 = shown.activities.iter().flat_map(|(_, lines)| lines).map(|line| line.next).sum();
    let body = html! {
        (crumbs(cx, &l.t(T::PrivacyRetention)))
        h1 { (l.t(T::PrivacyRetention)) }
        p.lead { (l.t(T::PrivacyRetentionLead)) }
        (parts::notice(Tone::Look, &html! { p { (l.ta(T::PrivacyNextNight, &args![("n", next)])) } }))
        section.stack {
            h2 { (l.t(T::PrivacyTables)) }
            (held(cx, shown))
        }
        section.stack {
            h2 { (l.t(T::PrivacyLastNights)) }
            @if shown.last.is_empty() { (parts::empty_state(&l.t(T::PrivacyLastNightsNone), None)) }
            @else { (last(cx, shown)) }
        }
    };
    cx.html(&cx.shell(Audience::Office, l.t(T::PrivacyRetention)), &body)
}

fn held(cx: &Cx, shown: &Shown) -> Markup {
    let l = cx.locale();
    let columns = [
        parts::Column::words(l.t(T::PrivacyActivity)),
        parts::Column::words(l.t(T::PrivacyTable)),
        parts::Column::numbers(l.t(T::PrivacyRows)),
        parts::Column::numbers(l.t(T::PrivacyNext)),
        parts::Column::words(l.t(T::PrivacyKept)),
    ];
    let mut rows = Vec::new();
    for (activity, lines) in &shown.activities {
        let kept: Vec<String> = activity.retention.iter().map(|phrase| shown.ground.kept(phrase)).collect();
        for line in lines {
            rows.push(vec![
                html! { (activity.name.exact(l)) },
                html! { code { (line.table) } },
                html! { (line.rows) },
                html! { (line.next) },
                html! { (capital(&kept.join("; "))) },
            ]);
        }
    }
    parts::data_table(&l.t(T::PrivacyTables), &columns, &rows)
}

fn last(cx: &Cx, shown: &Shown) -> Markup {
    let l = cx.locale();
    let columns = [
        parts::Column::words(l.t(T::PrivacyNight)),
        parts::Column::words(l.t(T::PrivacyTable)),
        parts::Column::numbers(l.t(T::PrivacyRemoved)),
    ];
    let row = |(night, table, n): &(jiff::civil::Date, String, i64)| {
        vec![html! { (day_in_words(*night, cx.today(), l)) }, html! { code { (table) } }, html! { (n) }]
    };
    let rows: Vec<Vec<Markup>> = shown.last.iter().map(row).collect();
    parts::data_table(&l.t(T::PrivacyLastNights), &columns, &rows)
}
