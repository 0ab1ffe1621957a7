//! What files of Office Open XML (ISO/IEC 29500, transitional) have in common: the package, and what it says of itself.

use crate::{DocumentFault, model::Language};
use jiff::Timestamp;
use maud::{Markup, html};
use std::io::{Cursor, Write as _};
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

/// The first line of every part.
pub const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
pub const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
pub const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";

pub const APP: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
    <Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties\">\
    <Application>Terskel</Application></Properties>";

/// A part of the package.
pub fn part(content: &Markup) -> String {
    format!("{DECLARATION}{}", content.0)
}

/// The language as Office names it, with a region: it chooses the spelling dictionary by it.
pub fn region_tag(language: &Language) -> String {
    match (language.primary(), language.region()) {
        (_, Some(_)) => language.tag().to_owned(),
        ("en", None) => "en-GB".to_owned(),
        ("nb" | "nn" | "se", None) => format!("{}-NO", language.primary()),
        ("ar", None) => "ar-SA".to_owned(),
        _ => language.tag().to_owned(),
    }
}

/// What a file says of itself.
pub struct About<'a> {
    pub title: &'a str,
    pub subject: &'a str,
    pub author: &'a str,
    pub id: &'a str,
    pub language: &'a Language,
    pub made: Timestamp,
}

/// The part that says it.
pub fn core(about: &About<'_>) -> String {
    let made = about.made.strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
    part(&html! {
        cp:coreProperties xmlns:cp={ (PACKAGE) "/metadata/core-properties" }
            xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"
            xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" {
            dc:title { (about.title) }
            dc:subject { (about.subject) }
            dc:creator { (about.author) }
            dc:identifier { (about.id) }
            dc:language { (region_tag(about.language)) }
            dcterms:created xsi:type="dcterms:W3CDTF" { (made) }
            dcterms:modified xsi:type="dcterms:W3CDTF" { (made) }
        }
    })
}

/// Where the main part and what the file says of itself are found.
pub fn package_relations(main: &str) -> String {
    part(&html! {
        Relationships xmlns={ (PACKAGE) "/relationships" } {
            Relationship Id="rId1" Type={ (RELATIONS) "/officeDocument" } Target=(main) {}
            Relationship Id="rId2" Type={ (PACKAGE) "/relationships/metadata/core-properties" } Target="docProps/core.xml" {}
            Relationship Id="rId3" Type={ (RELATIONS) "/extended-properties" } Target="docProps/app.xml" {}
        }
    })
}

/// Files, each with its path, as one zip file in that order. Equal files become equal bytes: nothing of when or where is in it.
///
/// # Errors
/// [`DocumentFault::Made`] when two have the same path, or one is larger than the format holds.
pub fn packed(files: Vec<(String, Vec<u8>)>) -> Result<Vec<u8>, DocumentFault> {
    zipped(files).map_err(|e| DocumentFault::Made(e.to_string()))
}

fn zipped(files: Vec<(String, Vec<u8>)>) -> Result<Vec<u8>, zip::result::ZipError> {
    // Without a time of its own every entry has the format's first day, so equal documents are equal files.
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        zip.start_file(name, options)?;
        zip.write_all(&bytes)?;
    }
    Ok(zip.finish()?.into_inner())
}
