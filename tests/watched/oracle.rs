//! Nobody learns who has an account, who lives where, or what exists (trust row 5): people and things that are known
//! and unknown get the same status, the same body, and cost the same queries and the same hashes.

mod work;

use rathaus_api::accounts::{Ceremony, FinishCeremony, LinkMade};
use rathaus_api::identity::{Document, Person};
use rathaus_api::mail::LetterState;
use rathaus_api::recovery::{BlockingCard, RecoverAtCounter, RecoveryCode};
use rathaus_api::representatives::{InviteRepresentative, RepresentationScope, ShownCode};
use rathaus_api::staff::Role;
use rathaus_tests::clerk::open_invitation;
use rathaus_tests::inside::Told;
use rathaus_tests::letters::decision;
use rathaus_tests::people::{code_in, erika, letters, otto, words};
use rathaus_tests::resident::broken_bus_stop;
use rathaus_tests::{Clerk, Door, Inside, Resident, SoftwarePasskey, TestTown};
use serde_json::{Value, json};
use uuid::Uuid;

use work::Work;

/// One question about something known and something unknown.
struct Question {
    what: &'static str,
    method: &'static str,
    paths: [String; 2],
    bodies: [Value; 2],
    headers: Vec<(&'static str, String)>,
    token: Option<String>,
}

impl Question {
    fn post(what: &'static str, path: &str, known: Value, unknown: Value) -> Self {
        let paths = [path.to_owned(), path.to_owned()];
        Self { what, method: "POST", paths, bodies: [known, unknown], headers: Vec::new(), token: None }
    }

    fn with(mut self, name: &'static str, value: &str) -> Self {
        self.headers.push((name, value.to_owned()));
        self
    }

    async fn ask(&self, inside: &Inside, which: usize) -> (u16, Value, Vec<String>) {
        let inside = inside.clone().with_token(self.token.as_deref());
        let mut headers: Vec<(&str, &str)> =
            self.headers.iter().map(|(name, value)| (*name, value.as_str())).collect();
        headers.push(("content-type", "application/json"));
        let body = self.bodies[which].to_string();
        let work = Work::begin();
        let told = inside.ask(self.method, &self.paths[which], &headers, body).await;
        let done = work.end();
        (told.status.as_u16(), plain(&told), done)
    }
}

/// The body without what is new in each answer.
fn plain(told: &Told) -> Value {
    let mut body: Value = serde_json::from_slice(&told.body).unwrap_or(Value::Null);
    for name in ["request_id", "posted_by"] {
        if let Some(value) = body.get_mut(name) {
            *value = Value::Null;
        }
    }
    body
}

/// A code that begins like another one.
fn like(code: &str, known: usize) -> String {
    let code = code.replace('-', "");
    let rest = if code.ends_with('7') { "8" } else { "7" };
    code[..known].to_owned() + &rest.repeat(code.len() - known)
}

struct World {
    town: TestTown,
    erika: Resident,
    code: RecoveryCode,
    card: BlockingCard,
    link: LinkMade,
    own: ShownCode,
    used_invitation: String,
    used_reference: String,
}

async fn world() -> World {
    let town = TestTown::open().await;
    let erika_at = Resident::register(&town, "Erika").await;
    let clerk = Clerk::at_counter(&town).await;
    erika_at.prove_at_counter(&clerk, &erika()).await;
    let asked = RecoverAtCounter { document: Document::IdCard, person: erika() };
    let code = clerk.door.post("/api/desk/identity/recoveries").json(&asked).send().await.ok();
    let card = erika_at.door.post("/api/accounts/card").send().await.ok();
    let link = erika_at.door.post("/api/accounts/links").send().await.ok();
    let ends_at = jiff::Timestamp::now() + jiff::SignedDuration::from_hours(24);
    let invite = InviteRepresentative { scopes: vec![RepresentationScope::FileReports], ends_at };
    let own = erika_at.door.post("/api/representatives/invitations").json(&invite).send().await.ok();
    let used = town.invite_on_the_console("Beate Busch", town.office_of_bus_stops(), Role::Clerk).await;
    Clerk::accept(Door::app(town.origin()), &used).await;
    open_invitation(&Door::app(town.origin()), &used).await;
    let used_invitation = used.split_once('#').expect("a secret").1.to_owned();
    let letter = clerk.write(&decision(town.office_of_bus_stops(), &otto())).await;
    clerk.wait_for(letter, LetterState::Printed).await;
    let used_reference = code_in(&words(&letters(&town)[0]));
    let linking = json!({ "code": used_reference });
    erika_at.door.post("/api/mail/references").json(&linking).send().await.done();
    World { town, erika: erika_at, code, card, link, own, used_invitation, used_reference }
}

fn code_questions(world: &World) -> Vec<Question> {
    let code = |text: String| json!({ "code": text });
    let unknown = || "23456789ABCDE".to_owned();
    let mut questions = Vec::new();
    for (what, path) in [
        ("recovery code", "/api/accounts/recovery/open"),
        ("recovery passkey", "/api/accounts/recovery/passkey"),
    ] {
        questions.push(Question::post(what, path, code(like(&world.code.code, 5)), code(unknown())));
        questions.push(Question::post(
            "no recovery code at all",
            path,
            code(unknown()),
            code("x".to_owned()),
        ));
    }
    let block = "/api/accounts/block";
    questions.push(Question::post("blocking", block, code(like(&world.card.code, 5)), code(unknown())));
    questions.push(Question::post("no blocking code at all", block, code(unknown()), code(String::new())));
    let link = |text: String| json!({ "code": text, "device": "x" });
    let (known, other) = (link(like(&world.link.code, 4)), link("2345-6789".to_owned()));
    questions.push(Question::post("device link", "/api/accounts/links/open", known, other));
    let (known, other) = (code(world.own.code.clone()), code(unknown()));
    questions.push(Question {
        token: world.erika.door.token().map(str::to_owned),
        ..Question::post("one's own invitation", "/api/representatives/accept", known, other)
    });
    let (known, other) = (code(world.used_reference.clone()), code(unknown()));
    questions.push(Question {
        token: world.erika.door.token().map(str::to_owned),
        ..Question::post("used code of a paper letter", "/api/mail/references", known, other)
    });
    let token = |text: &str| json!({ "token": text });
    let (known, other) = (token(&world.used_invitation), token("guessed"));
    questions.push(Question::post("used invitation", "/api/desk/staff/invitations/open", known, other));
    questions
}

fn letter_questions() -> Vec<Question> {
    let asking = |person: &Person| json!({ "person": person });
    let elsewhere = Person { address: otto().address, ..erika() };
    let path = "/api/accounts/recovery/letter";
    vec![
        Question::post("recovery by letter", path, asking(&erika()), asking(&otto())),
        Question::post(
            "where somebody lives",
            path,
            asking(&elsewhere),
            asking(&Person { given_name: "Emil".to_owned(), ..otto() }),
        ),
    ]
}

async fn report_questions(world: &World) -> Vec<Question> {
    let filed = world.erika.file(&broken_bus_stop()).await;
    let revoked = world.erika.file(&broken_bus_stop()).await;
    world.erika.door.delete(&format!("/api/reports/{}/link", revoked.id)).send().await.done();
    let secret = |text: &str| json!({ "secret": text });
    let get = |what, tail: &str| Question {
        method: "GET",
        paths: [filed.id.to_string(), Uuid::new_v4().to_string()]
            .map(|id| format!("/api/reports/{id}{tail}")),
        ..Question::post(what, "", Value::Null, Value::Null)
    };
    let photo = format!("/photos/{}/thumb", Uuid::new_v4());
    vec![
        Question::post("status page", "/api/reports/lookup", secret(&revoked.secret), secret("guessed")),
        get("somebody else's report", ""),
        get("somebody else's report, guessed secret", "").with("report-secret", "guessed"),
        get("somebody else's photo, guessed secret", &photo).with("report-secret", "guessed"),
    ]
}

#[tokio::test]
async fn known_and_unknown_get_the_same_answer_for_the_same_work() {
    let _alone = Work::alone().await;
    let mut world = world().await;
    let mut questions = code_questions(&world);
    questions.extend(letter_questions());
    questions.extend(report_questions(&world).await);
    let inside = Inside::of_app(&world.town.quietly().await);
    let mut hashes = 0;
    for question in &questions {
        let known = question.ask(&inside, 0).await;
        let unknown = question.ask(&inside, 1).await;
        assert_eq!(known, unknown, "{}", question.what);
        assert!(!known.2.is_empty(), "{}: nothing was counted", question.what);
        hashes += known.2.iter().filter(|work| *work == "hash").count();
    }
    assert!(hashes > 10, "are hashes still counted?");
}

#[tokio::test]
async fn a_known_passkey_and_a_strange_one_are_refused_for_the_same_queries() {
    let _alone = Work::alone().await;
    let mut town = TestTown::open().await;
    let mut erika = Resident::register(&town, "Erika").await;
    let mut strange = SoftwarePasskey::new();
    let door = Door::app(town.origin());
    let begun: Ceremony =
        door.post("/api/accounts/registration").json(&json!({ "display_name": "Nobody" })).send().await.ok();
    strange.create(town.origin(), &begun.options).await.expect("a passkey nobody knows");
    let mut finishes = Vec::new();
    for passkey in [&mut erika.passkey, &mut strange] {
        let ceremony: Ceremony = door.post("/api/accounts/login").send().await.ok();
        let credential = passkey.sign(town.origin(), &ceremony.options).await.expect("it signs");
        let mut finish =
            json!(FinishCeremony { ceremony: ceremony.ceremony, credential, device: "x".to_owned() });
        // A signature over something else.
        let other: Ceremony = door.post("/api/accounts/login").send().await.ok();
        finish["ceremony"] = json!(other.ceremony);
        finishes.push(finish);
    }
    let question =
        Question::post("sign-in", "/api/accounts/login/finish", finishes[0].clone(), finishes[1].clone());
    let inside = Inside::of_app(&town.quietly().await);
    assert_eq!(question.ask(&inside, 0).await, question.ask(&inside, 1).await);
}

#[tokio::test]
async fn a_difference_would_be_noticed() {
    let _alone = Work::alone().await;
    let mut town = TestTown::open().await;
    let erika = Resident::register(&town, "Erika").await;
    let filed = erika.file(&broken_bus_stop()).await;
    let inside = Inside::of_app(&town.quietly().await);
    let secrets = [filed.secret.as_str(), "guessed"].map(|secret| json!({ "secret": secret }));
    let [right, wrong] = secrets;
    let question = Question::post("a right secret", "/api/reports/lookup", right, wrong);
    let (known, unknown) = (question.ask(&inside, 0).await, question.ask(&inside, 1).await);
    assert_ne!(known.0, unknown.0);
    assert_ne!(known.1, unknown.1);
    assert!(known.2.len() > unknown.2.len(), "{known:?} {unknown:?}");
}
