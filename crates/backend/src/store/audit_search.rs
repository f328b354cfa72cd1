//! Looking things up in the audit.

use super::columns::Columns;
use super::{Store, StoreError};
use contract::audit::AuditLine;
use contract::time::Timestamp;
use sqlx::any::AnyRow;

/// Which lines.
#[derive(Clone, Debug, Default)]
pub struct AuditFilter {
    /// By exactly this one; of whom a name or address is enough with
    /// [`AuditFilter::actor_holds`].
    pub actor: Option<String>,
    /// By somebody whose name or address holds this text.
    pub actor_holds: Option<String>,
    /// About this object.
    pub object: Option<String>,
    /// An action, or a kind of action that ends with a dot: `account.`.
    pub action: Option<String>,
    /// Not before this moment.
    pub from: Option<Timestamp>,
    /// Before this moment.
    pub to: Option<Timestamp>,
}

const WHERE: &str = "(cast($1 as text) is null or actor = $1) \
     and (cast($2 as text) is null or lower(actor) like $2 escape '\\') \
     and (cast($3 as text) is null or object = $3) \
     and (cast($4 as text) is null or action like $4 escape '\\') \
     and (cast($5 as bigint) is null or at >= $5) \
     and (cast($6 as bigint) is null or at < $6) ";

/// What an object is called now, where an id is all that stands in the line.
const NAME: &str = "coalesce((select name from people where id = object), \
     (select name from accounts where id = object), \
     (select name from job_keys where id = object))";

impl Store {
    /// Lines of the filter below the number `before`, the newest first.
    ///
    /// # Errors
    /// Where the database refuses.
    pub async fn audit_before(
        &self,
        filter: &AuditFilter,
        before: i64,
        limit: u32,
    ) -> Result<Vec<AuditLine>, StoreError> {
        let order = "and seq < $7 order by seq desc limit $8";
        self.audit_lines(NAME, filter, order, before, limit).await
    }

    /// Lines of the filter above the number `after`, the oldest first, as they were
    /// written.
    ///
    /// # Errors
    /// Where the database refuses.
    pub async fn audit_after(
        &self,
        filter: &AuditFilter,
        after: i64,
        limit: u32,
    ) -> Result<Vec<AuditLine>, StoreError> {
        let order = "and seq > $7 order by seq limit $8";
        let no_name = "cast(null as text)";
        self.audit_lines(no_name, filter, order, after, limit).await
    }

    async fn audit_lines(
        &self,
        name: &str,
        filter: &AuditFilter,
        order: &str,
        place: i64,
        limit: u32,
    ) -> Result<Vec<AuditLine>, StoreError> {
        let select = "select seq, at, actor, action, object, detail, ";
        let query = [
            select,
            name,
            " as object_name from audit where ",
            WHERE,
            order,
        ]
        .concat();
        let rows = sqlx::query(sqlx::AssertSqlSafe(query))
            .bind(filter.actor.as_deref())
            .bind(filter.actor_holds.as_deref().map(holds))
            .bind(filter.object.as_deref())
            .bind(filter.action.as_deref().map(kind))
            .bind(filter.from.map(|at| at.0))
            .bind(filter.to.map(|at| at.0))
            .bind(place)
            .bind(i64::from(limit))
            .fetch_all(self.database.read())
            .await?;
        rows.iter().map(read).collect()
    }
}

fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\")
        .replace('%', "\\%")
        .replace('_', "\\_")
}

fn holds(text: &str) -> String {
    format!("%{}%", escaped(&text.to_lowercase()))
}

fn kind(action: &str) -> String {
    let open = if action.ends_with('.') { "%" } else { "" };
    [&escaped(action), open].concat()
}

fn read(row: &AnyRow) -> Result<AuditLine, StoreError> {
    let c = Columns::new("audit", row);
    Ok(AuditLine {
        number: c.number("seq")?,
        at: c.at("at")?,
        actor: c.text("actor")?,
        action: c.text("action")?,
        object: c.text("object")?,
        object_name: c.maybe_text("object_name")?,
        detail: c.text("detail")?,
    })
}
