//! Which headers pass the one door. What is not on the list is refused, never dropped: a request that lost the
//! header saying for whom it is made would be done for somebody else.

use rathaus_api::{EXPECTED_ACCOUNT, IDEMPOTENCY_KEY, RATHAUS_FOR, REPORT_SECRET, REQUEST_ID};
use reqwest::header::{HeaderMap, HeaderName, HeaderValue};

/// Headers a page may set.
const HEADERS_OUT: [&str; 8] = [
    "accept",
    "accept-language",
    "content-type",
    EXPECTED_ACCOUNT,
    IDEMPOTENCY_KEY,
    "if-none-match",
    RATHAUS_FOR,
    REPORT_SECRET,
];
/// Headers a page gets to see. `date` is the town's clock, by which countdowns run.
const HEADERS_IN: [&str; 9] = [
    "content-language",
    "content-type",
    "date",
    "etag",
    IDEMPOTENCY_KEY,
    "last-modified",
    "link",
    REQUEST_ID,
    "retry-after",
];

/// The headers of a page, or the name of the first one that does not pass.
pub(crate) fn headers_out(wanted: &[(String, String)]) -> Result<HeaderMap, String> {
    let mut headers = HeaderMap::new();
    for (name, value) in wanted {
        let name = name.to_ascii_lowercase();
        let listed = HEADERS_OUT.contains(&name.as_str());
        match (listed, HeaderName::try_from(name.as_str()), HeaderValue::from_str(value)) {
            (true, Ok(name), Ok(value)) => headers.insert(name, value),
            (true, _, _) => return Err(format!("the header {name} cannot be written")),
            // The name is the page's own text: it goes into the answer, shortened, and nowhere else.
            (false, _, _) => {
                return Err(format!(
                    "the header {:?} does not pass",
                    name.chars().take(40).collect::<String>()
                ));
            }
        };
    }
    Ok(headers)
}

/// What a page gets to see of an answer's headers.
pub(crate) fn headers_in(all: &HeaderMap) -> Vec<(String, String)> {
    HEADERS_IN
        .iter()
        .filter_map(|name| Some(((*name).to_owned(), all.get(*name)?.to_str().ok()?.to_owned())))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn passes(name: &str, value: &str) -> bool {
        headers_out(&[(name.to_owned(), value.to_owned())]).is_ok_and(|headers| headers.len() == 1)
    }

    #[test]
    fn pages_cannot_set_headers_that_are_ours() {
        for name in
            ["Authorization", "Cookie", "Origin", "Host", "Sec-Fetch-Site", "X-Forwarded-For", "", "a b"]
        {
            assert!(!passes(name, "x"), "{name:?}");
        }
        assert!(!passes("accept", "a\r\nCookie: x"));
    }

    #[test]
    fn whatever_the_contract_asks_of_residents_passes() {
        let contract: serde_json::Value =
            serde_json::from_str(include_str!("../../ui/src/api/openapi.json")).expect("JSON");
        let paths = contract["paths"].as_object().expect("paths");
        let mut named = 0;
        for (path, methods) in paths.iter().filter(|(path, _)| !path.starts_with("/api/desk")) {
            for method in methods.as_object().expect("methods").values() {
                let parameters = method["parameters"].as_array().into_iter().flatten();
                for header in parameters.filter(|parameter| parameter["in"] == "header") {
                    let name = header["name"].as_str().expect("a name");
                    assert!(passes(name, "x"), "{name} of {path}");
                    named += 1;
                }
            }
        }
        assert!(named > 5, "the contract was read: {named}");
    }

    #[test]
    fn the_towns_clock_reaches_the_page_and_its_cookies_do_not() {
        let mut all = HeaderMap::new();
        for (name, value) in
            [("date", "Sun, 22 Nov 2026 10:00:00 GMT"), ("set-cookie", "a=b"), ("server", "x")]
        {
            all.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
        }
        assert_eq!(headers_in(&all), [("date".to_owned(), "Sun, 22 Nov 2026 10:00:00 GMT".to_owned())]);
    }
}
