//! Innlogging og tilgang: kontoer, invitasjoner, økter og delte nettbrett. Den som er logget inn, har en rolle, og rollen
//! avgjør hva hun får gjøre. Innbyggere logger aldri inn.

pub mod store;
