//! What a page loads besides itself: stylesheets, typeface, pictures, scripts. Embedded in the program, addressed by a
//! hash of the content, so a browser may keep each for ever.

/// One embedded file.
#[derive(Debug)]
pub struct Asset {
    /// The name it was built under: `citizen.css`.
    pub name: &'static str,
    /// Its address on the server: `/a/citizen.0123456789ab.css`.
    pub path: &'static str,
    /// The content.
    pub bytes: &'static [u8],
    /// The content compressed with Brotli; `None` where compression gains nothing (typeface, PNG).
    pub br: Option<&'static [u8]>,
    /// The content compressed with gzip.
    pub gzip: Option<&'static [u8]>,
    /// The value of the `Content-Type` header.
    pub content_type: &'static str,
    /// Whether the address changes with the content, so that it may be cached without asking again.
    pub immutable: bool,
}

impl Asset {
    /// The address to write into a page.
    ///
    /// ```
    /// assert!(ui::assets::CITIZEN_CSS.path().starts_with("/a/citizen."));
    /// ```
    #[must_use]
    pub fn path(&self) -> &'static str {
        self.path
    }
}

/// The file with this address; `None` when there is none.
///
/// ```
/// let css = ui::assets::find(ui::assets::STAFF_CSS.path()).unwrap();
/// assert_eq!(css.content_type, "text/css; charset=utf-8");
/// assert!(ui::assets::find("/a/unknown.css").is_none());
/// ```
#[must_use]
pub fn find(path: &str) -> Option<&'static Asset> {
    ALL.iter().find(|asset| asset.path == path).copied()
}

include!(concat!(env!("OUT_DIR"), "/assets.rs"));
