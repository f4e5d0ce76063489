-- When a feed asks not to be read (RSS skipHours and skipDays), and further pages read to close a gap.

alter table feeds add column skip_hours text check (skip_hours is null or json_valid(skip_hours));
                                       -- JSON array of hours, UTC: [0, 1, 23]; null: none
alter table feeds add column skip_days text check (skip_days is null or json_valid(skip_days));
                                       -- JSON array of days: ["Sat", "Sun"]; null: none

alter table polls add column pages integer not null default 0;
                                       -- further pages of the feed that were read to close a gap; with
                                       -- possible_gap 0 they closed it, and gap_after and gap_before tell which
alter table polls add column recovered integer not null default 0;
                                       -- of new_items, how many came from those pages
