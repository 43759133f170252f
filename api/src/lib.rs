//! What is said on the wire between the town hall and its residents' and clerks' programs.
//!
//! Types only: no I/O, no logic beyond parsing. One module per slice; `problem` lists every failure.
//! The OpenAPI document is printed from these types by `rathaus-server openapi`.

pub mod accounts;
pub mod audit;
pub mod cases;
pub mod events;
pub mod identity;
pub mod ids;
pub mod mail;
pub mod map;
pub mod problem;
pub mod profile;
pub mod recovery;
pub mod reports;
pub mod representatives;
pub mod staff;
pub mod town;

/// Version of the wire contract, shown in `/.well-known/rathaus.json`. Fields are added, never changed.
pub const API_VERSION: u32 = 1;

/// Header by which a creating request carries its idempotency key (UUID made once by the client).
pub const IDEMPOTENCY_KEY: &str = "idempotency-key";

/// Header by which staff say why they open another office's case, percent-encoded UTF-8 (RFC 3986, 2.1).
pub const ACCESS_REASON: &str = "access-reason";

/// Header by which a resident acts for somebody else: the id of the representation.
pub const RATHAUS_FOR: &str = "rathaus-for";

/// Header by which a client says as which account it believes to be signed in (the account's id). Where the server
/// knows somebody else, or nobody, it refuses instead of doing the same thing for a guest.
pub const EXPECTED_ACCOUNT: &str = "expected-account";

/// Header by which every answer carries the id of its request: a person can quote it, the log has it.
pub const REQUEST_ID: &str = "request-id";

/// Header by which somebody without an account shows the secret of a report's status link.
pub const REPORT_SECRET: &str = "report-secret";
