//! The real program on the smallest municipality, started and killed.

use app::operations::{folder, import};
use domain::register::Register;
use jiff::Timestamp;
use std::{
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
};
use store::Db;

/// A server that is ended when this is dropped.
pub struct Server(Child);

impl Server {
    /// Starts the real program and waits until it says that it listens.
    pub fn start(listen: &str, data: &Path, database: &str, more: &[(&str, &str)]) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_terskel"))
            .args(["serve", "--listen", listen, "--data"])
            .arg(data)
            .env("TERSKEL_DATABASE", database)
            .env("TERSKEL_LOG_FILTER", "info")
            .envs(more.iter().copied())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
        let mut said = String::new();
        while !said.contains("listening") {
            said = lines.next().expect("the server ended before it listened").unwrap();
        }
        std::thread::spawn(move || lines.for_each(drop));
        Self(child)
    }

    pub fn kill(&mut self) {
        // SIGKILL: nothing in the process can react to it.
        self.0.kill().unwrap();
        self.0.wait().unwrap();
    }

    /// Ends in order: what is on its way is done.
    pub fn end(&mut self) {
        let told = Command::new("kill").args(["-TERM", &self.0.id().to_string()]).status().unwrap();
        assert!(told.success());
        assert!(self.0.wait().unwrap().success());
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It has ended already unless the test failed.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

pub fn now() -> Timestamp {
    #[expect(
        clippy::disallowed_methods,
        reason = "the server that is killed reads the system's clock too"
    )]
    Timestamp::now()
}

/// Imports the smallest municipality.
pub fn import_minimal(db: &Db) -> Register {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../examples/minimal");
    let register = domain::exchange::read(&folder::read(&folder).unwrap()).unwrap();
    import(db, &register.clone().into(), false, now()).unwrap();
    register
}
