//! Arrangementene: det som er planlagt for en dato – tema, program, hvem som gjør hva – og det som kom ut av det: hvor mange
//! som kom, hva de syntes, og hva vi lærte. Ingen som kommer, står med navn her.

pub mod store;

pub use store::{sign_up, target};
