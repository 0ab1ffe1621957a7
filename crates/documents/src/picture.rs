//! Drawings as PNG: what every program shows.

use crate::{DocumentFault, pdf::FACES};
use resvg::{tiny_skia, usvg};
use std::sync::{Arc, LazyLock};

static TYPEFACES: LazyLock<Arc<usvg::fontdb::Database>> = LazyLock::new(|| {
    let mut database = usvg::fontdb::Database::new();
    for face in FACES {
        database.load_font_data(face.to_vec());
    }
    // What a drawing inside a drawing gets, when it names no typeface that is here.
    database.set_serif_family("Source Sans 3");
    Arc::new(database)
});

/// The drawing as PNG, so many pixels wide, and its height for each unit of width.
pub fn png(svg: &str, alt: &str, pixels: f32) -> Result<(Vec<u8>, f64), DocumentFault> {
    let fault = || DocumentFault::Picture(alt.to_owned());
    let options = usvg::Options {
        font_family: "Source Sans 3".to_owned(),
        fontdb: TYPEFACES.clone(),
        // A drawing never brings in a file of the machine it is drawn on.
        image_href_resolver: usvg::ImageHrefResolver {
            resolve_string: Box::new(|_, _| None),
            ..usvg::ImageHrefResolver::default()
        },
        ..usvg::Options::default()
    };
    let tree = usvg::Tree::from_str(svg, &options).map_err(|_| fault())?;
    let size = tree.size();
    let scale = pixels / size.width();
    let ratio = f64::from(size.height()) / f64::from(size.width());
    if ratio > 4.0 {
        return Err(fault());
    }
    let pixels = size.to_int_size().scale_by(scale).ok_or_else(fault)?;
    let mut canvas = tiny_skia::Pixmap::new(pixels.width(), pixels.height()).ok_or_else(fault)?;
    canvas.fill(tiny_skia::Color::WHITE);
    resvg::render(
        &tree,
        tiny_skia::Transform::from_scale(scale, scale),
        &mut canvas.as_mut(),
    );
    let png = canvas.encode_png().map_err(|_| fault())?;
    Ok((png, ratio))
}
