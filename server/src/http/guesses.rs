//! Wrong codes, counted on all copies of the server before anything is compared: against the code somebody means, and
//! against the person who guesses.
//!
//! The first symbols of a code ([`HumanCode::handle`]) say which code is meant, whether it exists or not: the answer is
//! the same for both, and whoever guesses at random never spends the tries of a code that somebody holds. A database
//! that cannot count compares nothing. The address is counted by [`super::limits`].

use rathaus_api::{
    ids::{AccountId, StaffId},
    problem::Code,
};

use super::Failure;
use crate::{App, codes::HumanCode, db::tries};

/// Wrong tries of one code in an hour, and of one member of staff.
const WRONG_MAX: i64 = 5;
/// Wrong tries of one resident in an hour.
const RESIDENT_WRONG_MAX: i64 = 10;
const WINDOW_MS: i64 = 3_600_000;

/// What a guess counts against. The text says what kind of code it is.
#[derive(Debug, Clone, Copy)]
pub enum Against<'a> {
    /// The code that is meant.
    Code(&'static str, &'a HumanCode),
    /// The resident who guesses.
    Resident(&'static str, AccountId),
    /// The member of staff who guesses.
    Staff(&'static str, StaffId),
}

impl Against<'_> {
    fn scope(self, app: &App) -> String {
        match self {
            Self::Code(purpose, code) => format!("{purpose}/{}", code.handle(app.server_key(), purpose)),
            Self::Resident(purpose, account) => format!("{purpose}-by/{account}"),
            Self::Staff(purpose, staff) => format!("{purpose}-by/{staff}"),
        }
    }

    fn wrong_max(self) -> i64 {
        match self {
            Self::Code(..) | Self::Staff(..) => WRONG_MAX,
            Self::Resident(..) => RESIDENT_WRONG_MAX,
        }
    }
}

/// A guess that was counted as a wrong one.
#[must_use]
pub struct Guess(Vec<String>);

/// Counts a guess, before it is compared with anything.
///
/// # Errors
/// `too-many-tries` when there were too many wrong ones; then nothing may be compared.
pub async fn count(app: &App, against: &[Against<'_>]) -> Result<Guess, Failure> {
    let now_ms = app.clock().now_ms();
    let scopes: Vec<(String, i64)> =
        against.iter().map(|against| (against.scope(app), against.wrong_max())).collect();
    // Whoever is stopped costs no writing.
    for (scope, wrong_max) in &scopes {
        if tries::counted(app.db(), scope, now_ms).await? >= *wrong_max {
            return Err(stopped());
        }
    }
    let mut tx = app.db().begin().await?;
    let mut too_many = false;
    for (scope, wrong_max) in &scopes {
        too_many |= tries::count(&mut tx, scope, now_ms, now_ms + WINDOW_MS).await? > *wrong_max;
    }
    tx.commit().await?;
    if too_many { Err(stopped()) } else { Ok(Guess(scopes.into_iter().map(|(scope, _)| scope).collect())) }
}

fn stopped() -> Failure {
    Failure::new(Code::TooManyTries).retry_after(WINDOW_MS.unsigned_abs() / 1000)
}

impl Guess {
    /// It was right and does not count.
    ///
    /// # Errors
    /// As the database says.
    pub async fn right(self, app: &App) -> Result<(), Failure> {
        let mut tx = app.db().begin().await?;
        for scope in &self.0 {
            tries::take_back(&mut tx, scope);
        }
        Ok(tx.commit().await?)
    }
}
