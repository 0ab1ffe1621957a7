use super::AccessRefusal;
use domain::access::Role;

/// A form as it came: names and values in order.
pub type Fields = Vec<(String, String)>;

/// The first value of a field, without space around it; empty when it is not there.
pub fn value<'a>(fields: &'a Fields, name: &str) -> &'a str {
    fields.iter().find(|(n, _)| n == name).map_or("", |(_, v)| v.trim())
}

/// A sign-in name as it is kept: lower case, no space around it.
pub fn login(text: &str) -> String {
    text.trim().to_lowercase()
}

/// A person to invite.
pub struct Invited {
    /// Sign-in name.
    pub login: String,
    /// Name.
    pub name: String,
    /// Role.
    pub role: Role,
}

/// Reads the form that invites somebody; every problem at once.
pub fn invited(fields: &Fields) -> Result<Invited, Vec<(&'static str, AccessRefusal)>> {
    let (login, name) = (login(value(fields, "login")), value(fields, "navn").to_owned());
    let role = Role::parse(value(fields, "rolle"));
    let fits = |text: &str| !text.is_empty() && text.chars().count() <= 100;
    let mut problems = Vec::new();
    if !fits(&name) {
        problems.push(("navn", AccessRefusal::FieldMissing));
    }
    if !fits(&login) || login.contains(char::is_whitespace) {
        problems.push(("login", AccessRefusal::FieldMissing));
    }
    match role {
        Some(role) if problems.is_empty() => Ok(Invited { login, name, role }),
        Some(_) => Err(problems),
        None => {
            problems.push(("rolle", AccessRefusal::FieldMissing));
            Err(problems)
        }
    }
}
