//! What is known at the counter when somebody asks: the service, the form of help and who guides.

use crate::{
    frame::{AppError, Cx, Published, Who},
    guides,
    referrals::{Pairs, asked},
};
use domain::{
    boundaries::Situation,
    guides::GuideKind,
    offerings::Topic,
    shared::{Id, Key},
};

/// The situation of the visit that is being written, with whoever guides.
///
/// # Errors
/// A fault of the database.
pub async fn of(cx: &Cx, pairs: &Pairs, published: &Published) -> Result<Situation, AppError> {
    let key = Key::parse(asked(pairs, "service")).ok();
    let service = published.register.services.iter().find(|s| Some(&s.key) == key.as_ref());
    let offering = Id::parse(asked(pairs, "offering")).and_then(|id| published.offering_by_id(id));
    let situation = Situation {
        service: None,
        topic: Topic::parse(asked(pairs, "topic")),
        form: offering.map(|o| o.kind),
        guide: guide(cx).await?,
    };
    Ok(match service {
        Some(service) => situation.about(service),
        None => situation,
    })
}

/// What kind of guide stands here: whoever is signed in, or those on duty at a shared device when they are all of one kind.
async fn guide(cx: &Cx) -> Result<Option<GuideKind>, AppError> {
    let accounts: Vec<Id> = match cx.session.as_ref().map(|s| &s.who) {
        Some(Who::Person { account, .. }) => vec![*account],
        Some(Who::Device { on_duty, .. }) => on_duty.iter().map(|(id, _)| *id).collect(),
        None => Vec::new(),
    };
    let kinds = cx
        .read(move |r| {
            let mut kinds = Vec::with_capacity(accounts.len());
            for account in &accounts {
                let guide = match guides::of_account(r, *account)? {
                    Some(id) => guides::one(r, id)?,
                    None => None,
                };
                kinds.push(guide.map(|g| g.kind));
            }
            Ok(kinds)
        })
        .await?;
    let first = kinds.first().copied().flatten();
    Ok(first.filter(|_| kinds.iter().all(|k| *k == first)))
}
