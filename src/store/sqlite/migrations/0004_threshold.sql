-- Tags say what they took. From now on an item that is only a headline has the topics of all full texts of its
-- story, not only of those it is linked to.

alter table item_topics add column threshold real;
                                       -- what the score had to reach; null: given by hand, or before this column
