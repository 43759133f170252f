//! Finds what was changed, added, swapped or cut off.

use std::{
    collections::{BTreeMap, HashMap},
    fmt,
    path::Path,
};

use super::{
    WORDS_MS,
    chain::{Head, Link, Words},
    checkpoints::{self, Checkpoint},
    seal, store,
};
use crate::{
    App,
    keys::{ServerKey, SigningKey},
};

/// Links read at once.
const BATCH: i64 = 1000;

/// Findings that are kept; a log with more is lost anyway.
const FINDINGS_MAX: usize = 100;

/// Something that should not be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Finding {
    /// Entries are gone: from, through.
    EntriesMissing(i64, i64),
    /// The entry, or the one before it, was changed.
    EntryChanged(i64),
    /// Names or texts of the entry were changed.
    WordsChanged(i64),
    /// Names and texts of the entry are gone without an entry that says so.
    WordsMissing(i64),
    /// Names and texts without an entry.
    WordsStray(i64),
    /// The newest entry is not the one the server sealed; the number is the sealed one.
    HeadChanged(i64),
    /// The chain ends before a signed state: it was cut off.
    CutOff(i64),
    /// The chain is not the one that was signed.
    NotAsSigned(i64),
    /// A checkpoint was not signed by this server.
    SignatureWrong(i64),
    /// A checkpoint stands in the database or in the file only.
    CheckpointGone(i64),
    /// A line of the file is no checkpoint.
    LineUnreadable(usize),
    /// There is no file of checkpoints.
    FileMissing,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::EntriesMissing(from, through) => write!(f, "entries {from} to {through} are missing"),
            Self::EntryChanged(seq) => write!(f, "entry {seq} or the one before it was changed"),
            Self::WordsChanged(seq) => write!(f, "names or texts of entry {seq} were changed"),
            Self::WordsMissing(seq) => write!(f, "names and texts of entry {seq} are gone"),
            Self::WordsStray(seq) => write!(f, "names and texts {seq} belong to no entry"),
            Self::HeadChanged(seq) => write!(f, "the newest entry is not the sealed one ({seq})"),
            Self::CutOff(seq) => write!(f, "entries up to {seq} were signed and are not there any more"),
            Self::NotAsSigned(seq) => write!(f, "entry {seq} is not the one that was signed"),
            Self::SignatureWrong(seq) => write!(f, "the signature of checkpoint {seq} is wrong"),
            Self::CheckpointGone(seq) => write!(f, "checkpoint {seq} stands in one of two places only"),
            Self::LineUnreadable(line) => write!(f, "line {line} of the checkpoints is none"),
            Self::FileMissing => write!(f, "the file of checkpoints is missing"),
        }
    }
}

/// What verifying found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verified {
    /// Entries that were read.
    pub entries: i64,
    /// Entries since the newest checkpoint: only the seal protects them.
    pub unsigned: i64,
    /// What should not be, at most 100.
    pub findings: Vec<Finding>,
    /// The public key of the checkpoints, to compare with the one that was written down.
    pub public_key: String,
}

/// An entry whose names and texts are gone.
struct Wordless {
    seq: i64,
    at: i64,
    account: Option<String>,
}

/// One walk along the chain.
pub(super) struct Walk<'a> {
    key: &'a ServerKey,
    seq: i64,
    hash: String,
    signed: BTreeMap<i64, Vec<String>>,
    last_signed: i64,
    without_words: Vec<Wordless>,
    erased: HashMap<String, i64>,
    /// Up to which entry words were erased because their time was over, and when.
    erased_through: (i64, i64),
    findings: Vec<Finding>,
}

impl<'a> Walk<'a> {
    /// Begins with the checkpoints of the database and the lines of a file, each signed or a finding.
    pub(super) fn begin(
        key: &'a ServerKey,
        signing: &SigningKey,
        rows: &[Checkpoint],
        lines: Option<&[Result<Checkpoint, usize>]>,
    ) -> Self {
        let mut walk = Self {
            key,
            seq: 0,
            hash: String::new(),
            signed: BTreeMap::new(),
            last_signed: 0,
            without_words: Vec::new(),
            erased: HashMap::new(),
            erased_through: (0, 0),
            findings: Vec::new(),
        };
        rows.iter().for_each(|row| walk.checkpoint(signing, row));
        let Some(lines) = lines else {
            if !rows.is_empty() {
                walk.find(Finding::FileMissing);
            }
            return walk;
        };
        let in_rows: BTreeMap<i64, &Checkpoint> = rows.iter().map(|row| (row.seq, row)).collect();
        for line in lines {
            match line {
                // Its signature was looked at with the row's.
                Ok(line) if in_rows.get(&line.seq) == Some(&line) => {}
                Ok(line) => walk.checkpoint(signing, line),
                Err(number) => walk.find(Finding::LineUnreadable(*number)),
            }
        }
        walk.compare(rows, lines);
        walk
    }

    fn find(&mut self, finding: Finding) {
        if self.findings.len() < FINDINGS_MAX {
            self.findings.push(finding);
        }
    }

    fn checkpoint(&mut self, signing: &SigningKey, checkpoint: &Checkpoint) {
        if checkpoint.is_signed(signing) {
            self.signed.entry(checkpoint.seq).or_default().push(checkpoint.hash.clone());
            self.last_signed = self.last_signed.max(checkpoint.seq);
        } else {
            self.find(Finding::SignatureWrong(checkpoint.seq));
        }
    }

    /// The file is written from the rows: it has all of them but perhaps the newest.
    fn compare(&mut self, rows: &[Checkpoint], lines: &[Result<Checkpoint, usize>]) {
        let in_rows: BTreeMap<i64, &Checkpoint> = rows.iter().map(|row| (row.seq, row)).collect();
        let in_lines: BTreeMap<i64, &Checkpoint> =
            lines.iter().flatten().map(|line| (line.seq, line)).collect();
        let newest = in_lines.keys().next_back().copied().unwrap_or(0);
        let gone = in_lines.iter().filter(|(seq, line)| in_rows.get(*seq) != Some(*line));
        let gone: Vec<i64> = gone.map(|(seq, _)| *seq).collect();
        let lost = in_rows.keys().filter(|seq| **seq <= newest && !in_lines.contains_key(*seq));
        let lost: Vec<i64> = lost.copied().collect();
        for seq in gone.into_iter().chain(lost) {
            self.find(Finding::CheckpointGone(seq));
        }
    }

    /// The next link with its words.
    pub(super) fn link(&mut self, link: &Link, words: Option<&Words>) {
        if link.seq != self.seq + 1 {
            self.find(Finding::EntriesMissing(self.seq + 1, link.seq - 1));
        }
        if link.hash != link.hash_after(&self.hash) {
            self.find(Finding::EntryChanged(link.seq));
        }
        match words {
            Some(words) if words.hash() == link.words_hash => {}
            Some(_) => self.find(Finding::WordsChanged(link.seq)),
            None => self.without_words.push(Wordless {
                seq: link.seq,
                at: link.at,
                account: link.account.clone(),
            }),
        }
        if link.action == "words_erased" {
            match &link.account {
                Some(account) => drop(self.erased.insert(account.clone(), link.seq)),
                None => self.erased_through = (link.object_id.parse().unwrap_or(0), link.at),
            }
        }
        let signed = self.signed.remove(&link.seq).unwrap_or_default();
        if signed.iter().any(|hash| *hash != link.hash) {
            self.find(Finding::NotAsSigned(link.seq));
        }
        self.seq = link.seq;
        self.hash.clone_from(&link.hash);
    }

    pub(super) fn stray_words(&mut self, seq: i64) {
        self.find(Finding::WordsStray(seq));
    }

    /// The end of the chain.
    pub(super) fn end(mut self, head: &Head, public_key: String) -> Verified {
        let sealed = head.seq == 0 || seal(self.key, head.seq, &head.hash) == head.seal;
        if !sealed || head.seq != self.seq || head.hash != self.hash {
            self.find(Finding::HeadChanged(head.seq));
        }
        if let Some(cut) = self.signed.keys().next_back().copied() {
            self.find(Finding::CutOff(cut));
        }
        for Wordless { seq, at, account } in std::mem::take(&mut self.without_words) {
            let erased = account.and_then(|account| self.erased.get(&account).copied());
            let (through, when) = self.erased_through;
            let is_over = seq <= through && at < when - WORDS_MS;
            if !is_over && erased.is_none_or(|erased| erased < seq) {
                self.find(Finding::WordsMissing(seq));
            }
        }
        let unsigned = (self.seq - self.last_signed).max(0);
        Verified { entries: self.seq, unsigned, findings: self.findings, public_key }
    }
}

/// Verifies the log of this town against its own checkpoints and those of a file: the one beside the data, or a copy
/// from elsewhere. The server may go on working.
///
/// # Errors
/// When the database or the file cannot be read.
pub async fn verify(app: &App, file: Option<&Path>) -> anyhow::Result<Verified> {
    let signing = checkpoints::signing_key(app);
    let own = checkpoints::path(app);
    let lines = checkpoints::read(file.unwrap_or(&own))?;
    let mut rows: Vec<Checkpoint> = Vec::new();
    loop {
        let after = rows.last().map_or(i64::MIN, |row| row.seq);
        let more = store::checkpoints_after(app.db(), after, BATCH).await?;
        if more.is_empty() {
            break;
        }
        rows.extend(more);
    }
    let mut walk = Walk::begin(app.server_key(), &signing, &rows, lines.as_deref());
    let head = loop {
        walk_links(app, &mut walk).await?;
        // The head and its entry commit together: a head further on means that entries came while we read.
        let head = store::head(app.db()).await?;
        if head.seq <= walk.seq || store::links_after(app.db(), walk.seq, 1).await?.is_empty() {
            break head;
        }
    };
    Ok(walk.end(&head, signing.public()))
}

async fn walk_links(app: &App, walk: &mut Walk<'_>) -> anyhow::Result<()> {
    let mut words_read = if walk.seq == 0 { i64::MIN } else { walk.seq };
    loop {
        let links = store::links_after(app.db(), words_read, BATCH).await?;
        let through = links.last().map_or(i64::MAX, |link| link.seq);
        let words = store::words_between(app.db(), words_read, through).await?;
        let mut words: BTreeMap<i64, Words> = words.into_iter().map(|words| (words.seq, words)).collect();
        for link in &links {
            walk.link(link, words.remove(&link.seq).as_ref());
        }
        if links.is_empty() {
            // What was appended since the look at the links has words that are no strays.
            let newer = store::links_after(app.db(), walk.seq, BATCH).await?;
            for seq in words.into_keys().filter(|seq| newer.iter().all(|link| link.seq != *seq)) {
                walk.stray_words(seq);
            }
            return Ok(());
        }
        words.into_keys().for_each(|seq| walk.stray_words(seq));
        words_read = through;
    }
}
