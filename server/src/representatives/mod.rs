//! People who act for somebody else.
//!
//! A neighbour or grandchild comes in by a code that the resident shows in person: it works once, for a quarter of an
//! hour, and says what is allowed and until when. Parents, guardians and legal carers are recorded by a clerk at the
//! counter (roles counter and administrator) who saw the proof. Who acts for somebody sends the header `Rathaus-For`;
//! every route that does not know it refuses it. What is done counts as done by the representative and stands in the
//! resident's access log. A representative has no level of trust but her own. The resident ends an invitation's right
//! at once; what is proven by law ends at the counter. Limits: 20 representatives and 20 represented people each.

mod desk;
mod http;
mod store;
mod who;

use rathaus_api::{audit::AccessPurpose, ids::AccountId};
use utoipa_axum::router::OpenApiRouter;

use crate::{
    App, audit,
    db::{DbError, Tx},
    http::Failure,
};

pub use http::of;
pub use who::{Caller, ExpectedCaller, OnBehalf};

/// All routes of the slice.
pub fn routes() -> OpenApiRouter<App> {
    http::routes().merge(desk::routes())
}

/// Erases codes that ended, and rights three years after their end (BGB 195, 199).
///
/// # Errors
/// As the database says.
pub async fn sweep(app: &App) -> Result<(), DbError> {
    let now_ms = app.clock().now_ms();
    let mut tx = app.db().begin().await?;
    store::erase_ended(&mut tx, now_ms, now_ms - 3 * 366 * 24 * 3_600_000).await?;
    tx.commit().await
}

/// Ends what somebody allowed others by invitation, in the transaction that recovers her account: whoever had the lost
/// device may have invited himself.
///
/// # Errors
/// As the database says.
pub async fn end_invited(app: &App, tx: &mut Tx, account: AccountId) -> Result<(), Failure> {
    for (id, ended) in store::end_invited(tx, account, app.clock().now_ms()).await? {
        http::record_end(app, tx, audit::SYSTEM, id, &ended, AccessPurpose::OwnWish).await?;
    }
    Ok(())
}

/// Lets go of a resident whose account is deleted: no right from or to her is left.
///
/// # Errors
/// As the database says.
pub async fn forget(tx: &mut Tx, account: AccountId) -> Result<(), DbError> {
    store::forget(tx, account).await
}
