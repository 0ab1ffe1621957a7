//! How the boundaries look: the answer in large type, and the list in the office.

use super::forms::{Fields, LONGEST_LINE, LONGEST_REASON, Problem, field, reason_field};
use crate::{
    frame::Cx,
    referrals::{self, Pairs, Suggestion, asked, carried},
    texts::{T, Words},
};
use domain::{
    boundaries::{BoundaryAnswer, DeviationState, EffectiveRule, Profile},
    schedule::day_in_words,
    shared::{Id, Locale, Localized},
};
use maud::{Markup, html};
use ui::{
    Link, args,
    forms::{Choice, Field, date_field, error_summary, form, hidden, radios, text_field, textarea},
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

/// The answer, in large type to read aloud.
pub fn answer(cx: &Cx, rule: &EffectiveRule, pairs: &Pairs, ways: &[Suggestion], cards: &[(String, String)]) -> Markup {
    let l = cx.locale();
    let body = html! {
        @if let Some(r) = rule.rule {
            p { (text(&r.why, l)) }
        }
        @if let Some(own) = &rule.deviation { p { strong { (l.t(T::BoundariesHere)) } " " (text(&own.reason, l)) } }
    };
    html! {
        h1 { (title(rule, l)) }
        (parts::answer(tone(rule.answer), &word(rule.answer, l), &body))
        @if let Some(own) = &rule.deviation { (risk(cx, own)) }
        @if let Some(r) = rule.rule {
            // Words that refuse fit only where the answer here is the national one.
            @if rule.answer == r.answer && !r.words_to_say.is_empty() {
                h2 { (l.t(T::BoundariesSay)) }
                blockquote.say { p { "«" (text(&r.words_to_say, l)) "»" } }
            }
            @if !r.do_instead.is_empty() {
                h2 { (l.t(if rule.answer == BoundaryAnswer::No { T::BoundariesInstead } else { T::BoundariesHow })) }
                p.lead { (text(&r.do_instead, l)) }
            }
        }
        @if !cards.is_empty() {
            h2 { (l.t(T::HandbookInTheBook)) }
            ul.may-list { @for (title, path) in cards { li { a href=(back(cx, path, pairs)) { span { (title) } } } } }
        }
        (outside(cx, rule, pairs))
        @if !ways.is_empty() {
            h2 { (l.t(T::BoundariesSendTo)) }
            (referrals::list(cx, ways))
        }
        (parts::actions(&[
            parts::button_link(&l.t(T::BoundariesAnother), &back(cx, "/skranke/kan-jeg", pairs), Weight::Quiet),
            parts::button_link(&l.t(T::BoundariesBack), &back(cx, "/skranke", pairs), Weight::Quiet),
        ]))
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
fn outside(cx: &Cx, rule: &EffectiveRule, pairs: &Pairs) -> Markup {
    let l = cx.locale();
    let with_boundary = with(pairs, &[("boundary", &rule.code), ("outcome", "outside_scope")]);
    let to_form = back(cx, "/skranke", &with(pairs, &[("boundary", &rule.code)]));
    let known = !asked(pairs, "place").is_empty() && !asked(pairs, "offering").is_empty();
    html! {
        div.actions {
            @if known && rule.answer != BoundaryAnswer::May {
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

/// Every rule with the answer here, in the office.
pub fn list(cx: &Cx, rules: &[EffectiveRule]) -> Markup {
    let l = cx.locale();
    let profile = Profile::standard();
    let own: Vec<&EffectiveRule> = rules.iter().filter(|r| r.deviation.is_some()).collect();
    html! {
        h1 { (l.t(T::BoundariesTitle)) }
        p.lead { (l.t(T::BoundariesLead)) }
        p.quiet { (l.ta(T::BoundariesProfile, &args![("version", profile.version.as_str()), ("source", profile.source.as_str())])) }
        h2 { (l.t(T::BoundariesOwn)) }
        @if own.is_empty() { p { (l.t(T::BoundariesNoOwn)) } }
        ul.may-list { @for rule in &own { (office_row(cx, rule)) } }
        @for category in &profile.categories {
            h2 { (category.name.get(l)) }
            ul.may-list {
                @for rule in rules.iter().filter(|r| r.rule.is_some_and(|x| x.category == category.code)) { (office_row(cx, rule)) }
            }
        }
    }
}

fn office_row(cx: &Cx, rule: &EffectiveRule) -> Markup {
    let l = cx.locale();
    let may_edit = cx.session.as_ref().is_some_and(|s| s.may(domain::access::Permission::EditRegister));
    html! {
        li {
            @if may_edit { a href=(cx.link(&format!("/kontor/grenser/{}", rule.code))) { (office_words(cx, rule)) } }
            @else { div { (office_words(cx, rule)) } }
            @if let Some(own) = &rule.deviation {
                p.quiet { (l.ta(T::BoundariesOwner, &args![("owner", own.owner.as_str())])) " " (risk(cx, own)) }
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
    })
}

/// The form for what the municipality decides otherwise.
pub fn edit(
    cx: &Cx,
    rule: &EffectiveRule,
    own: Locale,
    fields: &Fields,
    problems: &[(&'static str, Problem)],
) -> Markup {
    let l = cx.locale();
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
        h2 { (l.t(T::BoundariesEditTitle)) }
        (form(&action, &cx.csrf(), &html! {
            (answers(fields, error("svar"), l))
            @for locale in Locale::ALL {
                @let label = l.ta(T::BoundariesReason, &args![("language", ui::layout::language_name(locale))]);
                @let reason = make(reason_field(locale), label).guarded().max_length(u32::try_from(LONGEST_REASON).unwrap_or(600));
                (textarea(&if locale == own { reason.required() } else { reason.optional(l) }, 3))
            }
            (text_field(&make("eier", l.t(T::BoundariesOwnerField)).hint(l.t(T::BoundariesOwnerHint)).guarded().required().max_length(u32::try_from(LONGEST_LINE).unwrap_or(120))))
            (text_field(&make("ros", l.t(T::BoundariesRiskField)).hint(l.t(T::BoundariesRiskHint)).guarded().optional(l).max_length(u32::try_from(LONGEST_LINE).unwrap_or(120))))
            (date_field(&make("ros_frist", l.t(T::BoundariesDueField)).hint(l.t(T::BoundariesDueHint))))
            (ui::forms::submit(&l.t(T::BoundariesSave)))
        }))
        @if rule.deviation.is_some() {
            (form(&format!("{action}/fjern"), &cx.csrf(), &parts::button(&l.t(T::BoundariesRemove), Weight::Stop)))
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
