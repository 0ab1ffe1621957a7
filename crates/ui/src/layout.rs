//! The frame around every page: head, skip link, landmarks, navigation, footer.

use domain::shared::Locale;
use maud::{DOCTYPE, Markup, PreEscaped, html};

use crate::assets::{self, Asset};
use crate::texts::{T, Words};
use crate::{args, art, forms, parts};

/// Who a page is for; decides stylesheet, text size and width.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    /// Everyone: large type, few things.
    Citizen,
    /// Guides at the counter: large targets, three columns on a tablet.
    Desk,
    /// Coordinators and leaders.
    Office,
    /// Info screen and queue board: no header, no footer, readable from six metres.
    Plain,
    /// A small window in a frame on somebody else's page: the citizens' look, no header, no footer.
    Framed,
}

impl Audience {
    /// Whether there is a header and a footer around the body.
    const fn has_surroundings(self) -> bool {
        !matches!(self, Self::Plain | Self::Framed)
    }
}

/// A link with words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The address.
    pub href: String,
    /// The words.
    pub label: String,
}

impl Link {
    /// A link.
    #[must_use]
    pub fn new(href: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            href: href.into(),
            label: label.into(),
        }
    }
}

/// The same page in a language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LanguageLink {
    /// The language.
    pub locale: Locale,
    /// The address of this page in that language.
    pub href: String,
    /// Whether this is the language being read.
    pub active: bool,
}

/// An entry of the main menu.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NavItem {
    /// The address.
    pub href: String,
    /// The words.
    pub label: String,
    /// Whether the page being read belongs here.
    pub current: bool,
}

/// Who is signed in, and how to sign out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct User {
    /// The name to show.
    pub name: String,
    /// Where the sign-out form posts to.
    pub sign_out_action: String,
    /// The page of one's own account; a shared device has none.
    pub account: Option<String>,
    /// The form token.
    pub csrf_token: String,
}

/// Everything around the body of a page. Start from [`Shell::new`] and set what differs:
///
/// ```
/// use domain::shared::Locale;
/// use ui::{Audience, Shell};
/// let shell = Shell { demo: true, ..Shell::new(Locale::Nb, Audience::Citizen, "Digihjelpen i Bergen", "Steder") };
/// let html = ui::page(&shell, &maud::html! { h1 { "Steder" } }).into_string();
/// assert!(html.contains("<title>Steder – Digihjelpen i Bergen</title>"));
/// assert!(html.contains("Hopp til innholdet"));
/// ```
#[derive(Clone, Debug)]
pub struct Shell {
    /// The language of the page.
    pub locale: Locale,
    /// What the page is; the first part of `<title>`.
    pub title: String,
    /// One sentence for search engines and shared links; left out when empty.
    pub description: String,
    /// The name of the service: "Digihjelpen i Bergen".
    pub service_name: String,
    /// Who it is for.
    pub audience: Audience,
    /// What every address within the service begins with: "", "/nn", "/k/4601/en". The name in the header leads there.
    pub base: String,
    /// The page in other languages; the current one is shown too, when given.
    pub language_links: Vec<LanguageLink>,
    /// The main menu; none when empty.
    pub nav: Vec<NavItem>,
    /// Whether to say on top that this is a demonstration.
    pub demo: bool,
    /// Whether search engines should leave the page out.
    pub noindex: bool,
    /// The full address (`https://…`) that stands for this page.
    pub canonical: Option<String>,
    /// The full address of a picture for shared links.
    pub og_image: Option<String>,
    /// schema.org data, already JSON.
    pub json_ld: Option<String>,
    /// More scripts than the audience's own.
    pub scripts: Vec<&'static Asset>,
    /// More stylesheets than the audience's own.
    pub styles: Vec<&'static Asset>,
    /// The address of the web manifest.
    pub manifest: Option<String>,
    /// The address of the web feed (Atom) of what comes.
    pub feed: Option<String>,
    /// The service's telephone, for the footer.
    pub phone: Option<String>,
    /// Links in the footer: privacy, accessibility.
    pub footer_links: Vec<Link>,
    /// Who is signed in.
    pub user: Option<User>,
    /// Load the page anew after so many seconds where no script runs.
    pub refresh_seconds: Option<u16>,
}

impl Shell {
    /// A shell with only what every page has.
    #[must_use]
    pub fn new(locale: Locale, audience: Audience, service_name: impl Into<String>, title: impl Into<String>) -> Self {
        Self {
            locale,
            title: title.into(),
            description: String::new(),
            service_name: service_name.into(),
            audience,
            base: String::new(),
            language_links: Vec::new(),
            nav: Vec::new(),
            demo: false,
            noindex: audience != Audience::Citizen,
            canonical: None,
            og_image: None,
            json_ld: None,
            scripts: Vec::new(),
            styles: Vec::new(),
            manifest: None,
            feed: None,
            phone: None,
            footer_links: Vec::new(),
            user: None,
            refresh_seconds: None,
        }
    }

    /// An address within the service: the base before a path that begins with `/`.
    #[must_use]
    pub fn href(&self, path: &str) -> String {
        if path == "/" && !self.base.is_empty() {
            self.base.clone()
        } else {
            format!("{}{path}", self.base)
        }
    }
}

/// A whole page. The body stands in `<main id="innhold">` and has exactly one `h1` of its own.
#[must_use]
pub fn page(shell: &Shell, body: &Markup) -> Markup {
    debug_assert_eq!(
        body.0.matches("<h1").count(),
        1,
        "a page has exactly one h1: {}",
        shell.title
    );
    let class = match shell.audience {
        Audience::Citizen => "citizen",
        Audience::Desk => "desk",
        Audience::Office => "office",
        Audience::Plain => "plain",
        Audience::Framed => "citizen framed",
    };
    html! {
        (DOCTYPE)
        html lang=(shell.locale.code()) {
            head { (head(shell)) }
            body class=(class) {
                @if shell.audience.has_surroundings() {
                    a.skip href="#innhold" { (shell.locale.t(T::UiSkipToContent)) }
                }
                @if shell.demo && shell.audience != Audience::Framed { (demo_banner(shell.locale)) }
                @if shell.audience.has_surroundings() { (header(shell)) }
                main #innhold tabindex="-1" { div.wrap { (body) } }
                @if shell.audience.has_surroundings() { (footer(shell)) }
            }
        }
    }
}

fn head(shell: &Shell) -> Markup {
    let style = match shell.audience {
        Audience::Citizen | Audience::Framed => &assets::CITIZEN_CSS,
        Audience::Desk | Audience::Office => &assets::STAFF_CSS,
        Audience::Plain => &assets::BOARD_CSS,
    };
    let title = if shell.title == shell.service_name || shell.title.is_empty() {
        shell.service_name.clone()
    } else {
        format!("{} – {}", shell.title, shell.service_name)
    };
    html! {
        meta charset="utf-8";
        title { (title) }
        meta name="viewport" content="width=device-width, initial-scale=1";
        link rel="preload" href=(assets::SOURCE_SANS_3_WOFF2.path()) as="font" type="font/woff2" crossorigin;
        link rel="stylesheet" href=(style.path());
        @for style in &shell.styles { link rel="stylesheet" href=(style.path()); }
        @if let Some(seconds) = shell.refresh_seconds {
            noscript { meta http-equiv="refresh" content=(seconds); }
        }
        meta name="theme-color" content="#fbf8f3" media="(prefers-color-scheme: light)";
        meta name="theme-color" content="#131c20" media="(prefers-color-scheme: dark)";
        link rel="icon" type="image/svg+xml" href=(assets::MARK_SVG.path());
        link rel="apple-touch-icon" href=(assets::ICON_180_PNG.path());
        @if let Some(manifest) = &shell.manifest { link rel="manifest" href=(manifest); }
        @if let Some(feed) = &shell.feed {
            link rel="alternate" type="application/atom+xml" title=(shell.service_name) href=(feed);
        }
        @if shell.noindex { meta name="robots" content="noindex"; }
        (sharing(shell, &title))
        @for script in &shell.scripts { script src=(script.path()) defer {} }
    }
}

/// What search engines and shared links read.
fn sharing(shell: &Shell, title: &str) -> Markup {
    let origin = shell.canonical.as_deref().and_then(origin).unwrap_or_default();
    html! {
        @if !shell.description.is_empty() {
            meta name="description" content=(shell.description);
            meta property="og:description" content=(shell.description);
        }
        @if let Some(canonical) = &shell.canonical {
            link rel="canonical" href=(canonical);
            meta property="og:title" content=(title);
            meta property="og:type" content="website";
            meta property="og:site_name" content=(shell.service_name);
            meta property="og:url" content=(canonical);
            meta property="og:locale" content=(match shell.locale {
                Locale::Nb => "nb_NO",
                Locale::Nn => "nn_NO",
                Locale::En => "en_GB",
            });
            @for link in &shell.language_links {
                link rel="alternate" hreflang=(link.locale.code()) href={ (origin) (link.href) };
            }
        }
        @if let Some(image) = &shell.og_image { meta property="og:image" content=(image); }
        @if let Some(json) = &shell.json_ld {
            // "</" inside would end the element; "<\/" is the same JSON.
            script type="application/ld+json" { (PreEscaped(json.replace("</", "<\\/").replace("<!--", "\\u003c!--"))) }
        }
    }
}

/// `https://host` of a full address.
fn origin(address: &str) -> Option<&str> {
    let after_scheme = address.find("://")? + 3;
    let host = address.get(after_scheme..)?.find('/').unwrap_or(address.len() - after_scheme);
    address.get(..after_scheme + host)
}

fn demo_banner(locale: Locale) -> Markup {
    html! { aside.demo aria-label=(locale.t(T::UiDemoLabel)) { div.wrap { p { (locale.t(T::UiDemoBanner)) } } } }
}

fn header(shell: &Shell) -> Markup {
    html! {
        header.top {
            div.wrap {
                a.brand href=(shell.href("/")) { (art::mark()) span { (shell.service_name) } }
                @if shell.nav.is_empty() {
                    (around(shell))
                } @else {
                    // On a small screen the same stands behind one word; the stylesheet shows one of the two.
                    div.wide { (around(shell)) }
                    details.menu { summary { (shell.locale.t(T::UiMenu)) } div { (around(shell)) } }
                }
            }
        }
    }
}

/// The menu, who is signed in, and the languages.
fn around(shell: &Shell) -> Markup {
    html! {
        @if !shell.nav.is_empty() { (navigation(shell)) }
        @if let Some(user) = &shell.user { (signed_in(shell.locale, user)) }
        @if !shell.language_links.is_empty() { (languages(shell)) }
    }
}

fn navigation(shell: &Shell) -> Markup {
    html! {
        nav.nav aria-label=(shell.locale.t(T::UiMainMenu)) {
            ul {
                @for item in &shell.nav {
                    li { a href=(item.href) aria-current=[item.current.then_some("page")] { (item.label) } }
                }
            }
        }
    }
}

fn languages(shell: &Shell) -> Markup {
    html! {
        nav aria-label=(shell.locale.t(T::UiLanguage)) {
            ul.langs {
                @for link in &shell.language_links {
                    li {
                        a href=(link.href) lang=(link.locale.code()) hreflang=(link.locale.code())
                            aria-current=[link.active.then_some("true")] { (language_name(link.locale)) }
                    }
                }
            }
        }
    }
}

/// The name of a language, in that language.
///
/// ```
/// assert_eq!(ui::layout::language_name(domain::shared::Locale::Nn), "Nynorsk");
/// ```
#[must_use]
pub fn language_name(locale: Locale) -> String {
    locale.t(match locale {
        Locale::Nb => T::UiLanguageNb,
        Locale::Nn => T::UiLanguageNn,
        Locale::En => T::UiLanguageEn,
    })
}

fn signed_in(locale: Locale, user: &User) -> Markup {
    let out = html! {
        button.ds-button data-variant="tertiary" type="submit" { (locale.t(T::UiSignOut)) }
    };
    html! {
        div.user {
            @let name = locale.ta(T::UiSignedInAs, &args![("name", user.name.as_str())]);
            @match &user.account { Some(account) => a href=(account) { (name) }, None => span { (name) } }
            (forms::form(&user.sign_out_action, &user.csrf_token, &out))
        }
    }
}

fn footer(shell: &Shell) -> Markup {
    html! {
        footer.foot {
            div.wrap {
                p { strong { (shell.service_name) } }
                @if let Some(number) = &shell.phone {
                    p { (shell.locale.t(T::UiCallUs)) ": " (parts::phone(number)) }
                }
                @if !shell.footer_links.is_empty() {
                    ul { @for link in &shell.footer_links { li { a href=(link.href) { (link.label) } } } }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rendered(shell: &Shell) -> String {
        page(shell, &html! { h1 { "Steder" } }).into_string()
    }

    #[test]
    fn shared_links_get_full_addresses() {
        let link = |locale, href: &str| LanguageLink {
            locale,
            href: href.into(),
            active: false,
        };
        let shell = Shell {
            canonical: Some("https://hjelp.example.no/nn/steder".into()),
            language_links: vec![link(Locale::Nb, "/nb/steder"), link(Locale::En, "/en/steder")],
            ..Shell::new(Locale::Nn, Audience::Citizen, "Digihjelpen", "Stader")
        };
        let html = rendered(&shell);
        assert!(
            html.contains(r#"<link rel="alternate" hreflang="en" href="https://hjelp.example.no/en/steder">"#),
            "{html}"
        );
        assert!(!html.contains("noindex"));
    }

    #[test]
    fn data_for_search_engines_cannot_end_its_element() {
        let json = r#"{"name":"</script><script>alert(1)</script>"}"#.to_owned();
        let shell = Shell {
            json_ld: Some(json),
            ..Shell::new(Locale::Nb, Audience::Citizen, "Digihjelpen", "Steder")
        };
        let html = rendered(&shell);
        assert_eq!(html.matches("</script>").count(), 1, "{html}");
        assert!(html.contains(r"<\/script>"));
    }

    #[test]
    fn the_menu_of_staff_opens_without_script() {
        let item = NavItem {
            href: "/skranke".into(),
            label: "Skranke".into(),
            current: true,
        };
        let with = rendered(&Shell {
            nav: vec![item],
            ..Shell::new(Locale::Nb, Audience::Desk, "D", "S")
        });
        assert!(
            with.contains("<details class=\"menu\"><summary>Meny</summary>"),
            "{with}"
        );
        assert_eq!(with.matches("href=\"/skranke\"").count(), 2, "one for each width");
        let without = rendered(&Shell::new(Locale::Nb, Audience::Citizen, "D", "S"));
        assert!(!without.contains("class=\"menu\""));
    }

    #[test]
    fn addresses_keep_the_base() {
        let shell = Shell {
            base: "/k/4601/nn".into(),
            ..Shell::new(Locale::Nn, Audience::Citizen, "D", "S")
        };
        assert_eq!(shell.href("/"), "/k/4601/nn");
        assert_eq!(shell.href("/steder"), "/k/4601/nn/steder");
        assert_eq!(
            Shell {
                base: String::new(),
                ..shell
            }
            .href("/"),
            "/"
        );
    }

    #[test]
    fn a_first_visit_stays_small() {
        let sent = |a: &Asset| a.br.map_or(a.bytes.len(), <[u8]>::len);
        let files = [&assets::CITIZEN_CSS, &assets::SOURCE_SANS_3_WOFF2, &assets::MARK_SVG, &assets::ICON_180_PNG];
        let total: usize = files.into_iter().map(sent).sum();
        assert!(
            total < 45_000,
            "style, typeface and icons are {total} bytes; a first visit has 80 000 for everything"
        );
    }
}
