//! A new device on its way to a passkey of its own, let in from a signed-in one.
//!
//! The signed-in device (after step-up) shows a code. The new device enters it once and gets a claim, known to nobody
//! else; both screens show the same word, chosen only then, so a code that somebody else entered first is noticed. When
//! the owner says that the words match, the new device makes its passkey by a ceremony of its own and is signed in.
//!
//! States: open -> entered -> confirmed -> used; ended from everywhere but used. Each step is one UPDATE that names the
//! state before, so it happens once, also with several copies of the server. Five minutes to enter and confirm, five
//! more to make the passkey. The code has 40 bits: wrong tries count against it and by address, a hit closes the link for everybody
//! else, and opens nothing before the owner confirmed. A link ends with the session that made it.

pub(super) mod http;
mod store;

use axum::http::HeaderMap;
use rathaus_api::{
    accounts::{
        Account, Ceremony, EnterLink, FinishCeremony, Link, LinkEntered, LinkMade, LinkProgress, LinkState,
    },
    events::EventKind,
    ids::LinkId,
    problem::Code,
};
use serde::{Deserialize, Serialize};

use super::{
    CeremonyError, Holder, Opened, Purpose, Resident, SessionCookie, keys,
    passkeys::{finish_creation, start_creation_beside},
    sessions, store as accounts_store,
};
use crate::{
    App,
    clock::timestamp,
    codes::{HumanCode, Length},
    db::{DbError, Tx},
    events::{self, NewEvent},
    http::{
        Failure,
        guesses::{self, Against},
    },
    keys::{random_secret, secret_hash},
};

pub(super) use store::erase_ended;

/// Time to enter the code and to confirm the word; once more as long to make the passkey.
const LIFE_MS: i64 = 5 * 60 * 1000;

/// What the code's hash is for.
const PURPOSE: &str = "device-link";

/// Things one can tell apart on the phone; the pages have a text `link-word-<key>` for each.
pub const WORDS: [&str; 32] = [
    "anchor", "apple", "balloon", "bell", "bicycle", "boat", "bread", "bridge", "candle", "castle", "cherry",
    "clock", "cloud", "drum", "feather", "fish", "flower", "garden", "guitar", "hammer", "ladder", "lamp",
    "lemon", "mill", "moon", "mountain", "owl", "piano", "rainbow", "tent", "train", "umbrella",
];

/// What the ceremony of a new device remembers.
#[derive(Serialize, Deserialize)]
struct Newcomer {
    link: LinkId,
}

/// Asks a new device in. The caller has checked the step-up. A link made before ends.
async fn make(app: &App, resident: Resident) -> Result<LinkMade, DbError> {
    let code = HumanCode::make(Length::Short);
    let now_ms = app.clock().now_ms();
    let expires_ms = now_ms + LIFE_MS;
    let id = LinkId::random();
    let mut tx = app.db().begin().await?;
    store::end_open_of(&mut tx, resident.account).await?;
    let row = store::NewLink {
        id,
        account: resident.account,
        device: resident.device,
        code_hash: code.hash(app.server_key(), PURPOSE, ""),
        now_ms,
        expires_ms,
    };
    store::insert(&mut tx, row).await?;
    tx.commit().await?;
    Ok(LinkMade {
        id,
        code: code.shown(),
        url: format!("{}/link#{}", app.config().origin_text(), code.shown()),
        expires_at: timestamp(expires_ms),
    })
}

/// The link as its owner sees it.
async fn look(app: &App, resident: Resident, id: LinkId) -> Result<Link, Failure> {
    let row = store::link(app.db(), resident.account, id).await?;
    let row = row.ok_or_else(|| Failure::new(Code::NotFound))?;
    Ok(row.shown(id, app.clock().now_ms()))
}

/// The new device shows the code: the first one that does is in.
async fn enter(app: &App, entry: &EnterLink) -> Result<LinkEntered, Failure> {
    let wrong = || Failure::new(Code::CodeInvalid);
    // What is no code is compared with nothing, but costs the same.
    let code = HumanCode::typed(&entry.code, Length::Short).unwrap_or_else(|| HumanCode::make(Length::Short));
    let guess = guesses::count(app, &[Against::Code(PURPOSE, &code)]).await?;
    let hash = code.hash(app.server_key(), PURPOSE, "");
    let claim = random_secret();
    let word = WORDS[usize::from(rand::random::<u8>()) % WORDS.len()];
    let now_ms = app.clock().now_ms();
    let mut tx = app.db().begin().await?;
    let entering = store::Entering {
        code_hash: &hash,
        claim_hash: &secret_hash(&claim),
        word,
        label: &sessions::label(&entry.device),
        now_ms,
    };
    let entered = store::enter(&mut tx, entering).await?.ok_or_else(wrong)?;
    let owner = entered.holder().ok_or_else(wrong)?;
    record(&mut tx, owner, EventKind::LinkEntered, &entered.id, now_ms);
    tx.commit().await?;
    guess.right(app).await?;
    Ok(LinkEntered { claim, word: word.to_owned(), expires_at: timestamp(entered.expires_at) })
}

fn record(tx: &mut Tx, owner: Holder, kind: EventKind, link: &str, now_ms: i64) {
    let object = link.to_owned();
    let event = NewEvent { actor: owner.actor(), kind, object, account: owner.account(), office: None };
    events::record(tx, event, now_ms);
}

/// The owner compared the words. The caller has checked the step-up. Another word ends the link.
async fn confirm(app: &App, resident: Resident, id: LinkId, word: &str) -> Result<Link, Failure> {
    let now_ms = app.clock().now_ms();
    let mut tx = app.db().begin().await?;
    let row = store::link(&mut tx, resident.account, id).await?;
    let row = row.ok_or_else(|| Failure::new(Code::NotFound))?;
    let confirmed = row.word.as_deref() == Some(word)
        && store::confirm(&mut tx, resident.account, id, now_ms, now_ms + LIFE_MS).await?;
    if !confirmed {
        // What is wrong, late or refused by one's own eyes is over.
        store::end(&mut tx, resident.account, id).await?;
        tx.commit().await?;
        return Err(Failure::new(Code::CodeInvalid));
    }
    tx.commit().await?;
    look(app, resident, id).await
}

/// The owner wants no new device (any more).
async fn refuse(app: &App, resident: Resident, id: LinkId) -> Result<(), Failure> {
    let mut tx = app.db().begin().await?;
    let known = store::link(&mut tx, resident.account, id).await?.is_some();
    store::end(&mut tx, resident.account, id).await?;
    tx.commit().await?;
    if known { Ok(()) } else { Err(Failure::new(Code::NotFound)) }
}

/// How far the new device is.
async fn progress(app: &App, claim: &str) -> Result<LinkProgress, Failure> {
    let row = store::claimed(app.db(), &secret_hash(claim)).await?;
    let row = row.ok_or_else(|| Failure::new(Code::CodeInvalid))?;
    let state = row.state(app.clock().now_ms());
    Ok(LinkProgress { state, expires_at: timestamp(row.expires_at) })
}

/// The new device begins to make its passkey.
async fn start_passkey(app: &App, claim: &str) -> Result<Ceremony, Failure> {
    let ended = || Failure::new(Code::CodeInvalid);
    let row = store::claimed(app.db(), &secret_hash(claim)).await?.ok_or_else(ended)?;
    match row.state(app.clock().now_ms()) {
        LinkState::Confirmed => {}
        LinkState::Entered => return Err(Failure::new(Code::WrongState).because("not confirmed yet")),
        LinkState::Open | LinkState::Used | LinkState::Ended => return Err(ended()),
    }
    let (owner, link) = row.holder().zip(row.id.parse().ok()).ok_or_else(ended)?;
    let account = account_of(app, owner).await?;
    let known = keys::ids(app, owner).await?;
    let newcomer = Newcomer { link };
    let purpose = Purpose::ResidentLink;
    start_creation_beside(app, purpose, owner.uuid(), &account.display_name, &newcomer, &known).await
}

async fn account_of(app: &App, owner: Holder) -> Result<Account, Failure> {
    let ended = || Failure::new(Code::CodeInvalid);
    let id = owner.account().ok_or_else(ended)?;
    accounts_store::account(app.db(), id).await?.ok_or_else(ended)
}

/// The new device made its passkey: it is added to the owner's, all devices are told, and the new one is signed in.
async fn finish_passkey(
    app: &App,
    asked: &HeaderMap,
    finish: &FinishCeremony,
) -> Result<(Account, Opened), Failure> {
    let (newcomer, passkey) = finish_creation::<Newcomer>(app, Purpose::ResidentLink, finish).await?;
    let now_ms = app.clock().now_ms();
    let mut tx = app.db().begin().await?;
    let used = store::use_up(&mut tx, newcomer.link, now_ms).await?.ok_or(CeremonyError::Expired)?;
    let owner = used.holder().ok_or(CeremonyError::Expired)?;
    let id = keys::add(app, &mut tx, owner, &passkey).await?;
    // After the owner's row, in the order in which taking a passkey away holds them.
    if !store::maker_is_signed_in(&mut tx, newcomer.link, now_ms).await? {
        return Err(CeremonyError::Expired.into());
    }
    sessions::end_shown(app, &mut tx, asked, SessionCookie::Resident).await?;
    // A passkey that was only made is no step-up: the first change of something that matters asks for it.
    let opened = sessions::open_until(app, &mut tx, owner, &id, &finish.device, 0).await?;
    tx.commit().await?;
    Ok((account_of(app, owner).await?, opened))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_another_one() {
        let mut words = WORDS.to_vec();
        words.sort_unstable();
        words.dedup();
        assert_eq!(words.len(), WORDS.len());
    }
}
