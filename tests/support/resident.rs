//! Residents, with and without an account, and what they do.

use rathaus_api::accounts::{
    Account, Ceremony, Device, Devices, FinishCeremony, Language, Session, SessionOpened, StartRegistration,
};
use rathaus_api::ids::{CaseId, PhotoId};
use rathaus_api::reports::{FileReport, LookUp, Photo, Place, PlaceSource, Report, ReportFiled, ReportPage};
use serde_json::json;

use crate::{Answer, Ask, Door, SoftwarePasskey, TestTown};

/// A category of the demo town, whose office is [`BUS_STOP_OFFICE`].
pub const BUS_STOP: &str = "bus_stop";

/// The draft every story begins with: a broken bus stop, described in words.
pub fn broken_bus_stop() -> FileReport {
    FileReport {
        category: BUS_STOP.to_owned(),
        text: "The glass of the bus stop is broken.".to_owned(),
        place: in_words("Bus stop Marktplatz, towards the station"),
        photos: Vec::new(),
        email: None,
        outside_confirmed: false,
        language: Language::De,
    }
}

/// A place that is only described.
pub fn in_words(description: &str) -> Place {
    Place {
        lat: None,
        lon: None,
        accuracy_m: None,
        address: String::new(),
        description: description.to_owned(),
        source: PlaceSource::Words,
    }
}

/// A place by a pin on the map.
pub fn pin(lat: f64, lon: f64) -> Place {
    Place { lat: Some(lat), lon: Some(lon), source: PlaceSource::Pin, ..in_words("") }
}

/// Somebody without an account.
pub struct Passerby {
    /// The device.
    pub door: Door,
}

impl Passerby {
    /// Somebody in front of this town's door, with the app.
    pub fn at(town: &TestTown) -> Self {
        Self { door: Door::app(town.origin()) }
    }

    /// Begins to file a report.
    pub fn filing(&self, report: &FileReport) -> Ask {
        filing(&self.door, report)
    }

    /// Files a report.
    pub async fn file(&self, report: &FileReport) -> ReportFiled {
        self.filing(report).send().await.ok()
    }

    /// Sends a photo.
    pub async fn send_photo(&self, bytes: Vec<u8>) -> Answer {
        send_photo(&self.door, "image/jpeg", bytes).await
    }

    /// Looks a report up by the secret of its link.
    pub async fn look_up(&self, secret: &str) -> Answer {
        self.door.post("/api/reports/lookup").json(&LookUp { secret: secret.to_owned() }).send().await
    }
}

/// Somebody with an account, signed in on a device.
pub struct Resident {
    /// The device.
    pub door: Door,
    /// The account.
    pub account: Account,
    /// The authenticator in the pocket.
    pub passkey: SoftwarePasskey,
}

impl Resident {
    /// Makes an account with the app.
    pub async fn register(town: &TestTown, name: &str) -> Self {
        Self::register_at(Door::app(town.origin()), name).await
    }

    /// Makes an account on any device.
    pub async fn register_at(door: Door, name: &str) -> Self {
        Self::register_with(SoftwarePasskey::new(), door, name).await
    }

    /// Makes an account with a certain authenticator.
    pub async fn register_with(mut passkey: SoftwarePasskey, door: Door, name: &str) -> Self {
        let start = StartRegistration { display_name: name.to_owned(), language: Language::De };
        let ceremony: Ceremony = door.post("/api/accounts/registration").json(&start).send().await.ok();
        let credential = passkey.create(door.origin(), &ceremony.options).await.expect("a passkey is made");
        let finish =
            FinishCeremony { ceremony: ceremony.ceremony, credential, device: "Test device".to_owned() };
        let opened: SessionOpened =
            door.post("/api/accounts/registration/finish").json(&finish).send().await.ok();
        Self { door: door.with_token(opened.token), account: opened.account, passkey }
    }

    /// Signs in once more, on another device.
    pub async fn sign_in_at(&mut self, door: Door) -> Door {
        let opened: SessionOpened = self.try_sign_in(&door, door.origin()).await.ok();
        assert_eq!(opened.account.id, self.account.id);
        door.with_token(opened.token)
    }

    /// Signs in while the page claims to be at `origin`.
    pub async fn try_sign_in(&mut self, door: &Door, origin: &str) -> Answer {
        let finish = self.signed(door, origin).await;
        door.post("/api/accounts/login/finish").json(&finish).send().await
    }

    /// A ceremony signed and not yet sent.
    pub async fn signed(&mut self, door: &Door, origin: &str) -> FinishCeremony {
        let ceremony: Ceremony = door.post("/api/accounts/login").send().await.ok();
        let credential = self.passkey.sign(origin, &ceremony.options).await.expect("a passkey signs");
        FinishCeremony { ceremony: ceremony.ceremony, credential, device: "Second device".to_owned() }
    }

    /// Whom the town hall takes this device for.
    pub async fn session(&self) -> Option<Account> {
        self.door.get("/api/accounts/session").send().await.ok::<Session>().account
    }

    /// Where the resident is signed in.
    pub async fn devices(&self) -> Vec<Device> {
        self.door.get("/api/accounts/devices").send().await.ok::<Devices>().devices
    }

    /// Begins to file a report.
    pub fn filing(&self, report: &FileReport) -> Ask {
        filing(&self.door, report)
    }

    /// Files a report.
    pub async fn file(&self, report: &FileReport) -> ReportFiled {
        self.filing(report).send().await.ok()
    }

    /// Sends a photo.
    pub async fn send_photo(&self, bytes: Vec<u8>) -> Photo {
        send_photo(&self.door, "image/jpeg", bytes).await.ok()
    }

    /// The first page of the resident's reports.
    pub async fn my_reports(&self) -> ReportPage {
        self.door.get("/api/reports").send().await.ok()
    }

    /// One of the resident's reports.
    pub async fn my_report(&self, id: CaseId) -> Report {
        self.door.get(&format!("/api/reports/{id}")).send().await.ok()
    }
}

fn filing(door: &Door, report: &FileReport) -> Ask {
    door.post("/api/reports").json(report)
}

/// Sends a picture of any media type.
pub async fn send_photo(door: &Door, kind: &str, bytes: Vec<u8>) -> Answer {
    door.post("/api/reports/photos").body(kind, bytes).send().await
}

/// The address of a photo.
pub fn photo_path(report: CaseId, photo: PhotoId, size: &str) -> String {
    format!("/api/reports/{report}/photos/{photo}/{size}")
}

/// A report as JSON, to be bent out of shape by tests of bad input.
pub fn raw(report: &FileReport) -> serde_json::Value {
    let mut value = json!(report);
    if let Some(fields) = value.as_object_mut() {
        fields.retain(|_, field| !field.is_null());
    }
    value
}
