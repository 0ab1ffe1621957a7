use super::*;
use domain::situation::LocalFigureKind;
use proptest::prelude::*;
use serde_json::json;

/// As PxWebApi v2 answers for table 07459: two sexes, three ages, two years.
fn population() -> Value {
    json!({
        "version": "2.0", "class": "dataset", "label": "07459: Befolkning", "source": "Statistisk sentralbyrå",
        "updated": "2026-02-24T07:00:00Z",
        "id": ["Region", "Kjonn", "Alder", "ContentsCode", "Tid"], "size": [1, 2, 3, 1, 2],
        "role": { "time": ["Tid"], "geo": ["Region"], "metric": ["ContentsCode"] },
        "dimension": {
            "Region": { "label": "region", "category": { "index": { "1145": 0 }, "label": { "1145": "Bokn" } } },
            "Kjonn": { "label": "kjønn", "category": { "index": ["1", "2"], "label": { "1": "Menn", "2": "Kvinner" } } },
            "Alder": { "label": "alder", "category": { "index": { "080": 1, "079": 0, "081+": 2 }, "label": { "079": "79 år" } } },
            "ContentsCode": { "label": "statistikkvariabel", "category": { "label": { "Personer1": "Personer" } } },
            "Tid": { "label": "år", "category": { "index": { "2025": 0, "2026": 1 } } }
        },
        "value": [1, 2, 3, 4, 5, 6, 10, 20, 30, 40, 50, 60]
    })
}

fn bytes(value: &Value) -> Vec<u8> {
    serde_json::to_vec(value).unwrap()
}

fn broken(change: impl FnOnce(&mut Value)) -> Broken {
    let mut value = population();
    change(&mut value);
    read(&bytes(&value)).unwrap_err()
}

#[test]
fn a_table_of_population_becomes_a_line_for_each_age() {
    let table = read(&bytes(&population())).unwrap();
    assert_eq!(
        (table.source.as_str(), table.dimensions.len()),
        ("Statistisk sentralbyrå", 5)
    );
    let made = lines(&table, "1145", LocalFigureKind::PopulationByAge).unwrap();
    let got: Vec<(&str, &str, f64)> = made.iter().map(|s| (s.code.as_str(), s.label.as_str(), s.values[1].1)).collect();
    assert_eq!(
        got,
        [("079", "79 år", 22.0), ("080", "080", 44.0), ("081+", "081+", 66.0)]
    );
    assert_eq!(made[0].values[0], ("2025".to_owned(), 11.0));
    assert_eq!(
        lines(&table, "4601", LocalFigureKind::PopulationByAge),
        Err(Broken::NotThisPlace)
    );
}

#[test]
fn other_tables_become_a_line_for_each_combination() {
    let table = read(&bytes(&population())).unwrap();
    let made = lines(&table, "1145", LocalFigureKind::Other).unwrap();
    assert_eq!(made.len(), 6);
    assert_eq!(
        (made[0].label.as_str(), made[0].code.as_str()),
        ("Menn · 79 år", "1.079.Personer1")
    );
    let one = json!({
        "version": "2.0", "class": "dataset", "label": "Sentralitet",
        "id": ["Region", "Tid"], "size": [2, 1],
        "dimension": {
            "Region": { "category": { "index": ["K-1145", "K-4601"] } },
            "Tid": { "category": { "index": ["2026"] } }
        },
        "value": { "0": 5 }
    });
    let table = read(&bytes(&one)).unwrap();
    let made = lines(&table, "1145", LocalFigureKind::Centrality).unwrap();
    assert_eq!((made[0].label.as_str(), made[0].values[0].1), ("Sentralitet", 5.0));
    let hole = lines(&table, "4601", LocalFigureKind::Centrality).unwrap();
    assert!(hole.is_empty(), "a cell without a number is no line");
    assert_eq!(
        lines(&table, "1145", LocalFigureKind::PopulationByAge),
        Err(Broken::NoAges)
    );
}

#[test]
fn a_total_is_taken_and_not_added() {
    let mut value = population();
    value["dimension"]["Kjonn"]["category"] = json!({ "index": ["0", "1"] });
    let table = read(&bytes(&value)).unwrap();
    let made = lines(&table, "1145", LocalFigureKind::PopulationByAge).unwrap();
    assert_eq!(made[0].values[1].1, 2.0);
}

#[test]
fn every_way_to_be_wrong_has_its_name() {
    assert_eq!(read(&vec![b' '; MOST_BYTES + 1]), Err(Broken::TooLarge));
    assert_eq!(read(b"{\n \"version\": \"2.0\",\n oops }"), Err(Broken::NotJson(3)));
    assert_eq!(read(b"[1, 2]"), Err(Broken::NotDataset));
    assert_eq!(read(b"{\"dataset\": {\"value\": [1]}}"), Err(Broken::NotDataset));
    assert_eq!(broken(|v| v["class"] = json!("collection")), Broken::NotDataset);
    assert_eq!(broken(|v| v["version"] = json!("1.0")), Broken::NotDataset);
    for field in ["id", "size", "dimension", "value"] {
        assert_eq!(
            broken(|v| drop(v.as_object_mut().unwrap().remove(field))),
            Broken::Missing(field)
        );
    }
    assert_eq!(broken(|v| v["id"] = json!([])), Broken::Missing("id"));
    assert_eq!(broken(|v| v["size"] = json!([1, 2])), Broken::Missing("size"));
    assert_eq!(broken(|v| v["size"][0] = json!(-1)), Broken::Missing("size"));
    assert_eq!(broken(|v| v["value"] = json!("12")), Broken::Missing("value"));
    let alder = || Broken::Dimension("Alder".to_owned());
    assert_eq!(
        broken(|v| drop(v["dimension"].as_object_mut().unwrap().remove("Alder"))),
        alder()
    );
    assert_eq!(broken(|v| v["size"][2] = json!(4)), alder());
    assert_eq!(
        broken(|v| v["dimension"]["Alder"]["category"]["index"] = json!({ "1": 0, "2": 2, "3": 5 })),
        alder()
    );
    assert_eq!(
        broken(|v| v["dimension"]["Alder"]["category"]["index"] = json!(["1", "1", "2"])),
        alder()
    );
    assert_eq!(
        broken(|v| v["dimension"]["Alder"]["category"]["index"] = json!(7)),
        alder()
    );
    assert_eq!(
        broken(|v| drop(v["value"].as_array_mut().unwrap().pop())),
        Broken::CellCount(12, 11)
    );
    assert_eq!(broken(|v| v["value"] = json!({ "12": 1 })), Broken::CellCount(12, 13));
    assert_eq!(broken(|v| v["value"][3] = json!("..")), Broken::NotNumber(3));
    let many: Vec<String> = (0..1000).map(|n| n.to_string()).collect();
    let huge = json!({
        "version": "2.0", "class": "dataset", "id": ["a", "b"], "size": [1000, 1000], "value": {},
        "dimension": { "a": { "category": { "index": many } }, "b": { "category": { "index": many } } }
    });
    assert_eq!(read(&bytes(&huge)), Err(Broken::TooManyCells));
}

#[test]
fn a_table_that_cannot_become_lines_says_why() {
    let table = |change: &dyn Fn(&mut Value)| {
        let mut value = population();
        change(&mut value);
        read(&bytes(&value)).unwrap()
    };
    let rename = |from: &'static str, to: &'static str, at: usize| {
        move |v: &mut Value| {
            let was = v["dimension"].as_object_mut().unwrap().remove(from).unwrap();
            v["dimension"][to] = was;
            v["id"][at] = json!(to);
        }
    };
    let kind = LocalFigureKind::PopulationByAge;
    assert_eq!(
        lines(&table(&rename("Region", "Fylke", 0)), "1145", kind),
        Err(Broken::NotThisPlace)
    );
    assert_eq!(
        lines(&table(&rename("Tid", "Periode", 4)), "1145", kind),
        Err(Broken::NoTime)
    );
    assert_eq!(
        lines(&table(&rename("Alder", "Gruppe", 2)), "1145", kind),
        Err(Broken::NoAges)
    );
    let measures = table(&|v| {
        v["dimension"]["ContentsCode"]["category"] = json!({ "index": ["a", "b"] });
        v["size"][3] = json!(2);
        v["value"] = json!({});
    });
    assert_eq!(lines(&measures, "1145", kind), Err(Broken::SeveralMeasures));
    let many = table(&|v| {
        let codes: Vec<String> = (0..101).map(|n| n.to_string()).collect();
        v["dimension"]["Alder"]["category"] = json!({ "index": codes });
        v["size"][2] = json!(101);
        v["value"] = json!({});
    });
    assert_eq!(lines(&many, "1145", LocalFigureKind::Other), Err(Broken::TooManyLines));
}

/// A table as it is, and the four ways the format lets it be written.
fn written(sizes: &[usize], values: &[Option<i32>], listed: bool, sparse: bool) -> Value {
    let ids: Vec<String> = (0..sizes.len()).map(|n| format!("d{n}")).collect();
    let dimension: Map<String, Value> = ids
        .iter()
        .zip(sizes)
        .map(|(id, size)| {
            let codes: Vec<String> = (0..*size).map(|n| format!("c{n}")).collect();
            let places: Map<String, Value> = codes.iter().enumerate().map(|(n, c)| (c.clone(), json!(n))).collect();
            let index = if listed { json!(codes) } else { Value::Object(places) };
            (id.clone(), json!({ "category": { "index": index } }))
        })
        .collect();
    let some: Map<String, Value> =
        values.iter().enumerate().filter_map(|(n, v)| Some((n.to_string(), json!((*v)?)))).collect();
    let value = if sparse { Value::Object(some) } else { json!(values) };
    json!({ "version": "2.0", "class": "dataset", "id": ids, "size": sizes, "dimension": dimension, "value": value })
}

fn tables() -> impl Strategy<Value = (Vec<usize>, Vec<Option<i32>>)> {
    prop::collection::vec(1usize..5, 1..5).prop_flat_map(|sizes| {
        let cells = sizes.iter().product::<usize>();
        (
            Just(sizes),
            prop::collection::vec(prop::option::of(any::<i32>()), cells),
        )
    })
}

proptest! {
    /// However the same table is written, it is read the same, and each cell is found at its place.
    #[test]
    fn the_four_ways_to_write_it_are_one((sizes, values) in tables()) {
        let plain = read(&bytes(&written(&sizes, &values, true, false))).unwrap();
        for (listed, sparse) in [(true, true), (false, true), (false, false)] {
            prop_assert_eq!(&read(&bytes(&written(&sizes, &values, listed, sparse))).unwrap(), &plain);
        }
        for (at, value) in values.iter().enumerate() {
            let mut rest = at;
            let mut places: Vec<usize> = sizes.iter().rev().map(|size| { let place = rest % size; rest /= size; place }).collect();
            places.reverse();
            prop_assert_eq!(plain.cell(&places), value.map(f64::from));
        }
    }

    /// Nothing makes it stumble: not chance, and not a good file that is cut or has a byte changed.
    #[test]
    fn any_bytes_are_a_table_or_are_refused(noise in prop::collection::vec(any::<u8>(), 0..200), cut in 0usize..1200, at in 0usize..1200, byte in any::<u8>()) {
        let _ = read(&noise);
        let mut good = bytes(&population());
        let _ = read(&good[..cut.min(good.len())]);
        let at = at % good.len();
        good[at] = byte;
        if let Ok(table) = read(&good) {
            for kind in LocalFigureKind::ALL {
                let _ = lines(&table, "1145", kind);
            }
        }
    }
}
