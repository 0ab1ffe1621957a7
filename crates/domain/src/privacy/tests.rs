use super::{Expect, Kind, check};

#[test]
fn smoke() {
    assert!(check("Kom 21.11.2026 kl. 10.30", Expect::default()).is_empty());
    assert_eq!(check("12345678901", Expect::default())[0].kind, Kind::ElevenDigits);
}
