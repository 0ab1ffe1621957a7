//! Tilbudene: alt innbyggerne kan komme til, slik det vises på de åpne sidene. Her er forsiden, tilbudssidene,
//! stedssidene, kalenderen og oversikten over alle som hjelper.

pub mod store;
