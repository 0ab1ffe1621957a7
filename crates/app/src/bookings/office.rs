//! What the office sees of appointments: how full the coming weeks are, how the appointments were used, and the plan.

use super::{
    book::Bookable,
    counter::sees_who,
    desk::bookables,
    follow::without_guide,
    store::{self, Appointment},
};
use crate::{
    frame::{AppError, Cx, Published},
    offerings::{topic_name, way},
    office::{
        editor::Editor,
        entered::{Entered, Reading, one_of},
        questions::{Input, Question},
    },
    texts::{T, Words},
};
use axum::response::Response;
use domain::{
    bookings::ordinary_appointments,
    offerings::{BookingNeed, BookingPlan, Kept, Offering, Topic},
    register::{Entity, Register},
    schedule::{day_in_words, time_range},
    shared::{Id, Locale},
};
use jiff::{ToSpan, civil::Date};
use maud::{Markup, html};
use ui::{
    Audience, args,
    parts::{self, Column, Weight},
};

/// The days ahead that are looked at.
const AHEAD: i32 = 27;

/// What is known of the appointments of one offering.
struct Fullness<'p> {
    b: Bookable<'p>,
    all: u32,
    booked: u32,
}

/// The appointments that nobody can take as the plan is now, in the order of the calendar.
async fn without(cx: &Cx, published: &Published) -> Result<Vec<Appointment>, AppError> {
    let today = cx.today();
    let coming = cx.read(move |r| store::coming(r, today, Date::MAX)).await?;
    Ok(without_guide(published, coming, cx.now))
}

/// How many appointments nobody can take, for the office's home.
///
/// # Errors
/// A fault of the database.
pub async fn waits(cx: &Cx) -> Result<usize, AppError> {
    let published = cx.published().await?;
    Ok(without(cx, &published).await?.len())
}

/// `/kontor/timer`: how full it is, and how the appointments were used.
pub async fn overview(cx: Cx) -> Result<Response, AppError> {
    let published = cx.published().await?;
    let alone = without(&cx, &published).await?;
    let (today, now) = (cx.today(), cx.now);
    let last = today.checked_add(AHEAD.days()).unwrap_or(today);
    let first_of_year = Date::new(today.year(), 1, 1).unwrap_or(today);
    let (taken, counted) = cx
        .read(move |r| {
            Ok((
                store::occupied(r, today, last, now)?,
                store::counted(r, first_of_year, today)?,
            ))
        })
        .await?;
    let of =
        |id: Id| u32::try_from(taken.iter().filter(|o| o.offering == id && !o.guide.held).count()).unwrap_or(u32::MAX);
    let all: Vec<Fullness> = bookables(&published, today)
        .into_iter()
        .map(|b| Fullness {
            all: capacity(&b, today, last),
            booked: of(b.id),
            b,
        })
        .collect();
    let body = page(&cx, &published, &all, (&counted, &alone));
    Ok(cx.html(
        &cx.shell(Audience::Office, cx.locale().t(T::BookingsOfficeTitle)),
        &body,
    ))
}

fn capacity(b: &Bookable, first: Date, last: Date) -> u32 {
    let all = b.occurrences(first, last);
    all.iter().filter(|o| o.takes_place()).map(|o| u32::from(ordinary_appointments(b.plan, o))).sum()
}

/// Those that nobody can take; who may see others' bookings goes on to what can be done.
fn alone_card(cx: &Cx, published: &Published, alone: &[Appointment]) -> Markup {
    let l = cx.locale();
    let name = |id: Id| published.offering_by_id(id).map_or("", |o| o.name.get(l));
    let when = |a: &Appointment| {
        let at = l.ta(T::BookingsAt, &args![("time", time_range(a.start, a.end, l))]);
        format!("{} {at}", day_in_words(a.day, cx.today(), l))
    };
    html! {
        section.card {
            h2 { (l.ta(T::BookingsWithoutGuide, &args![("n", alone.len())])) }
            p { (l.t(T::BookingsWithoutGuideDo)) }
            ul.lines {
                @for a in alone {
                    li {
                        @if sees_who(cx) { a href=(cx.link(&format!("/skranke/timer/{}", a.id))) { (when(a)) } }
                        @else { (when(a)) }
                        ", " (name(a.offering))
                        @if let Some(place) = published.place_by_id(a.place) { ", " (place.name.get(l)) }
                    }
                }
            }
        }
    }
}

fn page(
    cx: &Cx,
    published: &Published,
    all: &[Fullness],
    (counted, alone): (&[(Id, String, i64)], &[Appointment]),
) -> Markup {
    let l = cx.locale();
    let to_offerings = parts::button_link(&l.t(T::OfficeOfferings), &cx.link("/kontor/tilbud"), Weight::Secondary);
    html! {
        h1 { (l.t(T::BookingsOfficeTitle)) }
        p.lead { (l.t(T::BookingsOfficeLead)) }
        @if !alone.is_empty() { (alone_card(cx, published, alone)) }
        @if all.is_empty() { (parts::empty_state(&l.t(T::BookingsOfficeNone), Some(&to_offerings))) }
        @for f in all {
            section.card {
                h2 { (f.b.offering.name.get(l)) }
                (fullness(f, l))
                (counts(f.b.id, counted, l))
                p { a href=(cx.link(&format!("/kontor/tilbud/{}/timer", f.b.offering.key))) { (l.t(T::BookingsEditPlan)) } }
            }
        }
        @if published.register.offerings.is_empty() { p { (to_offerings) } }
    }
}

fn fullness(f: &Fullness, l: Locale) -> Markup {
    let per = (f.booked.min(f.all) * 100).checked_div(f.all).unwrap_or_default();
    html! {
        p { (l.ta(T::BookingsFullSentence, &args![("booked", f.booked), ("all", f.all), ("per", per)])) }
        progress max="100" value=(per) aria-label=(f.b.offering.name.get(l)) {}
    }
}

/// What is counted, in the order it is shown.
const COUNTS: [(&str, T); 8] = [
    ("web", T::BookingsCountWeb),
    ("phone", T::BookingsCountPhone),
    ("counter", T::BookingsCountCounter),
    ("list", T::BookingsCountList),
    ("came", T::BookingsCountCame),
    ("no_show", T::BookingsCountNoShow),
    ("cancelled", T::BookingsCountCancelled),
    ("called_off", T::BookingsCountCalledOff),
];

fn counts(offering: Id, counted: &[(Id, String, i64)], l: Locale) -> Markup {
    let n = |code: &str| {
        counted
            .iter()
            .filter(|(id, what, _)| *id == offering && what == code)
            .map(|(_, _, n)| n)
            .sum::<i64>()
    };
    let columns = [Column::words(l.t(T::BookingsCountWhat)), Column::numbers(l.t(T::BookingsCountNumber))];
    let rows: Vec<Vec<Markup>> = COUNTS
        .iter()
        .filter(|(code, _)| n(code) > 0)
        .map(|(code, text)| vec![html! { (l.t(*text)) }, html! { (n(code)) }])
        .collect();
    html! {
        @if !rows.is_empty() {
            (parts::data_table(&l.t(T::BookingsCountsCaption), &columns, &rows))
            p.quiet { (l.t(T::BookingsNoShowHint)) }
        }
    }
}

/// The page that edits an offering's booking plan.
#[derive(Clone)]
pub struct EditPlan {
    /// The offering.
    pub key: String,
}

fn of<'r>(register: &'r Register, key: &str) -> Option<&'r Offering> {
    register.offerings.iter().find(|o| o.key.as_str() == key)
}

impl Editor for EditPlan {
    fn entity(&self) -> Entity {
        Entity::Offering
    }

    fn key(&self) -> String {
        self.key.clone()
    }

    fn title(&self, _register: &Register, l: Locale) -> String {
        l.t(T::BookingsOfficeTitle)
    }

    fn back(&self, register: &Register, l: Locale) -> Vec<(String, String)> {
        way(register, &self.key, l)
    }

    fn action(&self) -> String {
        format!("/kontor/tilbud/{}/timer", self.key)
    }

    fn after(&self, _entered: &Entered) -> String {
        format!("/kontor/tilbud/{}?lagret=1", self.key)
    }

    fn questions(&self, register: &Register, l: Locale) -> Vec<Question> {
        let topics = of(register, &self.key).map(topics_of).unwrap_or_default();
        let needs = topics.iter().map(|t| (t.code().to_owned(), topic_name(*t, l))).collect();
        let number = |name, label, least, most| Question::new(name, l.t(label), Input::Number(least, most));
        vec![
            Question::new("on", l.t(T::BookingsPlanOn), Input::Tick).optional(),
            number("minutes", T::BookingsPlanMinutes, 10, 240).hint(l.t(T::BookingsPlanFives)),
            Question::new(NEEDS, l.t(T::BookingsPlanNeeds), Input::Numbers(needs, 10, 240))
                .hint(l.t(T::BookingsPlanNeedsHint))
                .optional(),
            number("buffer", T::BookingsPlanBuffer, 0, 60).hint(l.t(T::BookingsPlanFives)),
            number("step", T::BookingsPlanStep, 5, 240).hint(l.t(T::BookingsPlanFives)),
            number("kept_per_cent", T::BookingsPlanKept, 0, 100).hint(l.t(T::BookingsPlanKeptHint)),
            number("notice_hours", T::BookingsPlanNotice, 0, 336),
            number("horizon_days", T::BookingsPlanHorizon, 1, 365),
            Question::new("extra_long", l.t(T::BookingsPlanExtraLong), Input::Tick).optional(),
            Question::new("interpreter", l.t(T::BookingsPlanInterpreter), Input::Tick).optional(),
            number("kept_number", T::BookingsPlanKeptNumber, 1, 1000).optional().rare(),
            number("hold_minutes", T::BookingsPlanHold, 2, 60).rare(),
            number("rooms", T::BookingsPlanRooms, 1, 1000).hint(l.t(T::BookingsPlanRoomsHint)).optional().rare(),
            number("machines", T::BookingsPlanMachines, 1, 1000).optional().rare(),
            number("keep_days", T::BookingsPlanKeep, 1, 365).rare(),
            Question::new("keep_reason", l.t(T::BookingsPlanKeepReason), Input::Text(2)).optional().rare(),
        ]
    }

    fn filled(&self, register: &Register) -> Option<Entered> {
        let o = of(register, &self.key)?;
        let plan = o.booking.clone().unwrap_or_else(BookingPlan::usual);
        let tick = |on: bool| if on { "1" } else { "" };
        let per_cent = if let Kept::PerCent(n) = plan.kept { n } else { 0 };
        let number = if let Kept::Number(n) = plan.kept {
            n.to_string()
        } else {
            String::new()
        };
        let maybe = |n: Option<u16>| n.map_or_else(String::new, |n| n.to_string());
        let entered = plan.needs.iter().fold(Entered::default(), |entered, need| {
            entered.put(&one_of(NEEDS, need.topic.code()), need.minutes)
        });
        Some(
            entered
                .put("on", tick(o.booking.is_some()))
                .put("minutes", plan.minutes)
                .put("buffer", plan.buffer)
                .put("step", plan.step)
                .put("kept_per_cent", per_cent)
                .put("kept_number", number)
                .put("notice_hours", plan.notice_hours)
                .put("horizon_days", plan.horizon_days)
                .put("hold_minutes", plan.hold_minutes)
                .put("extra_long", tick(plan.extra_long))
                .put("interpreter", tick(plan.interpreter))
                .put("rooms", maybe(plan.rooms))
                .put("machines", maybe(plan.machines))
                .put("keep_days", plan.keep_days)
                .put_text("keep_reason", &plan.keep_reason),
        )
    }

    fn apply(&self, register: &mut Register, r: &mut Reading<'_>) {
        let Some(o) = register.offerings.iter_mut().find(|o| o.key.as_str() == self.key) else {
            return;
        };
        if r.entered.get("on") != "1" {
            o.booking = None;
            return;
        }
        let before = o.booking.clone();
        let topics = topics_of(o);
        o.booking = Some(read_plan(&topics, r));
        if o.booking != before {
            o.assumed.retain(|field| field != "booking");
        }
    }

    fn field(&self, path: &str) -> String {
        let rest = path.strip_prefix("booking.").unwrap_or(path);
        rest.split(['[', '.']).next().unwrap_or_default().to_owned()
    }
}

/// What the lengths of needs are asked under.
const NEEDS: &str = "needs";

/// The topics a length can be given for: those of the plan in their order, then the offering's others; every topic when the
/// offering names none.
fn topics_of(offering: &Offering) -> Vec<Topic> {
    let mut all: Vec<Topic> =
        offering.booking.as_ref().map_or_else(Vec::new, |plan| plan.needs.iter().map(|n| n.topic).collect());
    let others = if offering.topics.is_empty() {
        Topic::ALL.to_vec()
    } else {
        offering.topics.clone()
    };
    for topic in others {
        if !all.contains(&topic) {
            all.push(topic);
        }
    }
    all
}

/// The lengths that were entered; a length that is none becomes a problem at its own field.
fn read_needs(topics: &[Topic], r: &mut Reading<'_>) -> Vec<BookingNeed> {
    let mut needs = Vec::new();
    for topic in topics {
        let name = one_of(NEEDS, topic.code());
        let Some(minutes) = r.number::<u16>(&name) else {
            continue;
        };
        if !(10..=240).contains(&minutes) || !minutes.is_multiple_of(5) {
            let text = r.locale.t(T::BookingsPlanNeedWrong);
            r.problem(&name, text);
        }
        needs.push(BookingNeed { topic: *topic, minutes });
    }
    needs
}

/// The plan that was entered.
fn read_plan(topics: &[Topic], r: &mut Reading<'_>) -> BookingPlan {
    let usual = BookingPlan::usual();
    let kept = match (r.number::<u16>("kept_number"), r.number::<u8>("kept_per_cent")) {
        (Some(n), _) if n > 0 => Kept::Number(n),
        (_, Some(n)) if n > 0 => Kept::PerCent(n),
        _ => Kept::Nothing,
    };
    BookingPlan {
        minutes: r.number("minutes").unwrap_or(usual.minutes),
        needs: read_needs(topics, r),
        buffer: r.number("buffer").unwrap_or(usual.buffer),
        step: r.number("step").unwrap_or(usual.step),
        extra_long: r.entered.get("extra_long") == "1",
        interpreter: r.entered.get("interpreter") == "1",
        kept,
        notice_hours: r.number("notice_hours").unwrap_or(usual.notice_hours),
        horizon_days: r.number("horizon_days").unwrap_or(usual.horizon_days),
        hold_minutes: r.number("hold_minutes").unwrap_or(usual.hold_minutes),
        rooms: r.number("rooms"),
        machines: r.number("machines"),
        keep_days: r.number("keep_days").unwrap_or(usual.keep_days),
        keep_reason: r.text("keep_reason"),
    }
}
