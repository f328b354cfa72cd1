-- Addresses at which a calendar program reads when secrets end. Only the hash
-- of the token in it.
create table calendar_feeds (
    id         text primary key,
    token_hash text not null unique,
    person_id  text not null references people (id) on delete cascade,
    name       text not null,
    lang       text not null,
    created_at bigint not null,
    read_at    bigint
);
create index calendar_feeds_of_person on calendar_feeds (person_id, created_at);
