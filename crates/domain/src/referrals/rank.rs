use super::doors_of;
use crate::{
    offerings::{Access, Offering, Topic},
    register::{Door, Register},
    shared::{Key, Locale, day_and_minute},
};
use jiff::{Timestamp, civil::Date};

/// A confirmation older than this many days no longer vouches for what stands in the register.
pub const STALE_AFTER_DAYS: i32 = 180;

/// What somebody needs, as far as the guide knows it. It says nothing about who she is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Need {
    /// What it is about; empty is "not known".
    pub topics: Vec<Topic>,
    /// The digital service it is about.
    pub digital_service: Option<Key>,
    /// The language to be helped in, as a BCP 47 code.
    pub language: Option<String>,
    /// Where she stands now.
    pub from_place: Option<Key>,
    /// The offering she came to: it is never suggested, and its `refers_to` counts.
    pub from_offering: Option<Key>,
}

/// When a target is open next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Opening {
    /// Staffed now.
    OpenNow {
        /// Where.
        place: Key,
        /// Until when.
        until: Timestamp,
    },
    /// Staffed later.
    Later {
        /// Where.
        place: Key,
        /// From when.
        at: Timestamp,
    },
    /// Only known in words: see the door's hours.
    InWords,
    /// No date is known.
    NotKnown,
}

/// Where one is sent.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Way {
    /// An offering, the municipality's own or a partner's.
    Offering(Key),
    /// A door outside the service.
    Door(Key),
}

/// Why a target stands where it does; shown as words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// It helps with this topic.
    Topic(Topic),
    /// It helps with exactly this digital service.
    Service,
    /// It owns the matter: NAV for NAV's things, the bank for the bank's.
    Owner,
    /// The municipality has chosen to send people here from where she stands.
    Chosen,
    /// It speaks the language.
    Language,
    /// Open now.
    OpenNow,
    /// Opens later today.
    OpensToday,
    /// Opens within a week.
    OpensThisWeek,
    /// In the same house.
    SamePlace,
    /// This many metres away in a straight line, under 5 000.
    Near(u32),
    /// One just comes.
    JustCome,
    /// Not confirmed for a long time: make sure first.
    Stale,
}

impl Reason {
    /// The reason in words, without a full stop.
    #[must_use]
    pub fn words(self, locale: Locale) -> String {
        let pick = |nb: &str, nn: &str, en: &str| {
            match locale {
                Locale::Nb => nb,
                Locale::Nn => nn,
                Locale::En => en,
            }
            .to_owned()
        };
        match self {
            Self::Topic(_) => pick("hjelper med dette", "hjelper med dette", "helps with this"),
            Self::Service => pick(
                "hjelper med akkurat dette",
                "hjelper med akkurat dette",
                "helps with exactly this",
            ),
            Self::Owner => pick(
                "har ansvaret for dette",
                "har ansvaret for dette",
                "is responsible for this",
            ),
            Self::Chosen => pick(
                "vi pleier å vise hit",
                "vi pleier å vise hit",
                "we usually send people here",
            ),
            Self::Language => pick("snakker språket", "snakkar språket", "speaks the language"),
            Self::OpenNow => pick("åpent nå", "ope no", "open now"),
            Self::OpensToday => pick("åpner i dag", "opnar i dag", "opens today"),
            Self::OpensThisWeek => pick("åpner innen en uke", "opnar innan ei veke", "opens within a week"),
            Self::SamePlace => pick("i samme hus", "i same huset", "in the same house"),
            Self::Near(metres) => distance_words(metres, locale),
            Self::JustCome => pick("bare å komme", "berre å kome", "just come"),
            Self::Stale => pick(
                "ikke bekreftet på lenge",
                "ikkje stadfesta på lenge",
                "not confirmed for a long time",
            ),
        }
    }
}

fn distance_words(metres: u32, locale: Locale) -> String {
    let end = match locale {
        Locale::Nb => "herfra",
        Locale::Nn => "herifrå",
        Locale::En => "from here",
    };
    if metres < 1000 {
        return format!("{} m {end}", metres.div_ceil(50) * 50);
    }
    let sign = if locale == Locale::En { '.' } else { ',' };
    format!("{}{sign}{} km {end}", metres / 1000, metres % 1000 / 100)
}

/// One place to send somebody, with why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// Where.
    pub way: Way,
    /// Higher is better; only good for comparing within one answer.
    pub score: i32,
    /// Why it stands here, most important first.
    pub reasons: Vec<Reason>,
    /// When it is open next.
    pub opens: Opening,
    /// Last confirmed more than [`STALE_AFTER_DAYS`] days ago, or never.
    pub stale: bool,
}

/// Where to send somebody with this need, best first: offerings and doors that help with it, ranked by topic, the
/// municipality's own `refers_to`, kind, language, opening and distance.
///
/// `opening` answers when an offering is staffed next. Never suggests an offering that has ended, is unpublished, is
/// closed to others than its host's own, or whose organisation has ended. When nothing fits the need, the drop-ins
/// are suggested: somebody there can look further.
#[must_use]
pub fn rank(register: &Register, need: &Need, now: Timestamp, opening: &dyn Fn(&Offering) -> Opening) -> Vec<Target> {
    let (today, _) = day_and_minute(now);
    let ranking = Ranking {
        register,
        need,
        topics: topics_of(register, need),
        today,
        now,
    };
    let open = || register.offerings.iter().filter(|o| ranking.may_send_to(o));
    let mut targets: Vec<Target> = open()
        .filter(|o| ranking.fits(&o.topics, &o.services))
        .map(|o| ranking.offering(o, opening(o)))
        .collect();
    if targets.is_empty() {
        targets.extend(open().filter(|o| o.kind.is_drop_in()).map(|o| ranking.offering(o, opening(o))));
    }
    targets.extend(doors_of(register).into_iter().filter_map(|d| ranking.door(d)));
    targets.sort_by(|a, b| b.score.cmp(&a.score).then_with(|| way_order(&a.way).cmp(&way_order(&b.way))));
    targets
}

/// Whether a confirmation is too old to rely on, or missing.
#[must_use]
pub fn is_stale(last_confirmed: Option<Date>, today: Date) -> bool {
    last_confirmed.is_none_or(|day| (today - day).get_days() > STALE_AFTER_DAYS)
}

/// Metres in a straight line between two positions in millionths of a degree (haversine, mean Earth radius).
#[must_use]
pub fn metres_between(a: (i32, i32), b: (i32, i32)) -> u32 {
    const EARTH_RADIUS: f64 = 6_371_008.8;
    let radians = |v: i32| (f64::from(v) / 1_000_000.0).to_radians();
    let (lat_a, lat_b) = (radians(a.0), radians(b.0));
    let half = |d: f64| (d / 2.0).sin().powi(2);
    let h = half(lat_b - lat_a) + lat_a.cos() * lat_b.cos() * half(radians(b.1) - radians(a.1));
    let metres = 2.0 * EARTH_RADIUS * h.sqrt().min(1.0).asin();
    // Half the circumference is 20 million metres, so it always fits.
    metres.round() as u32
}

fn way_order(way: &Way) -> (u8, &Key) {
    match way {
        Way::Offering(key) => (0, key),
        Way::Door(key) => (1, key),
    }
}

fn topics_of(register: &Register, need: &Need) -> Vec<Topic> {
    let mut topics = need.topics.clone();
    let service = need.digital_service.as_ref().and_then(|k| register.services.iter().find(|s| s.key == *k));
    if let Some(service) = service
        && !topics.contains(&service.topic)
    {
        topics.push(service.topic);
    }
    topics
}

struct Ranking<'a> {
    register: &'a Register,
    need: &'a Need,
    topics: Vec<Topic>,
    today: Date,
    now: Timestamp,
}

impl Ranking<'_> {
    fn may_send_to(&self, offering: &Offering) -> bool {
        let past = |day: Option<Date>| day.is_some_and(|d| d <= self.today);
        let organisation = self.register.organisations.iter().find(|o| o.key == offering.organisation);
        offering.published
            && !past(offering.ended)
            && offering.access != Access::Closed
            && organisation.is_none_or(|o| !past(o.ended))
            && self.need.from_offering.as_ref() != Some(&offering.key)
    }

    fn nothing_known(&self) -> bool {
        self.topics.is_empty() && self.need.digital_service.is_none()
    }

    fn fits(&self, topics: &[Topic], services: &[Key]) -> bool {
        self.nothing_known()
            || self.topics.iter().any(|t| topics.contains(t))
            || self.need.digital_service.as_ref().is_some_and(|s| services.contains(s))
    }

    fn offering(&self, offering: &Offering, opens: Opening) -> Target {
        let mut sum = Sum::default();
        if self.need.digital_service.as_ref().is_some_and(|s| offering.services.contains(s)) {
            sum.add(40, Reason::Service);
        }
        self.add_topics(&mut sum, &offering.topics);
        if let Some(place) = self.chosen(&offering.key) {
            sum.add((25 - place * 4).max(5), Reason::Chosen);
        }
        self.add_language(&mut sum, offering);
        self.add_opening(&mut sum, &opens);
        self.add_distance(&mut sum, offering, &opens);
        if offering.access == Access::JustCome {
            sum.add(4, Reason::JustCome);
        }
        // A course or club fits a habit, not an errand that stands at the counter now.
        sum.score += if offering.kind.is_drop_in() { 4 } else { 0 };
        let stale = self.add_stale(&mut sum, offering.last_confirmed);
        Target {
            way: Way::Offering(offering.key.clone()),
            score: sum.score,
            reasons: sum.reasons,
            opens,
            stale,
        }
    }

    fn door(&self, door: &Door) -> Option<Target> {
        let owner = self.owns_service(door);
        // "Something else" says nothing about which door: a shared `Other` is no match.
        let fits = door.topics.iter().any(|t| *t != Topic::Other && self.topics.contains(t));
        if !(owner || fits) {
            return None;
        }
        let mut sum = Sum::default();
        if owner {
            sum.add(40, Reason::Owner);
        } else if door.topics.first().is_some_and(|first| self.topics.contains(first)) {
            sum.add(12, Reason::Owner);
        }
        self.add_topics(&mut sum, &door.topics);
        if !door.phone.is_empty() {
            sum.score += 4;
        }
        let stale = self.add_stale(&mut sum, door.last_confirmed);
        let way = Way::Door(door.key.clone());
        Some(Target {
            way,
            score: sum.score,
            reasons: sum.reasons,
            opens: Opening::InWords,
            stale,
        })
    }

    fn add_topics(&self, sum: &mut Sum, topics: &[Topic]) {
        let matched: Vec<Topic> = self.topics.iter().copied().filter(|t| topics.contains(t)).collect();
        for topic in &matched {
            sum.reasons.push(Reason::Topic(*topic));
        }
        if !self.topics.is_empty() {
            sum.score += 30 * count(matched.len()) / count(self.topics.len());
        }
    }

    /// The place in the `refers_to` list of where she comes from; 0 is first.
    fn chosen(&self, key: &Key) -> Option<i32> {
        let from = |o: &&Offering| match (&self.need.from_offering, &self.need.from_place) {
            (Some(from), _) => o.key == *from,
            (None, Some(place)) => o.schedules.iter().any(|s| s.place == *place),
            (None, None) => false,
        };
        let places = self.register.offerings.iter().filter(from);
        places.filter_map(|o| o.refers_to.iter().position(|k| k == key)).min().map(count)
    }

    fn add_language(&self, sum: &mut Sum, offering: &Offering) {
        let Some(language) = &self.need.language else { return };
        if offering.languages.contains(language) {
            sum.add(15, Reason::Language);
        } else if !offering.languages.is_empty() {
            sum.score -= 10;
        }
    }

    fn add_opening(&self, sum: &mut Sum, opens: &Opening) {
        match opens {
            Opening::OpenNow { .. } => sum.add(20, Reason::OpenNow),
            Opening::Later { at, .. } if day_and_minute(*at).0 == self.today => sum.add(12, Reason::OpensToday),
            Opening::Later { at, .. } if at.duration_since(self.now).as_hours() < 7 * 24 => {
                sum.add(6, Reason::OpensThisWeek);
            }
            Opening::Later { .. } | Opening::InWords => {}
            Opening::NotKnown => sum.score -= 10,
        }
    }

    fn add_distance(&self, sum: &mut Sum, offering: &Offering, opens: &Opening) {
        let Some(here) = &self.need.from_place else { return };
        let place = match opens {
            Opening::OpenNow { place, .. } | Opening::Later { place, .. } => Some(place),
            Opening::InWords | Opening::NotKnown => offering.schedules.first().map(|s| &s.place),
        };
        let Some(place) = place else { return };
        if place == here {
            return sum.add(10, Reason::SamePlace);
        }
        let position = |key: &Key| self.register.places.iter().find(|p| p.key == *key).and_then(|p| p.position);
        if let (Some(a), Some(b)) = (position(here), position(place)) {
            match metres_between(a, b) {
                metres @ 0..1000 => sum.add(6, Reason::Near(metres)),
                metres @ 1000..5000 => sum.add(3, Reason::Near(metres)),
                _ => {}
            }
        }
    }

    fn add_stale(&self, sum: &mut Sum, last_confirmed: Option<Date>) -> bool {
        let stale = is_stale(last_confirmed, self.today);
        if stale {
            sum.add(-12, Reason::Stale);
        }
        stale
    }

    /// A door owns a digital service that is done on the door's own pages.
    fn owns_service(&self, door: &Door) -> bool {
        let service =
            self.need.digital_service.as_ref().and_then(|k| self.register.services.iter().find(|s| s.key == *k));
        service.is_some_and(|s| host(&s.website).is_some_and(|h| host(&door.website) == Some(h)))
    }
}

/// The host of a web address without `www.`; `None` when there is none.
fn host(address: &str) -> Option<&str> {
    let rest = address.split_once("://")?.1;
    let host = rest.split(['/', '?', '#']).next()?;
    Some(host.strip_prefix("www.").unwrap_or(host)).filter(|h| !h.is_empty())
}

fn count(n: usize) -> i32 {
    i32::try_from(n).unwrap_or(i32::MAX)
}

#[derive(Default)]
struct Sum {
    score: i32,
    reasons: Vec<Reason>,
}

impl Sum {
    fn add(&mut self, points: i32, reason: Reason) {
        self.score += points;
        self.reasons.push(reason);
    }
}
