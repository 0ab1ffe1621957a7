//! Vise videre: fra det noen trenger, til den rette åpne døra, i to trykk. Lappen innbyggeren får med seg, sier hvor og når
//! – og ingenting om innbyggeren. Et engangstall på lappen forteller hvordan det gikk ved neste dør, uten at noen vet hvem som kom.

mod back;
pub mod codes;
mod desk;
mod forms;
mod office;
mod refusal;
pub mod store;
#[cfg(test)]
mod tests;
mod views;

use crate::frame::{Audience, Cx, Published, Routes};
use domain::{
    access::Permission,
    boundaries::SendTo,
    offerings::Offering,
    referrals::{Need, Opening, Target, Way, rank},
    register::Register,
    schedule::{OpenState, next_occurrences, offering_state},
    shared::Key,
};
use jiff::Timestamp;

pub use codes::{left_before, made_up, tonight};
pub use forms::{Pairs, asked, carried, encoded, need};
pub use refusal::ReferralsRefusal;
pub use views::{Suggestion, list};

/// The room's routes.
#[must_use]
pub fn routes() -> Routes {
    let at_desk = Audience::SignedIn(Permission::UseDesk);
    let figures = Audience::SignedIn(Permission::SeeFigures);
    Routes::default()
        .get("/skranke/vis-videre", at_desk, desk::choose)
        .get("/skranke/lapp/{kind}/{key}", at_desk, desk::slip)
        .post("/skranke/lapp/{kind}/{key}", at_desk, back::give)
        .get("/skranke/vist", at_desk, back::at_desk)
        .post("/skranke/vist", at_desk, back::tell_at_desk)
        .get("/vist", Audience::Public, back::ask)
        .post("/vist", Audience::Public, back::tell)
        .get("/vist/{code}", Audience::Public, back::with_code)
        .get("/motta/{token}", Audience::Public, back::receive)
        .post("/motta/{token}", Audience::Public, back::tell_as_receiver)
        .get(
            "/kontor/henvisninger",
            Audience::SignedIn(Permission::SeeOffice),
            office::links,
        )
        .post(
            "/kontor/henvisninger",
            Audience::SignedIn(Permission::EditRegister),
            office::change_link,
        )
        .get("/kontor/tall/vist-videre", figures, office::figures)
        .get("/kontor/tall/vist-videre.csv", figures, office::csv)
}

/// When an offering is open, in the words of a referral.
#[must_use]
pub fn opening_of(register: &Register, offering: &Offering, now: Timestamp) -> Opening {
    match offering_state(register, offering, now) {
        OpenState::OpenNow { entry, .. } => Opening::OpenNow {
            place: entry.occurrence.place.clone(),
            until: entry.occurrence.ends_at(),
        },
        _ => next_occurrences(register, offering, now, 1).pop().map_or(Opening::NotKnown, |next| Opening::Later {
            at: next.starts_at(),
            place: next.place,
        }),
    }
}

/// Everything that fits a need, best first.
#[must_use]
pub fn targets(register: &Register, need: &Need, now: Timestamp) -> Vec<Target> {
    rank(register, need, now, &|offering| opening_of(register, offering, now))
}

/// Where else to go from a place: other open offerings, best first, for those who came when the queue was closed.
#[must_use]
pub fn elsewhere(cx: &Cx, published: &Published, from: &Key) -> Vec<Suggestion> {
    let need = Need {
        from_place: Some(from.clone()),
        ..Need::default()
    };
    let register = &published.register;
    let found = targets(register, &need, cx.now).into_iter().filter(|t| {
        let elsewhere = match &t.opens {
            Opening::OpenNow { place, .. } => place != from,
            Opening::Later { .. } => true,
            Opening::InWords | Opening::NotKnown => false,
        };
        elsewhere && matches!(t.way, Way::Offering(_))
    });
    found.take(5).filter_map(|t| views::suggestion(cx, register, &t, "")).collect()
}

/// Where a boundary's answer sends people: its doors first, in order, then what its topics and kinds of offerings lead to.
#[must_use]
pub fn sent_to(cx: &Cx, published: &Published, send_to: &SendTo, from: &Need, carry: &str) -> Vec<Suggestion> {
    let register = &published.register;
    let mut found: Vec<Target> =
        send_to.doors.iter().filter_map(|key| desk::target(register, cx, "door", key.as_str())).collect();
    if !(send_to.kinds.is_empty() && send_to.topics.is_empty()) {
        let need = Need {
            topics: send_to.topics.clone(),
            ..from.clone()
        };
        let kind = |target: &Target| match &target.way {
            Way::Offering(key) => {
                let offering = register.offerings.iter().find(|o| o.key == *key);
                send_to.kinds.is_empty() || offering.is_some_and(|o| send_to.kinds.contains(&o.kind))
            }
            Way::Door(_) => true,
        };
        let ranked = targets(register, &need, cx.now).into_iter().filter(kind);
        found.extend(ranked.filter(|t| !send_to.doors.iter().any(|d| t.way == Way::Door(d.clone()))).take(3));
    }
    found.iter().filter_map(|t| views::suggestion(cx, register, t, carry)).collect()
}
