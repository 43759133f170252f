//! Consent to digital service: explicit, with its wording, revocable for the future. The server knows the wording itself,
//! takes a consent to no other, and keeps the sentences as long as somebody may ask for them.

use axum::{extract::State, http::StatusCode};
use rathaus_api::{
    accounts::Language,
    mail::{GiveConsent, MailConsent},
    problem::{FieldCode, Problem},
};
use sha2::{Digest, Sha256};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::store;
use crate::{
    App,
    accounts::{Fresh, Resident, identity},
    http::{
        Json,
        failure::{Answer, field},
        invalid,
    },
    keys::hex,
    texts::text,
};

/// Version of the wording in the catalogues; whoever changes a sentence gives it a new one (as `features/mail/wording.ts`).
const VERSION: &str = "2026-11";
/// Its paragraphs.
const PARAGRAPHS: [&str; 3] = ["consent-wording-agree", "consent-wording-served", "consent-wording-revoke"];

/// What somebody declares who agrees in this language.
fn wording(language: Language) -> String {
    PARAGRAPHS.map(|key| text(language, key, &[])).join("\n\n")
}

/// The sentences somebody agrees to, where they are the ones of today.
fn checked(given: &GiveConsent) -> Answer<String> {
    let wording = wording(given.locale);
    let error = if given.version != VERSION {
        field("/version", FieldCode::Unknown, format!("the wording has the version {VERSION}; read it again"))
    } else if !given.wording_sha256.eq_ignore_ascii_case(&hex(&Sha256::digest(&wording))) {
        field("/wording_sha256", FieldCode::Unknown, "this version says something else in this language")
    } else {
        return Ok(wording);
    };
    Err(invalid(vec![error]))
}

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(consent, give_consent, revoke_consent))
}

/// Whether I agreed to digital letters. Residents, their own.
#[utoipa::path(get, path = "/api/mail/consent", tag = "mail",
    responses((status = 200, body = MailConsent), (status = "default", body = Problem)))]
async fn consent(State(app): State<App>, resident: Resident) -> Answer<Json<MailConsent>> {
    Ok(Json(MailConsent { given: store::consent(app.db(), resident.account).await? }))
}

/// Agree to digital letters, in the wording of today. It takes the place of the one before. Residents after step-up, their own.
#[utoipa::path(post, path = "/api/mail/consent", tag = "mail", request_body = GiveConsent,
    responses((status = 200, body = MailConsent), (status = "default", body = Problem)))]
async fn give_consent(
    State(app): State<App>,
    Fresh(resident): Fresh,
    Json(given): Json<GiveConsent>,
) -> Answer<Json<MailConsent>> {
    let wording = checked(&given)?;
    identity::require_unlocked(&app, resident.account).await?;
    let now_ms = app.clock().now_ms();
    let mut tx = app.db().begin().await?;
    let before = store::consent(&mut tx, resident.account).await?;
    if before.is_none_or(|before| before.version != given.version || before.locale != given.locale) {
        store::revoke_consent(&mut tx, resident.account, now_ms).await?;
        store::give_consent(&mut tx, resident.account, &given, &wording, now_ms).await?;
    }
    let given = store::consent(&mut tx, resident.account).await?;
    tx.commit().await?;
    Ok(Json(MailConsent { given }))
}

/// Revoke the consent for the future, without giving reasons: later letters come by post. Residents, their own.
#[utoipa::path(delete, path = "/api/mail/consent", tag = "mail",
    responses((status = 204), (status = "default", body = Problem)))]
async fn revoke_consent(State(app): State<App>, resident: Resident) -> Answer<StatusCode> {
    let mut tx = app.db().begin().await?;
    store::revoke_consent(&mut tx, resident.account, app.clock().now_ms()).await?;
    tx.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Of the wording of each version, by language. Never change a line: add a version.
    const KNOWN: [(Language, &str); 3] = [
        (Language::De, "00e979966fbaf6a9320566c970d17d1784dfda8655a556e4c2f5e2ee326fdcb1"),
        (Language::DeSimple, "cb1125400a85c1ee90c8affbf56e047a6d49578b8eb6329ed84e43c933311274"),
        (Language::En, "360615062555c9d3242673103c3cf93cc5d91780e27e4028563ca96cd945ded6"),
    ];

    #[test]
    fn only_the_wording_of_today_is_taken() {
        for (locale, hash) in KNOWN {
            let given = GiveConsent { version: VERSION.to_owned(), wording_sha256: hash.to_owned(), locale };
            assert!(checked(&given).unwrap().contains("\n\n"), "{locale:?}");
            for (other, _) in KNOWN.into_iter().filter(|(other, _)| *other != locale) {
                assert!(checked(&GiveConsent { locale: other, ..given.clone() }).is_err(), "{other:?}");
            }
            assert!(checked(&GiveConsent { version: "2026-10".to_owned(), ..given }).is_err());
        }
    }
}
