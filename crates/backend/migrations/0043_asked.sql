-- Somebody outside the panel is asked for a consent, or for a client secret. Of
-- the link's token only the hash.
create table asked (
    id            text primary key,
    token_hash    text not null unique,
    account_id    text not null references accounts (id) on delete cascade,
    kind          text not null,
    expected      text,
    lang          text not null,
    asked_by      text not null,
    asked_by_id   text not null references people (id),
    asked_at      bigint not null,
    expires_at    bigint not null,
    mailed_at     bigint,
    opened_at     bigint,
    consent_id    text,
    done_at       bigint,
    revoked_at    bigint
);
create index asked_of_account on asked (account_id, asked_at);
