//! The cards that ship with the product, one file each in `cards/`.

use super::{card::Card, written::read};
use crate::shared::Key;
use jiff::{ToSpan, civil::Date};
use std::sync::LazyLock;

macro_rules! cards {
    ($($name:literal)*) => { &[$(($name, include_str!(concat!("cards/", $name, ".toml")))),*] };
}

/// Key and text of every card.
pub(super) const FILES: &[(&str, &str)] = cards! {
    "appbutikk"
    "bank"
    "bankid-ny-mobil"
    "bankid-sperret"
    "barn-og-unge"
    "betaling-og-gaver"
    "betro-seg"
    "bilder"
    "digital-post"
    "dov-eller-blind"
    "e-post"
    "er-det-sant"
    "etter-dodsfall"
    "facebook"
    "falske-meldinger"
    "folge-som-presser"
    "full-telefon"
    "fullmakt"
    "glemt-kode"
    "gode-passord"
    "helsenorge"
    "hjemmebesok"
    "hver-dag"
    "kart"
    "kjop-for-noen"
    "kollega-feil"
    "kommunens-skjema"
    "konto-tatt-over"
    "mistet-telefon"
    "nav"
    "nett-og-data"
    "ny-telefon"
    "offentlig-pc"
    "oppdateringer"
    "pa-vegne-av"
    "papir-i-stedet"
    "passordlapp"
    "private-brev"
    "reiseapp"
    "reparasjon"
    "signering"
    "sikkerhetskopi"
    "skatt"
    "soknad-for-noen"
    "sprak"
    "sprettopp"
    "storre-skrift"
    "svindel-for"
    "svindel-na"
    "taste-for"
    "totrinn"
    "trusler"
    "trygg-netthandel"
    "uten-bankid"
    "utskrift-og-skanning"
    "vet-ikke"
    "videosamtale"
    "vipps"
};

/// Read once; a test sees to it that none is left out.
static SHIPPED: LazyLock<Vec<ShippedCard>> =
    LazyLock::new(|| FILES.iter().filter_map(|(key, text)| one(key, text)).collect());

/// A card that ships with the product.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShippedCard {
    /// The card.
    pub card: Card,
    /// Counted up each time its text is changed.
    pub version: u32,
    /// The day the text was written, or last gone through by those who make the product.
    pub written: Date,
    /// Months from that day until somebody should look at it again.
    pub good_for_months: u8,
}

impl ShippedCard {
    /// The day somebody should look at it again.
    #[must_use]
    pub fn due(&self) -> Date {
        self.written.saturating_add(i32::from(self.good_for_months).months())
    }
}

/// Every card that ships, sorted by key.
#[must_use]
pub fn shipped() -> &'static [ShippedCard] {
    &SHIPPED
}

fn one(key: &str, text: &str) -> Option<ShippedCard> {
    let (card, facts) = read(&Key::parse(key).ok()?, text)?;
    let facts = facts?;
    Some(ShippedCard {
        card,
        version: facts.version,
        written: facts.written,
        good_for_months: facts.good_for_months,
    })
}
