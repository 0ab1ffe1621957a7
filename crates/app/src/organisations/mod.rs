//! Aktørene: alle som hjelper – biblioteket, innbyggerservice, skoler, frivillige og andre. Her lagres og leses de; sidene
//! som viser dem, lages sammen med tilbudene de har.

pub mod office;
pub mod store;
