//! Typed proof that a member of staff is signed in, and what she may see.

use axum::{extract::FromRequestParts, http::request::Parts};
use rathaus_api::{
    ids::{DeviceId, StaffId},
    problem::Code,
    staff::{Role, StaffMember},
};

use super::store;
use crate::{
    App,
    accounts::{Holder, SessionCookie, who},
    audit::By,
    events::{Actor, Audience},
    http::Failure,
};

/// A signed-in member of staff. Without one the answer is 401.
#[derive(Debug, Clone)]
pub struct Clerk {
    /// Who.
    pub member: StaffMember,
    /// From which device.
    pub device: DeviceId,
    /// Until when the last use of a passkey counts as step-up, in milliseconds since 1970; maybe in the past.
    pub fresh_until: i64,
    /// When the session ends if nobody uses it, in milliseconds since 1970.
    pub ends_at: i64,
}

/// Which cases a member of staff may see.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scope {
    /// Those of one office.
    Office(String),
    /// All.
    AllOffices,
}

impl Scope {
    /// Whether something of this office may be seen.
    #[must_use]
    pub fn covers(&self, office: &str) -> bool {
        match self {
            Self::Office(own) => own == office,
            Self::AllOffices => true,
        }
    }

    /// The one office, or nothing for all.
    #[must_use]
    pub fn office(&self) -> Option<&str> {
        match self {
            Self::Office(office) => Some(office),
            Self::AllOffices => None,
        }
    }

    /// What the live stream of this scope carries.
    #[must_use]
    pub fn audience(&self) -> Audience {
        match self {
            Self::Office(office) => Audience::Office(office.clone()),
            Self::AllOffices => Audience::AllOffices,
        }
    }
}

impl Clerk {
    /// What she may see.
    #[must_use]
    pub fn scope(&self) -> Scope {
        match self.member.role {
            Role::Clerk => Scope::Office(self.member.office.clone()),
            Role::Admin => Scope::AllOffices,
        }
    }

    /// The clerk as holder of sessions and passkeys.
    #[must_use]
    pub fn holder(&self) -> Holder {
        Holder::Staff(self.member.id)
    }

    /// The clerk in the audit log.
    #[must_use]
    pub fn by(&self) -> By<'_> {
        By { actor: self.actor(), name: &self.member.display_name, office: Some(&self.member.office) }
    }

    /// The clerk as actor of events.
    #[must_use]
    pub fn actor(&self) -> Actor {
        Actor::Staff(self.member.id)
    }
}

impl FromRequestParts<App> for Clerk {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let refused = || Failure::new(Code::NotSignedIn);
        let found = who::found(app, parts, SessionCookie::Desk).await?.ok_or_else(refused)?;
        let id: StaffId = found.holder_id.parse().map_err(|_| refused())?;
        let member = store::member(app.db(), id).await?.ok_or_else(refused)?;
        Ok(Self { member, device: found.device, fresh_until: found.fresh_until, ends_at: found.ends_at })
    }
}

/// A signed-in administrator. Other staff get 403.
#[derive(Debug, Clone)]
pub struct Admin(pub Clerk);

impl FromRequestParts<App> for Admin {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let clerk = Clerk::from_request_parts(parts, app).await?;
        match clerk.member.role {
            Role::Admin => Ok(Self(clerk)),
            Role::Clerk => Err(Failure::new(Code::Forbidden)),
        }
    }
}

/// A signed-in member of staff who used a passkey within the last five minutes; others get `step-up-required`.
#[derive(Debug, Clone)]
pub struct FreshClerk(pub Clerk);

impl FromRequestParts<App> for FreshClerk {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let clerk = Clerk::from_request_parts(parts, app).await?;
        who::check_fresh(app, clerk.fresh_until)?;
        Ok(Self(clerk))
    }
}

/// A signed-in administrator who used a passkey within the last five minutes. Other staff get 403.
#[derive(Debug, Clone)]
pub struct FreshAdmin(pub Clerk);

impl FromRequestParts<App> for FreshAdmin {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let Admin(clerk) = Admin::from_request_parts(parts, app).await?;
        who::check_fresh(app, clerk.fresh_until)?;
        Ok(Self(clerk))
    }
}
