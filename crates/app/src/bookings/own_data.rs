//! What we have about somebody who booked: all of it in one file, and erasing it at once. Whoever has the code may; an employee
//! who helps her does the same from the code.

use super::{
    book, claims,
    store::{self, Appointment, Party},
    tell::Teller,
};
use crate::{
    frame::{AppError, Published},
    messages,
};
use ::store::{Query as _, Tx, params};
use domain::{bookings::AppointmentState, shared::Id};
use serde_json::{Value, json};

/// Everything about a booking. Days and times are local.
#[must_use]
pub fn all(published: &Published, party: &Party, appointments: &[Appointment]) -> Value {
    let one = |a: &Appointment| {
        json!({
            "offering": published.offering_by_id(a.offering).map(|o| o.key.as_str()),
            "place": published.place_by_id(a.place).map(|p| p.key.as_str()),
            "day": a.day.to_string(),
            "from": a.start.to_string(),
            "to": a.end.to_string(),
            "state": a.state.code(),
            "about": a.need.map(|need| need.code()),
            "double_length": a.extra_long,
            "people": a.people,
            "interpreter": a.interpreter,
            "help_language": a.help_language,
            "made_by": a.made_by.code(),
            "erased_after": a.delete_after.to_string(),
        })
    };
    let (how, address) = party.contact.stored();
    json!({
        "name": party.name,
        "contact_by": how,
        "contact": address,
        "language": party.language,
        "appointments": appointments.iter().map(one).collect::<Vec<_>>(),
    })
}

/// Gives up what is still to come, and erases everything about a booking: the appointments, who booked, and the messages.
/// What is counted stays.
///
/// # Errors
/// A fault of the database.
pub fn erase(tx: &mut Tx, published: &Published, teller: &Teller, booking: Id) -> Result<(), AppError> {
    for a in store::of_booking(tx, booking)? {
        if a.state == AppointmentState::Booked && a.starts_at > tx.now() {
            book::cancel(tx, published, teller, a.id)?;
        }
        messages::forget(tx, a.id.0)?;
        claims::free(tx, a.id.0)?;
        store::delete(tx, a.id)?;
    }
    messages::forget(tx, booking.0)?;
    tx.exec(
        "DELETE FROM booking WHERE tenant_id = $1 AND id = $2",
        &params![tx.tenant(), booking.0],
    )?;
    // That it was done, never whose it was.
    Ok(tx.history("bookings", "booking", "", "erased", None, None)?)
}
