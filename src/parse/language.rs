//! Which language a text is in: what is stated, else what its letters and small words show.

mod detector;
mod profiles;

pub use detector::detect_language;

/// The primary subtag of a stated tag, lower case: `ru-RU` is `ru`. `None` when it is not a tag.
pub(super) fn primary_subtag(tag: &str) -> Option<String> {
    let tag = tag.trim().to_ascii_lowercase();
    let primary = tag.split(['-', '_', ' ', ',']).next()?;
    let three = match primary {
        "kaz" => "kk",
        "rus" => "ru",
        "eng" | "english" => "en",
        "deu" | "ger" => "de",
        "fra" | "fre" => "fr",
        "pol" => "pl",
        // Wrong but common: the country for the language.
        "kz" => "kk",
        other => other,
    };
    let is_tag =
        matches!(three.len(), 2 | 3) && three.bytes().all(|byte| byte.is_ascii_lowercase());
    (is_tag && !matches!(three, "und" | "mul" | "zxx")).then(|| three.to_owned())
}

/// The language of an entry: what the entry states; what the feed states, unless the text is clearly
/// in another script or is Kazakh in a feed that calls itself Russian (templates state what their
/// maker spoke); else what is detected.
pub(super) fn of_entry(
    entry: Option<&str>,
    feed: Option<&str>,
    title: &str,
    text: &str,
) -> Option<String> {
    if let Some(stated) = entry {
        return Some(stated.to_owned());
    }
    let sample = format!("{title}. {}", super::text::bounded(text, 4000));
    let detected = detect_language(&sample);
    match (feed, detected) {
        (Some(stated), Some(detected)) if contradicts(stated, detected) => {
            Some(detected.to_owned())
        }
        (Some(stated), _) => Some(stated.to_owned()),
        (None, detected) => detected.map(str::to_owned),
    }
}

/// Whether a feed-wide statement cannot be true of a text detected to be in `detected`.
fn contradicts(stated: &str, detected: &str) -> bool {
    const CYRILLIC: [&str; 10] = ["ru", "kk", "uk", "be", "bg", "sr", "mk", "ky", "tg", "mn"];
    const LATIN: [&str; 16] = [
        "en", "de", "fr", "pl", "es", "it", "pt", "nl", "cs", "sk", "ro", "hu", "sv", "tr", "fi",
        "da",
    ];
    let is_cyrillic = |tag| CYRILLIC.contains(&tag);
    let is_latin = |tag| LATIN.contains(&tag);
    is_latin(stated) && is_cyrillic(detected)
        || matches!(stated, "ru" | "uk") && is_latin(detected)
        || stated == "ru" && detected == "kk"
}
