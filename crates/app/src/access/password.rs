//! Passwords: argon2id, on a few threads of their own so that a rush of sign-ins can't take the whole machine.

use super::AccessRefusal;
use crate::frame::AppError;
use argon2::{
    Argon2,
    password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash},
};
use std::sync::LazyLock;
use tokio::sync::Semaphore;

/// The least number of characters.
const SHORTEST: usize = 12;
/// Longer than this is not a password but an attempt to keep the machine busy.
const LONGEST: usize = 200;
/// How many passwords are hashed at the same time; each takes 19 MiB and some tens of milliseconds.
const AT_ONCE: usize = 2;

static PLACES: Semaphore = Semaphore::const_new(AT_ONCE);

/// A hash that no password gives: checked when there is no account, so that the answer takes as long.
static NOBODY: LazyLock<String> = LazyLock::new(|| hash("ingen har dette passordet").unwrap_or_default());

/// The argon2id hash of a password, with a salt of its own (PHC string).
///
/// # Errors
/// A fault when the operating system has no chance to give.
pub fn hash(password: &str) -> Result<String, AppError> {
    Argon2::default()
        .hash_password(password.as_bytes())
        .map(|hash| hash.to_string())
        .map_err(|error| AppError::Fault(format!("hashing a password: {error}")))
}

/// [`hash`], without holding up other requests.
///
/// # Errors
/// See [`hash`].
pub async fn hash_aside(password: String) -> Result<String, AppError> {
    aside(move || hash(&password)).await?
}

/// Whether the password belongs to the hash. Takes as long when there is none.
///
/// # Errors
/// A fault when the threads are gone.
pub async fn matches(password: String, stored: Option<String>) -> Result<bool, AppError> {
    aside(move || {
        let known = stored.as_deref().filter(|s| !s.is_empty());
        let right = PasswordHash::new(known.unwrap_or(&NOBODY))
            .is_ok_and(|hash| Argon2::default().verify_password(password.as_bytes(), &hash).is_ok());
        right && known.is_some()
    })
    .await
}

async fn aside<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, AppError> {
    let gone = |error: &dyn std::fmt::Display| AppError::Fault(format!("the password threads: {error}"));
    let _place = PLACES.acquire().await.map_err(|e| gone(&e))?;
    tokio::task::spawn_blocking(work).await.map_err(|e| gone(&e))
}

/// Whether a new password will do.
///
/// # Errors
/// What is wrong with it.
pub fn check(password: &str, again: &str, login: &str) -> Result<(), AccessRefusal> {
    let length = password.chars().count();
    if !(SHORTEST..=LONGEST).contains(&length) {
        return Err(AccessRefusal::PasswordShort);
    }
    let low = password.to_lowercase();
    let own = login.split('@').next().unwrap_or_default().to_lowercase();
    let one_letter = low.chars().all(|c| low.starts_with(c));
    let guessed = ["passord", "password", "123456", "qwerty", "velkommen", "digihjelp"];
    if one_letter || (own.len() >= 3 && low.contains(&own)) || guessed.iter().any(|g| low.starts_with(g)) {
        return Err(AccessRefusal::PasswordEasy);
    }
    if password != again {
        return Err(AccessRefusal::PasswordsDiffer);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{check, hash, matches};
    use crate::access::AccessRefusal as R;

    #[test]
    fn what_will_do_as_a_password() {
        let table = [
            ("blå kopp på bordet", "kari", Ok(())),
            ("kort", "kari", Err(R::PasswordShort)),
            ("passord123456", "kari", Err(R::PasswordEasy)),
            ("kari sitt passord", "kari@example.no", Err(R::PasswordEasy)),
            ("aaaaaaaaaaaaaa", "kari", Err(R::PasswordEasy)),
        ];
        for (password, login, expected) in table {
            assert_eq!(check(password, password, login), expected, "{password}");
        }
        assert_eq!(
            check("blå kopp på bordet", "blå kopp på golvet", "kari"),
            Err(R::PasswordsDiffer)
        );
    }

    #[tokio::test]
    async fn only_the_right_password_matches_and_nothing_matches_no_account() {
        let stored = hash("blå kopp på bordet").unwrap();
        assert!(stored.starts_with("$argon2id$"));
        assert!(matches("blå kopp på bordet".to_owned(), Some(stored.clone())).await.unwrap());
        assert!(!matches("blå kopp på golvet".to_owned(), Some(stored)).await.unwrap());
        assert!(!matches("ingen har dette passordet".to_owned(), None).await.unwrap());
    }
}
