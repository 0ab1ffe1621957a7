//! How the handbook looks: a card in large type at the counter, and the office's list, forms and versions.

use super::{
    Handbook,
    forms::{LONGEST_LINE, LONGEST_TITLE, MONTHS, PAIRS, Problem, Problems, pair_field},
    store::Version,
};
use crate::{
    access::{Edit, differences},
    boundaries,
    frame::{Cx, Published},
    office::{editor, entered::Entered},
    referrals::{self, Suggestion, encoded},
    texts::{T, Words},
    visits::labels::Labelled,
};
use domain::{
    access::Permission,
    boundaries::{EffectiveRule, Profile},
    handbook::{Card, CardKind, CardOrigin, CardText, HandbookEntry, ReviewNeed, Shelf, to_toml},
    offerings::Topic,
    referrals::doors_of,
    register::Register,
    schedule::day_in_words,
    shared::{Locale, Localized, day_and_minute},
};
use maud::{Markup, html};
use ui::{
    Link, args,
    forms::{Choice, Field, checkboxes, date_field, error_summary, form, hidden, radios, select, text_field, textarea},
    parts::{self, Tone, Weight},
};

/// A title as Norwegians sort it: æ, ø and å last.
pub fn sorted_by(title: &str) -> String {
    title
        .chars()
        .flat_map(char::to_lowercase)
        .filter(|c| c.is_alphanumeric() || *c == ' ')
        .map(|c| match c {
            'æ' => '\u{f001}',
            'ø' => '\u{f002}',
            'å' => '\u{f003}',
            other => other,
        })
        .collect()
}

fn shelf_words(shelf: Shelf, l: Locale) -> String {
    l.t(match shelf {
        Shelf::SignIn => T::HandbookShelfSignIn,
        Shelf::Device => T::HandbookShelfDevice,
        Shelf::Apps => T::HandbookShelfApps,
        Shelf::Money => T::HandbookShelfMoney,
        Shelf::Public => T::HandbookShelfPublic,
        Shelf::Safety => T::HandbookShelfSafety,
        Shelf::People => T::HandbookShelfPeople,
    })
}

fn kind_words(kind: CardKind, l: Locale) -> String {
    l.t(match kind {
        CardKind::Topic => T::HandbookKindTopic,
        CardKind::Dilemma => T::HandbookKindDilemma,
    })
}

const fn kind_tone(kind: CardKind) -> Tone {
    match kind {
        CardKind::Topic => Tone::Info,
        CardKind::Dilemma => Tone::Look,
    }
}

/// An address at the desk that keeps the half-filled visit.
fn carrying(cx: &Cx, path: &str, carry: &str) -> String {
    let mark = match (carry.is_empty(), path.contains('?')) {
        (true, _) => "",
        (false, true) => "&",
        (false, false) => "?",
    };
    cx.link(&format!("{path}{mark}{carry}"))
}

/// What the page that looks up shows.
pub struct Looking<'a> {
    /// What was asked; empty when nothing was.
    pub question: &'a str,
    /// The shelf that was tapped.
    pub shelf: Option<Shelf>,
    /// What was found, best first, or the cards of the shelf.
    pub found: &'a [&'a HandbookEntry],
    /// How the question was read, where that is otherwise than written.
    pub read_as: Option<String>,
    /// The half-filled visit, as a query.
    pub carry: &'a str,
}

/// Search, shelves, and what was found.
pub fn look_up(cx: &Cx, a: &Looking) -> Markup {
    let l = cx.locale();
    let shelves: Vec<(Link, bool)> = Shelf::ALL
        .into_iter()
        .map(|s| {
            let path = carrying(cx, &format!("/skranke/handbok?hylle={}", s.code()), a.carry);
            (
                Link::new(path, shelf_words(s, l)),
                a.shelf == Some(s) && a.question.is_empty(),
            )
        })
        .collect();
    html! {
        h1 { (l.t(T::HandbookTitle)) }
        form role="search" method="get" action=(cx.link("/skranke/handbok")) {
            @for (name, value) in pairs_of(a.carry) { (hidden(&name, &value)) }
            label for="f-q" { (l.t(T::HandbookQuestion)) }
            div.search {
                input.ds-input type="search" id="f-q" name="q" value=(a.question) autocomplete="off" enterkeyhint="search" maxlength="200";
                button.ds-button type="submit" { (l.t(T::HandbookFind)) }
            }
        }
        div role="status" {
            @if let Some(read_as) = &a.read_as { p.quiet { (l.ta(T::HandbookReadAs, &args![("words", read_as.as_str())])) } }
            @if !a.question.is_empty() && a.found.is_empty() {
                (parts::notice(Tone::Look, &html! { p { (l.t(T::HandbookNothing)) } }))
            }
        }
        @if !a.found.is_empty() { (results(cx, a)) }
        h2 { (l.t(T::HandbookShelves)) }
        div.big-chips { (parts::filter_chips(&shelves)) }
        (parts::actions(&[
            parts::button_link(&l.t(T::HandbookAll), &carrying(cx, "/skranke/handbok/alle", ""), Weight::Secondary),
            parts::button_link(&l.t(T::BoundariesMayI), &carrying(cx, "/skranke/kan-jeg", a.carry), Weight::Secondary),
            parts::button_link(&l.t(T::BoundariesBack), &carrying(cx, "/skranke", a.carry), Weight::Quiet),
        ]))
    }
}

fn results(cx: &Cx, a: &Looking) -> Markup {
    let l = cx.locale();
    html! {
        @if let Some(shelf) = a.shelf.filter(|_| a.question.is_empty()) { h2 { (shelf_words(shelf, l)) } }
        ul.may-list.cards {
            @for entry in a.found {
                @let (text, lang) = entry.card.best(l);
                li lang=[(lang != l).then(|| lang.code())] {
                    a href=(carrying(cx, &format!("/skranke/handbok/{}", entry.card.key), a.carry)) {
                        span { (text.title) br; span.quiet { (text.when) } }
                        (parts::tag(kind_tone(entry.card.kind), &kind_words(entry.card.kind, l)))
                    }
                }
            }
        }
    }
}

/// The fields of a query that was written by [`referrals::carried`].
fn pairs_of(query: &str) -> Vec<(String, String)> {
    let plain = |text: &str| {
        let mut bytes = Vec::new();
        let mut rest = text.as_bytes();
        while let Some((first, tail)) = rest.split_first() {
            let hex = (*first == b'%').then(|| tail.get(..2)).flatten();
            let byte = hex.and_then(|h| u8::from_str_radix(std::str::from_utf8(h).ok()?, 16).ok());
            bytes.push(byte.unwrap_or(*first));
            rest = if byte.is_some() { &tail[2..] } else { tail };
        }
        String::from_utf8_lossy(&bytes).into_owned()
    };
    query
        .split('&')
        .filter_map(|pair| pair.split_once('='))
        .map(|(name, value)| (plain(name), plain(value)))
        .collect()
}

/// A card being read.
pub struct Reading<'a> {
    /// The card.
    pub entry: &'a HandbookEntry,
    /// The municipality's register.
    pub register: &'a Register,
    /// The boundaries as they hold here.
    pub rules: &'a [EffectiveRule],
    /// The half-filled visit, as a query.
    pub carry: &'a str,
}

/// One card at the counter.
pub fn one(cx: &Cx, r: &Reading, ways: &[Suggestion]) -> Markup {
    let l = cx.locale();
    let (text, lang) = r.entry.card.best(l);
    html! {
        article.handbook-card lang=[(lang != l).then(|| lang.code())] {
            p { (parts::tag(kind_tone(r.entry.card.kind), &kind_words(r.entry.card.kind, lang))) }
            h1 { (text.title) }
            (body(text, lang, 2))
        }
        (boundaries_of(cx, r))
        @if !ways.is_empty() {
            h2 { (l.t(T::BoundariesSendTo)) }
            (referrals::list(cx, ways))
        }
        (services_of(cx, r))
        (standing(cx, r.entry))
        (parts::actions(&[
            parts::button_link(&l.t(T::HandbookAnother), &carrying(cx, "/skranke/handbok", r.carry), Weight::Secondary),
            parts::button_link(&l.t(T::BoundariesBack), &carrying(cx, "/skranke", r.carry), Weight::Quiet),
        ]))
    }
}

/// A heading of a level.
fn heading(level: u8, words: &str) -> Markup {
    match level {
        2 => html! { h2 { (words) } },
        3 => html! { h3 { (words) } },
        _ => html! { h4 { (words) } },
    }
}

/// What a card says, without its title.
fn body(text: &CardText, l: Locale, level: u8) -> Markup {
    html! {
        @if !text.when.is_empty() { p.lead { (text.when) } }
        @if !text.say.is_empty() {
            (heading(level, &l.t(T::BoundariesSay)))
            blockquote.say { p { "«" (text.say) "»" } }
        }
        @if !text.steps.is_empty() {
            (heading(level, &l.t(T::HandbookSteps)))
            ol.steps-large { @for step in &text.steps { li { (step) } } }
        }
        @if !text.may.is_empty() {
            (heading(level, &l.t(T::HandbookMay)))
            ul.may-do { @for may in &text.may { li { (may) } } }
        }
        @if !text.instead.is_empty() {
            (heading(level, &l.t(T::HandbookMayNot)))
            ul.may-not {
                @for pair in &text.instead {
                    li {
                        p.not { strong { (l.t(T::HandbookNot)) } " " (pair.not) }
                        p.instead { strong { (l.t(T::HandbookInstead)) } " " (pair.instead) }
                    }
                }
            }
        }
    }
}

/// The boundaries a card is about, as they hold here.
fn boundaries_of(cx: &Cx, r: &Reading) -> Markup {
    let l = cx.locale();
    let about: Vec<&EffectiveRule> = r
        .entry
        .card
        .rules
        .iter()
        .filter_map(|code| r.rules.iter().find(|rule| rule.code == *code && rule.rule.is_some()))
        .collect();
    html! {
        @if !about.is_empty() {
            h2 { (l.t(T::HandbookBoundaries)) }
            ul.may-list {
                @for rule in about {
                    li {
                        a href=(carrying(cx, &format!("/skranke/kan-jeg?svar={}", encoded(&rule.code)), r.carry)) {
                            span {
                                (rule.rule.map_or("", |x| x.title.get(l)))
                                @if rule.deviation.is_some() { br; span.quiet { (l.t(T::HandbookDecidedHere)) } }
                            }
                            (boundaries::answer_tag(rule.answer, l))
                        }
                    }
                }
            }
        }
    }
}

/// The digital services a card is about, those that the municipality has.
fn services_of(cx: &Cx, r: &Reading) -> Markup {
    let l = cx.locale();
    let about: Vec<&Localized> = (r.register.services.iter())
        .filter(|s| r.entry.card.services.contains(&s.key))
        .map(|s| &s.name)
        .collect();
    html! {
        @if !about.is_empty() {
            h2 { (l.t(T::HandbookServices)) }
            ul.plain-list { @for name in about { @let (words, lang) = name.best(l); li lang=[(lang != l).then(|| lang.code())] { (words) } } }
        }
    }
}

/// Whose words it has, who has looked through it, and where facts come from.
fn standing(cx: &Cx, entry: &HandbookEntry) -> Markup {
    let (l, today) = (cx.locale(), cx.today());
    html! {
        footer.card-foot {
            p.quiet {
                (origin_words(cx, entry)) " "
                @match &entry.review {
                    Some(review) if review.of == entry.card && !review.by.is_empty() => {
                        (l.ta(T::HandbookReviewedBy, &args![("name", review.by.as_str()), ("day", day_in_words(review.on, cx.today(), l))]))
                    }
                    Some(review) if review.of == entry.card => (l.ta(T::HandbookReviewed, &args![("day", day_in_words(review.on, cx.today(), l))])),
                    _ => (l.t(T::HandbookNotReviewed)),
                }
            }
            @if matches!(entry.need(today), ReviewNeed::Due(_)) { p { (parts::tag(Tone::Look, &l.t(T::HandbookMayBeOld))) } }
            @if !entry.card.sources.is_empty() {
                details {
                    summary { (l.t(T::HandbookSources)) }
                    ul lang=[(l != Locale::Nb).then_some("nb")] {
                        @for source in &entry.card.sources {
                            li { @if source.url.is_empty() { (source.text) } @else { a href=(source.url) rel="noopener noreferrer" { (source.text) } } }
                        }
                    }
                }
            }
        }
    }
}

fn origin_words(cx: &Cx, entry: &HandbookEntry) -> String {
    let l = cx.locale();
    match (entry.origin, entry.shipped) {
        (CardOrigin::Shipped, Some(shipped)) => l.ta(
            T::HandbookWritten,
            &args![("version", shipped.version), ("day", day_in_words(shipped.written, cx.today(), l))],
        ),
        (CardOrigin::Changed, _) => l.t(T::HandbookOwnVersion),
        _ => l.t(T::HandbookOwnCard),
    }
}

/// The whole book on one page.
pub fn all(cx: &Cx, handbook: &Handbook, published: &Published, rules: &[EffectiveRule]) -> Markup {
    let l = cx.locale();
    let doors = doors_of(&published.register);
    html! {
        h1 { (l.t(T::HandbookAll)) }
        p.lead { (l.t(T::HandbookAllLead)) }
        div.book-search data-book hidden {
            label for="f-bok" { (l.t(T::HandbookQuestion)) }
            input.ds-input type="search" id="f-bok" autocomplete="off" maxlength="200";
            p.quiet role="status" data-none=(l.t(T::HandbookNothing)) {}
        }
        @for shelf in Shelf::ALL {
            @let mut cards: Vec<&HandbookEntry> = handbook.shown().filter(|e| e.card.shelf == shelf).collect();
            @let () = cards.sort_by_key(|e| (e.card.kind, sorted_by(&e.card.best(l).0.title)));
            section data-shelf {
                h2 { (shelf_words(shelf, l)) }
                @for entry in cards {
                    @let (text, lang) = entry.card.best(l);
                    details.book-card id=(entry.card.key) data-words=(entry.card.words.join(" ")) lang=[(lang != l).then(|| lang.code())] {
                        summary { h3 { (text.title) } }
                        (body(text, lang, 4))
                        (in_short(cx, entry, rules, &doors))
                    }
                }
            }
        }
        div.actions.no-print {
            button.ds-button type="button" data-print="" hidden { (l.t(T::MessagesPrint)) }
            (parts::button_link(&l.t(T::BoundariesBack), &cx.link("/skranke"), Weight::Quiet))
        }
    }
}

/// The answers of a card's boundaries and the doors, in two lines.
fn in_short(cx: &Cx, entry: &HandbookEntry, rules: &[EffectiveRule], doors: &[&domain::register::Door]) -> Markup {
    let l = cx.locale();
    let about: Vec<String> = (entry.card.rules.iter())
        .filter_map(|code| rules.iter().find(|r| r.code == *code))
        .filter_map(|r| {
            Some(format!(
                "{}: {}",
                r.rule?.title.get(l),
                boundaries::answer_word(r.answer, l)
            ))
        })
        .collect();
    let to: Vec<String> = (entry.card.doors.iter())
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
        @if !about.is_empty() { h4 { (l.t(T::HandbookBoundaries)) } ul { @for line in about { li { (line) } } } }
        @if !to.is_empty() { h4 { (l.t(T::BoundariesSendTo)) } ul { @for line in to { li { (line) } } } }
    }
}

/// Which cards the office's list shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Showing {
    /// Those that are in the handbook.
    All,
    /// Those that somebody should look through.
    Waiting,
    /// The municipality's own words.
    Own,
    /// Those that are taken out.
    Retired,
}

impl Showing {
    const ALL: [(Self, &'static str); 4] =
        [(Self::All, ""), (Self::Waiting, "venter"), (Self::Own, "egne"), (Self::Retired, "tatt-ut")];

    /// Reads the word of an address.
    pub fn parse(code: &str) -> Self {
        Self::ALL.into_iter().find(|(_, c)| *c == code).map_or(Self::All, |(s, _)| s)
    }

    fn fits(self, entry: &HandbookEntry, today: jiff::civil::Date) -> bool {
        match self {
            Self::All => !entry.retired,
            Self::Waiting => entry.waits(today),
            Self::Own => !entry.retired && entry.origin != CardOrigin::Shipped,
            Self::Retired => entry.retired,
        }
    }

    const fn words(self) -> T {
        match self {
            Self::All => T::HandbookShowAll,
            Self::Waiting => T::HandbookShowWaiting,
            Self::Own => T::HandbookShowOwn,
            Self::Retired => T::HandbookShowRetired,
        }
    }
}

fn may_edit(cx: &Cx) -> bool {
    cx.session.as_ref().is_some_and(|s| s.may(Permission::EditRegister))
}

/// The cards in the office.
pub fn list(cx: &Cx, entries: &[HandbookEntry], showing: Showing) -> Markup {
    let (l, today) = (cx.locale(), cx.today());
    let filters: Vec<(Link, bool)> = Showing::ALL
        .into_iter()
        .map(|(s, code)| {
            let n = entries.iter().filter(|e| s.fits(e, today)).count();
            let path = if code.is_empty() {
                "/kontor/handbok".to_owned()
            } else {
                format!("/kontor/handbok?vis={code}")
            };
            (
                Link::new(cx.link(&path), l.ta(s.words(), &args![("n", n)])),
                s == showing,
            )
        })
        .collect();
    let shown: Vec<&HandbookEntry> = entries.iter().filter(|e| showing.fits(e, today)).collect();
    html! {
        (editor::crumbs(cx, &[("/kontor/oppsett".to_owned(), l.t(T::OfficeSetUp))], &l.t(T::HandbookTitle)))
        h1 { (l.t(T::HandbookTitle)) }
        p.lead { (l.t(T::HandbookLead)) }
        @if may_edit(cx) {
            (parts::actions(&[parts::button_link(&l.t(T::HandbookNew), &cx.link("/kontor/handbok/ny"), Weight::Primary)]))
        }
        (parts::filter_chips(&filters))
        @if shown.is_empty() { (parts::empty_state(&l.t(T::HandbookNoneHere), None)) }
        @for shelf in Shelf::ALL {
            @let mut cards: Vec<&HandbookEntry> = shown.iter().copied().filter(|e| e.card.shelf == shelf).collect();
            @let () = cards.sort_by_key(|e| (!e.waits(today), e.card.kind, sorted_by(&e.card.best(l).0.title)));
            @if !cards.is_empty() {
                h2 { (shelf_words(shelf, l)) }
                ul.may-list { @for entry in cards { (office_row(cx, entry)) } }
            }
        }
    }
}

fn office_row(cx: &Cx, entry: &HandbookEntry) -> Markup {
    let l = cx.locale();
    let (text, lang) = entry.card.best(l);
    html! {
        li {
            a href=(cx.link(&format!("/kontor/handbok/{}", entry.card.key))) {
                span {
                    span lang=[(lang != l).then(|| lang.code())] { (text.title) }
                    br; span.quiet { (kind_words(entry.card.kind, l)) " · " (need_words(cx, entry)) }
                }
                span.tags { (tags(cx, entry)) }
            }
        }
    }
}

fn need_words(cx: &Cx, entry: &HandbookEntry) -> String {
    let (l, today) = (cx.locale(), cx.today());
    match entry.need(today) {
        _ if entry.retired => l.t(T::HandbookRetired),
        ReviewNeed::Not(due) => l.ta(T::HandbookDueLater, &args![("day", day_in_words(due, cx.today(), l))]),
        ReviewNeed::Due(due) => l.ta(T::HandbookDue, &args![("day", day_in_words(due, cx.today(), l))]),
        ReviewNeed::ChangedSince => l.t(T::HandbookChangedSince),
        ReviewNeed::Never => l.t(T::HandbookNever),
    }
}

fn tags(cx: &Cx, entry: &HandbookEntry) -> Markup {
    let (l, today) = (cx.locale(), cx.today());
    html! {
        @if entry.retired { (parts::tag(Tone::Stop, &l.t(T::HandbookRetired))) }
        @if entry.shipped_changed { (parts::tag(Tone::Look, &l.t(T::HandbookShippedChangedTag))) }
        @else if entry.waits(today) { (parts::tag(Tone::Look, &l.t(T::HandbookReviewTag))) }
        @match entry.origin {
            CardOrigin::Shipped => {}
            CardOrigin::Changed => (parts::tag(Tone::Info, &l.t(T::HandbookChangedTag))),
            CardOrigin::Own => (parts::tag(Tone::Info, &l.t(T::HandbookOwnTag))),
        }
    }
}

/// A problem of a form in words.
fn problem_words(problem: Problem, l: Locale) -> String {
    l.t(match problem {
        Problem::Missing => T::OfficeProblemMissing,
        Problem::Long => T::HandbookProblemLong,
        Problem::Nothing => T::HandbookProblemNothing,
        Problem::NoInstead => T::HandbookProblemNoInstead,
        Problem::Half => T::HandbookProblemHalf,
        Problem::Day => T::HandbookProblemDay,
        Problem::Choose => T::OfficeProblemChoose,
        Problem::Address => T::HandbookProblemAddress,
        Problem::Personal(kind) => return crate::office::entered::refused_words(kind, l),
    })
}

fn said(problems: &Problems, l: Locale) -> Vec<(String, String)> {
    problems.iter().map(|(field, p)| (field.clone(), problem_words(*p, l))).collect()
}

fn error_of(problems: &Problems, name: &str, l: Locale) -> Option<String> {
    problems.iter().find(|(field, _)| field == name).map(|(_, p)| problem_words(*p, l))
}

/// A card in the office: as the desk sees it, and what can be done with it.
pub fn office_one(cx: &Cx, r: &Reading, entered: &Entered, problems: &Problems) -> Markup {
    let (l, entry) = (cx.locale(), r.entry);
    let (text, lang) = entry.card.best(l);
    let here = format!("/kontor/handbok/{}", entry.card.key);
    let told = [("gjennomgatt", T::HandbookReviewSaved), ("lagret", T::HandbookSaved)];
    let told = told.into_iter().find(|(word, _)| cx.scope.query.contains(word));
    html! {
        (way(cx, entry, None))
        (error_summary(l, &said(problems, l)))
        h1 lang=[(lang != l).then(|| lang.code())] { (text.title) }
        @if let Some((_, words)) = told { (parts::live_notice(Tone::Good, &html! { p { (l.t(words)) } })) }
        p { span.tags { (parts::tag(kind_tone(entry.card.kind), &kind_words(entry.card.kind, l))) " " (tags(cx, entry)) } }
        p { (origin_words(cx, entry)) " " (need_words(cx, entry)) }
        (shipped_changed(cx, entry, &here))
        section.card.handbook-card lang=[(lang != l).then(|| lang.code())] {
            @if text.is_written() { (body(text, lang, 2)) } @else { p.quiet { (l.t(T::HandbookUnfinished)) } }
        }
        @if may_edit(cx) {
            section.card {
                h2 { (l.t(T::HandbookChange)) }
                (missing_languages(cx, entry))
                div.actions {
                    @for locale in Locale::ALL {
                        a.ds-button data-variant="secondary" href=(cx.link(&format!("{here}/tekst/{}", locale.code()))) {
                            (l.ta(T::HandbookEditIn, &args![("language", ui::layout::language_name(locale))]))
                        }
                    }
                    (parts::button_link(&l.t(T::HandbookLinks), &cx.link(&format!("{here}/oppsett")), Weight::Secondary))
                    (parts::button_link(&l.t(T::HandbookVersions), &cx.link(&format!("{here}/versjoner")), Weight::Quiet))
                }
            }
            (review_form(cx, entry, &here, entered, problems))
            (retire_form(cx, entry, &here))
        } @else {
            (parts::actions(&[parts::button_link(&l.t(T::HandbookVersions), &cx.link(&format!("{here}/versjoner")), Weight::Quiet)]))
        }
        (boundaries_in_office(cx, r))
    }
}

fn way(cx: &Cx, entry: &HandbookEntry, here: Option<&str>) -> Markup {
    let l = cx.locale();
    let title = entry.card.best(l).0.title.clone();
    let mut way = vec![
        ("/kontor/oppsett".to_owned(), l.t(T::OfficeSetUp)),
        ("/kontor/handbok".to_owned(), l.t(T::HandbookTitle)),
    ];
    match here {
        Some(here) => {
            way.push((format!("/kontor/handbok/{}", entry.card.key), title));
            editor::crumbs(cx, &way, here)
        }
        None => editor::crumbs(cx, &way, &title),
    }
}

fn missing_languages(cx: &Cx, entry: &HandbookEntry) -> Markup {
    let l = cx.locale();
    let missing: Vec<String> = Locale::ALL
        .into_iter()
        .filter(|locale| !entry.card.exact(*locale).is_written())
        .map(ui::layout::language_name)
        .collect();
    html! {
        @if !missing.is_empty() { p { (l.ta(T::HandbookMissingIn, &args![("languages", missing.join(", "))])) } }
    }
}

/// The card that ships is another than the one the own version was made from.
fn shipped_changed(cx: &Cx, entry: &HandbookEntry, here: &str) -> Markup {
    let l = cx.locale();
    let Some(shipped) = entry.shipped.filter(|_| entry.shipped_changed) else {
        return html! {};
    };
    let edits = differences(&to_toml(&entry.card), &to_toml(&shipped.card));
    let action = cx.link(&format!("{here}/valg"));
    html! {
        section.card.soft {
            h2 { (l.t(T::HandbookShippedChanged)) }
            p { (l.t(T::HandbookShippedChangedText)) }
            details { summary { (l.ta(T::HandbookDifferences, &args![("n", edits.len())])) } (edit_list(&edits)) }
            @if may_edit(cx) {
                div.actions {
                    (form(&action, &cx.csrf(), &parts::button_with(&l.t(T::HandbookKeepOwn), Weight::Secondary, "gjor", "behold")))
                    (form(&action, &cx.csrf(), &parts::button_with(&l.t(T::HandbookFollow), Weight::Secondary, "gjor", "folg")))
                }
            }
        }
    }
}

fn edit_list(edits: &[Edit]) -> Markup {
    html! {
        ul.edits {
            @for edit in edits {
                @match edit {
                    Edit::Out(text) => li { del { (text) } },
                    Edit::In(text) => li { ins { (text) } },
                }
            }
        }
    }
}

fn review_form(cx: &Cx, entry: &HandbookEntry, here: &str, entered: &Entered, problems: &Problems) -> Markup {
    let (l, today) = (cx.locale(), cx.today());
    let make =
        |name: &str, label: T| Field::new(name, l.t(label)).value(entered.get(name)).error(error_of(problems, name, l));
    let months: Vec<Choice> = MONTHS
        .into_iter()
        .map(|m| {
            Choice::new(
                m.to_string(),
                l.ta(T::HandbookMonths, &args![("n", m)]),
                entered.get("maneder") == m.to_string(),
            )
        })
        .collect();
    html! {
        section.card {
            h2 { (l.t(T::HandbookReview)) }
            p { (l.t(T::HandbookReviewLead)) }
            @if let Some(review) = &entry.review {
                p.quiet { (l.ta(T::HandbookLastReview, &args![("day", day_in_words(review.on, today, l))])) @if !review.by.is_empty() { " " (review.by) "." } }
            }
            (form(&cx.link(&format!("{here}/gjennomgang")), &cx.csrf(), &html! {
                (text_field(&make("navn", T::HandbookReviewName).hint(l.t(T::HandbookReviewNameHint)).required().max_length(small(LONGEST_TITLE))))
                (date_field(&make("dato", T::HandbookReviewDay)))
                (select(&make("maneder", T::HandbookReviewAgain), &months))
                (parts::actions(&[parts::button(&l.t(T::HandbookReviewDo), Weight::Primary)]))
            }))
        }
    }
}

fn small(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

fn retire_form(cx: &Cx, entry: &HandbookEntry, here: &str) -> Markup {
    let l = cx.locale();
    let action = cx.link(&format!("{here}/valg"));
    html! {
        section.card.soft {
            @if entry.retired {
                h2 { (l.t(T::HandbookPutBack)) }
                (form(&action, &cx.csrf(), &parts::button_with(&l.t(T::HandbookPutBackDo), Weight::Secondary, "gjor", "ta-inn")))
            } @else {
                h2 { (l.t(T::HandbookRetire)) }
                p { (l.t(T::HandbookRetireText)) }
                (form(&action, &cx.csrf(), &parts::button_with(&l.t(T::HandbookRetireDo), Weight::Stop, "gjor", "ta-ut")))
            }
            @if entry.origin == CardOrigin::Changed && !entry.shipped_changed {
                p { (l.t(T::HandbookFollowText)) }
                (form(&action, &cx.csrf(), &parts::button_with(&l.t(T::HandbookFollow), Weight::Quiet, "gjor", "folg")))
            }
        }
    }
}

fn boundaries_in_office(cx: &Cx, r: &Reading) -> Markup {
    let l = cx.locale();
    let about: Vec<&EffectiveRule> = r
        .rules
        .iter()
        .filter(|rule| rule.rule.is_some() && r.entry.card.rules.contains(&rule.code))
        .collect();
    html! {
        @if !about.is_empty() {
            h2 { (l.t(T::HandbookBoundaries)) }
            ul {
                @for rule in about {
                    li { (rule.rule.map_or("", |x| x.title.get(l))) ": " (boundaries::answer_word(rule.answer, l)) }
                }
            }
        }
    }
}

/// What there is to say above a form.
pub enum Above {
    /// Nothing.
    Nothing,
    /// What was wrong.
    Problems(Problems),
    /// The card as the desk will see it.
    Preview(Box<Card>),
    /// Somebody came first: why, and what to do.
    Conflict(String, String),
}

impl Above {
    fn problems(&self) -> Problems {
        match self {
            Self::Problems(problems) => problems.clone(),
            _ => Problems::new(),
        }
    }
}

/// The form of a card's words in one language.
pub fn text(cx: &Cx, r: &Reading, locale: Locale, entered: &Entered, above: &Above) -> Markup {
    let (l, entry) = (cx.locale(), r.entry);
    let problems = above.problems();
    let language = ui::layout::language_name(locale);
    let here = format!("/kontor/handbok/{}/tekst", entry.card.key);
    let languages: Vec<(String, String, bool)> = Locale::ALL
        .into_iter()
        .map(|x| {
            (
                cx.link(&format!("{here}/{}", x.code())),
                ui::layout::language_name(x),
                x == locale,
            )
        })
        .collect();
    html! {
        (way(cx, entry, Some(&l.ta(T::HandbookEditIn, &args![("language", language.as_str())]))))
        (error_summary(l, &said(&problems, l)))
        h1 { (l.ta(T::HandbookEditTitle, &args![("title", entry.card.best(l).0.title.as_str()), ("language", language.as_str())])) }
        (parts::tabs(&l.t(T::HandbookLanguage), &languages))
        (above_form(cx, above, entry, locale))
        (form(&cx.link(&format!("{here}/{}", locale.code())), &cx.csrf(), &html! {
            (hidden("laget-av", entered.get("laget-av")))
            (text_fields(cx, entry.card.kind, entered, &problems))
            div.actions {
                (parts::button(&l.t(T::OfficeSave), Weight::Primary))
                (parts::button_with(&l.t(T::HandbookPreview), Weight::Secondary, "gjor", "vis"))
            }
        }))
    }
}

fn above_form(cx: &Cx, above: &Above, entry: &HandbookEntry, locale: Locale) -> Markup {
    let l = cx.locale();
    match above {
        Above::Nothing | Above::Problems(_) => html! {
            @if entry.origin == CardOrigin::Shipped { p { (l.t(T::HandbookBecomesOwn)) } }
        },
        Above::Preview(card) => html! {
            section.card.handbook-card role="region" aria-label=(l.t(T::HandbookPreviewed)) lang=[(locale != l).then(|| locale.code())] {
                p { (parts::tag(Tone::Info, &l.t(T::HandbookPreviewed))) }
                h2 { (card.exact(locale).title) }
                (body(card.exact(locale), locale, 3))
            }
        },
        Above::Conflict(what, hint) => html! {
            (parts::live_notice(Tone::Stop, &html! { p { strong { (what) } } p { (hint) } }))
            section.card.handbook-card lang=[(locale != l).then(|| locale.code())] {
                p { (parts::tag(Tone::Look, &l.t(T::HandbookTheirs))) }
                h2 { (entry.card.exact(locale).title) }
                (body(entry.card.exact(locale), locale, 3))
            }
        },
    }
}

fn text_fields(cx: &Cx, kind: CardKind, entered: &Entered, problems: &Problems) -> Markup {
    let l = cx.locale();
    let make =
        |name: &str, label: String| Field::new(name, label).value(entered.get(name)).error(error_of(problems, name, l));
    let when = match kind {
        CardKind::Topic => T::HandbookFieldWhen,
        CardKind::Dilemma => T::HandbookFieldSituation,
    };
    let used = (0..PAIRS)
        .filter(|at| ["ikke", "heller"].iter().any(|n| !entered.get(&pair_field(n, *at)).is_empty()))
        .max();
    let shown = used.map_or(2, |last| (last + 2).min(PAIRS));
    html! {
        (text_field(&make("tittel", l.t(T::HandbookFieldTitle)).required().max_length(small(LONGEST_TITLE))))
        (textarea(&make("nar", l.t(when)).max_length(small(LONGEST_LINE)), 2))
        (textarea(&make("si", l.t(T::HandbookFieldSay)).hint(l.t(T::HandbookFieldSayHint)).max_length(small(LONGEST_LINE)), 3))
        (textarea(&make("steg", l.t(T::HandbookFieldSteps)).hint(l.t(T::HandbookFieldLinesHint)), 8))
        (textarea(&make("kan", l.t(T::HandbookFieldMay)).hint(l.t(T::HandbookFieldLinesHint)), 4))
        fieldset.pairs {
            legend { (l.t(T::HandbookMayNot)) }
            @for at in 0..shown {
                @let n = args![("n", at + 1)];
                (textarea(&make(&pair_field("ikke", at), l.ta(T::HandbookFieldNot, &n)).max_length(small(LONGEST_LINE)), 2))
                (textarea(&make(&pair_field("heller", at), l.ta(T::HandbookFieldInstead, &n)).max_length(small(LONGEST_LINE)), 2))
            }
        }
    }
}

/// The form of a new card.
pub fn new(cx: &Cx, own: Locale, entered: &Entered, problems: &Problems) -> Markup {
    let l = cx.locale();
    let kinds: Vec<Choice> = CardKind::ALL
        .into_iter()
        .map(|k| {
            let hint = match k {
                CardKind::Topic => T::HandbookKindTopicHint,
                CardKind::Dilemma => T::HandbookKindDilemmaHint,
            };
            Choice::new(k.code(), kind_words(k, l), entered.get("slag") == k.code()).hint(l.t(hint))
        })
        .collect();
    let title = l.ta(
        T::HandbookFieldTitleIn,
        &args![("language", ui::layout::language_name(own))],
    );
    html! {
        (editor::crumbs(cx, &[("/kontor/oppsett".to_owned(), l.t(T::OfficeSetUp)), ("/kontor/handbok".to_owned(), l.t(T::HandbookTitle))], &l.t(T::HandbookNew)))
        (error_summary(l, &said(problems, l)))
        h1 { (l.t(T::HandbookNew)) }
        (form(&cx.link("/kontor/handbok/ny"), &cx.csrf(), &html! {
            (radios(&Field::new("slag", l.t(T::HandbookFieldKind)).error(error_of(problems, "slag", l)), &kinds))
            (text_field(&Field::new("tittel", title).value(entered.get("tittel")).error(error_of(problems, "tittel", l)).required().max_length(small(LONGEST_TITLE))))
            (shelf_field(cx, entered, problems))
            (parts::actions(&[parts::button(&l.t(T::HandbookNewDo), Weight::Primary)]))
        }))
    }
}

fn shelf_field(cx: &Cx, entered: &Entered, problems: &Problems) -> Markup {
    let l = cx.locale();
    let shelves: Vec<Choice> = Shelf::ALL
        .into_iter()
        .map(|s| Choice::new(s.code(), shelf_words(s, l), entered.get("hylle") == s.code()))
        .collect();
    select(
        &Field::new("hylle", l.t(T::HandbookFieldShelf)).error(error_of(problems, "hylle", l)),
        &shelves,
    )
}

/// The form of where a card stands and what it leads to.
pub fn links(cx: &Cx, entry: &HandbookEntry, register: &Register, entered: &Entered, above: &Above) -> Markup {
    let l = cx.locale();
    let problems = above.problems();
    let ticked = |name: &str, code: &str| entered.all(name).any(|v| v == code);
    let profile = Profile::standard();
    let doors: Vec<Choice> = doors_of(register)
        .iter()
        .map(|d| Choice::new(d.key.as_str(), d.name.get(l), ticked("dor", d.key.as_str())))
        .collect();
    let services: Vec<Choice> = register
        .services
        .iter()
        .map(|s| Choice::new(s.key.as_str(), s.name.get(l), ticked("tjeneste", s.key.as_str())))
        .collect();
    let topics: Vec<Choice> = Topic::ALL
        .into_iter()
        .map(|t| Choice::new(t.code(), t.label(l), ticked("tema", t.code())))
        .collect();
    let area = |name: &str, label: T, hint: T| {
        Field::new(name, l.t(label))
            .hint(l.t(hint))
            .value(entered.get(name))
            .error(error_of(&problems, name, l))
    };
    html! {
        (way(cx, entry, Some(&l.t(T::HandbookLinks))))
        (error_summary(l, &said(&problems, l)))
        h1 { (l.t(T::HandbookLinks)) }
        @if let Above::Conflict(what, hint) = above {
            (parts::live_notice(Tone::Stop, &html! { p { strong { (what) } } p { (hint) } }))
        }
        (form(&cx.link(&format!("/kontor/handbok/{}/oppsett", entry.card.key)), &cx.csrf(), &html! {
            (hidden("laget-av", entered.get("laget-av")))
            (shelf_field(cx, entered, &problems))
            (textarea(&area("ord", T::HandbookFieldWords, T::HandbookFieldWordsHint), 8))
            @for category in &profile.categories {
                @let rules: Vec<Choice> = profile.in_category(&category.code)
                    .map(|r| Choice::new(r.code.as_str(), r.title.get(l), ticked("grense", &r.code))).collect();
                details open[rules.iter().any(|c| c.checked)] {
                    summary { (l.ta(T::HandbookFieldRules, &args![("category", category.name.get(l))])) }
                    (checkboxes(&Field::new("grense", category.name.get(l)).id(format!("f-grense-{}", category.code)), &rules))
                }
            }
            details open[doors.iter().any(|c| c.checked)] {
                summary { (l.t(T::BoundariesSendTo)) }
                (checkboxes(&Field::new("dor", l.t(T::BoundariesSendTo)), &doors))
            }
            @if !services.is_empty() {
                details open[services.iter().any(|c| c.checked)] {
                    summary { (l.t(T::HandbookServices)) }
                    (checkboxes(&Field::new("tjeneste", l.t(T::HandbookServices)), &services))
                }
            }
            details {
                summary { (l.t(T::HandbookFieldTopics)) }
                (checkboxes(&Field::new("tema", l.t(T::HandbookFieldTopics)), &topics))
            }
            (textarea(&area("kilder", T::HandbookSources, T::HandbookFieldSourcesHint), 4))
            (parts::actions(&[parts::button(&l.t(T::OfficeSave), Weight::Primary)]))
        }))
    }
}

/// Earlier versions, two of them compared.
pub fn versions(
    cx: &Cx,
    entry: &HandbookEntry,
    kept: &[Version],
    current: i64,
    asked: (Option<i64>, Option<i64>),
) -> Markup {
    let l = cx.locale();
    let ships = entry.shipped.map(|s| to_toml(&s.card));
    let content = |number: i64| match number {
        0 => ships.clone(),
        n => kept.iter().find(|v| v.number == n).map(|v| v.content.clone()),
    };
    let to = asked.1.unwrap_or(current);
    let from = asked.0.unwrap_or_else(|| kept.iter().map(|v| v.number).find(|n| *n < to).unwrap_or(0));
    let compared = content(from).zip(content(to)).map(|(a, b)| differences(&a, &b));
    let choices = |chosen: i64| -> Vec<Choice> {
        let now = ships.is_some().then(|| Choice::new("0", l.t(T::HandbookShipsNow), chosen == 0));
        let all = kept.iter().map(|v| Choice::new(v.number.to_string(), version_words(cx, v), chosen == v.number));
        now.into_iter().chain(all).collect()
    };
    html! {
        (way(cx, entry, Some(&l.t(T::HandbookVersions))))
        h1 { (l.t(T::HandbookVersions)) }
        @if kept.is_empty() { (parts::empty_state(&l.t(T::HandbookNoVersions), None)) } @else {
            (ui::forms::get_form(&cx.link(&format!("/kontor/handbok/{}/versjoner", entry.card.key)), &html! {
                (select(&Field::new("fra", l.t(T::HandbookCompareFrom)), &choices(from)))
                (select(&Field::new("til", l.t(T::HandbookCompareTo)), &choices(to)))
                (parts::actions(&[parts::button(&l.t(T::HandbookCompare), Weight::Primary)]))
            }))
            @if let Some(edits) = &compared {
                section.card {
                    h2 { (l.t(T::HandbookWhatDiffers)) }
                    @if edits.is_empty() { p { (l.t(T::HandbookSame)) } } @else { (edit_list(edits)) }
                }
            }
            h2 { (l.t(T::HandbookEarlier)) }
            section.stack { @for version in kept { (version_card(cx, entry, version, current)) } }
        }
    }
}

fn version_words(cx: &Cx, v: &Version) -> String {
    let l = cx.locale();
    let text = if v.shipped {
        T::HandbookVersionShipped
    } else {
        T::HandbookVersionOwn
    };
    let day = day_in_words(day_and_minute(v.at).0, cx.today(), l);
    l.ta(text, &args![("n", v.number), ("day", day)])
}

fn version_card(cx: &Cx, entry: &HandbookEntry, v: &Version, current: i64) -> Markup {
    let l = cx.locale();
    parts::card(&html! {
        p { strong { (version_words(cx, v)) } @if v.number == current { " " (parts::tag(Tone::Good, &l.t(T::HandbookReadNow))) } }
        @if !v.by.is_empty() { p.quiet { (v.by) } }
        @if v.number != current && may_edit(cx) {
            (form(&cx.link(&format!("/kontor/handbok/{}/versjoner", entry.card.key)), &cx.csrf(), &html! {
                (hidden("laget-av", &current.to_string()))
                (parts::button_with(&l.t(T::HandbookBringBack), Weight::Quiet, "versjon", &v.number.to_string()))
            }))
        }
    })
}
