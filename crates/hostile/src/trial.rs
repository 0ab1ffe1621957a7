use crate::Body;
use rand::{Rng, SeedableRng, rngs::SmallRng, seq::IndexedRandom};
use std::{
    fs,
    panic::{AssertUnwindSafe, catch_unwind},
    path::{Path, PathBuf},
};

/// The largest input that is made.
const LARGEST: usize = 64 * 1024;

/// Bits of what readers look for, and of what they seldom see.
const PIECES: [&[u8]; 26] = [
    b"\n",
    b"\r\n ",
    b"\0",
    b"\xff\xfe",
    b"\xed\xa0\x80",
    "\u{feff}".as_bytes(),
    "\u{202e}".as_bytes(),
    "æøåÆØÅ".as_bytes(),
    "🙂".as_bytes(),
    "İ".as_bytes(),
    b"\"",
    b"'''",
    b"[[",
    b"{}",
    b"=",
    b"-1",
    b"0",
    b"4294967296",
    b"18446744073709551616",
    b"1e400",
    b"9999-12-31",
    b"-009999-01-01",
    b"2026-02-30",
    b"24:00",
    b"23:59:60",
    b"%00",
];

/// Which chance, and how many times as many changes as an ordinary run makes.
#[derive(Clone, Copy, Debug)]
pub struct Chance {
    /// What all changes follow from.
    pub seed: u64,
    /// 1 in an ordinary run.
    pub times: u32,
}

impl Chance {
    /// As the environment says: `FUZZ_SEED` and `FUZZ_TIMES`; without them the same changes in every run.
    #[must_use]
    pub fn from_environment() -> Self {
        let number = |name: &str| std::env::var(name).ok().and_then(|text| text.parse().ok());
        Self {
            seed: number("FUZZ_SEED").unwrap_or(4601),
            times: number("FUZZ_TIMES").and_then(|n| u32::try_from(n).ok()).unwrap_or(1),
        }
    }
}

/// [`survive`] over the corpus of a name in `fuzz/corpus`, with the chance the environment says.
///
/// # Panics
/// As [`survive`].
pub fn over(name: &str, body: Body, changes: u32) -> u32 {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let (corpus, kept) = (root.join("fuzz/corpus").join(name), root.join("target/tmp"));
    survive(name, body, &corpus, changes, Chance::from_environment(), &kept)
}

/// Hands every file of a corpus to a reader, and then `changes` (times what the chance says) changed copies of them. Returns how
/// many inputs that was.
///
/// # Panics
/// When the corpus has no file, or the reader stops on an input: the input is then kept in `kept`, to be put in the corpus when
/// the reader is mended.
pub fn survive(name: &str, body: Body, corpus: &Path, changes: u32, chance: Chance, kept: &Path) -> u32 {
    let files = files(corpus);
    assert!(!files.is_empty(), "{} has no file", corpus.display());
    for (path, bytes) in &files {
        attempt(name, body, bytes, kept, &path.display().to_string());
    }
    let mut rng = SmallRng::seed_from_u64(chance.seed);
    let inputs: Vec<&[u8]> = files.iter().map(|(_, bytes)| bytes.as_slice()).collect();
    let changes = changes.saturating_mul(chance.times);
    for round in 0..changes {
        let input = changed(&inputs, &mut rng);
        attempt(
            name,
            body,
            &input,
            kept,
            &format!("change {round} of FUZZ_SEED={}", chance.seed),
        );
    }
    u32::try_from(files.len()).unwrap_or(u32::MAX).saturating_add(changes)
}

fn files(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let entries = fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok);
    let mut paths: Vec<PathBuf> = entries.map(|e| e.path()).filter(|p| p.is_file()).collect();
    paths.sort();
    paths.into_iter().filter_map(|p| fs::read(&p).ok().map(|bytes| (p, bytes))).collect()
}

fn attempt(name: &str, body: Body, input: &[u8], kept: &Path, which: &str) {
    if catch_unwind(AssertUnwindSafe(|| body(input))).is_ok() {
        return;
    }
    let file = kept.join(format!("{name}-stopped"));
    let said = fs::create_dir_all(kept).and_then(|()| fs::write(&file, input));
    let place = said.map_or_else(|error| error.to_string(), |()| file.display().to_string());
    panic!("{name} stops on {which}: mend it, and put the input in fuzz/corpus/{name} ({place})");
}

/// A copy of one of the inputs with one to eight changes.
fn changed(inputs: &[&[u8]], rng: &mut SmallRng) -> Vec<u8> {
    let mut out = inputs.choose(rng).map_or_else(Vec::new, |bytes| bytes.to_vec());
    for _ in 0..rng.random_range(1..=8) {
        change(&mut out, inputs, rng);
    }
    out.truncate(LARGEST);
    out
}

/// A stretch of so many bytes.
fn stretch(length: usize, rng: &mut SmallRng) -> std::ops::Range<usize> {
    let from = rng.random_range(0..=length);
    let most = (length - from).min(40);
    from..from + rng.random_range(0..=most)
}

fn change(out: &mut Vec<u8>, inputs: &[&[u8]], rng: &mut SmallRng) {
    let at = stretch(out.len(), rng);
    match rng.random_range(0..8) {
        0 => {
            out.drain(at);
        }
        1 => {
            let copy = out[at.clone()].to_vec();
            out.splice(at.end..at.end, copy);
        }
        2 => {
            let piece = PIECES.choose(rng).copied().unwrap_or_default();
            out.splice(at.start..at.start, piece.iter().copied());
        }
        3 => {
            let piece = PIECES.choose(rng).copied().unwrap_or_default();
            out.splice(at, piece.iter().copied());
        }
        4 => {
            let other = inputs.choose(rng).copied().unwrap_or_default();
            let from = stretch(other.len(), rng);
            out.splice(at, other[from].iter().copied());
        }
        5 => lines_changed(out, rng),
        6 => number_changed(out, rng),
        _ => {
            if let Some(byte) = out.get_mut(at.start) {
                *byte = rng.random();
            }
        }
    }
}

/// Two lines that change places, or one that comes twice.
fn lines_changed(out: &mut Vec<u8>, rng: &mut SmallRng) {
    let mut lines: Vec<Vec<u8>> = out.split_inclusive(|b| *b == b'\n').map(<[u8]>::to_vec).collect();
    if lines.is_empty() {
        return;
    }
    let (a, b) = (rng.random_range(0..lines.len()), rng.random_range(0..lines.len()));
    if rng.random() {
        lines.swap(a, b);
    } else {
        lines.insert(b, lines[a].clone());
    }
    *out = lines.concat();
}

/// A digit that becomes another.
fn number_changed(out: &mut [u8], rng: &mut SmallRng) {
    let digits: Vec<usize> = out.iter().enumerate().filter(|(_, b)| b.is_ascii_digit()).map(|(i, _)| i).collect();
    if let Some(at) = digits.choose(rng) {
        out[*at] = b'0' + rng.random_range(0..10);
    }
}
