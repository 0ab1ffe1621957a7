//! The service description of the demonstration, with words of the municipality's own, and what was asked for at its counters.

use super::{
    counts::{self, Tap},
    generate::{self, Material, Own, Texts},
    versions::{self, Approval},
};
use crate::{frame::AppError, guides::gate_store};
use ::store::Tx;
use domain::{
    boundaries::{ExceptionHelp, ExceptionReason, Profile, effective},
    guides::{Paper, Requirement},
    register::Register,
    shared::{Id, Localized, day_and_minute},
};
use jiff::civil::Date;

fn draft(register: &Register, own: &Own, today: Date) -> Texts {
    generate::draft(&Material {
        register,
        rules: &effective(register, today),
        own,
        today,
    })
}

/// The description of the demonstration, as it stands the day it was approved: all but the newest guide have read it.
///
/// # Errors
/// A fault of the database.
pub fn made_up(tx: &mut Tx, register: &Register) -> Result<(), AppError> {
    let today = day_and_minute(tx.now()).0;
    let doubt = Localized {
        nb: "Fagleder på Innbyggerservice svarer på telefon hele dagen. Spør heller én gang for mye.".to_owned(),
        nn: "Fagleiar på Innbyggerservice svarar på telefon heile dagen. Spør heller ein gong for mykje.".to_owned(),
        en: "The professional lead at citizen service answers the phone all day. Rather ask once too often.".to_owned(),
    };
    versions::put_own(tx, "doubt", &doubt)?;
    let own = versions::own(tx)?;
    let profile = Profile::of_version(&register.municipality.standard_profile);
    let approval = Approval {
        by: "Leif Leder",
        role: "leder for Innbyggerservice",
        from: today,
        seen: 0,
    };
    let made = versions::approve(tx, &draft(register, &own, today), &profile.version, &approval)?;
    let mut readers = crate::guides::all(tx)?;
    readers.retain(|g| g.since <= today);
    readers.pop();
    for guide in readers {
        let paper = Paper {
            requirement: Requirement::ServiceDescription,
            version: made.name.clone(),
            on: today,
            valid_to: None,
            statute: String::new(),
        };
        gate_store::register(tx, guide.id, &paper, 0)?;
    }
    for (rule, times) in [("pay_bills", 7), ("fill_in_application", 9), ("repair_equipment", 6)] {
        for _ in 0..times {
            let id = Id(tx.random_id());
            counts::count(
                tx,
                &Tap {
                    id,
                    day: today,
                    rule,
                    exception: None,
                },
            )?;
        }
    }
    for _ in 0..5 {
        let id = Id(tx.random_id());
        let exception = Some((ExceptionReason::Hands, ExceptionHelp::Typed));
        counts::count(
            tx,
            &Tap {
                id,
                day: today,
                rule: "hold_phone_while_signing_in",
                exception,
            },
        )?;
    }
    Ok(())
}
