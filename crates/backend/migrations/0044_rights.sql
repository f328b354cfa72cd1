-- Until when a mailbox is looked at every few minutes: rights were given, and
-- take a while to arrive.
alter table mailboxes add column watch_until bigint not null default 0;
