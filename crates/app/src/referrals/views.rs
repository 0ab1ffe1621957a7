//! How a referral looks: the ranked list with its reasons, and the slip in large type.

use super::{
    back::Asking,
    forms::{Pairs, carried},
};
use crate::{
    frame::Cx,
    offerings::qr,
    texts::{T, Words},
    visits::labels::Labelled,
};
use domain::{
    bookings::Code,
    offerings::{Access, Topic},
    referrals::{Opening, Reason, Slip, SlipMark, Target, Way, slip},
    register::Register,
    schedule::{clock, day_in_words, month_name},
    shared::{Id, Locale, Localized, day_and_minute},
};
use jiff::civil::Date;
use maud::{Markup, html};
use ui::{
    args,
    forms::{Field, hidden, text_field},
    parts::{self, Open, Tone, Weight},
};

/// A place to send somebody, in the reader's words.
pub struct Suggestion {
    /// Its name, and the language that is in.
    name: (String, Locale),
    /// Where, what or by whom, in one line.
    helps_with: (String, Locale),
    place: String,
    /// A shape for it; `None` when the hours are only known in words, or when one cannot just come.
    opens: Option<Open>,
    when: String,
    access: Option<String>,
    reasons: String,
    phone: String,
    stale: Option<String>,
    /// The address of the slip.
    slip: String,
}

/// `offering` or `door`, and the key: the parts of a slip's address and of a visit's `referred_to`.
pub fn way(way: &Way) -> (&'static str, &str) {
    match way {
        Way::Offering(key) => ("offering", key.as_str()),
        Way::Door(key) => ("door", key.as_str()),
    }
}

/// A target in words; `None` when the register no longer has it. `carry` is the query that the slip page carries along.
pub fn suggestion(cx: &Cx, register: &Register, target: &Target, carry: &str) -> Option<Suggestion> {
    let l = cx.locale();
    let found = slip(register, target)?;
    let owned = |text: &Localized| {
        let (text, lang) = text.best(l);
        (text.to_owned(), lang)
    };
    let (kind, key) = way(&target.way);
    let query = if carry.is_empty() {
        String::new()
    } else {
        format!("?{carry}")
    };
    // "Open now" is no invitation where one must make an appointment first.
    let just_come = found.access.is_none_or(|access| access == Access::JustCome);
    let mut reasons: Vec<String> = Vec::new();
    // Who helps with exactly this, or owns it, also helps with its topic.
    let narrower = target.reasons.iter().any(|r| matches!(r, Reason::Service | Reason::Owner));
    let told = |r: &&Reason| match r {
        Reason::OpenNow => just_come,
        Reason::Topic(_) => !narrower,
        _ => true,
    };
    for words in target.reasons.iter().filter(told).map(|r| r.words(l)) {
        if !reasons.contains(&words) {
            reasons.push(words);
        }
    }
    Some(Suggestion {
        name: owned(&found.to),
        helps_with: owned(&found.helps_with),
        place: found.place.get(l).to_owned(),
        opens: shape(&target.opens, cx).filter(|_| just_come),
        when: when(&found, l, cx),
        reasons: reasons.into_iter().take(4).collect::<Vec<_>>().join(" · "),
        access: found.access.filter(|a| *a != Access::JustCome).map(|a| access_words(a, l)),
        phone: found.phone.clone(),
        stale: target.stale.then(|| stale(register, target, cx.today(), l)),
        slip: cx.link(&format!("/skranke/lapp/{kind}/{key}{query}")),
    })
}

fn shape(opens: &Opening, cx: &Cx) -> Option<Open> {
    match opens {
        Opening::OpenNow { .. } => Some(Open::Now),
        Opening::Later { at, .. } if day_and_minute(*at).0 == cx.today() => Some(Open::Soon),
        Opening::Later { .. } => Some(Open::Closed),
        Opening::InWords | Opening::NotKnown => None,
    }
}

/// When it is open, as a phrase.
pub fn when(slip: &Slip, l: Locale, cx: &Cx) -> String {
    match &slip.opens {
        Opening::OpenNow { until, .. } => l.ta(
            T::ReferralsOpenUntil,
            &args![("until", clock(day_and_minute(*until).1, l))],
        ),
        Opening::Later { at, .. } => {
            let (day, minute) = day_and_minute(*at);
            let words = day_in_words(day, cx.today(), l);
            l.ta(T::ReferralsOpens, &args![("day", words), ("time", clock(minute, l))])
        }
        Opening::InWords if !slip.hours.is_empty() => slip.hours.get(l).to_owned(),
        Opening::InWords | Opening::NotKnown => l.t(T::ReferralsHoursUnknown),
    }
}

fn stale(register: &Register, target: &Target, today: Date, l: Locale) -> String {
    let confirmed = match &target.way {
        Way::Offering(key) => register.offerings.iter().find(|o| o.key == *key).and_then(|o| o.last_confirmed),
        Way::Door(key) => domain::referrals::doors_of(register)
            .into_iter()
            .find(|d| d.key == *key)
            .and_then(|d| d.last_confirmed),
    };
    match confirmed {
        Some(day) => {
            let month = month_name(day.month(), l);
            let year = if day.year() == today.year() {
                String::new()
            } else {
                format!(" {}", day.year())
            };
            l.ta(T::ReferralsStaleSince, &args![("month", format!("{month}{year}"))])
        }
        None => l.t(T::ReferralsNeverConfirmed),
    }
}

/// The suggestions, best first, each with its reason and its slip.
#[must_use]
pub fn list(cx: &Cx, suggestions: &[Suggestion]) -> Markup {
    let l = cx.locale();
    if suggestions.is_empty() {
        return parts::empty_state(&l.t(T::ReferralsNone), None);
    }
    html! {
        ol.ways {
            @for s in suggestions { li.card { (one(s, l)) } }
        }
    }
}

fn one(s: &Suggestion, l: Locale) -> Markup {
    let lang = |text: &(String, Locale)| (text.1 != l).then(|| text.1.code());
    html! {
        h3 lang=[lang(&s.name)] { (s.name.0) }
        @match s.opens {
            Some(open) => (parts::status(open, &parts::keep_together(&s.when))),
            None => p { strong { (parts::keep_together(&s.when)) } },
        }
        @if let Some(access) = &s.access { p { (access) } }
        @if !s.place.is_empty() && s.place != s.name.0 { p { (s.place) } }
        @if !s.helps_with.0.is_empty() { p lang=[lang(&s.helps_with)] { (s.helps_with.0) } }
        @if !s.reasons.is_empty() { p.quiet { (l.t(T::ReferralsBecause)) " " (s.reasons) } }
        @if let Some(stale) = &s.stale { p { (parts::tag(Tone::Look, stale)) } }
        div.actions {
            a.ds-button href=(s.slip) { (l.t(T::ReferralsChoose)) span.sr-only { ": " (s.name.0) } }
            @if !s.phone.is_empty() { (parts::phone(&s.phone)) }
        }
    }
}

/// A slip and its way back.
pub struct OnSlip<'a> {
    /// The slip.
    pub slip: &'a Slip,
    /// The page's own address.
    pub address: &'a str,
    /// The half-filled visit as a query.
    pub carry: &'a str,
    /// The query of the page.
    pub pairs: &'a Pairs,
    /// The code that was made for it.
    pub code: Option<Code>,
    /// A number of the form's own, so that two taps make one code.
    pub once: Id,
}

/// The slip page: the slip itself, in the citizen's language, and what the guide does with it.
pub fn slip_page(cx: &Cx, given: &OnSlip<'_>, chosen: Locale, back: &str) -> Markup {
    let l = cx.locale();
    let OnSlip {
        slip,
        address,
        carry,
        code,
        ..
    } = given;
    let code_query = code.map_or_else(String::new, |code| format!("&kode={}", code.plain()));
    let languages: Vec<(String, String, bool)> = Locale::ALL
        .into_iter()
        .map(|locale| {
            let rest = if carry.is_empty() {
                String::new()
            } else {
                format!("&{carry}")
            };
            let href = format!("{address}?sprak={}{code_query}{rest}", locale.code());
            (href, ui::layout::language_name(locale), locale == chosen)
        })
        .collect();
    html! {
        div.no-print {
            p.quiet { (l.t(T::ReferralsSlipHow)) }
            (parts::tabs(&l.t(T::ReferralsSlipLanguage), &languages))
        }
        @if slip.stale { div.no-print { (parts::notice(Tone::Look, &html! { p { (l.t(T::ReferralsSlipStale)) } })) } }
        (the_slip(cx, slip, *code, chosen))
        @if code.is_none() { (make_code(cx, given, chosen)) }
        div.actions.no-print {
            a.ds-button.done href=(back) { (l.t(T::ReferralsSlipDone)) }
            button.ds-button data-variant="secondary" type="button" data-print="" hidden { (l.t(T::ReferralsSlipPrint)) }
        }
    }
}

/// When it is open, as it stays true on a paper that is read an hour later.
fn on_slip(slip: &Slip, l: Locale, cx: &Cx) -> String {
    match &slip.opens {
        Opening::OpenNow { until, .. } => l.ta(
            T::ReferralsSlipOpenToday,
            &args![("until", clock(day_and_minute(*until).1, l))],
        ),
        _ => when(slip, l, cx),
    }
}

/// The button that puts a code on the slip.
fn make_code(cx: &Cx, given: &OnSlip<'_>, chosen: Locale) -> Markup {
    let l = cx.locale();
    html! {
        form.no-print method="post" action=(given.address) {
            (hidden("csrf", &cx.csrf()))
            (hidden("en-gang", &given.once.to_string()))
            (hidden("sprak", chosen.code()))
            @for (name, value) in given.pairs.iter().filter(|(n, v)| !carried(&[(n.clone(), v.clone())]).is_empty()) { (hidden(name, value)) }
            p.quiet { (l.t(T::ReferralsCodeWhy)) }
            div.actions { (parts::button(&l.t(T::ReferralsCodeMake), Weight::Secondary)) }
        }
    }
}

/// The code on the slip, in the citizen's language, with the way to the page where one tells.
fn on_the_slip(cx: &Cx, code: Code, l: Locale) -> Markup {
    let address = cx.own_address("/vist");
    html! {
        section.slip-code {
            h2 { (l.t(T::ReferralsCodeTitle)) }
            p { (l.ta(T::ReferralsCodeHow, &args![("address", host(&address))])) }
            p.code { (code) }
            (qr(&format!("{address}/{}", code.plain())))
        }
    }
}

/// The slip: where and when, and nothing about the one who carries it.
fn the_slip(cx: &Cx, slip: &Slip, code: Option<Code>, l: Locale) -> Markup {
    let text = |t: &Localized| html! { span lang=[(t.best(l).1 != l).then(|| t.best(l).1.code())] { (t.get(l)) } };
    html! {
        article.slip lang=(l.code()) {
            p.slip-from { (cx.tenant().service_name) }
            h1 { (text(&slip.to)) }
            @if !slip.helps_with.is_empty() { p { (text(&slip.helps_with)) } }
            p.slip-when { (parts::keep_together(&on_slip(slip, l, cx))) }
            @if !slip.place.is_empty() { p { strong { (text(&slip.place)) } @if !slip.address.is_empty() { br; (slip.address) } } }
            @if !slip.directions.is_empty() { p { (text(&slip.directions)) } }
            @if let Some(access) = slip.access { p { (access_words(access, l)) } }
            @if !slip.bring.is_empty() { p { (text(&slip.bring)) } }
            @if !slip.phone.is_empty() { p.slip-phone { (l.t(T::ReferralsSlipPhone)) " " (parts::phone(&slip.phone)) } }
            @if !slip.website.is_empty() { p { (host(&slip.website)) } }
            @if !slip.ring_first.is_empty() { p { strong { (text(&slip.ring_first)) } } }
            @if let Some(code) = code { (on_the_slip(cx, code, l)) }
        }
    }
}

fn access_words(access: Access, l: Locale) -> String {
    l.t(match access {
        Access::JustCome => T::ReferralsAccessJustCome,
        Access::ByAppointment => T::ReferralsAccessAppointment,
        Access::SignUp => T::ReferralsAccessSignUp,
        Access::Closed => T::ReferralsAccessClosed,
    })
}

/// A web address as it is read aloud.
fn host(address: &str) -> &str {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    rest.strip_prefix("www.").unwrap_or(rest).trim_end_matches('/')
}

/// What the page that chooses shows.
pub struct Choosing<'a> {
    /// The question in plain words; empty when none was asked.
    pub question: &'a str,
    /// Sentences that answer the question.
    pub said: &'a [String],
    /// The topics that are chosen.
    pub chosen: &'a [Topic],
    /// The query of the page.
    pub pairs: &'a Pairs,
    /// Where to send, best first.
    pub suggestions: &'a [Suggestion],
}

/// From a need to the right open door.
pub fn choosing(cx: &Cx, c: &Choosing) -> Markup {
    let l = cx.locale();
    let asked_something = !c.question.is_empty() || !c.suggestions.is_empty();
    html! {
        h1 { (l.t(T::ReferralsTitle)) }
        form role="search" method="get" action=(cx.link("/skranke/vis-videre")) {
            @for (name, value) in c.pairs.iter().filter(|(n, _)| n != "topic") {
                @if !carried(&[(name.clone(), value.clone())]).is_empty() { (hidden(name, value)) }
            }
            label for="f-q" { (l.t(T::ReferralsQuestion)) }
            div.search {
                input.ds-input type="search" id="f-q" name="q" value=(c.question) autocomplete="off" enterkeyhint="search" maxlength="200";
                button.ds-button type="submit" { (l.t(T::ReferralsFind)) }
            }
        }
        @if asked_something {
            details.more { summary { (l.t(T::ReferralsTopics)) } (topics(cx, c)) }
        } @else {
            h2 { (l.t(T::ReferralsTopics)) }
            (topics(cx, c))
        }
        @for said in c.said { (parts::notice(Tone::Info, &html! { p { (said) } })) }
        @if asked_something {
            h2 { (l.t(T::ReferralsList)) @for topic in c.chosen { ": " (topic.label(l)) } }
            (list(cx, c.suggestions))
        }
        (parts::actions(&[
            parts::button_link(&l.t(T::ReferralsBack), &back(cx, c.pairs), Weight::Secondary),
            parts::button_link(&l.t(T::ReferralsDeskTitle), &cx.link("/skranke/vist"), Weight::Quiet),
        ]))
    }
}

/// What it can be about; folded away once something is asked, so that the answer is on the first screen of a phone.
fn topics(cx: &Cx, c: &Choosing) -> Markup {
    let l = cx.locale();
    html! {
        ul.chips.big-chips {
            @for topic in Topic::ALL.into_iter().filter(|t| *t != Topic::Other) {
                li { a.chip href=(with_topic(cx, c.pairs, topic)) aria-current=[c.chosen.contains(&topic).then_some("true")] { (topic.label(l)) } }
            }
        }
    }
}

/// The page with another topic: what a half-filled visit already knows is kept.
fn with_topic(cx: &Cx, pairs: &Pairs, topic: Topic) -> String {
    let others: Pairs = pairs.iter().filter(|(n, _)| n != "topic").cloned().collect();
    let rest = carried(&others);
    let and = if rest.is_empty() { "" } else { "&" };
    cx.link(&format!("/skranke/vis-videre?topic={}{and}{rest}", topic.code()))
}

/// The half-filled visit as it was.
pub fn back(cx: &Cx, pairs: &Pairs) -> String {
    let carry = carried(pairs);
    if carry.is_empty() {
        cx.link("/skranke")
    } else {
        cx.link(&format!("/skranke?{carry}"))
    }
}

/// How it went, as a button says it.
fn mark_words(mark: SlipMark, l: Locale) -> String {
    l.t(match mark {
        SlipMark::Solved => T::ReferralsMarkSolved,
        SlipMark::Came => T::ReferralsMarkCame,
        SlipMark::SentOn => T::ReferralsMarkSentOn,
        SlipMark::ClosedDoor => T::ReferralsMarkClosedDoor,
    })
}

/// How it went, in the receiver's words.
fn mark_words_here(mark: SlipMark, l: Locale) -> String {
    l.t(match mark {
        SlipMark::Solved => T::ReferralsHereSolved,
        SlipMark::Came => T::ReferralsHereCame,
        SlipMark::SentOn => T::ReferralsHereSentOn,
        SlipMark::ClosedDoor => T::ReferralsHereClosedDoor,
    })
}

/// The code and four large buttons.
fn mark_form(cx: &Cx, action: &str, asking: &Asking, words: fn(SlipMark, Locale) -> String) -> Markup {
    let l = cx.locale();
    let known = !asking.to.is_empty() && !asking.code.is_empty() && asking.refused.is_none();
    html! {
        form method="post" action=(cx.link(action)) novalidate {
            (hidden("csrf", &cx.csrf()))
            @if known { (hidden("kode", &asking.code)) } @else {
                (text_field(&Field::new("kode", l.t(T::ReferralsCodeField)).hint(l.t(T::ReferralsCodeFieldHint)).value(asking.code.clone())
                    .error(asking.refused.as_ref().map(|(what, _)| what.clone())).required().max_length(12).autocomplete("off")))
            }
            div.mark-choices {
                @for mark in SlipMark::ALL { (parts::button_with(&words(mark, l), Weight::Secondary, "svar", mark.code())) }
            }
        }
    }
}

/// What was not taken, and the thanks.
fn said(asking: &Asking, l: Locale) -> Markup {
    html! {
        @if let Some((what, hint)) = &asking.refused { (parts::live_notice(Tone::Stop, &html! { p { strong { (what) } } p { (hint) } })) }
        @if asking.told.is_some() { (parts::live_notice(Tone::Good, &html! { p { (l.t(T::ReferralsThanks)) } })) }
    }
}

/// The citizen's very short page.
pub fn citizen(cx: &Cx, asking: &Asking) -> Markup {
    let l = cx.locale();
    html! {
        h1 { (l.t(T::ReferralsBackTitle)) }
        (said(asking, l))
        @if let Some(mark) = asking.told {
            @if mark.is_bounce() { p { (l.t(T::ReferralsThanksTryAgain)) } }
            p { a href=(cx.link("/")) { (l.t(T::ReferralsToFront)) } }
        } @else {
            @if !asking.to.is_empty() { p.lead { (l.ta(T::ReferralsBackTo, &args![("name", asking.to.get(l))])) } }
            p { (l.t(T::ReferralsBackNoNames)) }
            (mark_form(cx, "/vist", asking, mark_words))
        }
    }
}

/// The receiver's own page.
pub fn receiver(cx: &Cx, token: &str, asking: &Asking) -> Markup {
    let l = cx.locale();
    let asked = Asking {
        to: Localized::default(),
        code: asking.code.clone(),
        refused: asking.refused.clone(),
        told: None,
    };
    html! {
        h1 { (l.ta(T::ReferralsReceiverTitle, &args![("name", asking.to.get(l))])) }
        p.lead { (l.t(T::ReferralsReceiverLead)) }
        (said(asking, l))
        (mark_form(cx, &format!("/motta/{token}"), &asked, mark_words_here))
        p.quiet { (l.t(T::ReferralsReceiverPrivacy)) }
    }
}

/// Somebody comes to our desk with a slip.
pub fn with_slip(cx: &Cx, asking: &Asking) -> Markup {
    let l = cx.locale();
    html! {
        h1 { (l.t(T::ReferralsDeskTitle)) }
        p.lead { (l.t(T::ReferralsDeskLead)) }
        (said(asking, l))
        (mark_form(cx, "/skranke/vist", asking, mark_words_here))
        (parts::actions(&[
            parts::button_link(&l.t(T::ReferralsTitle), &cx.link("/skranke/vis-videre"), Weight::Secondary),
            parts::button_link(&l.t(T::ReferralsToDesk), &cx.link("/skranke"), Weight::Quiet),
        ]))
    }
}
