//! Roles, offices, substitution and leaving.

use std::time::Duration;

use rathaus_api::events::EventKind;
use rathaus_api::ids::{CaseId, StaffId};
use rathaus_api::problem::{Code, FieldCode};
use rathaus_api::staff::{
    ChangeMember, DeskSession, NewSubstitution, Role, StaffList, StaffMember, Substitution, Substitutions,
};
use rathaus_server::{deactivate_staff, staff_members, verify_audit};
use rathaus_tests::resident::broken_bus_stop;
use rathaus_tests::{Answer, Clerk, Door, LiveStream, Passerby, TestTown};

async fn changing(admin: &Clerk, id: StaffId, change: &ChangeMember) -> Answer {
    admin.door.ask(reqwest::Method::PATCH, &format!("/api/desk/staff/{id}")).json(change).send().await
}

fn role(role: Role) -> ChangeMember {
    ChangeMember { role: Some(role), ..ChangeMember::default() }
}

async fn dismissing(admin: &Clerk, id: StaffId) -> Answer {
    admin.door.post(&format!("/api/desk/staff/{id}/deactivate")).send().await
}

fn substitution(absent: StaffId, substitute: StaffId, from_hours: i64, to_hours: i64) -> NewSubstitution {
    let at = |hours| jiff::Timestamp::now() + jiff::SignedDuration::from_hours(hours);
    NewSubstitution { absent, substitute, starts_at: at(from_hours), ends_at: at(to_hours) }
}

async fn substituting(lead: &Clerk, new: &NewSubstitution) -> Answer {
    lead.door.post("/api/desk/staff/substitutions").json(new).send().await
}

async fn may_work(clerk: &Clerk, case: CaseId) -> bool {
    clerk.door.get(&format!("/api/desk/reports/{case}")).send().await.status.is_success()
        && clerk.writing(case, "notes", "Words").send().await.status.is_success()
}

async fn filed(town: &TestTown) -> CaseId {
    Passerby::at(town).file(&broken_bus_stop()).await.id
}

#[tokio::test]
async fn another_office_counts_from_the_next_request_on() {
    let town = TestTown::open().await;
    let ada = Clerk::first_admin(&town).await;
    let otto = Clerk::of_another_office(&town).await;
    let case = filed(&town).await;
    assert!(!may_work(&otto, case).await);
    let mut stream = LiveStream::open(&otto.door, "/api/desk/events", None).await;
    let change =
        ChangeMember { office: Some(town.office_of_bus_stops().to_owned()), ..ChangeMember::default() };
    let member: StaffMember = changing(&ada, otto.member.id, &change).await.ok();
    assert_eq!(member.office, town.office_of_bus_stops());
    assert!(may_work(&otto, case).await);
    stream.closed().await;
    changing(&ada, otto.member.id, &ChangeMember { office: Some("moon".to_owned()), ..change })
        .await
        .refused_field("/office", FieldCode::Unknown);
}

#[tokio::test]
async fn an_admin_who_is_one_no_more_decides_nothing_from_then_on() {
    let town = TestTown::open().await;
    let ada = Clerk::first_admin(&town).await;
    let eve = Clerk::hired(&town, "Eve Ende", town.another_office(), Role::Admin).await;
    changing(&ada, eve.member.id, &role(Role::Clerk)).await.done();
    changing(&eve, ada.member.id, &role(Role::Clerk)).await.refused(Code::Forbidden);
    eve.door.get("/api/desk/staff").send().await.refused(Code::Forbidden);
    assert_eq!(eve.queue("").await.cases.len(), 0);
}

#[tokio::test]
async fn the_last_admin_stays() {
    let town = TestTown::open().await;
    let ada = Clerk::first_admin(&town).await;
    let eve = Clerk::hired(&town, "Eve Ende", town.another_office(), Role::Admin).await;
    for person in [&ada, &eve] {
        assert_eq!(person.member.role, Role::Admin);
    }
    let clerk = role(Role::Clerk);
    let (one, other) =
        tokio::join!(changing(&ada, eve.member.id, &clerk), changing(&eve, ada.member.id, &clerk));
    let won = [&one, &other].iter().filter(|answer| answer.status.is_success()).count();
    assert_eq!(won, 1, "{} and {}", one.status, other.status);
    let last = if one.status.is_success() { &ada } else { &eve };
    changing(last, last.member.id, &role(Role::Lead)).await.refused(Code::LastAdmin);
    dismissing(last, last.member.id).await.refused(Code::LastAdmin);
    assert!(deactivate_staff(town.app(), last.member.id).await.is_err(), "nor on the console");
    last.door.get("/api/desk/staff").send().await.done();
}

#[tokio::test]
async fn who_leaves_is_out_at_once_and_her_name_stays() {
    let town = TestTown::open().await;
    let ada = Clerk::first_admin(&town).await;
    let mut beate = Clerk::of_bus_stops(&town).await;
    let case = filed(&town).await;
    beate.take(case).await;
    beate.note(case, "Called the depot").await;
    let mut stream = LiveStream::open(&beate.door, "/api/desk/events", None).await;
    let other_desk = beate.sign_in_at(Door::app(town.origin())).await;
    dismissing(&ada, beate.member.id).await.done();
    for door in [&beate.door, &other_desk] {
        door.get("/api/desk/cases").send().await.refused(Code::NotSignedIn);
    }
    stream.closed().await;
    let door = Door::app(town.origin());
    let ceremony: rathaus_api::accounts::Ceremony = door.post("/api/desk/login").send().await.ok();
    let credential = beate.passkey.sign(door.origin(), &ceremony.options).await.expect("it still signs");
    let finish = rathaus_api::accounts::FinishCeremony {
        ceremony: ceremony.ceremony,
        credential,
        device: "Desk".to_owned(),
    };
    door.post("/api/desk/login/finish").json(&finish).send().await.refused(Code::PasskeyRefused);
    let report = ada.report(case).await;
    assert_eq!(report.case.assignee.expect("still hers").display_name, "Beate Busch");
    let list: StaffList = ada.door.get("/api/desk/staff").send().await.ok();
    let left = list.members.iter().find(|member| member.id == beate.member.id).expect("still listed");
    assert!(left.deactivated_at.is_some());
    dismissing(&ada, beate.member.id).await.refused(Code::NotFound);
    changing(&ada, beate.member.id, &role(Role::Admin)).await.refused(Code::NotFound);
    assert_eq!(verify_audit(town.app(), None).await.unwrap().findings, []);
}

#[tokio::test]
async fn on_the_console_somebody_is_listed_and_let_go() {
    let town = TestTown::open().await;
    Clerk::first_admin(&town).await;
    let beate = Clerk::of_bus_stops(&town).await;
    deactivate_staff(town.app(), beate.member.id).await.unwrap();
    beate.door.get("/api/desk/cases").send().await.refused(Code::NotSignedIn);
    let members = staff_members(town.app()).await.unwrap();
    assert_eq!(members.iter().filter(|member| member.deactivated_at.is_some()).count(), 1);
}

#[tokio::test]
async fn rights_are_given_with_the_passkey_in_hand() {
    let town = TestTown::open().await;
    let ada = Clerk::first_admin(&town).await;
    let otto = Clerk::of_another_office(&town).await;
    town.advance(Duration::from_secs(5 * 60 + 1));
    changing(&ada, otto.member.id, &role(Role::Admin)).await.refused(Code::StepUpRequired);
    dismissing(&ada, otto.member.id).await.refused(Code::StepUpRequired);
    let new = substitution(otto.member.id, ada.member.id, 0, 24);
    substituting(&ada, &new).await.refused(Code::StepUpRequired);
}

#[tokio::test]
async fn a_lead_lets_a_colleague_of_another_office_stand_in_for_a_time() {
    let town = TestTown::open().await;
    let lena = Clerk::hired(&town, "Lena Lead", town.office_of_bus_stops(), Role::Lead).await;
    let beate = Clerk::of_bus_stops(&town).await;
    let otto = Clerk::of_another_office(&town).await;
    let case = filed(&town).await;
    assert!(!may_work(&otto, case).await);
    let new = substitution(beate.member.id, otto.member.id, 1, 48);
    let made: Substitution = substituting(&lena, &new).await.ok();
    assert_eq!((made.absent_name.as_str(), made.substitute_name.as_str()), ("Beate Busch", "Otto Ohm"));
    assert!(!may_work(&otto, case).await, "not before it begins");
    town.advance(Duration::from_secs(3600));
    let session: DeskSession = otto.door.get("/api/desk/session").send().await.ok();
    // Idle for an hour: signed out (30 minutes); a new session stands in.
    assert!(session.member.is_none());
    let mut otto = otto;
    otto.door = otto.sign_in_at(Door::app(town.origin())).await;
    assert!(may_work(&otto, case).await);
    assert_eq!(otto.queue("").await.cases.len(), 1);
    let session: DeskSession = otto.door.get("/api/desk/session").send().await.ok();
    assert_eq!(session.offices, [town.another_office(), town.office_of_bus_stops()]);
    let mut stream = LiveStream::open(&otto.door, "/api/desk/events", None).await;
    let other = filed(&town).await;
    assert_eq!(stream.next(EventKind::ReportFiled).await.object, other.to_string());
    town.advance(Duration::from_secs(48 * 3600));
    otto.door = otto.sign_in_at(Door::app(town.origin())).await;
    assert!(!may_work(&otto, case).await, "it has ended");
}

#[tokio::test]
async fn a_substitution_ends_with_a_word_of_the_lead_or_when_the_absent_one_moves() {
    let town = TestTown::open().await;
    let ada = Clerk::first_admin(&town).await;
    let lena = Clerk::hired(&town, "Lena Lead", town.office_of_bus_stops(), Role::Lead).await;
    let beate = Clerk::of_bus_stops(&town).await;
    let otto = Clerk::of_another_office(&town).await;
    let case = filed(&town).await;
    let new = substitution(beate.member.id, otto.member.id, 0, 48);
    let made: Substitution = substituting(&lena, &new).await.ok();
    assert!(may_work(&otto, case).await);
    lena.door.delete(&format!("/api/desk/staff/substitutions/{}", made.id)).send().await.done();
    assert!(!may_work(&otto, case).await);
    substituting(&lena, &new).await.done();
    assert!(may_work(&otto, case).await);
    let away = ChangeMember { office: Some(town.another_office().to_owned()), ..ChangeMember::default() };
    changing(&ada, beate.member.id, &away).await.done();
    assert!(!may_work(&otto, case).await, "Beate does not work there any more");
}

#[tokio::test]
async fn a_lead_decides_for_her_own_office_only() {
    let town = TestTown::open().await;
    let lena = Clerk::hired(&town, "Lena Lead", town.office_of_bus_stops(), Role::Lead).await;
    let beate = Clerk::of_bus_stops(&town).await;
    let otto = Clerk::of_another_office(&town).await;
    let ada = Clerk::first_admin(&town).await;
    let theirs = substitution(otto.member.id, beate.member.id, 0, 24);
    substituting(&lena, &theirs).await.refused_field("/absent", FieldCode::Unknown);
    substituting(&beate, &substitution(beate.member.id, otto.member.id, 0, 24))
        .await
        .refused(Code::Forbidden);
    let made: Substitution = substituting(&ada, &theirs).await.ok();
    lena.door
        .delete(&format!("/api/desk/staff/substitutions/{}", made.id))
        .send()
        .await
        .refused(Code::NotFound);
    let list = |clerk: &Clerk| clerk.door.get("/api/desk/staff/substitutions");
    assert_eq!(list(&otto).send().await.ok::<Substitutions>().substitutions, std::slice::from_ref(&made));
    assert_eq!(list(&lena).send().await.ok::<Substitutions>().substitutions, []);
    for wrong in [
        substitution(beate.member.id, beate.member.id, 0, 24),
        substitution(beate.member.id, StaffId::random(), 0, 24),
    ] {
        substituting(&lena, &wrong).await.refused_field("/substitute", FieldCode::Unknown);
    }
    let backwards = substitution(beate.member.id, otto.member.id, 24, 1);
    substituting(&lena, &backwards).await.refused_field("/ends_at", FieldCode::OutOfRange);
    changing(&lena, beate.member.id, &role(Role::Admin)).await.refused(Code::Forbidden);
}
