use super::{
    MAX_FILE_BYTES, MAX_FILES,
    fields::{Choices, Content, Field, Section, folder},
};
use std::fmt::Write;

const INTRODUCTION: &str = "# Kommunemappen

Alt en kommune har skrevet om veiledningstjenesten sin, kan ligge i én mappe med vanlige tekstfiler. Du kan lese og
endre dem i et hvilket som helst tekstprogram. `terskel check MAPPE` sier fra om *alt* som er galt, med fil, linje og
kolonne. `terskel import MAPPE` tar inn mappa hvis ingenting er galt, ellers endres ingenting. `terskel export MAPPE`
skriver den ut igjen.

## Slik er mappa

```
kommune.toml            kommunen selv
grunnlag.toml           det dere vet før dere bestemmer dere: svarene i kartleggingen
forankring.toml         det tjenesten hviler på: budsjett, strategier, vedtak, gevinster og tilskudd
aktorer/                en fil for hver aktør som hjelper
steder/                 en fil for hvert sted
tilbud/                 en fil for hvert tilbud, med tidene
tjenester/              digitale tjenester folk vil ha hjelp med
dorer/                  andre steder å sende folk
avvik/                  der dere gjør noe annet enn standardprofilen
kanaler/                hvordan tjenesten gjøres kjent
nettverksmoter/         faste møter for dem som hjelper
milepaeler/             det som har skjedd
```

- Filnavnet er **nøkkelen**: `steder/hovedbiblioteket.toml` har nøkkelen `hovedbiblioteket`. Den har bare a–z, 0–9 og
  bindestrek, og høyst 60 tegn. Den er også den siste delen av nettadressen, så endre den ikke uten grunn.
- Skriv `felt = verdi`, én per linje. Tekst står i hermetegn: `navn = \"Biblioteket\"`. Tall, datoer, `true` (ja) og
  `false` (nei) står uten. Lister står i hakeparenteser: `[\"tirsdag\", \"torsdag\"]`.
- Tekst til innbyggerne kan skrives på ett språk, kommunens eget: `navn = \"Biblioteket\"` – eller på flere:
  `navn.nb = \"…\"`, `navn.nn = \"…\"`, `navn.en = \"…\"`. Bruk tre hermetegn, `\"\"\"`, for tekst over flere linjer.
- Etter en overskrift som `[[tid]]` hører alle linjene til den delen, fram til neste overskrift. Felt uten overskrift må
  derfor stå først i fila. Skriv `[[tid]]` flere ganger for flere tider.
- En linje som begynner med `#`, er et notat. Notater blir borte når mappa skrives ut på nytt.
- Det som ikke lenger står i mappa, regnes som **avsluttet** når den tas inn. Ingenting slettes.
- `grunnlag.toml` og `forankring.toml` kan mangle. Da står det kommunen har fra før, urørt. Finnes de, er det de som gjelder:
  det som ikke lenger står der, tas bort, og historikken husker det.
- Felt dere har gjettet på, nevnes i `antatt`. Sidene sier da fra at det er antatt. I `grunnlag.toml` og `forankring.toml` har
  hver del sitt eget `antatt`.
- Beløp er i hele kroner uten mellomrom: `90000`. Trengs øre, skrives beløpet som tekst: `\"450,50\"`.
- Filene lagres som UTF-8. Skriv aldri fødselsnummer eller andre opplysninger om innbyggere.
";

/// The documentation of the folder (`docs/mappeformat.md`), made from the table of fields.
#[must_use]
pub fn document() -> String {
    let mut out = String::from(INTRODUCTION);
    let _ = writeln!(
        out,
        "- En fil kan være på høyst {} kB, og mappa kan ha høyst {MAX_FILES} filer.",
        MAX_FILE_BYTES / 1000
    );
    for section in Section::ALL {
        let _ = writeln!(out, "\n## {}\n", heading(section));
        let _ = writeln!(
            out,
            "| felt | må være med | hva | verdi | eksempel |\n|---|---|---|---|---|"
        );
        for field in section.fields() {
            let _ = writeln!(out, "{}", row(field));
        }
    }
    out.push_str("\n## Faste verdier\n");
    for field in fields_with_choices() {
        let _ = writeln!(out, "\n### {}\n\n| skriv | betyr |\n|---|---|", field.name);
        for (name, _, about) in choices(field).unwrap_or_default() {
            let _ = writeln!(out, "| `{name}` | {about} |");
        }
    }
    out
}

fn heading(section: Section) -> String {
    let title = section.title();
    let mut letters = title.chars();
    match letters.next() {
        Some(first) if !title.ends_with(".toml") => first.to_uppercase().chain(letters).collect(),
        _ => title.to_owned(),
    }
}

fn row(field: &Field) -> String {
    let must = if field.required { "ja" } else { "nei" };
    format!(
        "| `{}` | {must} | {} | {} | `{}` |",
        field.name,
        field.about,
        value(field),
        field.example
    )
}

fn value(field: &Field) -> String {
    match field.content {
        Content::Text => "tekst".into(),
        Content::Localized => "tekst, gjerne på flere språk".into(),
        Content::Key(entity) => format!("nøkkelen til en fil i {}/", folder(entity)),
        Content::Keys(entity) => format!("liste med nøkler til filer i {}/", folder(entity)),
        Content::OwnKey => "nøkkel: a–z, 0–9 og bindestrek".into(),
        Content::Date => "dato: år-måned-dag".into(),
        Content::Instant => "dato, klokkeslett og tidssone".into(),
        Content::Clock => "klokkeslett fra 00:00 til 24:00".into(),
        Content::Number(low, high) => format!("helt tall fra {low} til {high}"),
        Content::Degrees => "desimaltall med punktum".into(),
        Content::Kroner => "helt antall kroner, eller tekst med øre etter komma".into(),
        Content::KronerYears => "fire beløp i kroner, ett for hvert år".into(),
        Content::Hours => "fire hele tall, ett for hvert år".into(),
        Content::YesNo => "`true` eller `false`".into(),
        Content::Choice(choices) => names(choices),
        Content::Several(choices) => format!("liste med {}", names(choices)),
        Content::Words => "liste med tekster".into(),
        Content::Assumed => "liste med feltnavn fra samme fil".into(),
        Content::Table(section) | Content::Tables(section) => {
            format!("egen del, se «{}»", heading(section))
        }
    }
}

fn names(choices: Choices) -> String {
    choices.iter().map(|(name, ..)| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

/// The fields with fixed values, each list of values once.
fn fields_with_choices() -> Vec<&'static Field> {
    let mut out: Vec<&Field> = vec![];
    for field in Section::ALL.into_iter().flat_map(Section::fields) {
        let new = choices(field).is_some_and(|c| !out.iter().any(|f| f.name == field.name && choices(f) == Some(c)));
        if new {
            out.push(field);
        }
    }
    out
}

const fn choices(field: &Field) -> Option<Choices> {
    match field.content {
        Content::Choice(choices) | Content::Several(choices) => Some(choices),
        _ => None,
    }
}
