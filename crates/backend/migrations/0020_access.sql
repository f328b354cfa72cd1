-- What proves who somebody is lies apart from who they are, with its kind: a
-- password today; a second factor, a passkey or a Microsoft sign-in besides it
-- later, without another change of this table.
create table credentials (
    id         text primary key,
    person_id  text not null references people (id) on delete cascade,
    kind       text not null,
    proof      text not null,
    created_at bigint not null
);
create index credentials_of_person on credentials (person_id, kind);
insert into credentials (id, person_id, kind, proof, created_at)
    select id, id, 'password', password_hash, created_at from people;
alter table people drop column password_hash;
alter table people add column deactivated_at bigint;

-- A session gets a name of its own, which its owner may see and which stays
-- when its token is replaced. Everybody signs in once more.
drop table sessions;
create table sessions (
    id           text primary key,
    token_hash   text not null unique,
    person_id    text not null references people (id) on delete cascade,
    created_at   bigint not null,
    last_seen_at bigint not null,
    confirmed_at bigint not null,
    came_from    text not null,
    agent        text not null
);
create index sessions_of_person on sessions (person_id);

-- Of an invitation's token only the hash. It is gone once it was used.
create table invitations (
    id         text primary key,
    token_hash text not null unique,
    address    text not null unique,
    role       text not null,
    invited_by text not null,
    invited_at bigint not null,
    expires_at bigint not null
);
