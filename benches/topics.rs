//! What tagging costs: items of 400 words against the three built-in topics and against ten thousand topics of
//! twelve terms, and loading those. As in a daemon that has run for a while, the words of an item were mostly
//! seen before; what the very first item costs is told too.

#![allow(
    missing_docs,
    reason = "criterion's macros make public items without them"
)]

use std::fmt::Write;
use std::hint::black_box;
use std::time::Duration;

use criterion::{Criterion, criterion_group, criterion_main};
use jarshy::topics::{TopicText, Topics};

/// Headlines and the paragraphs under them, of the kind that news is made of, by language.
const NEWS: [(&str, &str, &str); 3] = [
    (
        "ru",
        "Токаев подписал закон о государственном управлении",
        "Президент подписал закон о внесении изменений в некоторые законодательные акты по вопросам \
        совершенствования системы государственного управления. Документ опубликован на сайте Акорды в понедельник. \
        Как отметили в пресс-службе, поправки подготовлены депутатами мажилиса в рамках послания главы государства \
        народу Казахстана. Министр национальной экономики рассказал журналистам, что новые нормы затронут малый бизнес, \
        сельские акиматы и крупные предприятия области. Эксперты напоминают, что в прошлом году рынок вырос на пять \
        процентов, а инвестиции в основной капитал составили почти шесть триллионов тенге. ",
    ),
    (
        "kk",
        "Тоқаев мемлекеттік басқару туралы заңға қол қойды",
        "Президент мемлекеттік басқару жүйесін жетілдіру мәселелері бойынша кейбір заңнамалық актілерге өзгерістер \
        енгізу туралы заңға қол қойды. Құжат дүйсенбі күні Ақорданың сайтында жарияланды. Баспасөз қызметі атап өткендей, \
        түзетулерді мәжіліс депутаттары Мемлекет басшысының Қазақстан халқына Жолдауы аясында әзірледі. Ұлттық экономика \
        министрі журналистерге жаңа нормалар шағын бизнеске, ауылдық әкімдіктерге және облыстың ірі кәсіпорындарына \
        қатысты екенін айтты. Сарапшылар былтыр нарық бес пайызға өскенін, ал негізгі капиталға салынған инвестиция алты \
        триллион теңгеге жуықтағанын еске салады. ",
    ),
    (
        "en",
        "Tokayev signs law on public administration",
        "The president signed a law that amends several acts in order to improve the system of public administration. The \
        text was published on the website of the Akorda on Monday. The press service noted that the amendments were drafted \
        by members of the Mazhilis to carry out the address of the head of state to the people of Kazakhstan. The minister of \
        national economy told reporters that the new rules would affect small business, rural akimats and large companies of \
        the region. Experts recall that the market grew by five per cent last year, while investment in fixed capital came to \
        almost six trillion tenge. ",
    ),
];

/// Four hundred words of a paragraph.
fn body(paragraph: &str) -> String {
    paragraph.split_inclusive(' ').cycle().take(400).collect()
}

/// Rules with words that look like words and mostly differ.
fn many_topics() -> String {
    let beginnings = [
        "про", "за", "пере", "вы", "на", "под", "рас", "у", "от", "при",
    ];
    let middles = [
        "вод",
        "ступ",
        "каз",
        "говор",
        "дел",
        "став",
        "мет",
        "рек",
        "ход",
        "нос",
        "пис",
        "чит",
        "люд",
        "гор",
    ];
    let ends = [
        "ник", "ость", "ение", "ка", "ец", "ный", "ить", "ач", "ство", "ия",
    ];
    let mut rules = String::new();
    let mut seed = 7_usize;
    let mut next = |bound: usize| {
        seed = seed
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) % bound
    };
    for topic in 0..10_000 {
        let _ = write!(
            rules,
            "[[topics]]\nslug = \"t-{topic}\"\n[topics.terms.ru]\n"
        );
        for term in 0..12 {
            let word = format!(
                "{}{}{}{}",
                beginnings[next(beginnings.len())],
                middles[next(middles.len())],
                middles[next(middles.len())],
                ends[next(ends.len())]
            );
            // A number keeps the terms of one topic apart; every fourth is a phrase.
            if term % 4 == 0 {
                let _ = writeln!(
                    rules,
                    "\"{word} {}{}\" = 3",
                    middles[next(middles.len())],
                    ends[next(ends.len())]
                );
            } else {
                let _ = writeln!(rules, "\"{word}{}\" = 4", middles[term]);
            }
        }
    }
    rules
}

/// The process's memory peak in megabytes, where the system tells.
fn peak() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    let kilobytes: u64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kilobytes / 1024)
}

#[expect(clippy::print_stderr, reason = "a bench reports to the terminal")]
fn tagging(c: &mut Criterion) {
    let rules = many_topics();
    let start = std::time::Instant::now();
    let many =
        Topics::load(&rules, "many.toml").unwrap_or_else(|mistakes| panic!("{}", mistakes[0]));
    eprintln!(
        "10 000 topics loaded in {:?}, peak {:?} MB",
        start.elapsed(),
        peak()
    );
    let three = Topics::builtin();
    let one = Topics::load(
        "[[topics]]\nslug = \"x\"\n[topics.terms.ru]\n\"зебра\" = 1\n",
        "one.toml",
    )
    .unwrap_or_else(|mistakes| panic!("{}", mistakes[0]));
    for (language, title, paragraph) in NEWS {
        let body = body(paragraph);
        let text = TopicText {
            title,
            summary: "",
            body: &body,
            language: Some(language),
            link: "",
            feed: "https://news.example/feed",
        };
        for (name, topics) in [
            ("one topic of one term", &one),
            ("the built-in topics", &three),
            ("10 000 topics", &many),
        ] {
            let name = format!("400 words ({language}), {name}");
            let mut times = (0..2000).map(|_| {
                let start = std::time::Instant::now();
                black_box(topics.tag(black_box(&text)));
                start.elapsed()
            });
            let first = times.next().unwrap_or_default();
            // The best of many runs is what the work costs when nobody else wants the processor.
            let best = times.min().unwrap_or_default();
            eprintln!("{name}: at best {best:?}, the first time {first:?}");
            c.bench_function(&name, |b| b.iter(|| topics.tag(black_box(&text))));
        }
    }
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(20).measurement_time(Duration::from_secs(3));
    targets = tagging
}
criterion_main!(benches);
