//! The forms of a schedule: its rule, a day that is different, a day besides the rule.

use crate::{
    frame::{AppError, Cx},
    office::{
        editor::Editor,
        entered::{Entered, Reading},
        questions::{self, Input, Labelled, Question},
        words,
    },
    promise::keepers::{self, Named, OfPlan},
    texts::{T, Words},
};
use domain::{
    register::{Entity, Register},
    schedule::{
        Calendar, Change, Exception, ExtraDate, Rule, Schedule, Staffing, occurrence_in_words, occurrences,
        schedule_in_words, weekday_name,
    },
    shared::{Key, Locale},
};
use jiff::{
    ToSpan,
    civil::{Date, Weekday},
};
use maud::{Markup, html};
use store::Tx;
use ui::parts::{self, Tone};

/// Whose schedule it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Owner {
    /// An offering's: when somebody guides.
    Offering(String),
    /// A place's: when the house is open.
    Place(String),
}

impl Owner {
    /// The address of the owner's page.
    #[must_use]
    pub fn page(&self) -> String {
        match self {
            Self::Offering(key) => format!("/kontor/tilbud/{key}"),
            Self::Place(key) => format!("/kontor/steder/{key}"),
        }
    }

    /// The sort of thing and its key.
    #[must_use]
    pub fn entity(&self) -> (Entity, &str) {
        match self {
            Self::Offering(key) => (Entity::Offering, key),
            Self::Place(key) => (Entity::Place, key),
        }
    }

    /// The schedules, when there is such an owner.
    #[must_use]
    pub fn schedules<'r>(&self, register: &'r Register) -> Option<&'r Vec<Schedule>> {
        match self {
            Self::Offering(key) => register.offerings.iter().find(|o| o.key.as_str() == key).map(|o| &o.schedules),
            Self::Place(key) => register.places.iter().find(|p| p.key.as_str() == key).map(|p| &p.hours),
        }
    }

    /// The schedules, to change.
    pub fn schedules_mut<'r>(&self, register: &'r mut Register) -> Option<&'r mut Vec<Schedule>> {
        match self {
            Self::Offering(key) => {
                register.offerings.iter_mut().find(|o| o.key.as_str() == key).map(|o| &mut o.schedules)
            }
            Self::Place(key) => register.places.iter_mut().find(|p| p.key.as_str() == key).map(|p| &mut p.hours),
        }
    }

    /// The way back from a page below the owner's.
    #[must_use]
    pub fn way(&self, register: &Register, l: Locale) -> Vec<(String, String)> {
        let (list, words, name) = match self {
            Self::Offering(key) => (
                "/kontor/tilbud",
                T::OfficeOfferings,
                register.offerings.iter().find(|o| o.key.as_str() == key).map(|o| &o.name),
            ),
            Self::Place(key) => (
                "/kontor/steder",
                T::OfficePlaces,
                register.places.iter().find(|p| p.key.as_str() == key).map(|p| &p.name),
            ),
        };
        vec![(list.to_owned(), l.t(words)), (self.page(), name.map_or("", |n| n.get(l)).to_owned())]
    }

    fn way_from_plan(&self, register: &Register, l: Locale) -> Vec<(String, String)> {
        let mut way = self.way(register, l);
        way.push((format!("{}/tider", self.page()), l.t(T::OfficeTimes)));
        way
    }
}

/// How a schedule repeats, as it is chosen before the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Repeats {
    /// On weekdays.
    Weekly,
    /// On the nth weekday of a month.
    MonthlyByWeekday,
    /// On a day of the month.
    MonthlyByDay,
    /// Only on certain dates.
    Dates,
}

impl Repeats {
    /// Every way.
    pub const ALL: [Self; 4] = [Self::Weekly, Self::MonthlyByWeekday, Self::MonthlyByDay, Self::Dates];

    /// As it stands in an address.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Weekly => "uke",
            Self::MonthlyByWeekday => "maned",
            Self::MonthlyByDay => "dato",
            Self::Dates => "datoer",
        }
    }

    /// Reads an address; weekly for anything else.
    #[must_use]
    pub fn parse(code: &str) -> Self {
        Self::ALL.into_iter().find(|r| r.code() == code).unwrap_or(Self::Weekly)
    }

    /// In words.
    #[must_use]
    pub fn words(self, l: Locale) -> String {
        l.t(match self {
            Self::Weekly => T::OfficeRepeatsWeekly,
            Self::MonthlyByWeekday => T::OfficeRepeatsMonthly,
            Self::MonthlyByDay => T::OfficeRepeatsDay,
            Self::Dates => T::OfficeRepeatsDates,
        })
    }

    const fn of(rule: &Rule) -> Self {
        match rule {
            Rule::Weekly { .. } => Self::Weekly,
            Rule::MonthlyByWeekday { .. } => Self::MonthlyByWeekday,
            Rule::MonthlyByDay { .. } => Self::MonthlyByDay,
            Rule::DatesOnly => Self::Dates,
        }
    }
}

const WEEKDAYS: [Weekday; 7] = [
    Weekday::Monday,
    Weekday::Tuesday,
    Weekday::Wednesday,
    Weekday::Thursday,
    Weekday::Friday,
    Weekday::Saturday,
    Weekday::Sunday,
];

fn weekday_number(day: Weekday) -> String {
    day.to_monday_one_offset().to_string()
}

fn weekday_of(number: &str) -> Option<Weekday> {
    WEEKDAYS.into_iter().find(|d| weekday_number(*d) == number)
}

/// The weekdays to choose from.
#[must_use]
pub fn weekdays(l: Locale) -> Vec<Labelled> {
    WEEKDAYS.into_iter().map(|d| (weekday_number(d), weekday_name(d, l).to_owned())).collect()
}

/// The form of a schedule's rule; `plan` is empty for a new one.
#[derive(Clone)]
pub struct EditPlan {
    /// Whose it is.
    pub owner: Owner,
    /// The schedule's key.
    pub plan: String,
    /// How a new one repeats.
    pub repeats: Repeats,
    /// Today, for new ones.
    pub today: Date,
    /// What is asked about who keeps it.
    pub keeper: OfPlan,
}

impl EditPlan {
    fn old<'r>(&self, register: &'r Register) -> Option<&'r Schedule> {
        self.owner.schedules(register)?.iter().find(|s| s.key.as_str() == self.plan)
    }

    fn repeats(&self, register: &Register) -> Repeats {
        self.old(register).map_or(self.repeats, |s| Repeats::of(&s.rule))
    }

    fn days(&self, register: &Register, l: Locale) -> Vec<Question> {
        let every = |label, most| Question::new("every", l.t(label), Input::Number(1, most)).rare();
        match self.repeats(register) {
            Repeats::Weekly => vec![
                Question::new("weekdays", l.t(T::OfficeWeekdays), Input::Several(weekdays(l))),
                every(T::OfficeEveryWeeks, 52),
            ],
            Repeats::MonthlyByWeekday => vec![
                Question::new("nth", l.t(T::OfficeNth), Input::OneOf(nths(l))),
                Question::new("weekday", l.t(T::OfficeWeekday), Input::OneOf(weekdays(l))),
                every(T::OfficeEveryMonths, 12),
            ],
            Repeats::MonthlyByDay => vec![
                Question::new("day", l.t(T::OfficeDayOfMonth), Input::Number(1, 31)),
                every(T::OfficeEveryMonths, 12),
            ],
            Repeats::Dates => vec![],
        }
    }

    fn read(&self, register: &Register, r: &mut Reading<'_>) -> Option<Schedule> {
        let rule = self.rule(register, r);
        let (start, end) = (r.needed_clock("start"), r.needed_clock("end"));
        let from = r.day("from").unwrap_or(self.today);
        let until = r.day("until");
        let staffing = r.code("staffing", Staffing::parse).unwrap_or(Staffing::Staffed);
        let guides = r.number("guides").unwrap_or(0);
        let Some(place) = r.key("place") else {
            r.problem("place", r.locale.t(T::OfficeProblemChoose));
            return None;
        };
        let old = self.old(register);
        let mut schedule = Schedule {
            key: place.clone(),
            place,
            rule,
            start,
            end,
            from,
            until,
            staffing,
            guides,
            on_public_holidays: r.ticked("on_public_holidays"),
            on_school_holidays: r.ticked("on_school_holidays"),
            exceptions: old.map(|s| s.exceptions.clone()).unwrap_or_default(),
            extra_dates: old.map(|s| s.extra_dates.clone()).unwrap_or_default(),
        };
        schedule.key = match old {
            Some(old) => old.key.clone(),
            None => self.new_key(register, &schedule)?,
        };
        Some(schedule)
    }

    fn rule(&self, register: &Register, r: &mut Reading<'_>) -> Rule {
        let every = r.number("every").unwrap_or(1);
        match self.repeats(register) {
            Repeats::Weekly => Rule::Weekly {
                every,
                weekdays: r.entered.all("weekdays").filter_map(weekday_of).collect(),
            },
            Repeats::MonthlyByWeekday => Rule::MonthlyByWeekday {
                every,
                nth: r.number("nth").unwrap_or(1),
                weekday: r.code("weekday", weekday_of).unwrap_or(Weekday::Monday),
            },
            Repeats::MonthlyByDay => Rule::MonthlyByDay {
                every,
                day: r.number("day").unwrap_or(0),
            },
            Repeats::Dates => Rule::DatesOnly,
        }
    }

    /// A readable key that no other schedule of the owner has.
    fn new_key(&self, register: &Register, schedule: &Schedule) -> Option<Key> {
        let own = self.owner.schedules(register)?;
        let base = Key::from_name(&schedule_in_words(schedule, Locale::Nb))?;
        let numbered = (2..100).filter_map(|n| Key::parse(&format!("{base}-{n}")).ok());
        std::iter::once(base.clone()).chain(numbered).find(|key| own.iter().all(|s| s.key != *key))
    }
}

fn nths(l: Locale) -> Vec<Labelled> {
    let named = [
        ("1", T::OfficeNth1),
        ("2", T::OfficeNth2),
        ("3", T::OfficeNth3),
        ("4", T::OfficeNth4),
        ("-1", T::OfficeNthLast),
    ];
    named.map(|(n, text)| (n.to_owned(), l.t(text))).into()
}

/// A part of a schedule's path in the register, without place in lists: `schedules[1].exceptions[0].date` → `date`.
fn last_part(path: &str) -> String {
    let last = path.rsplit('.').next().unwrap_or_default();
    last.split('[').next().unwrap_or_default().to_owned()
}

impl Editor for EditPlan {
    fn entity(&self) -> Entity {
        self.owner.entity().0
    }

    fn key(&self) -> String {
        self.owner.entity().1.to_owned()
    }

    fn title(&self, register: &Register, l: Locale) -> String {
        self.old(register).map_or_else(|| l.t(T::OfficeNewPlan), |s| schedule_in_words(s, l))
    }

    fn back(&self, register: &Register, l: Locale) -> Vec<(String, String)> {
        self.owner.way_from_plan(register, l)
    }

    fn action(&self) -> String {
        if self.plan.is_empty() {
            format!("{}/tider/ny?gjentas={}", self.owner.page(), self.repeats.code())
        } else {
            format!("{}/tider/{}", self.owner.page(), self.plan)
        }
    }

    fn after(&self, _entered: &Entered) -> String {
        format!("{}/tider?lagret=1", self.owner.page())
    }

    fn questions(&self, register: &Register, l: Locale) -> Vec<Question> {
        let mut out = self.days(register, l);
        out.extend([
            Question::new("start", l.t(T::OfficeStart), Input::Clock),
            Question::new("end", l.t(T::OfficeStop), Input::Clock),
            Question::new(
                "place",
                l.t(T::OfficePlace),
                Input::OneOf(questions::places(register, l)),
            ),
        ]);
        if self.keeper.asks {
            let keeper =
                Question::new("keeper", l.t(T::PromiseKeeperQuestion), Input::Line).hint(l.t(T::PromiseKeeperHint));
            out.push(if self.keeper.needed { keeper } else { keeper.optional() });
        }
        if self.keeper.asks && self.keeper.may_without {
            out.push(
                Question::new("without", l.t(T::PromiseWithoutWhy), Input::Line)
                    .hint(l.t(T::PromiseWithoutHint))
                    .optional()
                    .rare(),
            );
        }
        out.extend([
            Question::new("guides", l.t(T::OfficeGuides), Input::Number(0, 99))
                .hint(l.t(T::OfficeGuidesHint))
                .rare(),
            Question::new("staffing", l.t(T::OfficeStaffing), Input::One(words::staffings(l))).rare(),
            Question::new("from", l.t(T::OfficeFrom), Input::Day).rare(),
            Question::new("until", l.t(T::OfficeUntil), Input::Day)
                .hint(l.t(T::OfficeUntilHint))
                .optional()
                .rare(),
            Question::new("on_public_holidays", l.t(T::OfficeOnPublicHolidays), Input::Tick).rare(),
            Question::new("on_school_holidays", l.t(T::OfficeOnSchoolHolidays), Input::Tick).rare(),
        ]);
        out
    }

    fn filled(&self, register: &Register) -> Option<Entered> {
        let schedules = self.owner.schedules(register)?;
        if self.plan.is_empty() {
            let staffing = match self.owner {
                Owner::Offering(_) => Staffing::Staffed,
                Owner::Place(_) => Staffing::Unstaffed,
            };
            let place = match &self.owner {
                Owner::Place(key) => key.clone(),
                Owner::Offering(_) => schedules.first().map_or_else(String::new, |s| s.place.to_string()),
            };
            let guides = i32::from(staffing == Staffing::Staffed);
            return Some(
                Entered::default()
                    .put("every", 1)
                    .put("from", self.today)
                    .put("staffing", staffing.code())
                    .put("guides", guides)
                    .put("place", place)
                    .put("on_school_holidays", 1),
            );
        }
        let filled = self.old(register).map(filled_plan)?;
        Some(filled.put("keeper", &self.keeper.name).put("without", &self.keeper.reason))
    }

    fn apply(&self, register: &mut Register, r: &mut Reading<'_>) {
        let Some(schedule) = self.read(register, r) else { return };
        let named = !r.line("keeper").is_empty() || (self.keeper.may_without && !r.line("without").is_empty());
        if self.keeper.needed && schedule.staffing == Staffing::Staffed && !named {
            r.problem("keeper", self.keeper.problem.as_str());
        }
        let Some(all) = self.owner.schedules_mut(register) else {
            return;
        };
        match all.iter_mut().find(|s| s.key == schedule.key) {
            Some(old) => *old = schedule,
            None => all.push(schedule),
        }
        times_are_known(register, &self.owner);
    }

    fn stored(&self, tx: &mut Tx, register: &Register, entered: &Entered) -> Result<(), AppError> {
        let (Owner::Offering(offering), true) = (&self.owner, self.keeper.asks) else {
            return Ok(());
        };
        let (Ok(offering), Some(all)) = (Key::parse(offering), self.owner.schedules(register)) else {
            return Ok(());
        };
        // A new schedule stands last.
        let plan = all.iter().find(|s| s.key.as_str() == self.plan).or_else(|| all.last());
        let (name, reason) = (entered.get("keeper").trim(), entered.get("without").trim());
        let named = if !name.is_empty() {
            Some(Named::Keeper(name.to_owned()))
        } else if self.keeper.may_without && !reason.is_empty() {
            Some(Named::Nobody(reason.to_owned()))
        } else {
            None
        };
        match (plan, named) {
            (Some(plan), Some(named)) => keepers::write(tx, &offering, &plan.key, &named),
            _ => Ok(()),
        }
    }

    fn field(&self, path: &str) -> String {
        last_part(path)
    }

    fn has_preview(&self) -> bool {
        true
    }

    fn preview(&self, cx: &Cx, after: &Register) -> Markup {
        let all = self.owner.schedules(after);
        let found = all.and_then(|all| all.iter().find(|s| s.key.as_str() == self.plan).or_else(|| all.last()));
        html! {
            @if let Some(schedule) = found {
                (parts::live_notice(Tone::Info, &html! {
                    p { strong { (schedule_in_words(schedule, cx.locale())) } }
                    (next_dates(cx, after, schedule))
                    p { (cx.locale().t(T::OfficeNotSavedYet)) }
                }))
            }
        }
    }

    fn beside(&self, cx: &Cx, register: &Register) -> Markup {
        let l = cx.locale();
        let base = format!("{}/tider", self.owner.page());
        html! {
            @if self.plan.is_empty() {
                section.card.soft {
                    h2 { (l.t(T::OfficeRepeatsOther)) }
                    (parts::filter_chips(&Repeats::ALL.map(|r| {
                        let to = cx.link(&format!("{base}/ny?gjentas={}", r.code()));
                        (ui::Link::new(to, r.words(l)), r == self.repeats)
                    })))
                }
            } @else if let Some(schedule) = self.old(register) {
                section.card.soft {
                    h2 { (l.t(T::OfficeNextDates)) }
                    (next_dates(cx, register, schedule))
                }
            }
        }
    }
}

/// Somebody has written the times: they are no longer assumptions.
fn times_are_known(register: &mut Register, owner: &Owner) {
    let times = ["rule", "weekdays", "start", "end", "from", "place"];
    if let Owner::Offering(key) = owner
        && let Some(o) = register.offerings.iter_mut().find(|o| o.key.as_str() == key)
    {
        o.assumed.retain(|name| !times.contains(&name.as_str()));
    }
}

fn filled_plan(s: &Schedule) -> Entered {
    let entered = match &s.rule {
        Rule::Weekly { every, weekdays } => Entered::default()
            .put("every", every)
            .put_all("weekdays", weekdays.iter().map(|d| weekday_number(*d))),
        Rule::MonthlyByWeekday { every, nth, weekday } => {
            Entered::default().put("every", every).put("nth", nth).put("weekday", weekday_number(*weekday))
        }
        Rule::MonthlyByDay { every, day } => Entered::default().put("every", every).put("day", day),
        Rule::DatesOnly => Entered::default(),
    };
    entered
        .put("start", s.start)
        .put("end", s.end)
        .put("place", &s.place)
        .put("guides", s.guides)
        .put("staffing", s.staffing.code())
        .put("from", s.from)
        .put_if("until", s.until)
        .put_ticked("on_public_holidays", s.on_public_holidays)
        .put_ticked("on_school_holidays", s.on_school_holidays)
}

/// The next five dates of a schedule.
pub fn next_dates(cx: &Cx, register: &Register, schedule: &Schedule) -> Markup {
    let calendar = Calendar::new(&register.municipality, &register.places);
    let today = cx.today();
    let last = today.checked_add(400.days()).unwrap_or(today);
    let l = cx.locale();
    let dates: Vec<String> = occurrences(schedule, &calendar, today, last)
        .iter()
        .filter(|o| o.takes_place())
        .take(5)
        .map(|o| occurrence_in_words(o, today, l))
        .collect();
    html! {
        @if dates.is_empty() { p { (l.t(T::OfficeNoNextTime)) } } @else { ul { @for d in &dates { li { (d) } } } }
    }
}

/// The form for a day that is different from the rule.
#[derive(Clone)]
pub struct EditException {
    /// Whose schedule.
    pub owner: Owner,
    /// Which.
    pub plan: String,
    /// When it is decided.
    pub now: jiff::Timestamp,
}

/// The form for a day besides the rule.
#[derive(Clone)]
pub struct EditExtra {
    /// Whose schedule.
    pub owner: Owner,
    /// Which.
    pub plan: String,
}

fn plan_of<'r>(owner: &Owner, plan: &str, register: &'r mut Register) -> Option<&'r mut Schedule> {
    owner.schedules_mut(register)?.iter_mut().find(|s| s.key.as_str() == plan)
}

fn has_plan(owner: &Owner, plan: &str, register: &Register) -> bool {
    owner.schedules(register).is_some_and(|all| all.iter().any(|s| s.key.as_str() == plan))
}

impl Editor for EditException {
    fn entity(&self) -> Entity {
        self.owner.entity().0
    }

    fn key(&self) -> String {
        self.owner.entity().1.to_owned()
    }

    fn title(&self, _register: &Register, l: Locale) -> String {
        l.t(T::OfficeNewException)
    }

    fn back(&self, register: &Register, l: Locale) -> Vec<(String, String)> {
        self.owner.way_from_plan(register, l)
    }

    fn action(&self) -> String {
        format!("{}/tider/{}/unntak", self.owner.page(), self.plan)
    }

    fn after(&self, _entered: &Entered) -> String {
        format!("{}/tider?lagret=1", self.owner.page())
    }

    fn questions(&self, _register: &Register, l: Locale) -> Vec<Question> {
        let changes =
            vec![("called_off".to_owned(), l.t(T::OfficeCalledOff)), ("moved".to_owned(), l.t(T::OfficeMoved))];
        vec![
            Question::new("date", l.t(T::OfficeExceptionDay), Input::Day),
            Question::new("change", l.t(T::OfficeExceptionChange), Input::One(changes)),
            Question::new("moved_to", l.t(T::OfficeMovedTo), Input::Day)
                .hint(l.t(T::OfficeMovedToHint))
                .optional(),
            Question::new("start", l.t(T::OfficeStart), Input::Clock).optional(),
            Question::new("end", l.t(T::OfficeStop), Input::Clock).optional(),
            Question::new("reason", l.t(T::OfficeReason), Input::Text(1))
                .hint(l.t(T::OfficeReasonHint))
                .optional(),
        ]
    }

    fn filled(&self, register: &Register) -> Option<Entered> {
        has_plan(&self.owner, &self.plan, register).then(|| Entered::default().put("change", "called_off"))
    }

    fn apply(&self, register: &mut Register, r: &mut Reading<'_>) {
        let date = r.needed_day("date", Date::MIN);
        let reason = r.text("reason");
        let Some(schedule) = plan_of(&self.owner, &self.plan, register) else {
            return;
        };
        let change = if r.entered.get("change") == "moved" {
            Change::Moved {
                date: r.day("moved_to").unwrap_or(date),
                start: r.clock("start").unwrap_or(schedule.start),
                end: r.clock("end").unwrap_or(schedule.end),
            }
        } else {
            Change::CalledOff
        };
        if r.problems.is_empty() {
            schedule.exceptions.retain(|e| e.date != date);
            schedule.exceptions.push(Exception {
                date,
                change,
                reason,
                decided_at: Some(self.now),
            });
            schedule.exceptions.sort_by_key(|e| e.date);
        }
    }

    fn field(&self, path: &str) -> String {
        last_part(path)
    }
}

impl Editor for EditExtra {
    fn entity(&self) -> Entity {
        self.owner.entity().0
    }

    fn key(&self) -> String {
        self.owner.entity().1.to_owned()
    }

    fn title(&self, _register: &Register, l: Locale) -> String {
        l.t(T::OfficeNewExtra)
    }

    fn back(&self, register: &Register, l: Locale) -> Vec<(String, String)> {
        self.owner.way_from_plan(register, l)
    }

    fn action(&self) -> String {
        format!("{}/tider/{}/ekstra", self.owner.page(), self.plan)
    }

    fn after(&self, _entered: &Entered) -> String {
        format!("{}/tider?lagret=1", self.owner.page())
    }

    fn questions(&self, _register: &Register, l: Locale) -> Vec<Question> {
        vec![
            Question::new("date", l.t(T::OfficeExtraDay), Input::Day),
            Question::new("start", l.t(T::OfficeStart), Input::Clock)
                .hint(l.t(T::OfficeExtraTimeHint))
                .optional(),
            Question::new("end", l.t(T::OfficeStop), Input::Clock).optional(),
            Question::new("note", l.t(T::OfficeNote), Input::Text(1)).hint(l.t(T::OfficeNoteHint)).optional(),
        ]
    }

    fn filled(&self, register: &Register) -> Option<Entered> {
        has_plan(&self.owner, &self.plan, register).then(Entered::default)
    }

    fn apply(&self, register: &mut Register, r: &mut Reading<'_>) {
        let date = r.needed_day("date", Date::MIN);
        let (start, end, note) = (r.clock("start"), r.clock("end"), r.text("note"));
        if !r.problems.is_empty() {
            return;
        }
        if let Some(schedule) = plan_of(&self.owner, &self.plan, register) {
            schedule.extra_dates.retain(|e| e.date != date || e.start != start);
            schedule.extra_dates.push(ExtraDate { date, start, end, note });
            schedule.extra_dates.sort_by_key(|e| (e.date, e.start));
        }
    }

    fn field(&self, path: &str) -> String {
        last_part(path)
    }
}
