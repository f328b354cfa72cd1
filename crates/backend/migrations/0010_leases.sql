-- Who refreshes a sign-in at the moment, where several processes share the
-- work. A lease that ran out binds nobody; the generation still guards the write.
alter table sign_ins add column lease_holder text;
alter table sign_ins add column lease_until bigint;
