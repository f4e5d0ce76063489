-- What spares reading the texts of items that have only rare words in common with a new one.

alter table story_keys add column rare blob;
                                       -- some bits of each of its rarest words, 2 bytes each, packed; null: unknown
