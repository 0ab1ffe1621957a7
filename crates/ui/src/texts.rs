//! Texts in three languages: keys are an enum made from the `.ftl` files while building, so a missing text does not
//! compile and a page never shows a key.

use std::sync::OnceLock;

use domain::shared::Locale;
pub use fluent_bundle::FluentArgs;
use fluent_bundle::FluentResource;
use fluent_bundle::concurrent::FluentBundle;

/// A text of one crate; implemented by the generated enum `T`.
pub trait TextKey: Copy {
    /// The key as it stands in the `.ftl` file.
    fn key(self) -> &'static str;
    /// The texts that hold this key.
    fn catalog() -> &'static Catalog;
}

/// The texts of one crate. Each language is parsed the first time it is asked for.
pub struct Catalog {
    sources: [&'static [&'static str]; 3],
    bundles: [OnceLock<FluentBundle<FluentResource>>; 3],
}

impl Catalog {
    /// A catalogue of `.ftl` sources in the order of [`Locale::ALL`].
    #[must_use]
    pub const fn new(sources: [&'static [&'static str]; 3]) -> Self {
        Self {
            sources,
            bundles: [OnceLock::new(), OnceLock::new(), OnceLock::new()],
        }
    }

    fn bundle(&self, locale: Locale) -> &FluentBundle<FluentResource> {
        let i = match locale {
            Locale::Nb => 0,
            Locale::Nn => 1,
            Locale::En => 2,
        };
        self.bundles[i].get_or_init(|| bundle(locale, self.sources[i]))
    }

    fn text(&self, locale: Locale, key: &str, args: Option<&FluentArgs>) -> String {
        let bundle = self.bundle(locale);
        let Some(pattern) = bundle.get_message(key).and_then(|m| m.value()) else {
            return key.to_owned();
        };
        bundle.format_pattern(pattern, args, &mut Vec::new()).into_owned()
    }
}

fn bundle(locale: Locale, sources: &[&str]) -> FluentBundle<FluentResource> {
    let language = locale.code().parse().unwrap_or_default();
    let mut bundle = FluentBundle::new_concurrent(vec![language]);
    // The marks around placeholders would be read aloud, and follow a copied phone number.
    bundle.set_use_isolating(false);
    for source in sources {
        // Syntax and duplicates were checked when the sources were compiled in.
        let resource = FluentResource::try_new((*source).to_owned()).unwrap_or_else(|(resource, _)| resource);
        let _ = bundle.add_resource(resource);
    }
    bundle
}

/// Saying a text in a language.
///
/// ```
/// use domain::shared::Locale;
/// use ui::texts::{T, Words};
/// use ui::args;
/// assert_eq!(Locale::Nn.t(T::UiSkipToContent), "Hopp til innhaldet");
/// assert_eq!(Locale::En.ta(T::UiPageOf, &args![("page", 2), ("pages", 7)]), "Page 2 of 7");
/// ```
pub trait Words {
    /// The text of a key without placeholders.
    fn t<K: TextKey>(self, key: K) -> String;
    /// The text of a key with its placeholders filled in; see [`crate::args!`].
    fn ta<K: TextKey>(self, key: K, args: &FluentArgs) -> String;
}

impl Words for Locale {
    fn t<K: TextKey>(self, key: K) -> String {
        K::catalog().text(self, key.key(), None)
    }

    fn ta<K: TextKey>(self, key: K, args: &FluentArgs) -> String {
        K::catalog().text(self, key.key(), Some(args))
    }
}

/// Placeholders for [`Words::ta`]: `args![("n", 3), ("name", "Hovedbiblioteket")]`. Numbers choose the plural.
#[macro_export]
macro_rules! args {
    ($(($name:expr, $value:expr)),* $(,)?) => {{
        #[allow(unused_mut)]
        let mut args = $crate::texts::FluentArgs::new();
        $(args.set($name, $value);)*
        args
    }};
}

include!(concat!(env!("OUT_DIR"), "/texts.rs"));
