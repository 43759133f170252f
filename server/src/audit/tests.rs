//! Ten thousand ways to tamper with the log.

use rand::{RngExt, SeedableRng, rngs::StdRng, seq::IndexedRandom};

use super::{
    chain::{Head, Link, Words},
    checkpoints::Checkpoint,
    seal,
    verify::{Finding, Walk},
};
use crate::keys::{ServerKey, SigningKey};

const TAMPERS: u32 = 10_000;
const ENTRIES: i64 = 12;
const SIGNED: [i64; 2] = [5, ENTRIES];
/// The account whose words were erased, and the entry that says so.
const ERASED: (&str, i64) = ("account 2", 9);

#[derive(Clone, PartialEq, Debug)]
struct Log {
    links: Vec<Link>,
    words: Vec<Words>,
    head: Head,
    rows: Vec<Checkpoint>,
    lines: Vec<Checkpoint>,
}

struct Keys {
    server: ServerKey,
    signing: SigningKey,
    /// Genuine heads of the past, as an old backup has them.
    heads: Vec<Head>,
}

fn keys() -> Keys {
    let folder = tempfile::tempdir().unwrap();
    let server = ServerKey::load_or_make(&folder.path().join("server.key")).unwrap();
    Keys { signing: server.signing("audit checkpoints"), server, heads: Vec::new() }
}

fn log(keys: &mut Keys) -> Log {
    let first = Head { seq: 0, hash: String::new(), seal: String::new() };
    let mut log = Log { links: vec![], words: vec![], head: first, rows: vec![], lines: vec![] };
    for seq in 1..=ENTRIES {
        let words = Words {
            seq,
            salt: format!("salt {seq}"),
            actor_name: "K. Busch".to_owned(),
            label: format!("2026-{seq:06}"),
            reason: "Why".to_owned(),
        };
        let mut link = Link {
            seq,
            at: 1_790_000_000_000 + seq,
            actor_kind: "staff".to_owned(),
            actor_id: Some(format!("clerk {}", seq % 4)),
            office: (seq % 5 != 0).then(|| "bauamt".to_owned()),
            action: if seq == ERASED.1 { "words_erased" } else { "opened" }.to_owned(),
            purpose: "processing".to_owned(),
            object_kind: "case".to_owned(),
            object_id: format!("case {seq}"),
            account: (seq % 7 != 3).then(|| format!("account {}", seq % 3)),
            words_hash: words.hash(),
            hash: String::new(),
        };
        if seq == ERASED.1 {
            link.account = Some(ERASED.0.to_owned());
        }
        link.hash = link.hash_after(&log.head.hash);
        let erased = link.account.as_deref() == Some(ERASED.0) && seq <= ERASED.1;
        log.head = Head { seq, hash: link.hash.clone(), seal: seal(&keys.server, seq, &link.hash) };
        keys.heads.push(log.head.clone());
        if SIGNED.contains(&seq) {
            log.rows.push(Checkpoint::make(&keys.signing, seq, link.at, &link.hash));
        }
        log.links.push(link);
        if !erased {
            log.words.push(words);
        }
    }
    log.lines.clone_from(&log.rows);
    log
}

fn check(keys: &Keys, log: &Log) -> Vec<Finding> {
    let lines: Vec<Result<Checkpoint, usize>> = log.lines.iter().cloned().map(Ok).collect();
    let mut walk = Walk::begin(&keys.server, &keys.signing, &log.rows, Some(&lines));
    let mut links = log.links.clone();
    links.sort_by_key(|link| link.seq);
    for link in &links {
        walk.link(link, log.words.iter().find(|words| words.seq == link.seq));
    }
    for words in &log.words {
        if !links.iter().any(|link| link.seq == words.seq) {
            walk.stray_words(words.seq);
        }
    }
    walk.end(&log.head, keys.signing.public()).findings
}

/// Changes one letter, cuts the end off, or puts something else there.
fn bend(text: &mut String, random: &mut StdRng) {
    match random.random_range(0..4) {
        0 => text.push('x'),
        1 => drop(text.pop()),
        2 => *text = text.chars().rev().collect(),
        _ => text.insert(0, '0'),
    }
}

fn bend_maybe(text: &mut Option<String>, random: &mut StdRng) {
    match text {
        Some(inner) if random.random_bool(0.5) => bend(inner, random),
        Some(_) => *text = None,
        None => *text = Some(String::new()),
    }
}

fn bend_link(link: &mut Link, random: &mut StdRng) {
    match random.random_range(0..12) {
        0 => link.at += random.random_range(-5..=5),
        1 => bend(&mut link.actor_kind, random),
        2 => bend_maybe(&mut link.actor_id, random),
        3 => bend_maybe(&mut link.office, random),
        4 => bend(&mut link.action, random),
        5 => bend(&mut link.purpose, random),
        6 => bend(&mut link.object_kind, random),
        7 => bend(&mut link.object_id, random),
        8 => bend_maybe(&mut link.account, random),
        9 => bend(&mut link.words_hash, random),
        10 => bend(&mut link.hash, random),
        // A letter moves into the next field.
        _ => {
            if let Some(letter) = link.object_kind.pop() {
                link.object_id.insert(0, letter);
            }
        }
    }
}

fn bend_words(words: &mut Words, random: &mut StdRng) {
    match random.random_range(0..5) {
        0 => bend(&mut words.salt, random),
        1 => bend(&mut words.actor_name, random),
        2 => bend(&mut words.label, random),
        3 => bend(&mut words.reason, random),
        _ => {
            if let Some(letter) = words.actor_name.pop() {
                words.label.insert(0, letter);
            }
        }
    }
}

/// Somebody who knows the program makes the chain fit again; she has no key.
fn rechain(log: &mut Log, renumber: bool) {
    let mut before = String::new();
    for (index, link) in log.links.iter_mut().enumerate() {
        let seq = if renumber { i64::try_from(index).unwrap() + 1 } else { link.seq };
        if let Some(words) = log.words.iter_mut().find(|words| words.seq == link.seq) {
            words.seq = seq;
            link.seq = seq;
            link.words_hash = words.hash();
        }
        link.seq = seq;
        link.hash = link.hash_after(&before);
        before.clone_from(&link.hash);
    }
    if let Some(last) = log.links.last() {
        log.head.seq = last.seq;
        log.head.hash.clone_from(&last.hash);
    }
}

fn cut_off(log: &mut Log, keys: &Keys, random: &mut StdRng) {
    let left = random.random_range(0..log.links.len());
    log.links.truncate(left);
    let newest = i64::try_from(left).unwrap();
    log.words.retain(|words| words.seq <= newest);
    match random.random_range(0..4) {
        0 => {}
        // Row, head and checkpoints of an old backup: only the file tells.
        1 => {
            log.rows.retain(|row| row.seq <= newest);
            log.head = left.checked_sub(1).map_or_else(empty_head, |last| keys.heads[last].clone());
        }
        2 => log.head = left.checked_sub(1).map_or_else(empty_head, |last| keys.heads[last].clone()),
        _ => rechain(log, false),
    }
}

fn empty_head() -> Head {
    Head { seq: 0, hash: String::new(), seal: String::new() }
}

fn tamper(log: &mut Log, keys: &Keys, random: &mut StdRng) {
    let place = random.random_range(0..log.links.len());
    match random.random_range(0..12) {
        0 => bend_link(&mut log.links[place], random),
        1 => {
            bend_link(&mut log.links[place], random);
            rechain(log, false);
        }
        2 => bend_words(log.words.choose_mut_of(random), random),
        3 => {
            bend_words(log.words.choose_mut_of(random), random);
            rechain(log, false);
        }
        4 => {
            let gone = log.words.choose(random).unwrap().seq;
            log.words.retain(|words| words.seq != gone);
        }
        5 => {
            log.links.remove(place);
        }
        6 => {
            let gone = log.links.remove(place).seq;
            log.words.retain(|words| words.seq != gone);
            rechain(log, true);
        }
        7 => cut_off(log, keys, random),
        8 => {
            let other = random.random_range(0..log.links.len());
            let (one, two) = (log.links[place].seq, log.links[other].seq);
            log.links.swap(place, other);
            (log.links[place].seq, log.links[other].seq) = (one, two);
        }
        9 => {
            let mut forged = log.links[place].clone();
            forged.seq = ENTRIES + 1;
            forged.hash = forged.hash_after(&log.head.hash);
            log.words.push(Words { seq: forged.seq, ..log.words[0].clone() });
            log.links.push(forged);
            if random.random_bool(0.5) {
                rechain(log, false);
            }
        }
        10 => match random.random_range(0..3) {
            0 => log.head.seq += random.random_range(-3..=3),
            1 => bend(&mut log.head.hash, random),
            _ => bend(&mut log.head.seal, random),
        },
        _ => tamper_with_checkpoints(log, random),
    }
}

fn tamper_with_checkpoints(log: &mut Log, random: &mut StdRng) {
    let place = random.random_range(0..SIGNED.len());
    let list = if random.random_bool(0.5) { &mut log.rows } else { &mut log.lines };
    match random.random_range(0..5) {
        0 => list[place].seq += random.random_range(-3..=3),
        1 => list[place].at += 1,
        2 => bend(&mut list[place].hash, random),
        3 => bend(&mut list[place].signature, random),
        // The file's last line may not be written yet: that one is left alone.
        _ => drop(list.remove(place.min(SIGNED.len() - 2))),
    }
}

trait ChooseMut<T> {
    fn choose_mut_of(&mut self, random: &mut StdRng) -> &mut T;
}

impl<T> ChooseMut<T> for Vec<T> {
    fn choose_mut_of(&mut self, random: &mut StdRng) -> &mut T {
        let place = random.random_range(0..self.len());
        &mut self[place]
    }
}

#[test]
fn an_honest_log_has_no_findings() {
    let mut keys = keys();
    let log = log(&mut keys);
    assert_eq!(check(&keys, &log), []);
    assert!(log.words.len() < log.links.len(), "some words were erased");
}

#[test]
fn of_ten_thousand_random_tampers_every_one_is_found() {
    let mut keys = keys();
    let honest = log(&mut keys);
    let seed: u64 = std::env::var("RATHAUS_TAMPER_SEED").ok().and_then(|text| text.parse().ok()).unwrap_or(3);
    let mut random = StdRng::seed_from_u64(seed);
    let mut done = 0;
    while done < TAMPERS {
        let mut log = honest.clone();
        for _ in 0..random.random_range(1..=2) {
            if !log.links.is_empty() && log.rows.len() == SIGNED.len() && log.lines.len() == SIGNED.len() {
                tamper(&mut log, &keys, &mut random);
            }
        }
        if log != honest {
            done += 1;
            assert_ne!(check(&keys, &log), [], "seed {seed}, tamper {done} was not found: {log:#?}");
        }
    }
}

#[test]
fn cutting_off_the_end_with_an_old_backup_is_told_by_the_file() {
    let mut keys = keys();
    let mut log = log(&mut keys);
    log.links.truncate(10);
    log.words.retain(|words| words.seq <= 10);
    log.rows.truncate(1);
    log.head = keys.heads[9].clone();
    let findings = check(&keys, &log);
    assert!(findings.contains(&Finding::CutOff(ENTRIES)), "{findings:?}");
    assert!(findings.contains(&Finding::CheckpointGone(ENTRIES)), "{findings:?}");
}

#[tokio::test]
async fn words_whose_time_is_over_go_and_the_log_stays_whole() {
    let (_folder, app) = crate::app::for_tests().await;
    let look = |label: &'static str| {
        let object = super::Object { kind: rathaus_api::audit::AccessObject::Queue, id: "hash", label };
        super::Seen {
            by: super::SYSTEM,
            action: rathaus_api::audit::AccessAction::Searched,
            purpose: rathaus_api::audit::AccessPurpose::Processing,
            object,
            account: None,
            reason: "",
        }
    };
    super::record_look(&app, look("an old name")).await.unwrap();
    app.clock().advance(std::time::Duration::from_secs(5 * 366 * 24 * 3600));
    super::record_look(&app, look("a new name")).await.unwrap();
    super::checkpoints::write(&app).await.unwrap();
    for _ in 0..2 {
        super::sweep(&app).await.unwrap();
    }
    let words = super::store::words_between(app.db(), 0, 100).await.unwrap();
    let labels: Vec<&str> = words.iter().map(|words| words.label.as_str()).collect();
    assert_eq!(
        labels,
        ["a new name", ""],
        "the second one says what was erased, and the next sweep finds nothing"
    );
    super::checkpoints::write(&app).await.unwrap();
    assert_eq!(super::verify::verify(&app, None).await.unwrap().findings, []);
}
