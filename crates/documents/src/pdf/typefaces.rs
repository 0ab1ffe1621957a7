use crate::model::Language;
use std::sync::LazyLock;
use typst::{
    foundations::Bytes,
    text::{Font, FontBook},
    utils::LazyHash,
};

include!(concat!(env!("OUT_DIR"), "/faces.rs"));

/// A letter that everything written in a language has, where it is not written in Latin or Cyrillic.
const SCRIPTS: [(char, &[&str]); 6] = [
    ('م', &["ar", "fa", "prs", "ur", "ps", "ckb"]),
    ('ም', &["ti", "am"]),
    ('ש', &["he", "yi"]),
    ('的', &["zh", "ja"]),
    ('한', &["ko"]),
    ('ท', &["th"]),
];
/// Words longer than this may be broken anywhere: nothing people write is, and what is must stay on the sheet.
const LONGEST_WORD: usize = 48;

/// The typefaces of this program.
pub static FONTS: LazyLock<Vec<Font>> =
    LazyLock::new(|| FACES.iter().flat_map(|face| Font::iter(Bytes::new(*face))).collect());

/// What the typesetter chooses typefaces from.
pub static BOOK: LazyLock<LazyHash<FontBook>> = LazyLock::new(|| LazyHash::new(FontBook::from_fonts(FONTS.iter())));

/// Whether there is a typeface for the language's script.
pub fn can_write(language: &Language) -> bool {
    let script = SCRIPTS.iter().find(|(_, languages)| languages.contains(&language.primary()));
    script.is_none_or(|(letter, _)| has(*letter))
}

/// The text with a box for what no typeface here has, as a typewriter without the letter would; a row of such is one box.
pub fn printable(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut run = 0;
    for c in text.chars() {
        if c.is_whitespace() || c == '\u{ad}' || c == '\u{200b}' {
            run = 0;
            out.push(if c == '\n' { '\n' } else { c });
            continue;
        }
        let shown = if has(c) { c } else { '\u{25a1}' };
        if shown == '\u{25a1}' && out.ends_with('\u{25a1}') {
            continue;
        }
        run += 1;
        if run > LONGEST_WORD {
            out.push('\u{200b}');
            run = 1;
        }
        out.push(shown);
    }
    out
}

/// The typefaces by the names of their families.
static FAMILIES: LazyLock<Vec<Vec<&'static Font>>> = LazyLock::new(|| {
    let mut families: Vec<Vec<&Font>> = Vec::new();
    for font in FONTS.iter() {
        match families.iter_mut().find(|all| all[0].info().family == font.info().family) {
            Some(all) => all.push(font),
            None => families.push(vec![font]),
        }
    }
    families
});

/// Whether every face of a family has the letter, so that it is there in bold and in italics too.
fn has(c: char) -> bool {
    FAMILIES.iter().any(|all| all.iter().all(|font| font.info().coverage.contains(u32::from(c))))
}

#[cfg(test)]
mod tests {
    use super::{has, printable};

    #[test]
    fn the_letters_of_our_languages_are_there() {
        let letters = "abcæøåÆØÅ čđŋšŧžČĐŊŠŦŽ äöüéèàçñ ąćęłńóśźż абвгґдеєжзиіїйклмнопрстуфхцчшщьюя 0123456789 «»–…§€½□ هل تحتاج إلى مساعدة؟ ሓገዝ የድልየኩም ዶ።";
        for c in letters.chars().filter(|c| !c.is_whitespace()) {
            assert!(has(c), "{c}");
        }
    }

    #[test]
    fn what_no_typeface_has_is_a_box() {
        assert_eq!(printable("Kari 😀👍🏽 Normann"), "Kari □ Normann");
        assert_eq!(printable("日本語 ok"), "□ ok");
    }

    #[test]
    fn endless_words_may_be_broken() {
        assert_eq!(printable(&"a".repeat(100)).matches('\u{200b}').count(), 2);
        assert_eq!(
            printable("menneskerettighetsorganisasjonene"),
            "menneskerettighetsorganisasjonene"
        );
    }
}
