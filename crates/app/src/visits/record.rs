//! A visit as it stands in a row, and back.

use crate::frame::{day_of, days, stored_code, stored_key};
use domain::{
    shared::{Id, PartOfDay},
    statistics::UNKNOWN,
    visits::{
        AgeBand, Barrier, Behalf, DurationBand, Form, GuidanceLanguage, HeardOfUs, Outcome, ReferredTo, SentOn, Source,
        TopicSet, UsedDevice, Visit,
    },
};
use store::{Fault, Row, Value, params};

/// The columns that say what a visit was, in the order of [`values`] and [`read`].
macro_rules! columns {
    () => {
        "day, part_of_day, place_id, offering_id, form, age_band, behalf, topics, service, device, barrier, duration, \
         outcome, referred_to, boundary, sent_on, heard, language, source, n"
    };
}
pub(super) use columns;

/// A visit's values, in the order of the columns.
pub(super) fn values(visit: &Visit) -> Vec<Value> {
    let service = visit.service.as_ref().map_or(String::new(), ToString::to_string);
    params![
        days(visit.day),
        visit.part_of_day.map_or(UNKNOWN, PartOfDay::code),
        visit.place.0,
        visit.offering.0,
        visit.form.code(),
        visit.age_band.code(),
        visit.behalf.code(),
        bits(visit.topics),
        service,
        visit.device.code(),
        visit.barrier.code(),
        visit.duration.code(),
        visit.outcome.code(),
        visit.referred_to.as_ref().map_or(String::new(), ReferredTo::code),
        visit.boundary.clone().unwrap_or_default(),
        visit.sent_on.code(),
        visit.heard.code(),
        visit.language.code(),
        visit.source.code(),
        i64::from(visit.count)
    ]
    .to_vec()
}

/// A set of topics never has bit 63, so it fits.
fn bits(topics: TopicSet) -> i64 {
    i64::try_from(topics.bits()).unwrap_or_default()
}

/// Reads the columns, the first of them at `at`.
pub(super) fn read(row: &Row<'_>, at: usize) -> Result<Visit, Fault> {
    let mut visit = Visit::blank(day_of(row.int(at)?), Id(row.id(at + 2)?), Id(row.id(at + 3)?));
    let part = row.text(at + 1)?;
    visit.part_of_day = if part == UNKNOWN {
        None
    } else {
        Some(stored_code(&part, PartOfDay::parse)?)
    };
    visit.topics = topics(row.int(at + 7)?)?;
    visit.service = some(row.text(at + 8)?).map(|key| stored_key(&key)).transpose()?;
    visit.referred_to = some(row.text(at + 13)?).map(|code| stored_code(&code, ReferredTo::parse)).transpose()?;
    visit.boundary = some(row.text(at + 14)?);
    visit.count = u32::try_from(row.int(at + 19)?).map_err(|_| Fault::corrupt("a count out of range"))?;
    read_codes(row, at, &mut visit)?;
    Ok(visit)
}

fn read_codes(row: &Row<'_>, at: usize, visit: &mut Visit) -> Result<(), Fault> {
    visit.form = stored_code(&row.text(at + 4)?, Form::parse)?;
    visit.age_band = stored_code(&row.text(at + 5)?, AgeBand::parse)?;
    visit.behalf = stored_code(&row.text(at + 6)?, Behalf::parse)?;
    visit.device = stored_code(&row.text(at + 9)?, UsedDevice::parse)?;
    visit.barrier = stored_code(&row.text(at + 10)?, Barrier::parse)?;
    visit.duration = stored_code(&row.text(at + 11)?, DurationBand::parse)?;
    visit.outcome = stored_code(&row.text(at + 12)?, Outcome::parse)?;
    visit.sent_on = stored_code(&row.text(at + 15)?, SentOn::parse)?;
    visit.heard = stored_code(&row.text(at + 16)?, HeardOfUs::parse)?;
    visit.language = stored_code(&row.text(at + 17)?, GuidanceLanguage::parse)?;
    visit.source = stored_code(&row.text(at + 18)?, Source::parse)?;
    Ok(())
}

fn topics(stored: i64) -> Result<TopicSet, Fault> {
    u64::try_from(stored)
        .ok()
        .and_then(TopicSet::from_bits)
        .ok_or_else(|| Fault::corrupt("a topic that is not known"))
}

fn some(text: String) -> Option<String> {
    Some(text).filter(|t| !t.is_empty())
}
