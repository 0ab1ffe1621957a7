use super::{BoundaryAnswer, BoundaryRule, Profile};

/// What is another in a rule from one edition of the standard profile to the next (endring i profilen).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleChange {
    /// The code of the rule.
    pub code: String,
    /// What.
    pub kind: RuleChangeKind,
}

/// How a rule changed. The weightiest that is true.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RuleChangeKind {
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// The answer is another.
    Answer {
        /// What it was.
        from: BoundaryAnswer,
        /// What it becomes.
        to: BoundaryAnswer,
    },
    /// It answers otherwise for other services, forms or guides.
    Cases,
    /// It says it in other words, or has other sources.
    Words,
}

/// What changes for whoever goes from one edition to another, in the order of the new one; removed rules last.
#[must_use]
pub fn rule_changes(from: &Profile, to: &Profile) -> Vec<RuleChange> {
    let changed = to.rules.iter().filter_map(|new| {
        let kind = from.rule(&new.code).map_or(Some(RuleChangeKind::Added), |old| between(old, new))?;
        Some((new, kind))
    });
    let gone = from.rules.iter().filter(|old| to.rule(&old.code).is_none());
    changed
        .chain(gone.map(|old| (old, RuleChangeKind::Removed)))
        .map(|(rule, kind)| RuleChange {
            code: rule.code.clone(),
            kind,
        })
        .collect()
}

fn between(old: &BoundaryRule, new: &BoundaryRule) -> Option<RuleChangeKind> {
    if old.answer != new.answer {
        let (from, to) = (old.answer, new.answer);
        return Some(RuleChangeKind::Answer { from, to });
    }
    if old.cases != new.cases {
        return Some(RuleChangeKind::Cases);
    }
    (old != new).then_some(RuleChangeKind::Words)
}
