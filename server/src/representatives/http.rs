//! Residents' routes: ask somebody to help, help somebody, see who helps, end it.

use axum::{extract::State, http::StatusCode};
use rathaus_api::{
    audit::{AccessAction, AccessObject, AccessPurpose},
    events::EventKind,
    ids::{AccountId, RepresentationId, ShownCodeId},
    problem::{Code, FieldCode, FieldError, Problem},
    representatives::{
        AcceptRepresentation, InviteRepresentative, Representation, RepresentationBasis, RepresentationScope,
        Representations, ShownCode,
    },
};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::store;
use crate::{
    App, accounts,
    accounts::{Fresh, Resident},
    audit::{self, By, Object, Seen},
    clock::timestamp,
    codes::{HumanCode, Length},
    db::{DbError, Tx, counters},
    events::{self, Actor, NewEvent},
    http::{
        Failure, Json, Path,
        failure::{Answer, field},
        guesses::{self, Against},
        invalid,
        limits::{Action, Origin},
    },
};

/// Life of a code that is shown in person.
const CODE_MS: i64 = 15 * 60_000;
/// Longest help by invitation.
const HELP_MS_MAX: i64 = 2 * 366 * 24 * 3_600_000;
/// Most rights of one person, on either side.
const RIGHTS_MAX: i64 = 20;
/// What a code is for, in its keyed hash.
pub(super) const PURPOSE: &str = "representation";

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(representations))
        .routes(routes!(invite_representative))
        .routes(routes!(accept_representation))
        .routes(routes!(show_myself))
        .routes(routes!(withdraw_code))
        .routes(routes!(end_representation))
}

/// Who may act for me, and for whom I may act. Residents, their own.
#[utoipa::path(get, path = "/api/representatives", tag = "representatives",
    responses((status = 200, body = Representations), (status = "default", body = Problem)))]
async fn representations(State(app): State<App>, resident: Resident) -> Answer<Json<Representations>> {
    Ok(Json(of(&app, resident.account).await?))
}

/// Who may act for a resident, and for whom she may act.
///
/// # Errors
/// As the database says.
pub async fn of(app: &App, account: AccountId) -> Result<Representations, DbError> {
    let now_ms = app.clock().now_ms();
    let all = store::of(app.db(), account, now_ms).await?;
    let (for_me, by_me): (Vec<_>, Vec<_>) = all.into_iter().partition(|(for_me, _)| *for_me);
    let only = |rows: Vec<(bool, Representation)>| rows.into_iter().map(|(_, row)| row).collect();
    let codes = store::codes_of(app.db(), account, now_ms).await?;
    Ok(Representations { for_me: only(for_me), by_me: only(by_me), codes })
}

/// What is allowed and until when, as it may be stored.
pub(super) fn check_right(
    errors: &mut Vec<FieldError>,
    scopes: &[RepresentationScope],
    ends_ms: i64,
    now_ms: i64,
    longest_ms: i64,
) {
    if scopes.is_empty() {
        errors.push(field("/scopes", FieldCode::Required, "say what may be done"));
    }
    if ends_ms <= now_ms || ends_ms - now_ms > longest_ms {
        errors.push(field("/ends_at", FieldCode::OutOfRange, "later than now, and not later than allowed"));
    }
}

/// Make a code by which somebody may help me; it is shown in person and works once, for a quarter of an hour. Residents,
/// with step-up.
#[utoipa::path(post, path = "/api/representatives/invitations", tag = "representatives",
    request_body = InviteRepresentative,
    responses((status = 201, body = ShownCode), (status = "default", body = Problem)))]
async fn invite_representative(
    State(app): State<App>,
    Fresh(resident): Fresh,
    Json(invite): Json<InviteRepresentative>,
) -> Answer<(StatusCode, Json<ShownCode>)> {
    let (now_ms, ends_ms) = (app.clock().now_ms(), invite.ends_at.as_millisecond());
    let mut errors = Vec::new();
    check_right(&mut errors, &invite.scopes, ends_ms, now_ms, HELP_MS_MAX);
    if !errors.is_empty() {
        return Err(invalid(errors));
    }
    accounts::identity::require_unlocked(&app, resident.account).await?;
    let scopes = store::scopes_text(&invite.scopes);
    Ok((StatusCode::CREATED, Json(make_code(&app, resident.account, Some(&scopes), ends_ms).await?)))
}

/// Make a code that shows me to a clerk at the counter, to be recorded as a representative or represented by law.
/// Residents, with step-up.
#[utoipa::path(post, path = "/api/representatives/show", tag = "representatives",
    responses((status = 201, body = ShownCode), (status = "default", body = Problem)))]
async fn show_myself(
    State(app): State<App>,
    Fresh(resident): Fresh,
) -> Answer<(StatusCode, Json<ShownCode>)> {
    Ok((StatusCode::CREATED, Json(make_code(&app, resident.account, None, 0).await?)))
}

async fn make_code(app: &App, account: AccountId, scopes: Option<&str>, ends_at: i64) -> Answer<ShownCode> {
    let now_ms = app.clock().now_ms();
    let code = HumanCode::make(Length::Long);
    let (id, expires_at) = (ShownCodeId::random(), now_ms + CODE_MS);
    let hash = hash_of(app, &code);
    let row = store::NewCode { id, hash: &hash, account, scopes, ends_at, expires_at };
    let mut tx = app.db().begin().await?;
    store::insert_code(&mut tx, &row, now_ms).await?;
    tx.commit().await?;
    Ok(ShownCode { id, code: code.shown(), expires_at: timestamp(expires_at) })
}

pub(super) fn hash_of(app: &App, code: &HumanCode) -> String {
    code.hash(app.server_key(), PURPOSE, "")
}

/// Accept an invitation to help. Residents; a wrong, used, ended and one's own code get the same answer.
#[utoipa::path(post, path = "/api/representatives/accept", tag = "representatives",
    request_body = AcceptRepresentation,
    responses((status = 201, body = Representation), (status = "default", body = Problem)))]
async fn accept_representation(
    State(app): State<App>,
    origin: Origin,
    resident: Resident,
    Json(accept): Json<AcceptRepresentation>,
) -> Answer<(StatusCode, Json<Representation>)> {
    app.limits().count(origin, Action::SignIn)?;
    let wrong = || Failure::new(Code::CodeInvalid);
    let code = HumanCode::typed(&accept.code, Length::Long).unwrap_or_else(|| HumanCode::make(Length::Long));
    let against = [Against::Resident(PURPOSE, resident.account), Against::Code(PURPOSE, &code)];
    let guess = guesses::count(&app, &against).await?;
    let (hash, now_ms) = (hash_of(&app, &code), app.clock().now_ms());
    let mut tx = app.db().begin().await?;
    let taken = store::take_code(&mut tx, true, &hash, Some(resident.account), now_ms).await?;
    let taken = taken.ok_or_else(wrong)?;
    let account: AccountId = taken.account.parse().map_err(|_| wrong())?;
    let row = store::NewRow {
        id: RepresentationId::random(),
        account,
        representative: resident.account,
        basis: RepresentationBasis::Invited,
        scopes: &taken.scopes,
        shown: "",
        recorded_by: None,
        ends_at: taken.ends_at,
    };
    let name = accounts::display_name(app.db(), resident.account).await?.unwrap_or_default();
    let by = By { actor: Actor::Resident(resident.account), name: &name, office: None };
    begin(&app, &mut tx, &row, by, AccessPurpose::OwnWish).await?;
    let mine = store::of(&mut tx, resident.account, now_ms).await?;
    tx.commit().await?;
    guess.right(&app).await?;
    let made = mine.into_iter().map(|(_, made)| made).find(|made| made.id == row.id);
    Ok((StatusCode::CREATED, Json(made.ok_or_else(|| Failure::new(Code::NotFound))?)))
}

/// Begins a right: the row, the news to both people, the entry of the log.
pub(super) async fn begin(
    app: &App,
    tx: &mut Tx,
    row: &store::NewRow<'_>,
    by: By<'_>,
    purpose: AccessPurpose,
) -> Answer<()> {
    let now_ms = app.clock().now_ms();
    // Rights begin one after the other, so that two at once do not both find room.
    counters::next(tx, "representations").await?;
    for account in [row.account, row.representative] {
        if store::number_of(tx, account, now_ms).await? >= RIGHTS_MAX {
            return Err(Failure::new(Code::WrongState).because("at most 20 representations; end one first"));
        }
    }
    store::insert(tx, row, now_ms).await?;
    let people = [row.account, row.representative];
    tell(app, tx, by, EventKind::RepresentationBegan, row.id, people).await?;
    accounts::notices::tell(tx, row.account, accounts::notices::Notice::RepresentationBegan, now_ms).await?;
    let id = row.id.to_string();
    let object = Object { kind: AccessObject::Representation, id: &id, label: row.shown };
    let (action, account) = (AccessAction::Created, Some(row.account));
    audit::record(app, tx, Seen { by, action, purpose, object, account, reason: "" }).await?;
    Ok(())
}

/// The news, on the live stream of each.
pub(super) async fn tell(
    app: &App,
    tx: &mut Tx,
    by: By<'_>,
    kind: EventKind,
    id: RepresentationId,
    people: [AccountId; 2],
) -> Result<(), DbError> {
    for account in people {
        let event =
            NewEvent { actor: by.actor, kind, object: id.to_string(), account: Some(account), office: None };
        events::record(tx, event, app.clock().now_ms());
    }
    Ok(())
}

/// Withdraw a code that nobody has used. Residents, their own.
#[utoipa::path(delete, path = "/api/representatives/codes/{id}", tag = "representatives",
    params(("id" = ShownCodeId, Path,)), responses((status = 204), (status = "default", body = Problem)))]
async fn withdraw_code(
    State(app): State<App>,
    resident: Resident,
    Path(id): Path<ShownCodeId>,
) -> Answer<StatusCode> {
    let mut tx = app.db().begin().await?;
    let deleted = store::delete_code(&mut tx, id, resident.account).await?;
    tx.commit().await?;
    if deleted { Ok(StatusCode::NO_CONTENT) } else { Err(Failure::new(Code::NotFound)) }
}

/// End a right to act at once. Residents: by invitation, on either side. What is proven by law ends at the counter.
#[utoipa::path(delete, path = "/api/representatives/{id}", tag = "representatives",
    params(("id" = RepresentationId, Path,)), responses((status = 204), (status = "default", body = Problem)))]
async fn end_representation(
    State(app): State<App>,
    resident: Resident,
    Path(id): Path<RepresentationId>,
) -> Answer<StatusCode> {
    let now_ms = app.clock().now_ms();
    let mut tx = app.db().begin().await?;
    let Some(ended) = store::end(&mut tx, id, Some(resident.account), now_ms).await? else {
        let concerns = store::of(&mut tx, resident.account, now_ms).await?;
        let by_law = concerns.iter().any(|(_, row)| row.id == id);
        let code = if by_law { Code::WrongState } else { Code::NotFound };
        return Err(Failure::new(code));
    };
    let name = accounts::display_name(app.db(), resident.account).await?.unwrap_or_default();
    let by = By { actor: Actor::Resident(resident.account), name: &name, office: None };
    record_end(&app, &mut tx, by, id, &ended, AccessPurpose::OwnWish).await?;
    tx.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}

pub(super) async fn record_end(
    app: &App,
    tx: &mut Tx,
    by: By<'_>,
    id: RepresentationId,
    ended: &store::Ended,
    purpose: AccessPurpose,
) -> Answer<()> {
    let person = |text: &str| text.parse::<AccountId>().map_err(|_| Failure::new(Code::Internal));
    let (account, representative) = (person(&ended.account)?, person(&ended.representative)?);
    tell(app, tx, by, EventKind::RepresentationEnded, id, [account, representative]).await?;
    let id = id.to_string();
    let object = Object { kind: AccessObject::Representation, id: &id, label: "" };
    let action = AccessAction::Ended;
    audit::record(app, tx, Seen { by, action, purpose, object, account: Some(account), reason: "" }).await?;
    Ok(())
}
