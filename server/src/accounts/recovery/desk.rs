//! The counter's route: a code for somebody who shows a document.

use axum::{extract::State, http::StatusCode};
use rathaus_api::{
    audit::AccessAction,
    identity::{Means, TrustLevel},
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
            person::{checked_person, person_key},
            today,
        },
        profile::{self, store::ProfileRow},
    },
    audit,
    clock::timestamp,
    events::Actor,
    http::{
        Failure, Json,
        failure::Answer,
        guesses::{self, Against},
    },
    staff::Clerk,
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
    Ok((StatusCode::CREATED, Json(recover(&app, &clerk, &asked).await?)))
}

/// Finds the account and hands out a code, in one transaction with the entry of the audit log.
async fn recover(app: &App, at_counter: &Clerk, asked: &RecoverAtCounter) -> Result<RecoveryCode, Failure> {
    let clerk = at_counter.member.id;
    let person = checked_person("/person", &asked.person, today(app))?;
    let now_ms = app.clock().now_ms();
    let guess = guesses::count(app, &[Against::Staff("recovery-desk", clerk)]).await?;
    let key = person_key(app.server_key(), &person.given_name, &person.family_name, person.birth_date);
    let mut tx = app.db().begin().await?;
    let found = profile::store::people_of_key(&mut tx, &key).await?;
    // A day of birth that was only stated needs the proven address beside it.
    let fits = |known: &ProfileRow| known.birth_proof.is_some() || known.is_proven_at(&person.address);
    let fitting: Vec<_> = found.into_iter().filter(|(_, known)| fits(known)).collect();
    // Of several, the one whose day of birth and address are proven both; nobody guesses between the others.
    let is_sure = |known: &ProfileRow| known.birth_proof.is_some() && known.is_proven_at(&person.address);
    let sure: Vec<_> = fitting.iter().filter(|(_, known)| is_sure(known)).cloned().collect();
    let only = match (sure.as_slice(), fitting.as_slice()) {
        ([(only, _)], _) | ([], [(only, _)]) => Some(*only),
        _ => None,
    };
    let Some((account, known)) = fitting.into_iter().find(|(account, _)| Some(*account) == only) else {
        return Err(Failure::new(Code::WrongState).because("no single account was proven for this person"));
    };
    let level = if known.birth_proof.is_some() { TrustLevel::Substantial } else { TrustLevel::Basic };
    let checked = Some((clerk, asked.document));
    let beginning =
        Beginning { account: Some(account), means: Means::Counter, level, checked, life_ms: LIFE_MS };
    let (id, code) = begin(app, &mut tx, beginning).await?;
    tell_owner(app, &mut tx, Actor::Staff(clerk), account, &id.to_string()).await?;
    audit::record(app, &mut tx, looked(at_counter, account, AccessAction::Changed).seen()).await?;
    tx.commit().await?;
    guess.right(app).await?;
    Ok(RecoveryCode { code: code.shown(), expires_at: timestamp(now_ms + LIFE_MS) })
}
