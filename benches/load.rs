//! Whole-process figures: `jarshy poll` of many feeds on loopback, each on an address of its own.
//!
//!     cargo bench --bench load                     1000 feeds of 30 items
//!     cargo bench --bench load -- 10000 3          feeds and items
//!     cargo bench --bench load -- 10000 3 watch 5  and then `jarshy run`, all on one schedule, for 5 minutes
//!
//! COLD is an empty store, WARM nothing changed, CHANGED 5 % of the feeds have 3 new items. CPU is that of
//! the polling process alone, read from /proc; the origin runs in this one. Linux only.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a measuring program: it prints, and anything unexpected ends it"
)]

use std::fmt::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

const ENGLISH: &str = "government parliament minister said on Monday that the new railway budget \
    would bring jobs to the region while farmers warned about drought and prices of wheat rose again \
    in spring after talks between neighbours on water and energy supply";
const RUSSIAN: &str = "правительство парламент министр сообщил в понедельник что новый бюджет железной \
    дороги создаст рабочие места в регионе фермеры предупредили о засухе и цены на пшеницу снова выросли \
    весной после переговоров соседей о воде и энергии";

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let numbers: Vec<usize> = args.iter().filter_map(|arg| arg.parse().ok()).collect();
    let feeds = numbers.first().copied().unwrap_or(1000);
    let items = numbers.get(1).copied().unwrap_or(30);
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()
        .unwrap();
    let round = Arc::new(AtomicUsize::new(0));
    let listener = runtime.block_on(TcpListener::bind("0.0.0.0:0")).unwrap();
    let port = listener.local_addr().unwrap().port();
    runtime.spawn(serve(listener, items, Arc::clone(&round)));

    let folder = tempfile::tempdir().unwrap();
    let config = folder.path().join("jarshy.toml");
    let store = folder.path().join("jarshy.db");
    std::fs::write(&config, config_text(feeds, port)).unwrap();

    println!("{feeds} feeds of {items} items");
    println!(
        "{:<10}{:>8}{:>8}{:>8}{:>10}",
        "", "user s", "sys s", "wall s", "peak MB"
    );
    measure("check", &["check"], &config);
    measure("COLD", &["poll"], &config);
    measure("WARM", &["poll"], &config);
    round.store(1, Ordering::Relaxed);
    measure("CHANGED", &["poll"], &config);
    let bytes = std::fs::metadata(&store).map_or(0, |meta| meta.len());
    println!("store {} MB", bytes / 1_000_000);
    if args.iter().any(|arg| arg == "watch") {
        watch(&config, &store, numbers.get(2).copied().unwrap_or(5));
    }
}

fn config_text(feeds: usize, port: u16) -> String {
    let mut text = String::from(
        "[store]\npath = \"jarshy.db\"\n[poll]\nschedule = \"* * * * *\"\nallow_private_networks = true\n",
    );
    for feed in 0..feeds {
        let (a, b) = (feed / 250, feed % 250 + 1);
        write!(
            text,
            "[[feeds]]\nurl = \"http://127.1.{a}.{b}:{port}/{feed}.xml\"\n"
        )
        .unwrap();
    }
    text
}

/// Runs the daemon over some minutes and counts each feed's polls in the ledger.
fn watch(config: &Path, store: &Path, minutes: usize) {
    let socket = config.with_file_name("notify.sock");
    let notifications = std::os::unix::net::UnixDatagram::bind(&socket).unwrap();
    let before = children_cpu();
    let began = Instant::now();
    let mut child = Command::new(env!("CARGO_BIN_EXE_jarshy"))
        .args(["run", "--log", "warn", "--config"])
        .arg(config)
        .env("NOTIFY_SOCKET", &socket)
        .spawn()
        .unwrap();
    let mut buffer = [0; 4096];
    let length = notifications.recv(&mut buffer).unwrap();
    let ready = began.elapsed().as_secs_f64();
    let said = String::from_utf8_lossy(&buffer[..length]).replace('\n', " ");
    println!("run: ready after {ready:.2} s: {said}");
    std::thread::spawn(move || while notifications.recv(&mut buffer).is_ok() {});
    let status = format!("/proc/{}/status", child.id());
    std::thread::sleep(Duration::from_secs(60 * minutes as u64));
    let peak = peak_kilobytes(&status);
    Command::new("kill")
        .arg(child.id().to_string())
        .status()
        .unwrap();
    let stopping = Instant::now();
    child.wait().unwrap();
    let after = children_cpu();
    println!(
        "run: {:.2} s of CPU, {:.1} MB, stopped in {:.2} s",
        after.0 + after.1 - before.0 - before.1,
        peak as f64 / 1000.0,
        stopping.elapsed().as_secs_f64()
    );
    let db = rusqlite::Connection::open(store).unwrap();
    let mut counts = db
        .prepare(
            "select minute, count(*), count(distinct feed_id) from
               (select feed_id, substr(started_at, 1, 16) as minute from polls)
             group by minute order by minute",
        )
        .unwrap();
    let rows = counts
        .query_map([], |row| {
            Ok((
                row.get::<_, String>(0)?,
                row.get::<_, u32>(1)?,
                row.get::<_, u32>(2)?,
            ))
        })
        .unwrap();
    for row in rows {
        let (minute, polls, feeds) = row.unwrap();
        println!("run: {minute} {polls} polls of {feeds} feeds");
    }
}

fn measure(name: &str, args: &[&str], config: &Path) {
    let before = children_cpu();
    let began = Instant::now();
    let mut child = Command::new(env!("CARGO_BIN_EXE_jarshy"))
        .args(args)
        .arg("--config")
        .arg(config)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let status = format!("/proc/{}/status", child.id());
    let mut peak = 0;
    while child.try_wait().unwrap().is_none() {
        peak = peak.max(peak_kilobytes(&status));
        std::thread::sleep(Duration::from_millis(5));
    }
    let wall = began.elapsed().as_secs_f64();
    let output = child.wait_with_output().unwrap();
    let after = children_cpu();
    println!(
        "{name:<10}{:>8.2}{:>8.2}{wall:>8.2}{:>10.1}   {}",
        after.0 - before.0,
        after.1 - before.1,
        peak as f64 / 1000.0,
        String::from_utf8_lossy(&output.stdout)
            .lines()
            .next()
            .unwrap_or_default()
    );
}

/// User and system seconds of the children that have ended, see proc(5): fields 16 and 17 of stat.
fn children_cpu() -> (f64, f64) {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap();
    let after_name = stat.rsplit_once(')').unwrap().1;
    let fields: Vec<&str> = after_name.split_whitespace().collect();
    let seconds = |index: usize| fields[index].parse::<f64>().unwrap() / 100.0;
    (seconds(13), seconds(14))
}

fn peak_kilobytes(status: &str) -> u64 {
    std::fs::read_to_string(status)
        .ok()
        .and_then(|text| {
            let line = text
                .lines()
                .find(|line| line.starts_with("VmHWM:"))?
                .to_owned();
            line.split_whitespace().nth(1)?.parse().ok()
        })
        .unwrap_or(0)
}

async fn serve(listener: TcpListener, items: usize, round: Arc<AtomicUsize>) {
    loop {
        if let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(answer(stream, items, Arc::clone(&round)));
        }
    }
}

/// Answers requests on one connection until it ends.
async fn answer(stream: TcpStream, items: usize, round: Arc<AtomicUsize>) -> Option<()> {
    let mut stream = BufReader::new(stream);
    loop {
        let (mut feed, mut known) = (None, String::new());
        loop {
            let mut line = String::new();
            if stream.read_line(&mut line).await.ok()? == 0 {
                return None;
            }
            let line = line.trim_end();
            if let Some(path) = line.strip_prefix("GET /") {
                feed = path.split('.').next()?.parse::<usize>().ok();
            } else if let Some((name, value)) = line.split_once(": ") {
                if name.eq_ignore_ascii_case("if-none-match") {
                    known = value.to_owned();
                }
            } else if line.is_empty() {
                break;
            }
        }
        let feed = feed?;
        let new = if feed % 20 == 0 {
            3 * round.load(Ordering::Relaxed)
        } else {
            0
        };
        let etag = format!("\"{feed}-{new}\"");
        let reply = if known == etag {
            format!("HTTP/1.1 304 Not Modified\r\nETag: {etag}\r\n\r\n").into_bytes()
        } else {
            let body = document(feed, items, new);
            let mut reply = format!(
                "HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\nETag: {etag}\r\nContent-Length: {}\r\n\r\n",
                body.len()
            )
            .into_bytes();
            reply.extend(body.into_bytes());
            reply
        };
        stream.write_all(&reply).await.ok()?;
    }
}

/// An RSS document of about two kilobytes an item, newest first; every other feed is Russian.
fn document(feed: usize, items: usize, new: usize) -> String {
    let words: Vec<&str> = if feed.is_multiple_of(2) {
        ENGLISH
    } else {
        RUSSIAN
    }
    .split_whitespace()
    .collect();
    let mut text = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><rss version=\"2.0\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\"><channel><title>Feed {feed}</title><link>http://news{feed}.example/</link><description>d</description>"
    );
    for item in (0..items + new).rev().take(items) {
        let mut seed = (feed * 1000 + item) as u64 + 1;
        let mut sentence = |count: usize| {
            let mut out = String::new();
            for _ in 0..count {
                seed ^= seed << 13;
                seed ^= seed >> 7;
                seed ^= seed << 17;
                out.push_str(words[seed as usize % words.len()]);
                out.push(' ');
            }
            out
        };
        let (title, summary) = (sentence(8), sentence(25));
        let count = if feed.is_multiple_of(2) { 75 } else { 40 };
        let paragraphs: Vec<String> = (0..3)
            .map(|_| format!("<p>{}</p>", sentence(count)))
            .collect();
        write!(
            text,
            "<item><title>{title}{feed} {item}</title><link>http://news{feed}.example/{item}/</link><guid>http://news{feed}.example/?p={item}</guid><pubDate>Mon, 10 May 2021 {:02}:{:02}:00 +0000</pubDate><description>{summary}</description><content:encoded><![CDATA[{}]]></content:encoded></item>",
            item / 60 % 24,
            item % 60,
            paragraphs.concat()
        )
        .unwrap();
    }
    text.push_str("</channel></rss>");
    text
}
