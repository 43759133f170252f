//! Bad input gets a clear problem with a pointer, and nothing is stored half.

use std::time::Duration;

use rathaus_api::cases::Status;
use rathaus_api::problem::{Code, FieldCode};
use rathaus_tests::resident::{broken_bus_stop, pin, raw, send_photo};
use rathaus_tests::{Clerk, Door, Passerby, Resident, TestTown, picture};
use reqwest::Method;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

/// Changes one field of a good report and sends it.
async fn with_field(somebody: &Passerby, pointer: &str, value: Value) -> rathaus_tests::Answer {
    let mut report = raw(&broken_bus_stop());
    *report.pointer_mut(pointer).expect("the field exists") = value;
    somebody.door.post("/api/reports").json(&report).send().await
}

#[tokio::test]
async fn fields_out_of_their_limits_are_named() {
    let town = TestTown::open().await;
    let somebody = Passerby::at(&town);
    let wrong = |pointer: &'static str, value: Value, code: FieldCode| {
        let somebody = &somebody;
        async move { with_field(somebody, pointer, value).await.refused_field(pointer, code) }
    };
    wrong("/category", json!("no_such_thing"), FieldCode::Unknown).await;
    wrong("/text", json!("x".repeat(4001)), FieldCode::TooLong).await;
    wrong("/text", json!("  "), FieldCode::Required).await;
    wrong("/place/description", json!("x".repeat(501)), FieldCode::TooLong).await;
    wrong("/place/address", json!("x".repeat(201)), FieldCode::TooLong).await;
    with_field(&somebody, "/text", json!("ü".repeat(4000))).await.done();
}

#[tokio::test]
async fn half_a_point_or_one_off_the_globe_is_no_place() {
    let town = TestTown::open().await;
    let somebody = Passerby::at(&town);
    let place = |place: Value| {
        let somebody = &somebody;
        async move { with_field(somebody, "/place", place).await }
    };
    place(json!({ "lat": 52.0, "source": "pin" })).await.refused_field("/place/lon", FieldCode::Required);
    place(json!({ "lon": 11.0, "source": "pin" })).await.refused_field("/place/lat", FieldCode::Required);
    place(json!({ "lat": 91.0, "lon": 11.0, "source": "pin" }))
        .await
        .refused_field("/place/lat", FieldCode::OutOfRange);
    place(json!({ "lat": 52.0, "lon": 181.0, "source": "pin" }))
        .await
        .refused_field("/place/lon", FieldCode::OutOfRange);
    place(json!({ "lat": 1e308, "lon": -1e308, "source": "pin" })).await.refused(Code::InvalidFields);
}

#[tokio::test]
async fn several_wrong_fields_are_named_at_once() {
    let town = TestTown::open().await;
    let mut report = raw(&broken_bus_stop());
    report["category"] = json!("no_such_thing");
    report["text"] = json!("");
    report["place"]["description"] = json!("");
    let problem =
        Passerby::at(&town).door.post("/api/reports").json(&report).send().await.refused(Code::InvalidFields);
    let mut pointers: Vec<&str> = problem.errors.iter().map(|error| error.pointer.as_str()).collect();
    pointers.sort_unstable();
    assert_eq!(pointers, ["/category", "/place", "/text"]);
}

#[tokio::test]
async fn what_is_no_report_at_all_is_malformed() {
    let town = TestTown::open().await;
    let door = Door::app(town.origin());
    let deep = format!("{}{}", "[".repeat(5000), "]".repeat(5000));
    let bodies = [
        "",
        "{",
        "null",
        "[]",
        "42",
        "\"text\"",
        "{}",
        r#"{"category":1}"#,
        deep.as_str(),
        r#"{"category":"bus_stop","place":{"source":"telepathy"}}"#,
        r#"{"category":"bus_stop","place":{"source":"words","description":"x","colour":"red"}}"#,
        r#"{"category":"bus_stop","place":{"source":"words","description":"x"},"admin":true}"#,
        r#"{"category":"bus_stop","place":{"source":"words","description":"x"},"photos":["x"]}"#,
        r#"{"category":"bus_stop","category":"bus_stop","place":{"source":"words","description":"x"}}"#,
        r#"{"category":"bus_stop","place":{"source":"pin","lat":"52","lon":11}}"#,
        r#"{"category":"bus_stop","place":{"source":"pin","lat":NaN,"lon":11}}"#,
    ];
    for body in bodies {
        let answer = door.post("/api/reports").body("application/json", body.to_owned()).send().await;
        let problem = answer.refused(Code::Malformed);
        assert!(problem.detail.is_some(), "no hint for {body:.80}");
    }
    door.post("/api/reports")
        .body("application/json", vec![0xff, 0xfe, b'{'])
        .send()
        .await
        .refused(Code::Malformed);
}

#[tokio::test]
async fn other_kinds_of_bodies_are_refused() {
    let town = TestTown::open().await;
    let door = Door::app(town.origin());
    for kind in [
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/xml",
    ] {
        let answer = door.post("/api/reports").body(kind, "category=bus_stop").send().await;
        answer.refused(Code::UnsupportedMedia);
    }
}

#[tokio::test]
async fn ten_megabytes_of_text_are_too_large() {
    let town = TestTown::open().await;
    let somebody = Passerby::at(&town);
    let answer = with_field(&somebody, "/text", json!("x".repeat(10 << 20))).await;
    answer.refused(Code::TooLarge);
    somebody.file(&broken_bus_stop()).await;
}

#[tokio::test]
async fn a_place_outside_the_town_is_refused_or_asked_about_as_the_town_wants() {
    let mut draft = broken_bus_stop();
    draft.place = pin(48.137, 11.575);
    let strict = TestTown::with(&[("RATHAUS_REPORTS__OUTSIDE", "refuse")]).await;
    Passerby::at(&strict).filing(&draft).send().await.refused(Code::OutsideTown);
    draft.outside_confirmed = true;
    Passerby::at(&strict).filing(&draft).send().await.refused(Code::OutsideTown);

    let open = TestTown::with(&[("RATHAUS_REPORTS__OUTSIDE", "confirm")]).await;
    draft.outside_confirmed = false;
    Passerby::at(&open).filing(&draft).send().await.refused(Code::OutsideTownConfirm);
    draft.outside_confirmed = true;
    let filed = Passerby::at(&open).file(&draft).await;
    let beate = Clerk::of_bus_stops(&open).await;
    assert!(beate.report(filed.id).await.outside);
}

#[tokio::test]
async fn a_wrong_email_address_is_named() {
    let mailbox = rathaus_tests::Mailbox::open().await;
    let town = TestTown::sending_to(&mailbox).await;
    let somebody = Passerby::at(&town);
    for address in ["erika", "erika@", "@example.org", "a@b@c", "erika@example.org\r\nBcc: all@example.org"] {
        let mut draft = broken_bus_stop();
        draft.email = Some(address.to_owned());
        somebody.filing(&draft).send().await.refused_field("/email", FieldCode::Format);
    }
    assert!(mailbox.mails().is_empty());
}

#[tokio::test]
async fn pictures_that_are_none_are_refused_by_their_reason() {
    let town = TestTown::open().await;
    let door = Door::app(town.origin());
    let svg = br#"<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>"#.to_vec();
    let mut truncated = picture::jpeg();
    truncated.truncate(truncated.len() / 2);
    let mut damaged = picture::png();
    let middle = damaged.len() / 2;
    damaged[middle] ^= 0xff;
    let cases: Vec<(&str, Vec<u8>, Code)> = vec![
        ("image/jpeg", Vec::new(), Code::PictureUnreadable),
        ("image/jpeg", truncated, Code::PictureUnreadable),
        ("image/png", damaged, Code::PictureUnreadable),
        ("image/jpeg", picture::jpeg()[..3].to_vec(), Code::PictureUnreadable),
        ("image/heic", picture::heic(), Code::PictureHeic),
        ("image/jpeg", picture::heic(), Code::PictureHeic),
        ("image/jpeg", svg.clone(), Code::UnsupportedMedia),
        ("image/svg+xml", svg, Code::UnsupportedMedia),
        ("image/jpeg", b"GIF89a\x01\0\x01\0\0\0\0;".to_vec(), Code::UnsupportedMedia),
        ("image/jpeg", b"%PDF-1.7".to_vec(), Code::UnsupportedMedia),
        ("application/json", b"{}".to_vec(), Code::UnsupportedMedia),
        ("image/png", picture::png_that_promises(60_000, 60_000), Code::PictureTooManyPixels),
        ("image/png", picture::png_that_promises(8_193, 1), Code::PictureTooManyPixels),
        ("image/png", picture::png_that_promises(8_000, 6_000), Code::PictureTooManyPixels),
        ("image/png", picture::png_that_promises(0, 0), Code::PictureUnreadable),
        ("image/png", picture::png_that_promises(4_000, 4_000), Code::PictureUnreadable),
    ];
    for (index, (kind, bytes, code)) in cases.into_iter().enumerate() {
        eprintln!("picture {index}: {kind}, {} bytes", bytes.len());
        send_photo(&door, kind, bytes).await.refused(code);
    }
    send_photo(&door, "image/jpeg", picture::jpeg()).await.done();
}

#[tokio::test]
async fn a_photo_over_the_towns_limit_is_too_large() {
    let town = TestTown::with(&[("RATHAUS_REPORTS__PHOTO_BYTES_MAX", "20000")]).await;
    let door = Door::app(town.origin());
    send_photo(&door, "image/jpeg", vec![0xff; 20_001]).await.refused(Code::TooLarge);
    send_photo(&door, "image/jpeg", vec![0xff; 40 << 20]).await.refused(Code::TooLarge);
}

#[tokio::test]
async fn unknown_addresses_and_wrong_methods_are_problems_too() {
    let town = TestTown::open().await;
    let door = Door::app(town.origin());
    for path in ["/api", "/api/", "/api/nothing", "/api/reports/photos/x", "/api/desk/nothing"] {
        door.get(path).send().await.refused(Code::NotFound);
    }
    let wrong = door.ask(Method::PUT, "/api/reports").send().await;
    assert!(wrong.header("allow").is_some_and(|allowed| allowed.contains("POST")), "{:?}", wrong.headers);
    wrong.refused(Code::MethodNotAllowed);
    door.ask(Method::from_bytes(b"BREW").expect("a method"), "/api/reports")
        .send()
        .await
        .refused(Code::MethodNotAllowed);
    for id in ["x", "00000000-0000-0000-0000-000000000000", "%00", "..%2f", "1'--"] {
        door.get(&format!("/api/reports/{id}")).send().await.refused(Code::NotFound);
    }
}

#[tokio::test]
async fn text_is_given_back_exactly_as_it_came() {
    let town = TestTown::open().await;
    let erika = Resident::register(&town, "Erika Beispiel").await;
    let beate = Clerk::of_bus_stops(&town).await;
    let texts = [
        "<script>alert(1)</script>",
        "'; DROP TABLE reports; --",
        "{{7*7}} ${7*7}",
        "\u{202e}gnihtyreve",
        "🚌\u{200d}🛑 ＡＢＣ",
        "=HYPERLINK(\"http://evil\")",
        "line\nline\ttab",
    ];
    for text in texts {
        let mut draft = broken_bus_stop();
        draft.text = text.to_owned();
        let filed = erika.file(&draft).await;
        assert_eq!(erika.my_report(filed.id).await.text, text);
        assert_eq!(beate.report(filed.id).await.text, text);
    }
}

#[tokio::test]
async fn a_zero_byte_is_refused_wherever_it_stands() {
    let town = TestTown::open().await;
    let somebody = Passerby::at(&town);
    for pointer in ["/text", "/place/description", "/place/address"] {
        let answer = with_field(&somebody, pointer, json!("before\u{0}after")).await;
        answer.refused_field(pointer, FieldCode::Format);
    }
    let answer = with_field(&somebody, "/category", json!("bus\u{0}stop")).await;
    answer.refused_field("/category", FieldCode::Unknown);
    let filed = somebody.file(&broken_bus_stop()).await;
    let beate = Clerk::of_bus_stops(&town).await;
    for what in ["answers", "notes"] {
        let answer = beate.writing(filed.id, what, "a\u{0}b").send().await;
        answer.refused_field("/text", FieldCode::Format);
    }
    let closing = beate.try_status(filed.id, Status::Done, "a\u{0}b").await;
    closing.refused_field("/text", FieldCode::Format);
    for filter in ["?q=a%00b", "?category=%00"] {
        beate.door.get(&format!("/api/desk/cases{filter}")).send().await.refused(Code::Malformed);
    }
    let register = json!({ "display_name": "\u{0}" });
    let answer = somebody.door.post("/api/accounts/registration").json(&register).send().await;
    answer.refused_field("/display_name", FieldCode::Required);
}

#[tokio::test]
async fn a_connection_cut_in_the_middle_stores_nothing() {
    let town = TestTown::open().await;
    let beate = Clerk::of_bus_stops(&town).await;
    let body = raw(&broken_bus_stop()).to_string();
    let address = town.origin().trim_start_matches("http://").replace("localhost", "127.0.0.1");
    for sent in [0, 1, body.len() / 2, body.len() - 1] {
        let mut stream = tokio::net::TcpStream::connect(&address).await.expect("connected");
        let head = format!(
            "POST /api/reports HTTP/1.1\r\nHost: {}\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\
             Idempotency-Key: {}\r\n\r\n",
            town.host(),
            body.len(),
            uuid::Uuid::new_v4()
        );
        stream.write_all(head.as_bytes()).await.expect("written");
        stream.write_all(&body.as_bytes()[..sent]).await.expect("written");
        stream.shutdown().await.expect("cut");
        let mut answer = Vec::new();
        let _whatever = tokio::time::timeout(Duration::from_secs(5), stream.read_to_end(&mut answer)).await;
        assert!(!answer.starts_with(b"HTTP/1.1 2"), "{}", String::from_utf8_lossy(&answer));
    }
    assert!(beate.queue("").await.cases.is_empty());
}

#[tokio::test]
async fn bytes_that_are_no_http_do_not_disturb_the_server() {
    let town = TestTown::open().await;
    let address = town.origin().trim_start_matches("http://").replace("localhost", "127.0.0.1");
    let long = format!("GET /{} HTTP/1.1\r\n\r\n", "x".repeat(100_000));
    for bytes in [
        b"\x16\x03\x01\x02\0\x01".as_slice(),
        b"GET / HTTP/9.9\r\n\r\n",
        b"\0\0\0\0\r\n\r\n",
        long.as_bytes(),
    ] {
        let mut stream = tokio::net::TcpStream::connect(&address).await.expect("connected");
        // The server may hang up while we are still sending.
        let _cut = stream.write_all(bytes).await;
    }
    Door::app(town.origin()).get("/healthz").send().await.done();
}
