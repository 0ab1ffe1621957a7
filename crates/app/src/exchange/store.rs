use crate::{
    anchoring, bookings, boundaries, calendars, enrolments, equipment, events,
    frame::{AppError, Written},
    municipality::{self, story},
    offerings, organisations, places, promise, referrals, roster, situation,
};
use domain::{
    exchange::{
        Folder,
        fields::{ANCHORING_FILE, SURVEY_FILE},
    },
    municipality::Municipality,
    offerings::{DigitalService, Offering},
    organisations::Organisation,
    places::Place,
    register::{Channel, Deviation, Door, Milestone, NetworkMeeting, Register},
    shared::{Id, Key, day_and_minute},
};
use jiff::civil::Date;
use std::collections::{BTreeMap, HashMap};
use store::{Query, Tx};

/// A register as it is stored: every thing with its identity.
pub struct Stored {
    municipality: (Id, Municipality),
    organisations: Vec<(Id, Organisation)>,
    places: Vec<(Id, Place)>,
    offerings: Vec<(Id, Offering)>,
    services: Vec<(Id, DigitalService)>,
    doors: Vec<(Id, Door)>,
    deviations: Vec<(Id, Deviation)>,
    channels: Vec<(Id, Channel)>,
    network_meetings: Vec<(Id, NetworkMeeting)>,
    milestones: Vec<(Id, Milestone)>,
}

/// Reads the register; `None` when the municipality has written nothing yet.
///
/// # Errors
/// A fault of the database.
pub fn load(q: &mut impl Query) -> Result<Option<Stored>, AppError> {
    let written = Written::load(q)?;
    let Some(municipality) = municipality::store::load(q, &written)? else {
        return Ok(None);
    };
    Ok(Some(Stored {
        municipality,
        organisations: organisations::store::load(q, &written)?,
        places: places::store::load(q, &written)?,
        offerings: offerings::store::load(q, &written)?,
        services: offerings::store::load_services(q, &written)?,
        doors: referrals::store::load_doors(q, &written)?,
        deviations: boundaries::store::load_deviations(q, &written)?,
        channels: story::load_channels(q, &written)?,
        network_meetings: story::load_meetings(q, &written)?,
        milestones: story::load_milestones(q, &written)?,
    }))
}

fn sorted<T>(list: Vec<(Id, T)>, key: fn(&T) -> &Key) -> Vec<T> {
    let mut out: Vec<T> = list.into_iter().map(|(_, value)| value).collect();
    out.sort_by(|a, b| key(a).cmp(key(b)));
    out
}

fn ids<T>(list: &[(Id, T)], key: fn(&T) -> &Key) -> HashMap<Key, Id> {
    list.iter().map(|(id, value)| (key(value).clone(), *id)).collect()
}

impl Stored {
    /// The register alone, every list sorted by key.
    #[must_use]
    pub fn into_register(self) -> Register {
        Register {
            municipality: self.municipality.1,
            organisations: sorted(self.organisations, |o| &o.key),
            places: sorted(self.places, |p| &p.key),
            offerings: sorted(self.offerings, |o| &o.key),
            services: sorted(self.services, |s| &s.key),
            doors: sorted(self.doors, |d| &d.key),
            deviations: sorted(self.deviations, |d| &d.key),
            channels: sorted(self.channels, |c| &c.key),
            network_meetings: sorted(self.network_meetings, |m| &m.key),
            milestones: sorted(self.milestones, |m| &m.key),
        }
    }

    /// The identities of places.
    #[must_use]
    pub fn place_ids(&self) -> HashMap<Key, Id> {
        ids(&self.places, |p| &p.key)
    }

    /// The identities of offerings.
    #[must_use]
    pub fn offering_ids(&self) -> HashMap<Key, Id> {
        ids(&self.offerings, |o| &o.key)
    }
}

/// What a save did, in files of the municipality's folder.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Saved {
    /// New.
    pub created: usize,
    /// Different.
    pub changed: usize,
    /// No longer there.
    pub removed: usize,
}

/// Stores a register: writes what differs from what is stored, and a history row for each file that does. What is missing
/// in `new` has ended (organisations, places, offerings) or is removed (the rest). The register must have been checked.
///
/// The caller bumps the content version in the same transaction and before this, which is also the lock.
///
/// # Errors
/// A fault of the database.
pub fn save(tx: &mut Tx, new: &Register) -> Result<Saved, AppError> {
    let today = day_and_minute(tx.now()).0;
    let old = load(tx)?;
    let new = with_ended(old.as_ref(), new, today);
    let files_before = old.as_ref().map(files_of).unwrap_or_default();
    write(tx, old.as_ref(), &new)?;
    let before = old.as_ref().map(register_of);
    calendars::store::revise(tx, before.as_ref(), &new)?;
    if let Some(old) = before {
        bookings::reconcile(tx, &old)?;
        enrolments::reconcile(tx, &old, &new)?;
    }
    events::invites::reconcile(tx, &new)?;
    equipment::reconcile(tx, &new)?;
    roster::follow(tx, &new)?;
    promise::follow_plan(tx, &new)?;
    let files_after: BTreeMap<String, String> = domain::exchange::write(&new).into_iter().collect();
    tell_history(tx, &files_before, &files_after)
}

/// Reads everything that the municipality's folder has; `None` when the municipality has written nothing yet.
///
/// # Errors
/// A fault of the database.
pub fn load_folder(q: &mut impl Query) -> Result<Option<Folder>, AppError> {
    let Some(stored) = load(q)? else { return Ok(None) };
    let folder = Folder {
        register: stored.into_register(),
        survey: Some(situation::store::answers(q)?),
        anchoring: Some(anchoring::store::entries(q)?),
    };
    Ok(Some(folder.tidy()))
}

/// Stores a folder as [`save`] does a register. What it says nothing of – the survey, what the service rests on – is left as it
/// is; of what it tells, what is missing is taken away.
///
/// # Errors
/// A fault of the database.
pub fn save_folder(tx: &mut Tx, folder: &Folder) -> Result<Saved, AppError> {
    let before = beside(tx)?;
    let mut saved = save(tx, &folder.register)?;
    let folder = folder.clone().tidy();
    if let Some(answers) = &folder.survey {
        situation::store::put_answers(tx, answers)?;
    }
    if let Some(entries) = &folder.anchoring {
        anchoring::store::replace(tx, entries)?;
    }
    let after = beside(tx)?;
    saved.created += after.keys().filter(|path| !before.contains_key(*path)).count();
    saved.removed += before.keys().filter(|path| !after.contains_key(*path)).count();
    saved.changed += after.iter().filter(|(path, text)| before.get(*path).is_some_and(|old| old != *text)).count();
    Ok(saved)
}

/// The two files beside the register.
fn beside(q: &mut impl Query) -> Result<BTreeMap<String, String>, AppError> {
    let files = load_folder(q)?.map(|folder| domain::exchange::write_folder(&folder)).unwrap_or_default();
    Ok(files.into_iter().filter(|(path, _)| path == SURVEY_FILE || path == ANCHORING_FILE).collect())
}

fn files_of(stored: &Stored) -> BTreeMap<String, String> {
    domain::exchange::write(&register_of(stored)).into_iter().collect()
}

fn register_of(stored: &Stored) -> Register {
    Register {
        municipality: stored.municipality.1.clone(),
        organisations: values(&stored.organisations),
        places: values(&stored.places),
        offerings: values(&stored.offerings),
        services: values(&stored.services),
        doors: values(&stored.doors),
        deviations: values(&stored.deviations),
        channels: values(&stored.channels),
        network_meetings: values(&stored.network_meetings),
        milestones: values(&stored.milestones),
    }
}

fn values<T: Clone>(list: &[(Id, T)]) -> Vec<T> {
    list.iter().map(|(_, value)| value.clone()).collect()
}

/// The new register with what is missing in it, ended today.
fn with_ended(old: Option<&Stored>, new: &Register, today: Date) -> Register {
    let mut new = new.clone();
    let Some(old) = old else { return new };
    keep_missing(
        &old.organisations,
        &mut new.organisations,
        |o| &o.key,
        |o| o.ended = o.ended.or(Some(today)),
    );
    keep_missing(
        &old.places,
        &mut new.places,
        |p| &p.key,
        |p| p.ended = p.ended.or(Some(today)),
    );
    keep_missing(
        &old.offerings,
        &mut new.offerings,
        |o| &o.key,
        |o| o.ended = o.ended.or(Some(today)),
    );
    new
}

fn keep_missing<T: Clone>(old: &[(Id, T)], new: &mut Vec<T>, key: fn(&T) -> &Key, end: impl Fn(&mut T)) {
    for (_, value) in old {
        if !new.iter().any(|n| key(n) == key(value)) {
            let mut ended = value.clone();
            end(&mut ended);
            new.push(ended);
        }
    }
    new.sort_by(|a, b| key(a).cmp(key(b)));
}

/// Removes a thing of a kind that is not ended but taken away.
type Remove = fn(&mut Tx, Id) -> Result<(), AppError>;

/// How one kind of thing is written: what is new or different is put, what is missing is removed.
fn sync<T: PartialEq>(
    tx: &mut Tx,
    old: &[(Id, T)],
    new: &[T],
    key: fn(&T) -> &Key,
    put: fn(&mut Tx, Id, &T) -> Result<(), AppError>,
    remove: Option<Remove>,
) -> Result<(), AppError> {
    let by_key: HashMap<&Key, &(Id, T)> = old.iter().map(|pair| (key(&pair.1), pair)).collect();
    for value in new {
        match by_key.get(key(value)) {
            Some((_, same)) if same == value => {}
            Some((id, _)) => put(tx, *id, value)?,
            None => {
                let id = Id(tx.new_id());
                put(tx, id, value)?;
            }
        }
    }
    if let Some(remove) = remove {
        for (id, _) in old.iter().filter(|(_, value)| !new.iter().any(|n| key(n) == key(value))) {
            remove(tx, *id)?;
        }
    }
    Ok(())
}

fn list<T>(old: Option<&Stored>, pick: fn(&Stored) -> &Vec<(Id, T)>) -> &[(Id, T)] {
    old.map_or(&[], |o| pick(o).as_slice())
}

fn write(tx: &mut Tx, old: Option<&Stored>, new: &Register) -> Result<(), AppError> {
    write_owners(tx, old, new)?;
    let m = &new.municipality;
    if old.is_none_or(|o| o.municipality.1 != *m) {
        let id = old.map_or_else(|| Id(tx.new_id()), |o| o.municipality.0);
        municipality::store::put(tx, id, m)?;
        municipality::store::put_periods(tx, m)?;
    }
    sync(
        tx,
        list(old, |o| &o.services),
        &new.services,
        |s| &s.key,
        offerings::store::put_service,
        Some(offerings::store::remove_service),
    )?;
    sync(
        tx,
        list(old, |o| &o.offerings),
        &new.offerings,
        |o| &o.key,
        offerings::store::put,
        None,
    )?;
    write_story(tx, old, new)
}

/// Organisations and places: first the rows, then what each is a part of, then the hours, which may name other places.
fn write_owners(tx: &mut Tx, old: Option<&Stored>, new: &Register) -> Result<(), AppError> {
    let organisations = list(old, |o| &o.organisations);
    sync(
        tx,
        organisations,
        &new.organisations,
        |o| &o.key,
        organisations::store::put,
        None,
    )?;
    for o in changed(organisations, &new.organisations) {
        organisations::store::set_part_of(tx, o)?;
    }
    let places = list(old, |o| &o.places);
    sync(tx, places, &new.places, |p| &p.key, places::store::put, None)?;
    for p in changed(places, &new.places) {
        places::store::set_part_of(tx, p)?;
        places::store::put_hours(tx, p)?;
    }
    Ok(())
}

fn changed<'a, T: PartialEq>(old: &'a [(Id, T)], new: &'a [T]) -> impl Iterator<Item = &'a T> {
    new.iter().filter(|n| !old.iter().any(|(_, o)| o == *n))
}

fn write_story(tx: &mut Tx, old: Option<&Stored>, new: &Register) -> Result<(), AppError> {
    let doors = list(old, |o| &o.doors);
    sync(
        tx,
        doors,
        &new.doors,
        |d| &d.key,
        referrals::store::put_door,
        Some(referrals::store::remove_door),
    )?;
    sync(
        tx,
        list(old, |o| &o.deviations),
        &new.deviations,
        |d| &d.key,
        boundaries::store::put_deviation,
        Some(boundaries::store::remove_deviation),
    )?;
    let channels = list(old, |o| &o.channels);
    sync(
        tx,
        channels,
        &new.channels,
        |c| &c.key,
        story::put_channel,
        Some(story::remove_channel),
    )?;
    let meetings = list(old, |o| &o.network_meetings);
    sync(
        tx,
        meetings,
        &new.network_meetings,
        |m| &m.key,
        story::put_meeting,
        Some(story::remove_meeting),
    )?;
    let milestones = list(old, |o| &o.milestones);
    sync(
        tx,
        milestones,
        &new.milestones,
        |m| &m.key,
        story::put_milestone,
        Some(story::remove_milestone),
    )
}

fn tell_history(
    tx: &mut Tx,
    before: &BTreeMap<String, String>,
    after: &BTreeMap<String, String>,
) -> Result<Saved, AppError> {
    let json = |text: &String| serde_json::json!({ "toml": text }).to_string();
    let mut saved = Saved::default();
    for (path, text) in after {
        match before.get(path) {
            Some(same) if same == text => {}
            Some(old) => {
                saved.changed += 1;
                tx.history(
                    "exchange",
                    "file",
                    path.as_str(),
                    "changed",
                    Some(json(old)),
                    Some(json(text)),
                )?;
            }
            None => {
                saved.created += 1;
                tx.history("exchange", "file", path.as_str(), "created", None, Some(json(text)))?;
            }
        }
    }
    for (path, text) in before.iter().filter(|(path, _)| !after.contains_key(*path)) {
        saved.removed += 1;
        tx.history("exchange", "file", path.as_str(), "removed", Some(json(text)), None)?;
    }
    Ok(saved)
}

/// The last change of a file of the municipality's folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LastChange {
    /// When.
    pub at: jiff::Timestamp,
    /// The file's text before it.
    pub before: String,
}

/// The last change of a file, when what stands last in its history is a change.
///
/// # Errors
/// A fault of the database.
pub fn last_change(q: &mut impl Query, path: &str) -> Result<Option<LastChange>, AppError> {
    let tenant = q.tenant();
    let found = q.one(
        "SELECT at, verb, before_json FROM history WHERE tenant_id = $1 AND entity = 'file' AND entity_id = $2
         ORDER BY at DESC, id DESC LIMIT 1",
        &store::params![tenant, path],
        |row| Ok((row.int(0)?, row.text(1)?, row.opt_text(2)?)),
    )?;
    Ok(
        found.filter(|(_, verb, _)| verb == "changed").and_then(|(at, _, json)| {
            let json: serde_json::Value = serde_json::from_str(&json?).ok()?;
            Some(LastChange {
                at: jiff::Timestamp::from_millisecond(at).ok()?,
                before: json.get("toml")?.as_str()?.to_owned(),
            })
        }),
    )
}
