//! The fields of the folder's files: the one source for reading, for messages and for `docs/mappeformat.md`.

use crate::{
    guides::GuideKind,
    offerings::{Access, DropInRule, OfferingKind, Topic},
    organisations::OrganisationKind,
    register::Entity,
    schedule::Staffing,
};
use jiff::civil::Weekday;

pub(super) mod grounds;

/// A part of a file with fields of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Section {
    /// `kommune.toml`.
    Municipality,
    /// `[[stengt]]` in `kommune.toml`.
    ClosedPeriod,
    /// `[[skoleferie]]` in `kommune.toml`.
    SchoolHoliday,
    /// A file in `aktorer/`.
    Organisation,
    /// A file in `steder/`.
    Place,
    /// `[utstyr]` in a place.
    Facilities,
    /// `[[apningstid]]` in a place and `[[tid]]` in an offering.
    Schedule,
    /// `[[….unntak]]`.
    Exception,
    /// `[[….ekstradag]]`.
    ExtraDate,
    /// A file in `tilbud/`.
    Offering,
    /// `[timebestilling]` in an offering.
    BookingPlan,
    /// `[[timebestilling.behov]]`.
    BookingNeed,
    /// A file in `tjenester/`.
    Service,
    /// A file in `dorer/`.
    Door,
    /// A file in `avvik/`.
    Deviation,
    /// A file in `kanaler/`.
    Channel,
    /// A file in `nettverksmoter/`.
    NetworkMeeting,
    /// A file in `milepaeler/`.
    Milestone,
    /// `grunnlag.toml`.
    Survey,
    /// `[[svar]]` in `grunnlag.toml`.
    Answer,
    /// `forankring.toml`.
    Anchoring,
    /// `[budsjett]` in `forankring.toml`.
    Frame,
    /// `[[kostnad]]`.
    Cost,
    /// `[[penger]]`.
    Money,
    /// `[[strategi]]`.
    Strategy,
    /// `[[strategi.mal]]`.
    Goal,
    /// `[[vedtak]]`.
    Commitment,
    /// `[[prosjekt]]`.
    Project,
    /// `[[orientering]]`.
    Briefing,
    /// `[[gevinst]]`.
    Benefit,
    /// `[[gevinst.maling]]`.
    Measurement,
    /// `[[utlysning]]`.
    Call,
    /// `[[tilskudd]]`.
    Grant,
    /// `[tilskudd.plan]`.
    GrantPlan,
    /// `[tilskudd.soknad]`.
    Application,
    /// `[[tilskudd.vilkar]]`.
    Condition,
    /// `[[tilskudd.brukt]]`.
    Spending,
}

/// What may stand in a field.
#[derive(Clone, Copy, Debug)]
pub enum Content {
    /// Text in quotes.
    Text,
    /// A text, or one per language.
    Localized,
    /// The key of a thing.
    Key(Entity),
    /// A list of keys.
    Keys(Entity),
    /// A key of its own within the file.
    OwnKey,
    /// A day.
    Date,
    /// An instant.
    Instant,
    /// A clock reading.
    Clock,
    /// A whole number, from and to.
    Number(i64, i64),
    /// A decimal number of degrees.
    Degrees,
    /// An amount in kroner.
    Kroner,
    /// An amount in kroner for each of four years.
    KronerYears,
    /// Whole hours for each of four years.
    Hours,
    /// True or false.
    YesNo,
    /// One of a list of values.
    Choice(Choices),
    /// Several of a list of values.
    Several(Choices),
    /// A list of texts.
    Words,
    /// A list of names of fields.
    Assumed,
    /// A table of its own.
    Table(Section),
    /// Several tables.
    Tables(Section),
}

/// The values of a field: how they are written in the folder, the code they stand for, and what they mean.
pub type Choices = &'static [(&'static str, &'static str, &'static str)];

/// One field.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// The name in the folder.
    pub name: &'static str,
    /// The English name in the register, which `assumed` and problems use.
    pub code: &'static str,
    /// Whether it must be there.
    pub required: bool,
    /// What may stand in it.
    pub content: Content,
    /// What it is, in bokmål.
    pub about: &'static str,
    /// A line of TOML as it may be written.
    pub example: &'static str,
}

const fn must(
    name: &'static str,
    code: &'static str,
    content: Content,
    about: &'static str,
    example: &'static str,
) -> Field {
    Field {
        name,
        code,
        required: true,
        content,
        about,
        example,
    }
}

const fn may(
    name: &'static str,
    code: &'static str,
    content: Content,
    about: &'static str,
    example: &'static str,
) -> Field {
    Field {
        name,
        code,
        required: false,
        content,
        about,
        example,
    }
}

use Content::{
    Assumed, Choice, Clock, Date, Degrees, Instant, Key, Keys, Localized, Number, OwnKey, Several, Table, Tables, Text,
    Words, YesNo,
};

const NAME: Field = must("navn", "name", Localized, "Navnet.", "navn = \"Hovedbiblioteket\"");
const ASSUMED: Field = may(
    "antatt",
    "assumed",
    Assumed,
    "Navnene på feltene som er antatt og ikke bekreftet. Det vises på sidene.",
    "antatt = [\"telefon\", \"fra\", \"til\"]",
);
const PHONE: Field = may(
    "telefon",
    "phone",
    Text,
    "Telefonnummer til tjenesten – ikke til en privatperson.",
    "telefon = \"55 00 00 00\"",
);
const EMAIL: Field = may(
    "epost",
    "email",
    Text,
    "E-postadresse til tjenesten.",
    "epost = \"digihjelpen@kommune.example\"",
);
const WEBSITE: Field = may(
    "nettside",
    "website",
    Text,
    "Nettadresse som begynner med https://.",
    "nettside = \"https://www.kommune.example\"",
);
const CONFIRMED: Field = may(
    "sist_bekreftet",
    "last_confirmed",
    Date,
    "Dagen den ansvarlige sist bekreftet at det som står her, stemmer.",
    "sist_bekreftet = 2026-01-05",
);
const ENDED: Field = may(
    "avsluttet",
    "ended",
    Date,
    "Dagen det tok slutt. Adressen lever videre.",
    "avsluttet = 2026-06-30",
);
const OWN_KEY: Field = must(
    "nokkel",
    "key",
    OwnKey,
    "En nøkkel som er alene om navnet sitt i denne fila.",
    "nokkel = \"tirsdag\"",
);
const TOPICS_FIELD: Field = may(
    "temaer",
    "topics",
    Several(TOPICS),
    "Hva det hjelper med.",
    "temaer = [\"mobil-nettbrett\", \"bank-betaling\"]",
);

const MUNICIPALITY: &[Field] = &[
    must(
        "nummer",
        "number",
        Text,
        "Kommunenummeret, fire sifre i hermetegn.",
        "nummer = \"4601\"",
    ),
    must("navn", "name", Localized, "Navnet på kommunen.", "navn = \"Bergen\""),
    must(
        "tjenestenavn",
        "service_name",
        Localized,
        "Det dere kaller tjenesten.",
        "tjenestenavn = \"Digihjelpen i Bergen\"",
    ),
    must(
        "malform",
        "written_language",
        Choice(LOCALES),
        "Målformen til kommunen. Tekst uten språkmerke er på dette språket.",
        "malform = \"nb\"",
    ),
    PHONE,
    may(
        "telefontid",
        "phone_hours",
        Localized,
        "Når telefonen er betjent, med ord.",
        "telefontid = \"Hverdager 9–15\"",
    ),
    EMAIL,
    may(
        "hjemmeside",
        "homepage",
        Text,
        "Kommunens hjemmeside.",
        "hjemmeside = \"https://www.kommune.example\"",
    ),
    may(
        "om",
        "about",
        Localized,
        "To–tre setninger om tjenesten.",
        "om = \"Vi hjelper deg med mobil, nettbrett og PC.\"",
    ),
    may(
        "standardprofil",
        "standard_profile",
        Text,
        "Utgaven av standardprofilen dere følger. Uten den følger dere den nyeste.",
        "standardprofil = \"2026-1\"",
    ),
    ASSUMED,
    may(
        "stengt",
        "closed_periods",
        Tables(Section::ClosedPeriod),
        "Dager det er stengt.",
        "[[stengt]]",
    ),
    may(
        "skoleferie",
        "school_holidays",
        Tables(Section::SchoolHoliday),
        "Skoleferiene.",
        "[[skoleferie]]",
    ),
];
const CLOSED_PERIOD: &[Field] = &[
    OWN_KEY,
    may(
        "sted",
        "place",
        Key(Entity::Place),
        "Stedet som er stengt. Uten sted er hele kommunen stengt.",
        "sted = \"hovedbiblioteket\"",
    ),
    must("fra", "first", Date, "Første dag det er stengt.", "fra = 2026-12-24"),
    must("til", "last", Date, "Siste dag det er stengt.", "til = 2027-01-01"),
    may(
        "grunn",
        "reason",
        Localized,
        "Hvorfor, til innbyggerne.",
        "grunn = \"Juleferie\"",
    ),
];
const SCHOOL_HOLIDAY: &[Field] = &[
    OWN_KEY,
    must("fra", "first", Date, "Første feriedag.", "fra = 2026-10-05"),
    must("til", "last", Date, "Siste feriedag.", "til = 2026-10-09"),
    must("navn", "name", Localized, "Navnet på ferien.", "navn = \"Høstferie\""),
];
const ORGANISATION: &[Field] = &[
    NAME,
    must(
        "slag",
        "kind",
        Choice(ORGANISATION_KINDS),
        "Hva slags aktør det er.",
        "slag = \"kommunal\"",
    ),
    may(
        "del_av",
        "part_of",
        Key(Entity::Organisation),
        "Aktøren denne er en del av. Kan aldri gå i ring.",
        "del_av = \"biblioteket\"",
    ),
    may(
        "om",
        "about",
        Localized,
        "Noen setninger om aktøren.",
        "om = \"Frivillige som hjelper eldre på nett.\"",
    ),
    PHONE,
    EMAIL,
    WEBSITE,
    CONFIRMED,
    ENDED,
    ASSUMED,
];
const PLACE: &[Field] = &[
    NAME,
    must(
        "aktor",
        "organisation",
        Key(Entity::Organisation),
        "Aktøren som driver stedet.",
        "aktor = \"biblioteket\"",
    ),
    may(
        "del_av",
        "part_of",
        Key(Entity::Place),
        "Stedet dette er en del av. Kan aldri gå i ring.",
        "del_av = \"hovedbiblioteket\"",
    ),
    may("adresse", "street", Text, "Gate og nummer.", "adresse = \"Storgata 1\""),
    may(
        "postnummer",
        "postal_code",
        Text,
        "Postnummer, fire sifre i hermetegn.",
        "postnummer = \"5015\"",
    ),
    may("poststed", "town", Text, "Poststed.", "poststed = \"Bergen\""),
    may("bydel", "district", Text, "Bydel eller grend.", "bydel = \"Bergenhus\""),
    may(
        "breddegrad",
        "latitude",
        Degrees,
        "Breddegrad (WGS 84). Krever også lengdegrad.",
        "breddegrad = 60.390000",
    ),
    may(
        "lengdegrad",
        "longitude",
        Degrees,
        "Lengdegrad (WGS 84). Krever også breddegrad.",
        "lengdegrad = 5.330000",
    ),
    may(
        "veien_dit",
        "directions",
        Localized,
        "Hvordan du finner fram: inngang, etasje, holdeplass.",
        "veien_dit = \"Inngang fra parken, 1. etasje.\"",
    ),
    PHONE,
    ENDED,
    ASSUMED,
    may(
        "utstyr",
        "facilities",
        Table(Section::Facilities),
        "Hva stedet har. Det som mangler her, vises som ukjent.",
        "[utstyr]",
    ),
    may(
        "apningstid",
        "hours",
        Tables(Section::Schedule),
        "Når huset er åpent. Det er ikke et løfte om veiledning.",
        "[[apningstid]]",
    ),
];
const FACILITIES: &[Field] = &[
    may(
        "trinnfritt",
        "step_free",
        YesNo,
        "Uten trinn fra gata til skranken.",
        "trinnfritt = true",
    ),
    may("teleslynge", "hearing_loop", YesNo, "Teleslynge.", "teleslynge = true"),
    may(
        "hc_toalett",
        "accessible_toilet",
        YesNo,
        "Toalett for alle.",
        "hc_toalett = true",
    ),
    may(
        "skjermet_plass",
        "private_corner",
        YesNo,
        "Et hjørne eller rom der andre verken ser eller hører.",
        "skjermet_plass = true",
    ),
    may(
        "tradlost_nett",
        "wifi",
        YesNo,
        "Trådløst nett for besøkende.",
        "tradlost_nett = true",
    ),
    may("skriver", "printer", YesNo, "Skriver for besøkende.", "skriver = true"),
    may(
        "maskiner",
        "machines",
        Number(0, 65535),
        "Hvor mange maskiner besøkende kan bruke.",
        "maskiner = 4",
    ),
    may(
        "maskiner_nullstilles",
        "machines_wiped",
        YesNo,
        "Maskinene sletter det som er gjort, når de starter på nytt.",
        "maskiner_nullstilles = true",
    ),
];
const SCHEDULE: &[Field] = &[
    OWN_KEY,
    may(
        "sted",
        "place",
        Key(Entity::Place),
        "Stedet. Må være med i et tilbud; i en stedsfil er det stedet selv.",
        "sted = \"hovedbiblioteket\"",
    ),
    may(
        "gjentas",
        "rule",
        Choice(RULES),
        "Hvordan det gjentas. Uten feltet: ukentlig.",
        "gjentas = \"ukentlig\"",
    ),
    may(
        "hver",
        "every",
        Number(1, 52),
        "Hver uke eller måned (1), annenhver (2) … Ukene telles fra gjelder_fra.",
        "hver = 2",
    ),
    may(
        "ukedager",
        "weekdays",
        Several(WEEKDAYS),
        "Ukedagene. Må være med når det gjentas ukentlig.",
        "ukedager = [\"tirsdag\", \"torsdag\"]",
    ),
    may(
        "ukedag",
        "weekday",
        Choice(WEEKDAYS),
        "Ukedagen når det gjentas månedlig på en ukedag.",
        "ukedag = \"onsdag\"",
    ),
    may(
        "nummer_i_maneden",
        "nth",
        Number(-1, 5),
        "Den første (1), andre (2) … eller siste (-1) slike ukedag i måneden.",
        "nummer_i_maneden = 1",
    ),
    may(
        "dag_i_maneden",
        "day",
        Number(-1, 31),
        "Dagen i måneden, eller -1 for den siste.",
        "dag_i_maneden = 15",
    ),
    must("fra", "start", Clock, "Når det begynner.", "fra = \"12:00\""),
    must("til", "end", Clock, "Når det slutter, samme dag.", "til = \"15:00\""),
    must(
        "gjelder_fra",
        "from",
        Date,
        "Første dag planen gjelder.",
        "gjelder_fra = 2026-01-05",
    ),
    may(
        "gjelder_til",
        "until",
        Date,
        "Siste dag planen gjelder.",
        "gjelder_til = 2026-06-19",
    ),
    may(
        "bemanning",
        "staffing",
        Choice(STAFFINGS),
        "Hvem som er der. Uten feltet: veileder. Bare tid med veileder er veiledning.",
        "bemanning = \"veileder\"",
    ),
    may(
        "veiledere",
        "guides",
        Number(0, 65535),
        "Hvor mange veiledere som skal være der. Uten feltet: 1 når det er veileder der, ellers 0.",
        "veiledere = 2",
    ),
    may(
        "pa_helligdager",
        "on_public_holidays",
        YesNo,
        "Om det også er på helligdager. Uten feltet: nei.",
        "pa_helligdager = false",
    ),
    may(
        "i_skoleferier",
        "on_school_holidays",
        YesNo,
        "Om det også er i skoleferiene. Uten feltet: ja.",
        "i_skoleferier = false",
    ),
    may(
        "unntak",
        "exceptions",
        Tables(Section::Exception),
        "Dager som er annerledes.",
        "[[tid.unntak]]",
    ),
    may(
        "ekstradag",
        "extra_dates",
        Tables(Section::ExtraDate),
        "Dager i tillegg til planen.",
        "[[tid.ekstradag]]",
    ),
];
const EXCEPTION: &[Field] = &[
    must("dato", "date", Date, "Dagen det gjelder.", "dato = 2026-03-03"),
    may(
        "flyttet_til",
        "moved_to",
        Date,
        "Den nye dagen når det er flyttet. Uten feltet er det avlyst.",
        "flyttet_til = 2026-03-04",
    ),
    may("fra", "start", Clock, "Ny start når det er flyttet.", "fra = \"10:00\""),
    may("til", "end", Clock, "Ny slutt når det er flyttet.", "til = \"12:00\""),
    may(
        "grunn",
        "reason",
        Localized,
        "Hvorfor, til innbyggerne.",
        "grunn = \"Sykdom\"",
    ),
    may(
        "besluttet",
        "decided_at",
        Instant,
        "Når det ble bestemt, med tidssone.",
        "besluttet = 2026-03-03T07:40:00Z",
    ),
];
const EXTRA_DATE: &[Field] = &[
    must("dato", "date", Date, "Dagen.", "dato = 2026-03-10"),
    may(
        "fra",
        "start",
        Clock,
        "Start, når den er en annen enn planens.",
        "fra = \"10:00\"",
    ),
    may(
        "til",
        "end",
        Clock,
        "Slutt, når den er en annen enn planens.",
        "til = \"12:00\"",
    ),
    may(
        "merknad",
        "note",
        Localized,
        "Det særskilte denne dagen, for eksempel tema.",
        "merknad = \"Tema: trygge passord\"",
    ),
];
const OFFERING: &[Field] = &[
    NAME,
    must(
        "kort_om",
        "summary",
        Localized,
        "Én setning: hva, og for hvem.",
        "kort_om = \"Få hjelp uten å bestille time.\"",
    ),
    may(
        "om",
        "description",
        Localized,
        "Noen avsnitt, med tom linje mellom.",
        "om = \"Kom som du er.\"",
    ),
    must(
        "slag",
        "kind",
        Choice(OFFERING_KINDS),
        "Hva slags tilbud det er.",
        "slag = \"drop-in-bibliotek\"",
    ),
    must(
        "aktor",
        "organisation",
        Key(Entity::Organisation),
        "Aktøren som har ansvaret.",
        "aktor = \"biblioteket\"",
    ),
    may(
        "bidragsytere",
        "contributors",
        Keys(Entity::Organisation),
        "Aktører som bidrar.",
        "bidragsytere = [\"seniornett\"]",
    ),
    TOPICS_FIELD,
    may(
        "tjenester",
        "services",
        Keys(Entity::Service),
        "Digitale tjenester det hjelper med.",
        "tjenester = [\"bostotte\"]",
    ),
    may(
        "sprak",
        "languages",
        Words,
        "Språk du kan få hjelp på, med språkkoder.",
        "sprak = [\"nb\", \"en\"]",
    ),
    may(
        "for_hvem",
        "audience",
        Localized,
        "Hvem det er for.",
        "for_hvem = \"For alle voksne\"",
    ),
    may(
        "ta_med",
        "bring",
        Localized,
        "Hva du bør ta med.",
        "ta_med = \"Mobilen og laderen din\"",
    ),
    may(
        "pris",
        "price",
        Localized,
        "Hva det koster. Uten feltet er det gratis.",
        "pris = \"50 kr for kaffe\"",
    ),
    must(
        "tilgang",
        "access",
        Choice(ACCESSES),
        "Hvordan du får plass.",
        "tilgang = \"bare-kom\"",
    ),
    may(
        "drop_in_regel",
        "drop_in_rule",
        Choice(DROP_IN_RULES),
        "Hva dere gjør når det ikke er tid. Uten feltet: hjelper-alle.",
        "drop_in_regel = \"hjelper-hvis-tid-ellers-viser-videre\"",
    ),
    may(
        "viser_til",
        "refers_to",
        Keys(Entity::Offering),
        "Tilbud dere viser videre til, det beste først.",
        "viser_til = [\"en-til-en\"]",
    ),
    may(
        "publisert",
        "published",
        YesNo,
        "Om innbyggerne ser det. Uten feltet: ja.",
        "publisert = true",
    ),
    CONFIRMED,
    ENDED,
    may(
        "etterfolger",
        "successor",
        Key(Entity::Offering),
        "Tilbudet som kom i stedet. Gamle adresser fører dit.",
        "etterfolger = \"digihjelp\"",
    ),
    ASSUMED,
    may(
        "timebestilling",
        "booking",
        Table(Section::BookingPlan),
        "Hvordan timer bestilles. Uten delen kan ingen bestille time.",
        "[timebestilling]",
    ),
    may("tid", "schedules", Tables(Section::Schedule), "Når og hvor.", "[[tid]]"),
];
const BOOKING_PLAN: &[Field] = &[
    must(
        "minutter",
        "minutes",
        Number(10, 240),
        "Hvor lenge en vanlig time varer, i minutter som går opp i fem.",
        "minutter = 45",
    ),
    may(
        "behov",
        "needs",
        Tables(Section::BookingNeed),
        "Det folk kan velge at de trenger, med egen lengde. Uten feltet: temaene i tilbudet.",
        "[[timebestilling.behov]]",
    ),
    must(
        "pause",
        "buffer",
        Number(0, 60),
        "Minutter veilederen har mellom to timer, i femmere.",
        "pause = 15",
    ),
    must(
        "steg",
        "step",
        Number(5, 240),
        "Hvor mange minutter det er mellom tidene som tilbys, i femmere.",
        "steg = 60",
    ),
    may(
        "dobbel_time",
        "extra_long",
        YesNo,
        "Om det går an å be om dobbelt så lang tid. Uten feltet: nei.",
        "dobbel_time = true",
    ),
    may(
        "tolk",
        "interpreter",
        YesNo,
        "Om det går an å be om tolk. Uten feltet: nei.",
        "tolk = true",
    ),
    may(
        "holdes_av_antall",
        "kept_number",
        Number(1, 1000),
        "Hvor mange vanlige timer hver gang som bare kan bestilles på telefon og ved skranken.",
        "holdes_av_antall = 1",
    ),
    may(
        "holdes_av_prosent",
        "kept_per_cent",
        Number(1, 100),
        "Det samme i prosent av timene, rundet opp. Bruk bare den ene av de to.",
        "holdes_av_prosent = 25",
    ),
    must(
        "frist_timer",
        "notice_hours",
        Number(0, 336),
        "Hvor mange timer før den begynner en time må bestilles på nett.",
        "frist_timer = 2",
    ),
    must(
        "dager_fram",
        "horizon_days",
        Number(1, 365),
        "Hvor mange dager fram det går an å bestille.",
        "dager_fram = 60",
    ),
    must(
        "minutter_til_skjema",
        "hold_minutes",
        Number(2, 60),
        "Hvor lenge tiden holdes av mens skjemaet fylles ut.",
        "minutter_til_skjema = 10",
    ),
    may(
        "rom",
        "rooms",
        Number(1, 1000),
        "Hvor mange rom timene på et sted deler, når hver trenger ett for seg selv.",
        "rom = 1",
    ),
    may(
        "delte_maskiner",
        "machines",
        Number(1, 1000),
        "Hvor mange maskiner timene på et sted deler, når hver trenger én.",
        "delte_maskiner = 2",
    ),
    may(
        "slettes_etter_dager",
        "keep_days",
        Number(1, 365),
        "Hvor mange dager etter timen alt om den som bestilte, blir slettet. Uten feltet: 14.",
        "slettes_etter_dager = 14",
    ),
    may(
        "hvorfor_lenger",
        "keep_reason",
        Localized,
        "Hvorfor det trengs mer enn 14 dager. Må være med da.",
        "hvorfor_lenger = \"Vi ringer og følger opp etter tre uker\"",
    ),
];
const BOOKING_NEED: &[Field] = &[
    must("tema", "topic", Choice(TOPICS), "Temaet.", "tema = \"elektronisk-id\""),
    must(
        "varer",
        "lasts",
        Number(10, 240),
        "Hvor mange minutter det tar, i femmere.",
        "varer = 60",
    ),
];
const SERVICE: &[Field] = &[
    NAME,
    must(
        "eier",
        "owner",
        Localized,
        "Hvem som eier tjenesten.",
        "eier = \"Husbanken\"",
    ),
    must(
        "tema",
        "topic",
        Choice(TOPICS),
        "Temaet den hører til.",
        "tema = \"kommunale-soknader\"",
    ),
    may(
        "bare_digitalt",
        "digital_only",
        YesNo,
        "Kan det bare søkes digitalt? Uten feltet: nei.",
        "bare_digitalt = true",
    ),
    may(
        "sokeord",
        "search_words",
        Words,
        "Ord folk bruker om den.",
        "sokeord = [\"bilvrak\", \"skrote bilen\"]",
    ),
    WEBSITE,
    ASSUMED,
];
const DOOR: &[Field] = &[
    NAME,
    must(
        "hjelper_med",
        "helps_with",
        Localized,
        "Hva de hjelper med, til å lese høyt.",
        "hjelper_med = \"Spørsmål om dagpenger\"",
    ),
    TOPICS_FIELD,
    PHONE,
    may(
        "tider",
        "hours",
        Localized,
        "Når de svarer eller har åpent, med ord.",
        "tider = \"Hverdager 9–15\"",
    ),
    WEBSITE,
    CONFIRMED,
    ASSUMED,
];
const DEVIATION: &[Field] = &[
    must(
        "regel",
        "rule",
        Text,
        "Koden til regelen i standardprofilen.",
        "regel = \"fill_in_application\"",
    ),
    must(
        "svar",
        "answer",
        Choice(ANSWERS),
        "Svaret her hos oss.",
        "svar = \"med-varsomhet\"",
    ),
    may(
        "tjenester",
        "services",
        Keys(Entity::Service),
        "De digitale tjenestene avviket gjelder. Uten: alle.",
        "tjenester = [\"bostotte\"]",
    ),
    may(
        "former",
        "forms",
        Several(OFFERING_KINDS),
        "Slagene tilbud avviket gjelder. Uten: alle.",
        "former = [\"drop-in-innbyggerservice\"]",
    ),
    may(
        "veiledere",
        "guides",
        Several(GUIDE_KINDS),
        "Slagene veiledere avviket gjelder. Uten: alle.",
        "veiledere = [\"ansatt\"]",
    ),
    must(
        "begrunnelse",
        "reason",
        Localized,
        "Hvorfor.",
        "begrunnelse = \"Noen søknader finnes bare på nett.\"",
    ),
    must(
        "eier",
        "owner",
        Text,
        "Rollen som eier avgjørelsen – ikke et personnavn.",
        "eier = \"Leder for Innbyggerservice\"",
    ),
    may(
        "ros_frist",
        "risk_assessment_due",
        Date,
        "Fristen for risikovurderingen (ROS).",
        "ros_frist = 2026-06-30",
    ),
    may(
        "ros",
        "risk_assessment",
        Text,
        "Henvisning til risikovurderingen. Uten den vises «ROS mangler».",
        "ros = \"Sak 26/123\"",
    ),
    may(
        "gjennomgang",
        "review_on",
        Date,
        "Dagen avviket skal vurderes på nytt.",
        "gjennomgang = 2027-06-30",
    ),
    ASSUMED,
];
const CHANNEL: &[Field] = &[
    NAME,
    may(
        "aktor",
        "organisation",
        Key(Entity::Organisation),
        "Aktøren som bruker kanalen.",
        "aktor = \"biblioteket\"",
    ),
    may(
        "ganger_i_aret",
        "issues_per_year",
        Number(0, 65535),
        "Hvor mange ganger i året den kommer ut.",
        "ganger_i_aret = 4",
    ),
    may(
        "om",
        "about",
        Localized,
        "Hvem den når, og hvordan.",
        "om = \"Når mange eldre.\"",
    ),
    ASSUMED,
];
const NETWORK_MEETING: &[Field] = &[
    NAME,
    may(
        "deltakere",
        "participants",
        Keys(Entity::Organisation),
        "Aktørene som deltar.",
        "deltakere = [\"biblioteket\", \"seniornett\"]",
    ),
    must(
        "ganger_i_aret",
        "per_year",
        Number(1, 52),
        "Hvor mange møter i året.",
        "ganger_i_aret = 4",
    ),
    may(
        "om",
        "about",
        Localized,
        "Hva møtet er til for.",
        "om = \"Vi blir kjent med tilbudene til hverandre.\"",
    ),
    ASSUMED,
];
const MILESTONE: &[Field] = &[
    must("ar", "year", Number(1800, 2200), "Året det begynte.", "ar = 2016"),
    may(
        "til_ar",
        "until_year",
        Number(1800, 2200),
        "Året det tok slutt, når det varte.",
        "til_ar = 2018",
    ),
    must(
        "tekst",
        "text",
        Localized,
        "Hva som skjedde.",
        "tekst = \"Bystyret sa ja.\"",
    ),
    ASSUMED,
];

pub(super) const LOCALES: Choices = &[("nb", "nb", "bokmål"), ("nn", "nn", "nynorsk"), ("en", "en", "engelsk")];
pub(super) const ORGANISATION_KINDS: Choices = &[
    ("kommunal", OrganisationKind::Municipal.code(), "en enhet i kommunen"),
    ("skole", OrganisationKind::School.code(), "en skole"),
    (
        "frivillig",
        OrganisationKind::Voluntary.code(),
        "en frivillig organisasjon",
    ),
    ("ideell", OrganisationKind::Charity.code(), "en ideell organisasjon"),
    ("statlig", OrganisationKind::State.code(), "staten"),
    ("privat", OrganisationKind::Private.code(), "en privat bedrift"),
];
pub(super) const OFFERING_KINDS: Choices = &[
    (
        "drop-in-bibliotek",
        OfferingKind::LibraryDropIn.code(),
        "drop-in på biblioteket",
    ),
    (
        "drop-in-innbyggerservice",
        OfferingKind::CitizenServiceDropIn.code(),
        "drop-in på innbyggerservice",
    ),
    ("en-til-en", OfferingKind::OneToOne.code(), "én-til-én med time"),
    ("klubb", OfferingKind::Club.code(), "Kom i gang-klubb"),
    ("datakafe", OfferingKind::DataCafe.code(), "datakafé"),
    (
        "tilpasset-kurs",
        OfferingKind::TailoredCourse.code(),
        "kurs laget for et annet hus",
    ),
    (
        "innbyggerdag",
        OfferingKind::CitizenDay.code(),
        "fagavdelinger på besøk med et tema",
    ),
    ("kurs", OfferingKind::Course.code(), "kurs med undervisning"),
    (
        "apen-gruppe",
        OfferingKind::OpenGroup.code(),
        "språkkafé, lesegruppe, laptop-klubb",
    ),
    ("oppsokende", OfferingKind::Outreach.code(), "ute der folk er"),
    (
        "partnertilbud",
        OfferingKind::PartnerOffering.code(),
        "en partners eget tilbud",
    ),
];
pub(super) const ACCESSES: Choices = &[
    ("bare-kom", Access::JustCome.code(), "bare kom"),
    (
        "bestill-time",
        Access::ByAppointment.code(),
        "ring eller spør om en time",
    ),
    ("meld-deg-pa", Access::SignUp.code(), "meld deg på"),
    ("lukket", Access::Closed.code(), "bare for dem verten inviterer"),
];
pub(super) const DROP_IN_RULES: Choices = &[
    (
        "hjelper-alle",
        DropInRule::HelpAll.code(),
        "alle får hjelp mens det er åpent",
    ),
    (
        "hjelper-hvis-tid-ellers-viser-videre",
        DropInRule::HelpIfTimeElseRefer.code(),
        "hjelp hvis det er tid, ellers vises du videre",
    ),
];
pub(super) const TOPICS: Choices = &[
    ("mobil-nettbrett", Topic::PhoneTablet.code(), "mobil og nettbrett"),
    ("pc-utskrift", Topic::Computer.code(), "PC og utskrift"),
    ("internett", Topic::Internet.code(), "komme på nett"),
    ("e-post", Topic::Email.code(), "e-post"),
    ("bilder-filer", Topic::Photos.code(), "bilder og filer"),
    ("apper-kart", Topic::AppsMaps.code(), "apper, kart og reise"),
    (
        "sosiale-medier",
        Topic::SocialMedia.code(),
        "videosamtaler og sosiale medier",
    ),
    (
        "elektronisk-id",
        Topic::ElectronicId.code(),
        "elektronisk ID og innlogging",
    ),
    (
        "kommunale-soknader",
        Topic::MunicipalApplications.code(),
        "søknader til kommunen",
    ),
    (
        "kommunens-sider",
        Topic::MunicipalPages.code(),
        "Min side og kommunens nettsider",
    ),
    ("nav", Topic::Nav.code(), "NAV"),
    ("skatt", Topic::Tax.code(), "skatt"),
    ("helse", Topic::Health.code(), "Helsenorge"),
    ("digital-post", Topic::DigitalPost.code(), "digital post og Altinn"),
    ("bank-betaling", Topic::Payment.code(), "bank, betaling og Vipps"),
    ("kildekritikk", Topic::Sources.code(), "vurdere kilder og tilbud"),
    ("svindel", Topic::Fraud.code(), "svindel og virus"),
    ("passord", Topic::Passwords.code(), "passord og totrinns innlogging"),
    ("personvern", Topic::PrivacySettings.code(), "hva du deler, og med hvem"),
    ("annet", Topic::Other.code(), "noe annet"),
];
pub(super) const RULES: Choices = &[
    ("ukentlig", "weekly", "på ukedager; bruk ukedager og hver"),
    (
        "manedlig-ukedag",
        "monthly_by_weekday",
        "for eksempel første onsdag; bruk ukedag og nummer_i_maneden",
    ),
    (
        "manedlig-dato",
        "monthly_by_day",
        "samme dato hver måned; bruk dag_i_maneden",
    ),
    ("bare-ekstradager", "dates_only", "bare dagene i ekstradag"),
];
pub(super) const STAFFINGS: Choices = &[
    ("veileder", Staffing::Staffed.code(), "en veileder er der"),
    (
        "betjent",
        Staffing::Unstaffed.code(),
        "folk i huset, men ingen som veileder",
    ),
    ("selvbetjent", Staffing::SelfService.code(), "du låser deg inn selv"),
];
pub(super) const ANSWERS: Choices = &[
    ("ja", "may", "det kan vi"),
    ("med-varsomhet", "with_care", "vi kan, men varsomt"),
    ("nei", "no", "det gjør vi ikke"),
];
pub(super) const GUIDE_KINDS: Choices = &[
    ("ansatt", GuideKind::Employee.code(), "ansatt i kommunen"),
    ("elev", GuideKind::Pupil.code(), "elev eller lærling"),
    ("frivillig", GuideKind::Volunteer.code(), "frivillig"),
    ("innleid", GuideKind::Hired.code(), "innleid"),
    ("partner", GuideKind::Partner.code(), "fra en partner"),
];
pub(super) const WEEKDAYS: Choices = &[
    ("mandag", "monday", "mandag"),
    ("tirsdag", "tuesday", "tirsdag"),
    ("onsdag", "wednesday", "onsdag"),
    ("torsdag", "thursday", "torsdag"),
    ("fredag", "friday", "fredag"),
    ("lordag", "saturday", "lørdag"),
    ("sondag", "sunday", "søndag"),
];

/// The weekday of a code in [`WEEKDAYS`].
pub(super) fn weekday(code: &str) -> Option<Weekday> {
    let place = WEEKDAYS.iter().position(|(_, c, _)| *c == code)?;
    Weekday::from_monday_zero_offset(i8::try_from(place).ok()?).ok()
}

/// The code of a weekday in [`WEEKDAYS`].
pub(super) fn weekday_code(day: Weekday) -> &'static str {
    let place = usize::from(day.to_monday_zero_offset().unsigned_abs());
    WEEKDAYS.get(place).map_or("", |(_, code, _)| code)
}

/// How a code is written in the folder; the code itself when it has no other spelling.
pub(super) fn spelling(choices: Choices, code: &str) -> &str {
    choices.iter().find(|(_, c, _)| *c == code).map_or(code, |(name, ..)| name)
}

/// The code of a word in the folder; both spellings are understood.
pub(super) fn meaning(choices: Choices, word: &str) -> Option<&'static str> {
    choices.iter().find(|(name, code, _)| *name == word || *code == word).map(|(_, code, _)| *code)
}

impl Section {
    /// Every part.
    pub const ALL: [Self; 37] = [
        Self::Municipality,
        Self::ClosedPeriod,
        Self::SchoolHoliday,
        Self::Organisation,
        Self::Place,
        Self::Facilities,
        Self::Schedule,
        Self::Exception,
        Self::ExtraDate,
        Self::Offering,
        Self::BookingPlan,
        Self::BookingNeed,
        Self::Service,
        Self::Door,
        Self::Deviation,
        Self::Channel,
        Self::NetworkMeeting,
        Self::Milestone,
        Self::Survey,
        Self::Answer,
        Self::Anchoring,
        Self::Frame,
        Self::Cost,
        Self::Money,
        Self::Strategy,
        Self::Goal,
        Self::Commitment,
        Self::Project,
        Self::Briefing,
        Self::Benefit,
        Self::Measurement,
        Self::Call,
        Self::Grant,
        Self::GrantPlan,
        Self::Application,
        Self::Condition,
        Self::Spending,
    ];

    /// Its fields, in the order they are written.
    #[must_use]
    pub const fn fields(self) -> &'static [Field] {
        match self {
            Self::Municipality => MUNICIPALITY,
            Self::ClosedPeriod => CLOSED_PERIOD,
            Self::SchoolHoliday => SCHOOL_HOLIDAY,
            Self::Organisation => ORGANISATION,
            Self::Place => PLACE,
            Self::Facilities => FACILITIES,
            Self::Schedule => SCHEDULE,
            Self::Exception => EXCEPTION,
            Self::ExtraDate => EXTRA_DATE,
            Self::Offering => OFFERING,
            Self::BookingPlan => BOOKING_PLAN,
            Self::BookingNeed => BOOKING_NEED,
            Self::Service => SERVICE,
            Self::Door => DOOR,
            Self::Deviation => DEVIATION,
            Self::Channel => CHANNEL,
            Self::NetworkMeeting => NETWORK_MEETING,
            Self::Milestone => MILESTONE,
            Self::Survey => grounds::SURVEY,
            Self::Answer => grounds::ANSWER,
            Self::Anchoring => grounds::ANCHORING,
            Self::Frame => grounds::FRAME,
            Self::Cost => grounds::COST,
            Self::Money => grounds::MONEY,
            Self::Strategy => grounds::STRATEGY,
            Self::Goal => grounds::GOAL,
            Self::Commitment => grounds::COMMITMENT,
            Self::Project => grounds::PROJECT,
            Self::Briefing => grounds::BRIEFING,
            Self::Benefit => grounds::BENEFIT,
            Self::Measurement => grounds::MEASUREMENT,
            Self::Call => grounds::CALL,
            Self::Grant => grounds::GRANT,
            Self::GrantPlan => grounds::GRANT_PLAN,
            Self::Application => grounds::APPLICATION,
            Self::Condition => grounds::CONDITION,
            Self::Spending => grounds::SPENDING,
        }
    }

    /// The field of this name in the folder.
    pub(super) fn field(self, name: &str) -> Option<&'static Field> {
        self.fields().iter().find(|f| f.name == name)
    }

    /// What it is called in messages and in the documentation.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Municipality => "kommune.toml",
            Self::ClosedPeriod => "[[stengt]] i kommune.toml",
            Self::SchoolHoliday => "[[skoleferie]] i kommune.toml",
            Self::Organisation => "en fil i aktorer/",
            Self::Place => "en fil i steder/",
            Self::Facilities => "[utstyr] i en stedsfil",
            Self::Schedule => "[[apningstid]] i en stedsfil og [[tid]] i en tilbudsfil",
            Self::Exception => "[[tid.unntak]]",
            Self::ExtraDate => "[[tid.ekstradag]]",
            Self::Offering => "en fil i tilbud/",
            Self::BookingPlan => "[timebestilling] i en tilbudsfil",
            Self::BookingNeed => "[[timebestilling.behov]]",
            Self::Service => "en fil i tjenester/",
            Self::Door => "en fil i dorer/",
            Self::Deviation => "en fil i avvik/",
            Self::Channel => "en fil i kanaler/",
            Self::NetworkMeeting => "en fil i nettverksmoter/",
            Self::Milestone => "en fil i milepaeler/",
            Self::Survey => "grunnlag.toml",
            Self::Answer => "[[svar]] i grunnlag.toml",
            Self::Anchoring => "forankring.toml",
            Self::Frame => "[budsjett] i forankring.toml",
            Self::Cost => "[[kostnad]] i forankring.toml",
            Self::Money => "[[penger]] i forankring.toml",
            Self::Strategy => "[[strategi]] i forankring.toml",
            Self::Goal => "[[strategi.mal]]",
            Self::Commitment => "[[vedtak]] i forankring.toml",
            Self::Project => "[[prosjekt]] i forankring.toml",
            Self::Briefing => "[[orientering]] i forankring.toml",
            Self::Benefit => "[[gevinst]] i forankring.toml",
            Self::Measurement => "[[gevinst.maling]]",
            Self::Call => "[[utlysning]] i forankring.toml",
            Self::Grant => "[[tilskudd]] i forankring.toml",
            Self::GrantPlan => "[tilskudd.plan]",
            Self::Application => "[tilskudd.soknad]",
            Self::Condition => "[[tilskudd.vilkar]]",
            Self::Spending => "[[tilskudd.brukt]]",
        }
    }

    const fn inner(self) -> &'static [Self] {
        match self {
            Self::Municipality => &[Self::ClosedPeriod, Self::SchoolHoliday],
            Self::Place => &[Self::Facilities, Self::Schedule, Self::Exception, Self::ExtraDate],
            Self::Offering => &[Self::BookingPlan, Self::BookingNeed, Self::Schedule, Self::Exception, Self::ExtraDate],
            _ => &[],
        }
    }

    /// Fields that `antatt` may name in a file of this part: its own and those inside it.
    pub(super) fn assumable(self) -> impl Iterator<Item = &'static Field> {
        let inner = self.inner().iter().flat_map(|s| s.fields());
        self.fields().iter().chain(inner).filter(|f| !matches!(f.content, Assumed | OwnKey))
    }
}

/// The folder of a sort of thing; the municipality is the file `kommune.toml`.
#[must_use]
pub const fn folder(entity: Entity) -> &'static str {
    match entity {
        Entity::Municipality => "",
        Entity::Organisation => "aktorer",
        Entity::Place => "steder",
        Entity::Offering => "tilbud",
        Entity::Service => "tjenester",
        Entity::Door => "dorer",
        Entity::Deviation => "avvik",
        Entity::Channel => "kanaler",
        Entity::NetworkMeeting => "nettverksmoter",
        Entity::Milestone => "milepaeler",
    }
}

/// Every sort of thing that has a folder, with the part its files are.
pub const FOLDERS: [(Entity, Section); 9] = [
    (Entity::Organisation, Section::Organisation),
    (Entity::Place, Section::Place),
    (Entity::Offering, Section::Offering),
    (Entity::Service, Section::Service),
    (Entity::Door, Section::Door),
    (Entity::Deviation, Section::Deviation),
    (Entity::Channel, Section::Channel),
    (Entity::NetworkMeeting, Section::NetworkMeeting),
    (Entity::Milestone, Section::Milestone),
];

/// The file with the answers of the survey.
pub const SURVEY_FILE: &str = "grunnlag.toml";
/// The file with what the service rests on.
pub const ANCHORING_FILE: &str = "forankring.toml";

/// The file of a thing, e.g. `steder/hovedbiblioteket.toml`.
#[must_use]
pub fn path(entity: Entity, key: &str) -> String {
    match entity {
        Entity::Municipality => "kommune.toml".to_owned(),
        other => format!("{}/{key}.toml", folder(other)),
    }
}
