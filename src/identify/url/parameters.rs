//! The documented table of query parameters that select no content: marks of campaigns, clicks,
//! sessions and sharing. A name stands here only if no site is known to choose an article by it;
//! names that some sites use for content count only with the values listed beside them.

/// Names that start so, case ignored: `utm_` Urchin and Google; `mtm_`, `pk_`, `piwik_`, `matomo_`
/// Matomo; `hsa_`, `_hs` HubSpot; `at_` AT Internet and Piano; `ns_` comScore; `fb_` Facebook;
/// `mc_` Mailchimp; `oly_` Omeda; `vero_` Vero; `wt.` Webtrends; `aspsessionid` a session of IIS.
const PREFIXES: [&str; 21] = [
    "utm_",
    "utm-",
    "mtm_",
    "pk_",
    "piwik_",
    "matomo_",
    "hsa_",
    "_hs",
    "__hs",
    "at_medium",
    "at_campaign",
    "at_custom",
    "at_link",
    "ns_",
    "fb_",
    "mc_cid",
    "mc_eid",
    "oly_",
    "vero_",
    "wt.",
    "aspsessionid",
];

/// Exact names, case ignored: click identifiers; campaigns and readers; sessions and pages that show
/// the same article another way.
#[rustfmt::skip]
const NAMES: &[&str] = &[
    "fbclid", "gclid", "gclsrc", "gbraid", "wbraid", "gad_source", "gad_campaignid", "dclid",
    "yclid", "ysclid", "yadclid", "msclkid", "twclid", "ttclid", "igshid", "igsh", "li_fat_id",
    "srsltid", "rb_clickid", "wickedid", "epik", "mkt_tok", "s_cid", "sc_cid", "irclickid",

    "_openstat", "openstat", "xtor", "cmpid", "icid", "ncid", "ocid", "ftag", "ito", "smid", "smtyp",
    "wt_mc", "sref", "trk", "trkcampaign", "_ga", "_gl", "spm", "scm", "action_object_map",
    "action_ref_map", "action_type_map", "__twitter_impression", "guccounter", "guce_referrer",
    "guce_referrer_sig", "hmsr", "hmpl", "hmcu", "hmkw", "hmci",

    "phpsessid", "jsessionid", "cftoken", "replytocom", "noamp", "nocache",
];

/// Names that select content on some sites and are marks with exactly these values.
#[rustfmt::skip]
const MARKS: &[(&str, &[&str])] = &[
    ("ref", SHARED_BY),
    ("source", SHARED_BY),
    ("src", SHARED_BY),
    ("from", SHARED_BY),
    ("via", SHARED_BY),
    ("feed", &["rss", "atom"]),
    ("rss", &["", "1", "true", "yes"]),
    ("partner", &["rss", "rssnyt", "feed", "yandex", "yxnews"]),
    ("emc", &["rss", "edit"]),
    ("cmp", &["rss", "share_btn_fb", "share_btn_tw", "share_btn_link"]),
    ("share", &["facebook", "twitter", "telegram", "whatsapp", "linkedin", "vk", "email"]),
    ("amp", &["", "1", "true", "yes"]),
    ("_amp", &["", "1", "true"]),
    ("isamp", &["", "1", "true"]),
    ("outputtype", &["amp"]),
    ("output", &["amp"]),
    ("mobile", &["", "1", "true", "yes"]),
    ("mode", &["amp"]),
];

/// Where a click came from, as generic parameters name it.
#[rustfmt::skip]
const SHARED_BY: &[&str] = &[
    "rss", "rss2", "rss20", "feed", "feeds", "atom", "rssfeed", "rss_feed", "rss-feed", "feedburner",
    "feedly", "inoreader", "newsblur", "twitter", "facebook", "fb", "vk", "telegram", "tg",
    "whatsapp", "linkedin", "reddit", "email", "newsletter", "share", "yandex", "yxnews",
    "yandex_news", "yandexnews", "google", "googlenews", "google_news", "flipboard", "smartnews",
    "hp", "home", "homepage", "home_page", "mainpage",
];

/// Names whose value is a session's when it looks like a token.
const SESSIONS: [&str; 8] = [
    "sid",
    "session",
    "sessionid",
    "session_id",
    "sess",
    "token",
    "cfid",
    "osid",
];

/// Whether a parameter of this name and value leaves the content as it is.
pub(super) fn selects_nothing(name: &str, value: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let name = name.as_str();
    if NAMES.contains(&name) || PREFIXES.iter().any(|prefix| name.starts_with(prefix)) {
        return true;
    }
    let marked = |(marked, values): &(&str, &[&str])| {
        *marked == name && values.iter().any(|known| known.eq_ignore_ascii_case(value))
    };
    MARKS.iter().any(marked)
        || (SESSIONS.contains(&name) && is_token(value))
        || (name == "_" && value.len() >= 10 && value.bytes().all(|b| b.is_ascii_digit()))
}

/// Sixteen or more letters and digits, both kinds among them: no article is named so by hand.
fn is_token(value: &str) -> bool {
    value.len() >= 16
        && value.bytes().all(|b| b.is_ascii_alphanumeric())
        && value.bytes().any(|b| b.is_ascii_digit())
        && value.bytes().any(|b| b.is_ascii_alphabetic())
}
