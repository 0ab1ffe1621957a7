use super::{EventType, Organiser, SignUp, SignUpMode};
use crate::{
    offerings::{Offering, OfferingKind},
    schedule::{Calendar, Occurrence, Schedule, occurrences},
    shared::{Key, Locale, Localized, Minute},
};
use jiff::{ToSpan, civil::Date};

/// Whom an event suits. About the event, never about a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Level {
    /// Everybody.
    Any,
    /// Those who begin.
    Beginner,
    /// Those who know a little.
    Some,
}

impl Level {
    /// Every one, in the order it is shown.
    pub const ALL: [Self; 3] = [Self::Any, Self::Beginner, Self::Some];

    /// Stable code used in tables, forms and files.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Any => "any",
            Self::Beginner => "beginner",
            Self::Some => "some",
        }
    }

    /// Reads a code written by [`Level::code`].
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|v| v.code() == code)
    }
}

/// What somebody does at an event (rolle).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Part {
    /// Introduces the theme.
    Introduces,
    /// Helps each and one.
    Guides,
    /// Opens the door, serves the coffee.
    Hosts,
}

impl Part {
    /// Every one, in the order it is shown.
    pub const ALL: [Self; 3] = [Self::Introduces, Self::Guides, Self::Hosts];

    /// Stable code used in tables, forms and files.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Introduces => "introduces",
            Self::Guides => "guides",
            Self::Hosts => "hosts",
        }
    }

    /// Reads a code written by [`Part::code`].
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|v| v.code() == code)
    }
}

/// Who has a part: an employee or volunteer with an account, or a word for a group. Never a citizen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Crew {
    /// The part.
    pub part: Part,
    /// The account; `None` for a group.
    pub account: Option<[u8; 16]>,
    /// The group, e.g. "Elever fra Metis"; the account's name where there is one.
    pub label: String,
    /// How many they are, at least 1.
    pub people: u16,
}

/// A line of a programme (programpost).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// When it begins.
    pub start: Option<Minute>,
    /// What.
    pub title: String,
    /// Who; may be empty.
    pub held_by: String,
}

impl Item {
    /// Reads a programme that is written a line for each item: `17.10 Vipps i praksis – Elever fra Metis`. The time and
    /// what follows the dash may be left out; empty lines are nothing.
    ///
    /// ```
    /// use domain::events::Item;
    /// let items = Item::read("17.10 Vipps i praksis – Elever fra Metis\nKaffe");
    /// assert_eq!(items[0].start.unwrap().get(), 17 * 60 + 10);
    /// assert_eq!(items[0].held_by, "Elever fra Metis");
    /// assert_eq!((items[1].start, items[1].title.as_str()), (None, "Kaffe"));
    /// ```
    #[must_use]
    pub fn read(text: &str) -> Vec<Self> {
        text.lines().map(str::trim).filter(|line| !line.is_empty()).map(Self::line).collect()
    }

    fn line(line: &str) -> Self {
        let (first, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
        let start = Minute::parse(first);
        let words = if start.is_some() { rest.trim() } else { line };
        let (title, held_by) =
            [" – ", " - "].into_iter().find_map(|dash| words.rsplit_once(dash)).unwrap_or((words, ""));
        Self {
            start,
            title: title.trim().to_owned(),
            held_by: held_by.trim().to_owned(),
        }
    }

    /// The line that [`Item::read`] reads back.
    #[must_use]
    pub fn written(&self) -> String {
        let mut line = self.start.map_or_else(String::new, |start| format!("{start} "));
        line.push_str(&self.title);
        if !self.held_by.is_empty() {
            line.push_str(" – ");
            line.push_str(&self.held_by);
        }
        line
    }
}

/// What happens when at an event (program), written in one or more languages.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Programme {
    items: [Vec<Item>; 3],
}

impl Programme {
    /// A programme in one language.
    #[must_use]
    pub fn in_one(locale: Locale, items: Vec<Item>) -> Self {
        let mut out = Self::default();
        out.set(locale, items);
        out
    }

    /// The items in exactly this language, in order.
    #[must_use]
    pub fn exact(&self, locale: Locale) -> &[Item] {
        &self.items[locale as usize]
    }

    /// Writes the items of a language.
    pub fn set(&mut self, locale: Locale, items: Vec<Item>) {
        self.items[locale as usize] = items;
    }

    /// Puts an item last in a language.
    pub fn push(&mut self, locale: Locale, item: Item) {
        self.items[locale as usize].push(item);
    }

    /// The best programme for a reader of `locale`, with the language it is really in, in the order of
    /// [`Localized::best`].
    ///
    /// ```
    /// use domain::{events::{Item, Programme}, shared::Locale};
    /// let programme = Programme::in_one(Locale::Nb, Item::read("12.00 Bostøtte"));
    /// let (items, language) = programme.best(Locale::En);
    /// assert_eq!((items.len(), language), (1, Locale::Nb));
    /// ```
    #[must_use]
    pub fn best(&self, locale: Locale) -> (&[Item], Locale) {
        let mut written = Localized::default();
        for l in Locale::ALL.into_iter().filter(|l| !self.exact(*l).is_empty()) {
            l.code().clone_into(written.get_mut(l));
        }
        let language = written.best(locale).1;
        (self.exact(language), language)
    }

    /// Whether no language has an item.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.items.iter().all(Vec::is_empty)
    }

    /// Every item, whatever its language.
    pub fn all(&self) -> impl Iterator<Item = &Item> {
        self.items.iter().flatten()
    }
}

/// What an invited contributor has answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Reply {
    /// Nothing yet.
    Waiting,
    /// They come.
    Yes,
    /// They do not come.
    No,
    /// They come with another topic.
    Other,
}

impl Reply {
    /// Every one, in the order it is shown.
    pub const ALL: [Self; 4] = [Self::Waiting, Self::Yes, Self::No, Self::Other];

    /// Stable code used in tables, forms and files.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Yes => "yes",
            Self::No => "no",
            Self::Other => "other",
        }
    }

    /// Reads a code written by [`Reply::code`].
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|v| v.code() == code)
    }
}

impl Reply {
    /// Whether they come.
    #[must_use]
    pub const fn comes(self) -> bool {
        matches!(self, Self::Yes | Self::Other)
    }
}

/// A department or an outside organisation that is invited to an event (bidragsyter).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contributor {
    /// Who: a department, an organisation – no person.
    pub name: String,
    /// What they are asked to talk about.
    pub topic: String,
    /// What they have answered.
    pub reply: Reply,
    /// The topic they would rather take; empty unless the answer is [`Reply::Other`].
    pub other_topic: String,
}

impl Contributor {
    /// What they come with.
    #[must_use]
    pub fn comes_with(&self) -> &str {
        if self.reply == Reply::Other && !self.other_topic.is_empty() {
            &self.other_topic
        } else {
            &self.topic
        }
    }
}

/// A lesson of a course (økt).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lesson {
    /// What it is called.
    pub title: String,
    /// What one can do afterwards.
    pub goal: String,
    /// Where the material is; empty when there is none.
    pub link: String,
    /// When somebody last saw that the link leads there.
    pub checked: Option<Date>,
    /// How long it takes; 0 when nobody has said.
    pub minutes: u16,
}

/// How long a checked link is trusted.
pub const LINK_TRUSTED_DAYS: i32 = 180;

impl Lesson {
    /// Whether somebody should look at the link again: it was never checked, or more than [`LINK_TRUSTED_DAYS`] ago.
    #[must_use]
    pub fn link_is_stale(&self, today: Date) -> bool {
        let old = |day: Date| day.until(today).is_ok_and(|span| span.get_days() > LINK_TRUSTED_DAYS);
        !self.link.is_empty() && self.checked.is_none_or(old)
    }
}

/// What is planned (plan) for one occurrence, or for a whole series.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventPlan {
    /// A heading of its own; empty when the themes or the offering's name say enough.
    pub title: Localized,
    /// What it is about, for the public.
    pub about: Localized,
    /// What to bring, when something else than usual.
    pub bring: Localized,
    /// The language it is held in (BCP 47), when another than the offering's; empty otherwise.
    pub language: String,
    /// Whom it suits.
    pub level: Level,
    /// The organisation whose house or group it is, for a tailored course or a group that somebody else hosts.
    pub host: Option<Key>,
    /// The role at the host to agree with, e.g. "daglig leder"; empty when not known.
    pub host_role: String,
    /// How many the host expects; 0 when not known.
    pub group_size: u16,
    /// Places, and when one can sign up.
    pub sign_up: SignUp,
    /// How many one guide can help; 0 when it does not matter.
    pub people_per_guide: u16,
    /// What it costs, in kroner.
    pub price: u16,
    /// Whether there is a coffee break.
    pub coffee: bool,
    /// What people get with them, in words.
    pub handout: String,
    /// Where that is; empty when it is on paper only.
    pub handout_link: String,
    /// The type in the yearly statistics.
    pub event_type: EventType,
    /// Who arranges it.
    pub organiser: Organiser,
    /// What is to be done afterwards.
    pub follow_up: String,
    /// Keys of themes, in order.
    pub themes: Vec<String>,
    /// Who does what.
    pub crew: Vec<Crew>,
    /// The programme.
    pub programme: Programme,
    /// Who is invited.
    pub contributors: Vec<Contributor>,
    /// The lessons, in order.
    pub lessons: Vec<Lesson>,
}

impl EventPlan {
    /// What holds for an offering's events until somebody plans.
    #[must_use]
    pub fn usual(offering: &Offering) -> Self {
        let sign_up = SignUp::usual(offering.access);
        Self {
            title: Localized::default(),
            about: Localized::default(),
            bring: Localized::default(),
            language: String::new(),
            level: Level::Any,
            host: None,
            host_role: String::new(),
            group_size: 0,
            sign_up,
            people_per_guide: if offering.kind == OfferingKind::Course { 4 } else { 0 },
            price: 0,
            coffee: offering.kind == OfferingKind::DataCafe,
            handout: String::new(),
            handout_link: String::new(),
            event_type: EventType::of_kind(offering.kind),
            organiser: Organiser::of_offering(offering),
            follow_up: String::new(),
            themes: Vec::new(),
            crew: Vec::new(),
            programme: Programme::default(),
            contributors: Vec::new(),
            lessons: Vec::new(),
        }
    }

    /// The same plan for another date: what was special about the one date – contributors' answers, the follow-up and
    /// when sign-up opens and closes – is left behind.
    #[must_use]
    pub fn copied(&self) -> Self {
        let mut copy = self.clone();
        copy.follow_up.clear();
        copy.sign_up.from = None;
        copy.sign_up.until = None;
        copy.contributors.clear();
        copy
    }

    /// How many guide.
    #[must_use]
    pub fn guides(&self) -> u32 {
        self.crew.iter().filter(|c| c.part == Part::Guides).map(|c| u32::from(c.people)).sum()
    }

    /// How many guides there should be when every place is taken; `None` when it does not matter.
    ///
    /// A course with ten places and one guide for each four needs three.
    #[must_use]
    pub fn guides_needed(&self) -> Option<u32> {
        let people = match (self.sign_up.mode, self.group_size) {
            (SignUpMode::SignUp, _) => self.sign_up.capacity,
            (_, 0) => return None,
            (_, size) => size,
        };
        (self.people_per_guide > 0).then(|| u32::from(people).div_ceil(u32::from(self.people_per_guide)))
    }

    /// What is missing before it can be held, the most pressing first. Guides are those in the plan, or those the schedule
    /// has.
    #[must_use]
    pub fn missing(&self, kind: OfferingKind, guides_in_schedule: u16) -> Vec<Missing> {
        let mut out = Vec::new();
        let mut when = |is: bool, what: Missing| {
            if is {
                out.push(what);
            }
        };
        let has = |part: Part| self.crew.iter().any(|c| c.part == part);
        when(
            kind == OfferingKind::DataCafe && self.themes.is_empty() && self.title.is_empty(),
            Missing::Theme,
        );
        when(
            kind == OfferingKind::DataCafe && !has(Part::Introduces),
            Missing::Introducer,
        );
        let comes =
            self.contributors.iter().any(|c| c.reply.comes()) || self.programme.all().any(|i| !i.held_by.is_empty());
        when(kind == OfferingKind::CitizenDay && !comes, Missing::Contributor);
        when(
            kind == OfferingKind::CitizenDay && self.programme.is_empty(),
            Missing::Programme,
        );
        when(
            kind == OfferingKind::Course && self.lessons.is_empty(),
            Missing::Lessons,
        );
        when(
            kind == OfferingKind::TailoredCourse && self.host.is_none(),
            Missing::Host,
        );
        let guides = self.guides().max(u32::from(guides_in_schedule));
        when(guides == 0, Missing::Guides);
        when(
            guides > 0 && self.guides_needed().is_some_and(|needed| needed > guides),
            Missing::MoreGuides,
        );
        out
    }
}

/// How far ahead the dates of lessons are looked for.
const LESSONS_WITHIN: i64 = 2;

/// The dates of a course's lessons, in order: the first lesson is held on the first date of the plan that takes place, the
/// second on the next. A date that is called off is skipped, so the lessons after it come a time later. Shorter than the
/// list of lessons when the plan has too few dates within two years from its first.
#[must_use]
pub fn lesson_dates(schedule: &Schedule, calendar: &Calendar<'_>, lessons: usize) -> Vec<Occurrence> {
    let first = schedule.from;
    let last = first.checked_add(LESSONS_WITHIN.years()).unwrap_or(first);
    let mut dates = occurrences(schedule, calendar, first, last);
    dates.retain(Occurrence::takes_place);
    dates.sort_by_key(|o| (o.date, o.start));
    dates.truncate(lessons);
    dates
}

/// Something a plan lacks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Missing {
    /// The theme.
    Theme,
    /// Who introduces it.
    Introducer,
    /// A department or organisation that has said it comes.
    Contributor,
    /// The programme.
    Programme,
    /// The lessons of a course.
    Lessons,
    /// The house the course is made for.
    Host,
    /// Anybody who guides.
    Guides,
    /// Guides enough for all places.
    MoreGuides,
}

impl Missing {
    /// Every one, in the order it is shown.
    pub const ALL: [Self; 8] = [
        Self::Theme,
        Self::Introducer,
        Self::Contributor,
        Self::Programme,
        Self::Lessons,
        Self::Host,
        Self::Guides,
        Self::MoreGuides,
    ];

    /// Stable code used in tables, forms and files.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Theme => "theme",
            Self::Introducer => "introducer",
            Self::Contributor => "contributor",
            Self::Programme => "programme",
            Self::Lessons => "lessons",
            Self::Host => "host",
            Self::Guides => "guides",
            Self::MoreGuides => "more_guides",
        }
    }

    /// Reads a code written by [`Missing::code`].
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|v| v.code() == code)
    }
}

/// Whether an offering's occurrences are events: something held for a group. Individual guidance is not, and a partner's
/// own offering is planned by the partner.
#[must_use]
pub const fn is_event(kind: OfferingKind) -> bool {
    !matches!(
        kind,
        OfferingKind::LibraryDropIn
            | OfferingKind::CitizenServiceDropIn
            | OfferingKind::OneToOne
            | OfferingKind::PartnerOffering
    )
}

/// Whether each date needs a plan of its own, rather than one for the whole series.
#[must_use]
pub const fn planned_by_date(kind: OfferingKind) -> bool {
    matches!(kind, OfferingKind::DataCafe | OfferingKind::CitizenDay)
}
