//! The detector: small words, endings and letters of each language, counted in one pass over at most
//! the first few hundred words. Good on sentences, careful on fragments: without clear evidence
//! it says nothing.

use std::collections::HashMap;
use std::sync::LazyLock;

/// What gives a language away.
struct Profile {
    tag: &'static str,
    script: Script,
    /// Frequent words, none of them names.
    words: &'static str,
    /// Endings of inflected words, two to four letters.
    endings: &'static str,
    /// Letters beyond the script's basic ones that it uses.
    letters: &'static str,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Script {
    Latin,
    Cyrillic,
}

const PROFILES: [Profile; 19] = [
    Profile {
        tag: "en",
        script: Script::Latin,
        words: "the of and to in is for on that with as at by it from are was be has have this an will not or his its he they their after over more new who been were which about says said how what why when into but up out we you your can than all first against amid under off no two three for",
        endings: "ing tion ed ly ment ness 's ers ght ould",
        letters: "",
    },
    Profile {
        tag: "de",
        script: Script::Latin,
        words: "der die das und in den von zu mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er hat dass sie nach wird bei einer um am sind noch wie einem über einen so zum war haben nur oder aber vor zur bis mehr durch man sein wurde sei ins beim gegen ihre unter wegen will gibt seit kein keine",
        endings: "ung en er cht lich keit heit ische ischen schaft",
        letters: "äöüß",
    },
    Profile {
        tag: "fr",
        script: Script::Latin,
        words: "le la les de des du et en un une est pour que qui dans sur au aux par pas plus ne se avec ce il elle sont cette ou mais son sa ses a été ont nous vous leur après comme entre deux sans être fait aussi contre face chez dont vers d l qu s n c j selon pays veut",
        endings: "tion ment aux ique eur euse ait ent és ées",
        letters: "éèêàâçùûîïôœë",
    },
    Profile {
        tag: "pl",
        script: Script::Latin,
        words: "i w na z do się nie jest że o to za po od przez jak ale dla co czy tym przy ma już są był było będzie tego oraz ze roku jego ich lub może które który która pod przed także po tylko rok jako bez nad ich kraju dni",
        endings: "ego ych ach ów ami owa nie ści cie ski ska skiej ymi ej",
        letters: "ąćęłńóśźż",
    },
    Profile {
        tag: "es",
        script: Script::Latin,
        words: "el la los las de que y en un una del por con para se no su al lo como más es pero sus le ya o este sí porque esta entre cuando muy sin sobre también me hasta hay donde quien desde todo nos durante fue ha son años tras ante según contra",
        endings: "ción mente ado ada idad ando iendo ones aron",
        letters: "áéíóúñü¿¡",
    },
    Profile {
        tag: "it",
        script: Script::Latin,
        words: "il lo la i gli le di a da in con su per tra e che non un una è del della dei delle nel nella al alla dal dalla sul sulla si come più anche ma sono ha questo questa suo sua dopo anni essere stato ora ecco contro degli agli",
        endings: "zione mente ato ata ità ando endo ioni etto",
        letters: "àèéìòù",
    },
    Profile {
        tag: "pt",
        script: Script::Latin,
        words: "o a os as de do da dos das em no na nos nas um uma que e para por com não se é ao mais como mas foi ser tem são à sua seu ou quando muito também já entre depois sobre até após diz pelo pela anos contra isso",
        endings: "ção ções mente ado ada idade ando indo aram",
        letters: "áâãàçéêíóôõú",
    },
    Profile {
        tag: "nl",
        script: Script::Latin,
        words: "de het een en van in is dat op te zijn met voor niet aan er om ook als bij maar door over uit naar dan nog wordt heeft worden tot hij ze zich meer die deze dit was werd geen na tegen moet jaar onder kan wel",
        endings: "ing en heid lijk tie isch eren aar",
        letters: "ëïé",
    },
    Profile {
        tag: "cs",
        script: Script::Latin,
        words: "a v na se je že s z do o to za i po ve pro k si by ale jako jeho jsou od podle které který která bude byl bylo také při ze není už roku jen až nebo před mezi jejich má let",
        endings: "ého ých ách ami ova ní ost ový ská ství",
        letters: "áčďéěíňóřšťúůýž",
    },
    Profile {
        tag: "tr",
        script: Script::Latin,
        words: "ve bir bu için ile de da olarak çok daha gibi olan sonra kadar en ne var o yeni ise ancak göre her iki olduğu dedi tarafından büyük karşı etti oldu",
        endings: "lar ler nın nin dan den ında inde ması mesi ıyor iyor dır dir",
        letters: "çğıöşüâ",
    },
    Profile {
        tag: "uz",
        script: Script::Latin,
        words: "va bilan uchun bu bir ham edi deb bo'yicha haqida yil kerak qilish bo'lgan mumkin o'zbekiston hamda emas eng yangi shu esa o'z",
        endings: "lar ning ga dan lari ish moqda gan adi",
        letters: "ʻʼ‘",
    },
    Profile {
        tag: "kk",
        script: Script::Latin,
        words: "jáne men ben pen úshin týraly bul bar boldy bolyp dep bir eki úsh jańa eń joq edi etti el elimizde qazaqstan qazaq boıynsha ushin turaly jäne üşin turaly jaña emes kerek jyl jyly jıl jyldyń kún kúni kúshine endi onyń osy sol óz arasynda qalaı memleket prezıdent júz myń aldy berdi jatyr",
        endings: "nyń niń dyń diń tyń tiń lar ler dar der tar ter dy di ty ti ǵa ge nda nde daǵy degi lyq lik ady edi yldy ildi ıdy",
        letters: "áǵıńóúýäğñöşūü",
    },
    Profile {
        tag: "ru",
        script: Script::Cyrillic,
        words: "и в не на что с по как из к у за от о для это но его то все был до так же бы если или их при уже только после во со он она они мы вы я чтобы который которые также будет было были может об под более года год лет год над перед без между через против сообщил сообщили заявил рублей тенге новый новые стал стали нет ли где кто",
        endings: "ого его ому ыми ими ать ить ется ется тся ться ция ции цию ние ния ению ость ости ский ская ские ских ный ная ные ных ешь ает ают ил ила или ал ала али ов ев ей ам ях",
        letters: "ёщъыэ",
    },
    Profile {
        tag: "kk",
        script: Script::Cyrillic,
        words: "және мен бен пен үшін туралы бұл бар болды болып деп бір екі үш жаңа ең жоқ еді етті ел елімізде қазақ бойынша емес керек жыл жылы жылғы күн күні енді оның осы сол өз арасында қалай да де та те ғана дейін кейін бірақ сондай ақ тағы деді айтты берді алды жатыр еді екен адам ол бас арқылы қарсы қатысты жүз мың теңге",
        endings: "ның нің дың дің тың тің лар лер дар дер тар тер ды ді ты ті ға ге қа ке нда нде дағы дегі тағы тегі лық лік дық тық ады еді йды йді ылды ілді ған ген қан кен уы уі ып іп сы сі ына іне",
        letters: "әғқңөұүһіёщъыэ",
    },
    Profile {
        tag: "uk",
        script: Script::Cyrillic,
        words: "і в у на що з та до не за від як про для це його але його які який яка або після також був було були вже через під час при цього року років із зі є й щоб може буде має лише між проти",
        endings: "ний ого ому ими ння ття ість ості ський ська ські ських ують ають ити ати ться ів ій ою",
        letters: "іїєґщ",
    },
    Profile {
        tag: "be",
        script: Script::Cyrillic,
        words: "і ў на што з не да за па як для гэта але яго ад у пра былі быў было пасля яны які якая якія або таксама каб год гады гэтым",
        endings: "ага ыя аў еў цца нне скі ская скай амі ых оў",
        letters: "іўёыэ",
    },
    Profile {
        tag: "bg",
        script: Script::Cyrillic,
        words: "на и за да се от в с по е че са до не си това като го при след но ще който която които или най към има бе са със във през още между само той",
        endings: "ите ата ият ето ция ние ски ска ъл ени ва",
        letters: "ъщ",
    },
    Profile {
        tag: "ky",
        script: Script::Cyrillic,
        words: "жана менен үчүн бул бир боюнча болгон болуп деп жаңы эки эле эмес керек жылы күнү анын ошол өз кыргыз мамлекет туурасында тууралуу айтты берди",
        endings: "нын нин дын дин лар лер дар дер лор лөр га ге да де дагы деги уп үп ган ген гон гөн луу лүү",
        letters: "ңөүёыэ",
    },
    Profile {
        tag: "sr",
        script: Script::Cyrillic,
        words: "и у је да на се за су од са о који која које није али као до по из или после због био била је ће",
        endings: "ње ски ска ом има ао ју ење ост",
        letters: "ђјљњћџ",
    },
];

/// More words than this add nothing.
const WORDS_MAX: usize = 400;
/// Fewer letters than this show nothing.
const LETTERS_MIN: usize = 12;

const WORD: u32 = 6;
const ENDING: u32 = 2;
const LETTER: u32 = 3;
/// By how much the best must lead.
const LEAD: u32 = 4;
/// A letter that the language does not have.
const FOREIGN_LETTER: u32 = 5;

struct Tables {
    words: HashMap<&'static str, Vec<u8>>,
    endings: HashMap<&'static str, Vec<u8>>,
    letters: HashMap<char, Vec<u8>>,
}

/// The profiles turned inside out: from the sign to the languages that have it.
static TABLES: LazyLock<Tables> = LazyLock::new(|| {
    let mut tables = Tables {
        words: HashMap::new(),
        endings: HashMap::new(),
        letters: HashMap::new(),
    };
    for (index, profile) in (0u8..).zip(&PROFILES) {
        let add = |list: &mut Vec<u8>| {
            if !list.contains(&index) {
                list.push(index);
            }
        };
        profile
            .words
            .split(' ')
            .for_each(|word| add(tables.words.entry(word).or_default()));
        profile
            .endings
            .split(' ')
            .for_each(|ending| add(tables.endings.entry(ending).or_default()));
        profile
            .letters
            .chars()
            .for_each(|letter| add(tables.letters.entry(letter).or_default()));
    }
    tables
});

/// The language of a text as ISO 639-1; `None` for too little text, or one not known here.
/// Kazakh is recognised in Cyrillic and in Latin script.
pub fn detect_language(text: &str) -> Option<&'static str> {
    let mut counts = Counts::default();
    let mut word = String::new();
    for written in text
        .split(|letter: char| !is_word_letter(letter))
        .filter(|word| !word.is_empty())
        .take(WORDS_MAX)
    {
        word.clear();
        word.extend(written.chars().flat_map(char::to_lowercase));
        counts.word(word.trim_matches(['\'', '’', 'ʻ', '‘']));
    }
    counts.verdict()
}

fn is_word_letter(letter: char) -> bool {
    letter.is_alphabetic() || matches!(letter, '\'' | '’' | 'ʻ' | '‘')
}

#[derive(Default)]
struct Counts {
    letters: usize,
    latin: usize,
    cyrillic: usize,
    /// Letters of scripts that one language (of those in news feeds) writes.
    others: [usize; OTHER_SCRIPTS.len()],
    scores: [u32; PROFILES.len()],
    penalties: [u32; PROFILES.len()],
}

/// Ranges of code points that name a language by themselves.
const OTHER_SCRIPTS: [(&str, char, char); 12] = [
    ("el", '\u{370}', '\u{3ff}'),
    ("hy", '\u{530}', '\u{58f}'),
    ("he", '\u{590}', '\u{5ff}'),
    ("ar", '\u{600}', '\u{6ff}'),
    ("hi", '\u{900}', '\u{97f}'),
    ("th", '\u{e00}', '\u{e7f}'),
    ("ka", '\u{10a0}', '\u{10ff}'),
    ("ko", '\u{ac00}', '\u{d7af}'),
    ("ja", '\u{3040}', '\u{30ff}'),
    ("zh", '\u{4e00}', '\u{9fff}'),
    ("bn", '\u{980}', '\u{9ff}'),
    ("ta", '\u{b80}', '\u{bff}'),
];

/// How much more likely a language is before anything is read: most Cyrillic feeds are Russian, most
/// Latin ones English.
fn prior(tag: &str) -> u32 {
    match tag {
        "ru" => 4,
        "en" => 3,
        _ => 0,
    }
}

impl Counts {
    fn word(&mut self, word: &str) {
        let tables = &*TABLES;
        if let Some(languages) = tables.words.get(word) {
            self.add(languages, WORD);
        }
        let ends = word.char_indices().rev().map(|(at, _)| at).take(4);
        // The whole word is no ending of itself.
        for at in ends.filter(|at| *at > 0) {
            if let Some(languages) = tables.endings.get(&word[at..]) {
                self.add(languages, ENDING);
            }
        }
        for letter in word.chars() {
            self.letter(letter, tables);
        }
    }

    fn add(&mut self, languages: &[u8], weight: u32) {
        // A sign shared by many languages tells little.
        let share = (weight * 2).div_ceil(languages.len() as u32 + 1);
        for language in languages {
            self.scores[usize::from(*language)] += share;
        }
    }

    fn letter(&mut self, letter: char, tables: &Tables) {
        match letter {
            'a'..='z' => {
                self.letters += 1;
                self.latin += 1;
                return;
            }
            '\u{c0}'..='\u{24f}' => self.latin += 1,
            '\u{400}'..='\u{52f}' => self.cyrillic += 1,
            _ => {
                let other = OTHER_SCRIPTS
                    .iter()
                    .position(|(_, from, to)| (*from..=*to).contains(&letter));
                if let Some(index) = other {
                    self.others[index] += 1;
                }
            }
        }
        self.letters += 1;
        if let Some(languages) = tables.letters.get(&letter) {
            for (index, penalty) in self.penalties.iter_mut().enumerate() {
                if languages.contains(&(index as u8)) {
                    self.scores[index] += LETTER.div_ceil(languages.len() as u32);
                } else {
                    *penalty += FOREIGN_LETTER;
                }
            }
        }
    }

    fn verdict(&self) -> Option<&'static str> {
        if let Some(language) = self.by_script() {
            return Some(language);
        }
        if self.letters < LETTERS_MIN {
            return None;
        }
        let script = if self.cyrillic > self.latin {
            Script::Cyrillic
        } else {
            Script::Latin
        };
        let (mut best, mut best_score, mut second_score) = (None, 0, 0);
        for (index, profile) in PROFILES
            .iter()
            .enumerate()
            .filter(|(_, profile)| profile.script == script)
        {
            let score =
                (self.scores[index] + prior(profile.tag)).saturating_sub(self.penalties[index]);
            if score > best_score {
                second_score = best_score;
                (best, best_score) = (Some(profile.tag), score);
            } else {
                second_score = second_score.max(score);
            }
        }
        best.filter(|_| best_score >= second_score + LEAD)
    }

    fn by_script(&self) -> Option<&'static str> {
        let (index, count) = self
            .others
            .iter()
            .enumerate()
            .max_by_key(|(_, count)| **count)?;
        // Two characters of Chinese say as much as ten letters.
        if *count < 5 || *count * 2 < self.letters {
            return None;
        }
        let tag = OTHER_SCRIPTS[index].0;
        let has_kana = OTHER_SCRIPTS
            .iter()
            .zip(&self.others)
            .any(|((tag, ..), count)| *tag == "ja" && *count > 2);
        Some(if tag == "zh" && has_kana { "ja" } else { tag })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_are_told_apart_on_a_headline() {
        for (text, expected) in [
            (
                "Парламент принял закон о бюджете на следующий год",
                Some("ru"),
            ),
            (
                "Парламент келесі жылға арналған бюджет туралы заң қабылдады",
                Some("kk"),
            ),
            (
                "Parlament kelesi jylǵa arnalǵan bıýdjet týraly zań qabyldady",
                Some("kk"),
            ),
            (
                "Parlament kelesı jylğa arnalğan büdjet turaly zañ qabyldady",
                Some("kk"),
            ),
            (
                "Parliament adopted the budget for the coming year",
                Some("en"),
            ),
            (
                "Der Bundestag hat den Haushalt für das kommende Jahr beschlossen",
                Some("de"),
            ),
            (
                "Le Parlement a adopté le budget pour l’année prochaine",
                Some("fr"),
            ),
            ("Sejm przyjął ustawę budżetową na przyszły rok", Some("pl")),
            (
                "Верховна Рада ухвалила бюджет на наступний рік, який обіцяє бути важким",
                Some("uk"),
            ),
            ("Meclis gelecek yıl için bütçeyi kabul etti", Some("tr")),
            (
                "El Congreso aprobó los presupuestos para el próximo año",
                Some("es"),
            ),
            ("Η Βουλή ψήφισε τον προϋπολογισμό", Some("el")),
            ("国会通过了明年的预算案", Some("zh")),
            ("OK", None),
            ("12345 67890", None),
            ("", None),
        ] {
            assert_eq!(detect_language(text), expected, "{text}");
        }
    }
}
