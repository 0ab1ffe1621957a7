use super::Site;
use domain::{
    exchange,
    register::Register,
    schedule,
    shared::{Locale, Minute, instant_of},
};
use serde_json::{Value, json};
use std::path::Path;

fn example(name: &str) -> Register {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples").join(name);
    let mut files = Vec::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(&root).unwrap().to_str().unwrap().to_owned();
                files.push((name, std::fs::read(&path).unwrap()));
            }
        }
    }
    exchange::read(&files).unwrap()
}

fn made(register: &Register, make: impl Fn(&Site) -> Value) -> Value {
    let address = |path: &str| format!("https://hjelp.example.no/nb{path}");
    let site = Site {
        register,
        locale: Locale::Nb,
        address: &address,
        today: "2026-03-04".parse().unwrap(),
    };
    make(&site)
}

#[test]
fn an_offering_says_where_when_and_that_it_is_free() {
    let register = example("minimal");
    let offering = &register.offerings[0];
    let now = instant_of("2026-03-04".parse().unwrap(), Minute::parse("10:00").unwrap());
    let next = schedule::next_occurrences(&register, offering, now, 1);
    let all = made(&register, |s| s.offering(offering, &next));
    let service = &all["@graph"][0];
    assert_eq!(service["@type"], "GovernmentService");
    assert_eq!(
        service["@id"],
        "https://hjelp.example.no/nb/tilbud/digihjelp#governmentservice"
    );
    assert_eq!(service["isAccessibleForFree"], true);
    assert_eq!(
        service["provider"],
        json!({"@type": "GovernmentOrganization", "name": "Bokn", "url": "https://www.bokn.kommune.no"})
    );
    let location = &service["availableChannel"][0]["serviceLocation"];
    assert_eq!(
        location["openingHoursSpecification"],
        json!([{"@type": "OpeningHoursSpecification", "dayOfWeek": ["Wednesday"], "opens": "13:00", "closes": "14:00", "validFrom": "2026-01-07"}])
    );
    assert_eq!(location["address"]["postalCode"], "5561");
    let event = &all["@graph"][1];
    assert_eq!(event["startDate"], "2026-03-04T12:00:00Z");
    assert_eq!(event["eventStatus"], "https://schema.org/EventScheduled");
}

#[test]
fn a_number_that_cannot_be_called_is_not_told() {
    let mut register = example("minimal");
    assert_eq!(made(&register, |s| s.municipality())["telephone"], Value::Null);
    register.municipality.phone = "53030000".to_owned();
    assert_eq!(made(&register, |s| s.municipality())["telephone"], "53030000");
}

#[test]
fn a_place_has_its_position_and_the_hours_of_the_house() {
    let register = example("bergen");
    let place = register.places.iter().find(|p| p.key.as_str() == "hovedbiblioteket").unwrap();
    let place = made(&register, |s| s.place(place));
    assert_eq!(
        place["geo"],
        json!({"@type": "GeoCoordinates", "latitude": 60.3886, "longitude": 5.3325})
    );
    assert_eq!(place["openingHoursSpecification"][1]["dayOfWeek"], json!(["Saturday"]));
    assert_eq!(place["@context"], "https://schema.org");
}
