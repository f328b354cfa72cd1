//! Holding Microsoft's answers, and our own changes, so that a kill hits the
//! very moment a test is about, however fast or slow the machine is.

use super::{Town, eventually};
use serde_json::{Value, json};
use sqlx::{AnyConnection, Executor};

/// The lock that PostgreSQL's writers take in turn.
const WRITERS: &str = "448856046";

/// When a call is held.
#[derive(Clone, Copy, Debug)]
pub enum Hold {
    /// Microsoft has the call and has done nothing yet.
    Before,
    /// It is done, and its answer is still to come.
    After,
}

impl Hold {
    fn code(self) -> &'static str {
        match self {
            Self::Before => "before",
            Self::After => "after",
        }
    }
}

impl Town {
    /// Holds a Graph call about a mailbox: the one after so many others.
    pub async fn hold(&self, mailbox: &str, others: u64, hold: Hold) {
        let mut order = json!({ "endpoint": "graph", "mailbox": mailbox });
        if others > 0 {
            // An order that changes nothing is used up by each of them.
            order["times"] = others.into();
            self.control("faults", order.clone()).await;
        }
        order["times"] = 1.into();
        order["hold"] = hold.code().into();
        self.control("faults", order).await;
    }

    /// Holds the next call to the token endpoint.
    pub async fn hold_token(&self) {
        let order = json!({ "endpoint": "token", "hold": "before" });
        self.control("faults", order).await;
    }

    /// Waits until so many calls are held.
    pub async fn held(&self, calls: u64) {
        eventually(async || (self.ask_microsoft("faults").await["held"] == calls).then_some(()))
            .await;
    }

    /// Lets the calls go that are held.
    pub async fn let_go(&self) {
        self.control("faults/let-go", Value::Null).await;
    }

    /// Takes back whatever was ordered.
    pub async fn no_faults(&self) {
        let url = format!("{}/control/faults", self.microsoft.url());
        self.http.delete(url).send().await.unwrap();
    }

    /// How many calls Microsoft has answered whose path has this in it.
    pub async fn answered(&self, path: &str) -> usize {
        let record = self.ask_microsoft(&format!("requests?path={path}")).await;
        record["requests"].as_array().unwrap().len()
    }

    /// Nobody changes anything in the database while this lives: whoever wants
    /// to waits.
    pub async fn nobody_writes(&self) -> AnyConnection {
        let mut connection = self.connection().await;
        let wait = match self.database {
            Some(_) => ["select pg_advisory_lock(", WRITERS, ")"].concat(),
            None => "begin immediate".to_owned(),
        };
        connection.execute(sqlx::AssertSqlSafe(wait)).await.unwrap();
        connection
    }

    /// Starts again what was killed. Of several processes nobody knows at once
    /// that one is gone; here it is made known.
    pub async fn start_after_kill(&mut self) {
        if self.database.is_some() {
            self.sql("update traces set made_at = 1").await;
            self.sql("update runs set held_until = 1").await;
        }
        self.start();
    }
}
