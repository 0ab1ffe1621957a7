//! Timene: den som vil, får en time med en veileder, på nett, på telefon eller ved skranken, og alle tar av de samme
//! tidene. Ingen trenger å si hvem de er; en kort kode på en lapp er nok for å flytte eller avbestille. Databasen avgjør
//! hvem som fikk timen, og alt som handler om en time slettes av seg selv noen dager etter at den er over.

pub mod claims;
#[cfg(test)]
mod tests;
