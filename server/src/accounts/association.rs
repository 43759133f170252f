//! Association files: which apps and which other origins belong to this town hall.
//!
//! Systems ask for them before an app may use the town's passkeys or open its addresses. They come from the
//! configuration; what is not configured is not there (404), so nobody is told a half-truth.

use axum::extract::State;
use rathaus_api::problem::{Code, Problem};
use serde::Deserialize;
use serde_json::{Value, json};
use url::Url;
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{
    App,
    http::{Failure, Json, failure::Answer},
};

/// Apps and origins that belong to the town hall.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Associations {
    /// Apple app ids, `TEAMID1234.de.rathaus.app`.
    pub apple_apps: Vec<String>,
    /// Android apps.
    pub android_apps: Vec<AndroidApp>,
    /// Other origins that may use the town's passkeys (WebAuthn Level 3, 5.11).
    pub related_origins: Vec<Url>,
}

/// An Android app and who signed it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AndroidApp {
    /// Package name, `de.rathaus.app`.
    pub package: String,
    /// SHA-256 of the signing certificates, 32 pairs of hexadecimal digits with colons.
    pub sha256_cert_fingerprints: Vec<String>,
}

impl Associations {
    /// Checks what the systems would silently ignore.
    ///
    /// # Errors
    /// The key within the section, and what is expected.
    pub fn check(&self) -> Result<(), (&'static str, String)> {
        let is_apple = |id: &String| {
            let team = id.split_once('.').filter(|(team, bundle)| team.len() == 10 && !bundle.is_empty());
            team.is_some_and(|(team, _)| team.bytes().all(|byte| byte.is_ascii_alphanumeric()))
        };
        if !self.apple_apps.iter().all(is_apple) {
            return Err(("apple_apps", "must look like TEAMID1234.de.rathaus.app".to_owned()));
        }
        let is_print = |text: &String| {
            text.len() == 95
                && text
                    .split(':')
                    .all(|pair| pair.len() == 2 && pair.bytes().all(|byte| byte.is_ascii_hexdigit()))
        };
        let signed = |app: &AndroidApp| {
            !app.package.is_empty()
                && !app.sha256_cert_fingerprints.is_empty()
                && app.sha256_cert_fingerprints.iter().all(is_print)
        };
        if !self.android_apps.iter().all(signed) {
            return Err((
                "android_apps",
                "needs a package and fingerprints like 0A:1B:… (32 pairs)".to_owned(),
            ));
        }
        let is_origin = |url: &Url| url.scheme() == "https" && url.path() == "/" && url.query().is_none();
        if !self.related_origins.iter().all(is_origin) {
            return Err(("related_origins", "must begin with https:// and have no path".to_owned()));
        }
        Ok(())
    }
}

/// Routes of this room.
pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(apple)).routes(routes!(android)).routes(routes!(related_origins))
}

fn shown(is_there: bool, file: Value) -> Answer<Json<Value>> {
    if is_there { Ok(Json(file)) } else { Err(Failure::new(Code::NotFound)) }
}

/// Which Apple apps belong to the town hall. Anyone.
#[utoipa::path(get, path = "/.well-known/apple-app-site-association", tag = "accounts",
    responses((status = 200, body = Object), (status = "default", body = Problem)))]
async fn apple(State(app): State<App>) -> Answer<Json<Value>> {
    let apps = &app.config().associations.apple_apps;
    let details = json!([{ "appIDs": apps, "components": [{ "/": "/link" }] }]);
    shown(!apps.is_empty(), json!({ "applinks": { "details": details }, "webcredentials": { "apps": apps } }))
}

/// Which Android apps belong to the town hall. Anyone.
#[utoipa::path(get, path = "/.well-known/assetlinks.json", tag = "accounts",
    responses((status = 200, body = Object), (status = "default", body = Problem)))]
async fn android(State(app): State<App>) -> Answer<Json<Value>> {
    let apps = &app.config().associations.android_apps;
    let statement = |app: &AndroidApp| {
        json!({
            "relation": ["delegate_permission/common.get_login_creds", "delegate_permission/common.handle_all_urls"],
            "target": {
                "namespace": "android_app",
                "package_name": app.package,
                "sha256_cert_fingerprints": app.sha256_cert_fingerprints,
            },
        })
    };
    shown(!apps.is_empty(), apps.iter().map(statement).collect())
}

/// Which other origins may use the town's passkeys. Anyone.
#[utoipa::path(get, path = "/.well-known/webauthn", tag = "accounts",
    responses((status = 200, body = Object), (status = "default", body = Problem)))]
async fn related_origins(State(app): State<App>) -> Answer<Json<Value>> {
    let origins = &app.config().associations.related_origins;
    let texts: Vec<&str> = origins.iter().map(|url| url.as_str().trim_end_matches('/')).collect();
    shown(!texts.is_empty(), json!({ "origins": texts }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(text: &str) -> Option<&'static str> {
        toml::from_str::<Associations>(text).unwrap().check().err().map(|(key, _)| key)
    }

    #[test]
    fn what_systems_would_ignore_is_refused() {
        let print = vec!["AB"; 32].join(":");
        let android = |print: &str| {
            format!(
                "[[android_apps]]\npackage = \"de.rathaus.app\"\nsha256_cert_fingerprints = [\"{print}\"]"
            )
        };
        assert_eq!(key(""), None);
        assert_eq!(key("apple_apps = [\"ABCDE12345.de.rathaus.app\"]"), None);
        assert_eq!(key("apple_apps = [\"de.rathaus.app\"]"), Some("apple_apps"));
        assert_eq!(key(&android(&print)), None);
        assert_eq!(key(&android("AB:CD")), Some("android_apps"));
        assert_eq!(key("related_origins = [\"https://rathaus.example\"]"), None);
        assert_eq!(key("related_origins = [\"http://rathaus.example\"]"), Some("related_origins"));
    }
}
