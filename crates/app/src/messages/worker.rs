//! Sends what waits in the outbox. Each message is taken, sent and marked in three steps; a server that dies between the last
//! two sends it again, under the same name, so that nobody is forgotten and a good gateway drops the repeat.

use super::{
    mail::Mail,
    post::{Post, Sms},
    store::{self, Job, Taken},
};
use crate::frame::{App, AppError, Cx, Tenant};
use ::store::{Actor, WriteCtx};
use domain::messages::{Carrier, Contact, Means, SendFailure};
use jiff::Timestamp;
use std::{sync::Arc, time::Duration};

/// How often it is looked for something to send; a message that is written on this machine is seen at once.
const EVERY: Duration = Duration::from_secs(10);

/// What a round did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Round {
    /// Taken by a mail server or gateway.
    pub sent: u32,
    /// Not taken, and tried again later or given up.
    pub failed: u32,
}

/// Sends what is due, now and until the installation stops.
pub async fn follow(app: App) {
    let mut stop = app.stopping();
    let mut written = app.db().subscribe();
    let mut ticks = tokio::time::interval(EVERY);
    while !*stop.borrow() {
        tokio::select! {
            _ = stop.changed() => return,
            _ = ticks.tick() => {}
            () = told_of_a_message(&mut written) => {}
        }
        let now = app.now();
        if let Err(error) = work_once(&app, now).await {
            tracing::error!(fault = ?error, "messages were not sent; it is tried again soon");
        }
    }
}

async fn told_of_a_message(events: &mut tokio::sync::broadcast::Receiver<::store::Event>) {
    use tokio::sync::broadcast::error::RecvError;
    loop {
        match events.recv().await {
            Ok(event) if event.topic == "message" => return,
            Ok(_) => {}
            Err(RecvError::Lagged(_)) => return,
            // The clock still ticks.
            Err(RecvError::Closed) => std::future::pending().await,
        }
    }
}

/// Sends what is due now, in every municipality.
///
/// # Errors
/// A fault of the database; what was sent stays sent.
pub async fn work_once(app: &App, now: Timestamp) -> Result<Round, AppError> {
    let mut round = Round::default();
    for tenant in app.tenants().all() {
        of_tenant(app, tenant, now, &mut round).await?;
    }
    Ok(round)
}

/// What can be sent for the municipality of a request: pages offer no other way to be reached.
#[must_use]
pub fn can_send(cx: &Cx) -> Means {
    means(&cx.app.post(), cx.tenant())
}

/// What can be sent for a municipality. A demonstration sends nothing: its people are invented, their numbers may not be.
fn means(post: &Post, tenant: &Tenant) -> Means {
    if tenant.demo { Means::default() } else { post.means() }
}

async fn of_tenant(app: &App, tenant: &Arc<Tenant>, now: Timestamp, round: &mut Round) -> Result<(), AppError> {
    if !app.db().read(tenant.id, move |r| store::any_due(r, now)).await? {
        return Ok(());
    }
    let post = app.post();
    let means = means(&post, tenant);
    // A way out that does not answer is left alone for the rest of the round.
    let mut open = means;
    let stop = app.stopping();
    loop {
        let ctx = WriteCtx {
            tenant: tenant.id,
            actor: Actor::System,
            now,
        };
        let service = tenant.service_name.clone();
        let job = match app.db().write(ctx.clone(), move |tx| store::take(tx, means, open, &service)).await? {
            Taken::Nothing => return Ok(()),
            Taken::Other => continue,
            Taken::Job(job) => job,
        };
        let (id, channel) = (job.id, job.channel);
        let result = send(post.clone(), *job, tenant.service_name.clone(), now).await;
        app.db().write(ctx, move |tx| store::record(tx, id, result)).await?;
        match result {
            Ok(()) => round.sent += 1,
            Err(failure) => {
                round.failed += 1;
                tracing::warn!(
                    tenant = tenant.id,
                    channel = channel.code(),
                    code = failure.code(),
                    "a message was not taken"
                );
                if failure == SendFailure::Later {
                    match channel {
                        Carrier::Sms => open.sms = false,
                        _ => open.email = false,
                    }
                }
            }
        }
        if *stop.borrow() {
            return Ok(());
        }
    }
}

/// Waits for the network on a thread of its own, so that no page waits for it.
async fn send(post: Arc<Post>, job: Job, from_name: String, now: Timestamp) -> Result<(), SendFailure> {
    let sent = tokio::task::spawn_blocking(move || match (job.to, &post.mail, &post.sms) {
        (Contact::Email(to), Some(mail), _) => mail.send(&Mail {
            unsubscribe: if job.unsubscribe == super::BY_MAIL {
                format!("mailto:{}?subject=unsubscribe", mail.from())
            } else {
                job.unsubscribe
            },
            to,
            from_name,
            subject: job.heading,
            text: job.text,
            language: job.language,
            invitation: job.invitation,
            reference: job.reference,
            at: now,
        }),
        (Contact::Sms(to), _, Some(sms)) => sms.send(&Sms {
            to,
            text: job.text,
            reference: job.reference,
            sender: job.sender,
        }),
        _ => Err(SendFailure::Never),
    });
    // A carrier that panics is a fault of ours: the message is not lost.
    sent.await.unwrap_or(Err(SendFailure::Later))
}
