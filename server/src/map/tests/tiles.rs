use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, SystemTime};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

use super::super::{MapSettings, TileError, TileSettings, Tiles};

const BOUNDS: [f64; 4] = [52.0, 11.0, 52.02, 11.04];

const PNG: &[u8] = b"\x89PNG\r\n\x1a\nrest of a tile";

/// A map service on loopback that always gives the same answer and counts who asks.
async fn service(answer: Vec<u8>) -> (String, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let asked = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&asked);
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            counter.fetch_add(1, Ordering::SeqCst);
            let mut request = [0; 2048];
            let _ = stream.read(&mut request).await;
            let _ = stream.write_all(&answer).await;
            let _ = stream.shutdown().await;
        }
    });
    (format!("http://{address}/{{z}}/{{x}}/{{y}}.png"), asked)
}

fn answer(status: &str, headers: &str, body: &[u8]) -> Vec<u8> {
    let head =
        format!("HTTP/1.1 {status}\r\nConnection: close\r\nContent-Length: {}\r\n{headers}\r\n", body.len());
    [head.as_bytes(), body].concat()
}

fn open(url: &str, cache: &std::path::Path) -> Result<Tiles, TileError> {
    let tiles = TileSettings { url: url.to_owned(), cache: cache.to_owned(), fresh_days: 30 };
    let map = MapSettings {
        plan: "demo".into(),
        attribution: "© Test".to_owned(),
        zoom_min: 10,
        zoom_max: 19,
        tiles: Some(tiles.clone()),
    };
    Tiles::new(&map, &tiles, BOUNDS)
}

struct Door {
    tiles: Tiles,
    asked: Arc<AtomicUsize>,
    _cache: tempfile::TempDir,
}

async fn door(reply: Vec<u8>) -> Door {
    let cache = tempfile::tempdir().unwrap();
    let (url, asked) = service(reply).await;
    Door { tiles: open(&url, &cache.path().join("tiles")).unwrap(), asked, _cache: cache }
}

/// The tile of 52.01, 11.02 at zoom 14.
const OURS: (u8, u32, u32) = (14, 8693, 5411);

#[tokio::test]
async fn a_tile_is_fetched_once_and_then_kept() {
    let door = door(answer("200 OK", "Content-Type: text/plain\r\n", PNG)).await;
    let (zoom, x, y) = OURS;
    for _ in 0..3 {
        let tile = door.tiles.get(zoom, x, y, SystemTime::now()).await.unwrap();
        assert_eq!((&tile.bytes[..], tile.content_type), (PNG, "image/png"));
    }
    assert_eq!(door.asked.load(Ordering::SeqCst), 1);
    // After a month it is fetched again.
    let later = SystemTime::now() + Duration::from_secs(31 * 86_400);
    door.tiles.get(zoom, x, y, later).await.unwrap();
    assert_eq!(door.asked.load(Ordering::SeqCst), 2);
}

#[tokio::test]
async fn the_rest_of_the_world_is_not_fetched() {
    let door = door(answer("200 OK", "", PNG)).await;
    let (zoom, x, y) = OURS;
    for (zoom, x, y) in [
        (zoom, x + 40, y),
        (zoom, x, y + 40),
        (zoom, 0, 0),
        (9, x / 32, y / 32),
        (20, x * 64, y * 64),
        (255, 0, 0),
        (zoom, u32::MAX, u32::MAX),
    ] {
        assert!(matches!(door.tiles.get(zoom, x, y, SystemTime::now()).await, Err(TileError::NotOurs)));
    }
    assert_eq!(door.asked.load(Ordering::SeqCst), 0);
}

#[tokio::test]
async fn only_pictures_of_a_sane_size_pass() {
    let huge = [PNG, &vec![0; 2 << 20]].concat();
    for reply in [
        answer("200 OK", "Content-Type: image/png\r\n", b"<html>sorry</html>"),
        answer("200 OK", "Content-Type: image/png\r\n", &huge),
        answer("302 Found", "Location: http://127.0.0.1:1/\r\n", b""),
        answer("500 Internal Server Error", "", PNG),
        b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\ncut".to_vec(),
        b"garbage".to_vec(),
    ] {
        let door = door(reply).await;
        let (zoom, x, y) = OURS;
        let got = door.tiles.get(zoom, x, y, SystemTime::now()).await;
        assert!(matches!(got, Err(TileError::Unavailable(_))), "{got:?}");
        assert_eq!(door.asked.load(Ordering::SeqCst), 1, "no redirect, no second try");
    }
    let door = door(answer("404 Not Found", "", b"")).await;
    assert!(matches!(
        door.tiles.get(OURS.0, OURS.1, OURS.2, SystemTime::now()).await,
        Err(TileError::Missing)
    ));
}

#[tokio::test]
async fn an_old_tile_is_better_than_none() {
    let cache = tempfile::tempdir().unwrap();
    let (url, _) = service(answer("503 Service Unavailable", "", b"")).await;
    let door = open(&url, cache.path()).unwrap();
    let (zoom, x, y) = OURS;
    let folder = cache.path().join(zoom.to_string()).join(x.to_string());
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join(y.to_string()), PNG).unwrap();
    let later = SystemTime::now() + Duration::from_secs(365 * 86_400);
    assert_eq!(&door.get(zoom, x, y, later).await.unwrap().bytes[..], PNG);
}

#[test]
fn wrong_settings_are_told_at_the_start() {
    let cache = tempfile::tempdir().unwrap();
    for url in ["https://tiles.example/{z}/{x}", "ftp://tiles.example/{z}/{x}/{y}", "{z}{x}{y}"] {
        assert!(matches!(open(url, cache.path()), Err(TileError::Settings(_))), "{url}");
    }
    let file = tempfile::NamedTempFile::new().unwrap();
    let below = open("https://tiles.example/{z}/{x}/{y}", &file.path().join("below"));
    assert!(matches!(below, Err(TileError::Settings(_))));
}
