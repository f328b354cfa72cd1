-- Exchange accounts on their way to Graph: rehearsed, switched in waves, rolled
-- back.

-- 1: a mailbox that only rehearses. Nobody depends on it, so it stands in no
-- list and no count, and nobody is warned of it.
alter table mailboxes add column rehearsing bigint not null default 0;
drop index mailboxes_alike;
create index mailboxes_alike on mailboxes (account_id, verdict, verdict_cause, purposes)
    where rehearsing = 0;

-- `place` and `account_id`: what somebody said by hand. `state`: waiting,
-- switching or switched; the connection is Graph in the latter two.
alter table exchange_accounts add column place text;
alter table exchange_accounts add column account_id text references accounts (id) on delete set null;
alter table exchange_accounts add column state text not null default 'waiting';
alter table exchange_accounts add column wave_id text;
alter table exchange_accounts add column switched_at bigint;
-- Until now a mailbox that was proved counted as switched.
update exchange_accounts set state = 'switched', switched_at = handed_over_at
    where address in (select address from mailboxes where verdict in ('ok', 'warn'));

-- `holder` and `held_until`: which of several processes works on it.
create table waves (
    id         text primary key,
    number     bigint not null unique,
    state      text not null,
    started_by text not null,
    started_at bigint not null,
    ended_at   bigint,
    total      bigint not null,
    holder     text,
    held_until bigint
);

-- One at a time.
create unique index waves_running on waves (state) where state = 'running';

-- No reference to mailboxes: one may be removed later, and stays in the report.
-- `was_live`: it served jobs through Graph already, and goes on after a roll back.
create table wave_items (
    wave_id      text not null references waves (id) on delete cascade,
    position     bigint not null,
    address      text not null,
    account_name text not null,
    state        text not null,
    cause        text,
    at           bigint,
    was_live     bigint not null,
    primary key (wave_id, position)
);
create index wave_items_of on wave_items (wave_id, address);
create index wave_items_by_state on wave_items (wave_id, state, position);
