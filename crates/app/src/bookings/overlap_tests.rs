//! In any order of holding, booking, moving, giving up and letting time pass, no guide, room or machine is with two at once.

use super::{
    book::{self, Bookable, Chosen, Wish},
    store::{self, Occupied, Party},
    tell::Teller,
};
use crate::{
    frame::AppError,
    testing::{TestApp, town::trials},
};
use ::store::{Actor, Tx, WriteCtx};
use domain::{bookings::MadeBy, messages::Contact, shared::Id};
use jiff::civil::{Date, date};
use proptest::prelude::*;

const MONDAY: &str = "2026-03-02T09:00";
const FIRST: Date = date(2026, 3, 2);
const LAST: Date = date(2026, 3, 20);

/// What somebody may do with an appointment.
#[derive(Clone, Debug)]
enum Deed {
    Hold { nth: usize, staff: bool, long: bool },
    Book(usize),
    LetGo(usize),
    Move(usize, usize),
    Cancel(usize),
    Later(u16),
    Night,
}

fn deed() -> impl Strategy<Value = Deed> {
    prop_oneof![
        5 => (0usize..24, any::<bool>(), any::<bool>()).prop_map(|(nth, staff, long)| Deed::Hold { nth, staff, long }),
        4 => (0usize..8).prop_map(Deed::Book),
        1 => (0usize..8).prop_map(Deed::LetGo),
        2 => (0usize..8, 0usize..24).prop_map(|(which, nth)| Deed::Move(which, nth)),
        1 => (0usize..8).prop_map(Deed::Cancel),
        2 => (1u16..25).prop_map(Deed::Later),
        1 => Just(Deed::Night),
    ]
}

/// Bergen's one-to-one with three guides, but one room and two machines for them.
fn scarce() -> TestApp {
    let mut register = crate::testing::example("bergen");
    let offering = register.offerings.iter_mut().find(|o| o.key.as_str() == "en-til-en").unwrap();
    for schedule in &mut offering.schedules {
        schedule.guides = 3;
    }
    let plan = offering.booking.as_mut().unwrap();
    (plan.rooms, plan.machines) = (Some(2), Some(2));
    TestApp::with(&register, MONDAY)
}

struct Life {
    test: TestApp,
    published: std::sync::Arc<crate::frame::Published>,
    made: Vec<Id>,
}

impl Life {
    fn write(&self, f: impl FnMut(&mut Tx) -> Result<(), AppError> + Send + 'static) {
        let ctx = WriteCtx {
            tenant: self.test.tenant,
            actor: Actor::System,
            now: self.test.now(),
        };
        // A refusal is an answer too; a fault is not.
        match self.test.app.db().write_blocking(ctx, f) {
            Ok(()) | Err(AppError::Refused(_) | AppError::Absent) => {}
            Err(other) => panic!("{other:?}"),
        }
    }

    fn act(&mut self, step: u8, deed: &Deed) {
        let published = self.published.clone();
        let secret = *self.test.app.secret();
        let at = |which: usize| self.made.get(which % self.made.len().max(1)).copied();
        match *deed {
            Deed::Hold { nth, staff, long } => {
                let id = Id([step.wrapping_add(1); 16]);
                self.made.push(id);
                let by = if staff { MadeBy::Phone } else { MadeBy::Web };
                let wish = Wish {
                    extra_long: long,
                    ..Wish::default()
                };
                self.write(move |tx| {
                    let b = Bookable::find(&published, "en-til-en", FIRST).unwrap();
                    let Some(chosen) = nth_time(tx, &b, &wish, by, nth)? else {
                        return Ok(());
                    };
                    let until = book::hold_ends(b.plan, tx.now());
                    book::hold(tx, &b, &wish, &chosen, by, (id, until)).map(drop)
                });
            }
            Deed::Book(which) => {
                let Some(id) = at(which) else { return };
                self.write(move |tx| {
                    let b = Bookable::find(&published, "en-til-en", FIRST).unwrap();
                    let party = Party {
                        name: String::new(),
                        contact: Contact::None,
                        language: "nb".to_owned(),
                    };
                    book::confirm(tx, &b, &Teller::of_service(&published, secret), id, &party).map(drop)
                });
            }
            Deed::LetGo(which) => {
                let Some(id) = at(which) else { return };
                self.write(move |tx| book::let_go(tx, id));
            }
            Deed::Move(which, nth) => {
                let Some(id) = at(which) else { return };
                self.write(move |tx| {
                    let b = Bookable::find(&published, "en-til-en", FIRST).unwrap();
                    let Some(chosen) = nth_time(tx, &b, &Wish::default(), MadeBy::Phone, nth)? else {
                        return Ok(());
                    };
                    let teller = Teller::of_service(&published, secret);
                    book::move_to(tx, &b, &teller, id, &chosen, MadeBy::Phone)
                });
            }
            Deed::Cancel(which) => {
                let Some(id) = at(which) else { return };
                self.write(move |tx| book::cancel(tx, &published, &Teller::of_service(&published, secret), id));
            }
            Deed::Later(minutes) => self.test.later(i64::from(minutes)),
            Deed::Night => self.write(super::tonight),
        }
    }

    fn occupied(&self) -> Vec<Occupied> {
        let now = self.test.now();
        let read = move |r: &mut ::store::Read| store::occupied(r, FIRST, LAST, now);
        self.test.app.db().read_blocking(self.test.tenant, read).unwrap()
    }
}

/// The nth start of the coming days, whether it is free or not: a browser may have an old page.
fn nth_time(tx: &mut Tx, b: &Bookable, wish: &Wish, by: MadeBy, nth: usize) -> Result<Option<Chosen>, AppError> {
    let asked = domain::bookings::Asked {
        minutes: b.minutes(wish),
        by: book::by(by),
        now: tx.now(),
    };
    let all = b.times(tx, &asked, FIRST, LAST)?;
    Ok(all.get(nth).map(|time| Chosen {
        schedule: time.schedule.clone(),
        starts_at: time.starts_at,
    }))
}

proptest! {
    // Each case is a whole installation that lives through dozens of deeds.
    #![proptest_config(trials(24))]

    #[test]
    fn no_guide_room_or_machine_is_with_two_at_once(deeds in proptest::collection::vec(deed(), 1..60)) {
        let test = scarce();
        let runtime = tokio::runtime::Runtime::new().unwrap();
        let published = runtime.block_on(test.app.published(test.tenant)).unwrap();
        let mut life = Life { test, published, made: Vec::new() };
        for (step, deed) in (0u8..).zip(&deeds) {
            life.act(step, deed);
            let all = life.occupied();
            for (i, a) in all.iter().enumerate() {
                prop_assert!(a.guide.lane < 3 && a.room.is_some_and(|r| r < 2) && a.machine.is_some_and(|m| m < 2));
                for b in &all[i + 1..] {
                    let (here, there) = (&a.guide.cells, &b.guide.cells);
                    if a.day != b.day || here.start >= there.end || there.start >= here.end {
                        continue;
                    }
                    prop_assert!(a.schedule != b.schedule || a.guide.lane != b.guide.lane, "step {step}, {deed:?}: one guide, two people");
                    prop_assert!(a.place != b.place || a.room != b.room, "step {step}, {deed:?}: one room, two people");
                    prop_assert!(a.place != b.place || a.machine != b.machine, "step {step}, {deed:?}: one machine, two people");
                }
            }
        }
    }
}
