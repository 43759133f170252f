//! People who work in the town hall, and how they get in.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    accounts::{Ceremony, SessionLife},
    ids::StaffId,
};

/// What somebody may do at the desk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Works the cases of her own office.
    Clerk,
    /// Works the cases of all offices and invites staff.
    Admin,
}

impl Role {
    /// The role as it stands on the wire and in the database.
    #[must_use]
    pub fn text(self) -> &'static str {
        match self {
            Self::Clerk => "clerk",
            Self::Admin => "admin",
        }
    }

    /// The role of a text, if there is one.
    #[must_use]
    pub fn of_text(text: &str) -> Option<Self> {
        [Self::Clerk, Self::Admin].into_iter().find(|role| role.text() == text)
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
}

/// Who is asking at the desk.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct DeskSession {
    /// The signed-in member of staff, or nothing.
    pub member: Option<StaffMember>,
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
