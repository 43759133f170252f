//! Two copies of the server on one database: every ceremony and every code works once, whichever copy it reaches.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rathaus_api::accounts::{
    AppAuthorized, Ceremony, ConfirmLink, EnterLink, FinishCeremony, LinkClaim, LinkEntered, LinkMade,
};
use rathaus_api::identity::{CounterCode, Document};
use rathaus_api::recovery::{Blocked, BlockingCard, RecoverAtCounter, RecoveryCode};
use rathaus_api::representatives::{InviteRepresentative, RepresentationScope, ShownCode};
use rathaus_api::staff::InvitationOpened;
use rathaus_tests::clerk::open_invitation;
use rathaus_tests::keys::{ACCOUNTS, made_passkey, signed_step_up};
use rathaus_tests::people::{check, erika};
use rathaus_tests::process::{Copy, TownProcess};
use rathaus_tests::{Clerk, Door, Resident, SoftwarePasskey};
use serde::Serialize;
use serde_json::json;
use sha2::{Digest, Sha256};

/// Tries at once, evenly over the copies.
const AT_ONCE: usize = 8;

struct Copies {
    town: TownProcess,
    other: Copy,
}

impl Copies {
    async fn open() -> Self {
        let mut town = TownProcess::prepare(&[]).await;
        town.start().await;
        let other = town.copy().await;
        Self { town, other }
    }

    fn door(&self) -> Door {
        Door::app(self.town.origin())
    }

    /// Sends the same body many times at once, to both copies: exactly one is accepted.
    async fn exactly_one_wins<T: Serialize>(&self, token: Option<&str>, path: &str, body: &T) {
        let doors = [self.town.origin(), &self.other.address]
            .map(|address| Door::app(address).with_token(token.map(str::to_owned)));
        let asked = (0..AT_ONCE).map(|number| doors[number % 2].post(path).json(body).send());
        let answers = futures_util::future::join_all(asked).await;
        let said: Vec<_> = answers.iter().map(|answer| (answer.status.as_u16(), answer.text())).collect();
        assert_eq!(said.iter().filter(|(status, _)| *status < 300).count(), 1, "{path}: {said:#?}");
        assert!(said.iter().all(|(status, _)| *status < 500), "{path}: {said:#?}");
    }
}

async fn finished(door: &Door, start: &str, body: &serde_json::Value) -> FinishCeremony {
    let ceremony: Ceremony = door.post(start).json(body).send().await.ok();
    let credential = SoftwarePasskey::new().create(door.origin(), &ceremony.options).await;
    FinishCeremony {
        ceremony: ceremony.ceremony,
        credential: credential.expect("a passkey"),
        device: "x".to_owned(),
    }
}

#[tokio::test]
async fn of_many_copies_of_a_ceremony_one_counts() {
    let copies = Copies::open().await;
    let door = copies.door();
    let made = finished(&door, "/api/accounts/registration", &json!({ "display_name": "Kim" })).await;
    copies.exactly_one_wins(None, "/api/accounts/registration/finish", &made).await;

    let mut erika = Resident::register_at(copies.door(), "Erika").await;
    let ceremony: Ceremony = door.post("/api/accounts/login").send().await.ok();
    let credential = erika.passkey.sign(door.origin(), &ceremony.options).await.expect("it signs");
    let finish = FinishCeremony { ceremony: ceremony.ceremony, credential, device: "x".to_owned() };
    copies.exactly_one_wins(None, "/api/accounts/login/finish", &finish).await;

    let own = made_passkey(&erika.door, ACCOUNTS, &mut SoftwarePasskey::new(), "Second").await;
    copies.exactly_one_wins(erika.door.token(), "/api/accounts/passkeys/finish", &own).await;

    let link = copies.town.invite_on_the_console("Beate Busch", "bauhof");
    let opened: InvitationOpened = open_invitation(&door, &link).await.ok();
    let credential = SoftwarePasskey::new().create(door.origin(), &opened.ceremony.options).await;
    let accept = FinishCeremony {
        ceremony: opened.ceremony.ceremony,
        credential: credential.expect("a passkey"),
        device: "x".to_owned(),
    };
    copies.exactly_one_wins(None, "/api/desk/staff/invitations/accept", &accept).await;

    // Last: it changes the token.
    let step_up = signed_step_up(&erika.door, ACCOUNTS, &mut erika.passkey).await;
    copies.exactly_one_wins(erika.door.token(), "/api/accounts/step-up/finish", &step_up).await;
}

#[tokio::test]
async fn two_people_with_one_invitation_are_one_colleague() {
    let copies = Copies::open().await;
    let link = copies.town.invite_on_the_console("Beate Busch", "bauhof");
    let doors = [copies.town.origin(), &copies.other.address].map(Door::app);
    let mut finishes = Vec::new();
    for _ in 0..2 {
        let opened: InvitationOpened = open_invitation(&copies.door(), &link).await.ok();
        let origin = copies.town.origin();
        let credential = SoftwarePasskey::new().create(origin, &opened.ceremony.options).await;
        finishes.push(FinishCeremony {
            ceremony: opened.ceremony.ceremony,
            credential: credential.expect("a passkey"),
            device: "x".to_owned(),
        });
    }
    let path = "/api/desk/staff/invitations/accept";
    let accept = doors.iter().zip(&finishes).map(|(door, finish)| door.post(path).json(finish).send());
    let answers = futures_util::future::join_all(accept).await;
    assert_eq!(answers.iter().filter(|answer| answer.status.is_success()).count(), 1);
}

#[tokio::test]
async fn of_many_devices_with_one_code_one_gets_in() {
    let copies = Copies::open().await;
    let erika = Resident::register_at(copies.door(), "Erika").await;
    let link: LinkMade = erika.door.post("/api/accounts/links").send().await.ok();
    let entry = EnterLink { code: link.code.clone(), device: "New phone".to_owned() };
    copies.exactly_one_wins(None, "/api/accounts/links/open", &entry).await;

    let link: LinkMade = erika.door.post("/api/accounts/links").send().await.ok();
    let entry = EnterLink { code: link.code, device: "New phone".to_owned() };
    let door = copies.door();
    let entered: LinkEntered = door.post("/api/accounts/links/open").json(&entry).send().await.ok();
    let path = format!("/api/accounts/links/{}/confirm", link.id);
    let confirm = ConfirmLink { word: entered.word };
    erika.door.post(&path).json(&confirm).send().await.done();
    let claim = json!(LinkClaim { claim: entered.claim });
    let made = finished(&door, "/api/accounts/links/passkey", &claim).await;
    copies.exactly_one_wins(None, "/api/accounts/links/passkey/finish", &made).await;

    let verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    let back = "http://127.0.0.1:49152/";
    let asked = json!({
        "code_challenge": URL_SAFE_NO_PAD.encode(Sha256::digest(verifier)), "redirect_uri": back, "state": "x",
    });
    let authorized: AppAuthorized =
        erika.door.post("/api/accounts/app-login/authorize").json(&asked).send().await.ok();
    let code = authorized.redirect.split(['=', '&']).nth(1).expect("a code").to_owned();
    let redeem = json!({ "code": code, "code_verifier": verifier, "redirect_uri": back, "device": "App" });
    copies.exactly_one_wins(None, "/api/accounts/app-login/token", &redeem).await;
}

#[tokio::test]
async fn of_many_who_bring_the_same_code_one_counts() {
    let copies = Copies::open().await;
    let door = copies.door();
    let link = copies.town.invite_as("Karla Theke", "bauhof", "counter");
    let clerk = Clerk::accept(copies.door(), &link).await;
    let resident = Resident::register_at(copies.door(), "Erika").await;
    let helper = Resident::register_at(copies.door(), "Finn").await;

    let shown: CounterCode = resident.door.post("/api/accounts/identity/counter").send().await.ok();
    let checked = check(&shown.code, &erika());
    copies.exactly_one_wins(clerk.door.token(), "/api/desk/identity/checks", &checked).await;

    let ends_at = jiff::Timestamp::now() + jiff::SignedDuration::from_hours(24);
    let invite = InviteRepresentative { scopes: vec![RepresentationScope::FileReports], ends_at };
    let code: ShownCode =
        resident.door.post("/api/representatives/invitations").json(&invite).send().await.ok();
    let accept = json!({ "code": code.code });
    copies.exactly_one_wins(helper.door.token(), "/api/representatives/accept", &accept).await;

    let card: BlockingCard = resident.door.post("/api/accounts/card").send().await.ok();
    let card = json!({ "code": card.code });
    let blocked: Blocked = door.post("/api/accounts/block").json(&card).send().await.ok();
    let opening = json!({ "code": blocked.unblocking_code });
    copies.exactly_one_wins(None, "/api/accounts/unblock", &opening).await;

    let asked = RecoverAtCounter { document: Document::IdCard, person: erika() };
    let recovery: RecoveryCode =
        clerk.door.post("/api/desk/identity/recoveries").json(&asked).send().await.ok();
    let code = json!({ "code": recovery.code });
    let made = finished(&door, "/api/accounts/recovery/passkey", &code).await;
    copies.exactly_one_wins(None, "/api/accounts/recovery/finish", &made).await;
}

#[tokio::test]
async fn two_passkeys_made_with_one_recovery_code_are_one_way_back() {
    let copies = Copies::open().await;
    let link = copies.town.invite_as("Karla Theke", "bauhof", "counter");
    let clerk = Clerk::accept(copies.door(), &link).await;
    let resident = Resident::register_at(copies.door(), "Erika").await;
    resident.prove_at_counter(&clerk, &erika()).await;
    let asked = RecoverAtCounter { document: Document::IdCard, person: erika() };
    let recovery: RecoveryCode =
        clerk.door.post("/api/desk/identity/recoveries").json(&asked).send().await.ok();
    let code = json!({ "code": recovery.code });
    let doors = [copies.town.origin(), &copies.other.address].map(Door::app);
    let mut finishes = Vec::new();
    for _ in 0..2 {
        finishes.push(finished(&copies.door(), "/api/accounts/recovery/passkey", &code).await);
    }
    let path = "/api/accounts/recovery/finish";
    let sent = doors.iter().zip(&finishes).map(|(door, finish)| door.post(path).json(finish).send());
    let answers = futures_util::future::join_all(sent).await;
    assert_eq!(answers.iter().filter(|answer| answer.status.is_success()).count(), 1);
}
