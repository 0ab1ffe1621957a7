use super::*;
use crate::offerings::Topic;
use crate::shared::trials;
use jiff::civil::date;
use proptest::prelude::*;

const PLACE: Id = Id([1; 16]);
const OFFERING: Id = Id([2; 16]);

fn desk() -> VisitDefaults {
    VisitDefaults {
        day: Some(date(2026, 3, 2)),
        part_of_day: Some(PartOfDay::Morning),
        place: Some(PLACE),
        offering: Some(OFFERING),
        behalf: Behalf::OneSelf,
        device: UsedDevice::OwnPhone,
        language: GuidanceLanguage::Norwegian,
        ..VisitDefaults::default()
    }
}

#[test]
fn codes_are_distinct_and_read_back() {
    fn check<T: Copy + PartialEq + std::fmt::Debug>(
        all: &[T],
        code: fn(T) -> &'static str,
        parse: fn(&str) -> Option<T>,
    ) {
        for value in all {
            assert_eq!(parse(code(*value)), Some(*value));
        }
    }
    check(&Form::ALL, Form::code, Form::parse);
    check(&AgeBand::ALL, AgeBand::code, AgeBand::parse);
    check(&Behalf::ALL, Behalf::code, Behalf::parse);
    check(&UsedDevice::ALL, UsedDevice::code, UsedDevice::parse);
    check(&Barrier::ALL, Barrier::code, Barrier::parse);
    check(&DurationBand::ALL, DurationBand::code, DurationBand::parse);
    check(&Outcome::ALL, Outcome::code, Outcome::parse);
    check(&SentOn::ALL, SentOn::code, SentOn::parse);
    check(&HeardOfUs::ALL, HeardOfUs::code, HeardOfUs::parse);
    check(&GuidanceLanguage::ALL, GuidanceLanguage::code, GuidanceLanguage::parse);
    check(&Source::ALL, Source::code, Source::parse);
    assert_eq!(Form::parse("dropin"), None);
}

#[test]
fn no_barrier_speaks_of_health() {
    assert!(Barrier::ALL.iter().all(|b| !b.code().contains("health")));
}

#[test]
fn every_fine_age_band_has_its_coarse_one() {
    for band in AgeBandSet::Fine.bands() {
        assert!(AgeBandSet::Coarse.bands().contains(&band.coarse()));
    }
    assert_eq!(AgeBand::From67.coarse(), AgeBand::From60To79);
}

#[test]
fn a_normal_visit_takes_at_most_six_taps() {
    let defaults = desk();
    let form = [("topic", "electronic_id"), ("outcome", "solved")];
    let visit = parse_form(form, &defaults).unwrap().visit;
    assert_eq!(taps(&visit, &defaults), 3); // topic, outcome, done
    let form = [
        ("topic", "electronic_id"),
        ("topic", "nav"),
        ("age_band", "67_79"),
        ("behalf", "relative"),
        ("outcome", "partly"),
    ];
    let visit = parse_form(form, &defaults).unwrap().visit;
    assert_eq!(taps(&visit, &defaults), 6);
}

#[test]
fn an_empty_form_is_a_visit_where_the_desk_knows_day_place_and_offering() {
    let draft = parse_form([("csrf", "x"), ("outcome", "")], &desk()).unwrap();
    assert_eq!(draft.id, None);
    assert_eq!(draft.visit.count, 1);
    assert!(draft.visit.topics.is_empty());
    assert_eq!(draft.visit.outcome, Outcome::Unknown);
    assert_eq!(draft.visit.behalf, Behalf::OneSelf);
    let unknown = parse_form([("behalf", "unknown"), ("part_of_day", "unknown")], &desk()).unwrap().visit;
    assert_eq!(unknown.behalf, Behalf::Unknown);
    assert_eq!(unknown.part_of_day, None);
}

#[test]
fn every_problem_is_told_at_once() {
    let form = [
        ("day", "2026-02-30"),
        ("place", ""),
        ("topic", "email"),
        ("topic", "e-mail"),
        ("outcome", "great"),
        ("count", "501"),
        ("boundary", "Ola har glemt passordet"),
    ];
    let problems = parse_form(form, &VisitDefaults::default()).unwrap_err();
    let told: Vec<_> = problems.iter().map(|p| (p.field, p.kind.code())).collect();
    assert_eq!(
        told,
        [
            ("day", "visit.field_unreadable"),
            ("place", "visit.field_missing"),
            ("offering", "visit.field_missing"),
            ("topic", "visit.field_unreadable"),
            ("outcome", "visit.field_unreadable"),
            ("count", "visit.count_out_of_range"),
            ("boundary", "visit.field_unreadable"),
        ]
    );
}

#[test]
fn days_that_may_be_registered() {
    let today = date(2026, 3, 2);
    assert_eq!(check_day(today, Source::Desk, today), Ok(()));
    assert_eq!(
        check_day(date(2026, 3, 3), Source::Paper, today),
        Err(VisitRefusal::FutureDay)
    );
    assert_eq!(check_day(date(2026, 2, 23), Source::Desk, today), Ok(()));
    assert_eq!(
        check_day(date(2026, 2, 22), Source::Tally, today),
        Err(VisitRefusal::TooLate)
    );
    assert_eq!(check_day(date(2026, 1, 1), Source::Paper, today), Ok(()));
    assert_eq!(
        check_day(date(2025, 12, 31), Source::Paper, today),
        Err(VisitRefusal::PaperTooLate)
    );
    assert_eq!(
        check_day(date(2024, 3, 2), Source::Desk, today),
        Err(VisitRefusal::TooLate)
    );
    assert_eq!(check_change(today, today), Ok(()));
    assert_eq!(check_change(date(2026, 3, 1), today), Err(VisitRefusal::DayIsOver));
}

#[test]
fn a_paper_sheet_becomes_visits() {
    let place = PLACE.to_string();
    let offering = OFFERING.to_string();
    let email = PaperLine::field(Form::DropIn, Some(Topic::Email), Outcome::Solved);
    let unknown = PaperLine::field(Form::Phone, None, Outcome::Unknown);
    let zero = PaperLine::field(Form::Phone, None, Outcome::Partly);
    let form = [
        ("day", "2026-03-02"),
        ("place", &place),
        ("offering", &offering),
        (&email, "12"),
        (&unknown, " 3 "),
        (&zero, "0"),
    ];
    let sheet = PaperSheet::parse(form).unwrap();
    assert_eq!(sheet.total(), 15);
    let visits = sheet.visits();
    assert_eq!(visits.len(), 2);
    assert!(visits.iter().all(|v| v.source == Source::Paper && v.part_of_day.is_none()));
    assert_eq!(visits[0].topics.iter().collect::<Vec<_>>(), [Topic::Email]);
}

#[test]
fn a_paper_sheet_tells_what_is_wrong() {
    let problems = PaperSheet::parse([("n.drop_in.email.solved", "900"), ("n.x.y.z", "1")]).unwrap_err();
    let told: Vec<_> = problems.iter().map(|p| (p.field, p.kind)).collect();
    assert_eq!(
        told,
        [
            ("day", ProblemKind::Missing),
            ("place", ProblemKind::Missing),
            ("offering", ProblemKind::Missing),
            ("lines", ProblemKind::Count),
            ("lines", ProblemKind::Unreadable),
        ]
    );
    let empty = PaperSheet::parse([("day", "2026-03-02")]).unwrap_err();
    assert!(empty.iter().any(|p| p.field == "lines" && p.kind == ProblemKind::Missing));
}

/// Visits that vary in a few fields, so that equal ones are common.
pub(crate) fn any_visit() -> impl Strategy<Value = Visit> {
    (0..20i8, 0..3u8, 0..3usize, 0..4usize, 0..16u64, 0..7usize, 1..=5u32).prop_map(
        |(day, place, form, age, topics, outcome, count)| {
            let mut visit = Visit::blank(date(2026, 3, 1 + day), Id([place; 16]), OFFERING);
            visit.form = Form::ALL[form];
            visit.age_band = AgeBandSet::Coarse.bands()[age];
            visit.topics = TopicSet::from_bits(topics).unwrap();
            visit.outcome = Outcome::ALL[outcome];
            visit.part_of_day = PartOfDay::ALL.get(form + 1).copied();
            visit.count = count;
            visit
        },
    )
}

proptest! {
    #![proptest_config(trials(64))]

    #[test]
    fn sealing_keeps_every_visit_and_forgets_their_order(visits in prop::collection::vec(any_visit(), 0..40)) {
        let total: u32 = visits.iter().map(|v| v.count).sum();
        let sealed = seal(visits.clone());
        prop_assert_eq!(sealed.iter().map(|v| v.count).sum::<u32>(), total);
        prop_assert!(sealed.windows(2).all(|w| content_key(&w[0]) < content_key(&w[1])));
        let mut turned = visits;
        turned.reverse();
        prop_assert_eq!(&seal(turned), &sealed);
        prop_assert_eq!(seal(sealed.clone()), sealed);
    }

    #[test]
    fn a_topic_set_reads_back(bits in 0..(1u64 << 20)) {
        let set = TopicSet::from_bits(bits).unwrap();
        prop_assert_eq!(TopicSet::of(&set.iter().collect::<Vec<_>>()), set);
        prop_assert_eq!(set.iter().count(), set.len() as usize);
    }

    #[test]
    fn no_form_makes_the_reader_fall(pairs in prop::collection::vec((".{0,8}", ".{0,12}"), 0..8)) {
        let _ = parse_form(pairs.clone(), &VisitDefaults::default());
        let _ = PaperSheet::parse(pairs);
    }
}
