//! The colours of the theme keep their contrast, in light and in dark (WCAG 2.2, 1.4.3 and 1.4.11).

use std::collections::BTreeMap;

type Colours = BTreeMap<String, [u8; 3]>;

fn colours(block: &str) -> Colours {
    block
        .lines()
        .filter_map(|line| {
            let (name, value) = line.trim().strip_prefix("--")?.split_once(':')?;
            let hex = value.trim().strip_prefix('#')?.trim_end_matches(';');
            let hex = if hex.len() == 3 {
                hex.chars().flat_map(|c| [c, c]).collect()
            } else {
                hex.to_owned()
            };
            let n = u32::from_str_radix(&hex, 16).ok()?;
            let [_, r, g, b] = n.to_be_bytes();
            Some((name.to_owned(), [r, g, b]))
        })
        .collect()
}

/// WCAG's relative luminance.
fn luminance(colour: [u8; 3]) -> f64 {
    let part = |c: u8| {
        let c = f64::from(c) / 255.0;
        if c <= 0.04045 {
            c / 12.92
        } else {
            ((c + 0.055) / 1.055).powf(2.4)
        }
    };
    0.2126 * part(colour[0]) + 0.7152 * part(colour[1]) + 0.0722 * part(colour[2])
}

fn contrast(a: [u8; 3], b: [u8; 3]) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

#[test]
fn text_and_edges_stand_out_in_light_and_dark() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../web/styles/tokens.css");
    let css = std::fs::read_to_string(path).unwrap();
    let blocks: Vec<&str> = css.split(":root {").skip(1).collect();
    let mut c = Colours::new();
    for (scheme, block) in ["light", "dark"].iter().zip(&blocks) {
        // The dark theme names only what differs.
        c.extend(colours(block));
        let surfaces = ["paper", "card", "dusk", "fjord-wash", "moss-wash", "sun-wash", "brick-wash"];
        let check = |front: &str, back: &str, least: f64| {
            let found = contrast(c[front], c[back]);
            assert!(
                found >= least,
                "{scheme}: {front} on {back} is {found:.2}, needs {least}"
            );
        };
        for surface in surfaces {
            for text in ["ink", "quiet"] {
                check(text, surface, 4.5);
            }
            check("focus", surface, 3.0);
        }
        for surface in ["paper", "card", "dusk", "fjord-wash"] {
            check("fjord", surface, 4.5);
            check("edge", surface, 3.0);
        }
        for text in ["moss", "brick"] {
            check(text, "paper", 4.5);
            check(text, "card", 4.5);
        }
        check("moss", "moss-wash", 3.0);
        check("brick", "brick-wash", 4.5);
        for button in ["fjord", "fjord-deep", "moss", "moss-deep"] {
            check("on-fjord", button, 4.5);
        }
        check("on-sun", "sun", 4.5);
    }
}
