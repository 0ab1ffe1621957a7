//! From files to a register, or to every problem there is.

use super::{
    Folder, MAX_FILE_BYTES, MAX_FILES,
    fields::{ANCHORING_FILE, FOLDERS, Field, SURVEY_FILE, Section, folder, meaning, path, weekday},
    grounds_read,
    problem::{FolderProblem, line_and_column, nearest, personal_number},
    sheet::{Node, Sheet, stand_in},
    syntax,
};
use crate::{
    boundaries::{BoundaryScope, Profile},
    guides::GuideKind,
    municipality::{ClosedPeriod, Municipality, SchoolHoliday},
    offerings::{Access, BookingNeed, BookingPlan, DigitalService, DropInRule, Kept, Offering, OfferingKind, Topic},
    organisations::{Organisation, OrganisationKind},
    places::{Facilities, Place},
    register::{
        self, Channel, Deviation, Door, Entity, Milestone, NetworkMeeting, Register, RegisterFault, RegisterProblem,
    },
    schedule::{self, Change, Exception, ExtraDate, Rule, Schedule, Staffing},
    shared::{Key, Locale},
};
use jiff::civil::Weekday;
use std::collections::{BTreeMap, BTreeSet};
use toml::de::DeTable;

/// Reads a folder: pairs of a path within it and the file's bytes. The register is sorted by key.
///
/// Refused with *all* problems, sorted by file and place, when there is one or more: no field is guessed and no file
/// skipped. Read-me files and files whose names begin with a full stop are left alone.
///
/// # Errors
/// Every problem in the folder.
pub fn read(files: &[(String, Vec<u8>)]) -> Result<Register, Vec<FolderProblem>> {
    read_folder(files).map(|folder| folder.register)
}

/// Reads a folder as [`read`] does, with the survey and what the service rests on.
///
/// # Errors
/// Every problem in the folder.
pub fn read_folder(files: &[(String, Vec<u8>)]) -> Result<Folder, Vec<FolderProblem>> {
    if files.len() > MAX_FILES {
        let message = format!("Mappa har {} filer, men kan ha høyst {MAX_FILES}.", files.len());
        return Err(vec![whole_file(
            "",
            "too_many_files",
            message,
            "Sjekk at det er riktig mappe.",
        )]);
    }
    let mut reading = Reading::default();
    let texts = reading.texts(files);
    let register = reading.register(&texts);
    reading.check(&register, &texts);
    let folder = reading.grounds(files, register);
    reading.problems.sort();
    reading.problems.dedup();
    if reading.problems.is_empty() {
        Ok(folder)
    } else {
        Err(reading.problems)
    }
}

/// A file that may be parsed, and what it is.
struct Source<'a> {
    file: String,
    text: &'a str,
    entity: Entity,
    section: Section,
    key: Key,
}

type Spots = BTreeMap<(Entity, String), BTreeMap<String, usize>>;

#[derive(Default)]
struct Reading {
    problems: Vec<FolderProblem>,
    spots: Spots,
    /// Things whose file can't be read at all: references to them are not unknown.
    unreadable: BTreeSet<(Entity, String)>,
}

fn whole_file(file: &str, code: &'static str, message: impl Into<String>, instead: impl Into<String>) -> FolderProblem {
    FolderProblem {
        file: file.to_owned(),
        line: 1,
        column: 1,
        code,
        message: message.into(),
        instead: instead.into(),
    }
}

impl Reading {
    /// The files that are text, are not too large and have a place in the folder.
    fn texts<'a>(&mut self, files: &'a [(String, Vec<u8>)]) -> Vec<Source<'a>> {
        let mut out: Vec<Source> = vec![];
        let mut paths = BTreeSet::new();
        for (file, bytes) in files {
            let file = file.replace('\\', "/").trim_start_matches("./").to_owned();
            if left_alone(&file) || file == SURVEY_FILE || file == ANCHORING_FILE {
                continue;
            }
            let Some((entity, section, key)) = self.thing(&file) else {
                continue;
            };
            if !paths.insert(file.to_lowercase()) {
                let message = "To filer har samme navn når store og små bokstaver regnes som like.";
                self.problems.push(whole_file(
                    &file,
                    "duplicate",
                    message,
                    "Slett den ene, eller gi den et annet navn.",
                ));
                continue;
            }
            match self.decode(&file, bytes) {
                Some(text) => out.push(Source {
                    file,
                    text,
                    entity,
                    section,
                    key,
                }),
                None => _ = self.unreadable.insert((entity, key.to_string())),
            }
        }
        out
    }

    /// What a path stands for; a problem when it has no place in the folder.
    fn thing(&mut self, file: &str) -> Option<(Entity, Section, Key)> {
        if file == "kommune.toml" {
            return Some((Entity::Municipality, Section::Municipality, stand_in()));
        }
        let parts: Vec<&str> = file.split('/').collect();
        let names = || FOLDERS.iter().map(|(entity, _)| folder(*entity));
        let [dir, name] = parts[..] else {
            let message = "Fila har ingen plass i mappa.";
            let instead = match nearest(file, ["kommune.toml", SURVEY_FILE, ANCHORING_FILE].into_iter()) {
                Some(near) => format!("Mente du «{near}»?"),
                None => format!("Legg den i en av mappene {}.", names().collect::<Vec<_>>().join(", ")),
            };
            self.problems.push(whole_file(file, "unexpected_file", message, instead));
            return None;
        };
        let Some((entity, section)) = FOLDERS.iter().find(|(entity, _)| folder(*entity) == dir) else {
            let instead = match nearest(dir, names()) {
                Some(near) => format!("Mente du mappa «{near}»?"),
                None => format!("Mappene er {}.", names().collect::<Vec<_>>().join(", ")),
            };
            self.problems.push(whole_file(
                file,
                "unexpected_file",
                format!("Mappa «{dir}» finnes ikke i formatet."),
                instead,
            ));
            return None;
        };
        let Some(stem) = name.strip_suffix(".toml") else {
            let message = "Bare filer som slutter på .toml kan ligge her.";
            self.problems.push(whole_file(
                file,
                "unexpected_file",
                message,
                "Gi fila et navn som slutter på .toml, eller flytt den ut.",
            ));
            return None;
        };
        let key = Key::parse(stem).ok().or_else(|| {
            self.file_name(file, dir, stem);
            Key::from_name(stem)
        })?;
        Some((*entity, *section, key))
    }

    fn file_name(&mut self, file: &str, dir: &str, stem: &str) {
        let message = "Filnavnet er ikke en nøkkel. En nøkkel har bare a–z, 0–9 og bindestrek, og høyst 60 tegn.";
        let instead = match Key::from_name(stem) {
            Some(key) => format!("Kall fila {dir}/{key}.toml."),
            None => "Kall fila for eksempel hovedbiblioteket.toml.".to_owned(),
        };
        self.problems.push(whole_file(file, "wrong_form", message, instead));
    }

    fn decode<'a>(&mut self, file: &str, bytes: &'a [u8]) -> Option<&'a str> {
        if bytes.len() > MAX_FILE_BYTES {
            let message = format!(
                "Fila er på {} kB, men kan være på høyst {} kB.",
                bytes.len() / 1000,
                MAX_FILE_BYTES / 1000
            );
            self.problems.push(whole_file(file, "too_large", message, "Sjekk at det er riktig fil."));
            return None;
        }
        let save = "Lagre fila på nytt med tegnkoding UTF-8.";
        if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
            self.problems.push(whole_file(file, "encoding", "Fila er lagret som UTF-16.", save));
            return None;
        }
        // Some editors put a mark in front of UTF-8; it is harmless.
        let bytes = bytes.strip_prefix(&[0xEF, 0xBB, 0xBF]).unwrap_or(bytes);
        match std::str::from_utf8(bytes) {
            Ok(text) => Some(text),
            Err(error) => {
                let good = bytes.get(..error.valid_up_to()).unwrap_or_default();
                let (line, column) = line_and_column(&String::from_utf8_lossy(good), good.len());
                let message =
                    "Fila er ikke lagret som UTF-8; et tegn her, ofte æ, ø eller å, kan ikke leses.".to_owned();
                let (file, instead) = (file.to_owned(), save.to_owned());
                self.problems.push(FolderProblem {
                    file,
                    line,
                    column,
                    code: "encoding",
                    message,
                    instead,
                });
                None
            }
        }
    }

    fn register(&mut self, sources: &[Source<'_>]) -> Register {
        let mut register = empty();
        let tables: Vec<_> = sources.iter().map(|s| DeTable::parse_recoverable(s.text)).collect();
        let mut own = Locale::Nb;
        if let Some(i) = sources.iter().position(|s| s.entity == Entity::Municipality) {
            own = own_language(tables[i].0.get_ref());
        } else if !self.unreadable.iter().any(|(entity, _)| *entity == Entity::Municipality) {
            let instead = "Lag fila kommune.toml med nummer, navn, tjenestenavn og malform.";
            self.problems.push(whole_file(
                "kommune.toml",
                "missing_file",
                "Fila kommune.toml mangler.",
                instead,
            ));
        }
        for (source, (table, errors)) in sources.iter().zip(&tables) {
            let mut sheet = Sheet::new(source.file.clone(), source.text, own);
            for error in errors {
                sheet.syntax(error.span().map_or(0, |s| s.start), error.message());
            }
            sheet.privacy();
            if !errors.is_empty() {
                self.unreadable.insert((source.entity, source.key.to_string()));
                sheet.muted = true;
            }
            let node = sheet.node(table.get_ref(), source.section, String::new(), 0);
            thing(&mut sheet, &node, source, &mut register);
            self.problems.append(&mut sheet.problems);
            let key = if source.entity == Entity::Municipality {
                String::new()
            } else {
                source.key.to_string()
            };
            self.spots.insert((source.entity, key), sheet.spots);
        }
        sort(&mut register);
        register
    }

    /// The two files beside the register: what is known before a decision, and what the service rests on.
    fn grounds(&mut self, files: &[(String, Vec<u8>)], register: Register) -> Folder {
        let mut folder = Folder::from(register);
        for (path, section) in [(SURVEY_FILE, Section::Survey), (ANCHORING_FILE, Section::Anchoring)] {
            let named = |file: &str| file.replace('\\', "/").trim_start_matches("./") == path;
            let mut found = files.iter().filter(|(file, _)| named(file));
            let Some((_, bytes)) = found.next() else { continue };
            if found.next().is_some() {
                let message = "To filer har samme navn når store og små bokstaver regnes som like.";
                let instead = "Slett den ene, eller gi den et annet navn.";
                self.problems.push(whole_file(path, "duplicate", message, instead));
            }
            let Some(text) = self.decode(path, bytes) else { continue };
            let (table, errors) = DeTable::parse_recoverable(text);
            let mut sheet = Sheet::new(path.to_owned(), text, folder.register.municipality.written_language);
            for error in &errors {
                sheet.syntax(error.span().map_or(0, |s| s.start), error.message());
            }
            sheet.privacy();
            sheet.muted = !errors.is_empty();
            let node = sheet.node(table.get_ref(), section, String::new(), 0);
            if section == Section::Survey {
                folder.survey = Some(grounds_read::survey(&mut sheet, &node));
            } else {
                let about = grounds_read::About {
                    register: &folder.register,
                    unreadable: &self.unreadable,
                };
                folder.anchoring = Some(grounds_read::anchoring(&mut sheet, &node, &about));
            }
            self.problems.append(&mut sheet.problems);
        }
        folder
    }

    /// Puts what [`register::check`] finds where it stands.
    fn check(&mut self, register: &Register, sources: &[Source<'_>]) {
        for found in register::check(register) {
            let owner = (found.entity, found.key.clone());
            let source = sources
                .iter()
                .find(|s| s.entity == found.entity && (found.key.is_empty() || s.key.as_str() == found.key));
            let (Some(source), Some(spots)) = (source, self.spots.get(&owner)) else {
                continue;
            };
            let broken = |entity, key: &str| self.unreadable.iter().any(|(e, k)| *e == entity && k == key);
            if broken(found.entity, source.key.as_str()) {
                continue;
            }
            if let RegisterFault::UnknownReference(to, key) = &found.fault
                && broken(*to, key.as_str())
            {
                continue;
            }
            // A rule that could not be read whole may only seem to miss its days.
            let shaky = matches!(found.fault, RegisterFault::Schedule(_))
                && self.problems.iter().any(|p| p.file == source.file);
            if shaky {
                continue;
            }
            let at = spots.get(&found.field).copied().unwrap_or_default();
            let (line, column) = line_and_column(source.text, at);
            let (message, instead) = words(&found, source.section, register);
            let known = self.problems.iter().any(|p| {
                p.file == source.file
                    && (p.line, p.column) == (line, column)
                    && (p.message == message || p.code != "missing_field" || found.fault != RegisterFault::Missing)
            });
            if !known {
                let (file, code) = (source.file.clone(), found.fault.code());
                self.problems.push(FolderProblem {
                    file,
                    line,
                    column,
                    code,
                    message,
                    instead,
                });
            }
        }
    }
}

impl<'a> Sheet<'a> {
    fn new(file: String, text: &'a str, own: Locale) -> Self {
        Self {
            file,
            text,
            own,
            muted: false,
            problems: vec![],
            spots: BTreeMap::new(),
        }
    }

    fn syntax(&mut self, at: usize, message: &str) {
        let (line, _) = line_and_column(self.text, at);
        // What follows on the same line is mostly the same mistake seen again.
        if self.problems.last().is_some_and(|p| p.line == line) {
            return;
        }
        let (at, plain) = syntax::plain(self.text, at, message);
        self.problem(at, plain.code, plain.message, plain.instead);
    }

    fn privacy(&mut self) {
        if let Some(at) = personal_number(self.text) {
            let message =
                "Tallet kan være et fødselsnummer, et kontonummer eller et kortnummer. Slike skal aldri stå i mappa.";
            self.problem(at, "personal_number", message, "Ta bort tallet.");
        }
    }
}

fn left_alone(file: &str) -> bool {
    let name = file.rsplit('/').next().unwrap_or(file);
    let upper = name.to_uppercase();
    file.split('/').any(|part| part.starts_with('.'))
        || ["README.MD", "README.TXT", "LESMEG.MD", "LESMEG.TXT", "THUMBS.DB", "DESKTOP.INI"].contains(&upper.as_str())
}

fn own_language(table: &DeTable<'_>) -> Locale {
    let value = table.iter().find(|(key, _)| key.get_ref() == "malform").and_then(|(_, v)| v.get_ref().as_str());
    value.and_then(Locale::parse).unwrap_or(Locale::Nb)
}

fn empty() -> Register {
    Register {
        municipality: Municipality {
            number: String::new(),
            name: Default::default(),
            service_name: Default::default(),
            written_language: Locale::Nb,
            phone: String::new(),
            phone_hours: Default::default(),
            email: String::new(),
            homepage: String::new(),
            about: Default::default(),
            standard_profile: String::new(),
            assumed: vec![],
            closed_periods: vec![],
            school_holidays: vec![],
        },
        organisations: vec![],
        places: vec![],
        offerings: vec![],
        services: vec![],
        doors: vec![],
        deviations: vec![],
        channels: vec![],
        network_meetings: vec![],
        milestones: vec![],
    }
}

fn sort(register: &mut Register) {
    register.organisations.sort_by(|a, b| a.key.cmp(&b.key));
    register.places.sort_by(|a, b| a.key.cmp(&b.key));
    register.offerings.sort_by(|a, b| a.key.cmp(&b.key));
    register.services.sort_by(|a, b| a.key.cmp(&b.key));
    register.doors.sort_by(|a, b| a.key.cmp(&b.key));
    register.deviations.sort_by(|a, b| a.key.cmp(&b.key));
    register.channels.sort_by(|a, b| a.key.cmp(&b.key));
    register.network_meetings.sort_by(|a, b| a.key.cmp(&b.key));
    register.milestones.sort_by(|a, b| a.key.cmp(&b.key));
}

fn thing<'a>(sheet: &mut Sheet<'a>, node: &Node<'a>, source: &Source<'_>, register: &mut Register) {
    let key = source.key.clone();
    match source.section {
        Section::Municipality => register.municipality = municipality(sheet, node),
        Section::Organisation => register.organisations.push(organisation(sheet, node, key)),
        Section::Place => register.places.push(place(sheet, node, key)),
        Section::Offering => register.offerings.push(offering(sheet, node, key)),
        Section::Service => register.services.push(service(sheet, node, key)),
        Section::Door => register.doors.push(door(sheet, node, key)),
        Section::Deviation => register.deviations.push(deviation(sheet, node, key)),
        Section::Channel => register.channels.push(channel(sheet, node, key)),
        Section::NetworkMeeting => register.network_meetings.push(network_meeting(sheet, node, key)),
        Section::Milestone => register.milestones.push(milestone(sheet, node, key)),
        // Parts inside files are read by the thing that owns them; the two files beside the register are read after it.
        _ => {}
    }
}

fn municipality<'a>(s: &mut Sheet<'a>, n: &Node<'a>) -> Municipality {
    Municipality {
        number: s.text(n, "nummer"),
        name: s.localized(n, "navn"),
        service_name: s.localized(n, "tjenestenavn"),
        written_language: s.choice(n, "malform").and_then(Locale::parse).unwrap_or(Locale::Nb),
        phone: s.text(n, "telefon"),
        phone_hours: s.localized(n, "telefontid"),
        email: s.text(n, "epost"),
        homepage: s.text(n, "hjemmeside"),
        about: s.localized(n, "om"),
        standard_profile: standard_profile(s, n),
        assumed: s.assumed(n),
        closed_periods: s.inners(n, "stengt", Section::ClosedPeriod).iter().map(|n| closed_period(s, n)).collect(),
        school_holidays: s
            .inners(n, "skoleferie", Section::SchoolHoliday)
            .iter()
            .map(|n| school_holiday(s, n))
            .collect(),
    }
}

/// The edition that is named, or the newest.
fn standard_profile<'a>(s: &mut Sheet<'a>, n: &Node<'a>) -> String {
    match s.text(n, "standardprofil") {
        named if named.is_empty() => Profile::standard().version.clone(),
        named => named,
    }
}

fn closed_period<'a>(s: &mut Sheet<'a>, n: &Node<'a>) -> ClosedPeriod {
    ClosedPeriod {
        key: s.needed_key(n, "nokkel"),
        place: s.key(n, "sted"),
        first: s.needed_date(n, "fra"),
        last: s.needed_date(n, "til"),
        reason: s.localized(n, "grunn"),
    }
}

fn school_holiday<'a>(s: &mut Sheet<'a>, n: &Node<'a>) -> SchoolHoliday {
    SchoolHoliday {
        key: s.needed_key(n, "nokkel"),
        first: s.needed_date(n, "fra"),
        last: s.needed_date(n, "til"),
        name: s.localized(n, "navn"),
    }
}

fn organisation<'a>(s: &mut Sheet<'a>, n: &Node<'a>, key: Key) -> Organisation {
    Organisation {
        key,
        name: s.localized(n, "navn"),
        kind: s.choice(n, "slag").and_then(OrganisationKind::parse).unwrap_or(OrganisationKind::Municipal),
        part_of: s.key(n, "del_av"),
        about: s.localized(n, "om"),
        phone: s.text(n, "telefon"),
        email: s.text(n, "epost"),
        website: s.text(n, "nettside"),
        last_confirmed: s.date(n, "sist_bekreftet"),
        assumed: s.assumed(n),
        ended: s.date(n, "avsluttet"),
    }
}

fn place<'a>(s: &mut Sheet<'a>, n: &Node<'a>, key: Key) -> Place {
    Place {
        name: s.localized(n, "navn"),
        organisation: s.needed_key(n, "aktor"),
        part_of: s.key(n, "del_av"),
        street: s.text(n, "adresse"),
        postal_code: s.text(n, "postnummer"),
        town: s.text(n, "poststed"),
        district: s.text(n, "bydel"),
        position: position(s, n),
        directions: s.localized(n, "veien_dit"),
        phone: s.text(n, "telefon"),
        facilities: s.inner(n, "utstyr", Section::Facilities).map(|n| facilities(s, &n)).unwrap_or_default(),
        hours: s
            .inners(n, "apningstid", Section::Schedule)
            .iter()
            .map(|n| read_schedule(s, n, Some(&key)))
            .collect(),
        assumed: s.assumed(n),
        ended: s.date(n, "avsluttet"),
        key,
    }
}

fn position<'a>(s: &mut Sheet<'a>, n: &Node<'a>) -> Option<(i32, i32)> {
    let written = |name: &str| n.table.keys().any(|k| k.get_ref() == name);
    let (latitude, longitude) = (s.degrees(n, "breddegrad"), s.degrees(n, "lengdegrad"));
    for (one, other) in [("breddegrad", "lengdegrad"), ("lengdegrad", "breddegrad")] {
        if written(one) && !written(other) {
            needed(s, n, other);
        }
    }
    latitude.zip(longitude)
}

/// A field that other fields make necessary.
fn needed<'a>(s: &mut Sheet<'a>, n: &Node<'a>, name: &str) {
    if let Some(field) = n.section.field(name) {
        s.missing(n, field);
    }
}

fn facilities<'a>(s: &mut Sheet<'a>, n: &Node<'a>) -> Facilities {
    Facilities {
        step_free: s.yes_no(n, "trinnfritt"),
        hearing_loop: s.yes_no(n, "teleslynge"),
        accessible_toilet: s.yes_no(n, "hc_toalett"),
        private_corner: s.yes_no(n, "skjermet_plass"),
        wifi: s.yes_no(n, "tradlost_nett"),
        printer: s.yes_no(n, "skriver"),
        machines: s.number(n, "maskiner"),
        machines_wiped: s.yes_no(n, "maskiner_nullstilles"),
    }
}

/// A schedule; `here` is the place when the file is a place's own.
fn read_schedule<'a>(s: &mut Sheet<'a>, n: &Node<'a>, here: Option<&Key>) -> Schedule {
    let written = n.table.keys().any(|k| k.get_ref() == "sted");
    let place = s.key(n, "sted").or_else(|| here.cloned()).unwrap_or_else(stand_in);
    if here.is_none() && !written {
        needed(s, n, "sted");
    }
    let staffing = s.choice(n, "bemanning").and_then(Staffing::parse).unwrap_or(Staffing::Staffed);
    Schedule {
        key: s.needed_key(n, "nokkel"),
        place,
        rule: rule(s, n),
        start: s.needed_clock(n, "fra"),
        end: s.needed_clock(n, "til"),
        from: s.needed_date(n, "gjelder_fra"),
        until: s.date(n, "gjelder_til"),
        staffing,
        guides: s.number(n, "veiledere").unwrap_or(u16::from(staffing == Staffing::Staffed)),
        on_public_holidays: s.yes_no(n, "pa_helligdager").unwrap_or(false),
        on_school_holidays: s.yes_no(n, "i_skoleferier").unwrap_or(true),
        exceptions: s.inners(n, "unntak", Section::Exception).iter().map(|n| exception(s, n)).collect(),
        extra_dates: s.inners(n, "ekstradag", Section::ExtraDate).iter().map(|n| extra_date(s, n)).collect(),
    }
}

fn rule<'a>(s: &mut Sheet<'a>, n: &Node<'a>) -> Rule {
    let kind = s.choice(n, "gjentas").unwrap_or("weekly");
    let (uses, rule): (&[&str], Rule) = match kind {
        "monthly_by_weekday" => {
            let day = one_weekday(s, n);
            let nth = necessary(s, n, "nummer_i_maneden");
            (
                &["hver", "ukedag", "nummer_i_maneden"],
                Rule::MonthlyByWeekday {
                    every: every(s, n),
                    nth,
                    weekday: day,
                },
            )
        }
        "monthly_by_day" => {
            let day = necessary(s, n, "dag_i_maneden");
            (
                &["hver", "dag_i_maneden"],
                Rule::MonthlyByDay {
                    every: every(s, n),
                    day,
                },
            )
        }
        "dates_only" => (&[], Rule::DatesOnly),
        _ => {
            let weekdays = weekdays(s, n);
            (
                &["hver", "ukedager"],
                Rule::Weekly {
                    every: every(s, n),
                    weekdays,
                },
            )
        }
    };
    for name in ["hver", "ukedager", "ukedag", "nummer_i_maneden", "dag_i_maneden"] {
        if !uses.contains(&name) {
            not_here(s, n, name, kind);
        }
    }
    rule
}

/// A field of the rule that this sort of rule does not use.
fn not_here<'a>(s: &mut Sheet<'a>, n: &Node<'a>, name: &str, kind: &str) {
    let Some(key) = n.table.keys().find(|k| k.get_ref() == name) else {
        return;
    };
    let kind = super::fields::spelling(super::fields::RULES, kind);
    let message = format!("«{name}» brukes ikke når det gjentas «{kind}».");
    s.problem(
        key.span().start,
        "not_used",
        message,
        "Slett linja, eller endre «gjentas».",
    );
}

fn every<'a>(s: &mut Sheet<'a>, n: &Node<'a>) -> u8 {
    s.number(n, "hver").unwrap_or(1)
}

fn necessary<'a>(s: &mut Sheet<'a>, n: &Node<'a>, name: &str) -> i8 {
    if !n.table.keys().any(|k| k.get_ref() == name) {
        needed(s, n, name);
    }
    s.number(n, name).unwrap_or(1)
}

fn one_weekday<'a>(s: &mut Sheet<'a>, n: &Node<'a>) -> Weekday {
    if !n.table.keys().any(|k| k.get_ref() == "ukedag") {
        needed(s, n, "ukedag");
    }
    s.choice(n, "ukedag").and_then(weekday).unwrap_or(Weekday::Monday)
}

fn weekdays<'a>(s: &mut Sheet<'a>, n: &Node<'a>) -> Vec<Weekday> {
    let before = s.problems.len();
    let days: Vec<_> = s.several(n, "ukedager").into_iter().filter_map(weekday).collect();
    // A list with a misspelt day is not also an empty list.
    if days.is_empty() && s.problems.len() > before {
        vec![Weekday::Monday]
    } else {
        days
    }
}

fn exception<'a>(s: &mut Sheet<'a>, n: &Node<'a>) -> Exception {
    let change = match s.date(n, "flyttet_til") {
        Some(date) => {
            for name in ["fra", "til"] {
                if !n.table.keys().any(|k| k.get_ref() == name) {
                    needed(s, n, name);
                }
            }
            Change::Moved {
                date,
                start: s.needed_clock(n, "fra"),
                end: s.needed_clock(n, "til"),
            }
        }
        None => {
            for name in ["fra", "til"] {
                if let Some(key) = n.table.keys().find(|k| k.get_ref() == name) {
                    let message = format!("«{name}» brukes bare når dagen er flyttet.");
                    s.problem(
                        key.span().start,
                        "not_used",
                        message,
                        "Legg til flyttet_til, eller slett linja.",
                    );
                }
            }
            Change::CalledOff
        }
    };
    let date = s.needed_date(n, "dato");
    Exception {
        date,
        change,
        reason: s.localized(n, "grunn"),
        decided_at: s.instant(n, "besluttet"),
    }
}

fn extra_date<'a>(s: &mut Sheet<'a>, n: &Node<'a>) -> ExtraDate {
    ExtraDate {
        date: s.needed_date(n, "dato"),
        start: s.clock(n, "fra"),
        end: s.clock(n, "til"),
        note: s.localized(n, "merknad"),
    }
}

fn topics<'a>(s: &mut Sheet<'a>, n: &Node<'a>) -> Vec<Topic> {
    s.several(n, "temaer").into_iter().filter_map(Topic::parse).collect()
}

fn offering<'a>(s: &mut Sheet<'a>, n: &Node<'a>, key: Key) -> Offering {
    Offering {
        key,
        name: s.localized(n, "navn"),
        summary: s.localized(n, "kort_om"),
        description: s.localized(n, "om"),
        kind: s.choice(n, "slag").and_then(OfferingKind::parse).unwrap_or(OfferingKind::LibraryDropIn),
        organisation: s.needed_key(n, "aktor"),
        contributors: s.keys(n, "bidragsytere"),
        topics: topics(s, n),
        services: s.keys(n, "tjenester"),
        languages: s.words(n, "sprak"),
        audience: s.localized(n, "for_hvem"),
        bring: s.localized(n, "ta_med"),
        price: s.localized(n, "pris"),
        access: s.choice(n, "tilgang").and_then(Access::parse).unwrap_or(Access::JustCome),
        drop_in_rule: s.choice(n, "drop_in_regel").and_then(DropInRule::parse).unwrap_or(DropInRule::HelpAll),
        refers_to: s.keys(n, "viser_til"),
        schedules: s.inners(n, "tid", Section::Schedule).iter().map(|n| read_schedule(s, n, None)).collect(),
        booking: s.inner(n, "timebestilling", Section::BookingPlan).map(|n| booking_plan(s, &n)),
        published: s.yes_no(n, "publisert").unwrap_or(true),
        last_confirmed: s.date(n, "sist_bekreftet"),
        ended: s.date(n, "avsluttet"),
        successor: s.key(n, "etterfolger"),
        assumed: s.assumed(n),
    }
}

fn booking_plan<'a>(s: &mut Sheet<'a>, n: &Node<'a>) -> BookingPlan {
    BookingPlan {
        minutes: s.number(n, "minutter").unwrap_or(45),
        needs: s.inners(n, "behov", Section::BookingNeed).iter().map(|n| booking_need(s, n)).collect(),
        buffer: s.number(n, "pause").unwrap_or(0),
        step: s.number(n, "steg").unwrap_or(60),
        extra_long: s.yes_no(n, "dobbel_time").unwrap_or(false),
        interpreter: s.yes_no(n, "tolk").unwrap_or(false),
        kept: kept(s, n),
        notice_hours: s.number(n, "frist_timer").unwrap_or(0),
        horizon_days: s.number(n, "dager_fram").unwrap_or(60),
        hold_minutes: s.number(n, "minutter_til_skjema").unwrap_or(10),
        rooms: s.number(n, "rom"),
        machines: s.number(n, "delte_maskiner"),
        keep_days: s.number(n, "slettes_etter_dager").unwrap_or(BookingPlan::DEFAULT_KEEP_DAYS),
        keep_reason: s.localized(n, "hvorfor_lenger"),
    }
}

fn booking_need<'a>(s: &mut Sheet<'a>, n: &Node<'a>) -> BookingNeed {
    BookingNeed {
        topic: s.choice(n, "tema").and_then(Topic::parse).unwrap_or(Topic::Other),
        minutes: s.number(n, "varer").unwrap_or(45),
    }
}

fn kept<'a>(s: &mut Sheet<'a>, n: &Node<'a>) -> Kept {
    let number = s.number(n, "holdes_av_antall");
    let per_cent = s.number(n, "holdes_av_prosent");
    if number.is_some()
        && let Some(key) = n.table.keys().find(|k| k.get_ref() == "holdes_av_prosent")
    {
        let message = "Både antall og prosent holdes av.".to_owned();
        s.problem(key.span().start, "not_used", message, "Slett den ene av de to linjene.");
    }
    match (number, per_cent) {
        (Some(number), _) => Kept::Number(number),
        (None, Some(per_cent)) => Kept::PerCent(per_cent),
        (None, None) => Kept::Nothing,
    }
}

fn service<'a>(s: &mut Sheet<'a>, n: &Node<'a>, key: Key) -> DigitalService {
    DigitalService {
        key,
        name: s.localized(n, "navn"),
        owner: s.localized(n, "eier"),
        topic: s.choice(n, "tema").and_then(Topic::parse).unwrap_or(Topic::Other),
        digital_only: s.yes_no(n, "bare_digitalt").unwrap_or(false),
        search_words: s.words(n, "sokeord"),
        website: s.text(n, "nettside"),
        assumed: s.assumed(n),
    }
}

fn door<'a>(s: &mut Sheet<'a>, n: &Node<'a>, key: Key) -> Door {
    Door {
        key,
        name: s.localized(n, "navn"),
        helps_with: s.localized(n, "hjelper_med"),
        topics: topics(s, n),
        phone: s.text(n, "telefon"),
        hours: s.localized(n, "tider"),
        website: s.text(n, "nettside"),
        last_confirmed: s.date(n, "sist_bekreftet"),
        assumed: s.assumed(n),
    }
}

fn deviation<'a>(s: &mut Sheet<'a>, n: &Node<'a>, key: Key) -> Deviation {
    Deviation {
        key,
        rule: s.text(n, "regel"),
        answer: s.choice(n, "svar").unwrap_or("no").to_owned(),
        scope: BoundaryScope {
            services: s.keys(n, "tjenester"),
            topics: Vec::new(),
            forms: s.several(n, "former").into_iter().filter_map(OfferingKind::parse).collect(),
            guides: s.several(n, "veiledere").into_iter().filter_map(GuideKind::parse).collect(),
        },
        reason: s.localized(n, "begrunnelse"),
        owner: s.text(n, "eier"),
        risk_assessment_due: s.date(n, "ros_frist"),
        risk_assessment: s.text(n, "ros"),
        review_on: s.date(n, "gjennomgang"),
        assumed: s.assumed(n),
    }
}

fn channel<'a>(s: &mut Sheet<'a>, n: &Node<'a>, key: Key) -> Channel {
    Channel {
        key,
        name: s.localized(n, "navn"),
        organisation: s.key(n, "aktor"),
        issues_per_year: s.number(n, "ganger_i_aret"),
        about: s.localized(n, "om"),
        assumed: s.assumed(n),
    }
}

fn network_meeting<'a>(s: &mut Sheet<'a>, n: &Node<'a>, key: Key) -> NetworkMeeting {
    NetworkMeeting {
        key,
        name: s.localized(n, "navn"),
        participants: s.keys(n, "deltakere"),
        per_year: s.number(n, "ganger_i_aret").unwrap_or(1),
        about: s.localized(n, "om"),
        assumed: s.assumed(n),
    }
}

fn milestone<'a>(s: &mut Sheet<'a>, n: &Node<'a>, key: Key) -> Milestone {
    Milestone {
        key,
        year: s.number(n, "ar").unwrap_or(2000),
        until_year: s.number(n, "til_ar"),
        text: s.localized(n, "tekst"),
        assumed: s.assumed(n),
    }
}

/// The field of a path such as `schedules[1].end`.
fn field_of(mut section: Section, path: &str) -> Option<&'static Field> {
    let mut found = None;
    for part in path.split('.') {
        let name = part.split('[').next().unwrap_or(part);
        let field = section.fields().iter().find(|f| f.code == name)?;
        if let super::fields::Content::Table(inner) | super::fields::Content::Tables(inner) = field.content {
            section = inner;
        }
        found = Some(field);
    }
    found
}

/// What is wrong and what to write instead, for what [`register::check`] found.
fn words(found: &RegisterProblem, section: Section, register: &Register) -> (String, String) {
    let field = field_of(section, &found.field);
    let name = field.map_or(found.field.as_str(), |f| f.name);
    let example = field.map_or_else(String::new, |f| format!("Skriv for eksempel: {}", f.example));
    match &found.fault {
        RegisterFault::Missing => (
            format!("Feltet «{name}» mangler."),
            field.map_or_else(String::new, |f| format!("Legg til: {}", f.example)),
        ),
        RegisterFault::UnknownReference(to, key) => {
            let message = format!(
                "«{name}» viser til «{key}», men fila {} finnes ikke.",
                path(*to, key.as_str())
            );
            (message, unknown(*to, key, register))
        }
        RegisterFault::Duplicate(value) => (
            format!("«{}» står to ganger i «{name}».", spelt(field, value)),
            "Hver verdi kan stå én gang. Endre eller slett den ene.".into(),
        ),
        RegisterFault::Cycle(ring) => {
            let ring = ring.iter().map(Key::as_str).collect::<Vec<_>>().join(" → ");
            (
                format!("«{name}» går i ring: {ring}."),
                "Slett «del_av» i en av filene, slik at en av dem er øverst.".into(),
            )
        }
        RegisterFault::Itself => (
            format!("«{name}» viser til fila selv."),
            "Skriv nøkkelen til en annen, eller slett den.".into(),
        ),
        RegisterFault::EndNotAfterStart => (
            "Slutten må være etter starten, samme dag.".into(),
            "Skriv et senere klokkeslett i «til», eller et tidligere i «fra».".into(),
        ),
        RegisterFault::LastBeforeFirst => (
            format!("«{name}» er før starten."),
            "Bytt om de to, eller rett den ene.".into(),
        ),
        RegisterFault::OutOfRange(low, high) => (format!("«{name}» skal være fra {low} til {high}."), example),
        RegisterFault::Schedule(problem) => schedule_words(*problem),
        RegisterFault::Form => (format!("«{name}» er ikke skrevet slik den skal."), example),
    }
}

/// A doubled value as the folder spells it.
fn spelt<'a>(field: Option<&Field>, value: &'a str) -> std::borrow::Cow<'a, str> {
    use super::fields::{Content, spelling};
    match field.map(|f| f.content) {
        Some(Content::Several(choices)) => {
            let code = value.to_lowercase();
            meaning(choices, &code).map_or(value.into(), |c| spelling(choices, c).to_owned().into())
        }
        _ => value.into(),
    }
}

fn unknown(to: Entity, key: &Key, register: &Register) -> String {
    let keys: Vec<&str> = match to {
        Entity::Organisation => register.organisations.iter().map(|x| x.key.as_str()).collect(),
        Entity::Place => register.places.iter().map(|x| x.key.as_str()).collect(),
        Entity::Offering => register.offerings.iter().map(|x| x.key.as_str()).collect(),
        Entity::Service => register.services.iter().map(|x| x.key.as_str()).collect(),
        _ => vec![],
    };
    match nearest(key.as_str(), keys.into_iter()) {
        Some(near) => format!("Mente du «{near}»?"),
        None => format!("Skriv navnet på en fil i {}/ uten .toml, eller lag fila.", folder(to)),
    }
}

fn schedule_words(problem: schedule::Problem) -> (String, String) {
    let (message, instead) = match problem {
        schedule::Problem::NeverOccurs => (
            "Planen gir ingen dager.",
            "Sjekk ukedagene, «gjelder_fra» og «gjelder_til».",
        ),
        schedule::Problem::AmbiguousMove(_) => (
            "Det er flere ganger denne dagen, så det er uklart hvilken som er flyttet.",
            "Avlys dagen, og skriv de nye tidene som [[….ekstradag]].",
        ),
        schedule::Problem::GuidesWithoutStaffing => (
            "Det står hvor mange veiledere som er der, men ikke at det er bemannet med veileder.",
            "Slett «veiledere», eller skriv: bemanning = \"veileder\"",
        ),
        _ => (
            "Det er ikke noe denne dagen etter planen.",
            "Skriv en dag planen har, eller bruk [[….ekstradag]] for en ny dag.",
        ),
    };
    (message.to_owned(), instead.to_owned())
}
