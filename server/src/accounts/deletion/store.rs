//! Erasing the rows of an account.

use rathaus_api::ids::AccountId;

use crate::db::{DbError, Tx, sql};

/// Erases what is left of an account; `false` when it was erased before.
pub(super) async fn erase(tx: &mut Tx, account: AccountId) -> Result<bool, DbError> {
    let id = account.to_string();
    for text in [
        "DELETE FROM recovery_locks WHERE account = $1",
        "DELETE FROM eid_links WHERE account = $1",
        "DELETE FROM identity_proofs WHERE account = $1",
        "DELETE FROM profiles WHERE account = $1",
    ] {
        sql(text).bind(&id).execute(tx).await?;
    }
    // Scopes end with the account's id: "letters/<id>", "resident <id>".
    for text in
        ["DELETE FROM counted_tries WHERE scope LIKE $1", "DELETE FROM idempotency_keys WHERE scope LIKE $1"]
    {
        sql(text).bind(format!("%{id}%")).execute(tx).await?;
    }
    Ok(sql("DELETE FROM accounts WHERE id = $1").bind(&id).execute(tx).await? == 1)
}
