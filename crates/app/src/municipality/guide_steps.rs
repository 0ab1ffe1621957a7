//! The questions of the set-up guide, one a page, and the register that the answers make.

use crate::{
    offerings::draft,
    office::{
        entered::{Entered, Problems, Reading, fault_words},
        questions::{Input, Question},
        words,
    },
    organisations::empty as empty_organisation,
    places::empty as empty_place,
    schedule::weekdays,
    texts::{T, Words},
};
use domain::{
    municipality::{ListedMunicipality, Municipality, listed_by_number},
    offerings::{Offering, OfferingKind, Topic},
    places::Place,
    register::{Register, check},
    schedule::{Rule, Schedule, Staffing, schedule_in_words},
    shared::{Key, Locale, Localized},
};
use jiff::civil::{Date, Weekday};
use ui::forms;

/// A question of the guide.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Which municipality.
    Municipality,
    /// What the service is called.
    Name,
    /// Where.
    Place,
    /// When.
    Hours,
    /// The phone.
    Contact,
    /// What we help with.
    Topics,
    /// Who sets it up.
    You,
    /// The page as it will be.
    Review,
}

impl Step {
    /// Every question, in order.
    pub const ALL: [Self; 8] = [
        Self::Municipality,
        Self::Name,
        Self::Place,
        Self::Hours,
        Self::Contact,
        Self::Topics,
        Self::You,
        Self::Review,
    ];

    /// The last part of the address.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Municipality => "kommune",
            Self::Name => "navn",
            Self::Place => "sted",
            Self::Hours => "tider",
            Self::Contact => "kontakt",
            Self::Topics => "hjelp",
            Self::You => "deg",
            Self::Review => "se-over",
        }
    }

    /// Reads an address.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.code() == code)
    }

    /// Counted from 0.
    #[must_use]
    pub fn index(self) -> usize {
        Self::ALL.iter().position(|s| *s == self).unwrap_or_default()
    }

    /// The question after; the last is its own.
    #[must_use]
    pub fn next(self) -> Self {
        Self::ALL.get(self.index() + 1).copied().unwrap_or(Self::Review)
    }

    /// The question before.
    #[must_use]
    pub fn back(self) -> Option<Self> {
        Self::ALL.get(self.index().checked_sub(1)?).copied()
    }

    /// Whether it may be answered later in the office.
    #[must_use]
    pub const fn can_wait(self) -> bool {
        matches!(
            self,
            Self::Name | Self::Place | Self::Hours | Self::Contact | Self::Topics
        )
    }

    /// The question, and why it is asked.
    #[must_use]
    pub const fn words(self) -> (T, T) {
        match self {
            Self::Municipality => (T::MunicipalityGuideWhich, T::MunicipalityGuideWhichWhy),
            Self::Name => (T::MunicipalityGuideName, T::MunicipalityGuideNameWhy),
            Self::Place => (T::MunicipalityGuidePlace, T::MunicipalityGuidePlaceWhy),
            Self::Hours => (T::MunicipalityGuideHours, T::MunicipalityGuideHoursWhy),
            Self::Contact => (T::MunicipalityGuideContact, T::MunicipalityGuideContactWhy),
            Self::Topics => (T::MunicipalityGuideTopics, T::MunicipalityGuideTopicsWhy),
            Self::You => (T::MunicipalityGuideYou, T::MunicipalityGuideYouWhy),
            Self::Review => (T::MunicipalityGuideReview, T::MunicipalityGuideReviewWhy),
        }
    }

    /// The fields of the page.
    #[must_use]
    pub fn questions(self, l: Locale) -> Vec<Question> {
        let line = |name, text| Question::new(name, l.t(text), Input::Line);
        match self {
            Self::Municipality | Self::Review => vec![],
            Self::Name => vec![
                line("service_name", T::OfficeServiceName).hint(l.t(T::OfficeServiceNameExample)),
                Question::new(
                    "written_language",
                    l.t(T::OfficeWrittenLanguage),
                    Input::One(
                        [Locale::Nb, Locale::Nn].map(|x| (x.code().to_owned(), ui::layout::language_name(x))).into(),
                    ),
                )
                .hint(l.t(T::OfficeWrittenLanguageHint)),
            ],
            Self::Place => vec![
                Question::new(
                    "kind",
                    l.t(T::MunicipalityGuidePlaceKind),
                    Input::One(vec![
                        (
                            OfferingKind::LibraryDropIn.code().to_owned(),
                            l.t(T::MunicipalityGuideLibrary),
                        ),
                        (
                            OfferingKind::CitizenServiceDropIn.code().to_owned(),
                            l.t(T::MunicipalityGuideCitizenService),
                        ),
                    ]),
                ),
                line("place", T::OfficePlaceName).hint(l.t(T::OfficePlaceNameHint)),
                line("street", T::OfficeStreet).hint(l.t(T::OfficeStreetHint)),
                line("postal_code", T::OfficePostalCode).optional(),
                line("town", T::OfficeTown).optional(),
                Question::new("step_free", l.t(T::OfficeStepFree), Input::Known),
            ],
            Self::Hours => vec![
                Question::new("weekdays", l.t(T::OfficeWeekdays), Input::Several(weekdays(l))),
                Question::new("start", l.t(T::OfficeStart), Input::Clock),
                Question::new("end", l.t(T::OfficeStop), Input::Clock),
                line("keeper", T::PromiseKeeperQuestion).hint(l.t(T::PromiseKeeperGuideHint)).optional(),
            ],
            Self::Contact => vec![
                Question::new("phone", l.t(T::OfficePhone), Input::Contact(forms::Kind::Tel))
                    .hint(l.t(T::OfficePhoneHint)),
                line("phone_hours", T::OfficePhoneHours).hint(l.t(T::OfficePhoneHoursHint)).optional(),
            ],
            Self::Topics => vec![Question::new("topics", l.t(T::OfficeTopics), Input::Several(words::topics(l)))],
            Self::You => vec![
                line("your_name", T::MunicipalityGuideYourName).hint(l.t(T::MunicipalityGuideYourNameHint)),
                Question::new(
                    "login",
                    l.t(T::MunicipalityGuideLogin),
                    Input::Contact(forms::Kind::Email),
                )
                .hint(l.t(T::MunicipalityGuideLoginHint)),
            ],
        }
    }

    /// What is kept of the page.
    #[must_use]
    pub fn fields(self) -> Vec<String> {
        match self {
            Self::Municipality => vec!["number".to_owned()],
            _ => self.questions(Locale::Nb).into_iter().map(|q| q.name).collect(),
        }
    }

    /// What is wrong with the answers of the page.
    #[must_use]
    pub fn problems(self, entered: &Entered, l: Locale, today: Date) -> Problems {
        let mut r = Reading::new(l, entered);
        for q in self.questions(l).into_iter().filter(|q| !q.optional) {
            match q.input {
                Input::Line => drop(r.needed(&q.name)),
                Input::Clock => drop(r.needed_clock(&q.name)),
                Input::Contact(_) if entered.get(&q.name).is_empty() => {
                    r.problem(&q.name, l.t(T::OfficeProblemMissing))
                }
                Input::Contact(forms::Kind::Tel) => drop(r.phone(&q.name)),
                Input::Contact(_) => drop(r.contact(&q.name)),
                Input::One(_) | Input::Several(_) if entered.get(&q.name).is_empty() => {
                    r.problem(&q.name, l.t(T::OfficeProblemChoose));
                }
                _ => {}
            }
        }
        drop(r.line("phone_hours"));
        drop(r.line("keeper"));
        let mut problems = r.problems;
        if problems.is_empty() && self != Self::Municipality {
            problems = self.problems_of_the_whole(entered, l, today);
        }
        problems
    }

    fn problems_of_the_whole(self, entered: &Entered, l: Locale, today: Date) -> Problems {
        let Some(register) = register_of(entered, today) else {
            return vec![];
        };
        let named = check(&register).into_iter().map(|p| {
            let last = p.field.rsplit('.').next().unwrap_or_default();
            let name = last.split('[').next().unwrap_or_default().to_owned();
            (name, fault_words(&p.fault, l))
        });
        let own = self.fields();
        named.filter(|(name, _)| own.contains(name)).collect()
    }
}

/// The municipality that was chosen.
#[must_use]
pub fn chosen(answers: &Entered) -> Option<&'static ListedMunicipality> {
    listed_by_number(answers.get("number"))
}

/// The written language: as answered, else as the list has it.
#[must_use]
pub fn language(answers: &Entered) -> Locale {
    let answered = Locale::parse(answers.get("written_language"));
    answered.or_else(|| chosen(answers)?.written_language).unwrap_or(Locale::Nb)
}

fn in_all(text: impl Fn(Locale) -> String) -> Localized {
    Localized {
        nb: text(Locale::Nb),
        nn: text(Locale::Nn),
        en: text(Locale::En),
    }
}

/// What the service is called when nobody says otherwise.
#[must_use]
pub fn usual_name(m: &ListedMunicipality) -> Localized {
    in_all(|l| l.ta(T::MunicipalityGuideServiceName, &ui::args![("name", m.name)]))
}

/// The register that the answers make; `None` until a municipality is chosen.
#[must_use]
pub fn register_of(answers: &Entered, today: Date) -> Option<Register> {
    let listed = chosen(answers)?;
    let owner_name = |l: Locale| l.ta(T::MunicipalityGuideOwner, &ui::args![("name", listed.name)]);
    let mut owner = empty_organisation(Key::parse("kommunen").ok()?);
    owner.name = in_all(owner_name);
    owner.last_confirmed = Some(today);
    let place = place_of(answers, &owner.key);
    let offering = offering_of(answers, place.as_ref(), &owner.key, today)?;
    Some(Register {
        municipality: municipality_of(answers, listed),
        organisations: vec![owner],
        places: place.into_iter().collect(),
        offerings: vec![offering],
        services: vec![],
        doors: vec![],
        deviations: vec![],
        channels: vec![],
        network_meetings: vec![],
        milestones: vec![],
    })
}

fn municipality_of(answers: &Entered, listed: &ListedMunicipality) -> Municipality {
    let own = language(answers);
    let mut service_name = usual_name(listed);
    let named = answers.get("service_name");
    if !named.is_empty() && named != service_name.exact(own) {
        // A name is the same in both written languages; English keeps the usual words.
        named.clone_into(&mut service_name.nb);
        named.clone_into(&mut service_name.nn);
    }
    Municipality {
        number: listed.number.to_owned(),
        name: in_all(|_| listed.name.to_owned()),
        service_name,
        written_language: own,
        phone: answers.get("phone").to_owned(),
        phone_hours: Localized::in_one(own, answers.get("phone_hours")),
        email: String::new(),
        homepage: listed.homepage.to_owned(),
        about: in_all(|l| l.t(T::MunicipalityGuideAbout)),
        standard_profile: domain::boundaries::Profile::standard().version.clone(),
        assumed: vec![],
        closed_periods: vec![],
        school_holidays: vec![],
    }
}

fn place_of(answers: &Entered, owner: &Key) -> Option<Place> {
    let name = answers.get("place");
    let mut place = empty_place(Key::from_name(name)?, owner.clone());
    place.name = in_all(|_| name.to_owned());
    answers.get("street").clone_into(&mut place.street);
    answers.get("postal_code").clone_into(&mut place.postal_code);
    answers.get("town").clone_into(&mut place.town);
    place.facilities.step_free = match answers.get("step_free") {
        "1" => Some(true),
        "0" => Some(false),
        _ => None,
    };
    Some(place)
}

fn offering_of(answers: &Entered, place: Option<&Place>, owner: &Key, today: Date) -> Option<Offering> {
    let kind = OfferingKind::parse(answers.get("kind")).unwrap_or(OfferingKind::LibraryDropIn);
    let own = language(answers);
    let mut offering = draft(
        Key::parse("kom-innom").ok()?,
        in_all(|l| l.t(T::MunicipalityGuideOffering)),
        in_all(|l| l.t(T::MunicipalityGuideOfferingSummary)),
        kind,
        owner.clone(),
        own,
    );
    offering.description = in_all(|l| l.t(T::MunicipalityGuideOfferingText).replace("\\n", "\n"));
    offering.audience = in_all(|l| l.t(T::MunicipalityGuideOfferingAudience));
    offering.topics = answers.all("topics").filter_map(Topic::parse).collect();
    offering.schedules = place.and_then(|p| schedule_of(answers, &p.key, today)).into_iter().collect();
    offering.published = !offering.schedules.is_empty();
    offering.last_confirmed = Some(today);
    Some(offering)
}

fn schedule_of(answers: &Entered, place: &Key, today: Date) -> Option<Schedule> {
    let mut r = Reading::new(Locale::Nb, answers);
    let (start, end) = (r.clock("start")?, r.clock("end")?);
    let weekdays: Vec<Weekday> = answers
        .all("weekdays")
        .filter_map(|n| Weekday::from_monday_one_offset(n.parse().ok()?).ok())
        .collect();
    if weekdays.is_empty() {
        return None;
    }
    let mut schedule = Schedule {
        key: place.clone(),
        place: place.clone(),
        rule: Rule::Weekly { every: 1, weekdays },
        start,
        end,
        from: today,
        until: None,
        staffing: Staffing::Staffed,
        guides: 1,
        on_public_holidays: false,
        on_school_holidays: true,
        exceptions: vec![],
        extra_dates: vec![],
    };
    schedule.key = Key::from_name(&schedule_in_words(&schedule, Locale::Nb))?;
    Some(schedule)
}
