use super::{
    shipped::{CALLS, STRATEGIES, read_calls, read_strategies},
    *,
};
use crate::shared::{Id, Key};
use jiff::{ToSpan, civil::date};
use proptest::{
    prelude::{any, prop, prop_assert, prop_assert_eq, proptest},
    strategy::Strategy as Given,
};
use std::collections::BTreeMap;

fn id(n: u8) -> Id {
    Id([n; 16])
}

fn cost(name: &str, kind: CostKind, amounts: [i64; YEARS], in_reduced: bool) -> CostLine {
    CostLine {
        name: name.to_owned(),
        place: String::new(),
        kind,
        basis: CostBasis::Amounts(amounts),
        in_reduced,
        offering: None,
    }
}

fn money(source: MoneySource, amounts: [i64; YEARS], last_day: Option<jiff::civil::Date>) -> MoneyLine {
    MoneyLine {
        name: source.code().to_owned(),
        place: String::new(),
        source,
        secured: true,
        amounts,
        last_day,
    }
}

fn budget(costs: Vec<CostLine>, money: Vec<MoneyLine>) -> Budget {
    let numbered = |n: usize| id(u8::try_from(n).unwrap() + 1);
    Budget {
        frame: BudgetFrame::begin(2027),
        costs: costs.into_iter().enumerate().map(|(n, c)| (numbered(n), c)).collect(),
        money: money.into_iter().enumerate().map(|(n, m)| (numbered(n), m)).collect(),
    }
}

/// 1 200 kroner a year, 900 of its own, and a grant of 600 that ends in June 2028.
fn small() -> Budget {
    budget(
        vec![cost("Drift", CostKind::Operating, [120_000; 4], true)],
        vec![
            money(MoneySource::Own, [90_000; 4], None),
            money(MoneySource::Grant, [60_000, 0, 0, 0], Some(date(2028, 6, 30))),
        ],
    )
}

#[test]
fn the_month_the_money_ends_is_found() {
    let b = small();
    let all = outlook(&b, Alternative::Recommended, Footing::Secured);
    // 300 is missing each year; the grant fills 2027 and half of 2028 is drawn from it too, since it lapses before the year does.
    assert_eq!(all.missing_in(2027), 0);
    assert_eq!(all.turns_red(date(2027, 1, 1)), Some(date(2029, 10, 1)));
    let without = outlook(&b, Alternative::Recommended, Footing::WithoutProject);
    assert_eq!(without.turns_red(date(2027, 1, 15)), Some(date(2027, 10, 1)));
    assert_eq!(without.missing_in(2027), 30_000);
    assert_eq!(without.turns_red(date(2027, 11, 1)), Some(date(2027, 11, 1)));
    let nothing = outlook(&b, Alternative::Nothing, Footing::WithoutProject);
    assert_eq!(nothing.turns_red(date(2027, 1, 1)), None);
    assert!(nothing.months.iter().all(|m| m.cost == 0));
}

#[test]
fn a_grant_is_gone_the_month_after_its_last_day() {
    let b = budget(
        vec![cost("Drift", CostKind::Operating, [120_000; 4], true)],
        vec![money(MoneySource::Grant, [500_000, 0, 0, 0], Some(date(2028, 5, 10)))],
    );
    let outlook = outlook(&b, Alternative::Recommended, Footing::Secured);
    assert_eq!(outlook.turns_red(date(2027, 1, 1)), Some(date(2028, 6, 1)));
}

#[test]
fn what_is_only_applied_for_is_no_money() {
    let mut b = small();
    b.money[1].1.secured = false;
    assert_eq!(b.sums(Alternative::Recommended)[0].grant, 0);
    assert_eq!(b.sums(Alternative::Recommended)[0].asked, 60_000);
    let red = |footing| outlook(&b, Alternative::Recommended, footing).turns_red(date(2027, 1, 1));
    assert_eq!(red(Footing::Secured), Some(date(2027, 10, 1)));
    assert_eq!(red(Footing::Everything), Some(date(2029, 10, 1)));
}

#[test]
fn once_is_paid_in_january_and_hours_are_hours_times_rate() {
    let mut b = budget(vec![cost("PC-er", CostKind::OneOff, [0, 50_000, 0, 0], false)], vec![]);
    b.costs.push((
        id(9),
        CostLine {
            basis: CostBasis::Hours {
                hours: [100, 100, 50, 0],
                rate: 45_050,
            },
            ..cost("Veiledere", CostKind::Operating, [0; 4], true)
        },
    ));
    assert_eq!(
        b.sums(Alternative::Recommended).map(|s| s.cost()),
        [4_505_000, 4_555_000, 2_252_500, 0]
    );
    assert_eq!(b.sums(Alternative::Reduced).map(|s| s.one_off), [0; 4]);
    let months = outlook(&b, Alternative::Recommended, Footing::Secured).months;
    assert_eq!(months[12].cost - months[13].cost, 50_000 - 1);
    assert_eq!(months.len(), 48);
}

#[test]
fn what_the_reduced_alternative_is_without_falls_first() {
    let key = |text: &str| Some(Key::parse(text).unwrap());
    let mut b = budget(
        vec![
            cost("Hele tjenesten", CostKind::Operating, [50_000; 4], true),
            cost("Kurs", CostKind::Operating, [20_000; 4], true),
            cost("Drop-in", CostKind::Operating, [30_000; 4], true),
            cost("Kaffe", CostKind::Operating, [1_000; 4], false),
            cost("PC-er", CostKind::OneOff, [90_000; 4], false),
        ],
        vec![],
    );
    b.costs[1].1.offering = key("kurs");
    b.costs[2].1.offering = key("drop-in");
    let order = [key("kurs").unwrap(), key("drop-in").unwrap()];
    let falls = |missing| falls_first(&b, Alternative::Recommended, 2028, missing, &order);
    assert_eq!(falls(0), []);
    assert_eq!(falls(1_000), [id(4)]);
    assert_eq!(falls(15_000), [id(4), id(2)]);
    assert_eq!(falls(22_000), [id(4), id(2), id(3)]);
    assert_eq!(falls(1_000_000).len(), 4, "what is paid once does not fall");
    assert_eq!(falls_first(&b, Alternative::Recommended, 2040, 1, &order), []);
}

#[test]
fn what_a_guidance_costs_needs_enough_of_them() {
    let b = small();
    let each = |n| cost_per_guidance(&b, 2027, n).map(|c| c.each());
    assert_eq!(each(LEAST_GUIDANCES - 1), None);
    assert_eq!(each(100), Some(1_200));
    assert_eq!(each(70), Some(1_700), "to the nearest krone");
    assert_eq!(cost_per_guidance(&b, 2026, 100), None);
    let mut nothing = b.clone();
    nothing.frame.running = Alternative::Nothing;
    assert_eq!(cost_per_guidance(&nothing, 2027, 100), None);
}

#[test]
fn strategies_grow_old() {
    let mut s = shipped_strategies()[1].taken(crate::shared::Locale::Nn);
    let at = |s: &Strategy, year| s.status(year);
    assert_eq!(at(&s, 2018), StrategyStatus::Coming);
    assert_eq!(at(&s, 2020), StrategyStatus::InForce);
    assert_eq!(at(&s, 2025), StrategyStatus::LastYear);
    assert_eq!(at(&s, 2026), StrategyStatus::Expired);
    assert!(at(&s, 2025).warns() && !at(&s, 2025).is_over() && at(&s, 2026).is_over());
    s.replaced_by = "En ny".to_owned();
    assert_eq!(at(&s, 2020), StrategyStatus::Replaced);
}

#[test]
fn alarms_come_at_twelve_six_and_three_months() {
    let last = date(2027, 12, 31);
    for (today, alarm) in [
        (date(2026, 12, 30), None),
        (date(2026, 12, 31), Some(12)),
        // Six months from the last of June is the thirtieth of December, which is not yet the end.
        (date(2027, 6, 30), Some(12)),
        (date(2027, 7, 1), Some(6)),
        (date(2027, 9, 30), Some(6)),
        (date(2027, 10, 1), Some(3)),
        (date(2027, 12, 31), Some(3)),
        (date(2028, 1, 1), Some(0)),
    ] {
        assert_eq!(money_alarm(last, today), alarm, "{today}");
    }
}

#[test]
fn a_condition_is_told_of_a_month_and_a_week_before() {
    let mut c = GrantCondition {
        what: "Rapport".to_owned(),
        due: Some(date(2027, 3, 31)),
        owner: String::new(),
        done: None,
    };
    for (today, alarm) in [
        (date(2027, 2, 28), None),
        (date(2027, 3, 1), Some(30)),
        (date(2027, 3, 23), Some(30)),
        (date(2027, 3, 24), Some(7)),
        (date(2027, 3, 31), Some(7)),
        (date(2027, 4, 1), None),
    ] {
        assert_eq!(c.alarm(today), alarm, "{today}");
    }
    c.done = Some(date(2027, 3, 2));
    assert_eq!(c.alarm(date(2027, 3, 24)), None);
    (c.done, c.due) = (None, None);
    assert_eq!(c.alarm(date(2027, 3, 24)), None);
}

#[test]
fn the_year_of_a_decision_is_of_its_day_or_by_itself() {
    let old = "title = 'Plan'\nkind = 'plan'\nbody = ''\ncase_number = ''\nwording = ''\nwhole_service = true\n\
               offerings = []\nstanding = 'not_said'\nstanding_words = ''";
    let mut c: Commitment = toml::from_str(old).unwrap();
    assert_eq!(c.decided_in(), None);
    c.year = Some(2019);
    assert_eq!(c.decided_in(), Some(2019));
    c.on = Some(date(2021, 2, 3));
    assert_eq!(c.decided_in(), Some(2021));
}

#[test]
fn every_part_of_an_application_says_what_it_lacks() {
    use ApplicationPart as P;
    let (nothing, some) = (budget(Vec::new(), Vec::new()), small());
    let today = date(2027, 1, 10);
    let bare = ApplicationGround {
        budget: &nothing,
        period: None,
        offerings: 0,
        with_hours: 0,
        partners: 0,
        benefits: 0,
    };
    for (part, lack) in [
        (P::Need, PartLack::NoFigure),
        (P::Plan, PartLack::NoOffering),
        (P::Budget, PartLack::NoBudget),
        (P::Partners, PartLack::NoPartner),
        (P::Effect, PartLack::NoBenefit),
        (P::Afterwards, PartLack::NoBudget),
    ] {
        let found = lacks(part, PartContents::default(), &bare, today);
        assert_eq!((found[0], found.contains(&lack)), (PartLack::Empty, true), "{part:?}");
        assert_eq!(PartState::of(&found), PartState::Missing);
    }
    let full = ApplicationGround {
        budget: &some,
        period: Some((date(2027, 1, 1), date(2027, 6, 30))),
        offerings: 2,
        with_hours: 1,
        partners: 1,
        benefits: 1,
    };
    let taken = PartContents {
        taken: 50,
        figures: 1,
        answered: 1,
        ..PartContents::default()
    };
    let written = PartContents { own: 20, ..taken };
    assert_eq!(lacks(P::Need, taken, &full, today), [PartLack::OnlyTaken]);
    for part in [P::Need, P::TargetGroups, P::Plan, P::Partners, P::Effect] {
        assert_eq!(lacks(part, written, &full, today), [], "{part:?}");
    }
    let short = PartContents {
        own: 3,
        taken: 4,
        gaps: 2,
        ..PartContents::default()
    };
    assert_eq!(
        lacks(P::TargetGroups, short, &full, today),
        [PartLack::Short, PartLack::Unanswered(2)]
    );
    assert_eq!(lacks(P::Budget, taken, &full, today), [PartLack::Uncovered(2028)]);
    assert_eq!(
        lacks(P::Afterwards, written, &full, today),
        [PartLack::MoneyEnds(date(2027, 10, 1))]
    );
    let hours = ApplicationGround {
        with_hours: 0,
        period: None,
        ..full
    };
    assert_eq!(
        lacks(P::Plan, written, &hours, today),
        [PartLack::NoHours, PartLack::NoPeriod]
    );
    let granted = budget(
        vec![cost("Drift", CostKind::Operating, [10; 4], true)],
        vec![money(MoneySource::Grant, [10; 4], None)],
    );
    let foreign = ApplicationGround {
        budget: &granted,
        ..full
    };
    assert_eq!(lacks(P::Budget, taken, &foreign, today), [PartLack::NoOwnMoney]);
}

#[test]
fn who_may_apply() {
    let call = shipped_calls()[0].taken(crate::shared::Locale::Nb);
    let today = date(2026, 3, 3);
    assert_eq!(call.hindrances(Some(5), today), []);
    assert_eq!(call.hindrances(Some(1), today), [Ineligible::Centrality(1)]);
    assert_eq!(call.hindrances(None, today), [Ineligible::CentralityUnknown]);
    let late = shipped_calls()[1].taken(crate::shared::Locale::En);
    assert_eq!(late.hindrances(None, today), [Ineligible::TooLate(date(2024, 6, 14))]);
    assert_eq!(late.hindrances(None, date(2024, 6, 14)), []);
}

#[test]
fn what_ships_is_read_whole() {
    assert_eq!(
        read_strategies(STRATEGIES).unwrap().len(),
        STRATEGIES.matches("[[strategy]]").count()
    );
    assert_eq!(read_calls(CALLS).unwrap().len(), CALLS.matches("[[call]]").count());
    for s in shipped_strategies() {
        assert!(s.link.is_empty() || s.link.starts_with("https://"), "{}", s.key);
        assert!(s.last_year.is_none_or(|last| last >= s.first_year), "{}", s.key);
        assert!(
            s.goals.iter().all(|g| !g.nb.is_empty() && !g.nn.is_empty() && !g.en.is_empty()),
            "{}",
            s.key
        );
    }
}

#[test]
fn codes_are_read_back() {
    for kind in EntryKind::ALL {
        assert_eq!(EntryKind::parse(kind.code()), Some(*kind));
        assert!(kind.part_of().is_none_or(|of| of.part_of().is_none()));
    }
    assert_eq!(Standing::parse(""), Some(Standing::NotSaid));
    assert_eq!(GrantStatus::parse("given"), None);
}

#[test]
fn amounts_are_read_as_people_write_them() {
    for (text, ore) in [
        ("125 000", Some(12_500_000)),
        ("kr 125\u{a0}000,-", Some(12_500_000)),
        ("0", Some(0)),
        ("1 234,5", Some(123_450)),
        ("1234,56 kr", Some(123_456)),
        ("", None),
        ("-5", None),
        ("1.000", None),
        ("12,345", None),
        ("99999999999", None),
        ("1e9", None),
        ("٣", None),
    ] {
        assert_eq!(parse_kroner(text), ore, "{text}");
    }
}

fn amounts() -> impl Given<Value = [i64; YEARS]> {
    prop::array::uniform4(0..5_000_000_i64)
}

fn a_budget() -> impl Given<Value = Budget> {
    let kind = prop::sample::select(CostKind::ALL);
    let source = prop::sample::select(MoneySource::ALL);
    let costs = prop::collection::vec((kind, amounts(), any::<bool>()), 0..5);
    let end = prop::option::of(0..1_461_i64);
    let moneys = prop::collection::vec((source, amounts(), any::<bool>(), end), 0..5);
    (costs, moneys).prop_map(|(costs, moneys)| {
        let costs = costs.into_iter().map(|(kind, amounts, reduced)| cost("c", kind, amounts, reduced)).collect();
        let moneys = moneys.into_iter().map(|(source, amounts, secured, end)| MoneyLine {
            secured,
            ..money(
                source,
                amounts,
                end.map(|days| date(2027, 1, 1).saturating_add(days.days())),
            )
        });
        budget(costs, moneys.collect())
    })
}

fn missing(o: &MoneyOutlook) -> i64 {
    o.months.iter().map(MoneyMonth::missing).sum()
}

/// How much the same money covers when the pots are drawn in another order, for comparison.
fn covered_in_order(b: &Budget, turn: usize) -> i64 {
    let mut pots = Vec::new();
    for (_, m) in b.money.iter().filter(|(_, m)| m.secured) {
        for (n, year) in b.years().into_iter().enumerate() {
            let first = date(year, 1, 1);
            let lapses = if m.source == MoneySource::Grant {
                date(2030, 12, 31)
            } else {
                date(year, 12, 31)
            };
            let last = m.last_day.map_or(lapses, |d| d.min(lapses));
            if last >= first {
                pots.push((first, last.first_of_month(), m.year(n)));
            }
        }
    }
    let turn = turn % pots.len().max(1);
    pots.rotate_left(turn);
    let months = outlook(b, Alternative::Recommended, Footing::Secured).months;
    let mut covered = 0;
    for m in months {
        let mut left = m.cost;
        for pot in pots.iter_mut().filter(|p| p.0 <= m.month && m.month <= p.1) {
            let taken = pot.2.min(left);
            pot.2 -= taken;
            left -= taken;
            covered += taken;
        }
    }
    covered
}

proptest! {
    #[test]
    fn months_make_the_years_exactly(b in a_budget()) {
        for alternative in Alternative::ALL {
            let o = outlook(&b, *alternative, Footing::Secured);
            for sum in b.sums(*alternative) {
                prop_assert_eq!(o.year(sum.year).0, sum.cost());
            }
        }
    }

    #[test]
    fn no_money_is_used_twice_or_for_more_than_it_costs(b in a_budget()) {
        for footing in Footing::ALL {
            let o = outlook(&b, Alternative::Recommended, *footing);
            prop_assert!(o.months.iter().all(|m| m.covered >= 0 && m.covered <= m.cost));
            let there: i64 = b.money.iter().flat_map(|(_, m)| m.amounts).sum();
            prop_assert!(o.months.iter().map(|m| m.covered).sum::<i64>() <= there);
        }
    }

    #[test]
    fn more_money_never_makes_it_worse(b in a_budget(), more in amounts(), source in prop::sample::select(MoneySource::ALL)) {
        let before = missing(&outlook(&b, Alternative::Recommended, Footing::Secured));
        let mut richer = b.clone();
        richer.money.push((id(99), money(source, more, None)));
        prop_assert!(missing(&outlook(&richer, Alternative::Recommended, Footing::Secured)) <= before);
    }

    #[test]
    fn less_to_count_on_is_never_better(b in a_budget()) {
        let of = |footing| missing(&outlook(&b, Alternative::Recommended, footing));
        prop_assert!(of(Footing::Everything) <= of(Footing::Secured));
        prop_assert!(of(Footing::Secured) <= of(Footing::WithoutProject));
    }

    #[test]
    fn no_other_order_of_the_money_covers_more(b in a_budget(), turn in 0..20_usize) {
        let o = outlook(&b, Alternative::Recommended, Footing::Secured);
        let ours: i64 = o.months.iter().map(|m| m.covered).sum();
        prop_assert!(covered_in_order(&b, turn) <= ours);
    }

    #[test]
    fn alternatives_cost_more_and_more(b in a_budget()) {
        let [nothing, reduced, recommended] =
            [Alternative::Nothing, Alternative::Reduced, Alternative::Recommended].map(|a| b.sums(a).map(|s| s.cost()));
        for n in 0..YEARS {
            prop_assert_eq!(nothing[n], 0);
            prop_assert!(reduced[n] <= recommended[n]);
        }
    }

    #[test]
    fn what_falls_makes_up_what_is_missing_or_is_all_there_is(b in a_budget(), lacking in 0..9_000_000_i64) {
        let falls = falls_first(&b, Alternative::Recommended, 2029, lacking, &[]);
        let of = |ids: &[Id]| -> i64 { b.costs.iter().filter(|(i, _)| ids.contains(i)).map(|(_, c)| c.year(2)).sum() };
        let all = b.cost(Alternative::Recommended, CostKind::Operating, 2);
        prop_assert!(of(&falls) >= lacking.min(all));
        if let Some((_, but_last)) = falls.split_last() {
            prop_assert!(of(but_last) < lacking, "nothing falls that need not");
        }
    }

    #[test]
    fn an_amount_that_is_written_is_read_back(ore in 0..=MOST_ORE) {
        prop_assert_eq!(parse_kroner(&kroner(ore)), Some(ore));
    }

    #[test]
    fn spending_is_kept_apart_by_what_it_was_for(sums in prop::collection::vec((0..6_usize, 0..1_000_000_i64), 0..12)) {
        let all: Vec<Spending> = sums
            .iter()
            .map(|(n, ore)| Spending { on: date(2027, 3, 1), kind: SpendingKind::ALL[*n], ore: *ore, what: String::new() })
            .collect();
        let grant = Grant {
            name: String::new(),
            giver: String::new(),
            call: String::new(),
            status: GrantStatus::Granted,
            reference: String::new(),
            applied: 0,
            granted: 0,
            first_day: None,
            last_day: None,
            planned: BTreeMap::from([("guides".to_owned(), 5)]),
            words: BTreeMap::new(),
        };
        let rows = spent(&grant, &all.iter().collect::<Vec<_>>());
        prop_assert_eq!(rows.iter().map(|r| r.used).sum::<i64>(), sums.iter().map(|(_, o)| o).sum::<i64>());
        prop_assert_eq!(rows.first().map(|r| (r.kind, r.planned)), Some((SpendingKind::Guides, 5)));
    }
}
