//! Rows of profiles and of codes for e-mail addresses.

use jiff::civil::Date;
use rathaus_api::{
    identity::Address,
    ids::{AccountId, ProofId},
    profile::Settings,
};
use serde::{Deserialize, Serialize};

use crate::{
    App,
    accounts::identity::{Shown, person::person_key, store::TRIES_MAX},
    db::{Db, DbError, On, Tx, sql},
};

#[derive(Debug, Clone, Default, sqlx::FromRow)]
pub(in crate::accounts) struct ProfileRow {
    pub given_name: String,
    pub family_name: String,
    birth_date: Option<String>,
    street: String,
    postcode: String,
    place: String,
    pub phone: String,
    pub email: Option<String>,
    settings: Option<String>,
    pub name_proof: Option<String>,
    pub birth_proof: Option<String>,
    pub address_proof: Option<String>,
}

/// Settings as they are stored.
#[derive(Serialize, Deserialize)]
struct StoredSettings {
    version: u32,
    settings: Settings,
}

impl ProfileRow {
    pub fn birth_date(&self) -> Option<Date> {
        self.birth_date.as_deref()?.parse().ok()
    }

    pub fn address(&self) -> Option<Address> {
        let (street, postcode, place) = (self.street.clone(), self.postcode.clone(), self.place.clone());
        (!street.is_empty()).then_some(Address { street, postcode, place })
    }

    pub fn settings(&self) -> Settings {
        let stored = self.settings.as_deref().and_then(|text| serde_json::from_str(text).ok());
        stored.map(|stored: StoredSettings| stored.settings).unwrap_or_default()
    }
}

/// Makes the row, if there is none, and holds it until the transaction ends: changes of one person wait for each other.
pub(in crate::accounts) async fn make(tx: &mut Tx, account: AccountId) -> Result<(), DbError> {
    sql("INSERT INTO profiles (account) VALUES ($1) ON CONFLICT (account) DO UPDATE SET phone = profiles.phone")
        .bind(account.to_string())
        .execute(tx)
        .await?;
    Ok(())
}

pub(in crate::accounts) async fn row<'a>(
    on: impl Into<On<'a>>,
    account: AccountId,
) -> Result<Option<ProfileRow>, DbError> {
    sql("SELECT given_name, family_name, birth_date, street, postcode, place, phone, email, settings, \
         name_proof, birth_proof, address_proof FROM profiles WHERE account = $1")
    .bind(account.to_string())
    .optional(on)
    .await
}

/// What a resident states; nothing leaves a field as it is.
pub(super) struct Stated<'a> {
    pub given_name: Option<&'a str>,
    pub family_name: Option<&'a str>,
    pub birth_date: Option<Date>,
    pub address: Option<&'a Address>,
    pub phone: Option<&'a str>,
}

pub(super) async fn write_stated(
    app: &App,
    tx: &mut Tx,
    account: AccountId,
    stated: Stated<'_>,
) -> Result<(), DbError> {
    sql(
        "UPDATE profiles SET given_name = COALESCE($2, given_name), family_name = COALESCE($3, family_name), \
         birth_date = COALESCE($4, birth_date), street = COALESCE($5, street), \
         postcode = COALESCE($6, postcode), place = COALESCE($7, place), phone = COALESCE($8, phone) \
         WHERE account = $1",
    )
    .bind(account.to_string())
    .bind(stated.given_name)
    .bind(stated.family_name)
    .bind(stated.birth_date.map(|date| date.to_string()))
    .bind(stated.address.map(|address| address.street.as_str()))
    .bind(stated.address.map(|address| address.postcode.as_str()))
    .bind(stated.address.map(|address| address.place.as_str()))
    .bind(stated.phone)
    .execute(tx)
    .await?;
    write_person_key(app, tx, account).await
}

/// Fields that stay as an earlier proof of a higher level has them.
#[derive(Debug, Clone, Copy)]
pub(in crate::accounts) struct Held {
    pub name: bool,
    pub birth: bool,
}

/// Writes what a proof says, and which proof says it.
pub(in crate::accounts) async fn write_proven(
    app: &App,
    tx: &mut Tx,
    account: AccountId,
    proof: ProofId,
    shown: &Shown,
    held: Held,
) -> Result<(), DbError> {
    let (account_id, proof) = (account.to_string(), proof.to_string());
    if let (Some((given, family)), false) = (&shown.name, held.name) {
        sql("UPDATE profiles SET given_name = $2, family_name = $3, name_proof = $4 WHERE account = $1")
            .bind(&account_id)
            .bind(given)
            .bind(family)
            .bind(&proof)
            .execute(tx)
            .await?;
    }
    if let (Some(date), false) = (shown.birth_date, held.birth) {
        sql("UPDATE profiles SET birth_date = $2, birth_proof = $3 WHERE account = $1")
            .bind(&account_id)
            .bind(date.to_string())
            .bind(&proof)
            .execute(tx)
            .await?;
    }
    if let Some(address) = &shown.address {
        sql("UPDATE profiles SET street = $2, postcode = $3, place = $4, address_proof = $5 WHERE account = $1")
            .bind(&account_id)
            .bind(&address.street)
            .bind(&address.postcode)
            .bind(&address.place)
            .bind(&proof)
            .execute(tx)
            .await?;
    }
    write_person_key(app, tx, account).await
}

/// Keeps the key by which a recovery finds a proven person.
async fn write_person_key(app: &App, tx: &mut Tx, account: AccountId) -> Result<(), DbError> {
    let known = row(&mut *tx, account).await?.unwrap_or_default();
    let key = match (known.birth_date(), &known.name_proof) {
        (Some(date), Some(_)) => {
            Some(person_key(app.server_key(), &known.given_name, &known.family_name, date))
        }
        _ => None,
    };
    sql("UPDATE profiles SET person_key = $2 WHERE account = $1")
        .bind(account.to_string())
        .bind(key)
        .execute(tx)
        .await?;
    Ok(())
}

/// Accounts of a proven person; two at most, because two are as bad as many.
pub(in crate::accounts) async fn accounts_of_person<'a>(
    on: impl Into<On<'a>>,
    key: &str,
) -> Result<Vec<AccountId>, DbError> {
    let rows: Vec<(String,)> =
        sql("SELECT account FROM profiles WHERE person_key = $1 ORDER BY account LIMIT 2")
            .bind(key)
            .all(on)
            .await?;
    Ok(rows.into_iter().filter_map(|row| row.0.parse().ok()).collect())
}

/// Most accounts of one name and day of birth that are looked at.
pub(in crate::accounts) const CANDIDATES_MAX: usize = 21;

/// Accounts that bear this name and day of birth, proven or not.
pub(in crate::accounts) async fn candidates(tx: &mut Tx, key: &str) -> Result<Vec<AccountId>, DbError> {
    let limit = i64::try_from(CANDIDATES_MAX).unwrap_or(i64::MAX);
    let rows: Vec<(String,)> =
        sql("SELECT account FROM profiles WHERE person_key = $1 ORDER BY account LIMIT $2")
            .bind(key)
            .bind(limit)
            .all(tx)
            .await?;
    Ok(rows.into_iter().filter_map(|row| row.0.parse().ok()).collect())
}

pub(super) async fn write_settings(
    tx: &mut Tx,
    account: AccountId,
    settings: &Settings,
) -> Result<(), DbError> {
    let stored = StoredSettings { version: 1, settings: settings.clone() };
    sql("UPDATE profiles SET settings = $2 WHERE account = $1")
        .bind(account.to_string())
        .bind(serde_json::to_string(&stored).unwrap_or_default())
        .execute(tx)
        .await?;
    Ok(())
}

pub(super) async fn write_email(
    tx: &mut Tx,
    account: AccountId,
    address: Option<&str>,
) -> Result<(), DbError> {
    sql("UPDATE profiles SET email = $2 WHERE account = $1")
        .bind(account.to_string())
        .bind(address)
        .execute(tx)
        .await?;
    Ok(())
}

#[derive(sqlx::FromRow)]
pub(in crate::accounts) struct EmailCodeRow {
    pub id: String,
    pub address: String,
    pub code_hash: String,
    pub tries: i64,
    pub expires_at: i64,
}

pub(in crate::accounts) async fn email_code(
    db: &Db,
    account: AccountId,
    now_ms: i64,
) -> Result<Option<EmailCodeRow>, DbError> {
    sql("SELECT id, address, code_hash, tries, expires_at FROM email_codes WHERE account = $1 AND expires_at > $2")
        .bind(account.to_string())
        .bind(now_ms)
        .optional(db)
        .await
}

pub(super) async fn put_email_code(
    tx: &mut Tx,
    account: AccountId,
    code: &EmailCodeRow,
) -> Result<(), DbError> {
    delete_email_code(tx, account).await?;
    sql("INSERT INTO email_codes (account, id, address, code_hash, tries, expires_at) \
         VALUES ($1, $2, $3, $4, 0, $5)")
    .bind(account.to_string())
    .bind(&code.id)
    .bind(&code.address)
    .bind(&code.code_hash)
    .bind(code.expires_at)
    .execute(tx)
    .await?;
    Ok(())
}

/// Counts a try before the code is compared.
pub(super) async fn try_email_code(
    tx: &mut Tx,
    account: AccountId,
    now_ms: i64,
) -> Result<Option<EmailCodeRow>, DbError> {
    sql("UPDATE email_codes SET tries = tries + 1 WHERE account = $1 AND expires_at > $2 AND tries < $3 \
         RETURNING id, address, code_hash, tries, expires_at")
    .bind(account.to_string())
    .bind(now_ms)
    .bind(TRIES_MAX)
    .optional(tx)
    .await
}

/// Uses the code up; gives the address, or nothing when somebody else was faster.
pub(super) async fn take_email_code(
    tx: &mut Tx,
    account: AccountId,
    code_hash: &str,
) -> Result<Option<String>, DbError> {
    let row: Option<(String,)> =
        sql("DELETE FROM email_codes WHERE account = $1 AND code_hash = $2 RETURNING address")
            .bind(account.to_string())
            .bind(code_hash)
            .optional(tx)
            .await?;
    Ok(row.map(|row| row.0))
}

pub(super) async fn delete_email_code(tx: &mut Tx, account: AccountId) -> Result<(), DbError> {
    sql("DELETE FROM email_codes WHERE account = $1").bind(account.to_string()).execute(tx).await?;
    Ok(())
}

pub(in crate::accounts) async fn erase_ended(tx: &mut Tx, now_ms: i64) -> Result<(), DbError> {
    sql("DELETE FROM email_codes WHERE expires_at <= $1").bind(now_ms).execute(tx).await?;
    Ok(())
}

/// When the resident's blocking card was made.
pub(super) async fn card_made_at(db: &Db, account: AccountId) -> Result<Option<i64>, DbError> {
    let row: Option<(i64,)> = sql("SELECT made_at FROM blocking_cards WHERE account = $1")
        .bind(account.to_string())
        .optional(db)
        .await?;
    Ok(row.map(|row| row.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_of_version_1_stay_readable() {
        let frozen = r#"{"version":1,"settings":{"reading":{"text_size":"large","high_contrast":true,
            "less_motion":false},"notices":[{"kind":"security","email":true,"device":true},
            {"kind":"cases","email":false,"device":true},{"kind":"mail","email":true,"device":false}],
            "quiet":{"on":true,"from_minute":1260,"until_minute":420}}}"#;
        let row = ProfileRow { settings: Some(frozen.to_owned()), ..ProfileRow::default() };
        let settings = row.settings();
        assert_eq!(settings.quiet.from_minute, 1260);
        assert!(settings.reading.high_contrast && !settings.notices[1].email && !settings.notices[2].device);
    }
}
