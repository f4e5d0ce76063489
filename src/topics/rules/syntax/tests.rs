//! Lines that are not TOML: each names file, line, topic and what to write.

use crate::topics::Topics;

fn mistakes(text: &str) -> Vec<String> {
    let mistakes = Topics::load(text, "t.toml").err().unwrap_or_default();
    mistakes.iter().map(ToString::to_string).collect()
}

/// One mistake, at this place, with these words, and with this to write instead.
#[track_caller]
fn check(text: &str, place: &str, says: &str, instead: &str) {
    let found = mistakes(text);
    assert!(
        found.len() == 1
            && found[0].starts_with(&format!("t.toml:{place}: "))
            && found[0].contains(says)
            && found[0].ends_with(instead),
        "{text}\nexpected {place} `{says}` ... `{instead}`, found {found:#?}"
    );
}

#[test]
fn a_line_that_is_no_toml_names_its_topic_and_what_to_write() {
    for (line, column, says, instead) in [
        (
            "“санкции” = 3",
            1,
            "`“` is a quotation mark",
            "write `\"санкции\" = 3`",
        ),
        (
            "«санкции» = 3",
            1,
            "`«` is a quotation mark",
            "write `\"санкции\" = 3`",
        ),
        (
            "‘санкции’ = 3",
            1,
            "`‘` is a quotation mark",
            "write `\"санкции\" = 3`",
        ),
        (
            "\"санкции” = 3",
            9,
            "`”` is a quotation mark",
            "write `\"санкции\" = 3`",
        ),
        ("“Uncle Sam’s” = 3", 1, "`“`", "write `\"Uncle Sam’s\" = 3`"),
        (
            "санкции = 3",
            1,
            "stands without quotes",
            "write `\"санкции\" = 3`",
        ),
        (
            "\tсанкции = 3",
            2,
            "stands without quotes",
            "write `\"санкции\" = 3`",
        ),
        (
            "élection = 3",
            1,
            "stands without quotes",
            "write `\"élection\" = 3`",
        ),
        (
            "forced labour = 3",
            1,
            "has a blank",
            "write `\"forced labour\" = 3`",
        ),
        (
            "vaccin* = 3",
            1,
            "stands without quotes",
            "write `\"vaccin*\" = 3`",
        ),
        (
            "@oil = 3",
            1,
            "stands without quotes",
            "write `\"@oil\" = 3`",
        ),
        (
            "=Amanat = 3",
            1,
            "stands without quotes",
            "write `\"=Amanat\" = 3`",
        ),
        (
            "\"санкции\" = 2,5",
            13,
            "`2,5` is no number",
            "write `\"санкции\" = 2.5`",
        ),
        (
            "\"санкции\" = -2,5",
            13,
            "`-2,5` is no number",
            "write `\"санкции\" = -2.5`",
        ),
        ("\"a\" = .5", 7, "`.5` is no number", "write `\"a\" = 0.5`"),
        ("\"a\" = 03", 7, "`03` is no number", "write `\"a\" = 3`"),
        ("\"a\" = 50%", 7, "`50%` is no number", "write `\"a\" = 50`"),
        (
            "\"санкции = 3",
            1,
            "the closing quote is missing",
            "write `\"санкции\" = 3`",
        ),
        (
            "санкции\" = 3",
            1,
            "the opening quote is missing",
            "write `\"санкции\" = 3`",
        ),
        (
            "\"санкции\" 3",
            10,
            "`=` is missing",
            "write `\"санкции\" = 3`",
        ),
        (
            "\"санкции\": 3",
            10,
            "`:` stands where `=` must",
            "write `\"санкции\" = 3`",
        ),
        (
            "санкции: 3,",
            8,
            "`:` stands where `=` must",
            "write `\"санкции\" = 3`",
        ),
        ("\"санкции\"", 1, "has no value", "write `\"санкции\" = 3`"),
        (
            "\"a\" = 3,",
            8,
            "`,` stands behind the value",
            "write `\"a\" = 3`",
        ),
        (
            "\"a\" = 3;",
            8,
            "`;` stands behind the value",
            "write `\"a\" = 3`",
        ),
        (
            "\"a\" = 3, \"b\" = 4",
            10,
            "a second key",
            "a line of its own",
        ),
        ("\"a\" == 3", 6, "one `=` too many", "write `\"a\" = 3`"),
        (
            "\"a\" = —3",
            7,
            "a dash stands where a minus must",
            "write `\"a\" = -3`",
        ),
        (
            "\"a\" = −3",
            7,
            "a dash stands where a minus must",
            "write `\"a\" = -3`",
        ),
        (
            "\"санкции\"\u{a0}= 3",
            10,
            "a non-breaking space, as Word",
            "or nothing",
        ),
        (
            "\"a\" =\u{200b} 3",
            6,
            "an invisible character",
            "or nothing",
        ),
        ("\"a\" = yes", 7, "`yes` is no number", "write `\"a\" = 3`"),
        (
            "\"a\" = True",
            7,
            "`True` is no number",
            "write `\"a\" = 3`",
        ),
        (
            "\"a\" = 3 // sanctions",
            9,
            "`//` begins no comment",
            "begins with `#`",
        ),
        (
            "// sanctions",
            1,
            "`//` begins no comment",
            "begins with `#`",
        ),
        ("; sanctions", 1, "`;` begins no comment", "begins with `#`"),
        (
            "\"a\" =",
            6,
            "has nothing behind its `=`",
            "write `\"a\" = 3` or remove the line",
        ),
        // What is wrong with a key is not told of its value.
        (
            "\"a\\u00zz\" = 3",
            3,
            "`\\u` is not followed by the number of a character",
            "write the character itself",
        ),
        (
            "a = \"\\x\"",
            6,
            "`\\x` is not followed by the number of a character",
            "write the character itself",
        ),
        (
            "= 3",
            1,
            "no word stands before the `=`",
            "write `\"word\" = 3`",
        ),
        (
            "=",
            1,
            "no word stands before the `=`",
            "write `\"word\" = 3`",
        ),
        (
            "\"a\"b\" = 3",
            3,
            "a quotation mark stands within the quotes",
            "write `\"ab\" = 3`",
        ),
        (
            "\"ООО \"Газпром\"\" = 3",
            6,
            "a quotation mark stands within the quotes",
            "write `\"ООО Газпром\" = 3`",
        ),
        (
            "\"a\" = \"b\" \"c\"",
            11,
            "`\"c\"` stands behind the value",
            "write `\"a\" = \"b\"`",
        ),
        (
            "\"a\": 50%",
            4,
            "`:` stands where `=` must",
            "write `\"a\" = 50`",
        ),
        ("\"a\u{1}\" = 3", 3, "an invisible character", "or nothing"),
        (
            "\u{feff}\"a\" = 3",
            1,
            "an invisible character",
            "or nothing",
        ),
        (": 3", 1, "`:` stands where", "write `\"word\" = 3`"),
        ("\"\" 3", 3, "`=` is missing", "write `\"word\" = 3`"),
        ("\u{feff}", 2, "an invisible character", "or nothing"),
        (
            "\"a\" = 3\r\"c\" = 4",
            9,
            "a carriage return without a newline",
            "of Unix or Windows",
        ),
        (
            "\"a\" = 3 # \u{1}",
            11,
            "an invisible character",
            "or nothing",
        ),
        (
            "\"газ\\w+\" = 3",
            1,
            "looks like a regular expression",
            "where `*` is any ending",
        ),
    ] {
        let text = format!("[[topics]]\nslug = \"x\"\n[topics.terms.ru]\n{line}\n\"b\" = 9\n");
        check(&text, &format!("4:{column}"), "topic `x`: ", instead);
        check(&text, &format!("4:{column}"), says, instead);
    }
}

#[test]
fn other_formats_are_told_how_it_is_written_here() {
    for (text, says, instead) in [
        (
            "{\"topics\": []}\n",
            "`{\"topics\": []}` is no TOML",
            "has lines such as `slug = \"x\"`",
        ),
        (
            "topics:\n",
            "`topics:` is no TOML",
            "a topic begins with `[[topics]]`",
        ),
        (
            "terms:\n",
            "`terms:` is no TOML",
            "with a header: `[topics.terms]`",
        ),
        (
            "- газ\n",
            "`- газ` is no TOML",
            "`name = [\"word\", \"word\"]`",
        ),
    ] {
        let says = format!("before the first topic: {says}");
        check(text, "1:1", &says, instead);
    }
}

#[test]
fn keys_of_a_topic_get_a_value_of_their_kind() {
    for (line, column, says, instead) in [
        (
            "threshold =",
            12,
            "`threshold` has nothing behind its `=`",
            "write `threshold = 10` or remove the line",
        ),
        (
            "threshold = 7,5",
            13,
            "`7,5` is no number",
            "write `threshold = 7.5`",
        ),
        (
            "threshold = high",
            13,
            "`high` is no number",
            "write `threshold = 10`",
        ),
        (
            "name = Cotton",
            8,
            "the text `Cotton` stands without quotes",
            "write `name = \"Cotton\"`",
        ),
        (
            "name = “Cotton”",
            8,
            "`“` is a quotation mark",
            "write `name = \"Cotton\"`",
        ),
        (
            "name = \"Cotton",
            8,
            "the closing quote is missing",
            "write \"Cotton\"",
        ),
        (
            "building_block = yes",
            18,
            "`yes` is neither true nor false",
            "write `building_block = true`",
        ),
        (
            "building_block = False",
            18,
            "`False` is neither true nor false",
            "write `building_block = false`",
        ),
        (
            "threshold: 5",
            10,
            "`:` stands where `=` must",
            "write `threshold = 5`",
        ),
        (
            "threshold: 7,5",
            10,
            "`:` stands where `=` must",
            "write `threshold = 7.5`",
        ),
        (
            "name = \"a\" \"b\"",
            12,
            "`\"b\"` stands behind the value",
            "write `name = \"a\"`",
        ),
        ("threshold 5", 10, "`=` is missing", "write `threshold = 5`"),
        (
            "includes = [base]",
            13,
            "`base` stands without quotes",
            "write \"base\"",
        ),
    ] {
        let text = format!("[[topics]]\n{line}\nslug = \"x\"\n[topics.terms.ru]\n\"b\" = 9\n");
        check(
            &text,
            &format!("2:{column}"),
            &format!("topic `x`: {says}"),
            instead,
        );
    }
}

#[test]
fn headers_and_lists_that_are_broken_are_told() {
    let topic = "[[topics]]\nslug = \"x\"\n[topics.terms.ru]\n\"b\" = 9\n";
    check(
        &topic.replace("ru]", "ru"),
        "3:1",
        "topic `x`: the header `[topics.terms.ru` is broken",
        "write `[topics.terms.ru]` on a line of its own",
    );
    check(
        &topic.replace("topics]]", "topics]"),
        "1:1",
        "the header `[[topics]` is broken",
        "write `[[topics]]` on a line of its own",
    );
    check(
        &format!("[lists.страны]\nru = [\"b\"]\n{topic}"),
        "1:1",
        "before the first topic: the header",
        "write `[lists.\"страны\"]` on a line of its own",
    );
    check(
        &format!("[lists]\na = [\"b\"\n  \"c\"]\n{topic}"),
        "2:9",
        "before the first topic: a list has no comma between two of its words",
        "write `,` behind \"b\"",
    );
    check(
        &format!("[lists]\na = [\"b\", # why\n  \"c\" # and\n  \"d\"]\n{topic}"),
        "3:6",
        "no comma",
        "write `,` behind \"c\"",
    );
    check(
        &format!("[lists]\na = [\"b\",\n  \"c\"\n{topic}"),
        "2:5",
        "this list is never closed",
        "write `]` behind its last word",
    );
    check(
        &format!("{topic}[[topics.combos]]\npoints = 3\nall = [[\"a\"], [\"b\"]\nwithin = 3\n"),
        "7:7",
        "topic `x`: this list is never closed",
        "write `]` behind its last word",
    );
    check(
        &format!("[lists]\na = [\"b\", cotton, \"d\"]\n{topic}"),
        "2:11",
        "`cotton` stands without quotes",
        "write \"cotton\"",
    );
    check(
        &format!("{topic}[topics]\nslug = \"y\"\n"),
        "5:1",
        "`[topics]` stands where a topic begins",
        "write `[[topics]]` with double brackets",
    );
    check(
        &topic.replace("[[topics]]", "[topics]"),
        "1:1",
        "topic `x`: `topics` must be written with double brackets, not as a table",
        "write `[[topics]]`",
    );
}

#[test]
fn a_list_never_closed_below_an_indented_first_line_is_told() {
    check(
        " slug = \"x\"\nwords = [\"a\",\n\"b\"\nthreshold = 3\n",
        "2:9",
        "this list is never closed",
        "write `]` behind its last word",
    );
    // Within braces no list is looked for, all the way up to the first line.
    for indent in ["", " ", "\t", "\n ", "\u{feff}  "] {
        let text = format!("{indent}slug = \"x\"\nterms = {{en = [\"a\"\nthreshold = 3\n");
        let found = mistakes(&text);
        assert!((1..=2).contains(&found.len()), "{text}: {found:#?}");
    }
}

#[test]
fn no_mistake_is_told_of_a_line_that_is_not_there() {
    for text in [
        "'''a\n",
        "'''a",
        "\"\"\"a\n\n\n",
        "'''a\nb = 3\n",
        "a = '''b\n",
    ] {
        let found = mistakes(text);
        assert_eq!(found.len(), 1, "{text}: {found:#?}");
        assert!(found[0].starts_with("t.toml:1:"), "{text}: {found:#?}");
    }
}

#[test]
fn what_is_there_twice_names_the_first() {
    let topic = "[[topics]]\nslug = \"x\"\n[topics.terms.ru]\n\"санкции\" = 9\n";
    check(
        &format!("{topic}\"санкции\" = 4\n"),
        "5:1",
        "topic `x`: `санкции` is there twice, first in line 4",
        "keep one of them",
    );
    check(
        &format!("{topic}[topics.terms.en]\n\"a\" = 3\n[topics.terms.ru]\n\"b\" = 4\n"),
        "7:1",
        "topic `x`: `[topics.terms.ru]` is there twice, first in line 3",
        "put what it has under the first one",
    );
    let second = topic.replace("\"x\"", "\"y\"");
    check(
        &format!("{topic}{second}\"санкции\" = 4\n"),
        "9:1",
        "topic `y`: `санкции` is there twice, first in line 8",
        "keep one of them",
    );
    check(
        &format!("[lists]\na = [\"b\"]\na = [\"c\"]\n{topic}"),
        "3:1",
        "before the first topic: `a` is there twice, first in line 2",
        "keep one of them",
    );
    for (line, column, says) in [
        ("en = { a = 1, b = 2, a = 3 }", 22, "`a` is there twice, "),
        ("'ru'= { \"ы\" = 1, \"ы\" = 3 }", 18, "`ы` is there twice, "),
    ] {
        check(
            &format!("[[topics]]\nslug = \"x\"\n[topics.terms]\n{line}\n"),
            &format!("4:{column}"),
            says,
            "keep one of them",
        );
    }
}

#[test]
fn all_broken_lines_come_at_once_each_with_its_topic() {
    let found = mistakes(
        "[lists]\na = [\"b\",\n\"c\"\n[[topics]]\nslug = \"x\"\n[topics.terms.ru]\nсанкции = 3\n\
         [[topics]]\nslug = \"y\"\n[topics.terms.en]\n\"gas\" = 2,5\n\"oil\" = 3\n\"oil\" = 4\n",
    );
    let starts: Vec<&str> = found
        .iter()
        .map(|mistake| &mistake[..mistake.find('`').unwrap_or(30).min(30)])
        .collect();
    assert_eq!(
        starts,
        [
            "t.toml:2:5: before the first t",
            "t.toml:7:1: topic ",
            "t.toml:11:9: topic ",
            "t.toml:13:1: topic "
        ],
        "{found:#?}"
    );
    // What else is wrong with a file whose only broken lines are repeated ones is told with them.
    let both =
        mistakes("[[topics]]\nslug = \"x\"\n[topics.terms.ru]\n\"a\" = 9\n\"a\" = 1\n\"*\" = 1\n");
    assert_eq!(both.len(), 2, "{both:#?}");
}

#[test]
fn a_mistake_below_lists_that_are_never_closed_is_told() {
    let topic = "[[topics]]\nslug = \"x\"\n[topics.terms.ru]\nсанкции = 3\n";
    for lists in 1..=5 {
        let open = "[lists.a]\nb = [\"c\",\n\"d\"\n".repeat(lists);
        let found = mistakes(&format!("{open}{topic}"));
        let unclosed = found.iter().filter(|told| told.contains("never closed"));
        assert_eq!(unclosed.count(), lists, "{found:#?}");
        assert!(
            found.last().is_some_and(|told| told.contains("санкции")),
            "{found:#?}"
        );
    }
}

#[test]
fn files_of_windows_and_of_word_are_read() {
    let text = "\u{feff}[[topics]]\r\nslug = \"x\"\r\n[topics.terms.ru]\r\n\t\"газ\"\t=\t9\r\n";
    assert_eq!(mistakes(text), Vec::<String>::new());
    assert_eq!(mistakes(SAMPLE), Vec::<String>::new());
    check(
        "\u{feff}slug x = 3\n",
        "1:2",
        "`slug x` has a blank",
        "write `\"slug x\" = 3`",
    );
    check(
        &text.replace("\"газ\"", "газ"),
        "4:2",
        "topic `x`: ",
        "write `\"газ\" = 9`",
    );
}

#[test]
fn a_file_that_is_something_else_altogether_is_bounded() {
    let found = mistakes(&"Dear all, the “rules” are: a = b [c\n".repeat(20_000));
    assert!((1..=200).contains(&found.len()), "{}", found.len());
    assert!(found.iter().all(|mistake| mistake.len() < 600));
}

/// Lines as long as a file, each sign a mistake: looked through once, not once a mistake.
#[test]
fn long_lines_full_of_mistakes_are_looked_through_once() {
    let repeated = "a=1,".repeat(50_000);
    let found = mistakes(&format!(
        "[[topics]]\nslug = \"x\"\n[topics.terms]\nen = {{{repeated}a=1}}\n"
    ));
    assert_eq!(found.len(), 1, "{}", found.len());
    assert!(found[0].starts_with("t.toml:4:11: "), "{}", found[0]);
    let control = "\u{1}".repeat(300_000);
    let found = mistakes(&format!(
        "[[topics]]\nslug = \"x\"\n[topics.terms.en]\n\"a\" = 9 # {control}\n"
    ));
    assert_eq!(found.len(), 1, "{}", found.len());
    assert!(found[0].starts_with("t.toml:4:"), "{}", found[0]);
}

#[test]
fn many_short_lines_are_looked_through_once() {
    check(
        &"[[topics]]\n"
            .repeat(20_000)
            .replacen("[[topics]]", "[topics]", 1),
        "2:1",
        "`[[topics]]` stands in line 1 as `[topics]`",
        "write the same brackets in both",
    );
    let found = mistakes(&"a b = 3\n".repeat(20_000));
    assert_eq!(found.len(), 200, "{:#?}", found.last());
}

#[test]
fn a_message_stays_one_readable_line_whatever_was_pasted() {
    let long = "ab".repeat(10_000);
    for line in [
        format!("\"({long})\" = 3"),
        format!("\"{}\" = 3", "\\\\w".repeat(100_000)),
        format!("\"{long} = {long}"),
        format!("{long}\" = 3"),
        format!("{long}:{long} = 3"),
        format!("{long}: {long}"),
        format!("{long}:"),
        format!("={long} = {long}"),
        format!("{long} {long} = {long}"),
        format!("{long} \"{long}\""),
        format!("\"{long}\" = {long}"),
        format!("\"{long}\" ="),
        format!("\"{long}\" == {long}"),
        format!("\"{long}\" = —{long}"),
        format!("\"{long}\" = {},5", "1".repeat(100_000)),
        format!("\"a\" = 3{}", ",".repeat(100_000)),
        "/".repeat(100_000),
        format!("[{long}.ы]"),
        format!("[{long}]\n[{long}]"),
        format!("{long} = 3\n{long} = 4"),
        format!("«{long}» = 3"),
    ] {
        let text = format!("[[topics]]\nslug = \"{long}\"\n[topics.terms.en]\n{line}\n\"b\" = 9\n");
        let start: String = line.chars().take(10).collect();
        for mistake in mistakes(&text) {
            let shown: String = mistake.chars().take(200).collect();
            assert!(mistake.len() < 600, "{start}: {} {shown}", mistake.len());
        }
    }
}

#[test]
fn no_more_is_told_than_anyone_mends() {
    let repeated = "\"a\" = 9\n".repeat(300);
    let found = mistakes(&format!(
        "[[topics]]\nslug = \"x\"\n[topics.terms.en]\n{repeated}\"*\" = 1\n"
    ));
    assert_eq!(found.len(), 200, "{:#?}", found.last());
}

proptest::proptest! {
    #[test]
    fn a_file_broken_anywhere_has_topics_or_mistakes_with_advice(
        at in 0..SAMPLE.len(),
        length in 0..12_usize,
        indent in "\u{feff}?[ \t\n]{0,2}",
        typed in "[\"'=\\[\\]#,:.*“”«\\\\@а-яa-z0-9 \u{a0}\t\r\n—-]{0,6}",
    ) {
        let (start, end) = (boundary(at), boundary((at + length).min(SAMPLE.len())));
        let broken = format!("{indent}{}{typed}{}", &SAMPLE[..start], &SAMPLE[end..]);
        for mistake in Topics::load(&broken, "t.toml").err().unwrap_or_default() {
            let is_example = mistake.message.contains("example \"");
            proptest::prop_assert!(mistake.suggestion.is_some() || is_example, "{mistake}\n{broken}");
            proptest::prop_assert!(mistake.line > 0, "{mistake}\n{broken}");
        }
    }
}

const SAMPLE: &str = "[lists]\nwater = [\"river\", \"озеро\"] # both\nhome = [\n  \"дом\",\n]\n\
    [lists.land]\nru = [\"земля\", \"@water\"]\n\n[[topics]]\nslug = \"x\"\nname = 'Вода'\nthreshold = 5\n\
    [topics.terms.ru]\n\"@land\" = 3\n\"река\" = 2.5\n[[topics.combos]]\npoints = 3\n\
    all = [[\"river\", \"@water\"],\n  [\"rise\"]]\nwithin = \"sentence\"\n[topics.require]\nany = [\"вода\"]\n\
    [topics.scope]\nlanguages = [\"ru\"]\n[[topics.examples]]\ntext = \"Река\"\ntagged = false\n";

fn boundary(at: usize) -> usize {
    (0..=at)
        .rev()
        .find(|at| SAMPLE.is_char_boundary(*at))
        .unwrap_or(0)
}
