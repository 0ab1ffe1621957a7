//! What is written without a network is sealed on the device: anybody there can close the envelope, only the server can open
//! it. The device keeps neither the words nor a key to them, so whoever uses it next can read nothing.
//!
//! An envelope is made with a fresh P-256 key against the municipality's public one (ECDH), HKDF-SHA-256 and AES-256-GCM, all
//! in the browser's own WebCrypto. It is bound to the incident's id, so that it cannot be sent under another.

use hmac::{Hmac, Mac};
use p256::{PublicKey, SecretKey, ecdh::diffie_hellman, elliptic_curve::sec1::ToEncodedPoint};
use ring::aead::{AES_256_GCM, Aad, LessSafeKey, Nonce, UnboundKey};
use sha2::Sha256;

/// An uncompressed point of the curve.
const POINT: usize = 65;
/// A nonce of AES-GCM.
const NONCE: usize = 12;
/// What every derivation of ours begins with.
const CONTEXT: &[u8] = b"terskel hendelse 1";

fn mac(key: &[u8], parts: &[&[u8]]) -> [u8; 32] {
    // HMAC takes a key of any length; the other arm cannot be reached.
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(key) else {
        return [0; 32];
    };
    for part in parts {
        mac.update(part);
    }
    mac.finalize().into_bytes().into()
}

/// The municipality's own key. It follows from the installation's secret, so there is nothing more to keep or to lose.
fn own_key(secret: &[u8; 32], tenant: i64) -> Option<SecretKey> {
    // Nearly every 32 bytes are a key of the curve; the next ones are when these are not.
    (0u8..8).find_map(|n| SecretKey::from_slice(&mac(secret, &[CONTEXT, b" key ", &tenant.to_be_bytes(), &[n]])).ok())
}

/// The key that envelopes are closed with, as hexadecimal digits of an uncompressed point.
#[must_use]
pub fn public_key(secret: &[u8; 32], tenant: i64) -> String {
    let point = own_key(secret, tenant).map(|key| key.public_key().to_encoded_point(false));
    point.map(|p| hex(p.as_bytes())).unwrap_or_default()
}

/// What is in an envelope; `None` when it was not closed with this key, or for another incident.
#[must_use]
pub fn open(secret: &[u8; 32], tenant: i64, id: &str, sealed: &str) -> Option<String> {
    let bytes = unhex(sealed)?;
    let (point, rest) = bytes.split_at_checked(POINT)?;
    let (nonce, closed) = rest.split_at_checked(NONCE)?;
    let theirs = PublicKey::from_sec1_bytes(point).ok()?;
    let shared = diffie_hellman(own_key(secret, tenant)?.to_nonzero_scalar(), theirs.as_affine());
    let key = derived(shared.raw_secret_bytes(), id);
    let key = LessSafeKey::new(UnboundKey::new(&AES_256_GCM, &key).ok()?);
    let nonce = Nonce::try_assume_unique_for_key(nonce).ok()?;
    let mut closed = closed.to_vec();
    let opened = key.open_in_place(nonce, Aad::from(id.as_bytes()), &mut closed).ok()?;
    String::from_utf8(opened.to_vec()).ok()
}

/// HKDF-SHA-256 (RFC 5869) to one key of 32 bytes: one block is enough.
fn derived(shared: &[u8], id: &str) -> [u8; 32] {
    let extracted = mac(CONTEXT, &[shared]);
    mac(&extracted, &[id.as_bytes(), &[1]])
}

/// A mark that says whose form it was, for an incident that is sent by another later.
#[must_use]
pub fn writer_mark(secret: &[u8; 32], tenant: i64, account: domain::shared::Id) -> String {
    let signed = mac(secret, &[CONTEXT, b" writer ", &tenant.to_be_bytes(), &account.0]);
    format!("{account}.{}", hex(&signed[..16]))
}

/// Whose form it was; `None` when the mark is not ours.
#[must_use]
pub fn writer_of(secret: &[u8; 32], tenant: i64, mark: &str) -> Option<domain::shared::Id> {
    let account = domain::shared::Id::parse(mark.split_once('.')?.0)?;
    (writer_mark(secret, tenant, account) == mark).then_some(account)
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    if !text.len().is_multiple_of(2) || !text.is_ascii() {
        return None;
    }
    (0..text.len()).step_by(2).map(|at| u8::from_str_radix(text.get(at..at + 2)?, 16).ok()).collect()
}

/// Closes an envelope the way the script does.
#[cfg(test)]
pub fn close(public: &str, id: &str, words: &str) -> String {
    let own = SecretKey::from_slice(&[7; 32]).unwrap();
    let theirs = PublicKey::from_sec1_bytes(&unhex(public).unwrap()).unwrap();
    let shared = diffie_hellman(own.to_nonzero_scalar(), theirs.as_affine());
    let key = derived(shared.raw_secret_bytes(), id);
    let key = LessSafeKey::new(UnboundKey::new(&AES_256_GCM, &key).unwrap());
    let mut closed = words.as_bytes().to_vec();
    let nonce = Nonce::assume_unique_for_key([3; NONCE]);
    key.seal_in_place_append_tag(nonce, Aad::from(id.as_bytes()), &mut closed).unwrap();
    let mut all = own.public_key().to_encoded_point(false).as_bytes().to_vec();
    all.extend([3; NONCE]);
    all.extend(closed);
    hex(&all)
}

#[cfg(test)]
mod tests {
    use super::{close, open, public_key, unhex, writer_mark, writer_of};
    use domain::shared::Id;

    const SECRET: [u8; 32] = [42; 32];
    const ONE: &str = "00112233445566778899aabbccddeeff";

    #[test]
    fn only_the_server_of_the_municipality_opens_an_envelope_and_only_for_its_incident() {
        let sealed = close(&public_key(&SECRET, 1), ONE, "slag=threat");
        assert_eq!(open(&SECRET, 1, ONE, &sealed).as_deref(), Some("slag=threat"));
        assert_eq!(open(&SECRET, 2, ONE, &sealed), None, "another municipality");
        assert_eq!(open(&[1; 32], 1, ONE, &sealed), None, "another installation");
        assert_eq!(
            open(&SECRET, 1, "ff112233445566778899aabbccddeeff", &sealed),
            None,
            "another incident"
        );
        let mut torn = sealed.clone();
        torn.replace_range(sealed.len() - 2.., "00");
        assert!(
            open(&SECRET, 1, ONE, &torn).is_none() || torn == sealed,
            "a torn envelope"
        );
        for nonsense in ["", "zz", "04", &sealed[..60], "æøå"] {
            assert_eq!(open(&SECRET, 1, ONE, nonsense), None, "{nonsense}");
        }
    }

    /// An envelope that the script made with WebCrypto, so that the two are held to the same format.
    #[test]
    fn the_browser_and_the_server_agree() {
        let fixture = include_str!("sealed_by_browser.txt");
        let mut lines = fixture.lines();
        let (key, sealed) = (lines.next().unwrap(), lines.next().unwrap());
        assert_eq!(public_key(&SECRET, 1), key);
        assert_eq!(
            open(&SECRET, 1, ONE, sealed).as_deref(),
            Some("slag=breach&hendte=Lappen+l%C3%A5+igjen")
        );
    }

    #[test]
    fn a_mark_says_whose_form_it_was() {
        let who = Id([9; 16]);
        let mark = writer_mark(&SECRET, 1, who);
        assert_eq!(writer_of(&SECRET, 1, &mark), Some(who));
        assert_eq!(writer_of(&SECRET, 2, &mark), None);
        assert_eq!(writer_of(&SECRET, 1, &mark.replace('9', "8")), None);
        assert_eq!(writer_of(&SECRET, 1, ""), None);
        assert_eq!(unhex("0g"), None);
    }
}
