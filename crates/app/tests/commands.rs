//! The program's commands as a person at a keyboard meets them: what they print, and how they end.

use std::{
    path::{Path, PathBuf},
    process::{Command, Output},
};

fn terskel(data: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_terskel"))
        .args(args)
        .arg("--data")
        .arg(data)
        .env_remove("TERSKEL_DATABASE")
        .output()
        .unwrap()
}

/// What a command that went well printed.
fn said(data: &Path, args: &[&str]) -> String {
    let out = terskel(data, args);
    assert!(
        out.status.success(),
        "{args:?}: {}",
        String::from_utf8_lossy(&out.stderr)
    );
    String::from_utf8(out.stdout).unwrap()
}

/// How a command ended that did not go well, and what it said to the error stream.
fn refused(data: &Path, args: &[&str]) -> (i32, String) {
    let out = terskel(data, args);
    (out.status.code().unwrap(), String::from_utf8(out.stderr).unwrap())
}

fn minimal() -> String {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../examples/minimal");
    folder.to_string_lossy().into_owned()
}

fn with_minimal() -> tempfile::TempDir {
    let data = tempfile::tempdir().unwrap();
    said(data.path(), &["import", &minimal()]);
    data
}

#[test]
fn an_invitation_is_a_link_of_its_own_municipality() {
    let data = with_minimal();
    let args = ["user", "invite", "--name", "Kari", "--login", "kari", "--role", "guide"];
    let link = said(data.path(), &args);
    let (before, token) = link.trim().rsplit_once('/').unwrap();
    assert!(
        before.starts_with("http://127.0.0.1:8080/k/") && before.ends_with("/invitasjon"),
        "{link}"
    );
    assert_eq!(token.len(), 64);
    let (code, text) = refused(data.path(), &[&args[..], &["--municipality", "0301"]].concat());
    assert_eq!((code, text.contains("finnes ikke")), (1, true), "{text}");
    assert_eq!(refused(data.path(), &[&args[..7], &["king"]].concat()).0, 2);
    assert_eq!(refused(data.path(), &[&args[..3], &["  "], &args[4..]].concat()).0, 1);
}

#[test]
fn the_doctor_says_what_is_wrong_in_words_and_for_machines() {
    let data = with_minimal();
    assert!(said(data.path(), &["doctor"]).ends_with("Alt i orden.\n"));
    let json: serde_json::Value = serde_json::from_str(&said(data.path(), &["doctor", "--json"])).unwrap();
    assert_eq!(json["ok"], true);
    let empty = tempfile::tempdir().unwrap();
    let (code, text) = refused(empty.path(), &["doctor"]);
    assert_eq!((code, text.contains("finnes ikke")), (1, true), "{text}");
    assert_eq!(
        std::fs::read_dir(empty.path()).unwrap().count(),
        0,
        "nothing is made where nothing was"
    );
}

#[test]
fn a_copy_is_put_back_where_nothing_is_and_never_over_something() {
    let data = with_minimal();
    let place = tempfile::tempdir().unwrap();
    let (copy, other) = (place.path().join("kopi.db"), place.path().join("nytt"));
    let copy = copy.to_str().unwrap();
    said(data.path(), &["backup", copy]);
    assert_eq!(refused(data.path(), &["backup", copy]).0, 1);
    said(&other, &["restore", copy]);
    assert!(said(&other, &["doctor"]).ends_with("Alt i orden.\n"));
    let (code, text) = refused(&other, &["restore", copy]);
    assert_eq!((code, text.contains("finnes fra før")), (1, true), "{text}");
    let broken = place.path().join("tull.db");
    std::fs::write(
        &broken,
        "this is not a database, and long enough to be looked at as one".repeat(80),
    )
    .unwrap();
    let third = place.path().join("tredje");
    assert_eq!(refused(&third, &["restore", broken.to_str().unwrap()]).0, 1);
    assert!(!third.join("terskel.db").exists());
}

#[test]
fn a_demonstration_is_not_served_to_other_machines_unless_somebody_says_so() {
    let data = tempfile::tempdir().unwrap();
    let (code, text) = refused(data.path(), &["demo", "--listen", "0.0.0.0:0"]);
    assert_eq!((code, text.contains("--open")), (1, true), "{text}");
    let real = with_minimal();
    let (code, text) = refused(real.path(), &["demo", "--listen", "127.0.0.1:0"]);
    assert_eq!((code, text.contains("ikke er en demonstrasjon")), (1, true), "{text}");
}
