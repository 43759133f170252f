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

/// Most entries of the access log, letters and reports in one export; the export says where there is more.
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
    let mut cut_off = Vec::new();
    let mut whole = |what: &str, is_longer: bool| {
        if is_longer {
            cut_off.push(what.to_owned());
        }
    };
    let mut reports = crate::app::reports_of(app, account, ENTRIES_MAX + 1).await?;
    whole("reports", reports.len() > ENTRIES_MAX);
    reports.truncate(ENTRIES_MAX);
    let mut letters = crate::app::letters_of(app, account, ENTRIES_MAX + 1).await?;
    whole("letters", letters.len() > ENTRIES_MAX);
    letters.truncate(ENTRIES_MAX);
    let (access_log, more) = access_log(app, resident).await?;
    whole("access_log", more);
    let (mail_consents, references) = crate::app::mail_choices_of(app, account).await?;
    Ok(Export {
        version: 1,
        town: app.config().town.name.clone(),
        made_at: app.clock().now(),
        devices: sessions::device_list(app, holder, resident.device).await?,
        passkeys: keys::own_passkeys(app, holder, resident.device).await?.passkeys,
        recoveries: recovery::own(app, account).await?,
        reports,
        letters,
        mail_consents,
        references,
        representations: crate::app::representations_of(app, account).await?,
        access_log,
        cut_off,
        profile,
    })
}

/// The entries, and whether there are more.
async fn access_log(app: &App, resident: Resident) -> Result<(Vec<AccessLogEntry>, bool), Failure> {
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
    let more = cursor.is_some() || entries.len() > ENTRIES_MAX;
    entries.truncate(ENTRIES_MAX);
    Ok((entries, more))
}
