//! Script injections through every format: none survives into what is stored.

use jarshy::parse::parse;

use super::document;

const INJECTIONS: [&str; 26] = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<a href=\"javascript:alert(1)\">x</a>",
    "<a href=\" jav&#x09;ascript:alert(1)\">x</a>",
    "<a href=\"JaVaScRiPt:alert(1)\">x</a>",
    "<a href=\"data:text/html,<script>alert(1)</script>\">x</a>",
    "<a href=\"vbscript:msgbox(1)\">x</a>",
    "<iframe src=\"javascript:alert(1)\"></iframe>",
    "<iframe srcdoc=\"<script>alert(1)</script>\"></iframe>",
    "<body onload=alert(1)>",
    "<div style=\"background:url(javascript:alert(1))\">x</div>",
    "<style>@import 'javascript:alert(1)';</style>",
    "<object data=\"javascript:alert(1)\"></object>",
    "<embed src=\"javascript:alert(1)\">",
    "<form action=\"javascript:alert(1)\"><button>x</button></form>",
    "<math><mi xlink:href=\"javascript:alert(1)\">x</mi></math>",
    "<video><source onerror=\"alert(1)\"></video>",
    "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\"></noscript>",
    "<textarea><script>alert(1)</script></textarea>",
    "<title><script>alert(1)</script></title>",
    "<meta http-equiv=refresh content=\"0;url=javascript:alert(1)\">",
    "<base href=\"javascript:alert(1)//\">",
    "<p id=\"x\" class=\"y\" onclick=\"alert(1)\">x</p>",
];

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

fn carriers(injection: &str) -> [String; 5] {
    let html = escaped(injection);
    let json = serde_json::json!({"version": "https://jsonfeed.org/version/1.1", "title": "t", "items": [
        {"id": "1", "title": injection, "content_html": injection, "summary": injection, "url": "javascript:alert(1)"}]});
    [
        format!(
            "<rss version='2.0'><channel><title>{html}</title><item><title>{html}</title><link>javascript:alert(1)</link><description>{html}</description></item></channel></rss>"
        ),
        format!(
            "<rss version='2.0'><channel><title>t</title><item><title>t</title><description><![CDATA[{injection}]]></description></item></channel></rss>"
        ),
        format!(
            "<feed xmlns='http://www.w3.org/2005/Atom'><title type='html'>{html}</title><entry><id>1</id><title type='html'>{html}</title><content type='html'>{html}</content></entry></feed>"
        ),
        format!(
            "<feed xmlns='http://www.w3.org/2005/Atom'><title>t</title><entry><id>1</id><title>t</title><content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'>{injection}</div></content></entry></feed>"
        ),
        json.to_string(),
    ]
}

#[test]
fn no_injection_survives_in_any_format() {
    for injection in INJECTIONS {
        for carrier in carriers(injection) {
            let feed = parse(&document(carrier.as_bytes(), None)).unwrap();
            let entry = &feed.entries[0];
            assert_eq!(entry.link, None, "{carrier}");
            for html in [&entry.summary, &entry.content].into_iter().flatten() {
                // Text may mention anything; what matters stands inside tags.
                let tags: String = html
                    .split('<')
                    .skip(1)
                    .map(|part| part.split('>').next().unwrap_or(""))
                    .collect();
                let tags = tags.to_ascii_lowercase();
                for forbidden in [
                    "script", "onerror", "onload", "onclick", "style", "iframe", "object", "embed",
                    "form", "id=", "class=", "data:", "meta", "base",
                ] {
                    assert!(
                        !tags.contains(forbidden),
                        "{forbidden} in {html} from {carrier}"
                    );
                }
            }
        }
    }
}
