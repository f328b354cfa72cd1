-- Runs over many mailboxes, every raw result, and our own traces in mailboxes.

-- What counts for the verdict while the last result stands alone; null where
-- the last result itself counts.
alter table lights add column standing_state text;
alter table lights add column standing_cause text;

-- When the next read-only check is due; 0: not by itself. When everything a
-- proof tried last succeeded; 0: never.
alter table mailboxes add column check_due bigint not null default 0;
alter table mailboxes add column proved_at bigint not null default 0;
update mailboxes set check_due = 1;
update mailboxes set proved_at = coalesce((select max(at) from lights
    where lights.address = mailboxes.address and lights.state = 'green'), 0);
create index mailboxes_due on mailboxes (check_due);

-- `holder` and `held_until`: which of several processes works on it.
create table runs (
    id         text primary key,
    kind       text not null,
    reason     text not null,
    started_by text not null,
    state      text not null,
    started_at bigint not null,
    ended_at   bigint,
    total      bigint not null,
    green      bigint not null,
    red        bigint not null,
    unknown    bigint not null,
    gone       bigint not null,
    holder     text,
    held_until bigint
);
create index runs_by_start on runs (started_at, id);

-- No reference to mailboxes: one that is removed meanwhile is `gone`.
create table run_items (
    run_id   text not null references runs (id) on delete cascade,
    position bigint not null,
    address  text not null,
    outcome  text,
    cause    text,
    at       bigint,
    primary key (run_id, position)
);
create index run_items_left on run_items (run_id, position) where outcome is null;
create index run_items_of on run_items (run_id, address);

-- Every raw result, for 30 days.
create table results (
    address text not null references mailboxes (address) on delete cascade,
    ability text not null,
    at      bigint not null,
    state   text not null,
    took_ms bigint not null,
    cause   text,
    trace   text,
    run_id  text
);
create index results_of_mailbox on results (address, at);
create index results_by_age on results (at);

-- What we make in a mailbox is written down before it is made, and taken off
-- when it was removed: what a crash leaves behind is found by its subject.
-- Until `may_come` it may still appear.
create table traces (
    subject  text primary key,
    address  text not null references mailboxes (address) on delete cascade,
    made_at  bigint not null,
    may_come bigint not null,
    maker    text not null
);
