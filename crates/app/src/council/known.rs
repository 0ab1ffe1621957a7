//! What is known, as a council case can use it: each with its figure, its source, its year and the page it comes from. It is looked
//! up each time, so nothing is typed twice, and a figure that is mended is mended everywhere.

use crate::{
    anchoring::{self, Grounds, amount},
    frame::AppError,
    risk,
    situation::{self, measured, number, percent},
    texts::{T, Words},
    visits::counts::{Choice, by_month},
};
use domain::{
    anchoring::{Alternative, LEAST_GUIDANCES, StrategyStatus, cost_per_guidance},
    register::Register,
    schedule::month_name,
    shared::{Id, Locale, day_and_minute},
    situation::{Ages, Evidence, Fact, FactWarning, LocalFigure, POPULATION_URL, SurveyArea, SurveyQuestion},
    statistics::Dimension,
};
use jiff::{ToSpan, civil::Date};
use store::Query;
use ui::args;

/// Something that is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    /// Its key, the same as long as what it is made from is there: `fakta.sarbare`, `budsjett.recommended`.
    pub key: String,
    /// What is known, in a sentence.
    pub text: String,
    /// The figure in it, when there is one that stands out.
    pub figure: String,
    /// Who knows it, and where it is written; empty when nobody has said.
    pub source: String,
    /// The year or years as they are written.
    pub dated: String,
    /// The year it is true for; `None` when nobody has said.
    pub year: Option<i16>,
    /// The page of the office that it comes from.
    pub path: String,
    /// Where everybody can read it; may be empty.
    pub url: String,
    /// The sections it belongs in, the best one first.
    pub sections: &'static [&'static str],
    /// How strong it is in a case: 1 is the strongest, [`WEAK`] and above do not come by themselves.
    pub strength: u8,
    /// What to be careful about.
    pub warnings: Vec<FactWarning>,
}

/// What does not come into a case by itself.
pub const WEAK: u8 = 9;

const ABOUT_NEED: &[&str] = &["facts"];
const TODAY: &[&str] = &["background", "facts"];
const LAW: &[&str] = &["law", "background", "facts"];
const MONEY: &[&str] = &["economy"];
const OTHERS: &[&str] = &["consequences", "facts"];
const HEARING: &[&str] = &["hearing"];
const ATTACHED: &[&str] = &["attachments"];
const LYING_THERE: &[&str] = &["other-documents"];

impl Known {
    /// Whether it may stand as a fact: it has a source and a year.
    #[must_use]
    pub fn is_fact(&self) -> bool {
        self.year.is_some() && !self.source.trim().is_empty()
    }
}

/// An analysis of risk, as a case tells of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assessed {
    /// What all versions of it share.
    id: Id,
    /// What it is called.
    title: String,
    /// The page of the version that is in force.
    path: String,
    /// The day it was approved, otherwise the day it was held.
    on: Option<Date>,
    /// Whether somebody has approved it.
    approved: bool,
    /// How many risks are low, medium and high with the measures, and how many are not rated.
    counts: [usize; 4],
}

fn assessed(v: risk::store::Version) -> Assessed {
    let approved = v.approved.as_ref().map(|(at, _)| day_and_minute(*at).0);
    Assessed {
        id: v.line,
        path: format!("/kontor/ros/{}", v.id),
        on: approved.or(v.analysis.held_on),
        approved: approved.is_some(),
        counts: v.analysis.counts(),
        title: v.analysis.title,
    }
}

/// Everything a case, a presentation and a pitch are made from.
#[derive(Clone, Debug, PartialEq)]
pub struct Ground {
    /// The survey, the facts and the figures.
    pub evidence: Evidence,
    /// Money, strategies, decisions, benefits.
    pub grounds: Grounds,
    /// The analyses that are approved or held.
    pub risks: Vec<Assessed>,
    /// Guidances counted in the last twelve whole months.
    pub guidances: u64,
    /// The day it is read.
    pub today: Date,
}

/// Reads it.
///
/// # Errors
/// A fault of the database.
pub fn ground(q: &mut impl Query, number: &str, today: Date) -> Result<Ground, AppError> {
    let (first, last) = counted_months(today);
    let came = by_month(q, first, last, Choice::default(), &[Dimension::Place])?;
    Ok(Ground {
        evidence: situation::evidence(q, number, today)?,
        grounds: anchoring::grounds(q, today)?,
        risks: risk::store::in_force(q)?.into_iter().map(assessed).collect(),
        guidances: came.iter().map(|row| row.n).sum(),
        today,
    })
}

/// The last twelve whole months, by their first days.
fn counted_months(today: Date) -> (Date, Date) {
    let last = today.first_of_month().yesterday().unwrap_or(today).first_of_month();
    (last.checked_sub(11.months()).unwrap_or(last), last)
}

/// What is known, in the order it is shown.
#[must_use]
pub fn known(g: &Ground, register: &Register, l: Locale) -> Vec<Known> {
    let k = Knower { g, register, l };
    let mut out = Vec::new();
    out.extend(k.people());
    out.extend(k.estimates());
    out.extend(k.counted());
    out.extend(k.offerings());
    out.extend(k.partners());
    out.extend(k.answers());
    out.extend(k.figures());
    out.extend(k.facts());
    out.extend(k.commitments());
    out.extend(k.strategies());
    out.extend(k.costs());
    out.extend(k.covered());
    out.extend(k.each());
    out.extend(k.risks());
    out.extend(k.briefings());
    out.extend(k.papers());
    out
}

struct Knower<'a> {
    g: &'a Ground,
    register: &'a Register,
    l: Locale,
}

/// Something that is known and that nobody has said the source of yet.
#[must_use]
pub fn entry(key: String, text: String, path: &str, sections: &'static [&'static str], strength: u8) -> Known {
    Known {
        key,
        text,
        figure: String::new(),
        source: String::new(),
        dated: String::new(),
        year: None,
        path: path.to_owned(),
        url: String::new(),
        sections,
        strength,
        warnings: Vec::new(),
    }
}

impl Known {
    /// The same, with who knows it and the year it is true for.
    #[must_use]
    pub fn said_by(self, source: impl Into<String>, year: Option<i16>) -> Self {
        Self {
            source: source.into(),
            dated: year.map(|y| y.to_string()).unwrap_or_default(),
            year,
            ..self
        }
    }

    /// The same, with the figure that stands out.
    #[must_use]
    pub fn with_figure(self, figure: impl Into<String>) -> Self {
        Self {
            figure: figure.into(),
            ..self
        }
    }
}

fn publication(fact: &Fact) -> String {
    format!("{}: {}", fact.publisher, fact.publication)
}

impl Knower<'_> {
    fn name(&self) -> &str {
        self.register.municipality.name.get(self.l)
    }

    fn here(&self, sentence: T) -> String {
        self.l.ta(sentence, &args![("name", self.name())])
    }

    fn people(&self) -> Option<Known> {
        let l = self.l;
        let population = self.g.evidence.population.as_ref()?;
        let newest = *population.trend().last()?;
        let (old, oldest) = (newest.share(Ages::over(67))?, newest.share(Ages::over(80))?);
        let text = l.ta(
            T::SituationPopulationWords,
            &args![
                ("n", number(newest.people(Ages::ALL)?, l)),
                ("name", self.name()),
                ("year", newest.year.to_string()),
                ("old", percent(old, l)),
                ("oldest", percent(oldest, l))
            ],
        );
        let url = if newest.source == domain::situation::POPULATION_SOURCE {
            POPULATION_URL.to_owned()
        } else {
            String::new()
        };
        let known = entry("folketall".to_owned(), text, "/kontor/grunnlag/tall", ABOUT_NEED, 1);
        Some(Known {
            url,
            ..known.said_by(newest.source.as_str(), Some(newest.year)).with_figure(percent(old, l))
        })
    }

    /// At most one of each kind comes by itself – figures of one kind say the same twice – and only of those that count who has it
    /// harder: that nearly everybody has used the internet is no need.
    fn estimates(&self) -> Vec<Known> {
        let l = self.l;
        let mut kinds = Vec::new();
        let one = |e: &domain::situation::Estimate| {
            let (fact, warnings) = self.g.evidence.facts.iter().find(|(f, _)| f.code == e.fact)?;
            let gone = warnings.iter().any(|w| matches!(w, FactWarning::Superseded(_)));
            let old = warnings.iter().any(|w| matches!(w, FactWarning::Old(_)));
            let again = kinds.contains(&e.kind);
            if !gone {
                kinds.push(e.kind);
            }
            let about = number(e.about, l);
            let text = l.ta(
                T::CouncilKnownEstimate,
                &args![("fact", fact.title.get(l)), ("about", about.as_str()), ("name", self.name())],
            );
            let path = format!("/kontor/grunnlag/fakta/{}", fact.code);
            let strength = if gone || again || !e.kind.is_need() {
                WEAK
            } else {
                2 + u8::from(old)
            };
            let source = format!("{} ({}), {}", publication(fact), e.share_years, e.people.source);
            let known = entry(format!("anslag.{}", fact.code), text, &path, ABOUT_NEED, strength);
            Some(Known {
                url: fact.url.clone(),
                dated: e.people.year.to_string(),
                warnings: warnings.clone(),
                ..known.said_by(source, Some(e.people.year)).with_figure(about)
            })
        };
        self.g.evidence.estimates.iter().filter_map(one).collect()
    }

    fn counted(&self) -> Option<Known> {
        let (l, n) = (self.l, self.g.guidances);
        let (first, last) = counted_months(self.g.today);
        let month = |day: Date| format!("{} {}", month_name(day.month(), l), day.year());
        let text = l.ta(
            T::CouncilKnownCounted,
            &args![("n", number(n, l)), ("from", month(first)), ("to", month(last))],
        );
        let known = entry("veiledninger".to_owned(), text, "/kontor/tall", ABOUT_NEED, 3);
        let known = known.said_by(l.t(T::CouncilSourceCounted), Some(last.year())).with_figure(number(n, l));
        (n >= LEAST_GUIDANCES).then_some(known)
    }

    fn offerings(&self) -> Option<Known> {
        let l = self.l;
        let going = self.register.offerings.iter().filter(|o| o.published && o.ended.is_none());
        let names: Vec<&str> = going.map(|o| o.name.get(l)).collect();
        let text = l.ta(
            T::CouncilKnownOfferings,
            &args![("n", names.len()), ("names", names.join(", "))],
        );
        let known = entry("tilbud".to_owned(), text, "/kontor/tilbud", TODAY, 2);
        let known = known.said_by(self.here(T::CouncilSourceRegister), Some(self.g.today.year()));
        (!names.is_empty()).then_some(known)
    }

    fn partners(&self) -> Option<Known> {
        let l = self.l;
        let here = self.register.organisations.iter().filter(|o| o.ended.is_none());
        let names: Vec<&str> = here.map(|o| o.name.get(l)).collect();
        let text = l.ta(
            T::CouncilKnownPartners,
            &args![("n", names.len()), ("names", names.join(", "))],
        );
        let known = entry("aktorer".to_owned(), text, "/kontor/aktorer", TODAY, 5);
        let known = known.said_by(self.here(T::CouncilSourceRegister), Some(self.g.today.year()));
        (!names.is_empty()).then_some(known)
    }

    fn answers(&self) -> Vec<Known> {
        let one = |(q, a): &(&SurveyQuestion, domain::situation::SurveyAnswer)| {
            let text = if a.is_assumed() {
                self.l.ta(T::CouncilKnownAssumed, &args![("words", a.words.as_str())])
            } else {
                a.words.clone()
            };
            let path = format!("/kontor/grunnlag/kartlegging/{}", q.code);
            let known = entry(format!("svar.{}", q.code), text, &path, home_of(q.area), 4);
            let known = known.said_by(a.source.as_str(), a.on.map(Date::year));
            Known {
                url: a.attachment_url.clone(),
                ..known
            }
        };
        self.g.evidence.answers.iter().map(one).collect()
    }

    fn figures(&self) -> Vec<Known> {
        let l = self.l;
        let one = |f: &LocalFigure| {
            let period = f.latest()?;
            let value = |s: &domain::situation::FigureSeries| {
                let (_, v) = s.values.iter().find(|(p, _)| p == period)?;
                Some(format!("{} {}", s.label, measured(*v, l)))
            };
            let values: Vec<String> = f.series.iter().filter_map(value).take(4).collect();
            let text = l.ta(
                T::CouncilKnownFigure,
                &args![("title", f.title.as_str()), ("values", values.join(", "))],
            );
            let year = period.get(..4).and_then(|y| y.parse().ok());
            let known = entry(format!("tall.{}", f.id), text, "/kontor/grunnlag/tall", ABOUT_NEED, 5);
            let known = known.said_by(f.source.as_str(), year);
            Some(Known {
                dated: period.to_owned(),
                ..known
            })
        };
        self.g.evidence.figures.iter().filter_map(one).collect()
    }

    fn facts(&self) -> Vec<Known> {
        let one = |(fact, warnings): &(Fact, Vec<FactWarning>)| {
            let path = format!("/kontor/grunnlag/fakta/{}", fact.code);
            let strength = if fact.own { 3 } else { WEAK };
            let known = entry(
                format!("fakta.{}", fact.code),
                fact.title.get(self.l).to_owned(),
                &path,
                ABOUT_NEED,
                strength,
            );
            Known {
                url: fact.url.clone(),
                dated: fact.year_words(),
                warnings: warnings.clone(),
                ..known.said_by(publication(fact), Some(fact.year)).with_figure(fact.figure.as_str())
            }
        };
        self.g.evidence.facts.iter().map(one).collect()
    }

    fn commitments(&self) -> Vec<Known> {
        let l = self.l;
        let one = |(id, c): &(Id, domain::anchoring::Commitment)| {
            let said = if c.wording.is_empty() {
                c.title.clone()
            } else {
                format!("{}: «{}»", c.title, c.wording)
            };
            let holds = c.holds(self.g.today);
            let text = if holds {
                said
            } else {
                l.ta(T::CouncilKnownOver, &args![("words", said)])
            };
            let by = if c.body.is_empty() { &c.title } else { &c.body };
            let source = if c.case_number.is_empty() {
                by.clone()
            } else {
                l.ta(
                    T::CouncilSourceCase,
                    &args![("body", by.as_str()), ("number", c.case_number.as_str())],
                )
            };
            let strength = if holds { 4 } else { WEAK };
            let known = entry(format!("vedtak.{id}"), text, "/kontor/forankring/vedtak", LAW, strength);
            known.said_by(source, c.decided_in())
        };
        self.g.grounds.commitments.iter().map(one).collect()
    }

    fn strategies(&self) -> Vec<Known> {
        let l = self.l;
        let one = |s: &crate::anchoring::store::StrategyWithGoals| {
            let goals: Vec<&str> = s.goals.iter().map(|(_, goal)| goal.words.as_str()).collect();
            let said = if goals.is_empty() {
                s.strategy.name.clone()
            } else {
                format!("{}: {}", s.strategy.name, goals.join(" "))
            };
            let status = s.strategy.status(self.g.today.year());
            let text = if status.is_over() {
                l.ta(T::CouncilKnownOver, &args![("words", said)])
            } else {
                said
            };
            let strength = match status {
                StrategyStatus::InForce | StrategyStatus::LastYear if !goals.is_empty() => 5,
                _ => WEAK,
            };
            let by = if s.strategy.owner.is_empty() {
                &s.strategy.name
            } else {
                &s.strategy.owner
            };
            let path = "/kontor/forankring/strategier";
            let known = entry(format!("strategi.{}", s.id), text, path, LAW, strength);
            Known {
                url: s.strategy.link.clone(),
                ..known.said_by(by.as_str(), s.strategy.first_year)
            }
        };
        self.g.grounds.strategies.iter().map(one).collect()
    }

    fn costs(&self) -> Vec<Known> {
        let (l, budget) = (self.l, &self.g.grounds.budget);
        if budget.is_empty() {
            return Vec::new();
        }
        let one = |(strength, a): (u8, Alternative)| {
            let sums = budget.sums(a);
            let year = |s: &domain::anchoring::YearSum| {
                l.ta(
                    T::CouncilCostYear,
                    &args![("sum", amount(s.cost())), ("year", s.year.to_string())],
                )
            };
            let text = l.ta(
                T::CouncilKnownCost,
                &args![
                    ("alternative", anchoring::alternative(a, l)),
                    ("costs", sums.iter().map(year).collect::<Vec<_>>().join(", "))
                ],
            );
            let path = format!("/kontor/forankring/budsjett?alternativ={}", a.code());
            let known = entry(format!("budsjett.{}", a.code()), text, &path, MONEY, strength);
            known
                .said_by(self.here(T::CouncilSourceBudget), Some(budget.frame.first_year))
                .with_figure(amount(sums[0].cost()))
        };
        [(1, Alternative::Recommended), (3, Alternative::Reduced), (4, Alternative::Nothing)]
            .map(one)
            .to_vec()
    }

    /// Who pays.
    fn covered(&self) -> Option<Known> {
        let (l, budget) = (self.l, &self.g.grounds.budget);
        let year = |s: &domain::anchoring::YearSum| {
            l.ta(
                T::CouncilCoverYear,
                &args![
                    ("year", s.year.to_string()),
                    ("own", amount(s.own)),
                    ("grant", amount(s.grant)),
                    ("other", amount(s.other))
                ],
            )
        };
        let sums = budget.sums(budget.frame.running);
        let text = sums.iter().map(year).collect::<Vec<_>>().join(" ");
        let known = entry(
            "budsjett.dekning".to_owned(),
            text,
            "/kontor/forankring/budsjett",
            MONEY,
            2,
        );
        let known = known.said_by(self.here(T::CouncilSourceBudget), Some(budget.frame.first_year));
        (!budget.money.is_empty()).then_some(known)
    }

    fn each(&self) -> Option<Known> {
        let l = self.l;
        let each = cost_per_guidance(&self.g.grounds.budget, self.g.today.year(), self.g.guidances)?;
        let text = l.ta(
            T::CouncilKnownEach,
            &args![("each", amount(each.each())), ("year", each.year.to_string()), ("n", number(each.guidances, l))],
        );
        let known = entry(
            "budsjett.veiledning".to_owned(),
            text,
            "/kontor/forankring/budsjett",
            MONEY,
            4,
        );
        Some(known.said_by(self.here(T::CouncilSourceBudget), Some(each.year)).with_figure(amount(each.each())))
    }

    fn risks(&self) -> Vec<Known> {
        let l = self.l;
        let one = |r: &Assessed| {
            let [low, medium, high, _] = r.counts;
            let said = if r.approved {
                T::CouncilKnownRisk
            } else {
                T::CouncilKnownRiskHeld
            };
            let text = l.ta(
                said,
                &args![("title", r.title.as_str()), ("low", low), ("medium", medium), ("high", high)],
            );
            let known = entry(format!("risiko.{}", r.id), text, &r.path, OTHERS, 4);
            let source = l.ta(T::CouncilSourceRisk, &args![("title", r.title.as_str())]);
            known.said_by(source, r.on.map(Date::year))
        };
        self.g.risks.iter().map(one).collect()
    }

    /// What those who were told have answered.
    fn briefings(&self) -> Vec<Known> {
        let told = self.g.grounds.briefings.iter().filter(|(_, b)| !b.answer.is_empty());
        told.map(|(id, b)| {
            let text = format!("{}: {}", b.audience, b.answer);
            let known = entry(
                format!("orientering.{id}"),
                text,
                "/kontor/forankring/samordning",
                HEARING,
                4,
            );
            known.said_by(b.audience.as_str(), Some(b.on.year()))
        })
        .collect()
    }

    /// What lies with the case: the analyses and what the survey names; and decisions that are not attached.
    fn papers(&self) -> Vec<Known> {
        let l = self.l;
        let analyses = self.g.risks.iter().map(|r| {
            let text = l.ta(T::CouncilSourceRisk, &args![("title", r.title.as_str())]);
            entry(format!("vedlegg.{}", r.id), text, &r.path, ATTACHED, 1)
        });
        let named = self.g.evidence.answers.iter().filter(|(_, a)| !a.attachment.is_empty());
        let named = named.map(|(q, a)| {
            let path = format!("/kontor/grunnlag/kartlegging/{}", q.code);
            entry(format!("vedlegg.{}", q.code), a.attachment.clone(), &path, ATTACHED, 2)
        });
        let decided = self.g.grounds.commitments.iter().filter(|(_, c)| !c.case_number.is_empty());
        let decided = decided.map(|(id, c)| {
            let text = format!("{} ({})", c.title, c.case_number);
            entry(format!("sak.{id}"), text, "/kontor/forankring/vedtak", LYING_THERE, 1)
        });
        analyses.chain(named).chain(decided).collect()
    }
}

/// The sections that the survey's answers and gaps belong in.
#[must_use]
pub const fn home_of(area: SurveyArea) -> &'static [&'static str] {
    match area {
        SurveyArea::Existing | SurveyArea::Municipality => TODAY,
        SurveyArea::Inhabitants => ABOUT_NEED,
        SurveyArea::People => OTHERS,
    }
}
