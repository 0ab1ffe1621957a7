use super::{
    errors::AppError,
    pages::PageCache,
    published::Published,
    scope::{Tenant, Tenants},
    signed_in::SignedIn,
    trail::ReadToday,
};
use crate::{handbook::Handbook, messages::Post, situation::FigureSource};
use jiff::Timestamp;
use std::{
    collections::HashMap,
    sync::{
        Arc, PoisonError, RwLock,
        atomic::{AtomicI64, Ordering},
    },
};
use store::{Actor, Db, WriteCtx};

/// Where `now` comes from. Only `main.rs` hands in the system clock; tests and the demo year hand in one they move.
#[derive(Clone)]
pub enum Clock {
    /// A function that reads a real clock.
    Real(fn() -> Timestamp),
    /// Milliseconds since 1970 that somebody else moves.
    Moved(Arc<AtomicI64>),
}

impl Clock {
    /// The instant now.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        match self {
            Self::Real(read) => read(),
            Self::Moved(ms) => Timestamp::from_millisecond(ms.load(Ordering::SeqCst)).unwrap_or(Timestamp::UNIX_EPOCH),
        }
    }
}

/// The running installation, shared by every request.
#[derive(Clone)]
pub struct App(Arc<Inner>);

struct Inner {
    db: Db,
    clock: Clock,
    secret: [u8; 32],
    tenants: RwLock<Arc<Tenants>>,
    published: RwLock<HashMap<i64, Arc<Published>>>,
    live: RwLock<HashMap<i64, i64>>,
    pages: PageCache,
    post: RwLock<Arc<Post>>,
    figures: RwLock<Option<Arc<FigureSource>>>,
    said: crate::promise::evidence::Said,
    handbooks: RwLock<HashMap<i64, Arc<Handbook>>>,
    read_today: ReadToday,
    signed_in: Arc<SignedIn>,
    stopping: tokio::sync::watch::Sender<bool>,
}

/// A lock that a panicking request poisoned still holds a whole value: every write below replaces it at once.
fn whole<T>(result: Result<T, PoisonError<T>>) -> T {
    result.unwrap_or_else(PoisonError::into_inner)
}

impl App {
    /// Starts on a migrated database: reads the installation's secret (makes one the first time) and its municipalities.
    ///
    /// # Errors
    /// A fault of the database.
    pub fn start(db: Db, clock: Clock) -> Result<Self, AppError> {
        let now = clock.now();
        let secret = db.write_blocking(
            WriteCtx {
                tenant: 0,
                actor: Actor::System,
                now,
            },
            crate::operations::store::installation_secret,
        )?;
        let tenants = db.read_blocking(0, crate::municipality::store::tenants)?;
        for tenant in &tenants {
            let own = WriteCtx {
                tenant: tenant.id,
                actor: Actor::System,
                now,
            };
            db.write_blocking(own, move |tx| crate::operations::store::keep_code_key(tx, &secret))?;
        }
        let (stopping, _) = tokio::sync::watch::channel(false);
        let signed_in = Arc::new(SignedIn::default());
        let known = Arc::clone(&signed_in);
        db.tell_at_once(move |event| match event.topic.as_ref() {
            crate::access::store::WHO_CHANGED => known.forget(event.tenant),
            "elsewhere" => known.forget_all(),
            _ => {}
        });
        Ok(Self(Arc::new(Inner {
            db,
            clock,
            secret,
            tenants: RwLock::new(Arc::new(Tenants::new(tenants))),
            published: RwLock::default(),
            live: RwLock::default(),
            pages: PageCache::default(),
            post: RwLock::default(),
            figures: RwLock::default(),
            said: crate::promise::evidence::Said::default(),
            handbooks: RwLock::default(),
            read_today: ReadToday::default(),
            signed_in,
            stopping,
        })))
    }

    /// The database.
    #[must_use]
    pub fn db(&self) -> &Db {
        &self.0.db
    }

    /// The instant now.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.0.clock.now()
    }

    /// The installation's secret: signs form tokens, never leaves the server.
    #[must_use]
    pub fn secret(&self) -> &[u8; 32] {
        &self.0.secret
    }

    /// The municipalities of this installation.
    #[must_use]
    pub fn tenants(&self) -> Arc<Tenants> {
        whole(self.0.tenants.read()).clone()
    }

    /// The rendered public pages.
    #[must_use]
    pub fn pages(&self) -> &PageCache {
        &self.0.pages
    }

    /// The ways messages go out by; none until they are set.
    #[must_use]
    pub fn post(&self) -> Arc<Post> {
        whole(self.0.post.read()).clone()
    }

    /// Which hours this process has written were held.
    #[must_use]
    pub fn said(&self) -> &crate::promise::evidence::Said {
        &self.0.said
    }

    /// What this process has told as read today.
    #[must_use]
    pub fn read_today(&self) -> &ReadToday {
        &self.0.read_today
    }

    /// Who was found signed in a moment ago.
    #[must_use]
    pub fn signed_in(&self) -> &SignedIn {
        &self.0.signed_in
    }

    /// Where figures are fetched from; nowhere until it is set.
    #[must_use]
    pub fn figure_source(&self) -> Option<Arc<FigureSource>> {
        whole(self.0.figures.read()).clone()
    }

    /// Sets where figures are fetched from.
    pub fn set_figure_source(&self, source: Option<FigureSource>) {
        *whole(self.0.figures.write()) = source.map(Arc::new);
    }

    /// Sets the ways messages go out by.
    pub fn set_post(&self, post: Post) {
        *whole(self.0.post.write()) = Arc::new(post);
    }

    /// A municipality's handbook as it was last read; the reader sees to it that it is the newest.
    #[must_use]
    pub fn handbook(&self, tenant: i64) -> Option<Arc<Handbook>> {
        whole(self.0.handbooks.read()).get(&tenant).cloned()
    }

    /// Keeps a municipality's handbook for the next who looks something up.
    pub fn keep_handbook(&self, tenant: i64, handbook: Arc<Handbook>) {
        whole(self.0.handbooks.write()).insert(tenant, handbook);
    }

    /// What a municipality has published, read once per content version.
    ///
    /// # Errors
    /// A fault of the database; [`AppError::Absent`] when the municipality is not here.
    pub async fn published(&self, tenant: i64) -> Result<Arc<Published>, AppError> {
        if let Some(found) = self.published_if_read(tenant) {
            return Ok(found);
        }
        let read = self.0.db.read(tenant, crate::municipality::store::load_published).await?;
        let made = Arc::new(Published::new(read.ok_or(AppError::Absent)?));
        whole(self.0.published.write()).insert(tenant, made.clone());
        Ok(made)
    }

    /// [`App::published`] when it is in memory already.
    #[must_use]
    pub fn published_if_read(&self, tenant: i64) -> Option<Arc<Published>> {
        whole(self.0.published.read()).get(&tenant).cloned()
    }

    /// Forgets what was read of a municipality, so that the next request reads the newest. Every write of the register
    /// ends here, in this process at once and in others when the event arrives.
    pub fn forget(&self, tenant: i64) {
        whole(self.0.published.write()).remove(&tenant);
        self.touch_live(tenant);
    }

    /// Marks that something that moves during the day (a queue) changed, so that pages that show it are made anew.
    pub fn touch_live(&self, tenant: i64) {
        *whole(self.0.live.write()).entry(tenant).or_default() += 1;
    }

    /// The count that [`App::touch_live`] moves.
    #[must_use]
    pub fn live_version(&self, tenant: i64) -> i64 {
        whole(self.0.live.read()).get(&tenant).copied().unwrap_or_default()
    }

    /// Reads the list of municipalities anew.
    ///
    /// # Errors
    /// A fault of the database.
    pub async fn reload_tenants(&self) -> Result<(), AppError> {
        let list: Vec<Tenant> = self.0.db.read(0, crate::municipality::store::tenants).await?;
        *whole(self.0.tenants.write()) = Arc::new(Tenants::new(list));
        Ok(())
    }

    /// Reads in the first request's municipality before the first request, so that it need not wait.
    ///
    /// # Errors
    /// A fault of the database.
    pub async fn warm(&self) -> Result<(), AppError> {
        if let Some(only) = self.tenants().only() {
            self.published(only.id).await?;
        }
        Ok(())
    }

    /// Hears of changes that other processes on the same database made. Ends when the installation stops.
    pub async fn follow_changes(self) {
        let mut events = self.0.db.subscribe();
        let mut stop = self.stopping();
        loop {
            tokio::select! {
                _ = stop.changed() => return,
                event = events.recv() => match event {
                    Ok(event) => self.apply(&event).await,
                    // Too far behind to know what changed: forget everything.
                    Err(tokio::sync::broadcast::error::RecvError::Lagged(_)) => self.forget_all(),
                    Err(tokio::sync::broadcast::error::RecvError::Closed) => return,
                },
            }
        }
    }

    async fn apply(&self, event: &store::Event) {
        match event.topic.as_ref() {
            "register" => self.forget(event.tenant),
            "tenant" => self.reload_or_keep().await,
            "queue" => self.touch_live(event.tenant),
            "elsewhere" => {
                self.reload_or_keep().await;
                self.forget_all();
            }
            _ => {}
        }
    }

    async fn reload_or_keep(&self) {
        if self.reload_tenants().await.is_err() {
            tracing::warn!("the list of municipalities could not be read; the old one stays");
        }
    }

    fn forget_all(&self) {
        whole(self.0.published.write()).clear();
        for tenant in self.tenants().all() {
            self.touch_live(tenant.id);
        }
    }

    /// Tells long answers (live boards) to end.
    pub fn stop(&self) {
        self.0.stopping.send_replace(true);
    }

    /// Becomes `true` when the installation is stopping.
    #[must_use]
    pub fn stopping(&self) -> tokio::sync::watch::Receiver<bool> {
        self.0.stopping.subscribe()
    }
}
