//! Filing a report: one transaction, once per key.

use rathaus_api::{
    audit::{AccessAction, AccessObject},
    ids::{AccountId, CaseId},
    problem::FieldCode,
    reports::{Channel, FileReport, ReportFiled},
};
use serde::{Deserialize, Serialize};

use super::{checks, links, mail, store};
use crate::{
    App, audit,
    cases::{self, Opening},
    clock::timestamp,
    db::Tx,
    events::Actor,
    http::{
        Failure,
        failure::field,
        idempotency::{self, Claim, Content, IdempotencyKey, Scope},
        invalid,
    },
    jobs::{self, NewJob},
    keys::secret_hash,
    representatives::OnBehalf,
};

/// Somebody files a report, or a clerk records one.
pub struct Filing<'a> {
    /// Who sends it.
    pub actor: Actor,
    /// The right of who acts for the resident.
    pub on_behalf: Option<&'a OnBehalf>,
    /// The resident it belongs to.
    pub account: Option<AccountId>,
    /// How it came in.
    pub channel: Channel,
    /// What a clerk noted about the reporter.
    pub reporter: Option<&'a str>,
    /// What came in.
    pub content: &'a Content,
    /// What it says.
    pub report: &'a FileReport,
}

/// The answer as it is kept with the key: without the secret, which is derived again.
#[derive(Serialize, Deserialize)]
struct Kept {
    id: CaseId,
    number: String,
    received_ms: i64,
    sha256: String,
}

/// Files the report, or returns what the same key filed before. All or nothing.
///
/// # Errors
/// As [`checks::check`]; `invalid-fields` when a picture is gone; `idempotency-key-reused`.
pub async fn file(app: &App, key: IdempotencyKey, filing: &Filing<'_>) -> Result<ReportFiled, Failure> {
    let scope = match filing.on_behalf {
        Some(behalf) => Scope::of(filing.actor).acting_for(behalf.account),
        None => Scope::of(filing.actor),
    };
    let now_ms = app.clock().now_ms();
    let checked = checks::check(app, filing.report);
    let mut tx = app.db().begin().await?;
    let kept = match idempotency::claim(&mut tx, &scope, key, filing.content, now_ms).await? {
        Claim::Done(kept) => {
            tx.commit().await?;
            kept
        }
        Claim::Forgotten(id) => {
            tx.commit().await?;
            remembered(app, &id).await?
        }
        Claim::New(claimed) => {
            let kept = store(app, &mut tx, filing, checked?, now_ms).await?;
            idempotency::keep(&mut tx, claimed, &kept.id.to_string(), &kept)?;
            tx.commit().await?;
            metrics::counter!("rathaus_reports_total", "channel" => filing.channel.text()).increment(1);
            kept
        }
    };
    let Kept { id, number, received_ms, sha256 } = kept;
    Ok(ReportFiled {
        id,
        number,
        received_at: timestamp(received_ms),
        // A representative gets no link: it would outlive her right.
        secret: filing.on_behalf.map_or_else(|| links::secret(app, id), |_| String::new()),
        sha256,
    })
}

/// The answer of a key whose answer was erased: everything in it stands in the tables.
async fn remembered(app: &App, id: &str) -> Result<Kept, Failure> {
    let gone = || Failure::new(rathaus_api::problem::Code::NotFound);
    let id: CaseId = id.parse().map_err(|_| gone())?;
    let facts = cases::facts(app.db(), id).await?.ok_or_else(gone)?;
    let sha256 = store::sha256(app.db(), id).await?.ok_or_else(gone)?;
    Ok(Kept { id, number: facts.number, received_ms: facts.received_ms, sha256 })
}

async fn store(
    app: &App,
    tx: &mut Tx,
    filing: &Filing<'_>,
    checked: checks::Checked<'_>,
    now_ms: i64,
) -> Result<Kept, Failure> {
    let id = CaseId::new();
    let uploader = Scope::of(filing.actor).caller;
    let office = checked.category.office.as_str();
    let (text, place) = (&filing.report.text, &filing.report.place);
    let words = format!("{} {} {text}", place.address, place.description);
    let opening = Opening {
        id,
        kind: "report",
        category: &checked.category.key,
        summary: &checked.summary,
        words: &words,
        office,
        account: filing.account,
        point: checked.point,
        actor: filing.actor,
    };
    let number = cases::open(app, tx, opening, now_ms).await?;
    let sha256 = filing.content.sha256.clone();
    let new = store::NewReport {
        id,
        channel: filing.channel,
        reporter: filing.reporter.filter(|text| !text.trim().is_empty()),
        report: filing.report,
        outside: checked.outside,
        sha256: &sha256,
    };
    store::insert_report(tx, &new);
    if filing.on_behalf.is_none() {
        store::insert_link(tx, id, &secret_hash(&links::secret(app, id)));
    }
    for (position, photo) in filing.report.photos.iter().enumerate() {
        if !store::claim_photo(tx, id, *photo, position, &uploader).await? {
            let pointer = format!("/photos/{position}");
            return Err(invalid(vec![field(
                &pointer,
                FieldCode::Gone,
                "no such picture waits for a report",
            )]));
        }
    }
    if filing.report.email.is_some() {
        let payload = serde_json::Value::Null;
        let job = NewJob { kind: mail::RECEIVED, payload, case: Some(id), office: Some(office) };
        jobs::enqueue(tx, job, now_ms).await?;
    }
    if let Some(behalf) = filing.on_behalf {
        let id = id.to_string();
        let object = audit::Object { kind: AccessObject::Case, id: &id, label: &number };
        audit::record(app, tx, behalf.seen(AccessAction::Created, object)).await?;
    }
    Ok(Kept { id, number, received_ms: now_ms, sha256 })
}
