//! The town itself: card, settings, legal pages. What anybody may know before signing in.

mod http;
mod pages;

pub use http::routes;
pub use pages::PageShelf;
