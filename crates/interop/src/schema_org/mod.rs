//! Det søkemotorer leser om tilbud og steder (schema.org som JSON-LD). Bare det som er publisert, kommer med, og aldri et
//! telefonnummer som ikke kan ringes.

use domain::{
    offerings::{Offering, OfferingKind},
    places::Place,
    register::Register,
    schedule::{Occurrence, Rule, Schedule, Staffing, Status},
    shared::{Key, Locale, Localized},
};
use jiff::civil::{Date, Weekday};
use serde_json::{Map, Value, json};

#[cfg(test)]
mod tests;

/// What everything is written from: the register, the language, and how addresses are made.
pub struct Site<'a> {
    /// What the municipality has written.
    pub register: &'a Register,
    /// The language of the page.
    pub locale: Locale,
    /// The full address of a path.
    pub address: &'a dyn Fn(&str) -> String,
    /// Today: hours that are over are left out.
    pub today: Date,
}

impl Site<'_> {
    /// The service as a whole, for the front page.
    #[must_use]
    pub fn municipality(&self) -> Value {
        let m = &self.register.municipality;
        let mut service = self.object("GovernmentService", "/", &m.service_name);
        put(&mut service, "description", m.about.get(self.locale));
        put(&mut service, "telephone", callable(&m.phone));
        service.insert("provider".into(), self.provider());
        service.insert("areaServed".into(), self.area());
        with_context(service)
    }

    /// An offering with where and when; `coming` are its next occurrences.
    #[must_use]
    pub fn offering(&self, offering: &Offering, coming: &[Occurrence]) -> Value {
        let path = format!("/tilbud/{}", offering.key);
        let mut service = self.object("GovernmentService", &path, &offering.name);
        put(&mut service, "description", offering.summary.get(self.locale));
        put(
            &mut service,
            "serviceType",
            "Veiledning i grunnleggende digital kompetanse",
        );
        service.insert("provider".into(), self.owner(offering));
        service.insert("areaServed".into(), self.area());
        service.insert("isAccessibleForFree".into(), json!(offering.price.is_empty()));
        service.insert("availableLanguage".into(), json!(offering.languages));
        let audience = offering.audience.get(self.locale);
        if !audience.is_empty() {
            service.insert(
                "audience".into(),
                json!({"@type": "Audience", "audienceType": audience}),
            );
        }
        let channels: Vec<Value> = self.places_of(offering).into_iter().map(|p| self.channel(offering, p)).collect();
        if !channels.is_empty() {
            service.insert("availableChannel".into(), Value::Array(channels));
        }
        let graph: Vec<Value> = std::iter::once(Value::Object(service))
            .chain(coming.iter().map(|o| self.event(offering, o)))
            .collect();
        json!({"@context": "https://schema.org", "@graph": graph})
    }

    /// A place with the hours of the house.
    #[must_use]
    pub fn place(&self, place: &Place) -> Value {
        let mut out = self.place_object(place);
        let hours: Vec<Value> = place.hours.iter().filter_map(|s| self.hours(s)).collect();
        if !hours.is_empty() {
            out.insert("openingHoursSpecification".into(), Value::Array(hours));
        }
        with_context(out)
    }

    /// One dated thing one can come to.
    #[must_use]
    pub fn event(&self, offering: &Offering, occurrence: &Occurrence) -> Value {
        let path = format!("/tilbud/{}", offering.key);
        let status = match occurrence.status {
            Status::Planned => "EventScheduled",
            Status::CalledOff { .. } => "EventCancelled",
            Status::Moved { .. } => "EventRescheduled",
        };
        let mut event = Map::new();
        event.insert("@type".into(), json!("Event"));
        put(&mut event, "name", offering.name.get(self.locale));
        put(&mut event, "description", occurrence.note.get(self.locale));
        event.insert("startDate".into(), json!(occurrence.starts_at().to_string()));
        event.insert("endDate".into(), json!(occurrence.ends_at().to_string()));
        event.insert("eventStatus".into(), json!(format!("https://schema.org/{status}")));
        event.insert(
            "eventAttendanceMode".into(),
            json!("https://schema.org/OfflineEventAttendanceMode"),
        );
        event.insert("isAccessibleForFree".into(), json!(offering.price.is_empty()));
        event.insert("url".into(), json!((self.address)(&path)));
        if let Some(place) = self.find_place(&occurrence.place) {
            event.insert("location".into(), Value::Object(self.place_object(place)));
        }
        Value::Object(event)
    }

    fn object(&self, kind: &str, path: &str, name: &Localized) -> Map<String, Value> {
        let address = (self.address)(path);
        let mut out = Map::new();
        out.insert("@type".into(), json!(kind));
        out.insert("@id".into(), json!(format!("{address}#{}", kind.to_lowercase())));
        out.insert("url".into(), json!(address));
        put(&mut out, "name", name.get(self.locale));
        put(&mut out, "inLanguage", self.locale.code());
        out
    }

    fn provider(&self) -> Value {
        let m = &self.register.municipality;
        let mut out = Map::new();
        out.insert("@type".into(), json!("GovernmentOrganization"));
        put(&mut out, "name", m.name.get(self.locale));
        put(&mut out, "url", &m.homepage);
        Value::Object(out)
    }

    fn owner(&self, offering: &Offering) -> Value {
        let partner = offering.kind == OfferingKind::PartnerOffering;
        match self.register.organisations.iter().find(|o| o.key == offering.organisation) {
            Some(owner) if partner => {
                let mut out = Map::new();
                out.insert("@type".into(), json!("Organization"));
                put(&mut out, "name", owner.name.get(self.locale));
                put(&mut out, "url", &owner.website);
                Value::Object(out)
            }
            _ => self.provider(),
        }
    }

    fn area(&self) -> Value {
        let m = &self.register.municipality;
        json!({"@type": "AdministrativeArea", "name": m.name.get(self.locale), "identifier": m.number})
    }

    fn find_place(&self, key: &Key) -> Option<&Place> {
        self.register.places.iter().find(|p| p.key == *key)
    }

    fn places_of(&self, offering: &Offering) -> Vec<&Place> {
        let mut keys: Vec<&Key> = offering.schedules.iter().map(|s| &s.place).collect();
        keys.sort();
        keys.dedup();
        keys.into_iter().filter_map(|key| self.find_place(key)).collect()
    }

    fn channel(&self, offering: &Offering, place: &Place) -> Value {
        let mut location = self.place_object(place);
        let here = offering.schedules.iter().filter(|s| s.place == place.key && s.staffing == Staffing::Staffed);
        let (mut usual, mut special) = (Vec::new(), Vec::new());
        for schedule in here {
            usual.extend(self.hours(schedule));
            special.extend(self.special_days(schedule));
        }
        if !usual.is_empty() {
            location.insert("openingHoursSpecification".into(), Value::Array(usual));
        }
        if !special.is_empty() {
            location.insert("specialOpeningHoursSpecification".into(), Value::Array(special));
        }
        json!({"@type": "ServiceChannel", "serviceLocation": location})
    }

    fn place_object(&self, place: &Place) -> Map<String, Value> {
        let mut out = self.object("Place", &format!("/steder/{}", place.key), &place.name);
        out.remove("inLanguage");
        put(&mut out, "telephone", callable(&place.phone));
        let mut address = Map::new();
        put(&mut address, "streetAddress", &place.street);
        put(&mut address, "postalCode", &place.postal_code);
        put(&mut address, "addressLocality", &place.town);
        if !address.is_empty() {
            address.insert("@type".into(), json!("PostalAddress"));
            address.insert("addressCountry".into(), json!("NO"));
            out.insert("address".into(), Value::Object(address));
        }
        if let Some((latitude, longitude)) = place.position {
            let degrees = |v: i32| f64::from(v) / 1_000_000.0;
            let geo =
                json!({"@type": "GeoCoordinates", "latitude": degrees(latitude), "longitude": degrees(longitude)});
            out.insert("geo".into(), geo);
        }
        if let Some(step_free) = place.facilities.step_free {
            let feature =
                json!({"@type": "LocationFeatureSpecification", "name": "Step-free access", "value": step_free});
            out.insert("amenityFeature".into(), feature);
        }
        out
    }

    /// The weekly hours of a schedule. Rarer rules have no form in schema.org; they are seen as events.
    fn hours(&self, schedule: &Schedule) -> Option<Value> {
        let Rule::Weekly { every: 1, weekdays } = &schedule.rule else {
            return None;
        };
        if schedule.until.is_some_and(|last| last < self.today) {
            return None;
        }
        let days: Vec<&str> = weekdays.iter().map(|d| day_name(*d)).collect();
        let mut out = opening(&schedule.start.to_string(), &schedule.end.to_string());
        out.insert("dayOfWeek".into(), json!(days));
        out.insert("validFrom".into(), json!(schedule.from.to_string()));
        if let Some(until) = schedule.until {
            out.insert("validThrough".into(), json!(until.to_string()));
        }
        Some(Value::Object(out))
    }

    fn special_days(&self, schedule: &Schedule) -> Vec<Value> {
        let closed = schedule.exceptions.iter().filter(|e| e.date >= self.today).map(|e| (e.date, None));
        let extra = schedule.extra_dates.iter().filter(|e| e.date >= self.today).map(|e| {
            let hours = (e.start.unwrap_or(schedule.start), e.end.unwrap_or(schedule.end));
            (e.date, Some(hours))
        });
        closed.chain(extra).map(|(date, hours)| special_day(date, hours)).collect()
    }
}

/// A day with other hours; closed all day when it has none.
fn special_day(date: Date, hours: Option<(domain::shared::Minute, domain::shared::Minute)>) -> Value {
    let (opens, closes) = match hours {
        Some((start, end)) => (start.to_string(), end.to_string()),
        None => ("00:00".to_owned(), "00:00".to_owned()),
    };
    let mut out = opening(&opens, &closes);
    out.insert("validFrom".into(), json!(date.to_string()));
    out.insert("validThrough".into(), json!(date.to_string()));
    Value::Object(out)
}

fn opening(opens: &str, closes: &str) -> Map<String, Value> {
    let mut out = Map::new();
    out.insert("@type".into(), json!("OpeningHoursSpecification"));
    out.insert("opens".into(), json!(opens));
    out.insert("closes".into(), json!(closes));
    out
}

fn with_context(mut object: Map<String, Value>) -> Value {
    object.insert("@context".into(), json!("https://schema.org"));
    Value::Object(object)
}

fn put(object: &mut Map<String, Value>, name: &str, text: &str) {
    if !text.is_empty() {
        object.insert(name.to_owned(), json!(text));
    }
}

/// A number of only zeros stands for one that is not known.
fn callable(phone: &str) -> &str {
    if phone.chars().any(|c| matches!(c, '1'..='9')) {
        phone
    } else {
        ""
    }
}

const fn day_name(weekday: Weekday) -> &'static str {
    match weekday {
        Weekday::Monday => "Monday",
        Weekday::Tuesday => "Tuesday",
        Weekday::Wednesday => "Wednesday",
        Weekday::Thursday => "Thursday",
        Weekday::Friday => "Friday",
        Weekday::Saturday => "Saturday",
        Weekday::Sunday => "Sunday",
    }
}
