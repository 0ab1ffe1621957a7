//! The doctor looks through an installation and lists what is wrong, and what somebody should know. It changes nothing.

use super::{audit, commands::Trouble, nightly, settings::Settings};
use crate::{
    access, anchoring, bookings, enrolments, events,
    frame::{AppError, Tenant},
    guides, incidents, learning, messages, municipality, packages, privacy, promise, queue, referrals, risk,
    statistics, sustainability, visits,
};
use domain::{register::Register, shared::day_and_minute};
use jiff::{Timestamp, ToSpan};
use store::{Db, Read};

/// One thing that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Whether something must be done; the rest is good to know.
    pub wrong: bool,
    /// Stable code.
    pub code: &'static str,
    /// The municipality's number; empty for the installation.
    pub municipality: String,
    /// What it is, and what to do.
    pub text: String,
}

/// Looks through the installation and prints what it finds.
///
/// # Errors
/// When something is wrong; words when it could not be looked at.
pub(super) fn run(settings: &Settings, json: bool, now: Timestamp) -> Result<(), Trouble> {
    // Opened without bringing the tables up to date: looking must not change anything.
    let config = settings.existing_database()?;
    let db = Db::open(&config).map_err(|fault| fault.to_string())?;
    let mut found = of_settings(settings);
    found.extend(examine(&db, now)?);
    found.extend(config.open_to_others().map(|file| {
        let text = format!("andre på maskinen kan lese {0}: kjør «chmod 600 {0}»", file.display());
        installation("file_open", text)
    }));
    let wrong = found.iter().any(|f| f.wrong);
    if json {
        println!("{}", in_json(&found));
    } else {
        for f in &found {
            let mark = if f.wrong { "FEIL" } else { "merk" };
            let of = if f.municipality.is_empty() { "" } else { " " };
            println!("{mark}{of}{}: {} [{}]", f.municipality, f.text, f.code);
        }
        println!("{}", if wrong { "Noe må rettes." } else { "Alt i orden." });
    }
    if wrong { Err(Trouble::Listed) } else { Ok(()) }
}

fn in_json(found: &[Finding]) -> serde_json::Value {
    let list: Vec<_> = found
        .iter()
        .map(|f| serde_json::json!({"wrong": f.wrong, "code": f.code, "municipality": f.municipality, "text": f.text}))
        .collect();
    serde_json::json!({"ok": !found.iter().any(|f| f.wrong), "findings": list})
}

/// Everything there is to say about an installation.
///
/// # Errors
/// A fault of the database.
pub fn examine(db: &Db, now: Timestamp) -> Result<Vec<Finding>, AppError> {
    let pending = db.pending()?;
    if !pending.is_empty() {
        let text = format!(
            "databasen mangler {} oppdateringer: kjør «terskel migrate»",
            pending.len()
        );
        return Ok(vec![installation("tables_old", text)]);
    }
    let damage = db.damage()?.into_iter();
    let mut out: Vec<Finding> =
        damage.map(|what| installation("damaged", format!("{what}: hent fram en sikkerhetskopi"))).collect();
    if !out.is_empty() {
        // What is read from a damaged database is not to be trusted, if it can be read.
        return Ok(out);
    }
    for tenant in db.read_blocking(0, municipality::store::tenants)? {
        out.extend(of_tenant(db, &tenant, now)?);
    }
    Ok(out)
}

/// Whether messages can be sent, as the settings are now.
fn of_settings(settings: &Settings) -> Vec<Finding> {
    let post = match messages::Post::of(settings) {
        Ok(post) => post,
        Err(error) => {
            return vec![installation(
                "post_settings",
                format!("en innstilling for meldinger er feil: {error}"),
            )];
        }
    };
    let means = post.means();
    let missing = [
        (
            means.email,
            "no_mail",
            "e-post er ikke satt opp: de som vil ha e-post, kommer på ringelisten",
        ),
        (
            means.sms,
            "no_sms",
            "SMS er ikke satt opp: de som vil ha SMS, kommer på ringelisten",
        ),
    ];
    let missing = missing.into_iter().filter(|(set_up, ..)| !set_up);
    missing
        .map(|(_, code, text)| Finding {
            wrong: false,
            ..installation(code, text.to_owned())
        })
        .collect()
}

fn installation(code: &'static str, text: String) -> Finding {
    Finding {
        wrong: true,
        code,
        municipality: String::new(),
        text,
    }
}

fn of_tenant(db: &Db, tenant: &Tenant, now: Timestamp) -> Result<Vec<Finding>, AppError> {
    let number = tenant.number.clone();
    let say = |(wrong, code, text)| Finding {
        wrong,
        code,
        municipality: number.clone(),
        text,
    };
    let loaded = db.read_blocking(tenant.id, municipality::store::load_published)?;
    let mut said = db.read_blocking(tenant.id, move |r| in_rows(r, now))?;
    said.extend(overdue(db, tenant.id, now)?);
    said.extend(in_trail(db, tenant.id, now)?);
    let broken = db.read_blocking(tenant.id, |r| packages::broken(r))?;
    said.extend(broken.into_iter().map(|number| {
        let text = format!(
            "arkivpakke {number} er ikke slik den ble fryst: ta vare på databasen, og hent fram en sikkerhetskopi"
        );
        (true, "package_broken", text)
    }));
    if let Some(loaded) = loaded {
        said.extend(in_register(&loaded.register, now));
        let strangers = db.read_blocking(tenant.id, move |r| anchoring::strangers(r, &loaded.register))?;
        if strangers > 0 {
            said.push((
                false,
                "anchoring_strangers",
                format!("{strangers} steder under forankringen viser til tilbud eller tjenester som ikke finnes: se over dem"),
            ));
        }
    }
    Ok(said.into_iter().map(say).collect())
}

type Said = (bool, &'static str, String);

/// Figures that do not fit, and rows that were promised to be gone. The night's work has had a whole day to be late in.
fn in_rows(r: &mut Read<'_>, now: Timestamp) -> Result<Vec<Said>, AppError> {
    let today = day_and_minute(now).0;
    let yesterday = today.yesterday().unwrap_or(today);
    let month_ago = now.saturating_sub(31 * 24.hours()).unwrap_or(now);
    let (open, receipts) = visits::store::left_before(r, yesterday)?;
    let tickets = queue::left_before(r, yesterday)?;
    let day_ago = now.saturating_sub(24.hours()).unwrap_or(now);
    let enrolled = enrolments::left_before(r, day_ago)?;
    let bookings = bookings::left_before(r, yesterday)?;
    let learnt = learning::left_before(r, yesterday)?;
    let sessions = access::store::left_before(r, month_ago)?;
    let yesterday_now = now.saturating_sub(24.hours()).unwrap_or(now);
    let told = messages::left_before(r, yesterday_now)?;
    let promised = promise::left_before(r, today)? + sustainability::left_before(r, today)?;
    let guides = guides::left_before(r, yesterday)?;
    let assessed = risk::left_before(r, yesterday)?;
    let invited = events::invites::left_before(r, yesterday_now)?;
    let incidents = incidents::left_before(r, yesterday)?;
    let slips = referrals::left_before(r, yesterday)?;
    let frozen = packages::left_before(r, yesterday)?;
    let figures = statistics::disagreements(r)?.len();
    let night = "nattens arbeid er ikke gjort: la serveren gå, og se i loggen";
    let counted = [
        (
            i64::try_from(figures).unwrap_or(i64::MAX),
            "figures_differ",
            "tall stemmer ikke med henvendelsene: meld fra",
        ),
        (open, "sealing_late", "henvendelser er ikke forseglet, for"),
        (receipts, "receipts_late", "kvitteringer er ikke slettet, for"),
        (enrolled, "enrolments_late", "påmeldinger er ikke slettet, for"),
        (tickets, "tickets_late", "kølapper er ikke slettet, for"),
        (
            promised,
            "promises_late",
            "fravær, spørsmål om vikar eller avtalte timer er ikke slettet, for",
        ),
        (bookings, "bookings_late", "bestilte timer er ikke slettet i tide, for"),
        (
            learnt,
            "learning_late",
            "refleksjoner og navn på kolleger er ikke slettet, for",
        ),
        (
            guides,
            "guides_late",
            "veiledere som har sluttet, er ikke stengt ute eller slettet, for",
        ),
        (
            assessed,
            "risk_late",
            "gamle ROS-analyser, tiltak eller sjekklister er ikke slettet, for",
        ),
        (
            invited,
            "invitations_late",
            "e-postadresser til bidragsytere er ikke slettet, for",
        ),
        (frozen, "packages_late", "gamle arkivpakker er ikke slettet, for"),
        (slips, "slips_late", "koder på lapper er ikke slettet, for"),
        (incidents, "incidents_late", "hendelser er ikke slettet i tide, for"),
        (told, "messages_late", "meldinger er ikke slettet, for"),
        (sessions, "sessions_late", "økter og invitasjoner er ikke slettet, for"),
    ];
    let wrong = counted.into_iter().filter(|(n, ..)| *n > 0).map(|(n, code, what)| {
        let why = if what.ends_with("for") {
            format!(" {night}")
        } else {
            String::new()
        };
        (true, code, format!("{n} {what}{why}"))
    });
    Ok(wrong.collect())
}

/// What the night's work would have removed a day ago and is still there, table by table: tried, and undone again.
fn overdue(db: &Db, tenant: i64, now: Timestamp) -> Result<Vec<Said>, AppError> {
    let day_ago = now.saturating_sub(24.hours()).unwrap_or(now);
    let late = nightly::rehearse_blocking(db, tenant, day_ago)?;
    let about_people = late.into_iter().filter(|(table, _)| privacy::RECORD.of_table(table).is_some());
    let words: Vec<String> = about_people.map(|(table, n)| format!("{table} {n}")).collect();
    if words.is_empty() {
        return Ok(Vec::new());
    }
    let text = format!(
        "rader om folk skulle vært slettet ({}): la serveren gå, og se i loggen",
        words.join(", ")
    );
    Ok(vec![(true, "retention_late", text)])
}

/// Whether the trail of who saw and changed what is whole, and whether some of it is old enough to be removed.
fn in_trail(db: &Db, tenant: i64, now: Timestamp) -> Result<Vec<Said>, AppError> {
    let chain = audit::of(db, tenant, None, now)?;
    let mut said = Vec::new();
    if chain.broken.is_some() {
        let text = format!(
            "sporet av hvem som så og endret hva er {}: ta vare på databasen, og meld fra",
            audit::words(&chain)
        );
        said.push((true, "trail_broken", text));
    }
    let before = access::trail::kept_since(now);
    let old = db.read_blocking(tenant, move |r| access::store::trail_before(r, before))?;
    if old > 0 {
        let years = access::trail::KEPT_YEARS;
        let text =
            format!("{old} linjer i sporet er eldre enn {years} år: personvernombudet kan fjerne dem på kontoret");
        said.push((false, "trail_old", text));
    }
    Ok(said)
}

/// What the municipality itself should look at: nothing here stops the service.
fn in_register(register: &Register, now: Timestamp) -> Vec<Said> {
    let today = day_and_minute(now).0;
    let overdue = register
        .deviations
        .iter()
        .filter(|d| d.risk_assessment.is_empty() && d.risk_assessment_due.is_some_and(|due| due < today));
    let mut said: Vec<Said> = overdue
        .map(|d| {
            (
                false,
                "risk_overdue",
                format!("fristen for risikovurdering av «{}» er gått ut", d.key),
            )
        })
        .collect();
    let review = register.deviations.iter().filter(|d| d.review_on.is_some_and(|day| day < today));
    said.extend(review.map(|d| {
        (
            false,
            "review_due",
            format!("avviket «{}» skulle vært vurdert på nytt", d.key),
        )
    }));
    let assumed = assumed(register);
    if assumed > 0 {
        said.push((
            false,
            "assumed",
            format!("{assumed} felt i registeret er antatt, ikke bekreftet"),
        ));
    }
    said
}

fn assumed(register: &Register) -> usize {
    let of = |lists: &mut dyn Iterator<Item = &Vec<String>>| lists.map(Vec::len).sum::<usize>();
    register.municipality.assumed.len()
        + of(&mut register.organisations.iter().map(|x| &x.assumed))
        + of(&mut register.places.iter().map(|x| &x.assumed))
        + of(&mut register.offerings.iter().map(|x| &x.assumed))
        + of(&mut register.services.iter().map(|x| &x.assumed))
        + of(&mut register.doors.iter().map(|x| &x.assumed))
        + of(&mut register.deviations.iter().map(|x| &x.assumed))
        + of(&mut register.channels.iter().map(|x| &x.assumed))
        + of(&mut register.network_meetings.iter().map(|x| &x.assumed))
        + of(&mut register.milestones.iter().map(|x| &x.assumed))
}
