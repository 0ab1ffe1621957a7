//! Åpningsplanen: når et tilbud finner sted, og dagene som er annerledes. Her lagres og leses planene; reglene for dem står
//! i domenet.

pub mod forms;
pub mod notice;
pub mod office;
pub mod store;

pub use forms::weekdays;

use crate::frame::{Audience, Routes};
use domain::access::Permission;

/// The pages of schedules, and the notice that a day is called off.
#[must_use]
pub fn routes() -> Routes {
    let edit = Audience::SignedIn(Permission::EditRegister);
    let desk = Audience::SignedIn(Permission::UseDesk);
    Routes::default()
        .get("/kontor/tilbud/{key}/tider", edit, office::list)
        .get("/kontor/tilbud/{key}/tider/ny", edit, office::new)
        .post("/kontor/tilbud/{key}/tider/ny", edit, office::create)
        .get("/kontor/tilbud/{key}/tider/{plan}", edit, office::edit)
        .post("/kontor/tilbud/{key}/tider/{plan}", edit, office::save)
        .get("/kontor/tilbud/{key}/tider/{plan}/{what}", edit, office::day)
        .post("/kontor/tilbud/{key}/tider/{plan}/{what}", edit, office::save_day)
        .get("/kontor/steder/{key}/tider", edit, office::list)
        .get("/kontor/steder/{key}/tider/ny", edit, office::new)
        .post("/kontor/steder/{key}/tider/ny", edit, office::create)
        .get("/kontor/steder/{key}/tider/{plan}", edit, office::edit)
        .post("/kontor/steder/{key}/tider/{plan}", edit, office::save)
        .get("/kontor/steder/{key}/tider/{plan}/{what}", edit, office::day)
        .post("/kontor/steder/{key}/tider/{plan}/{what}", edit, office::save_day)
        .get("/kontor/beskjed", edit, notice::office)
        .post("/kontor/beskjed", edit, notice::call_off_office)
        .post("/kontor/beskjed/angre", edit, notice::undo_office)
        .get("/skranke/beskjed", desk, notice::desk)
        .post("/skranke/beskjed", desk, notice::call_off_desk)
        .post("/skranke/beskjed/angre", desk, notice::undo_desk)
}
