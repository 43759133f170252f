//! The way back into an account whose passkeys are lost, and the card that blocks a lost phone.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    identity::{Document, Means, Person, TrustLevel},
    ids::RecoveryId,
};

/// Ask for a letter with a recovery code to the registered address. The answer is the same whether such an account
/// exists or not.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RequestRecoveryLetter {
    /// As it was proven, with the registered address.
    pub person: Person,
}

/// What happens next, the same for everybody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct RecoveryLetterRequested {
    /// If the account exists, its letter is with the post by then.
    pub posted_by: Timestamp,
    /// Hours between the code's first use and the new passkey.
    pub hold_hours: u32,
}

/// Where a recovery stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum RecoveryStage {
    /// The code was made and not used yet.
    Issued,
    /// The owner was told on all channels and can still say no.
    Holding,
    /// A new passkey can be made.
    Ready,
}

/// A recovery, as whoever holds its code sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Recovery {
    /// Where it stands.
    pub stage: RecoveryStage,
    /// The way it goes.
    pub means: Means,
    /// A new passkey can be made from then on.
    pub ready_at: Timestamp,
    /// It ends then.
    pub expires_at: Timestamp,
    /// Mail and profile will stay locked until this level is proven again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub locked_until: Option<TrustLevel>,
    /// The code of this recovery, only in the answer that makes it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
}

/// A recovery of one's own account that is under way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct OwnRecovery {
    /// The recovery.
    pub id: RecoveryId,
    /// The way it goes.
    pub means: Means,
    /// Where it stands.
    pub stage: RecoveryStage,
    /// When it began.
    pub started_at: Timestamp,
    /// Without a no, a new passkey can be made from then on.
    pub ready_at: Timestamp,
}

/// Recoveries of one's own account.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct OwnRecoveries {
    /// Newest first.
    pub recoveries: Vec<OwnRecovery>,
}

/// "That was not me", from the link in a notice.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NotMe {
    /// What stands behind the `#` of the link.
    pub token: String,
}

/// A clerk saw the person and a document, and hands out a code.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RecoverAtCounter {
    /// What was shown.
    pub document: Document,
    /// What the document says; must be what was proven for exactly one account.
    pub person: Person,
}

/// The code to hand to the person, shown once.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct RecoveryCode {
    /// `ABCD-EFGH-JKMN-P`.
    pub code: String,
    /// It works until then, with five tries.
    pub expires_at: Timestamp,
}

/// The card to print and keep apart from the phone.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct BlockingCard {
    /// `ABCD-EFGH-JKMN-P`; shown once, an older card stops working.
    pub code: String,
    /// Number of the town hall, where somebody blocks the account on the phone.
    pub phone: String,
    /// Address of the page that blocks it without signing in.
    pub url: String,
    /// When it was made.
    pub made_at: Timestamp,
}

/// The account is blocked: nobody is signed in any more, and no passkey opens it.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct Blocked {
    /// Opens the account again when the phone is found; shown once. Recovery opens it too.
    pub unblocking_code: String,
}
