//! Every reader of bytes from outside, over its corpus and changes of it. `FUZZ_SEED` and `FUZZ_TIMES` (`make shake`) choose
//! other changes, and more of them.

use hostile::{BODIES, Body, Chance, IN_ROOMS, survive};
use std::path::{Path, PathBuf};

fn fuzz() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz")
}

fn over(name: &str) {
    let (_, body, changes) = BODIES.into_iter().find(|(n, ..)| *n == name).unwrap();
    assert!(hostile::over(name, body, changes) > changes);
}

macro_rules! each_over_its_corpus {
    ($($name:ident)*) => {
        $(#[test]
        fn $name() {
            over(stringify!($name));
        })*

        #[test]
        fn no_reader_is_left_out() {
            let here = [$(stringify!($name)),*];
            assert_eq!(BODIES.map(|(name, ..)| name), here);
        }
    };
}

each_over_its_corpus! { folder calendar boundaries schedule text form question codes programme card }

/// cargo-fuzz has a target for each, and each corpus belongs to one.
#[test]
fn the_targets_are_the_same() {
    let names = |folder: &str| -> Vec<String> {
        let entries = std::fs::read_dir(fuzz().join(folder)).unwrap();
        let mut names: Vec<String> =
            entries.map(|e| e.unwrap().path().file_stem().unwrap().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    };
    let mut readers = BODIES.map(|(name, ..)| name.to_owned()).to_vec();
    readers.sort();
    assert_eq!(names("fuzz_targets"), readers);
    let mut corpora: Vec<String> = IN_ROOMS.map(str::to_owned).into_iter().chain(readers.clone()).collect();
    corpora.sort();
    assert_eq!(names("corpus"), corpora);
    let manifest = std::fs::read_to_string(fuzz().join("Cargo.toml")).unwrap();
    for name in readers {
        assert!(manifest.contains(&format!("fuzz_targets/{name}.rs")), "{name}");
    }
}

#[test]
fn a_reader_that_stops_is_caught_with_what_stopped_it() {
    fn stops(bytes: &[u8]) {
        assert!(!bytes.windows(2).any(|two| two == b"[["), "two brackets");
    }
    let kept = Path::new(env!("CARGO_TARGET_TMPDIR")).join("on purpose");
    let corpus = fuzz().join("corpus/programme");
    let (body, chance) = (stops as Body, Chance { seed: 1, times: 1 });
    let caught = std::panic::catch_unwind(|| survive("stops", body, &corpus, 5000, chance, &kept));
    assert!(caught.is_err());
    let input = std::fs::read(kept.join("stops-stopped")).unwrap();
    assert!(input.windows(2).any(|two| two == b"[["));
}
