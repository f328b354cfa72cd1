-- Warnings: what was found, and its way out by mail and by webhook.

-- One row. The secret that signs webhooks is sealed.
create table warning_settings (
    id            text primary key,
    mail_from     text,
    mail_to       text not null,
    lang          text not null,
    hook_url      text,
    hook_sealed   text,
    silence_hours bigint not null
);

-- What is known to have been told: `told_bad` and `told_silent` are 0 or 1.
alter table mailboxes add column told_bad bigint not null default 0;
alter table mailboxes add column told_silent bigint not null default 0;
create index mailboxes_to_tell on mailboxes (address)
    where verdict = 'bad' or told_bad = 1 or told_silent = 1;
create index mailboxes_by_proof on mailboxes (proved_at);

-- How many days before its end a secret was last warned of.
create table secret_warnings (
    account_id text not null references accounts (id) on delete cascade,
    expires_on bigint not null,
    days       bigint not null,
    primary key (account_id, expires_on, days)
);

-- What was found at one time is told together.
create table warning_rounds (
    id      text primary key,
    made_at bigint not null
);
create index warning_rounds_by_age on warning_rounds (made_at);

create table warnings (
    round_id  text not null references warning_rounds (id) on delete cascade,
    position  bigint not null,
    kind      text not null,
    object    text not null,
    name      text not null,
    cause     text,
    days_left bigint,
    at        bigint not null,
    primary key (round_id, position)
);

create table deliveries (
    id       text primary key,
    round_id text not null references warning_rounds (id) on delete cascade,
    channel  text not null,
    state    text not null,
    tries    bigint not null,
    due_at   bigint not null,
    ended_at bigint,
    answer   text
);
create index deliveries_of_round on deliveries (round_id);
create index deliveries_due on deliveries (due_at) where state = 'waiting' or state = 'sending';
