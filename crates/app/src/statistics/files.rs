//! Figures to take away. Everything here is as seen from outside: small numbers hidden, sums too.

use super::{ask::Ask, names::Names, store::Side};
use crate::texts::{T, Words};
use domain::shared::capital;
use domain::{
    shared::{Locale, day_and_minute},
    statistics::{Audience, Axis, Dimension, Period, Sheet, SheetCell, SheetWords},
};
use jiff::Timestamp;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, Worksheet, XlsxError};

/// The name of a file: `tall-2026.csv`, `tall-topic-2026-03.csv`.
pub fn file_name(locale: Locale, period: Period, what: &str, ending: &str) -> String {
    let word = if locale == Locale::En { "figures" } else { "tall" };
    let parts = [word, what, &period.code().replace("..", "-")];
    let named: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    format!("{}.{ending}", named.join("-"))
}

/// One sheet for each dimension.
pub fn sheets(names: &Names, side: &Side, dimensions: &[Dimension]) -> Vec<Sheet> {
    dimensions.iter().map(|dimension| sheet(names, side, *dimension)).collect()
}

fn sheet(names: &Names, side: &Side, dimension: Dimension) -> Sheet {
    let l = names.locale;
    let (table, corner) = if dimension == Dimension::WeekdayPart {
        (side.week(Audience::Outside), l.t(T::StatisticsWeekday))
    } else {
        (side.over_time(dimension, Audience::Outside), names.dimension(dimension))
    };
    let words = SheetWords {
        name: names.dimension(dimension),
        corner,
        total: l.t(T::StatisticsTotal),
        fewer_than_five: l.t(T::StatisticsFewerThanFive),
        withheld: l.t(T::StatisticsWithheld),
        hidden_note: l.t(T::StatisticsHowHidden),
        several_note: l.t(T::StatisticsHowSeveral),
    };
    Sheet::of(&table, &words, |axis: Axis, key| capital(&names.key(axis, key)))
}

/// What a workbook says about itself.
pub struct About {
    /// The service.
    pub service: String,
    /// When it was made.
    pub now: Timestamp,
}

/// A workbook: what it is on the first sheet, then a sheet for each dimension.
///
/// # Errors
/// What the writer refuses; our sheets give it no reason.
pub fn workbook(names: &Names, ask: &Ask, side: &Side, about: &About) -> Result<Vec<u8>, XlsxError> {
    let l = names.locale;
    let title = format!("{} – {}", l.t(T::StatisticsTitle), names.period(ask.period));
    let mut book = Workbook::new();
    book.set_properties(&properties(l, &title, about)?);
    front(book.add_worksheet(), names, &title, ask, about)?;
    for (dimension, sheet) in Dimension::ALL.into_iter().zip(sheets(names, side, &Dimension::ALL)) {
        let page = book.add_worksheet();
        page.set_name(sheet_name(&names.dimension(dimension)))?;
        fill(page, &sheet)?;
    }
    book.save_to_buffer()
}

fn properties(locale: Locale, title: &str, about: &About) -> Result<DocProperties, XlsxError> {
    let (day, minute) = day_and_minute(about.now);
    let (year, month, date) = (
        day.year().unsigned_abs(),
        day.month().unsigned_abs(),
        day.day().unsigned_abs(),
    );
    let made = ExcelDateTime::from_ymd(year, month, date)?.and_hms(minute.get() / 60, (minute.get() % 60) as u8, 0)?;
    let language = match locale {
        Locale::Nb => "nb-NO",
        Locale::Nn => "nn-NO",
        Locale::En => "en-GB",
    };
    Ok(DocProperties::new()
        .set_title(title)
        .set_author(&about.service)
        .set_company(&about.service)
        .set_creation_datetime(&made)
        .set_custom_property("Language", language))
}

/// Excel allows 31 characters, and not these.
fn sheet_name(name: &str) -> String {
    name.chars().map(|c| if "[]:*?/\\".contains(c) { ' ' } else { c }).take(31).collect()
}

fn front(page: &mut Worksheet, names: &Names, title: &str, ask: &Ask, about: &About) -> Result<(), XlsxError> {
    let l = names.locale;
    page.set_name(sheet_name(&l.t(T::StatisticsAbout)))?;
    page.set_column_width(0, 100)?;
    let wrapped = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    page.write_with_format(0, 0, title, &Format::new().set_bold().set_font_size(16))?;
    let (day, _) = day_and_minute(about.now);
    let made = l.ta(
        T::StatisticsFileMade,
        &ui::args![("service", about.service.as_str()), ("day", names.day(day))],
    );
    let published = names.published();
    let place = ask.place.as_ref().and_then(|k| published.place(k.as_str())).map(|p| &p.name);
    let offering = ask.offering.as_ref().and_then(|k| published.offering(k.as_str())).map(|o| &o.name);
    let only = [place, offering].into_iter().flatten().map(|name| name.get(l).to_owned());
    let lines = [made].into_iter().chain(only).chain([
        l.t(T::StatisticsHowVisits),
        l.t(T::StatisticsAboutPeople),
        l.t(T::StatisticsAboutHidden),
        l.t(T::StatisticsAboutLimits),
    ]);
    for (row, line) in (1..).zip(lines) {
        page.write_with_format(row, 0, line, &wrapped)?;
    }
    Ok(())
}

fn fill(page: &mut Worksheet, sheet: &Sheet) -> Result<(), XlsxError> {
    let head = Format::new().set_bold().set_text_wrap().set_align(FormatAlign::Top);
    let number = Format::new().set_num_format("#,##0");
    let hidden = Format::new().set_align(FormatAlign::Right).set_italic();
    let bold = Format::new().set_bold();
    for (column, heading) in (0..).zip(&sheet.headings) {
        page.write_with_format(0, column, heading, &head)?;
    }
    for (row, cells) in (1..).zip(&sheet.rows) {
        for (column, cell) in (0..).zip(cells) {
            match cell {
                // Texts are written as texts: the writer makes no formula of them.
                SheetCell::Text(text) if column == 0 => page.write_string_with_format(row, column, text, &bold)?,
                SheetCell::Text(text) => page.write_string_with_format(row, column, text, &hidden)?,
                SheetCell::Number(n) => page.write_number_with_format(row, column, as_real(*n), &number)?,
            };
        }
    }
    let below = u32::try_from(sheet.rows.len()).unwrap_or(u32::MAX - 2) + 2;
    for (row, note) in (below..).zip(&sheet.notes) {
        page.write_string(row, 0, note)?;
    }
    page.set_column_width(0, 36)?;
    let last = u16::try_from(sheet.headings.len().saturating_sub(1)).unwrap_or(u16::MAX);
    if last > 0 {
        page.set_column_range_width(1, last, 14)?;
    }
    page.set_freeze_panes(1, 1)?;
    page.set_repeat_rows(0, 0)?;
    page.set_landscape();
    Ok(())
}

/// A workbook keeps numbers as floating point, exact up to 2⁵³: more visits than there will ever be.
#[allow(clippy::cast_precision_loss)]
const fn as_real(n: u64) -> f64 {
    n as f64
}
