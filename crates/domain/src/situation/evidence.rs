use super::{
    Estimate, Fact, FactWarning, LocalFigure, LocalPopulation, SituationRefusal, SurveyAnswer, SurveyQuestion,
};

/// Everything known before a decision, each with its year and source: what a council case, a presentation or an application
/// is made from.
#[derive(Clone, Debug, PartialEq)]
pub struct Evidence {
    /// The answered questions, in the order of the survey.
    pub answers: Vec<(&'static SurveyQuestion, SurveyAnswer)>,
    /// The questions without an answer, with who is to find out (empty when nobody is). A document shows them as gaps.
    pub gaps: Vec<(&'static SurveyQuestion, String)>,
    /// The facts that may be printed, the municipality's own first, each with what to be careful about.
    pub facts: Vec<(Fact, Vec<FactWarning>)>,
    /// Local estimates from those facts; each can show its formula.
    pub estimates: Vec<Estimate>,
    /// The people by age and year; `None` for a municipality that is not on the list and has brought in nothing.
    pub population: Option<LocalPopulation>,
    /// The other figures the municipality has brought in.
    pub figures: Vec<LocalFigure>,
}

impl Evidence {
    /// The fact with this code.
    #[must_use]
    pub fn fact(&self, code: &str) -> Option<&Fact> {
        self.facts.iter().map(|(f, _)| f).find(|f| f.code == code)
    }

    /// The estimate from the fact with this code.
    #[must_use]
    pub fn estimate(&self, code: &str) -> Option<&Estimate> {
        self.estimates.iter().find(|e| e.fact == code)
    }

    /// The answer to a question; `None` when it is a gap.
    #[must_use]
    pub fn answer(&self, question: &str) -> Option<&SurveyAnswer> {
        self.answers.iter().map(|(_, a)| a).find(|a| a.question == question)
    }

    /// Whether these facts may stand in one row, sentence or chart of a document.
    ///
    /// # Errors
    /// [`SituationRefusal::KindsMixed`] when they measure different things; [`SituationRefusal::NoSource`] when one is not
    /// among the facts.
    pub fn together(&self, codes: &[&str]) -> Result<Vec<&Fact>, SituationRefusal> {
        let found: Option<Vec<&Fact>> = codes.iter().map(|c| self.fact(c)).collect();
        let found = found.ok_or(SituationRefusal::NoSource)?;
        super::together(&found)?;
        Ok(found)
    }
}
