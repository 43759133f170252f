//! Everything the town keeps about a resident, to take along: as JSON for programs and as PDF for people.
//!
//! (GDPR articles 15 and 20.) After step-up, not while a recovery locks the account, and written into the access log.

pub(super) mod http;
mod paper;

use rathaus_api::{
    audit::{AccessAction, AccessLogEntry, AccessObject, AccessPurpose},
    profile::Export,
};

pub(super) use paper::pdf;

use super::{Resident, keys, profile, recovery, sessions};
use crate::{App, audit, events::Actor, http::Failure};

/// Most entries of the access log and most reports in one export; more than any person has.
const ENTRIES_MAX: usize = 5_000;

/// Puts it together.
///
/// # Errors
/// `level-required` while a recovery below the account's level locks it.
pub(super) async fn export(app: &App, resident: Resident) -> Result<Export, Failure> {
    let (account, holder) = (resident.account, resident.holder());
    let profile = profile::profile(app, account).await?;
    let id = account.to_string();
    let by = audit::By { actor: Actor::Resident(account), name: &profile.account.display_name, office: None };
    let object = audit::Object { kind: AccessObject::Account, id: &id, label: "" };
    let seen = audit::Seen {
        by,
        action: AccessAction::Exported,
        purpose: AccessPurpose::OwnWish,
        object,
        account: Some(account),
        reason: "",
    };
    audit::record_look(app, seen).await?;
    Ok(Export {
        version: 1,
        town: app.config().town.name.clone(),
        made_at: app.clock().now(),
        devices: sessions::device_list(app, holder, resident.device).await?,
        passkeys: keys::own_passkeys(app, holder, resident.device).await?.passkeys,
        recoveries: recovery::own(app, account).await?,
        reports: crate::app::reports_of(app, account, ENTRIES_MAX).await?,
        letters: crate::app::letters_of(app, account, ENTRIES_MAX).await?,
        access_log: access_log(app, resident).await?,
        profile,
    })
}

async fn access_log(app: &App, resident: Resident) -> Result<Vec<AccessLogEntry>, Failure> {
    let mut entries = Vec::new();
    let mut cursor = None;
    while entries.len() < ENTRIES_MAX {
        let page = audit::log_of(app, resident.account, cursor).await?;
        entries.extend(page.entries);
        cursor = page.next_cursor;
        if cursor.is_none() {
            break;
        }
    }
    Ok(entries)
}
