//! What several of the public pages are put together from.

use super::words;
use crate::{
    frame::{AppError, Cx, Published},
    texts::{T, Words},
};
use domain::{
    enrolments::Target,
    offerings::{Access, Offering, OfferingKind},
    places::Place,
    register::Register,
    schedule::{Entry, Occurrence, OpenState, clock, closure_in_words, occurrence_in_words, time_range},
    shared::{Key, Locale, Localized},
};
use jiff::civil::Date;
use maud::{Markup, html};
use ui::{
    Link, args,
    parts::{self, Open, Tone, keep_together},
};

/// What a public page is made from: the request and what is published.
pub struct Reading<'a> {
    /// The request.
    pub cx: &'a Cx,
    /// What the municipality has published.
    pub published: &'a Published,
    /// The language of the page.
    pub l: Locale,
    /// Today, in Norway.
    pub today: Date,
    /// What is special on single dates, as the plans of events say.
    pub specials: Vec<(Target, Localized)>,
}

impl<'a> Reading<'a> {
    /// Reads for a request.
    #[must_use]
    pub fn new(cx: &'a Cx, published: &'a Published) -> Self {
        Self {
            cx,
            published,
            l: cx.locale(),
            today: cx.today(),
            specials: Vec::new(),
        }
    }

    /// The same with what is special on the dates of some weeks around a day.
    ///
    /// # Errors
    /// A fault of the database.
    pub async fn with_specials(mut self, around: Date) -> Result<Self, AppError> {
        self.specials = crate::events::specials(self.cx, around, around).await?;
        Ok(self)
    }

    /// What is special about an occurrence: its plan's heading, else the note in the schedule; may be empty.
    #[must_use]
    pub fn special<'b>(&'b self, offering: &Key, o: &'b Occurrence) -> &'b Localized {
        let same =
            |t: &Target| t.offering == *offering && t.schedule == o.schedule && t.original == Some(o.original.date);
        self.specials.iter().find(|(t, _)| same(t)).map_or(&o.note, |(_, words)| words)
    }

    /// Everything the municipality has written.
    #[must_use]
    pub const fn register(&self) -> &'a Register {
        &self.published.register
    }

    /// The offerings that citizens see: published, not ended.
    pub fn offerings(&self) -> impl Iterator<Item = &'a Offering> {
        let today = self.today;
        self.published.register.offerings.iter().filter(move |o| o.published && !has_ended(o.ended, today))
    }

    /// The places that citizens see.
    pub fn places(&self) -> impl Iterator<Item = &'a Place> {
        let today = self.today;
        self.published.register.places.iter().filter(move |p| !has_ended(p.ended, today))
    }

    /// The name of a place, with the house it is in.
    #[must_use]
    pub fn place_name(&self, key: &Key) -> String {
        let Some(place) = self.published.place(key.as_str()) else {
            return String::new();
        };
        let name = place.name.get(self.l);
        match place.part_of.as_ref().and_then(|house| self.published.place(house.as_str())) {
            Some(house) => format!("{name}, {}", house.name.get(self.l)),
            None => name.to_owned(),
        }
    }

    /// The place as a link.
    #[must_use]
    pub fn place_link(&self, key: &Key) -> Markup {
        html! { a href=(self.cx.link(&format!("/steder/{key}"))) { (self.place_name(key)) } }
    }

    /// An offering as a link.
    #[must_use]
    pub fn offering_link(&self, offering: &Offering) -> Markup {
        html! { a href=(self.cx.link(&format!("/tilbud/{}", offering.key))) { (said(&offering.name, self.l)) } }
    }

    /// The name of an organisation; empty when there is no such.
    #[must_use]
    pub fn organisation_name(&self, key: &Key) -> String {
        let found = self.register().organisations.iter().find(|o| o.key == *key);
        found.map_or_else(String::new, |o| o.name.get(self.l).to_owned())
    }

    /// When an occurrence is, kept together at the end of a line.
    #[must_use]
    pub fn when(&self, occurrence: &Occurrence) -> String {
        keep_together(&occurrence_in_words(occurrence, self.today, self.l))
    }

    /// A row of a list of what is on: time, what, where unless it is `here`; and why when it is called off.
    #[must_use]
    pub fn row(&self, entry: &Entry, here: Option<&Key>) -> Markup {
        let o = &entry.occurrence;
        let Some(offering) = self.published.offering(entry.offering.as_str()) else {
            return html! {};
        };
        let hours = keep_together(&time_range(o.start, o.end, self.l));
        html! {
            li {
                span.hours { (hours) }
                div {
                    strong { (self.offering_link(offering)) }
                    @let special = self.special(&entry.offering, o);
                    @if !special.is_empty() { br; (said(special, self.l)) }
                    @if here != Some(&o.place) { br; (self.place_link(&o.place)) }
                    @if let Some(tag) = self.access_tag(entry) { " " (tag) }
                    @if let Some(reason) = called_off(o) {
                        (parts::status(Open::CalledOff, &self.l.t(T::OfferingsCalledOff)))
                        @if !reason.is_empty() { p { (said(reason, self.l)) } }
                    }
                }
            }
        }
    }

    fn access_tag(&self, entry: &Entry) -> Option<Markup> {
        let words = match entry.access {
            Access::JustCome if entry.partner => T::OfferingsTagPartner,
            Access::JustCome => return None,
            Access::ByAppointment => T::OfferingsTagAppointment,
            Access::SignUp => T::OfferingsTagSignUp,
            Access::Closed => T::OfferingsTagClosed,
        };
        Some(parts::tag(Tone::Info, &self.l.t(words)))
    }

    /// Whether somebody is there, in a line with its shape, and the next time when nobody is.
    #[must_use]
    pub fn state(&self, state: &OpenState) -> Markup {
        let l = self.l;
        match state {
            OpenState::OpenNow { until, .. } => {
                let words = l.ta(T::OfferingsOpenUntil, &args![("until", clock(*until, l))]);
                parts::status(Open::Now, &keep_together(&words))
            }
            OpenState::LaterToday { entry } => {
                let words = l.ta(
                    T::OfferingsOpensToday,
                    &args![("start", clock(entry.occurrence.start, l))],
                );
                parts::status(Open::Soon, &keep_together(&words))
            }
            OpenState::CalledOffToday { reason, next } => html! {
                (parts::status(Open::CalledOff, &l.t(T::OfferingsCalledOffToday)))
                @if !reason.is_empty() { p { (said(reason, l)) } }
                (self.next_time(next.as_ref()))
            },
            OpenState::ClosedToday { why, next } => html! {
                @let reason = why.as_ref().map(|c| closure_in_words(c, self.today, l)).unwrap_or_default();
                @if reason.is_empty() {
                    (parts::status(Open::Closed, &l.t(T::OfferingsNobodyNow)))
                } @else {
                    (parts::status(Open::Closed, &l.ta(T::OfferingsClosedBecause, &args![("reason", reason)])))
                }
                (self.next_time(next.as_ref()))
            },
        }
    }

    fn next_time(&self, next: Option<&Entry>) -> Markup {
        html! {
            p {
                @match next {
                    Some(entry) => (self.l.ta(T::OfferingsNextTime, &args![("when", self.when(&entry.occurrence))])),
                    None => (self.l.t(T::OfferingsNoDates)),
                }
            }
        }
    }

    /// Says kindly which parts of a page nobody has confirmed; nothing when all is known.
    #[must_use]
    pub fn assumed(&self, fields: &[String]) -> Markup {
        let names = words::assumed_words(fields, self.l);
        if names.is_empty() {
            return html! {};
        }
        let text = if self.cx.tenant().demo {
            T::OfferingsAssumedDemo
        } else {
            T::OfferingsAssumed
        };
        parts::notice(
            Tone::Info,
            &html! { p { (self.l.ta(text, &args![("fields", words::list(&names, self.l))])) } },
        )
    }

    /// The way from the front page.
    #[must_use]
    pub fn crumbs(&self, way: &[(&str, T)], here: &str) -> Markup {
        let mut links = vec![Link::new(self.cx.link("/"), self.l.t(T::OfferingsHome))];
        links.extend(way.iter().map(|(path, text)| Link::new(self.cx.link(path), self.l.t(*text))));
        parts::breadcrumbs(self.l, &links, here)
    }

    /// How to call, honestly: a number that can be called, an example that cannot, or none yet.
    #[must_use]
    pub fn call(&self) -> Markup {
        let (l, m) = (self.l, &self.register().municipality);
        if m.phone.is_empty() {
            return parts::card_soft(&html! { p { (l.t(T::OfferingsNoPhone)) } });
        }
        let real = parts::can_be_called(&m.phone);
        let hours = if real { m.phone_hours.get(l) } else { "" };
        let sentence = if real {
            T::OfferingsCallSentence
        } else {
            T::OfferingsExamplePhone
        };
        html! {
            div.card.soft.call {
                (ui::art::handset())
                div {
                    p { (parts::phone(&m.phone)) }
                    p { (l.t(sentence)) @if !hours.is_empty() { " " (hours) "." } }
                }
            }
        }
    }
}

/// Whether something that ended on a day is over.
#[must_use]
pub fn has_ended(ended: Option<Date>, today: Date) -> bool {
    ended.is_some_and(|day| day <= today)
}

/// Why an occurrence does not take place; `None` when it does.
#[must_use]
pub const fn called_off(occurrence: &Occurrence) -> Option<&Localized> {
    match &occurrence.status {
        domain::schedule::Status::CalledOff { reason, .. } => Some(reason),
        _ => None,
    }
}

/// Whether it is a partner's own offering.
#[must_use]
pub fn is_partner(offering: &Offering) -> bool {
    offering.kind == OfferingKind::PartnerOffering
}

/// A text of the municipality, marked with its language where that is not the page's.
#[must_use]
pub fn said(text: &Localized, l: Locale) -> Markup {
    let (words, language) = text.best(l);
    if language == l {
        html! { (words) }
    } else {
        html! { span lang=(language.code()) { (words) } }
    }
}

/// Paragraphs of the municipality, separated by empty lines.
#[must_use]
pub fn paragraphs(text: &Localized, l: Locale) -> Markup {
    let (words, language) = text.best(l);
    let lang = (language != l).then_some(language.code());
    html! {
        @for paragraph in words.split("\n\n").map(str::trim).filter(|p| !p.is_empty()) { p lang=[lang] { (paragraph) } }
    }
}
