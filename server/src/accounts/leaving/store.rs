//! Erasing ways in.

use crate::{
    accounts::Holder,
    db::{DbError, Tx, sql},
};

/// Passkeys, and new devices on their way.
pub(super) async fn delete_ways_in(tx: &mut Tx, holder: Holder) -> Result<(), DbError> {
    for text in [
        "DELETE FROM passkeys WHERE holder_kind = $1 AND holder_id = $2",
        "DELETE FROM device_links WHERE holder_kind = $1 AND holder_id = $2",
    ] {
        sql(text).bind(holder.kind()).bind(holder.id()).execute(tx).await?;
    }
    Ok(())
}
