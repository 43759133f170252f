//! Clerks and what they do at the desk.

use rathaus_api::accounts::{Ceremony, FinishCeremony};
use rathaus_api::cases::{CaseChanged, CasePage, CaseRow, Revision, SetStatus, Status, Write};
use rathaus_api::ids::CaseId;
use rathaus_api::reports::{DeskReport, RecordReport, ReportFiled};
use rathaus_api::staff::{DeskOpened, InvitationOpened, Invite, Invited, OpenInvitation, Role, StaffMember};

use crate::{Answer, Ask, Door, SoftwarePasskey, TestTown};

/// Somebody who works in the town hall, signed in at the desk.
pub struct Clerk {
    /// The device.
    pub door: Door,
    /// Who it is.
    pub member: StaffMember,
    /// The authenticator in the pocket.
    pub passkey: SoftwarePasskey,
}

impl Clerk {
    /// The town's first admin, invited on the server's console.
    pub async fn first_admin(town: &TestTown) -> Self {
        let link = town.invite_on_the_console("Ada Admin", town.office_of_bus_stops(), Role::Admin).await;
        Self::accept(Door::app(town.origin()), &link).await
    }

    /// A clerk of the office that repairs bus stops.
    pub async fn of_bus_stops(town: &TestTown) -> Self {
        let link = town.invite_on_the_console("Beate Busch", town.office_of_bus_stops(), Role::Clerk).await;
        Self::accept(Door::app(town.origin()), &link).await
    }

    /// A clerk of an office that has nothing to do with bus stops.
    pub async fn of_another_office(town: &TestTown) -> Self {
        let link = town.invite_on_the_console("Otto Ohm", town.another_office(), Role::Clerk).await;
        Self::accept(Door::app(town.origin()), &link).await
    }

    /// Somebody with any role in any office.
    pub async fn hired(town: &TestTown, name: &str, office: &str, role: Role) -> Self {
        let link = town.invite_on_the_console(name, office, role).await;
        Self::accept(Door::app(town.origin()), &link).await
    }

    /// Accepts an invitation.
    pub async fn accept(door: Door, link: &str) -> Self {
        let mut passkey = SoftwarePasskey::new();
        let opened: InvitationOpened = open_invitation(&door, link).await.ok();
        let made = passkey.create(door.origin(), &opened.ceremony.options).await;
        let finish = FinishCeremony {
            ceremony: opened.ceremony.ceremony,
            credential: made.expect("a passkey is made"),
            device: "Desk".to_owned(),
        };
        let desk: DeskOpened =
            door.post("/api/desk/staff/invitations/accept").json(&finish).send().await.ok();
        Self { door: door.with_token(desk.token), member: desk.member, passkey }
    }

    /// Signs in once more, on another device.
    pub async fn sign_in_at(&mut self, door: Door) -> Door {
        let ceremony: Ceremony = door.post("/api/desk/login").send().await.ok();
        let credential = self.passkey.sign(door.origin(), &ceremony.options).await.expect("a passkey signs");
        let finish =
            FinishCeremony { ceremony: ceremony.ceremony, credential, device: "Other desk".to_owned() };
        let desk: DeskOpened = door.post("/api/desk/login/finish").json(&finish).send().await.ok();
        assert_eq!(desk.member.id, self.member.id);
        door.with_token(desk.token)
    }

    /// Invites a colleague (admins).
    pub async fn invite(&self, invite: &Invite) -> Answer {
        self.door.post("/api/desk/staff/invitations").json(invite).send().await
    }

    /// Invites a colleague and gives the link.
    pub async fn link_for(&self, name: &str, office: &str, role: Role) -> String {
        let invite = Invite { display_name: name.to_owned(), office: office.to_owned(), role };
        self.invite(&invite).await.ok::<Invited>().link
    }

    /// The queue; `filter` begins with `?` or is empty.
    pub async fn queue(&self, filter: &str) -> CasePage {
        self.door.get(&format!("/api/desk/cases{filter}")).send().await.ok()
    }

    /// A report with everything the desk knows about it.
    pub async fn report(&self, id: CaseId) -> DeskReport {
        self.door.get(&format!("/api/desk/reports/{id}")).send().await.ok()
    }

    /// A case as it stands.
    pub async fn case(&self, id: CaseId) -> CaseRow {
        self.report(id).await.case
    }

    /// Takes a case over.
    pub async fn take(&self, id: CaseId) -> CaseRow {
        let revision = self.case(id).await.revision;
        self.taking(id, revision).send().await.ok::<CaseChanged>().case
    }

    /// Begins to take a case over, as it looked in that revision.
    pub fn taking(&self, id: CaseId, revision: i64) -> Ask {
        self.door.post(&format!("/api/desk/cases/{id}/take")).json(&Revision { revision })
    }

    /// Lets go of a case.
    pub async fn release(&self, id: CaseId) -> CaseRow {
        let revision = self.case(id).await.revision;
        let path = format!("/api/desk/cases/{id}/release");
        self.door.post(&path).json(&Revision { revision }).send().await.ok::<CaseChanged>().case
    }

    /// Sets the status.
    pub async fn set_status(&self, id: CaseId, status: Status, text: &str) -> CaseRow {
        self.try_status(id, status, text).await.ok::<CaseChanged>().case
    }

    /// Sets the status and gives whatever comes back.
    pub async fn try_status(&self, id: CaseId, status: Status, text: &str) -> Answer {
        let revision = self.case(id).await.revision;
        let change = SetStatus { status, text: text.to_owned(), revision };
        self.door.post(&format!("/api/desk/cases/{id}/status")).json(&change).send().await
    }

    /// Answers in public.
    pub async fn answer(&self, id: CaseId, text: &str) {
        self.writing(id, "answers", text).send().await.done();
    }

    /// Writes a note for colleagues.
    pub async fn note(&self, id: CaseId, text: &str) {
        self.writing(id, "notes", text).send().await.done();
    }

    /// Begins to write an answer (`answers`) or a note (`notes`).
    pub fn writing(&self, id: CaseId, what: &str, text: &str) -> Ask {
        self.door.post(&format!("/api/desk/cases/{id}/{what}")).json(&Write { text: text.to_owned() })
    }

    /// Records what somebody said on the phone or at the counter.
    pub async fn record(&self, record: &RecordReport) -> ReportFiled {
        self.door.post("/api/desk/reports").json(record).send().await.ok()
    }
}

/// Opens the link of an invitation.
pub async fn open_invitation(door: &Door, link: &str) -> Answer {
    let (_, token) = link.split_once('#').expect("the secret stands behind the #");
    let open = OpenInvitation { token: token.to_owned() };
    door.post("/api/desk/staff/invitations/open").json(&open).send().await
}
