//! How the boundaries look: the answer in large type, and the list in the office.

use super::{
    forms::{Fields, LONGEST_LINE, LONGEST_REASON, Problem, field, reason_field, values},
    generate::{form_words, guide_words, scope_words},
};
use crate::{
    frame::Cx,
    referrals::{self, Pairs, Suggestion, asked, carried},
    risk::Approved,
    texts::{T, Words},
};
use domain::{
    boundaries::{
        AnswerGround, BoundaryAnswer, BoundaryScope, DeviationState, EffectiveRule, ExceptionHelp, ExceptionReason,
        Profile, RuleChange, RuleChangeKind, RuleSource, Situation,
    },
    guides::GuideKind,
    offerings::OfferingKind,
    register::Register,
    schedule::day_in_words,
    shared::{Id, Key, Locale, Localized},
};
use maud::{Markup, html};
use ui::{
    Link, args,
    forms::{Choice, Field, checkboxes, date_field, error_summary, form, hidden, radios, text_field, textarea},
    parts::{self, Tone, Weight},
};

/// The answer as a word to read aloud.
pub fn word(answer: BoundaryAnswer, l: Locale) -> String {
    l.t(match answer {
        BoundaryAnswer::May => T::BoundariesYes,
        BoundaryAnswer::WithCare => T::BoundariesWithCare,
        BoundaryAnswer::No => T::BoundariesNo,
    })
}

/// The answer as a marking.
pub fn answer_tag(answer: BoundaryAnswer, l: Locale) -> Markup {
    parts::tag(tone(answer), &word(answer, l))
}

const fn tone(answer: BoundaryAnswer) -> Tone {
    match answer {
        BoundaryAnswer::May => Tone::Good,
        BoundaryAnswer::WithCare => Tone::Look,
        BoundaryAnswer::No => Tone::Stop,
    }
}

/// What a rule is about; a rule of another version of the profile has only its code.
fn title(rule: &EffectiveRule, l: Locale) -> String {
    rule.rule.map_or_else(|| rule.code.clone(), |r| r.title.get(l).to_owned())
}

fn text(t: &Localized, l: Locale) -> Markup {
    let (words, lang) = t.best(l);
    html! { span lang=[(lang != l).then(|| lang.code())] { (words) } }
}

/// The query with other values for some fields.
pub fn with(pairs: &Pairs, fields: &[(&str, &str)]) -> Pairs {
    let kept = pairs.iter().filter(|(n, _)| !fields.iter().any(|(name, _)| n == name)).cloned();
    let new = fields.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned()));
    kept.chain(new).collect()
}

fn here(cx: &Cx, pairs: &Pairs, name: &str, value: &str) -> String {
    let rest = carried(pairs);
    let and = if rest.is_empty() { "" } else { "&" };
    cx.link(&format!(
        "/skranke/kan-jeg?{name}={}{and}{rest}",
        referrals::encoded(value)
    ))
}

fn back(cx: &Cx, path: &str, pairs: &Pairs) -> String {
    let rest = carried(pairs);
    let mark = if rest.is_empty() { "" } else { "?" };
    cx.link(&format!("{path}{mark}{rest}"))
}

/// What the page that asks shows.
pub struct Asking<'a> {
    /// The query of the page.
    pub pairs: &'a Pairs,
    /// The question in plain words; empty when none was asked.
    pub question: &'a str,
    /// The category that was tapped; empty when none was.
    pub category: &'a str,
    /// The rules that fit.
    pub found: &'a [&'a EffectiveRule],
}

/// "May I help with this?"
pub fn may_i(cx: &Cx, a: &Asking) -> Markup {
    let l = cx.locale();
    let categories: Vec<(Link, bool)> = Profile::standard()
        .categories
        .iter()
        .map(|c| {
            (
                Link::new(here(cx, a.pairs, "gruppe", &c.code), c.name.get(l)),
                c.code == a.category,
            )
        })
        .collect();
    html! {
        h1 { (l.t(T::BoundariesMayI)) }
        form role="search" method="get" action=(cx.link("/skranke/kan-jeg")) {
            @for (name, value) in a.pairs {
                @if !carried(&[(name.clone(), value.clone())]).is_empty() { (hidden(name, value)) }
            }
            label for="f-q" { (l.t(T::BoundariesQuestion)) }
            div.search {
                input.ds-input type="search" id="f-q" name="q" value=(a.question) autocomplete="off" enterkeyhint="search" maxlength="200";
                button.ds-button type="submit" { (l.t(T::BoundariesFind)) }
            }
        }
        h2 { (l.t(T::BoundariesCategories)) }
        (parts::filter_chips(&categories))
        @if a.found.is_empty() && !(a.question.is_empty() && a.category.is_empty()) {
            (parts::notice(Tone::Look, &html! {
                p { (l.t(T::BoundariesNothing)) }
                p { a href=(here_in_book(cx, a)) { (l.t(T::HandbookLookUp)) } }
            }))
        }
        @if !a.found.is_empty() {
            ul.may-list {
                @for rule in a.found {
                    li { a href=(here(cx, a.pairs, "svar", &rule.code)) { span { (title(rule, l)) } (parts::tag(tone(rule.answer), &word(rule.answer, l))) } }
                }
            }
        }
        (parts::actions(&[parts::button_link(&l.t(T::BoundariesBack), &back(cx, "/skranke", a.pairs), Weight::Secondary)]))
    }
}

/// The same question, asked of the handbook.
fn here_in_book(cx: &Cx, a: &Asking) -> String {
    let rest = carried(a.pairs);
    let and = if rest.is_empty() { "" } else { "&" };
    cx.link(&format!(
        "/skranke/handbok?q={}{and}{rest}",
        referrals::encoded(a.question)
    ))
}

/// What the page with an answer shows.
pub struct Answering<'a> {
    /// The rule.
    pub rule: &'a EffectiveRule,
    /// What is known where it is asked.
    pub situation: &'a Situation,
    /// The municipality's register.
    pub register: &'a Register,
    /// The query of the page.
    pub pairs: &'a Pairs,
    /// Where to send people.
    pub ways: &'a [Suggestion],
    /// Cards of the handbook about it: title and path.
    pub cards: &'a [(String, String)],
    /// What was asked for was counted just now.
    pub counted: bool,
    /// One of the two questions about further help was not answered.
    pub missing: bool,
}

/// Why, what to say and what to do, for the answer that holds here.
struct Spoken<'a> {
    why: Option<&'a Localized>,
    say: Option<&'a Localized>,
    instead: Option<&'a Localized>,
}

fn spoken<'a>(rule: &'a EffectiveRule, answer: BoundaryAnswer, ground: &AnswerGround<'a>) -> Spoken<'a> {
    if let AnswerGround::Case(c) = ground {
        return Spoken {
            why: Some(&c.why),
            say: Some(&c.words_to_say),
            instead: Some(&c.do_instead),
        };
    }
    Spoken {
        why: rule.rule.map(|r| &r.why),
        // Words that refuse fit only where the answer here is the national one.
        say: rule.rule.filter(|r| r.answer == answer).map(|r| &r.words_to_say),
        instead: rule.rule.map(|r| &r.do_instead),
    }
}

/// The answer, in large type to read aloud.
pub fn answer(cx: &Cx, a: &Answering) -> Markup {
    let l = cx.locale();
    let (rule, pairs) = (a.rule, a.pairs);
    let (answer, ground) = rule.answer_in(a.situation);
    let own = match &ground {
        AnswerGround::Deviation(d) => Some(*d),
        _ => None,
    };
    let words = spoken(rule, answer, &ground);
    let body = html! {
        @if let Some(why) = words.why { p { (text(why, l)) } }
        @if let Some(own) = own { p { strong { (l.t(T::BoundariesHere)) } " " (text(&own.reason, l)) } }
    };
    html! {
        h1 { (title(rule, l)) }
        @if a.counted { (parts::live_notice(Tone::Good, &html! { p { (l.t(T::BoundariesCounted)) } })) }
        (parts::answer(tone(answer), &word(answer, l), &body))
        @if let Some(own) = own { (risk(cx, own)) }
        @if let Some(say) = words.say.filter(|say| !say.is_empty()) {
            h2 { (l.t(T::BoundariesSay)) }
            blockquote.say { p { "«" (text(say, l)) "»" } }
        }
        @if let Some(instead) = words.instead.filter(|instead| !instead.is_empty()) {
            h2 { (l.t(if answer == BoundaryAnswer::No { T::BoundariesInstead } else { T::BoundariesHow })) }
            p.lead { (text(instead, l)) }
        }
        (others(rule, a.register, l))
        @if !a.cards.is_empty() {
            h2 { (l.t(T::HandbookInTheBook)) }
            ul.may-list { @for (title, path) in a.cards { li { a href=(back(cx, path, pairs)) { span { (title) } } } } }
        }
        (outside(cx, rule, answer, pairs))
        @if !a.ways.is_empty() {
            h2 { (l.t(T::BoundariesSendTo)) }
            (referrals::list(cx, a.ways))
        }
        @if answer != BoundaryAnswer::May { (accommodation(cx, rule, pairs, a.missing)) }
        (sources(cx, a.register, rule))
        (parts::actions(&[
            parts::button_link(&l.t(T::BoundariesAnother), &back(cx, "/skranke/kan-jeg", pairs), Weight::Quiet),
            parts::button_link(&l.t(T::BoundariesBack), &back(cx, "/skranke", pairs), Weight::Quiet),
        ]))
    }
}

/// Where the answer is another: for whom, in what form of help, for what.
fn others(rule: &EffectiveRule, register: &Register, l: Locale) -> Markup {
    let cases = rule.rule.into_iter().flat_map(|r| &r.cases).map(|c| (&c.scope, c.answer));
    let own = rule.narrow.iter().map(|d| (&d.scope, d.answer));
    let all: Vec<(&BoundaryScope, BoundaryAnswer)> = own.chain(cases).collect();
    html! {
        @if !all.is_empty() {
            h2 { (l.t(T::BoundariesDepends)) }
            ul.may-list {
                @for (scope, answer) in all {
                    li { div { span { (scope_words(scope, register, l)) } (answer_tag(answer, l)) } }
                }
            }
        }
    }
}

fn sources(cx: &Cx, register: &Register, rule: &EffectiveRule) -> Markup {
    let l = cx.locale();
    let profile = Profile::of_version(&register.municipality.standard_profile);
    let known: Vec<&RuleSource> = rule.rule.map(|r| profile.sources_of(r).collect()).unwrap_or_default();
    html! {
        @if !known.is_empty() {
            details {
                summary { (l.t(T::BoundariesSources)) }
                ul { @for source in known { li { (source_words(cx, source)) } } }
            }
        }
    }
}

fn source_words(cx: &Cx, s: &RuleSource) -> Markup {
    let l = cx.locale();
    let day = |d| day_in_words(d, cx.today(), l);
    let until = s.until.map(|d| l.ta(T::BoundariesUntil, &args![("day", day(d))]));
    let from = s.from.map(|d| l.ta(T::BoundariesFrom, &args![("day", day(d))]));
    html! {
        @if s.url.is_empty() { (text(&s.title, l)) } @else { a href=(s.url) rel="noopener noreferrer" { (text(&s.title, l)) } }
        ". " (s.publisher) "."
        @if let Some(from) = from { " " (from) }
        @if let Some(until) = until { " " (until) }
        " " (l.ta(T::BoundariesChecked, &args![("day", day(s.checked))]))
    }
}

/// Somebody who could not do it because of a disability: what could not be done, what was done, and nothing more.
fn accommodation(cx: &Cx, rule: &EffectiveRule, pairs: &Pairs, missing: bool) -> Markup {
    let l = cx.locale();
    let reasons: Vec<Choice> =
        ExceptionReason::ALL.into_iter().map(|r| Choice::new(r.code(), reason_words(r, l), false)).collect();
    let helps: Vec<Choice> =
        ExceptionHelp::ALL.into_iter().map(|h| Choice::new(h.code(), help_words(h, l), false)).collect();
    let error = missing.then(|| l.t(T::BoundariesExceptionBoth));
    html! {
        details open[missing] {
            summary { (l.t(T::BoundariesException)) }
            p { (l.t(T::BoundariesExceptionLead)) }
            (form(&cx.link("/skranke/kan-jeg/tell"), &cx.csrf(), &html! {
                (tapping(cx, rule, pairs))
                (hidden("hva", "unntak"))
                (radios(&Field::new("grunn", l.t(T::BoundariesExceptionReason)).error(error.clone()), &reasons))
                (radios(&Field::new("gjort", l.t(T::BoundariesExceptionHelp)).error(error), &helps))
                (parts::button(&l.t(T::BoundariesExceptionSave), Weight::Secondary))
            }))
        }
    }
}

/// What every tap carries: which rule, a number of its own, and the visit that is being written.
fn tapping(cx: &Cx, rule: &EffectiveRule, pairs: &Pairs) -> Markup {
    html! {
        (hidden("svar", &rule.code))
        (hidden("tell", &Id(cx.app.db().random_id()).to_string()))
        @for (name, value) in pairs {
            @if !carried(&[(name.clone(), value.clone())]).is_empty() { (hidden(name, value)) }
        }
    }
}

/// What could not be done, in words.
pub fn reason_words(r: ExceptionReason, l: Locale) -> String {
    l.t(match r {
        ExceptionReason::Seeing => T::BoundariesReasonSeeing,
        ExceptionReason::Hands => T::BoundariesReasonHands,
        ExceptionReason::Hearing => T::BoundariesReasonHearing,
        ExceptionReason::Reading => T::BoundariesReasonReading,
        ExceptionReason::Remembering => T::BoundariesReasonRemembering,
    })
}

/// What was done, in words.
pub fn help_words(h: ExceptionHelp, l: Locale) -> String {
    l.t(match h {
        ExceptionHelp::Typed => T::BoundariesHelpTyped,
        ExceptionHelp::ReadAloud => T::BoundariesHelpReadAloud,
        ExceptionHelp::Held => T::BoundariesHelpHeld,
        ExceptionHelp::WithAnother => T::BoundariesHelpWithAnother,
        ExceptionHelp::Aid => T::BoundariesHelpAid,
    })
}

/// Every answer on one page.
pub fn all(cx: &Cx, register: &Register, rules: &[EffectiveRule]) -> Markup {
    let l = cx.locale();
    let doors = domain::referrals::doors_of(register);
    let profile = Profile::of_version(&register.municipality.standard_profile);
    html! {
        h1 { (l.t(T::BoundariesAll)) }
        p.lead { (l.t(T::BoundariesAllLead)) }
        div.book-search data-book hidden {
            label for="f-alle" { (l.t(T::BoundariesQuestion)) }
            input.ds-input type="search" id="f-alle" autocomplete="off" maxlength="200";
            p.quiet role="status" data-none=(l.t(T::BoundariesNothing)) {}
        }
        @for category in &profile.categories {
            section data-shelf {
                h2 { (category.name.get(l)) }
                @for rule in rules.iter().filter(|r| r.rule.is_some_and(|x| x.category == category.code)) {
                    (folded(cx, rule, register, &doors))
                }
            }
        }
        div.actions.no-print {
            button.ds-button type="button" data-print="" hidden { (l.t(T::MessagesPrint)) }
            (parts::button_link(&l.t(T::BoundariesBack), &cx.link("/skranke"), Weight::Quiet))
        }
    }
}

fn folded(cx: &Cx, rule: &EffectiveRule, register: &Register, doors: &[&domain::register::Door]) -> Markup {
    let l = cx.locale();
    let Some(r) = rule.rule else { return html! {} };
    let (answer, ground) = rule.answer_in(&Situation::default());
    let words = spoken(rule, answer, &ground);
    let asked: Vec<&str> = [&r.asked.nb, &r.asked.nn, &r.asked.en].into_iter().flatten().map(String::as_str).collect();
    let to: Vec<String> = (r.send_to.doors.iter())
        .filter_map(|key| doors.iter().find(|d| d.key == *key))
        .map(|d| {
            if d.phone.is_empty() {
                d.name.get(l).to_owned()
            } else {
                format!("{} ({})", d.name.get(l), d.phone)
            }
        })
        .collect();
    html! {
        details.book-card id=(rule.code) data-words=(asked.join(" ")) {
            summary { h3 { (title(rule, l)) " " (answer_tag(answer, l)) } }
            @if let Some(why) = words.why { p { (text(why, l)) } }
            @if let Some(d) = &rule.deviation { p { strong { (l.t(T::BoundariesHere)) } " " (text(&d.reason, l)) } }
            @if let Some(say) = words.say { h4 { (l.t(T::BoundariesSay)) } blockquote.say { p { "«" (text(say, l)) "»" } } }
            @if let Some(instead) = words.instead {
                h4 { (l.t(if answer == BoundaryAnswer::No { T::BoundariesInstead } else { T::BoundariesHow })) }
                p { (text(instead, l)) }
            }
            @for (scope, answer) in rule.narrow.iter().map(|d| (&d.scope, d.answer)).chain(r.cases.iter().map(|c| (&c.scope, c.answer))) {
                p { (scope_words(scope, register, l)) ": " strong { (word(answer, l)) } }
            }
            @if !to.is_empty() { h4 { (l.t(T::BoundariesSendTo)) } ul { @for line in to { li { (line) } } } }
            @if answer != BoundaryAnswer::May {
                div.no-print { (asked_outside(cx, rule, &Pairs::new(), "", Weight::Secondary)) }
            }
        }
    }
}

/// The state of the risk assessment of what is decided here.
fn risk(cx: &Cx, own: &DeviationState) -> Markup {
    let l = cx.locale();
    html! { @if own.missing_risk_assessment { p { (parts::tag(Tone::Look, &missing(cx, own, l))) } } }
}

fn missing(cx: &Cx, own: &DeviationState, l: Locale) -> String {
    match own.due {
        Some(due) if own.overdue => l.ta(
            T::BoundariesRiskOverdue,
            &args![("day", day_in_words(due, cx.today(), l))],
        ),
        Some(due) => l.ta(
            T::BoundariesRiskMissingBy,
            &args![("day", day_in_words(due, cx.today(), l))],
        ),
        None => l.t(T::BoundariesRiskMissing),
    }
}

/// "Asked for, and outside": with the visit that is being written, or at once as a visit of its own.
fn outside(cx: &Cx, rule: &EffectiveRule, answer: BoundaryAnswer, pairs: &Pairs) -> Markup {
    let l = cx.locale();
    let with_boundary = with(pairs, &[("boundary", &rule.code), ("outcome", "outside_scope")]);
    let to_form = back(cx, "/skranke", &with(pairs, &[("boundary", &rule.code)]));
    let known = !asked(pairs, "place").is_empty() && !asked(pairs, "offering").is_empty();
    html! {
        div.actions {
            @if !known && answer != BoundaryAnswer::May {
                (asked_outside(cx, rule, pairs, &counted_at(cx, rule, pairs), Weight::Primary))
            }
            @if known && answer != BoundaryAnswer::May {
                (form(&cx.link("/skranke/henvendelser"), &cx.csrf(), &html! {
                    @if asked(pairs, "id").is_empty() { (hidden("id", &Id(cx.app.db().random_id()).to_string())) }
                    @for (name, value) in &with_boundary {
                        @if !carried(&[(name.clone(), value.clone())]).is_empty() { (hidden(name, value)) }
                    }
                    (parts::button(&l.t(T::BoundariesOutside), Weight::Primary))
                }))
            }
            a.ds-button data-variant="secondary" href=(to_form) { (l.t(T::BoundariesIntoForm)) }
        }
    }
}

/// The page that says that it is counted.
fn counted_at(cx: &Cx, rule: &EffectiveRule, pairs: &Pairs) -> String {
    let rest = carried(pairs);
    let and = if rest.is_empty() { "" } else { "&" };
    cx.link(&format!("/skranke/kan-jeg?svar={}&talt=1{and}{rest}", rule.code))
}

/// The tap that counts "asked for, and outside". A script keeps it on the device where there is no network; `then` is where it
/// leads when it was sent, nowhere where the page that it stands on is the place to be.
fn asked_outside(cx: &Cx, rule: &EffectiveRule, pairs: &Pairs, then: &str, weight: Weight) -> Markup {
    let l = cx.locale();
    html! {
        form method="post" action=(cx.link("/skranke/kan-jeg/tell")) data-asked=(then) data-sent=(l.t(T::BoundariesCounted))
            data-kept=(l.t(T::BoundariesCountedHere)) data-sign-in=(l.t(T::BoundariesCountedSignIn))
            data-refused=(l.t(T::BoundariesNotCounted)) {
            (hidden("csrf", &cx.csrf()))
            (tapping(cx, rule, pairs))
            (parts::button(&l.t(T::BoundariesOutsideCount), weight))
        }
    }
}

/// Every rule with the answer here, in the office.
pub fn list(cx: &Cx, register: &Register, rules: &[EffectiveRule]) -> Markup {
    let l = cx.locale();
    let profile = Profile::of_version(&register.municipality.standard_profile);
    let own: Vec<&EffectiveRule> = rules.iter().filter(|r| r.deviations().next().is_some()).collect();
    let newer = profile.version != Profile::standard().version;
    html! {
        h1 { (l.t(T::BoundariesTitle)) }
        p.lead { (l.t(T::BoundariesLead)) }
        p.quiet { (l.ta(T::BoundariesProfile, &args![("version", profile.version.as_str()), ("source", profile.source.as_str())])) }
        @if newer {
            (parts::notice(Tone::Look, &html! {
                p { (l.ta(T::BoundariesNewEdition, &args![("version", Profile::standard().version.as_str())])) }
                p { a href=(cx.link("/kontor/grenser/utgave")) { (l.t(T::BoundariesSeeChanges)) } }
            }))
        }
        p.links {
            a href=(cx.link("/kontor/tjenestebeskrivelse")) { (l.t(T::BoundariesDescription)) }
            @if cx.session.as_ref().is_some_and(|s| s.may(domain::access::Permission::SeeFigures)) {
                a href=(cx.link("/kontor/grenser/spurt")) { (l.t(T::BoundariesAskedTitle)) }
            }
        }
        h2 { (l.t(T::BoundariesOwn)) }
        @if own.is_empty() { p { (l.t(T::BoundariesNoOwn)) } }
        ul.may-list { @for rule in &own { (office_row(cx, register, rule)) } }
        @for category in &profile.categories {
            h2 { (category.name.get(l)) }
            ul.may-list {
                @for rule in rules.iter().filter(|r| r.rule.is_some_and(|x| x.category == category.code)) { (office_row(cx, register, rule)) }
            }
        }
    }
}

fn may_edit(cx: &Cx) -> bool {
    cx.session.as_ref().is_some_and(|s| s.may(domain::access::Permission::EditRegister))
}

fn office_row(cx: &Cx, register: &Register, rule: &EffectiveRule) -> Markup {
    let l = cx.locale();
    html! {
        li {
            @if may_edit(cx) { a href=(cx.link(&format!("/kontor/grenser/{}", rule.code))) { (office_words(cx, rule)) } }
            @else { div { (office_words(cx, rule)) } }
            @for own in rule.deviations() {
                p.quiet {
                    @if !own.scope.is_everywhere() { strong { (scope_words(&own.scope, register, l)) ": " (word(own.answer, l)) } ". " }
                    (l.ta(T::BoundariesOwner, &args![("owner", own.owner.as_str())]))
                    @if let Some(day) = own.review_on {
                        " " (l.ta(if own.review_due { T::BoundariesReviewDue } else { T::BoundariesReviewOn }, &args![("day", day_in_words(day, cx.today(), l))]))
                    }
                    " " (risk(cx, own))
                }
            }
        }
    }
}

fn office_words(cx: &Cx, rule: &EffectiveRule) -> Markup {
    let l = cx.locale();
    let national = rule.deviation.as_ref().and_then(|d| d.standard);
    html! {
        span {
            (title(rule, l))
            @if let Some(national) = national { br; span.quiet { (l.ta(T::BoundariesNationally, &args![("answer", word(national, l))])) } }
        }
        (parts::tag(tone(rule.answer), &word(rule.answer, l)))
    }
}

/// What a new edition of the standard profile changes, and the question.
pub fn edition(cx: &Cx, from: &Profile, to: &Profile, changes: &[RuleChange]) -> Markup {
    let l = cx.locale();
    html! {
        (parts::breadcrumbs(l, &[Link::new(cx.link("/kontor/grenser"), l.t(T::BoundariesTitle))], &l.t(T::BoundariesEditionTitle)))
        h1 { (l.t(T::BoundariesEditionTitle)) }
        @if from.version == to.version {
            p.lead { (l.ta(T::BoundariesEditionNewest, &args![("version", to.version.as_str())])) }
        } @else {
            p.lead { (l.ta(T::BoundariesEditionLead, &args![("from", from.version.as_str()), ("to", to.version.as_str())])) }
            ul.rows {
                @for change in changes {
                    @let rule = to.rule(&change.code).or_else(|| from.rule(&change.code));
                    li { span { strong { (rule.map_or(change.code.as_str(), |r| r.title.get(l))) } br; (change_words(change.kind, l)) } }
                }
            }
            @if may_edit(cx) {
                (form(&cx.link("/kontor/grenser/utgave"), &cx.csrf(), &html! {
                    (hidden("utgave", &to.version))
                    (parts::actions(&[parts::button(&l.t(T::BoundariesEditionFollow), Weight::Primary), parts::button_link(&l.t(T::BoundariesEditionWait), &cx.link("/kontor/grenser"), Weight::Quiet)]))
                }))
            }
        }
    }
}

fn change_words(kind: RuleChangeKind, l: Locale) -> String {
    match kind {
        RuleChangeKind::Added => l.t(T::BoundariesChangeAdded),
        RuleChangeKind::Removed => l.t(T::BoundariesChangeRemoved),
        RuleChangeKind::Answer { from, to } => l.ta(
            T::BoundariesChangeAnswer,
            &args![("from", word(from, l)), ("to", word(to, l))],
        ),
        RuleChangeKind::Cases => l.t(T::BoundariesChangeCases),
        RuleChangeKind::Words => l.t(T::BoundariesChangeWords),
    }
}

fn problem_words(problem: Problem, l: Locale) -> String {
    l.t(match problem {
        Problem::Answer => T::BoundariesProblemAnswer,
        Problem::Same => T::BoundariesProblemSame,
        Problem::Reason => T::BoundariesProblemReason,
        Problem::Owner => T::BoundariesProblemOwner,
        Problem::Due => T::BoundariesProblemDue,
        Problem::DueForm => T::BoundariesProblemDueForm,
        Problem::Long => T::BoundariesProblemLong,
        Problem::Personal => T::BoundariesProblemPersonal,
        Problem::Risk => T::BoundariesProblemRisk,
        Problem::Review => T::BoundariesProblemReview,
        Problem::Analysis => T::BoundariesProblemAnalysis,
    })
}

/// What the form for a deviation shows.
pub struct Editing<'a> {
    /// The rule.
    pub rule: &'a EffectiveRule,
    /// The municipality's register.
    pub register: &'a Register,
    /// The deviation that is edited; `None` for a new one.
    pub key: Option<&'a Key>,
    /// What stands in the fields.
    pub fields: &'a Fields,
    /// What is wrong.
    pub problems: &'a [(&'static str, Problem)],
    /// The risk analyses that are approved.
    pub approved: &'a [Approved],
}

/// The form for what the municipality decides otherwise.
pub fn edit(cx: &Cx, e: &Editing) -> Markup {
    let l = cx.locale();
    let (rule, fields, problems) = (e.rule, e.fields, e.problems);
    let own = e.register.municipality.written_language;
    let action = cx.link(&format!("/kontor/grenser/{}", rule.code));
    let said: Vec<(String, String)> = problems.iter().map(|(f, p)| ((*f).to_owned(), problem_words(*p, l))).collect();
    let error = |name: &str| problems.iter().find(|(f, _)| *f == name).map(|(_, p)| problem_words(*p, l));
    let make = |name: &str, label: String| Field::new(name, label).value(field(fields, name)).error(error(name));
    html! {
        (parts::breadcrumbs(l, &[Link::new(cx.link("/kontor/grenser"), l.t(T::BoundariesTitle))], &title(rule, l)))
        (error_summary(l, &said))
        h1 { (title(rule, l)) }
        @if let Some(national) = rule.rule {
            (parts::answer(tone(national.answer), &word(national.answer, l), &html! { p { (l.t(T::BoundariesNationalSays)) " " (text(&national.why, l)) } }))
        }
        (decided(cx, e))
        h2 { (l.t(T::BoundariesEditTitle)) }
        (form(&action, &cx.csrf(), &html! {
            (hidden("avvik", e.key.map_or("", Key::as_str)))
            (answers(fields, error("svar"), l))
            (scope_fields(e, l))
            @for locale in Locale::ALL {
                @let label = l.ta(T::BoundariesReason, &args![("language", ui::layout::language_name(locale))]);
                @let reason = make(reason_field(locale), label).guarded().max_length(u32::try_from(LONGEST_REASON).unwrap_or(600));
                (textarea(&if locale == own { reason.required() } else { reason.optional(l) }, 3))
            }
            (text_field(&make("eier", l.t(T::BoundariesOwnerField)).hint(l.t(T::BoundariesOwnerHint)).guarded().required().max_length(u32::try_from(LONGEST_LINE).unwrap_or(120))))
            (analysis_field(cx, e, error("analyse")))
            @let risk = make("ros", l.t(T::BoundariesRiskField)).guarded().max_length(u32::try_from(LONGEST_LINE).unwrap_or(120));
            (text_field(&if e.key.is_none() { risk.hint(l.t(T::BoundariesRiskHintNew)).required() } else { risk.hint(l.t(T::BoundariesRiskHint)).optional(l) }))
            @if e.key.is_some() { (date_field(&make("ros_frist", l.t(T::BoundariesDueField)).hint(l.t(T::BoundariesDueHint)))) }
            (date_field(&make("gjennomgang", l.t(T::BoundariesReviewField)).hint(l.t(T::BoundariesReviewHint)).required()))
            (ui::forms::submit(&l.t(T::BoundariesSave)))
        }))
        @if let Some(key) = e.key {
            (form(&format!("{action}/fjern"), &cx.csrf(), &html! {
                (hidden("avvik", key.as_str()))
                (parts::button(&l.t(T::BoundariesRemove), Weight::Stop))
            }))
        }
    }
}

/// Which approved risk analysis it rests on, with a way to the one that is chosen.
fn analysis_field(cx: &Cx, e: &Editing, error: Option<String>) -> Markup {
    let l = cx.locale();
    let chosen = field(e.fields, "analyse");
    let none = Choice::new("", l.t(T::BoundariesAnalysisNone), chosen.is_empty());
    let choices: Vec<Choice> = std::iter::once(none)
        .chain(e.approved.iter().map(|a| {
            let words = args![("title", a.title.as_str()), ("day", day_in_words(a.on, cx.today(), l))];
            let id = a.id.to_string();
            let is_chosen = id == chosen;
            Choice::new(id, l.ta(T::BoundariesAnalysisOne, &words), is_chosen)
        }))
        .collect();
    html! {
        @if !e.approved.is_empty() {
            (radios(&Field::new("analyse", l.t(T::BoundariesAnalysisField)).hint(l.t(T::BoundariesAnalysisHint)).error(error), &choices))
            @if let Some(a) = e.approved.iter().find(|a| a.id.to_string() == chosen) {
                p { a href=(cx.link(&a.path)) { (l.ta(T::BoundariesAnalysisSee, &args![("title", a.title.as_str())])) } }
            }
        }
    }
}

/// The other decisions about the rule, each with its own form.
fn decided(cx: &Cx, e: &Editing) -> Markup {
    let l = cx.locale();
    let others: Vec<&DeviationState> = e.rule.deviations().filter(|d| Some(&d.key) != e.key).collect();
    let path = |key: &str| cx.link(&format!("/kontor/grenser/{}?avvik={key}", e.rule.code));
    html! {
        @if !others.is_empty() {
            h2 { (l.t(T::BoundariesAlsoDecided)) }
            ul.may-list {
                @for d in others {
                    li { a href=(path(d.key.as_str())) { span { (scope_words(&d.scope, e.register, l)) } (answer_tag(d.answer, l)) } }
                }
            }
        }
        @if e.key.is_some() { p { a href=(path("ny")) { (l.t(T::BoundariesAnotherDecision)) } } }
    }
}

/// What it is decided for: nothing chosen on a side is everything on it.
fn scope_fields(e: &Editing, l: Locale) -> Markup {
    let chosen = |name: &str, value: &str| values(e.fields, name).any(|v| v == value);
    let services: Vec<Choice> = (e.register.services.iter())
        .map(|s| Choice::new(s.key.as_str(), s.name.get(l), chosen("tjeneste", s.key.as_str())))
        .collect();
    let forms: Vec<Choice> = OfferingKind::ALL
        .into_iter()
        .map(|f| Choice::new(f.code(), form_words(f, l), chosen("form", f.code())))
        .collect();
    let guides: Vec<Choice> = GuideKind::ALL
        .into_iter()
        .map(|g| Choice::new(g.code(), guide_words(g, l), chosen("veileder", g.code())))
        .collect();
    html! {
        details open[services.iter().chain(&forms).chain(&guides).any(|c| c.checked)] {
            summary { (l.t(T::BoundariesScope)) }
            p { (l.t(T::BoundariesScopeLead)) }
            (checkboxes(&Field::new("veileder", l.t(T::BoundariesScopeGuides)), &guides))
            (checkboxes(&Field::new("form", l.t(T::BoundariesScopeForms)), &forms))
            @if !services.is_empty() { (checkboxes(&Field::new("tjeneste", l.t(T::BoundariesScopeServices)), &services)) }
        }
    }
}

fn answers(fields: &Fields, error: Option<String>, l: Locale) -> Markup {
    let chosen = field(fields, "svar");
    let choices: Vec<Choice> = BoundaryAnswer::ALL
        .into_iter()
        .map(|a| Choice::new(a.code(), word(a, l), a.code() == chosen))
        .collect();
    radios(
        &Field::new("svar", l.t(T::BoundariesAnswerField)).error(error),
        &choices,
    )
}
