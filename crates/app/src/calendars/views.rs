//! How to follow the calendar, said so that somebody who never did can.

use super::feed::{self, Choice, full_address};
use crate::{
    frame::{Cx, Published},
    office::words::offering_kind,
    texts::{T, Words},
};
use domain::{offerings::OfferingKind, places::Place};
use maud::{Markup, html};
use std::collections::BTreeSet;
use ui::{
    Link,
    forms::{self, Choice as Option_, Field},
    parts::{self, Weight},
};

/// The section on the calendar's own page.
#[must_use]
pub fn follow_section(cx: &Cx) -> Markup {
    let l = cx.locale();
    html! {
        section.card.soft #abonner {
            h2 { (l.t(T::CalendarsFollowTitle)) }
            p { (l.t(T::CalendarsFollowLead)) }
            (parts::actions(&[
                parts::button_link(&l.t(T::CalendarsFollowAdd), &webcal(cx, "/kalender.ics"), Weight::Secondary),
                parts::button_link(&l.t(T::CalendarsFollowChoose), &cx.link("/kalender/abonner"), Weight::Quiet),
            ]))
        }
    }
}

/// The address that calendar programs open by themselves.
#[must_use]
pub fn webcal(cx: &Cx, path: &str) -> String {
    let address = full_address(cx, path);
    match address.split_once("://") {
        Some((_, rest)) => format!("webcal://{rest}"),
        None => address,
    }
}

fn places<'a>(cx: &Cx, published: &'a Published) -> Vec<&'a Place> {
    let used: BTreeSet<_> = published
        .register
        .offerings
        .iter()
        .filter(|o| Choice::default().takes(o))
        .flat_map(|o| o.schedules.iter().map(|s| &s.place))
        .collect();
    let today = cx.today();
    let open = |p: &&Place| p.ended.is_none_or(|day| day > today) && used.contains(&p.key);
    published.register.places.iter().filter(open).collect()
}

/// The page where one chooses what to follow.
#[must_use]
pub fn follow(cx: &Cx, published: &Published, choice: &Choice) -> Markup {
    let l = cx.locale();
    let path = format!("/kalender.ics{}", choice.query());
    let way = [
        Link::new(cx.link("/"), l.t(T::OfferingsHome)),
        Link::new(cx.link("/kalender"), l.t(T::OfferingsCalendar)),
    ];
    html! {
        (parts::breadcrumbs(l, &way, &l.t(T::CalendarsFollowTitle)))
        h1 { (l.t(T::CalendarsFollowTitle)) }
        p.lead { (l.t(T::CalendarsFollowLead)) }
        (choose(cx, published, choice))
        section.card aria-labelledby="adresse" {
            h2 #adresse { (feed::name(published, choice, l)) }
            (parts::actions(&[parts::button_link(&l.t(T::CalendarsFollowAdd), &webcal(cx, &path), Weight::Primary)]))
            p { (l.t(T::CalendarsFollowCopy)) }
            p.address { a href=(cx.scope.link_in(l, &path)) { (full_address(cx, &path)) } }
        }
        section {
            h2 { (l.t(T::CalendarsHowTitle)) }
            (parts::facts(&[
                (l.t(T::CalendarsHowPhone), html! { (l.t(T::CalendarsHowPhoneText)) }),
                (l.t(T::CalendarsHowGoogle), html! { (l.t(T::CalendarsHowGoogleText)) }),
                (l.t(T::CalendarsHowOutlook), html! { (l.t(T::CalendarsHowOutlookText)) }),
            ]))
            p { (l.t(T::CalendarsHowStop)) }
            p { (l.t(T::CalendarsHowPrivate)) }
        }
        p { a href=(cx.link("/kommer.atom")) { (l.t(T::CalendarsAtom)) } }
    }
}

fn choose(cx: &Cx, published: &Published, choice: &Choice) -> Markup {
    let l = cx.locale();
    let any = |chosen: bool| Option_::new("", l.t(T::CalendarsAll), chosen);
    let mut where_: Vec<Option_> = vec![any(choice.place.is_none())];
    where_.extend(
        places(cx, published)
            .into_iter()
            .map(|p| Option_::new(p.key.as_str(), p.name.get(l), choice.place.as_ref() == Some(&p.key))),
    );
    let here =
        |k: &OfferingKind| published.register.offerings.iter().any(|o| o.kind == *k && Choice::default().takes(o));
    let mut kinds: Vec<Option_> = vec![any(choice.kinds.is_empty())];
    kinds.extend(
        OfferingKind::ALL
            .into_iter()
            .filter(here)
            .map(|k| Option_::new(k.code(), offering_kind(k, l), choice.kinds.contains(&k))),
    );
    let tongues: BTreeSet<&str> = published
        .register
        .offerings
        .iter()
        .filter(|o| Choice::default().takes(o))
        .flat_map(|o| o.languages.iter().map(String::as_str))
        .collect();
    let mut languages: Vec<Option_> = vec![any(choice.languages.is_empty())];
    languages.extend(tongues.into_iter().map(|code| {
        let chosen = choice.languages.iter().any(|c| c == code);
        Option_::new(code, crate::offerings::language_name(code, l), chosen)
    }));
    let fields = html! {
        (forms::select(&Field::new("sted", l.t(T::CalendarsWhere)), &where_))
        (forms::select(&Field::new("type", l.t(T::CalendarsWhat)), &kinds))
        (forms::select(&Field::new("sprak", l.t(T::CalendarsLanguage)), &languages))
        (parts::actions(&[parts::button(&l.t(T::CalendarsShow), Weight::Secondary)]))
    };
    html! {
        section {
            h2 { (l.t(T::CalendarsChooseTitle)) }
            (forms::get_form(&cx.link("/kalender/abonner"), &fields))
        }
    }
}
