//! The journey: every room of the town hall where somebody says a name or gets a secret.

use rathaus_api::accounts::{
    AppAuthorized, Ceremony, EnterLink, FinishCeremony, LinkEntered, LinkMade, SessionOpened,
};
use rathaus_api::identity::{Address, CounterCode, Document, EnterCode, Person};
use rathaus_api::recovery::{Blocked, BlockingCard, RecoverAtCounter, RecoveryCode};
use rathaus_api::reports::{FileReport, ReportFiled};
use rathaus_api::representatives::{InviteRepresentative, RepresentationScope, ShownCode};
use rathaus_tests::people::{check, code_in, letter_to, words};
use rathaus_tests::process::TownProcess;
use rathaus_tests::resident::{broken_bus_stop, in_words};
use rathaus_tests::{Clerk, Door, Mailbox, Resident, SoftwarePasskey, wait};
use reqwest::Method;
use serde_json::json;

const NAME: &str = "Kanaria Zeisig";
const STAFF: &str = "Amsela Drosselbart";
const DEVICE: &str = "Kanarienphone";
const EMAIL: &str = "kanarie@zeisig.example";
const PHONE: &str = "03999 770077";
const VERIFIER: &str = "singendeJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

/// A value that must not be heard.
pub struct Canary {
    pub what: &'static str,
    pub text: String,
}

/// All of them.
#[derive(Default)]
pub struct Cage {
    pub canaries: Vec<Canary>,
}

impl Cage {
    fn keep(&mut self, what: &'static str, text: &str) {
        self.canaries.push(Canary { what, text: text.to_owned() });
    }

    /// A code, also as somebody types it.
    fn keep_code(&mut self, what: &'static str, code: &str) {
        self.keep(what, code);
        self.keep(what, &code.replace('-', ""));
    }

    fn keep_token(&mut self, door: &Door) {
        let token = door.token().expect("an app holds a token").to_owned();
        self.keep("token", &token);
        self.keep("token", token.trim_start_matches("rh1_"));
    }
}

fn person() -> Person {
    Person {
        given_name: "Kanariella".to_owned(),
        family_name: "Zeisigkeit".to_owned(),
        birth_date: "1961-03-14".parse().expect("a day"),
        address: Address {
            street: "Zwitschergasse 77".to_owned(),
            postcode: "39999".to_owned(),
            place: "Erlenbrück".to_owned(),
        },
    }
}

/// All of it.
pub async fn walk(town: &TownProcess, mailbox: &Mailbox, cage: &mut Cage) {
    for (what, text) in [
        ("name", NAME),
        ("staff name", STAFF),
        ("proven name", "Kanariella"),
        ("proven name", "Zeisigkeit"),
        ("street", "Zwitschergasse"),
        ("phone", PHONE),
        ("e-mail", EMAIL),
        ("device", DEVICE),
        ("verifier", VERIFIER),
    ] {
        cage.keep(what, text);
    }
    let link = town.invite_as(STAFF, "bauhof", "admin");
    cage.keep("invitation", link.split_once('#').expect("a secret").1);
    let clerk = Clerk::accept(Door::app(town.origin()), &link).await;
    cage.keep_token(&clerk.door);
    let mut resident = Resident::register_at(Door::app(town.origin()), NAME).await;
    cage.keep_token(&resident.door);
    nonsense(&resident.door).await;
    profile(&resident, mailbox, cage).await;
    letter(town, &resident, cage).await;
    counter(&resident, &clerk, cage).await;
    report(&resident, &clerk, cage).await;
    helper(town, &resident, cage).await;
    devices(town, &resident, cage).await;
    recovery(town, &mut resident, &clerk, cage).await;
}

/// What cannot be read must not be repeated in a log either.
async fn nonsense(door: &Door) {
    for body in [format!("{{\"display_name\": \"{NAME}\" oops"), format!("{{\"{NAME}\": \"{EMAIL}\"}}")] {
        door.post("/api/accounts/registration").body("application/json", body).send().await;
    }
    for path in
        ["/api/reports/Zwitschergasse", "/api/reports?cursor=Zwitschergasse", "/Zwitschergasse?Zeisigkeit"]
    {
        door.get(path).header("x-forwarded-for", EMAIL).header("user-agent", PHONE).send().await;
    }
    let stolen = Door::app(door.origin()).with_token(Some(format!("rh1_{VERIFIER}")));
    stolen.get("/api/accounts/profile").send().await;
}

async fn profile(resident: &Resident, mailbox: &Mailbox, cage: &mut Cage) {
    let change = json!({ "given_name": "Kanariella", "phone": PHONE });
    resident.door.ask(Method::PATCH, "/api/accounts/profile").json(&change).send().await.done();
    resident.door.post("/api/accounts/email").json(&json!({ "address": EMAIL })).send().await.done();
    let is_code = |word: &&str| {
        let groups: Vec<usize> = word.split('-').map(str::len).collect();
        groups == [4, 4] && word.chars().all(|c| c == '-' || c.is_ascii_uppercase() || c.is_ascii_digit())
    };
    let code = wait::until("the code", || async {
        let mails = mailbox.mails();
        let words = mails.iter().flat_map(|mail| mail.content.split_whitespace());
        words.map(|word| word.trim_end_matches('.')).find(is_code).map(str::to_owned)
    })
    .await;
    cage.keep_code("e-mail code", &code);
    resident.door.post("/api/accounts/email/code").json(&json!({ "code": code })).send().await.done();
}

async fn letter(town: &TownProcess, resident: &Resident, cage: &mut Cage) {
    resident.door.post("/api/accounts/identity/letter").json(&letter_to(&person())).send().await.done();
    let folder = town.data().join("print");
    let letter = wait::until("the letter", || async {
        let files = std::fs::read_dir(&folder).ok()?.filter_map(|entry| Some(entry.ok()?.path()));
        let mut manifests = files.filter(|path| path.extension().is_some_and(|end| end == "json"));
        manifests.next().map(|path| path.with_extension("pdf"))
    })
    .await;
    let code = code_in(&words(&letter));
    cage.keep_code("letter code", &code);
    let enter = |code: &str| json!({ "code": code });
    let path = "/api/accounts/identity/letter/code";
    resident.door.post(path).json(&enter("AAAA-AAAA-AAAA-A")).send().await;
    resident.door.post(path).json(&enter(&code)).send().await.done();
}

async fn counter(resident: &Resident, clerk: &Clerk, cage: &mut Cage) {
    let shown: CounterCode = resident.door.post("/api/accounts/identity/counter").send().await.ok();
    cage.keep_code("counter code", &shown.code);
    let entered = EnterCode { code: shown.code.clone() };
    clerk.door.post("/api/desk/identity/open").json(&entered).send().await.done();
    let checked = check(&shown.code, &person());
    clerk.door.post("/api/desk/identity/checks").json(&checked).send().await.done();
}

async fn report(resident: &Resident, clerk: &Clerk, cage: &mut Cage) {
    cage.keep("report", "Voliere ist undicht");
    let draft = FileReport {
        text: "Die Voliere ist undicht.".to_owned(),
        place: in_words("Voliere ist undicht am Markt"),
        ..broken_bus_stop()
    };
    let filed: ReportFiled = resident.filing(&draft).send().await.ok();
    cage.keep("report secret", &filed.secret);
    let look_up = json!({ "secret": filed.secret });
    resident.door.post("/api/reports/lookup").json(&look_up).send().await.done();
    cage.keep("search", "zeisigsuche");
    clerk.door.get("/api/desk/cases?q=zeisigsuche").send().await.done();
    cage.keep("reason", "Sperlingsgrund");
    let path = format!("/api/desk/reports/{}", filed.id);
    clerk.door.get(&path).header("access-reason", "Sperlingsgrund").send().await;
}

async fn helper(town: &TownProcess, resident: &Resident, cage: &mut Cage) {
    let helper = Resident::register_at(Door::app(town.origin()), "Fink Beispiel").await;
    let ends_at = jiff::Timestamp::now() + jiff::SignedDuration::from_hours(24);
    let invite = InviteRepresentative { scopes: vec![RepresentationScope::FileReports], ends_at };
    let shown: ShownCode =
        resident.door.post("/api/representatives/invitations").json(&invite).send().await.ok();
    cage.keep_code("invitation to help", &shown.code);
    let accept = json!({ "code": shown.code });
    helper.door.post("/api/representatives/accept").json(&accept).send().await.done();
}

async fn devices(town: &TownProcess, resident: &Resident, cage: &mut Cage) {
    let link: LinkMade = resident.door.post("/api/accounts/links").send().await.ok();
    cage.keep_code("link code", &link.code);
    let phone = Door::app(town.origin());
    let entry = EnterLink { code: link.code, device: DEVICE.to_owned() };
    let entered: LinkEntered = phone.post("/api/accounts/links/open").json(&entry).send().await.ok();
    cage.keep("claim", &entered.claim);
    let path = format!("/api/accounts/links/{}/confirm", link.id);
    resident.door.post(&path).json(&json!({ "word": entered.word })).send().await.done();
    let claim = json!({ "claim": entered.claim });
    let opened = finish(&phone, "/api/accounts/links/passkey", &claim).await;
    cage.keep_token(&phone.with_token(opened.token));
    let asked = json!({
        "code_challenge": "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM", "state": "x",
        "redirect_uri": "http://127.0.0.1:49152/",
    });
    let authorized: AppAuthorized =
        resident.door.post("/api/accounts/app-login/authorize").json(&asked).send().await.ok();
    let code = authorized.redirect.split(['=', '&']).nth(1).expect("a code");
    cage.keep("app code", code);
    let redeem = json!({
        "code": code, "code_verifier": VERIFIER, "redirect_uri": "http://127.0.0.1:49152/", "device": DEVICE,
    });
    Door::app(town.origin()).post("/api/accounts/app-login/token").json(&redeem).send().await;
}

async fn recovery(town: &TownProcess, resident: &mut Resident, clerk: &Clerk, cage: &mut Cage) {
    let lost = Door::app(town.origin());
    let card: BlockingCard = resident.door.post("/api/accounts/card").send().await.ok();
    cage.keep_code("blocking code", &card.code);
    let code = |code: &str| json!({ "code": code });
    let blocked: Blocked = lost.post("/api/accounts/block").json(&code(&card.code)).send().await.ok();
    cage.keep_code("unblocking code", &blocked.unblocking_code);
    lost.post("/api/accounts/unblock").json(&code(&blocked.unblocking_code)).send().await.done();
    resident.door = resident.sign_in_at(Door::app(town.origin())).await;
    cage.keep_token(&resident.door);
    let asked = RecoverAtCounter { document: Document::IdCard, person: person() };
    let recovery: RecoveryCode =
        clerk.door.post("/api/desk/identity/recoveries").json(&asked).send().await.ok();
    cage.keep_code("recovery code", &recovery.code);
    lost.post("/api/accounts/recovery/open").json(&code(&recovery.code)).send().await.done();
    let opened = finish(&lost, "/api/accounts/recovery/passkey", &code(&recovery.code)).await;
    cage.keep_token(&lost.with_token(opened.token));
}

/// Makes a passkey on a new device.
async fn finish(door: &Door, start: &str, body: &serde_json::Value) -> SessionOpened {
    let ceremony: Ceremony = door.post(start).json(body).send().await.ok();
    let credential =
        SoftwarePasskey::new().create(door.origin(), &ceremony.options).await.expect("a passkey");
    let finish = FinishCeremony { ceremony: ceremony.ceremony, credential, device: DEVICE.to_owned() };
    let end = if start.ends_with("links/passkey") {
        "/api/accounts/links/passkey/finish"
    } else {
        "/api/accounts/recovery/finish"
    };
    door.post(end).json(&finish).send().await.ok()
}
