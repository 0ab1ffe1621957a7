//! Everything the service rests on, as entries; and the same gathered for whoever builds on it.

use super::{grant_store, refusal::AnchoringRefusal};
use crate::frame::{AppError, stored_code, written};
use domain::{
    anchoring::{
        AnchoredEntry, Benefit, Briefing, Budget, BudgetFrame, Commitment, Entry, EntryKind, Grant, GrantCall,
        GrantCondition, Measurement, RelatedProject, Spending, Strategy, StrategyGoal,
    },
    shared::Id,
};
use jiff::civil::Date;
use std::collections::HashMap;
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
    match (&before.entry, entry) {
        (Entry::Call(old), Entry::Call(new)) if old.name != new.name => follow_call(tx, &old.name, &new.name),
        _ => Ok(()),
    }
}

/// The grants that answer a call go on doing so when it is called something else.
fn follow_call(tx: &mut Tx, old: &str, new: &str) -> Result<(), AppError> {
    for s in all(tx)? {
        if let Entry::Grant(mut grant) = s.entry
            && grant.call == old
        {
            new.clone_into(&mut grant.call);
            change(tx, s.id, s.revision, &Entry::Grant(grant))?;
        }
    }
    Ok(())
}

/// Somebody stands for what an entry says: nothing in it is assumed any more.
///
/// # Errors
/// A fault of the database.
pub fn stand_for(tx: &mut Tx, id: Id) -> Result<(), AppError> {
    written::forget(tx, id)
}

/// The names of the fields that are assumed, by entry.
fn assumed(q: &mut impl Query) -> Result<HashMap<Id, Vec<String>>, AppError> {
    let tenant = params![q.tenant()];
    let rows = q.rows(
        "SELECT a.owner_id, a.field FROM assumption a
         JOIN anchoring_entry e ON e.tenant_id = a.tenant_id AND e.id = a.owner_id
         WHERE a.tenant_id = $1 ORDER BY a.owner_id, a.position",
        &tenant,
        |row| Ok((Id(row.id(0)?), row.text(1)?)),
    )?;
    let mut out: HashMap<Id, Vec<String>> = HashMap::new();
    for (id, field) in rows {
        out.entry(id).or_default().push(field);
    }
    Ok(out)
}

/// Every entry with its parts, as the municipality's folder has them.
///
/// # Errors
/// A fault of the database.
pub fn entries(q: &mut impl Query) -> Result<Vec<AnchoredEntry>, AppError> {
    let (all, assumed) = (all(q)?, assumed(q)?);
    Ok(under(&all, &assumed, None))
}

fn under(all: &[Stored], assumed: &HashMap<Id, Vec<String>>, parent: Option<Id>) -> Vec<AnchoredEntry> {
    let of = |s: &Stored| AnchoredEntry {
        entry: s.entry.clone(),
        assumed: assumed.get(&s.id).cloned().unwrap_or_default(),
        parts: under(all, assumed, Some(s.id)),
    };
    all.iter().filter(|s| s.parent == parent).map(of).collect()
}

/// Keeps these entries and no others. One that is called the same as before is the same one, changed; what is missing is taken
/// away, and the history keeps what stood there. The same once more changes nothing.
///
/// # Errors
/// A fault of the database.
pub fn replace(tx: &mut Tx, wanted: &[AnchoredEntry]) -> Result<(), AppError> {
    let (there, assumed) = (all(tx)?, assumed(tx)?);
    replace_under(tx, &there, &assumed, None, wanted)
}

fn replace_under(
    tx: &mut Tx,
    there: &[Stored],
    assumed: &HashMap<Id, Vec<String>>,
    parent: Option<Id>,
    wanted: &[AnchoredEntry],
) -> Result<(), AppError> {
    let mut left: Vec<&Stored> = there.iter().filter(|s| s.parent == parent).collect();
    let mut found: Vec<Option<&Stored>> = vec![None; wanted.len()];
    let alike: [fn(&Entry, &Entry) -> bool; 2] = [|a, b| a == b, called_the_same];
    for same in alike {
        for (w, slot) in wanted.iter().zip(&mut found).filter(|(_, slot)| slot.is_none()) {
            let at = left.iter().position(|s| same(&s.entry, &w.entry));
            *slot = at.map(|at| left.remove(at));
        }
    }
    for gone in left {
        remove_whole(tx, there, gone.id)?;
    }
    for (w, slot) in wanted.iter().zip(found) {
        let id = match slot {
            Some(s) => {
                change(tx, s.id, s.revision, &w.entry)?;
                s.id
            }
            None => add(tx, &w.entry, parent)?,
        };
        if assumed.get(&id).map_or(&[][..], Vec::as_slice) != w.assumed {
            written::put(tx, id, &[], &w.assumed)?;
        }
        replace_under(tx, there, assumed, Some(id), &w.parts)?;
    }
    Ok(())
}

fn remove_whole(tx: &mut Tx, there: &[Stored], id: Id) -> Result<(), AppError> {
    for part in there.iter().filter(|s| s.parent == Some(id)) {
        remove_whole(tx, there, part.id)?;
    }
    remove(tx, id).map(drop)
}

/// Whether two entries are of one kind and have the same name, or words, or day.
fn called_the_same(a: &Entry, b: &Entry) -> bool {
    fn name(entry: &Entry) -> String {
        match entry {
            Entry::Frame(_) => String::new(),
            Entry::Cost(c) => c.name.clone(),
            Entry::Money(m) => m.name.clone(),
            Entry::Strategy(s) => s.name.clone(),
            Entry::Goal(g) => g.words.clone(),
            Entry::Commitment(c) => c.title.clone(),
            Entry::Project(p) => p.name.clone(),
            Entry::Briefing(b) => format!("{} {}", b.on, b.audience),
            Entry::Benefit(b) => b.effect.clone(),
            Entry::Measurement(m) => m.on.to_string(),
            Entry::Call(c) => c.name.clone(),
            Entry::Grant(g) => g.name.clone(),
            Entry::Condition(c) => c.what.clone(),
            Entry::Spending(s) => format!("{} {}", s.on, s.what),
        }
    }
    a.kind() == b.kind() && name(a) == name(b)
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
    written::forget(tx, id)?;
    grant_store::forget(tx, id)?;
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
    /// The names of the fields that are assumed, by entry; the frame's by [`Grounds::frame`].
    pub assumed: HashMap<Id, Vec<String>>,
    /// The entry that says something of the budget as a whole.
    pub frame: Option<Id>,
}

impl Grounds {
    /// How many details of an entry are assumed, not confirmed.
    #[must_use]
    pub fn assumed_in(&self, id: Id) -> usize {
        self.assumed.get(&id).map_or(0, Vec::len)
    }

    /// How many details of the budget are assumed: of its frame, of what costs and of the money.
    #[must_use]
    pub fn assumed_in_budget(&self) -> usize {
        let lines = self.budget.costs.iter().map(|(id, _)| *id).chain(self.budget.money.iter().map(|(id, _)| *id));
        lines.chain(self.frame).map(|id| self.assumed_in(id)).sum()
    }

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
    let mut out = gather(&all(q)?, today.year());
    out.assumed = assumed(q)?;
    Ok(out)
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
        assumed: HashMap::new(),
        frame: None,
    };
    for s in all {
        match s.entry.clone() {
            Entry::Frame(frame) => (out.budget.frame, out.framed, out.frame) = (frame, true, Some(s.id)),
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
