use super::*;
use crate::{
    offerings::{Access, OfferingKind},
    shared::{Locale, Localized},
};
use proptest::prelude::*;

fn plan(kind: OfferingKind) -> EventPlan {
    EventPlan {
        title: Localized::default(),
        about: Localized::default(),
        bring: Localized::default(),
        language: String::new(),
        level: Level::Any,
        host: None,
        host_role: String::new(),
        group_size: 0,
        sign_up: SignUp::usual(Access::SignUp),
        people_per_guide: 0,
        price: 0,
        coffee: false,
        handout: String::new(),
        handout_link: String::new(),
        event_type: EventType::of_kind(kind),
        organiser: Organiser::Own,
        follow_up: String::new(),
        themes: Vec::new(),
        crew: Vec::new(),
        programme: Programme::default(),
        contributors: Vec::new(),
        lessons: Vec::new(),
    }
}

fn crew(part: Part, people: u16) -> Crew {
    Crew {
        part,
        account: None,
        label: "Elever".to_owned(),
        people,
    }
}

#[test]
fn what_a_plan_lacks_depends_on_its_kind() {
    use OfferingKind as K;
    for (kind, expected) in [
        (K::DataCafe, vec![Missing::Theme, Missing::Introducer]),
        (K::CitizenDay, vec![Missing::Contributor, Missing::Programme]),
        (K::Course, vec![Missing::Lessons]),
        (K::TailoredCourse, vec![Missing::Host]),
        (K::Club, vec![]),
        (K::OpenGroup, vec![]),
        (K::Outreach, vec![]),
    ] {
        assert_eq!(plan(kind).missing(kind, 2), expected, "{kind:?}");
        let nobody = plan(kind).missing(kind, 0);
        assert_eq!(nobody.last(), Some(&Missing::Guides), "{kind:?}");
    }
}

#[test]
fn a_full_plan_lacks_nothing() {
    let mut cafe = plan(OfferingKind::DataCafe);
    cafe.themes.push("vipps".to_owned());
    cafe.crew = vec![crew(Part::Introduces, 1), crew(Part::Guides, 3)];
    assert_eq!(cafe.missing(OfferingKind::DataCafe, 0), []);
    let mut day = plan(OfferingKind::CitizenDay);
    day.programme = Programme::in_one(Locale::Nb, Item::read("12.00 Bostøtte – Boligkontoret"));
    assert_eq!(day.missing(OfferingKind::CitizenDay, 1), []);
}

#[test]
fn a_course_with_more_places_than_its_guides_can_help_says_so() {
    let mut course = plan(OfferingKind::Course);
    course.people_per_guide = 4;
    for (capacity, guides, needed, lacks) in [(8, 2, 2, false), (9, 2, 3, true), (10, 3, 3, false), (1, 1, 1, false)] {
        course.sign_up.capacity = capacity;
        course.crew = vec![crew(Part::Guides, guides)];
        assert_eq!(course.guides_needed(), Some(needed), "{capacity}");
        let missing = course.missing(OfferingKind::Course, 0);
        assert_eq!(
            missing.contains(&Missing::MoreGuides),
            lacks,
            "{capacity} with {guides}"
        );
    }
    course.sign_up.mode = SignUpMode::Closed;
    assert_eq!(course.guides_needed(), None);
    course.group_size = 6;
    assert_eq!(course.guides_needed(), Some(2));
}

#[test]
fn a_copy_leaves_answers_and_follow_up_behind() {
    let mut first = plan(OfferingKind::CitizenDay);
    first.themes.push("vipps".to_owned());
    first.follow_up = "Send heftet".to_owned();
    first.contributors.push(Contributor {
        name: "Boligkontoret".to_owned(),
        topic: "Bostøtte".to_owned(),
        reply: Reply::Yes,
        other_topic: String::new(),
    });
    let copy = first.copied();
    assert_eq!(copy.themes, first.themes);
    assert!(copy.contributors.is_empty() && copy.follow_up.is_empty());
}

#[test]
fn a_link_is_looked_at_again_after_half_a_year() {
    let day = |text: &str| text.parse().unwrap();
    let lesson = |link: &str, checked: Option<&str>| Lesson {
        title: "Passord".to_owned(),
        goal: String::new(),
        link: link.to_owned(),
        checked: checked.map(day),
        minutes: 45,
    };
    let today = day("2026-11-22");
    for (lesson, stale) in [
        (lesson("", None), false),
        (lesson("https://example.org", None), true),
        (lesson("https://example.org", Some("2026-11-01")), false),
        (lesson("https://example.org", Some("2026-05-26")), false),
        (lesson("https://example.org", Some("2026-05-25")), true),
    ] {
        assert_eq!(lesson.link_is_stale(today), stale, "{lesson:?}");
    }
}

#[test]
fn the_themes_that_come_with_the_product_are_whole_in_three_languages() {
    let themes = shipped_themes();
    assert_eq!(themes.len(), 9);
    for theme in themes {
        assert!(theme.key.bytes().all(|b| b.is_ascii_lowercase()), "{}", theme.key);
        for locale in Locale::ALL {
            assert!(!theme.name.exact(locale).is_empty(), "{} {locale:?}", theme.key);
            assert_eq!(lines(theme.goals.exact(locale)).len(), 3, "{} {locale:?}", theme.key);
            assert_eq!(lines(theme.outline.exact(locale)).len(), 4, "{} {locale:?}", theme.key);
        }
        assert_eq!(themes.iter().filter(|t| t.key == theme.key).count(), 1);
    }
}

#[test]
fn codes_are_read_back() {
    fn same<T: Copy + PartialEq + std::fmt::Debug>(
        all: &[T],
        code: fn(T) -> &'static str,
        parse: fn(&str) -> Option<T>,
    ) {
        for one in all {
            assert_eq!(parse(code(*one)), Some(*one));
        }
        assert_eq!(parse("nothing like it"), None);
    }
    same(&Level::ALL, Level::code, Level::parse);
    same(&Part::ALL, Part::code, Part::parse);
    same(&Reply::ALL, Reply::code, Reply::parse);
    same(&Missing::ALL, Missing::code, Missing::parse);
    same(&EventType::ALL, EventType::code, EventType::parse);
    same(&Organiser::ALL, Organiser::code, Organiser::parse);
    same(&Question::ALL, Question::code, Question::parse);
    same(&Smile::ALL, Smile::code, Smile::parse);
    same(&Phase::ALL, Phase::code, Phase::parse);
    same(&Mastery::ALL, Mastery::code, Mastery::parse);
}

#[test]
fn guidance_one_by_one_is_no_event() {
    let events: Vec<OfferingKind> = OfferingKind::ALL.into_iter().filter(|k| is_event(*k)).collect();
    use OfferingKind as K;
    assert_eq!(
        events,
        [K::Club, K::DataCafe, K::TailoredCourse, K::CitizenDay, K::Course, K::OpenGroup, K::Outreach]
    );
    assert!(OfferingKind::ALL.into_iter().filter(|k| planned_by_date(*k)).all(is_event));
}

fn held() -> impl Strategy<Value = HeldEvent> {
    (
        0..EventType::ALL.len(),
        0..Organiser::ALL.len(),
        any::<bool>(),
        0u32..300,
    )
        .prop_map(|(t, o, in_library, participants)| HeldEvent {
            event_type: EventType::ALL[t],
            organiser: Organiser::ALL[o],
            in_library,
            participants,
        })
}

proptest! {
    #[test]
    fn the_yearly_table_adds_up(held in proptest::collection::vec(held(), 0..60)) {
        let table = kostra(&held);
        let events: u32 = table.values().map(|row| row.events).sum();
        let participants: u32 = table.values().map(|row| row.participants).sum();
        prop_assert_eq!(events as usize, held.len());
        prop_assert_eq!(participants, held.iter().map(|e| e.participants).sum::<u32>());
        prop_assert!(table.values().all(|row| row.events > 0));
    }

    #[test]
    fn a_poll_counts_every_vote_once_and_is_sorted(themes in 0usize..12, votes in proptest::collection::vec(0usize..12, 0..60)) {
        let ranking = ranked(themes, &votes);
        prop_assert_eq!(ranking.len(), themes);
        let counted: u32 = ranking.iter().map(|(_, n)| n).sum();
        prop_assert_eq!(counted as usize, votes.iter().filter(|v| **v < themes).count());
        prop_assert!(ranking.windows(2).all(|w| w[0].1 > w[1].1 || (w[0].1 == w[1].1 && w[0].0 < w[1].0)));
    }

    #[test]
    fn nothing_of_fewer_than_five_sheets_is_shown(sheets in 0u32..20, closed: bool) {
        let round = Round { sheets, closed, answers: vec![[sheets, 0, 0]] };
        prop_assert_eq!(round.shown().is_some(), closed && sheets >= FEWEST_SHEETS);
    }

    #[test]
    fn a_programme_is_read_back_as_it_was_written(lines in proptest::collection::vec("[A-Za-zæøå ]{1,20}( – [A-Z][a-z]{1,9})?", 0..6)) {
        let items = Item::read(&lines.join("\n"));
        let written: Vec<String> = items.iter().map(Item::written).collect();
        prop_assert_eq!(Item::read(&written.join("\n")), items);
    }

    #[test]
    fn more_guides_are_never_worse(capacity in 1u16..60, per in 1u16..12, guides in 1u16..20) {
        let mut course = plan(OfferingKind::Course);
        course.people_per_guide = per;
        course.sign_up.capacity = capacity;
        let lacks = |course: &EventPlan| course.missing(OfferingKind::Course, 0).contains(&Missing::MoreGuides);
        course.crew = vec![crew(Part::Guides, guides)];
        let before = lacks(&course);
        course.crew = vec![crew(Part::Guides, guides + 1)];
        prop_assert!(before || !lacks(&course));
        prop_assert_eq!(before, u32::from(guides) * u32::from(per) < u32::from(capacity));
    }
}
