//! The fields of `grunnlag.toml` and `forankring.toml`: what a municipality knows before it decides, and what its service rests on.

use super::{
    ASSUMED, Choices,
    Content::{
        Choice, Date, Hours, Key, Keys, Kroner, KronerYears, Number, OwnKey, Several, Table, Tables, Text, YesNo,
    },
    Field, Section, may, must,
};
use crate::register::Entity;

const STRATEGY_NAME: Field = must(
    "navn",
    "name",
    Text,
    "Hva det heter.",
    "navn = \"Plan for digital inkludering\"",
);
const PLACE_IN_BUDGET: Field = may(
    "sted",
    "place",
    Text,
    "Hvor det står i kommunens budsjett: konto, ansvar, prosjekt.",
    "sted = \"Ansvar 3100\"",
);
const OWNER: Field = may(
    "eier",
    "owner",
    Text,
    "Rollen eller avdelingen som eier det – ikke et personnavn.",
    "eier = \"Biblioteksjefen\"",
);
const LINK: Field = may(
    "lenke",
    "link",
    Text,
    "Hvor det kan leses. Begynner med https:// eller http://.",
    "lenke = \"https://www.kommune.example/plan\"",
);
const FROM_LIST: Field = may(
    "fra_lista",
    "shipped",
    OwnKey,
    "Nøkkelen i lista som følger med programmet, når det er hentet derfra.",
    "fra_lista = \"digital-hele-livet\"",
);
const OFFERINGS: Field = may(
    "tilbud",
    "offerings",
    Keys(Entity::Offering),
    "Tilbudene det gjelder.",
    "tilbud = [\"digihjelp\"]",
);

pub(super) const SURVEY: &[Field] = &[may(
    "svar",
    "answers",
    Tables(Section::Answer),
    "Svarene på spørsmålene i kartleggingen.",
    "[[svar]]",
)];
pub(super) const ANSWER: &[Field] = &[
    must(
        "sporsmal",
        "question",
        OwnKey,
        "Koden til spørsmålet i kartleggingen.",
        "sporsmal = \"existing\"",
    ),
    may(
        "svar",
        "words",
        Text,
        "Det dere fant ut. Uten svar vises spørsmålet som et hull.",
        "svar = \"Biblioteket hjelper når noen spør.\"",
    ),
    may(
        "kilde",
        "source",
        Text,
        "Hvor dere vet det fra. Må være med når det står et svar.",
        "kilde = \"Samtale med biblioteket\"",
    ),
    may("dato", "on", Date, "Dagen svaret stemte.", "dato = 2026-03-02"),
    may(
        "ansvarlig",
        "responsible",
        Text,
        "Rollen som finner det ut eller står inne for det – ikke et personnavn.",
        "ansvarlig = \"Biblioteksjefen\"",
    ),
    may(
        "vedlegg",
        "attachment",
        Text,
        "Tittelen på det som er vedlagt.",
        "vedlegg = \"Oversikt over tilbud\"",
    ),
    may(
        "vedlegg_adresse",
        "attachment_url",
        Text,
        "Hvor vedlegget ligger. Begynner med https://.",
        "vedlegg_adresse = \"https://www.kommune.example/oversikt\"",
    ),
    ASSUMED,
];

pub(super) const ANCHORING: &[Field] = &[
    may(
        "budsjett",
        "frame",
        Table(Section::Frame),
        "Det som gjelder hele budsjettet.",
        "[budsjett]",
    ),
    may(
        "kostnad",
        "costs",
        Tables(Section::Cost),
        "Det som koster.",
        "[[kostnad]]",
    ),
    may(
        "penger",
        "money",
        Tables(Section::Money),
        "Det dere har å betale med.",
        "[[penger]]",
    ),
    may(
        "strategi",
        "strategies",
        Tables(Section::Strategy),
        "Strategier tilbudet bygger på.",
        "[[strategi]]",
    ),
    may(
        "vedtak",
        "commitments",
        Tables(Section::Commitment),
        "Vedtak, planer og plikter tilbudet hviler på.",
        "[[vedtak]]",
    ),
    may(
        "prosjekt",
        "projects",
        Tables(Section::Project),
        "Annet arbeid å samordne med.",
        "[[prosjekt]]",
    ),
    may(
        "orientering",
        "briefings",
        Tables(Section::Briefing),
        "Hvem som er orientert, og når.",
        "[[orientering]]",
    ),
    may(
        "gevinst",
        "benefits",
        Tables(Section::Benefit),
        "Virkninger dere venter.",
        "[[gevinst]]",
    ),
    may(
        "utlysning",
        "calls",
        Tables(Section::Call),
        "Utlysninger av tilskudd.",
        "[[utlysning]]",
    ),
    may(
        "tilskudd",
        "grants",
        Tables(Section::Grant),
        "Tilskudd, fra søknad til rapport.",
        "[[tilskudd]]",
    ),
];
pub(super) const FRAME: &[Field] = &[
    must(
        "forste_ar",
        "first_year",
        Number(1990, 2100),
        "Det første av de fire årene.",
        "forste_ar = 2027",
    ),
    may(
        "kjorer",
        "running",
        Choice(ALTERNATIVES),
        "Alternativet dere kjører eller planlegger. Uten feltet: anbefalt.",
        "kjorer = \"anbefalt\"",
    ),
    may(
        "om_ingenting",
        "nothing",
        Text,
        "Hva det betyr å ikke gjøre noe, i deres egne ord.",
        "om_ingenting = \"Folk får fortsatt høre at de må ordne det på nett.\"",
    ),
    may(
        "om_redusert",
        "reduced",
        Text,
        "Hva det reduserte alternativet er, i deres egne ord.",
        "om_redusert = \"Åpent én dag i uka.\"",
    ),
    may(
        "om_anbefalt",
        "recommended",
        Text,
        "Hva det anbefalte alternativet er, i deres egne ord.",
        "om_anbefalt = \"Åpent to dager i uka.\"",
    ),
    may(
        "sentralitet",
        "centrality",
        Number(1, 6),
        "Kommunens sentralitetsklasse hos Statistisk sentralbyrå.",
        "sentralitet = 5",
    ),
    ASSUMED,
];
pub(super) const COST: &[Field] = &[
    must(
        "navn",
        "name",
        Text,
        "Hva som koster.",
        "navn = \"Veiledere ved skranken\"",
    ),
    PLACE_IN_BUDGET,
    must(
        "slag",
        "kind",
        Choice(COST_KINDS),
        "Om det betales én gang eller hvert år.",
        "slag = \"drift\"",
    ),
    may(
        "kroner",
        "amounts",
        KronerYears,
        "Kroner i hvert av de fire årene. Bruk enten det, eller timer og sats.",
        "kroner = [90000, 90000, 90000, 90000]",
    ),
    may(
        "timer",
        "hours",
        Hours,
        "Timer i hvert av de fire årene.",
        "timer = [200, 200, 200, 200]",
    ),
    may(
        "sats",
        "rate",
        Kroner,
        "Hva en time koster, alt medregnet.",
        "sats = 450",
    ),
    may(
        "i_redusert",
        "in_reduced",
        YesNo,
        "Om det reduserte alternativet også har det. Uten feltet: nei.",
        "i_redusert = true",
    ),
    may(
        "tilbud",
        "offering",
        Key(Entity::Offering),
        "Tilbudet det er til. Uten feltet: hele tjenesten.",
        "tilbud = \"digihjelp\"",
    ),
    ASSUMED,
];
pub(super) const MONEY: &[Field] = &[
    must("navn", "name", Text, "Hva det er.", "navn = \"Rammen til biblioteket\""),
    PLACE_IN_BUDGET,
    must(
        "kilde",
        "source",
        Choice(MONEY_SOURCES),
        "Hvor pengene kommer fra.",
        "kilde = \"egne\"",
    ),
    may(
        "sikret",
        "secured",
        YesNo,
        "Om de er vedtatt eller innvilget. Uten feltet: nei.",
        "sikret = true",
    ),
    must(
        "kroner",
        "amounts",
        KronerYears,
        "Kroner i hvert av de fire årene.",
        "kroner = [120000, 120000, 120000, 120000]",
    ),
    may(
        "siste_dag",
        "last_day",
        Date,
        "Den siste dagen de kan brukes.",
        "siste_dag = 2027-12-31",
    ),
    ASSUMED,
];
pub(super) const STRATEGY: &[Field] = &[
    FROM_LIST,
    STRATEGY_NAME,
    must(
        "niva",
        "level",
        Choice(STRATEGY_LEVELS),
        "Hvem sin strategi det er.",
        "niva = \"kommunal\"",
    ),
    may(
        "eier",
        "owner",
        Text,
        "Hvem som har gitt den ut.",
        "eier = \"Kommunestyret\"",
    ),
    may(
        "fra_ar",
        "first_year",
        Number(1900, 2200),
        "Det første året den gjelder.",
        "fra_ar = 2024",
    ),
    may(
        "til_ar",
        "last_year",
        Number(1900, 2200),
        "Det siste året den gjelder.",
        "til_ar = 2028",
    ),
    may(
        "erstattet_av",
        "replaced_by",
        Text,
        "Det som kom i stedet.",
        "erstattet_av = \"Ny plan\"",
    ),
    LINK,
    ASSUMED,
    may(
        "mal",
        "goals",
        Tables(Section::Goal),
        "Målene i strategien.",
        "[[strategi.mal]]",
    ),
];
pub(super) const GOAL: &[Field] = &[
    must(
        "ord",
        "words",
        Text,
        "Målet, i deres egne ord.",
        "ord = \"Flere klarer seg på nett.\"",
    ),
    OFFERINGS,
    ASSUMED,
];
pub(super) const COMMITMENT: &[Field] = &[
    must(
        "tittel",
        "title",
        Text,
        "Hva det heter.",
        "tittel = \"Folkebibliotekloven\"",
    ),
    must(
        "slag",
        "kind",
        Choice(COMMITMENT_KINDS),
        "Hva slags vedtak eller plikt det er.",
        "slag = \"lov\"",
    ),
    may(
        "organ",
        "body",
        Text,
        "Hvem som bestemte det.",
        "organ = \"Kommunestyret\"",
    ),
    may("dag", "on", Date, "Dagen det ble bestemt.", "dag = 2026-06-18"),
    may(
        "ar",
        "year",
        Number(1500, 2200),
        "Året det ble bestemt, når dagen ikke er kjent.",
        "ar = 2024",
    ),
    may(
        "saksnummer",
        "case_number",
        Text,
        "Nummeret i kommunens saksystem.",
        "saksnummer = \"26/123\"",
    ),
    may(
        "ordlyd",
        "wording",
        Text,
        "Det som ble vedtatt, ord for ord.",
        "ordlyd = \"Tilbudet gjøres fast.\"",
    ),
    may(
        "gjelder_til",
        "valid_to",
        Date,
        "Den siste dagen det gjelder.",
        "gjelder_til = 2030-12-31",
    ),
    may(
        "hele_tjenesten",
        "whole_service",
        YesNo,
        "Om hele tjenesten hviler på det. Uten feltet: nei.",
        "hele_tjenesten = true",
    ),
    OFFERINGS,
    may(
        "status",
        "standing",
        Choice(STANDINGS),
        "Hvor langt det har kommet. Uten feltet har ingen sagt det.",
        "status = \"i-gang\"",
    ),
    may(
        "statusord",
        "standing_words",
        Text,
        "Hva som er gjort, og hva som gjenstår.",
        "statusord = \"Åpnet i mars.\"",
    ),
    ASSUMED,
];
pub(super) const PROJECT: &[Field] = &[
    STRATEGY_NAME,
    OWNER,
    must(
        "samordne",
        "align",
        Text,
        "Hva dere har felles, og hva som må samordnes.",
        "samordne = \"De samme innbyggerne trenger hjelp.\"",
    ),
    may("slutt", "until", Date, "Dagen det slutter.", "slutt = 2027-12-31"),
    ASSUMED,
];
pub(super) const BRIEFING: &[Field] = &[
    must("dag", "on", Date, "Dagen.", "dag = 2026-05-04"),
    must(
        "hvem",
        "audience",
        Text,
        "Organet eller gruppen som ble orientert – ikke personnavn.",
        "hvem = \"Formannskapet\"",
    ),
    must(
        "med",
        "with",
        Text,
        "Hvilken presentasjon.",
        "med = \"Prosjektpresentasjon, utgave 1\"",
    ),
    may(
        "svar",
        "answer",
        Text,
        "Hva de sa eller ba om.",
        "svar = \"Ba om en sak til høsten.\"",
    ),
    ASSUMED,
];
pub(super) const BENEFIT: &[Field] = &[
    must(
        "virkning",
        "effect",
        Text,
        "Virkningen dere venter.",
        "virkning = \"Flere søker selv neste gang.\"",
    ),
    must(
        "for_hvem",
        "whose",
        Choice(BENEFIT_FOR),
        "Hvem som får det bedre.",
        "for_hvem = \"innbyggere\"",
    ),
    must(
        "males",
        "how",
        Text,
        "Hvordan det måles.",
        "males = \"Andelen som klarer det selv neste gang.\"",
    ),
    may(
        "forst",
        "before",
        Text,
        "Hvordan det var før.",
        "forst = \"Ikke målt.\"",
    ),
    may(
        "sikter_mot",
        "target",
        Text,
        "Hva dere sikter mot.",
        "sikter_mot = \"Halvparten.\"",
    ),
    OWNER,
    may("neste", "next", Date, "Når det måles neste gang.", "neste = 2027-01-31"),
    may(
        "tjeneste",
        "service",
        Key(Entity::Service),
        "Den digitale tjenesten som har gevinster bare hvis folk klarer å bruke den.",
        "tjeneste = \"bostotte\"",
    ),
    ASSUMED,
    may(
        "maling",
        "findings",
        Tables(Section::Measurement),
        "Det som ble målt.",
        "[[gevinst.maling]]",
    ),
];
pub(super) const MEASUREMENT: &[Field] = &[
    must("dag", "on", Date, "Dagen.", "dag = 2026-09-30"),
    must(
        "funn",
        "finding",
        Text,
        "Hva dere fant.",
        "funn = \"Vi telte i to uker.\"",
    ),
    ASSUMED,
];
pub(super) const CALL: &[Field] = &[
    FROM_LIST,
    STRATEGY_NAME,
    may(
        "eier",
        "owner",
        Text,
        "Hvem som gir pengene.",
        "eier = \"Et departement\"",
    ),
    may(
        "frist",
        "deadline",
        Date,
        "Den siste dagen å søke.",
        "frist = 2026-10-01",
    ),
    may(
        "sentralitet_fra",
        "centrality_from",
        Number(1, 6),
        "Den mest sentrale klassen som kan søke. Krever også sentralitet_til.",
        "sentralitet_fra = 5",
    ),
    may(
        "sentralitet_til",
        "centrality_to",
        Number(1, 6),
        "Den minst sentrale klassen som kan søke. Krever også sentralitet_fra.",
        "sentralitet_til = 6",
    ),
    may(
        "vilkar",
        "terms",
        Text,
        "Hvem som kan søke, og hva som kreves.",
        "vilkar = \"For kommuner og fylkeskommuner.\"",
    ),
    may(
        "dekker",
        "pays_for",
        Text,
        "Hva pengene kan brukes til.",
        "dekker = \"Opplæring av veiledere.\"",
    ),
    may(
        "deler",
        "parts",
        Several(APPLICATION_PARTS),
        "Det en søknad må ha med.",
        "deler = [\"behov\", \"budsjett\"]",
    ),
    LINK,
    ASSUMED,
];
pub(super) const GRANT: &[Field] = &[
    STRATEGY_NAME,
    may(
        "giver",
        "giver",
        Text,
        "Hvem som gir pengene.",
        "giver = \"Fylkeskommunen\"",
    ),
    may(
        "utlysning",
        "call",
        Text,
        "Navnet på utlysningen søknaden svarer på.",
        "utlysning = \"Tilskudd til digital deltakelse\"",
    ),
    must(
        "status",
        "status",
        Choice(GRANT_STATUSES),
        "Hvor langt det har kommet.",
        "status = \"innvilget\"",
    ),
    may(
        "referanse",
        "reference",
        Text,
        "Nummeret hos giveren eller i kommunens saksystem.",
        "referanse = \"26/456\"",
    ),
    may("sokt", "applied", Kroner, "Kroner det er søkt om.", "sokt = 250000"),
    may(
        "innvilget",
        "granted",
        Kroner,
        "Kroner som er innvilget.",
        "innvilget = 180000",
    ),
    may(
        "forste_dag",
        "first_day",
        Date,
        "Den første dagen pengene kan brukes.",
        "forste_dag = 2027-01-01",
    ),
    may(
        "siste_dag",
        "last_day",
        Date,
        "Den siste dagen de kan brukes.",
        "siste_dag = 2027-12-31",
    ),
    ASSUMED,
    may(
        "plan",
        "planned",
        Table(Section::GrantPlan),
        "Kroner som er planlagt til hvert slag.",
        "[tilskudd.plan]",
    ),
    may(
        "soknad",
        "words",
        Table(Section::Application),
        "Delene av søknaden, i deres egne ord.",
        "[tilskudd.soknad]",
    ),
    may(
        "vilkar",
        "conditions",
        Tables(Section::Condition),
        "Det giveren ber om.",
        "[[tilskudd.vilkar]]",
    ),
    may(
        "brukt",
        "spending",
        Tables(Section::Spending),
        "Det som er brukt.",
        "[[tilskudd.brukt]]",
    ),
];
pub(super) const GRANT_PLAN: &[Field] = &[
    may(
        "veiledere",
        "guides",
        Kroner,
        "Kroner til dem som veileder.",
        "veiledere = 140000",
    ),
    may(
        "opplaering",
        "training",
        Kroner,
        "Kroner til opplæring av veiledere.",
        "opplaering = 20000",
    ),
    may(
        "markedsforing",
        "marketing",
        Kroner,
        "Kroner til å gjøre det kjent.",
        "markedsforing = 40000",
    ),
    may(
        "deltakelse",
        "participation",
        Kroner,
        "Kroner til lokaler, tolk og reise.",
        "deltakelse = 10000",
    ),
    may("utstyr", "equipment", Kroner, "Kroner til utstyr.", "utstyr = 15000"),
    may(
        "prosjekt",
        "project",
        Kroner,
        "Kroner til å drive prosjektet.",
        "prosjekt = 30000",
    ),
];
pub(super) const APPLICATION: &[Field] = &[
    may(
        "behov",
        "need",
        Text,
        "Hvorfor: behovet.",
        "behov = \"Mange blir sendt hit fra andre.\"",
    ),
    may(
        "malgrupper",
        "target_groups",
        Text,
        "For hvem.",
        "malgrupper = \"Eldre som bor spredt.\"",
    ),
    may(
        "plan",
        "plan",
        Text,
        "Hva som gjøres, og når.",
        "plan = \"Åpent to dager i uka fra januar.\"",
    ),
    may(
        "budsjett",
        "budget",
        Text,
        "Hva det koster, og hvem som betaler.",
        "budsjett = \"Lønn til veiledere.\"",
    ),
    may(
        "partnere",
        "partners",
        Text,
        "Sammen med hvem.",
        "partnere = \"Frivilligsentralen.\"",
    ),
    may(
        "virkning",
        "effect",
        Text,
        "Hva det skal føre til, og hvordan det ses.",
        "virkning = \"Flere klarer seg selv.\"",
    ),
    may(
        "etterpa",
        "afterwards",
        Text,
        "Hvordan det drives og betales etterpå.",
        "etterpa = \"Biblioteket tar det inn i rammen sin.\"",
    ),
];
pub(super) const CONDITION: &[Field] = &[
    must(
        "hva",
        "what",
        Text,
        "Hva giveren ber om.",
        "hva = \"Send rapport med regnskap.\"",
    ),
    may("frist", "due", Date, "Fristen.", "frist = 2027-02-01"),
    OWNER,
    may("gjort", "done", Date, "Dagen det ble gjort.", "gjort = 2027-01-20"),
    ASSUMED,
];
pub(super) const SPENDING: &[Field] = &[
    must("dag", "on", Date, "Dagen.", "dag = 2026-11-02"),
    must(
        "slag",
        "kind",
        Choice(SPENDING_KINDS),
        "Hva pengene gikk til.",
        "slag = \"veiledere\"",
    ),
    must("kroner", "ore", Kroner, "Kroner som ble brukt.", "kroner = 35000"),
    must(
        "hva",
        "what",
        Text,
        "Hva som ble kjøpt eller betalt.",
        "hva = \"Kveldsåpent i oktober\"",
    ),
    ASSUMED,
];

/// The alternatives, each with what it is called in `[budsjett]`.
pub(in crate::exchange) const ALTERNATIVES: Choices = &[
    ("ingenting", "nothing", "ikke gjøre noe"),
    ("redusert", "reduced", "gjøre noe av det"),
    ("anbefalt", "recommended", "gjøre alt"),
];
pub(in crate::exchange) const COST_KINDS: Choices =
    &[("engang", "one_off", "betales én gang"), ("drift", "operating", "betales hvert år")];
pub(in crate::exchange) const MONEY_SOURCES: Choices = &[
    ("egne", "own", "kommunens egne penger"),
    ("tilskudd", "grant", "tilskudd eller andre prosjektpenger: de tar slutt"),
    ("andre", "other", "noen andre: en partner, en stiftelse"),
];
pub(in crate::exchange) const STRATEGY_LEVELS: Choices = &[
    ("kommunal", "municipal", "kommunens egen"),
    ("fylkeskommunal", "county", "fylkeskommunens"),
    ("nasjonal", "national", "statens"),
];
pub(in crate::exchange) const COMMITMENT_KINDS: Choices = &[
    ("lov", "law", "lov eller forskrift"),
    ("kommunestyre", "council", "vedtak i kommunestyret eller bystyret"),
    ("utvalg", "committee", "vedtak i et utvalg"),
    ("plan", "plan", "en vedtatt plan"),
    ("budsjettlinje", "budget_line", "en linje i vedtatt budsjett"),
    ("ledelse", "management", "ledelsens beslutning"),
];
pub(in crate::exchange) const STANDINGS: Choices = &[
    ("holdt", "kept", "det er gjort, eller gjøres som lovet"),
    ("i-gang", "under_way", "det er i gang"),
    ("ikke-begynt", "not_begun", "det er ikke begynt"),
];
pub(in crate::exchange) const BENEFIT_FOR: Choices = &[
    ("innbyggere", "citizens", "de som bor her"),
    ("ansatte", "employees", "de som arbeider i kommunen"),
    ("kommunen", "municipality", "kommunen som helhet"),
    ("partnere", "partners", "partnere og frivillige"),
];
pub(in crate::exchange) const APPLICATION_PARTS: Choices = &[
    ("behov", "need", "behovet"),
    ("malgrupper", "target_groups", "målgruppene"),
    ("plan", "plan", "planen"),
    ("budsjett", "budget", "budsjettet"),
    ("partnere", "partners", "partnerne"),
    ("virkning", "effect", "virkningen"),
    ("etterpa", "afterwards", "driften etterpå"),
];
pub(in crate::exchange) const GRANT_STATUSES: Choices = &[
    ("skrives", "drafting", "søknaden skrives"),
    ("sokt", "applied", "søknaden er sendt"),
    ("innvilget", "granted", "pengene er gitt"),
    ("avslag", "refused", "det ble avslag"),
    ("avsluttet", "closed", "brukt og rapportert"),
];
pub(in crate::exchange) const SPENDING_KINDS: Choices = &[
    ("veiledere", "guides", "de som veileder"),
    ("opplaering", "training", "opplæring av dem som veileder"),
    ("markedsforing", "marketing", "å gjøre tjenesten kjent"),
    ("deltakelse", "participation", "lokaler, tolk og reise"),
    ("utstyr", "equipment", "utstyr"),
    ("prosjekt", "project", "å drive prosjektet"),
];
