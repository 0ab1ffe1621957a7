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

/// The layouts, and the mark that stands on documents.
static DESIGN: LazyLock<Source> =
    LazyLock::new(|| Source::new(id("design.typ"), include_str!("design.typ").to_owned()));
static POSTER_DESIGN: LazyLock<Source> =
    LazyLock::new(|| Source::new(id("poster.typ"), include_str!("poster.typ").to_owned()));
const MARK: &[u8] = include_bytes!("../../../../web/art/mark.svg");

fn id(path: &str) -> FileId {
    // The paths are ours: names without dots before them.
    let path = VirtualPath::new(path).expect("a plain file name is a path");
    RootedPath::new(VirtualRoot::Project, path).intern()
}

static DOCUMENT: LazyLock<FileId> = LazyLock::new(|| id("document.json"));
static POSTER: LazyLock<FileId> = LazyLock::new(|| id("poster.json"));
static MARK_ID: LazyLock<FileId> = LazyLock::new(|| id("mark.svg"));
static ARMS: LazyLock<FileId> = LazyLock::new(|| id("arms.png"));

/// All the typesetter can see: one layout, one document, the mark, a municipality's arms and the typefaces. No disk, no network, no
/// clock.
pub struct World {
    layout: &'static Source,
    /// What the data is called in the layout.
    name: FileId,
    data: Bytes,
    arms: Option<Bytes>,
}

impl World {
    /// A document, as `design.typ` reads it.
    pub fn new(document: Vec<u8>) -> Self {
        Self {
            layout: &DESIGN,
            name: *DOCUMENT,
            data: Bytes::new(document),
            arms: None,
        }
    }

    /// A poster, as `poster.typ` reads it, with the PNG of the arms that stand on it.
    pub fn poster(poster: Vec<u8>, arms: Option<Vec<u8>>) -> Self {
        Self {
            layout: &POSTER_DESIGN,
            name: *POSTER,
            data: Bytes::new(poster),
            arms: arms.map(Bytes::new),
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
        self.layout.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.layout.id() {
            Ok(self.layout.clone())
        } else {
            Err(FileError::AccessDenied)
        }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == self.name {
            Ok(self.data.clone())
        } else if id == *MARK_ID {
            Ok(Bytes::new(MARK))
        } else {
            let arms = self.arms.clone().filter(|_| id == *ARMS);
            arms.ok_or(FileError::AccessDenied)
        }
    }

    fn font(&self, index: usize) -> Option<Font> {
        FONTS.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
