//! Typed proof that a member of staff is signed in, and what she may see.

use axum::{
    extract::FromRequestParts,
    http::{HeaderValue, request::Parts},
};
use rathaus_api::{
    ACCESS_REASON,
    ids::{DeviceId, StaffId},
    problem::Code,
    staff::{Role, StaffMember},
};

use super::store;
use crate::{
    App,
    accounts::{self, Holder, SessionCookie, who},
    audit::By,
    db::DbError,
    events::{Actor, Audience},
    http::Failure,
};

/// A signed-in member of staff. Without one the answer is 401.
#[derive(Debug, Clone)]
pub struct Clerk {
    /// Who.
    pub member: StaffMember,
    /// Other offices whose cases she works on now, for absent colleagues.
    pub stands_in_for: Vec<String>,
    /// Why she opens another office's case, as sent (`Access-Reason`).
    pub access_reason: Option<HeaderValue>,
    /// From which device.
    pub device: DeviceId,
    /// Until when the last use of a passkey counts as step-up, in milliseconds since 1970; maybe in the past.
    pub fresh_until: i64,
    /// When the session ends if nobody uses it, in milliseconds since 1970.
    pub ends_at: i64,
}

/// Which cases a member of staff finds in the queue, and works on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scope {
    /// Those of some offices: the own one, and those she stands in for.
    Offices(Vec<String>),
    /// All.
    AllOffices,
}

impl Scope {
    /// Whether something of this office may be seen.
    #[must_use]
    pub fn covers(&self, office: &str) -> bool {
        match self {
            Self::Offices(own) => own.iter().any(|own| own == office),
            Self::AllOffices => true,
        }
    }

    /// The offices, or nothing for all.
    #[must_use]
    pub fn offices(&self) -> Option<&[String]> {
        match self {
            Self::Offices(offices) => Some(offices),
            Self::AllOffices => None,
        }
    }

    /// What the live stream of this scope carries.
    #[must_use]
    pub fn audience(&self) -> Audience {
        match self {
            Self::Offices(offices) => Audience::Offices(offices.clone()),
            Self::AllOffices => Audience::AllOffices,
        }
    }
}

impl Clerk {
    /// What she may see.
    #[must_use]
    pub fn scope(&self) -> Scope {
        match self.member.role {
            Role::Clerk | Role::Lead | Role::Counter => Scope::Offices(self.offices()),
            Role::Admin => Scope::AllOffices,
        }
    }

    /// The offices she works for now, her own first.
    #[must_use]
    pub fn offices(&self) -> Vec<String> {
        std::iter::once(&self.member.office).chain(&self.stands_in_for).cloned().collect()
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

/// What somebody is at the desk at this moment; nothing once she has left.
async fn standing(app: &App, id: StaffId) -> Result<Option<(StaffMember, Vec<String>)>, DbError> {
    let Some(member) = store::member(app.db(), id).await? else { return Ok(None) };
    let mut offices = store::substitutions::offices(app.db(), id, app.clock().now_ms()).await?;
    offices.retain(|office| *office != member.office);
    Ok(Some((member, offices)))
}

/// Whether role, office and substitutions are still those of an open stream; a database that does not answer changes
/// nothing.
pub(super) async fn stands_as(app: &App, clerk: &Clerk) -> bool {
    match standing(app, clerk.member.id).await {
        Ok(Some((member, offices))) => {
            (member.role, &member.office, &offices)
                == (clerk.member.role, &clerk.member.office, &clerk.stands_in_for)
        }
        Ok(None) => false,
        Err(_) => true,
    }
}

impl Clerk {
    /// Looks again, after a long upload: whoever was signed out, moved or let go meanwhile stores nothing.
    ///
    /// # Errors
    /// `not-signed-in`.
    pub async fn check_still(&self, app: &App) -> Result<(), Failure> {
        let open = accounts::is_open(app, self.holder(), self.device).await;
        if open && stands_as(app, self).await { Ok(()) } else { Err(Failure::new(Code::NotSignedIn)) }
    }
}

impl FromRequestParts<App> for Clerk {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let refused = || Failure::new(Code::NotSignedIn);
        let found = who::found(app, parts, SessionCookie::Desk).await?.ok_or_else(refused)?;
        let id: StaffId = found.holder_id.parse().map_err(|_| refused())?;
        let (member, stands_in_for) = standing(app, id).await?.ok_or_else(refused)?;
        Ok(Self {
            member,
            stands_in_for,
            access_reason: parts.headers.get(ACCESS_REASON).cloned(),
            device: found.device,
            fresh_until: found.fresh_until,
            ends_at: found.ends_at,
        })
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
            Role::Clerk | Role::Lead | Role::Counter => Err(Failure::new(Code::Forbidden)),
        }
    }
}

/// An office lead or an administrator. Other staff get 403.
#[derive(Debug, Clone)]
pub struct Lead(pub Clerk);

impl Lead {
    /// The office she decides for, or nothing for all.
    #[must_use]
    pub fn office(&self) -> Option<&str> {
        match self.0.member.role {
            Role::Admin => None,
            Role::Clerk | Role::Lead | Role::Counter => Some(&self.0.member.office),
        }
    }
}

impl FromRequestParts<App> for Lead {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let clerk = Clerk::from_request_parts(parts, app).await?;
        match clerk.member.role {
            Role::Admin | Role::Lead => Ok(Self(clerk)),
            Role::Clerk | Role::Counter => Err(Failure::new(Code::Forbidden)),
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

/// An office lead or an administrator who used a passkey within the last five minutes. Other staff get 403.
#[derive(Debug, Clone)]
pub struct FreshLead(pub Lead);

impl FromRequestParts<App> for FreshLead {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let lead = Lead::from_request_parts(parts, app).await?;
        who::check_fresh(app, lead.0.fresh_until)?;
        Ok(Self(lead))
    }
}
