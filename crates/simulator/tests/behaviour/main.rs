//! What the stand-in does, seen from outside: everything here speaks HTTP with
//! a started one and knows nothing of its inside.

mod common;

mod authorize;
mod control;
mod described;
mod directory;
mod errors;
mod garbage;
mod graph_mail;
mod graph_more;
mod graph_rights;
mod graph_sending;
mod https;
mod journey;
mod manual;
mod program;
mod refresh;
mod seed;
mod spoilt;
mod token;
mod trainer;
