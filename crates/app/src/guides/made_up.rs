//! The guides of the demonstration. The names belong to nobody.

use super::{
    gate_store::{self, Agreement},
    store::{self, Person},
};
use crate::frame::AppError;
use ::store::Tx;
use domain::{
    access::Role,
    guides::{About, Competence, Guide, GuideKind, Level, Limits, Paper, Requirement, Wishes},
    messages::Contact,
    offerings::Topic,
    shared::{Id, Key, Locale, PartOfDay},
};
use jiff::{
    ToSpan,
    civil::{Date, Weekday},
};

/// Somebody of the demonstration.
struct Sketch {
    name: &'static str,
    kind: GuideKind,
    organisation: &'static str,
    role: Option<Role>,
    languages: &'static [&'static str],
    knows: &'static [(Topic, Level)],
    hours: Option<u32>,
    days: &'static [Weekday],
    young: bool,
}

const fn sketch(
    name: &'static str,
    kind: GuideKind,
    organisation: &'static str,
    languages: &'static [&'static str],
    knows: &'static [(Topic, Level)],
) -> Sketch {
    Sketch {
        name,
        kind,
        organisation,
        role: None,
        languages,
        knows,
        hours: None,
        days: &[],
        young: false,
    }
}

use GuideKind::{Employee, Hired, Pupil, Volunteer};
use Level::{Can, Learning, Teaches};
use Topic::{
    AppsMaps, Computer, ElectronicId, Email, Fraud, Health, MunicipalApplications, Nav, Passwords, Payment,
    PhoneTablet, Photos,
};
use Weekday::{Friday, Monday, Thursday, Tuesday, Wednesday};

/// Who lacks the introduction: the last to come.
const NEW: &str = "Mats";
/// Whose declaration runs out soon.
const LAPSING: &str = "Per";

const PEOPLE: [Sketch; 11] = [
    Sketch {
        role: Some(Role::Guide),
        hours: Some(20),
        ..sketch(
            "Vigdis",
            Employee,
            "innbyggerservice",
            &["nb", "en"],
            &[(MunicipalApplications, Teaches), (ElectronicId, Teaches), (Nav, Can), (Health, Can)],
        )
    },
    Sketch {
        role: Some(Role::Helper),
        hours: Some(6),
        days: &[Tuesday, Thursday],
        ..sketch(
            "Frida",
            Volunteer,
            "rode-kors",
            &["nb"],
            &[(PhoneTablet, Can), (Photos, Can)],
        )
    },
    Sketch {
        hours: Some(15),
        ..sketch(
            "Solveig",
            Employee,
            "bergen-offentlige-bibliotek",
            &["nb", "nn"],
            &[(PhoneTablet, Teaches), (Email, Teaches), (Fraud, Can), (Passwords, Can)],
        )
    },
    Sketch {
        hours: Some(12),
        ..sketch(
            "Henrik",
            Employee,
            "bergen-offentlige-bibliotek",
            &["nb", "en"],
            &[(Computer, Teaches), (PhoneTablet, Can), (AppsMaps, Can)],
        )
    },
    Sketch {
        hours: Some(4),
        days: &[Wednesday, Thursday],
        young: true,
        ..sketch(
            "Jonas",
            Pupil,
            "metis-videregaende-skole",
            &["nb", "en"],
            &[(PhoneTablet, Can), (AppsMaps, Can), (Photos, Learning)],
        )
    },
    Sketch {
        hours: Some(4),
        young: true,
        ..sketch(
            "Selma",
            Pupil,
            "metis-videregaende-skole",
            &["nb", "so"],
            &[(PhoneTablet, Can), (Payment, Learning)],
        )
    },
    Sketch {
        hours: Some(6),
        days: &[Monday, Tuesday],
        ..sketch(
            "Amina",
            Volunteer,
            "seniornett",
            &["nb", "ar"],
            &[(Email, Can), (Health, Can)],
        )
    },
    Sketch {
        hours: Some(6),
        days: &[Monday, Friday],
        ..sketch(
            LAPSING,
            Volunteer,
            "seniornett",
            &["nb"],
            &[(Computer, Can), (Email, Can)],
        )
    },
    Sketch {
        hours: Some(10),
        ..sketch(
            "Olena",
            Hired,
            "",
            &["nb", "uk", "en"],
            &[(ElectronicId, Can), (Nav, Learning)],
        )
    },
    Sketch {
        hours: Some(6),
        ..sketch(
            "Tore",
            Volunteer,
            "rode-kors",
            &["nb", "nn"],
            &[(PhoneTablet, Can), (Payment, Can)],
        )
    },
    Sketch {
        hours: Some(4),
        ..sketch(NEW, Volunteer, "rode-kors", &["nb"], &[(PhoneTablet, Learning)])
    },
];

/// How many there are.
pub const NUMBER: usize = PEOPLE.len();

/// Puts the guides of the demonstration in: all but the last have guided since `first`, one paper runs out soon after
/// `today`, and the last has just come and lacks the introduction. `accounts` are those of the roles.
///
/// # Errors
/// A fault of the database.
pub fn made_up(
    tx: &mut Tx,
    accounts: &[(Role, Id)],
    ids: &[Id; NUMBER],
    first: Date,
    today: Date,
) -> Result<(), AppError> {
    let last_week = today.checked_sub(5.days()).unwrap_or(today);
    for (who, id) in PEOPLE.iter().zip(ids) {
        let since = if who.name == NEW { last_week } else { first };
        let account = who.role.and_then(|role| accounts.iter().find(|(r, _)| *r == role)).map(|(_, id)| *id);
        store::put(tx, &person(who, *id, account, since))?;
        let after = serde_json::json!({"kind": who.kind.code()}).to_string();
        tx.history("guides", "guide", id.0, "created", None, Some(after))?;
        papers(tx, who, *id, since, today)?;
    }
    for organisation in ["rode-kors", "seniornett"] {
        if let Ok(organisation) = Key::parse(organisation) {
            gate_store::agree(
                tx,
                &Agreement {
                    organisation,
                    on: first,
                    valid_to: None,
                },
            )?;
        }
    }
    Ok(())
}

fn person(who: &Sketch, id: Id, account: Option<Id>, since: Date) -> Person {
    let competence = |(topic, level): &(Topic, Level)| Competence {
        about: About::Topic(*topic),
        level: *level,
        source: "Veilederkurs".to_owned(),
        valid_to: None,
    };
    let limits = Limits {
        minutes_per_week: who.hours.map(|h| h * 60),
        school_days: who.young,
        under_18: who.young,
        needs_experienced: who.young || who.name == NEW,
        rest_minutes: 0,
    };
    let wishes = Wishes {
        shifts_per_week: (!who.days.is_empty()).then_some(1),
        places: Vec::new(),
        days: who.days.to_vec(),
        parts: if who.young {
            vec![PartOfDay::Afternoon]
        } else {
            Vec::new()
        },
    };
    let guide = Guide {
        id,
        name: who.name.to_owned(),
        kind: who.kind,
        organisation: Key::parse(who.organisation).ok(),
        contact: Contact::None,
        languages: who.languages.iter().map(|l| (*l).to_owned()).collect(),
        competences: who.knows.iter().map(competence).collect(),
        limits,
        wishes,
        account,
        since,
        left: None,
    };
    Person {
        guide,
        reads: Locale::Nb,
        erased: false,
    }
}

fn papers(tx: &mut Tx, who: &Sketch, id: Id, since: Date, today: Date) -> Result<(), AppError> {
    let paper = |requirement, valid_to| Paper {
        requirement,
        version: String::new(),
        on: since,
        valid_to,
        statute: String::new(),
    };
    let soon = (who.name == LAPSING).then(|| today.checked_add(20.days()).unwrap_or(today));
    gate_store::register(tx, id, &paper(Requirement::Confidentiality, soon), 0)?;
    gate_store::register(tx, id, &paper(Requirement::ServiceDescription, None), 0)?;
    if who.name != NEW {
        super::trained(tx, id, "innforing", since, 90)?;
    }
    Ok(())
}
