//! English: plurals, -ed and -ing with their doubled, dropped and changed letters, -ise and -ize, and the
//! common irregular words. Possessives are gone before this.

use super::{Ending, cut, last};

const PLAIN: &[&str] = &["", "s", "ed", "ing", "ings"];
const PLURAL_ONLY: &[&str] = &["", "s"];
const AFTER_SIBILANT: &[&str] = &["", "es", "ed", "ing"];
const AFTER_E: &[&str] = &["e", "es", "ed", "ing", "ings"];
const AFTER_Y: &[&str] = &["y", "ies", "ied", "ying"];
const AFTER_DOUBLED: &[&str] = &["ed", "ing"];

/// Words whose forms no rule yields, each with all of them.
#[rustfmt::skip]
const IRREGULAR: &[&str] = &[
    "aide aides", "alumnus alumni", "antenna antennas antennae", "appendix appendices appendixes",
    "arise arises arose arisen arising", "awake awakes awoke awoken awaking", "axis axes", "bacillus bacilli",
    "bear bears bore borne bearing", "beat beats beaten beating", "become becomes became becoming",
    "begin begins began begun beginning", "bend bends bent bending", "bet bets betting", "bias biases biased",
    "bid bids bidding", "bind binds bound binding", "bite bites bit bitten biting",
    "bleed bleeds bled bleeding", "blow blows blew blown blowing", "break breaks broke broken breaking",
    "breed breeds bred breeding", "bring brings brought bringing", "broadcast broadcasts broadcasting",
    "build builds built building", "burn burns burned burnt burning", "burst bursts bursting", "bus buses",
    "buy buys bought buying", "cactus cacti cactuses", "cast casts casting", "catch catches caught catching",
    "child children", "choose chooses chose chosen choosing", "cling clings clung clinging",
    "come comes came coming", "cost costs costing", "creep creeps crept creeping", "crisis crises",
    "criterion criteria", "cut cuts cutting", "datum data", "deal deals dealt dealing", "die dies died dying",
    "dig digs dug digging", "draw draws drew drawn drawing", "dream dreams dreamed dreamt dreaming",
    "drive drives drove driven driving", "eat eats ate eaten eating", "fall falls fell fallen falling",
    "feed feeds fed feeding", "feel feels felt feeling", "fight fights fought fighting",
    "find finds found finding findings", "flee flees fled fleeing", "fly flies flew flown flying", "foot feet",
    "forbid forbids forbade forbidden forbidding", "forecast forecasts forecasting forecasted",
    "foresee foresees foresaw foreseen foreseeing", "foretell foretells foretold foretelling",
    "forget forgets forgot forgotten forgetting", "forgive forgives forgave forgiven forgiving",
    "formula formulas formulae", "freeze freezes froze frozen freezing", "fungus fungi funguses",
    "gas gases gassed", "get gets got getting gotten", "give gives gave given giving",
    "go goes went gone going", "goose geese", "grow grows grew grown growing", "hang hangs hung hanged hanging",
    "hear hears heard hearing hearings", "hide hides hid hidden hiding", "hit hits hitting",
    "hold holds held holding", "hurt hurts hurting", "index indices indexes indexed indexing",
    "keep keeps kept keeping", "kneel kneels knelt kneeled kneeling", "knife knives",
    "know knows knew known knowing", "larva larvae", "lay lays laid laying", "lead leads led leading",
    "leap leaps leaped leapt leaping", "learn learns learned learnt learning", "leave leaves left leaving",
    "lend lends lent lending", "lens lenses", "let lets letting", "lie lies lied lay lain lying", "life lives",
    "light lights lit lighted lighting", "lose loses lost losing", "make makes made making", "man men",
    "matrix matrices matrixes", "mean means meant meaning", "medium media mediums",
    "meet meets met meeting meetings", "mislead misleads misled misleading",
    "mistake mistakes mistook mistaken", "mouse mice", "nucleus nuclei", "offset offsets offsetting",
    "outdo outdoes outdid outdone outdoing", "overcome overcomes overcame overcoming",
    "override overrides overrode overridden overriding", "overrun overruns overran overrunning",
    "oversee oversees oversaw overseen overseeing", "overtake overtakes overtook overtaken overtaking",
    "overthrow overthrows overthrew overthrown", "ox oxen", "panic panics panicked panicking",
    "pay pays paid paying", "person persons", "phenomenon phenomena", "plead pleads pleaded pled pleading",
    "prove proves proved proven proving", "put puts putting", "quit quits quitting", "quiz quizzes quizzed",
    "radius radii radiuses", "read reads reading", "rebuild rebuilds rebuilt rebuilding",
    "redo redoes redid redone redoing", "repay repays repaid repaying", "resell resells resold reselling",
    "reset resets resetting", "retake retakes retook retaken retaking",
    "rewrite rewrites rewrote rewritten rewriting", "ride rides rode ridden riding",
    "ring rings rang rung ringing", "rise rises rose risen rising", "run runs ran running",
    "say says said saying", "see sees saw seen seeing", "seek seeks sought seeking", "sell sells sold selling",
    "send sends sent sending", "set sets setting", "sew sews sewed sewn sewing",
    "shake shakes shook shaken shaking", "shoot shoots shot shooting", "show shows showed shown showing",
    "shrink shrinks shrank shrunk shrinking", "shut shuts shutting", "sing sings sang sung singing",
    "sink sinks sank sunk sinking", "sit sits sat sitting", "slay slays slew slain slaying",
    "sleep sleeps slept sleeping", "slide slides slid sliding", "sow sows sowed sown sowing",
    "speak speaks spoke spoken speaking", "speed speeds sped speeded speeding", "spend spends spent spending",
    "spill spills spilled spilt spilling", "spin spins spun spinning", "spit spits spat spitting",
    "split splits splitting", "spoil spoils spoiled spoilt spoiling", "spread spreads spreading",
    "spring springs sprang sprung springing", "stand stands stood standing",
    "steal steals stole stolen stealing", "stick sticks stuck sticking", "stimulus stimuli",
    "sting stings stung stinging", "strike strikes struck stricken striking",
    "strive strives strove strived striven striving", "swear swears swore sworn swearing",
    "sweep sweeps swept sweeping", "swell swells swelled swollen swelling", "swim swims swam swum swimming",
    "swing swings swung swinging", "syllabus syllabi syllabuses", "take takes took taken taking",
    "teach teaches taught teaching", "tear tears tore torn tearing", "tell tells told telling",
    "think thinks thought thinking", "throw throws threw thrown throwing", "thrust thrusts thrusting",
    "tie ties tied tying", "tooth teeth", "traffic trafficked trafficking",
    "tread treads trod trodden treading", "undercut undercuts undercutting",
    "undergo undergoes underwent undergone undergoing", "understand understands understood understanding",
    "undertake undertakes undertook undertaken undertaking", "undo undoes undid undone undoing",
    "uphold upholds upheld upholding", "upset upsets upsetting", "vertebra vertebrae vertebras",
    "wake wakes woke woken waking", "wear wears wore worn wearing", "weave weaves wove woven weaving",
    "weep weeps wept weeping", "wife wives", "win wins won winning",
    "withdraw withdraws withdrew withdrawn withdrawing", "withhold withholds withheld withholding",
    "withstand withstands withstood withstanding", "woman women", "write writes wrote written writing",
];

/// Words in -our and -re on one side of the ocean.
#[rustfmt::skip]
const BRITISH: &[(&str, &str)] = &[
    ("isation", "ization"), ("programme", "program"), ("defence", "defense"), ("offence", "offense"),
    ("licence", "license"), ("behaviour", "behavior"), ("colour", "color"), ("favour", "favor"),
    ("harbour", "harbor"), ("honour", "honor"), ("labour", "labor"), ("neighbour", "neighbor"),
    ("rumour", "rumor"), ("centre", "center"), ("theatre", "theater"), ("fibre", "fiber"),
];

/// The forms of a folded word.
pub(super) fn forms(word: &str) -> Vec<(String, Ending)> {
    let irregular = IRREGULAR
        .iter()
        .find(|row| row.split(' ').next() == Some(word));
    if let Some(row) = irregular {
        return row
            .split(' ')
            .map(|form| (form.to_owned(), Ending::None))
            .collect();
    }
    let mut forms = regular(word);
    if let Some(other) = other_spelling(word) {
        forms.extend(regular(&other));
    }
    forms
}

fn regular(word: &str) -> Vec<(String, Ending)> {
    let length = word.chars().count();
    // `law` has no past tense; `mask` has one.
    if length < 3 || !word.chars().all(|c| c.is_ascii_alphabetic()) {
        return vec![(word.to_owned(), Ending::OneOf(PLURAL_ONLY))];
    }
    let before = word.chars().rev().nth(1).unwrap_or('\0');
    match last(word) {
        // agreeing, freed.
        'e' if matches!(before, 'e' | 'o' | 'y') => {
            vec![(word.to_owned(), Ending::OneOf(&["", "s", "d", "ing"]))]
        }
        'e' => stem(word, 1, AFTER_E),
        'y' if !is_vowel(before) => stem(word, 1, AFTER_Y),
        's' if word.ends_with("sis") => {
            let mut forms = stem(word, 2, &["is", "es"]);
            forms.push((word.to_owned(), Ending::None));
            forms
        }
        // A term already in the plural stands for the plural alone.
        's' if before != 's' && before != 'u' => vec![(word.to_owned(), Ending::None)],
        's' | 'x' | 'z' => vec![(word.to_owned(), Ending::OneOf(AFTER_SIBILANT))],
        'h' if matches!(before, 's' | 'c') => {
            vec![(word.to_owned(), Ending::OneOf(AFTER_SIBILANT))]
        }
        'o' => vec![(
            word.to_owned(),
            Ending::OneOf(&["", "s", "es", "ed", "ing"]),
        )],
        'f' if length > 3 => {
            let mut forms = stem(word, 1, &["ves"]);
            forms.push((word.to_owned(), Ending::OneOf(PLURAL_ONLY)));
            forms
        }
        // referendum, referenda.
        'm' if word.ends_with("um") && length > 6 => {
            let mut forms = stem(word, 2, &["a"]);
            forms.push((word.to_owned(), Ending::OneOf(PLURAL_ONLY)));
            forms
        }
        c => {
            let mut forms = vec![(word.to_owned(), Ending::OneOf(PLAIN))];
            let consonant_vowel_consonant = !is_vowel(c)
                && !matches!(c, 'w' | 'y' | 'x')
                && is_vowel(before)
                && word.chars().rev().nth(2).is_some_and(|c| !is_vowel(c));
            // picnicked.
            if word.ends_with("ic") && length > 4 {
                forms.push((format!("{word}k"), Ending::OneOf(AFTER_DOUBLED)));
            } else if consonant_vowel_consonant {
                forms.push((format!("{word}{c}"), Ending::OneOf(AFTER_DOUBLED)));
            }
            forms
        }
    }
}

fn stem(word: &str, count: usize, endings: &'static [&'static str]) -> Vec<(String, Ending)> {
    cut(word, count).map_or_else(Vec::new, |stem| {
        vec![(stem.to_owned(), Ending::OneOf(endings))]
    })
}

fn is_vowel(c: char) -> bool {
    matches!(c, 'a' | 'e' | 'i' | 'o' | 'u')
}

/// The same word on the other side of the ocean.
fn other_spelling(word: &str) -> Option<String> {
    for (british, american) in BRITISH {
        if word.contains(british) {
            return Some(word.replace(british, american));
        }
        if word.ends_with(american) {
            return Some(word.replace(american, british));
        }
    }
    if word.len() > 6 {
        if let Some(stem) = word.strip_suffix("ise") {
            return Some(format!("{stem}ize"));
        }
        if let Some(stem) = word.strip_suffix("ize") {
            return Some(format!("{stem}ise"));
        }
    }
    None
}
