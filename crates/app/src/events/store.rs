use crate::frame::{AppError, days, stored_code};
use domain::{
    enrolments::Target,
    events::{SignUp, SignUpMode, for_whole_series},
    offerings::{Access, OfferingKind},
};
use jiff::{Timestamp, civil::Date};
use store::{Fault, Query, params};

/// Stands where the day would, for what is planned for a whole series.
const SERIES: i64 = -1;

fn stored_day(original: Option<Date>) -> i64 {
    original.map_or(SERIES, days)
}

fn instant(ms: i64) -> Result<Timestamp, Fault> {
    Timestamp::from_millisecond(ms).map_err(|e| Fault::corrupt(format!("not an instant: {e}")))
}

/// How many may sign up for a target, and when: as its own plan says, else as the plan of its series, else as the offering's
/// own way in. `None` when there is no such offering.
///
/// # Errors
/// A fault of the database.
pub fn sign_up(q: &mut impl Query, target: &Target) -> Result<Option<SignUp>, AppError> {
    let tenant = q.tenant();
    let access = q.one(
        "SELECT access FROM offering WHERE tenant_id = $1 AND key = $2",
        &params![tenant, target.offering.as_str()],
        |row| stored_code(row.str(0)?, Access::parse),
    )?;
    let Some(access) = access else {
        return Ok(None);
    };
    // The day comes before the series: -1 sorts last this way.
    let planned = q.one(
        "SELECT capacity, sign_up_from, sign_up_until, mode FROM event
         WHERE tenant_id = $1 AND offering = $2 AND schedule = $3 AND original_day IN ($4, $5)
         ORDER BY original_day DESC LIMIT 1",
        &params![tenant, target.offering.as_str(), target.schedule.as_str(), stored_day(target.original), SERIES],
        |row| {
            Ok(SignUp {
                capacity: u16::try_from(row.int(0)?).unwrap_or(u16::MAX),
                from: row.opt_int(1)?.map(instant).transpose()?,
                until: row.opt_int(2)?.map(instant).transpose()?,
                mode: stored_code(row.str(3)?, SignUpMode::parse)?,
            })
        },
    )?;
    Ok(Some(planned.unwrap_or_else(|| SignUp::usual(access))))
}

/// What one signs up for when one wants to come on a date: the date, or the whole series when it is a course or a club that
/// is not open.
///
/// # Errors
/// A fault of the database.
pub fn target(q: &mut impl Query, date: &Target) -> Result<Target, AppError> {
    let tenant = q.tenant();
    let series = Target {
        original: None,
        ..date.clone()
    };
    let kind = q.one(
        "SELECT kind FROM offering WHERE tenant_id = $1 AND key = $2",
        &params![tenant, date.offering.as_str()],
        |row| stored_code(row.str(0)?, OfferingKind::parse),
    )?;
    let (Some(kind), Some(of_series)) = (kind, sign_up(q, &series)?) else {
        return Ok(date.clone());
    };
    Ok(if for_whole_series(kind, of_series.mode) {
        series
    } else {
        date.clone()
    })
}
