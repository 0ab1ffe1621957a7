use super::*;
use crate::shared::trials;
use crate::{
    offerings::Topic,
    shared::{Id, PartOfDay},
    visits::{TopicSet, Visit, seal, tests::any_visit},
};
use jiff::civil::{Date, date};
use proptest::prelude::*;
use std::collections::{BTreeMap, HashMap};

fn row(dimension: Dimension, value: &str, day: Date, n: u64) -> RollupRow {
    let value = value.to_owned();
    RollupRow {
        dimension,
        value,
        day,
        n,
    }
}

/// A table of one month by outcome, and the visits it has.
fn month(outcomes: &[(&str, u64)]) -> Table {
    let rows: Vec<_> = outcomes.iter().map(|(v, n)| row(Dimension::Outcome, v, date(2026, 3, 1), *n)).collect();
    let visits = outcomes.iter().map(|(_, n)| n).sum();
    pivot(
        Dimension::Outcome,
        &rows,
        &[Period::parse("2026-03").unwrap()],
        &[visits],
    )
}

fn shown(table: &Table) -> Vec<(&str, Cell)> {
    table.lines.iter().map(|l| (l.key.as_str(), l.cells[0])).collect()
}

#[test]
fn periods_and_what_they_are_compared_with() {
    for (code, days, previous, last_year) in [
        ("2026-03-02", 1, "2026-03-01", "2025-03-03"),
        ("2026-W10", 7, "2026-W09", "2025-W10"),
        ("2026-W01", 7, "2025-W52", "2025-W01"),
        ("2026-W53", 7, "2026-W52", "2025-W52"),
        ("2027-W01", 7, "2026-W53", "2026-W01"),
        ("2024-02", 29, "2024-01", "2023-02"),
        ("2026-01", 31, "2025-12", "2025-01"),
        ("2024", 366, "2023", "2023"),
        (
            "2026-03-02..2026-03-11",
            10,
            "2026-02-20..2026-03-01",
            "2025-03-02..2025-03-11",
        ),
        (
            "2024-02-29..2024-02-29",
            1,
            "2024-02-28..2024-02-28",
            "2023-02-28..2023-02-28",
        ),
    ] {
        let period = Period::parse(code).unwrap();
        assert_eq!(period.code(), code);
        assert_eq!(period.days(), days, "{code}");
        assert_eq!(period.previous().code(), previous, "{code}");
        assert_eq!(period.same_last_year().code(), last_year, "{code}");
    }
    for code in [
        "",
        "26",
        "2026-13",
        "2026-W54",
        "2025-W53",
        "2026-02-29",
        "1999",
        "2026-03-02..2026-03-01",
        "+026",
        "2026-1",
    ] {
        assert_eq!(Period::parse(code), None, "{code}");
    }
}

#[test]
fn a_running_period_is_compared_with_as_many_days() {
    let today = date(2026, 3, 31);
    let year = Period::parse("2026").unwrap();
    assert_eq!(year.so_far(today).unwrap().code(), "2026-01-01..2026-03-31");
    assert_eq!(
        year.comparable(year.same_last_year(), today).code(),
        "2025-01-01..2025-03-31"
    );
    let month = Period::parse("2026-03").unwrap();
    assert_eq!(month.comparable(month.previous(), today).code(), "2026-02");
    assert_eq!(
        month.comparable(month.previous(), date(2026, 3, 30)).code(),
        "2026-02-01..2026-02-28"
    );
    assert_eq!(Period::parse("2027").unwrap().so_far(today), None);
}

#[test]
fn every_dimension_counts_a_visit_and_undo_takes_it_back() {
    let mut visit = Visit::blank(date(2026, 3, 2), Id([1; 16]), Id([2; 16]));
    visit.topics = TopicSet::of(&[Topic::Email, Topic::Nav]);
    visit.part_of_day = Some(PartOfDay::Evening);
    visit.count = 3;
    let keys = rollup_keys(&visit);
    assert!(Dimension::ALL.iter().all(|d| keys.iter().any(|(k, _)| k == d)));
    assert_eq!(keys.len(), Dimension::ALL.len() + 1);
    assert!(keys.contains(&(Dimension::WeekdayPart, "1.evening".into())));
    assert!(keys.contains(&(Dimension::Service, NO_VALUE.into())));
    let sum = |bumps: Vec<Bump>| bumps.into_iter().map(|b| b.delta).sum::<i64>();
    // Place, form, two topics, weekday and part: the others follow from these.
    assert_eq!(sum(register_bumps(&visit)), 3 * 5);
    assert_eq!(sum(register_bumps(&visit)) + sum(undo_bumps(&visit)), 0);
    assert!(Dimension::ALL.iter().all(|d| Dimension::parse(d.code()) == Some(*d)));
}

#[test]
fn small_numbers_are_hidden_in_a_breakdown_and_zero_is_zero() {
    let table = suppress(
        month(&[("solved", 40), ("partly", 3), ("not_solved", 2), ("unknown", 6)]),
        Audience::Service,
    );
    let expected = [
        ("solved", Cell::Number(40)),
        ("partly", Cell::FewerThanFive),
        ("not_solved", Cell::FewerThanFive),
        ("unknown", Cell::Number(6)),
    ];
    assert_eq!(shown(&table), expected);
    assert_eq!(table.total, Cell::Number(51));
    assert!(table.hides_something());
}

#[test]
fn a_single_hidden_number_is_not_the_difference() {
    let table = suppress(
        month(&[("solved", 40), ("partly", 3), ("unknown", 6)]),
        Audience::Outside,
    );
    let expected = [("solved", Cell::Number(40)), ("partly", Cell::FewerThanFive), ("unknown", Cell::Withheld)];
    assert_eq!(shown(&table), expected);
    assert_eq!(table.lines[2].total, Cell::Withheld);
}

#[test]
fn the_service_sees_its_own_totals_per_place_and_week() {
    let rows = [row(Dimension::Place, "a", date(2026, 3, 2), 2), row(Dimension::Place, "b", date(2026, 3, 3), 9)];
    let week = [Period::parse("2026-W10").unwrap()];
    let table = pivot(Dimension::Place, &rows, &week, &visits_per_bucket(&rows, &week));
    assert_eq!(suppress(table.clone(), Audience::Service), table);
    let outside = suppress(table, Audience::Outside);
    assert_eq!(shown(&outside), [("b", Cell::Withheld), ("a", Cell::FewerThanFive)]);
    let days = [Period::parse("2026-03-02").unwrap()];
    let by_day = pivot(Dimension::Place, &rows, &days, &visits_per_bucket(&rows, &days));
    assert_eq!(
        shown(&suppress(by_day, Audience::Service)),
        [("a", Cell::FewerThanFive)]
    );
}

#[test]
fn changes_in_number_percent_and_words() {
    for (now, then, absolute, percent, words) in [
        (0, 0, 0, None, ChangeWords::Nothing),
        (4, 0, 4, None, ChangeWords::FirstTime),
        (20, 20, 0, Some(0), ChangeWords::Same),
        (30, 20, 10, Some(50), ChangeWords::More),
        (0, 40, -40, Some(-100), ChangeWords::Fewer),
        (199, 200, -1, Some(-1), ChangeWords::Fewer),
        (201, 400, -199, Some(-50), ChangeWords::Fewer),
        (19, 9, 10, None, ChangeWords::More),
    ] {
        assert_eq!(
            compare(now, then),
            NumberChange {
                absolute,
                percent,
                words
            },
            "{now} {then}"
        );
    }
    assert_eq!(compare_cells(Cell::FewerThanFive, Cell::Number(9)), None);
}

#[test]
fn the_sentence_above_a_table() {
    let outcome = Dimension::Outcome;
    let then = month(&[("solved", 160), ("partly", 60), ("unknown", 0)]);
    let value = String::from("solved");
    let riser = month(&[("solved", 214), ("partly", 40), ("unknown", 900)]);
    let expected = Sentence::Riser {
        dimension: outcome,
        value: value.clone(),
        now: 214,
        then: 160,
    };
    assert_eq!(sentence(&riser, Some(&then)), expected);
    let faller = month(&[("solved", 161), ("partly", 40)]);
    let expected = Sentence::Faller {
        dimension: outcome,
        value: "partly".into(),
        now: 40,
        then: 60,
    };
    assert_eq!(sentence(&faller, Some(&then)), expected);
    let expected = Sentence::Most {
        dimension: outcome,
        value,
        n: 161,
        of: Some(201),
    };
    assert_eq!(sentence(&faller, None), expected);
    assert_eq!(sentence(&month(&[]), None), Sentence::Nothing);
    assert_eq!(sentence(&month(&[("unknown", 7)]), None), Sentence::Total { n: 7 });
    let few = suppress(month(&[("solved", 3)]), Audience::Outside);
    assert_eq!(sentence(&few, Some(&then)), Sentence::TooFew);
}

#[test]
fn the_week_has_seven_lines_and_unknown_only_when_it_occurs() {
    let day = date(2026, 3, 2);
    let mut rows =
        vec![row(Dimension::WeekdayPart, "1.morning", day, 8), row(Dimension::WeekdayPart, "4.evening", day, 5)];
    let week = Period::parse("2026-W10").unwrap();
    let table = week_table(&rows, week);
    assert_eq!(
        (table.lines.len(), table.columns.len(), table.total),
        (7, 3, Cell::Number(13))
    );
    rows.push(row(Dimension::WeekdayPart, "7.unknown", day, 1));
    assert_eq!(week_table(&rows, week).columns.last().unwrap(), UNKNOWN);
}

fn words() -> SheetWords {
    SheetWords {
        name: "Utfall".into(),
        corner: "Utfall".into(),
        total: "Til sammen".into(),
        fewer_than_five: "færre enn 5".into(),
        withheld: "skjult".into(),
        hidden_note: "Små tall er skjult.".into(),
        several_note: "En henvendelse kan ha flere.".into(),
    }
}

#[test]
fn a_table_becomes_a_file() {
    let table = suppress(
        month(&[("solved", 40), ("partly", 3), ("not_solved", 1)]),
        Audience::Outside,
    );
    let sheet = Sheet::of(&table, &words(), |_, key| key.to_uppercase());
    assert_eq!(sheet.notes, ["Små tall er skjult."]);
    let expected = "Utfall,2026-03,Til sammen\r\nSOLVED,40,40\r\nPARTLY,færre enn 5,færre enn 5\r\n\
                    NOT_SOLVED,færre enn 5,færre enn 5\r\nTil sammen,44,44\r\n";
    assert_eq!(write_csv(std::slice::from_ref(&sheet), CsvFlavour::Standard), expected);
    let excel = write_csv(&[sheet.clone(), sheet], CsvFlavour::NorwegianExcel);
    assert!(excel.starts_with("\u{feff}Utfall;2026-03;"));
    assert!(excel.contains("44;44\r\n\r\nUtfall;"));
}

#[test]
fn no_text_becomes_a_formula() {
    for (text, written) in [
        ("=1+1", "'=1+1"),
        ("+47", "'+47"),
        ("-15", "'-15"),
        ("@x", "'@x"),
        ("\t=1", "'\t=1"),
        ("\r=1", "\"'\r=1\""),
        ("a,\"b\"", "\"a,\"\"b\"\"\""),
        ("a;b", "a;b"),
        ("80+", "80+"),
    ] {
        let sheet = Sheet {
            name: String::new(),
            headings: vec![text.into()],
            rows: vec![],
            notes: vec![],
        };
        assert_eq!(write_csv(&[sheet], CsvFlavour::Standard), format!("{written}\r\n"));
    }
}

/// Reads CSV back as RFC 4180 says.
fn read_csv(text: &str, separator: char) -> Vec<Vec<String>> {
    let (mut lines, mut line, mut field, mut quoted) = (vec![], vec![], String::new(), false);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => field.extend(chars.next()),
            '"' => quoted = !quoted,
            c if c == separator && !quoted => line.push(std::mem::take(&mut field)),
            '\r' if !quoted => {}
            '\n' if !quoted => {
                line.push(std::mem::take(&mut field));
                lines.push(std::mem::take(&mut line));
            }
            c => field.push(c),
        }
    }
    lines
}

fn march() -> Vec<Period> {
    Period::parse("2026-03").unwrap().buckets(PeriodKind::Week)
}

proptest! {
    #![proptest_config(trials(48))]

    #[test]
    fn the_parts_are_the_whole(visits in prop::collection::vec(any_visit(), 0..40)) {
        let rows = tally(&visits);
        let total: u64 = visits.iter().map(|v| u64::from(v.count)).sum();
        let per_week = visits_per_bucket(&rows, &march());
        prop_assert_eq!(per_week.iter().sum::<u64>(), total);
        for dimension in Dimension::ALL {
            let table = pivot(dimension, &rows, &march(), &per_week);
            let parts: u64 = table.lines.iter().filter_map(|l| l.total.number()).sum();
            prop_assert_eq!(table.total, Cell::Number(total));
            prop_assert!(parts == total || table.several && parts > total, "{:?}", dimension);
        }
        prop_assert_eq!(week_table(&rows, Period::parse("2026-03").unwrap()).total, Cell::Number(total));
        prop_assert_eq!(tally(&seal(visits)), rows);
    }

    #[test]
    fn registering_and_undoing_leaves_the_rest(kept in prop::collection::vec(any_visit(), 0..10), undone in any_visit()) {
        let mut counts: HashMap<(Dimension, String), i64> = HashMap::new();
        let bumps = kept.iter().chain([&undone]).flat_map(register_bumps).chain(undo_bumps(&undone));
        bumps.for_each(|b| *counts.entry((b.dimension, b.value)).or_default() += b.delta);
        let mut expected: HashMap<(Dimension, String), i64> = HashMap::new();
        kept.iter().flat_map(register_bumps).for_each(|b| *expected.entry((b.dimension, b.value)).or_default() += b.delta);
        counts.retain(|_, n| *n != 0);
        prop_assert_eq!(counts, expected);
    }

    #[test]
    fn what_is_kept_tells_the_whole(visits in prop::collection::vec(any_visit(), 0..40)) {
        let rows = tally(&visits);
        let all = rows.iter().filter(|r| r.dimension == Dimension::Place).fold(BTreeMap::new(), |mut all, r| {
            *all.entry(r.day).or_default() += r.n;
            all
        });
        for dimension in Dimension::ALL.into_iter().filter(|d| d.kept_in() == *d) {
            let of = |row: &&RollupRow| row.dimension == dimension;
            let kept = rows.iter().filter(of).filter(|r| dimension.keeps(&r.value)).cloned().collect();
            let mut told = whole(dimension, kept, &all);
            told.sort_unstable_by(|a, b| (&a.value, a.day).cmp(&(&b.value, b.day)));
            let expected: Vec<RollupRow> = rows.iter().filter(of).cloned().collect();
            prop_assert_eq!(told, expected);
        }
    }

    #[test]
    fn hiding_changes_no_number_it_shows(visits in prop::collection::vec(any_visit(), 0..60)) {
        let rows = tally(&visits);
        let per_week = visits_per_bucket(&rows, &march());
        for dimension in Dimension::ALL {
            let table = pivot(dimension, &rows, &march(), &per_week);
            let hidden = suppress(table.clone(), Audience::Outside);
            for (before, after) in table.lines.iter().zip(&hidden.lines) {
                let cells = before.cells.iter().zip(&after.cells).chain([(&before.total, &after.total)]);
                for (before, after) in cells {
                    let n = before.number().unwrap();
                    prop_assert!(*after == Cell::Number(n) && !(1..5).contains(&n)
                        || *after == Cell::FewerThanFive && (1..5).contains(&n)
                        || *after == Cell::Withheld && n >= 5);
                }
                let alone = after.cells.iter().filter(|c| c.is_hidden()).count() == 1;
                let others = after.cells.iter().any(|c| c.number().is_some_and(|n| n > 0));
                prop_assert!(!(alone && others && !after.total.is_hidden()));
            }
            let visible = hidden.totals.iter().chain([&hidden.total]).filter_map(|c| c.number());
            prop_assert!(visible.into_iter().all(|n| !(1..5).contains(&n)));
        }
    }

    #[test]
    fn buckets_cover_the_period_without_gaps(start in 0i32..9000, days in 0i32..900, kind in 0usize..5) {
        let first = date(2015, 1, 1).saturating_add(jiff::ToSpan::days(start));
        let period = Period::custom(first, first.saturating_add(jiff::ToSpan::days(days))).unwrap();
        let buckets = period.buckets(PeriodKind::ALL[kind]);
        prop_assert!(buckets[0].contains(period.first()) && buckets[buckets.len() - 1].contains(period.last()));
        prop_assert!(buckets.windows(2).all(|w| w[0].next() == w[1] && w[1].previous() == w[0]));
        prop_assert!(buckets.windows(2).all(|w| w[0].last().tomorrow().unwrap() == w[1].first()));
        for bucket in buckets {
            prop_assert_eq!(Period::parse(&bucket.code()), Some(bucket));
        }
    }

    #[test]
    fn a_csv_file_reads_back(rows in prop::collection::vec(prop::collection::vec("[a-zæ ;,\"\r\n]{1,6}", 3), 0..5)) {
        let cells = |row: &Vec<String>| row.iter().cloned().map(SheetCell::Text).collect();
        let headings = vec!["a".into(), "b".into(), "c".into()];
        let sheet = Sheet { name: String::new(), headings, rows: rows.iter().map(cells).collect(), notes: vec![] };
        // Spaces do not hide what a spreadsheet may take for the beginning of a formula.
        let guarded = |t: &String| {
            if t.trim_start_matches(' ').starts_with(['\r', '\n']) { format!("'{t}") } else { t.clone() }
        };
        let expected: Vec<Vec<String>> = rows.iter().map(|r| r.iter().map(guarded).collect()).collect();
        for flavour in CsvFlavour::ALL {
            let text = write_csv(std::slice::from_ref(&sheet), flavour);
            let separator = if flavour == CsvFlavour::Standard { ',' } else { ';' };
            prop_assert_eq!(&read_csv(text.trim_start_matches('\u{feff}'), separator)[1..], &expected[..]);
        }
    }
}
