//! What anybody sees of the town: its card, settings, legal pages, map, and the pages of the UI.

use rathaus_api::map::{AddressHit, Nearest, NearestLocation};
use rathaus_api::problem::Code;
use rathaus_api::town::{Page, Town, TownCard};
use rathaus_tests::{Door, TestTown};
use serde_json::Value;

#[tokio::test]
async fn the_card_of_the_town_says_where_it_lives() {
    let town = TestTown::open().await;
    let card: TownCard = Door::app(town.origin()).get("/.well-known/rathaus.json").send().await.ok();
    assert_eq!(card.origin.trim_end_matches('/'), town.origin());
    assert_eq!(card.api_version, rathaus_api::API_VERSION);
    assert_eq!(card.ags.len(), 8);
}

#[tokio::test]
async fn the_settings_name_categories_in_all_languages() {
    let town = TestTown::open().await;
    let settings: Town = Door::app(town.origin()).get("/api/town").send().await.ok();
    assert!(!settings.reports.categories.is_empty());
    for category in &settings.reports.categories {
        for language in ["de", "de-simple", "en"] {
            assert!(category.name.contains_key(language), "{} has no name in {language}", category.key);
        }
    }
    assert_eq!((settings.reports.photos_max, settings.reports.text_chars_max), (5, 4000));
}

#[tokio::test]
async fn the_legal_pages_exist_in_german_and_fall_back_to_it() {
    let town = TestTown::open().await;
    let door = Door::app(town.origin());
    for page in ["imprint", "privacy", "accessibility"] {
        for locale in ["de", "de-simple", "en"] {
            let found: Page = door.get(&format!("/api/town/pages/{page}?locale={locale}")).send().await.ok();
            assert!(!found.markdown.trim().is_empty(), "{page} {locale}");
        }
    }
    door.get("/api/town/pages/imprint?locale=tlh").send().await.refused(Code::Malformed);
    door.get("/api/town/pages/secrets?locale=de").send().await.refused(Code::NotFound);
    door.get("/api/town/pages/..%2f..%2frathaus?locale=de").send().await.refused(Code::NotFound);
}

#[tokio::test]
async fn the_map_and_its_addresses_need_no_other_server() {
    let town = TestTown::open().await;
    let door = Door::app(town.origin());
    let plan = door.get("/api/map/plan").send().await.done();
    let plan: Value = serde_json::from_slice(&plan.body).expect("GeoJSON");
    assert_eq!(plan["type"], "FeatureCollection");
    let hits: Vec<AddressHit> = door.get("/api/map/addresses?q=markt").send().await.ok();
    let market = hits.first().expect("there is a market place");
    assert!(market.label.to_lowercase().contains("markt"), "{hits:?}");
    let spot = format!("/api/map/nearest?lat={}&lon={}", market.lat, market.lon);
    let nearest: Nearest = door.get(&spot).send().await.ok();
    assert_eq!(nearest.location, NearestLocation::Inside);
    assert!(nearest.label.is_some());
    let far: Nearest = door.get("/api/map/nearest?lat=48.1&lon=11.5").send().await.ok();
    assert_eq!((far.location, far.label), (NearestLocation::Outside, None));
    door.get("/api/map/nearest?lat=91&lon=11.5").send().await.refused(Code::InvalidFields);
}

#[tokio::test]
async fn the_health_page_answers() {
    let town = TestTown::open().await;
    Door::app(town.origin()).get("/healthz").send().await.done();
}

#[tokio::test]
async fn every_page_carries_the_headers_that_keep_it_safe() {
    let town = TestTown::open().await;
    let door = Door::app(town.origin());
    for path in ["/", "/desk", "/melden", "/api/town", "/api/nothing"] {
        let answer = door.get(path).send().await;
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"), "{path}");
        assert!(answer.header("server").is_none(), "{path} tells what runs here");
        assert!(answer.header("access-control-allow-origin").is_none(), "{path} is open to other sites");
        let policy = answer.header("content-security-policy").unwrap_or_default().to_owned();
        assert!(policy.contains("default-src 'none'"), "{path}: {policy}");
        assert!(!policy.contains("unsafe-inline") && !policy.contains("unsafe-eval"), "{path}: {policy}");
        assert!(policy.contains("frame-ancestors 'none'"), "{path}: {policy}");
        assert!(answer.header("referrer-policy").is_some(), "{path}");
    }
}

#[tokio::test]
async fn residents_and_staff_get_their_own_entry() {
    let town = TestTown::open().await;
    let door = Door::app(town.origin());
    let resident = door.get("/").send().await.done();
    assert!(resident.header("content-type").is_some_and(|kind| kind.starts_with("text/html")));
    for path in ["/melden", "/meldung/x", "/ich", "/post", "/dienste", "/seite/imprint"] {
        assert_eq!(door.get(path).send().await.done().body, resident.body, "{path}");
    }
    let staff = door.get("/desk").send().await.done();
    assert_ne!(staff.body, resident.body);
    for path in ["/desk/ich", "/desk/einladung", "/desk/meldung/x", "/desk/erfassen"] {
        assert_eq!(door.get(path).send().await.done().body, staff.body, "{path}");
    }
    door.get("/assets/nothing.js").send().await.refused(Code::NotFound);
}

#[tokio::test]
async fn files_of_the_ui_are_compressed_and_kept_for_good() {
    let town = TestTown::open().await;
    let door = Door::app(town.origin());
    let page = door.get("/").send().await.done().text();
    let script = page.split('"').find(|part| part.starts_with("/assets/") && part.ends_with(".js"));
    let script = script.expect("the page loads a script").to_owned();
    let plain = door.get(&script).send().await.done();
    assert!(
        plain.header("cache-control").is_some_and(|text| text.contains("immutable")),
        "{:?}",
        plain.headers
    );
    let small = door.get(&script).header("accept-encoding", "br").send().await.done();
    assert_eq!(small.header("content-encoding"), Some("br"));
    assert!(small.body.len() < plain.body.len());
    assert!(small.header("vary").is_some_and(|text| text.to_lowercase().contains("accept-encoding")));
}
