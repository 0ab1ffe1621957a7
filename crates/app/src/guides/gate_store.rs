//! Papers, agreements, overrides and the rules of the gate – and the gate itself, from what is stored.

use super::store::{self as people, Person};
use crate::frame::{AppError, day_of, days, stored_code, stored_key};
use ::store::{Fault, Query, Row, Tx, params};
use domain::{
    guides::{
        DocumentVersion, Gate, GateRules, GuideKind, KindRules, Override, Paper, RequiredTraining, Requirement,
        Warning, agreements_of, gate, warnings,
    },
    shared::{Id, Key},
};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// A paper as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptPaper {
    /// Its identity.
    pub id: Id,
    /// Whose.
    pub guide: Id,
    /// What it says.
    pub paper: Paper,
    /// How many minutes a training took; 0 for all else.
    pub minutes: u32,
    /// The account that registered it; `None` for the guide herself by her link, or the system.
    pub registered_by: Option<Id>,
}

fn requirement(row: &Row, column: usize) -> Result<Requirement, Fault> {
    stored_code(row.str(column)?, Requirement::parse)
}

fn kept_paper(row: &Row) -> Result<KeptPaper, Fault> {
    Ok(KeptPaper {
        id: Id(row.id(0)?),
        guide: Id(row.id(1)?),
        paper: Paper {
            requirement: requirement(row, 2)?,
            version: row.text(3)?,
            on: day_of(row.int(4)?),
            valid_to: row.opt_int(5)?.map(day_of),
            statute: row.text(6)?,
        },
        minutes: u32::try_from(row.int(7)?).unwrap_or(u32::MAX),
        registered_by: row.opt_id(8)?.map(Id),
    })
}

/// A guide's papers, oldest first.
///
/// # Errors
/// A fault of the database.
pub fn papers(q: &mut impl Query, guide: Id) -> Result<Vec<KeptPaper>, AppError> {
    let tenant = q.tenant();
    let sql = "SELECT id, guide_id, requirement, version, on_day, valid_to_day, statute, minutes, registered_by
               FROM guide_paper WHERE tenant_id = $1 AND guide_id = $2 ORDER BY on_day, id";
    Ok(q.rows(sql, &params![tenant, guide.0], kept_paper)?)
}

fn all_papers(q: &mut impl Query) -> Result<BTreeMap<Id, Vec<Paper>>, AppError> {
    let tenant = q.tenant();
    let sql = "SELECT id, guide_id, requirement, version, on_day, valid_to_day, statute, minutes, registered_by
               FROM guide_paper WHERE tenant_id = $1 ORDER BY on_day, id";
    let mut found: BTreeMap<Id, Vec<Paper>> = BTreeMap::new();
    for kept in q.rows(sql, &params![tenant], kept_paper)? {
        found.entry(kept.guide).or_default().push(kept.paper);
    }
    Ok(found)
}

/// Registers a paper. The same one again – version and day alike – changes only how long it holds.
///
/// # Errors
/// A fault of the database.
pub fn register(tx: &mut Tx, guide: Id, paper: &Paper, minutes: u32) -> Result<(), AppError> {
    let (tenant, id) = (tx.tenant(), tx.new_id());
    let by = account_of(tx);
    people::lock(tx, guide)?;
    tx.exec(
        "INSERT INTO guide_paper (tenant_id, id, guide_id, requirement, version, on_day, valid_to_day, statute, minutes,
             registered_by)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
         ON CONFLICT (tenant_id, guide_id, requirement, version, on_day) DO UPDATE SET
             valid_to_day = excluded.valid_to_day, statute = excluded.statute, minutes = excluded.minutes",
        &params![
            tenant,
            id,
            guide.0,
            paper.requirement.code(),
            paper.version.as_str(),
            days(paper.on),
            paper.valid_to.map(days),
            paper.statute.as_str(),
            i64::from(minutes),
            by
        ],
    )?;
    told(tx, guide, "paper registered", &paper.requirement)
}

fn account_of(tx: &Tx) -> Option<[u8; 16]> {
    match tx.actor() {
        ::store::Actor::Person(account) => Some(*account),
        _ => None,
    }
}

fn told(tx: &mut Tx, guide: Id, verb: &str, requirement: &Requirement) -> Result<(), AppError> {
    let after = serde_json::json!({"requirement": requirement.code()}).to_string();
    tx.history("guides", "guide", guide.0, verb, None, Some(after))?;
    Ok(())
}

/// Takes a paper away that was registered by mistake.
///
/// # Errors
/// A fault of the database.
pub fn withdraw(tx: &mut Tx, guide: Id, paper: Id) -> Result<(), AppError> {
    people::lock(tx, guide)?;
    let Some(kept) = papers(tx, guide)?.into_iter().find(|p| p.id == paper) else {
        return Ok(());
    };
    let tenant = tx.tenant();
    tx.exec(
        "DELETE FROM guide_paper WHERE tenant_id = $1 AND guide_id = $2 AND id = $3",
        &params![tenant, guide.0, paper.0],
    )?;
    told(tx, guide, "paper withdrawn", &kept.paper.requirement)
}

/// An agreement with an organisation, as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Agreement {
    /// With whom.
    pub organisation: Key,
    /// Signed.
    pub on: Date,
    /// The last day it holds.
    pub valid_to: Option<Date>,
}

/// Every agreement, oldest first.
///
/// # Errors
/// A fault of the database.
pub fn agreements(q: &mut impl Query) -> Result<Vec<Agreement>, AppError> {
    let tenant = q.tenant();
    let sql = "SELECT organisation, on_day, valid_to_day FROM guide_agreement WHERE tenant_id = $1
               ORDER BY on_day, organisation";
    Ok(q.rows(sql, &params![tenant], |row| {
        Ok(Agreement {
            organisation: stored_key(row.str(0)?)?,
            on: day_of(row.int(1)?),
            valid_to: row.opt_int(2)?.map(day_of),
        })
    })?)
}

/// Registers an agreement; the same day again changes only how long it holds.
///
/// # Errors
/// A fault of the database.
pub fn agree(tx: &mut Tx, a: &Agreement) -> Result<(), AppError> {
    let tenant = tx.tenant();
    let by = account_of(tx);
    tx.exec(
        "INSERT INTO guide_agreement (tenant_id, organisation, on_day, valid_to_day, registered_by)
         VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (tenant_id, organisation, on_day) DO UPDATE SET valid_to_day = excluded.valid_to_day",
        &params![tenant, a.organisation.as_str(), days(a.on), a.valid_to.map(days), by],
    )?;
    tx.history(
        "guides",
        "agreement",
        a.organisation.as_str(),
        "agreement registered",
        None,
        None,
    )?;
    Ok(())
}

/// Takes an agreement away that was registered by mistake.
///
/// # Errors
/// A fault of the database.
pub fn disagree(tx: &mut Tx, organisation: &Key, on: Date) -> Result<(), AppError> {
    let tenant = tx.tenant();
    let gone = tx.exec(
        "DELETE FROM guide_agreement WHERE tenant_id = $1 AND organisation = $2 AND on_day = $3",
        &params![tenant, organisation.as_str(), days(on)],
    )?;
    if gone > 0 {
        tx.history(
            "guides",
            "agreement",
            organisation.as_str(),
            "agreement withdrawn",
            None,
            None,
        )?;
    }
    Ok(())
}

fn all_overrides(q: &mut impl Query) -> Result<BTreeMap<Id, Vec<(Id, Override)>>, AppError> {
    let tenant = q.tenant();
    let sql = "SELECT o.id, o.guide_id, o.by_account, o.reason, o.from_day, o.until_day, c.requirement
               FROM gate_override o
               JOIN gate_override_cover c ON c.tenant_id = o.tenant_id AND c.gate_override_id = o.id
               WHERE o.tenant_id = $1 ORDER BY o.guide_id, o.from_day, o.id, c.requirement";
    let line = |row: &Row| {
        let given = Override {
            by: Id(row.id(2)?),
            reason: row.text(3)?,
            from: day_of(row.int(4)?),
            until: day_of(row.int(5)?),
            covers: vec![requirement(row, 6)?],
        };
        Ok((Id(row.id(0)?), Id(row.id(1)?), given))
    };
    let mut found: BTreeMap<Id, Vec<(Id, Override)>> = BTreeMap::new();
    for (id, guide, given) in q.rows(sql, &params![tenant], line)? {
        let of_guide = found.entry(guide).or_default();
        match of_guide.last_mut().filter(|(last, _)| *last == id) {
            Some((_, same)) => same.covers.extend(given.covers),
            None => of_guide.push((id, given)),
        }
    }
    Ok(found)
}

/// A guide's overrides with their identities, oldest first.
///
/// # Errors
/// A fault of the database.
pub fn overrides(q: &mut impl Query, guide: Id) -> Result<Vec<(Id, Override)>, AppError> {
    Ok(all_overrides(q)?.remove(&guide).unwrap_or_default())
}

/// Writes a leader's override; sent twice with the same id, it is written once.
///
/// # Errors
/// A fault of the database.
pub fn put_override(tx: &mut Tx, id: Id, guide: Id, given: &Override) -> Result<(), AppError> {
    let tenant = tx.tenant();
    people::lock(tx, guide)?;
    let written = tx.exec(
        "INSERT INTO gate_override (tenant_id, id, guide_id, by_account, reason, from_day, until_day)
         VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (tenant_id, id) DO NOTHING",
        &params![tenant, id.0, guide.0, given.by.0, given.reason.as_str(), days(given.from), days(given.until)],
    )?;
    if written == 0 {
        return Ok(());
    }
    for r in &given.covers {
        tx.exec(
            "INSERT INTO gate_override_cover (tenant_id, gate_override_id, requirement) VALUES ($1, $2, $3)
             ON CONFLICT (tenant_id, gate_override_id, requirement) DO NOTHING",
            &params![tenant, id.0, r.code()],
        )?;
    }
    let covers: Vec<String> = given.covers.iter().map(Requirement::code).collect();
    let after = serde_json::json!({"covers": covers, "until": given.until.to_string()}).to_string();
    tx.history("guides", "guide", guide.0, "overridden", None, Some(after))?;
    Ok(())
}

/// Ends an override today: it no longer holds from `today` on.
///
/// # Errors
/// A fault of the database.
pub fn end_override(tx: &mut Tx, guide: Id, id: Id, today: Date) -> Result<(), AppError> {
    let tenant = tx.tenant();
    people::lock(tx, guide)?;
    let last = today.yesterday().unwrap_or(today);
    let ended = tx.exec(
        "UPDATE gate_override SET until_day = $4 WHERE tenant_id = $1 AND guide_id = $2 AND id = $3 AND until_day > $4",
        &params![tenant, guide.0, id.0, days(last)],
    )?;
    if ended > 0 {
        tx.history("guides", "guide", guide.0, "override ended", None, None)?;
    }
    Ok(())
}

/// The rules of the gate in a municipality, and where the service description stands (an address; may be empty).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// The rules.
    pub rules: GateRules,
    /// Where the service description can be read; may be empty.
    pub description_address: String,
}

/// The rules that hold here: the municipality's own, or the standard ones.
///
/// # Errors
/// A fault of the database.
pub fn settings(q: &mut impl Query) -> Result<Settings, AppError> {
    let tenant = q.tenant();
    let sql = "SELECT grace_days, description_address FROM gate_setting WHERE tenant_id = $1";
    let set = q.one(sql, &params![tenant], |row| Ok((row.int(0)?, row.text(1)?)))?;
    let Some((grace_days, description_address)) = set else {
        return Ok(Settings {
            rules: GateRules::default(),
            description_address: String::new(),
        });
    };
    let sql = "SELECT key, name, months FROM gate_training WHERE tenant_id = $1 ORDER BY key";
    let trainings = q.rows(sql, &params![tenant], |row| {
        Ok(RequiredTraining {
            key: stored_key(row.str(0)?)?,
            name: row.text(1)?,
            months: row.opt_int(2)?.and_then(|m| u16::try_from(m).ok()),
        })
    })?;
    let rules = GateRules {
        grace_days: u16::try_from(grace_days).unwrap_or_default(),
        declaration: versions(q, &Requirement::Confidentiality)?,
        description: versions(q, &Requirement::ServiceDescription)?,
        trainings,
        kinds: kinds(q)?,
    };
    Ok(Settings {
        rules,
        description_address,
    })
}

fn versions(q: &mut impl Query, of: &Requirement) -> Result<Vec<DocumentVersion>, AppError> {
    let tenant = q.tenant();
    let sql = "SELECT version, from_day FROM gate_version WHERE tenant_id = $1 AND requirement = $2
               ORDER BY from_day, version";
    Ok(q.rows(sql, &params![tenant, of.code()], |row| {
        Ok(DocumentVersion {
            name: row.text(0)?,
            from: day_of(row.int(1)?),
        })
    })?)
}

fn kinds(q: &mut impl Query) -> Result<BTreeMap<GuideKind, KindRules>, AppError> {
    let tenant = q.tenant();
    let sql =
        "SELECT kind, requirement, since_day, statute FROM gate_rule WHERE tenant_id = $1 ORDER BY kind, requirement";
    let rows = q.rows(sql, &params![tenant], |row| {
        let kind = stored_code(row.str(0)?, GuideKind::parse)?;
        Ok((kind, requirement(row, 1)?, row.opt_int(2)?.map(day_of), row.text(3)?))
    })?;
    let mut kinds: BTreeMap<GuideKind, KindRules> =
        GuideKind::ALL.into_iter().map(|k| (k, KindRules::default())).collect();
    for (kind, requirement, since, statute) in rows {
        let rules = kinds.entry(kind).or_default();
        rules.required.insert(requirement, since);
        if !statute.is_empty() {
            rules.statute = statute;
        }
    }
    Ok(kinds)
}

/// Writes the rules. Police certificates that no statute allows any longer are forgotten.
///
/// # Errors
/// A fault of the database.
pub fn put_settings(tx: &mut Tx, s: &Settings) -> Result<(), AppError> {
    let tenant = tx.tenant();
    tx.exec(
        "INSERT INTO gate_setting (tenant_id, grace_days, description_address) VALUES ($1, $2, $3)
         ON CONFLICT (tenant_id) DO UPDATE SET grace_days = excluded.grace_days,
             description_address = excluded.description_address",
        &params![tenant, i64::from(s.rules.grace_days), s.description_address.as_str()],
    )?;
    tx.exec("DELETE FROM gate_rule WHERE tenant_id = $1", &params![tenant])?;
    for (kind, rules) in &s.rules.kinds {
        for (r, since) in &rules.required {
            let statute = if *r == Requirement::PoliceCertificate {
                rules.statute.as_str()
            } else {
                ""
            };
            tx.exec(
                "INSERT INTO gate_rule (tenant_id, kind, requirement, since_day, statute) VALUES ($1, $2, $3, $4, $5)",
                &params![tenant, kind.code(), r.code(), since.map(days), statute],
            )?;
        }
    }
    tx.exec("DELETE FROM gate_version WHERE tenant_id = $1", &params![tenant])?;
    put_versions(tx, &Requirement::Confidentiality, &s.rules.declaration)?;
    put_versions(tx, &Requirement::ServiceDescription, &s.rules.description)?;
    tx.exec("DELETE FROM gate_training WHERE tenant_id = $1", &params![tenant])?;
    for t in &s.rules.trainings {
        tx.exec(
            "INSERT INTO gate_training (tenant_id, key, name, months) VALUES ($1, $2, $3, $4)",
            &params![tenant, t.key.as_str(), t.name.as_str(), t.months.map(i64::from)],
        )?;
    }
    forget_certificates(tx, &s.rules)?;
    tx.history("guides", "gate", "rules", "changed", None, None)?;
    Ok(())
}

fn put_versions(tx: &mut Tx, of: &Requirement, versions: &[DocumentVersion]) -> Result<(), AppError> {
    let tenant = tx.tenant();
    for v in versions {
        tx.exec(
            "INSERT INTO gate_version (tenant_id, requirement, version, from_day) VALUES ($1, $2, $3, $4)",
            &params![tenant, of.code(), v.name.as_str(), days(v.from)],
        )?;
    }
    Ok(())
}

/// Without a statute there is no ground for keeping that a certificate was seen.
fn forget_certificates(tx: &mut Tx, rules: &GateRules) -> Result<(), AppError> {
    let tenant = tx.tenant();
    let required = |k: &KindRules| !k.statute.is_empty() && k.required.contains_key(&Requirement::PoliceCertificate);
    for kind in GuideKind::ALL.into_iter().filter(|kind| !rules.kinds.get(kind).is_some_and(required)) {
        tx.exec(
            "DELETE FROM guide_paper WHERE tenant_id = $1 AND requirement = 'police_certificate' AND guide_id IN
                 (SELECT id FROM guide WHERE tenant_id = $1 AND kind = $2)",
            &params![tenant, kind.code()],
        )?;
    }
    Ok(())
}

/// What the gate is decided from, for one guide.
#[derive(Clone, Debug)]
pub struct Grounds {
    /// The papers that count for her.
    pub papers: Vec<Paper>,
    /// What leaders have decided.
    pub overrides: Vec<Override>,
}

/// What the gate is decided from, for everybody.
#[derive(Clone, Debug)]
pub struct AllGrounds {
    /// The rules.
    pub rules: GateRules,
    papers: BTreeMap<Id, Vec<Paper>>,
    overrides: BTreeMap<Id, Vec<(Id, Override)>>,
    agreements: Vec<(Key, Paper)>,
}

impl AllGrounds {
    /// What the gate of one guide is decided from.
    #[must_use]
    pub fn of(&self, p: &Person) -> Grounds {
        let own = self.papers.get(&p.guide.id).cloned().unwrap_or_default();
        let overrides = self.overrides.get(&p.guide.id).into_iter().flatten().map(|(_, o)| o.clone()).collect();
        Grounds {
            papers: agreements_of(&p.guide, own, &self.agreements),
            overrides,
        }
    }

    /// Her gate on a day.
    #[must_use]
    pub fn gate(&self, p: &Person, on: Date) -> Gate {
        let grounds = self.of(p);
        gate(&p.guide, &grounds.papers, &grounds.overrides, &self.rules, on)
    }

    /// Her gate on a day, of somebody who has not begun as if she began then: what she still has to get ready.
    #[must_use]
    pub fn ready(&self, p: &Person, on: Date) -> Gate {
        if p.guide.since <= on {
            return self.gate(p, on);
        }
        let mut begun = p.clone();
        begun.guide.since = on;
        self.gate(&begun, on)
    }

    /// What will close her gate.
    #[must_use]
    pub fn warnings(&self, p: &Person, today: Date) -> Vec<Warning> {
        warnings(&p.guide, &self.of(p).papers, &self.rules, today)
    }
}

/// Reads what the gates of all guides are decided from.
///
/// # Errors
/// A fault of the database.
pub fn grounds(q: &mut impl Query) -> Result<AllGrounds, AppError> {
    let agreements = agreements(q)?.into_iter().map(|a| (a.organisation.clone(), paper_of(&a))).collect();
    Ok(AllGrounds {
        rules: settings(q)?.rules,
        papers: all_papers(q)?,
        overrides: all_overrides(q)?,
        agreements,
    })
}

fn paper_of(a: &Agreement) -> Paper {
    Paper {
        requirement: Requirement::Agreement,
        version: String::new(),
        on: a.on,
        valid_to: a.valid_to,
        statute: String::new(),
    }
}

/// Notes that a warning is sent; true for the first time.
///
/// # Errors
/// A fault of the database.
pub fn warn_once(tx: &mut Tx, guide: Id, w: &Warning) -> Result<bool, AppError> {
    let tenant = tx.tenant();
    let written = tx.exec(
        "INSERT INTO gate_warning (tenant_id, guide_id, requirement, last_good_day, step) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (tenant_id, guide_id, requirement, last_good_day, step) DO NOTHING",
        &params![tenant, guide.0, w.requirement.code(), days(w.last_good), i64::from(w.step)],
    )?;
    Ok(written == 1)
}

/// Forgets warnings about days that are long past.
///
/// # Errors
/// A fault of the database.
pub fn forget_warnings(tx: &mut Tx, before: Date) -> Result<(), AppError> {
    let tenant = tx.tenant();
    tx.exec(
        "DELETE FROM gate_warning WHERE tenant_id = $1 AND last_good_day < $2",
        &params![tenant, days(before)],
    )?;
    Ok(())
}
