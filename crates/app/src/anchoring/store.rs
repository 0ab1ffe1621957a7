//! Everything the service rests on, as entries; and the same gathered for whoever builds on it.

use super::refusal::AnchoringRefusal;
use crate::frame::{AppError, stored_code};
use domain::{
    anchoring::{
        Benefit, Briefing, Budget, BudgetFrame, Commitment, Entry, EntryKind, Grant, GrantCall, GrantCondition,
        Measurement, RelatedProject, Spending, Strategy, StrategyGoal,
    },
    shared::Id,
};
use jiff::civil::Date;
use store::{Fault, Query, Row, Tx, params};

/// An entry as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stored {
    /// Its id.
    pub id: Id,
    /// The entry it is a part of.
    pub parent: Option<Id>,
    /// How many times it was written.
    pub revision: i64,
    /// What is in it.
    pub entry: Entry,
}

fn stored(row: &Row<'_>) -> Result<Stored, Fault> {
    let kind = stored_code(row.str(1)?, EntryKind::parse)?;
    let entry: Entry = serde_json::from_str(row.str(3)?).map_err(|e| Fault::corrupt(format!("not an entry: {e}")))?;
    if entry.kind() != kind {
        return Err(Fault::corrupt(format!("an entry of another kind than {}", kind.code())));
    }
    Ok(Stored {
        id: Id(row.id(0)?),
        parent: row.opt_id(2)?.map(Id),
        revision: row.int(4)?,
        entry,
    })
}

/// Every entry, in the order they were made.
///
/// # Errors
/// A fault of the database.
pub fn all(q: &mut impl Query) -> Result<Vec<Stored>, AppError> {
    let tenant = params![q.tenant()];
    let sql =
        "SELECT id, kind, parent, content, revision FROM anchoring_entry WHERE tenant_id = $1 ORDER BY made_at, id";
    Ok(q.rows(sql, &tenant, stored)?)
}

/// One entry.
///
/// # Errors
/// Absent when there is none with this id here; a fault of the database.
pub fn one(q: &mut impl Query, id: Id) -> Result<Stored, AppError> {
    let which = params![q.tenant(), id.0];
    let sql = "SELECT id, kind, parent, content, revision FROM anchoring_entry WHERE tenant_id = $1 AND id = $2";
    q.one(sql, &which, stored)?.ok_or(AppError::Absent)
}

fn json(entry: &Entry) -> Result<String, Fault> {
    serde_json::to_string(entry).map_err(|e| Fault::corrupt(format!("an entry that cannot be written: {e}")))
}

/// Writes a new entry; its id. The same once more, from a double click, is written once. There is one frame only: a second one
/// changes the first.
///
/// # Errors
/// Absent when what it is a part of is not there; a fault of the database.
pub fn add(tx: &mut Tx, entry: &Entry, parent: Option<Id>) -> Result<Id, AppError> {
    match (entry.kind().part_of(), parent) {
        (Some(kind), Some(of)) if one(tx, of)?.entry.kind() == kind => {}
        (None, None) => {}
        _ => return Err(AppError::Absent),
    }
    let there = all(tx)?;
    if let Some(same) = there.iter().find(|s| s.parent == parent && s.entry == *entry) {
        return Ok(same.id);
    }
    if let Some(frame) = there.iter().find(|s| s.entry.kind() == EntryKind::Frame && entry.kind() == EntryKind::Frame) {
        change(tx, frame.id, frame.revision, entry)?;
        return Ok(frame.id);
    }
    let (tenant, now, id, content) = (tx.tenant(), tx.now(), Id(tx.new_id()), json(entry)?);
    tx.exec(
        "INSERT INTO anchoring_entry (tenant_id, id, kind, parent, content, revision, made_at)
         VALUES ($1, $2, $3, $4, $5, 1, $6)",
        &params![tenant, id.0, entry.kind().code(), parent.map(|p| p.0), content.as_str(), now.as_millisecond()],
    )?;
    tx.history("anchoring", "anchoring_entry", id.0, "created", None, Some(content))?;
    Ok(id)
}

/// Writes an entry anew. `revision` is the one that the writer saw; the same words once more change nothing.
///
/// # Errors
/// Absent when there is none, or one of another kind; [`AnchoringRefusal::ChangedMeanwhile`]; a fault of the database.
pub fn change(tx: &mut Tx, id: Id, revision: i64, entry: &Entry) -> Result<(), AppError> {
    let tenant = tx.tenant();
    // First: two who change the same come one after the other.
    tx.exec(
        "UPDATE anchoring_entry SET revision = revision + 1 WHERE tenant_id = $1 AND id = $2",
        &params![tenant, id.0],
    )?;
    let before = one(tx, id)?;
    if before.entry.kind() != entry.kind() {
        return Err(AppError::Absent);
    }
    if before.entry == *entry {
        return Ok(());
    }
    if before.revision != revision + 1 {
        return Err(AppError::refused(AnchoringRefusal::ChangedMeanwhile));
    }
    let content = json(entry)?;
    tx.exec(
        "UPDATE anchoring_entry SET content = $3 WHERE tenant_id = $1 AND id = $2",
        &params![tenant, id.0, content.as_str()],
    )?;
    tx.history(
        "anchoring",
        "anchoring_entry",
        id.0,
        "changed",
        Some(json(&before.entry)?),
        Some(content),
    )?;
    Ok(())
}

/// Takes an entry away. The history keeps what stood there.
///
/// # Errors
/// Absent when there is none; [`AnchoringRefusal::HasParts`]; a fault of the database.
pub fn remove(tx: &mut Tx, id: Id) -> Result<Stored, AppError> {
    let before = one(tx, id)?;
    if all(tx)?.iter().any(|s| s.parent == Some(id)) {
        return Err(AppError::refused(AnchoringRefusal::HasParts));
    }
    let tenant = tx.tenant();
    tx.exec(
        "DELETE FROM anchoring_entry WHERE tenant_id = $1 AND id = $2",
        &params![tenant, id.0],
    )?;
    tx.history(
        "anchoring",
        "anchoring_entry",
        id.0,
        "removed",
        Some(json(&before.entry)?),
        None,
    )?;
    Ok(before)
}

/// How many entries name an offering or a digital service that the register does not have, by their keys.
///
/// # Errors
/// A fault of the database.
pub fn strangers(q: &mut impl Query, known: impl Fn(&str) -> bool) -> Result<usize, AppError> {
    let names = |s: &Stored| -> Vec<String> {
        match &s.entry {
            Entry::Cost(c) => c.offering.iter().map(ToString::to_string).collect(),
            Entry::Goal(g) => g.offerings.iter().map(ToString::to_string).collect(),
            Entry::Commitment(c) => c.offerings.iter().map(ToString::to_string).collect(),
            Entry::Benefit(b) => b.service.iter().map(ToString::to_string).collect(),
            _ => Vec::new(),
        }
    };
    Ok(all(q)?.iter().filter(|s| names(s).iter().any(|key| !known(key))).count())
}

/// A strategy with its goals.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StrategyWithGoals {
    /// Its id.
    pub id: Id,
    /// The strategy.
    pub strategy: Strategy,
    /// Its goals.
    pub goals: Vec<(Id, StrategyGoal)>,
}

/// A benefit with what was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BenefitWithFindings {
    /// Its id.
    pub id: Id,
    /// The benefit.
    pub benefit: Benefit,
    /// What was found, the newest first.
    pub findings: Vec<(Id, Measurement)>,
}

/// A grant with its conditions and what was used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GrantWithParts {
    /// Its id.
    pub id: Id,
    /// The grant.
    pub grant: Grant,
    /// What the giver asks for, what is due first on top.
    pub conditions: Vec<(Id, GrantCondition)>,
    /// What was used, the newest first.
    pub spending: Vec<(Id, Spending)>,
}

/// Everything the service rests on: what a council case, a presentation and a report are made from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grounds {
    /// The budget by alternative: `budget.sums(alternative)`; `domain::anchoring::outlook` for the funding cliff.
    pub budget: Budget,
    /// Whether anybody has said anything of the budget as a whole; otherwise its frame is a beginning.
    pub framed: bool,
    /// The strategies, the municipality's own first.
    pub strategies: Vec<StrategyWithGoals>,
    /// The decisions, plans and duties.
    pub commitments: Vec<(Id, Commitment)>,
    /// Other work to align with.
    pub projects: Vec<(Id, RelatedProject)>,
    /// Who was told what, the newest first.
    pub briefings: Vec<(Id, Briefing)>,
    /// The benefits.
    pub benefits: Vec<BenefitWithFindings>,
    /// The calls for applications.
    pub calls: Vec<(Id, GrantCall)>,
    /// The grants.
    pub grants: Vec<GrantWithParts>,
}

impl Grounds {
    /// Whether nothing at all is written.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.budget.is_empty()
            && self.strategies.is_empty()
            && self.commitments.is_empty()
            && self.projects.is_empty()
            && self.briefings.is_empty()
            && self.benefits.is_empty()
            && self.calls.is_empty()
            && self.grants.is_empty()
    }
}

/// The parts of an entry of one kind.
fn parts<V: Clone>(all: &[Stored], of: Id, pick: impl Fn(&Entry) -> Option<&V>) -> Vec<(Id, V)> {
    let own = all.iter().filter(|s| s.parent == Some(of));
    own.filter_map(|s| pick(&s.entry).map(|v| (s.id, v.clone()))).collect()
}

/// Gathers everything. While nobody has said anything of the budget as a whole, it begins in the year of `today`.
///
/// # Errors
/// A fault of the database.
pub fn grounds(q: &mut impl Query, today: Date) -> Result<Grounds, AppError> {
    Ok(gather(&all(q)?, today.year()))
}

fn gather(all: &[Stored], first_year: i16) -> Grounds {
    let mut out = Grounds {
        budget: Budget {
            frame: BudgetFrame::begin(first_year),
            costs: Vec::new(),
            money: Vec::new(),
        },
        framed: false,
        strategies: Vec::new(),
        commitments: Vec::new(),
        projects: Vec::new(),
        briefings: Vec::new(),
        benefits: Vec::new(),
        calls: Vec::new(),
        grants: Vec::new(),
    };
    for s in all {
        match s.entry.clone() {
            Entry::Frame(frame) => (out.budget.frame, out.framed) = (frame, true),
            Entry::Cost(line) => out.budget.costs.push((s.id, line)),
            Entry::Money(line) => out.budget.money.push((s.id, line)),
            Entry::Strategy(strategy) => out.strategies.push(StrategyWithGoals {
                id: s.id,
                strategy,
                goals: parts(all, s.id, |e| if let Entry::Goal(g) = e { Some(g) } else { None }),
            }),
            Entry::Commitment(c) => out.commitments.push((s.id, c)),
            Entry::Project(p) => out.projects.push((s.id, p)),
            Entry::Briefing(b) => out.briefings.push((s.id, b)),
            Entry::Benefit(benefit) => out.benefits.push(BenefitWithFindings {
                id: s.id,
                benefit,
                findings: parts(
                    all,
                    s.id,
                    |e| if let Entry::Measurement(m) = e { Some(m) } else { None },
                ),
            }),
            Entry::Call(c) => out.calls.push((s.id, c)),
            Entry::Grant(grant) => out.grants.push(GrantWithParts {
                id: s.id,
                grant,
                conditions: parts(all, s.id, |e| if let Entry::Condition(c) = e { Some(c) } else { None }),
                spending: parts(all, s.id, |e| if let Entry::Spending(u) = e { Some(u) } else { None }),
            }),
            Entry::Goal(_) | Entry::Measurement(_) | Entry::Condition(_) | Entry::Spending(_) => {}
        }
    }
    sort(&mut out);
    out
}

fn sort(g: &mut Grounds) {
    g.strategies.sort_by_key(|s| s.strategy.level);
    g.briefings.sort_by_key(|(_, b)| std::cmp::Reverse(b.on));
    for b in &mut g.benefits {
        b.findings.sort_by_key(|(_, m)| std::cmp::Reverse(m.on));
    }
    for grant in &mut g.grants {
        grant.conditions.sort_by_key(|(_, c)| (c.done.is_some(), c.due.is_none(), c.due));
        grant.spending.sort_by_key(|(_, s)| std::cmp::Reverse(s.on));
    }
}
