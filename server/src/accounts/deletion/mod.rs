//! The end of an account: what is erased, what stays without a name, and why.
//!
//! Erased at once: account, profile, proofs, passkeys, sessions, codes, recoveries, rights to act, names and texts in the
//! access log. Kept, because the town's files must be complete (GDPR article 17 (3) (b)): reports as cases, without the
//! account; letters and their evidence, without a mailbox; the ids in events and log, which then name nobody.

pub(super) mod http;
mod store;

use rathaus_api::{
    events::EventKind,
    ids::AccountId,
    problem::{Code, FieldCode},
    profile::{Deletion, DeletionPart},
};

use super::{Holder, Resident, identity, leaving, recovery};
use crate::{
    App, audit,
    codes::same,
    events::{self, Actor, NewEvent},
    http::{Failure, failure::field, invalid},
};

/// How long the explanation can be agreed to.
const CONFIRMATION_MS: i64 = 5 * 60_000;

/// Why cases and their ids stay.
const FILES: &str = "GDPR art. 17 (3) (b)";

/// What would happen.
///
/// # Errors
/// `level-required` while a recovery below the account's level locks it.
pub(super) async fn explain(app: &App, resident: Resident) -> Result<Deletion, Failure> {
    identity::require_unlocked(app, resident.account).await?;
    let mut parts = Vec::new();
    let retention = app.config().retention;
    for kept in crate::app::kept_of(app, resident.account).await? {
        let kept_days = match kept.what.as_str() {
            "reports" => Some(retention.reports_days),
            "mail" => Some(retention.letters_days),
            _ => None,
        };
        // The mailbox may be empty while the file is not.
        let on_file = kept.what == "mail";
        let number =
            if on_file { crate::app::letters_on_file(app, resident.account).await? } else { kept.number };
        parts.push(DeletionPart {
            what: kept.what,
            erased: kept_days.is_none(),
            number,
            kept_days,
            rule: kept_days.map(|_| FILES.to_owned()),
        });
    }
    let proofs = identity::store::proofs(app.db(), resident.account).await?.len();
    for (what, number, erased) in
        [("account", 1, true), ("profile", 1, true), ("proofs", proofs, true), ("log", 1, false)]
    {
        let number = u32::try_from(number).unwrap_or(u32::MAX);
        let rule = (!erased).then(|| FILES.to_owned());
        parts.push(DeletionPart { what: what.to_owned(), erased, number, kept_days: None, rule });
    }
    let until = app.clock().now_ms() + CONFIRMATION_MS;
    Ok(Deletion { parts, confirmation: confirmation(app, resident.account, until) })
}

fn confirmation(app: &App, account: AccountId, until: i64) -> String {
    format!("{until}.{}", app.server_key().derive("deletion", &format!("{account}/{until}")))
}

fn is_confirmed(app: &App, account: AccountId, text: &str) -> bool {
    let until = text.split_once('.').and_then(|(until, _)| until.parse::<i64>().ok());
    until.is_some_and(|until| {
        until > app.clock().now_ms() && same(text.as_bytes(), confirmation(app, account, until).as_bytes())
    })
}

/// Deletes the account for good, in one transaction.
///
/// # Errors
/// `level-required` as above; `invalid-fields` without a confirmation of the last five minutes.
pub(super) async fn delete(app: &App, resident: Resident, text: &str) -> Result<(), Failure> {
    let account = resident.account;
    identity::require_unlocked(app, account).await?;
    if !is_confirmed(app, account, text) {
        let detail = "read the explanation again";
        return Err(invalid(vec![field("/confirmation", FieldCode::Gone, detail)]));
    }
    let mut tx = app.db().begin().await?;
    leaving::shut_out(app, &mut tx, Holder::Resident(account)).await?;
    let event = NewEvent {
        actor: Actor::Resident(account),
        kind: EventKind::AccountDeleted,
        object: account.to_string(),
        account: None,
        office: None,
    };
    events::record(&mut tx, event, app.clock().now_ms());
    audit::erase_words_of(app, &mut tx, account).await?;
    crate::app::forget(app, &mut tx, account).await?;
    recovery::store::clear(&mut tx, account).await?;
    if !store::erase(&mut tx, account).await? {
        return Err(Failure::new(Code::NotSignedIn));
    }
    Ok(tx.commit().await?)
}
