//! "Get this digitally next time": a code on a paper letter links exactly its reference to a mailbox.

use axum::{extract::State, http::StatusCode};
use rathaus_api::{
    identity::Person,
    ids::{LetterId, ReferenceId},
    mail::{DraftLetter, LetterRecipient, LinkReference, LinkedReference, LinkedReferences},
    problem::{Code, Problem},
};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::store;
use crate::{
    App,
    accounts::{Fresh, Resident, identity},
    clock::timestamp,
    codes::{HumanCode, Length},
    db::{DbError, Tx},
    http::{
        Failure, Json, Path,
        failure::Answer,
        guesses::{self, Against},
        limits::{Action, Origin},
    },
};

/// What the code is for, in its keyed hash.
const PURPOSE: &str = "reference";
/// How long the code of a paper letter works.
const CODE_MS: i64 = 366 * 24 * 3_600_000;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(linked_references, link_reference)).routes(routes!(unlink_reference))
}

/// By what a person is found again, without her name.
pub fn person_key(app: &App, person: &Person) -> String {
    identity::person_key(app.server_key(), &person.given_name, &person.family_name, person.birth_date)
}

/// The code of one printing of a letter, the same each time: no table holds it.
pub fn code_of(app: &App, letter: LetterId, round: i64) -> HumanCode {
    HumanCode::derived(Length::Long, app.server_key(), PURPOSE, &format!("{letter}/{round}"))
}

/// Makes the code of a printed letter work.
///
/// # Errors
/// As the database says.
pub async fn let_in(
    app: &App,
    tx: &mut Tx,
    letter: LetterId,
    round: i64,
    draft: &DraftLetter,
) -> Result<(), DbError> {
    let hash = code_of(app, letter, round).hash(app.server_key(), PURPOSE, "");
    let expires_at = app.clock().now_ms() + CODE_MS;
    let person_key = match &draft.to {
        LetterRecipient::Person(person) => Some(person_key(app, person)),
        LetterRecipient::Case(_) | LetterRecipient::Reference(_) => None,
    };
    let about = store::About {
        office: &draft.office,
        reference: &draft.reference,
        person_key: person_key.as_deref(),
    };
    store::put_reference_code(tx, &hash, letter, &about, expires_at).await
}

/// References whose letters come to me digitally. Residents, their own.
#[utoipa::path(get, path = "/api/mail/references", tag = "mail",
    responses((status = 200, body = LinkedReferences), (status = "default", body = Problem)))]
async fn linked_references(State(app): State<App>, resident: Resident) -> Answer<Json<LinkedReferences>> {
    identity::require_unlocked(&app, resident.account).await?;
    Ok(Json(LinkedReferences { references: store::references(app.db(), resident.account).await? }))
}

/// Link the reference of a paper letter by its code. Residents after step-up; a wrong, used and ended code get the same answer.
#[utoipa::path(post, path = "/api/mail/references", tag = "mail", request_body = LinkReference,
    responses((status = 201, body = LinkedReference), (status = "default", body = Problem)))]
async fn link_reference(
    State(app): State<App>,
    origin: Origin,
    Fresh(resident): Fresh,
    Json(link): Json<LinkReference>,
) -> Answer<(StatusCode, Json<LinkedReference>)> {
    app.limits().count(origin, Action::SignIn)?;
    identity::require_unlocked(&app, resident.account).await?;
    let code = HumanCode::typed(&link.code, Length::Long).unwrap_or_else(|| HumanCode::make(Length::Long));
    let against = [Against::Resident(PURPOSE, resident.account), Against::Code(PURPOSE, &code)];
    let guess = guesses::count(&app, &against).await?;
    let (hash, now_ms) = (code.hash(app.server_key(), PURPOSE, ""), app.clock().now_ms());
    let mut tx = app.db().begin().await?;
    let taken = store::take_reference_code(&mut tx, &hash, now_ms).await?;
    let (office, reference, person_key) = taken.ok_or_else(|| Failure::new(Code::CodeInvalid))?;
    let linked = LinkedReference { id: ReferenceId::new(), office, reference, linked_at: timestamp(now_ms) };
    store::put_reference(&mut tx, resident.account, &linked, person_key.as_deref(), now_ms).await?;
    let all = store::references(&mut tx, resident.account).await?;
    tx.commit().await?;
    guess.right(&app).await?;
    // One that was linked before stays the link it was.
    let same = |one: &LinkedReference| one.office == linked.office && one.reference == linked.reference;
    let made = all.into_iter().find(same).unwrap_or(linked);
    Ok((StatusCode::CREATED, Json(made)))
}

/// End a link: later letters under this reference come by post. Residents, their own.
#[utoipa::path(delete, path = "/api/mail/references/{id}", tag = "mail", params(("id" = ReferenceId, Path,)),
    responses((status = 204), (status = "default", body = Problem)))]
async fn unlink_reference(
    State(app): State<App>,
    resident: Resident,
    Path(id): Path<ReferenceId>,
) -> Answer<StatusCode> {
    let mut tx = app.db().begin().await?;
    if !store::delete_reference(&mut tx, resident.account, id).await? {
        return Err(Failure::new(Code::NotFound));
    }
    tx.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}
