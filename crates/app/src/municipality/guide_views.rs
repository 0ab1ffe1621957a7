//! How the set-up guide looks: one question, why it is asked, and the public page growing beside it.

use super::{
    guide::GuideCx,
    guide_steps::{Step, chosen, language, register_of},
};
use crate::{
    frame::Cx,
    office::{
        entered::{Entered, Problems},
        questions,
    },
    texts::{T, Words},
};
use axum::response::{Html, Response};
use domain::{
    municipality::{ListedMunicipality, find_listed, listed},
    register::Register,
    schedule::schedule_in_words,
    shared::Locale,
};
use jiff::civil::Date;
use maud::{Markup, html};
use ui::{
    Audience, LanguageLink, Shell, forms,
    parts::{self, Tone, Weight, button_link},
};

fn shell(cx: &GuideCx, l: Locale, title: &str) -> Shell {
    Shell {
        noindex: true,
        language_links: Locale::ALL
            .into_iter()
            .map(|locale| LanguageLink {
                locale,
                href: cx.scope.same_page_in(locale),
                active: locale == l,
            })
            .collect(),
        ..Shell::new(l, Audience::Office, "Terskel", title)
    }
}

/// The page for somebody who came without the code.
pub fn locked(cx: &GuideCx) -> Html<String> {
    let l = cx.scope.locale;
    let title = l.t(T::MunicipalityGuideLocked);
    let body = html! {
        h1 { (title) }
        p.lead { (l.t(T::MunicipalityGuideLockedHint)) }
    };
    Html(ui::page(&shell(cx, l, &title), &body).into_string())
}

/// A question's page.
pub fn page(
    cx: &GuideCx,
    step: Step,
    answers: &Entered,
    problems: &Problems,
    search: &str,
    today: Date,
) -> Html<String> {
    let l = cx.locale(answers);
    let (title, why) = step.words();
    let title = l.t(title);
    let body = html! {
        (parts::steps(l, step.index() + 1, Step::ALL.len()))
        div.guide {
            div {
                h1 { (title) }
                (forms::error_summary(l, problems))
                p.lead { (l.t(why)) }
                @match step {
                    Step::Municipality => { (choose(cx, answers, search, l)) }
                    _ => { (question(cx, step, answers, problems, l)) }
                }
            }
            @if step != Step::Municipality && step != Step::Review { (beside(answers, today, l)) }
            @if step == Step::Review { (review(answers, today, l)) }
        }
    };
    Html(ui::page(&shell(cx, l, &title), &body).into_string())
}

fn question(cx: &GuideCx, step: Step, answers: &Entered, problems: &Problems, l: Locale) -> Markup {
    let go_on = if step == Step::Review {
        T::MunicipalityGuidePublish
    } else {
        T::MunicipalityGuideNext
    };
    let body = html! {
        (questions::draw_all(l, language(answers), &step.questions(l), answers, problems))
        @if step == Step::You { (passwords(problems, l)) }
        div.actions {
            (parts::button(&l.t(go_on), Weight::Primary))
            @if step.can_wait() { (parts::button_with(&l.t(T::MunicipalityGuideSkip), Weight::Secondary, "vei", "hopp")) }
            (parts::button_with(&l.t(T::OfficeBack), Weight::Quiet, "vei", "tilbake"))
        }
    };
    forms::form(
        &cx.scope.link(&format!("/kom-i-gang/{}", step.code())),
        &cx.csrf(),
        &body,
    )
}

fn passwords(problems: &Problems, l: Locale) -> Markup {
    let wrong = problems.iter().find(|(name, _)| name == "password").map(|(_, text)| text.clone());
    let field = |name, text| forms::Field::new(name, l.t(text)).autocomplete("new-password").max_length(200);
    html! {
        (forms::input(&field("password", T::MunicipalityGuidePassword).hint(l.t(T::MunicipalityGuidePasswordHint)).error(wrong), forms::Kind::Password))
        (forms::input(&field("password-again", T::MunicipalityGuidePasswordAgain), forms::Kind::Password))
    }
}

/// The list of municipalities, with a search that works without script.
fn choose(cx: &GuideCx, answers: &Entered, search: &str, l: Locale) -> Markup {
    let action = cx.scope.link("/kom-i-gang/kommune");
    let found = if search.is_empty() {
        Vec::new()
    } else {
        find_listed(search)
    };
    let now = chosen(answers);
    html! {
        form role="search" method="get" action=(action) {
            label for="f-sok" { (l.t(T::MunicipalityGuideSearch)) }
            div.search {
                input.ds-input type="search" id="f-sok" name="sok" value=(search) autocomplete="off" maxlength="60";
                button.ds-button data-variant="secondary" type="submit" { (l.t(T::MunicipalityGuideSearchButton)) }
            }
        }
        (forms::form(&action, &cx.csrf(), &html! {
            @if let Some(m) = now {
                p { (l.ta(T::MunicipalityGuideChosen, &ui::args![("name", m.name)])) }
                (parts::actions(&[parts::button_with(&l.t(T::MunicipalityGuideNext), Weight::Primary, "number", m.number)]))
            }
            @if !search.is_empty() && found.is_empty() { p role="status" { (l.t(T::MunicipalityGuideNotFound)) } }
            @if !found.is_empty() { (names(&found)) }
            @if found.is_empty() {
                h2 { (l.t(T::MunicipalityGuideCounties)) }
                @for county in counties() {
                    details {
                        summary { (county) }
                        (names(&listed().iter().filter(|m| m.county == county).collect::<Vec<_>>()))
                    }
                }
            }
        }))
    }
}

fn counties() -> Vec<&'static str> {
    let mut out: Vec<&str> = Vec::new();
    for m in listed() {
        if !out.contains(&m.county) {
            out.push(m.county);
        }
    }
    out
}

fn names(all: &[&ListedMunicipality]) -> Markup {
    html! {
        div.municipalities {
            @for m in all {
                button.chip type="submit" name="number" value=(m.number) {
                    (m.name)
                    @for name in &m.parallel_names { " · " (name) }
                    " (" (m.county) ", " (m.number) ")"
                }
            }
        }
    }
}

/// The public page as it grows.
fn beside(answers: &Entered, today: Date, l: Locale) -> Markup {
    html! {
        @if let Some(register) = register_of(answers, today) {
            aside.card.preview aria-label=(l.t(T::MunicipalityGuideSoFar)) {
                p.quiet { (l.t(T::MunicipalityGuideSoFar)) }
                (public_face(&register, register.municipality.written_language))
            }
        }
    }
}

fn public_face(register: &Register, own: Locale) -> Markup {
    let m = &register.municipality;
    html! {
        div lang=(own.code()) {
            h2 { (m.service_name.get(own)) }
            @for o in &register.offerings {
                p { strong { (o.name.get(own)) } }
                p { (o.summary.get(own)) }
                @for s in &o.schedules { p { (ui::parts::keep_together(&schedule_in_words(s, own))) } }
                @if !o.topics.is_empty() {
                    p.quiet { (o.topics.iter().map(|t| crate::offerings::topic_name(*t, own)).collect::<Vec<_>>().join(", ")) }
                }
            }
            @for p in &register.places {
                p { (p.name.get(own)) @if !p.street.is_empty() { ", " (p.street) } @if !p.town.is_empty() { ", " (p.postal_code) " " (p.town) } }
            }
            @if !m.phone.is_empty() { p { (parts::phone(&m.phone)) " " (m.phone_hours.get(own)) } }
        }
    }
}

/// The whole page before it is out, in three languages, and what is left for later.
fn review(answers: &Entered, today: Date, l: Locale) -> Markup {
    let Some(register) = register_of(answers, today) else {
        return html! {};
    };
    let later: Vec<String> = [
        (register.places.is_empty(), T::OfficePlace),
        (
            register.offerings.iter().all(|o| o.schedules.is_empty()),
            T::OfficeTimes,
        ),
        (register.municipality.phone.is_empty(), T::OfficePhone),
        (register.offerings.iter().all(|o| o.topics.is_empty()), T::OfficeTopics),
    ]
    .into_iter()
    .filter(|(missing, _)| *missing)
    .map(|(_, text)| l.t(text))
    .collect();
    let out = register.offerings.iter().any(|o| o.published);
    html! {
        div {
            @if !out { (parts::notice(Tone::Look, &html! { p { (l.t(T::MunicipalityGuideDraft)) } })) }
            @if !later.is_empty() { p { (l.t(T::MunicipalityGuideLater)) " " (later.join(", ")) "." } }
            @for own in questions::own_first(register.municipality.written_language) {
                section.card.preview { p.quiet { (ui::layout::language_name(own)) } (public_face(&register, own)) }
            }
        }
    }
}

/// What has been made, and what to do next.
pub fn ready(cx: &Cx, register: &Register) -> Response {
    let l = cx.locale();
    let offering = register.offerings.iter().find(|o| o.ended.is_none());
    let out = offering.is_some_and(|o| o.published);
    let key = offering.map_or("", |o| o.key.as_str());
    let title = l.t(if out {
        T::MunicipalityReady
    } else {
        T::MunicipalityReadyDraft
    });
    let first = if out {
        button_link(&l.t(T::MunicipalityReadySee), &cx.link("/"), Weight::Primary)
    } else {
        button_link(
            &l.t(T::MunicipalityReadyFinish),
            &cx.link(&format!("/kontor/tilbud/{key}")),
            Weight::Primary,
        )
    };
    let step = |title: T, text: T, words: T, path: &str| {
        html! {
            section.card {
                h2 { (l.t(title)) }
                p { (l.t(text)) }
                p { a href=(cx.link(path)) { (l.t(words)) } }
            }
        }
    };
    let body = html! {
        h1 { (title) }
        p.lead { (l.t(if out { T::MunicipalityReadyLead } else { T::MunicipalityReadyDraftLead })) }
        (parts::actions(&[first]))
        div.grid {
            (step(T::OfficePoster, T::MunicipalityReadyPoster, T::MunicipalityReadyPosterDo, &format!("/kontor/plakater/{key}")))
            (step(T::OfficePeople, T::MunicipalityReadyInvite, T::MunicipalityReadyInviteDo, "/kontor/kontoer"))
            (step(T::OfficeHome, T::MunicipalityReadyHome, T::MunicipalityReadyHomeDo, "/kontor"))
        }
    };
    cx.html(&cx.shell(Audience::Office, title), &body)
}
