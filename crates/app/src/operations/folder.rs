//! A whole-municipality folder on disk: read into memory whole, written to a new place and then moved.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

/// More files than any municipality has; a folder with more is not a municipality's.
const MOST_FILES: usize = 5000;
/// Deeper than any municipality's folder is.
const DEEPEST: usize = 8;
/// The most of one file that is read, in bytes: enough to see that it is too large.
const MOST_BYTES: u64 = 2 * 1024 * 1024;

/// Every file under a folder, with its path in it (`/` between parts), sorted.
///
/// # Errors
/// What the system says, with the path; a folder of too many files or too deep; something in it that is neither a file nor
/// a folder. A link is not followed: what it leads to is not the municipality's.
pub fn read(folder: &Path) -> Result<Vec<(String, Vec<u8>)>, String> {
    let mut out = Vec::new();
    collect(folder, folder, 0, &mut out)?;
    out.sort();
    Ok(out)
}

fn collect(root: &Path, folder: &Path, depth: usize, out: &mut Vec<(String, Vec<u8>)>) -> Result<(), String> {
    if depth > DEEPEST {
        return Err(format!("{}: more than {DEEPEST} folders deep", root.display()));
    }
    let entries = fs::read_dir(folder).map_err(|e| at(folder, &e))?;
    for entry in entries {
        let entry = entry.map_err(|e| at(folder, &e))?;
        let path = entry.path();
        let hidden = path.file_name().is_none_or(|name| name.to_string_lossy().starts_with('.'));
        if hidden {
            continue;
        }
        let kind = entry.file_type().map_err(|e| at(&path, &e))?;
        if kind.is_dir() {
            collect(root, &path, depth + 1, out)?;
        } else if !kind.is_file() {
            return Err(format!("{}: neither a file nor a folder", path.display()));
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

#[cfg(test)]
mod tests {
    use super::read;
    use std::{fs, os::unix};

    #[test]
    fn a_folder_holds_files_and_folders_and_leads_nowhere_else() {
        let place = tempfile::tempdir().unwrap();
        let folder = place.path().join("kommune");
        fs::create_dir_all(folder.join("steder")).unwrap();
        fs::write(folder.join("kommune.toml"), "a").unwrap();
        fs::write(folder.join("steder/b.toml"), "b").unwrap();
        fs::write(place.path().join("hemmelig"), "x").unwrap();
        let names: Vec<String> = read(&folder).unwrap().into_iter().map(|(name, _)| name).collect();
        assert_eq!(names, ["kommune.toml", "steder/b.toml"]);
        for target in ["../../hemmelig", "..", "/dev/zero"] {
            let link = folder.join("steder/c.toml");
            unix::fs::symlink(target, &link).unwrap();
            assert!(read(&folder).unwrap_err().contains("c.toml"), "{target}");
            fs::remove_file(link).unwrap();
        }
        let socket = unix::net::UnixListener::bind(folder.join("s")).unwrap();
        assert!(read(&folder).unwrap_err().contains("neither"));
        drop(socket);
        fs::remove_file(folder.join("s")).unwrap();
        fs::create_dir_all(folder.join("a/b/c/d/e/f/g/h/i/j")).unwrap();
        assert!(read(&folder).unwrap_err().contains("deep"));
    }
}
