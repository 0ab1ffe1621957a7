use super::claims::{self, Taken};
use crate::{frame::AppError, testing::TestApp};
use ::store::{Actor, Query, Tx, WriteCtx};
use futures_util::future::join_all;
use jiff::ToSpan;
use std::ops::Range;

const GUIDES: [u8; 16] = [7; 16];

fn holder(n: u16) -> [u8; 16] {
    let mut id = [0; 16];
    id[..2].copy_from_slice(&n.to_be_bytes());
    id
}

async fn write<T, F>(test: &TestApp, f: F) -> Result<T, AppError>
where
    T: Send + 'static,
    F: FnMut(&mut Tx) -> Result<T, AppError> + Send + 'static,
{
    let ctx = WriteCtx {
        tenant: test.tenant,
        actor: Actor::Anonymous,
        now: test.now(),
    };
    test.app.db().write(ctx, f).await
}

async fn taken(test: &TestApp, cells: Range<i64>) -> Vec<Taken> {
    let read = move |r: &mut ::store::Read| claims::taken(r, GUIDES, cells.clone());
    test.app.db().read(test.tenant, read).await.unwrap()
}

#[tokio::test]
async fn five_hundred_at_once_and_one_gets_the_last_lane() {
    let test = TestApp::minimal("2026-03-03T12:00");
    write(&test, |tx| claims::take(tx, GUIDES, 0..3, 100..110, holder(1000), None)).await.unwrap();
    write(&test, |tx| claims::take(tx, GUIDES, 0..3, 104..112, holder(1001), None)).await.unwrap();
    let attempts = (0..500u16).map(|n| {
        // They overlap in all ways, so that none of them is decided by its first cell alone.
        let from = 103 + i64::from(n % 4);
        write(&test, move |tx| {
            claims::take(tx, GUIDES, 0..3, from..from + 5, holder(n), None)
        })
    });
    let got: Vec<Option<u16>> = join_all(attempts).await.into_iter().map(Result::unwrap).collect();
    let winners: Vec<usize> = (0..500).filter(|n| got[*n].is_some()).collect();
    assert_eq!(winners.len(), 1, "{winners:?}");
    assert_eq!(got[winners[0]], Some(2));
    let left = taken(&test, 0..1000).await;
    assert_eq!(left.len(), 10 + 8 + 5, "those who lost left nothing behind");
}

#[tokio::test]
async fn a_hold_is_taken_while_it_lasts_and_can_be_kept_or_given_back() {
    let test = TestApp::minimal("2026-03-03T12:00");
    let until = test.now() + 10.minutes();
    let take = |n: u16, until| move |tx: &mut Tx| claims::take(tx, GUIDES, 0..1, 100..106, holder(n), until);
    assert_eq!(write(&test, take(1, Some(until))).await.unwrap(), Some(0));
    assert_eq!(write(&test, take(2, None)).await.unwrap(), None);
    test.later(10);
    assert_eq!(
        write(&test, take(3, Some(test.now() + 10.minutes()))).await.unwrap(),
        Some(0)
    );
    assert_eq!(
        write(&test, |tx| claims::keep(tx, holder(1))).await.unwrap(),
        0,
        "came too late"
    );
    assert_eq!(write(&test, |tx| claims::keep(tx, holder(3))).await.unwrap(), 6);
    test.later(60);
    assert_eq!(write(&test, take(4, None)).await.unwrap(), None, "kept for good");
    assert_eq!(write(&test, |tx| claims::free(tx, holder(3))).await.unwrap(), 6);
    assert_eq!(write(&test, take(4, None)).await.unwrap(), Some(0));
}

#[tokio::test]
async fn a_partly_taken_lane_is_left_as_it_was() {
    let test = TestApp::minimal("2026-03-03T12:00");
    write(&test, |tx| claims::take(tx, GUIDES, 0..1, 103..104, holder(1), None)).await.unwrap();
    let second = write(&test, |tx| claims::take(tx, GUIDES, 0..2, 100..106, holder(2), None)).await.unwrap();
    assert_eq!(second, Some(1));
    assert_eq!(taken(&test, 100..103).await.iter().filter(|t| t.lane == 0).count(), 0);
    let nothing = write(&test, |tx| claims::take(tx, GUIDES, 0..2, 5..5, holder(3), None)).await.unwrap();
    assert_eq!(nothing, None);
}

#[tokio::test]
async fn holds_past_their_time_are_forgotten() {
    let test = TestApp::minimal("2026-03-03T12:00");
    let until = Some(test.now() + 10.minutes());
    write(&test, move |tx| claims::take(tx, GUIDES, 0..1, 0..4, holder(1), until)).await.unwrap();
    write(&test, move |tx| claims::hold_until(tx, holder(1), until)).await.unwrap();
    assert_eq!(write(&test, claims::forget_expired).await.unwrap(), 0);
    test.later(11);
    assert_eq!(write(&test, claims::forget_expired).await.unwrap(), 4);
    let read = |r: &mut ::store::Read| Ok::<_, AppError>(r.one("SELECT COUNT(*) FROM claim", &[], |row| row.int(0))?);
    assert_eq!(test.app.db().read(test.tenant, read).await.unwrap(), Some(0));
}
