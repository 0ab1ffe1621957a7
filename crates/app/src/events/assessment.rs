//! The coordinator's side of self-assessment: the tasks, the links, sheets from paper, and the sums when a round is closed.

use super::{EventRefusal, course_store, course_store::Assessment, store, views};
use crate::{
    frame::{AppError, Cx},
    office::entered::{Entered, Problems, Reading},
    texts::{T, Words},
};
use domain::{
    enrolments::Target,
    events::{EventPlan, FEWEST_SHEETS, Mastery, Phase, Round, TASKS, lines},
    shared::Locale,
};
use maud::{Markup, html};
use ui::{
    args,
    forms::{self as fields, Field},
    parts::{self, Column, Tone, Weight},
};

/// The body of the page.
pub fn page(
    cx: &Cx,
    path: &str,
    assessment: &Assessment,
    saved: bool,
    entered: &Entered,
    problems: &[(String, String)],
) -> Markup {
    let l = cx.locale();
    let action = cx.link(&format!("{path}/vurdering"));
    let in_use = assessment.rounds.iter().any(|(_, _, r)| r.sheets > 0 || r.closed);
    html! {
        @if saved { (parts::live_notice(Tone::Good, &html! { p { (l.t(T::EventsSaved)) } })) }
        p { (l.ta(T::EventsAssessmentLead, &args![("n", FEWEST_SHEETS)])) }
        @if in_use {
            section.card { h2 { (l.t(T::EventsTasks)) } ol { @for task in &assessment.tasks { li { (task) } } } }
        } @else {
            (fields::form(&action, &cx.csrf(), &tasks_form(l, assessment, entered, problems)))
        }
        @if !assessment.tasks.is_empty() {
            @for phase in Phase::ALL { (round_card(cx, &action, assessment, phase, entered, problems)) }
            (result(assessment, l))
        }
    }
}

fn tasks_form(l: Locale, assessment: &Assessment, entered: &Entered, problems: &[(String, String)]) -> Markup {
    let standing = if assessment.tasks.is_empty() {
        l.t(T::EventsUsualTasks)
    } else {
        assessment.tasks.join("\n")
    };
    let shown = if entered.get("oppgaver").is_empty() {
        standing
    } else {
        entered.get("oppgaver").to_owned()
    };
    let error = problems.iter().find(|(n, _)| n == "oppgaver").map(|(_, t)| t.clone());
    let field = Field::new("oppgaver", l.t(T::EventsTasks))
        .hint(l.t(T::EventsTasksHint))
        .guarded()
        .value(shown)
        .error(error);
    html! {
        (fields::textarea(&field, 8))
        (parts::actions(&[parts::button_with(&l.t(T::EventsSaveTasks), Weight::Primary, "gjor", "oppgaver")]))
    }
}

fn round_card(
    cx: &Cx,
    action: &str,
    assessment: &Assessment,
    phase: Phase,
    entered: &Entered,
    problems: &[(String, String)],
) -> Markup {
    let l = cx.locale();
    let Some((_, token, round)) = assessment.round(phase) else {
        return html! {};
    };
    let sheet = l.ta(T::EventsSheets, &args![("n", round.sheets)]);
    html! {
        section.card {
            h2 { (l.t(views::phase_name(phase))) }
            p { (sheet) }
            @if round.closed {
                p { (parts::tag(Tone::Info, &l.t(T::EventsRoundClosed))) }
                @if round.sheets < FEWEST_SHEETS { p { (l.t(T::EventsTooFewSheets)) } }
            } @else {
                p { (l.t(T::EventsSheetLink)) br; code.address { (cx.full_address(&format!("/vurdering/{token}"))) } }
                details open[!problems.is_empty() && entered.get("runde") == phase.code()] {
                    summary { (l.t(T::EventsFromPaper)) }
                    (fields::form(action, &cx.csrf(), &paper(l, assessment, phase, entered, problems)))
                }
                (fields::form(action, &cx.csrf(), &html! {
                    (fields::hidden("runde", phase.code()))
                    (parts::actions(&[parts::button_with(&l.t(T::EventsCloseRound), Weight::Secondary, "gjor", "lukk")]))
                }))
            }
        }
    }
}

fn cell(phase: Phase, task: usize, answer: Mastery) -> String {
    format!("{}-{task}-{}", phase.code(), answer.code())
}

/// The grid for paper sheets: how many chose each answer. Only sums are asked for.
fn paper(l: Locale, assessment: &Assessment, phase: Phase, entered: &Entered, problems: &[(String, String)]) -> Markup {
    let name = format!("{}-ark", phase.code());
    let error = problems.iter().find(|(n, _)| *n == name).map(|(_, t)| t.clone());
    html! {
        (fields::hidden("runde", phase.code()))
        (fields::number_field(&Field::new(name.clone(), l.t(T::EventsPaperSheets)).short().value(entered.get(&name)).error(error), 1, 500))
        @for (i, task) in assessment.tasks.iter().enumerate() {
            fieldset.ds-fieldset {
                legend { (task) }
                div.actions {
                    @for answer in Mastery::ALL {
                        @let name = cell(phase, i, answer);
                        (fields::number_field(&Field::new(name.clone(), l.t(views::mastery_name(answer))).short().value(entered.get(&name)), 0, 500))
                    }
                }
            }
        }
        (parts::actions(&[parts::button_with(&l.t(T::EventsAddPaper), Weight::Secondary, "gjor", "papir")]))
    }
}

/// Before and after, task by task, when there is enough to show.
fn result(assessment: &Assessment, l: Locale) -> Markup {
    let shown: Vec<(Phase, &Round)> =
        assessment.rounds.iter().filter(|(_, _, r)| r.shown().is_some()).map(|(p, _, r)| (*p, r)).collect();
    if shown.is_empty() {
        return html! {};
    }
    let mut columns = vec![Column::words(l.t(T::EventsTask))];
    for (phase, round) in &shown {
        let of = l.ta(
            T::EventsAloneIn,
            &args![("phase", l.t(views::phase_name(*phase)).to_lowercase()), ("n", round.sheets)],
        );
        columns.push(Column::numbers(of));
    }
    let rows: Vec<Vec<Markup>> = assessment
        .tasks
        .iter()
        .enumerate()
        .map(|(i, task)| {
            let mut row = vec![html! { (task) }];
            for (_, round) in &shown {
                let alone = round.shown().and_then(|a| a.get(i)).map_or(0, |a| a[Mastery::Alone as usize]);
                row.push(html! { (alone) });
            }
            row
        })
        .collect();
    html! {
        section {
            h2 { (l.t(T::EventsResult)) }
            p { (l.t(T::EventsResultLead)) }
            (parts::data_table(&l.t(T::EventsResult), &columns, &rows))
        }
    }
}

/// Chooses the tasks, adds sheets from paper, or closes a round. Returns what was wrong.
///
/// # Errors
/// A refusal when a round is closed or the tasks are in use.
pub async fn save(cx: &Cx, target: &Target, usual: &EventPlan, entered: &Entered) -> Result<Problems, AppError> {
    let l = cx.locale();
    let (target, usual) = (target.clone(), usual.clone());
    match entered.get("gjor") {
        "oppgaver" => {
            let mut reading = Reading::new(l, entered);
            let tasks: Vec<String> = lines(&reading.line("oppgaver")).into_iter().map(ToOwned::to_owned).collect();
            if reading.problems.is_empty() && !TASKS.contains(&tasks.len()) {
                reading.problem(
                    "oppgaver",
                    l.ta(
                        T::EventsProblemTasks,
                        &args![("low", *TASKS.start()), ("high", *TASKS.end())],
                    ),
                );
            }
            if !reading.problems.is_empty() {
                return Ok(reading.problems);
            }
            cx.write(move |tx| {
                let event = store::ensure(tx, &target, &usual)?;
                let standing = course_store::assessment(tx, event)?;
                if standing.rounds.iter().any(|(_, _, r)| r.sheets > 0 || r.closed) {
                    return Err(AppError::refused(EventRefusal::TasksInUse));
                }
                course_store::put_tasks(tx, event, &tasks)
            })
            .await?;
        }
        "papir" => return add_paper(cx, target, usual, entered).await,
        "lukk" => {
            let phase = Phase::parse(entered.get("runde")).ok_or(AppError::Absent)?;
            cx.write(move |tx| {
                let event = store::ensure(tx, &target, &usual)?;
                course_store::close(tx, event, phase)
            })
            .await?;
        }
        _ => return Err(AppError::Absent),
    }
    Ok(Problems::new())
}

async fn add_paper(cx: &Cx, target: Target, usual: EventPlan, entered: &Entered) -> Result<Problems, AppError> {
    let l = cx.locale();
    let phase = Phase::parse(entered.get("runde")).ok_or(AppError::Absent)?;
    let own = target.clone();
    let tasks = cx
        .read(move |r| match store::plan(r, &own)? {
            Some(planned) => Ok(course_store::assessment(r, planned.id)?.tasks.len()),
            None => Ok(0),
        })
        .await?;
    let mut reading = Reading::new(l, entered);
    let name = format!("{}-ark", phase.code());
    let sheets: u32 = reading.number(&name).unwrap_or(0);
    let answers: Vec<[u32; 3]> = (0..tasks)
        .map(|task| Mastery::ALL.map(|m| reading.number::<u16>(&cell(phase, task, m)).map_or(0, u32::from)))
        .collect();
    if !(1..=500).contains(&sheets) {
        reading.problem(&name, l.ta(T::EventsProblemRange, &args![("low", 1), ("high", 500)]));
    } else if answers.iter().any(|a| a.iter().sum::<u32>() > sheets) {
        reading.problem(&name, l.t(T::EventsProblemMoreThanSheets));
    }
    if !reading.problems.is_empty() {
        return Ok(reading.problems);
    }
    cx.write(move |tx| {
        let event = store::ensure(tx, &target, &usual)?;
        if course_store::add(tx, event, phase, sheets, &answers)? {
            Ok(())
        } else {
            Err(AppError::refused(EventRefusal::Closed))
        }
    })
    .await?;
    Ok(Problems::new())
}
