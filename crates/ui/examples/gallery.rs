//! Writes the preview pages with their assets to `target/gallery`, to be opened as files.

use std::path::Path;

use domain::shared::Locale;

fn main() -> std::io::Result<()> {
    let out = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/gallery");
    std::fs::create_dir_all(out.join("a"))?;
    for asset in ui::assets::ALL {
        let name = asset.path().trim_start_matches("/a/");
        let bytes = if name.ends_with(".css") {
            String::from_utf8_lossy(asset.bytes).replace("/a/", "./").into_bytes()
        } else {
            asset.bytes.to_vec()
        };
        std::fs::write(out.join("a").join(name), bytes)?;
    }
    for locale in Locale::ALL {
        for (name, page) in ui::preview::pages(locale) {
            let html = page.into_string().replace("\"/a/", "\"a/");
            std::fs::write(out.join(format!("{name}.{}.html", locale.code())), html)?;
        }
    }
    println!("{}", out.display());
    Ok(())
}
