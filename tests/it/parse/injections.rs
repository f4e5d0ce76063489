//! Script injections through every format: none survives into what is stored.

use jarshy::parse::parse;

use super::document;

pub(super) const INJECTIONS: &[&str] = &[
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
    "<a href=\"&#106;&#97;vascript:alert(1)\">x</a>",
    "<a href=\"java&NewLine;script&colon;alert(1)\">x</a>",
    "<a href=\"&#1;javascript:alert(1)\">x</a>",
    "<a href=\"view-source:javascript:alert(1)\">x</a>",
    "<a href=\"blob:https://x.example/1\">x</a>",
    "<img src=\"data:image/svg+xml,<svg onload=alert(1)>\">",
    "<img srcset=\"javascript:alert(1) 1x\" src=\"javascript:alert(1)\">",
    "<img \"\"\"><script>alert(1)</script>\">",
    "<video poster=\"javascript:alert(1)\" src=\"data:text/html,x\"></video>",
    "<blockquote cite=\"javascript:alert(1)\">x</blockquote>",
    "<p dir=\"ltr&quot; onclick=&quot;alert(1)\">x</p>",
    "<template><img src=x onerror=alert(1)></template>",
    "<noscript><style></noscript><img src=x onerror=alert(1)></style>",
    "<svg></p><style><a id=\"</style><img src=1 onerror=alert(1)>\">",
    "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">",
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "<!--><img src=x onerror=alert(1)>-->",
    "<!--!><img src=x onerror=alert(1)>--!>",
    "<![CDATA[><img src=x onerror=alert(1)>",
    "<xmp><img src=x onerror=alert(1)></xmp>",
    "<plaintext><img src=x onerror=alert(1)>",
    "<svg><a xlink:href=\"javascript:alert(1)\"><text>x</text></a></svg>",
    "<svg><set attributeName=href to=javascript:alert(1)></svg>",
    "<link rel=stylesheet href=\"javascript:alert(1)\">",
    "<marquee onstart=alert(1)>x</marquee>",
    "<details open ontoggle=alert(1)>x</details>",
    "<p/onclick=alert(1)>x</p>",
    "<img src=x:alert(1) onerror\n=alert(1)>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
];

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

/// An injection in every field of every format. `NUMBER` stands where entries must differ.
pub(super) fn carriers(injection: &str) -> [String; 6] {
    let html = escaped(injection);
    let twice = escaped(&html);
    let json = serde_json::json!({
        "version": "https://jsonfeed.org/version/1.1", "title": injection, "home_page_url": "javascript:alert(1)",
        "items": [{"id": "NUMBER", "title": injection, "content_html": injection, "summary": injection,
            "url": "javascript:alert(1)", "authors": [{"name": injection}], "image": "data:image/svg+xml,x",
            "attachments": [{"url": "javascript:alert(1)", "mime_type": "audio/mpeg"}]}]});
    [
        format!(
            "<rss version='2.0'><channel><title>{html}</title><link>javascript:alert(1)</link><item><guid isPermaLink='true'>javascript:NUMBER</guid><title>{html}</title><link>javascript:alert(1)</link><author>{html}</author><enclosure url='javascript:alert(1)' type='audio/mpeg'/><description>{html}</description></item></channel></rss>"
        ),
        format!(
            "<rss version='2.0'><channel><title>t</title><item><guid>NUMBER</guid><title>{twice}</title><link> &#x6a;avascript:alert(1)</link><description><![CDATA[{injection}]]></description></item></channel></rss>"
        ),
        format!(
            "<rss version='2.0'><channel><title>t</title><item><guid>NUMBER</guid><title>t</title><description>{twice}</description></item></channel></rss>"
        ),
        format!(
            "<feed xmlns='http://www.w3.org/2005/Atom' xml:base='javascript:alert(1)//'><title type='html'>{html}</title><link href='javascript:alert(1)'/><entry><id>NUMBER</id><author><name>{html}</name></author><title type='html'>{html}</title><link rel='enclosure' href='data:text/html,x'/><content type='html'>{html}</content></entry></feed>"
        ),
        format!(
            "<feed xmlns='http://www.w3.org/2005/Atom'><title>t</title><entry><id>NUMBER</id><title>t</title><content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml' xml:base='javascript:alert(1)//'><a href='#x'>x</a>{injection}</div></content></entry></feed>"
        ),
        json.to_string(),
    ]
}

/// Asserts that every tag and attribute is on the list, and every address goes to the web.
#[track_caller]
pub(super) fn assert_safe(html: &str) {
    const TAGS: [&str; 23] = [
        "a",
        "abbr",
        "audio",
        "b",
        "blockquote",
        "br",
        "caption",
        "code",
        "div",
        "em",
        "figure",
        "source",
        "i",
        "img",
        "p",
        "span",
        "strong",
        "table",
        "tbody",
        "td",
        "tr",
        "ul",
        "video",
    ];
    const ADDRESSES: [&str; 4] = ["href", "src", "cite", "poster"];
    const OTHERS: [&str; 9] = [
        "rel", "title", "alt", "width", "height", "dir", "lang", "controls", "hreflang",
    ];
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        rest = rest[at + 1..].trim_start_matches('/');
        let length = rest.find(['>', ' ']).unwrap();
        let name = &rest[..length];
        assert!(TAGS.contains(&name), "<{name}> in {html}");
        rest = rest[length..].trim_start();
        while !rest.starts_with('>') {
            let (key, value) = rest.split_once("=\"").unwrap();
            let (value, after) = value.split_once('"').unwrap();
            rest = after.trim_start();
            assert!(
                OTHERS.contains(&key)
                    || ADDRESSES.contains(&key)
                        && (value.starts_with("http://") || value.starts_with("https://")),
                "{key}={value:?} in {html}"
            );
        }
    }
}

#[test]
fn no_injection_survives_in_any_format() {
    for injection in INJECTIONS {
        for carrier in carriers(injection) {
            let feed = parse(&document(carrier.as_bytes(), None)).unwrap();
            assert_eq!(feed.site_url, None, "{carrier}");
            let entry = &feed.entries[0];
            assert_eq!(entry.link, None, "{carrier}");
            assert!(entry.enclosures.is_empty(), "{carrier}");
            for html in [&entry.summary, &entry.content].into_iter().flatten() {
                assert_safe(html);
            }
        }
    }
}
