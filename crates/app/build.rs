//! Compiles the texts of every room, and lists the files of Bergen's folder so that the demonstration is in the program.

use std::{
    fmt::Write as _,
    path::{Path, PathBuf},
};

fn main() {
    texts_build::generate("::ui::texts");
    if let Err(error) = example("bergen") {
        eprintln!("examples/bergen: {error}");
        std::process::exit(1);
    }
}

/// Writes `$OUT_DIR/{name}.rs`: a slice of (path in the folder, text).
fn example(name: &str) -> std::io::Result<()> {
    let manifest = PathBuf::from(std::env::var("CARGO_MANIFEST_DIR").unwrap_or_default());
    let root = manifest.join("../../examples").join(name).canonicalize()?;
    println!("cargo::rerun-if-changed={}", root.display());
    let mut files = Vec::new();
    collect(&root, &mut files)?;
    files.sort();
    let mut code = String::from("&[\n");
    for file in files {
        let path = file.strip_prefix(&root).unwrap_or(&file).to_string_lossy().replace('\\', "/");
        // Writing to a String does not fail.
        let _ = writeln!(code, "    ({path:?}, include_str!({:?})),", file.to_string_lossy());
    }
    code.push(']');
    let out = PathBuf::from(std::env::var("OUT_DIR").unwrap_or_default());
    std::fs::write(out.join(format!("{name}.rs")), code)
}

fn collect(folder: &Path, out: &mut Vec<PathBuf>) -> std::io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, out)?;
        } else if path.extension().is_some_and(|e| e == "toml") {
            out.push(path);
        }
    }
    Ok(())
}
