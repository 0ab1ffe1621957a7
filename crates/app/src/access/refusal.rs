use crate::{frame::Refusal, texts::T};

/// Why access was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AccessRefusal {
    /// The name and the password do not belong together, or there is no such account.
    WrongPassword,
    /// The invitation is used, too old, or never was.
    InvitationGone,
    /// The password is shorter than twelve characters.
    PasswordShort,
    /// The password is one that everybody guesses first, or holds the person's own sign-in name.
    PasswordEasy,
    /// The two new passwords differ.
    PasswordsDiffer,
    /// Somebody here has that sign-in name already.
    LoginTaken,
    /// The one administrator who is left can't be closed or changed.
    LastAdministrator,
    /// The field is empty or too long.
    FieldMissing,
    /// A device is called by where it stands, not by a person, a number or a password.
    NotADevice,
    /// Old entries of the trail are removed only when somebody answers for it.
    NotSigned,
}

impl AccessRefusal {
    /// Every refusal.
    pub const ALL: [Self; 10] = [
        Self::WrongPassword,
        Self::InvitationGone,
        Self::PasswordShort,
        Self::PasswordEasy,
        Self::PasswordsDiffer,
        Self::LoginTaken,
        Self::LastAdministrator,
        Self::FieldMissing,
        Self::NotADevice,
        Self::NotSigned,
    ];
}

impl Refusal for AccessRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::WrongPassword => "access.wrong_password",
            Self::InvitationGone => "access.invitation_gone",
            Self::PasswordShort => "access.password_short",
            Self::PasswordEasy => "access.password_easy",
            Self::PasswordsDiffer => "access.passwords_differ",
            Self::LoginTaken => "access.login_taken",
            Self::LastAdministrator => "access.last_administrator",
            Self::FieldMissing => "access.field_missing",
            Self::NotADevice => "access.not_a_device",
            Self::NotSigned => "access.not_signed",
        }
    }

    fn texts(&self) -> (T, T) {
        match self {
            Self::WrongPassword => (T::AccessRefusalWrongPassword, T::AccessRefusalWrongPasswordHint),
            Self::InvitationGone => (T::AccessRefusalInvitationGone, T::AccessRefusalInvitationGoneHint),
            Self::PasswordShort => (T::AccessRefusalPasswordShort, T::AccessRefusalPasswordShortHint),
            Self::PasswordEasy => (T::AccessRefusalPasswordEasy, T::AccessRefusalPasswordEasyHint),
            Self::PasswordsDiffer => (T::AccessRefusalPasswordsDiffer, T::AccessRefusalPasswordsDifferHint),
            Self::LoginTaken => (T::AccessRefusalLoginTaken, T::AccessRefusalLoginTakenHint),
            Self::LastAdministrator => (T::AccessRefusalLastAdministrator, T::AccessRefusalLastAdministratorHint),
            Self::FieldMissing => (T::AccessRefusalFieldMissing, T::AccessRefusalFieldMissingHint),
            Self::NotADevice => (T::AccessRefusalNotADevice, T::AccessRefusalNotADeviceHint),
            Self::NotSigned => (T::AccessRefusalNotSigned, T::AccessRefusalNotSignedHint),
        }
    }
}
