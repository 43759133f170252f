//! Whose mailbox a letter goes to. Never a guess: a proven person, or a linked reference, or the reporter of the case;
//! two candidates are none.

use rathaus_api::{
    identity::{Address, TrustLevel},
    ids::AccountId,
    mail::{ChannelReason, DraftLetter, LetterDoubt, LetterKind, LetterRecipient},
};

use super::{
    plan::Route,
    references,
    store::{self, Stored},
};
use crate::{
    App,
    accounts::identity::{self, PersonMatch},
    cases,
    db::{DbError, Tx},
};

/// The way of a letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Chosen {
    /// Where it goes.
    pub route: Route,
    /// Why.
    pub why: ChannelReason,
    /// Whose mailbox was found, also when it is not used.
    pub account: Option<AccountId>,
}

/// Who could be meant.
enum Mailbox {
    One(AccountId, ChannelReason),
    Nobodys,
    TwoCandidates,
}

/// Chooses the way of a letter by what is known in this transaction.
///
/// # Errors
/// As the database says; an error never means paper.
pub async fn choose(app: &App, tx: &mut Tx, draft: &DraftLetter) -> Result<Chosen, DbError> {
    let found = mailbox(app, tx, draft).await?;
    let (account, by) = match found {
        Mailbox::TwoCandidates => {
            let route = Route::Clerk(LetterDoubt::TwoCandidates);
            return Ok(Chosen { route, why: ChannelReason::TwoCandidates, account: None });
        }
        Mailbox::Nobodys => return on_paper(app, tx, draft, None, ChannelReason::NoMailbox).await,
        Mailbox::One(account, by) => (account, by),
    };
    if !draft.regime.allows_own_mailbox() {
        return on_paper(app, tx, draft, Some(account), ChannelReason::Regime).await;
    }
    let standing = identity::standing_in(app, tx, account).await?;
    let needed = if draft.kind == LetterKind::Info { TrustLevel::None } else { draft.min_level };
    if standing.locked_until.is_some() || standing.session_level() < needed {
        return match by {
            // Whoever filed a report under some name is nobody the town hall knows.
            ChannelReason::Case => Ok(Chosen {
                route: Route::Clerk(LetterDoubt::NotProven),
                why: ChannelReason::NotProven,
                account: Some(account),
            }),
            _ => on_paper(app, tx, draft, Some(account), ChannelReason::LevelTooLow).await,
        };
    }
    if store::consent(&mut *tx, account).await?.is_none() {
        return on_paper(app, tx, draft, Some(account), ChannelReason::NoConsent).await;
    }
    Ok(Chosen { route: Route::Digital, why: by, account: Some(account) })
}

/// On paper, where there is an address.
async fn on_paper(
    app: &App,
    tx: &mut Tx,
    draft: &DraftLetter,
    account: Option<AccountId>,
    why: ChannelReason,
) -> Result<Chosen, DbError> {
    Ok(match address_of(app, tx, draft, account).await? {
        Some(_) => Chosen { route: Route::Paper, why, account },
        None => {
            Chosen { route: Route::Clerk(LetterDoubt::NoAddress), why: ChannelReason::NoAddress, account }
        }
    })
}

async fn mailbox(app: &App, tx: &mut Tx, draft: &DraftLetter) -> Result<Mailbox, DbError> {
    Ok(match &draft.to {
        LetterRecipient::Case(case) => {
            let account = cases::facts(&mut *tx, *case).await?.and_then(|facts| facts.account);
            account.map_or(Mailbox::Nobodys, |account| Mailbox::One(account, ChannelReason::Case))
        }
        LetterRecipient::Reference(reference) => linked(tx, &draft.office, reference, None).await?,
        LetterRecipient::Person(person) => {
            let key = references::person_key(app, person);
            let linked = linked(tx, &draft.office, &draft.reference, Some(&key)).await?;
            match (identity::account_of_person(app, tx, person).await?, linked) {
                (PersonMatch::Several, _) | (_, Mailbox::TwoCandidates) => Mailbox::TwoCandidates,
                (PersonMatch::One(one), Mailbox::One(other, _)) if one != other => Mailbox::TwoCandidates,
                (PersonMatch::One(account), _) => Mailbox::One(account, ChannelReason::Person),
                (PersonMatch::Nobody, linked) => linked,
            }
        }
    })
}

/// The mailbox to which a reference was linked; of a letter to a person, by the code of a letter to that person.
async fn linked(
    tx: &mut Tx,
    office: &str,
    reference: &str,
    person_key: Option<&str>,
) -> Result<Mailbox, DbError> {
    if reference.is_empty() {
        return Ok(Mailbox::Nobodys);
    }
    let accounts = store::mailboxes_of_reference(tx, office, reference, person_key).await?;
    Ok(match accounts.as_slice() {
        [] => Mailbox::Nobodys,
        [account] => Mailbox::One(*account, ChannelReason::Reference),
        _ => Mailbox::TwoCandidates,
    })
}

/// Name and address for an envelope: as the clerk wrote them, or as the owner of the mailbox proved them.
async fn address_of(
    app: &App,
    tx: &mut Tx,
    draft: &DraftLetter,
    account: Option<AccountId>,
) -> Result<Option<(String, Address)>, DbError> {
    if let LetterRecipient::Person(person) = &draft.to {
        let name = format!("{} {}", person.given_name, person.family_name);
        return Ok(Some((name, person.address.clone())));
    }
    match account {
        Some(account) => identity::proven_address(app, tx, account).await,
        None => Ok(None),
    }
}

/// Name and address for the envelope of a letter, if there is one.
///
/// # Errors
/// As the database says.
pub async fn address(app: &App, tx: &mut Tx, letter: &Stored) -> Result<Option<(String, Address)>, DbError> {
    address_of(app, tx, &letter.draft, letter.account).await
}
