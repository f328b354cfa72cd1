//! The backend through the door its users come in by: a real process, real
//! HTTP, and a stand-in for Microsoft. One program, so that it is linked once.

#![allow(clippy::unwrap_used, missing_docs)]

mod accounts;
mod answers;
mod arrivals;
mod asked;
mod audit;
mod backup;
mod carriers;
mod configuration;
mod consents;
mod diagnoses;
mod documents;
mod door;
mod garbage;
mod keys;
mod killed;
mod live;
mod mailboxes;
mod migration;
mod people;
mod permissions;
mod redaction;
mod relaying;
mod replicas;
mod rights;
mod rotation;
mod runs;
mod seeing;
mod signing_in;
mod stopping;
mod storage;
mod support;
mod survival;
mod tls;
mod tokens;
mod transfer;
mod warnings;
mod waves;
