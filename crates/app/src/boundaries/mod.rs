//! Grenser: «Kan jeg hjelpe med dette?» Svaret er ja, ja med varsomhet eller nei, med grunnen, ordene å si og hvor en heller
//! skal gå. Kommunens egne avvik fra den nasjonale profilen lagres her.

pub mod store;
