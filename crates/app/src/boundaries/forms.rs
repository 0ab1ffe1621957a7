use domain::{
    boundaries::{BoundaryAnswer, BoundaryScope, Profile},
    guides::GuideKind,
    offerings::OfferingKind,
    privacy::{Expect, check},
    register::{Deviation, Register},
    shared::{Key, Locale, Localized},
};
use jiff::civil::Date;

/// The fields of a form, as they were sent.
pub type Fields = Vec<(String, String)>;

/// The longest reason.
pub const LONGEST_REASON: usize = 600;

/// The longest name of a role, and of a reference.
pub const LONGEST_LINE: usize = 120;

/// What is wrong with a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Problem {
    /// None of the answers.
    Answer,
    /// The same as the national answer: that is no deviation.
    Same,
    /// The reason is missing in the municipality's own written language.
    Reason,
    /// Nobody owns the decision.
    Owner,
    /// Neither a risk assessment nor a deadline for one.
    Due,
    /// No day.
    DueForm,
    /// Too long.
    Long,
    /// It holds something that points to a person.
    Personal,
    /// A new deviation without a risk assessment.
    Risk,
    /// No day to look at it again.
    Review,
    /// None of the analyses that are approved.
    Analysis,
}

/// A field; empty when it was not sent.
pub fn field<'f>(fields: &'f Fields, name: &str) -> &'f str {
    fields.iter().find(|(n, _)| n == name).map_or("", |(_, v)| v.trim())
}

/// Every value of a field.
pub fn values<'f>(fields: &'f Fields, name: &str) -> impl Iterator<Item = &'f str> {
    fields.iter().filter(move |(n, _)| n == name).map(|(_, v)| v.trim())
}

/// The name of the field that holds the reason in a language.
pub const fn reason_field(locale: Locale) -> &'static str {
    match locale {
        Locale::Nb => "begrunnelse_nb",
        Locale::Nn => "begrunnelse_nn",
        Locale::En => "begrunnelse_en",
    }
}

/// A deviation as its form would send it.
pub fn fields_of(d: &Deviation) -> Fields {
    let mut fields = vec![
        ("svar".to_owned(), d.answer.clone()),
        ("eier".to_owned(), d.owner.clone()),
        (
            "ros_frist".to_owned(),
            d.risk_assessment_due.map(|day| day.to_string()).unwrap_or_default(),
        ),
        ("ros".to_owned(), d.risk_assessment.clone()),
        (
            "gjennomgang".to_owned(),
            d.review_on.map(|day| day.to_string()).unwrap_or_default(),
        ),
    ];
    fields.extend(d.scope.services.iter().map(|k| ("tjeneste".to_owned(), k.as_str().to_owned())));
    fields.extend(d.scope.forms.iter().map(|f| ("form".to_owned(), f.code().to_owned())));
    fields.extend(d.scope.guides.iter().map(|g| ("veileder".to_owned(), g.code().to_owned())));
    for locale in Locale::ALL {
        fields.push((reason_field(locale).to_owned(), d.reason.exact(locale).to_owned()));
    }
    fields
}

/// Reads a deviation from the rule `code`. One that is `new` needs a risk assessment; one that was there before may wait for
/// it until a deadline.
///
/// # Errors
/// Every problem, each with its field.
pub fn read(
    fields: &Fields,
    code: &str,
    key: Key,
    new: bool,
    register: &Register,
) -> Result<Deviation, Vec<(&'static str, Problem)>> {
    let own = register.municipality.written_language;
    let mut problems = Vec::new();
    let answer = answer(fields, code, &mut problems);
    let mut reason = Localized::default();
    for locale in Locale::ALL {
        let text = free(fields, reason_field(locale), LONGEST_REASON, &mut problems);
        text.clone_into(reason.get_mut(locale));
    }
    if reason.exact(own).is_empty() {
        problems.push((reason_field(own), Problem::Reason));
    }
    let owner = free(fields, "eier", LONGEST_LINE, &mut problems);
    if owner.is_empty() {
        problems.push(("eier", Problem::Owner));
    }
    let assessment = free(fields, "ros", LONGEST_LINE, &mut problems);
    let due = day(fields, "ros_frist", &mut problems);
    if assessment.is_empty() && new {
        problems.push(("ros", Problem::Risk));
    } else if assessment.is_empty() && field(fields, "ros_frist").is_empty() {
        problems.push(("ros_frist", Problem::Due));
    }
    let review_on = day(fields, "gjennomgang", &mut problems);
    if field(fields, "gjennomgang").is_empty() {
        problems.push(("gjennomgang", Problem::Review));
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    Ok(Deviation {
        key,
        rule: code.to_owned(),
        answer: answer.code().to_owned(),
        scope: scope(fields, register),
        reason,
        owner: owner.to_owned(),
        risk_assessment_due: due,
        risk_assessment: assessment.to_owned(),
        review_on,
        assumed: Vec::new(),
    })
}

fn day(fields: &Fields, name: &'static str, problems: &mut Vec<(&'static str, Problem)>) -> Option<Date> {
    let text = field(fields, name);
    if text.is_empty() {
        return None;
    }
    let day = text.parse().ok();
    if day.is_none() {
        problems.push((name, Problem::DueForm));
    }
    day
}

/// What was ticked, each once, in the order of the lists.
fn scope(fields: &Fields, register: &Register) -> BoundaryScope {
    let ticked = |name: &str, code: &str| values(fields, name).any(|v| v == code);
    let services = register.services.iter().map(|s| &s.key);
    BoundaryScope {
        services: services.filter(|k| ticked("tjeneste", k.as_str())).cloned().collect(),
        topics: Vec::new(),
        forms: OfferingKind::ALL.into_iter().filter(|f| ticked("form", f.code())).collect(),
        guides: GuideKind::ALL.into_iter().filter(|g| ticked("veileder", g.code())).collect(),
    }
}

fn answer(fields: &Fields, code: &str, problems: &mut Vec<(&'static str, Problem)>) -> BoundaryAnswer {
    let answer = BoundaryAnswer::parse(field(fields, "svar"));
    let national = Profile::standard().rule(code).map(|r| r.answer);
    if answer.is_none() {
        problems.push(("svar", Problem::Answer));
    } else if answer == national && ["tjeneste", "form", "veileder"].iter().all(|n| field(fields, n).is_empty()) {
        problems.push(("svar", Problem::Same));
    }
    answer.unwrap_or(BoundaryAnswer::No)
}

fn free<'f>(
    fields: &'f Fields,
    name: &'static str,
    longest: usize,
    problems: &mut Vec<(&'static str, Problem)>,
) -> &'f str {
    let text = field(fields, name);
    if text.chars().count() > longest {
        problems.push((name, Problem::Long));
    }
    if !check(text, Expect::default()).is_empty() {
        problems.push((name, Problem::Personal));
    }
    text
}
