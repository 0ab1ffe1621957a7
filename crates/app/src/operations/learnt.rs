//! What the made-up guides have learnt in the year: shifts with somebody experienced, meetings, a course part by part, visits to
//! and from other services, and a minute's thought now and then.

use super::chance::Chance;
use crate::{
    frame::AppError,
    learning::{
        course_store,
        shadowing_store::{self, Diary, Plan},
        store::{self, Origin},
    },
};
use ::store::{Db, Tx, WriteCtx};
use domain::{
    guides::{Guide, GuideKind},
    learning::{
        Colleague, Feeling, Host, HostState, JobWish, ModuleCourse, Pair, Reflection, ShadowingWay, Training,
        TrainingKind, TrainingTarget, shipped_courses,
    },
    shared::{Id, Key, Locale, Minute, day_and_minute},
};
use jiff::{Timestamp, ToSpan, civil::Date};

/// The year of one municipality's guides.
pub struct Learnt<'a> {
    /// Where it is written.
    pub db: &'a Db,
    /// Who writes at an instant.
    pub ctx: &'a dyn Fn(Timestamp) -> WriteCtx,
    /// The instant that the year ends.
    pub now: Timestamp,
}

/// What was set up at the beginning.
#[derive(Clone, Copy)]
struct Set {
    course: Id,
    parts: u16,
    hosts: [Id; 3],
    ours: Id,
}

impl Learnt<'_> {
    /// Lives through it. Nothing when there are no guides.
    ///
    /// # Errors
    /// A fault of the database.
    pub fn happen(&self, guides: &[Guide], chance: &mut Chance) -> Result<(), AppError> {
        if guides.is_empty() {
            return Ok(());
        }
        let ids: Vec<Id> = (0..5).map(|_| chance.id()).collect();
        let set = self.at(180, move |tx| begin(tx, &ids))?;
        // Those who sign in come first: what is agreed and held is theirs, and can be seen in the demonstration.
        let mut guides = guides.to_vec();
        guides.sort_by_key(|g| g.account.is_none());
        let newest = guides.iter().max_by_key(|g| (g.since, g.id)).map(|g| g.id);
        for (n, guide) in guides.iter().enumerate() {
            self.log(guide, n, Some(guide.id) == newest)?;
            let done = u16::try_from(chance.below(usize::from(set.parts) + 1)).unwrap_or(0);
            let id = guide.id;
            self.at(12, move |tx| {
                course_store::tick(tx, id, set.course, &(1..=done).collect())
            })?;
            if n % 3 == 0 {
                self.thoughts(id, n, chance)?;
            }
        }
        self.stays(&guides, set, chance)?;
        self.pair(&guides, chance.id())
    }

    fn day(&self, ago: i32) -> Date {
        let today = day_and_minute(self.now).0;
        today.checked_sub(ago.days()).unwrap_or(today)
    }

    /// Does something so many days before the year ends.
    fn at<T: Send + 'static>(
        &self,
        ago: i64,
        f: impl FnMut(&mut Tx) -> Result<T, AppError> + Send + 'static,
    ) -> Result<T, AppError> {
        let then = self.now.saturating_sub((24 * ago).hours()).unwrap_or(self.now);
        self.db.write_blocking((self.ctx)(then), f)
    }

    /// One guide's log. Somebody new has followed an experienced guide, and waits for a yes.
    fn log(&self, guide: &Guide, n: usize, is_new: bool) -> Result<(), AppError> {
        let lines: &[(i32, TrainingKind, u16, &str)] = if is_new {
            &[(3, TrainingKind::Shadowing, 180, "")]
        } else {
            &[
                (165, TrainingKind::Shadowing, 180, ""),
                (158, TrainingKind::TwoOnShift, 180, ""),
                (150, TrainingKind::NetworkMeeting, 90, "Nettverksmøte"),
                (120, TrainingKind::Ethics, 60, "Gjennomgang av taushetsplikten"),
                (60, TrainingKind::NetworkMeeting, 90, "Nettverksmøte"),
                (40, TrainingKind::Security, 45, "Svindel som går nå"),
            ]
        };
        let skip = n % 3;
        for (ago, kind, minutes, title) in lines.iter().copied().take(lines.len() - skip.min(lines.len() - 1)) {
            let (guide, on) = (guide.id, self.day(ago).max(guide.since));
            self.at(i64::from(ago), move |tx| {
                let line = Training {
                    id: Id(tx.new_id()),
                    guide,
                    kind,
                    on,
                    minutes,
                    title: title.to_owned(),
                    gives: None,
                    confirmed: !is_new,
                };
                store::add(tx, &line, Origin::default())
            })?;
        }
        Ok(())
    }

    fn thoughts(&self, guide: Id, n: usize, chance: &mut Chance) -> Result<(), AppError> {
        let said = [
            (30, Feeling::Well, "La han holde telefonen selv hele tiden", ""),
            (16, Feeling::Mixed, "", "Øve på to-trinns innlogging før neste gang"),
            (5, Feeling::Well, "Tok en pause når det ble mye", ""),
        ];
        for (ago, feeling, good, next) in said {
            let (id, on) = (chance.id(), self.day(ago));
            let thought = Reflection {
                id,
                guide,
                on,
                offering: Key::parse("drop-in-biblioteket").ok(),
                feeling,
                good: good.to_owned(),
                next: next.to_owned(),
                shared: n == 0 && !next.is_empty(),
            };
            self.at(i64::from(ago), move |tx| store::put_reflection(tx, &thought))?;
        }
        Ok(())
    }

    /// One visit is over and written about, one is agreed, one is wished for; and a colleague has visited us.
    fn stays(&self, guides: &[Guide], set: Set, chance: &mut Chance) -> Result<(), AppError> {
        let mut going = guides.iter().map(|g| g.id);
        if let Some(guide) = going.next() {
            let agreement = self.agree(
                &wish(chance.id(), guide, None, self.day(50)),
                set.hosts[0],
                30,
                chance.id(),
            )?;
            let diary = Diary {
                learnt: "Mange kommer uten å vite at de kan ringe. Mottaket finner skjemaet på nett sammen med dem."
                    .to_owned(),
                passes_on: "Si at folk skal ta med legitimasjon.".to_owned(),
            };
            self.at(29, move |tx| shadowing_store::hold(tx, agreement, Some(&diary)))?;
        }
        if let Some(guide) = going.next() {
            self.agree(
                &wish(chance.id(), guide, Some(set.hosts[1]), self.day(10)),
                set.hosts[1],
                -6,
                chance.id(),
            )?;
        }
        if let Some(guide) = going.next() {
            let waiting = wish(chance.id(), guide, Some(set.hosts[2]), self.day(4));
            self.at(4, move |tx| shadowing_store::put_wish(tx, &waiting))?;
        }
        let asked = JobWish {
            way: ShadowingWay::In,
            guide: None,
            colleague: Some(Colleague {
                name: "Mona".to_owned(),
                service: "Hjemmetjenesten".to_owned(),
                email: String::new(),
            }),
            ..wish(chance.id(), Id([0; 16]), None, self.day(40))
        };
        let agreement = self.agree(&asked, set.ours, 20, chance.id())?;
        let diary = Diary {
            learnt: "Hva dere kan hjelpe med, og hva som må tas hos banken.".to_owned(),
            passes_on: String::new(),
        };
        self.at(19, move |tx| shadowing_store::hold(tx, agreement, Some(&diary)))
    }

    fn agree(&self, wish: &JobWish, host: Id, ago: i32, id: Id) -> Result<Id, AppError> {
        let (wish, on) = (wish.clone(), self.day(ago));
        let decided = i64::from(ago.max(0)) + 3;
        self.at(decided, move |tx| {
            shadowing_store::put_wish(tx, &wish)?;
            let plan = Plan {
                on,
                start: Minute::new(9 * 60).unwrap_or(Minute::MIDNIGHT),
                end: Minute::new(11 * 60 + 30).unwrap_or(Minute::MIDNIGHT),
                meet: "Hovedinngangen".to_owned(),
            };
            shadowing_store::agree(tx, id, wish.id, host, &plan).map(|a| a.id)
        })
    }

    fn pair(&self, guides: &[Guide], id: Id) -> Result<(), AppError> {
        let young = guides.iter().find(|g| g.kind == GuideKind::Pupil || g.limits.under_18);
        let old = guides.iter().find(|g| g.kind == GuideKind::Volunteer && !g.limits.under_18);
        let (Some(young), Some(old)) = (young, old) else {
            return Ok(());
        };
        let pair = Pair {
            id,
            younger: young.id,
            older: old.id,
            from: self.day(70),
            until: None,
            note: "Den ene kan telefonene, den andre kan ta seg tid.".to_owned(),
        };
        self.at(70, move |tx| store::put_pair(tx, &pair))
    }
}

fn wish(id: Id, guide: Id, host: Option<Id>, made: Date) -> JobWish {
    JobWish {
        id,
        way: ShadowingWay::Out,
        guide: Some(guide),
        colleague: None,
        host,
        wants: "Se hvordan folk blir tatt imot".to_owned(),
        made,
    }
}

/// Targets, the course, and the places that take somebody in.
fn begin(tx: &mut Tx, ids: &[Id]) -> Result<Set, AppError> {
    let [course, nav, legevakt, skatt, ours] = ids else {
        return Err(AppError::Absent);
    };
    let all = |minutes| [TrainingTarget { kind: None, minutes }];
    store::put_targets(tx, GuideKind::Volunteer, &all(8 * 60))?;
    store::put_targets(tx, GuideKind::Employee, &all(10 * 60))?;
    let shipped = shipped_courses().first().ok_or(AppError::Absent)?;
    let taken = ModuleCourse {
        id: *course,
        name: shipped.name.clone(),
        about: shipped.about.get(Locale::Nb).to_owned(),
        link: String::new(),
        source: shipped.source.clone(),
        modules: shipped.modules(Locale::Nb),
        minutes: shipped.parts * 30,
        gives: None,
        confirm: false,
        ended: false,
    };
    course_store::put(tx, &taken)?;
    let host = |id: &Id, way, name: &str, about: &str| Host {
        id: *id,
        way,
        name: name.to_owned(),
        place: if way == ShadowingWay::In {
            Key::parse("hovedbiblioteket").ok()
        } else {
            None
        },
        about: about.to_owned(),
        times: "Etter avtale".to_owned(),
        contact: String::new(),
        spots: 1,
        last: None,
        state: HostState::Open,
    };
    let places = [
        host(nav, ShadowingWay::Out, "NAV-kontoret", "En formiddag i mottaket."),
        host(
            legevakt,
            ShadowingWay::Out,
            "Legevakta",
            "Hvordan folk finner fram til Helsenorge.",
        ),
        host(
            skatt,
            ShadowingWay::Out,
            "Innbyggerservice",
            "Søknader som bare kan sendes på nett.",
        ),
        host(
            ours,
            ShadowingWay::In,
            "Hovedbiblioteket",
            "Stå ved skranken i en drop-in.",
        ),
    ];
    places.iter().try_for_each(|p| shadowing_store::put_host(tx, p))?;
    Ok(Set {
        course: *course,
        parts: shipped.parts,
        hosts: [*nav, *legevakt, *skatt],
        ours: *ours,
    })
}
