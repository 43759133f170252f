//! Cases as the resident they belong to lists them.

use rathaus_api::{
    cases::{CaseRow, News},
    events::EventKind,
    ids::{AccountId, CaseId},
};

use crate::{
    cases::store::{PAGE, ROW, Row, case_row},
    clock::timestamp,
    db::{Db, DbError, sql_built},
};

/// A case as its resident lists it.
#[derive(Debug, Clone)]
pub struct OwnCase {
    /// The case.
    pub row: CaseRow,
    /// The last thing the town hall said about it.
    pub news: Option<News>,
}

#[derive(sqlx::FromRow)]
struct OwnRow {
    #[sqlx(flatten)]
    row: Row,
    news_kind: Option<String>,
    news_at: Option<i64>,
}

fn own_case(own: OwnRow) -> Option<OwnCase> {
    let kind = own.news_kind.and_then(|kind| EventKind::of_text(&kind));
    let news = kind.zip(own.news_at).map(|(kind, at)| News { kind, at: timestamp(at) });
    Some(OwnCase { row: case_row(own.row)?, news })
}

/// One's own cases of a kind, one row more than a page, newest first.
///
/// # Errors
/// As the database says.
pub async fn own_cases(
    db: &Db,
    account: AccountId,
    kind: &str,
    before: Option<CaseId>,
) -> Result<Vec<OwnCase>, DbError> {
    let text = format!(
        "SELECT {ROW}, n.kind AS news_kind, n.at AS news_at \
         FROM cases c LEFT JOIN staff_members m ON m.id = c.assignee \
         LEFT JOIN case_entries n ON n.id = (SELECT MAX(e.id) FROM case_entries e \
             WHERE e.case_id = c.id AND e.public = 1 AND e.kind IN ('answer_given', 'status_changed')) \
         WHERE c.account = $1 AND c.kind = $2 AND (c.id < $3 OR CAST($3 AS TEXT) IS NULL) \
         ORDER BY c.id DESC LIMIT {}",
        PAGE + 1
    );
    let query = sql_built(text).bind(account.to_string()).bind(kind).bind(before.map(|id| id.to_string()));
    let rows: Vec<OwnRow> = query.all(db).await?;
    Ok(rows.into_iter().filter_map(own_case).collect())
}
