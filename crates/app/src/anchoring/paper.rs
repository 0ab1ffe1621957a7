//! Documents from what is written here: the application for a grant, its report, the status case, and the answer to one question.
//! All are put together from the same entries, so that a figure is the same wherever it stands.

use super::{
    born::{Application, own_class, sources},
    money::{NOT_SHOWN, counted, guidances, in_words, last_months, sentence},
    office::{gathered, grant_of, id_of},
    picture::drawing,
    store::{GrantWithParts, Grounds},
    views::{budget_rows, used_columns, used_rows},
    words,
};
use crate::{
    council::{CaseSource, fact_block, public_link, traced},
    frame::{AppError, Cx, documents as made},
    packages::{Content, Matter},
    referrals::asked,
    texts::{T, Words},
};
use axum::{
    extract::{Path, Query},
    response::Response,
};
use documents::{Block, Callout, Column, Design, Document, Figure, Look, Pair, Table, Text, Weight, docx, html, pdf};
use domain::{
    anchoring::{
        Alternative, ApplicationPart, Budget, Commitment, Footing, Grant, MoneyMonth, PartLack, PartState,
        SpendingKind, Standing, cost_per_guidance, outlook, spent, unanchored,
    },
    packages::{FigureCell, FigureSource, PackageDocumentKind},
    register::Register,
    schedule::day_in_words,
    shared::{Id, Locale},
    statistics::LARGEST_HIDDEN,
};
use jiff::civil::Date;
use ui::args;

/// A day without "today": a document is read later.
fn day(day: Date, l: Locale) -> String {
    day_in_words(day, Date::MIN, l)
}

fn document(cx: &Cx, l: Locale, title: String, subject: String, id: &str, blocks: Vec<Block>) -> Document {
    Document {
        title,
        language: l.into(),
        subject,
        author: cx.tenant().service_name.clone(),
        made: cx.now,
        id: format!("{}-{id}-{}", cx.tenant().number, l.code()),
        blocks,
    }
}

fn look(cx: &Cx, document: &Document) -> Look {
    let service = cx.tenant().service_name.clone();
    Look::new(Design::Report, service.clone()).with_footer(format!("{service} · {}", document.title))
}

/// Makes the file that was asked for: `pdf`, `docx` or `html`.
async fn file(cx: &Cx, document: Document, name: &str, form: &str) -> Result<Response, AppError> {
    let look = look(cx, &document);
    let named = format!("{name}-{}.{form}", cx.locale().code());
    match form {
        "pdf" => Ok(made::pdf_file(made::made(move || pdf(&document, &look)).await?, &named)),
        "docx" => {
            let kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
            Ok(made::download(
                made::made(move || docx(&document, &look)).await?,
                kind,
                &named,
            ))
        }
        "html" => {
            let bytes = made::made(move || html(&document).map(String::into_bytes)).await?;
            Ok(made::download(bytes, "text/html; charset=utf-8", &named))
        }
        _ => Err(AppError::Absent),
    }
}

/// What the budget is called, and how much of it is assumed.
fn budget_caption(grounds: &Grounds, alternative: Alternative, l: Locale) -> String {
    let assumed = grounds.assumed_in_budget();
    let name = l.ta(
        T::AnchoringBudgetCaption,
        &args![("alternative", words::alternative(alternative, l))],
    );
    if assumed == 0 {
        return name;
    }
    let said = l.ta(T::OfficeAssumedCount, &args![("n", assumed)]).to_lowercase();
    format!("{name} ({said})")
}

/// The budget of an alternative as a table, four years.
#[must_use]
pub fn budget_block(grounds: &Grounds, alternative: Alternative, l: Locale) -> Block {
    let budget = &grounds.budget;
    let mut columns = vec![Column::words(l.t(T::AnchoringLine)), Column::words(l.t(T::AnchoringPlaceInBudget))];
    columns.extend(budget.years().map(|y| Column::figures(y.to_string())));
    let rows = budget_rows(budget, alternative, l).into_iter().map(|row| {
        let cell = |text: String| {
            if row.sum {
                Text::default().strong(text)
            } else {
                text.into()
            }
        };
        row.cells.into_iter().map(cell).collect()
    });
    Block::Table(Table {
        caption: budget_caption(grounds, alternative, l),
        columns,
        named_rows: true,
        rows: rows.collect(),
        total: None,
    })
}

/// The funding cliff of the alternative that is run: what it says, and as a picture.
#[must_use]
pub fn cliff_blocks(budget: &Budget, footing: Footing, today: Date, l: Locale) -> Vec<Block> {
    let o = outlook(budget, budget.frame.running, footing);
    vec![
        Block::paragraph(format!("{}: {}", words::footing(footing, l), sentence(&o, today, l))),
        Block::Figure(Figure {
            svg: drawing(&o, budget, footing.code(), l).into_string(),
            alt: in_words(&o, budget, l),
            caption: l.t(T::AnchoringPicture),
            width: 100,
        }),
    ]
}

/// A sentence with a number of people in it: one to four are not told outside the house.
fn counted_words(text: T, n: u64, l: Locale) -> String {
    if (1..=LARGEST_HIDDEN).contains(&n) {
        l.ta(text, &args![("n", l.t(T::StatisticsFewerThanFive))])
    } else {
        l.ta(text, &args![("n", n)])
    }
}

/// Whole kroner of an amount in øre.
fn kroner_of(ore: i64) -> FigureCell {
    FigureCell::Number(u64::try_from((ore + 50) / 100).unwrap_or_default())
}

/// What the documents are made from.
struct Ground<'a> {
    l: Locale,
    today: Date,
    g: &'a Grounds,
    register: &'a Register,
    guidances: u64,
}

impl Ground<'_> {
    fn list(&self, lines: Vec<String>) -> Option<Block> {
        (!lines.is_empty()).then(|| Block::List(lines.into_iter().map(Text::from).collect()))
    }

    /// The budget as a table.
    fn budget(&self, alternative: Alternative) -> Block {
        budget_block(self.g, alternative, self.l)
    }

    /// The funding cliff as a picture, with what it says.
    fn cliff(&self, footing: Footing) -> Vec<Block> {
        cliff_blocks(&self.g.budget, footing, self.today, self.l)
    }

    /// Who keeps what is written here.
    fn keeper(&self) -> String {
        let municipality = self.register.municipality.name.get(self.l);
        self.l.ta(T::AnchoringDataSource, &args![("municipality", municipality)])
    }

    /// What the drawing of the funding cliff and the table of the budget are made from.
    fn traced_budget(&self, footing: Option<Footing>, table: Option<Alternative>) -> Vec<FigureSource> {
        let (l, budget) = (self.l, &self.g.budget);
        if budget.is_empty() {
            return Vec::new();
        }
        let years = budget.years();
        let source = |title: String, query: String, columns: Vec<String>, rows: Vec<Vec<FigureCell>>| FigureSource {
            title,
            query,
            source: self.keeper(),
            year: format!("{}–{}", years[0], years[3]),
            columns,
            rows,
        };
        let alternative = words::alternative(budget.frame.running, l);
        let cliff = footing.map(|footing| {
            let o = outlook(budget, budget.frame.running, footing);
            let names = [T::AnchoringMonth, T::AnchoringCost, T::AnchoringCovered, T::AnchoringMissing];
            let month = |m: &MoneyMonth| {
                let sums = [m.cost, m.covered, m.missing()].map(kroner_of);
                std::iter::once(FigureCell::Words(words::month(m.month, l))).chain(sums).collect()
            };
            let asked = args![("alternative", alternative.as_str()), ("footing", words::footing(footing, l))];
            source(
                l.t(T::AnchoringPicture),
                l.ta(T::AnchoringDataCliff, &asked),
                names.map(|t| l.t(t)).to_vec(),
                o.months.iter().map(month).collect(),
            )
        });
        let lines = table.map(|shown| {
            let caption = budget_caption(self.g, shown, l);
            let mut columns = vec![l.t(T::AnchoringLine), l.t(T::AnchoringPlaceInBudget)];
            columns.extend(years.map(|y| y.to_string()));
            let rows = budget_rows(budget, shown, l).into_iter();
            let rows = rows.map(|row| row.cells.into_iter().map(FigureCell::Words).collect()).collect();
            source(caption, l.t(T::AnchoringDataBudget), columns, rows)
        });
        cliff.into_iter().chain(lines).collect()
    }

    /// What a number of guidances was counted from.
    fn traced_count(&self, n: u64, (first, last): (Date, Date)) -> FigureSource {
        let l = self.l;
        let period = format!("{} – {}", words::month(first, l), words::month(last, l));
        FigureSource {
            title: l.t(T::AnchoringDataGuidances),
            query: l.ta(T::AnchoringDataCounted, &args![("period", period.as_str())]),
            source: self.keeper(),
            year: period.clone(),
            columns: vec![l.t(T::AnchoringDataPeriod), l.t(T::AnchoringDataGuidances)],
            rows: vec![vec![FigureCell::Words(period), FigureCell::People(n)]],
        }
    }

    fn traced_application(&self, application: &Application) -> Vec<FigureSource> {
        let mut out = self.traced_budget(Some(Footing::WithoutProject), Some(self.g.budget.frame.running));
        out.push(self.traced_count(self.guidances, last_months(self.today)));
        let facts = ApplicationPart::ALL.iter().flat_map(|p| application.taken(*p)).filter(|k| k.is_fact());
        let facts: Vec<CaseSource> = facts.map(CaseSource::from).collect();
        if !facts.is_empty() {
            out.push(traced(&facts, self.register, self.today, self.l));
        }
        out
    }

    fn traced_report(&self, grant: &GrantWithParts, came: u64, period: (Date, Date)) -> Vec<FigureSource> {
        let l = self.l;
        let mut out = self.traced_budget(Some(Footing::WithoutProject), None);
        out.push(self.traced_count(came, period));
        let all: Vec<_> = grant.spending.iter().map(|(_, s)| s).collect();
        let rows = used_rows(&grant.grant, &spent(&grant.grant, &all), l);
        out.push(FigureSource {
            title: l.t(T::AnchoringUsedCaption),
            query: l.t(T::AnchoringDataUsed),
            source: self.keeper(),
            year: format!("{} – {}", words::month(period.0, l), words::month(period.1, l)),
            columns: used_columns(l).map(|(title, _)| title).to_vec(),
            rows: rows.into_iter().map(|row| row.map(FigureCell::Words).to_vec()).collect(),
        });
        out
    }

    fn traced_status(&self) -> Vec<FigureSource> {
        let mut out = self.traced_budget(Some(Footing::Secured), Some(self.g.budget.frame.running));
        out.push(self.traced_count(self.guidances, last_months(self.today)));
        out
    }

    fn alternatives(&self) -> Vec<Block> {
        let l = self.l;
        let said = Alternative::ALL.iter().flat_map(|a| {
            let text = self.g.budget.frame.words(*a);
            let text = if text.is_empty() {
                l.t(T::AnchoringNotSaid)
            } else {
                text.to_owned()
            };
            [Block::heading(2, words::alternative(*a, l)), Block::paragraph(text)]
        });
        said.collect()
    }

    fn strategies(&self) -> Option<Block> {
        let l = self.l;
        let year = self.today.year();
        let of = self.g.strategies.iter().map(|s| {
            let status = words::strategy_status(s.strategy.status(year), l);
            let goals: Vec<&str> = s.goals.iter().map(|(_, goal)| goal.words.as_str()).collect();
            let goals = if goals.is_empty() {
                String::new()
            } else {
                format!(": {}", goals.join(" "))
            };
            format!("{} ({}){goals}", s.strategy.name, status.to_lowercase())
        });
        self.list(of.collect())
    }

    fn benefits(&self) -> Vec<Block> {
        let l = self.l;
        let one = |b: &super::store::BenefitWithFindings| {
            let found = b.findings.first().map_or_else(
                || l.t(T::AnchoringNotMeasured),
                |(_, m)| format!("{}: {}", day(m.on, l), m.finding),
            );
            vec![
                Text::from(b.benefit.effect.as_str()),
                words::whose(b.benefit.whose, l).into(),
                b.benefit.how.as_str().into(),
                b.benefit.owner.as_str().into(),
                found.into(),
            ]
        };
        if self.g.benefits.is_empty() {
            return vec![Block::paragraph(l.t(T::AnchoringBenefitsEmpty))];
        }
        let columns = [T::AnchoringEffect, T::AnchoringWhose, T::AnchoringHow, T::AnchoringOwner, T::AnchoringFindings];
        vec![Block::Table(Table {
            caption: l.t(T::AnchoringBenefits),
            columns: columns.map(|t| Column::words(l.t(t))).to_vec(),
            named_rows: true,
            rows: self.g.benefits.iter().map(one).collect(),
            total: None,
        })]
    }

    fn activity(&self) -> Block {
        Block::paragraph(counted_words(T::AnchoringActivity, self.guidances, self.l))
    }

    fn cost_each(&self) -> Vec<Block> {
        let l = self.l;
        let Some(each) = cost_per_guidance(&self.g.budget, self.today.year(), self.guidances) else {
            return Vec::new();
        };
        let how = l.ta(
            T::AnchoringEachHow,
            &args![("year", i64::from(each.year)), ("cost", words::whole(each.cost)), ("n", each.guidances)],
        );
        let mut out = vec![
            Block::heading(2, l.t(T::AnchoringEach)),
            Block::paragraph(format!(
                "{}: {}. {how}",
                l.t(T::AnchoringEachUnit),
                words::money(each.each())
            )),
            Block::paragraph(l.t(T::AnchoringNotShown)),
        ];
        out.extend(self.list(NOT_SHOWN.map(|t| l.t(t)).to_vec()));
        out
    }

    /// The tables and pictures that stand in a part of an application whatever is chosen.
    fn drawn(&self, part: ApplicationPart) -> Vec<Block> {
        match part {
            ApplicationPart::Budget if self.g.budget.is_empty() => {
                vec![Block::paragraph(self.l.t(T::AnchoringBudgetEmpty))]
            }
            ApplicationPart::Budget => vec![self.budget(self.g.budget.frame.running)],
            ApplicationPart::Effect => [vec![self.activity()], self.benefits()].concat(),
            ApplicationPart::Afterwards if !self.g.budget.is_empty() => self.cliff(Footing::WithoutProject),
            _ => Vec::new(),
        }
    }

    /// What the grant is to be used for, as it is planned.
    fn planned(&self, grant: &Grant) -> Option<Block> {
        let l = self.l;
        let of = |k: &SpendingKind| Pair {
            name: words::spending(*k, l),
            value: words::money(grant.planned(*k)).into(),
        };
        let all: Vec<Pair> = SpendingKind::ALL.iter().filter(|k| grant.planned(**k) > 0).map(of).collect();
        (!all.is_empty()).then_some(Block::Pairs(all))
    }

    /// The facts of an application: who applies, for what, and whether the municipality is one that may.
    fn facts_of(&self, application: &Application, v: &Grant) -> Block {
        let l = self.l;
        let pair = |name: T, value: String| Pair {
            name: l.t(name),
            value: value.into(),
        };
        let mut pairs = vec![
            pair(T::AnchoringGiver, v.giver.clone()),
            pair(T::AnchoringApplicant, self.register.municipality.name.get(l).to_owned()),
            pair(T::AnchoringApplied, words::money(v.applied)),
        ];
        if let (Some(first), Some(last)) = (v.first_day, v.last_day) {
            pairs.push(pair(
                T::AnchoringPeriod,
                format!("{} – {}", day(first, l), day(last, l)),
            ));
        }
        if let Some(call) = application.call {
            pairs.push(pair(T::AnchoringGrantCall, call.name.clone()));
            if let Some(asked) = call.centrality {
                let own = own_class(application.source).map_or_else(
                    || l.t(T::AnchoringClassUnknown),
                    |own| {
                        let said = l.ta(T::AnchoringClassOwn, &args![("class", i64::from(own.class))]);
                        format!("{said} ({})", own.source)
                    },
                );
                let classes = args![("from", i64::from(asked.from)), ("to", i64::from(asked.to))];
                pairs.push(pair(
                    T::AnchoringCentrality,
                    format!("{} {own}", l.ta(T::AnchoringForClasses, &classes)),
                ));
            }
        }
        Block::Pairs(pairs)
    }

    /// What the call asks for, and how far each of it has come.
    fn required(&self, application: &Application) -> Option<Block> {
        let l = self.l;
        let row = |(part, state, lacks): (ApplicationPart, PartState, Vec<PartLack>)| {
            let lacks: Vec<String> = lacks.into_iter().map(|lack| words::lack(lack, l)).collect();
            vec![
                Text::from(words::part(part, l)),
                words::part_state(state, l).into(),
                if lacks.is_empty() {
                    "–".into()
                } else {
                    lacks.join(" ").into()
                },
            ]
        };
        let rows: Vec<Vec<Text>> = application.required().into_iter().map(row).collect();
        let columns = [T::AnchoringCallParts, T::AnchoringState, T::AnchoringLacks];
        (!rows.is_empty()).then(|| {
            Block::Table(Table {
                caption: l.t(T::AnchoringRequiredCaption),
                columns: columns.map(|t| Column::words(l.t(t))).to_vec(),
                named_rows: true,
                rows,
                total: None,
            })
        })
    }

    fn application(&self, grant: &GrantWithParts, application: &Application) -> Vec<Block> {
        let l = self.l;
        let v = &grant.grant;
        let mut out = vec![self.facts_of(application, v)];
        out.extend(self.required(application));
        for part in ApplicationPart::ALL {
            out.push(Block::heading(1, words::part(*part, l)));
            let before = out.len();
            out.extend(Block::prose(v.words(*part)));
            out.extend(application.taken(*part).into_iter().map(|k| fact_block(k, &public_link)));
            if *part == ApplicationPart::Budget {
                out.extend(self.planned(v));
            }
            out.extend(self.drawn(*part));
            if out.len() == before {
                out.push(Block::paragraph(l.t(T::AnchoringNotWritten)));
            }
            let gaps: Vec<Text> = application.gaps(*part).iter().map(|q| Text::from(q.ask.get(l))).collect();
            if !gaps.is_empty() {
                out.push(Block::Callout(Callout {
                    title: l.t(T::CouncilGaps),
                    blocks: vec![Block::List(gaps)],
                }));
            }
        }
        out
    }

    fn report(&self, grant: &GrantWithParts, came: u64) -> Vec<Block> {
        let l = self.l;
        let v = &grant.grant;
        let all: Vec<_> = grant.spending.iter().map(|(_, s)| s).collect();
        let sums = spent(v, &all);
        let mut out = vec![
            Block::Pairs(vec![
                Pair {
                    name: l.t(T::AnchoringGiver),
                    value: v.giver.as_str().into(),
                },
                Pair {
                    name: l.t(T::AnchoringGranted),
                    value: words::money(v.granted).into(),
                },
            ]),
            Block::heading(1, l.t(T::AnchoringReportActivity)),
            Block::paragraph(counted_words(T::AnchoringReportCame, came, l)),
            Block::heading(1, l.t(T::AnchoringPartEffect)),
        ];
        out.extend(self.benefits());
        out.push(Block::heading(1, l.t(T::AnchoringUsed)));
        let columns = used_columns(l).map(|(title, number)| {
            if number {
                Column::figures(title)
            } else {
                Column::words(title)
            }
        });
        out.push(Block::Table(Table {
            caption: l.t(T::AnchoringUsedCaption),
            columns: columns.to_vec(),
            named_rows: true,
            rows: used_rows(v, &sums, l).into_iter().map(|row| row.map(Text::from).to_vec()).collect(),
            total: None,
        }));
        if !grant.conditions.is_empty() {
            out.push(Block::heading(1, l.t(T::AnchoringConditions)));
            let line = |c: &domain::anchoring::GrantCondition| {
                let stands = c.done.map_or_else(
                    || l.t(T::AnchoringNotDone),
                    |on| l.ta(T::AnchoringDoneOn, &args![("day", day(on, l))]),
                );
                format!("{} – {stands}", c.what)
            };
            out.extend(self.list(grant.conditions.iter().map(|(_, c)| line(c)).collect()));
        }
        out.push(Block::heading(1, words::part(ApplicationPart::Afterwards, l)));
        out.extend(Block::prose(v.words(ApplicationPart::Afterwards)));
        if !self.g.budget.is_empty() {
            out.extend(self.cliff(Footing::WithoutProject));
        }
        out
    }

    /// One commitment: what was decided, and how far it has come.
    fn commitment(&self, c: &Commitment) -> Vec<Block> {
        let l = self.l;
        let decided = [
            words::commitment(c.kind, l),
            c.body.clone(),
            words::decided(c, Date::MIN, l).unwrap_or_default(),
            c.case_number.clone(),
        ];
        let decided: Vec<String> = decided.into_iter().filter(|t| !t.is_empty()).collect();
        let mut out =
            vec![Block::heading(2, c.title.clone()), Block::Paragraph(Weight::Small, decided.join(" · ").into())];
        if !c.wording.is_empty() {
            out.push(Block::paragraph(format!("«{}»", c.wording)));
        }
        out.push(Block::paragraph(Text::default().strong(format!(
            "{}: {}",
            l.t(T::AnchoringStanding),
            words::standing(c.standing, l)
        ))));
        out.extend(Block::prose(&c.standing_words));
        out
    }

    fn status(&self, only: Option<Id>) -> Vec<Block> {
        let l = self.l;
        let chosen: Vec<&Commitment> =
            self.g.commitments.iter().filter(|(id, _)| only.is_none_or(|o| o == *id)).map(|(_, c)| c).collect();
        let said = chosen.iter().filter(|c| c.standing != Standing::NotSaid).count();
        let mut out = vec![Block::Paragraph(
            Weight::Lead,
            l.ta(T::AnchoringStatusSummary, &args![("said", said), ("n", chosen.len())]).into(),
        )];
        out.push(Block::heading(1, l.t(T::AnchoringCommitments)));
        if chosen.is_empty() {
            out.push(Block::paragraph(l.t(T::AnchoringCommitmentsNone)));
        }
        out.extend(chosen.iter().flat_map(|c| self.commitment(c)));
        out.push(Block::heading(1, l.t(T::AnchoringStatusActivity)));
        out.push(self.activity());
        if !self.g.budget.is_empty() {
            out.push(Block::heading(1, l.t(T::AnchoringBudget)));
            out.extend(self.cliff(Footing::Secured));
            out.push(self.budget(self.g.budget.frame.running));
            out.extend(self.cost_each());
        }
        if only.is_none() {
            out.extend(self.rest());
        }
        out
    }

    /// What the status case has and an answer does not: alternatives, strategies, benefits, what rests on nothing.
    fn rest(&self) -> Vec<Block> {
        let l = self.l;
        let mut out = Vec::new();
        if !self.g.budget.frame.words.is_empty() {
            out.push(Block::heading(1, l.t(T::AnchoringAlternatives)));
            out.extend(self.alternatives());
        }
        if let Some(list) = self.strategies() {
            out.push(Block::heading(1, l.t(T::AnchoringStrategies)));
            out.push(list);
        }
        out.push(Block::heading(1, l.t(T::AnchoringBenefits)));
        out.extend(self.benefits());
        let commitments: Vec<_> = self.g.commitments.iter().map(|(_, c)| c).collect();
        let bare = unanchored(&self.register.offerings, &commitments, self.today);
        if let Some(list) = self.list(bare.iter().map(|o| o.name.get(l).to_owned()).collect()) {
            out.push(Block::heading(1, l.t(T::AnchoringRestsOnNothing)));
            out.push(list);
        }
        out
    }
}

/// A document with what its figures were made from.
type Traced = (Document, Vec<FigureSource>);

async fn application_of(cx: &Cx, l: Locale, id: &str) -> Result<Traced, AppError> {
    let source = sources(cx, l).await?;
    let grant = source.grant(id_of(id)?)?;
    let application = Application::of(&source, grant);
    let ground = ground(cx, l, source.grounds(), source.register(), source.ground.guidances);
    let title = l.ta(
        T::AnchoringApplicationTitle,
        &args![("name", grant.grant.name.as_str())],
    );
    let figures = ground.traced_application(&application);
    let (lead, blocks) = (
        l.t(T::AnchoringApplicationLead),
        ground.application(grant, &application),
    );
    Ok((document(cx, l, title, lead, &format!("soknad-{id}"), blocks), figures))
}

async fn report_of(cx: &Cx, l: Locale, id: &str) -> Result<Traced, AppError> {
    let ((g, grant), published, n) = (grant_of(cx, id).await?, cx.published().await?, guidances(cx).await?);
    let v = &grant.grant;
    let last = v.last_day.map_or(cx.today(), |d| d.min(cx.today())).first_of_month();
    let first = v.first_day.unwrap_or(last).first_of_month();
    let came = counted(cx, first, last).await?;
    let ground = ground(cx, l, &g, &published.register, n);
    let title = l.ta(T::AnchoringReportTitle, &args![("name", v.name.as_str())]);
    let figures = ground.traced_report(&grant, came, (first, last));
    let (lead, blocks) = (l.t(T::AnchoringReportLead), ground.report(&grant, came));
    Ok((document(cx, l, title, lead, &format!("rapport-{id}"), blocks), figures))
}

async fn status_of(cx: &Cx, l: Locale, only: Option<Id>) -> Result<Traced, AppError> {
    let (g, published, n) = (gathered(cx).await?, cx.published().await?, guidances(cx).await?);
    if only.is_some_and(|id| g.commitments.iter().all(|(i, _)| *i != id)) {
        return Err(AppError::Absent);
    }
    let ground = ground(cx, l, &g, &published.register, n);
    let (title, name) = match only {
        None => (T::AnchoringStatusTitle, "status"),
        Some(_) => (T::AnchoringAnswerTitle, "svar"),
    };
    let title = l.ta(title, &args![("service", cx.tenant().service_name.as_str())]);
    let id = only.map_or_else(|| name.to_owned(), |id| format!("{name}-{id}"));
    let figures = ground.traced_status();
    let (lead, blocks) = (l.t(T::AnchoringStatusCaseLead), ground.status(only));
    Ok((document(cx, l, title, lead, &id, blocks), figures))
}

/// `/kontor/forankring/tilskudd/{id}/dokument/{form}`: the application.
pub async fn application(cx: Cx, Path((id, form)): Path<(String, String)>) -> Result<Response, AppError> {
    let (document, _) = application_of(&cx, cx.locale(), &id).await?;
    file(&cx, document, "soknad", &form).await
}

/// `/kontor/forankring/tilskudd/{id}/rapport/{form}`: the report, with what was counted while the money was used.
pub async fn report(cx: Cx, Path((id, form)): Path<(String, String)>) -> Result<Response, AppError> {
    let (document, _) = report_of(&cx, cx.locale(), &id).await?;
    file(&cx, document, "rapport", &form).await
}

/// `/kontor/forankring/status/{form}`: the status case; with `?vedtak=` the answer about one commitment.
pub async fn status(
    cx: Cx,
    Path(form): Path<String>,
    Query(query): Query<Vec<(String, String)>>,
) -> Result<Response, AppError> {
    let only = match asked(&query, "vedtak") {
        "" => None,
        text => Some(Id::parse(text).ok_or(AppError::Absent)?),
    };
    let (document, _) = status_of(&cx, cx.locale(), only).await?;
    let name = if only.is_some() { "svar" } else { "status" };
    file(&cx, document, name, &form).await
}

/// What can be frozen of this room.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Freezable {
    /// The status case.
    Status,
    /// The application for a grant.
    Application(Id),
    /// The report on it.
    Report(Id),
}

/// A document to be frozen, with what its figures were made from.
///
/// # Errors
/// Absent when there is no such grant here; a fault of the database.
pub async fn content(cx: &Cx, l: Locale, what: Freezable) -> Result<Content, AppError> {
    let (kind, origin, traced) = match what {
        Freezable::Status => (
            PackageDocumentKind::StatusCase,
            "status".to_owned(),
            status_of(cx, l, None).await?,
        ),
        Freezable::Application(id) => {
            let traced = application_of(cx, l, &id.to_string()).await?;
            (PackageDocumentKind::GrantApplication, format!("soknad-{id}"), traced)
        }
        Freezable::Report(id) => {
            let traced = report_of(cx, l, &id.to_string()).await?;
            (PackageDocumentKind::GrantReport, format!("rapport-{id}"), traced)
        }
    };
    let (document, figures) = traced;
    let name = origin.split('-').next().unwrap_or_default().to_owned();
    Ok(Content {
        look: look(cx, &document),
        language: l,
        origin,
        kind,
        matter: Matter::Pages(document),
        name,
        figures,
    })
}

/// What the table of an alternative and the drawing of the funding cliff are made from, where they stand in another document.
#[must_use]
pub fn budget_sources(
    grounds: &Grounds,
    register: &Register,
    (footing, alternative): (Footing, Alternative),
    today: Date,
    l: Locale,
) -> Vec<FigureSource> {
    let ground = Ground {
        l,
        today,
        g: grounds,
        register,
        guidances: 0,
    };
    ground.traced_budget(Some(footing), Some(alternative))
}

fn ground<'a>(cx: &Cx, l: Locale, g: &'a Grounds, register: &'a Register, guidances: u64) -> Ground<'a> {
    Ground {
        l,
        today: cx.today(),
        g,
        register,
        guidances,
    }
}
