//! What the TOML parser refuses, in plain words.

/// A code, what is wrong and what to write instead.
pub(super) struct Plain {
    pub code: &'static str,
    pub message: String,
    pub instead: String,
}

/// Plain words for a parser's message about the place `at` in `text`, and the place they are about.
pub(super) fn plain(text: &str, at: usize, message: &str) -> (usize, Plain) {
    let (start, word) = word_at(text, at);
    match date(word) {
        Some(plain) => (start, plain),
        None => (at, other(word, message)),
    }
}

fn other(word: &str, message: &str) -> Plain {
    if message.contains("duplicate key") {
        return Plain {
            code: "duplicate_field",
            message: format!("Feltet «{word}» står to ganger."),
            instead: "Behold den ene linja og slett den andre.".into(),
        };
    }
    let (message, instead) = words(message, word);
    Plain {
        code: "syntax",
        message,
        instead,
    }
}

fn words(message: &str, word: &str) -> (String, String) {
    let has = |part: &str| message.contains(part);
    let (what, instead) = if has("must be quoted")
        || has("invalid boolean")
        || has("invalid integer")
        || has("invalid float")
    {
        (
            format!("«{word}» er verken tall, dato, true eller false."),
            "Sett tekst i hermetegn: \"…\".".to_owned(),
        )
    } else if has("unclosed array") || has("array") {
        (
            "Lista er ikke skrevet riktig.".into(),
            "Skriv lista slik: [\"en\", \"to\"], med komma mellom og ] til slutt.".into(),
        )
    } else if has("inline table") {
        (
            "Tabellen er ikke skrevet riktig.".into(),
            "Skriv den slik: { nb = \"…\", nn = \"…\" }.".into(),
        )
    } else if has("unclosed") && has("table") || has("table header") || has("`]`") {
        (
            "Overskriften er ikke skrevet riktig.".into(),
            "Skriv den slik: [[tid]] eller [utstyr], på en linje for seg selv.".into(),
        )
    } else if has("escape") {
        (
            "En omvendt skråstrek (\\) betyr noe særskilt i tekst.".into(),
            "Skriv to: \\\\.".into(),
        )
    } else if has("quote") || has("string") || has("newline") {
        (
            "Teksten mangler et hermetegn.".into(),
            "Sett \" både foran og bak teksten, og skriv \\\" for et hermetegn inne i den. Bruk \"\"\" for flere linjer.".into(),
        )
    } else if has("key") || has("expected `=`") || has("=") {
        (
            "Linja mangler et felt eller et likhetstegn.".into(),
            "Skriv feltet slik: navn = \"…\". Feltnavn har bare a–z, 0–9 og _.".into(),
        )
    } else if has("date") || has("time") {
        (
            format!("«{word}» er ikke en dato eller et klokkeslett."),
            "Skriv datoer slik: 2026-01-31, og klokkeslett slik: \"12:00\".".into(),
        )
    } else {
        (
            "Linja er ikke skrevet slik at den kan leses.".into(),
            "Skriv den slik: felt = \"tekst\", felt = 3 eller felt = [\"en\", \"to\"].".into(),
        )
    };
    (what, instead)
}

/// The word around a byte: up to blanks, commas, brackets and equals signs.
fn word_at(text: &str, at: usize) -> (usize, &str) {
    let at = at.min(text.len());
    let edge = |c: char| c.is_whitespace() || ",=[]{}#\"".contains(c);
    let (Some(before), Some(after)) = (text.get(..at), text.get(at..)) else {
        return (at, "");
    };
    let start = before.rfind(edge).map_or(0, |i| i + before[i..].chars().next().map_or(1, char::len_utf8));
    let end = at + after.find(edge).unwrap_or(after.len());
    (start, text.get(start..end).unwrap_or_default())
}

fn date(word: &str) -> Option<Plain> {
    iso(word).or_else(|| norwegian(word))
}

/// A day written the right way that is not in the calendar.
pub(super) fn iso(word: &str) -> Option<Plain> {
    let mut parts = word.get(..10)?.split('-');
    let year: i16 = parts.next()?.parse().ok()?;
    let month: i8 = parts.next()?.parse().ok()?;
    let day: i8 = parts.next()?.parse().ok()?;
    if parts.next().is_some() || jiff::civil::Date::new(year, month, day).is_ok() {
        return None;
    }
    let instead = match jiff::civil::Date::new(year, month, 1) {
        Ok(first) => format!(
            "Den måneden har {} dager. Skriv for eksempel {}.",
            first.days_in_month(),
            first.last_of_month()
        ),
        Err(_) => "Skriv år-måned-dag, for eksempel 2026-01-31. Månedene går fra 01 til 12.".to_owned(),
    };
    let day = word.get(..10)?;
    Some(Plain {
        code: "no_such_date",
        message: format!("Datoen {day} finnes ikke."),
        instead,
    })
}

/// A day written `31.01.2026`.
pub(super) fn norwegian(word: &str) -> Option<Plain> {
    let mut parts = word.split('.');
    let day: i8 = parts.next()?.parse().ok()?;
    let month: i8 = parts.next()?.parse().ok()?;
    let year: i16 = parts.next()?.parse().ok()?;
    if parts.next().is_some() {
        return None;
    }
    let message = format!("Datoen «{word}» er skrevet med punktum.");
    let instead = match jiff::civil::Date::new(year, month, day) {
        Ok(date) => format!("Skriv {date}."),
        Err(_) => "Skriv år-måned-dag, for eksempel 2026-01-31.".to_owned(),
    };
    Some(Plain {
        code: "wrong_form",
        message,
        instead,
    })
}
