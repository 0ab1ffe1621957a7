use super::typefaces::{BOOK, FONTS};
use std::sync::LazyLock;
use typst::{
    Feature, Library, LibraryExt,
    diag::{FileError, FileResult},
    foundations::{Bytes, Datetime, Duration},
    syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot},
    text::{Font, FontBook},
    utils::LazyHash,
};

static LIBRARY: LazyLock<LazyHash<Library>> = LazyLock::new(|| {
    // Rows of a table are named by their first cell; typst keeps that behind a flag until it is in HTML as well.
    let features = [Feature::A11yExtras].into_iter().collect();
    LazyHash::new(Library::builder().with_features(features).build())
});

/// The layout, and the mark that stands on it.
static DESIGN: LazyLock<Source> =
    LazyLock::new(|| Source::new(id("design.typ"), include_str!("design.typ").to_owned()));
const MARK: &[u8] = include_bytes!("../../../../web/art/mark.svg");

fn id(path: &str) -> FileId {
    // The paths are ours: three names without dots before them.
    let path = VirtualPath::new(path).expect("a plain file name is a path");
    RootedPath::new(VirtualRoot::Project, path).intern()
}

static DOCUMENT: LazyLock<FileId> = LazyLock::new(|| id("document.json"));
static MARK_ID: LazyLock<FileId> = LazyLock::new(|| id("mark.svg"));

/// All the typesetter can see: the layout, one document, the mark and the typefaces. No disk, no network, no clock.
pub struct World {
    document: Bytes,
}

impl World {
    pub fn new(document: Vec<u8>) -> Self {
        Self {
            document: Bytes::new(document),
        }
    }
}

impl typst::World for World {
    fn library(&self) -> &LazyHash<Library> {
        &LIBRARY
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &BOOK
    }

    fn main(&self) -> FileId {
        DESIGN.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == DESIGN.id() {
            Ok(DESIGN.clone())
        } else {
            Err(FileError::AccessDenied)
        }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == *DOCUMENT {
            Ok(self.document.clone())
        } else if id == *MARK_ID {
            Ok(Bytes::new(MARK))
        } else {
            Err(FileError::AccessDenied)
        }
    }

    fn font(&self, index: usize) -> Option<Font> {
        FONTS.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
