//! Kommunen: hvem som driver tjenesten, hva den heter her, og når den er stengt. Her er også kanalene den gjøres kjent i,
//! møtene de som hjelper har, og det som har hendt før.

pub mod store;
pub mod story;
