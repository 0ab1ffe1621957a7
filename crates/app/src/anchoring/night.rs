//! The night's work: who answers for a grant is told once at each step before its money ends, and before each condition is due.

use super::{
    grant_store::{self, Responsible},
    store::{self, GrantWithParts},
    words,
};
use crate::{
    access,
    frame::AppError,
    messages,
    texts::{T, Words},
};
use ::store::{Query, Tx};
use domain::{
    access::Role,
    anchoring::GrantStatus,
    messages::{Contact, Email},
    schedule::day_in_words,
    shared::{Id, Locale, day_and_minute},
};
use jiff::{ToSpan, civil::Date};
use ui::args;

/// How long after its last day who answers for a grant is remembered, and what was told.
const KEPT_MONTHS: i32 = 12;

/// The night's work.
///
/// # Errors
/// A fault of the database.
pub fn tonight(tx: &mut Tx) -> Result<(), AppError> {
    let today = day_and_minute(tx.now()).0;
    let year_ago = today.saturating_sub(KEPT_MONTHS.months());
    for grant in &store::grounds(tx, today)?.grants {
        let over = matches!(grant.grant.status, GrantStatus::Refused | GrantStatus::Closed);
        if over || grant.grant.last_day.is_some_and(|last| last < year_ago) {
            grant_store::forget_responsible(tx, grant.id)?;
        } else if grant.grant.status == GrantStatus::Granted {
            tell(tx, grant, today)?;
        }
    }
    grant_store::forget_told(tx, year_ago)
}

/// Something that is told of a grant.
enum News<'g> {
    /// The money can be used for so many months at most, to this day.
    Ends(i8, Date),
    /// A condition is due.
    Due(&'g str, Date),
}

impl News<'_> {
    fn words(&self, today: Date, l: Locale) -> String {
        match self {
            Self::Ends(months, last) => format!(
                "{}. {}",
                words::alarm(*months, l),
                l.ta(T::AnchoringDueGrantDo, &args![("day", day_in_words(*last, today, l))])
            ),
            Self::Due(what, due) => l.ta(
                T::AnchoringTellCondition,
                &args![("what", *what), ("day", day_in_words(*due, today, l))],
            ),
        }
    }
}

/// What is new tonight. It is noted as told only when there is somebody to tell.
fn news<'g>(tx: &mut Tx, grant: &'g GrantWithParts, today: Date) -> Result<Vec<News<'g>>, AppError> {
    let mut out = Vec::new();
    let ends = grant.grant.alarm(today).filter(|months| *months > 0).zip(grant.grant.last_day);
    if let Some((months, last)) = ends
        && grant_store::told_once(tx, grant.id, last, i64::from(months))?
    {
        out.push(News::Ends(months, last));
    }
    for (id, c) in &grant.conditions {
        if let Some((step, due)) = c.alarm(today).zip(c.due)
            && grant_store::told_once(tx, *id, due, i64::from(step))?
        {
            out.push(News::Due(&c.what, due));
        }
    }
    Ok(out)
}

fn tell(tx: &mut Tx, grant: &GrantWithParts, today: Date) -> Result<(), AppError> {
    let readers = readers(tx, grant.id)?;
    if readers.is_empty() {
        return Ok(());
    }
    let news = news(tx, grant, today)?;
    if news.is_empty() {
        return Ok(());
    }
    for reader in readers {
        let l = reader.reads;
        let name = grant.grant.name.as_str();
        let heading = l.ta(T::AnchoringTellHeading, &args![("name", name)]);
        let lines: Vec<String> = news.iter().map(|n| n.words(today, l)).collect();
        let text = l.ta(T::AnchoringTellText, &args![("name", name), ("what", lines.join("\n"))]);
        messages::say(tx, &reader.contact, &heading, &text, grant.id.0)?;
    }
    Ok(())
}

/// Who is told of a grant: whoever is named, otherwise the coordinators and leaders who sign in with an e-mail address, in the
/// language the municipality writes.
///
/// # Errors
/// A fault of the database.
pub fn readers(q: &mut impl Query, grant: Id) -> Result<Vec<Responsible>, AppError> {
    if let Some(named) = grant_store::responsible(q, grant)? {
        return Ok(vec![named]);
    }
    let language = messages::store::own_language(q)?;
    let reads = Locale::parse(&language).unwrap_or(Locale::Nb);
    let lead = access::store::accounts(q)?
        .into_iter()
        .filter(|a| matches!(a.role, Role::Coordinator | Role::Leader));
    let reached = lead.filter_map(|a| {
        Some(Responsible {
            contact: Contact::Email(Email::parse(&a.login).ok()?),
            name: a.name,
            reads,
        })
    });
    Ok(reached.collect())
}
