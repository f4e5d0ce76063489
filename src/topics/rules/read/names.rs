//! What others call our keys and languages.

/// The code of a language that was written out, in capitals or as a country.
pub(super) fn code_of(name: &str) -> Option<&'static str> {
    Some(match name.to_lowercase().as_str() {
        "all" | "every" | "*" => "any",
        "en" | "eng" | "english" | "uk" | "us" => "en",
        "ru" | "rus" | "russian" | "рус" | "русский" => "ru",
        "kk" | "kz" | "kaz" | "kazakh" | "қаз" | "қазақша" => "kk",
        "de" | "ger" | "deu" | "german" | "deutsch" => "de",
        "fr" | "fra" | "fre" | "french" => "fr",
        "pl" | "pol" | "polish" => "pl",
        _ => return None,
    })
}

/// What others call our keys, too far away for an edit distance.
pub(super) fn synonym(name: &str) -> Option<&'static str> {
    Some(match name.to_lowercase().as_str() {
        "keywords" | "words" | "keyword" => "terms",
        "id" | "key" => "slug",
        "title" | "label" => "name",
        "score" | "min_score" | "limit" => "threshold",
        "weight" | "score_points" => "points",
        "rules" | "combinations" => "combos",
        "extends" | "inherits" => "includes",
        "required" | "must" => "require",
        "excludes" | "stopwords" | "not_terms" => "exclude",
        "expected" | "match" => "tagged",
        "content" | "summary" => "body",
        "lang" => "language",
        "sources" | "hosts" | "sites" => "publishers",
        _ => return None,
    })
}
