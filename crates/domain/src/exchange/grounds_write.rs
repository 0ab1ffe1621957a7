//! `grunnlag.toml` and `forankring.toml`, always in the same form.

use super::{
    fields::{
        Section,
        grounds::{
            ALTERNATIVES, APPLICATION_PARTS, BENEFIT_FOR, COMMITMENT_KINDS, COST_KINDS, GRANT_STATUSES, MONEY_SOURCES,
            SPENDING_KINDS, STANDINGS, STRATEGY_LEVELS,
        },
        spelling,
    },
    write::{Page, quoted},
};
use crate::{
    anchoring::{
        Alternative, AnchoredEntry, ApplicationPart, Benefit, BudgetFrame, Commitment, CostBasis, CostLine, Entry,
        Grant, GrantCall, MoneyLine, SpendingKind, Standing, Strategy, YEARS, kroner,
    },
    shared::Locale,
    situation::SurveyAnswer,
};

pub(super) fn survey(answers: &[SurveyAnswer]) -> String {
    let mut p = Page::new(Locale::Nb);
    for a in answers {
        p.part("[[svar]]");
        p.text("sporsmal", &a.question);
        p.text("svar", &a.words);
        p.text("kilde", &a.source);
        p.maybe("dato", a.on);
        p.text("ansvarlig", &a.responsible);
        p.text("vedlegg", &a.attachment);
        p.text("vedlegg_adresse", &a.attachment_url);
        p.assumed(Section::Answer, &a.assumed);
    }
    p.text
}

pub(super) fn anchoring(entries: &[AnchoredEntry]) -> String {
    let mut p = Page::new(Locale::Nb);
    entries.iter().for_each(|e| entry(&mut p, e));
    p.text
}

impl Page {
    /// A header, after a blank line unless it is the first.
    fn part(&mut self, header: &str) {
        if self.text.is_empty() {
            self.text = format!("{header}\n");
        } else {
            self.header(header);
        }
    }

    fn kroner(&mut self, name: &str, ore: i64) {
        self.line(name, amount(ore));
    }

    fn some_kroner(&mut self, name: &str, ore: i64) {
        self.maybe(name, (ore > 0).then(|| amount(ore)));
    }

    fn years(&mut self, name: &str, values: [String; YEARS]) {
        self.line(name, format!("[{}]", values.join(", ")));
    }

    fn yes(&mut self, name: &str, yes: bool) {
        self.maybe(name, yes.then_some(true));
    }
}

/// Whole kroner as a number; with øre as people write it.
fn amount(ore: i64) -> String {
    if ore % 100 == 0 {
        (ore / 100).to_string()
    } else {
        quoted(&kroner(ore).replace('\u{a0}', ""))
    }
}

fn entry(p: &mut Page, e: &AnchoredEntry) {
    let section = match &e.entry {
        Entry::Frame(f) => frame(p, f),
        Entry::Cost(c) => cost(p, c),
        Entry::Money(m) => money(p, m),
        Entry::Strategy(s) => strategy(p, s),
        Entry::Goal(g) => {
            p.part("[[strategi.mal]]");
            p.text("ord", &g.words);
            p.keys("tilbud", &g.offerings);
            Section::Goal
        }
        Entry::Commitment(c) => commitment(p, c),
        Entry::Project(x) => {
            p.part("[[prosjekt]]");
            p.text("navn", &x.name);
            p.text("eier", &x.owner);
            p.text("samordne", &x.align);
            p.maybe("slutt", x.until);
            Section::Project
        }
        Entry::Briefing(b) => {
            p.part("[[orientering]]");
            p.line("dag", b.on);
            p.text("hvem", &b.audience);
            p.text("med", &b.with);
            p.text("svar", &b.answer);
            Section::Briefing
        }
        Entry::Benefit(b) => benefit(p, b),
        Entry::Measurement(m) => {
            p.part("[[gevinst.maling]]");
            p.line("dag", m.on);
            p.text("funn", &m.finding);
            Section::Measurement
        }
        Entry::Call(c) => call(p, c),
        Entry::Grant(g) => grant(p, g),
        Entry::Condition(c) => {
            p.part("[[tilskudd.vilkar]]");
            p.text("hva", &c.what);
            p.maybe("frist", c.due);
            p.text("eier", &c.owner);
            p.maybe("gjort", c.done);
            Section::Condition
        }
        Entry::Spending(s) => {
            p.part("[[tilskudd.brukt]]");
            p.line("dag", s.on);
            p.choice("slag", SPENDING_KINDS, s.kind.code());
            p.kroner("kroner", s.ore);
            p.text("hva", &s.what);
            Section::Spending
        }
    };
    p.assumed(section, &e.assumed);
    if let Entry::Grant(g) = &e.entry {
        grant_tables(p, g);
    }
    e.parts.iter().for_each(|part| entry(p, part));
}

fn frame(p: &mut Page, f: &BudgetFrame) -> Section {
    p.part("[budsjett]");
    p.line("forste_ar", f.first_year);
    if f.running != Alternative::Recommended {
        p.choice("kjorer", ALTERNATIVES, f.running.code());
    }
    for alternative in Alternative::ALL {
        let name = spelling(ALTERNATIVES, alternative.code());
        p.text(&format!("om_{name}"), f.words(*alternative));
    }
    p.maybe("sentralitet", f.centrality);
    Section::Frame
}

fn cost(p: &mut Page, c: &CostLine) -> Section {
    p.part("[[kostnad]]");
    p.text("navn", &c.name);
    p.text("sted", &c.place);
    p.choice("slag", COST_KINDS, c.kind.code());
    match &c.basis {
        CostBasis::Amounts(amounts) => p.years("kroner", amounts.map(amount)),
        CostBasis::Hours { hours, rate } => {
            p.years("timer", hours.map(|h| h.to_string()));
            p.kroner("sats", *rate);
        }
    }
    p.yes("i_redusert", c.in_reduced);
    p.key("tilbud", c.offering.as_ref());
    Section::Cost
}

fn money(p: &mut Page, m: &MoneyLine) -> Section {
    p.part("[[penger]]");
    p.text("navn", &m.name);
    p.text("sted", &m.place);
    p.choice("kilde", MONEY_SOURCES, m.source.code());
    p.yes("sikret", m.secured);
    p.years("kroner", m.amounts.map(amount));
    p.maybe("siste_dag", m.last_day);
    Section::Money
}

fn strategy(p: &mut Page, s: &Strategy) -> Section {
    p.part("[[strategi]]");
    p.key("fra_lista", s.shipped.as_ref());
    p.text("navn", &s.name);
    p.choice("niva", STRATEGY_LEVELS, s.level.code());
    p.text("eier", &s.owner);
    p.maybe("fra_ar", s.first_year);
    p.maybe("til_ar", s.last_year);
    p.text("erstattet_av", &s.replaced_by);
    p.text("lenke", &s.link);
    Section::Strategy
}

fn commitment(p: &mut Page, c: &Commitment) -> Section {
    p.part("[[vedtak]]");
    p.text("tittel", &c.title);
    p.choice("slag", COMMITMENT_KINDS, c.kind.code());
    p.text("organ", &c.body);
    p.maybe("dag", c.on);
    p.maybe("ar", c.year);
    p.text("saksnummer", &c.case_number);
    p.text("ordlyd", &c.wording);
    p.maybe("gjelder_til", c.valid_to);
    p.yes("hele_tjenesten", c.whole_service);
    p.keys("tilbud", &c.offerings);
    if c.standing != Standing::NotSaid {
        p.choice("status", STANDINGS, c.standing.code());
    }
    p.text("statusord", &c.standing_words);
    Section::Commitment
}

fn benefit(p: &mut Page, b: &Benefit) -> Section {
    p.part("[[gevinst]]");
    p.text("virkning", &b.effect);
    p.choice("for_hvem", BENEFIT_FOR, b.whose.code());
    p.text("males", &b.how);
    p.text("forst", &b.before);
    p.text("sikter_mot", &b.target);
    p.text("eier", &b.owner);
    p.maybe("neste", b.next);
    p.key("tjeneste", b.service.as_ref());
    Section::Benefit
}

fn call(p: &mut Page, c: &GrantCall) -> Section {
    p.part("[[utlysning]]");
    p.key("fra_lista", c.shipped.as_ref());
    p.text("navn", &c.name);
    p.text("eier", &c.owner);
    p.maybe("frist", c.deadline);
    p.maybe("sentralitet_fra", c.centrality.map(|c| c.from));
    p.maybe("sentralitet_til", c.centrality.map(|c| c.to));
    p.text("vilkar", &c.terms);
    p.text("dekker", &c.pays_for);
    p.list(
        "deler",
        c.parts.iter().map(|part| spelling(APPLICATION_PARTS, part.code())),
    );
    p.text("lenke", &c.link);
    Section::Call
}

fn grant(p: &mut Page, g: &Grant) -> Section {
    p.part("[[tilskudd]]");
    p.text("navn", &g.name);
    p.text("giver", &g.giver);
    p.text("utlysning", &g.call);
    p.choice("status", GRANT_STATUSES, g.status.code());
    p.text("referanse", &g.reference);
    p.some_kroner("sokt", g.applied);
    p.some_kroner("innvilget", g.granted);
    p.maybe("forste_dag", g.first_day);
    p.maybe("siste_dag", g.last_day);
    Section::Grant
}

fn grant_tables(p: &mut Page, g: &Grant) {
    if SpendingKind::ALL.iter().any(|k| g.planned(*k) > 0) {
        p.part("[tilskudd.plan]");
        for kind in SpendingKind::ALL {
            p.some_kroner(spelling(SPENDING_KINDS, kind.code()), g.planned(*kind));
        }
    }
    if ApplicationPart::ALL.iter().any(|part| !g.words(*part).is_empty()) {
        p.part("[tilskudd.soknad]");
        for part in ApplicationPart::ALL {
            p.text(spelling(APPLICATION_PARTS, part.code()), g.words(*part));
        }
    }
}
