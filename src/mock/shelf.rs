//! What the mock feed serves at this moment: the documents made from the articles as they were last
//! read without fault. Each look compares the files' times and lengths and reads again only when one
//! has changed.

use std::sync::{Arc, Mutex, PoisonError};

use super::answer::Served;
use super::articles::{Articles, ArticlesError, Reading, Stamp};
use super::form::Article;
use super::render;
use crate::model::Timestamp;

/// The articles' place and the last good state of what is made from them.
#[derive(Debug)]
pub(super) struct Shelf {
    articles: Articles,
    base: String,
    /// Held while files are read, so that many requests after a change read them once.
    state: Mutex<State>,
}

#[derive(Debug)]
struct State {
    stamps: Vec<Stamp>,
    edition: Arc<Edition>,
    /// The last complaint, so that the log tells it once and not at every request.
    complaint: Option<String>,
}

/// All documents made from one state of the articles.
#[derive(Debug)]
pub(super) struct Edition {
    pub(super) rss: Served,
    pub(super) atom: Served,
    pub(super) json: Served,
    pub(super) index: Served,
    articles: Vec<Article>,
    base: String,
    modified: Timestamp,
}

impl Shelf {
    /// Reads the articles for the first time. `base` is the scheme, host and port of all links.
    pub(super) fn open(articles: Articles, base: String) -> Result<Shelf, ArticlesError> {
        let stamps = articles.stamps()?;
        let edition = Arc::new(Edition::new(articles.read_stamped(&stamps)?, &base));
        Ok(Shelf {
            articles,
            base,
            state: Mutex::new(State {
                stamps,
                edition,
                complaint: None,
            }),
        })
    }

    /// What is to be served now. Reads files, so it may take its time.
    pub(super) fn latest(&self) -> Arc<Edition> {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        match self.newer_than(&state.stamps) {
            Ok(None) => state.complaint = None,
            Ok(Some((stamps, reading))) => {
                tracing::info!(articles = reading.articles.len(), "articles read again");
                state.edition = Arc::new(Edition::new(reading, &self.base));
                state.stamps = stamps;
                state.complaint = None;
            }
            Err(err) => {
                let complaint = err.to_string();
                if state.complaint.as_ref() != Some(&complaint) {
                    tracing::warn!(
                        error = &err as &dyn std::error::Error,
                        "{complaint}; still serving the last good state"
                    );
                    state.complaint = Some(complaint);
                }
            }
        }
        Arc::clone(&state.edition)
    }

    /// The articles with their stamps where these differ from `known`, otherwise `None`.
    fn newer_than(&self, known: &[Stamp]) -> Result<Option<(Vec<Stamp>, Reading)>, ArticlesError> {
        let stamps = self.articles.stamps()?;
        if stamps == known {
            return Ok(None);
        }
        let reading = self.articles.read_stamped(&stamps)?;
        Ok(Some((stamps, reading)))
    }
}

impl Edition {
    fn new(reading: Reading, base: &str) -> Edition {
        let Reading {
            mut articles,
            modified,
        } = reading;
        // Feeds tell the newest first; among articles of one time the order of the files stays.
        articles.sort_by_key(|article| std::cmp::Reverse(article.published));
        let served = |content_type, body| Served::new(content_type, body, modified);
        Edition {
            rss: served(
                "application/rss+xml; charset=utf-8",
                render::rss(&articles, base),
            ),
            atom: served(
                "application/atom+xml; charset=utf-8",
                render::atom(&articles, base),
            ),
            json: served("application/feed+json", render::json(&articles, base)),
            index: served("text/html; charset=utf-8", render::index(&articles, base)),
            articles,
            base: base.to_owned(),
            modified,
        }
    }

    /// The page of one article; `None` where there is no such article.
    pub(super) fn page(&self, slug: &str) -> Option<Served> {
        let article = self.articles.iter().find(|article| article.slug == slug)?;
        Some(Served::new(
            "text/html; charset=utf-8",
            render::page(article, &self.base),
            self.modified,
        ))
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn a_fault_leaves_the_last_good_state_until_it_is_mended() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.txt");
        fs::write(&file, "First\n").unwrap();
        let shelf = Shelf::open(Articles::at(folder.path().into()), "http://x".into()).unwrap();
        let headlines = || -> Vec<String> {
            let edition = shelf.latest();
            edition
                .articles
                .iter()
                .map(|a| a.headline.clone())
                .collect()
        };
        assert_eq!(headlines(), ["First"]);
        fs::write(&file, b"\xff\xff\xff").unwrap();
        assert_eq!(headlines(), ["First"]);
        fs::write(&file, "Second\n").unwrap();
        assert_eq!(headlines(), ["Second"]);
        fs::remove_file(&file).unwrap();
        assert_eq!(headlines(), ["Second"]);
        fs::write(folder.path().join("b.txt"), "Third, longer\n").unwrap();
        assert_eq!(headlines(), ["Third, longer"]);
    }

    #[test]
    fn without_a_change_the_same_edition_is_served() {
        let shelf = Shelf::open(Articles::builtin(), "http://x".into()).unwrap();
        assert!(Arc::ptr_eq(&shelf.latest(), &shelf.latest()));
    }
}
