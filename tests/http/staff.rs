//! How staff get in, and what they may see of each other.

mod people;

use std::time::Duration;

use rathaus_api::problem::{Code, FieldCode};
use rathaus_api::staff::{
    InvitationOpened, Invite, Invited, OpenStaffInvitation, OpenStaffInvitations, Role, StaffList,
};
use rathaus_tests::clerk::open_invitation;
use rathaus_tests::{Clerk, Door, SoftwarePasskey, TestTown};
use uuid::Uuid;

#[tokio::test]
async fn the_first_admin_is_invited_on_the_console() {
    let town = TestTown::open().await;
    let ada = Clerk::first_admin(&town).await;
    assert_eq!(ada.member.role, Role::Admin);
    let list: StaffList = ada.door.get("/api/desk/staff").send().await.ok();
    assert_eq!(list.members.len(), 1);
}

#[tokio::test]
async fn an_admin_invites_a_clerk_and_a_clerk_invites_nobody() {
    let town = TestTown::open().await;
    let ada = Clerk::first_admin(&town).await;
    let link = ada.link_for("Beate Busch", town.office_of_bus_stops(), Role::Clerk).await;
    let beate = Clerk::accept(Door::app(town.origin()), &link).await;
    assert_eq!((beate.member.display_name.as_str(), beate.member.role), ("Beate Busch", Role::Clerk));
    let invite = Invite {
        display_name: "Eve".to_owned(),
        office: town.office_of_bus_stops().to_owned(),
        role: Role::Admin,
    };
    beate.invite(&invite).await.refused(Code::Forbidden);
}

#[tokio::test]
async fn an_invitation_works_once() {
    let town = TestTown::open().await;
    let ada = Clerk::first_admin(&town).await;
    let link = ada.link_for("Beate Busch", town.office_of_bus_stops(), Role::Clerk).await;
    Clerk::accept(Door::app(town.origin()), &link).await;
    open_invitation(&Door::app(town.origin()), &link).await.refused(Code::InvitationInvalid);
}

#[tokio::test]
async fn of_two_people_who_open_one_invitation_the_first_one_gets_in() {
    let town = TestTown::open().await;
    let ada = Clerk::first_admin(&town).await;
    let link = ada.link_for("Beate Busch", town.office_of_bus_stops(), Role::Clerk).await;
    let door = Door::app(town.origin());
    let late: InvitationOpened = open_invitation(&door, &link).await.ok();
    Clerk::accept(door.clone(), &link).await;
    let credential =
        SoftwarePasskey::new().create(town.origin(), &late.ceremony.options).await.expect("a passkey");
    let finish = rathaus_api::accounts::FinishCeremony {
        ceremony: late.ceremony.ceremony,
        credential,
        device: "Desk".to_owned(),
    };
    door.post("/api/desk/staff/invitations/accept")
        .json(&finish)
        .send()
        .await
        .refused(Code::InvitationInvalid);
    let list: StaffList = ada.door.get("/api/desk/staff").send().await.ok();
    assert_eq!(list.members.len(), 2);
}

#[tokio::test]
async fn an_invitation_ends_after_24_hours() {
    let town = TestTown::open().await;
    let link = town.invite_on_the_console("Ada Admin", town.office_of_bus_stops(), Role::Admin).await;
    town.advance(Duration::from_secs(24 * 3600 + 1));
    open_invitation(&Door::app(town.origin()), &link).await.refused(Code::InvitationInvalid);
}

#[tokio::test]
async fn a_guessed_invitation_opens_nothing() {
    let town = TestTown::open().await;
    let door = Door::app(town.origin());
    open_invitation(&door, "x#AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")
        .await
        .refused(Code::InvitationInvalid);
}

#[tokio::test]
async fn an_invitation_names_an_office_of_the_town() {
    let town = TestTown::open().await;
    let ada = Clerk::first_admin(&town).await;
    let nowhere = Invite { display_name: "Eve".to_owned(), office: "moon".to_owned(), role: Role::Clerk };
    ada.invite(&nowhere).await.refused_field("/office", FieldCode::Unknown);
    let nobody =
        Invite { display_name: " ".to_owned(), office: town.another_office().to_owned(), role: Role::Clerk };
    ada.invite(&nobody).await.refused_field("/display_name", FieldCode::Required);
}

#[tokio::test]
async fn a_clerk_signs_in_on_another_device_and_out_again() {
    let town = TestTown::open().await;
    let mut beate = Clerk::of_bus_stops(&town).await;
    let second = beate.sign_in_at(Door::app(town.origin())).await;
    second.get("/api/desk/cases").send().await.done();
    second.post("/api/desk/logout").send().await.done();
    second.get("/api/desk/cases").send().await.refused(Code::NotSignedIn);
    beate.door.get("/api/desk/cases").send().await.done();
}

#[tokio::test]
async fn in_a_browser_residents_and_staff_have_separate_cookies() {
    let town = TestTown::open().await;
    let link = town.invite_on_the_console("Ada Admin", town.office_of_bus_stops(), Role::Admin).await;
    let door = Door::browser(town.origin());
    let ada = Clerk::accept(door.clone(), &link).await;
    assert_eq!(ada.door.token(), None);
    assert_eq!(door.cookies().into_keys().collect::<Vec<_>>(), ["__Host-rathaus-desk"]);
    door.get("/api/desk/cases").send().await.done();
    door.get("/api/reports").send().await.refused(Code::NotSignedIn);

    // The desk's token in the residents' cookie opens nothing either.
    let token = door.cookies()["__Host-rathaus-desk"].clone();
    let mixed = Door::browser(town.origin());
    mixed.set_cookie("__Host-rathaus", &token);
    mixed.get("/api/reports").send().await.refused(Code::NotSignedIn);
}

#[tokio::test]
async fn a_desk_left_alone_signs_itself_out() {
    let town = TestTown::with(&[("RATHAUS_SESSIONS__STAFF_IDLE_MINUTES", "30")]).await;
    let beate = Clerk::of_bus_stops(&town).await;
    town.advance(Duration::from_secs(29 * 60));
    beate.door.get("/api/desk/cases").send().await.done();
    town.advance(Duration::from_secs(31 * 60));
    beate.door.get("/api/desk/cases").send().await.refused(Code::NotSignedIn);
}

#[tokio::test]
async fn an_invitation_sent_twice_is_one_invitation() {
    let town = TestTown::open().await;
    let ada = Clerk::first_admin(&town).await;
    let office = town.office_of_bus_stops().to_owned();
    let invite = Invite { display_name: "Nina Neu".to_owned(), office, role: Role::Clerk };
    let key = Uuid::new_v4();
    let send = || ada.door.post("/api/desk/staff/invitations").json(&invite).key(key).send();
    let first: Invited = send().await.ok();
    let second: Invited = send().await.ok();
    assert_eq!((&first.link, first.expires_at), (&second.link, second.expires_at));
    let other = Invite { display_name: "Somebody else".to_owned(), ..invite.clone() };
    ada.door.post("/api/desk/staff/invitations").json(&other).key(key).send().await.refused(Code::KeyReused);
    let unkeyed = ada.door.post("/api/desk/staff/invitations").json(&invite).without("idempotency-key");
    unkeyed.send().await.refused(Code::KeyMissing);
    let nina = Clerk::accept(Door::app(town.origin()), &first.link).await;
    assert_eq!(nina.member.display_name, "Nina Neu");
    open_invitation(&Door::app(town.origin()), &second.link).await.refused(Code::InvitationInvalid);
}

#[tokio::test]
async fn open_invitations_are_seen_by_admins_and_a_withdrawn_one_lets_nobody_in() {
    let town = TestTown::open().await;
    let ada = Clerk::first_admin(&town).await;
    let (office, door) = (town.office_of_bus_stops(), Door::app(town.origin()));
    let list = async || -> Vec<OpenStaffInvitation> {
        ada.door.get("/api/desk/staff/invitations").send().await.ok::<OpenStaffInvitations>().invitations
    };
    assert!(list().await.is_empty(), "her own was accepted");
    let link = ada.link_for("Beate Busch", office, Role::Clerk).await;
    let other = ada.link_for("Otto Ohlsen", office, Role::Lead).await;
    let open = list().await;
    assert_eq!((open.len(), open[0].display_name.as_str()), (2, "Otto Ohlsen"), "the newest first");
    assert_eq!(open[0].invited_by.as_deref(), Some(ada.member.display_name.as_str()));
    assert!(open.iter().all(|one| !link.contains(&one.id) && !other.contains(&one.id)), "no secret");

    let late: InvitationOpened = open_invitation(&door, &link).await.ok();
    let withdraw = |id: &str| {
        let path = format!("/api/desk/staff/invitations/{id}");
        ada.door.ask(reqwest::Method::DELETE, &path).send()
    };
    withdraw(&open[1].id).await.done();
    withdraw(&open[1].id).await.refused(Code::NotFound);
    withdraw("%").await.refused(Code::NotFound);
    open_invitation(&door, &link).await.refused(Code::InvitationInvalid);
    // Nor for somebody who had opened it before.
    let credential =
        SoftwarePasskey::new().create(town.origin(), &late.ceremony.options).await.expect("a passkey");
    let finish = rathaus_api::accounts::FinishCeremony {
        ceremony: late.ceremony.ceremony,
        credential,
        device: "Desk".to_owned(),
    };
    door.post("/api/desk/staff/invitations/accept")
        .json(&finish)
        .send()
        .await
        .refused(Code::InvitationInvalid);
    Clerk::accept(door.clone(), &other).await;
    assert!(list().await.is_empty());
}
