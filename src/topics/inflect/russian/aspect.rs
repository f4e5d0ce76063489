//! Which verbs say the passive with the particle: transitive imperfectives do (`вопрос обсуждается`), perfectives
//! take a participle (`вопрос обсуждён`), and their verbs in -ся are words of their own.

use super::strong::{self, PREFIXES};

/// Imperfectives whose verb in -ся mostly means something else.
#[rustfmt::skip]
const OWN_REFLEXIVE: &[&str] = &[
    "бить", "бороть", "бросать", "вешать", "водить", "возвращать", "встречать", "двигать", "держать",
    "добивать", "договаривать", "драть", "женить", "жаловать", "занимать", "защищать", "казать", "касать",
    "лечить", "мыть", "находить", "носить", "обращать", "общать", "отказывать", "относить", "повторять",
    "пытать", "ругать", "садить", "сдавать", "соглашать", "сражать", "становить", "стрелять", "тревожить",
    "трудить", "учить", "являть",
];

/// Perfectives without a prefix, or with one no longer felt.
#[rustfmt::skip]
const PERFECTIVE: &[&str] = &[
    "арестовать", "атаковать", "бросить", "взять", "дать", "деть", "завоевать", "испытать", "казнить",
    "кончить", "купить", "лечь", "лишить", "обменять", "обязать", "основать", "пасть", "пленить", "побывать",
    "поменять", "простить", "пустить", "разменять", "ранить", "родить", "сломать", "оправдать", "ошибить",
    "решить", "сесть", "стать", "ступить", "хватить", "явить",
];

/// How perfectives in -овать begin.
#[rustfmt::skip]
const PERFECTIVE_IN_OVATE: &[&str] = &[
    "за", "образ", "обосн", "опубл", "отре", "отрем", "переф", "подкорр", "потреб", "проан", "проголос",
    "проинф", "прок", "прореаг", "проф", "разочар", "сконц", "скоорд", "скорр", "смодел", "сорган", "сплан",
    "спровоц", "сформ", "поцел", "посовет", "порад", "соглас", "пожал", "оборуд",
];

/// Roots in -ать and -ять that a prefix makes perfective; others there are imperfectives of verbs in -ить.
#[rustfmt::skip]
const SIMPLE: &[&str] = &[
    "бегать", "ведать", "верстать", "венчать", "гадать", "делать", "держать", "думать", "играть", "кидать",
    "копать", "мешать", "пугать", "работать", "ругать", "слушать", "слышать", "стрелять", "терять", "черпать",
    "читать", "щупать", "считать", "казать", "писать", "резать", "вязать", "мазать", "искать", "ыскать",
    "прятать", "сыпать", "кричать", "лежать", "молчать", "сеять", "веять", "обещать", "знать", "пытать",
    "равнять", "трепать", "пахать", "чесать", "двинуть", "хватать", "качать", "сказать", "сознать",
];

/// Imperfectives that begin as if with a prefix.
#[rustfmt::skip]
const NO_PREFIX: &[&str] = &[
    "беспокоить", "варить", "веселить", "винить", "вредить", "верить", "весить", "видеть", "водить", "возить",
    "воспитать", "доить", "заботить", "обещать", "пилить", "поить", "портить", "править", "просить", "славить",
    "смотреть", "солить", "спорить", "ставить", "строить", "судить", "сушить", "удить", "учить", "сверлить",
    "селить", "служить", "снить", "совестить", "стелить", "сторожить", "стрелять", "ненавидеть", "зависеть",
    "разделять", "делать", "искать", "слушать", "слышать", "считать", "читать", "писать",
];

/// Roots of motion in -ить, imperfective with a prefix too: `производить`.
const MOTION: &[&str] = &["водить", "возить", "носить", "ходить"];

/// Whether a verb without the particle has passives with it.
pub(super) fn has_passive(word: &str) -> bool {
    if OWN_REFLEXIVE.contains(&word) || PERFECTIVE.contains(&word) || word.ends_with("нуть") {
        return false;
    }
    if NO_PREFIX.contains(&word) || MOTION.iter().any(|root| word.ends_with(root)) {
        return true;
    }
    if let Some(prefix) = strong::prefix(word) {
        return prefix.is_empty();
    }
    if word.ends_with("ывать") || word.ends_with("ивать") {
        return true;
    }
    if word.ends_with("овать") {
        return !PERFECTIVE_IN_OVATE
            .iter()
            .any(|start| word.starts_with(start));
    }
    let prefixed = |roots: &[&str]| {
        roots.iter().any(|root| {
            word.strip_suffix(root)
                .is_some_and(|prefix| PREFIXES.contains(&prefix))
        })
    };
    if word.ends_with("ать") || word.ends_with("ять") {
        return !prefixed(SIMPLE);
    }
    !PREFIXES.iter().any(|prefix| word.starts_with(prefix))
}
