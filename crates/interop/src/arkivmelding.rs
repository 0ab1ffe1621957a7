//! Arkivmelding (Fiks Arkiv V1, `no.ks.fiks.arkiv.v1.arkivering.arkivmelding.opprett`): what a package is, for the municipality's
//! case system. It asks for a case folder with one journal entry; the first document is the main one, the others and the data
//! behind the figures go with it.

use domain::packages::{FrozenDocument, FrozenFile, PackageContents, PackageMedia};
use jiff::Timestamp;
use quick_xml::{
    Writer,
    events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event},
};

const MESSAGE: &str = "https://ks-no.github.io/standarder/fiks-protokoll/fiks-arkiv/arkivmelding/opprett/v1";
const CATALOGUE: &str = "https://ks-no.github.io/standarder/fiks-protokoll/fiks-arkiv/metadatakatalog/v1";
const INSTANCE: &str = "http://www.w3.org/2001/XMLSchema-instance";

/// Who hands the package over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sender {
    /// What the package is called in our system for good: the key that the case system keeps.
    pub key: String,
    /// The service, as the unit that made it.
    pub unit: String,
    /// When it was frozen.
    pub at: Timestamp,
    /// What the document with the data behind the figures is called.
    pub data_title: String,
}

/// Writes the message. `files` are the files of the package; those that are named in its contents are told of, each with its size
/// and its SHA-256. Characters that XML has no place for are left out.
#[must_use]
pub fn write(package: &PackageContents, files: &[FrozenFile], sender: &Sender) -> String {
    let mut out = Out(Writer::new_with_indent(Vec::new(), b' ', 2));
    out.event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)));
    let root = BytesStart::new("arkivmelding").with_attributes([
        ("xmlns", MESSAGE),
        ("xmlns:m", CATALOGUE),
        ("xmlns:xsi", INSTANCE),
    ]);
    let documents = documents(package, sender);
    let told: usize = documents.iter().map(|(d, _)| found(d, files).count()).sum();
    out.within(root, |out| {
        out.text("system", "Terskel");
        out.text("antallFiler", &told.to_string());
        out.within(typed("mappe", "saksmappe"), |out| folder(out, package, sender));
        out.within(typed("registrering", "journalpost"), |out| {
            for (n, (document, description)) in (1..).zip(&documents) {
                out.within(BytesStart::new("dokumentbeskrivelse"), |out| {
                    describe(out, n, document, description, package.version, files, sender);
                });
            }
            out.text("tittel", &package.title);
            out.within(BytesStart::new("referanseEksternNoekkel"), |out| key(out, sender));
            // A case that is to be treated is a council case; anything else stays in the house.
            let case = documents.first().is_some_and(|(_, (code, _))| *code == "SAKSFRAMLEGG");
            out.code("journalposttype", if case { "S" } else { "X" });
            out.code("journalstatus", "F");
            out.text("dokumentetsDato", &package.frozen.to_string());
        });
    });
    out.done()
}

type Coded = (&'static str, &'static str);

/// The documents with what they are, and the data as one more.
fn documents(package: &PackageContents, sender: &Sender) -> Vec<(FrozenDocument, Coded)> {
    let mut out: Vec<_> = package.documents.iter().map(|d| (d.clone(), d.kind.archive_code())).collect();
    let data: Vec<String> = package.figures.iter().flat_map(|f| f.files.clone()).collect();
    if !data.is_empty() {
        let kind = domain::packages::PackageDocumentKind::Attachment;
        let document = FrozenDocument {
            origin: String::new(),
            title: sender.data_title.clone(),
            kind,
            language: package.language.clone(),
            files: data,
        };
        out.push((document, kind.archive_code()));
    }
    out
}

fn found<'a>(document: &'a FrozenDocument, files: &'a [FrozenFile]) -> impl Iterator<Item = &'a FrozenFile> {
    document.files.iter().filter_map(|name| files.iter().find(|f| f.name() == name))
}

fn folder(out: &mut Out, package: &PackageContents, sender: &Sender) {
    out.text("tittel", &package.title);
    out.text("beskrivelse", &package.change_note);
    out.within(BytesStart::new("referanseEksternNoekkel"), |out| key(out, sender));
    out.text("saksdato", &package.frozen.to_string());
    out.within(BytesStart::new("administrativEnhet"), |out| {
        out.text("m:navn", &sender.unit)
    });
    out.code("saksstatus", "B");
}

fn key(out: &mut Out, sender: &Sender) {
    out.text("m:fagsystem", "Terskel");
    out.text("m:noekkel", &sender.key);
}

fn describe(
    out: &mut Out,
    n: usize,
    document: &FrozenDocument,
    (code, words): &Coded,
    version: i64,
    files: &[FrozenFile],
    sender: &Sender,
) {
    out.within(BytesStart::new("dokumenttype"), |out| {
        out.text("m:kode", code);
        out.text("m:beskrivelse", words);
    });
    out.code("dokumentstatus", "F");
    out.text("tittel", &document.title);
    out.text("opprettetDato", &instant(sender.at));
    out.text("opprettetAv", &sender.unit);
    out.code("tilknyttetRegistreringSom", if n == 1 { "H" } else { "V" });
    out.text("dokumentnummer", &n.to_string());
    for file in found(document, files) {
        out.within(BytesStart::new("dokumentobjekt"), |out| object(out, file, version));
    }
}

fn object(out: &mut Out, file: &FrozenFile, version: i64) {
    out.text("versjonsnummer", &version.to_string());
    out.code("variantformat", if file.media == PackageMedia::Pdf { "A" } else { "P" });
    out.code("format", &file.media.code().to_ascii_uppercase());
    if file.media == PackageMedia::Pdf {
        out.text("formatDetaljer", "PDF/A-2a");
    }
    let media = file.media.media_type().split(';').next().unwrap_or_default();
    out.text("mimeType", media);
    out.text("filnavn", file.name());
    out.text("referanseDokumentfil", &file.path);
    out.text("sjekksum", &file.checksum);
    out.text("sjekksumAlgoritme", "SHA-256");
    out.text("filstoerrelse", &file.size.to_string());
}

fn typed(name: &'static str, of: &str) -> BytesStart<'static> {
    let mut start = BytesStart::new(name);
    start.push_attribute(("xsi:type", of));
    start
}

fn instant(at: Timestamp) -> String {
    at.round(jiff::Unit::Second).unwrap_or(at).to_string()
}

/// Text without what XML 1.0 has no place for.
fn plain(text: &str) -> String {
    let is_text = |c: &char| matches!(c, '\n' | '\t') || !(c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}'));
    text.chars().filter(is_text).collect()
}

struct Out(Writer<Vec<u8>>);

impl Out {
    fn event(&mut self, event: Event<'_>) {
        // Writing to memory does not fail.
        let _ = self.0.write_event(event);
    }

    fn within(&mut self, start: BytesStart<'_>, inside: impl FnOnce(&mut Self)) {
        let end = start.to_end().into_owned();
        self.event(Event::Start(start));
        inside(self);
        self.event(Event::End(end));
    }

    /// An element with a text; none when there is nothing to say, which the schema would refuse.
    fn text(&mut self, name: &str, text: &str) {
        let text = plain(text);
        if text.trim().is_empty() {
            return;
        }
        self.event(Event::Start(BytesStart::new(name)));
        self.event(Event::Text(BytesText::new(text.trim())));
        self.event(Event::End(BytesEnd::new(name)));
    }

    /// An element with a code of a code list.
    fn code(&mut self, name: &'static str, code: &str) {
        self.within(BytesStart::new(name), |out| out.text("m:kode", code));
    }

    fn done(self) -> String {
        let mut bytes = self.0.into_inner();
        bytes.push(b'\n');
        String::from_utf8_lossy(&bytes).into_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::{Sender, write};
    use domain::packages::{
        FrozenDocument, FrozenFigure, FrozenFile, PackageContents, PackageDocumentKind, PackageMedia,
    };
    use jiff::{Timestamp, civil::date};
    use std::{fs, path::Path, process::Command};

    fn package(title: &str) -> (PackageContents, Vec<FrozenFile>) {
        let document = |title: &str, kind, file: &str| FrozenDocument {
            origin: "status".to_owned(),
            title: title.to_owned(),
            kind,
            language: "nb".to_owned(),
            files: vec![format!("{file}.pdf"), format!("{file}.docx")],
        };
        let file = |path: &str, media| FrozenFile {
            path: path.to_owned(),
            media,
            size: 12,
            checksum: "0a".repeat(32),
        };
        let contents = PackageContents {
            number: 4,
            version: 2,
            former: Some(3),
            title: title.to_owned(),
            language: "nb".to_owned(),
            frozen: date(2026, 3, 2),
            change_note: "Nye tall.".to_owned(),
            documents: vec![
                document("Saken", PackageDocumentKind::CouncilCase, "sak"),
                document("ROS", PackageDocumentKind::RiskAnalysis, "ros"),
            ],
            figures: vec![FrozenFigure {
                document: "Saken".to_owned(),
                title: "Hvem som kom".to_owned(),
                query: "Talte".to_owned(),
                source: "Kommunen".to_owned(),
                year: "2025".to_owned(),
                files: vec!["figur-01.csv".to_owned()],
            }],
        };
        let files = vec![
            file("dokumenter/sak.pdf", PackageMedia::Pdf),
            file("dokumenter/sak.docx", PackageMedia::Word),
            file("dokumenter/ros.pdf", PackageMedia::Pdf),
            file("dokumenter/ros.docx", PackageMedia::Word),
            file("data/figur-01.csv", PackageMedia::Csv),
            file("LESMEG.txt", PackageMedia::Text),
        ];
        (contents, files)
    }

    fn message(title: &str) -> String {
        let (contents, files) = package(title);
        let sender = Sender {
            key: "0190".repeat(8),
            unit: "Digihjelpen i Bergen".to_owned(),
            at: Timestamp::UNIX_EPOCH,
            data_title: "Data bak tallene".to_owned(),
        };
        write(&contents, &files, &sender)
    }

    #[test]
    fn the_main_document_comes_first_and_the_data_goes_with_it() {
        let text = message("Status");
        assert!(
            text.starts_with("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<arkivmelding "),
            "{text}"
        );
        for one in [
            "<antallFiler>5</antallFiler>",
            "<m:kode>SAKSFRAMLEGG</m:kode>",
            "<m:kode>ROS-ANALYSE</m:kode>",
            "<tittel>Data bak tallene</tittel>",
            "<referanseDokumentfil>data/figur-01.csv</referanseDokumentfil>",
            "<mimeType>text/csv</mimeType>",
            "<formatDetaljer>PDF/A-2a</formatDetaljer>",
            "<sjekksumAlgoritme>SHA-256</sjekksumAlgoritme>",
        ] {
            assert!(text.contains(one), "{one}: {text}");
        }
        assert_eq!(text.matches("<m:kode>H</m:kode>").count(), 1);
        assert_eq!(text.matches("<m:kode>V</m:kode>").count(), 2);
        assert!(!text.contains("LESMEG"));
    }

    #[test]
    fn what_is_typed_stays_text() {
        let text = message("a</tittel><x y=\"1\">&b;\u{0}\u{b}\u{ffff}]]>");
        assert!(
            text.contains("<tittel>a&lt;/tittel&gt;&lt;x y=") && text.contains("&amp;b;]]&gt;</tittel>"),
            "{text}"
        );
        assert!(!text.contains('\u{0}') && !text.contains('\u{b}'));
    }

    /// Held to the schema itself, where the schema and a validator are at hand.
    #[test]
    fn the_message_is_valid() {
        let schema = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("../../../shared/data/fiks-arkiv-v1/no.ks.fiks.arkiv.v1.arkivering.arkivmelding.opprett.xsd");
        let there = std::env::var_os("FIKS_ARKIV_SCHEMA").map_or(schema, Into::into);
        if !there.is_file() {
            println!("skipped: the schema of Fiks Arkiv is not here");
            return;
        }
        let file = std::env::temp_dir().join(format!("arkivmelding-{}.xml", std::process::id()));
        fs::write(&file, message("Prøve & <sak>")).unwrap();
        let done = Command::new("xmllint").args(["--noout", "--schema"]).arg(&there).arg(&file).output();
        fs::remove_file(&file).unwrap();
        match done {
            Err(_) => println!("skipped: xmllint is not installed"),
            Ok(done) => assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr)),
        }
    }
}
