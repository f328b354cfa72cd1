-- How a mailbox stood at one moment, kept as it was. It names the mailbox, and
-- stays when that is removed: a ticket about it is still to be understood.
create table diagnoses (
    id text primary key,
    address text not null,
    made_at bigint not null,
    made_by text not null,
    -- The mailbox as the API showed it, as JSON.
    mailbox text not null
);

create index diagnoses_by_address on diagnoses (address, made_at);
create index diagnoses_by_age on diagnoses (made_at);
