//! Stedene: hvor en kan komme, hvordan en kommer inn, og hva som finnes der. Et sted har husets egne åpningstider; de er
//! ikke et løfte om hjelp.

pub mod office;
pub mod store;
