//! Taking back the last change of a thing: its file as it was before is read again, with everything else as it is now.

use super::refusal::OfficeRefusal;
use crate::{
    exchange,
    frame::{AppError, Cx},
    texts::{T, Words},
};
use domain::{
    exchange::fields::path,
    register::{Entity, Register},
    schedule::{clock, day_in_words},
    shared::day_and_minute,
};
use jiff::Timestamp;
use maud::{Markup, html};
use ui::{
    forms,
    parts::{self, Weight},
};

/// The file texts of a register with one of them replaced, read back; `None` when that gives no good register.
fn with_file(register: &Register, file: &str, text: &str) -> Option<Register> {
    let files: Vec<(String, Vec<u8>)> = domain::exchange::write(register)
        .into_iter()
        .map(|(p, t)| if p == file { (p, text.to_owned()) } else { (p, t) })
        .map(|(p, t)| (p, t.into_bytes()))
        .collect();
    domain::exchange::read(&files).ok()
}

/// Takes back the last change of a thing.
///
/// # Errors
/// A refusal when there is none, or when it no longer fits with the rest.
pub async fn undo(cx: &Cx, entity: Entity, key: &str) -> Result<(), AppError> {
    let file = path(entity, key);
    cx.write_register(move |tx| {
        let nothing = || AppError::refused(OfficeRefusal::NothingToUndo);
        let change = exchange::store::last_change(tx, &file)?.ok_or_else(nothing)?;
        let register = exchange::store::load(tx)?.ok_or(AppError::Absent)?.into_register();
        let restored = with_file(&register, &file, &change.before).ok_or_else(nothing)?;
        exchange::save(tx, &restored)?;
        Ok(())
    })
    .await
}

/// When a thing was last changed, with the button that takes it back.
///
/// # Errors
/// A fault of the database.
pub async fn last_change(cx: &Cx, entity: Entity, key: &str, action: &str) -> Result<Markup, AppError> {
    let file = path(entity, key);
    let found = cx.read(move |r| exchange::store::last_change(r, &file)).await?;
    let l = cx.locale();
    Ok(html! {
        @if let Some(change) = found {
            section.card.soft {
                p { (l.ta(T::OfficeLastChange, &ui::args![("when", when(change.at, cx))])) }
                (forms::form(&cx.link(action), &cx.csrf(), &parts::actions(&[parts::button(&l.t(T::OfficeUndo), Weight::Secondary)])))
            }
        }
    })
}

fn when(at: Timestamp, cx: &Cx) -> String {
    let (day, minute) = day_and_minute(at);
    let l = cx.locale();
    let time = clock(minute, l);
    l.ta(
        T::OfficeAtTime,
        &ui::args![("day", day_in_words(day, cx.today(), l)), ("time", time)],
    )
}
