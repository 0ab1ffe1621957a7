use super::{app::App, cx::Asker, errors::AppError, scope::Scope, session::SessionInfo, trail::Footprint};
use axum::{
    Router,
    extract::Request,
    handler::Handler,
    middleware::Next,
    response::{IntoResponse, Response},
    routing::{MethodRouter, get, post},
};
use domain::access::Permission;

/// Whom a route is for. This is the only place where rights are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    /// Anybody; nobody is looked up.
    Public,
    /// Anybody; who is signed in is known, if anyone is.
    Anyone,
    /// Somebody signed in who has the permission.
    SignedIn(Permission),
}

/// A line of the table of routes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RouteInfo {
    /// `GET` or `POST`.
    pub method: &'static str,
    /// The path as axum writes it.
    pub path: &'static str,
    /// Whom it is for.
    pub audience: Audience,
}

/// Collects the routes of rooms, each with its audience.
#[derive(Default)]
pub struct Routes {
    router: Router<App>,
    table: Vec<RouteInfo>,
}

impl Routes {
    /// A page or other reading.
    #[must_use]
    pub fn get<H, T>(self, path: &'static str, audience: Audience, handler: H) -> Self
    where
        H: Handler<T, App>,
        T: 'static,
    {
        self.add("GET", path, audience, get(handler))
    }

    /// A change.
    #[must_use]
    pub fn post<H, T>(self, path: &'static str, audience: Audience, handler: H) -> Self
    where
        H: Handler<T, App>,
        T: 'static,
    {
        self.add("POST", path, audience, post(handler))
    }

    fn add(mut self, method: &'static str, path: &'static str, audience: Audience, route: MethodRouter<App>) -> Self {
        let guarded = match audience {
            Audience::Public => route,
            _ => route.layer(axum::middleware::from_fn(move |req: Request, next: Next| {
                guard(audience, path, req, next)
            })),
        };
        self.router = self.router.route(path, guarded);
        self.table.push(RouteInfo { method, path, audience });
        self
    }

    /// Adds another room's routes.
    #[must_use]
    pub fn and(mut self, other: Self) -> Self {
        self.router = self.router.merge(other.router);
        self.table.extend(other.table);
        self
    }

    /// The router and the table of what is in it.
    pub fn done(self) -> (Router<App>, Vec<RouteInfo>) {
        (self.router, self.table)
    }
}

/// Finds who asks, and lets the request through when the audience allows it.
async fn guard(audience: Audience, page: &'static str, mut req: Request, next: Next) -> Response {
    let found = match Asker::of(&req) {
        Some(asker) => match asker.session().await {
            Ok(found) => found,
            Err(error) => return error.into_response(),
        },
        None => None,
    };
    if let Audience::SignedIn(permission) = audience {
        match &found {
            None => return AppError::SignIn { to: wanted(&req) }.into_response(),
            Some(session) if !session.may(permission) => return AppError::Forbidden.into_response(),
            Some(_) => {}
        }
    }
    let Some(session) = found else {
        return next.run(req).await;
    };
    let footprint = Footprint::of(audience, page, &req, &session);
    req.extensions_mut().insert(session.clone());
    match footprint {
        Some(change) if change.is_change() => {
            req.extensions_mut().insert(change);
            next.run(req).await
        }
        Some(reading) => told(reading, session, req, next).await,
        None => next.run(req).await,
    }
}

/// Gives a page that shows people once it is told that it was read.
async fn told(reading: Footprint, session: SessionInfo, req: Request, next: Next) -> Response {
    let app = req.extensions().get::<App>().cloned();
    let tenant = req.extensions().get::<Scope>().and_then(|scope| Some(scope.tenant.as_ref()?.id));
    let response = next.run(req).await;
    let (Some(app), Some(tenant), true) = (app, tenant, response.status().is_success()) else {
        return response;
    };
    match reading.leave_reading(&app, tenant, &session).await {
        Ok(()) => response,
        Err(error) => error.into_response(),
    }
}

/// Where to go after signing in: the page that was asked for, or nowhere in particular for a change.
fn wanted(req: &Request) -> String {
    if req.method() != axum::http::Method::GET {
        return String::new();
    }
    req.extensions().get::<Scope>().map_or_else(String::new, |scope| {
        if scope.query.is_empty() {
            scope.path.clone()
        } else {
            format!("{}?{}", scope.path, scope.query)
        }
    })
}
