//! What the office sees of appointments: how full the coming weeks are, how the appointments were used, and the plan.

use super::{book::Bookable, desk::bookables, store};
use crate::{
    frame::{AppError, Cx, Published},
    offerings::way,
    office::{
        editor::Editor,
        entered::{Entered, Reading},
        questions::{Input, Question},
    },
    texts::{T, Words},
};
use axum::response::Response;
use domain::{
    bookings::ordinary_appointments,
    offerings::{BookingPlan, Kept, Offering},
    register::{Entity, Register},
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

/// `/kontor/timer`: how full it is, and how the appointments were used.
pub async fn overview(cx: Cx) -> Result<Response, AppError> {
    let published = cx.published().await?;
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
    let body = page(&cx, &published, &all, &counted);
    Ok(cx.html(
        &cx.shell(Audience::Office, cx.locale().t(T::BookingsOfficeTitle)),
        &body,
    ))
}

fn capacity(b: &Bookable, first: Date, last: Date) -> u32 {
    let all = b.occurrences(first, last);
    all.iter().filter(|o| o.takes_place()).map(|o| u32::from(ordinary_appointments(b.plan, o))).sum()
}

fn page(cx: &Cx, published: &Published, all: &[Fullness], counted: &[(Id, String, i64)]) -> Markup {
    let l = cx.locale();
    let to_offerings = parts::button_link(&l.t(T::OfficeOfferings), &cx.link("/kontor/tilbud"), Weight::Secondary);
    html! {
        h1 { (l.t(T::BookingsOfficeTitle)) }
        p.lead { (l.t(T::BookingsOfficeLead)) }
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

    fn questions(&self, _register: &Register, l: Locale) -> Vec<Question> {
        let number = |name, label, least, most| Question::new(name, l.t(label), Input::Number(least, most));
        vec![
            Question::new("on", l.t(T::BookingsPlanOn), Input::Tick).optional(),
            number("minutes", T::BookingsPlanMinutes, 10, 240).hint(l.t(T::BookingsPlanFives)),
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
        Some(
            Entered::default()
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
        o.booking = Some(read_plan(before.as_ref(), r));
        if o.booking != before {
            o.assumed.retain(|field| field != "booking");
        }
    }

    fn field(&self, path: &str) -> String {
        let rest = path.strip_prefix("booking.").unwrap_or(path);
        rest.split(['[', '.']).next().unwrap_or_default().to_owned()
    }
}

/// The plan that was entered; what people may choose that they need, with its length, is kept from before.
fn read_plan(before: Option<&BookingPlan>, r: &mut Reading<'_>) -> BookingPlan {
    let usual = BookingPlan::usual();
    let kept = match (r.number::<u16>("kept_number"), r.number::<u8>("kept_per_cent")) {
        (Some(n), _) if n > 0 => Kept::Number(n),
        (_, Some(n)) if n > 0 => Kept::PerCent(n),
        _ => Kept::Nothing,
    };
    BookingPlan {
        minutes: r.number("minutes").unwrap_or(usual.minutes),
        needs: before.map(|plan| plan.needs.clone()).unwrap_or_default(),
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
