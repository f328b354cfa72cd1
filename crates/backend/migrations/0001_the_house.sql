-- The first schema. Every column is TEXT or BIGINT, so that one file serves
-- SQLite and PostgreSQL: moments are milliseconds since 1970, days are days
-- since 1970, truths are 0 and 1, sealed values are text (see store/seal.rs).

create table settings (
    name  text primary key,
    value text not null
);

-- Who may use the panel.
create table people (
    id            text primary key,
    name          text not null,
    address       text not null unique,
    role          text not null,
    password_hash text not null,
    created_at    bigint not null
);

-- Only the hash of a session's token is here: who reads this table cannot
-- take over a session.
create table sessions (
    token_hash   text primary key,
    person_id    text not null references people (id) on delete cascade,
    created_at   bigint not null,
    last_seen_at bigint not null
);
create index sessions_of_person on sessions (person_id);

-- `version` moves with every change that a consent under way must notice.
create table accounts (
    id         text primary key,
    name       text not null,
    name_key   text not null unique,
    cloud      text not null,
    tenant     text not null,
    client_id  text not null,
    purposes   text not null,
    version    bigint not null,
    created_at bigint not null,
    unique (cloud, tenant, client_id)
);

create table secrets (
    account_id text not null references accounts (id) on delete cascade,
    slot       text not null,
    sealed     text not null,
    hint       text not null,
    expires_on bigint not null,
    set_at     bigint not null,
    set_by     text not null,
    proved_at  bigint,
    cause      text,
    primary key (account_id, slot)
);

-- `generation` guards every write of tokens: who read an older generation
-- writes nothing.
create table sign_ins (
    id                text primary key,
    account_id        text not null references accounts (id) on delete cascade,
    tenant            text not null,
    object            text not null,
    name              text not null,
    username          text not null,
    granted           text not null,
    refresh_sealed    text not null,
    access_sealed     text not null,
    access_expires_at bigint not null,
    consented_at      bigint not null,
    refreshed_at      bigint not null,
    generation        bigint not null,
    ended_at          bigint,
    ended_cause       text,
    ended_trace       text,
    unique (account_id, tenant, object)
);

-- Neither code nor verifier is ever here; of the state only its hash.
create table consents (
    id              text primary key,
    state_hash      text not null unique,
    account_id      text not null references accounts (id) on delete cascade,
    account_version bigint not null,
    session_hash    text not null,
    person_id       text not null,
    code_challenge  text not null,
    nonce           text not null,
    redirect_uri    text not null,
    started_at      bigint not null,
    expires_at      bigint not null,
    state           text not null,
    cause           text,
    trace           text,
    missing         text not null,
    signed_in_as    text,
    other_tenant    text
);

create table mailboxes (
    address         text primary key,
    account_id      text not null references accounts (id),
    sign_in_id      text references sign_ins (id) on delete set null,
    name            text not null,
    purposes        text not null,
    added_at        bigint not null,
    added_by        text not null,
    verdict         text not null,
    verdict_rank    bigint not null,
    verdict_cause   text,
    verdict_ability text,
    verdict_since   bigint not null
);
create index mailboxes_of_account on mailboxes (account_id);
create index mailboxes_by_urgency on mailboxes (verdict_rank, address);

create table lights (
    address text not null references mailboxes (address) on delete cascade,
    ability text not null,
    state   text not null,
    at      bigint not null,
    took_ms bigint not null,
    cause   text,
    trace   text,
    primary key (address, ability)
);

create table test_mails (
    id          text primary key,
    mailbox     text not null references mailboxes (address) on delete cascade,
    recipient   text not null,
    subject     text not null,
    round_trip  bigint not null,
    state       text not null,
    sent_at     bigint not null,
    accepted_at bigint,
    arrived_at  bigint,
    cause       text,
    trace       text,
    looks_until bigint
);
create index test_mails_of_mailbox on test_mails (mailbox, sent_at);

create table job_keys (
    id         text primary key,
    name       text not null,
    key_hash   text not null unique,
    purposes   text not null,
    mailboxes  text,
    created_at bigint not null
);

create table exchange_accounts (
    address        text primary key,
    purposes       text not null,
    server         text not null,
    handed_over_at bigint not null
);

-- Append only; each line carries the hash of the one before.
create table audit (
    seq      bigint primary key,
    at       bigint not null,
    actor    text not null,
    action   text not null,
    object   text not null,
    detail   text not null,
    previous text not null,
    hash     text not null
);
