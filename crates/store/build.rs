//! Embeds `migrations/NNNN_name.sql` in order, so that two people adding a migration never meet in one list.

use std::{env, fs, path::Path};

fn main() {
    println!("cargo:rerun-if-changed=migrations");
    let root = env::var("CARGO_MANIFEST_DIR").expect("cargo sets it");
    let folder = Path::new(&root).join("migrations");
    let mut names: Vec<String> = fs::read_dir(&folder)
        .expect("crates/store/migrations is there")
        .map(|entry| entry.expect("readable folder").file_name().to_string_lossy().into_owned())
        .filter(|name| name.ends_with(".sql"))
        .collect();
    names.sort();
    let mut list = String::from("&[\n");
    let mut last = 0_i64;
    for name in &names {
        let number: i64 = name
            .split('_')
            .next()
            .and_then(|digits| digits.parse().ok())
            .unwrap_or_else(|| panic!("migrations/{name}: call it NNNN_name.sql"));
        assert!(
            number > last,
            "migrations/{name}: number {number} is taken; use the next free one"
        );
        last = number;
        let path = folder.join(name);
        println!("cargo:rerun-if-changed={}", path.display());
        let stem = name.trim_end_matches(".sql");
        list.push_str(&format!(
            "    Migration {{ number: {number}, name: {stem:?}, sql: include_str!({:?}) }},\n",
            path.display().to_string()
        ));
    }
    list.push(']');
    let out = env::var("OUT_DIR").expect("cargo sets it");
    fs::write(Path::new(&out).join("migrations.rs"), list).expect("OUT_DIR is writable");
}
