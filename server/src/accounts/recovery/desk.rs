//! The counter's route: a code for somebody who shows a document.

use axum::{extract::State, http::StatusCode};
use rathaus_api::{
    audit::AccessAction,
    identity::{Means, TrustLevel},
    ids::{AccountId, StaffId},
    problem::{Code, Problem},
    recovery::{RecoverAtCounter, RecoveryCode},
};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{Beginning, begin, tell_owner};
use crate::{
    App,
    accounts::{
        identity::{
            desk::{AtCounter, looked},
            person::{checked_person, person_key, same_address},
            today,
        },
        profile,
    },
    audit,
    clock::timestamp,
    events::Actor,
    http::{
        Failure, Json,
        failure::Answer,
        guesses::{self, Against},
    },
};

/// How long the code works (trust row 4).
const LIFE_MS: i64 = 24 * 3_600_000;

/// Routes of this room.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(recover_at_counter))
}

/// A recovery code for the person at the counter, whose document says what was proven for exactly one account. Counter
/// and admins, after step-up.
#[utoipa::path(post, path = "/api/desk/identity/recoveries", tag = "recovery", request_body = RecoverAtCounter,
    responses((status = 201, body = RecoveryCode), (status = "default", body = Problem)))]
async fn recover_at_counter(
    State(app): State<App>,
    AtCounter(clerk): AtCounter,
    Json(asked): Json<RecoverAtCounter>,
) -> Answer<(StatusCode, Json<RecoveryCode>)> {
    let (account, code) = recover(&app, clerk.member.id, &asked).await?;
    audit::record_look(&app, looked(&clerk, account, AccessAction::Changed).seen()).await?;
    Ok((StatusCode::CREATED, Json(code)))
}

/// Finds the account and hands out a code. Whose account it was goes to the audit.
async fn recover(
    app: &App,
    clerk: StaffId,
    asked: &RecoverAtCounter,
) -> Result<(AccountId, RecoveryCode), Failure> {
    let person = checked_person("/person", &asked.person, today(app))?;
    let now_ms = app.clock().now_ms();
    let guess = guesses::count(app, &[Against::Staff("recovery-desk", clerk)]).await?;
    let key = person_key(app.server_key(), &person.given_name, &person.family_name, person.birth_date);
    let mut tx = app.db().begin().await?;
    let found = profile::store::accounts_of_person(&mut tx, &key).await?;
    let only = if let [only] = found.as_slice() { Some(*only) } else { None };
    let known = match only {
        Some(account) => profile::store::row(&mut tx, account).await?.unwrap_or_default(),
        None => profile::store::ProfileRow::default(),
    };
    // A day of birth that was only stated needs the proven address beside it.
    let at_home = known.address_proof.is_some()
        && known.address().is_some_and(|address| same_address(&address, &person.address));
    let Some(account) = only.filter(|_| known.birth_proof.is_some() || at_home) else {
        return Err(Failure::new(Code::WrongState).because("no single account was proven for this person"));
    };
    let level = if known.birth_proof.is_some() { TrustLevel::Substantial } else { TrustLevel::Basic };
    let checked = Some((clerk, asked.document));
    let beginning =
        Beginning { account: Some(account), means: Means::Counter, level, checked, life_ms: LIFE_MS };
    let (id, code) = begin(app, &mut tx, beginning).await?;
    tell_owner(app, &mut tx, Actor::Staff(clerk), account, &id.to_string()).await?;
    tx.commit().await?;
    guess.right(app).await?;
    Ok((account, RecoveryCode { code: code.shown(), expires_at: timestamp(now_ms + LIFE_MS) }))
}
