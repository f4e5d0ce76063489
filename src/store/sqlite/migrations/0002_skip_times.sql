-- What a feed's last document asked about when not to be read (RSS skipHours and skipDays).

alter table feeds add column skip_hours text check (skip_hours is null or json_valid(skip_hours));
                                       -- JSON array of hours, UTC: [0, 1, 23]; null: none
alter table feeds add column skip_days text check (skip_days is null or json_valid(skip_days));
                                       -- JSON array of days: ["Sat", "Sun"]; null: none
