//! The parts of a plan that are edited one at a time: what is asked, what stands there, and reading what was entered.

use super::views;
use crate::{
    frame::Published,
    office::entered::{Entered, Problems, Reading, in_language},
    texts::{T, Words},
};
use domain::{
    events::{
        Crew, Evaluation, EventPlan, EventType, Item, Lesson, Level, Organiser, Part, Question, SignUpMode, Smile,
        Theme,
    },
    offerings::OfferingKind,
    shared::{Id, Key, Locale, Minute, day_and_minute, instant_of},
};
use jiff::{Timestamp, civil::Date};
use maud::{Markup, html};
use ui::{
    forms::{self as fields, Choice, Field},
    parts::{self, Tone},
};

/// A part of a plan with a page of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlanPart {
    Content,
    People,
    Programme,
    SignUp,
    Lessons,
}

impl PlanPart {
    pub const ALL: [Self; 5] = [Self::Content, Self::People, Self::Programme, Self::SignUp, Self::Lessons];

    pub const fn code(self) -> &'static str {
        match self {
            Self::Content => "innhold",
            Self::People => "folk",
            Self::Programme => "program",
            Self::SignUp => "pamelding",
            Self::Lessons => "okter",
        }
    }

    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|p| p.code() == code)
    }

    pub const fn title(self) -> T {
        match self {
            Self::Content => T::EventsPartContent,
            Self::People => T::EventsPartPeople,
            Self::Programme => T::EventsProgramme,
            Self::SignUp => T::EventsPartSignUp,
            Self::Lessons => T::EventsLessons,
        }
    }

    /// Whether a kind of offering has this part.
    pub const fn belongs_to(self, kind: OfferingKind) -> bool {
        match self {
            Self::Lessons => matches!(
                kind,
                OfferingKind::Course | OfferingKind::TailoredCourse | OfferingKind::Club
            ),
            _ => true,
        }
    }
}

/// What the parts choose among.
pub struct Stock<'a> {
    pub published: &'a Published,
    pub themes: &'a [Theme],
    pub staff: &'a [(Id, String)],
    pub kind: OfferingKind,
    pub locale: Locale,
}

/// A field with what was entered and what is wrong with it.
pub fn field(l: Locale, label: T, name: &str, entered: &Entered, problems: &[(String, String)]) -> Field {
    Field::new(name, l.t(label))
        .value(entered.get(name))
        .error(problems.iter().find(|(n, _)| n == name).map(|(_, text)| text.clone()))
}

const fn has_themes(kind: OfferingKind) -> bool {
    matches!(
        kind,
        OfferingKind::DataCafe | OfferingKind::Club | OfferingKind::OpenGroup | OfferingKind::Outreach
    )
}

const fn has_host(kind: OfferingKind) -> bool {
    matches!(
        kind,
        OfferingKind::TailoredCourse | OfferingKind::OpenGroup | OfferingKind::Outreach
    )
}

const fn has_level(kind: OfferingKind) -> bool {
    matches!(
        kind,
        OfferingKind::Course | OfferingKind::Club | OfferingKind::OpenGroup
    )
}

/// What stands in a part of a plan now.
pub fn filled(part: PlanPart, plan: &EventPlan) -> Entered {
    let out = Entered::default();
    match part {
        PlanPart::Content => out
            .put_text("tittel", &plan.title)
            .put_all("tema", &plan.themes)
            .put_text("om", &plan.about)
            .put_text("ta-med", &plan.bring)
            .put("sprak", &plan.language)
            .put("niva", plan.level.code())
            .put("vert", plan.host.as_ref().map_or("", |k| k.as_str()))
            .put("vert-rolle", &plan.host_role)
            .put_if("gruppe", (plan.group_size > 0).then_some(plan.group_size))
            .put_ticked("kaffe", plan.coffee)
            .put("ark", &plan.handout)
            .put("ark-lenke", &plan.handout_link)
            .put("type", plan.event_type.code())
            .put("arrangor", plan.organiser.code()),
        PlanPart::People => Part::ALL.into_iter().fold(out, |out, part| {
            let of = || plan.crew.iter().filter(move |c| c.part == part);
            let group = of().find(|c| c.account.is_none());
            out.put(
                &format!("{}-gruppe", part.code()),
                group.map_or("", |c| c.label.as_str()),
            )
            .put_if(&format!("{}-antall", part.code()), group.map(|c| c.people))
            .put_all(
                &format!("{}-konto", part.code()),
                of().filter_map(|c| c.account.map(Id)),
            )
        }),
        PlanPart::Programme => Locale::ALL.into_iter().fold(out, |out, l| {
            let lines: Vec<String> = plan.programme.exact(l).iter().map(Item::written).collect();
            out.put(&in_language("program", l), lines.join("\n"))
        }),
        PlanPart::SignUp => {
            let day = |at: Option<Timestamp>| at.map(|at| day_and_minute(at).0);
            out.put("mate", plan.sign_up.mode.code())
                .put("plasser", plan.sign_up.capacity)
                .put_if("apner", day(plan.sign_up.from))
                .put_if("stenger", day(plan.sign_up.until))
                .put_if(
                    "per-veileder",
                    (plan.people_per_guide > 0).then_some(plan.people_per_guide),
                )
                .put("pris", plan.price)
        }
        PlanPart::Lessons => plan.lessons.iter().enumerate().fold(out, |out, (i, lesson)| {
            out.put(&format!("okt-{i}-tittel"), &lesson.title)
                .put(&format!("okt-{i}-mal"), &lesson.goal)
                .put(&format!("okt-{i}-lenke"), &lesson.link)
                .put_if(&format!("okt-{i}-sjekket"), lesson.checked)
                .put_if(
                    &format!("okt-{i}-minutter"),
                    (lesson.minutes > 0).then_some(lesson.minutes),
                )
        }),
    }
}

/// Draws a part's fields.
pub fn draw(part: PlanPart, stock: &Stock<'_>, entered: &Entered, problems: &[(String, String)]) -> Markup {
    let l = stock.locale;
    let f = |label: T, name: &str| field(l, label, name, entered, problems);
    match part {
        PlanPart::Content => content(stock, entered, problems),
        PlanPart::People => html! { @for part in Part::ALL { (people(part, stock, entered, problems)) } },
        PlanPart::Programme => html! {
            (in_languages(stock, entered, problems, &|locale| {
                let name = in_language("program", locale);
                html! { (fields::textarea(&f(T::EventsProgramme, &name).hint(l.t(T::EventsProgrammeHint)).guarded(), 8)) }
            }))
        },
        PlanPart::SignUp => {
            let modes: Vec<Choice> = SignUpMode::ALL
                .into_iter()
                .map(|m| Choice::new(m.code(), l.t(views::mode_name(m)), entered.get("mate") == m.code()))
                .collect();
            html! {
                (fields::radios(&f(T::EventsHowToCome, "mate"), &modes))
                (fields::number_field(&f(T::EventsCapacity, "plasser").hint(l.t(T::EventsCapacityHint)).short(), 1, 2000))
                (fields::number_field(&f(T::EventsPerGuide, "per-veileder").hint(l.t(T::EventsPerGuideHint)).optional(l).short(), 0, 100))
                (fields::date_field(&f(T::EventsOpens, "apner").optional(l).short()))
                (fields::date_field(&f(T::EventsCloses, "stenger").hint(l.t(T::EventsClosesHint)).optional(l).short()))
                (fields::number_field(&f(T::EventsPriceKroner, "pris").short(), 0, 10000))
            }
        }
        PlanPart::Lessons => lessons(stock, entered, problems),
    }
}

fn content(stock: &Stock<'_>, entered: &Entered, problems: &[(String, String)]) -> Markup {
    let l = stock.locale;
    let f = |label: T, name: &str| field(l, label, name, entered, problems);
    let themes: Vec<Choice> = stock
        .themes
        .iter()
        .filter(|t| !t.retired || entered.all("tema").any(|k| k == t.key))
        .map(|t| Choice::new(&t.key, t.name.get(l), entered.all("tema").any(|k| k == t.key)))
        .collect();
    let levels: Vec<Choice> = Level::ALL
        .into_iter()
        .map(|v| Choice::new(v.code(), l.t(views::level_name(v)), entered.get("niva") == v.code()))
        .collect();
    let hosts: Vec<Choice> = std::iter::once(Choice::new("", l.t(T::EventsNone), entered.get("vert").is_empty()))
        .chain(
            stock
                .published
                .register
                .organisations
                .iter()
                .filter(|o| o.ended.is_none())
                .map(|o| Choice::new(o.key.as_str(), o.name.get(l), entered.get("vert") == o.key.as_str())),
        )
        .collect();
    let types: Vec<Choice> = EventType::ALL
        .into_iter()
        .map(|v| Choice::new(v.code(), l.t(views::type_name(v)), entered.get("type") == v.code()))
        .collect();
    let organisers: Vec<Choice> = Organiser::ALL
        .into_iter()
        .map(|v| {
            Choice::new(
                v.code(),
                l.t(views::organiser_name(v)),
                entered.get("arrangor") == v.code(),
            )
        })
        .collect();
    html! {
        @if has_themes(stock.kind) { (fields::checkboxes(&f(T::EventsThemes, "tema").hint(l.t(T::EventsThemesHint)), &themes)) }
        (in_languages(stock, entered, problems, &|locale| {
            let name = |what: &str| in_language(what, locale);
            html! {
                (fields::text_field(&f(T::EventsOwnHeading, &name("tittel")).hint(l.t(T::EventsOwnHeadingHint)).optional(l).max_length(80).guarded()))
                (fields::textarea(&f(T::EventsAbout, &name("om")).optional(l).guarded(), 4))
                (fields::text_field(&f(T::EventsBring, &name("ta-med")).hint(l.t(T::EventsBringHint)).optional(l).max_length(200).guarded()))
            }
        }))
        @if has_level(stock.kind) {
            (fields::radios(&f(T::EventsLevel, "niva"), &levels))
            (fields::text_field(&f(T::EventsLanguage, "sprak").hint(l.t(T::EventsLanguageHint)).optional(l).short().max_length(8)))
        }
        @if has_host(stock.kind) {
            (fields::select(&f(T::EventsHost, "vert").hint(l.t(T::EventsHostHint)), &hosts))
            (fields::text_field(&f(T::EventsHostRole, "vert-rolle").hint(l.t(T::EventsHostRoleHint)).optional(l).max_length(80).guarded()))
            (fields::number_field(&f(T::EventsGroupSize, "gruppe").optional(l).short(), 0, 500))
        }
        (fields::checkbox(&f(T::EventsCoffeeBreak, "kaffe"), entered.get("kaffe") == "1"))
        (fields::text_field(&f(T::EventsHandout, "ark").hint(l.t(T::EventsHandoutHint)).optional(l).max_length(120).guarded()))
        (fields::text_field(&f(T::EventsHandoutLink, "ark-lenke").optional(l).max_length(300)))
        details {
            summary { (l.t(T::EventsForStatistics)) }
            (fields::radios(&f(T::EventsType, "type"), &types))
            (fields::radios(&f(T::EventsOrganiser, "arrangor"), &organisers))
        }
    }
}

/// The same fields in each written language: the municipality's own open, the others to be opened. One that holds something
/// wrong stands open.
fn in_languages(
    stock: &Stock<'_>,
    entered: &Entered,
    problems: &[(String, String)],
    fields: &dyn Fn(Locale) -> Markup,
) -> Markup {
    let own = stock.published.register.municipality.written_language;
    let others = Locale::ALL.into_iter().filter(|locale| *locale != own);
    let wrong = |locale: Locale| problems.iter().any(|(name, _)| name.ends_with(&in_language("", locale)));
    html! {
        (fields(own))
        @for locale in others {
            @let name = ui::layout::language_name(locale);
            @let written = ["tittel", "om", "ta-med", "program"].iter().any(|what| !entered.get(&in_language(what, locale)).is_empty());
            details open[wrong(locale)] {
                summary { (stock.locale.ta(T::EventsInLanguage, &ui::args![("language", name.as_str())])) @if written { " " (parts::tag(Tone::Good, &stock.locale.t(T::EventsWritten))) } }
                div lang=(locale.code()) { (fields(locale)) }
            }
        }
    }
}

fn people(part: Part, stock: &Stock<'_>, entered: &Entered, problems: &[(String, String)]) -> Markup {
    let l = stock.locale;
    let name = |what: &str| format!("{}-{what}", part.code());
    let (group, count, account) = (name("gruppe"), name("antall"), name("konto"));
    let chosen: Vec<&str> = entered.all(&account).collect();
    let staff: Vec<Choice> = stock
        .staff
        .iter()
        .map(|(id, name)| Choice::new(id.to_string(), name, chosen.contains(&id.to_string().as_str())))
        .collect();
    html! {
        section.card {
            h2 { (l.t(views::part_name(part))) }
            @if !staff.is_empty() { (fields::checkboxes_across(&field(l, T::EventsStaff, &account, entered, problems), &staff)) }
            (fields::text_field(&field(l, T::EventsGroup, &group, entered, problems).hint(l.t(T::EventsGroupHint)).optional(l).max_length(80).guarded()))
            (fields::number_field(&field(l, T::EventsGroupCount, &count, entered, problems).optional(l).short(), 1, 100))
        }
    }
}

fn lessons(stock: &Stock<'_>, entered: &Entered, problems: &[(String, String)]) -> Markup {
    let l = stock.locale;
    let there = (0..MOST_LESSONS).filter(|i| !entered.get(&format!("okt-{i}-tittel")).is_empty()).count();
    html! {
        p { (l.t(T::EventsLessonsHint)) }
        @for i in 0..(there + 2).min(MOST_LESSONS) {
            @let f = |label: T, what: &str| field(l, label, &format!("okt-{i}-{what}"), entered, problems);
            @let inner = html! {
                (fields::text_field(&f(T::EventsLessonTitle, "tittel").max_length(80).guarded()))
                (fields::text_field(&f(T::EventsLessonGoal, "mal").optional(l).max_length(200).guarded()))
                (fields::number_field(&f(T::EventsLessonMinutes, "minutter").optional(l).short(), 0, 600))
                (fields::text_field(&f(T::EventsLessonLink, "lenke").optional(l).max_length(300)))
                (fields::date_field(&f(T::EventsLessonChecked, "sjekket").hint(l.t(T::EventsLessonCheckedHint)).optional(l).short()))
            };
            @if i < there {
                section.card { h2 { (l.ta(T::EventsLessonNumber, &ui::args![("n", i + 1)])) } (inner) }
            } @else {
                details.card open[there == 0 && i == 0] { summary { (l.ta(T::EventsLessonNumber, &ui::args![("n", i + 1)])) } (inner) }
            }
        }
    }
}

/// The most lessons of a course.
const MOST_LESSONS: usize = 24;

/// Puts a part that was entered into a plan.
pub fn apply(
    part: PlanPart,
    kind: OfferingKind,
    plan: &mut EventPlan,
    reading: &mut Reading<'_>,
    staff: &[(Id, String)],
) {
    match part {
        PlanPart::Content => apply_content(kind, plan, reading),
        PlanPart::People => {
            plan.crew = Part::ALL.into_iter().flat_map(|part| crew_of(part, reading, staff)).collect();
        }
        PlanPart::Programme => {
            for locale in Locale::ALL {
                let items = Item::read(&reading.line(&in_language("program", locale)));
                plan.programme.set(locale, items);
            }
        }
        PlanPart::SignUp => apply_sign_up(plan, reading),
        PlanPart::Lessons => plan.lessons = (0..MOST_LESSONS).filter_map(|i| lesson(i, reading)).collect(),
    }
}

fn apply_content(kind: OfferingKind, plan: &mut EventPlan, reading: &mut Reading<'_>) {
    plan.title = reading.text("tittel");
    plan.about = reading.text("om");
    plan.bring = reading.text("ta-med");
    plan.handout = reading.line("ark");
    plan.handout_link = link(reading, "ark-lenke");
    plan.coffee = reading.ticked("kaffe");
    if has_themes(kind) {
        plan.themes = reading.entered.all("tema").map(ToOwned::to_owned).collect();
    }
    if has_level(kind) {
        plan.language = reading.line("sprak");
        plan.level = reading.code("niva", Level::parse).unwrap_or(plan.level);
    }
    if has_host(kind) {
        plan.host = Key::parse(reading.entered.get("vert")).ok();
        plan.host_role = reading.line("vert-rolle");
        plan.group_size = reading.number("gruppe").unwrap_or(0);
    }
    plan.event_type = reading.code("type", EventType::parse).unwrap_or(plan.event_type);
    plan.organiser = reading.code("arrangor", Organiser::parse).unwrap_or(plan.organiser);
}

/// An address on the web, or nothing.
fn link(reading: &mut Reading<'_>, name: &str) -> String {
    let text = reading.line(name);
    if text.is_empty() || text.starts_with("https://") || text.starts_with("http://") {
        return text;
    }
    reading.problem(name, reading.locale.t(T::EventsProblemLink));
    String::new()
}

fn crew_of(part: Part, reading: &mut Reading<'_>, staff: &[(Id, String)]) -> Vec<Crew> {
    let name = |what: &str| format!("{}-{what}", part.code());
    let accounts: Vec<Id> = reading.entered.all(&name("konto")).filter_map(Id::parse).collect();
    let mut out: Vec<Crew> = staff
        .iter()
        .filter(|(id, _)| accounts.contains(id))
        .map(|(id, name)| Crew {
            part,
            account: Some(id.0),
            label: name.clone(),
            people: 1,
        })
        .collect();
    let label = reading.line(&name("gruppe"));
    let people: u16 = reading.number(&name("antall")).unwrap_or(1);
    if !label.is_empty() {
        out.push(Crew {
            part,
            account: None,
            label,
            people: people.clamp(1, 100),
        });
    }
    out
}

fn apply_sign_up(plan: &mut EventPlan, reading: &mut Reading<'_>) {
    plan.sign_up.mode = reading.code("mate", SignUpMode::parse).unwrap_or(plan.sign_up.mode);
    let capacity: Option<u16> = reading.number("plasser");
    match capacity {
        Some(n) if (1..=2000).contains(&n) => plan.sign_up.capacity = n,
        _ => reading.problem(
            "plasser",
            reading.locale.ta(T::EventsProblemRange, &ui::args![("low", 1), ("high", 2000)]),
        ),
    }
    let per: u16 = reading.number("per-veileder").unwrap_or(0);
    let price: u16 = reading.number("pris").unwrap_or(0);
    for (name, value, most) in [("per-veileder", per, 100), ("pris", price, 10_000)] {
        if value > most {
            reading.problem(
                name,
                reading.locale.ta(T::EventsProblemRange, &ui::args![("low", 0), ("high", most)]),
            );
        }
    }
    (plan.people_per_guide, plan.price) = (per, price);
    let at = |day: Date, minute: u16| instant_of(day, Minute::new(minute).unwrap_or(Minute::MIDNIGHT));
    plan.sign_up.from = reading.day("apner").map(|day| at(day, 8 * 60));
    plan.sign_up.until = reading.day("stenger").map(|day| at(day, 24 * 60));
    if plan.sign_up.from.zip(plan.sign_up.until).is_some_and(|(from, until)| until <= from) {
        reading.problem("stenger", reading.locale.t(T::EventsProblemOrder));
    }
}

fn lesson(i: usize, reading: &mut Reading<'_>) -> Option<Lesson> {
    let name = |what: &str| format!("okt-{i}-{what}");
    if reading.entered.get(&name("tittel")).is_empty() {
        return None;
    }
    Some(Lesson {
        title: reading.line(&name("tittel")),
        goal: reading.line(&name("mal")),
        link: link(reading, &name("lenke")),
        checked: reading.day(&name("sjekket")),
        minutes: reading.number::<u16>(&name("minutter")).unwrap_or(0).min(600),
    })
}

/// How many came, how they answered, and what was learnt, as they are entered at the desk and in the office.
pub struct Counted {
    pub participants: Option<u32>,
    pub guides: u32,
    pub evaluation: Evaluation,
    pub note: String,
    pub follow_up: String,
    pub problems: Problems,
}

/// The name of the field that counts one answer.
pub fn answer_field(question: Question, answer: Smile) -> String {
    format!("{}-{}", question.code(), answer.code())
}

/// Reads the counts. More answers than people is a problem; nobody is counted twice.
pub fn read_after(l: Locale, entered: &Entered) -> Counted {
    let mut reading = Reading::new(l, entered);
    let participants: Option<u32> = reading.number("antall");
    let guides: u32 = reading.number("veiledere").unwrap_or(0);
    let mut evaluation = Evaluation::default();
    for question in Question::ALL {
        for answer in Smile::ALL {
            let count: u16 = reading.number(&answer_field(question, answer)).unwrap_or(0);
            evaluation.set(question, answer, count.min(5000));
        }
    }
    let note = reading.line("laert");
    let follow_up = reading.line("folge-opp");
    let over = |n: u32, most: u32| n > most;
    if participants.is_some_and(|n| over(n, 5000)) || over(guides, 200) {
        reading.problem(
            "antall",
            l.ta(T::EventsProblemRange, &ui::args![("low", 0), ("high", 5000)]),
        );
    }
    if participants.is_some_and(|n| evaluation.most() > n) {
        reading.problem("antall", l.t(T::EventsProblemMoreAnswers));
    }
    if participants.is_none() && !evaluation.is_empty() {
        reading.problem("antall", l.t(T::EventsProblemCountFirst));
    }
    Counted {
        participants,
        guides,
        evaluation,
        note,
        follow_up,
        problems: reading.problems,
    }
}

/// The fields of the counts: the number first, then the faces, then the note.
pub fn draw_after(l: Locale, entered: &Entered, problems: &[(String, String)], follow_up: bool) -> Markup {
    let f = |label: T, name: &str| field(l, label, name, entered, problems);
    html! {
        (fields::number_field(&f(T::EventsHowManyCame, "antall").hint(l.t(T::EventsHowManyHint)).short(), 0, 5000))
        (fields::number_field(&f(T::EventsHowManyGuided, "veiledere").optional(l).short(), 0, 200))
        @for question in Question::ALL {
            fieldset.ds-fieldset {
                legend { (l.t(views::question_text(question))) }
                div.actions {
                    @for answer in Smile::ALL {
                        @let name = answer_field(question, answer);
                        div { (face(answer)) (fields::number_field(&f(views::smile_name(answer), &name).short(), 0, 5000)) }
                    }
                }
            }
        }
        (fields::textarea(&f(T::EventsLearnt, "laert").hint(l.t(T::EventsLearntHint)).optional(l).guarded(), 3))
        @if follow_up { (fields::textarea(&f(T::EventsFollowUp, "folge-opp").optional(l).guarded(), 3)) }
    }
}

/// A face for an answer; the word beside it says the same.
fn face(answer: Smile) -> Markup {
    let mouth = match answer {
        Smile::Yes => "M9 17q5 6 10 0",
        Smile::Partly => "M9 19h10",
        Smile::No => "M9 20q5 -6 10 0",
    };
    html! {
        svg viewBox="0 0 28 28" width="36" height="36" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" {
            circle cx="14" cy="14" r="12" {}
            path d={ "M10 11v.1M18 11v.1" (mouth) } {}
        }
    }
}

/// What was counted before, as it stands in the fields.
pub fn filled_after(after: &super::store::After, follow_up: &str) -> Entered {
    let mut out = Entered::default()
        .put_if("antall", after.held.map(|(n, _)| n))
        .put_if("veiledere", after.held.map(|(_, n)| n).filter(|n| *n > 0))
        .put("laert", &after.note)
        .put("folge-opp", follow_up);
    for question in Question::ALL {
        for answer in Smile::ALL {
            let count = after.evaluation.count(question, answer);
            out = out.put_if(&answer_field(question, answer), (count > 0).then_some(count));
        }
    }
    out
}
