//! Arrangementene: what is planned for one occurrence of an offering – or for a whole course or closed club – from the
//! idea until it has been held, counted and evaluated.
//!
//! Everything here is about the event. Nobody who comes is known: those who sign up are in `enrolments`, and what is
//! left afterwards are counts.

mod evaluation;
mod kostra;
mod plan;
mod poll;
mod sign_up;
#[cfg(test)]
mod tests;
mod themes;

pub use evaluation::{Evaluation, FEWEST_SHEETS, Mastery, Phase, Question, Round, Smile, TASKS};
pub use kostra::{EventType, HeldEvent, KostraCount, Organiser, in_library, kostra};
pub use plan::{
    Contributor, Crew, EventPlan, Item, LINK_TRUSTED_DAYS, Lesson, Level, Missing, Part, Programme, Reply, is_event,
    lesson_dates, planned_by_date,
};
pub use poll::{CHOICES, PROPOSALS, ranked};
pub use sign_up::{SignUp, SignUpMode, for_whole_series};
pub use themes::{Theme, lines, shipped_themes};
