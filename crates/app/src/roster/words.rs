//! What stands in the way of a shift and what speaks for it, in words.

use super::ground::{Duty, Ground};
use crate::{
    frame::Cx,
    offerings::{language_name, topic_name},
    texts::{T, Words},
};
use domain::{
    offerings::Topic,
    register::Register,
    roster::{Block, BusyWhy, Demand, Remedy, Skill, Verdict, Willingness},
    schedule::{day_in_words, time_range},
    shared::Locale,
};
use ui::args;

/// A number of minutes as hours: `2 t 30 min`.
pub fn hours(minutes: u32) -> String {
    match (minutes / 60, minutes % 60) {
        (0, m) => format!("{m} min"),
        (h, 0) => format!("{h} t"),
        (h, m) => format!("{h} t {m} min"),
    }
}

/// A shift in a few words: its name and when it is.
pub fn duty(cx: &Cx, d: &Duty) -> String {
    let l = cx.locale();
    let o = &d.occurrence;
    format!(
        "{}, {} {}",
        d.name.get(l),
        day_in_words(o.date, cx.today(), l),
        time_range(o.start, o.end, l)
    )
}

/// What somebody has answered, in words.
pub fn answer(answer: Willingness, l: Locale) -> String {
    l.t(match answer {
        Willingness::Gladly => T::RosterGladly,
        Willingness::RatherNot => T::RosterRatherNot,
        Willingness::No => T::RosterCannotThen,
    })
}

/// What a skill is called.
pub fn skill(skill: &Skill, register: &Register, l: Locale) -> String {
    let text = skill.as_str();
    match text.split_once(':') {
        Some(("topic", code)) => Topic::parse(code).map_or_else(String::new, |t| topic_name(t, l)),
        Some(("service", key)) => {
            let found = register.services.iter().find(|s| s.key.as_str() == key);
            found.map_or_else(|| key.to_owned(), |s| s.name.get(l).to_owned())
        }
        Some((_, code)) => language_name(code, l),
        None => text.to_owned(),
    }
}

/// What several skills are called.
pub fn skills(all: &[Skill], register: &Register, l: Locale) -> String {
    all.iter().map(|s| skill(s, register, l)).collect::<Vec<_>>().join(", ")
}

/// What stands in the way, in a few words.
pub fn block(cx: &Cx, ground: &Ground, register: &Register, block: &Block) -> String {
    block_with(cx.locale(), register, block, |with| {
        ground.duties.get(with).map_or_else(String::new, |d| duty(cx, d))
    })
}

/// As [`block`], where `shift` says which the other shift is.
pub fn block_with(l: Locale, register: &Register, block: &Block, shift: impl Fn(usize) -> String) -> String {
    let other = |with: usize| args![("shift", shift(with))];
    match block {
        Block::Gate => l.t(T::RosterBlockGate),
        Block::Busy(BusyWhy::School) => l.t(T::RosterBlockSchool),
        Block::Busy(BusyWhy::Absent) => l.t(T::RosterBlockAbsent),
        Block::Busy(BusyWhy::Elsewhere) => l.t(T::RosterBlockElsewhere),
        Block::Busy(BusyWhy::SaidNo | BusyWhy::NotHere) => l.t(T::RosterBlockNo),
        Block::YoungHours | Block::DayFull { .. } => l.t(T::RosterBlockYoung),
        Block::Clash { with } => l.ta(T::RosterBlockClash, &other(*with)),
        Block::Travel { with, .. } => l.ta(T::RosterBlockTravel, &other(*with)),
        Block::Rest { with } => l.ta(T::RosterBlockRest, &other(*with)),
        Block::WeekFull { over } => l.ta(T::RosterBlockWeek, &args![("over", hours(*over))]),
        Block::NeedsExperienced => l.t(T::RosterBlockNew),
        Block::NeedsAdult => l.t(T::RosterBlockAdult),
        Block::Full | Block::Locked | Block::AlreadyThere => l.t(T::RosterBlockFull),
        Block::Lacking { skills: lacking } => {
            l.ta(T::RosterBlockLacking, &args![("skills", skills(lacking, register, l))])
        }
    }
}

/// What putting somebody there would do, in a few words; empty when nothing is worse or better.
pub fn price(l: Locale, verdict: &Verdict) -> String {
    let (now, then) = (&verdict.now, &verdict.then);
    let parts = [
        (then.reluctance > now.reluctance, T::RosterPriceUnwished),
        (then.fairness > now.fairness, T::RosterPriceMuch),
        (then.fairness < now.fairness, T::RosterPriceLittle),
        (then.shifts_per_week > now.shifts_per_week, T::RosterPriceWeek),
        (then.stability > now.stability, T::RosterPriceChange),
        (then.pairing > now.pairing, T::RosterPricePair),
        (then.pairing < now.pairing, T::RosterPriceGoodPair),
        (then.faces > now.faces, T::RosterPriceFace),
    ];
    let said: Vec<String> = parts.into_iter().filter(|(is, _)| *is).map(|(_, text)| l.t(text)).collect();
    if said.is_empty() {
        l.t(T::RosterPriceFine)
    } else {
        said.join(", ")
    }
}

/// What would make a shift possible.
pub fn remedy(cx: &Cx, ground: &Ground, register: &Register, remedy: &Remedy) -> String {
    let l = cx.locale();
    let name = |person: usize| ground.guides[person].name.clone();
    let of = |text: T, person: usize| l.ta(text, &args![("name", name(person))]);
    match remedy {
        Remedy::Ask { person } => of(T::RosterRemedyAsk, *person),
        Remedy::Move { person, from } => l.ta(
            T::RosterRemedyMove,
            &args![("name", name(*person)), ("shift", duty(cx, &ground.duties[*from]))],
        ),
        Remedy::OpenGate { person } => of(T::RosterRemedyGate, *person),
        Remedy::MoreHours { person, minutes } => l.ta(
            T::RosterRemedyHours,
            &args![("name", name(*person)), ("hours", hours(*minutes))],
        ),
        Remedy::Teach {
            person,
            skills: lacking,
        } => l.ta(
            T::RosterRemedyTeach,
            &args![("name", name(*person)), ("skills", skills(lacking, register, l))],
        ),
        Remedy::Experienced { person } => of(T::RosterRemedyExperienced, *person),
        Remedy::Adult { person } => of(T::RosterRemedyAdult, *person),
        Remedy::Recruit { skills: lacking } if lacking.is_empty() => l.t(T::RosterRemedyRecruit),
        Remedy::Recruit { skills: lacking } => l.ta(
            T::RosterRemedyRecruitSkills,
            &args![("skills", skills(lacking, register, l))],
        ),
    }
}

/// What a shift needs, in a few words.
pub fn demand(d: &Demand, register: &Register, l: Locale) -> String {
    let mut out = vec![l.ta(T::RosterGuides, &args![("n", d.guides)])];
    out.extend(d.skills().iter().map(|s| skill(s, register, l)));
    let flags = [
        (d.experienced_with_new, T::RosterNeedPair),
        (d.young_with_old, T::RosterNeedAge),
        (d.adult_with_pupils, T::RosterNeedAdult),
        (d.same_face, T::RosterNeedFace),
        (d.coordinator_agrees, T::RosterNeedYes),
    ];
    out.extend(flags.into_iter().filter(|(is, _)| *is).map(|(_, text)| l.t(text)));
    out.join(" · ")
}
