//! What is asked about a guide, and reading the answers.

use super::{store::Person, words};
use crate::{
    frame::{Cx, Published},
    messages::contact_problem,
    office::{
        entered::{Entered, Problems, Reading},
        words::languages,
    },
    texts::{T, Words},
};
use domain::{
    guides::{Competence, GuideKind, Level, Limits, MOST_MINUTES_PER_WEEK, MOST_REST_MINUTES, Wishes},
    messages::{Contact, ContactProblem, Email, Phone},
    schedule::weekday_name,
    shared::{Key, Locale, PartOfDay},
};
use jiff::civil::{Date, Weekday};
use maud::{Markup, html};
use ui::{
    args,
    forms::{self as fields, Choice, Field, Kind},
    layout::language_name,
};

/// The weekdays, Monday first.
pub const WEEK: [Weekday; 7] = [
    Weekday::Monday,
    Weekday::Tuesday,
    Weekday::Wednesday,
    Weekday::Thursday,
    Weekday::Friday,
    Weekday::Saturday,
    Weekday::Sunday,
];

/// What is wrong with a field, when something is.
#[must_use]
pub fn wrong<'p>(problems: &'p Problems, name: &str) -> Option<&'p str> {
    problems.iter().find(|(n, _)| n == name).map(|(_, text)| text.as_str())
}

/// What stands in the form for somebody.
#[must_use]
pub fn filled(p: &Person) -> Entered {
    let g = &p.guide;
    let (means, _) = g.contact.stored();
    let address = match &g.contact {
        Contact::None => String::new(),
        Contact::Call(phone) | Contact::Sms(phone) => phone.to_string(),
        Contact::Email(email) => email.to_string(),
    };
    Entered::default()
        .put("navn", &g.name)
        .put("slag", g.kind.code())
        .put_if("organisasjon", g.organisation.as_ref())
        .put("kontakt", means)
        .put("adresse", address)
        .put("les", p.reads.code())
        .put("fra", g.since)
        .put_all("sprak", &g.languages)
        .put_if("timer", g.limits.minutes_per_week.map(hours))
        .put_ticked("skoledager", g.limits.school_days)
        .put_ticked("under18", g.limits.under_18)
        .put_ticked("erfaren", g.limits.needs_experienced)
        .put_if(
            "hvile",
            Some(hours(u32::from(g.limits.rest_minutes))).filter(|h| h != "0"),
        )
}

/// Minutes as hours, as people write them: "7,5".
#[must_use]
pub fn hours(minutes: u32) -> String {
    let (whole, rest) = (minutes / 60, minutes % 60);
    match rest * 100 / 60 {
        0 => whole.to_string(),
        part if part % 10 == 0 => format!("{whole},{}", part / 10),
        part => format!("{whole},{part:02}"),
    }
}

/// Hours as people write them, in minutes.
fn minutes(text: &str) -> Option<u32> {
    let hours: f64 = text.replace(',', ".").parse().ok()?;
    // Up to a week, to the minute: both are far inside what a u32 and an f64 hold exactly.
    (0.0..=168.0).contains(&hours).then(|| (hours * 60.0).round() as u32)
}

/// The first questions: who, how she came to guide, and how we reach her.
#[must_use]
pub fn who_fields(cx: &Cx, published: &Published, e: &Entered, problems: &Problems) -> Markup {
    let (l, today) = (cx.locale(), cx.today());
    let kinds: Vec<Choice> = GuideKind::ALL
        .into_iter()
        .map(|k| Choice::new(k.code(), words::kind(k, l), e.get("slag") == k.code()))
        .collect();
    let none = Choice::new("", l.t(T::GuidesNoOrganisation), e.get("organisasjon").is_empty());
    let organisations = published.register.organisations.iter().filter(|o| o.ended.is_none_or(|day| day > today));
    let named =
        organisations.map(|o| Choice::new(o.key.as_str(), o.name.get(l), e.get("organisasjon") == o.key.as_str()));
    let all: Vec<Choice> = std::iter::once(none).chain(named).collect();
    html! {
        (fields::text_field(&Field::new("navn", l.t(T::GuidesName)).hint(l.t(T::GuidesNameHint)).max_length(80).value(e.get("navn"))
            .error(wrong(problems, "navn")).autocomplete("off")))
        (fields::radios(&Field::new("slag", l.t(T::GuidesKind)).error(wrong(problems, "slag")), &kinds))
        (fields::select(&Field::new("organisasjon", l.t(T::GuidesOrganisation)).hint(l.t(T::GuidesOrganisationHint))
            .error(wrong(problems, "organisasjon")), &all))
        (contact_fields(l, e, problems))
        (fields::date_field(&Field::new("fra", l.t(T::GuidesSince)).value(e.get("fra")).error(wrong(problems, "fra")).short()))
    }
}

fn contact_fields(l: Locale, e: &Entered, problems: &Problems) -> Markup {
    let means = [
        ("email", T::GuidesByEmail),
        ("sms", T::GuidesBySms),
        ("call", T::GuidesByPhone),
        ("none", T::GuidesByNothing),
    ];
    let means: Vec<Choice> =
        means.into_iter().map(|(code, t)| Choice::new(code, l.t(t), e.get("kontakt") == code)).collect();
    let reads: Vec<Choice> = Locale::ALL
        .into_iter()
        .map(|r| Choice::new(r.code(), language_name(r), e.get("les") == r.code()))
        .collect();
    html! {
        (fields::radios_across(&Field::new("kontakt", l.t(T::GuidesContact)).error(wrong(problems, "kontakt")), &means))
        (fields::input(&Field::new("adresse", l.t(T::GuidesAddress)).hint(l.t(T::GuidesAddressHint)).value(e.get("adresse"))
            .error(wrong(problems, "adresse")).autocomplete("off"), Kind::Text))
        (fields::radios_across(&Field::new("les", l.t(T::GuidesReads)), &reads))
    }
}

/// The questions that come later: languages and limits.
#[must_use]
pub fn limit_fields(cx: &Cx, e: &Entered, problems: &Problems) -> Markup {
    let l = cx.locale();
    let spoken: Vec<Choice> = languages(l)
        .into_iter()
        .map(|(code, words)| {
            let chosen = e.all("sprak").any(|c| c == code);
            Choice::new(code, words, chosen)
        })
        .collect();
    html! {
        (fields::checkboxes_across(&Field::new("sprak", l.t(T::GuidesLanguages)), &spoken))
        h2 { (l.t(T::GuidesLimits)) }
        p { (l.t(T::GuidesLimitsLead)) }
        (fields::text_field(&Field::new("timer", l.t(T::GuidesHoursPerWeek)).optional(l).input_mode("decimal").value(e.get("timer"))
            .error(wrong(problems, "timer")).short()))
        (fields::text_field(&Field::new("hvile", l.t(T::GuidesRest)).optional(l).input_mode("decimal").value(e.get("hvile"))
            .error(wrong(problems, "hvile")).short()))
        (fields::checkbox(&Field::new("skoledager", l.t(T::GuidesSchoolDays)), e.get("skoledager") == "1"))
        (fields::checkbox(&Field::new("under18", l.t(T::GuidesUnder18)), e.get("under18") == "1"))
        (fields::checkbox(&Field::new("erfaren", l.t(T::GuidesNeedsExperienced)), e.get("erfaren") == "1"))
    }
}

/// Reads the first questions into somebody.
pub fn read_who(r: &mut Reading<'_>, published: &Published, p: &mut Person) {
    let name: String = r.needed("navn").chars().take(80).collect();
    p.guide.name = name;
    if let Some(kind) = r.code("slag", GuideKind::parse) {
        p.guide.kind = kind;
    }
    p.guide.organisation = r.key("organisasjon");
    if let Some(key) = p.guide.organisation.clone()
        && !published.register.organisations.iter().any(|o| o.key == key)
    {
        r.problem("organisasjon", r.locale.t(T::OfficeProblemUnknown));
    }
    match contact(r.entered.get("kontakt"), r.entered.get("adresse")) {
        Ok(contact) => p.guide.contact = contact,
        Err(problem) => r.problem("adresse", contact_problem(problem, r.locale)),
    }
    p.reads = Locale::parse(r.entered.get("les")).unwrap_or(p.reads);
    p.guide.since = r.needed_day("fra", p.guide.since);
    if p.guide.left.is_some_and(|left| left <= p.guide.since) {
        r.problem("fra", r.locale.t(T::GuidesProblemAfterLeaving));
    }
}

fn contact(means: &str, address: &str) -> Result<Contact, ContactProblem> {
    match means {
        "sms" => Contact::sms(address),
        "call" => Phone::parse(address).map(Contact::Call),
        "email" => Email::parse(address).map(Contact::Email),
        _ => Ok(Contact::None),
    }
}

/// Reads languages and limits into somebody.
pub fn read_limits(r: &mut Reading<'_>, p: &mut Person) {
    let known = languages(r.locale);
    let mut spoken: Vec<String> = r
        .entered
        .all("sprak")
        .filter(|c| known.iter().any(|(code, _)| code == c))
        .map(str::to_owned)
        .collect();
    // What was written before in a language that is not in the list stays.
    spoken.extend(p.guide.languages.iter().filter(|c| !known.iter().any(|(code, _)| code == *c)).cloned());
    spoken.sort_unstable();
    spoken.dedup();
    p.guide.languages = spoken;
    let minutes_per_week = read_hours(r, "timer", MOST_MINUTES_PER_WEEK);
    let rest = read_hours(r, "hvile", u32::from(MOST_REST_MINUTES)).unwrap_or(0);
    p.guide.limits = Limits {
        minutes_per_week,
        school_days: r.ticked("skoledager"),
        under_18: r.ticked("under18"),
        needs_experienced: r.ticked("erfaren"),
        rest_minutes: u16::try_from(rest).unwrap_or(MOST_REST_MINUTES),
    };
}

fn read_hours(r: &mut Reading<'_>, name: &str, most: u32) -> Option<u32> {
    let text = r.entered.get(name);
    if text.is_empty() {
        return None;
    }
    let read = minutes(text).filter(|m| *m <= most);
    if read.is_none() {
        r.problem(
            name,
            r.locale.ta(T::OfficeProblemRange, &args![("low", 0), ("high", 168)]),
        );
    }
    read
}

/// What somebody wishes, in the form.
#[must_use]
pub fn filled_wishes(w: &Wishes) -> Entered {
    Entered::default()
        .put_if("vakter", w.shifts_per_week)
        .put_all("sted", &w.places)
        .put_all("dag", w.days.iter().map(|d| d.to_monday_one_offset()))
        .put_all("del", w.parts.iter().map(|p| p.code()))
}

/// The questions about wishes.
#[must_use]
pub fn wish_fields(cx: &Cx, published: &Published, e: &Entered, problems: &Problems) -> Markup {
    let (l, today) = (cx.locale(), cx.today());
    let chosen = |name: &str, value: &str| e.all(name).any(|v| v == value);
    let days: Vec<Choice> = WEEK
        .into_iter()
        .map(|d| {
            let value = d.to_monday_one_offset().to_string();
            let ticked = chosen("dag", &value);
            Choice::new(value, weekday_name(d, l), ticked)
        })
        .collect();
    let parts: Vec<Choice> = PartOfDay::ALL
        .into_iter()
        .map(|p| Choice::new(p.code(), words::part(p, l), chosen("del", p.code())))
        .collect();
    let places = published.register.places.iter().filter(|p| p.ended.is_none_or(|day| day > today));
    let places: Vec<Choice> =
        places.map(|p| Choice::new(p.key.as_str(), p.name.get(l), chosen("sted", p.key.as_str()))).collect();
    html! {
        (fields::number_field(&Field::new("vakter", l.t(T::GuidesShiftsPerWeek)).optional(l).value(e.get("vakter"))
            .error(wrong(problems, "vakter")).short(), 0, 14))
        (fields::checkboxes_across(&Field::new("dag", l.t(T::GuidesWishDays)), &days))
        (fields::checkboxes_across(&Field::new("del", l.t(T::GuidesWishParts)), &parts))
        (fields::checkboxes(&Field::new("sted", l.t(T::GuidesWishPlaces)), &places))
    }
}

/// Reads wishes. A place the register does not have is left out.
pub fn read_wishes(r: &mut Reading<'_>, published: &Published) -> Wishes {
    let shifts: Option<u8> = r.number("vakter");
    if shifts.is_some_and(|n| n > 14) {
        r.problem(
            "vakter",
            r.locale.ta(T::OfficeProblemRange, &args![("low", 0), ("high", 14)]),
        );
    }
    let places: Vec<Key> = r
        .keys("sted")
        .into_iter()
        .filter(|key| published.register.places.iter().any(|p| p.key == *key))
        .collect();
    let ticked = |name: &str, value: &str| r.entered.all(name).any(|v| v == value);
    Wishes {
        shifts_per_week: shifts,
        places,
        days: WEEK.into_iter().filter(|d| ticked("dag", &d.to_monday_one_offset().to_string())).collect(),
        parts: PartOfDay::ALL.into_iter().filter(|p| ticked("del", p.code())).collect(),
    }
}

/// Reads a competence.
pub fn read_competence(r: &mut Reading<'_>, published: &Published, today: Date) -> Option<Competence> {
    use domain::guides::About;
    let about = r.code("hva", About::parse);
    if let Some(About::Service(key)) = &about
        && !published.register.services.iter().any(|s| s.key == *key)
    {
        r.problem("hva", r.locale.t(T::OfficeProblemUnknown));
    }
    let level = r.code("niva", Level::parse);
    let source: String = r.line("kilde").chars().take(120).collect();
    let valid_to = r.day("til");
    if valid_to.is_some_and(|day| day < today) {
        r.problem("til", r.locale.t(T::GuidesProblemPast));
    }
    Some(Competence {
        about: about?,
        level: level?,
        source,
        valid_to,
    })
}
