//! Finds the typefaces that `make assets` left in `web/fonts`. Never touches the network.

use std::{fmt::Write as _, path::PathBuf};

/// The families that documents are set in.
const FAMILIES: [&str; 3] = ["SourceSans3", "NotoSansArabic", "NotoSansEthiopic"];
const MISSING: &str =
    "web/fonts does not have every typeface: run make assets (or: cd web && npm ci && node build.mjs) and build again";

fn main() {
    let root = PathBuf::from(std::env::var("CARGO_MANIFEST_DIR").unwrap_or_default());
    let out = PathBuf::from(std::env::var("OUT_DIR").unwrap_or_default());
    let fonts = root.join("../../web/fonts");
    println!("cargo::rerun-if-changed=../../web/fonts");
    let mut files: Vec<PathBuf> = std::fs::read_dir(&fonts)
        .into_iter()
        .flatten()
        .filter_map(|entry| entry.ok()?.path().canonicalize().ok())
        .filter(|path| path.extension().is_some_and(|e| e == "ttf"))
        .collect();
    // Always in the same order: which face is tried first must not depend on the disk.
    files.sort();
    let has = |family: &str| {
        files.iter().any(|f| f.file_name().is_some_and(|name| name.to_string_lossy().starts_with(family)))
    };
    if !FAMILIES.iter().all(|family| has(family)) {
        eprintln!("fonts: {MISSING}");
        std::process::exit(1);
    }
    let mut code =
        String::from("/// The typefaces, in the order of their file names.\npub static FACES: &[&[u8]] = &[\n");
    for file in files {
        let _ = writeln!(code, "    include_bytes!({:?}),", file.display().to_string());
    }
    code.push_str("];\n");
    if let Err(problem) = std::fs::write(out.join("faces.rs"), code) {
        eprintln!("fonts: {problem}");
        std::process::exit(1);
    }
}
