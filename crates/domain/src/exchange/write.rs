//! From a register to files, always in the same form.

use super::{
    Folder,
    fields::{
        ACCESSES, ANCHORING_FILE, ANSWERS, Choices, DROP_IN_RULES, GUIDE_KINDS, LOCALES, OFFERING_KINDS,
        ORGANISATION_KINDS, RULES, STAFFINGS, SURVEY_FILE, Section, TOPICS, WEEKDAYS, path, spelling, weekday_code,
    },
    grounds_write,
};
use crate::{
    municipality::Municipality,
    offerings::{BookingPlan, DigitalService, DropInRule, Kept, Offering, Topic},
    organisations::Organisation,
    places::{Facilities, Place},
    register::{Channel, Deviation, Door, Entity, Milestone, NetworkMeeting, Register},
    schedule::{Change, Exception, ExtraDate, Rule, Schedule, Staffing},
    shared::{Key, Locale, Localized},
};
use std::fmt::{Display, Write};

/// Writes a register as a folder: pairs of a path within it and the file's text, sorted by path.
///
/// For a register without problems, reading the files gives the register back, and writing that gives the same bytes.
#[must_use]
pub fn write(register: &Register) -> Vec<(String, String)> {
    let own = register.municipality.written_language;
    let mut out = vec![(
        path(Entity::Municipality, ""),
        municipality(own, &register.municipality),
    )];
    let mut put = |entity, key: &Key, text| out.push((path(entity, key.as_str()), text));
    register.organisations.iter().for_each(|x| put(Entity::Organisation, &x.key, organisation(own, x)));
    register.places.iter().for_each(|x| put(Entity::Place, &x.key, place(own, x)));
    register.offerings.iter().for_each(|x| put(Entity::Offering, &x.key, offering(own, x)));
    register.services.iter().for_each(|x| put(Entity::Service, &x.key, service(own, x)));
    register.doors.iter().for_each(|x| put(Entity::Door, &x.key, door(own, x)));
    register.deviations.iter().for_each(|x| put(Entity::Deviation, &x.key, deviation(own, x)));
    register.channels.iter().for_each(|x| put(Entity::Channel, &x.key, channel(own, x)));
    register
        .network_meetings
        .iter()
        .for_each(|x| put(Entity::NetworkMeeting, &x.key, network_meeting(own, x)));
    register.milestones.iter().for_each(|x| put(Entity::Milestone, &x.key, milestone(own, x)));
    out.sort();
    out
}

/// Writes a whole folder as [`write()`] does, with the survey and what the service rests on. A municipality that has written
/// nothing of them has no such file. What names an offering or a service that is not in the register, is left out.
#[must_use]
pub fn write_folder(folder: &Folder) -> Vec<(String, String)> {
    let folder = folder.clone().tidy();
    let mut out = write(&folder.register);
    let survey = folder.survey.filter(|answers| !answers.is_empty());
    out.extend(survey.map(|answers| (SURVEY_FILE.to_owned(), grounds_write::survey(&answers))));
    let anchoring = folder.anchoring.filter(|entries| !entries.is_empty());
    out.extend(anchoring.map(|entries| (ANCHORING_FILE.to_owned(), grounds_write::anchoring(&entries))));
    out.sort();
    out
}

pub(super) struct Page {
    own: Locale,
    pub text: String,
}

impl Page {
    pub const fn new(own: Locale) -> Self {
        Self {
            own,
            text: String::new(),
        }
    }

    pub fn line(&mut self, name: &str, value: impl Display) {
        // Writing to a String never fails.
        let _ = writeln!(self.text, "{name} = {value}");
    }

    pub fn maybe(&mut self, name: &str, value: Option<impl Display>) {
        if let Some(value) = value {
            self.line(name, value);
        }
    }

    pub fn header(&mut self, header: &str) {
        let _ = writeln!(self.text, "\n{header}");
    }

    pub fn text(&mut self, name: &str, text: &str) {
        if !text.is_empty() {
            self.line(name, quoted(text));
        }
    }

    pub fn key(&mut self, name: &str, key: Option<&Key>) {
        self.text(name, key.map_or("", Key::as_str));
    }

    pub fn localized(&mut self, name: &str, text: &Localized) {
        let alone = Locale::ALL.into_iter().all(|l| l == self.own || text.exact(l).is_empty());
        if alone {
            return self.text(name, text.exact(self.own));
        }
        for locale in Locale::ALL {
            self.text(&format!("{name}.{}", locale.code()), text.exact(locale));
        }
    }

    pub fn choice(&mut self, name: &str, choices: Choices, code: &str) {
        self.line(name, quoted(spelling(choices, code)));
    }

    pub fn list<'a>(&mut self, name: &str, values: impl Iterator<Item = &'a str>) {
        let values: Vec<_> = values.map(quoted).collect();
        if !values.is_empty() {
            self.line(name, format!("[{}]", values.join(", ")));
        }
    }

    pub fn keys(&mut self, name: &str, keys: &[Key]) {
        self.list(name, keys.iter().map(Key::as_str));
    }

    pub fn topics(&mut self, topics: &[Topic]) {
        self.list("temaer", topics.iter().map(|t| spelling(TOPICS, t.code())));
    }

    pub fn assumed(&mut self, section: Section, assumed: &[String]) {
        let name = |code: &String| section.assumable().find(|f| f.code == code.as_str()).map_or("", |f| f.name);
        self.list("antatt", assumed.iter().map(name).filter(|n| !n.is_empty()));
    }
}

/// A TOML text: on one line, or over several when it has line breaks.
pub(super) fn quoted(text: &str) -> String {
    let several = text.contains('\n');
    let mut out = String::from(if several { "\"\"\"\n" } else { "\"" });
    let mut letters = text.chars().peekable();
    while let Some(c) = letters.next() {
        match c {
            '\\' => out.push_str("\\\\"),
            '"' if !several || matches!(letters.peek(), None | Some('"')) => out.push_str("\\\""),
            '\n' | '"' => out.push(c),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            c if c.is_control() => _ = write!(out, "\\u{:04X}", u32::from(c)),
            c => out.push(c),
        }
    }
    out.push_str(if several { "\"\"\"" } else { "\"" });
    out
}

fn municipality(own: Locale, m: &Municipality) -> String {
    let mut p = Page::new(own);
    p.text("nummer", &m.number);
    p.localized("navn", &m.name);
    p.localized("tjenestenavn", &m.service_name);
    p.choice("malform", LOCALES, m.written_language.code());
    p.text("telefon", &m.phone);
    p.localized("telefontid", &m.phone_hours);
    p.text("epost", &m.email);
    p.text("hjemmeside", &m.homepage);
    p.localized("om", &m.about);
    p.text("standardprofil", &m.standard_profile);
    p.assumed(Section::Municipality, &m.assumed);
    for period in &m.closed_periods {
        p.header("[[stengt]]");
        p.key("nokkel", Some(&period.key));
        p.key("sted", period.place.as_ref());
        p.line("fra", period.first);
        p.line("til", period.last);
        p.localized("grunn", &period.reason);
    }
    for holiday in &m.school_holidays {
        p.header("[[skoleferie]]");
        p.key("nokkel", Some(&holiday.key));
        p.line("fra", holiday.first);
        p.line("til", holiday.last);
        p.localized("navn", &holiday.name);
    }
    p.text
}

fn organisation(own: Locale, o: &Organisation) -> String {
    let mut p = Page::new(own);
    p.localized("navn", &o.name);
    p.choice("slag", ORGANISATION_KINDS, o.kind.code());
    p.key("del_av", o.part_of.as_ref());
    p.localized("om", &o.about);
    p.text("telefon", &o.phone);
    p.text("epost", &o.email);
    p.text("nettside", &o.website);
    p.maybe("sist_bekreftet", o.last_confirmed);
    p.maybe("avsluttet", o.ended);
    p.assumed(Section::Organisation, &o.assumed);
    p.text
}

fn place(own: Locale, place: &Place) -> String {
    let mut p = Page::new(own);
    p.localized("navn", &place.name);
    p.key("aktor", Some(&place.organisation));
    p.key("del_av", place.part_of.as_ref());
    p.text("adresse", &place.street);
    p.text("postnummer", &place.postal_code);
    p.text("poststed", &place.town);
    p.text("bydel", &place.district);
    if let Some((latitude, longitude)) = place.position {
        p.line("breddegrad", degrees(latitude));
        p.line("lengdegrad", degrees(longitude));
    }
    p.localized("veien_dit", &place.directions);
    p.text("telefon", &place.phone);
    p.maybe("avsluttet", place.ended);
    p.assumed(Section::Place, &place.assumed);
    facilities(&mut p, &place.facilities);
    for hours in &place.hours {
        schedule(&mut p, "apningstid", hours, Some(&place.key));
    }
    p.text
}

fn degrees(millionths: i32) -> String {
    let sign = if millionths < 0 { "-" } else { "" };
    let size = millionths.unsigned_abs();
    format!("{sign}{}.{:06}", size / 1_000_000, size % 1_000_000)
}

fn facilities(p: &mut Page, f: &Facilities) {
    if *f == Facilities::default() {
        return;
    }
    p.header("[utstyr]");
    p.maybe("trinnfritt", f.step_free);
    p.maybe("teleslynge", f.hearing_loop);
    p.maybe("hc_toalett", f.accessible_toilet);
    p.maybe("skjermet_plass", f.private_corner);
    p.maybe("tradlost_nett", f.wifi);
    p.maybe("skriver", f.printer);
    p.maybe("maskiner", f.machines);
    p.maybe("maskiner_nullstilles", f.machines_wiped);
}

/// A schedule; `here` is the place that need not be said.
fn schedule(p: &mut Page, header: &str, s: &Schedule, here: Option<&Key>) {
    p.header(&format!("[[{header}]]"));
    p.key("nokkel", Some(&s.key));
    p.key("sted", Some(&s.place).filter(|place| Some(*place) != here));
    rule(p, &s.rule);
    p.line("fra", quoted(&s.start.to_string()));
    p.line("til", quoted(&s.end.to_string()));
    p.line("gjelder_fra", s.from);
    p.maybe("gjelder_til", s.until);
    if s.staffing != Staffing::Staffed {
        p.choice("bemanning", STAFFINGS, s.staffing.code());
    }
    if s.staffing == Staffing::Staffed || s.guides != 0 {
        p.line("veiledere", s.guides);
    }
    p.maybe("pa_helligdager", s.on_public_holidays.then_some(true));
    p.maybe("i_skoleferier", (!s.on_school_holidays).then_some(false));
    s.exceptions.iter().for_each(|e| exception(p, header, e));
    s.extra_dates.iter().for_each(|e| extra_date(p, header, e));
}

fn rule(p: &mut Page, rule: &Rule) {
    let interval = |every: u8| (every != 1).then_some(every);
    match rule {
        Rule::Weekly { every, weekdays } => {
            p.maybe("hver", interval(*every));
            p.list(
                "ukedager",
                weekdays.iter().map(|d| spelling(WEEKDAYS, weekday_code(*d))),
            );
        }
        Rule::MonthlyByWeekday { every, nth, weekday } => {
            p.choice("gjentas", RULES, "monthly_by_weekday");
            p.maybe("hver", interval(*every));
            p.choice("ukedag", WEEKDAYS, weekday_code(*weekday));
            p.line("nummer_i_maneden", nth);
        }
        Rule::MonthlyByDay { every, day } => {
            p.choice("gjentas", RULES, "monthly_by_day");
            p.maybe("hver", interval(*every));
            p.line("dag_i_maneden", day);
        }
        Rule::DatesOnly => p.choice("gjentas", RULES, "dates_only"),
    }
}

fn exception(p: &mut Page, header: &str, e: &Exception) {
    p.header(&format!("[[{header}.unntak]]"));
    p.line("dato", e.date);
    if let Change::Moved { date, start, end } = e.change {
        p.line("flyttet_til", date);
        p.line("fra", quoted(&start.to_string()));
        p.line("til", quoted(&end.to_string()));
    }
    p.localized("grunn", &e.reason);
    p.maybe("besluttet", e.decided_at);
}

fn extra_date(p: &mut Page, header: &str, e: &ExtraDate) {
    p.header(&format!("[[{header}.ekstradag]]"));
    p.line("dato", e.date);
    p.maybe("fra", e.start.map(|m| quoted(&m.to_string())));
    p.maybe("til", e.end.map(|m| quoted(&m.to_string())));
    p.localized("merknad", &e.note);
}

fn offering(own: Locale, o: &Offering) -> String {
    let mut p = Page::new(own);
    p.localized("navn", &o.name);
    p.localized("kort_om", &o.summary);
    p.localized("om", &o.description);
    p.choice("slag", OFFERING_KINDS, o.kind.code());
    p.key("aktor", Some(&o.organisation));
    p.keys("bidragsytere", &o.contributors);
    p.topics(&o.topics);
    p.keys("tjenester", &o.services);
    p.list("sprak", o.languages.iter().map(String::as_str));
    p.localized("for_hvem", &o.audience);
    p.localized("ta_med", &o.bring);
    p.localized("pris", &o.price);
    p.choice("tilgang", ACCESSES, o.access.code());
    if o.drop_in_rule != DropInRule::HelpAll {
        p.choice("drop_in_regel", DROP_IN_RULES, o.drop_in_rule.code());
    }
    p.keys("viser_til", &o.refers_to);
    p.line("publisert", o.published);
    p.maybe("sist_bekreftet", o.last_confirmed);
    p.maybe("avsluttet", o.ended);
    p.key("etterfolger", o.successor.as_ref());
    p.assumed(Section::Offering, &o.assumed);
    if let Some(plan) = &o.booking {
        booking_plan(&mut p, plan);
    }
    for s in &o.schedules {
        schedule(&mut p, "tid", s, None);
    }
    p.text
}

fn booking_plan(p: &mut Page, plan: &BookingPlan) {
    p.header("[timebestilling]");
    p.line("minutter", plan.minutes);
    p.line("pause", plan.buffer);
    p.line("steg", plan.step);
    p.maybe("dobbel_time", plan.extra_long.then_some(true));
    p.maybe("tolk", plan.interpreter.then_some(true));
    match plan.kept {
        Kept::Nothing => {}
        Kept::Number(n) => p.line("holdes_av_antall", n),
        Kept::PerCent(n) => p.line("holdes_av_prosent", n),
    }
    p.line("frist_timer", plan.notice_hours);
    p.line("dager_fram", plan.horizon_days);
    p.line("minutter_til_skjema", plan.hold_minutes);
    p.maybe("rom", plan.rooms);
    p.maybe("delte_maskiner", plan.machines);
    p.line("slettes_etter_dager", plan.keep_days);
    p.localized("hvorfor_lenger", &plan.keep_reason);
    for need in &plan.needs {
        p.header("[[timebestilling.behov]]");
        p.choice("tema", TOPICS, need.topic.code());
        p.line("varer", need.minutes);
    }
}

fn service(own: Locale, s: &DigitalService) -> String {
    let mut p = Page::new(own);
    p.localized("navn", &s.name);
    p.localized("eier", &s.owner);
    p.choice("tema", TOPICS, s.topic.code());
    p.line("bare_digitalt", s.digital_only);
    p.list("sokeord", s.search_words.iter().map(String::as_str));
    p.text("nettside", &s.website);
    p.assumed(Section::Service, &s.assumed);
    p.text
}

fn door(own: Locale, d: &Door) -> String {
    let mut p = Page::new(own);
    p.localized("navn", &d.name);
    p.localized("hjelper_med", &d.helps_with);
    p.topics(&d.topics);
    p.text("telefon", &d.phone);
    p.localized("tider", &d.hours);
    p.text("nettside", &d.website);
    p.maybe("sist_bekreftet", d.last_confirmed);
    p.assumed(Section::Door, &d.assumed);
    p.text
}

fn deviation(own: Locale, d: &Deviation) -> String {
    let mut p = Page::new(own);
    p.text("regel", &d.rule);
    p.choice("svar", ANSWERS, &d.answer);
    p.keys("tjenester", &d.scope.services);
    p.list(
        "former",
        d.scope.forms.iter().map(|f| spelling(OFFERING_KINDS, f.code())),
    );
    p.list(
        "veiledere",
        d.scope.guides.iter().map(|g| spelling(GUIDE_KINDS, g.code())),
    );
    p.localized("begrunnelse", &d.reason);
    p.text("eier", &d.owner);
    p.maybe("ros_frist", d.risk_assessment_due);
    p.text("ros", &d.risk_assessment);
    p.maybe("gjennomgang", d.review_on);
    p.assumed(Section::Deviation, &d.assumed);
    p.text
}

fn channel(own: Locale, c: &Channel) -> String {
    let mut p = Page::new(own);
    p.localized("navn", &c.name);
    p.key("aktor", c.organisation.as_ref());
    p.maybe("ganger_i_aret", c.issues_per_year);
    p.localized("om", &c.about);
    p.assumed(Section::Channel, &c.assumed);
    p.text
}

fn network_meeting(own: Locale, m: &NetworkMeeting) -> String {
    let mut p = Page::new(own);
    p.localized("navn", &m.name);
    p.keys("deltakere", &m.participants);
    p.line("ganger_i_aret", m.per_year);
    p.localized("om", &m.about);
    p.assumed(Section::NetworkMeeting, &m.assumed);
    p.text
}

fn milestone(own: Locale, m: &Milestone) -> String {
    let mut p = Page::new(own);
    p.line("ar", m.year);
    p.maybe("til_ar", m.until_year);
    p.localized("tekst", &m.text);
    p.assumed(Section::Milestone, &m.assumed);
    p.text
}
