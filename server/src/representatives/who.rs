//! Who asks, and for whom.

use axum::{extract::FromRequestParts, http::request::Parts};
use rathaus_api::{
    RATHAUS_FOR,
    audit::{AccessAction, AccessObject, AccessPurpose},
    ids::{AccountId, RepresentationId},
    problem::Code,
    representatives::{RepresentationBasis, RepresentationScope},
};

use super::store;
use crate::{
    App,
    accounts::{Resident, check_expected, signed_in},
    audit::{self, By, Object, Seen},
    events::Actor,
    http::Failure,
};

/// How long looking at a list again is the same look.
const LIST_MS: i64 = 15 * 60_000;

/// A right to act for somebody that holds now.
#[derive(Debug, Clone)]
pub struct OnBehalf {
    /// Whose matters.
    pub account: AccountId,
    /// Who acts.
    pub representative: AccountId,
    /// Name of who acts.
    pub name: String,
    /// What is allowed.
    pub scopes: Vec<RepresentationScope>,
    /// Why: by invitation, or by law.
    pub basis: RepresentationBasis,
}

/// A resident, somebody who acts for a resident, or somebody without account.
#[derive(Debug, Clone)]
pub struct Caller {
    /// Who is signed in.
    pub resident: Option<Resident>,
    /// For whom, if not for herself.
    pub on_behalf: Option<OnBehalf>,
}

/// As [`Caller`], but signed in as nobody else than the account the header `Expected-Account` names, where it is there.
#[derive(Debug, Clone)]
pub struct ExpectedCaller(pub Caller);

impl OnBehalf {
    /// The representative in the audit log.
    #[must_use]
    pub fn by(&self) -> By<'_> {
        By { actor: Actor::Resident(self.representative), name: &self.name, office: None }
    }

    /// An entry of the resident's access log.
    #[must_use]
    pub fn seen<'a>(&'a self, action: AccessAction, object: Object<'a>) -> Seen<'a> {
        let (purpose, account) = (AccessPurpose::Representation, Some(self.account));
        Seen { by: self.by(), action, purpose, object, account, reason: "" }
    }
}

impl Caller {
    /// Whose matters it is about.
    #[must_use]
    pub fn account(&self) -> Option<AccountId> {
        let own = self.resident.map(|resident| resident.account);
        self.on_behalf.as_ref().map_or(own, |behalf| Some(behalf.account))
    }

    /// Who does it.
    #[must_use]
    pub fn actor(&self) -> Actor {
        self.resident.map_or(Actor::Anonymous, |resident| Actor::Resident(resident.account))
    }

    /// Whoever acts for somebody must be allowed this.
    ///
    /// # Errors
    /// `forbidden`.
    pub fn may(&self, scope: RepresentationScope) -> Result<(), Failure> {
        match &self.on_behalf {
            Some(behalf) if !behalf.scopes.contains(&scope) => Err(Failure::new(Code::Forbidden)),
            _ => Ok(()),
        }
    }

    /// Writes down that a representative looks; of residents themselves nothing is written. Only then may anything be
    /// shown.
    ///
    /// # Errors
    /// As the database says.
    pub async fn look(&self, app: &App, kind: AccessObject, id: &str, label: &str) -> Result<(), Failure> {
        if let Some(behalf) = &self.on_behalf {
            let object = Object { kind, id, label };
            audit::record_look_once(app, behalf.seen(AccessAction::Opened, object)).await?;
        }
        Ok(())
    }

    /// Writes down that a representative looks at the list of somebody's matters, once a quarter of an hour.
    ///
    /// # Errors
    /// As the database says.
    pub async fn look_at_list(&self, app: &App, account: AccountId) -> Result<(), Failure> {
        let id = account.to_string();
        let since_ms = app.clock().now_ms() - LIST_MS;
        if self.on_behalf.is_none()
            || audit::opened_since(app.db(), self.actor(), &id, since_ms).await?.is_some()
        {
            return Ok(());
        }
        self.look(app, AccessObject::Account, &id, "").await
    }
}

impl FromRequestParts<App> for Caller {
    type Rejection = Failure;

    /// Unknown, ended and somebody else's rights get one answer.
    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let resident = signed_in(parts, app).await?;
        let Some(value) = parts.headers.get(RATHAUS_FOR) else {
            return Ok(Self { resident, on_behalf: None });
        };
        let resident = resident.ok_or_else(|| Failure::new(Code::NotSignedIn))?;
        let refused = || Failure::new(Code::Forbidden).because("no right to act for this person");
        let id: RepresentationId =
            value.to_str().ok().and_then(|text| text.parse().ok()).ok_or_else(refused)?;
        let now_ms = app.clock().now_ms();
        let behalf = store::on_behalf(app.db(), id, resident.account, now_ms).await?.ok_or_else(refused)?;
        Ok(Self { resident: Some(resident), on_behalf: Some(behalf) })
    }
}

impl FromRequestParts<App> for ExpectedCaller {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let caller = Caller::from_request_parts(parts, app).await?;
        check_expected(parts, caller.resident.as_ref())?;
        Ok(Self(caller))
    }
}
