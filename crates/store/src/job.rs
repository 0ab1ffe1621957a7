//! A closure on its way to a database thread and its answer on the way back.

use std::{
    collections::{BTreeMap, VecDeque},
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{
        Condvar, Mutex, MutexGuard, PoisonError, RwLock,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use rand_chacha::ChaCha20Rng;
use tokio::sync::{broadcast, oneshot};

use crate::{
    Event, Fault, Read, Tx, WriteCtx,
    fault::Kind,
    tx::{Guarded, Session},
};

/// Called with every event on the thread that committed it.
pub(crate) type AtOnce = Box<dyn Fn(&Event) + Send + Sync>;

/// What all threads of one `Db` share.
pub(crate) struct Shared {
    pub(crate) chance: Mutex<ChaCha20Rng>,
    pub(crate) events: broadcast::Sender<Event>,
    /// Those who must know before the one who made the change is answered.
    at_once: RwLock<Vec<AtOnce>>,
    /// Tells our own notifications from those of other nodes.
    pub(crate) node: u64,
    fault_at: AtomicU64,
    commit_delay_us: AtomicU64,
}

impl Shared {
    pub(crate) fn new(chance: ChaCha20Rng, node: u64) -> Self {
        Self {
            chance: Mutex::new(chance),
            events: broadcast::channel(1024).0,
            at_once: RwLock::default(),
            node,
            fault_at: AtomicU64::new(0),
            commit_delay_us: AtomicU64::new(0),
        }
    }

    pub(crate) fn tell_at_once(&self, who: AtOnce) {
        self.at_once.write().unwrap_or_else(PoisonError::into_inner).push(who);
    }

    pub(crate) fn publish(&self, events: Vec<Event>) {
        for event in events {
            for tell in self.at_once.read().unwrap_or_else(PoisonError::into_inner).iter() {
                tell(&event);
            }
            // An error only says that nobody listens.
            let _ = self.events.send(event);
        }
    }

    #[cfg(any(test, feature = "testing"))]
    pub(crate) fn set_fault_at(&self, k: u64) {
        self.fault_at.store(k, Ordering::SeqCst);
    }

    #[cfg(any(test, feature = "measuring"))]
    pub(crate) fn set_commit_delay(&self, delay: Duration) {
        let us = u64::try_from(delay.as_micros()).unwrap_or(u64::MAX);
        self.commit_delay_us.store(us, Ordering::SeqCst);
    }

    /// Imitates a slow disk when a bench asked for it.
    pub(crate) fn wait_before_commit(&self) {
        let us = self.commit_delay_us.load(Ordering::Relaxed);
        if us > 0 {
            pause(Duration::from_micros(us));
        }
    }

    fn take_fault_at(&self) -> u64 {
        if self.fault_at.load(Ordering::Relaxed) == 0 {
            0
        } else {
            self.fault_at.swap(0, Ordering::SeqCst)
        }
    }
}

/// Holds a database thread for a moment: before a closure that met another one is run again, or as a slow disk would.
#[expect(
    clippy::disallowed_methods,
    reason = "the other transaction ends on a server that tells nobody"
)]
pub(crate) fn pause(time: Duration) {
    std::thread::sleep(time);
}

/// How a run of a closure ended.
pub(crate) enum Outcome {
    /// It said Ok: commit.
    Done,
    /// It refused, faulted or panicked, and holds its answer: roll back.
    Failed,
    /// It met another transaction or lost its connection: roll back and run it again.
    Again(Fault),
}

/// A closure with its place to answer to.
pub(crate) trait Job: Send {
    fn tenant(&self) -> i64;
    fn writes(&self) -> bool;
    fn run(&mut self, session: &mut dyn Session, shared: &Shared) -> Outcome;
    fn events(&self) -> &[Event];
    fn take_events(&mut self) -> Vec<Event>;
    /// Answers. A fault replaces an Ok that could not be made durable, never a refusal.
    fn finish(self: Box<Self>, commit: Result<(), Fault>);
}

pub(crate) struct WriteJob<T, E, F> {
    ctx: WriteCtx,
    work: F,
    events: Vec<Event>,
    answer: Answer<T, E>,
}

pub(crate) struct ReadJob<T, E, F> {
    tenant: i64,
    work: F,
    answer: Answer<T, E>,
}

struct Answer<T, E> {
    result: Option<Result<T, E>>,
    to: oneshot::Sender<Result<T, E>>,
}

impl<T, E: From<Fault>> Answer<T, E> {
    /// Keeps what the closure said, unless a statement had faulted: then its Ok cannot stand.
    fn keep(&mut self, said: std::thread::Result<Result<T, E>>, broken: Option<Fault>) -> Outcome {
        if let Some(fault) = broken.as_ref().filter(|fault| fault.kind() == Kind::Retry) {
            // Where it cannot be run again, what stopped that is the answer.
            self.result = None;
            return Outcome::Again(fault.clone());
        }
        let result = match (said, broken) {
            (Err(_), _) => Err(E::from(Fault::new(Kind::Panic, "a database closure panicked"))),
            (Ok(Ok(_)), Some(fault)) => Err(E::from(fault)),
            (Ok(result), _) => result,
        };
        let outcome = if result.is_ok() { Outcome::Done } else { Outcome::Failed };
        self.result = Some(result);
        outcome
    }

    fn send(self, commit: Result<(), Fault>) {
        let result = match (self.result, commit) {
            (Some(Err(error)), _) => Err(error),
            (_, Err(fault)) => Err(E::from(fault)),
            (Some(result), Ok(())) => result,
            (None, Ok(())) => Err(E::from(Fault::unavailable("the closure did not come to an end"))),
        };
        // An error only says that the asker has gone; the work is done all the same.
        let _ = self.to.send(result);
    }
}

type Reply<T, E> = oneshot::Receiver<Result<T, E>>;

impl<T, E, F> WriteJob<T, E, F>
where
    T: Send + 'static,
    E: From<Fault> + Send + 'static,
    F: FnMut(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
{
    pub(crate) fn boxed(ctx: WriteCtx, work: F) -> (Box<dyn Job>, Reply<T, E>) {
        let (to, reply) = oneshot::channel();
        (
            Box::new(Self {
                ctx,
                work,
                events: Vec::new(),
                answer: Answer { result: None, to },
            }),
            reply,
        )
    }
}

impl<T, E, F> Job for WriteJob<T, E, F>
where
    T: Send,
    E: From<Fault> + Send,
    F: FnMut(&mut Tx<'_>) -> Result<T, E> + Send,
{
    fn tenant(&self) -> i64 {
        self.ctx.tenant
    }
    fn writes(&self) -> bool {
        true
    }
    fn run(&mut self, session: &mut dyn Session, shared: &Shared) -> Outcome {
        self.events.clear();
        let mut inner = Guarded::new(session);
        inner.fault_in = shared.take_fault_at();
        let mut tx = Tx {
            inner,
            ctx: &self.ctx,
            events: &mut self.events,
            chance: &shared.chance,
            ids: 0,
            entries: Vec::new(),
            removed: BTreeMap::new(),
        };
        let work = &mut self.work;
        // A panic leaves nothing behind that is used again: the transaction is rolled back and the closure dropped.
        let said = catch_unwind(AssertUnwindSafe(|| {
            let done = work(&mut tx)?;
            tx.seal()?;
            Ok(done)
        }));
        let broken = tx.inner.broken.take();
        self.answer.keep(said, broken)
    }
    fn events(&self) -> &[Event] {
        &self.events
    }
    fn take_events(&mut self) -> Vec<Event> {
        std::mem::take(&mut self.events)
    }
    fn finish(self: Box<Self>, commit: Result<(), Fault>) {
        self.answer.send(commit);
    }
}

impl<T, E, F> ReadJob<T, E, F>
where
    T: Send + 'static,
    E: From<Fault> + Send + 'static,
    F: FnMut(&mut Read<'_>) -> Result<T, E> + Send + 'static,
{
    pub(crate) fn boxed(tenant: i64, work: F) -> (Box<dyn Job>, Reply<T, E>) {
        let (to, reply) = oneshot::channel();
        (
            Box::new(Self {
                tenant,
                work,
                answer: Answer { result: None, to },
            }),
            reply,
        )
    }
}

impl<T, E, F> Job for ReadJob<T, E, F>
where
    T: Send,
    E: From<Fault> + Send,
    F: FnMut(&mut Read<'_>) -> Result<T, E> + Send,
{
    fn tenant(&self) -> i64 {
        self.tenant
    }
    fn writes(&self) -> bool {
        false
    }
    fn run(&mut self, session: &mut dyn Session, _shared: &Shared) -> Outcome {
        let mut read = Read {
            inner: Guarded::new(session),
            tenant: self.tenant,
        };
        let work = &mut self.work;
        // As for a write: nothing touched by a panic is used again.
        let said = catch_unwind(AssertUnwindSafe(|| work(&mut read)));
        let broken = read.inner.broken.take();
        self.answer.keep(said, broken)
    }
    fn events(&self) -> &[Event] {
        &[]
    }
    fn take_events(&mut self) -> Vec<Event> {
        Vec::new()
    }
    fn finish(self: Box<Self>, commit: Result<(), Fault>) {
        self.answer.send(commit);
    }
}

/// Jobs waiting for a thread. Beyond [`Queue::LIMIT`] a job is refused at once rather than left to wait for minutes.
pub(crate) struct Queue {
    state: Mutex<State>,
    wake: Condvar,
}

struct State {
    waiting: VecDeque<Box<dyn Job>>,
    closed: bool,
}

impl Queue {
    const LIMIT: usize = 20_000;

    pub(crate) fn new() -> Self {
        Self {
            state: Mutex::new(State {
                waiting: VecDeque::new(),
                closed: false,
            }),
            wake: Condvar::new(),
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn push(&self, job: Box<dyn Job>) {
        let refused = {
            let mut state = self.lock();
            if state.closed {
                Some((job, "the database is closed"))
            } else if state.waiting.len() >= Self::LIMIT {
                Some((job, "too many transactions are waiting"))
            } else {
                state.waiting.push_back(job);
                None
            }
        };
        match refused {
            Some((job, why)) => job.finish(Err(Fault::unavailable(why))),
            None => self.wake.notify_one(),
        }
    }

    /// The next job, if one is waiting.
    pub(crate) fn try_pop(&self) -> Option<Box<dyn Job>> {
        self.lock().waiting.pop_front()
    }

    /// The next job, waiting for one; none when the queue is closed and empty.
    pub(crate) fn pop(&self) -> Option<Box<dyn Job>> {
        let mut state = self.lock();
        loop {
            if let Some(job) = state.waiting.pop_front() {
                return Some(job);
            }
            if state.closed {
                return None;
            }
            state = self.wake.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// Waits for a job, at most so long, and then takes what else is already there, `most` in all. False when the queue is
    /// closed and empty.
    pub(crate) fn pop_group(&self, most: usize, patience: Duration, into: &mut VecDeque<Box<dyn Job>>) -> bool {
        let state = self.lock();
        let (mut state, _) = self
            .wake
            .wait_timeout_while(state, patience, |s| s.waiting.is_empty() && !s.closed)
            .unwrap_or_else(PoisonError::into_inner);
        let there = state.waiting.len().min(most);
        into.extend(state.waiting.drain(..there));
        !(into.is_empty() && state.closed)
    }

    pub(crate) fn close(&self) {
        self.lock().closed = true;
        self.wake.notify_all();
    }
}
