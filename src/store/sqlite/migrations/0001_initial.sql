-- The first schema. Once released it is never edited; changes come as further files.
-- All times are ISO 8601 UTC text with a Z (2021-05-10T09:30:00Z): they sort as text and suit
-- SQLite's date functions. Comments inside the statements stay in the file: see `.schema`.

create table feeds (
  -- A subscription of the config, and what polling it has taught. One row per URL, for ever.
  id integer primary key,
  url text not null unique,            -- as configured, without user and password
  title text,                          -- the config's, else the document's; null before the first document
  folder text,                         -- OPML folder, nested ones joined with /; null at the top
  schedule text not null,              -- cron, UTC
  enabled integer not null default 1 check (enabled in (0, 1)), -- 0: polled only with --force
  settings_hash blob,                  -- of all the config says about it; a change revives a feed that was gone
  site_url text,                       -- the web site the document names
  status text not null default 'active' check (status in ('active', 'failing', 'gone', 'removed')),
                                       -- failing: the last poll failed; gone: answered 410; removed: not in the config
  effective_url text,                  -- where a permanent redirect moved it; null: nowhere, use url
  moving_to text,                      -- a permanent redirect seen, not yet taken over
  moving_seen integer not null default 0, -- polls in a row that saw it
  etag text,                           -- validators, byte for byte (a byte is the character of its number)
  last_modified text,
  validators_since text,               -- since the last whole answer; 304s leave it, and may renew the validators
  body_hash blob,                      -- SHA-256 of the last document that was taken in
  update_hint_seconds integer,         -- how long that document asks to be left alone (ttl, sy:update...)
  window_entries integer,              -- entries in that document; null before the first
  window_oldest text,                  -- earliest and latest publication claimed in it
  window_newest text,
  last_polled_at text,                 -- start of the last poll; null before the first
  last_success_at text,                -- start of the last poll that worked
  last_status integer,                 -- HTTP status of the last poll; null when no answer came
  last_error text,                     -- why the last poll failed; null when it worked
  consecutive_failures integer not null default 0,
  not_before text,                     -- no poll before this (Retry-After, max-age, backoff); null: no veto
  not_before_reason text,              -- why, in words
  next_poll_at text                    -- when it is due next, vetoes counted; null: never (gone, removed, disabled)
) strict;

create table stories (
  -- Items that tell the same text: syndicated copies, near duplicates.
  id integer primary key autoincrement,
  title text not null,                 -- of its first item
  first_seen_at text not null,
  last_seen_at text not null,
  items integer not null               -- how many
) strict;

create table items (
  -- One piece of news, once, however many feeds carry it. Ids are never used again.
  id integer primary key autoincrement,
  guid text,                           -- as its owner states it; null when it states none; unique in no sense
  url text,                            -- as its owner links it
  canonical_url text,                  -- url without what does not select content; null when it names no single article
  title text not null,                 -- plain text; empty when untitled
  author text,                         -- plain text, names joined with a comma
  language text,                       -- ISO 639-1; null when unknown
  published_at text,                   -- what the publisher claims; null if nothing usable was claimed
  updated_at text,                     -- what the publisher claims
  first_seen_at text not null,         -- when we first had it
  last_seen_at text not null,          -- last document that carried it and differed from the one before
  sort_at text not null,               -- published_at when believable (not after first_seen_at), else first_seen_at
  backfill integer not null default 0 check (backfill in (0, 1)),
                                       -- 1: history when it came, not news: in a feed's first document, or claimed to be
                                       -- 30 days (in a bulk of five: 3 days) older than the feed's previous success
  story_id integer references stories (id),
  story_by_hand integer not null default 0 check (story_by_hand in (0, 1)),
                                       -- 1: a person put it into its story, or took it out of one; rules leave it there
  owner_feed_id integer not null references feeds (id), -- whose wording this is
  content_hash blob not null,          -- of the wording, cosmetics left out
  enclosures text not null default '[]' check (json_valid(enclosures)),
                                       -- JSON array of {url, type, length (bytes), duration (seconds)}
  simplify integer not null default 1 check (simplify in (0, 1)),
                                       -- 0: no letter in it that items_search simplifies, so none is looked for
  summary text,                        -- sanitized HTML
  summary_text text,                   -- plain text of summary when there is content besides; else null
  content text,                        -- sanitized HTML; null when the feed gives only a summary
  text text not null                   -- plain text of content, else of summary
) strict;

create index items_by_canonical_url on items (canonical_url) where canonical_url is not null;
create index items_by_sort_at on items (sort_at);
create index items_by_first_seen_at on items (first_seen_at);
create index items_by_story on items (story_id) where story_id is not null;

create table item_sources (
  -- Who carried an item: one row per item and feed.
  item_id integer not null references items (id),
  feed_id integer not null references feeds (id),
  guid text,                           -- as this feed states it, the latest when it changes
  url text,                            -- as this feed links it
  first_seen_at text not null,
  last_seen_at text not null,          -- last document that carried it and differed from the one before
  names integer not null default 0,    -- how many names of it in this feed are remembered in entry_names
  primary key (item_id, feed_id)
) strict, without rowid;

create index item_sources_by_feed on item_sources (feed_id, item_id);

create table entry_names (
  -- The names (hashed id, link, content) under which a feed showed an item, up to 64 each. They outlive the
  -- item: a name whose item is gone tells that the entry was pruned and must not come back.
  feed_id integer not null references feeds (id),
  name blob not null,
  item_id integer not null,            -- no foreign key, on purpose
  primary key (feed_id, name)
) strict, without rowid;

create table revisions (
  -- Earlier wordings of an item, kept when its owner changed it.
  id integer primary key,
  item_id integer not null references items (id),
  replaced_at text not null,           -- when the wording below was replaced
  title text not null,
  summary text,
  content text
) strict;

create index revisions_by_item on revisions (item_id, id);

create table topics (
  -- What the user watches, as in the rule file.
  slug text primary key,
  name text not null,
  rules_hash text not null,            -- of the rules now in force; tags with another hash are stale
  applied_hash text,                   -- of the rules last applied to what was stored already; null: none yet
  active integer not null default 1 check (active in (0, 1)) -- 0: no longer in the rule file, its tags stay
) strict, without rowid;

create table item_topics (
  -- A topic on an item, with its proof.
  item_id integer not null references items (id),
  topic text not null references topics (slug),
  origin text not null check (origin in ('rule', 'story', 'manual')),
  score real not null,
  evidence text not null check (json_valid(evidence)),
                                       -- JSON array of {field (title, summary, body), term (as written), rule,
                                       -- weight, offset (characters, in title, summary_text or text; a summary
                                       -- without content stands in text)}
  rules_hash text not null,            -- of the rules that gave it
  tagged_at text not null,
  primary key (item_id, topic)
) strict, without rowid;

create index item_topics_by_topic on item_topics (topic, item_id);

create table manual_topics (
  -- What a person said about a topic on an item. It wins over the rules: yes is a row of item_topics with
  -- origin manual, no keeps the topic off the item.
  item_id integer not null references items (id),
  topic text not null references topics (slug),
  verdict text not null check (verdict in ('yes', 'no')),
  decided_at text not null,
  primary key (item_id, topic)
) strict, without rowid;

create table story_links (
  -- Why an item joined its story.
  item_id integer not null references items (id),
  other_id integer not null references items (id),
  rule text not null,                  -- text, reworded, title, same publisher; manual
  value real not null,                 -- likeness from 0 to 1
  primary key (item_id, other_id)
) strict, without rowid;

create index story_links_by_other on story_links (other_id);

create table story_keys (
  -- Where copies of an item would be found: some twenty small numbers made of its opening, its whole, its
  -- title, its figures and its rarest words. Kept for some days.
  item_id integer primary key,
  keys blob not null                   -- 4 bytes each, packed
) strict;

create table story_memory (
  -- What judging stories has taught: standing paragraphs, column titles, how rare words are. One row.
  id integer primary key check (id = 1),
  learned blob not null
) strict;

create table polls (
  -- The ledger: one row per attempt to fetch one feed.
  id integer primary key,
  feed_id integer not null references feeds (id),
  started_at text not null,
  duration_ms integer not null,
  outcome text not null check (outcome in ('updated', 'unchanged', 'not_modified', 'failed')),
  http_status integer,                 -- null when no answer came
  bytes integer not null,              -- of the body, decompressed
  entries integer not null,            -- in the document
  new_items integer not null,
  changed_items integer not null,      -- wordings replaced
  possible_gap integer not null default 0 check (possible_gap in (0, 1)),
                                       -- 1: a full document, nothing in it known: items may have been missed
  gap_after text,                      -- between these two claims of publication; null when not claimed
  gap_before text,
  failure text,                        -- class of failure, for counting: dns, timeout, status, ...; null when it worked
  error text,                          -- what went wrong, in words; null when it worked
  notes text check (notes is null or json_valid(notes)) -- JSON array: repairs made, entries dropped and why
) strict;

create index polls_by_feed on polls (feed_id, id);
create index polls_with_gaps on polls (feed_id) where possible_gap = 1;

create table host_holds (
  -- Public hosts that answered 429 or 503: none of their feeds is polled before this.
  host text primary key,               -- name:port
  until text not null
) strict, without rowid;

-- Text as the full-text index has it: words with letters that people type in a simpler way (ё; Kazakh
-- letters on a Russian keyboard) stand there twice, as written and simplified. Plain SQL, so that any
-- sqlite3 can keep the index in step or rebuild it: insert into items_fts(items_fts) values ('rebuild').
create view items_search as
select
  id,
  case when simplify and title glob '*[ёЁәӘғҒқҚңҢөӨұҰүҮһҺіІ]*' then title || char(10) ||
    replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(title,
    'ё','е'),'Ё','Е'),'ә','а'),'Ә','А'),'ғ','г'),'Ғ','Г'),'қ','к'),'Қ','К'),'ң','н'),'Ң','Н'),'ө','о'),'Ө','О'),'ұ','у'),'Ұ','У'),'ү','у'),'Ү','У'),'һ','х'),'Һ','Х'),'і','и'),'І','И')
    else title end as title,
  case when simplify and summary_text glob '*[ёЁәӘғҒқҚңҢөӨұҰүҮһҺіІ]*' then summary_text || char(10) ||
    replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(summary_text,
    'ё','е'),'Ё','Е'),'ә','а'),'Ә','А'),'ғ','г'),'Ғ','Г'),'қ','к'),'Қ','К'),'ң','н'),'Ң','Н'),'ө','о'),'Ө','О'),'ұ','у'),'Ұ','У'),'ү','у'),'Ү','У'),'һ','х'),'Һ','Х'),'і','и'),'І','И')
    else summary_text end as summary,
  case when simplify and text glob '*[ёЁәӘғҒқҚңҢөӨұҰүҮһҺіІ]*' then text || char(10) ||
    replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(text,
    'ё','е'),'Ё','Е'),'ә','а'),'Ә','А'),'ғ','г'),'Ғ','Г'),'қ','к'),'Қ','К'),'ң','н'),'Ң','Н'),'ө','о'),'Ө','О'),'ұ','у'),'Ұ','У'),'ү','у'),'Ү','У'),'һ','х'),'Һ','Х'),'і','и'),'І','И')
    else text end as text
from items;

-- Full-text index: select i.* from items_fts f join items i on i.id = f.rowid where items_fts match 'қазақстан'
create virtual table items_fts using fts5 (
  title, summary, text,
  content = 'items_search', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2'
);

-- A larger buffer between two flushes of the index: a third less work when many items come at once.
insert into items_fts (items_fts, rank) values ('hashsize', 8388608);

-- The triggers keep the index and the dependent rows in step whoever writes, foreign keys on or off.
create trigger items_inserted after insert on items begin
  insert into items_fts (rowid, title, summary, text)
    select id, title, summary, text from items_search where id = new.id;
end;

create trigger items_updating before update of title, summary_text, text on items begin
  insert into items_fts (items_fts, rowid, title, summary, text)
    select 'delete', id, title, summary, text from items_search where id = old.id;
end;

create trigger items_updated after update of title, summary_text, text on items begin
  insert into items_fts (rowid, title, summary, text)
    select id, title, summary, text from items_search where id = new.id;
end;

create trigger items_deleting before delete on items begin
  insert into items_fts (items_fts, rowid, title, summary, text)
    select 'delete', id, title, summary, text from items_search where id = old.id;
  delete from item_sources where item_id = old.id;
  delete from revisions where item_id = old.id;
  delete from item_topics where item_id = old.id;
  delete from manual_topics where item_id = old.id;
  delete from story_links where item_id = old.id;
  delete from story_links where other_id = old.id;
  update stories set items = items - 1 where id = old.story_id;
end;
