use domain::shared::Locale;
use std::{collections::HashMap, sync::Arc};

/// A municipality of this installation, as a request needs to know it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tenant {
    /// Internal number.
    pub id: i64,
    /// The municipality number in force.
    pub number: String,
    /// The host name it has of its own.
    pub host: Option<String>,
    /// What the service is called.
    pub service_name: String,
    /// Its own written language.
    pub locale: Locale,
    /// The phone number for the service.
    pub phone: String,
    /// Whether everything here is a demonstration.
    pub demo: bool,
}

/// The municipalities of this installation.
#[derive(Default)]
pub struct Tenants {
    list: Vec<Arc<Tenant>>,
    by_number: HashMap<String, usize>,
    by_host: HashMap<String, usize>,
}

impl Tenants {
    /// Indexes a list.
    #[must_use]
    pub fn new(list: Vec<Tenant>) -> Self {
        let mut out = Self::default();
        for tenant in list {
            let at = out.list.len();
            out.by_number.insert(tenant.number.clone(), at);
            if let Some(host) = &tenant.host {
                out.by_host.insert(host.to_ascii_lowercase(), at);
            }
            out.list.push(Arc::new(tenant));
        }
        out
    }

    /// Every municipality.
    #[must_use]
    pub fn all(&self) -> &[Arc<Tenant>] {
        &self.list
    }

    /// The one municipality, when there is just one.
    #[must_use]
    pub fn only(&self) -> Option<&Arc<Tenant>> {
        match self.list.as_slice() {
            [only] => Some(only),
            _ => None,
        }
    }

    /// By municipality number.
    #[must_use]
    pub fn by_number(&self, number: &str) -> Option<&Arc<Tenant>> {
        self.by_number.get(number).and_then(|i| self.list.get(*i))
    }

    fn by_host(&self, host: &str) -> Option<&Arc<Tenant>> {
        let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
        self.by_host.get(&name.to_ascii_lowercase()).and_then(|i| self.list.get(*i))
    }
}

/// Which municipality and language a request is for, read from its address.
#[derive(Clone, Debug)]
pub struct Scope {
    /// The municipality; `None` when the installation has none yet or the address names none of several.
    pub tenant: Option<Arc<Tenant>>,
    /// The language of the answer.
    pub locale: Locale,
    /// What the address said before the path: `/k/4601`, or nothing.
    pub base: String,
    /// Whether the address named the language.
    pub locale_in_path: bool,
    /// The path without prefixes, beginning with `/`.
    pub path: String,
    /// The query, without `?`; may be empty.
    pub query: String,
    /// `https://host`, or `http://host` on a loopback address.
    pub origin: String,
}

impl Scope {
    /// Reads an address. `None` when it names a municipality that is not here.
    ///
    /// `chosen` is the language the reader chose earlier, if any; an address with a language wins over it, and
    /// without either the municipality's own written language is used.
    #[must_use]
    pub fn read(tenants: &Tenants, host: &str, path: &str, query: &str, chosen: Option<Locale>) -> Option<Self> {
        let mut rest = path;
        let mut base = String::new();
        let mut tenant = tenants.by_host(host).or_else(|| tenants.only()).cloned();
        if let Some(after) = path.strip_prefix("/k/") {
            let number = after.split('/').next().unwrap_or_default();
            tenant = Some(tenants.by_number(number)?.clone());
            rest = &after[number.len()..];
            base = format!("/k/{number}");
        }
        // One slash alone: what is cut off below is as long as what was looked at.
        let first = rest.strip_prefix('/').unwrap_or(rest).split('/').next().unwrap_or_default();
        let named = Locale::parse(first).filter(|_| rest.starts_with('/'));
        if named.is_some() {
            rest = &rest[1 + first.len()..];
        }
        let own = tenant.as_ref().map_or(Locale::Nb, |t| t.locale);
        Some(Self {
            tenant,
            locale: named.or(chosen).unwrap_or(own),
            base,
            locale_in_path: named.is_some(),
            path: if rest.is_empty() {
                "/".to_owned()
            } else {
                rest.to_owned()
            },
            query: query.to_owned(),
            origin: origin(host),
        })
    }

    /// An address in this municipality and language. `path` begins with `/`.
    #[must_use]
    pub fn link(&self, path: &str) -> String {
        if self.locale_in_path {
            self.link_in(self.locale, path)
        } else {
            self.join(&self.base, path)
        }
    }

    /// An address in this municipality, with the language said.
    #[must_use]
    pub fn link_in(&self, locale: Locale, path: &str) -> String {
        self.join(&format!("{}/{}", self.base, locale.code()), path)
    }

    /// The page that is shown, in another language.
    #[must_use]
    pub fn same_page_in(&self, locale: Locale) -> String {
        let link = self.link_in(locale, &self.path);
        if self.query.is_empty() {
            link
        } else {
            format!("{link}?{}", self.query)
        }
    }

    fn join(&self, base: &str, path: &str) -> String {
        if path == "/" && !base.is_empty() {
            base.to_owned()
        } else {
            format!("{base}{path}")
        }
    }
}

fn origin(host: &str) -> String {
    let scheme = if is_loopback(host) { "http" } else { "https" };
    format!("{scheme}://{host}")
}

/// Whether a `Host` header names this very machine.
#[must_use]
pub fn is_loopback(host: &str) -> bool {
    let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
    matches!(name, "localhost" | "[::1]") || name.starts_with("127.")
}

#[cfg(test)]
mod tests {
    use super::{Scope, Tenant, Tenants};
    use domain::shared::Locale;

    fn tenant(id: i64, number: &str, host: Option<&str>) -> Tenant {
        Tenant {
            id,
            number: number.to_owned(),
            host: host.map(str::to_owned),
            service_name: String::new(),
            locale: Locale::Nn,
            phone: String::new(),
            demo: false,
        }
    }

    /// A host, a path and a query, each on its line. The address of a page that is shown leads to the same page again.
    #[test]
    fn whatever_is_asked_for_is_somewhere_or_nowhere() {
        fn body(bytes: &[u8]) {
            let text = String::from_utf8_lossy(bytes);
            let mut lines = text.lines();
            let mut next = || lines.next().unwrap_or_default();
            let (host, path, query) = (next(), next(), next());
            // What cannot be asked for over the network never gets this far.
            let Ok(uri) = path.parse::<axum::http::Uri>() else {
                return;
            };
            let path = uri.path();
            if !path.starts_with('/') {
                return;
            }
            let tenants = Tenants::new(vec![tenant(1, "4601", Some("bergen.example")), tenant(2, "4634", None)]);
            let Some(scope) = Scope::read(&tenants, host, path, query, None) else {
                return;
            };
            let again = Scope::read(&tenants, host, &scope.link(&scope.path), query, None).unwrap();
            assert_eq!(again.tenant, scope.tenant);
            let other = scope.same_page_in(Locale::En);
            let other = Scope::read(&tenants, host, other.split('?').next().unwrap(), "", None).unwrap();
            assert_eq!((other.tenant, other.locale), (scope.tenant, Locale::En), "{text:?}");
        }
        hostile::over("address", body, 4000);
    }

    #[test]
    fn an_address_is_read_in_the_order_municipality_language_path() {
        let two = Tenants::new(vec![tenant(1, "4601", Some("bergen.example")), tenant(2, "4634", None)]);
        let table = [
            ("bergen.example", "/", Some((1, Locale::Nn, "/"))),
            ("bergen.example:443", "/nb/tilbud/x", Some((1, Locale::Nb, "/tilbud/x"))),
            ("other.example", "/k/4634/en", Some((2, Locale::En, "/"))),
            ("other.example", "/k/4634/steder/a", Some((2, Locale::Nn, "/steder/a"))),
            ("other.example", "/k/9999/", None),
            ("bergen.example", "/nbx", Some((1, Locale::Nn, "/nbx"))),
        ];
        for (host, path, expected) in table {
            let got = Scope::read(&two, host, path, "", None);
            let got = got.map(|s| (s.tenant.map_or(0, |t| t.id), s.locale, s.path));
            assert_eq!(got, expected.map(|(id, l, p)| (id, l, p.to_owned())), "{host}{path}");
        }
    }

    #[test]
    fn the_readers_choice_counts_until_an_address_names_a_language() {
        let one = Tenants::new(vec![tenant(1, "4601", None)]);
        let scope = Scope::read(&one, "x", "/tilbud", "dag=1", Some(Locale::En)).unwrap();
        assert_eq!(
            (scope.locale, scope.link("/kalender")),
            (Locale::En, "/kalender".to_owned())
        );
        assert_eq!(scope.same_page_in(Locale::Nb), "/nb/tilbud?dag=1");
        let scope = Scope::read(&one, "x", "/nn/tilbud", "", Some(Locale::En)).unwrap();
        assert_eq!(
            (scope.locale, scope.link("/kalender")),
            (Locale::Nn, "/nn/kalender".to_owned())
        );
    }
}
