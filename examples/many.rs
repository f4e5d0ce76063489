//! scratch
#![allow(missing_docs, clippy::unwrap_used, clippy::print_stdout)]
use jarshy::fetch::*;
use jarshy::model::*;
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
fn main() {
    let args: Vec<String> = std::env::args().collect();
    let rt = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .worker_threads(2)
        .build()
        .unwrap();
    if args[1] == "serve" {
        rt.block_on(async {
            let l = tokio::net::TcpListener::bind("0.0.0.0:8888").await.unwrap();
            loop {
                let (mut s, _) = l.accept().await.unwrap();
                tokio::spawn(async move {
                    let mut b = [0u8; 4096];
                    loop {
                        match s.read(&mut b).await { Ok(0) | Err(_) => return, Ok(_) => {} }
                        if s.write_all(b"HTTP/1.1 304 Not Modified\r\nETag: \"abc\"\r\nDate: Mon, 10 May 2021 09:30:00 GMT\r\nCache-Control: max-age=600\r\n\r\n").await.is_err() { return; }
                    }
                });
            }
        });
        return;
    }
    let n: u32 = args[2].parse().unwrap();
    rt.block_on(async {
        let f = Fetcher::new(&FetchSettings {
            max_body: 16 << 20,
            allow_private_networks: true,
            allow_addresses: vec![],
            contact: None,
            proxy: None,
        })
        .unwrap();
        let mut q = HostQueueT::new(hosts::HostLimits {
            concurrency: 32,
            per_host: 2,
            host_gap: Duration::from_secs(1),
        });
        let schedule = Schedule::parse("*/30 * * * *").unwrap();
        for i in 0..n {
            let (a, b, c) = (1 + i / 65000, (i / 250) % 256, 1 + i % 250);
            let url = FeedUrl::parse(&format!("http://127.{a}.{b}.{c}:8888/feed")).unwrap();
            let feed = Feed {
                url: url.clone(),
                title: None,
                folder: None,
                schedule: schedule.clone(),
                enabled: true,
                request: RequestSettings {
                    timeout: Duration::from_secs(30),
                    user_agent: "jarshy/0.1 (+https://x)".into(),
                    headers: vec![],
                    username: None,
                    password_file: None,
                },
            };
            q.push(&url.authority(), feed);
        }
        let v = Validators {
            etag: Some("\"abc\"".into()),
            last_modified: Some("Mon, 10 May 2021 09:30:00 GMT".into()),
        };
        let mut set = tokio::task::JoinSet::new();
        let (mut ok, mut bad) = (0, 0);
        loop {
            while let hosts::Next::Start(feed) = q.next(Instant::now()) {
                let (f, v) = (f.clone(), v.clone());
                set.spawn(async move {
                    let r = f
                        .fetch(&Ask {
                            feed: &feed,
                            url: &feed.url,
                            validators: &v,
                        })
                        .await;
                    (feed.url.authority(), r)
                });
            }
            match set.join_next().await {
                None => break,
                Some(r) => {
                    let (h, r) = r.unwrap();
                    q.done(&h, None);
                    match r {
                        Ok(_) => ok += 1,
                        Err(e) => {
                            bad += 1;
                            if bad < 5 {
                                println!("{e}");
                            }
                        }
                    }
                }
            }
        }
        println!("ok {ok} bad {bad}");
    });
}
type HostQueueT = hosts::HostQueue<Feed>;
