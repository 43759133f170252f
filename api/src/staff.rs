//! People who work in the town hall, and how they get in.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    accounts::{Ceremony, SessionLife},
    ids::{StaffId, SubstitutionId},
};

/// What somebody may do at the desk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Works the cases of her own office.
    Clerk,
    /// As a clerk, and says who stands in for an absent colleague of her office.
    Lead,
    /// As a clerk, and checks at the counter who somebody is.
    Counter,
    /// Invites staff, gives roles and offices, sees the queues of all offices; opening another office's case asks for a
    /// reason as from everybody else.
    Admin,
}

impl Role {
    /// All roles.
    pub const ALL: &'static [Role] = &[Self::Clerk, Self::Lead, Self::Counter, Self::Admin];

    /// The role as it stands on the wire and in the database.
    #[must_use]
    pub fn text(self) -> &'static str {
        match self {
            Self::Clerk => "clerk",
            Self::Lead => "lead",
            Self::Counter => "counter",
            Self::Admin => "admin",
        }
    }

    /// The role of a text, if there is one.
    #[must_use]
    pub fn of_text(text: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|role| role.text() == text)
    }
}

/// Somebody who works in the town hall.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct StaffMember {
    /// The person.
    pub id: StaffId,
    /// As colleagues and residents read it.
    pub display_name: String,
    /// Key of the office, from the town's configuration.
    pub office: String,
    /// What the person may do.
    pub role: Role,
    /// When the person left; nothing while she works here. Cases go on naming her.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deactivated_at: Option<Timestamp>,
}

/// Who is asking at the desk.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct DeskSession {
    /// The signed-in member of staff, or nothing.
    pub member: Option<StaffMember>,
    /// Keys of the offices whose cases she works on now: her own first, then those she stands in for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub offices: Vec<String>,
    /// How long it lasts; nothing without a member.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub life: Option<SessionLife>,
    /// The only passkey is bound to one device: suggest a second one.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub second_passkey_advised: bool,
}

/// Everybody who works in the town hall.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct StaffList {
    /// By name.
    pub members: Vec<StaffMember>,
}

/// Change what somebody is at the desk; it counts from the next request on. A missing field stays as it is.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChangeMember {
    /// 1 to 100 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub display_name: Option<String>,
    /// Key of an office of the town.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub office: Option<String>,
    /// What the person may do from now on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<Role>,
}

/// Somebody stands in for an absent colleague: she works the cases of the colleague's office for that time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Substitution {
    /// The substitution.
    pub id: SubstitutionId,
    /// Who is away.
    pub absent: StaffId,
    /// Her name.
    pub absent_name: String,
    /// Who stands in.
    pub substitute: StaffId,
    /// Her name.
    pub substitute_name: String,
    /// Key of the office, as it was when the substitution was made; it counts only while the absent person works there.
    pub office: String,
    /// From when on.
    pub starts_at: Timestamp,
    /// Until when; in the past when it has ended.
    pub ends_at: Timestamp,
}

/// Who stands in for whom.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct Substitutions {
    /// Those that have not ended, the next one first.
    pub substitutions: Vec<Substitution>,
}

/// Let somebody stand in.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewSubstitution {
    /// Who is away: for an office lead, somebody of her own office.
    pub absent: StaffId,
    /// Who stands in, of any office.
    pub substitute: StaffId,
    /// From when on.
    pub starts_at: Timestamp,
    /// Until when, a year later at most.
    pub ends_at: Timestamp,
}

/// Ask somebody in.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Invite {
    /// 1 to 100 characters.
    pub display_name: String,
    /// Key of an office of the town.
    pub office: String,
    /// What the person will be allowed to do.
    pub role: Role,
}

/// The invitation, shown once.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct Invited {
    /// Address to hand to the person; the secret stands behind the `#`.
    pub link: String,
    /// 24 hours from now.
    pub expires_at: Timestamp,
}

/// An invitation that nobody has accepted yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct OpenStaffInvitation {
    /// Names the invitation and opens nothing: 16 hexadecimal digits.
    pub id: String,
    /// Whom it is for.
    pub display_name: String,
    /// Key of the office.
    pub office: String,
    /// What the person will be allowed to do.
    pub role: Role,
    /// Who invited; nothing for the console of the server.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub invited_by: Option<String>,
    /// When it was made.
    pub created_at: Timestamp,
    /// The link works until then.
    pub expires_at: Timestamp,
}

/// The invitations that still let somebody in.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct OpenStaffInvitations {
    /// The newest first.
    pub invitations: Vec<OpenStaffInvitation>,
}

/// Somebody opened the link of an invitation.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OpenInvitation {
    /// The secret behind the `#`.
    pub token: String,
}

/// The invitation stands; make a passkey to accept it.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct InvitationOpened {
    /// Whom the invitation is for.
    pub display_name: String,
    /// Key of the office.
    pub office: String,
    /// Creation ceremony for the passkey.
    pub ceremony: Ceremony,
}

/// A member of staff is signed in; the browser got the HttpOnly cookie `__Host-rathaus-desk`.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct DeskOpened {
    /// Who is signed in.
    pub member: StaffMember,
    /// The session token, only for programs (a request without `Origin` and `Sec-Fetch-Site`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub token: Option<String>,
}
