//! Passkeys and step-up, the same for residents (`/api/accounts`) and staff (`/api/desk`).

use rathaus_api::accounts::{Ceremony, FinishCeremony, OwnPasskey, OwnPasskeys, SteppedUp};

use crate::{Answer, Clerk, Door, Resident, SoftwarePasskey};

/// Where residents' passkeys stand.
pub const ACCOUNTS: &str = "/api/accounts";
/// Where the passkeys of staff stand.
pub const DESK: &str = "/api/desk";

/// A step-up signed and not yet sent.
pub async fn signed_step_up(door: &Door, room: &str, passkey: &mut SoftwarePasskey) -> FinishCeremony {
    let ceremony: Ceremony = door.post(&format!("{room}/step-up")).send().await.ok();
    let credential = passkey.sign(door.origin(), &ceremony.options).await.expect("a passkey signs");
    FinishCeremony { ceremony: ceremony.ceremony, credential, device: String::new() }
}

/// Sends a signed step-up.
pub async fn finish_step_up(door: &Door, room: &str, finish: &FinishCeremony) -> Answer {
    door.post(&format!("{room}/step-up/finish")).json(finish).send().await
}

/// Steps up; the app's door gets its new token.
pub async fn step_up(door: &Door, room: &str, passkey: &mut SoftwarePasskey) -> Door {
    let finish = signed_step_up(door, room, passkey).await;
    let done: SteppedUp = finish_step_up(door, room, &finish).await.ok();
    let old = door.token().map(str::to_owned);
    door.clone().with_token(done.token.or(old))
}

/// A new passkey made and not yet sent.
pub async fn made_passkey(
    door: &Door,
    room: &str,
    passkey: &mut SoftwarePasskey,
    name: &str,
) -> FinishCeremony {
    let ceremony: Ceremony = door.post(&format!("{room}/passkeys")).send().await.ok();
    let credential = passkey.create(door.origin(), &ceremony.options).await.expect("a passkey is made");
    FinishCeremony { ceremony: ceremony.ceremony, credential, device: name.to_owned() }
}

/// Sends a new passkey.
pub async fn finish_passkey(door: &Door, room: &str, finish: &FinishCeremony) -> Answer {
    door.post(&format!("{room}/passkeys/finish")).json(finish).send().await
}

/// Adds a passkey on a new authenticator.
pub async fn add_passkey(door: &Door, room: &str, name: &str) -> (SoftwarePasskey, OwnPasskey) {
    let mut passkey = SoftwarePasskey::new();
    let finish = made_passkey(door, room, &mut passkey, name).await;
    let own = finish_passkey(door, room, &finish).await.ok();
    (passkey, own)
}

/// All passkeys of whoever holds the door.
pub async fn passkeys(door: &Door, room: &str) -> OwnPasskeys {
    door.get(&format!("{room}/passkeys")).send().await.ok()
}

/// Takes a passkey away.
pub async fn remove_passkey(door: &Door, room: &str, id: &str) -> Answer {
    door.delete(&format!("{room}/passkeys/{id}")).send().await
}

impl Resident {
    /// Uses the passkey again.
    pub async fn step_up(&mut self) {
        self.door = step_up(&self.door, ACCOUNTS, &mut self.passkey).await;
    }
}

impl Clerk {
    /// Uses the passkey again.
    pub async fn step_up(&mut self) {
        self.door = step_up(&self.door, DESK, &mut self.passkey).await;
    }
}
