//! What is asked about each kind of entry, and how the answers become one.

use super::words;
use crate::{
    office::{
        entered::{Entered, Problems, Reading},
        questions::{Input, Labelled, Question, or_none},
    },
    texts::{T, Words},
};
use domain::{
    anchoring::{
        Alternative, ApplicationPart, Benefit, BenefitFor, Briefing, BudgetFrame, Centrality, Commitment,
        CommitmentKind, CostBasis, CostKind, CostLine, Entry, EntryKind, Grant, GrantCall, GrantCondition, GrantStatus,
        Measurement, MoneyLine, MoneySource, RelatedProject, Spending, SpendingKind, Standing, Strategy, StrategyGoal,
        StrategyLevel, YEARS, kroner, parse_kroner,
    },
    register::Register,
    shared::{Key, Locale},
};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// The years a budget or a strategy may be about.
const FIRST_YEAR: i64 = 1990;
const LAST_YEAR: i64 = 2100;
/// The first year that a decision may be from.
const FIRST_DECISION: i64 = 1800;
/// The longest answer of several lines, in characters.
const LONGEST: usize = 6_000;
/// The longest answer of one line.
const LONGEST_LINE: usize = 200;

/// What a form is about.
pub struct Asking<'a> {
    /// The language of the page.
    pub l: Locale,
    /// The municipality's register: its offerings and digital services.
    pub register: &'a Register,
    /// The years of the budget.
    pub years: [i16; YEARS],
    /// The names of the calls in the municipality's list.
    pub calls: Vec<String>,
}

impl Asking<'_> {
    fn q(&self, name: &str, label: T, input: Input) -> Question {
        Question::new(name, self.l.t(label), input)
    }

    fn offerings(&self) -> Vec<Labelled> {
        let going = self.register.offerings.iter().filter(|o| o.ended.is_none());
        going.map(|o| (o.key.to_string(), o.name.get(self.l).to_owned())).collect()
    }

    fn services(&self) -> Vec<Labelled> {
        let all = self.register.services.iter();
        all.map(|s| (s.key.to_string(), s.name.get(self.l).to_owned())).collect()
    }

    /// An amount for each year.
    fn amounts(&self, label: T) -> Question {
        let each = self.years.into_iter().enumerate().map(|(n, year)| (n.to_string(), year.to_string()));
        self.q("ar", label, Input::Sums(each.collect()))
    }

    fn coded<C: Copy + 'static>(
        &self,
        all: &[C],
        code: fn(C) -> &'static str,
        words: fn(C, Locale) -> String,
    ) -> Vec<Labelled> {
        all.iter().map(|c| (code(*c).to_owned(), words(*c, self.l))).collect()
    }

    /// What is asked about a kind of entry.
    pub fn questions(&self, kind: EntryKind) -> Vec<Question> {
        match kind {
            EntryKind::Frame => self.of_frame(),
            EntryKind::Cost => self.of_cost(),
            EntryKind::Money => self.of_money(),
            EntryKind::Strategy => self.of_strategy(),
            EntryKind::Goal => vec![
                self.q("ord", T::AnchoringGoalWords, Input::Prose(3)).hint(self.l.t(T::AnchoringGoalWordsHint)),
                self.q("tilbud", T::AnchoringGoalOfferings, Input::Several(self.offerings())).optional(),
            ],
            EntryKind::Commitment => self.of_commitment(),
            EntryKind::Project => vec![
                self.q("navn", T::AnchoringProjectName, Input::Line),
                self.q("eier", T::AnchoringProjectOwner, Input::Line).optional(),
                self.q("samordne", T::AnchoringProjectAlign, Input::Prose(4))
                    .hint(self.l.t(T::AnchoringProjectAlignHint)),
                self.q("slutt", T::AnchoringProjectUntil, Input::Day).optional(),
            ],
            EntryKind::Briefing => vec![
                self.q("dag", T::AnchoringDay, Input::Day),
                self.q("hvem", T::AnchoringBriefingAudience, Input::Line).hint(self.l.t(T::AnchoringNoNames)),
                self.q("med", T::AnchoringBriefingWith, Input::Line).hint(self.l.t(T::AnchoringBriefingWithHint)),
                self.q("svar", T::AnchoringBriefingAnswer, Input::Prose(4)).optional(),
            ],
            EntryKind::Benefit => self.of_benefit(),
            EntryKind::Measurement => vec![
                self.q("dag", T::AnchoringDay, Input::Day),
                self.q("funn", T::AnchoringFinding, Input::Prose(4)).hint(self.l.t(T::AnchoringFindingHint)),
            ],
            EntryKind::Call => self.of_call(),
            EntryKind::Grant => self.of_grant(),
            EntryKind::Condition => vec![
                self.q("hva", T::AnchoringConditionWhat, Input::Prose(2)),
                self.q("frist", T::AnchoringConditionDue, Input::Day).optional(),
                self.q("eier", T::AnchoringOwner, Input::Line).hint(self.l.t(T::AnchoringRoleNotPerson)).optional(),
                self.q("gjort", T::AnchoringConditionDone, Input::Day).optional(),
            ],
            EntryKind::Spending => vec![
                self.q("dag", T::AnchoringDay, Input::Day),
                self.q(
                    "slag",
                    T::AnchoringSpendingKind,
                    Input::One(self.coded(SpendingKind::ALL, SpendingKind::code, words::spending)),
                ),
                self.q("sum", T::AnchoringSum, Input::Line),
                self.q("hva", T::AnchoringSpendingWhat, Input::Line),
            ],
        }
    }

    fn of_frame(&self) -> Vec<Question> {
        let alternatives = self.coded(Alternative::ALL, Alternative::code, words::alternative);
        let classes = (1..=6).map(|n| (n.to_string(), n.to_string())).collect();
        let mut out = vec![
            self.q("forste", T::AnchoringFirstYear, Input::Number(FIRST_YEAR, LAST_YEAR))
                .hint(self.l.t(T::AnchoringFirstYearHint)),
            self.q("kjorer", T::AnchoringRunning, Input::One(alternatives)),
        ];
        out.extend(Alternative::ALL.iter().map(|a| {
            let label = self.l.ta(
                T::AnchoringAlternativeWords,
                &ui::args![("alternative", words::alternative(*a, self.l))],
            );
            Question::new(&format!("ord-{}", a.code()), label, Input::Prose(3)).optional()
        }));
        out.push(
            self.q(
                "sentralitet",
                T::AnchoringCentrality,
                Input::OneOf(or_none(self.l, classes, None)),
            )
            .hint(self.l.t(T::AnchoringCentralityHint))
            .optional(),
        );
        out
    }

    fn of_cost(&self) -> Vec<Question> {
        let l = self.l;
        let mut out = vec![
            self.q("navn", T::AnchoringCostName, Input::Line).hint(l.t(T::AnchoringCostNameHint)),
            self.q(
                "slag",
                T::AnchoringCostKind,
                Input::One(self.coded(CostKind::ALL, CostKind::code, words::cost_kind)),
            ),
            self.q(
                "regnes",
                T::AnchoringBasis,
                Input::One(vec![
                    ("kroner".to_owned(), l.t(T::AnchoringBasisAmounts)),
                    ("timer".to_owned(), l.t(T::AnchoringBasisHours)),
                ]),
            ),
        ];
        out.push(self.amounts(T::AnchoringCostYears));
        out.push(self.q("sats", T::AnchoringRate, Input::Line).hint(l.t(T::AnchoringRateHint)).optional());
        out.push(self.q("redusert", T::AnchoringInReduced, Input::Tick));
        out.push(
            self.q("sted", T::AnchoringPlaceInBudget, Input::Line)
                .hint(l.t(T::AnchoringPlaceInBudgetHint))
                .optional(),
        );
        out.push(
            self.q(
                "tilbud",
                T::AnchoringForOffering,
                Input::OneOf(or_none(l, self.offerings(), None)),
            )
            .optional(),
        );
        out
    }

    fn of_money(&self) -> Vec<Question> {
        let l = self.l;
        let mut out = vec![
            self.q("navn", T::AnchoringMoneyName, Input::Line).hint(l.t(T::AnchoringMoneyNameHint)),
            self.q(
                "kilde",
                T::AnchoringSource,
                Input::One(self.coded(MoneySource::ALL, MoneySource::code, words::source)),
            ),
            self.q(
                "sikret",
                T::AnchoringIsSecured,
                Input::One(vec![
                    ("1".to_owned(), l.t(T::AnchoringSecured)),
                    ("0".to_owned(), l.t(T::AnchoringAsked)),
                ]),
            ),
        ];
        out.push(self.amounts(T::AnchoringMoneyYears));
        out.push(self.q("siste", T::AnchoringLastDay, Input::Day).hint(l.t(T::AnchoringLastDayHint)).optional());
        out.push(
            self.q("sted", T::AnchoringPlaceInBudget, Input::Line)
                .hint(l.t(T::AnchoringPlaceInBudgetHint))
                .optional(),
        );
        out
    }

    fn of_strategy(&self) -> Vec<Question> {
        let levels = self.coded(StrategyLevel::ALL, StrategyLevel::code, words::level);
        vec![
            self.q("navn", T::AnchoringStrategyName, Input::Line),
            self.q("niva", T::AnchoringLevel, Input::One(levels)),
            self.q("eier", T::AnchoringStrategyOwner, Input::Line).optional(),
            self.q("fra", T::AnchoringFromYear, Input::Number(FIRST_YEAR, LAST_YEAR)).optional(),
            self.q("til", T::AnchoringToYear, Input::Number(FIRST_YEAR, LAST_YEAR)).optional(),
            self.q("erstattet", T::AnchoringReplacedBy, Input::Line).optional(),
            self.q("lenke", T::AnchoringLink, Input::Line).optional(),
        ]
    }

    fn of_commitment(&self) -> Vec<Question> {
        let l = self.l;
        let kinds = self.coded(CommitmentKind::ALL, CommitmentKind::code, words::commitment);
        let standings = self.coded(Standing::ALL, Standing::code, words::standing);
        vec![
            self.q("tittel", T::AnchoringCommitmentTitle, Input::Line)
                .hint(l.t(T::AnchoringCommitmentTitleHint)),
            self.q("slag", T::AnchoringCommitmentKind, Input::One(kinds)),
            self.q("organ", T::AnchoringBody, Input::Line).optional(),
            self.q("dag", T::AnchoringDecidedOn, Input::Day).optional(),
            self.q("aar", T::AnchoringDecidedYear, Input::Number(FIRST_DECISION, LAST_YEAR))
                .hint(l.t(T::AnchoringDecidedYearHint))
                .optional(),
            self.q("sak", T::AnchoringCaseNumber, Input::Line).optional(),
            self.q("ordlyd", T::AnchoringWording, Input::Prose(5)).hint(l.t(T::AnchoringWordingHint)).optional(),
            self.q("til", T::AnchoringValidTo, Input::Day).hint(l.t(T::AnchoringValidToHint)).optional(),
            self.q("hele", T::AnchoringWholeService, Input::Tick),
            self.q("tilbud", T::AnchoringRestsOn, Input::Several(self.offerings())).optional(),
            self.q("status", T::AnchoringStanding, Input::One(standings)).optional(),
            self.q("statusord", T::AnchoringStandingWords, Input::Prose(4))
                .hint(l.t(T::AnchoringStandingWordsHint))
                .optional(),
        ]
    }

    fn of_benefit(&self) -> Vec<Question> {
        let l = self.l;
        let whose = self.coded(BenefitFor::ALL, BenefitFor::code, words::whose);
        vec![
            self.q("virkning", T::AnchoringEffect, Input::Prose(3)).hint(l.t(T::AnchoringEffectHint)),
            self.q("hvem", T::AnchoringWhose, Input::One(whose)),
            self.q("maling", T::AnchoringHow, Input::Prose(3)).hint(l.t(T::AnchoringHowHint)),
            self.q("for", T::AnchoringBefore, Input::Line).optional(),
            self.q("mal", T::AnchoringTarget, Input::Line).optional(),
            self.q("eier", T::AnchoringOwner, Input::Line).hint(l.t(T::AnchoringRoleNotPerson)).optional(),
            self.q("neste", T::AnchoringNextMeasured, Input::Day).optional(),
            self.q(
                "tjeneste",
                T::AnchoringService,
                Input::OneOf(or_none(l, self.services(), None)),
            )
            .hint(l.t(T::AnchoringServiceHint))
            .optional(),
        ]
    }

    fn of_call(&self) -> Vec<Question> {
        let l = self.l;
        let classes = || or_none(l, (1..=6).map(|n| (n.to_string(), n.to_string())).collect(), None);
        let parts = self.coded(ApplicationPart::ALL, ApplicationPart::code, words::part);
        vec![
            self.q("navn", T::AnchoringCallName, Input::Line),
            self.q("eier", T::AnchoringGiver, Input::Line),
            self.q("frist", T::AnchoringDeadline, Input::Day).optional(),
            self.q("deler", T::AnchoringCallParts, Input::Several(parts)).optional(),
            self.q("vilkar", T::AnchoringCallTerms, Input::Prose(4)).optional(),
            self.q("dekker", T::AnchoringPaysFor, Input::Prose(3)).optional(),
            self.q("sentral-fra", T::AnchoringCentralityFrom, Input::OneOf(classes())).optional().rare(),
            self.q("sentral-til", T::AnchoringCentralityTo, Input::OneOf(classes())).optional().rare(),
            self.q("lenke", T::AnchoringLink, Input::Line).optional(),
        ]
    }

    fn of_grant(&self) -> Vec<Question> {
        let l = self.l;
        let calls = self.calls.iter().map(|name| (name.clone(), name.clone())).collect();
        let statuses = self.coded(GrantStatus::ALL, GrantStatus::code, words::grant_status);
        let mut out = vec![
            self.q("navn", T::AnchoringGrantName, Input::Line),
            self.q("giver", T::AnchoringGiver, Input::Line),
            self.q(
                "utlysning",
                T::AnchoringGrantCall,
                Input::OneOf(or_none(l, calls, None)),
            )
            .hint(l.t(T::AnchoringGrantCallHint))
            .optional(),
            self.q("status", T::AnchoringGrantStatus, Input::One(statuses)),
            self.q("sokt", T::AnchoringApplied, Input::Line).optional(),
            self.q("fatt", T::AnchoringGranted, Input::Line).optional(),
            self.q("forste", T::AnchoringGrantFirst, Input::Day).optional(),
            self.q("siste", T::AnchoringGrantLast, Input::Day).hint(l.t(T::AnchoringGrantLastHint)).optional(),
            self.q("ref", T::AnchoringReference, Input::Line).optional(),
        ];
        let kinds = self.coded(SpendingKind::ALL, SpendingKind::code, words::spending);
        out.push(self.q("plan", T::AnchoringPlanned, Input::Sums(kinds)).optional().rare());
        out
    }
}

/// An amount as it stands in a form; empty when there is none.
fn shown(ore: i64) -> String {
    if ore == 0 { String::new() } else { kroner(ore) }
}

fn with_amounts(e: Entered, amounts: [i64; YEARS]) -> Entered {
    amounts.iter().enumerate().fold(e, |e, (n, ore)| e.put(&format!("ar-{n}"), shown(*ore)))
}

/// What a form begins with.
pub fn blank(kind: EntryKind, today: Date) -> Entered {
    let e = Entered::default();
    match kind {
        EntryKind::Cost => e.put("slag", "operating").put("regnes", "kroner").put("redusert", "1"),
        EntryKind::Money => e.put("kilde", "own").put("sikret", "1"),
        EntryKind::Strategy => e.put("niva", "municipal"),
        EntryKind::Commitment => e.put("slag", "council"),
        EntryKind::Benefit => e.put("hvem", "citizens"),
        EntryKind::Grant => e.put("status", "drafting"),
        EntryKind::Briefing | EntryKind::Measurement | EntryKind::Spending => e.put("dag", today),
        _ => e,
    }
}

/// The form of an entry as it stands.
pub fn filled(entry: &Entry) -> Entered {
    let e = Entered::default();
    match entry {
        Entry::Frame(f) => {
            let e = e.put("forste", f.first_year).put("kjorer", f.running.code()).put_if("sentralitet", f.centrality);
            Alternative::ALL.iter().fold(e, |e, a| e.put(&format!("ord-{}", a.code()), f.words(*a)))
        }
        Entry::Cost(c) => of_cost(e, c),
        Entry::Money(m) => with_amounts(e, m.amounts)
            .put("navn", &m.name)
            .put("sted", &m.place)
            .put("kilde", m.source.code())
            .put("sikret", if m.secured { "1" } else { "0" })
            .put_if("siste", m.last_day),
        Entry::Strategy(s) => e
            .put("navn", &s.name)
            .put("niva", s.level.code())
            .put("eier", &s.owner)
            .put_if("fra", s.first_year)
            .put_if("til", s.last_year)
            .put("erstattet", &s.replaced_by)
            .put("lenke", &s.link),
        Entry::Goal(g) => e.put("ord", &g.words).put_all("tilbud", &g.offerings),
        Entry::Commitment(c) => e
            .put("tittel", &c.title)
            .put("slag", c.kind.code())
            .put("organ", &c.body)
            .put_if("dag", c.on)
            .put_if("aar", c.year)
            .put("sak", &c.case_number)
            .put("ordlyd", &c.wording)
            .put_if("til", c.valid_to)
            .put_ticked("hele", c.whole_service)
            .put_all("tilbud", &c.offerings)
            .put("status", c.standing.code())
            .put("statusord", &c.standing_words),
        Entry::Project(p) => {
            e.put("navn", &p.name).put("eier", &p.owner).put("samordne", &p.align).put_if("slutt", p.until)
        }
        Entry::Briefing(b) => e.put("dag", b.on).put("hvem", &b.audience).put("med", &b.with).put("svar", &b.answer),
        Entry::Benefit(b) => e
            .put("virkning", &b.effect)
            .put("hvem", b.whose.code())
            .put("maling", &b.how)
            .put("for", &b.before)
            .put("mal", &b.target)
            .put("eier", &b.owner)
            .put_if("neste", b.next)
            .put_if("tjeneste", b.service.as_ref()),
        Entry::Measurement(m) => e.put("dag", m.on).put("funn", &m.finding),
        Entry::Call(c) => e
            .put("navn", &c.name)
            .put("eier", &c.owner)
            .put_if("frist", c.deadline)
            .put_all("deler", c.parts.iter().map(|p| p.code()))
            .put("vilkar", &c.terms)
            .put("dekker", &c.pays_for)
            .put_if("sentral-fra", c.centrality.map(|c| c.from))
            .put_if("sentral-til", c.centrality.map(|c| c.to))
            .put("lenke", &c.link),
        Entry::Grant(g) => of_grant(e, g),
        Entry::Condition(c) => {
            e.put("hva", &c.what).put_if("frist", c.due).put("eier", &c.owner).put_if("gjort", c.done)
        }
        Entry::Spending(s) => {
            e.put("dag", s.on).put("slag", s.kind.code()).put("sum", shown(s.ore)).put("hva", &s.what)
        }
    }
}

fn of_cost(e: Entered, c: &CostLine) -> Entered {
    let e = e
        .put("navn", &c.name)
        .put("sted", &c.place)
        .put("slag", c.kind.code())
        .put_ticked("redusert", c.in_reduced)
        .put_if("tilbud", c.offering.as_ref());
    match &c.basis {
        CostBasis::Amounts(amounts) => with_amounts(e, *amounts).put("regnes", "kroner"),
        CostBasis::Hours { hours, rate } => {
            let e = hours.iter().enumerate().fold(e, |e, (n, h)| e.put(&format!("ar-{n}"), h));
            e.put("regnes", "timer").put("sats", shown(*rate))
        }
    }
}

fn of_grant(e: Entered, g: &Grant) -> Entered {
    let e = e
        .put("navn", &g.name)
        .put("giver", &g.giver)
        .put("utlysning", &g.call)
        .put("status", g.status.code())
        .put("sokt", shown(g.applied))
        .put("fatt", shown(g.granted))
        .put_if("forste", g.first_day)
        .put_if("siste", g.last_day)
        .put("ref", &g.reference);
    SpendingKind::ALL.iter().fold(e, |e, k| e.put(&format!("plan-{}", k.code()), shown(g.planned(*k))))
}

/// Reads answers, each with its longest length.
struct Answers<'a, 'b> {
    r: Reading<'a>,
    about: &'b Asking<'b>,
}

impl Answers<'_, '_> {
    fn short(&mut self, name: &str, text: String, most: usize) -> String {
        if text.chars().count() > most {
            self.r.problem(name, self.about.l.t(T::OfficeProblemLong));
        }
        text
    }

    fn line(&mut self, name: &str) -> String {
        let text = self.r.line(name);
        self.short(name, text, LONGEST_LINE)
    }

    fn needed(&mut self, name: &str) -> String {
        let text = self.r.needed(name);
        self.short(name, text, LONGEST_LINE)
    }

    fn prose(&mut self, name: &str) -> String {
        let text = self.r.line(name);
        self.short(name, text, LONGEST)
    }

    fn needed_prose(&mut self, name: &str) -> String {
        let text = self.r.needed(name);
        self.short(name, text, LONGEST)
    }

    fn sum(&mut self, name: &str) -> i64 {
        let text = self.r.entered.get(name);
        if text.is_empty() {
            return 0;
        }
        let read = parse_kroner(text);
        if read.is_none() {
            self.r.problem(name, self.about.l.t(T::AnchoringProblemSum));
        }
        read.unwrap_or(0)
    }

    fn amounts(&mut self) -> [i64; YEARS] {
        [0, 1, 2, 3].map(|n| self.sum(&format!("ar-{n}")))
    }

    fn year(&mut self, name: &str) -> Option<i16> {
        let year = self.r.number::<i64>(name)?;
        if !(FIRST_YEAR..=LAST_YEAR).contains(&year) {
            self.r.problem(
                name,
                self.about.l.ta(
                    T::OfficeProblemRange,
                    &ui::args![("low", FIRST_YEAR), ("high", LAST_YEAR)],
                ),
            );
        }
        i16::try_from(year).ok()
    }

    fn class(&mut self, name: &str) -> Option<u8> {
        self.r.number::<u8>(name).filter(|n| (1..=6).contains(n))
    }

    /// The offerings that were chosen: only those of this municipality.
    fn offerings(&mut self, name: &str) -> Vec<Key> {
        let chosen = self.r.keys(name);
        let known = |key: &Key| self.about.register.offerings.iter().any(|o| o.key == *key);
        if !chosen.iter().all(known) {
            self.r.problem(name, self.about.l.t(T::OfficeProblemUnknown));
        }
        chosen
    }

    fn service(&mut self, name: &str) -> Option<Key> {
        let chosen = self.r.key(name)?;
        if !self.about.register.services.iter().any(|s| s.key == chosen) {
            self.r.problem(name, self.about.l.t(T::OfficeProblemUnknown));
        }
        Some(chosen)
    }

    fn link(&mut self, name: &str) -> String {
        let text = self.line(name);
        if !text.is_empty() && !text.starts_with("https://") && !text.starts_with("http://") {
            self.r.problem(name, self.about.l.t(T::AnchoringProblemLink));
        }
        text
    }

    fn day(&mut self, name: &str, otherwise: Date) -> Date {
        self.r.needed_day(name, otherwise)
    }
}

/// Reads an entry. `before` is what stands there now, for what the form does not ask.
///
/// # Errors
/// Every problem, by field.
pub fn read(
    kind: EntryKind,
    entered: &Entered,
    about: &Asking,
    before: Option<&Entry>,
    today: Date,
) -> Result<Entry, Problems> {
    let mut a = Answers {
        r: Reading::new(about.l, entered),
        about,
    };
    let entry = match kind {
        EntryKind::Frame => Entry::Frame(frame(&mut a, today)),
        EntryKind::Cost => Entry::Cost(cost(&mut a)),
        EntryKind::Money => Entry::Money(money(&mut a)),
        EntryKind::Strategy => Entry::Strategy(strategy(&mut a, before)),
        EntryKind::Goal => Entry::Goal(StrategyGoal {
            words: a.needed_prose("ord"),
            offerings: a.offerings("tilbud"),
        }),
        EntryKind::Commitment => Entry::Commitment(commitment(&mut a)),
        EntryKind::Project => Entry::Project(RelatedProject {
            name: a.needed("navn"),
            owner: a.line("eier"),
            align: a.needed_prose("samordne"),
            until: a.r.day("slutt"),
        }),
        EntryKind::Briefing => Entry::Briefing(Briefing {
            on: a.day("dag", today),
            audience: a.needed("hvem"),
            with: a.needed("med"),
            answer: a.prose("svar"),
        }),
        EntryKind::Benefit => Entry::Benefit(Benefit {
            effect: a.needed_prose("virkning"),
            whose: a.r.code("hvem", BenefitFor::parse).unwrap_or(BenefitFor::Citizens),
            how: a.needed_prose("maling"),
            before: a.line("for"),
            target: a.line("mal"),
            owner: a.line("eier"),
            next: a.r.day("neste"),
            service: a.service("tjeneste"),
        }),
        EntryKind::Measurement => Entry::Measurement(Measurement {
            on: past(&mut a, "dag", today),
            finding: a.needed_prose("funn"),
        }),
        EntryKind::Call => Entry::Call(call(&mut a, before)),
        EntryKind::Grant => Entry::Grant(grant(&mut a, before)),
        EntryKind::Condition => Entry::Condition(GrantCondition {
            what: a.needed_prose("hva"),
            due: a.r.day("frist"),
            owner: a.line("eier"),
            done: a.r.day("gjort"),
        }),
        EntryKind::Spending => Entry::Spending(Spending {
            on: past(&mut a, "dag", today),
            kind: a.r.code("slag", SpendingKind::parse).unwrap_or(SpendingKind::Guides),
            ore: some_sum(&mut a, "sum"),
            what: a.needed("hva"),
        }),
    };
    if a.r.problems.is_empty() {
        Ok(entry)
    } else {
        Err(a.r.problems)
    }
}

/// A day that has been.
fn past(a: &mut Answers, name: &str, today: Date) -> Date {
    let day = a.day(name, today);
    if day > today {
        a.r.problem(name, a.about.l.t(T::AnchoringProblemFuture));
    }
    day
}

fn some_sum(a: &mut Answers, name: &str) -> i64 {
    if a.r.entered.get(name).is_empty() {
        a.r.problem(name, a.about.l.t(T::OfficeProblemMissing));
    }
    a.sum(name)
}

fn frame(a: &mut Answers, today: Date) -> BudgetFrame {
    let first_year = a.year("forste").unwrap_or_else(|| {
        a.r.problem("forste", a.about.l.t(T::OfficeProblemMissing));
        today.year()
    });
    let running = a.r.code("kjorer", Alternative::parse).unwrap_or(Alternative::Recommended);
    let said = Alternative::ALL.iter().map(|alt| (alt.code().to_owned(), a.prose(&format!("ord-{}", alt.code()))));
    let words: BTreeMap<String, String> = said.filter(|(_, words)| !words.is_empty()).collect();
    BudgetFrame {
        first_year,
        running,
        words,
        centrality: a.class("sentralitet"),
    }
}

fn cost(a: &mut Answers) -> CostLine {
    let basis = if a.r.entered.get("regnes") == "timer" {
        let hours = [0, 1, 2, 3].map(|n| {
            let name = format!("ar-{n}");
            let hours = a.r.number::<u32>(&name).unwrap_or(0);
            if hours > 1_000_000 {
                a.r.problem(&name, a.about.l.t(T::OfficeProblemNumber));
            }
            hours
        });
        let rate = some_sum(a, "sats");
        if rate > 10_000_000 {
            a.r.problem("sats", a.about.l.t(T::AnchoringProblemSum));
        }
        CostBasis::Hours { hours, rate }
    } else {
        CostBasis::Amounts(a.amounts())
    };
    CostLine {
        name: a.needed("navn"),
        place: a.line("sted"),
        kind: a.r.code("slag", CostKind::parse).unwrap_or(CostKind::Operating),
        basis,
        in_reduced: a.r.ticked("redusert"),
        offering: a.offerings("tilbud").into_iter().next(),
    }
}

fn money(a: &mut Answers) -> MoneyLine {
    MoneyLine {
        name: a.needed("navn"),
        place: a.line("sted"),
        source: a.r.code("kilde", MoneySource::parse).unwrap_or(MoneySource::Own),
        secured: a.r.code("sikret", |c| ["0", "1"].contains(&c).then_some(c == "1")).unwrap_or(false),
        amounts: a.amounts(),
        last_day: a.r.day("siste"),
    }
}

fn strategy(a: &mut Answers, before: Option<&Entry>) -> Strategy {
    let shipped = match before {
        Some(Entry::Strategy(s)) => s.shipped.clone(),
        _ => None,
    };
    let (first_year, last_year) = (a.year("fra"), a.year("til"));
    if first_year.zip(last_year).is_some_and(|(first, last)| last < first) {
        a.r.problem("til", a.about.l.t(T::OfficeProblemLast));
    }
    Strategy {
        shipped,
        name: a.needed("navn"),
        level: a.r.code("niva", StrategyLevel::parse).unwrap_or(StrategyLevel::Municipal),
        owner: a.line("eier"),
        first_year,
        last_year,
        replaced_by: a.line("erstattet"),
        link: a.link("lenke"),
    }
}

/// The year of a decision whose day is not known. Where the day is known, the year is its year, and is not kept twice.
fn decided_year(a: &mut Answers, on: Option<Date>) -> Option<i16> {
    let year = a.r.number::<i64>("aar")?;
    if !(FIRST_DECISION..=LAST_YEAR).contains(&year) {
        let range = ui::args![("low", FIRST_DECISION), ("high", LAST_YEAR)];
        a.r.problem("aar", a.about.l.ta(T::OfficeProblemRange, &range));
    }
    if on.is_some_and(|day| i64::from(day.year()) != year) {
        a.r.problem("aar", a.about.l.t(T::AnchoringProblemYear));
    }
    i16::try_from(year).ok().filter(|_| on.is_none())
}

fn commitment(a: &mut Answers) -> Commitment {
    let on = a.r.day("dag");
    Commitment {
        title: a.needed("tittel"),
        kind: a.r.code("slag", CommitmentKind::parse).unwrap_or(CommitmentKind::Council),
        body: a.line("organ"),
        on,
        year: decided_year(a, on),
        case_number: a.line("sak"),
        wording: a.prose("ordlyd"),
        valid_to: a.r.day("til"),
        whole_service: a.r.ticked("hele"),
        offerings: a.offerings("tilbud"),
        standing: Standing::parse(a.r.entered.get("status")).unwrap_or(Standing::NotSaid),
        standing_words: a.prose("statusord"),
    }
}

fn call(a: &mut Answers, before: Option<&Entry>) -> GrantCall {
    let shipped = match before {
        Some(Entry::Call(c)) => c.shipped.clone(),
        _ => None,
    };
    let centrality = match (a.class("sentral-fra"), a.class("sentral-til")) {
        (Some(from), Some(to)) if from <= to => Some(Centrality { from, to }),
        (None, None) => None,
        _ => {
            a.r.problem("sentral-til", a.about.l.t(T::AnchoringProblemCentrality));
            None
        }
    };
    let parts = a.r.entered.all("deler").filter_map(ApplicationPart::parse).collect();
    GrantCall {
        shipped,
        name: a.needed("navn"),
        owner: a.needed("eier"),
        deadline: a.r.day("frist"),
        centrality,
        terms: a.prose("vilkar"),
        pays_for: a.prose("dekker"),
        parts,
        link: a.link("lenke"),
    }
}

fn grant(a: &mut Answers, before: Option<&Entry>) -> Grant {
    let words = match before {
        Some(Entry::Grant(g)) => g.words.clone(),
        _ => BTreeMap::new(),
    };
    let call = a.line("utlysning");
    if !call.is_empty() && !a.about.calls.contains(&call) {
        a.r.problem("utlysning", a.about.l.t(T::OfficeProblemUnknown));
    }
    let planned = SpendingKind::ALL.iter().map(|k| (k.code().to_owned(), a.sum(&format!("plan-{}", k.code()))));
    let planned = planned.filter(|(_, ore)| *ore > 0).collect();
    let (first_day, last_day) = (a.r.day("forste"), a.r.day("siste"));
    if first_day.zip(last_day).is_some_and(|(first, last)| last < first) {
        a.r.problem("siste", a.about.l.t(T::OfficeProblemLast));
    }
    Grant {
        name: a.needed("navn"),
        giver: a.needed("giver"),
        call,
        status: a.r.code("status", GrantStatus::parse).unwrap_or(GrantStatus::Drafting),
        reference: a.line("ref"),
        applied: a.sum("sokt"),
        granted: a.sum("fatt"),
        first_day,
        last_day,
        planned,
        words,
    }
}

/// Reads one part of an application: the words, and the keys of what is taken in of what `may` be.
///
/// # Errors
/// What is wrong with it.
pub fn application(entered: &Entered, about: &Asking, may: &[&str]) -> Result<(String, Vec<String>), Problems> {
    let mut a = Answers {
        r: Reading::new(about.l, entered),
        about,
    };
    let text = a.prose("ord");
    let all: Vec<&str> = entered.all("med").collect();
    if !all.iter().all(|key| may.contains(key)) {
        a.r.problem("med", about.l.t(T::OfficeProblemUnknown));
    }
    let taken = may.iter().filter(|key| all.contains(key)).map(ToString::to_string).collect();
    if a.r.problems.is_empty() {
        Ok((text, taken))
    } else {
        Err(a.r.problems)
    }
}
