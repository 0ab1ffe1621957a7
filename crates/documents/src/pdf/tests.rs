#[path = "../../tests/written/samples.rs"]
pub mod samples;

use super::{World, data, printable};
use crate::{Design, Look};
use domain::shared::Locale;
use typst_layout::PagedDocument;

/// Words that will be keywords, typefaces that are not there, a layout that does not settle: none of it is for later.
#[test]
fn the_layout_has_nothing_to_warn_of() {
    for (sample, design) in [
        (samples::everything(Locale::Nb), Design::Report),
        (samples::certificate(), Design::Certificate),
        (samples::wall(), Design::Wall),
    ] {
        let sample = printable(&sample).unwrap();
        let world = World::new(data(&sample, &Look::new(design, "Digihjelpen")).unwrap());
        let warned: Vec<String> =
            typst::compile::<PagedDocument>(&world).warnings.iter().map(|w| w.message.to_string()).collect();
        assert_eq!(warned, Vec::<String>::new());
    }
}

#[test]
fn the_poster_has_nothing_to_warn_of() {
    for design in domain::posters::PosterDesign::ALL {
        for format in domain::posters::PosterFormat::ALL {
            if format == domain::posters::PosterFormat::Advertisement {
                continue;
            }
            let world =
                super::poster_world(&samples::with_arms("ar"), &crate::PosterLook::new(design, format)).unwrap();
            let made = typst::compile::<PagedDocument>(&world);
            let warned: Vec<String> = made.warnings.iter().map(|w| w.message.to_string()).collect();
            assert_eq!(
                (warned, made.output.unwrap().pages().len()),
                (Vec::new(), 1),
                "{design:?} {format:?}"
            );
        }
    }
}
