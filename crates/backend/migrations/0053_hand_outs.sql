-- When a job last took the token of a mailbox: the audit holds millions of lines.
create index hand_outs on audit (object, seq) where action = 'token.hand_out';
