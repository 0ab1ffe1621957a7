//! How the room looks.

use super::{
    apply,
    born::{Application, Source},
    due::Alert,
    money::change,
    office::edits,
    responsible::{self, Told},
    store::{GrantWithParts, Grounds, StrategyWithGoals},
    words,
};
use crate::{
    frame::Cx,
    office::{
        entered::{Entered, Problems},
        questions::{self, Question},
    },
    texts::{T, Words},
};
use domain::{
    anchoring::{
        Alternative, Budget, Commitment, EntryKind, Footing, GrantCall, GrantStatus, kroner, outlook, shipped_calls,
        shipped_strategies, spent, unanchored,
    },
    register::Register,
    schedule::day_in_words,
    shared::{Id, Key, Locale},
};
use jiff::civil::Date;
use maud::{Markup, html};
use ui::{
    args,
    forms::{error_summary, form, hidden},
    parts::{self, Column, Tone, Weight, button, button_link},
};

/// The pages of the room: path and name.
const PAGES: [(&str, T); 9] = [
    ("/kontor/forankring", T::AnchoringOverview),
    ("/kontor/forankring/budsjett", T::AnchoringBudget),
    ("/kontor/forankring/strategier", T::AnchoringStrategies),
    ("/kontor/forankring/vedtak", T::AnchoringCommitments),
    ("/kontor/forankring/gevinster", T::AnchoringBenefits),
    ("/kontor/forankring/tilskudd", T::AnchoringGrants),
    ("/kontor/forankring/samordning", T::AnchoringAlignment),
    ("/kontor/forankring/sporsmal", T::AnchoringQuestion),
    ("/kontor/arkivpakke", T::PackagesTitle),
];

/// The way between the pages of the room, and what was just done.
pub fn top(cx: &Cx, here: &str) -> Markup {
    let l = cx.locale();
    let items = PAGES.map(|(path, text)| (cx.link(path), l.t(text), path == here));
    let done = |what: &str| cx.scope.query.split('&').any(|pair| pair == what);
    html! {
        (parts::tabs(&l.t(T::AnchoringTitle), &items))
        @if done("lagret=1") { (parts::live_notice(Tone::Good, &html! { p { (l.t(T::OfficeSaved)) } })) }
        @if done("fjernet=1") { (parts::live_notice(Tone::Good, &html! { p { (l.t(T::AnchoringRemoved)) } })) }
    }
}

fn when(cx: &Cx, day: Option<Date>) -> String {
    let l = cx.locale();
    day.map_or_else(|| l.t(T::AnchoringNoDay), |day| day_in_words(day, cx.today(), l))
}

fn to_new(cx: &Cx, kind: EntryKind, weight: Weight) -> Markup {
    let path = format!("/kontor/forankring/ny/{}", words::address(kind));
    html! { @if edits(cx) { (button_link(&words::new_title(kind, cx.locale()), &cx.link(&path), weight)) } }
}

fn to_part(cx: &Cx, kind: EntryKind, of: Id) -> Markup {
    let path = format!("/kontor/forankring/ny/{}?i={of}", words::address(kind));
    html! { @if edits(cx) { a href=(cx.link(&path)) { (words::new_title(kind, cx.locale())) } } }
}

fn offering_name<'r>(register: &'r Register, key: &Key, l: Locale) -> &'r str {
    register.offerings.iter().find(|o| o.key == *key).map_or("", |o| o.name.get(l))
}

fn names(register: &Register, keys: &[Key], l: Locale) -> String {
    let all: Vec<&str> = keys.iter().map(|k| offering_name(register, k, l)).filter(|n| !n.is_empty()).collect();
    all.join(", ")
}

/// A link that leads out, when there is one.
fn link_out(address: &str, label: &str) -> Markup {
    html! { @if !address.is_empty() { a href=(address) rel="noopener noreferrer" { (label) } } }
}

/// The overview.
pub fn overview(cx: &Cx, g: &Grounds, register: &Register, warned: &[Alert]) -> Markup {
    let l = cx.locale();
    html! {
        (top(cx, "/kontor/forankring"))
        h1 { (l.t(T::AnchoringTitle)) }
        p.lead { (l.t(T::AnchoringLead)) }
        @if g.is_empty() {
            @let first = button_link(&l.t(T::AnchoringCostFirst), &cx.link("/kontor/forankring/ny/kostnad"), Weight::Primary);
            (parts::empty_state(&l.t(T::AnchoringEmpty), edits(cx).then_some(&first)))
        }
        @for a in warned {
            (parts::notice(a.tone, &html! { p { a href=(cx.link(&a.path)) { (a.text) } } }))
        }
        div.grid {
            (state_card(cx, "/kontor/saksframlegg", T::CouncilTitle, &l.t(T::CouncilLead)))
            @for (path, text, state) in states(cx, g, register) { (state_card(cx, path, text, &state)) }
        }
    }
}

fn state_card(cx: &Cx, path: &str, title: T, state: &str) -> Markup {
    html! {
        section.card {
            h2 { a href=(cx.link(path)) { (cx.locale().t(title)) } }
            p { (state) }
        }
    }
}

/// One sentence about each page.
fn states(cx: &Cx, g: &Grounds, register: &Register) -> Vec<(&'static str, T, String)> {
    let (l, today) = (cx.locale(), cx.today());
    let count = |n: usize, some: T, none: T| {
        if n == 0 {
            l.t(none)
        } else {
            l.ta(some, &args![("n", n)])
        }
    };
    let budget = if g.budget.is_empty() {
        l.t(T::AnchoringStateNoBudget)
    } else {
        super::money::sentence(&outlook(&g.budget, g.budget.frame.running, Footing::Secured), today, l)
    };
    let commitments: Vec<&Commitment> = g.commitments.iter().map(|(_, c)| c).collect();
    let bare = unanchored(&register.offerings, &commitments, today).len();
    let decided = if commitments.is_empty() {
        l.t(T::AnchoringStateNoCommitments)
    } else if bare == 0 {
        l.t(T::AnchoringAllAnchored)
    } else {
        l.ta(T::AnchoringAlertUnanchored, &args![("n", bare)])
    };
    let states = [
        budget,
        count(
            g.strategies.len(),
            T::AnchoringStateStrategies,
            T::AnchoringStateNoStrategies,
        ),
        decided,
        count(g.benefits.len(), T::AnchoringStateBenefits, T::AnchoringStateNoBenefits),
        count(g.grants.len(), T::AnchoringStateGrants, T::AnchoringStateNoGrants),
        count(
            g.briefings.len(),
            T::AnchoringStateBriefings,
            T::AnchoringStateNoBriefings,
        ),
        l.t(T::AnchoringQuestionLead),
    ];
    PAGES[1..].iter().zip(states).map(|((path, text), state)| (*path, *text, state)).collect()
}

/// A row of the budget: the line, where it stands, four years in whole kroner; bold when it sums up.
pub struct BudgetRow {
    /// What is read.
    pub cells: Vec<String>,
    /// Whether it sums up.
    pub sum: bool,
}

/// The budget of an alternative as the municipality's own budget will show it: what costs, what it comes to, who pays, and what
/// is missing.
pub fn budget_rows(budget: &Budget, alternative: Alternative, l: Locale) -> Vec<BudgetRow> {
    let years = [0, 1, 2, 3];
    let row = |name: String, place: &str, amounts: [i64; 4], sum: bool| BudgetRow {
        cells: [name, place.to_owned()].into_iter().chain(amounts.map(words::whole)).collect(),
        sum,
    };
    let sums = budget.sums(alternative);
    let mut out: Vec<BudgetRow> = budget
        .costs_of(alternative)
        .map(|(_, c)| {
            let name = format!("{} ({})", c.name, words::cost_kind(c.kind, l).to_lowercase());
            row(name, &c.place, years.map(|n| c.year(n)), false)
        })
        .collect();
    out.push(row(l.t(T::AnchoringSumCosts), "", sums.map(|s| s.cost()), true));
    for (_, m) in budget.money.iter().filter(|(_, m)| m.secured) {
        let name = format!("{} ({})", m.name, words::source(m.source, l).to_lowercase());
        out.push(row(name, &m.place, years.map(|n| m.year(n)), false));
    }
    out.push(row(
        l.t(T::AnchoringSumMoney),
        "",
        sums.map(|s| s.own + s.grant + s.other),
        true,
    ));
    let o = outlook(budget, alternative, Footing::Secured);
    out.push(row(
        l.t(T::AnchoringMissing),
        "",
        budget.years().map(|y| o.missing_in(y)),
        true,
    ));
    if sums.iter().any(|s| s.asked > 0) {
        out.push(row(l.t(T::AnchoringSumAsked), "", sums.map(|s| s.asked), false));
    }
    out
}

/// The strategies.
pub fn strategies(cx: &Cx, g: &Grounds, register: &Register) -> Markup {
    let l = cx.locale();
    let left: Vec<_> = shipped_strategies()
        .iter()
        .filter(|s| g.strategies.iter().all(|own| own.strategy.shipped.as_ref() != Some(&s.key)))
        .collect();
    html! {
        (top(cx, "/kontor/forankring/strategier"))
        h1 { (l.t(T::AnchoringStrategies)) }
        p.lead { (l.t(T::AnchoringStrategiesLead)) }
        (parts::actions(&[to_new(cx, EntryKind::Strategy, Weight::Primary)]))
        @if g.strategies.is_empty() { (parts::empty_state(&l.t(T::AnchoringStrategiesEmpty), None)) }
        div.grid { @for s in &g.strategies { (strategy(cx, g, s, register)) } }
        @if edits(cx) && !left.is_empty() {
            h2 { (l.t(T::AnchoringNational)) }
            p { (l.t(T::AnchoringNationalLead)) }
            div.grid {
                @for s in left {
                    section.card.soft {
                        h3 { (s.name) }
                        p.quiet { (s.owner.get(l)) }
                        (form(&cx.link("/kontor/forankring/strategier"), &cx.csrf(), &html! {
                            (hidden("strategi", s.key.as_str()))
                            (parts::actions(&[taking(&l.t(T::AnchoringTake), &s.name)]))
                        }))
                    }
                }
            }
        }
    }
}

/// A button that takes something in, named by what it takes.
fn taking(words: &str, name: &str) -> Markup {
    html! { button.ds-button data-variant="secondary" type="submit" aria-label=(format!("{words}: {name}")) { (words) } }
}

fn strategy(cx: &Cx, g: &Grounds, s: &StrategyWithGoals, register: &Register) -> Markup {
    let l = cx.locale();
    let status = s.strategy.status(cx.today().year());
    let period = match (s.strategy.first_year, s.strategy.last_year) {
        (Some(first), Some(last)) => format!("{first}–{last}"),
        (Some(first), None) => l.ta(T::AnchoringSince, &args![("year", i64::from(first))]),
        (None, Some(last)) => l.ta(T::AnchoringUntilYear, &args![("year", i64::from(last))]),
        (None, None) => l.t(T::AnchoringNoPeriod),
    };
    html! {
        section.card {
            p { (parts::tag(words::strategy_tone(status), &words::strategy_status(status, l))) " " span.quiet { (words::level(s.strategy.level, l)) } }
            h2 { (s.strategy.name) }
            p.quiet { (s.strategy.owner) @if !s.strategy.owner.is_empty() { " · " } (period) }
            @if !s.strategy.replaced_by.is_empty() { p { (l.t(T::AnchoringReplacedBy)) ": " (s.strategy.replaced_by) } }
            @if status.is_over() && !s.goals.is_empty() { p { (l.t(T::AnchoringOverStill)) } }
            @if !s.goals.is_empty() {
                h3 { (l.t(T::AnchoringGoals)) }
                ul {
                    @for (id, goal) in &s.goals {
                        @let served = names(register, &goal.offerings, l);
                        li {
                            (goal.words) br;
                            span.quiet { @if served.is_empty() { (l.t(T::AnchoringServedByNone)) } @else { (l.ta(T::AnchoringServedBy, &args![("names", served)])) } }
                            " " (change(cx, g, *id, EntryKind::Goal))
                        }
                    }
                }
            }
            p { (to_part(cx, EntryKind::Goal, s.id)) }
            p { (change(cx, g, s.id, EntryKind::Strategy)) " " (link_out(&s.strategy.link, &l.t(T::AnchoringRead))) }
        }
    }
}

/// The decisions, and the offerings that rest on nothing.
pub fn commitments(cx: &Cx, g: &Grounds, register: &Register) -> Markup {
    let (l, today) = (cx.locale(), cx.today());
    let all: Vec<&Commitment> = g.commitments.iter().map(|(_, c)| c).collect();
    let bare = unanchored(&register.offerings, &all, today);
    html! {
        (top(cx, "/kontor/forankring/vedtak"))
        h1 { (l.t(T::AnchoringCommitments)) }
        p.lead { (l.t(T::AnchoringCommitmentsLead)) }
        (parts::actions(&[to_new(cx, EntryKind::Commitment, Weight::Primary)]))
        @if all.is_empty() { (parts::empty_state(&l.t(T::AnchoringCommitmentsEmpty), None)) }
        @if !bare.is_empty() {
            (parts::notice(Tone::Look, &html! {
                p { strong { (l.ta(T::AnchoringAlertUnanchored, &args![("n", bare.len())])) } }
                ul { @for o in &bare { li { (o.name.get(l)) } } }
            }))
        } @else if !all.is_empty() {
            (parts::notice(Tone::Good, &html! { p { (l.t(T::AnchoringAllAnchored)) } }))
        }
        div.grid { @for (id, c) in &g.commitments { (commitment(cx, g, *id, c, register)) } }
    }
}

fn commitment(cx: &Cx, g: &Grounds, id: Id, c: &Commitment, register: &Register) -> Markup {
    let (l, today) = (cx.locale(), cx.today());
    let rests = if c.whole_service {
        l.t(T::AnchoringWholeServiceShort)
    } else {
        names(register, &c.offerings, l)
    };
    html! {
        section.card {
            p {
                @if !c.holds(today) { (parts::tag(Tone::Stop, &l.t(T::AnchoringNoLonger))) " " }
                (parts::tag(words::standing_tone(c.standing), &words::standing(c.standing, l)))
            }
            h2 { (c.title) }
            p.quiet {
                (words::commitment(c.kind, l))
                @if !c.body.is_empty() { " · " (c.body) }
                @if let Some(decided) = words::decided(c, today, l) { " · " (decided) }
                @if !c.case_number.is_empty() { " · " (c.case_number) }
            }
            @if !c.wording.is_empty() { blockquote { p { (c.wording) } } }
            @if !c.standing_words.is_empty() { p { (c.standing_words) } }
            p { @if rests.is_empty() { (l.t(T::AnchoringCarriesNone)) } @else { (l.ta(T::AnchoringCarries, &args![("names", rests)])) } }
            @if let Some(last) = c.valid_to { p.quiet { (l.ta(T::AnchoringHoldsTo, &args![("day", day_in_words(last, today, l))])) } }
            p { (change(cx, g, id, EntryKind::Commitment)) }
        }
    }
}

/// The benefits, and the digital services whose gains depend on people managing to use them.
pub fn benefits(cx: &Cx, g: &Grounds, register: &Register) -> Markup {
    let l = cx.locale();
    let has = |key: &Key| g.benefits.iter().any(|b| b.benefit.service.as_ref() == Some(key));
    let without: Vec<_> = register.services.iter().filter(|s| !has(&s.key)).collect();
    html! {
        (top(cx, "/kontor/forankring/gevinster"))
        h1 { (l.t(T::AnchoringBenefits)) }
        p.lead { (l.t(T::AnchoringBenefitsLead)) }
        (parts::actions(&[to_new(cx, EntryKind::Benefit, Weight::Primary)]))
        @if g.benefits.is_empty() { (parts::empty_state(&l.t(T::AnchoringBenefitsEmpty), None)) }
        div.grid { @for b in &g.benefits { (benefit(cx, g, b, register)) } }
        h2 { (l.t(T::AnchoringServices)) }
        p { (l.t(T::AnchoringServicesLead)) }
        @if without.is_empty() {
            p { @if register.services.is_empty() { (l.t(T::AnchoringServicesNone)) } @else { (l.t(T::AnchoringServicesAll)) } }
        } @else {
            ul {
                @for s in without {
                    li {
                        (s.name.get(l))
                        @if s.digital_only { " " (parts::tag(Tone::Look, &l.t(T::AnchoringOnlyDigital))) }
                    }
                }
            }
        }
    }
}

fn benefit(cx: &Cx, g: &Grounds, b: &super::store::BenefitWithFindings, register: &Register) -> Markup {
    let l = cx.locale();
    let v = &b.benefit;
    let service = v.service.as_ref().and_then(|key| register.services.iter().find(|s| s.key == *key));
    let or_none = |text: &str| {
        if text.is_empty() {
            l.t(T::AnchoringNotSaid)
        } else {
            text.to_owned()
        }
    };
    let mut facts = vec![
        (l.t(T::AnchoringHow), html! { (v.how) }),
        (l.t(T::AnchoringOwner), html! { (or_none(&v.owner)) }),
        (l.t(T::AnchoringNextMeasured), html! { (when(cx, v.next)) }),
    ];
    if !v.before.is_empty() {
        facts.push((l.t(T::AnchoringBefore), html! { (v.before) }));
    }
    if !v.target.is_empty() {
        facts.push((l.t(T::AnchoringTarget), html! { (v.target) }));
    }
    if let Some(s) = service {
        facts.push((l.t(T::AnchoringService), html! { (s.name.get(l)) }));
    }
    html! {
        section.card {
            p { (parts::tag(Tone::Info, &words::whose(v.whose, l))) }
            h2 { (v.effect) }
            (parts::facts(&facts))
            @if b.findings.is_empty() { p.quiet { (l.t(T::AnchoringNotMeasured)) } }
            @else {
                h3 { (l.t(T::AnchoringFindings)) }
                ul { @for (id, m) in &b.findings { li { (day_in_words(m.on, cx.today(), l)) ": " (m.finding) " " (change(cx, g, *id, EntryKind::Measurement)) } } }
            }
            p { (to_part(cx, EntryKind::Measurement, b.id)) }
            p { (change(cx, g, b.id, EntryKind::Benefit)) }
        }
    }
}

/// Other work to align with, and who has been told.
pub fn alignment(cx: &Cx, g: &Grounds) -> Markup {
    let (l, today) = (cx.locale(), cx.today());
    html! {
        (top(cx, "/kontor/forankring/samordning"))
        h1 { (l.t(T::AnchoringAlignment)) }
        p.lead { (l.t(T::AnchoringAlignmentLead)) }
        (parts::actions(&[to_new(cx, EntryKind::Project, Weight::Primary), to_new(cx, EntryKind::Briefing, Weight::Secondary)]))
        h2 { (l.t(T::AnchoringProjects)) }
        @if g.projects.is_empty() { p { (l.t(T::AnchoringProjectsEmpty)) } }
        div.grid {
            @for (id, p) in &g.projects {
                section.card {
                    h3 { (p.name) }
                    p.quiet { (p.owner) @if let Some(until) = p.until { " · " (l.ta(T::AnchoringHoldsTo, &args![("day", day_in_words(until, today, l))])) } }
                    p { (p.align) }
                    p { (change(cx, g, *id, EntryKind::Project)) }
                }
            }
        }
        h2 { (l.t(T::AnchoringBriefings)) }
        @if g.briefings.is_empty() { p { (l.t(T::AnchoringBriefingsEmpty)) } }
        ul.plain-list {
            @for (id, b) in &g.briefings {
                li {
                    strong { (day_in_words(b.on, today, l)) ": " (b.audience) } br;
                    (b.with)
                    @if !b.answer.is_empty() { br; span.quiet { (b.answer) } }
                    " " (change(cx, g, *id, EntryKind::Briefing))
                }
            }
        }
    }
}

/// The grants, and the calls.
pub fn grants(cx: &Cx, source: &Source) -> Markup {
    let (l, g) = (cx.locale(), source.grounds());
    let left: Vec<_> = shipped_calls()
        .iter()
        .filter(|c| g.calls.iter().all(|(_, own)| own.shipped.as_ref() != Some(&c.key)))
        .collect();
    html! {
        (top(cx, "/kontor/forankring/tilskudd"))
        h1 { (l.t(T::AnchoringGrants)) }
        p.lead { (l.t(T::AnchoringGrantsLead)) }
        (parts::actions(&[to_new(cx, EntryKind::Grant, Weight::Primary), to_new(cx, EntryKind::Call, Weight::Secondary)]))
        @if g.grants.is_empty() { (parts::empty_state(&l.t(T::AnchoringGrantsEmpty), None)) }
        div.grid {
            @for grant in &g.grants {
                section.card {
                    p {
                        (parts::tag(words::grant_tone(grant.grant.status), &words::grant_status(grant.grant.status, l)))
                        @if let Some(months) = grant.grant.alarm(cx.today()) { " " (parts::tag(Tone::Stop, &words::alarm(months, l))) }
                    }
                    h2 { a href=(cx.link(&format!("/kontor/forankring/tilskudd/{}", grant.id))) { (grant.grant.name) } }
                    p.quiet { (grant.grant.giver) @if grant.grant.granted > 0 { " · " (words::money(grant.grant.granted)) } }
                }
            }
        }
        h2 { (l.t(T::AnchoringCalls)) }
        @if g.calls.is_empty() { p { (l.t(T::AnchoringCallsEmpty)) } }
        div.grid { @for (id, c) in &g.calls { (call(cx, source, *id, c)) } }
        @if edits(cx) && !left.is_empty() {
            h2 { (l.t(T::AnchoringKnownCalls)) }
            p { (l.t(T::AnchoringKnownCallsLead)) }
            div.grid {
                @for c in left {
                    section.card.soft {
                        h3 { (c.name.get(l)) }
                        p.quiet { (c.owner.get(l)) }
                        (form(&cx.link("/kontor/forankring/tilskudd"), &cx.csrf(), &html! {
                            (hidden("utlysning", c.key.as_str()))
                            (parts::actions(&[taking(&l.t(T::AnchoringTake), c.name.get(l))]))
                        }))
                    }
                }
            }
        }
    }
}

fn call(cx: &Cx, source: &Source, id: Id, c: &GrantCall) -> Markup {
    let l = cx.locale();
    let parts_of: Vec<String> = c.parts.iter().map(|p| words::part(*p, l).to_lowercase()).collect();
    let answering = source.grounds().grants.iter().find(|g| g.grant.call == c.name);
    let application = answering.map_or_else(
        || Application::not_begun(source, c),
        |grant| Application::of(source, grant),
    );
    html! {
        section.card {
            h3 { (c.name) }
            p.quiet { (c.owner) }
            (apply::eligibility(cx, &application, c))
            @if !c.pays_for.is_empty() { p { strong { (l.t(T::AnchoringPaysFor)) ": " } (c.pays_for) } }
            @if !parts_of.is_empty() { p { (l.ta(T::AnchoringCallAsks, &args![("parts", parts_of.join(", "))])) } }
            (apply::requirements(cx, &application, answering.map(|g| g.id), id))
            p {
                @match answering {
                    Some(grant) => { a href=(cx.link(&format!("/kontor/forankring/tilskudd/{}", grant.id))) { (l.ta(T::AnchoringToApplication, &args![("name", grant.grant.name.as_str())])) } " " }
                    None => @if edits(cx) { a href=(cx.link(&format!("/kontor/forankring/ny/tilskudd?utlysning={id}"))) aria-label=(format!("{}: {}", l.t(T::AnchoringWriteApplication), c.name)) { (l.t(T::AnchoringWriteApplication)) } " " },
                }
                (change(cx, source.grounds(), id, EntryKind::Call)) " " (link_out(&c.link, &l.t(T::AnchoringRead)))
            }
        }
    }
}

/// One grant.
pub fn grant(cx: &Cx, source: &Source, grant: &GrantWithParts, told: &Told) -> Markup {
    let (l, today, g) = (cx.locale(), cx.today(), source.grounds());
    let v = &grant.grant;
    let page = format!("/kontor/forankring/tilskudd/{}", grant.id);
    let facts = [
        (l.t(T::AnchoringGiver), html! { (v.giver) }),
        (l.t(T::AnchoringApplied), html! { (words::money(v.applied)) }),
        (l.t(T::AnchoringGranted), html! { (words::money(v.granted)) }),
        (l.t(T::AnchoringGrantFirst), html! { (when(cx, v.first_day)) }),
        (l.t(T::AnchoringGrantLast), html! { (when(cx, v.last_day)) }),
        (
            l.t(T::AnchoringReference),
            html! { @if v.reference.is_empty() { (l.t(T::AnchoringNotSaid)) } @else { (v.reference) } },
        ),
    ];
    html! {
        (top(cx, "/kontor/forankring/tilskudd"))
        p { (parts::tag(words::grant_tone(v.status), &words::grant_status(v.status, l))) }
        h1 { (v.name) }
        @if let Some(months) = v.alarm(today) {
            (parts::notice(if months <= 3 { Tone::Stop } else { Tone::Look }, &html! {
                p { strong { (words::alarm(months, l)) } }
                p { (super::money::sentence(&outlook(&g.budget, g.budget.frame.running, Footing::WithoutProject), today, l)) " " a href=(cx.link("/kontor/forankring/budsjett")) { (l.t(T::AnchoringToBudget)) } }
            }))
        }
        (parts::facts(&facts))
        p { (change(cx, g, grant.id, EntryKind::Grant)) }
        (application(cx, source, &page, grant))
        (responsible::card(cx, grant, told))
        (conditions(cx, g, &page, grant))
        (used(cx, g, grant))
        @if matches!(v.status, GrantStatus::Granted | GrantStatus::Closed) {
            h2 { (l.t(T::AnchoringReport)) }
            p { (l.t(T::AnchoringReportLead)) }
            (documents(cx, &format!("{page}/rapport")))
        }
    }
}

/// Ways to a document in each form.
fn documents(cx: &Cx, page: &str) -> Markup {
    let l = cx.locale();
    parts::actions(
        &[("pdf", T::RiskAsPdf), ("docx", T::RiskAsWord), ("html", T::RiskAsPage)]
            .map(|(form, text)| button_link(&l.t(text), &cx.link(&format!("{page}/{form}")), Weight::Secondary)),
    )
}

/// The application: the call it answers, its parts with what each lacks, and its files.
fn application(cx: &Cx, source: &Source, page: &str, grant: &GrantWithParts) -> Markup {
    let l = cx.locale();
    let application = Application::of(source, grant);
    html! {
        h2 { (l.t(T::AnchoringApplication)) }
        p { (l.t(T::AnchoringApplicationLead)) }
        @match application.call {
            Some(call) => section.card.soft {
                h3 { (l.ta(T::AnchoringAnswersCall, &args![("name", call.name.as_str())])) }
                (apply::eligibility(cx, &application, call))
            },
            None => @if edits(cx) { p { a href=(cx.link(&format!("/kontor/forankring/endre/{}", grant.id))) { (l.t(T::AnchoringSayCall)) } } },
        }
        (apply::overview(cx, &application, grant))
        (documents(cx, &format!("{page}/dokument")))
    }
}

fn conditions(cx: &Cx, g: &Grounds, page: &str, grant: &GrantWithParts) -> Markup {
    let (l, today) = (cx.locale(), cx.today());
    html! {
        h2 { (l.t(T::AnchoringConditions)) }
        @if grant.conditions.is_empty() { p { (l.t(T::AnchoringConditionsEmpty)) } }
        ul.plain-list {
            @for (id, c) in &grant.conditions {
                li {
                    @match c.done {
                        Some(day) => { (parts::tag(Tone::Good, &l.ta(T::AnchoringDoneOn, &args![("day", day_in_words(day, today, l))]))) },
                        None => (parts::tag(if c.due.is_some_and(|d| d < today) { Tone::Stop } else { Tone::Info }, &when(cx, c.due))),
                    }
                    " " (c.what) @if !c.owner.is_empty() { " (" (c.owner) ")" } " " (change(cx, g, *id, EntryKind::Condition))
                    @if c.done.is_none() && edits(cx) {
                        (form(&cx.link(&format!("{page}/vilkar")), &cx.csrf(), &html! {
                            (hidden("vilkar", &id.to_string()))
                            (taking(&l.t(T::AnchoringMarkDone), &c.what))
                        }))
                    }
                }
            }
        }
        p { (to_part(cx, EntryKind::Condition, grant.id)) }
    }
}

/// What is planned and used.
fn used(cx: &Cx, g: &Grounds, grant: &GrantWithParts) -> Markup {
    let (l, today) = (cx.locale(), cx.today());
    let all: Vec<_> = grant.spending.iter().map(|(_, s)| s).collect();
    let sums = spent(&grant.grant, &all);
    let columns = used_columns(l).map(|(title, number)| {
        if number {
            Column::numbers(title)
        } else {
            Column::words(title)
        }
    });
    let rows: Vec<Vec<Markup>> = used_rows(&grant.grant, &sums, l)
        .into_iter()
        .map(|row| row.into_iter().map(|cell| html! { (cell) }).collect())
        .collect();
    html! {
        h2 { (l.t(T::AnchoringUsed)) }
        @if sums.is_empty() { p { (l.t(T::AnchoringUsedEmpty)) } }
        @else { (parts::data_table(&l.t(T::AnchoringUsed), &columns, &rows)) }
        @if !grant.spending.is_empty() {
            details {
                summary { (l.t(T::AnchoringUsedAll)) }
                ul { @for (id, s) in &grant.spending { li { (day_in_words(s.on, today, l)) ": " (s.what) ", " (words::money(s.ore)) " (" (words::spending(s.kind, l)) ") " (change(cx, g, *id, EntryKind::Spending)) } } }
            }
        }
        p { (to_part(cx, EntryKind::Spending, grant.id)) }
    }
}

/// The columns of what is planned and used; whether each holds numbers.
pub fn used_columns(l: Locale) -> [(String, bool); 4] {
    [
        (l.t(T::AnchoringSpendingKind), false),
        (l.t(T::AnchoringPlannedShort), true),
        (l.t(T::AnchoringUsedShort), true),
        (l.t(T::AnchoringLeft), true),
    ]
}

/// What is planned and used, kind by kind, and in all against what was granted.
pub fn used_rows(
    grant: &domain::anchoring::Grant,
    sums: &[domain::anchoring::SpendingSum],
    l: Locale,
) -> Vec<[String; 4]> {
    let row = |name: String, planned: i64, used: i64| [name, kroner(planned), kroner(used), kroner(planned - used)];
    let mut rows: Vec<[String; 4]> = sums.iter().map(|s| row(words::spending(s.kind, l), s.planned, s.used)).collect();
    let used = sums.iter().map(|s| s.used).sum();
    rows.push(row(l.t(T::AnchoringOfGranted), grant.granted, used));
    rows
}

/// A form about an entry.
pub struct Sheet<'a> {
    /// The heading.
    pub title: &'a str,
    /// What it is about.
    pub kind: EntryKind,
    /// The entry that is changed; `None` for a new one.
    pub id: Option<Id>,
    /// What it is a part of.
    pub parent: Option<Id>,
    /// Where it is sent.
    pub action: String,
    /// The way back.
    pub back: String,
    /// What is asked.
    pub questions: Vec<Question>,
    /// How many details of it are assumed.
    pub assumed: usize,
    /// Somebody else came first: what happened, and what to do.
    pub conflict: Option<(String, String)>,
}

/// The form.
pub fn sheet(cx: &Cx, s: &Sheet, entered: &Entered, problems: &Problems) -> Markup {
    let l = cx.locale();
    let own = l;
    let told = questions::with_labels(&s.questions, problems);
    let fields = html! {
        @if let Some(parent) = s.parent { (hidden("i", &parent.to_string())) }
        @if s.id.is_some() { (hidden("utgave", entered.get("utgave"))) }
        (questions::draw_all(l, own, &s.questions, entered, problems))
        (parts::actions(&[button(&l.t(T::OfficeSave), Weight::Primary), button_link(&l.t(T::AnchoringCancel), &cx.link(&s.back), Weight::Quiet)]))
    };
    html! {
        p.back { a href=(cx.link(&s.back)) { "← " (l.t(T::AnchoringBack)) } }
        h1 { (s.title) }
        @if let Some((text, hint)) = &s.conflict { (questions::refused(text, hint, &html! {})) }
        @if s.assumed > 0 { (parts::notice(Tone::Look, &html! { p { strong { (l.ta(T::OfficeAssumedCount, &args![("n", s.assumed)])) } } p { (l.t(T::AnchoringStandFor)) } })) }
        (error_summary(l, &told))
        (form(&cx.link(&s.action), &cx.csrf(), &fields))
        @if let Some(id) = s.id.filter(|_| s.kind != EntryKind::Frame) {
            details {
                summary { (l.t(T::AnchoringRemove)) }
                p { (l.t(T::AnchoringRemoveSure)) }
                (form(&cx.link(&format!("/kontor/forankring/fjern/{id}")), &cx.csrf(), &button(&l.t(T::AnchoringRemoveDo), Weight::Stop)))
            }
        }
    }
}

/// The answer to a question from the council, and the status case.
pub fn question(cx: &Cx, g: &Grounds) -> Markup {
    let l = cx.locale();
    let silent = g.commitments.iter().filter(|(_, c)| c.standing == domain::anchoring::Standing::NotSaid).count();
    html! {
        (top(cx, "/kontor/forankring/sporsmal"))
        h1 { (l.t(T::AnchoringQuestion)) }
        p.lead { (l.t(T::AnchoringQuestionLead)) }
        @if g.is_empty() {
            @let way = button_link(&l.t(T::AnchoringCommitmentNew), &cx.link("/kontor/forankring/ny/vedtak"), Weight::Primary);
            (parts::empty_state(&l.t(T::AnchoringQuestionEmpty), edits(cx).then_some(&way)))
        } @else {
            @if silent > 0 { (parts::notice(Tone::Look, &html! { p { a href=(cx.link("/kontor/forankring/vedtak")) { (l.ta(T::AnchoringSilent, &args![("n", silent)])) } } })) }
            h2 { (l.t(T::AnchoringStatusCase)) }
            p { (l.t(T::AnchoringStatusCaseLead)) }
            (documents(cx, "/kontor/forankring/status"))
            h2 { (l.t(T::AnchoringAnswer)) }
            p { (l.t(T::AnchoringAnswerLead)) }
            @if g.commitments.is_empty() { p { (l.t(T::AnchoringCommitmentsEmpty)) } }
            ul.plain-list {
                @for (id, c) in &g.commitments {
                    li { a href=(cx.link(&format!("/kontor/forankring/status/docx?vedtak={id}"))) { (c.title) } " " (parts::tag(words::standing_tone(c.standing), &words::standing(c.standing, l))) }
                }
            }
        }
    }
}
