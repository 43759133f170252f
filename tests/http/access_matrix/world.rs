//! A town with everybody in it who could ask.

use rathaus_api::RATHAUS_FOR;
use rathaus_api::accounts::{Devices, EnterLink, LinkEntered, LinkMade};
use rathaus_api::mail::{LetterDocument, LetterState, Run};
use rathaus_tests::keys::{ACCOUNTS, DESK, add_passkey};
use rathaus_tests::letters::{news, small_pdf};
use rathaus_tests::people::otto;
use rathaus_tests::resident::broken_bus_stop;
use rathaus_tests::runs::{archive_for, news_for_all};
use rathaus_tests::{Clerk, Door, Resident, TestTown, picture};
use reqwest::Method;
use serde_json::Value;
use uuid::Uuid;

use super::rows::{About, Row, Things};

/// Who asks.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Who {
    Nobody,
    OtherResident,
    Owner,
    Clerk,
    ClerkElsewhere,
    Admin,
}

/// In the order of a row's statuses.
pub const WHO: [Who; 6] =
    [Who::Nobody, Who::OtherResident, Who::Owner, Who::Clerk, Who::ClerkElsewhere, Who::Admin];

pub struct World {
    pub town: TestTown,
    pub owner: Resident,
    other: Resident,
    pub clerk: Clerk,
    pub elsewhere: Clerk,
    pub admin: Clerk,
}

impl World {
    pub async fn open() -> Self {
        let town = TestTown::open().await;
        Self {
            owner: Resident::register(&town, "Erika Beispiel").await,
            other: Resident::register(&town, "Max Beispiel").await,
            clerk: Clerk::of_bus_stops(&town).await,
            elsewhere: Clerk::of_another_office(&town).await,
            admin: Clerk::first_admin(&town).await,
            town,
        }
    }

    /// The status somebody gets.
    pub async fn ask(&mut self, row: &Row, who: Who) -> u16 {
        let things = self.things(row.about).await;
        let door = self.door(who, row.about).await;
        status(row, &door, &things, None).await
    }

    /// The refusal for what is somebody else's, and the one for what never existed; without their request ids.
    pub async fn hidden_and_missing(&mut self, row: &Row, who: Who) -> (Value, Value) {
        let hidden = self.things(row.about).await;
        let missing = Things { id: Uuid::new_v4().to_string(), ..hidden.clone() };
        let door = self.door(who, row.about).await;
        let mut bodies = Vec::new();
        for things in [hidden, missing] {
            let ask = door.ask(method(row), &address(row.path, &things)).key(Uuid::new_v4());
            let answer = (row.body)(ask, &things).send().await;
            let mut body: Value = serde_json::from_slice(&answer.body).expect("problem details");
            body["request_id"] = Value::Null;
            bodies.push(body);
        }
        (bodies.remove(0), bodies.remove(0))
    }

    async fn door(&mut self, who: Who, about: About) -> Door {
        let fresh = Door::app(self.town.origin());
        if about == About::OwnSession {
            return match who {
                Who::Nobody => fresh,
                Who::OtherResident => self.other.sign_in_at(fresh).await,
                Who::Owner => self.owner.sign_in_at(fresh).await,
                Who::Clerk => self.clerk.sign_in_at(fresh).await,
                Who::ClerkElsewhere => self.elsewhere.sign_in_at(fresh).await,
                Who::Admin => self.admin.sign_in_at(fresh).await,
            };
        }
        match who {
            Who::Nobody => fresh,
            Who::OtherResident => self.other.door.clone(),
            Who::Owner => self.owner.door.clone(),
            Who::Clerk => self.clerk.door.clone(),
            Who::ClerkElsewhere => self.elsewhere.door.clone(),
            Who::Admin => self.admin.door.clone(),
        }
    }

    pub async fn things(&mut self, about: About) -> Things {
        let nothing = Things {
            id: Uuid::new_v4().to_string(),
            photo: Uuid::new_v4().to_string(),
            secret: String::new(),
            revision: 1,
        };
        match about {
            About::Nothing | About::OwnSession => nothing,
            About::Report => self.report().await,
            About::Letter => self.letter().await,
            About::Draft => self.draft().await,
            About::Run => self.run().await.1,
            About::ReleasedRun => self.released_run().await,
            About::ResidentsDevice => {
                self.owner.sign_in_at(Door::app(self.town.origin())).await;
                Things { id: other_device(&self.owner.door, "/api/accounts/devices").await, ..nothing }
            }
            About::ResidentsPasskey => {
                Things { id: add_passkey(&self.owner.door, ACCOUNTS, "Second").await.1.id, ..nothing }
            }
            About::ClerksPasskey => {
                Things { id: add_passkey(&self.clerk.door, DESK, "Second").await.1.id, ..nothing }
            }
            About::Link => {
                let made: LinkMade = self.owner.door.post("/api/accounts/links").send().await.ok();
                let entry = EnterLink { code: made.code, device: "New phone".to_owned() };
                let phone = Door::app(self.town.origin());
                let entered: LinkEntered =
                    phone.post("/api/accounts/links/open").json(&entry).send().await.ok();
                Things { id: made.id.to_string(), secret: entered.word, ..nothing }
            }
            About::ClerksDevice => {
                self.clerk.sign_in_at(Door::app(self.town.origin())).await;
                Things { id: other_device(&self.clerk.door, "/api/desk/devices").await, ..nothing }
            }
        }
    }

    async fn draft(&self) -> Things {
        let filed = self.owner.file(&broken_bus_stop()).await;
        let made = self.clerk.draft(&news(self.town.office_of_bus_stops(), filed.id)).await;
        let path = format!("/api/desk/mail/{}/documents?name=a.pdf&role=main", made.row.id);
        let document: LetterDocument =
            self.clerk.door.post(&path).body("application/pdf", small_pdf()).send().await.ok();
        let revision = self.clerk.letter(made.row.id).await.row.revision;
        let id = made.row.id.to_string();
        Things { id, photo: document.id.to_string(), secret: String::new(), revision }
    }

    async fn run(&self) -> (Run, Things) {
        let new = news_for_all(self.town.office_of_bus_stops());
        let run = self.clerk.prepare_run(&new, archive_for(&[otto()], 10)).await;
        let (id, revision) = (run.id.to_string(), run.revision);
        (run, Things { id, photo: String::new(), secret: String::new(), revision })
    }

    async fn released_run(&self) -> Things {
        let (run, things) = self.run().await;
        self.admin.try_release(&run).await.done();
        things
    }

    async fn letter(&self) -> Things {
        self.owner.agree().await;
        let draft = self.draft().await;
        let id = draft.id.parse().expect("an id");
        let made = self.clerk.letter(id).await;
        self.clerk.try_send(&made).await.done();
        let provided = self.clerk.wait_for(id, LetterState::Provided).await;
        self.owner.open(id).await;
        Things { revision: provided.row.revision, ..draft }
    }

    async fn report(&self) -> Things {
        let photo = self.owner.send_photo(picture::jpeg()).await;
        let mut draft = broken_bus_stop();
        draft.photos = vec![photo.id];
        let filed = self.owner.file(&draft).await;
        let revision = self.clerk.case(filed.id).await.revision;
        Things { id: filed.id.to_string(), photo: photo.id.to_string(), secret: filed.secret, revision }
    }
}

/// The status of one question; `for_whom` is the right by which somebody acts for somebody else.
pub async fn status(row: &Row, door: &Door, things: &Things, for_whom: Option<&str>) -> u16 {
    let mut ask = door.ask(method(row), &address(row.path, things)).key(Uuid::new_v4());
    if let Some(right) = for_whom {
        ask = ask.header(RATHAUS_FOR, right);
    }
    let ask = (row.body)(ask, things);
    if row.is_stream() { ask.stream().await.status().as_u16() } else { ask.send().await.status.as_u16() }
}

async fn other_device(door: &Door, path: &str) -> String {
    let devices: Devices = door.get(path).send().await.ok();
    devices.devices.iter().find(|device| !device.current).expect("a second device").id.to_string()
}

fn method(row: &Row) -> Method {
    Method::from_bytes(row.method.as_bytes()).expect("a method")
}

/// Fills the places of a path, and adds what a route needs behind the `?`.
fn address(path: &str, things: &Things) -> String {
    let filled = path
        .replace("{id}", &things.id)
        .replace("{photo}", &things.photo)
        .replace("{document}", &things.photo)
        .replace("{size}", "thumb")
        .replace("{page}", "imprint")
        .replace("{z}/{x}/{y}", "12/2000/1300");
    let query = match path {
        "/api/map/addresses" => "?q=Markt",
        "/api/map/nearest" => "?lat=52.4&lon=11.8",
        "/api/desk/mail/{id}/documents" => "?name=b.pdf&role=attachment",
        "/api/desk/cases/map" => "?south=52&west=11&north=53&east=12",
        _ => "",
    };
    filled + query
}
