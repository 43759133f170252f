//! Staff routes: parents, guardians and legal carers, proven at the counter.

use axum::{extract::State, http::StatusCode};
use rathaus_api::{
    audit::{AccessAction, AccessObject, AccessPurpose},
    ids::{AccountId, RepresentationId},
    problem::{Code, FieldCode, Problem},
    representatives::{
        RecordRepresentation, RecordedRepresentations, Representation, RepresentationBasis, Represented,
    },
    staff::Role,
};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{
    http::{PURPOSE, begin, check_right, hash_of, record_end},
    store,
};
use crate::{
    App,
    audit::{self, Object, Seen},
    codes::{HumanCode, Length},
    db::Tx,
    http::{
        Failure, Json, Path, Query,
        failure::{Answer, check_length, checked_name, field},
        guesses::{self, Against},
        invalid,
        limits::{Action, Origin},
    },
    staff::{Clerk, FreshClerk},
};

/// Rows of a page.
const PAGE: i64 = 20;
/// Longest right by law: until a newborn is of age.
const LAW_MS_MAX: i64 = 18 * 366 * 24 * 3_600_000;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(recorded_representations, record_representation))
        .routes(routes!(end_recorded_representation))
}

/// Roles that check at the counter.
fn check_counter(clerk: &Clerk) -> Answer<()> {
    match clerk.member.role {
        Role::Counter | Role::Admin => Ok(()),
        Role::Clerk | Role::Lead => Err(Failure::new(Code::Forbidden)),
    }
}

/// Where a page begins.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct PageParams {
    /// From the page before.
    cursor: Option<RepresentationId>,
}

/// Rights by law that hold now, newest first, 20 a page. Counter and administrators, with step-up. Each row is a look that
/// the represented person reads.
#[utoipa::path(get, path = "/api/desk/representatives", tag = "representatives", params(PageParams),
    responses((status = 200, body = RecordedRepresentations), (status = "default", body = Problem)))]
async fn recorded_representations(
    State(app): State<App>,
    FreshClerk(clerk): FreshClerk,
    Query(params): Query<PageParams>,
) -> Answer<Json<RecordedRepresentations>> {
    check_counter(&clerk)?;
    let now_ms = app.clock().now_ms();
    let mut rows = store::by_law(app.db(), params.cursor, now_ms, PAGE + 1).await?;
    let page = usize::try_from(PAGE).unwrap_or(20);
    let more = rows.len() > page;
    rows.truncate(page);
    let looked: Vec<_> = rows.iter().map(|(account, row)| (*account, row.id.to_string())).collect();
    let seen: Vec<Seen<'_>> = looked.iter().map(|(account, id)| look(&clerk, *account, id)).collect();
    audit::record_looks_once(&app, &seen).await?;
    let next_cursor = rows.last().filter(|_| more).map(|(_, row)| row.id);
    let representations = rows.into_iter().map(|(_, row)| row).collect();
    Ok(Json(RecordedRepresentations { representations, next_cursor }))
}

fn look<'a>(clerk: &'a Clerk, account: AccountId, id: &'a str) -> Seen<'a> {
    let object = Object { kind: AccessObject::Representation, id, label: "" };
    let (action, purpose) = (AccessAction::Opened, AccessPurpose::Identity);
    Seen { by: clerk.by(), action, purpose, object, account: Some(account), reason: "" }
}

/// Record who acts for whom by law, on what was shown at the counter. Counter and administrators, with step-up. Codes of
/// the people present name them; nobody is looked up.
#[utoipa::path(post, path = "/api/desk/representatives", tag = "representatives",
    request_body = RecordRepresentation,
    responses((status = 201, body = Representation), (status = "default", body = Problem)))]
async fn record_representation(
    State(app): State<App>,
    origin: Origin,
    FreshClerk(clerk): FreshClerk,
    Json(record): Json<RecordRepresentation>,
) -> Answer<(StatusCode, Json<Representation>)> {
    check_counter(&clerk)?;
    app.limits().count(origin, Action::SignIn)?;
    let (now_ms, ends_at) = (app.clock().now_ms(), record.ends_at.as_millisecond());
    let mut errors = Vec::new();
    check_right(&mut errors, &record.scopes, ends_at, now_ms, LAW_MS_MAX);
    check_length(&mut errors, "/shown", &record.shown, 3, 200);
    if record.basis == RepresentationBasis::Invited {
        errors.push(field("/basis", FieldCode::Unknown, "an invitation is made by the person herself"));
    }
    if !errors.is_empty() {
        return Err(invalid(errors));
    }
    let represented = match &record.represented {
        Represented::Code(code) => Ok(typed(code)),
        Represented::Name(name) => Err(checked_name("/represented/name", name)?),
    };
    let code = typed(&record.representative_code);
    let mut against = vec![Against::Staff(PURPOSE, clerk.member.id), Against::Code(PURPOSE, &code)];
    against.extend(represented.as_ref().ok().map(|code| Against::Code(PURPOSE, code)));
    let guess = guesses::count(&app, &against).await?;
    let mut tx = app.db().begin().await?;
    let representative = shown(&app, &mut tx, &code).await?;
    let account = match &represented {
        Ok(code) => shown(&app, &mut tx, code).await?,
        Err(name) => {
            let id = AccountId::random();
            store::insert_person(&mut tx, id, name, now_ms).await?;
            id
        }
    };
    if account == representative {
        return Err(Failure::new(Code::CodeInvalid));
    }
    let row = store::NewRow {
        id: RepresentationId::random(),
        account,
        representative,
        basis: record.basis,
        scopes: &store::scopes_text(&record.scopes),
        shown: record.shown.trim(),
        recorded_by: Some(clerk.member.id),
        ends_at,
    };
    begin(&app, &mut tx, &row, clerk.by(), AccessPurpose::Identity).await?;
    let rows = store::of(&mut tx, account, now_ms).await?;
    tx.commit().await?;
    guess.right(&app).await?;
    let made = rows.into_iter().map(|(_, made)| made).find(|made| made.id == row.id);
    Ok((StatusCode::CREATED, Json(made.ok_or_else(|| Failure::new(Code::NotFound))?)))
}

/// What is no code is compared with nothing, but counts the same.
fn typed(text: &str) -> HumanCode {
    HumanCode::typed(text, Length::Long).unwrap_or_else(|| HumanCode::make(Length::Long))
}

/// Whoever shows this code.
async fn shown(app: &App, tx: &mut Tx, code: &HumanCode) -> Answer<AccountId> {
    let wrong = || Failure::new(Code::CodeInvalid);
    let taken = store::take_code(tx, false, &hash_of(app, code), None, app.clock().now_ms()).await?;
    taken.and_then(|taken| taken.account.parse().ok()).ok_or_else(wrong)
}

/// End a right by law. Counter and administrators, with step-up; invitations are ended by their people.
#[utoipa::path(delete, path = "/api/desk/representatives/{id}", tag = "representatives",
    params(("id" = RepresentationId, Path,)), responses((status = 204), (status = "default", body = Problem)))]
async fn end_recorded_representation(
    State(app): State<App>,
    FreshClerk(clerk): FreshClerk,
    Path(id): Path<RepresentationId>,
) -> Answer<StatusCode> {
    check_counter(&clerk)?;
    let mut tx = app.db().begin().await?;
    let ended = store::end(&mut tx, id, None, app.clock().now_ms()).await?;
    let ended = ended.ok_or_else(|| Failure::new(Code::NotFound))?;
    record_end(&app, &mut tx, clerk.by(), id, &ended, AccessPurpose::Identity).await?;
    tx.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}
