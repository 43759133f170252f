//! The secret of a report's status link: derived, never stored, revocable.

use rathaus_api::{REPORT_SECRET, ids::CaseId, problem::Code};

use super::store;
use crate::{App, accounts::Resident, cases, http::Failure, keys::secret_hash};

/// The secret behind the `#`.
#[must_use]
pub fn secret(app: &App, id: CaseId) -> String {
    app.server_key().derive("report link", &id.to_string())
}

/// Lets the owner or whoever knows the secret see a report; for everybody else it does not exist.
///
/// # Errors
/// `not-found`, also for a report of somebody else's and for a revoked link.
pub async fn may_see(
    app: &App,
    id: CaseId,
    resident: Option<Resident>,
    headers: &axum::http::HeaderMap,
) -> Result<cases::CaseFacts, Failure> {
    let hidden = || Failure::new(Code::NotFound);
    let facts = cases::facts(app.db(), id).await?.ok_or_else(hidden)?;
    if resident.is_some_and(|resident| facts.account == Some(resident.account)) {
        return Ok(facts);
    }
    let shown = headers.get(REPORT_SECRET).and_then(|value| value.to_str().ok()).ok_or_else(hidden)?;
    let found = store::report_of_link(app.db(), &secret_hash(shown)).await?;
    if found == Some(id) { Ok(facts) } else { Err(hidden()) }
}
