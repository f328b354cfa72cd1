-- Lists of 100,000 mailboxes: one index for each way they are asked for.

alter table mailboxes add column tested_at bigint not null default 0;
update mailboxes set tested_at =
    coalesce((select max(at) from lights where lights.address = mailboxes.address), 0);

drop index mailboxes_of_account;
create index mailboxes_of_account on mailboxes (account_id, verdict_rank, address);
create index mailboxes_by_cause on mailboxes (verdict_cause, verdict_rank, address);
create index mailboxes_by_name on mailboxes (lower(name), address);
create index mailboxes_by_test on mailboxes (tested_at, address);
-- The counts read this one and no row.
create index mailboxes_alike on mailboxes (account_id, verdict, verdict_cause, purposes);
