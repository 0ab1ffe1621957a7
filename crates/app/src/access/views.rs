//! The pages of this room.

use super::{
    AccessRefusal,
    history::{Edit, differences, file_text, thing_of},
    own,
    store::{AccountLine, Device, HistoryLine, Invitation, SessionLine},
    trail::{self, Shown},
};
use crate::{
    frame::{Cx, Refusal},
    texts::{T, Words},
};
use axum::response::Response;
use domain::{
    access::Role,
    register::Register,
    schedule::{clock, day_in_words},
    shared::{Id, Locale, day_and_minute},
};
use jiff::Timestamp;
use maud::{Markup, html};
use ui::{
    Audience, args,
    forms::{self, Choice, Field, Kind},
    parts::{self, Tone, Weight},
};

/// An instant in words: "i dag kl. 12.15", "3. mars kl. 9".
pub fn when(cx: &Cx, at: Timestamp) -> String {
    let l = cx.locale();
    let (day, minute) = day_and_minute(at);
    l.ta(
        T::AccessWhen,
        &args![("day", day_in_words(day, cx.today(), l)), ("time", clock(minute, l))],
    )
}

/// What was refused and what to do, in a box of its own.
fn refused(l: Locale, refusal: Option<AccessRefusal>) -> Markup {
    html! {
        @if let Some(refusal) = refusal {
            (parts::live_notice(Tone::Stop, &html! { p { strong { (refusal.text(l)) } " " (refusal.hint(l)) } }))
        }
    }
}

/// The page to sign in on.
pub fn sign_in(cx: &Cx, login: &str, to: &str, refusal: Option<AccessRefusal>) -> Response {
    let l = cx.locale();
    let name = Field::new("login", l.t(T::AccessLogin)).value(login).required().autocomplete("username");
    let password = Field::new("passord", l.t(T::AccessPassword)).required().autocomplete("current-password");
    let fields = html! {
        (forms::hidden("til", to))
        (forms::text_field(&name))
        (forms::input(&password, Kind::Password))
        (forms::submit(&l.t(T::AccessSignIn)))
    };
    let body = html! {
        h1 { (l.t(T::AccessSignInTitle)) }
        p.lead { (l.t(T::AccessSignInLead)) }
        (refused(l, refusal))
        (forms::form(&cx.link("/logg-inn"), &cx.csrf(), &fields))
        p.quiet { (l.t(T::AccessForgotten)) }
    };
    let mut shell = cx.shell(Audience::Citizen, l.t(T::AccessSignInTitle));
    shell.noindex = true;
    cx.html(&shell, &body)
}

fn new_password(l: Locale) -> Markup {
    let hint = l.t(T::AccessNewPasswordHint);
    let first = Field::new("passord", l.t(T::AccessNewPassword)).hint(hint).required().autocomplete("new-password");
    let again = Field::new("igjen", l.t(T::AccessNewPasswordAgain)).required().autocomplete("new-password");
    html! { (forms::input(&first, Kind::Password)) (forms::input(&again, Kind::Password)) }
}

/// The page that an invitation's link leads to.
pub fn invitation(cx: &Cx, token: &str, invitation: &Invitation, refusal: Option<AccessRefusal>) -> Response {
    let l = cx.locale();
    let title = l.ta(T::AccessWelcome, &args![("name", invitation.name.as_str())]);
    let fields = html! {
        (parts::facts(&[
            (l.t(T::AccessLogin), html! { (invitation.login) }),
            (l.t(T::AccessRole), html! { (role_name(l, invitation.role)) }),
        ]))
        (new_password(l))
        (forms::submit(&l.t(T::AccessAccept)))
    };
    let body = html! {
        h1 { (title) }
        p.lead { (l.t(T::AccessWelcomeLead)) }
        (refused(l, refusal))
        (forms::form(&cx.link(&format!("/invitasjon/{token}")), &cx.csrf(), &fields))
    };
    let mut shell = cx.shell(Audience::Citizen, title.clone());
    shell.noindex = true;
    shell.language_links.clear();
    cx.html(&shell, &body)
}

/// One's own account.
pub fn own(
    cx: &Cx,
    sessions: &[SessionLine],
    here: &[u8; 32],
    refusal: Option<AccessRefusal>,
    changed: bool,
) -> Response {
    let l = cx.locale();
    let old = Field::new("gammelt", l.t(T::AccessOldPassword)).required().autocomplete("current-password");
    let fields = html! {
        (forms::input(&old, Kind::Password))
        (new_password(l))
        (forms::submit(&l.t(T::AccessChangePassword)))
    };
    let body = html! {
        h1 { (l.t(T::AccessOwnTitle)) }
        @if changed { (parts::live_notice(Tone::Good, &html! { p { (l.t(T::AccessPasswordChanged)) } })) }
        section.stack {
            h2 { (l.t(T::AccessSessions)) }
            p { (l.t(T::AccessSessionsLead)) }
            @for session in sessions { (session_card(cx, session, here)) }
        }
        section.stack {
            h2 { (l.t(T::AccessChangePassword)) }
            (refused(l, refusal))
            (forms::form(&cx.link("/konto/passord"), &cx.csrf(), &fields))
        }
    };
    cx.html(&cx.shell(Audience::Office, l.t(T::AccessOwnTitle)), &body)
}

fn session_card(cx: &Cx, session: &SessionLine, here: &[u8; 32]) -> Markup {
    let l = cx.locale();
    let end = html! {
        (forms::hidden("okt", &own::hex(&session.token_hash)))
        (parts::button(&l.t(T::AccessEndSession), Weight::Quiet))
    };
    parts::card(&html! {
        p { strong { (session.label) } " – " (l.ta(T::AccessSince, &args![("when", when(cx, session.created_at))])) }
        @if own::is_here(session, here) {
            p.quiet { (l.t(T::AccessThisSession)) }
        } @else {
            (forms::form(&cx.link("/konto/okter"), &cx.csrf(), &end))
        }
    })
}

/// The name of a role.
pub fn role_name(l: Locale, role: Role) -> String {
    l.t(match role {
        Role::Helper => T::AccessRoleHelper,
        Role::Guide => T::AccessRoleGuide,
        Role::Coordinator => T::AccessRoleCoordinator,
        Role::Leader => T::AccessRoleLeader,
        Role::PrivacyOfficer => T::AccessRolePrivacyOfficer,
        Role::Administrator => T::AccessRoleAdministrator,
    })
}

fn role_means(l: Locale, role: Role) -> String {
    l.t(match role {
        Role::Helper => T::AccessRoleHelperMeans,
        Role::Guide => T::AccessRoleGuideMeans,
        Role::Coordinator => T::AccessRoleCoordinatorMeans,
        Role::Leader => T::AccessRoleLeaderMeans,
        Role::PrivacyOfficer => T::AccessRolePrivacyOfficerMeans,
        Role::Administrator => T::AccessRoleAdministratorMeans,
    })
}

/// What the page of people shows beside the list.
#[derive(Default)]
pub struct People<'a> {
    /// Entered name.
    pub name: String,
    /// Entered sign-in name.
    pub login: String,
    /// Entered role.
    pub role: String,
    /// What is wrong with what was entered.
    pub problems: Vec<(&'static str, AccessRefusal)>,
    /// Whom was just invited, and the link to give her.
    pub invited: Option<(&'a str, &'a str)>,
}

/// Everybody with an account.
pub fn people(cx: &Cx, list: &[AccountLine], state: &People) -> Response {
    let l = cx.locale();
    let body = html! {
        h1 { (l.t(T::AccessPeopleTitle)) }
        @if let Some((name, link)) = state.invited { (invitation_made(l, name, link)) }
        div.grid.office-list { @for account in list { (account_card(cx, account)) } }
        section.stack {
            h2 { (l.t(T::AccessInviteTitle)) }
            p { (l.t(T::AccessInviteLead)) }
            (invite_form(cx, state))
        }
    };
    cx.html(&cx.shell(Audience::Office, l.t(T::AccessPeopleTitle)), &body)
}

fn invitation_made(l: Locale, name: &str, link: &str) -> Markup {
    parts::live_notice(
        Tone::Good,
        &html! {
            p { strong { (l.ta(T::AccessInvited, &args![("name", name)])) } }
            p.code { (link) }
            p { (l.t(T::AccessInvitedHint)) }
        },
    )
}

fn role_choices(l: Locale, chosen: &str) -> Vec<Choice> {
    Role::ALL
        .into_iter()
        .map(|r| Choice::new(r.code(), role_name(l, r), r.code() == chosen).hint(role_means(l, r)))
        .collect()
}

fn invite_form(cx: &Cx, state: &People) -> Markup {
    let l = cx.locale();
    let error = |field: &str| {
        let found = state.problems.iter().find(|(f, _)| *f == field);
        found.map(|(_, refusal)| format!("{} {}", refusal.text(l), refusal.hint(l)))
    };
    let label = |field: &str| {
        l.t(match field {
            "navn" => T::AccessName,
            "login" => T::AccessLogin,
            _ => T::AccessRole,
        })
    };
    let told = |(field, refusal): &(&'static str, AccessRefusal)| {
        ((*field).to_owned(), format!("{}: {}", label(field), refusal.text(l)))
    };
    let summary: Vec<(String, String)> = state.problems.iter().map(told).collect();
    let name = Field::new("navn", l.t(T::AccessName)).value(&state.name).max_length(100).error(error("navn"));
    let login = Field::new("login", l.t(T::AccessLogin))
        .hint(l.t(T::AccessLoginHint))
        .value(&state.login)
        .max_length(100)
        .error(error("login"));
    let role = Field::new("rolle", l.t(T::AccessRole)).error(error("rolle"));
    let fields = html! {
        (forms::text_field(&name))
        (forms::text_field(&login))
        (forms::radios(&role, &role_choices(l, &state.role)))
        (forms::submit(&l.t(T::AccessInvite)))
    };
    html! {
        @if !summary.is_empty() { (forms::error_summary(l, &summary)) }
        (forms::form(&cx.link("/kontor/kontoer"), &cx.csrf(), &fields))
    }
}

fn account_card(cx: &Cx, account: &AccountLine) -> Markup {
    let l = cx.locale();
    let seen = match account.signed_in_at {
        Some(at) => l.ta(T::AccessLastSeen, &args![("when", when(cx, at))]),
        None => l.t(T::AccessNeverSeen),
    };
    let choices: Vec<Choice> =
        Role::ALL.into_iter().map(|r| Choice::new(r.code(), role_name(l, r), r == account.role)).collect();
    let role = Field::new("rolle", l.t(T::AccessRole)).id(format!("rolle-{}", account.id));
    let change =
        html! { (forms::select(&role, &choices)) (parts::button(&l.t(T::AccessChangeRole), Weight::Secondary)) };
    let close = html! {
        p { (l.t(T::AccessCloseMeans)) }
        (parts::button(&l.ta(T::AccessClose, &args![("name", account.name.as_str())]), Weight::Stop))
    };
    parts::card(&html! {
        h2 { (account.name) }
        p { (role_name(l, account.role)) " · " (account.login) }
        p.quiet { (seen) }
        details {
            summary { (l.ta(T::AccessChange, &args![("name", account.name.as_str())])) }
            (forms::form(&cx.link(&format!("/kontor/kontoer/{}/rolle", account.id)), &cx.csrf(), &change))
            (forms::form(&cx.link(&format!("/kontor/kontoer/{}/lukk", account.id)), &cx.csrf(), &close))
        }
    })
}

/// The shared devices.
pub fn devices(cx: &Cx, list: &[Device], refusal: Option<AccessRefusal>) -> Response {
    let l = cx.locale();
    let name = Field::new("navn", l.t(T::AccessDeviceName)).hint(l.t(T::AccessDeviceNameHint)).max_length(60);
    let enrol = html! { (forms::text_field(&name)) (forms::submit(&l.t(T::AccessEnrol))) };
    let body = html! {
        h1 { (l.t(T::AccessDevicesTitle)) }
        p.lead { (l.t(T::AccessDevicesLead)) }
        section.stack {
            @if list.is_empty() { (parts::empty_state(&l.t(T::AccessNoDevices), None)) }
            @for device in list { (device_card(cx, device)) }
        }
        section.stack {
            h2 { (l.t(T::AccessEnrolTitle)) }
            p { (l.t(T::AccessEnrolLead)) }
            (refused(l, refusal))
            (forms::form(&cx.link("/kontor/enheter"), &cx.csrf(), &enrol))
        }
    };
    cx.html(&cx.shell(Audience::Office, l.t(T::AccessDevicesTitle)), &body)
}

fn device_card(cx: &Cx, device: &Device) -> Markup {
    let l = cx.locale();
    let remove = parts::button(
        &l.ta(T::AccessRemoveDevice, &args![("name", device.name.as_str())]),
        Weight::Quiet,
    );
    let action = cx.link(&format!("/kontor/enheter/{}/fjern", device.id));
    parts::card(&html! {
        h2 { (device.name) }
        p.quiet { (l.ta(T::AccessSince, &args![("when", when(cx, device.enrolled_at))])) }
        (forms::form(&action, &cx.csrf(), &remove))
    })
}

/// Who is on duty at this device?
pub fn duty(cx: &Cx, guides: &[AccountLine], on_duty: &[Id]) -> Response {
    let l = cx.locale();
    let choices: Vec<Choice> = guides
        .iter()
        .map(|g| Choice::new(g.id.to_string(), g.name.clone(), on_duty.contains(&g.id)))
        .collect();
    let fields = html! {
        (forms::checkboxes(&Field::new("vakt", l.t(T::AccessDutyQuestion)), &choices))
        (forms::submit(&l.t(T::AccessDutyDone)))
    };
    let body = html! {
        h1 { (l.t(T::AccessDutyTitle)) }
        (forms::form(&cx.link("/skranke/vakt"), &cx.csrf(), &fields))
    };
    cx.html(&cx.shell(Audience::Desk, l.t(T::AccessDutyTitle)), &body)
}

/// Who changed what, when.
pub fn history(cx: &Cx, register: &Register, lines: &[HistoryLine], thing: Option<&str>, more: bool) -> Response {
    let l = cx.locale();
    let body = html! {
        h1 { (l.t(T::AccessHistoryTitle)) }
        p.lead { (l.t(T::AccessHistoryLead)) }
        @if let Some(thing) = thing {
            @let name = lines.first().map_or_else(|| thing.to_owned(), |line| thing_of(l, register, &line.entity, thing));
            p { (l.ta(T::AccessHistoryOf, &args![("thing", name)])) " "
                a href=(cx.link("/kontor/historikk")) { (l.t(T::AccessHistoryAll)) } }
        }
        @if lines.is_empty() { (parts::empty_state(&l.t(T::AccessHistoryEmpty), None)) }
        section.stack { @for line in lines { (history_card(cx, register, line)) } }
        @if let Some(last) = lines.last().filter(|_| more) {
            p { a href=(older(cx, last, thing)) { (l.t(T::AccessHistoryOlder)) } }
        }
    };
    cx.html(&cx.shell(Audience::Office, l.t(T::AccessHistoryTitle)), &body)
}

fn older(cx: &Cx, last: &HistoryLine, thing: Option<&str>) -> String {
    let of = thing.map(|t| format!("&ting={t}")).unwrap_or_default();
    cx.link(&format!("/kontor/historikk?for={}{of}", last.at.as_millisecond()))
}

fn verb(l: Locale, line: &HistoryLine) -> String {
    l.t(match line.verb.as_str() {
        "created" => T::AccessVerbCreated,
        "removed" => T::AccessVerbRemoved,
        "closed" => T::AccessVerbClosed,
        "reviewed" => T::HandbookVerbReviewed,
        "held" => T::RiskVerbHeld,
        "approved" => T::RiskVerbApproved,
        "reopened" => T::RiskVerbReopened,
        "invited" => T::AccessVerbInvited,
        "enrolled" => T::AccessVerbEnrolled,
        "role changed" => T::AccessVerbRole,
        "password changed" => T::AccessVerbPassword,
        "paper registered" => T::GuidesVerbPaperRegistered,
        "paper withdrawn" => T::GuidesVerbPaperWithdrawn,
        "overridden" => T::GuidesVerbOverridden,
        "override ended" => T::GuidesVerbOverrideEnded,
        "agreement registered" => T::GuidesVerbAgreementRegistered,
        "agreement withdrawn" => T::GuidesVerbAgreementWithdrawn,
        "link made" => T::GuidesVerbLinkMade,
        "link revoked" => T::GuidesVerbLinkRevoked,
        "item given" => T::GuidesVerbItemGiven,
        "item returned" => T::GuidesVerbItemReturned,
        "left" => T::GuidesVerbLeft,
        "came back" => T::GuidesVerbCameBack,
        "erased" => T::GuidesVerbErased,
        "read" => T::AccessVerbRead,
        "exported" => T::AccessVerbExported,
        "signed in" => T::AccessVerbSignedIn,
        "signed out" => T::AccessVerbSignedOut,
        "refused" => T::AccessVerbRefused,
        "cut" => T::AccessVerbCut,
        _ => T::AccessVerbChanged,
    })
}

fn who(l: Locale, line: &HistoryLine) -> String {
    match (line.who.as_str(), line.actor_kind.as_str()) {
        ("", "import") => l.t(T::AccessActorImport),
        ("", "anonymous") => l.t(T::AccessActorAnonymous),
        ("", "person") => l.t(T::AccessActorGone),
        ("", _) => l.t(T::AccessActorSystem),
        (name, _) => name.to_owned(),
    }
}

fn history_card(cx: &Cx, register: &Register, line: &HistoryLine) -> Markup {
    let l = cx.locale();
    let edits = differences(&file_text(line.before.as_ref()), &file_text(line.after.as_ref()));
    parts::card(&html! {
        p { strong { (verb(l, line)) } ": " (thing_of(l, register, &line.entity, &line.entity_id)) }
        p.quiet { (who(l, line)) " · " (when(cx, line.at)) }
        @if !edits.is_empty() {
            details {
                summary { (l.ta(T::AccessHistoryLines, &args![("n", edits.len())])) }
                ul.edits {
                    @for edit in &edits {
                        @match edit {
                            Edit::Out(text) => li { del { (text) } },
                            Edit::In(text) => li { ins { (text) } },
                        }
                    }
                }
            }
        }
    })
}

/// Who saw and changed what.
pub fn trail(cx: &Cx, register: &Register, shown: &Shown, refusal: Option<AccessRefusal>) -> Response {
    let l = cx.locale();
    let (tone, state) = trail::state(cx, &shown.head);
    let body = html! {
        h1 { (l.t(T::AccessTrailTitle)) }
        p.lead { (l.t(T::AccessTrailLead)) }
        (refused(l, refusal))
        (parts::notice(tone, &html! { p { (state) } }))
        (forms::form(&cx.link("/kontor/spor/kontroller"), &cx.csrf(),
            &parts::actions(&[parts::button(&l.t(T::AccessTrailCheck), Weight::Secondary)])))
        (trail_search(cx, shown))
        @if shown.lines.is_empty() { (parts::empty_state(&l.t(T::AccessTrailEmpty), None)) }
        @else { (trail_table(cx, register, shown)) }
        @if let Some(last) = shown.lines.last().filter(|_| shown.more) {
            p { a href=(trail_link(cx, shown, last.seq)) { (l.t(T::AccessHistoryOlder)) } }
        }
        (trail_kept(cx, shown))
    };
    cx.html(&cx.shell(Audience::Office, l.t(T::AccessTrailTitle)), &body)
}

fn trail_search(cx: &Cx, shown: &Shown) -> Markup {
    let l = cx.locale();
    let anybody = Choice::new("", l.t(T::AccessTrailAnybody), shown.asked.person.is_empty());
    let people = shown.people.iter().map(|a| {
        let id = a.id.to_string();
        let chosen = id == shown.asked.person;
        Choice::new(id, a.name.clone(), chosen)
    });
    let choices: Vec<Choice> = std::iter::once(anybody).chain(people).collect();
    let day = shown.asked.day.map(|d| d.to_string()).unwrap_or_default();
    let fields = html! {
        (forms::select(&Field::new("person", l.t(T::AccessTrailPerson)), &choices))
        (forms::date_field(&Field::new("dag", l.t(T::AccessTrailDay)).value(day).optional(l).short()))
        (forms::text_field(&Field::new("ting", l.t(T::AccessTrailThing)).hint(l.t(T::AccessTrailThingHint))
            .value(&shown.asked.thing).max_length(200).optional(l)))
        (forms::submit(&l.t(T::AccessTrailSearch)))
    };
    let open = !shown.asked.person.is_empty() || !shown.asked.thing.is_empty() || shown.asked.day.is_some();
    html! {
        details open[open] {
            summary { (l.t(T::AccessTrailFind)) }
            (forms::get_form(&cx.link("/kontor/spor"), &fields))
        }
    }
}

fn trail_link(cx: &Cx, shown: &Shown, before: i64) -> String {
    let thing: String = shown.asked.thing.bytes().map(|b| format!("%{b:02X}")).collect();
    let day = shown.asked.day.map(|d| d.to_string()).unwrap_or_default();
    let person = &shown.asked.person;
    let person: String = person.chars().filter(char::is_ascii_hexdigit).collect();
    cx.link(&format!(
        "/kontor/spor?for={before}&person={person}&dag={day}&ting={thing}"
    ))
}

fn trail_table(cx: &Cx, register: &Register, shown: &Shown) -> Markup {
    let l = cx.locale();
    let columns = [
        parts::Column::words(l.t(T::AccessTrailWhen)),
        parts::Column::words(l.t(T::AccessTrailWho)),
        parts::Column::words(l.t(T::AccessTrailWhat)),
        parts::Column::words(l.t(T::AccessTrailAbout)),
    ];
    let rows: Vec<Vec<Markup>> = shown
        .lines
        .iter()
        .map(|entry| {
            let (line, person) = (&entry.line, entry.person);
            let name = who(l, line);
            let whom = |id: Id| cx.link(&format!("/kontor/spor?person={id}"));
            let whose = shown.people.iter().find(|a| a.id.to_string() == line.entity_id);
            let thing = thing_of(l, register, &line.entity, &line.entity_id);
            let about = whose.map_or_else(|| thing.clone(), |a| format!("{thing}: {}", a.name));
            vec![
                html! { (when(cx, line.at)) },
                html! { @if let Some(id) = person { a href=(whom(id)) { (name) } } @else { (name) } },
                html! { (verb(l, line)) },
                html! { @match trail_thing(cx, line) {
                    Some(href) => a href=(href) { (about) },
                    None => (about),
                } },
            ]
        })
        .collect();
    parts::data_table(&l.t(T::AccessTrailTitle), &columns, &rows)
}

/// What leads to all that was done with the same thing: only ids and keys, which are safe in an address.
fn trail_thing(cx: &Cx, line: &HistoryLine) -> Option<String> {
    let id = &line.entity_id;
    let safe = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '/');
    (!id.is_empty() && id.chars().all(safe)).then(|| cx.link(&format!("/kontor/spor?ting={id}")))
}

fn trail_kept(cx: &Cx, shown: &Shown) -> Markup {
    let l = cx.locale();
    let sign = html! {
        (forms::checkbox(&Field::new("godkjent", l.t(T::AccessTrailSign)), false))
        (parts::button(&l.ta(T::AccessTrailCut, &args![("n", shown.old)]), Weight::Stop))
    };
    html! {
        section.stack {
            h2 { (l.t(T::AccessTrailKept)) }
            p { (l.ta(T::AccessTrailKeptText, &args![("years", trail::KEPT_YEARS)])) }
            @if shown.old > 0 {
                p { (l.ta(T::AccessTrailOld, &args![("n", shown.old), ("years", trail::KEPT_YEARS)])) }
                @if cx.session.as_ref().is_some_and(|s| s.may(domain::access::Permission::CutTrail)) {
                    (forms::form(&cx.link("/kontor/spor/kutt"), &cx.csrf(), &sign))
                }
            }
            @if shown.head.seq > 0 {
                details {
                    summary { (l.t(T::AccessTrailProof)) }
                    p { (l.t(T::AccessTrailProofText)) }
                    p.code { (shown.head.seq) ":" (shown.head.hash) }
                }
            }
        }
    }
}
