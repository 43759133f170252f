//! Rows of reports, links and pictures.

use std::collections::HashSet;

use rathaus_api::{
    accounts::Language,
    ids::{AccountId, CaseId, PhotoId},
    reports::{Channel, FileReport, Photo, Place, PlaceSource},
};

use crate::{
    blobs::BlobName,
    db::{Db, DbError, Tx, places, sql, sql_built},
};

/// A report to store.
pub struct NewReport<'a> {
    /// Id of its case.
    pub id: CaseId,
    /// How it came in.
    pub channel: Channel,
    /// What a clerk noted about the reporter.
    pub reporter: Option<&'a str>,
    /// The content.
    pub report: &'a FileReport,
    /// The place lies outside the town or near its border.
    pub outside: bool,
    /// SHA-256 of the content.
    pub sha256: &'a str,
}

pub(super) fn insert_report(tx: &mut Tx, new: &NewReport<'_>) {
    let FileReport { text, place, email, language, .. } = new.report;
    sql("INSERT INTO reports (id, channel, text, lat, lon, accuracy_m, address, description, source, outside, \
         email, reporter, language, sha256) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)")
    .bind(new.id.to_string())
    .bind(new.channel.text())
    .bind(text.trim())
    .bind(place.lat)
    .bind(place.lon)
    .bind(place.accuracy_m)
    .bind(place.address.trim())
    .bind(place.description.trim())
    .bind(source_text(place.source))
    .bind(new.outside)
    .bind(email.as_deref())
    .bind(new.reporter)
    .bind(language.tag())
    .bind(new.sha256)
    .later(tx);
}

fn source_text(source: PlaceSource) -> &'static str {
    match source {
        PlaceSource::Pin => "pin",
        PlaceSource::Device => "device",
        PlaceSource::Photo => "photo",
        PlaceSource::Address => "address",
        PlaceSource::Words => "words",
    }
}

fn source_of(text: &str) -> PlaceSource {
    match text {
        "pin" => PlaceSource::Pin,
        "device" => PlaceSource::Device,
        "photo" => PlaceSource::Photo,
        "address" => PlaceSource::Address,
        _ => PlaceSource::Words,
    }
}

/// A stored report.
pub struct Stored {
    /// How it came in.
    pub channel: Channel,
    /// What is wrong.
    pub text: String,
    /// Where.
    pub place: Place,
    /// Outside the town or near its border.
    pub outside: bool,
    /// Where answers go.
    pub email: Option<String>,
    /// What a clerk noted about the reporter.
    pub reporter: Option<String>,
    /// Language of e-mails.
    pub language: Language,
}

#[derive(sqlx::FromRow)]
struct ReportRow {
    channel: String,
    text: String,
    lat: Option<f64>,
    lon: Option<f64>,
    accuracy_m: Option<f64>,
    address: String,
    description: String,
    source: String,
    outside: i64,
    email: Option<String>,
    reporter: Option<String>,
    language: String,
}

pub(super) async fn report(db: &Db, id: CaseId) -> Result<Option<Stored>, DbError> {
    let row: Option<ReportRow> =
        sql("SELECT channel, text, lat, lon, accuracy_m, address, description, source, \
         outside, email, reporter, language FROM reports WHERE id = $1")
        .bind(id.to_string())
        .optional(db)
        .await?;
    Ok(row.map(|row| Stored {
        channel: Channel::of_text(&row.channel).unwrap_or(Channel::Online),
        text: row.text,
        place: Place {
            lat: row.lat,
            lon: row.lon,
            accuracy_m: row.accuracy_m,
            address: row.address,
            description: row.description,
            source: source_of(&row.source),
        },
        outside: row.outside == 1,
        email: row.email,
        reporter: row.reporter,
        language: Language::of_tag(&row.language).unwrap_or_default(),
    }))
}

/// SHA-256 of a report's content as it was stored.
pub(super) async fn sha256(db: &Db, id: CaseId) -> Result<Option<String>, DbError> {
    let row: Option<(String,)> =
        sql("SELECT sha256 FROM reports WHERE id = $1").bind(id.to_string()).optional(db).await?;
    Ok(row.map(|row| row.0))
}

pub(super) fn insert_link(tx: &mut Tx, id: CaseId, secret_hash: &str) {
    sql("INSERT INTO report_links (report_id, secret_hash) VALUES ($1, $2)")
        .bind(id.to_string())
        .bind(secret_hash)
        .later(tx);
}

pub(super) async fn report_of_link(db: &Db, secret_hash: &str) -> Result<Option<CaseId>, DbError> {
    let row: Option<(String,)> =
        sql("SELECT report_id FROM report_links WHERE secret_hash = $1 AND revoked_at IS NULL")
            .bind(secret_hash)
            .optional(db)
            .await?;
    Ok(row.and_then(|row| row.0.parse().ok()))
}

pub(super) async fn link_is_active(db: &Db, id: CaseId) -> Result<bool, DbError> {
    let row: Option<(String,)> =
        sql("SELECT report_id FROM report_links WHERE report_id = $1 AND revoked_at IS NULL")
            .bind(id.to_string())
            .optional(db)
            .await?;
    Ok(row.is_some())
}

pub(super) async fn revoke_link(tx: &mut Tx, id: CaseId, now_ms: i64) -> Result<bool, DbError> {
    let rows = sql("UPDATE report_links SET revoked_at = $2 WHERE report_id = $1 AND revoked_at IS NULL")
        .bind(id.to_string())
        .bind(now_ms)
        .execute(tx)
        .await?;
    Ok(rows == 1)
}

/// A picture to store.
pub(super) struct NewPhoto<'a> {
    pub photo: &'a Photo,
    pub uploader: &'a str,
    pub names: &'a PhotoBlobs,
    pub bytes: i64,
}

pub(super) async fn insert_photo(tx: &mut Tx, new: &NewPhoto<'_>, now_ms: i64) -> Result<(), DbError> {
    sql("INSERT INTO report_photos (id, position, uploader, full_blob, thumb_blob, width, height, bytes, sha256, \
         created_at) VALUES ($1, 0, $2, $3, $4, $5, $6, $7, $8, $9)")
    .bind(new.photo.id.to_string())
    .bind(new.uploader)
    .bind(&new.names.full_blob)
    .bind(&new.names.thumb_blob)
    .bind(i64::from(new.photo.width))
    .bind(i64::from(new.photo.height))
    .bind(new.bytes)
    .bind(&new.photo.sha256)
    .bind(now_ms)
    .execute(tx)
    .await?;
    Ok(())
}

/// Gives a waiting picture to a report; false when it is not there for this caller.
pub(super) async fn claim_photo(
    tx: &mut Tx,
    report: CaseId,
    photo: PhotoId,
    position: usize,
    uploader: &str,
) -> Result<bool, DbError> {
    let rows = sql("UPDATE report_photos SET report_id = $2, position = $3 \
         WHERE id = $1 AND report_id IS NULL AND (uploader = $4 OR uploader = 'anonymous')")
    .bind(photo.to_string())
    .bind(report.to_string())
    .bind(i64::try_from(position).unwrap_or(i64::MAX))
    .bind(uploader)
    .execute(tx)
    .await?;
    Ok(rows == 1)
}

#[derive(sqlx::FromRow)]
struct PhotoRow {
    id: String,
    width: i64,
    height: i64,
    sha256: String,
}

pub(super) async fn photos(db: &Db, report: CaseId) -> Result<Vec<Photo>, DbError> {
    let rows: Vec<PhotoRow> = sql(
        "SELECT id, width, height, sha256 FROM report_photos WHERE report_id = $1 ORDER BY position LIMIT 20",
    )
    .bind(report.to_string())
    .all(db)
    .await?;
    let photo = |row: PhotoRow| {
        let (width, height) = (u32::try_from(row.width).ok()?, u32::try_from(row.height).ok()?);
        Some(Photo { id: row.id.parse().ok()?, width, height, sha256: row.sha256 })
    };
    Ok(rows.into_iter().filter_map(photo).collect())
}

/// Where the bytes of a picture are.
#[derive(sqlx::FromRow)]
pub(super) struct PhotoBlobs {
    pub id: String,
    pub full_blob: String,
    pub thumb_blob: String,
}

pub(super) async fn photo(db: &Db, report: CaseId, photo: PhotoId) -> Result<Option<PhotoBlobs>, DbError> {
    sql("SELECT id, full_blob, thumb_blob FROM report_photos WHERE id = $1 AND report_id = $2")
        .bind(photo.to_string())
        .bind(report.to_string())
        .optional(db)
        .await
}

pub(super) async fn waiting_photos(db: &Db, before_ms: i64, limit: i64) -> Result<Vec<PhotoBlobs>, DbError> {
    sql("SELECT id, full_blob, thumb_blob FROM report_photos WHERE report_id IS NULL AND created_at < $1 LIMIT $2")
        .bind(before_ms)
        .bind(limit)
        .all(db)
        .await
}

pub(super) async fn delete_waiting_photo(tx: &mut Tx, id: &str) -> Result<bool, DbError> {
    let rows =
        sql("DELETE FROM report_photos WHERE id = $1 AND report_id IS NULL").bind(id).execute(tx).await?;
    Ok(rows == 1)
}

/// Rows read at once when all are needed.
const ROWS: i64 = 5_000;

/// The numbers of all objects that rows name: 16 bytes each, so that a million pictures fit into memory.
pub(super) async fn blob_numbers(db: &Db) -> Result<HashSet<u128>, DbError> {
    let mut numbers = HashSet::new();
    let mut last = String::new();
    loop {
        let text = "SELECT id, full_blob, thumb_blob FROM report_photos WHERE id > $1 ORDER BY id LIMIT $2";
        let rows: Vec<PhotoBlobs> = sql(text).bind(last.as_str()).bind(ROWS).all(db).await?;
        let Some(row) = rows.last() else { return Ok(numbers) };
        last.clone_from(&row.id);
        let names = rows.iter().flat_map(|row| [&row.full_blob, &row.thumb_blob]);
        numbers.extend(names.filter_map(|name| name.parse().ok()).map(|name: BlobName| name.number()));
    }
}

/// How many reports a resident filed.
///
/// # Errors
/// As the database says.
pub async fn number_of(db: &Db, account: AccountId) -> Result<u32, DbError> {
    let row: (i64,) = sql("SELECT COUNT(*) FROM reports r JOIN cases c ON c.id = r.id WHERE c.account = $1")
        .bind(account.to_string())
        .one(db)
        .await?;
    Ok(u32::try_from(row.0).unwrap_or(u32::MAX))
}

/// Takes a resident's account and e-mail address out of her reports.
pub(super) async fn forget(tx: &mut Tx, account: AccountId) -> Result<(), DbError> {
    let id = account.to_string();
    sql("UPDATE reports SET email = NULL, reporter = NULL WHERE id IN (SELECT id FROM cases WHERE account = $1)")
        .bind(&id)
        .execute(tx)
        .await?;
    sql("UPDATE cases SET account = NULL WHERE account = $1").bind(&id).execute(&mut *tx).await?;
    sql("UPDATE report_photos SET uploader = 'forgotten' WHERE uploader = $1")
        .bind(format!("resident {id}"))
        .execute(tx)
        .await?;
    Ok(())
}

/// Ids of reports that were closed long ago, the oldest first. Ids sort by time, which keeps the search to the oldest.
pub(super) async fn ended(
    db: &Db,
    (after, born_before): (&str, &str),
    before_ms: i64,
    limit: i64,
) -> Result<Vec<String>, DbError> {
    let rows: Vec<(String,)> = sql("SELECT c.id FROM cases c JOIN reports r ON r.id = c.id \
         WHERE c.closed = 1 AND c.id > $1 AND c.id < $2 AND c.changed_at < $3 ORDER BY c.id LIMIT $4")
    .bind(after)
    .bind(born_before)
    .bind(before_ms)
    .bind(limit)
    .all(db)
    .await?;
    Ok(rows.into_iter().map(|row| row.0).collect())
}

/// Erases a report with its case; its pictures wait to be erased. `false` when it was opened again meanwhile.
pub(super) async fn erase(tx: &mut Tx, id: &str, before_ms: i64) -> Result<bool, DbError> {
    let held: Option<(String,)> = sql("UPDATE cases SET revision = revision + 1 \
         WHERE id = $1 AND closed = 1 AND changed_at < $2 RETURNING id")
    .bind(id)
    .bind(before_ms)
    .optional(&mut *tx)
    .await?;
    if held.is_none() {
        return Ok(false);
    }
    for text in [
        "UPDATE report_photos SET report_id = NULL, created_at = 0, uploader = 'erased' WHERE report_id = $1",
        "DELETE FROM report_links WHERE report_id = $1",
        "DELETE FROM reports WHERE id = $1",
    ] {
        sql(text).bind(id).execute(tx).await?;
    }
    Ok(true)
}

/// Forgets the keys by which erased reports were filed: one look at the table for many of them. Those that stayed keep
/// theirs.
pub(super) async fn forget_keys(tx: &mut Tx, ids: &[String]) -> Result<(), DbError> {
    let text = format!(
        "DELETE FROM idempotency_keys WHERE object_id IN {} \
         AND NOT EXISTS (SELECT 1 FROM cases c WHERE c.id = idempotency_keys.object_id)",
        places(1, ids.len())
    );
    let mut query = sql_built(text);
    for id in ids {
        query = query.bind(id.as_str());
    }
    query.execute(tx).await?;
    Ok(())
}
