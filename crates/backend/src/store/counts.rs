//! How much there is of what, for whoever watches the house from outside.

use super::{Store, StoreError, columns::Columns};
use contract::mailboxes::VerdictState;

/// How many there are, by state.
pub type Numbers = Vec<(&'static str, i64)>;

impl Store {
    /// Sign-ins by state and mailboxes by verdict. States that nothing has are
    /// there with zero, so that a number that falls is seen to fall.
    ///
    /// # Errors
    /// Where the database refuses.
    pub async fn standing(&self) -> Result<(Numbers, Numbers), StoreError> {
        let row = sqlx::query("select count(*) as whole, count(ended_at) as ended from sign_ins")
            .fetch_one(self.database.read())
            .await?;
        let c = Columns::new("sign_ins", &row);
        let (whole, ended) = (c.number("whole")?, c.number("ended")?);
        let rows = sqlx::query(
            "select verdict, count(*) as whole from mailboxes where rehearsing = 0 \
             group by verdict",
        )
        .fetch_all(self.database.read())
        .await?;
        let mut verdicts: Numbers = VerdictState::ALL
            .iter()
            .map(|verdict| (verdict.code(), 0))
            .collect();
        for row in &rows {
            let c = Columns::new("mailboxes", row);
            let (verdict, whole) = (c.text("verdict")?, c.number("whole")?);
            if let Some(known) = verdicts.iter_mut().find(|(code, _)| *code == verdict) {
                known.1 = whole;
            }
        }
        Ok((vec![("alive", whole - ended), ("ended", ended)], verdicts))
    }
}
