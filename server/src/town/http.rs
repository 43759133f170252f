//! Routes anybody may ask.

use axum::extract::State;
use rathaus_api::{
    API_VERSION,
    accounts::Language,
    problem::{Code, Problem},
    town::{Category, Page, ReportSettings, Town, TownCard},
};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{
    App,
    http::{Failure, Json, Path, Query, failure::Answer},
};

/// All routes of the slice.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(card)).routes(routes!(town)).routes(routes!(page))
}

/// The card the app shows before it trusts an address. Anyone.
#[utoipa::path(get, path = "/.well-known/rathaus.json", tag = "town",
    responses((status = 200, body = TownCard), (status = "default", body = Problem)))]
async fn card(State(app): State<App>) -> Json<TownCard> {
    let town = &app.config().town;
    Json(TownCard {
        name: town.name.clone(),
        ags: town.ags.clone(),
        state: town.state.clone(),
        origin: app.config().origin_text().to_owned(),
        api_version: API_VERSION,
    })
}

/// What the pages need to know about the town. Anyone.
#[utoipa::path(get, path = "/api/town", tag = "town",
    responses((status = 200, body = Town), (status = "default", body = Problem)))]
async fn town(State(app): State<App>) -> Json<Town> {
    let config = app.config();
    let category = |category: &crate::config::CategoryConfig| Category {
        key: category.key.clone(),
        name: category.name.clone(),
        icon: category.icon.clone(),
    };
    Json(Town {
        name: config.town.name.clone(),
        short_name: config.town.short_name.clone(),
        ags: config.town.ags.clone(),
        brand_colour: config.town.brand_colour.clone(),
        contact: config.town.contact.clone(),
        offices: config.town.offices.clone(),
        reports: ReportSettings {
            categories: config.reports.categories.iter().map(category).collect(),
            photos_max: config.reports.photos_max,
            photo_bytes_max: config.reports.photo_bytes_max,
            text_chars_max: 4_000,
            email_offered: config.smtp.is_some(),
        },
        map: app.map_settings(),
        pages: app.pages().keys(),
        eid_name: config.identity.eid.as_ref().map(|eid| eid.name.clone()),
        demo: config.town.demo,
    })
}

/// Which language.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct PageParams {
    /// German where the page does not exist in it.
    #[serde(default)]
    locale: Language,
}

/// A legal page. Anyone.
#[utoipa::path(get, path = "/api/town/pages/{page}", tag = "town",
    params(("page" = String, Path,), PageParams),
    responses((status = 200, body = Page), (status = "default", body = Problem)))]
async fn page(
    State(app): State<App>,
    Path(page): Path<String>,
    Query(params): Query<PageParams>,
) -> Answer<Json<Page>> {
    let found = app.pages().page(&page, params.locale);
    found.map(Json).ok_or_else(|| Failure::new(Code::NotFound))
}
