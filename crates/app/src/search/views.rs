use crate::{
    frame::{Cx, Published},
    offerings::{topic_name, url_encoded},
    texts::{T, Words},
};
use domain::{
    offerings::{Access, Offering},
    places::Place,
    referrals::doors_of,
    register::{Door, Register},
    schedule::{self, OpenState, clock, occurrence_in_words},
    search::{Answer, Hit, HitKind, suggest_chips},
    shared::{Key, Locale, Localized},
};
use maud::{Markup, html};
use ui::{
    Link, args, forms,
    parts::{self, Open, Tone, keep_together},
};

/// The body of the search page: the question again, sentences first, then where to go.
#[must_use]
pub fn answer_page(cx: &Cx, published: &Published, question: &str) -> Markup {
    let l = cx.locale();
    let page = Page {
        cx,
        register: &published.register,
        l,
    };
    let way = [Link::new(cx.link("/"), l.t(T::SearchHome))];
    html! {
        (parts::breadcrumbs(l, &way, &l.t(T::SearchTitle)))
        h1 { (l.t(T::SearchQuestion)) }
        (forms::search_form(l, &cx.link("/sok"), &l.t(T::SearchQuestion), question))
        @if question.is_empty() { (page.begin()) } @else { (page.answer(&published.index.search(question, cx.today()))) }
    }
}

struct Page<'a> {
    cx: &'a Cx,
    register: &'a Register,
    l: Locale,
}

impl Page<'_> {
    /// Nothing was asked yet: words to begin with.
    fn begin(&self) -> Markup {
        let chips: Vec<Link> = suggest_chips(self.register)
            .into_iter()
            .map(|chip| self.search_link(chip.words.get(self.l)))
            .collect();
        html! { p { (self.l.t(T::SearchBegin)) } (parts::chips(&chips)) }
    }

    fn search_link(&self, words: &str) -> Link {
        Link::new(self.cx.link(&format!("/sok?q={}", url_encoded(words))), words)
    }

    fn answer(&self, answer: &Answer) -> Markup {
        let l = self.l;
        let services: Vec<&Hit> = answer.hits.iter().filter(|h| h.kind == HitKind::DigitalService).collect();
        let shown: Vec<&Hit> = answer.hits.iter().filter(|h| h.kind != HitKind::DigitalService).take(8).collect();
        html! {
            @if let Some(meant) = &answer.did_you_mean {
                @let link = self.search_link(meant);
                p { (l.t(T::SearchDidYouMean)) " " a href=(link.href) { (link.label) } "?" }
            }
            div role="status" {
                @if !answer.understood { p { (l.t(T::SearchNotUnderstood)) } }
                @for headline in &answer.headlines { p.lead { (said(&headline.text, l)) } }
            }
            @if !services.is_empty() { (self.services(&services)) }
            h2 { (l.t(T::SearchGoHere)) }
            ol.hits { @for hit in shown { (self.hit(hit)) } }
            (self.call())
        }
    }

    fn call(&self) -> Markup {
        let phone = &self.register.municipality.phone;
        html! {
            @if parts::can_be_called(phone) { (parts::call_card(phone, &self.l.t(T::SearchOrCall))) }
            @else { (parts::card_soft(&html! { p { (self.l.t(T::SearchOrCome)) " " a href=(self.cx.link("/")) { (self.l.t(T::SearchSeeOpen)) } } })) }
        }
    }

    /// What is known about the digital services that were asked for.
    fn services(&self, hits: &[&Hit]) -> Markup {
        let l = self.l;
        let find = |key: &Key| self.register.services.iter().find(|s| s.key == *key);
        let found = hits.iter().filter_map(|h| find(&h.key)).take(3);
        html! {
            @for s in found {
                (parts::notice(Tone::Info, &html! {
                    p {
                        strong { (said(&s.name, l)) } ". " (l.ta(T::SearchOwner, &args![("owner", s.owner.get(l))]))
                        @if s.digital_only { " " (l.t(T::SearchDigitalOnly)) }
                        @if !s.website.is_empty() { " " a href=(s.website) { (l.ta(T::SearchGoToPage, &args![("name", s.name.get(l))])) } }
                    }
                }))
            }
        }
    }

    fn hit(&self, hit: &Hit) -> Markup {
        match hit.kind {
            HitKind::Offering => self.register.offerings.iter().find(|o| o.key == hit.key).map(|o| self.offering(o)),
            HitKind::Door => doors_of(self.register).into_iter().find(|d| d.key == hit.key).map(|d| self.door(d)),
            HitKind::Place => self.register.places.iter().find(|p| p.key == hit.key).map(|p| self.place(p)),
            HitKind::Organisation => self.organisation(&hit.key),
            HitKind::DigitalService => None,
        }
        .unwrap_or_default()
    }

    fn offering(&self, o: &Offering) -> Markup {
        html! {
            li.card {
                h3 { a href=(self.cx.link(&format!("/tilbud/{}", o.key))) { (said(&o.name, self.l)) } }
                p { (said(&o.summary, self.l)) }
                (self.state(&schedule::offering_state(self.register, o, self.cx.now), o.access))
            }
        }
    }

    fn place(&self, p: &Place) -> Markup {
        html! {
            li.card {
                h3 { a href=(self.cx.link(&format!("/steder/{}", p.key))) { (said(&p.name, self.l)) } }
                (self.state(&schedule::place_state(self.register, &p.key, self.cx.now), Access::JustCome))
            }
        }
    }

    fn organisation(&self, key: &Key) -> Option<Markup> {
        let o = self.register.organisations.iter().find(|o| o.key == *key)?;
        Some(html! {
            li.card {
                h3 { a href=(self.cx.link("/laringskart")) { (said(&o.name, self.l)) } }
                @if !o.about.is_empty() { p { (said(&o.about, self.l)) } }
                @if !o.phone.is_empty() { p { (parts::phone(&o.phone)) } }
            }
        })
    }

    fn door(&self, d: &Door) -> Markup {
        let l = self.l;
        let topics: Vec<String> = d.topics.iter().take(1).map(|t| topic_name(*t, l)).collect();
        html! {
            li.card {
                h3 { @if d.website.is_empty() { (said(&d.name, l)) } @else { a href=(d.website) { (said(&d.name, l)) } } }
                p { (said(&d.helps_with, l)) @if d.helps_with.is_empty() { (topics.join(", ")) } }
                @if !d.phone.is_empty() {
                    p { (l.t(T::SearchCall)) " " (parts::phone(&d.phone)) @if !d.hours.is_empty() { ". " (said(&d.hours, l)) } }
                }
            }
        }
    }

    fn state(&self, state: &OpenState, access: Access) -> Markup {
        let l = self.l;
        if let (OpenState::OpenNow { until, .. }, Access::JustCome) = (state, access) {
            let words = l.ta(T::SearchOpenUntil, &args![("until", clock(*until, l))]);
            return parts::status(Open::Now, &keep_together(&words));
        }
        let next = match state {
            OpenState::OpenNow { entry, .. } | OpenState::LaterToday { entry } => Some(entry),
            OpenState::CalledOffToday { next, .. } | OpenState::ClosedToday { next, .. } => next.as_ref(),
        };
        html! {
            @if let Some(entry) = next {
                @let when = keep_together(&occurrence_in_words(&entry.occurrence, self.cx.today(), l));
                p { (l.ta(T::SearchNext, &args![("when", when)])) }
            }
        }
    }
}

fn said(text: &Localized, l: Locale) -> Markup {
    let (words, language) = text.best(l);
    html! { @if language == l { (words) } @else { span lang=(language.code()) { (words) } } }
}
