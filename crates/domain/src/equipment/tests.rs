use super::{EquipmentKind, LoanPeriod, cells};
use jiff::civil::date;

#[test]
fn codes_are_read_back() {
    for kind in EquipmentKind::ALL {
        assert_eq!(EquipmentKind::parse(kind.code()), Some(kind));
    }
    for period in LoanPeriod::ALL {
        assert_eq!(LoanPeriod::parse(period.code()), Some(period));
    }
    assert_eq!((EquipmentKind::parse("x"), LoanPeriod::parse("x")), (None, None));
}

#[test]
fn a_loan_ends_with_its_day_also_across_the_change_of_the_clocks() {
    let due = |p: LoanPeriod| p.due(date(2026, 3, 28)).to_string();
    assert_eq!(due(LoanPeriod::Today), "2026-03-28T23:00:00Z");
    assert_eq!(due(LoanPeriod::Week), "2026-04-04T22:00:00Z");
}

#[test]
fn cells_touch_what_they_must_and_not_the_next() {
    let at = |text: &str| text.parse().unwrap();
    let span = |from: &str, to: &str| cells(at(from), at(to));
    assert_eq!(span("1970-01-01T00:00:00Z", "1970-01-01T00:30:00Z"), 0..1);
    assert_eq!(span("1970-01-01T00:29:00Z", "1970-01-01T00:31:00Z"), 0..2);
    assert!(span("1970-01-01T00:30:00Z", "1970-01-01T00:30:00Z").is_empty());
    assert!(
        span("1970-01-01T00:00:00Z", "1970-03-01T00:00:00Z").is_empty(),
        "too long"
    );
    assert_eq!(span("1970-01-01T00:00:00Z", "1970-01-30T00:00:00Z").count(), 29 * 48);
}
