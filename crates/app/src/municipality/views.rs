use crate::{
    frame::{Cx, Published},
    texts::{T, Words},
};
use domain::{
    offerings::Topic,
    register::Milestone,
    shared::{Locale, Localized},
};
use maud::{Markup, html};
use serde_json::{Value, json};
use std::fmt::Write as _;
use ui::{Link, args, assets, parts};

fn crumbs(cx: &Cx, title: T) -> Markup {
    let l = cx.locale();
    parts::breadcrumbs(l, &[Link::new(cx.link("/"), l.t(T::MunicipalityHome))], &l.t(title))
}

fn said(text: &Localized, l: Locale) -> Markup {
    let (words, language) = text.best(l);
    html! { @if language == l { (words) } @else { span lang=(language.code()) { (words) } } }
}

/// About the service: what, who, how to reach it, and how it has grown.
pub fn about(cx: &Cx, published: &Published) -> Markup {
    let (l, m) = (cx.locale(), &published.register.municipality);
    html! {
        (crumbs(cx, T::MunicipalityAbout))
        h1 { (said(&m.service_name, l)) }
        p.lead { (said(&m.about, l)) }
        (parts::actions(&[
            parts::button_link(&l.t(T::MunicipalitySeeHelp), &cx.link("/hva-vi-hjelper-med"), parts::Weight::Primary),
            parts::button_link(&l.t(T::MunicipalitySeeAll), &cx.link("/laringskart"), parts::Weight::Secondary),
        ]))
        section {
            h2 { (l.t(T::MunicipalityReach)) }
            (reach(cx, published))
        }
        (history(published, l))
    }
}

fn reach(cx: &Cx, published: &Published) -> Markup {
    let (l, m) = (cx.locale(), &published.register.municipality);
    html! {
        @if !m.phone.is_empty() {
            p {
                (l.t(T::MunicipalityPhone)) " " (parts::phone(&m.phone))
                @if parts::can_be_called(&m.phone) { @if !m.phone_hours.is_empty() { ". " (said(&m.phone_hours, l)) } }
                @else { ". " (l.t(T::MunicipalityExamplePhone)) }
            }
        }
        @if !m.email.is_empty() { p { (l.t(T::MunicipalityEmail)) " " a href={ "mailto:" (m.email) } { (m.email) } } }
        @if !m.homepage.is_empty() {
            p { a href=(m.homepage) { (l.ta(T::MunicipalityHomepage, &args![("name", m.name.get(l))])) } }
        }
        p { a href=(cx.link("/steder")) { (l.t(T::MunicipalityPlaces)) } }
    }
}

fn history(published: &Published, l: Locale) -> Markup {
    let mut milestones: Vec<&Milestone> = published.register.milestones.iter().collect();
    milestones.sort_by_key(|m| m.year);
    html! {
        @if !milestones.is_empty() {
            section {
                h2 { (l.t(T::MunicipalityHistory)) }
                @let facts: Vec<(String, Markup)> = milestones.into_iter().map(|m| (years(m), said(&m.text, l))).collect();
                (parts::facts(&facts))
            }
        }
    }
}

fn years(milestone: &Milestone) -> String {
    match milestone.until_year {
        Some(until) => format!("{}–{until}", milestone.year),
        None => milestone.year.to_string(),
    }
}

/// How the pages can be used, and whom to tell when they cannot.
pub fn accessibility(cx: &Cx, published: &Published) -> Markup {
    let parts = [
        (T::MunicipalityAccessGoal, T::MunicipalityAccessGoalText),
        (T::MunicipalityAccessHow, T::MunicipalityAccessHowText),
        (T::MunicipalityAccessPlaces, T::MunicipalityAccessPlacesText),
        (T::MunicipalityAccessTell, T::MunicipalityAccessTellText),
    ];
    statement(
        cx,
        published,
        T::MunicipalityAccessibility,
        T::MunicipalityAccessLead,
        &parts,
    )
}

fn statement(cx: &Cx, published: &Published, title: T, lead: T, parts: &[(T, T)]) -> Markup {
    let l = cx.locale();
    html! {
        (crumbs(cx, title))
        h1 { (l.t(title)) }
        p.lead { (l.t(lead)) }
        @for (heading, text) in parts { section { h2 { (l.t(*heading)) } p { (l.t(*text)) } } }
        section { h2 { (l.t(T::MunicipalityReach)) } (reach(cx, published)) }
    }
}

/// What search engines may read. A demonstration says on each page that it is not to be found.
pub fn robots(cx: &Cx) -> String {
    let mut out = String::from("User-agent: *\n");
    for path in ["/skranke", "/kontor", "/logg-inn", "/sok"] {
        // Writing to a string does not fail.
        let _ = writeln!(out, "Disallow: {path}\nDisallow: /*{path}");
    }
    let sitemap = cx.scope.base.clone() + "/sitemap.xml";
    let _ = writeln!(out, "\nSitemap: {}{sitemap}", cx.scope.origin);
    out
}

/// Every page for citizens in every language, each naming the others (sitemaps.org, with `hreflang` alternates).
pub fn sitemap(cx: &Cx, published: &Published) -> String {
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" \
         xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n",
    );
    let address = |l: Locale, path: &str| escaped(&format!("{}{}", cx.scope.origin, cx.scope.link_in(l, path)));
    for path in paths(cx, published) {
        for locale in Locale::ALL {
            // Writing to a string does not fail.
            let _ = write!(out, "<url><loc>{}</loc>", address(locale, &path));
            for other in Locale::ALL {
                let (code, href) = (other.code(), address(other, &path));
                let _ = write!(
                    out,
                    "<xhtml:link rel=\"alternate\" hreflang=\"{code}\" href=\"{href}\"/>"
                );
            }
            out.push_str("</url>\n");
        }
    }
    out.push_str("</urlset>\n");
    out
}

fn paths(cx: &Cx, published: &Published) -> Vec<String> {
    let register = &published.register;
    let here = |ended: Option<jiff::civil::Date>| ended.is_none_or(|day| day > cx.today());
    let fixed = ["/", "/tilbud", "/steder", "/laringskart", "/kalender", "/hva-vi-hjelper-med", "/om", "/personvern"];
    let mut out: Vec<String> = fixed.into_iter().chain(["/tilgjengelighet"]).map(str::to_owned).collect();
    let shown: Vec<_> = register.offerings.iter().filter(|o| o.published && here(o.ended)).collect();
    out.extend(shown.iter().map(|o| format!("/tilbud/{}", o.key)));
    out.extend(register.places.iter().filter(|p| here(p.ended)).map(|p| format!("/steder/{}", p.key)));
    let helped = |t: &Topic| shown.iter().any(|o| o.topics.contains(t));
    out.extend(Topic::ALL.into_iter().filter(helped).map(|t| format!("/tema/{}", t.code())));
    out
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// Name and icon on a phone's first screen.
pub fn manifest(cx: &Cx, published: &Published) -> Value {
    let l = cx.locale();
    let m = &published.register.municipality;
    let icon = |asset: &assets::Asset, size: &str| json!({"src": asset.path(), "sizes": size, "type": "image/png"});
    json!({
        "name": m.service_name.get(l),
        "short_name": l.t(T::MunicipalityShortName),
        "description": m.about.get(l),
        "lang": l.code(),
        "start_url": cx.link("/"),
        "scope": cx.link("/"),
        "display": "standalone",
        "background_color": "#fbf8f3",
        "theme_color": "#fbf8f3",
        "icons": [icon(&assets::ICON_192_PNG, "192x192"), icon(&assets::ICON_512_PNG, "512x512")],
    })
}
