use domain::{
    privacy::{Expect, check},
    queue::LabelStyle,
    shared::Id,
};

/// The fields of a form, as they were sent.
pub type Fields = Vec<(String, String)>;

/// A field; empty when it was not sent.
pub fn field<'f>(fields: &'f Fields, name: &str) -> &'f str {
    fields.iter().find(|(n, _)| n == name).map_or("", |(_, v)| v.trim())
}

/// A field of a query string of our own making; empty when it is not there.
pub fn of_query<'q>(query: &'q str, name: &str) -> &'q str {
    query
        .split('&')
        .filter_map(|pair| pair.split_once('='))
        .find_map(|(n, v)| (n == name).then_some(v))
        .unwrap_or_default()
}

/// An id in a field.
pub fn id(fields: &Fields, name: &str) -> Option<Id> {
    Id::parse(field(fields, name))
}

/// The longest text that says where to go.
pub const LONGEST_GO_TO: usize = 60;

/// What was wrong with the place's settings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Problem {
    /// The style is none of the two.
    Style,
    /// The number of guides is not 1–50.
    Guides,
    /// The text is too long.
    GoToLong,
    /// The text holds something that points to a person.
    GoToPersonal,
}

/// The place's settings as they were sent, or every problem with them.
pub fn settings(fields: &Fields) -> Result<(LabelStyle, u32, String), Vec<Problem>> {
    let style = LabelStyle::parse(field(fields, "stil"));
    let guides = field(fields, "veiledere").parse().ok().filter(|n| (1..=50).contains(n));
    let go_to = field(fields, "hit");
    let mut problems = Vec::new();
    if style.is_none() {
        problems.push(Problem::Style);
    }
    if guides.is_none() {
        problems.push(Problem::Guides);
    }
    if go_to.chars().count() > LONGEST_GO_TO {
        problems.push(Problem::GoToLong);
    }
    if !check(go_to, Expect::default()).is_empty() {
        problems.push(Problem::GoToPersonal);
    }
    match (style, guides) {
        (Some(style), Some(guides)) if problems.is_empty() => Ok((style, guides, go_to.to_owned())),
        _ => Err(problems),
    }
}
