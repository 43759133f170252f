//! The card that is printed at enrolment and kept apart from the phone: its code blocks the account without signing in,
//! on a page or by telephone.
//!
//! A block ends all sessions and puts the passkeys out of reach; whoever blocks gets a second code that opens the
//! account again, for a phone that is found. Both codes have 65 bits and are the only thing that is asked for.

use rathaus_api::{
    events::EventKind,
    ids::AccountId,
    problem::Code,
    recovery::{Blocked, BlockingCard},
};

use super::{Holder, keys, leaving, notices, record, store};
use crate::{
    App,
    clock::timestamp,
    codes::{HumanCode, Length},
    events::Actor,
    http::{
        Failure,
        guesses::{self, Against, Guess},
    },
};

const CARD: &str = "card";
const OPENING: &str = "unblock";

/// How long the card before the newest one still blocks.
const BEFORE_MS: i64 = 72 * 3_600_000;

/// A new card. The one before works for three days more, and the owner is told: a thief who makes a card must not disarm
/// the one at home.
///
/// # Errors
/// As the database says.
pub(in crate::accounts) async fn make(app: &App, account: AccountId) -> Result<BlockingCard, Failure> {
    let code = HumanCode::make(Length::Long);
    let now_ms = app.clock().now_ms();
    let mut tx = app.db().begin().await?;
    let hash = code.hash(app.server_key(), CARD, "");
    store::put_card(&mut tx, account, &hash, now_ms, now_ms + BEFORE_MS).await?;
    let object = account.to_string();
    record(&mut tx, Actor::Resident(account), EventKind::ProfileChanged, account, &object, now_ms);
    notices::tell(&mut tx, account, notices::Notice::CardMade, now_ms).await?;
    tx.commit().await?;
    Ok(BlockingCard {
        code: code.shown(),
        phone: app.config().town.contact.phone.clone(),
        url: format!("{}/block", app.config().origin_text()),
        made_at: timestamp(now_ms),
    })
}

/// What was typed, counted as a guess; what is no code is compared with nothing but costs the same.
async fn guessed(app: &App, purpose: &'static str, text: &str) -> Result<(String, Guess), Failure> {
    let code = HumanCode::typed(text, Length::Long).unwrap_or_else(|| HumanCode::make(Length::Long));
    let guess = guesses::count(app, &[Against::Code(purpose, &code)]).await?;
    Ok((code.hash(app.server_key(), purpose, ""), guess))
}

/// Blocks the account of a card.
///
/// # Errors
/// `code-invalid`.
pub(in crate::accounts) async fn block(app: &App, text: &str) -> Result<Blocked, Failure> {
    let (hash, guess) = guessed(app, CARD, text).await?;
    let opening = HumanCode::make(Length::Long);
    let now_ms = app.clock().now_ms();
    let mut tx = app.db().begin().await?;
    let account = store::account_of_card(&mut tx, &hash, now_ms).await?;
    let account = account.ok_or_else(|| Failure::new(Code::CodeInvalid))?;
    keys::hold(&mut tx, Holder::Resident(account)).await?;
    store::block(&mut tx, account, &opening.hash(app.server_key(), OPENING, ""), now_ms).await?;
    leaving::shut_out(app, &mut tx, Holder::Resident(account)).await?;
    let object = account.to_string();
    record(&mut tx, Actor::Anonymous, EventKind::AccountBlocked, account, &object, now_ms);
    notices::tell(&mut tx, account, notices::Notice::AccountBlocked, now_ms).await?;
    tx.commit().await?;
    guess.right(app).await?;
    Ok(Blocked { unblocking_code: opening.shown() })
}

/// Opens a blocked account again.
///
/// # Errors
/// `code-invalid`.
pub(in crate::accounts) async fn unblock(app: &App, text: &str) -> Result<(), Failure> {
    let (hash, guess) = guessed(app, OPENING, text).await?;
    let now_ms = app.clock().now_ms();
    let mut tx = app.db().begin().await?;
    let account = store::unblock(&mut tx, &hash).await?;
    let account = account.ok_or_else(|| Failure::new(Code::CodeInvalid))?;
    let object = account.to_string();
    record(&mut tx, Actor::Anonymous, EventKind::AccountUnblocked, account, &object, now_ms);
    notices::tell(&mut tx, account, notices::Notice::AccountUnblocked, now_ms).await?;
    tx.commit().await?;
    guess.right(app).await
}
