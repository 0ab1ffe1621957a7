//! The table of figures.

/// One figure and its limit.
struct Line {
    what: String,
    measured: String,
    limit: String,
    good: Option<bool>,
}

/// Every figure, in the order it was measured.
#[derive(Default)]
pub struct Report(Vec<Line>);

impl Report {
    /// A figure that is to be at most `limit`.
    pub fn at_most(&mut self, what: impl Into<String>, measured: f64, limit: f64, unit: &str) {
        self.line(
            what,
            with(measured, unit),
            format!("≤ {}", with(limit, unit)),
            Some(measured <= limit),
        );
    }

    /// A figure that is to be at least `limit`.
    pub fn at_least(&mut self, what: impl Into<String>, measured: f64, limit: f64, unit: &str) {
        self.line(
            what,
            with(measured, unit),
            format!("≥ {}", with(limit, unit)),
            Some(measured >= limit),
        );
    }

    /// A figure without a limit.
    pub fn told(&mut self, what: impl Into<String>, measured: f64, unit: &str) {
        self.line(what, with(measured, unit), String::new(), None);
    }

    fn line(&mut self, what: impl Into<String>, measured: String, limit: String, good: Option<bool>) {
        let what = what.into();
        eprintln!("{what}: {measured} {limit}");
        self.0.push(Line {
            what,
            measured,
            limit,
            good,
        });
    }

    /// Whether every limit is kept.
    pub fn is_good(&self) -> bool {
        self.0.iter().all(|line| line.good != Some(false))
    }

    /// Prints the table as Markdown.
    pub fn print(&self) {
        println!("| figure | measured | limit | |\n|---|---:|---:|---|");
        for line in &self.0 {
            let mark = match line.good {
                Some(true) => "kept",
                Some(false) => "**missed**",
                None => "",
            };
            println!("| {} | {} | {} | {mark} |", line.what, line.measured, line.limit);
        }
    }
}

fn with(number: f64, unit: &str) -> String {
    let digits = match number {
        n if n >= 100.0 => 0,
        n if n >= 10.0 => 1,
        _ => 2,
    };
    format!("{number:.digits$} {unit}")
}
