use super::{forget, tell, withdraw};
use crate::{frame::AppError, testing::TestApp};
use domain::{
    messages::{About, Contact, Email, Notice, Occasion, Phone},
    shared::Minute,
};
use jiff::civil::date;
use store::{Actor, Query, Tx, WriteCtx, params};

fn notice(test: &TestApp, occasion: Occasion, to: Contact) -> Notice {
    Notice {
        occasion,
        to,
        language: "nb".to_owned(),
        about: About {
            offering: "Digital hjelp".to_owned(),
            place: "Hovedbiblioteket".to_owned(),
            day: date(2026, 3, 5),
            start: Minute::parse("12:30").unwrap(),
            end: Minute::parse("13:00").unwrap(),
            code: "K7MP-3QTX".to_owned(),
            link: "https://digihjelpen.eksempel.no/time/K7MP-3QTX".to_owned(),
            phone: "53 03 00 00".to_owned(),
            name: "Rune".to_owned(),
            deadline: None,
            was: None,
            reason: String::new(),
        },
        subject: [7; 16],
        due: test.now(),
    }
}

fn write<T: Send + 'static>(test: &TestApp, f: impl FnMut(&mut Tx) -> Result<T, AppError> + Send + 'static) -> T {
    let ctx = WriteCtx {
        tenant: test.tenant,
        actor: Actor::System,
        now: test.now(),
    };
    test.app.db().write_blocking(ctx, f).unwrap()
}

fn channels(test: &TestApp) -> Vec<String> {
    let tenant = test.tenant;
    test.app
        .db()
        .read_blocking(tenant, move |r| {
            Ok::<_, AppError>(r.rows(
                "SELECT channel FROM message WHERE tenant_id = $1 ORDER BY id",
                &params![tenant],
                |row| row.text(0),
            )?)
        })
        .unwrap()
}

#[test]
fn what_is_told_stands_in_the_outbox_and_can_be_withdrawn() {
    let test = TestApp::minimal("2026-03-03T12:15");
    let phone = Phone::parse("900 00 000").unwrap();
    let email = Email::parse("kari@eksempel.no").unwrap();
    let told = [
        notice(&test, Occasion::Receipt, Contact::Sms(phone.clone())),
        notice(&test, Occasion::Receipt, Contact::Email(email)),
        notice(&test, Occasion::Receipt, Contact::None),
        notice(&test, Occasion::CalledOff, Contact::None),
        notice(&test, Occasion::Reminder, Contact::Call(phone)),
    ];
    write(&test, move |tx| told.iter().try_for_each(|n| tell(tx, n)));
    assert_eq!(channels(&test), ["sms", "email", "call_list", "call_list"]);
    write(&test, |tx| withdraw(tx, [8; 16]));
    assert_eq!(channels(&test).len(), 4);
    write(&test, |tx| withdraw(tx, [7; 16]));
    assert!(channels(&test).is_empty());
    let late = Notice {
        due: notice(&test, Occasion::Receipt, Contact::None).about.starts(),
        ..notice(&test, Occasion::CalledOff, Contact::None)
    };
    write(&test, move |tx| tell(tx, &late));
    assert!(channels(&test).is_empty(), "what is too late is not told");
    write(&test, |tx| forget(tx, [7; 16]));
}
