use domain::{
    boundaries::{BoundaryAnswer, Profile},
    privacy::{Expect, check},
    register::Deviation,
    shared::{Key, Locale, Localized},
};

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
}

/// A field; empty when it was not sent.
pub fn field<'f>(fields: &'f Fields, name: &str) -> &'f str {
    fields.iter().find(|(n, _)| n == name).map_or("", |(_, v)| v.trim())
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
    ];
    for locale in Locale::ALL {
        fields.push((reason_field(locale).to_owned(), d.reason.exact(locale).to_owned()));
    }
    fields
}

/// Reads a deviation from the rule `code`.
///
/// # Errors
/// Every problem, each with its field.
pub fn read(fields: &Fields, code: &str, key: Key, own: Locale) -> Result<Deviation, Vec<(&'static str, Problem)>> {
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
    let due = match field(fields, "ros_frist") {
        "" if assessment.is_empty() => {
            problems.push(("ros_frist", Problem::Due));
            None
        }
        "" => None,
        text => {
            let day = text.parse().ok();
            if day.is_none() {
                problems.push(("ros_frist", Problem::DueForm));
            }
            day
        }
    };
    if !problems.is_empty() {
        return Err(problems);
    }
    Ok(Deviation {
        key,
        rule: code.to_owned(),
        answer: answer.code().to_owned(),
        reason,
        owner: owner.to_owned(),
        risk_assessment_due: due,
        risk_assessment: assessment.to_owned(),
        assumed: Vec::new(),
    })
}

fn answer(fields: &Fields, code: &str, problems: &mut Vec<(&'static str, Problem)>) -> BoundaryAnswer {
    let answer = BoundaryAnswer::parse(field(fields, "svar"));
    let national = Profile::standard().rule(code).map(|r| r.answer);
    if answer.is_none() {
        problems.push(("svar", Problem::Answer));
    } else if answer == national {
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
