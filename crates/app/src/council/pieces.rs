//! One section at a time: what stands there, what is known that may be taken in, and the forms of its pieces.

use super::{
    known::Known,
    office::{Opened, answer, done, edits, id_of, mending, open, page_of, section_page, takes_known},
    paper::{TREATMENT, Whole},
    refusal::CouncilRefusal,
    store::{self, Content, Piece},
    words,
};
use crate::{
    frame::{AppError, Cx, Refusal},
    office::{
        editor,
        entered::{Entered, Problems, Reading},
        questions::{self, Input, Question},
    },
    texts::{T, Words},
};
use axum::{
    Form,
    extract::{Path, Query},
    http::StatusCode,
    response::Response,
};
use domain::{
    council_case::{DecisionPoint, PlacedSection, SectionKind, TreatmentStep, all_sections, lint},
    shared::{Id, Locale, Readability},
};
use maud::{Markup, html};
use ui::{
    args,
    forms::{Choice, Field, checkboxes, error_summary, form, hidden},
    parts::{self, Tone, Weight, button, button_link},
};

type Pairs = Vec<(String, String)>;

/// The longest words, in characters, and the longest line.
const LONGEST: usize = 6_000;
const LONGEST_LINE: usize = 200;

/// What a form is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Words,
    Assessment,
    Point,
    Step,
}

impl Kind {
    const ALL: [Self; 4] = [Self::Words, Self::Assessment, Self::Point, Self::Step];

    const fn code(self) -> &'static str {
        match self {
            Self::Words => "ord",
            Self::Assessment => "vurdering",
            Self::Point => "punkt",
            Self::Step => "utvalg",
        }
    }

    fn of(content: &Content) -> Option<Self> {
        match content {
            Content::Words(_) => Some(Self::Words),
            Content::Assessment { .. } => Some(Self::Assessment),
            Content::Point(_) => Some(Self::Point),
            Content::Step(_) => Some(Self::Step),
            Content::Known(_) => None,
        }
    }

    /// What may be written in a section, what is usual there first.
    fn in_section(place: &PlacedSection) -> &'static [Self] {
        match place.kind {
            SectionKind::Decision => &[Self::Point],
            SectionKind::Assessment => &[Self::Assessment],
            _ if place.key.as_str() == TREATMENT => &[Self::Step],
            SectionKind::Plain | SectionKind::Summary | SectionKind::Fact => &[Self::Words],
        }
    }

    fn questions(self, l: Locale) -> Vec<Question> {
        let q = |name: &str, label: T, input: Input| Question::new(name, l.t(label), input);
        match self {
            Self::Words => vec![q("tekst", T::CouncilText, Input::Prose(8)).hint(l.t(T::CouncilTextHint))],
            Self::Assessment => vec![q("tekst", T::CouncilThought, Input::Prose(6)).hint(l.t(T::CouncilThoughtHint))],
            Self::Point => vec![
                q("tekst", T::CouncilPointText, Input::Prose(3)).hint(l.t(T::CouncilPointTextHint)),
                q("ansvarlig", T::CouncilPointWho, Input::Line).hint(l.t(T::CouncilPointWhoHint)).optional(),
                q("frist", T::CouncilPointWhen, Input::Day).optional(),
                q("dekning", T::CouncilPointCover, Input::Line).hint(l.t(T::CouncilPointCoverHint)).optional(),
            ],
            Self::Step => vec![
                q("organ", T::CouncilStepBody, Input::Line).hint(l.t(T::CouncilStepBodyHint)),
                q("dag", T::CouncilStepDay, Input::Day).optional(),
            ],
        }
    }
}

/// The section of an address: one of the case's own order, one with something in it, or the path of treatment.
fn place_of(opened: &Opened, key: &str) -> Result<PlacedSection, AppError> {
    let case = opened.case();
    let own = case.preset.sections.iter().find(|s| s.key.as_str() == key);
    let left = || key == TREATMENT || case.of(key).next().is_some();
    let more = || all_sections().iter().find(|s| s.key.as_str() == key).filter(|_| left());
    own.or_else(more).cloned().ok_or(AppError::Absent)
}

/// The facts that the case has taken in, to be answered; those that nothing answers yet first.
fn facts<'a>(whole: &Whole<'a>) -> Vec<(&'a Known, bool)> {
    let answers = |key: &str| {
        let mut all = whole.case.pieces.iter();
        all.any(|p| matches!(&p.content, Content::Assessment { answers, .. } if answers.iter().any(|a| a == key)))
    };
    let mut out: Vec<(&Known, bool)> = whole.sources().into_iter().map(|k| (k, answers(&k.key))).collect();
    out.sort_by_key(|(_, answered)| *answered);
    out
}

/// What a form shows.
struct Sheet<'a> {
    kind: Kind,
    entered: &'a Entered,
    problems: &'a Problems,
}

impl Sheet<'_> {
    fn draw(&self, cx: &Cx, whole: &Whole, action: &str, save: T) -> Markup {
        let l = cx.locale();
        let asked = self.kind.questions(l);
        form(
            &cx.link(action),
            &cx.csrf(),
            &html! {
                (hidden("slag", self.kind.code()))
                @if !self.entered.get("utgave").is_empty() { (hidden("utgave", self.entered.get("utgave"))) }
                (questions::draw_all(l, l, &asked, self.entered, self.problems))
                @if self.kind == Kind::Assessment { (self.answers(l, whole)) }
                (parts::actions(&[button(&l.t(save), Weight::Primary)]))
            },
        )
    }

    fn answers(&self, l: Locale, whole: &Whole) -> Markup {
        let chosen: Vec<&str> = self.entered.all("svarer").collect();
        let choices: Vec<Choice> = facts(whole)
            .into_iter()
            .map(|(k, answered)| {
                let choice = Choice::new(k.key.as_str(), words::short(&k.text), chosen.contains(&k.key.as_str()));
                if answered {
                    choice
                } else {
                    choice.hint(l.t(T::CouncilUnanswered))
                }
            })
            .collect();
        let wrong = self.problems.iter().find(|(n, _)| n == "svarer").map(|(_, text)| text.clone());
        let field = Field::new("svarer", l.t(T::CouncilAnswers)).hint(l.t(T::CouncilAnswersHint)).error(wrong);
        html! { @if !choices.is_empty() { (checkboxes(&field, &choices)) } }
    }
}

/// Reads what was entered.
fn content(kind: Kind, entered: &Entered, whole: &Whole) -> Result<Content, Problems> {
    let mut r = Reading::new(whole.l, entered);
    let content = match kind {
        Kind::Words => Content::Words(prose(&mut r, "tekst")),
        Kind::Assessment => {
            let answers: Vec<String> = r.entered.all("svarer").map(str::to_owned).collect();
            let known = whole.sources();
            if !answers.iter().all(|a| known.iter().any(|k| k.key == *a)) {
                r.problem("svarer", whole.l.t(T::OfficeProblemUnknown));
            }
            Content::Assessment {
                text: prose(&mut r, "tekst"),
                answers,
            }
        }
        Kind::Point => Content::Point(DecisionPoint {
            text: prose(&mut r, "tekst"),
            responsible: line(&mut r, "ansvarlig"),
            deadline: r.day("frist"),
            cover: line(&mut r, "dekning"),
        }),
        Kind::Step => {
            let body = r.needed("organ");
            Content::Step(TreatmentStep {
                body: short(&mut r, "organ", body, LONGEST_LINE),
                on: r.day("dag"),
            })
        }
    };
    if r.problems.is_empty() {
        Ok(content)
    } else {
        Err(r.problems)
    }
}

fn short(r: &mut Reading, name: &str, text: String, longest: usize) -> String {
    if text.chars().count() > longest {
        r.problem(name, r.locale.t(T::OfficeProblemLong));
    }
    text
}

fn prose(r: &mut Reading, name: &str) -> String {
    let text = r.needed(name);
    short(r, name, text, LONGEST)
}

fn line(r: &mut Reading, name: &str) -> String {
    let text = r.line(name);
    short(r, name, text, LONGEST_LINE)
}

fn entered_of(content: &Content) -> Entered {
    match content {
        Content::Words(text) => Entered::default().put("tekst", text),
        Content::Assessment { text, answers } => Entered::default().put("tekst", text).put_all("svarer", answers),
        Content::Point(p) => Entered::default()
            .put("tekst", &p.text)
            .put("ansvarlig", &p.responsible)
            .put_if("frist", p.deadline)
            .put("dekning", &p.cover),
        Content::Step(s) => Entered::default().put("organ", &s.body).put_if("dag", s.on),
        Content::Known(_) => Entered::default(),
    }
}

/// `/kontor/saksframlegg/{id}/del/{section}`: one section. `?svar=` the fact that an assessment is to answer.
pub async fn section(
    cx: Cx,
    Path((id, key)): Path<(String, String)>,
    Query(query): Query<Pairs>,
) -> Result<Response, AppError> {
    let opened = open(&cx, &id).await?;
    let place = place_of(&opened, &key)?;
    let asked = crate::referrals::asked(&query, "svar");
    let entered = Entered::default().put_if("svarer", (!asked.is_empty()).then_some(asked));
    section_of(&cx, &opened, &place, &entered, &Problems::new(), None)
}

fn section_of(
    cx: &Cx,
    opened: &Opened,
    place: &PlacedSection,
    entered: &Entered,
    problems: &Problems,
    refusal: Option<CouncilRefusal>,
) -> Result<Response, AppError> {
    let l = cx.locale();
    let (whole, case) = (opened.whole(), opened.case());
    let key = place.key.as_str();
    let found: Vec<_> = words::findings(&whole, &lint(&whole.as_case(), &case.preset))
        .into_iter()
        .filter(|f| f.section.as_deref() == Some(key))
        .collect();
    let here = |p: &&Piece| p.section == key;
    let kinds = Kind::in_section(place);
    let asked: Vec<Question> = kinds.iter().flat_map(|k| k.questions(l)).collect();
    let body = html! {
        (crumbs(cx, opened, place.title.get(l)))
        h1 { (place.title.get(l)) }
        @if done(cx, "lagret=1") { (parts::live_notice(Tone::Good, &html! { p { (l.t(T::OfficeSaved)) } })) }
        @if let Some(refusal) = refusal { (questions::refused(&refusal.text(l), &refusal.hint(l), &html! {})) }
        (error_summary(l, &questions::with_labels(&asked, problems)))
        p.lead { (place.prompt.get(l)) }
        p.quiet { (size(&whole, place)) }
        @if !found.is_empty() { (parts::notice(Tone::Look, &html! { p { strong { (l.t(T::CouncilMend)) } } (mending(cx, case, &found)) })) }
        @for piece in case.pieces.iter().filter(here) { (card(cx, &whole, piece)) }
        @if case.of(key).next().is_none() { p { (l.t(T::CouncilNothingYet)) } }
        (comes_by_itself(cx, &whole, key))
        @if edits(cx) {
            @if takes_known(place.kind) && key != TREATMENT { (choose(cx, &whole, place, entered, problems)) }
            @for kind in kinds {
                @let sheet = Sheet { kind: *kind, entered, problems };
                section.card {
                    h2 { (l.t(heading(*kind))) }
                    @if *kind == Kind::Assessment { (unanswered(cx, &whole, key)) }
                    (sheet.draw(cx, &whole, &section_page(case.head.id, key), T::CouncilAdd))
                }
            }
        }
        (onwards(cx, opened, key))
    };
    let status = refusal.map_or_else(|| status_of(problems), |r| r.status());
    Ok(answer(cx, status, place.title.get(l), &body))
}

const fn heading(kind: Kind) -> T {
    match kind {
        Kind::Words => T::CouncilAddWords,
        Kind::Assessment => T::CouncilAddThought,
        Kind::Point => T::CouncilAddPoint,
        Kind::Step => T::CouncilAddStep,
    }
}

fn status_of(problems: &Problems) -> StatusCode {
    if problems.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    }
}

fn crumbs(cx: &Cx, opened: &Opened, here: &str) -> Markup {
    let way = [
        (super::office::PAGE.to_owned(), cx.locale().t(T::CouncilTitle)),
        (page_of(opened.case().head.id, ""), opened.case().head.title.clone()),
    ];
    editor::crumbs(cx, &way, here)
}

/// How long it is, how long it may be, and how easy it is to read.
fn size(whole: &Whole, place: &PlacedSection) -> String {
    let l = whole.l;
    let case = whole.as_case();
    let texts: Vec<String> = if place.kind == SectionKind::Decision {
        case.points.iter().map(|p| p.text.clone()).collect()
    } else {
        let here = case.sections.iter().filter(|s| s.key == place.key.as_str());
        here.flat_map(|s| s.parts.iter().map(|p| p.text().to_owned())).collect()
    };
    let measured = Readability::of(&texts.join("\n"));
    let words = match place.words {
        Some(most) => l.ta(
            T::CouncilWordsOf,
            &args![("n", i64::from(measured.words)), ("most", i64::from(most))],
        ),
        None => l.ta(T::CouncilWords, &args![("n", i64::from(measured.words))]),
    };
    if measured.words == 0 {
        words
    } else {
        format!("{words} · {}", words::lix(measured.lix(), l))
    }
}

/// A piece with what can be done with it. A fact looks like a fact, and leads to where it is from.
fn card(cx: &Cx, whole: &Whole, piece: &Piece) -> Markup {
    let l = cx.locale();
    let page = page_of(whole.case.head.id, &format!("bit/{}", piece.id));
    let label = |text: T| format!("{}: {}", l.t(text), words::short(&plain(whole, &piece.content)));
    let act = |path: String, text: T| {
        form(
            &cx.link(&path),
            &cx.csrf(),
            &html! { button.ds-button data-variant="tertiary" type="submit" aria-label=(label(text)) { (l.t(text)) } },
        )
    };
    html! {
        section.card.piece {
            (inside(cx, whole, &piece.content))
            @if edits(cx) {
                div.actions {
                    @if Kind::of(&piece.content).is_some() {
                        a.ds-button data-variant="secondary" href=(cx.link(&page)) aria-label=(label(T::CouncilChange)) { (l.t(T::CouncilChange)) }
                    }
                    (act(format!("{page}/opp"), T::CouncilUp))
                    (act(format!("{page}/fjern"), T::CouncilTakeAway))
                }
            }
        }
    }
}

fn plain(whole: &Whole, content: &Content) -> String {
    match content {
        Content::Words(text) | Content::Assessment { text, .. } => text.clone(),
        Content::Known(key) => whole.find(key).map_or_else(|| key.clone(), |k| k.text.clone()),
        Content::Point(p) => p.text.clone(),
        Content::Step(s) => s.body.clone(),
    }
}

fn inside(cx: &Cx, whole: &Whole, content: &Content) -> Markup {
    let l = cx.locale();
    let or_not = |text: &str| {
        if text.is_empty() {
            l.t(T::CouncilNotSaid)
        } else {
            text.to_owned()
        }
    };
    match content {
        Content::Words(text) => html! { @for line in text.split("\n\n") { p { (line) } } },
        Content::Known(key) => match whole.find(key) {
            Some(k) => fact(cx, k),
            None => html! { p { (parts::tag(Tone::Stop, &l.t(T::CouncilNoFact))) } p { (l.t(T::CouncilGone)) } },
        },
        Content::Assessment { text, answers } => html! {
            p { (parts::tag(Tone::Good, &l.t(T::CouncilIsThought))) }
            p { (text) }
            @if !answers.is_empty() {
                p.quiet { (l.t(T::CouncilAnswersTo)) }
                ul { @for key in answers { li.quiet { (whole.find(key).map_or_else(|| l.t(T::CouncilGone), |k| words::short(&k.text))) } } }
            }
        },
        Content::Point(p) => {
            let number = whole.points().iter().position(|other| *other == p).map_or(0, |at| at + 1);
            html! {
                p { strong { (number) ". " (p.text) } }
                (parts::facts(&[
                    (l.t(T::CouncilPointWho), html! { (or_not(&p.responsible)) }),
                    (l.t(T::CouncilPointWhen), html! { (p.deadline.map_or_else(|| l.t(T::CouncilNotSaid), |d| domain::schedule::day_in_words(d, cx.today(), l))) }),
                    (l.t(T::CouncilPointCover), html! { (or_not(&p.cover)) }),
                ]))
            }
        }
        Content::Step(s) => {
            html! { p { strong { (s.body) } " · " (s.on.map_or_else(|| l.t(T::CouncilNotSaid), |d| domain::schedule::day_in_words(d, cx.today(), l))) } }
        }
    }
}

/// A fact: what is known, its source as a way back to where it stands, and what to be careful about.
fn fact(cx: &Cx, k: &Known) -> Markup {
    let l = cx.locale();
    html! {
        @if k.is_fact() { p { (parts::tag(Tone::Info, &l.t(T::CouncilIsFact))) } }
        p { (k.text) }
        (source_line(cx, k))
    }
}

/// Where something known is from, as a way back to where it stands, and what to be careful about.
#[must_use]
pub fn source_line(cx: &Cx, k: &Known) -> Markup {
    let l = cx.locale();
    html! {
        p.quiet {
            @for w in &k.warnings { (parts::tag(Tone::Look, &words::warning(w, l))) " " }
            @if k.source.is_empty() { a href=(cx.link(&k.path)) { (l.t(T::CouncilFrom)) } }
            @else { (l.t(T::CouncilSourceFrom)) ": " a href=(cx.link(&k.path)) { (k.source) @if !k.dated.is_empty() { ", " (k.dated) } } }
        }
    }
}

/// What comes into a section without anybody taking it in: tables, pictures, and the survey's gaps by name.
fn comes_by_itself(cx: &Cx, whole: &Whole, key: &str) -> Markup {
    let l = cx.locale();
    let gaps = whole.gaps(key);
    html! {
        @if key == "economy" {
            @if whole.ground.grounds.budget.is_empty() {
                (parts::notice(Tone::Look, &html! { p { a href=(cx.link("/kontor/forankring/budsjett")) { (l.t(T::CouncilNoBudget)) } } }))
            } @else {
                (parts::notice(Tone::Info, &html! { p { a href=(cx.link("/kontor/forankring/budsjett")) { (l.t(T::CouncilBudgetComes)) } } }))
            }
        }
        @if !gaps.is_empty() {
            (parts::notice(Tone::Look, &html! {
                p { strong { (l.t(T::CouncilGaps)) } }
                ul { @for q in gaps { li { a href=(cx.link(&format!("/kontor/grunnlag/kartlegging/{}", q.code))) { (q.ask.get(l)) } } } }
            }))
        }
    }
}

/// What is known and not taken in: what belongs here first, the rest folded away; and what cannot be taken in yet.
fn choose(cx: &Cx, whole: &Whole, place: &PlacedSection, entered: &Entered, problems: &Problems) -> Markup {
    let l = cx.locale();
    let key = place.key.as_str();
    let taken: Vec<&str> = whole.case.taken().collect();
    let free = whole.known.iter().filter(|k| k.sections.contains(&key) && !taken.contains(&k.key.as_str()));
    let (may, may_not): (Vec<&Known>, Vec<&Known>) =
        free.partition(|k| place.kind == SectionKind::Plain || k.is_fact());
    let chosen: Vec<&str> = entered.all("fakta").collect();
    let choice = |k: &&Known| {
        let source = if k.source.is_empty() {
            String::new()
        } else {
            format!("{}, {}", k.source, k.dated)
        };
        let warned: Vec<String> = k.warnings.iter().map(|w| words::warning(w, l)).collect();
        let hint = [vec![source], warned]
            .concat()
            .into_iter()
            .filter(|t| !t.is_empty())
            .collect::<Vec<_>>()
            .join(" · ");
        Choice::new(k.key.as_str(), k.text.as_str(), chosen.contains(&k.key.as_str())).hint(hint)
    };
    let choices: Vec<Choice> = may.iter().map(choice).collect();
    let wrong = problems.iter().find(|(n, _)| n == "fakta").map(|(_, text)| text.clone());
    html! {
        @if !choices.is_empty() {
            details open[wrong.is_some() || whole.case.of(key).next().is_none()] {
                summary { (l.ta(T::CouncilChoose, &args![("n", choices.len())])) }
                (form(&cx.link(&section_page(whole.case.head.id, key)), &cx.csrf(), &html! {
                    (hidden("slag", "fakta"))
                    (checkboxes(&Field::new("fakta", l.t(T::CouncilChooseLabel)).error(wrong), &choices))
                    (parts::actions(&[button(&l.t(T::CouncilTake), Weight::Secondary)]))
                }))
            }
        }
        @if !may_not.is_empty() {
            details {
                summary { (l.ta(T::CouncilMayNot, &args![("n", may_not.len())])) }
                p { (l.t(T::CouncilMayNotLead)) }
                ul { @for k in may_not { li { a href=(cx.link(&k.path)) { (words::short(&k.text)) } } } }
            }
        }
    }
}

/// The facts that nothing answers yet, each with a way to answer it.
fn unanswered(cx: &Cx, whole: &Whole, key: &str) -> Markup {
    let l = cx.locale();
    let left: Vec<&Known> = facts(whole).into_iter().filter(|(_, answered)| !answered).map(|(k, _)| k).collect();
    let page = section_page(whole.case.head.id, key);
    html! {
        @if !left.is_empty() {
            p { (l.ta(T::CouncilUnansweredCount, &args![("n", left.len())])) }
            ul {
                @for k in left {
                    li { (words::short(&k.text)) " " a href=(cx.link(&format!("{page}?svar={}#skriv", k.key))) aria-label=(format!("{}: {}", l.t(T::CouncilAnswerThis), words::short(&k.text))) { (l.t(T::CouncilAnswerThis)) } }
                }
            }
        }
        span id="skriv" {}
    }
}

/// The way on: the next section, and back to the case.
fn onwards(cx: &Cx, opened: &Opened, key: &str) -> Markup {
    let l = cx.locale();
    let case = opened.case();
    let sections = &case.preset.sections;
    let at = sections.iter().position(|s| s.key.as_str() == key);
    let next = at.and_then(|at| sections.get(at + 1));
    let case_page = cx.link(&page_of(case.head.id, ""));
    html! {
        (parts::actions(&[
            next.map_or_else(|| html! {}, |s| button_link(&l.ta(T::CouncilNext, &args![("section", s.title.get(l))]), &cx.link(&section_page(case.head.id, s.key.as_str())), Weight::Secondary)),
            button_link(&l.t(T::CouncilBack), &case_page, Weight::Quiet),
        ]))
    }
}

/// Writes a piece, or takes in what is known.
pub async fn add(
    cx: Cx,
    Path((id, key)): Path<(String, String)>,
    Form(pairs): Form<Pairs>,
) -> Result<Response, AppError> {
    let entered = Entered::of(pairs);
    let opened = open(&cx, &id).await?;
    let place = place_of(&opened, &key)?;
    let whole = opened.whole();
    let pieces = if entered.get("slag") == "fakta" {
        match chosen(&whole, &place, &entered) {
            Ok(pieces) => pieces,
            Err(problem) => {
                let (problems, refusal) = problem?;
                return section_of(&cx, &opened, &place, &entered, &problems, refusal);
            }
        }
    } else {
        let kind = Kind::ALL.into_iter().find(|k| k.code() == entered.get("slag"));
        let kind = kind.filter(|k| Kind::in_section(&place).contains(k)).ok_or(AppError::Absent)?;
        match content(kind, &entered, &whole) {
            Ok(content) => vec![content],
            Err(problems) => return section_of(&cx, &opened, &place, &entered, &problems, None),
        }
    };
    let of = opened.case().head.id;
    let section = place.key.to_string();
    cx.write(move |tx| pieces.iter().try_for_each(|p| store::add(tx, of, &section, p).map(|_| ())))
        .await?;
    Ok(cx.go(&format!("{}?lagret=1", section_page(of, place.key.as_str()))))
}

/// Why what was chosen is not taken in: a problem at the field, or a refusal.
type NotTaken = Result<(Problems, Option<CouncilRefusal>), AppError>;

/// What was chosen of what is known: nothing without a source and a year becomes a fact.
fn chosen(whole: &Whole, place: &PlacedSection, entered: &Entered) -> Result<Vec<Content>, NotTaken> {
    if !takes_known(place.kind) {
        return Err(Err(AppError::Absent));
    }
    let mut out = Vec::new();
    for key in entered.all("fakta") {
        let belongs = |k: &&Known| k.sections.contains(&place.key.as_str());
        let Some(k) = whole.find(key).filter(belongs) else {
            return Err(Ok((
                vec![("fakta".to_owned(), whole.l.t(T::OfficeProblemUnknown))],
                None,
            )));
        };
        if place.kind == SectionKind::Fact && !k.is_fact() {
            return Err(Ok((Vec::new(), Some(CouncilRefusal::NoSource))));
        }
        out.push(Content::Known(k.key.clone()));
    }
    if out.is_empty() {
        return Err(Ok((
            vec![("fakta".to_owned(), whole.l.t(T::OfficeProblemChoose))],
            None,
        )));
    }
    Ok(out)
}

/// A piece that an address names, and what is asked about it.
fn piece_of(opened: &Opened, piece: &str) -> Result<(Piece, Kind), AppError> {
    let id = id_of(piece)?;
    let piece = opened.case().pieces.iter().find(|p| p.id == id).cloned().ok_or(AppError::Absent)?;
    let kind = Kind::of(&piece.content).ok_or(AppError::Absent)?;
    Ok((piece, kind))
}

/// `/kontor/saksframlegg/{id}/bit/{piece}`: one piece to be changed.
pub async fn edit(cx: Cx, Path((id, piece)): Path<(String, String)>) -> Result<Response, AppError> {
    let opened = open(&cx, &id).await?;
    let (piece, kind) = piece_of(&opened, &piece)?;
    let entered = entered_of(&piece.content).put("utgave", piece.revision);
    let sheet = Sheet {
        kind,
        entered: &entered,
        problems: &Problems::new(),
    };
    piece_page(&cx, &opened, &piece, &sheet, None)
}

fn piece_page(
    cx: &Cx,
    opened: &Opened,
    piece: &Piece,
    sheet: &Sheet,
    conflict: Option<(StatusCode, String, String)>,
) -> Result<Response, AppError> {
    let l = cx.locale();
    let case = opened.case();
    let title = words::title(&case.preset, &piece.section, l);
    let back = section_page(case.head.id, &piece.section);
    let told = questions::with_labels(&sheet.kind.questions(l), sheet.problems);
    let action = page_of(case.head.id, &format!("bit/{}", piece.id));
    let body = html! {
        p.back { a href=(cx.link(&back)) { "← " (title) } }
        h1 { (l.t(T::CouncilChange)) ": " (title.to_lowercase()) }
        @if let Some((_, text, hint)) = &conflict { (questions::refused(text, hint, &html! {})) }
        (error_summary(l, &told))
        (sheet.draw(cx, &opened.whole(), &action, T::OfficeSave))
    };
    let status = conflict.map_or_else(|| status_of(sheet.problems), |(status, ..)| status);
    Ok(answer(cx, status, title, &body))
}

/// Keeps it, unless somebody else has changed it meanwhile: then what was written stays in the form.
pub async fn keep(
    cx: Cx,
    Path((id, piece)): Path<(String, String)>,
    Form(pairs): Form<Pairs>,
) -> Result<Response, AppError> {
    let entered = Entered::of(pairs);
    let opened = open(&cx, &id).await?;
    let (piece, kind) = piece_of(&opened, &piece)?;
    let (of, which) = (opened.case().head.id, piece.id);
    let written = match content(kind, &entered, &opened.whole()) {
        Ok(written) => written,
        Err(problems) => {
            let (entered, problems) = (&entered, &problems);
            return piece_page(
                &cx,
                &opened,
                &piece,
                &Sheet {
                    kind,
                    entered,
                    problems,
                },
                None,
            );
        }
    };
    let revision = entered.get("utgave").parse().unwrap_or(0);
    match cx.write(move |tx| store::change(tx, of, which, revision, &written)).await {
        Ok(()) => Ok(cx.go(&format!("{}?lagret=1", section_page(of, &piece.section)))),
        Err(AppError::Refused(refusal)) => {
            let l = cx.locale();
            let conflict = (refusal.status(), refusal.text(l), refusal.hint(l));
            let entered = entered.replace("utgave", &piece.revision.to_string());
            let sheet = Sheet {
                kind,
                entered: &entered,
                problems: &Problems::new(),
            };
            piece_page(&cx, &opened, &piece, &sheet, Some(conflict))
        }
        Err(other) => Err(other),
    }
}

async fn moved(
    cx: &Cx,
    id: &str,
    piece: &str,
    act: impl Fn(&mut ::store::Tx, Id, Id) -> Result<Piece, AppError> + Send + 'static,
) -> Result<Response, AppError> {
    let (of, which) = (id_of(id)?, id_of(piece)?);
    let piece = cx.write(move |tx| act(tx, of, which)).await?;
    Ok(cx.go(&format!("{}?lagret=1", section_page(of, &piece.section))))
}

/// Puts it before the one above.
pub async fn up(cx: Cx, Path((id, piece)): Path<(String, String)>) -> Result<Response, AppError> {
    moved(&cx, &id, &piece, store::up).await
}

/// Takes it away.
pub async fn take_away(cx: Cx, Path((id, piece)): Path<(String, String)>) -> Result<Response, AppError> {
    moved(&cx, &id, &piece, store::take_away).await
}
