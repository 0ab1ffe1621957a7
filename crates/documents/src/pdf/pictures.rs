//! What documents look like, held against pictures that are kept in `tests/pictures`: a layout that changes by accident is seen,
//! and one that changes on purpose is looked at by whoever changes it. Drawn by ourselves, so that every machine draws the same.

use super::{World, data, laid_out, poster_world, printable, tests::samples};
use crate::{Block, Colour, Design, Document, Figure, Look, Poster, PosterLook, picture};
use domain::{
    posters::{PosterDesign, PosterFormat},
    shared::Locale,
};
use resvg::tiny_skia::Pixmap;
use std::path::PathBuf;
use typst_layout::PagedDocument;

/// How wide a picture is, in pixels.
const WIDE: f32 = 420.0;
/// Steps of a colour in a kept picture: enough to see it by, few enough to be small.
const STEPS: u32 = 15;
/// How far a part of a colour may be off before a pixel is clearly another one.
const CLEARLY: u8 = 40;
/// How far all pixels may be off in the mean, of 255.
const MOST_MEAN: f64 = 0.1;
/// How many of a million pixels may be clearly other ones: machines round differently, and draw the same words.
const MOST_CLEAR: usize = 20;
/// What one picture may weigh.
const MOST_BYTES: usize = 40 * 1000;

/// How two pictures differ.
#[derive(Debug, PartialEq)]
struct Difference {
    mean: f64,
    clear: usize,
}

impl Difference {
    /// `None` when one is larger than the other.
    fn between(a: &Pixmap, b: &Pixmap) -> Option<Self> {
        if (a.width(), a.height()) != (b.width(), b.height()) {
            return None;
        }
        let sum: usize = a.data().iter().zip(b.data()).map(|(a, b)| usize::from(a.abs_diff(*b))).sum();
        let pixels = a.data().chunks_exact(4).zip(b.data().chunks_exact(4));
        let clear = pixels.filter(|(a, b)| a.iter().zip(*b).any(|(a, b)| a.abs_diff(*b) > CLEARLY)).count();
        Some(Self {
            mean: sum as f64 / a.data().len() as f64,
            clear: clear * 1_000_000 / a.pixels().len(),
        })
    }

    fn is_small(&self) -> bool {
        self.mean <= MOST_MEAN && self.clear <= MOST_CLEAR
    }
}

fn document(document: &Document, look: &Look) -> PagedDocument {
    let document = printable(document).unwrap();
    laid_out(&World::new(data(&document, look).unwrap())).unwrap()
}

fn report(document: &Document) -> PagedDocument {
    self::document(document, &look(Design::Report))
}

fn look(design: Design) -> Look {
    Look::new(design, "Digihjelpen i Bergen").with_footer("Bergen kommune · 53 03 00 00")
}

fn poster(poster: &Poster, design: PosterDesign) -> PagedDocument {
    let look = PosterLook::new(design, PosterFormat::PosterA4);
    laid_out(&poster_world(poster, &look).unwrap()).unwrap()
}

fn with_drawing(title: &str, svg: &str, alt: &str) -> Document {
    let figure = Block::Figure(Figure {
        svg: svg.to_owned(),
        alt: alt.to_owned(),
        caption: alt.to_owned(),
        width: 100,
    });
    let blocks = vec![figure, Block::Table(samples::hours())];
    samples::document(title, Locale::Nb.into(), blocks)
}

/// With a matrix as the room of risks draws it: patterns, circles and words.
fn risks() -> Document {
    with_drawing(
        "Risiko- og sårbarhetsanalyse",
        include_str!("../../tests/pictures/matrise.svg"),
        "Slik risikoen er i dag",
    )
}

/// With the money by month as the room of anchoring draws it.
fn budget() -> Document {
    with_drawing(
        "Hva tilbudet koster",
        include_str!("../../tests/pictures/penger.svg"),
        "Pengene måned for måned",
    )
}

/// A page as a picture, in as few steps of colour as it is kept in.
fn drawn(pages: &PagedDocument, page: usize) -> Pixmap {
    let drawing = typst_svg::svg(&pages.pages()[page], &typst_svg::SvgOptions::default());
    let (png, _) = picture::png(&drawing, "a page", WIDE).unwrap();
    let mut pixels = Pixmap::decode_png(&png).unwrap();
    let stepped = |part: u8| u8::try_from((u32::from(part) * STEPS + 127) / 255 * 255 / STEPS).unwrap();
    pixels.data_mut().iter_mut().for_each(|part| *part = stepped(*part));
    pixels
}

fn path(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/pictures");
    folder.join(format!("{name}.png"))
}

fn kept(name: &str) -> Option<Pixmap> {
    let file = std::fs::read(path(name)).ok()?;
    assert!(file.len() <= MOST_BYTES, "{name} weighs {} bytes", file.len());
    Some(Pixmap::decode_png(&file).unwrap())
}

/// Holds a page against the picture that is kept of it; with `UPDATE_PICTURES=1` the page is kept from now on.
fn compare(name: &str, pages: &PagedDocument, page: usize) {
    let new = drawn(pages, page);
    if std::env::var_os("UPDATE_PICTURES").is_some() {
        // In one step: another test may read it meanwhile.
        let begun = path(name).with_extension("new");
        std::fs::write(&begun, new.encode_png().unwrap()).unwrap();
        std::fs::rename(begun, path(name)).unwrap();
    }
    let difference = kept(name).and_then(|old| Difference::between(&old, &new));
    if difference.as_ref().is_some_and(Difference::is_small) {
        return;
    }
    let folder = std::env::temp_dir().join("terskel-pictures");
    let there = folder.join(format!("{name}.png"));
    std::fs::create_dir_all(&folder)
        .and_then(|()| std::fs::write(&there, new.encode_png().unwrap()))
        .unwrap();
    panic!(
        "{name} looks different ({difference:?}).\nIt is now:    {}\nIt was:       {}\nWhen it should look like this: \
         UPDATE_PICTURES=1 cargo test -p documents pictures, and commit the picture",
        there.display(),
        path(name).display()
    );
}

/// Every block there is, on the first page, and the decision and its signatures on another.
#[test]
fn a_council_case() {
    let pages = report(&samples::everything(Locale::Nb));
    compare("sak-1", &pages, 0);
    compare("sak-vedtak", &pages, pages.pages().len() - 1);
}

#[test]
fn a_certificate() {
    let pages = document(&samples::certificate(), &look(Design::Certificate));
    compare("attest", &pages, 0);
}

#[test]
fn a_plan_for_the_wall() {
    let pages = document(&samples::wall(), &look(Design::Wall));
    compare("vaktplan", &pages, 0);
}

#[test]
fn a_risk_report_with_its_matrix() {
    compare("ros-matrise", &report(&risks()), 0);
}

#[test]
fn a_budget_with_its_cliff() {
    compare("budsjett", &report(&budget()), 0);
}

#[test]
fn a_poster_with_the_door_ajar() {
    compare("plakat-door", &poster(&samples::poster("nb"), PosterDesign::Door), 0);
}

#[test]
fn a_poster_with_the_field_and_arms() {
    compare(
        "plakat-field",
        &poster(&samples::with_arms("nb"), PosterDesign::Field),
        0,
    );
}

#[test]
fn a_poster_with_the_sun_and_arms() {
    compare("plakat-sun", &poster(&samples::with_arms("nb"), PosterDesign::Sun), 0);
}

#[test]
fn a_quiet_poster_with_arms() {
    compare(
        "plakat-quiet",
        &poster(&samples::with_arms("nb"), PosterDesign::Quiet),
        0,
    );
}

#[test]
fn a_poster_in_arabic_with_arms() {
    compare("plakat-ar", &poster(&samples::with_arms("ar"), PosterDesign::Door), 0);
}

/// What nobody would see at a glance, the comparison sees: one word, one colour, one more line.
#[test]
fn a_changed_word_and_a_changed_colour_are_seen() {
    let old = kept("attest").unwrap();
    let against = |document: &Document, look: &Look| {
        Difference::between(&old, &drawn(&self::document(document, look), 0)).unwrap()
    };
    let mut other_word = samples::certificate();
    if let Some(Block::Signature(lines)) = other_word.blocks.last_mut() {
        lines[0].role = "leder for Digihjelpa".to_owned();
    }
    let changed = against(&other_word, &look(Design::Certificate));
    assert!(!changed.is_small(), "{changed:?}");
    let brick = look(Design::Certificate).with_accent(Colour::parse("#A63D2A").unwrap());
    let coloured = against(&samples::certificate(), &brick);
    assert!(!coloured.is_small(), "{coloured:?}");
    assert_eq!(Difference::between(&old, &Pixmap::new(420, 10).unwrap()), None);
}
