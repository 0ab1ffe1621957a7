//! How messages look to staff: the call list, a message on paper, and how the sending fares.

use super::{
    desk::Line,
    forms::{SendingProblem, value},
    office::{Editing, Entered},
    store::{Counts, Message, Sending},
    worker::can_send,
};
use crate::{
    frame::{Cx, Published},
    texts::{T, Words},
};
use domain::{
    messages::{
        About, CITIZEN_LANGUAGES, Contact, ContactProblem, DateChange, Occasion, PLACEHOLDERS, TextProblem, fill,
        is_right_to_left, nearest, outside_gsm, own_name, ring_to_be_sure, sms_size, values,
    },
    schedule::{clock, day_in_words},
    shared::{Locale, Minute, day_and_minute, instant_of},
};
use jiff::{Timestamp, ToSpan};
use maud::{Markup, html};
use ui::{
    Link, args,
    forms::{Choice, Field, error_summary, form, select, text_field, textarea, time_field},
    parts::{self, Tone, Weight},
};

/// An occasion in a word or two.
pub fn occasion(occasion: Occasion, l: Locale) -> String {
    l.t(match occasion {
        Occasion::Receipt => T::MessagesReceipt,
        Occasion::Reminder => T::MessagesReminder,
        Occasion::Moved => T::MessagesMoved,
        Occasion::CalledOff => T::MessagesCalledOff,
        Occasion::Cancelled => T::MessagesCancelled,
        Occasion::WaitingOffer => T::MessagesWaitingOffer,
        Occasion::PlaceFreed => T::MessagesPlaceFreed,
        Occasion::EventMoved => T::MessagesEventMoved,
        Occasion::Reinstated => T::MessagesReinstated,
        Occasion::SeriesChanged => T::MessagesSeriesChanged,
        Occasion::ThankYou => T::MessagesThankYou,
    })
}

fn when(cx: &Cx, at: Timestamp) -> String {
    let l = cx.locale();
    let (day, minute) = day_and_minute(at);
    l.ta(
        T::MessagesWhen,
        &args![("day", day_in_words(day, cx.today(), l)), ("time", clock(minute, l))],
    )
}

/// The list, most pressing first: what is about today, then by when it begins.
pub fn call_list(cx: &Cx, lines: Vec<Line>) -> Markup {
    let l = cx.locale();
    let ends = instant_of(cx.today(), Minute::new(1440).unwrap_or(Minute::MIDNIGHT));
    let begins = |line: &Line| line.message.about.as_ref().map_or(line.message.due, About::starts);
    let (mut now, rest): (Vec<Line>, Vec<Line>) =
        lines.into_iter().partition(|line| line.message.due <= cx.now || line.message.dead);
    let (mut today, later): (Vec<Line>, Vec<Line>) = rest.into_iter().partition(|line| line.message.due < ends);
    now.sort_by_key(begins);
    today.sort_by_key(begins);
    html! {
        (parts::breadcrumbs(l, &[Link::new(cx.link("/skranke"), l.t(T::FrameNavDesk))], &l.t(T::MessagesCallList)))
        h1 { (l.t(T::MessagesCallListTitle)) }
        p.lead { (l.t(T::MessagesCallListLead)) }
        @if now.is_empty() {
            (parts::empty_state(&l.t(T::MessagesCallListEmpty), None))
        }
        @for line in &now { (entry(cx, line)) }
        @if !today.is_empty() {
            h2 { (l.t(T::MessagesLaterToday)) }
            @for line in &today { (entry(cx, line)) }
        }
        @if !later.is_empty() { p.quiet { (l.ta(T::MessagesLaterDays, &args![("n", later.len())])) } }
    }
}

fn who(about: &About, l: Locale) -> String {
    if about.name.is_empty() {
        l.ta(T::MessagesSomebody, &args![("code", about.code.as_str())])
    } else {
        about.name.clone()
    }
}

fn entry(cx: &Cx, line: &Line) -> Markup {
    let l = cx.locale();
    let message = &line.message;
    let (Some(about), Some(why)) = (&message.about, message.occasion) else {
        return html! {};
    };
    let today = about.day == cx.today();
    let tone = if why.is_urgent() { Tone::Look } else { Tone::Info };
    let lang = Some(message.language.as_str()).filter(|code| *code != l.code());
    html! {
        section.card aria-labelledby=(format!("m-{}", message.id)) {
            h2 id=(format!("m-{}", message.id)) { (who(about, l)) " " (parts::tag(tone, &occasion(why, l))) @if today { " " (parts::tag(Tone::Look, &l.t(T::MessagesToday))) } }
            p { strong { (when(cx, about.starts())) } ", " (about.place) @if !about.offering.is_empty() { span.quiet { " · " (about.offering) } } }
            @if !about.reason.is_empty() { p { (l.ta(T::MessagesWhy, &args![("reason", about.reason.as_str())])) } }
            (reach(&message.to, l))
            @if message.dead || message.problem == "no_answer" { p { (parts::tag(Tone::Look, &problem(&message.problem, l))) @if message.due > cx.now { " " (l.ta(T::MessagesTryAgain, &args![("when", when(cx, message.due))])) } } }
            (parts::card_soft(&html! {
                p.quiet { (l.t(T::MessagesSay)) }
                p.lead lang=[lang] dir=[lang.map(direction)] { (line.words.spoken) }
            }))
            form method="post" action=(cx.link(&format!("/skranke/ringeliste/{}", message.id))) {
                input type="hidden" name="csrf" value=(cx.csrf());
                div.actions {
                    (parts::button_with(&l.t(T::MessagesTold), Weight::Done, "hva", "sagt"))
                    (parts::button_with(&l.t(T::MessagesNotReached), Weight::Secondary, "hva", "ikke-svar"))
                    (parts::button_link(&l.t(T::MessagesCard), &cx.link(&format!("/skranke/ringeliste?kort={}", message.id)), Weight::Secondary))
                    (parts::button_with(&l.t(T::MessagesGiveUp), Weight::Quiet, "hva", "gi-opp"))
                }
            }
        }
    }
}

fn reach(to: &Contact, l: Locale) -> Markup {
    match to {
        Contact::Call(phone) | Contact::Sms(phone) => html! {
            p.lead { (l.t(T::MessagesRing)) " " a.phone href=(format!("tel:{}", phone.dialled())) { (phone) } }
        },
        Contact::Email(email) => html! {
            p.lead { (l.t(T::MessagesWrite)) " " a href=(format!("mailto:{email}")) { (email) } }
        },
        Contact::None => html! { p.lead { (l.t(T::MessagesAtTheDoor)) } },
    }
}

fn problem(code: &str, l: Locale) -> String {
    l.t(match code {
        "never" => T::MessagesProblemNever,
        "too_late" => T::MessagesProblemTooLate,
        "not_set_up" => T::MessagesProblemNotSetUp,
        "no_answer" => T::MessagesProblemNoAnswer,
        _ => T::MessagesProblemLater,
    })
}

/// A message on paper.
pub fn card(cx: &Cx, line: &Line) -> Markup {
    let l = cx.locale();
    let lang = Some(line.message.language.as_str()).filter(|code| *code != l.code());
    html! {
        div.no-print {
            (parts::breadcrumbs(l, &[Link::new(cx.link("/skranke"), l.t(T::FrameNavDesk)), Link::new(cx.link("/skranke/ringeliste"), l.t(T::MessagesCallList))], &l.t(T::MessagesCard)))
        }
        article.card lang=[lang] dir=[lang.map(|_| "auto")] {
            h1 { (line.words.subject) }
            (letter(&line.words.letter))
            @if let Some(words) = to_be_sure(cx, &line.message) { p { strong { (words) } } }
        }
        div.actions.no-print {
            button.ds-button type="button" data-print="" hidden { (l.t(T::MessagesPrint)) }
            (parts::button_link(&l.t(T::MessagesBack), &cx.link("/skranke/ringeliste"), Weight::Secondary))
        }
    }
}

/// "Ring the same morning if you want to be sure", on the card of somebody we can't reach again.
fn to_be_sure(cx: &Cx, message: &Message) -> Option<String> {
    let (Contact::None, Some(about)) = (&message.to, &message.about) else {
        return None;
    };
    let over = matches!(
        message.occasion,
        Some(Occasion::CalledOff | Occasion::Cancelled | Occasion::ThankYou)
    );
    let values = values(about, &message.language, &cx.tenant().service_name);
    (!over && !about.phone.is_empty()).then(|| fill(ring_to_be_sure(nearest(&message.language)), &values))
}

fn letter(text: &str) -> Markup {
    html! {
        @for paragraph in text.split("\n\n") {
            p { @for (i, line) in paragraph.lines().enumerate() { @if i > 0 { br; } (line) } }
        }
    }
}

/// What the office's page shows.
pub struct Office {
    pub counts: Counts,
    pub dead: Vec<Message>,
    pub sending: Sending,
    pub own: Vec<(Occasion, String, bool)>,
}

/// What waits for somebody in the office.
pub fn waits(cx: &Cx, n: usize) -> Markup {
    let l = cx.locale();
    parts::titled_card(
        &l.ta(T::MessagesWaits, &args![("n", n)]),
        &html! {
            p { (l.t(T::MessagesWaitsText)) }
            (parts::actions(&[parts::button_link(&l.t(T::MessagesWaitsDo), &cx.link("/kontor/meldinger"), Weight::Secondary)]))
        },
    )
}

/// How the sending fares, what never came through, and how it is set up.
pub fn office(cx: &Cx, view: &Office, entered: &Entered) -> Markup {
    let l = cx.locale();
    let said = [("sendt", T::MessagesAgainDone), ("prove", T::MessagesTrialDone), ("lagret", T::MessagesSaved)];
    let said = said.into_iter().find(|(word, _)| cx.scope.query.contains(word));
    html! {
        (parts::breadcrumbs(l, &[Link::new(cx.link("/kontor/oppsett"), l.t(T::FrameNavSetUp))], &l.t(T::MessagesTitle)))
        (error_summary(l, &problems(entered, l)))
        h1 { (l.t(T::MessagesTitle)) }
        p.lead { (l.t(T::MessagesLead)) }
        @if let Some((_, words)) = said { (parts::live_notice(Tone::Good, &html! { p { (l.t(words)) } })) }
        (ways(cx))
        (figures(view.counts, l))
        (given_up(cx, &view.dead))
        @if may_change(cx) { (trial(cx, entered)) (how(cx, &view.sending, entered)) }
        (texts(cx, &view.own))
    }
}

fn may_change(cx: &Cx) -> bool {
    cx.session.as_ref().is_some_and(|s| s.may(domain::access::Permission::EditRegister))
}

fn problems(entered: &Entered, l: Locale) -> Vec<(String, String)> {
    let trial = entered.trial.iter().map(|(_, p)| ("til".to_owned(), contact_problem(*p, l)));
    trial.chain(entered.sending.iter().map(|p| sending_problem(*p, l))).collect()
}

/// What is wrong with a contact, in words.
pub fn contact_problem(problem: ContactProblem, l: Locale) -> String {
    l.t(match problem {
        ContactProblem::Empty => T::MessagesContactEmpty,
        ContactProblem::NotAPhone => T::MessagesContactPhone,
        ContactProblem::NotAMobile => T::MessagesContactMobile,
        ContactProblem::NotAnEmail => T::MessagesContactEmail,
    })
}

fn sending_problem(problem: SendingProblem, l: Locale) -> (String, String) {
    match problem {
        SendingProblem::Time(name) => (name.to_owned(), l.t(T::MessagesTimeWrong)),
        SendingProblem::Sender => ("avsender".to_owned(), l.t(T::MessagesSenderWrong)),
    }
}

fn ways(cx: &Cx) -> Markup {
    let l = cx.locale();
    let means = can_send(cx);
    let way = |set_up: bool, words: T, missing: T| {
        if set_up {
            parts::notice(Tone::Good, &html! { p { (l.t(words)) } })
        } else {
            parts::notice(Tone::Look, &html! { p { (l.t(missing)) } })
        }
    };
    html! {
        @if cx.tenant().demo { (parts::notice(Tone::Info, &html! { p { (l.t(T::MessagesDemo)) } })) } @else {
            (way(means.email, T::MessagesMailOn, T::MessagesMailOff))
            (way(means.sms, T::MessagesSmsOn, T::MessagesSmsOff))
        }
    }
}

fn figures(counts: Counts, l: Locale) -> Markup {
    let stat = |n: i64, words: T| parts::stat(&n.to_string(), &l.t(words));
    parts::grid(&[
        stat(counts.waiting, T::MessagesCountWaiting),
        stat(counts.troubled, T::MessagesCountTroubled),
        stat(counts.later, T::MessagesCountLater),
        stat(counts.told, T::MessagesCountTold),
        stat(counts.dead, T::MessagesCountDead),
    ])
}

fn given_up(cx: &Cx, dead: &[Message]) -> Markup {
    let l = cx.locale();
    html! {
        @if !dead.is_empty() {
            h2 { (l.t(T::MessagesDeadTitle)) }
            p { (l.t(T::MessagesDeadLead)) }
            @for message in dead {
                div.card {
                    p {
                        strong { (message.occasion.map_or_else(|| l.t(T::MessagesLetter), |o| occasion(o, l))) }
                        @if let Some(about) = &message.about { ": " (when(cx, about.starts())) ", " (about.place) }
                    }
                    p { (parts::tag(Tone::Look, &problem(&message.problem, l))) " " (l.ta(T::MessagesTries, &args![("n", message.attempts)])) }
                    @if message.useless_after > cx.now && may_change(cx) {
                        (form(&cx.link(&format!("/kontor/meldinger/{}/igjen", message.id)), &cx.csrf(), &parts::button(&l.t(T::MessagesAgain), Weight::Secondary)))
                    }
                }
            }
        }
    }
}

fn trial(cx: &Cx, entered: &Entered) -> Markup {
    let l = cx.locale();
    let (written, wrong) =
        entered.trial.as_ref().map_or(("", None), |(w, p)| (w.as_str(), Some(contact_problem(*p, l))));
    let field = Field::new("til", l.t(T::MessagesTrialTo))
        .hint(l.t(T::MessagesTrialHint))
        .value(written)
        .error(wrong);
    parts::titled_card(
        &l.t(T::MessagesTrialTitle),
        &form(
            &cx.link("/kontor/meldinger/prove"),
            &cx.csrf(),
            &html! { (text_field(&field)) (parts::button(&l.t(T::MessagesTrialSend), Weight::Secondary)) },
        ),
    )
}

fn how(cx: &Cx, sending: &Sending, entered: &Entered) -> Markup {
    let l = cx.locale();
    let kept = |name: &str, value_now: String| {
        if entered.fields.is_empty() {
            value_now
        } else {
            value(&entered.fields, name).to_owned()
        }
    };
    let wrong = |name: &str| {
        let found = entered.sending.iter().map(|p| sending_problem(*p, l)).find(|(n, _)| n == name);
        found.map(|(_, words)| words)
    };
    let from = Field::new("stille-fra", l.t(T::MessagesQuietFrom))
        .value(kept("stille-fra", sending.quiet.from.to_string()))
        .error(wrong("stille-fra"));
    let until = Field::new("stille-til", l.t(T::MessagesQuietUntil))
        .value(kept("stille-til", sending.quiet.until.to_string()))
        .error(wrong("stille-til"));
    let sender = Field::new("avsender", l.t(T::MessagesSender))
        .hint(l.t(T::MessagesSenderHint))
        .value(kept("avsender", sending.sender.clone()))
        .error(wrong("avsender"))
        .optional(l)
        .max_length(11);
    parts::titled_card(
        &l.t(T::MessagesHowTitle),
        &html! {
            p { (l.t(T::MessagesQuietLead)) }
            (form(&cx.link("/kontor/meldinger/oppsett"), &cx.csrf(), &html! {
                (time_field(&from)) (time_field(&until)) (text_field(&sender))
                (parts::button(&l.t(T::MessagesSave), Weight::Primary))
            }))
        },
    )
}

fn texts(cx: &Cx, own: &[(Occasion, String, bool)]) -> Markup {
    let l = cx.locale();
    let mut languages: Vec<String> = Locale::ALL.iter().map(|locale| locale.code().to_owned()).collect();
    for (_, language, _) in own {
        if !languages.contains(language) {
            languages.push(language.clone());
        }
    }
    let state = |o: Occasion, language: &str| own.iter().find(|(occasion, code, _)| *occasion == o && code == language);
    html! {
        section {
            h2 { (l.t(T::MessagesTexts)) }
            p { (l.t(T::MessagesTextsLead)) }
            @for code in &languages {
                h3 { (language(code, l)) }
                ul.chips {
                    @for o in Occasion::ALL {
                        li {
                            a.chip href=(cx.link(&format!("/kontor/meldinger/tekster/{}/{code}", o.code()))) {
                                (occasion(o, l))
                                @if let Some((.., locked)) = state(o, code) { " · " (l.t(if *locked { T::MessagesLocked } else { T::MessagesOwn })) }
                            }
                        }
                    }
                }
            }
            @if may_change(cx) {
                h3 { (l.t(T::MessagesOtherLanguage)) }
                p { (l.t(T::MessagesOtherLanguageLead)) }
                p { (l.t(T::MessagesChosenByCitizens)) }
                ul.chips {
                    @for (code, name) in CITIZEN_LANGUAGES.into_iter().filter(|(code, _)| !languages.iter().any(|l| l == code)) {
                        li { a.chip href=(cx.link(&format!("/kontor/meldinger/tekster/receipt/{code}"))) { (crate::offerings::language_name(code, l)) " – " span lang=(code) dir=(direction(code)) { (name) } } }
                    }
                }
                (form(&cx.link("/kontor/meldinger/sprak"), &cx.csrf(), &html! {
                    (text_field(&Field::new("sprak", l.t(T::MessagesLanguageCode)).hint(l.t(T::MessagesLanguageCodeHint)).short().max_length(12)))
                    (parts::button(&l.t(T::MessagesLanguageGo), Weight::Secondary))
                }))
            }
        }
    }
}

fn language(code: &str, l: Locale) -> String {
    match Locale::parse(code) {
        Some(Locale::Nb) => l.t(T::MessagesNb),
        Some(Locale::Nn) => l.t(T::MessagesNn),
        Some(Locale::En) => l.t(T::MessagesEn),
        None => {
            let name = crate::offerings::language_name(code, l);
            own_name(code).map_or_else(|| name.clone(), |own| format!("{name} – {own}"))
        }
    }
}

/// Which way a language is written, as pages and letters say it.
#[must_use]
pub fn direction(language: &str) -> &'static str {
    if is_right_to_left(language) { "rtl" } else { "ltr" }
}

/// A receipt once more, in the reader's own language and written its way.
#[must_use]
pub fn in_own_language(words: Option<&(String, String)>) -> Markup {
    html! {
        @if let Some((language, words)) = words {
            div.card lang=(language) dir=(direction(language)) {
                @for paragraph in words.split("\n\n") { p { @for (i, line) in paragraph.lines().enumerate() { @if i > 0 { br; } (line) } } }
            }
        }
    }
}

/// In which language one wants messages: the page's, or one that the municipality has approved texts in. Nothing to choose
/// where there is none.
#[must_use]
pub fn language_choice(published: &Published, chosen: &str, l: Locale) -> Markup {
    let own = |code: &str| own_name(code).map_or_else(|| crate::offerings::language_name(code, l), ToOwned::to_owned);
    let mut choices = vec![Choice::new("", ui::layout::language_name(l), chosen.is_empty())];
    choices.extend(published.message_languages.iter().map(|code| Choice::new(code, own(code), chosen == code)));
    html! {
        @if choices.len() > 1 {
            (select(&Field::new("meldingssprak", l.t(T::MessagesChooseLanguage)).hint(l.t(T::MessagesChooseLanguageHint)).value(chosen), &choices))
        }
    }
}

/// Somebody invented, to show what a text becomes.
fn sample(cx: &Cx) -> About {
    let l = cx.locale();
    let (day, _) = day_and_minute(cx.now.saturating_add((24 * 7).hours()).unwrap_or(cx.now));
    let at = |minute| Minute::new(minute).unwrap_or(Minute::MIDNIGHT);
    About {
        offering: String::new(),
        place: l.t(T::MessagesSamplePlace),
        day,
        start: at(12 * 60 + 30),
        end: at(13 * 60),
        code: "K7MP-3QTX".to_owned(),
        link: cx.full_address("/time/K7MP-3QTX"),
        phone: cx.tenant().phone.clone(),
        name: "Rune".to_owned(),
        deadline: Some(instant_of(day, at(10 * 60))),
        was: Some((day, at(10 * 60))),
        reason: l.t(T::MessagesSampleReason),
        instead: vec![(day, at(11 * 60)), (day, at(14 * 60))],
        changes: vec![
            DateChange {
                was: (day, at(10 * 60)),
                now: None,
            },
            DateChange {
                was: (day, at(12 * 60)),
                now: Some((day, at(12 * 60 + 30))),
            },
        ],
    }
}

/// A text: what it becomes, how many parts it takes, and the form.
pub fn text(cx: &Cx, editing: &Editing) -> Markup {
    let l = cx.locale();
    let title = occasion(editing.occasion, l);
    let way = [
        Link::new(cx.link("/kontor/oppsett"), l.t(T::FrameNavSetUp)),
        Link::new(cx.link("/kontor/meldinger"), l.t(T::MessagesTitle)),
    ];
    let mut wrong: Vec<(String, String)> =
        editing.problems.iter().map(|(name, p)| ((*name).to_owned(), text_problem(p, l))).collect();
    if editing.approval_missing {
        wrong.push(("godkjent".to_owned(), l.t(T::MessagesApprovalMissing)));
    }
    let others: Vec<(String, String, bool)> = Locale::ALL
        .into_iter()
        .map(|locale| {
            let href = cx.link(&format!(
                "/kontor/meldinger/tekster/{}/{}",
                editing.occasion.code(),
                locale.code()
            ));
            (href, language(locale.code(), l), locale.code() == editing.language)
        })
        .collect();
    html! {
        (parts::breadcrumbs(l, &way, &title))
        (error_summary(l, &wrong))
        h1 { (title) " – " (language(&editing.language, l)) }
        @if editing.saved { (parts::live_notice(Tone::Good, &html! { p { (l.t(T::MessagesSaved)) } })) }
        (parts::tabs(&l.t(T::MessagesLanguages), &others))
        @if editing.draft { (parts::notice(Tone::Look, &html! { p { (l.t(T::MessagesDraft)) } })) }
        @if editing.locked { (locked(cx, editing)) }
        @else if may_change(cx) { (editor(cx, editing, &wrong)) }
        (preview(cx, editing))
    }
}

fn action(cx: &Cx, editing: &Editing) -> String {
    cx.link(&format!(
        "/kontor/meldinger/tekster/{}/{}",
        editing.occasion.code(),
        editing.language
    ))
}

fn locked(cx: &Cx, editing: &Editing) -> Markup {
    let l = cx.locale();
    parts::notice(
        Tone::Info,
        &html! {
            p { (l.ta(T::MessagesLockedBy, &args![("who", editing.approved_by.as_str())])) }
            @if may_change(cx) {
                form method="post" action=(action(cx, editing)) {
                    input type="hidden" name="csrf" value=(cx.csrf());
                    (parts::actions(&[parts::button_with(&l.t(T::MessagesUnlock), Weight::Secondary, "gjor", "las-opp"), parts::button_with(&l.t(T::MessagesRemove), Weight::Quiet, "gjor", "tilbake")]))
                }
            }
        },
    )
}

fn editor(cx: &Cx, editing: &Editing, wrong: &[(String, String)]) -> Markup {
    let l = cx.locale();
    let error = |name: &str| {
        let all: Vec<&str> = wrong.iter().filter(|(n, _)| n == name).map(|(_, words)| words.as_str()).collect();
        Some(all.join(" ")).filter(|words| !words.is_empty())
    };
    let field = |name: &'static str, label: T, value: &str| {
        let field = Field::new(name, l.t(label)).value(value).error(error(name)).guarded();
        if editing.language == l.code() {
            field
        } else {
            field.language(editing.language.as_str())
        }
    };
    let foreign = Locale::parse(&editing.language).is_none();
    let text = &editing.text;
    html! {
        form method="post" action=(action(cx, editing)) novalidate {
            input type="hidden" name="csrf" value=(cx.csrf());
            details { summary { (l.t(T::MessagesPlaceholders)) }
                p { (l.t(T::MessagesPlaceholdersLead)) }
                ul { @for name in PLACEHOLDERS { li { code { "{" (name) "}" } " – " (fill(&format!("{{{name}}}"), &values(&sample(cx), &editing.language, &cx.tenant().service_name))) } } }
            }
            (textarea(&field("sms", T::MessagesPartSms, &text.sms), 4))
            (counter(cx, editing))
            (text_field(&field("emne", T::MessagesPartSubject, &text.subject)))
            (textarea(&field("brev", T::MessagesPartLetter, &text.letter), 16))
            (textarea(&field("muntlig", T::MessagesPartSpoken, &text.spoken), 5))
            @if foreign {
                (text_field(&field("godkjent", T::MessagesApprovedBy, &editing.approved_by).hint(l.t(T::MessagesApprovedByHint)).max_length(120)))
            }
            div.actions {
                (parts::button_with(&l.t(T::MessagesSave), Weight::Primary, "gjor", "lagre"))
                (parts::button_with(&l.t(T::MessagesPreview), Weight::Secondary, "gjor", "vis"))
                @if editing.own { (parts::button_with(&l.t(if foreign { T::MessagesRemove } else { T::MessagesReset }), Weight::Quiet, "gjor", "tilbake")) }
            }
        }
    }
}

/// Where the script says how many text messages the text becomes while it is written; hidden where no script runs, since
/// the preview says it then.
fn counter(cx: &Cx, editing: &Editing) -> Markup {
    let l = cx.locale();
    let values = values(&sample(cx), &editing.language, &cx.tenant().service_name);
    let counted = |parts: usize| {
        l.ta(
            T::MessagesSmsSize,
            &args![("units", "{units}"), ("room", "{room}"), ("parts", parts)],
        )
    };
    // Written for two parts, and said of any number of them.
    let many = counted(2).replacen('2', "{parts}", 1);
    let json = serde_json::to_string(&values).unwrap_or_default();
    html! {
        p #sms-deler.quiet role="status" hidden data-verdier=(json) data-en=(counted(1)) data-flere=(many)
            data-utenfor=[(!has_own_script(&editing.text.sms)).then(|| l.ta(T::MessagesOutsideGsm, &args![("char", "{char}")]))] {}
    }
}

/// Whether a text is written in other letters than ours. Nobody can change them to get more into a text message.
fn has_own_script(text: &str) -> bool {
    // The last of the Latin letters with marks (Unicode block Latin Extended-B).
    text.chars().any(|c| c.is_alphabetic() && c > '\u{24f}')
}

fn text_problem(problem: &TextProblem, l: Locale) -> String {
    match problem {
        TextProblem::Empty => l.t(T::MessagesTextEmpty),
        TextProblem::TooLong => l.t(T::MessagesTextLong),
        TextProblem::Unknown(name) => l.ta(T::MessagesTextUnknown, &args![("name", name.as_str())]),
        TextProblem::Missing(choice) => {
            let names: Vec<String> = choice.iter().map(|name| format!("{{{name}}}")).collect();
            l.ta(T::MessagesTextMissing, &args![("names", names.join(" / "))])
        }
        TextProblem::Brackets => l.t(T::MessagesTextBrackets),
        TextProblem::Personal => l.t(T::MessagesTextPersonal),
    }
}

fn preview(cx: &Cx, editing: &Editing) -> Markup {
    let l = cx.locale();
    let values = values(&sample(cx), &editing.language, &cx.tenant().service_name);
    let said = |text: &str| fill(text, &values);
    let sms = said(&editing.text.sms);
    let size = sms_size(&sms);
    let counted = l.ta(
        T::MessagesSmsSize,
        &args![("units", size.units), ("room", size.room * size.parts.max(1)), ("parts", size.parts)],
    );
    let lang = editing.language.as_str();
    let dir = direction(lang);
    html! {
        h2 { (l.t(T::MessagesPreviewTitle)) }
        div.grid {
            (parts::titled_card(&l.t(T::MessagesPartSms), &html! {
                p lang=(lang) dir=(dir) { (sms) }
                p { (parts::tag(if size.parts > 1 { Tone::Look } else { Tone::Good }, &counted)) }
                @if let Some(c) = outside_gsm(&sms).filter(|_| !has_own_script(&sms)) { p.quiet { (l.ta(T::MessagesOutsideGsm, &args![("char", c.to_string())])) } }
            }))
            (parts::titled_card(&said(&editing.text.subject), &html! { div lang=(lang) dir=(dir) { (letter(&said(&editing.text.letter))) } }))
            (parts::titled_card(&l.t(T::MessagesPartSpoken), &html! { p lang=(lang) dir=(dir) { (said(&editing.text.spoken)) } }))
        }
    }
}
