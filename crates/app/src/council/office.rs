//! The cases, one case with what is to be mended, the same to be read, its sources and its files.

use super::{
    Loaded, born,
    known::{self, Known},
    paper::{TREATMENT, Whole, public_link},
    store::{self, Stored},
    words::{self, Finding},
};
use crate::{
    frame::{AppError, Cx, Published, documents as made},
    office::{
        editor,
        entered::{Entered, Problems, Reading},
    },
    texts::{T, Words},
};
use axum::{
    Form,
    extract::Path,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use documents::{Deck, Design, Look, fragment, pptx, slides_fragment, slides_html};
use domain::{
    access::Permission,
    council_case::{CasePart, CouncilCase, SectionKind, lint, presets},
    shared::{Id, Locale, Readability},
};
use maud::{Markup, html};
use std::sync::Arc;
use ui::{
    Audience, args,
    forms::{Choice, Field, error_summary, form, radios, text_field},
    parts::{self, Column, Tone, Weight, button, button_link},
};

type Pairs = Vec<(String, String)>;

/// The first page of the room.
pub const PAGE: &str = "/kontor/saksframlegg";
/// The longest title, in characters.
const LONGEST_TITLE: usize = 160;

/// A page of the office.
pub fn answer(cx: &Cx, status: StatusCode, title: impl Into<String>, body: &Markup) -> Response {
    let mut shell = cx.shell(Audience::Office, title);
    if status != StatusCode::OK {
        shell.language_links.clear();
    }
    (status, cx.html(&shell, body)).into_response()
}

/// Whether who asks may change something here.
pub fn edits(cx: &Cx) -> bool {
    cx.session.as_ref().is_some_and(|s| s.may(Permission::EditRegister))
}

/// An id of an address.
pub fn id_of(text: &str) -> Result<Id, AppError> {
    Id::parse(text).ok_or(AppError::Absent)
}

/// A case that an address names, with everything it is read from.
pub struct Opened {
    loaded: Loaded,
    published: Arc<Published>,
    l: Locale,
}

impl Opened {
    /// The whole of it.
    pub fn whole(&self) -> Whole<'_> {
        self.loaded.whole(&self.published.register, self.l)
    }

    /// The case.
    pub const fn case(&self) -> &Stored {
        &self.loaded.case
    }
}

/// Opens a case.
///
/// # Errors
/// Absent when there is none with this id here; a fault of the database.
pub async fn open(cx: &Cx, id: &str) -> Result<Opened, AppError> {
    let (id, l, now) = (id_of(id)?, cx.locale(), cx.now);
    let published = cx.published().await?;
    let of = published.clone();
    let loaded = cx.read(move |r| Loaded::of(r, id, &of.register, l, now)).await?;
    Ok(Opened { loaded, published, l })
}

/// Where a page of a case is.
pub fn page_of(id: Id, part: &str) -> String {
    if part.is_empty() {
        format!("{PAGE}/{id}")
    } else {
        format!("{PAGE}/{id}/{part}")
    }
}

/// Where a section is written.
pub fn section_page(id: Id, section: &str) -> String {
    page_of(id, &format!("del/{section}"))
}

/// Whether something was just done, by the mark of its address.
pub fn done(cx: &Cx, what: &str) -> bool {
    cx.scope.query.split('&').any(|pair| pair == what)
}

/// The way between the pages of a case.
pub fn top(cx: &Cx, case: &Stored, here: &str) -> Markup {
    let l = cx.locale();
    let pages = [
        ("", T::CouncilTabCase),
        ("les", T::CouncilTabRead),
        ("kilder", T::CouncilTabSources),
        ("presentasjon", T::CouncilTabSlides),
        ("heistale", T::CouncilTabPitch),
    ];
    let items = pages.map(|(part, text)| (cx.link(&page_of(case.head.id, part)), l.t(text), part == here));
    html! {
        (crumbs(cx, &case.head.title))
        (parts::tabs(&l.t(T::CouncilTitle), &items))
        @if done(cx, "lagret=1") { (parts::live_notice(Tone::Good, &html! { p { (l.t(T::OfficeSaved)) } })) }
    }
}

fn crumbs(cx: &Cx, here: &str) -> Markup {
    editor::crumbs(cx, &[(PAGE.to_owned(), cx.locale().t(T::CouncilTitle))], here)
}

/// `/kontor/saksframlegg`: the cases.
pub async fn list(cx: Cx) -> Result<Response, AppError> {
    let l = cx.locale();
    let heads = cx.read(|r| store::heads(r)).await?;
    let may = edits(&cx);
    let begin = button_link(&l.t(T::CouncilNew), &cx.link(&format!("{PAGE}/ny")), Weight::Primary);
    let body = html! {
        h1 { (l.t(T::CouncilTitle)) }
        p.lead { (l.t(T::CouncilLead)) }
        @if done(&cx, "fjernet=1") { (parts::live_notice(Tone::Good, &html! { p { (l.t(T::CouncilRemoved)) } })) }
        @if heads.is_empty() {
            (parts::empty_state(&l.t(T::CouncilEmpty), may.then_some(&begin)))
        } @else {
            @if may { (parts::actions(&[begin])) }
            ul.may-list {
                @for h in &heads {
                    li { a href=(cx.link(&page_of(h.id, ""))) { span { (h.title) } } }
                }
            }
        }
        p.links {
            a href=(cx.link("/kontor/grunnlag")) { (l.t(T::SituationTitle)) }
            a href=(cx.link("/kontor/forankring")) { (l.t(T::AnchoringTitle)) }
            @if may { a href=(cx.link(&format!("{PAGE}/rekkefolge"))) { (l.t(T::CouncilOrder)) } }
        }
    };
    Ok(answer(&cx, StatusCode::OK, l.t(T::CouncilTitle), &body))
}

/// `/kontor/saksframlegg/ny`: which order of sections, and what it is called.
pub async fn new(cx: Cx) -> Result<Response, AppError> {
    let published = cx.published().await?;
    let l = cx.locale();
    let title = l.ta(
        T::CouncilBornTitle,
        &args![("name", published.register.municipality.name.get(l))],
    );
    let entered = Entered::default().put("tittel", title).put("rekkefolge", "summary-first");
    new_page(&cx, &entered, &Problems::new()).await
}

async fn new_page(cx: &Cx, entered: &Entered, problems: &Problems) -> Result<Response, AppError> {
    let l = cx.locale();
    let own = cx.read(|r| store::preset(r, domain::council_case::OWN_ORDER)).await?;
    let all = own.iter().chain(presets());
    let choices: Vec<Choice> = all
        .map(|p| {
            Choice::new(
                p.key.as_str(),
                p.name.get(l),
                entered.get("rekkefolge") == p.key.as_str(),
            )
            .hint(p.lead.get(l))
        })
        .collect();
    let wrong = |name: &str| problems.iter().find(|(n, _)| n == name).map(|(_, text)| text.clone());
    let title = Field::new("tittel", l.t(T::CouncilCaseTitle))
        .hint(l.t(T::CouncilCaseTitleHint))
        .value(entered.get("tittel"))
        .error(wrong("tittel"))
        .guarded()
        .max_length(160);
    let body = html! {
        (crumbs(cx, &l.t(T::CouncilNew)))
        h1 { (l.t(T::CouncilNew)) }
        p.lead { (l.t(T::CouncilNewLead)) }
        (error_summary(l, problems))
        (form(&cx.link(&format!("{PAGE}/ny")), &cx.csrf(), &html! {
            (radios(&Field::new("rekkefolge", l.t(T::CouncilPreset)).error(wrong("rekkefolge")), &choices))
            (text_field(&title))
            (parts::actions(&[button(&l.t(T::CouncilBegin), Weight::Primary)]))
        }))
    };
    let status = if problems.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    Ok(answer(cx, status, l.t(T::CouncilNew), &body))
}

/// A title that was entered.
fn title_of(r: &mut Reading) -> String {
    let title = r.needed("tittel");
    if title.chars().count() > LONGEST_TITLE {
        r.problem("tittel", r.locale.t(T::OfficeProblemLong));
    }
    title
}

/// Begins a case, born with everything that is known.
pub async fn create(cx: Cx, Form(pairs): Form<Pairs>) -> Result<Response, AppError> {
    let entered = Entered::of(pairs);
    let mut r = Reading::new(cx.locale(), &entered);
    let title = title_of(&mut r);
    let named = entered.get("rekkefolge").to_owned();
    let asked = named.clone();
    let preset = cx.read(move |r| store::preset(r, &asked)).await?;
    if preset.is_none() {
        r.problem("rekkefolge", cx.locale().t(T::OfficeProblemChoose));
    }
    let problems = r.problems;
    let (Some(preset), true) = (preset, problems.is_empty()) else {
        return new_page(&cx, &entered, &problems).await;
    };
    let (published, today) = (cx.published().await?, cx.today());
    let id = cx
        .write(move |tx| {
            let register = &published.register;
            // In the language that the municipality writes: what is born here is edited, and stands in the case as it is.
            let l = register.municipality.written_language;
            let ground = known::ground(tx, &register.municipality.number, today)?;
            let known = known::known(&ground, register, l);
            store::begin(tx, &title, &named, &born::born(&ground, register, &known, &preset, l))
        })
        .await?;
    Ok(cx.go(&format!("{}?ny=1", page_of(id, ""))))
}

/// All words of a case, to be measured.
fn all_words(case: &CouncilCase) -> String {
    let points = case.points.iter().map(|p| p.text.as_str());
    let parts = case.sections.iter().flat_map(|s| s.parts.iter().map(CasePart::text));
    points.chain(parts).collect::<Vec<_>>().join("\n")
}

/// What is to be mended, each leading to the section that mends it.
pub fn mending(cx: &Cx, case: &Stored, found: &[Finding]) -> Markup {
    html! {
        ul.plain-list {
            @for f in found {
                @let path = f.section.as_ref().map_or_else(|| page_of(case.head.id, ""), |s| section_page(case.head.id, s));
                li { a href=(cx.link(&path)) { (f.text) } }
            }
        }
    }
}

/// `/kontor/saksframlegg/{id}`: the case, section by section, and what is to be mended beside it.
pub async fn one(cx: Cx, Path(id): Path<String>) -> Result<Response, AppError> {
    let opened = open(&cx, &id).await?;
    one_page(&cx, &opened, None)
}

fn one_page(cx: &Cx, opened: &Opened, wrong: Option<(&Entered, &Problems)>) -> Result<Response, AppError> {
    let l = cx.locale();
    let whole = opened.whole();
    let case = opened.case();
    let as_case = whole.as_case();
    let found = words::findings(&whole, &lint(&as_case, &case.preset));
    let easy = Readability::of(&all_words(&as_case)).lix();
    let body = html! {
        (top(cx, case, ""))
        h1 { (case.head.title) }
        p.quiet { (case.preset.name.get(l)) " · " (words::lix(easy, l)) }
        @if done(cx, "ny=1") { (parts::live_notice(Tone::Good, &html! { p { (l.t(T::CouncilBornNotice)) } })) }
        @if let Some((_, problems)) = wrong { (error_summary(l, problems)) }
        (parts::actions(&next_do(cx, case, &found)))
        div.guide {
            div {
                h2 { (l.t(T::CouncilSections)) }
                (section_list(cx, &whole, &as_case, &found))
                @let gaps = whole.ground.evidence.gaps.len();
                @if gaps > 0 { p.quiet { a href=(cx.link("/kontor/grunnlag/kartlegging")) { (l.ta(T::CouncilGapCount, &args![("n", gaps)])) } } }
            }
            aside {
                section.card {
                    h2 { (l.t(T::CouncilMend)) }
                    @if found.is_empty() { p { (l.t(T::CouncilReady)) } }
                    @else { p.quiet { (l.ta(T::CouncilMendCount, &args![("n", found.len())])) } (mending(cx, case, &found)) }
                }
            }
        }
        h2 { (l.t(T::CouncilFiles)) }
        (files(cx, case.head.id))
        @if edits(cx) { (rare(cx, case, wrong)) }
    };
    let status = if wrong.is_some() {
        StatusCode::UNPROCESSABLE_ENTITY
    } else {
        StatusCode::OK
    };
    Ok(answer(cx, status, case.head.title.clone(), &body))
}

/// The one thing to do now, and to read it.
fn next_do(cx: &Cx, case: &Stored, found: &[Finding]) -> Vec<Markup> {
    let l = cx.locale();
    let read = |weight| button_link(&l.t(T::CouncilRead), &cx.link(&page_of(case.head.id, "les")), weight);
    match found.iter().find_map(|f| f.section.as_deref()).filter(|_| edits(cx)) {
        Some(section) => vec![
            button_link(
                &l.ta(
                    T::CouncilGoOn,
                    &args![("section", words::title(&case.preset, section, l))],
                ),
                &cx.link(&section_page(case.head.id, section)),
                Weight::Primary,
            ),
            read(Weight::Secondary),
        ],
        None => vec![read(Weight::Primary)],
    }
}

fn section_list(cx: &Cx, whole: &Whole, as_case: &CouncilCase, found: &[Finding]) -> Markup {
    let l = cx.locale();
    let case = whole.case;
    let state = |key: &str, required: bool| {
        let wrong = found.iter().filter(|f| f.section.as_deref() == Some(key)).count();
        let written = case.of(key).next().is_some();
        if wrong > 0 {
            parts::tag(Tone::Look, &l.ta(T::CouncilStateMend, &args![("n", wrong)]))
        } else if written {
            parts::tag(Tone::Good, &l.t(T::CouncilStateWritten))
        } else if required {
            parts::tag(Tone::Look, &l.t(T::CouncilStateMissing))
        } else {
            parts::tag(Tone::Info, &l.t(T::CouncilStateOptional))
        }
    };
    let placed = case.preset.sections.iter().map(|s| (s.key.to_string(), s.title.get(l).to_owned(), s.required));
    let extra = (!case.preset.sections.iter().any(|s| s.key.as_str() == TREATMENT))
        .then(|| (TREATMENT.to_owned(), words::title(&case.preset, TREATMENT, l), false));
    html! {
        ol.may-list {
            @for (key, title, required) in placed.chain(extra) {
                @let size: u32 = as_case.sections.iter().filter(|s| s.key == key).flat_map(|s| &s.parts).map(|p| Readability::of(p.text()).words).sum();
                li { a href=(cx.link(&section_page(case.head.id, &key))) {
                    span { (title) @if size > 0 { br; span.quiet { (l.ta(T::CouncilWords, &args![("n", i64::from(size))])) } } }
                    (state(&key, required))
                } }
            }
        }
    }
}

/// The case in each form.
fn files(cx: &Cx, id: Id) -> Markup {
    let l = cx.locale();
    parts::actions(
        &[("pdf", T::RiskAsPdf), ("word", T::RiskAsWord), ("nettside", T::RiskAsPage)].map(|(kind, text)| {
            button_link(
                &l.t(text),
                &cx.link(&page_of(id, &format!("dokument/{kind}"))),
                Weight::Secondary,
            )
        }),
    )
}

/// What is done rarely: to call it something else, to take it away.
fn rare(cx: &Cx, case: &Stored, wrong: Option<(&Entered, &Problems)>) -> Markup {
    let l = cx.locale();
    let page = page_of(case.head.id, "");
    let value = wrong.map_or(case.head.title.as_str(), |(entered, _)| entered.get("tittel"));
    let said = wrong.and_then(|(_, problems)| problems.first().map(|(_, text)| text.clone()));
    let title = Field::new("tittel", l.t(T::CouncilCaseTitle)).value(value).error(said).guarded().max_length(160);
    html! {
        details open[wrong.is_some()] {
            summary { (l.t(T::CouncilRename)) }
            (form(&cx.link(&page), &cx.csrf(), &html! { (text_field(&title)) (parts::actions(&[button(&l.t(T::OfficeSave), Weight::Secondary)])) }))
        }
        details {
            summary { (l.t(T::CouncilRemove)) }
            p { (l.t(T::CouncilRemoveSure)) }
            (form(&cx.link(&format!("{page}/fjern")), &cx.csrf(), &button(&l.t(T::CouncilRemoveDo), Weight::Stop)))
        }
    }
}

/// Calls it something else.
pub async fn rename(cx: Cx, Path(id): Path<String>, Form(pairs): Form<Pairs>) -> Result<Response, AppError> {
    let entered = Entered::of(pairs);
    let mut r = Reading::new(cx.locale(), &entered);
    let title = title_of(&mut r);
    let problems = r.problems;
    if !problems.is_empty() {
        return one_page(&cx, &open(&cx, &id).await?, Some((&entered, &problems)));
    }
    let of = id_of(&id)?;
    cx.write(move |tx| store::rename(tx, of, &title)).await?;
    Ok(cx.go(&format!("{}?lagret=1", page_of(of, ""))))
}

/// Takes it away.
pub async fn remove(cx: Cx, Path(id): Path<String>) -> Result<Response, AppError> {
    let id = id_of(&id)?;
    cx.write(move |tx| store::remove(tx, id)).await?;
    Ok(cx.go(&format!("{PAGE}?fjernet=1")))
}

/// The page of the office that something known comes from, as a whole address.
fn page_link(cx: &Cx) -> impl Fn(&Known) -> String + '_ {
    |k| format!("{}{}", cx.scope.origin, cx.link(&k.path))
}

/// `/kontor/saksframlegg/{id}/les`: the case as it will be read; a source leads to the page the figure comes from.
pub async fn read(cx: Cx, Path(id): Path<String>) -> Result<Response, AppError> {
    let opened = open(&cx, &id).await?;
    let document = opened.whole().document(&cx.tenant().service_name, cx.now, &page_link(&cx));
    let shown = fragment(&document).map_err(|e| AppError::Fault(e.to_string()))?;
    let body = html! {
        (top(&cx, opened.case(), "les"))
        (files(&cx, opened.case().head.id))
        div.paper { (shown) }
    };
    Ok(answer(&cx, StatusCode::OK, opened.case().head.title.clone(), &body))
}

/// `/kontor/saksframlegg/{id}/kilder`: every figure and fact, its value, and where it is from.
pub async fn sources(cx: Cx, Path(id): Path<String>) -> Result<Response, AppError> {
    let opened = open(&cx, &id).await?;
    let l = cx.locale();
    let whole = opened.whole();
    let columns = [T::CouncilSourceWhat, T::CouncilSourceFigure, T::CouncilSourceFrom, T::CouncilSourceYear]
        .map(|t| Column::words(l.t(t)));
    let row = |k: &&Known| {
        vec![
            html! { (k.text) @for w in &k.warnings { " " (parts::tag(Tone::Look, &words::warning(w, l))) } },
            html! { (k.figure) },
            html! { a href=(cx.link(&k.path)) { (k.source) } },
            html! { (k.dated) },
        ]
    };
    let rows: Vec<Vec<Markup>> = whole.sources().iter().map(row).collect();
    let body = html! {
        (top(&cx, opened.case(), "kilder"))
        h1 { (l.t(T::CouncilSources)) }
        p.lead { (l.t(T::CouncilSourcesLead)) }
        @if rows.is_empty() { (parts::empty_state(&l.t(T::CouncilSourcesEmpty), None)) }
        @else { (parts::data_table(&l.t(T::CouncilSources), &columns, &rows)) }
    };
    Ok(answer(&cx, StatusCode::OK, l.t(T::CouncilSources), &body))
}

/// How the case looks: in the municipality's own colour.
pub(super) async fn look(cx: &Cx, title: &str) -> Result<Look, AppError> {
    let service = cx.tenant().service_name.clone();
    let look = Look::new(Design::Report, service.clone()).with_footer(format!("{service} · {title}"));
    Ok(look.with_accent(cx.read(|r| crate::posters::store::accent(r)).await?))
}

/// `/kontor/saksframlegg/{id}/dokument/{kind}`: the case as `pdf`, `word` or `nettside`.
pub async fn document(cx: Cx, Path((id, kind)): Path<(String, String)>) -> Result<Response, AppError> {
    let opened = open(&cx, &id).await?;
    let document = opened.whole().document(&cx.tenant().service_name, cx.now, &public_link);
    let look = look(&cx, &document.title).await?;
    let name = format!("saksframlegg-{}", cx.locale().code());
    made::file(&kind, document, look, &name).await
}

fn deck_of(cx: &Cx, opened: &Opened, link: &dyn Fn(&Known) -> String) -> Deck {
    opened.whole().deck(&cx.tenant().service_name, cx.now, link)
}

/// `/kontor/saksframlegg/{id}/presentasjon`: the slides, below each other.
pub async fn presentation(cx: Cx, Path(id): Path<String>) -> Result<Response, AppError> {
    let opened = open(&cx, &id).await?;
    let l = cx.locale();
    let deck = deck_of(&cx, &opened, &page_link(&cx));
    let slides = slides_fragment(&deck).map_err(|e| AppError::Fault(e.to_string()))?;
    let file = |kind: &str| cx.link(&page_of(opened.case().head.id, &format!("presentasjon/{kind}")));
    let body = html! {
        (top(&cx, opened.case(), "presentasjon"))
        h1 { (l.t(T::CouncilSlides)) }
        p.lead { (l.ta(T::CouncilSlidesLead, &args![("n", deck.slides.len())])) }
        (parts::actions(&[
            button_link(&l.t(T::CouncilSlidesPptx), &file("pptx"), Weight::Primary),
            button_link(&l.t(T::CouncilSlidesPage), &file("nettside"), Weight::Secondary),
        ]))
        div.slides { (slides) }
    };
    Ok(answer(&cx, StatusCode::OK, l.t(T::CouncilSlides), &body))
}

/// `/kontor/saksframlegg/{id}/presentasjon/{kind}`: the slides as `pptx` or `nettside`.
pub async fn presentation_file(cx: Cx, Path((id, kind)): Path<(String, String)>) -> Result<Response, AppError> {
    let opened = open(&cx, &id).await?;
    let deck = deck_of(&cx, &opened, &public_link);
    let look = look(&cx, &deck.title).await?;
    let named = |ending: &str| format!("presentasjon-{}.{ending}", cx.locale().code());
    match kind.as_str() {
        "pptx" => {
            let bytes = made::made(move || pptx(&deck, &look)).await?;
            let kind = "application/vnd.openxmlformats-officedocument.presentationml.presentation";
            Ok(made::download(bytes, kind, &named("pptx")))
        }
        "nettside" => {
            let bytes = made::made(move || slides_html(&deck, &look).map(String::into_bytes)).await?;
            Ok(made::download(bytes, "text/html; charset=utf-8", &named("html")))
        }
        _ => Err(AppError::Absent),
    }
}

/// Whether facts are taken into a section, or only words: by its kind.
pub const fn takes_known(kind: SectionKind) -> bool {
    matches!(kind, SectionKind::Plain | SectionKind::Fact)
}
