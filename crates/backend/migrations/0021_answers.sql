-- The first answer to a request with an Idempotency-Key, sealed, for 24 hours.
-- `status` 0: under way, or cut short.
create table answers (
    owner        text not null,
    key_hash     text not null,
    request_hash text not null,
    status       bigint not null,
    sealed       text not null,
    at           bigint not null,
    primary key (owner, key_hash)
);
create index answers_by_age on answers (at);
