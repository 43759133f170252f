//! What one slice asks of all others: what they keep about a resident or a case, and how they let go of it.

use rathaus_api::{
    ids::AccountId,
    mail::{ConsentKept, Letter, LinkedReference},
    profile::Kept,
    reports::Report,
    representatives::Representations,
};

use crate::{
    App, accounts, cases,
    db::{DbError, Tx},
    http::Failure,
    jobs, mail, reports, representatives,
};

/// What slices keep about a resident, by their names and numbers; slices know how.
pub(crate) async fn kept_of(app: &App, account: AccountId) -> Result<Vec<Kept>, DbError> {
    let mut kept = accounts::kept(app, account).await?;
    let reports = reports::number_of(app.db(), account).await?;
    kept.push(Kept { what: "reports".to_owned(), number: reports });
    let letters = mail::number_of(app.db(), account).await?;
    kept.push(Kept { what: "mail".to_owned(), number: letters });
    Ok(kept)
}

/// How many letters the town hall keeps on file about a resident.
pub(crate) async fn letters_on_file(app: &App, account: AccountId) -> Result<u32, DbError> {
    mail::number_on_file(app.db(), account).await
}

/// A resident's reports, newest first, for the export.
pub(crate) async fn reports_of(app: &App, account: AccountId, max: usize) -> Result<Vec<Report>, Failure> {
    reports::all_of(app, account, max).await
}

/// What lies in a resident's mailbox, newest first, for the export.
pub(crate) async fn letters_of(app: &App, account: AccountId, max: usize) -> Result<Vec<Letter>, Failure> {
    mail::all_of(app, account, max).await
}

/// What a resident chose about letters: consents, and linked references; for the export.
pub(crate) async fn mail_choices_of(
    app: &App,
    account: AccountId,
) -> Result<(Vec<ConsentKept>, Vec<LinkedReference>), DbError> {
    mail::choices_of(app, account).await
}

/// Who may act for a resident, and for whom she may act; for the export.
pub(crate) async fn representations_of(app: &App, account: AccountId) -> Result<Representations, DbError> {
    representatives::of(app, account).await
}

/// Whether something else still needs a case.
pub(crate) async fn case_is_needed(tx: &mut Tx, id: &str) -> Result<bool, DbError> {
    mail::needs_case(tx, id).await
}

/// A case ends for good, in the transaction that erases what it was about.
pub(crate) async fn case_ends(tx: &mut Tx, id: &str) -> Result<(), DbError> {
    jobs::forget_case(tx, id).await?;
    mail::forget_case(tx, id).await?;
    cases::erase(tx, id).await
}

/// Lets go of a resident whose account is deleted, in the transaction that deletes it; slices know how.
pub(crate) async fn forget(app: &App, tx: &mut Tx, account: AccountId) -> Result<(), DbError> {
    jobs::forget(tx, account).await?;
    representatives::forget(tx, account).await?;
    mail::forget(app, tx, account).await?;
    reports::forget(app, tx, account).await
}

/// An account was recovered, in the transaction that recovers it; slices know what ends with that.
pub(crate) async fn recovered(app: &App, tx: &mut Tx, account: AccountId) -> Result<(), Failure> {
    representatives::end_invited(app, tx, account).await
}
