//! Reading a document, against feed-rs alone: `cargo bench --bench parse`. "read" is everything but
//! sanitizing, plain text and language, measured as the difference: the whole less its parts.

use std::fmt::Write;
use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use jarshy::model::Document;
use jarshy::parse::{detect_language, parse, plain_text, sanitize};
use url::Url;

const ENGLISH: &str = "The ministry said on Monday that the programme would be extended to all regions by the end of the year, and that local councils would receive the funds in two parts.";
const RUSSIAN: &str = "Министерство сообщило в понедельник, что программа будет распространена на все регионы до конца года, а местные советы получат средства двумя частями.";

/// Thirty entries of about 400 words, as a news site's feed has them; `extra` stands in each.
fn rss(sentence: &str, extra: &str, head: &str) -> String {
    let mut feed = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><rss version=\"2.0\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:media=\"http://search.yahoo.com/mrss/\" xmlns:sy=\"http://purl.org/rss/1.0/modules/syndication/\"><channel><title>Bench</title><link>https://bench.example/</link>{head}<language>en</language>"
    );
    for number in 0..30 {
        let body =
            format!("<p>{sentence}</p><p><a href=\"/tag/{number}\">{sentence}</a></p>").repeat(8);
        write!(feed, "<item><title>Item {number}: {sentence}</title><link>https://bench.example/{number}</link><guid isPermaLink=\"false\">https://bench.example/?p={number}</guid><pubDate>Mon, 10 May 2021 09:30:00 +0600</pubDate><dc:creator><![CDATA[A. Writer]]></dc:creator>{extra}<category><![CDATA[Politics]]></category><description><![CDATA[{sentence}]]></description><content:encoded><![CDATA[{body}]]></content:encoded></item>").expect("a string takes all");
    }
    feed + "</channel></rss>"
}

fn atom(sentence: &str) -> String {
    let mut feed = String::from(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?><feed xmlns=\"http://www.w3.org/2005/Atom\"><title>Bench</title><id>tag:bench.example,2021:f</id><link href=\"https://bench.example/\"/><updated>2021-05-10T09:30:00Z</updated>",
    );
    for number in 0..30 {
        let body = format!("&lt;p&gt;{sentence}&lt;/p&gt;&lt;p&gt;{sentence}&lt;/p&gt;").repeat(8);
        write!(feed, "<entry><title type=\"html\">Item {number}: {sentence}</title><id>tag:bench.example,2021:{number}</id><link rel=\"alternate\" type=\"text/html\" href=\"https://bench.example/{number}\"/><published>2021-05-10T09:30:00Z</published><updated>2021-05-10T09:30:00Z</updated><author><name>A. Writer</name></author><summary type=\"html\">{sentence}</summary><content type=\"html\">{body}</content></entry>").expect("a string takes all");
    }
    feed + "</feed>"
}

fn documents() -> [(&'static str, String); 5] {
    let media = "<media:thumbnail url=\"https://bench.example/i.jpg\"/>";
    let hints = "<sy:updatePeriod>hourly</sy:updatePeriod>";
    [
        ("rss english", rss(ENGLISH, "", "")),
        ("rss russian", rss(RUSSIAN, "", "")),
        ("rss russian, own reader", rss(RUSSIAN, media, hints)),
        ("atom english", atom(ENGLISH)),
        ("atom russian", atom(RUSSIAN)),
    ]
}

fn reading(criterion: &mut Criterion) {
    let base = Url::parse("https://bench.example/feed").expect("a valid address");
    for (name, text) in documents() {
        let document = Document {
            url: base.clone(),
            content_type: None,
            body: text.into_bytes(),
        };
        let feed = feed_rs::parser::parse(document.body.as_slice()).expect("a valid feed");
        let html: Vec<String> = feed
            .entries
            .into_iter()
            .flat_map(|entry| {
                [
                    entry.summary.map(|text| text.content),
                    entry.content.and_then(|content| content.body),
                ]
            })
            .flatten()
            .collect();
        let mut group = criterion.benchmark_group(name);
        group.throughput(Throughput::Bytes(document.body.len() as u64));
        group.bench_function("whole", |bencher| {
            bencher.iter(|| parse(black_box(&document)));
        });
        group.bench_function("parts", |bencher| {
            bencher.iter(|| {
                for pair in html.chunks(2) {
                    let clean: Vec<String> = pair
                        .iter()
                        .map(|html| sanitize(black_box(html), &base))
                        .collect();
                    let text = clean
                        .last()
                        .map(|html| plain_text(html))
                        .unwrap_or_default();
                    black_box(detect_language(&text));
                }
            });
        });
        group.bench_function("feed-rs", |bencher| {
            bencher.iter(|| feed_rs::parser::parse(black_box(document.body.as_slice())));
        });
        group.finish();
    }
}

criterion_group!(benches, reading);
criterion_main!(benches);
