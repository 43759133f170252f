//! Photos on their way in: refused before anybody has read them, or kept once and as long as somebody names them.

use std::path::PathBuf;
use std::time::Duration;

use rathaus_api::problem::Code;
use rathaus_api::reports::Photo;
use rathaus_tests::resident::{broken_bus_stop, photo_path};
use rathaus_tests::{Door, Resident, TestTown, picture, wait};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use uuid::Uuid;

/// Sends the head of an upload and the beginning of its body, and reads the line of the answer's status.
async fn beginning(town: &TestTown, headers: &str, body: &[u8]) -> String {
    let address = town.host().replace("localhost", "127.0.0.1");
    let mut stream = TcpStream::connect(&address).await.expect("connected");
    let head = format!(
        "POST /api/reports/photos HTTP/1.1\r\nHost: {}\r\nIdempotency-Key: {}\r\n{headers}\r\n",
        town.host(),
        Uuid::new_v4()
    );
    stream.write_all(head.as_bytes()).await.expect("written");
    // The server may have refused and hung up already.
    let _cut = stream.write_all(body).await;
    let mut answer = Vec::new();
    let mut piece = [0; 1024];
    let line = async {
        while !answer.contains(&b'\n') {
            match stream.read(&mut piece).await {
                Ok(bytes) if bytes > 0 => answer.extend_from_slice(&piece[..bytes]),
                _ => break,
            }
        }
    };
    tokio::time::timeout(Duration::from_secs(10), line).await.expect("it waits for the rest of the body");
    String::from_utf8_lossy(&answer).lines().next().unwrap_or_default().to_owned()
}

#[tokio::test]
async fn what_is_no_picture_is_refused_before_it_is_sent() {
    let town = TestTown::open().await;
    let line = beginning(&town, "Content-Type: text/plain\r\nContent-Length: 29000000\r\n", b"").await;
    assert!(line.contains(" 415 "), "{line}");
}

#[tokio::test]
async fn a_photo_that_promises_to_be_too_large_is_refused_before_it_is_sent() {
    let town = TestTown::open().await;
    let line = beginning(&town, "Content-Type: image/jpeg\r\nContent-Length: 2900000000\r\n", b"").await;
    assert!(line.contains(" 413 "), "{line}");
}

#[tokio::test]
async fn a_photo_that_promises_nothing_is_refused_as_soon_as_it_is_too_large() {
    let town = TestTown::with(&[("RATHAUS_REPORTS__PHOTO_BYTES_MAX", "1000")]).await;
    let mut body = b"7d0\r\n".to_vec();
    body.extend(vec![0xff; 0x7d0]);
    body.extend(b"\r\n");
    let line = beginning(&town, "Content-Type: image/jpeg\r\nTransfer-Encoding: chunked\r\n", &body).await;
    assert!(line.contains(" 413 "), "{line}");
}

#[tokio::test]
async fn too_many_photos_of_one_household_are_refused_before_they_are_sent() {
    let town = TestTown::with(&[("RATHAUS_LIMITS__PHOTOS_PER_HOUR", "1")]).await;
    let headers = "Content-Type: text/plain\r\nContent-Length: 1000\r\n";
    let first = beginning(&town, headers, b"").await;
    assert!(first.contains(" 415 "), "{first}");
    let second = beginning(&town, headers, b"").await;
    assert!(second.contains(" 429 "), "{second}");
}

/// Every file of a picture the town keeps.
fn files(town: &TestTown) -> Vec<PathBuf> {
    let folder =
        |path: PathBuf| std::fs::read_dir(path).expect("a folder").map(|entry| entry.expect("a file").path());
    folder(town.data().join("blobs")).filter(|path| path.is_dir()).flat_map(folder).collect()
}

#[tokio::test]
async fn a_resend_of_a_photo_leaves_no_second_one() {
    let town = TestTown::open().await;
    let door = Door::app(town.origin());
    let key = Uuid::new_v4();
    let send = |bytes| door.post("/api/reports/photos").body("image/jpeg", bytes).key(key).send();
    let first: Photo = send(picture::jpeg()).await.ok();
    assert_eq!(files(&town).len(), 2, "large and small");
    assert_eq!(send(picture::jpeg()).await.ok::<Photo>(), first);
    send(picture::jpeg_with_metadata()).await.refused(Code::KeyReused);
    let key = Uuid::new_v4();
    let twin = || door.post("/api/reports/photos").body("image/jpeg", picture::jpeg()).key(key).send();
    let (one, two) = tokio::join!(twin(), twin());
    assert_eq!(one.ok::<Photo>(), two.ok::<Photo>());
    assert_eq!(files(&town).len(), 4);
}

#[tokio::test]
async fn photos_nobody_names_and_files_nobody_knows_go_after_a_day() {
    let mut town = TestTown::open().await;
    let erika = Resident::register(&town, "Erika Beispiel").await;
    let named = erika.send_photo(picture::jpeg()).await;
    erika.send_photo(picture::jpeg()).await;
    let mut draft = broken_bus_stop();
    draft.photos = vec![named.id];
    let filed = erika.file(&draft).await;
    let stray = town.data().join("blobs/ab/abcdef00abcdef00abcdef00abcdef00");
    std::fs::create_dir_all(stray.parent().expect("a folder")).expect("made");
    std::fs::write(&stray, b"left by a crash").expect("written");
    assert_eq!(files(&town).len(), 5);
    town.stop().await;
    town.advance(Duration::from_secs(25 * 3_600));
    town.start().await;
    wait::until("the sweep", || async { Some(()).filter(|()| files(&town).len() == 2) }).await;
    for size in ["full", "thumb"] {
        erika.door.get(&photo_path(filed.id, named.id, size)).send().await.done();
    }
}
