//! A whole-municipality folder on disk: read into memory whole, written to a new place and then moved.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

/// More files than any municipality has; a folder with more is not a municipality's.
const MOST_FILES: usize = 5000;
/// The most of one file that is read, in bytes: enough to see that it is too large.
const MOST_BYTES: u64 = 2 * 1024 * 1024;

/// Every file under a folder, with its path in it (`/` between parts), sorted.
///
/// # Errors
/// What the system says, with the path; a folder of too many files.
pub fn read(folder: &Path) -> Result<Vec<(String, Vec<u8>)>, String> {
    let mut out = Vec::new();
    collect(folder, folder, &mut out)?;
    out.sort();
    Ok(out)
}

fn collect(root: &Path, folder: &Path, out: &mut Vec<(String, Vec<u8>)>) -> Result<(), String> {
    let entries = fs::read_dir(folder).map_err(|e| at(folder, &e))?;
    for entry in entries {
        let path = entry.map_err(|e| at(folder, &e))?.path();
        let hidden = path.file_name().is_none_or(|name| name.to_string_lossy().starts_with('.'));
        if hidden {
            continue;
        }
        if path.is_dir() {
            collect(root, &path, out)?;
        } else {
            out.push((name_in(root, &path), bytes(&path).map_err(|e| at(&path, &e))?));
        }
        if out.len() > MOST_FILES {
            return Err(format!("{}: more than {MOST_FILES} files", root.display()));
        }
    }
    Ok(())
}

fn bytes(path: &Path) -> io::Result<Vec<u8>> {
    use io::Read;
    let mut out = Vec::new();
    fs::File::open(path)?.take(MOST_BYTES).read_to_end(&mut out)?;
    Ok(out)
}

fn at(path: &Path, error: &io::Error) -> String {
    format!("{}: {error}", path.display())
}

fn name_in(root: &Path, path: &Path) -> String {
    let rest = path.strip_prefix(root).unwrap_or(path);
    rest.components()
        .map(|c| c.as_os_str().to_string_lossy().into_owned())
        .collect::<Vec<_>>()
        .join("/")
}

/// Writes files under a folder that must be empty or absent.
///
/// # Errors
/// What the system says, with the path; a folder that has something in it.
pub fn write(folder: &Path, files: &[(String, String)]) -> Result<(), String> {
    if fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_some()) {
        return Err(format!("{} is not empty: choose a new folder", folder.display()));
    }
    for (name, text) in files {
        let path: PathBuf = folder.join(name);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent).map_err(|e| at(parent, &e))?;
        }
        fs::write(&path, text).map_err(|e| at(&path, &e))?;
    }
    Ok(())
}
