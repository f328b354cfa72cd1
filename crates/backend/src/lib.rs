//! The ImageCapture backend API.
//!
//! The floors, from the top: `program` reads the command line; `serve`, `relay`
//! and `config` put the house together; one room per resource holds its routes and what they do; `http` is
//! the door they share; `proofs` and `keeper` are the only rooms that use a
//! sign-in's token at Microsoft; `store` lies on the ground. docs/architecture.md
//! says which room may call which, and a test holds it to that.

mod accounts;
mod audit;
mod calendar;
mod cells;
pub mod clock;
pub mod commands;
pub mod config;
mod consents;
mod diagnoses;
pub mod http;
pub mod keeper;
mod mailboxes;
pub mod metrics;
mod migration;
mod people;
pub mod program;
pub mod proofs;
pub mod random;
mod reach;
pub mod relay;
mod rights;
mod runs;
pub mod serve;
pub mod store;
mod tokens;
mod transfer;
mod warnings;
