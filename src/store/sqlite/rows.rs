//! How our values stand in columns: times as text through one pair of functions, hashes as blobs.

use rusqlite::Row;

use crate::model::{Timestamp, format_time, parse_time};

/// A time for a column; null for `None`.
pub(super) fn text_of(at: Option<Timestamp>) -> Option<String> {
    at.map(format_time)
}

/// A time from a column; `None` for null, and for text that is no time, which only another program
/// can have written there.
pub(super) fn time(row: &Row<'_>, column: &str) -> rusqlite::Result<Option<Timestamp>> {
    let text: Option<String> = row.get(column)?;
    Ok(text.as_deref().and_then(parse_time))
}

/// A time that is always there; the epoch if another program spoiled it.
pub(super) fn time_always(row: &Row<'_>, column: &str) -> rusqlite::Result<Timestamp> {
    Ok(time(row, column)?.unwrap_or_default())
}

/// The same table as in the view `items_search`.
pub(super) fn simplified(letter: char) -> char {
    match letter {
        'ё' | 'Ё' => 'е',
        'ә' | 'Ә' => 'а',
        'ғ' | 'Ғ' => 'г',
        'қ' | 'Қ' => 'к',
        'ң' | 'Ң' => 'н',
        'ө' | 'Ө' => 'о',
        'ұ' | 'Ұ' | 'ү' | 'Ү' => 'у',
        'һ' | 'Һ' => 'х',
        'і' | 'І' => 'и',
        other => other,
    }
}
