//! From `grunnlag.toml` and `forankring.toml` to answers and entries, with every problem where it stands.

use super::{
    fields::{
        Content, Field, Section, folder,
        grounds::{ALTERNATIVES, APPLICATION_PARTS, SPENDING_KINDS},
        path, spelling,
    },
    problem::nearest,
    sheet::{Node, Sheet},
};
use crate::{
    anchoring::{
        Alternative, AnchoredEntry, ApplicationPart, Benefit, BenefitFor, Briefing, BudgetFrame, Centrality,
        Commitment, CommitmentKind, CostBasis, CostKind, CostLine, Entry, Grant, GrantCall, GrantCondition,
        GrantStatus, Measurement, MoneyLine, MoneySource, RelatedProject, Spending, SpendingKind, Standing, Strategy,
        StrategyGoal, StrategyLevel, YEARS,
    },
    register::{Entity, Register},
    shared::Key,
    situation::{SurveyAnswer, questions},
};
use std::collections::BTreeSet;

/// The most hours in one year, and the highest rate for one of them in øre.
const MOST_HOURS: u32 = 1_000_000;
const MOST_RATE: i64 = 10_000_000;

/// What the two files are read against.
pub(super) struct About<'r> {
    pub register: &'r Register,
    /// Things whose file can't be read: references to them are not unknown.
    pub unreadable: &'r BTreeSet<(Entity, String)>,
}

pub(super) fn survey<'a>(s: &mut Sheet<'a>, n: &Node<'a>) -> Vec<SurveyAnswer> {
    let mut out: Vec<SurveyAnswer> = Vec::new();
    for n in s.inners(n, "svar", Section::Answer) {
        let answer = answer(s, &n);
        if out.iter().any(|a| a.question == answer.question) {
            let message = format!("Spørsmålet «{}» er besvart to ganger.", answer.question);
            let at = s.spot(&n, "question");
            s.problem(at, "duplicate", message, "Behold det ene svaret og slett det andre.");
        }
        out.push(answer);
    }
    let place = |a: &SurveyAnswer| questions().iter().position(|q| q.code == a.question);
    out.sort_by_key(place);
    out
}

fn answer<'a>(s: &mut Sheet<'a>, n: &Node<'a>) -> SurveyAnswer {
    let question = s.text(n, "sporsmal");
    let at = s.spot(n, "question");
    if !question.is_empty() && !questions().iter().any(|q| q.code == question) {
        let codes = || questions().iter().map(|q| q.code.as_str());
        let instead = match nearest(&question, codes()) {
            Some(near) => format!("Mente du «{near}»?"),
            None => format!("Kodene er: {}.", codes().collect::<Vec<_>>().join(", ")),
        };
        let message = format!("Det er ikke noe spørsmål med koden «{question}».");
        s.problem(at, "wrong_value", message, instead);
    }
    let answer = SurveyAnswer {
        question,
        words: s.text(n, "svar"),
        source: s.text(n, "kilde"),
        on: s.date(n, "dato"),
        responsible: s.text(n, "ansvarlig"),
        attachment: s.text(n, "vedlegg"),
        attachment_url: s.text(n, "vedlegg_adresse"),
        assumed: s.assumed(n),
    };
    if answer.is_answered() && answer.source.trim().is_empty() {
        needed(s, n, "kilde");
    }
    address(s, n, "vedlegg_adresse", &answer.attachment_url, &["https://"]);
    answer
}

pub(super) fn anchoring<'a>(s: &mut Sheet<'a>, n: &Node<'a>, about: &About<'_>) -> Vec<AnchoredEntry> {
    let mut out: Vec<AnchoredEntry> = Vec::new();
    out.extend(s.inner(n, "budsjett", Section::Frame).map(|n| alone(s, &n, |s, n| Entry::Frame(frame(s, n)))));
    let lists: [(&str, Section, One); 9] = [
        ("kostnad", Section::Cost, |s, n, about| Entry::Cost(cost(s, n, about))),
        ("penger", Section::Money, |s, n, _| Entry::Money(money(s, n))),
        ("strategi", Section::Strategy, |s, n, _| Entry::Strategy(strategy(s, n))),
        ("vedtak", Section::Commitment, |s, n, about| {
            Entry::Commitment(commitment(s, n, about))
        }),
        ("prosjekt", Section::Project, |s, n, _| Entry::Project(project(s, n))),
        ("orientering", Section::Briefing, |s, n, _| {
            Entry::Briefing(briefing(s, n))
        }),
        ("gevinst", Section::Benefit, |s, n, about| {
            Entry::Benefit(benefit(s, n, about))
        }),
        ("utlysning", Section::Call, |s, n, _| Entry::Call(call(s, n))),
        ("tilskudd", Section::Grant, |s, n, _| Entry::Grant(grant(s, n))),
    ];
    for (name, section, one) in lists {
        for n in s.inners(n, name, section) {
            let mut entry = alone(s, &n, |s, n| one(s, n, about));
            entry.parts = parts(s, &n, about);
            out.push(entry);
        }
    }
    out
}

/// How one entry is read.
type One = for<'a> fn(&mut Sheet<'a>, &Node<'a>, &About<'_>) -> Entry;

fn alone<'a>(s: &mut Sheet<'a>, n: &Node<'a>, read: impl FnOnce(&mut Sheet<'a>, &Node<'a>) -> Entry) -> AnchoredEntry {
    let entry = read(s, n);
    filled(s, n);
    AnchoredEntry {
        entry,
        assumed: s.assumed(n),
        parts: Vec::new(),
    }
}

/// A text that must be there is not there when it is empty.
fn filled<'a>(s: &mut Sheet<'a>, n: &Node<'a>) {
    for field in n.section.fields().iter().filter(|f| f.required && matches!(f.content, Content::Text)) {
        let written = n.table.iter().find(|(key, _)| key.get_ref() == field.name);
        let empty = written.filter(|(_, value)| value.get_ref().as_str().is_some_and(|text| text.trim().is_empty()));
        if let Some((_, value)) = empty {
            let message = format!("Feltet «{}» er tomt.", field.name);
            s.problem(
                value.span().start,
                "missing_field",
                message,
                format!("Skriv for eksempel: {}", field.example),
            );
        }
    }
}

fn parts<'a>(s: &mut Sheet<'a>, n: &Node<'a>, about: &About<'_>) -> Vec<AnchoredEntry> {
    let lists: &[(&str, Section, One)] = match n.section {
        Section::Strategy => &[("mal", Section::Goal, |s, n, about| Entry::Goal(goal(s, n, about)))],
        Section::Benefit => &[("maling", Section::Measurement, |s, n, _| {
            Entry::Measurement(Measurement {
                on: s.needed_date(n, "dag"),
                finding: s.text(n, "funn"),
            })
        })],
        Section::Grant => &[
            ("vilkar", Section::Condition, |s, n, _| {
                Entry::Condition(condition(s, n))
            }),
            ("brukt", Section::Spending, |s, n, _| Entry::Spending(spending(s, n))),
        ],
        _ => &[],
    };
    let mut out = Vec::new();
    for (name, section, one) in lists {
        for n in s.inners(n, name, *section) {
            out.push(alone(s, &n, |s, n| one(s, n, about)));
        }
    }
    out
}

fn frame<'a>(s: &mut Sheet<'a>, n: &Node<'a>) -> BudgetFrame {
    let said = Alternative::ALL.iter().map(|alternative| {
        let name = format!("om_{}", spelling(ALTERNATIVES, alternative.code()));
        (alternative.code().to_owned(), s.text(n, &name))
    });
    let words = said.collect::<Vec<_>>();
    BudgetFrame {
        first_year: s.number(n, "forste_ar").unwrap_or(2000),
        running: s.choice(n, "kjorer").and_then(Alternative::parse).unwrap_or(Alternative::Recommended),
        words: words.into_iter().filter(|(_, words)| !words.is_empty()).collect(),
        centrality: s.number(n, "sentralitet"),
    }
}

fn cost<'a>(s: &mut Sheet<'a>, n: &Node<'a>, about: &About<'_>) -> CostLine {
    CostLine {
        name: s.text(n, "navn"),
        place: s.text(n, "sted"),
        kind: s.choice(n, "slag").and_then(CostKind::parse).unwrap_or(CostKind::Operating),
        basis: basis(s, n),
        in_reduced: s.yes_no(n, "i_redusert").unwrap_or(false),
        offering: known_one(s, n, "tilbud", about),
    }
}

fn basis<'a>(s: &mut Sheet<'a>, n: &Node<'a>) -> CostBasis {
    let written = |name: &str| n.table.keys().find(|k| k.get_ref() == name).map(|k| k.span().start);
    let (amounts, hours, rate) = (s.amounts(n, "kroner"), s.hours(n, "timer"), s.kroner(n, "sats"));
    match (written("kroner"), written("timer").or(written("sats"))) {
        (Some(_), Some(at)) => s.problem(
            at,
            "not_used",
            "Kostnaden har både kroner og timer.",
            "Behold kroner, eller timer og sats, og slett det andre.",
        ),
        (None, Some(_)) => {
            for name in ["timer", "sats"] {
                if written(name).is_none() {
                    needed(s, n, name);
                }
            }
        }
        (None, None) => needed(s, n, "kroner"),
        (Some(_), None) => {}
    }
    if hours.is_some_and(|h| h.iter().any(|h| *h > MOST_HOURS)) {
        let at = s.spot(n, "hours");
        let message = format!("«timer» skal være fra 0 til {MOST_HOURS}.");
        s.problem(at, "out_of_range", message, "Sjekk tallene.");
    }
    if rate.is_some_and(|r| r > MOST_RATE) {
        let at = s.spot(n, "rate");
        let message = format!("«sats» skal være høyst {} kroner.", MOST_RATE / 100);
        s.problem(at, "out_of_range", message, "Skriv hva én time koster.");
    }
    match (amounts, hours) {
        (None, Some(hours)) => CostBasis::Hours {
            hours: hours.map(|h| h.min(MOST_HOURS)),
            rate: rate.unwrap_or(0).min(MOST_RATE),
        },
        (amounts, _) => CostBasis::Amounts(amounts.unwrap_or([0; YEARS])),
    }
}

fn money<'a>(s: &mut Sheet<'a>, n: &Node<'a>) -> MoneyLine {
    MoneyLine {
        name: s.text(n, "navn"),
        place: s.text(n, "sted"),
        source: s.choice(n, "kilde").and_then(MoneySource::parse).unwrap_or(MoneySource::Own),
        secured: s.yes_no(n, "sikret").unwrap_or(false),
        amounts: s.amounts(n, "kroner").unwrap_or([0; YEARS]),
        last_day: s.date(n, "siste_dag"),
    }
}

fn strategy<'a>(s: &mut Sheet<'a>, n: &Node<'a>) -> Strategy {
    let strategy = Strategy {
        shipped: s.key(n, "fra_lista"),
        name: s.text(n, "navn"),
        level: s.choice(n, "niva").and_then(StrategyLevel::parse).unwrap_or(StrategyLevel::Municipal),
        owner: s.text(n, "eier"),
        first_year: s.number(n, "fra_ar"),
        last_year: s.number(n, "til_ar"),
        replaced_by: s.text(n, "erstattet_av"),
        link: s.text(n, "lenke"),
    };
    address(s, n, "lenke", &strategy.link, &["https://", "http://"]);
    in_order(s, n, "til_ar", strategy.first_year, strategy.last_year);
    strategy
}

fn goal<'a>(s: &mut Sheet<'a>, n: &Node<'a>, about: &About<'_>) -> StrategyGoal {
    StrategyGoal {
        words: s.text(n, "ord"),
        offerings: known_several(s, n, "tilbud", about),
    }
}

fn commitment<'a>(s: &mut Sheet<'a>, n: &Node<'a>, about: &About<'_>) -> Commitment {
    Commitment {
        title: s.text(n, "tittel"),
        kind: s.choice(n, "slag").and_then(CommitmentKind::parse).unwrap_or(CommitmentKind::Council),
        body: s.text(n, "organ"),
        on: s.date(n, "dag"),
        year: s.number(n, "ar"),
        case_number: s.text(n, "saksnummer"),
        wording: s.text(n, "ordlyd"),
        valid_to: s.date(n, "gjelder_til"),
        whole_service: s.yes_no(n, "hele_tjenesten").unwrap_or(false),
        offerings: known_several(s, n, "tilbud", about),
        standing: s.choice(n, "status").and_then(Standing::parse).unwrap_or(Standing::NotSaid),
        standing_words: s.text(n, "statusord"),
    }
}

fn project<'a>(s: &mut Sheet<'a>, n: &Node<'a>) -> RelatedProject {
    RelatedProject {
        name: s.text(n, "navn"),
        owner: s.text(n, "eier"),
        align: s.text(n, "samordne"),
        until: s.date(n, "slutt"),
    }
}

fn briefing<'a>(s: &mut Sheet<'a>, n: &Node<'a>) -> Briefing {
    Briefing {
        on: s.needed_date(n, "dag"),
        audience: s.text(n, "hvem"),
        with: s.text(n, "med"),
        answer: s.text(n, "svar"),
    }
}

fn benefit<'a>(s: &mut Sheet<'a>, n: &Node<'a>, about: &About<'_>) -> Benefit {
    Benefit {
        effect: s.text(n, "virkning"),
        whose: s.choice(n, "for_hvem").and_then(BenefitFor::parse).unwrap_or(BenefitFor::Citizens),
        how: s.text(n, "males"),
        before: s.text(n, "forst"),
        target: s.text(n, "sikter_mot"),
        owner: s.text(n, "eier"),
        next: s.date(n, "neste"),
        service: known_one(s, n, "tjeneste", about),
    }
}

fn call<'a>(s: &mut Sheet<'a>, n: &Node<'a>) -> GrantCall {
    let call = GrantCall {
        shipped: s.key(n, "fra_lista"),
        name: s.text(n, "navn"),
        owner: s.text(n, "eier"),
        deadline: s.date(n, "frist"),
        centrality: centrality(s, n),
        terms: s.text(n, "vilkar"),
        pays_for: s.text(n, "dekker"),
        parts: s.several(n, "deler").into_iter().filter_map(ApplicationPart::parse).collect(),
        link: s.text(n, "lenke"),
    };
    address(s, n, "lenke", &call.link, &["https://", "http://"]);
    call
}

fn centrality<'a>(s: &mut Sheet<'a>, n: &Node<'a>) -> Option<Centrality> {
    let (from, to) = (s.number(n, "sentralitet_fra"), s.number(n, "sentralitet_til"));
    match (from, to) {
        (Some(_), None) => needed(s, n, "sentralitet_til"),
        (None, Some(_)) => needed(s, n, "sentralitet_fra"),
        _ => in_order(s, n, "sentralitet_til", from, to),
    }
    Some(Centrality { from: from?, to: to? })
}

fn grant<'a>(s: &mut Sheet<'a>, n: &Node<'a>) -> Grant {
    let planned = s.inner(n, "plan", Section::GrantPlan).map_or_else(Vec::new, |n| {
        let of = |kind: &SpendingKind| {
            let ore = s.kroner(&n, spelling(SPENDING_KINDS, kind.code()))?;
            Some((kind.code().to_owned(), ore))
        };
        SpendingKind::ALL.iter().filter_map(of).collect()
    });
    let words = s.inner(n, "soknad", Section::Application).map_or_else(Vec::new, |n| {
        let of = |part: &ApplicationPart| {
            (
                part.code().to_owned(),
                s.text(&n, spelling(APPLICATION_PARTS, part.code())),
            )
        };
        ApplicationPart::ALL.iter().map(of).collect()
    });
    let grant = Grant {
        name: s.text(n, "navn"),
        giver: s.text(n, "giver"),
        call: s.text(n, "utlysning"),
        status: s.choice(n, "status").and_then(GrantStatus::parse).unwrap_or(GrantStatus::Drafting),
        reference: s.text(n, "referanse"),
        applied: s.kroner(n, "sokt").unwrap_or(0),
        granted: s.kroner(n, "innvilget").unwrap_or(0),
        first_day: s.date(n, "forste_dag"),
        last_day: s.date(n, "siste_dag"),
        planned: planned.into_iter().filter(|(_, ore)| *ore > 0).collect(),
        words: words.into_iter().filter(|(_, words)| !words.is_empty()).collect(),
    };
    in_order(s, n, "siste_dag", grant.first_day, grant.last_day);
    grant
}

fn condition<'a>(s: &mut Sheet<'a>, n: &Node<'a>) -> GrantCondition {
    GrantCondition {
        what: s.text(n, "hva"),
        due: s.date(n, "frist"),
        owner: s.text(n, "eier"),
        done: s.date(n, "gjort"),
    }
}

fn spending<'a>(s: &mut Sheet<'a>, n: &Node<'a>) -> Spending {
    Spending {
        on: s.needed_date(n, "dag"),
        kind: s.choice(n, "slag").and_then(SpendingKind::parse).unwrap_or(SpendingKind::Guides),
        ore: s.kroner(n, "kroner").unwrap_or(0),
        what: s.text(n, "hva"),
    }
}

/// A field that other fields make necessary.
fn needed<'a>(s: &mut Sheet<'a>, n: &Node<'a>, name: &str) {
    if let Some(field) = n.section.field(name) {
        s.missing(n, field);
    }
}

fn address<'a>(s: &mut Sheet<'a>, n: &Node<'a>, name: &str, address: &str, begins: &[&str]) {
    let Some(field) = n.section.field(name) else {
        return;
    };
    if !address.is_empty() && !begins.iter().any(|b| address.starts_with(b)) {
        let at = s.spot(n, field.code);
        let message = format!("«{name}» er ikke en nettadresse.");
        s.problem(
            at,
            "wrong_form",
            message,
            format!("Skriv for eksempel: {}", field.example),
        );
    }
}

fn in_order<'a, T: PartialOrd>(s: &mut Sheet<'a>, n: &Node<'a>, name: &str, first: Option<T>, last: Option<T>) {
    let Some(field) = n.section.field(name) else {
        return;
    };
    if first.zip(last).is_some_and(|(first, last)| last < first) {
        let at = s.spot(n, field.code);
        let message = format!("«{name}» er før starten.");
        s.problem(at, "last_before_first", message, "Bytt om de to, eller rett den ene.");
    }
}

fn known_one<'a>(s: &mut Sheet<'a>, n: &Node<'a>, name: &str, about: &About<'_>) -> Option<Key> {
    let key = s.key(n, name)?;
    let field = n.section.field(name)?;
    let at = s.spot(n, field.code);
    reference(s, field, at, &key, about);
    Some(key)
}

fn known_several<'a>(s: &mut Sheet<'a>, n: &Node<'a>, name: &str, about: &About<'_>) -> Vec<Key> {
    let keys = s.keys(n, name);
    let Some(field) = n.section.field(name) else {
        return keys;
    };
    for (i, key) in keys.iter().enumerate() {
        let at = s.spot(n, &format!("{}[{i}]", field.code));
        if keys[..i].contains(key) {
            let message = format!("«{key}» står to ganger i «{name}».");
            s.problem(
                at,
                "duplicate",
                message,
                "Hver verdi kan stå én gang. Endre eller slett den ene.",
            );
        }
        reference(s, field, at, key, about);
    }
    keys
}

/// A problem when a key is of nothing in the register.
fn reference(s: &mut Sheet<'_>, field: &Field, at: usize, key: &Key, about: &About<'_>) {
    let (Content::Key(entity) | Content::Keys(entity)) = field.content else {
        return;
    };
    let known: Vec<&str> = match entity {
        Entity::Service => about.register.services.iter().map(|x| x.key.as_str()).collect(),
        _ => about.register.offerings.iter().map(|x| x.key.as_str()).collect(),
    };
    if known.contains(&key.as_str()) || about.unreadable.contains(&(entity, key.to_string())) {
        return;
    }
    let message = format!(
        "«{}» viser til «{key}», men fila {} finnes ikke.",
        field.name,
        path(entity, key.as_str())
    );
    let instead = match nearest(key.as_str(), known.into_iter()) {
        Some(near) => format!("Mente du «{near}»?"),
        None => format!(
            "Skriv navnet på en fil i {}/ uten .toml, eller lag fila.",
            folder(entity)
        ),
    };
    s.problem(at, "unknown_reference", message, instead);
}
