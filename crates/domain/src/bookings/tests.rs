use super::{Code, cells};
use jiff::Timestamp;
use proptest::prelude::*;

proptest! {
    #[test]
    fn a_code_is_read_as_it_is_shown(bytes: [u8; 8]) {
        let code = Code::from_random(bytes);
        prop_assert_eq!(Code::parse(&code.to_string()), Some(code));
        prop_assert_eq!(Code::parse(&code.plain().to_lowercase()), Some(code));
        prop_assert!(code.plain().bytes().all(|b| !b"01OILU".contains(&b)));
    }

    #[test]
    fn cells_cover_the_span_and_no_more(start in -10_000_000i64..2_000_000_000, length in 1i64..40_000) {
        let found = cells(Timestamp::from_second(start).unwrap(), Timestamp::from_second(start + length).unwrap());
        prop_assert!(found.start * 300 <= start && start < (found.start + 1) * 300);
        prop_assert!((found.end - 1) * 300 < start + length && start + length <= found.end * 300);
    }

    #[test]
    fn spans_that_meet_share_no_cell(start in 0i64..6_000_000, first in 1i64..40, second in 1i64..40) {
        let at = |cell: i64| Timestamp::from_second(cell * 300).unwrap();
        let earlier = cells(at(start), at(start + first));
        let later = cells(at(start + first), at(start + first + second));
        prop_assert_eq!(earlier.end, later.start);
    }
}

#[test]
fn a_code_hides_from_logs() {
    assert_eq!(format!("{:?}", Code::from_random([1; 8])), "Code(…)");
}

#[test]
fn the_repeated_hour_of_autumn_is_two_hours_of_cells() {
    let at = |text: &str| text.parse::<Timestamp>().unwrap();
    let summer = cells(at("2026-10-25T02:00:00+02:00"), at("2026-10-25T03:00:00+02:00"));
    let winter = cells(at("2026-10-25T02:00:00+01:00"), at("2026-10-25T03:00:00+01:00"));
    assert_eq!(summer.end, winter.start);
    assert_eq!((summer.end - summer.start, winter.end - winter.start), (12, 12));
}
