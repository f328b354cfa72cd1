-- How the last 14 days went: two bits a day (1 something was proved, 2 something was
-- refused), the lowest those of the day `days_last` (days since 1970, in UTC).
alter table mailboxes add column days bigint not null default 0;
alter table mailboxes add column days_last bigint not null default 0;
