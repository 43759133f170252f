//! The secret of a report's status link: derived, never stored, revocable.

use rathaus_api::{
    REPORT_SECRET,
    ids::{AccountId, CaseId},
    problem::Code,
};

use super::store;
use crate::{App, cases, http::Failure, keys::secret_hash};

/// The secret behind the `#`.
#[must_use]
pub fn secret(app: &App, id: CaseId) -> String {
    app.server_key().derive("report link", &id.to_string())
}

/// Lets the owner (or who acts for her: `account` is whose matters it is about) or whoever knows the secret see a report; for everybody else it does not exist.
///
/// # Errors
/// `not-found`, also for a report of somebody else's and for a revoked link.
pub async fn may_see(
    app: &App,
    id: CaseId,
    account: Option<AccountId>,
    headers: &axum::http::HeaderMap,
) -> Result<cases::CaseFacts, Failure> {
    let hidden = || Failure::new(Code::NotFound);
    let facts = cases::facts(app.db(), id).await?;
    if account.is_some() && facts.as_ref().is_some_and(|facts| facts.account == account) {
        return facts.ok_or_else(hidden);
    }
    // Looked for also where there is no such report, so that the time tells nothing.
    let shown = headers.get(REPORT_SECRET).and_then(|value| value.to_str().ok()).ok_or_else(hidden)?;
    let found = store::report_of_link(app.db(), &secret_hash(shown)).await?;
    if found == Some(id) { facts.ok_or_else(hidden) } else { Err(hidden()) }
}
