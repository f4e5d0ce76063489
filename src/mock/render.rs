//! Articles written as RSS 2.0, Atom (RFC 4287), JSON Feed 1.1 and plain web pages. Pure: equal articles
//! give equal bytes, so that a validator made from the bytes changes only with the articles. The three
//! formats tell the same title, link, author, times and content, and each gives an article an id of its own.

use quick_xml::escape::escape;
use serde_json::json;
use url::form_urlencoded::byte_serialize;

use super::form::Article;
use crate::model::{Timestamp, format_time};

const TITLE: &str = "jarshy mock feed";
const DESCRIPTION: &str = "Articles from a folder, served for trying and testing.";

/// The articles as RSS 2.0 with `content:encoded`; ids are `rss:` and the slug.
pub(super) fn rss(articles: &[Article], base: &str) -> String {
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss version=\"2.0\" \
         xmlns:atom=\"http://www.w3.org/2005/Atom\" \
         xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\n<channel>\n",
    );
    xml += &element("title", TITLE);
    xml += &element("link", &format!("{base}/"));
    xml += &element("description", DESCRIPTION);
    xml += &element("language", "en");
    xml += &element("lastBuildDate", &newest(articles).to_rfc2822());
    xml += &format!(
        "<atom:link rel=\"self\" type=\"application/rss+xml\" href=\"{}\"/>\n",
        escape(format!("{base}/rss.xml"))
    );
    for article in articles {
        xml += "<item>\n";
        xml += &element("title", &article.headline);
        xml += &element("link", &link(article, base));
        xml += &format!(
            "<guid isPermaLink=\"false\">{}</guid>\n",
            escape(format!("rss:{}", article.slug))
        );
        xml += &element("pubDate", &article.published.to_rfc2822());
        if let Some(byline) = &article.byline {
            xml += &element("dc:creator", byline);
        }
        if let Some(outlet) = &article.outlet {
            xml += &element("dc:publisher", outlet);
        }
        xml += &element("description", summary(article));
        xml += &element("content:encoded", &content(article));
        xml += "</item>\n";
    }
    xml + "</channel>\n</rss>\n"
}

/// The articles as Atom; ids are URNs made of the slug.
pub(super) fn atom(articles: &[Article], base: &str) -> String {
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xml:lang=\"en\">\n",
    );
    xml += &element("title", TITLE);
    xml += &element("subtitle", DESCRIPTION);
    xml += &element("id", "urn:jarshy:mock-feed");
    xml += &element("updated", &format_time(newest(articles)));
    xml += &format!(
        "<link rel=\"self\" type=\"application/atom+xml\" href=\"{}\"/>\n<link href=\"{}\"/>\n",
        escape(format!("{base}/atom.xml")),
        escape(format!("{base}/"))
    );
    // Atom asks for an author; an entry without a byline inherits this one.
    xml += &format!("<author>\n{}</author>\n", element("name", TITLE));
    for article in articles {
        xml += "<entry>\n";
        xml += &element("title", &article.headline);
        xml += &format!("<link href=\"{}\"/>\n", escape(link(article, base)));
        xml += &element(
            "id",
            &format!("urn:jarshy:mock-feed:{}", encoded(&article.slug)),
        );
        xml += &element("published", &format_time(article.published));
        xml += &element("updated", &format_time(article.published));
        if let Some(byline) = &article.byline {
            xml += &format!("<author>\n{}</author>\n", element("name", byline));
        }
        if let Some(outlet) = &article.outlet {
            xml += &element("dc:publisher", outlet);
        }
        xml += &element("summary", summary(article));
        xml += &format!(
            "<content type=\"html\">{}</content>\n",
            escape(content(article))
        );
        xml += "</entry>\n";
    }
    xml + "</feed>\n"
}

/// The articles as JSON Feed 1.1; ids are the bare slugs, the outlet is an extension.
pub(super) fn json(articles: &[Article], base: &str) -> String {
    let items: Vec<_> = articles
        .iter()
        .map(|article| {
            let mut item = json!({
                "id": article.slug,
                "url": link(article, base),
                "title": article.headline,
                "summary": summary(article),
                "content_html": content(article),
                "date_published": format_time(article.published),
            });
            if let Some(byline) = &article.byline {
                item["authors"] = json!([{ "name": byline }]);
            }
            if let Some(outlet) = &article.outlet {
                item["_mock_feed"] = json!({ "outlet": outlet });
            }
            item
        })
        .collect();
    let feed = json!({
        "version": "https://jsonfeed.org/version/1.1",
        "title": TITLE,
        "description": DESCRIPTION,
        "language": "en",
        "home_page_url": format!("{base}/"),
        "feed_url": format!("{base}/feed.json"),
        "items": items,
    });
    format!("{feed:#}\n")
}

/// The front page: names the three feeds in the way feed discovery looks for, and lists the articles.
pub(super) fn index(articles: &[Article], base: &str) -> String {
    let mut html =
        String::from("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    html += &element("title", TITLE);
    let feeds = [
        ("application/rss+xml", "RSS", "rss.xml"),
        ("application/atom+xml", "Atom", "atom.xml"),
        ("application/feed+json", "JSON Feed", "feed.json"),
    ];
    for (kind, title, file) in feeds {
        html += &format!(
            "<link rel=\"alternate\" type=\"{kind}\" title=\"{title}\" href=\"{}\">\n",
            escape(format!("{base}/{file}"))
        );
    }
    html += "</head>\n<body>\n";
    html += &element("h1", TITLE);
    html += &element("p", DESCRIPTION);
    html += "<ul>\n";
    for (_, title, file) in feeds {
        html += &format!("<li><a href=\"/{file}\">{title}</a></li>\n");
    }
    html += "</ul>\n<ul>\n";
    for article in articles {
        html += &format!(
            "<li><a href=\"{}\">{}</a></li>\n",
            escape(link(article, base)),
            escape(&article.headline)
        );
    }
    html + "</ul>\n</body>\n</html>\n"
}

/// The page of one article, which its link leads to.
pub(super) fn page(article: &Article, base: &str) -> String {
    let mut html =
        String::from("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    html += &element("title", &article.headline);
    html += &format!(
        "<link rel=\"canonical\" href=\"{}\">\n</head>\n<body>\n<article>\n",
        escape(link(article, base))
    );
    html += &element("h1", &article.headline);
    let named = [&article.byline, &article.outlet];
    let day = article.published.format("%Y-%m-%d").to_string();
    let about: Vec<&str> = named
        .into_iter()
        .flatten()
        .map(String::as_str)
        .chain([day.as_str()])
        .collect();
    html += &element("p", &about.join(", "));
    html += &content(article);
    html + "\n</article>\n</body>\n</html>\n"
}

/// One element with text in it, in XML and in HTML alike.
fn element(name: &str, text: &str) -> String {
    format!("<{name}>{}</{name}>\n", escape(text))
}

/// The body as HTML, one `p` a paragraph. No line break at the end: some readers would keep it in one
/// format and not in another.
fn content(article: &Article) -> String {
    let html: String = article
        .paragraphs
        .iter()
        .map(|paragraph| element("p", paragraph))
        .collect();
    html.trim_end().to_owned()
}

/// The first paragraph, as plain text; empty where the article has none.
fn summary(article: &Article) -> &str {
    article.paragraphs.first().map_or("", String::as_str)
}

fn link(article: &Article, base: &str) -> String {
    format!("{base}/articles/{}", encoded(&article.slug))
}

/// A slug holds letters of any script, digits and dashes; all but the letters of ASCII are encoded.
fn encoded(slug: &str) -> String {
    byte_serialize(slug.as_bytes()).collect()
}

fn newest(articles: &[Article]) -> Timestamp {
    articles
        .iter()
        .map(|article| article.published)
        .max()
        .unwrap_or(Timestamp::UNIX_EPOCH)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mock::Articles;
    use crate::model::parse_time;

    const BASE: &str = "http://127.0.0.1:1";

    fn awkward() -> Article {
        Article {
            slug: "ео-1".into(),
            headline: "Tom & \"Jerry\" <b>]]></b>".into(),
            byline: None,
            outlet: None,
            published: parse_time("2021-05-08T06:00:00Z").unwrap(),
            paragraphs: vec!["1 < 2 & 3 > 2 ]]>".into()],
        }
    }

    fn texts_of(xml: &str, name: &str) -> Vec<String> {
        let mut reader = quick_xml::Reader::from_str(xml);
        let mut texts = Vec::new();
        let mut current: Option<String> = None;
        loop {
            use quick_xml::events::Event;
            match reader.read_event().unwrap() {
                Event::Start(tag) if tag.name().as_ref() == name => {
                    current = Some(String::new());
                }
                Event::End(tag) if tag.name().as_ref() == name => {
                    texts.extend(current.take());
                }
                Event::Text(text) => {
                    if let Some(current) = &mut current {
                        *current += &text;
                    }
                }
                Event::GeneralRef(name) => {
                    if let Some(current) = &mut current {
                        let entity = format!("&{};", &*name);
                        *current += &quick_xml::escape::unescape(&entity).unwrap();
                    }
                }
                Event::Eof => return texts,
                _ => {}
            }
        }
    }

    #[test]
    fn markup_in_a_headline_survives_in_every_format() {
        let articles = [awkward()];
        let headline = &articles[0].headline;
        let link = "http://127.0.0.1:1/articles/%D0%B5%D0%BE-1";
        let rss = rss(&articles, BASE);
        assert_eq!(&texts_of(&rss, "title")[1], headline);
        assert_eq!(texts_of(&rss, "link")[1], link);
        let content = "<p>1 &lt; 2 &amp; 3 &gt; 2 ]]&gt;</p>";
        assert_eq!(texts_of(&rss, "content:encoded"), [content]);
        let atom = atom(&articles, BASE);
        assert_eq!(&texts_of(&atom, "title")[1], headline);
        assert_eq!(texts_of(&atom, "content"), [content]);
        assert!(atom.contains(link));
        let json: serde_json::Value = serde_json::from_str(&json(&articles, BASE)).unwrap();
        assert_eq!(json["items"][0]["title"], **headline);
        assert_eq!(json["items"][0]["content_html"], content);
        assert_eq!(json["items"][0]["url"], link);
        assert!(page(&articles[0], BASE).contains("<h1>Tom &amp; "));
    }

    #[test]
    fn the_three_formats_agree_on_links_and_not_on_ids() {
        let articles = Articles::builtin().read().unwrap();
        let rss = rss(&articles, BASE);
        let json: serde_json::Value = serde_json::from_str(&json(&articles, BASE)).unwrap();
        let items = json["items"].as_array().unwrap();
        let of_json = |key: &str| -> Vec<String> {
            items
                .iter()
                .map(|i| i[key].as_str().unwrap().to_owned())
                .collect()
        };
        assert_eq!(texts_of(&rss, "link")[1..], of_json("url"));
        let ids = [
            texts_of(&rss, "guid"),
            texts_of(&atom(&articles, BASE), "id")[1..].to_vec(),
            of_json("id"),
        ];
        for (position, article) in articles.iter().enumerate() {
            let mut of_article: Vec<_> = ids.iter().map(|ids| &ids[position]).collect();
            of_article.sort();
            of_article.dedup();
            assert_eq!(of_article.len(), 3, "{}", article.slug);
        }
    }

    #[test]
    fn no_articles_still_make_documents() {
        assert!(rss(&[], BASE).ends_with("</channel>\n</rss>\n"));
        assert!(atom(&[], BASE).contains("<updated>1970-01-01T00:00:00Z</updated>"));
        assert!(json(&[], BASE).contains("\"items\": []"));
    }
}
