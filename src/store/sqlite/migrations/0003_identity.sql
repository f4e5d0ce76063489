-- Items that were removed are known by their address too, and fewer texts are read to judge a new one. From
-- now on items.backfill goes back to 0 when a feed that was read before has as news what a new feed brought
-- as history.

create table pruned_items (
  -- Items that were removed, by the address they had: a feed that shows one for the first time later does
  -- not bring it back. Kept for half a year.
  canonical_url text not null,
  item_id integer not null,            -- no foreign key, on purpose
  content_hash blob not null,          -- of its wording
  published_at text,                   -- what the publisher claimed
  pruned_at text not null,
  primary key (canonical_url, item_id)
) strict, without rowid;

create index pruned_items_by_time on pruned_items (pruned_at);

create trigger items_remembering before delete on items when old.canonical_url is not null begin
  insert or replace into pruned_items (canonical_url, item_id, content_hash, published_at, pruned_at)
    values (old.canonical_url, old.id, old.content_hash, old.published_at, strftime('%Y-%m-%dT%H:%M:%SZ', 'now'));
end;

alter table story_keys add column rare blob;
                                       -- some bits of each of its rarest words, 2 bytes each, packed, by which
                                       -- two items are compared before a text is read; null: unknown
