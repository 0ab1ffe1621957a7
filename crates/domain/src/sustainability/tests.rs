use super::*;
use crate::{
    guides::GuideKind,
    offerings::{Access, OfferingKind},
    referrals::sample::{key, register},
    register::Register,
};
use jiff::civil::{Date, date};

const FROM: Date = date(2026, 3, 10);

fn worker(name: &str, kind: GuideKind, hours: u32, until: Option<Date>) -> Worker {
    Worker {
        name: name.to_owned(),
        kind,
        minutes_per_week: hours * 60,
        from: date(2026, 1, 1),
        until,
    }
}

/// Two drop-ins of three hours every Tuesday, and a course.
fn plan() -> Register {
    let mut register = register();
    register.offerings.truncate(3);
    for (offering, kind) in register.offerings.iter_mut().zip([
        OfferingKind::LibraryDropIn,
        OfferingKind::CitizenServiceDropIn,
        OfferingKind::Course,
    ]) {
        offering.kind = kind;
        offering.published = true;
        offering.ended = None;
        offering.access = Access::JustCome;
        offering.schedules.truncate(1);
        offering.schedules[0].guides = 2;
    }
    register
}

fn no_rates() -> Rates {
    Rates {
        preparation: 0,
        meetings: 0,
        training: 0,
        travel: 0,
        absence: 0,
    }
}

#[test]
fn a_month_needs_its_open_hours_times_the_crew_and_what_comes_around_them() {
    let bare = needs(&plan(), &no_rates(), 3, FROM);
    assert_eq!((bare.len(), bare[0].month), (12, date(2026, 3, 1)));
    // Five Tuesdays in March 2026, three hours, two guides.
    assert!(bare[0].open.values().all(|minutes| *minutes == 5 * 180 * 2));
    assert_eq!(bare[0].around, 0);
    let rates = Rates {
        preparation: 50,
        meetings: 60,
        training: 30,
        travel: 10,
        absence: 0,
    };
    let full = needs(&plan(), &rates, 3, FROM);
    let open: u32 = full[0].open.values().sum();
    let trips = 5 * 2 * u32::try_from(full[0].open.len()).unwrap();
    assert_eq!(full[0].around, open / 2 + 3 * 90 + trips * 10);
    assert_eq!(full[0].total(), open + full[0].around);
}

#[test]
fn agreed_hours_are_counted_on_working_days_within_their_dates() {
    let full = worker("Kari", GuideKind::Employee, 10, None);
    // March 2026 has 22 working days.
    assert_eq!(full.minutes(date(2026, 3, 1), date(2026, 3, 31)), 600 * 22 / 5);
    let ends = worker("Jonas", GuideKind::Hired, 10, Some(date(2026, 3, 6)));
    assert_eq!(ends.minutes(date(2026, 3, 1), date(2026, 3, 31)), 600);
    assert_eq!(ends.minutes(date(2026, 4, 1), date(2026, 4, 30)), 0);
    assert_eq!(ends.minutes(date(2026, 3, 7), date(2026, 3, 8)), 0);
}

#[test]
fn the_same_seed_gives_the_same_year_and_chance_stays_within_its_bounds() {
    let workers = [worker("Kari", GuideKind::Employee, 20, None), worker("Amina", GuideKind::Pupil, 10, None)];
    let needs = needs(&plan(), &Rates::default(), workers.len(), FROM);
    let order = falling_order(&plan().offerings, None, &needs);
    let once = forecast(&needs, &workers, &Rates::default(), &order, 7);
    assert_eq!(once, forecast(&needs, &workers, &Rates::default(), &order, 7));
    assert_ne!(once, forecast(&needs, &workers, &Rates::default(), &order, 8));
    for month in once.iter().flat_map(|f| &f.months) {
        assert!(month.low <= month.middle && month.middle <= month.high, "{month:?}");
        let agreed: u32 = workers.iter().map(|w| w.minutes(month.month, month.month.last_of_month())).sum();
        assert!(month.high <= agreed, "{month:?}");
    }
}

#[test]
fn each_scenario_takes_from_those_it_is_about() {
    let workers = [
        worker("Kari", GuideKind::Employee, 20, None),
        worker("Amina", GuideKind::Pupil, 20, None),
        worker("Jonas", GuideKind::Hired, 20, None),
    ];
    let rates = no_rates();
    let needs = needs(&plan(), &rates, 3, FROM);
    let all = forecast(&needs, &workers, &rates, &[], 1);
    let of = |scenario: Scenario| all.iter().find(|f| f.scenario == scenario).unwrap();
    let year = |scenario: Scenario| of(scenario).months.iter().map(|m| m.middle).sum::<u32>();
    let agreed = year(Scenario::Agreed);
    assert!(year(Scenario::SixWeeks) < agreed && year(Scenario::Exams) < agreed);
    let without = f64::from(year(Scenario::ProjectEnds)) / f64::from(agreed);
    assert!((without - 2.0 / 3.0).abs() < 0.01, "{without}");
    let may = |scenario: Scenario| of(scenario).months.iter().find(|m| m.month.month() == 5).unwrap().middle;
    let share = f64::from(may(Scenario::Exams)) / f64::from(may(Scenario::Agreed));
    assert!((share - 0.75).abs() < 0.02, "{share}");
    let april = |scenario: Scenario| of(scenario).months.iter().find(|m| m.month.month() == 4).unwrap().middle;
    assert!(april(Scenario::Exams).abs_diff(april(Scenario::Agreed)) * 50 < april(Scenario::Agreed));
}

#[test]
fn what_is_new_falls_first_then_the_courses_and_the_open_doors_last() {
    let register = plan();
    let needs = needs(&register, &no_rates(), 1, FROM);
    let kind = |k: &crate::shared::Key| register.offerings.iter().find(|o| o.key == *k).unwrap().kind;
    let order = falling_order(&register.offerings, None, &needs);
    assert_eq!(kind(&order[0]), OfferingKind::Course);
    let drop_in = order.last().unwrap().clone();
    assert_eq!(falling_order(&register.offerings, Some(&drop_in), &needs)[0], drop_in);
    // Nobody: everything falls. Enough: nothing does.
    let nobody = forecast(&needs, &[], &no_rates(), &order, 1);
    assert_eq!(nobody[0].months[0].falls, order);
    assert_eq!((nobody[0].months[0].short, nobody[0].short_months()), (100, 12));
    assert_eq!(nobody[0].falls_first(), order);
    let enough = [worker("Kari", GuideKind::Employee, 60, None)];
    let fine = forecast(&needs, &enough, &no_rates(), &order, 1);
    assert_eq!((fine[0].short_months(), fine[0].falls_first()), (0, vec![]));
    assert!(falling_order(&register.offerings, Some(&key("finnes-ikke")), &needs).len() == order.len());
}

#[test]
fn erlang_c_is_what_the_tables_say() {
    // One guide: the probability of waiting is the load itself.
    assert!((erlang_c(1, 0.8).unwrap() - 0.8).abs() < 1e-12);
    // Five guides and four erlang: 0.5541 (any table of Erlang C).
    assert!((erlang_c(5, 4.0).unwrap() - 0.5541).abs() < 1e-4);
    assert_eq!(erlang_c(0, 0.0), None);
    assert_eq!(erlang_c(3, 3.0), None);
    let busy = DropIn {
        arrivals: 9.0,
        minutes: 20.0,
        guides: 3,
        open: 180.0,
    };
    assert_eq!(expected_wait(&busy), None, "three erlang for three guides");
}

#[test]
fn the_simulation_agrees_with_erlang_c_when_the_doors_never_close() {
    for (arrivals, minutes, guides) in [(3.0, 15.0, 1), (6.0, 15.0, 2), (10.0, 20.0, 5)] {
        let d = DropIn {
            arrivals,
            minutes,
            guides,
            // Waits hang together in time: this many hours bring the standard error well under the limit.
            open: 60.0 * 200_000.0,
        };
        let (closed, tried) = (expected_wait(&d).unwrap(), simulated_wait(&d, 1, 42).mean);
        assert!(
            (tried / closed - 1.0).abs() < 0.05,
            "{guides}: {tried} against {closed}"
        );
    }
}

#[test]
fn a_short_day_begins_without_a_queue_and_leaves_some_unhelped_when_it_is_busy() {
    let calm = DropIn {
        arrivals: 3.0,
        minutes: 12.0,
        guides: 2,
        open: 180.0,
    };
    let wait = simulated_wait(&calm, 2_000, 1);
    assert!(
        wait.mean < expected_wait(&calm).unwrap() * 1.05 && wait.unhelped < 1.0,
        "{wait:?}"
    );
    let busy = DropIn {
        arrivals: 9.0,
        minutes: 20.0,
        guides: 1,
        open: 180.0,
    };
    let wait = simulated_wait(&busy, 500, 1);
    assert!(wait.unhelped > 40.0 && wait.most > wait.mean, "{wait:?}");
    assert_eq!(simulated_wait(&busy, 500, 1), wait);
    let nobody = DropIn { guides: 0, ..busy };
    assert_eq!(simulated_wait(&nobody, 10, 1).unhelped, 100.0);
    let empty = DropIn { arrivals: 0.0, ..busy };
    assert_eq!(simulated_wait(&empty, 10, 1).mean, 0.0);
}
