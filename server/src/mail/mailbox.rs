//! The mailbox as its owner sees it, and as somebody who acts for her does.
//!
//! Reading changes nothing. Opening is an act of its own: by the recipient, or by somebody with a right by law, it is the
//! retrieval; by somebody invited to help it opens a copy and starts nothing.

use axum::http::HeaderMap;
use jiff::civil::date;
use rathaus_api::{
    audit::AccessObject,
    events::EventKind,
    ids::{AccountId, LetterId},
    mail::{
        EvidenceKind, Letter, LetterBox, LetterContent, LetterKind, LetterPage, LetterRow, LetterStage,
        LetterState, MarkLetter, OpenWindow, Withdrawn,
    },
    problem::Code,
    representatives::{RepresentationBasis, RepresentationScope},
};
use rathaus_law::{Answer as LawAnswer, DeliveryRegime, Standing};
use serde_json::json;

use super::{
    deadlines,
    evidence::{self, NewEntry},
    plan::{self, Step},
    seals::Side,
    store::{self, CopyRow, Stored},
};
use crate::{
    App,
    accounts::identity,
    clock::timestamp,
    db::Tx,
    events::{self, Actor, NewEvent},
    http::{Failure, failure::Answer, origin},
    representatives::Caller,
};

/// Who reads, and whose mailbox.
#[derive(Debug, Clone, Copy)]
pub struct Reader {
    /// Whose mailbox.
    pub account: AccountId,
    /// Who reads.
    pub asker: AccountId,
    /// Opens with effect: for herself, or with a right by law (VwVfG 14).
    pub with_effect: bool,
}

impl Reader {
    /// Lets pass who may read this mailbox now.
    ///
    /// # Errors
    /// `not-signed-in`; `forbidden` without the right to read letters; `level-required` while a recovery locks one of the
    /// accounts.
    pub async fn of(app: &App, caller: &Caller) -> Answer<Self> {
        caller.may(RepresentationScope::ReadMail)?;
        let refused = || Failure::new(Code::NotSignedIn);
        let asker = caller.resident.ok_or_else(refused)?.account;
        let account = caller.account().ok_or_else(refused)?;
        identity::require_unlocked(app, asker).await?;
        let invited =
            caller.on_behalf.as_ref().is_some_and(|behalf| behalf.basis == RepresentationBasis::Invited);
        if account != asker {
            identity::require_unlocked(app, account).await?;
        }
        Ok(Self { account, asker, with_effect: !invited })
    }

    fn retriever(&self) -> &'static str {
        if self.account == self.asker { "recipient" } else { "representative" }
    }
}

/// A letter that somebody may see.
pub struct Found {
    /// As it lies in the mailbox.
    pub copy: CopyRow,
    /// Whether the one who asks opened it.
    pub opened: bool,
}

impl Found {
    fn of(copy: CopyRow, reader: &Reader) -> Self {
        let opened = if reader.with_effect { copy.opened_at.is_some() } else { copy.opened_by_asker };
        Self { copy, opened }
    }

    /// How people call it in the access log.
    pub fn label(&self) -> &str {
        &self.copy.subject
    }
}

fn stage(copy: &CopyRow) -> LetterStage {
    let counts = copy.round == copy.piece.round && copy.ended_at.is_none();
    match copy.piece.state {
        LetterState::Cancelled => LetterStage::Withdrawn,
        LetterState::Printing | LetterState::Printed => LetterStage::OnPaper,
        _ if counts && copy.retrieved_at.is_some() => LetterStage::Retrieved,
        _ if counts && copy.piece.can_be_retrieved() => LetterStage::Provided,
        _ => LetterStage::Ended,
    }
}

fn regime(copy: &CopyRow) -> Option<DeliveryRegime> {
    DeliveryRegime::ALL.iter().copied().find(|regime| regime.name() == copy.regime)
}

fn window(app: &App, copy: &CopyRow) -> Option<rathaus_law::Window> {
    deadlines::window_from(app, regime(copy)?, deadlines::day(copy.notice_sent_at?))
}

fn row(app: &App, found: &Found) -> LetterRow {
    let (copy, stage) = (&found.copy, stage(&found.copy));
    let waits = stage == LetterStage::Provided;
    LetterRow {
        id: copy.id,
        kind: copy.kind,
        subject: copy.subject.clone(),
        office: copy.office.clone(),
        reference: copy.reference.clone(),
        provided_at: timestamp(copy.provided_at),
        stage,
        unread: copy.unread && waits,
        opened: found.opened,
        starred: copy.starred,
        archived: copy.archived,
        safe_until: copy.safe_until,
        reply_by: copy.reply_by,
        open_until: window(app, copy).filter(|_| waits).map(|window| window.earlier_end),
    }
}

/// Which letters somebody asks for.
pub struct Wanted<'a> {
    /// Which part.
    pub part: LetterBox,
    /// Only those that wait.
    pub unread: bool,
    /// Only marked ones.
    pub starred: bool,
    /// Only those with a deadline that has not passed.
    pub deadline: bool,
    /// Key of an office.
    pub office: Option<&'a str>,
    /// Year of the provision.
    pub year: Option<i16>,
    /// What they are.
    pub kind: Option<LetterKind>,
    /// Part of subject or reference.
    pub words: Option<&'a str>,
    /// Where the page begins.
    pub before: Option<&'a str>,
}

/// A page of the mailbox.
///
/// # Errors
/// `malformed` for a year that is none.
pub async fn page(app: &App, reader: &Reader, wanted: &Wanted<'_>) -> Answer<LetterPage> {
    let provided = match wanted.year {
        Some(year) if (1990..=2100).contains(&year) => {
            Some((deadlines::beginning(date(year, 1, 1)), deadlines::beginning(date(year + 1, 1, 1))))
        }
        Some(_) => return Err(Failure::new(Code::Malformed).because("a year from 1990 to 2100")),
        None => None,
    };
    let filter = store::BoxFilter {
        part: wanted.part,
        unread: wanted.unread,
        starred: wanted.starred,
        deadline_from: wanted.deadline.then(|| deadlines::today(app)),
        office: wanted.office,
        kind: wanted.kind,
        provided,
        words: wanted.words,
        before: wanted.before,
    };
    let mut copies = store::copies(app.db(), reader.account, reader.asker, &filter).await?;
    let size = usize::try_from(store::PAGE).unwrap_or(50);
    let more = copies.len() > size;
    copies.truncate(size);
    let next_cursor = copies.last().filter(|_| more).map(|copy| copy.position.clone());
    Ok(LetterPage {
        letters: copies.into_iter().map(|copy| row(app, &Found::of(copy, reader))).collect(),
        next_cursor,
        unread: store::unread(app.db(), reader.account).await?,
    })
}

/// A letter of this mailbox.
///
/// # Errors
/// `not-found`, also for somebody else's.
pub async fn find(app: &App, reader: &Reader, id: LetterId) -> Answer<Found> {
    let copy = store::copy_of(app.db(), reader.account, reader.asker, id).await?;
    Ok(Found::of(copy.ok_or_else(|| Failure::new(Code::NotFound))?, reader))
}

/// The letter as this reader may see it.
///
/// # Errors
/// As the database says.
pub async fn shown(app: &App, reader: &Reader, found: Found) -> Answer<Letter> {
    let hidden = || Failure::new(Code::NotFound);
    let side = Side::Own(reader.account);
    let letter = store::letter_as(app.vault(), app.db(), found.copy.id, side).await?.ok_or_else(hidden)?;
    // The level may have ended since the opening, and who acts for the recipient has one of her own.
    let level = identity::standing(app, reader.asker).await?.session_level();
    let readable = found.opened && level >= found.copy.min_level;
    let content = if readable { Some(content(app, &letter, side).await?) } else { None };
    let supersedes = match letter.draft.supersedes {
        Some(id) => {
            store::copy_of(app.db(), reader.account, reader.asker, id).await?.map(|earlier| earlier.id)
        }
        None => None,
    };
    Ok(Letter {
        envelope: row(app, &found),
        min_level: found.copy.min_level,
        window: window(app, &found.copy).map(|window| OpenWindow {
            notice_sent_on: window.notice_sent_on,
            open_until: window.earlier_end,
        }),
        retrieved_at: found.copy.retrieved_at.map(timestamp),
        supersedes,
        superseded_by: store::superseded_by(app.db(), letter.id, reader.account).await?,
        withdrawn: letter.cancelled.clone().map(|(at, reason)| Withdrawn { at: timestamp(at), reason }),
        deadline: deadline(app, &letter, &found).await?,
        content,
    })
}

/// What stands in it, opened by the key of this side.
async fn content(app: &App, letter: &Stored, side: Side) -> Answer<LetterContent> {
    let documents = store::documents_as(app.vault(), app.db(), letter.id, side).await?;
    Ok(LetterContent {
        summary: letter.draft.summary.clone(),
        documents: documents.into_iter().map(|row| row.document).collect(),
        actions: letter.draft.actions.clone(),
        remedy: letter.draft.remedy.clone(),
        decided_on: letter.draft.decided_on,
        questions: store::questions_as(app.vault(), app.db(), letter.id, side).await?,
    })
}

/// Until when this reader is told that she may object: after the opening, or where it runs without one. Of several
/// deliveries that may have served the letter the earliest end is told: only that is on the safe side.
async fn deadline(app: &App, letter: &Stored, found: &Found) -> Answer<Option<LawAnswer>> {
    let known = found.opened || letter.draft.regime.runs_unread();
    if !known || letter.cancelled.is_some() {
        return Ok(None);
    }
    let deliveries = store::deliveries(app.db(), letter.id).await?;
    let answers = deliveries.iter().filter_map(|row| {
        let answer = deadlines::answer(app, &letter.draft, row)?;
        Some((answer, row.round == letter.piece.round))
    });
    let told = answers.reduce(|one, other| if is_told_before(&other, &one) { other } else { one });
    Ok(told.map(|(answer, _)| answer.for_recipient()))
}

/// Whether an answer, and whether it is that of the newest delivery, is to be told rather than another one.
fn is_told_before((one, newest): &(LawAnswer, bool), (other, _): &(LawAnswer, bool)) -> bool {
    match (one, other) {
        (LawAnswer::Deadline(one), LawAnswer::Deadline(other)) => one.safe_until < other.safe_until,
        (LawAnswer::Deadline(_), _) => true,
        (_, LawAnswer::Deadline(_)) => false,
        _ => *newest,
    }
}

/// Opens a letter; gives it as it is afterwards. Opening again changes nothing.
///
/// # Errors
/// `not-found`; `wrong-state` when it is not provided any more; `level-required`; `consent-required`.
pub async fn open(
    app: &App,
    caller: &Caller,
    reader: &Reader,
    headers: &HeaderMap,
    id: LetterId,
) -> Answer<Found> {
    let found = find(app, reader, id).await?;
    let waits = stage(&found.copy) == LetterStage::Provided;
    if waits || found.copy.opened_at.is_some() {
        identity::require(app, reader.asker, found.copy.min_level).await?;
    }
    if found.opened && !(waits && reader.with_effect) {
        caller.look(app, AccessObject::Letter, &id.to_string(), found.label()).await?;
        return Ok(found);
    }
    if !waits && found.copy.opened_at.is_none() {
        return Err(Failure::new(Code::WrongState).because("it is not provided any more"));
    }
    caller.look(app, AccessObject::Letter, &id.to_string(), found.label()).await?;
    let mut tx = app.db().begin().await?;
    let letter = store::hold(app.vault(), &mut tx, id).await?.ok_or_else(|| Failure::new(Code::NotFound))?;
    let device = if origin::is_browser(headers) { "browser" } else { "app" };
    if reader.with_effect {
        retrieve(app, &mut tx, reader, &letter, device).await?;
    } else {
        open_copy(app, &mut tx, reader, &letter, device).await?;
    }
    tx.commit().await?;
    find(app, reader, id).await
}

/// The opening by somebody invited to help.
async fn open_copy(app: &App, tx: &mut Tx, reader: &Reader, letter: &Stored, device: &str) -> Answer<()> {
    let now_ms = app.clock().now_ms();
    if store::put_opened_copy(tx, letter.id, reader.asker, now_ms).await? {
        let level = identity::standing(app, reader.asker).await?.session_level();
        let entry = NewEntry {
            kind: EvidenceKind::CopyOpened,
            round: letter.piece.round,
            actor: Actor::Resident(reader.asker),
            opened_with: Some((level, device)),
            detail: json!({}),
        };
        evidence::append(app, tx, letter.id, entry).await?;
    }
    Ok(())
}

/// The retrieval.
async fn retrieve(app: &App, tx: &mut Tx, reader: &Reader, letter: &Stored, device: &str) -> Answer<()> {
    let id = letter.id;
    let gone = || Failure::new(Code::WrongState).because("it is not provided any more");
    let now_ms = app.clock().now_ms();
    let delivery = store::delivery_of(&mut *tx, id, letter.piece.round).await?.ok_or_else(gone)?;
    if delivery.retrieved_at.is_some() {
        // Somebody was faster by a moment.
        return Ok(());
    }
    if store::consent(&mut *tx, reader.account).await?.is_none() {
        return Err(Failure::new(Code::ConsentRequired));
    }
    let window = deadlines::window(app, letter.draft.regime, &delivery);
    let standing = window.as_ref().map_or(Standing::Open, |window| window.standing_on(deadlines::today(app)));
    let next = plan::next(letter.piece, Step::Retrieve(standing)).ok_or_else(gone)?;
    store::set_piece(tx, id, &next.piece, now_ms).await?;
    store::set_retrieved(tx, id, delivery.round, reader.retriever(), now_ms).await?;
    let retrieved = store::DeliveryRow {
        retrieved_at: Some(now_ms),
        retrieved_by: Some(reader.retriever().to_owned()),
        ..delivery
    };
    let computed = deadlines::answer(app, &letter.draft, &retrieved);
    let (served_on, safe_until) = match &computed {
        Some(LawAnswer::Deadline(deadline)) => (Some(deadline.served_on), Some(deadline.safe_until)),
        _ => (None, None),
    };
    store::set_opened(tx, id, safe_until, now_ms).await?;
    let level = identity::standing(app, reader.asker).await?.session_level();
    let documents = store::documents(app.vault(), &mut *tx, id).await?;
    let hashes: Vec<&str> = documents.iter().map(|row| row.document.sha256.as_str()).collect();
    let entry = NewEntry {
        kind: EvidenceKind::Retrieved,
        round: retrieved.round,
        actor: Actor::Resident(reader.asker),
        opened_with: Some((level, device)),
        detail: json!({
            "by": reader.retriever(), "standing": standing, "served_on": served_on,
            "safe_until": safe_until, "documents": hashes,
        }),
    };
    evidence::append(app, tx, id, entry).await?;
    if let Some(doubt) = next.piece.doubt {
        let detail = json!({ "doubt": doubt });
        let entry = NewEntry::of_system(EvidenceKind::NeedsClerk, retrieved.round, detail);
        evidence::append(app, tx, id, entry).await?;
    }
    let event = NewEvent {
        actor: Actor::Resident(reader.asker),
        kind: EventKind::LetterChanged,
        object: id.to_string(),
        account: Some(reader.account),
        office: Some(letter.office()),
    };
    events::record(tx, event, now_ms);
    Ok(())
}

/// Everything in a resident's mailbox, newest first, for the export; the content of opened letters only.
///
/// # Errors
/// As the database says.
pub async fn all_of(app: &App, account: AccountId, max: usize) -> Answer<Vec<Letter>> {
    let reader = Reader { account, asker: account, with_effect: true };
    let mut letters = Vec::new();
    let mut before: Option<String> = None;
    while letters.len() < max {
        let filter = store::BoxFilter {
            part: LetterBox::All,
            unread: false,
            starred: false,
            deadline_from: None,
            office: None,
            kind: None,
            provided: None,
            words: None,
            before: before.as_deref(),
        };
        let copies = store::copies(app.db(), account, account, &filter).await?;
        let Some(last) = copies.last() else { break };
        before = Some(last.position.clone());
        for copy in copies {
            letters.push(shown(app, &reader, Found::of(copy, &reader)).await?);
        }
    }
    Ok(letters)
}

/// Marks a letter or puts it away.
///
/// # Errors
/// `not-found`.
pub async fn mark(app: &App, account: AccountId, id: LetterId, marks: &MarkLetter) -> Answer<()> {
    identity::require_unlocked(app, account).await?;
    let mut tx = app.db().begin().await?;
    if !store::mark_copy(&mut tx, id, account, marks.starred, marks.archived).await? {
        return Err(Failure::new(Code::NotFound));
    }
    Ok(tx.commit().await?)
}

/// Erases the resident's copy. The town hall's file and its evidence stay.
///
/// # Errors
/// `not-found`; `wrong-state` for a letter that was never opened.
pub async fn erase_copy(app: &App, account: AccountId, id: LetterId) -> Answer<()> {
    identity::require_unlocked(app, account).await?;
    let hidden = || Failure::new(Code::NotFound);
    let mut tx = app.db().begin().await?;
    let copy = store::copy_of(&mut tx, account, account, id).await?.ok_or_else(hidden)?;
    let waits = stage(&copy) == LetterStage::Provided;
    if waits || copy.opened_at.is_none() {
        return Err(Failure::new(Code::WrongState).because("open it first"));
    }
    let letter = store::hold(app.vault(), &mut tx, id).await?.ok_or_else(hidden)?;
    if !store::hide_copy(&mut tx, id, account).await? {
        return Err(hidden());
    }
    store::take_back(&mut tx, id).await?;
    let entry = NewEntry {
        kind: EvidenceKind::CopyErased,
        round: letter.piece.round,
        actor: Actor::Resident(account),
        opened_with: None,
        detail: json!({}),
    };
    evidence::append(app, &mut tx, id, entry).await?;
    Ok(tx.commit().await?)
}
