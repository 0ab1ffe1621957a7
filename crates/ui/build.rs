//! Builds the texts, and embeds what `make assets` left in `web/dist`: hashed, compressed, as typed constants.
//! Never touches the network.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use sha2::{Digest, Sha256};

const MISSING: &str =
    "web/dist is missing or empty: run make assets (or: cd web && npm ci && node build.mjs) and build again";

fn main() {
    texts_build::generate("crate::texts");
    let root = PathBuf::from(std::env::var("CARGO_MANIFEST_DIR").unwrap_or_default());
    let out = PathBuf::from(std::env::var("OUT_DIR").unwrap_or_default());
    let web = root.join("../../web");
    println!("cargo::rerun-if-changed=../../web/dist");
    println!("cargo::rerun-if-changed=../../web/styles");
    println!("cargo::rerun-if-changed=../../web/src");
    warn_when_stale(&web);
    if let Err(problem) = embed(&web.join("dist"), &out) {
        eprintln!("assets: {problem}");
        std::process::exit(1);
    }
}

/// A forgotten `make assets` after a change would otherwise be a long search.
fn warn_when_stale(web: &Path) {
    let newest = |folder: &Path| -> Option<SystemTime> {
        let files = std::fs::read_dir(folder).ok()?;
        files.filter_map(|f| f.ok()?.metadata().ok()?.modified().ok()).max()
    };
    let sources = newest(&web.join("styles")).max(newest(&web.join("src")));
    if let (Some(built), Some(sources)) = (newest(&web.join("dist")), sources)
        && sources > built
    {
        println!("cargo::warning=web/dist is older than its sources: run make assets (or: cd web && node build.mjs)");
    }
}

fn embed(dist: &Path, out: &Path) -> Result<(), String> {
    let mut files: Vec<(String, Vec<u8>)> = Vec::new();
    for entry in std::fs::read_dir(dist).map_err(|_| MISSING.to_owned())? {
        let path = entry.map_err(|e| e.to_string())?.path();
        let Some(name) = path.file_name().and_then(|n| n.to_str()) else {
            continue;
        };
        if content_type(name).is_some() {
            files.push((
                name.to_owned(),
                std::fs::read(&path).map_err(|e| format!("{name}: {e}"))?,
            ));
        }
    }
    if !files.iter().any(|(name, _)| name == "citizen.css") {
        return Err(MISSING.to_owned());
    }
    // Files that name others come after them, so that their own hash covers the hashes they carry.
    files.sort_by_key(|(name, _)| (rank(name), name.clone()));
    let mut paths: BTreeMap<String, String> = BTreeMap::new();
    let mut code = String::new();
    let mut all = String::new();
    for (name, bytes) in files {
        let bytes = if rank(&name) > 0 {
            fill_in(&name, bytes, &paths)?
        } else {
            bytes
        };
        let path = hashed_path(&name, &bytes);
        let constant = constant_name(&name);
        write_asset(out, &name, &path, &constant, &bytes, &mut code).map_err(|e| format!("{name}: {e}"))?;
        writeln!(all, "    &{constant},").map_err(|e| e.to_string())?;
        paths.insert(name, path);
    }
    let code = format!("{code}\n/// Everything embedded.\npub static ALL: &[&Asset] = &[\n{all}];\n");
    std::fs::write(out.join("assets.rs"), code).map_err(|e| e.to_string())
}

fn rank(name: &str) -> u8 {
    match name.rsplit_once('.').map_or("", |(_, e)| e) {
        "css" => 1,
        "js" if name == "sw.js" => 3,
        "js" => 2,
        _ => 0,
    }
}

fn content_type(name: &str) -> Option<&'static str> {
    Some(match name.rsplit_once('.')?.1 {
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "woff2" => "font/woff2",
        _ => return None,
    })
}

/// Replaces `asset:NAME` by the hashed path of that file.
fn fill_in(name: &str, bytes: Vec<u8>, paths: &BTreeMap<String, String>) -> Result<Vec<u8>, String> {
    let mut text = String::from_utf8(bytes).map_err(|_| format!("{name} is not UTF-8"))?;
    // Longest first: asset:icon.svg must not be taken for the beginning of another name.
    let mut names: Vec<_> = paths.iter().collect();
    names.sort_by_key(|(n, _)| std::cmp::Reverse(n.len()));
    for (other, path) in names {
        text = text.replace(&format!("asset:{other}"), path);
    }
    match text.find("asset:") {
        Some(at) => {
            let left: String = text[at..].chars().take(40).collect();
            Err(format!("{name} names a file that web/dist does not have: {left}"))
        }
        None => Ok(text.into_bytes()),
    }
}

fn hashed_path(name: &str, bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    let hash = digest.iter().take(6).fold(String::new(), |hash, byte| hash + &format!("{byte:02x}"));
    let (stem, extension) = name.rsplit_once('.').unwrap_or((name, ""));
    format!("/a/{stem}.{hash}.{extension}")
}

fn constant_name(name: &str) -> String {
    name.chars()
        .map(|c| {
            if c.is_ascii_alphanumeric() {
                c.to_ascii_uppercase()
            } else {
                '_'
            }
        })
        .collect()
}

fn write_asset(
    out: &Path,
    name: &str,
    path: &str,
    constant: &str,
    bytes: &[u8],
    code: &mut String,
) -> Result<(), Box<dyn std::error::Error>> {
    std::fs::write(out.join(name), bytes)?;
    let compressible = !name.ends_with(".woff2") && !name.ends_with(".png");
    let (mut br, mut gzip) = ("None".to_owned(), "None".to_owned());
    if compressible {
        std::fs::write(out.join(format!("{name}.br")), brotli(bytes)?)?;
        std::fs::write(out.join(format!("{name}.gz")), gzipped(bytes)?)?;
        br = format!("Some(include_bytes!(concat!(env!(\"OUT_DIR\"), \"/{name}.br\")))");
        gzip = format!("Some(include_bytes!(concat!(env!(\"OUT_DIR\"), \"/{name}.gz\")))");
    }
    writeln!(
        code,
        "/// `{name}`\npub static {constant}: Asset = Asset {{\n    name: {name:?},\n    path: {path:?},\n    \
         bytes: include_bytes!(concat!(env!(\"OUT_DIR\"), \"/{name}\")),\n    br: {br},\n    gzip: {gzip},\n    \
         content_type: {:?},\n    immutable: true,\n}};",
        content_type(name).unwrap_or_default()
    )?;
    Ok(())
}

fn brotli(bytes: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut out = Vec::new();
    let mut writer = brotli::CompressorWriter::new(&mut out, 4096, 11, 22);
    writer.write_all(bytes)?;
    writer.flush()?;
    drop(writer);
    Ok(out)
}

fn gzipped(bytes: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    writer.write_all(bytes)?;
    writer.finish()
}
