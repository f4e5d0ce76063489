//! Words that folding makes one and that are two: a term is told from the other by how that is written.

/// Other words whose letters, once folded, are those of a form of this word in lower case: as they are written, since
/// nothing else tells them apart.
pub(in crate::topics) fn other_words(lower: &str) -> &'static [&'static str] {
    match lower {
        "aid" => &["AIDS"],
        "fordern" => &[
            "fördern",
            "fördert",
            "förderte",
            "förderten",
            "gefördert",
            "geförderte",
            "geförderten",
        ],
        "fördern" => &[
            "fordern",
            "fordert",
            "forderte",
            "forderten",
            "gefordert",
            "geforderte",
            "geforderten",
        ],
        "geben" => &["Gaben"],
        "gut" => &["Güter"],
        "liegen" => &["Lagen"],
        "sprechen" => &["Sprachen"],
        "stark" => &["Stärke", "Stärken"],
        "töten" => &["tote", "Tote", "toten", "Toten"],
        // ceł.
        "cło" => &["cel", "Cel", "CEL"],
        "stanąć" => &["stan", "Stan", "STAN"],
        // świąt.
        "święto" => &["świat", "Świat", "ŚWIAT"],
        "węgiel" => &["węgieł", "Węgieł"],
        "zginąć" => &["zginać", "Zginać"],
        _ => &[],
    }
}
