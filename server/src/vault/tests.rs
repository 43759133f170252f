use super::*;

async fn vault(folder: &Path) -> Vault {
    try_vault(folder).await.unwrap()
}

async fn try_vault(folder: &Path) -> Result<Vault, VaultError> {
    Vault::open(folder, &format!("sqlite://{}", folder.join("keys.db").display())).await
}

fn anna() -> Owner {
    Owner::new("resident", "anna")
}

fn bert() -> Owner {
    Owner::new("resident", "bert")
}

fn letter() -> Object {
    Object::new("letter", "1")
}

/// Every byte turned once.
fn tampered(sealed: &[u8]) -> impl Iterator<Item = Vec<u8>> {
    (0..sealed.len()).map(|place| {
        let mut other = sealed.to_vec();
        other[place] ^= 1;
        other
    })
}

fn is_refused<T>(opened: &Result<T, VaultError>) -> bool {
    matches!(opened, Err(VaultError::Sealed))
}

#[test]
fn what_was_changed_cut_or_moved_does_not_open() {
    let data = DataKey::new(letter());
    let sealed = data.seal("content", b"Grundsteuer");
    assert_eq!(data.open("content", sealed.clone()).unwrap(), b"Grundsteuer");
    assert!(!sealed.windows(4).any(|part| part == b"Grun"));
    for other in tampered(&sealed) {
        assert!(is_refused(&data.open("content", other)));
    }
    for length in 0..sealed.len() {
        assert!(is_refused(&data.open("content", sealed[..length].to_vec())));
    }
    assert!(is_refused(&data.open("name", sealed.clone())), "another part of the same object");
    assert!(is_refused(&DataKey::new(letter()).open("content", sealed)), "another key");
    assert_ne!(data.seal("content", b"same"), data.seal("content", b"same"));
}

#[tokio::test]
async fn a_wrap_opens_one_object_for_one_owner() {
    let folder = tempfile::tempdir().unwrap();
    let vault = vault(folder.path()).await;
    let (anna_key, bert_key) = (vault.make(&anna()).await.unwrap(), vault.make(&bert()).await.unwrap());
    let data = DataKey::new(letter());
    let (sealed, wrap) = (data.seal_text("content", "Bescheid"), anna_key.wrap(&data));
    let opened = anna_key.unwrap(letter(), &wrap).unwrap();
    assert_eq!(opened.open_text("content", &sealed).unwrap(), "Bescheid");
    assert!(is_refused(&bert_key.unwrap(letter(), &wrap)), "another owner");
    assert!(is_refused(&anna_key.unwrap(Object::new("letter", "2"), &wrap)), "another object");
    assert!(is_refused(&anna_key.unwrap(Object::new("question", "1"), &wrap)), "another kind");
    assert!(is_refused(&anna_key.unwrap(letter(), "")), "nothing");
    // The owners' rows swapped in the database of keys.
    let row = store::find(&vault.keys, &anna()).await.unwrap().unwrap();
    let swapped = store::KeyRow { owner: "resident/bert".to_owned(), ..row.clone() };
    assert!(is_refused(&vault.unlock(&swapped)));
    let mut tx = vault.keys.begin().await.unwrap();
    store::set_current(&mut tx, 2).await.unwrap();
    tx.commit().await.unwrap();
    let wrong = vault.make(&Owner::new("resident", "clara")).await;
    assert!(matches!(wrong, Err(VaultError::Generation(2))), "a generation nobody has");
    let relabelled = store::KeyRow { generation: 7, ..row };
    assert!(matches!(vault.unlock(&relabelled), Err(VaultError::Generation(7))));
}

#[tokio::test]
async fn keys_are_found_again_and_made_once() {
    let folder = tempfile::tempdir().unwrap();
    let first = vault(folder.path()).await;
    assert!(first.is_new());
    let wrap = first.make(&anna()).await.unwrap().wrap(&DataKey::new(letter()));
    first.make_all(&[anna(), bert()]).await.unwrap();
    first.close().await;
    let second = vault(folder.path()).await;
    assert!(!second.is_new());
    assert!(second.make(&anna()).await.unwrap().unwrap(letter(), &wrap).is_ok());
    assert_eq!(second.check().await.unwrap().keys, 2);
}

#[tokio::test]
async fn copies_that_start_at_once_make_one_master_key() {
    let folder = tempfile::tempdir().unwrap();
    vault(folder.path()).await.close().await;
    std::fs::remove_file(folder.path().join(MASTER)).unwrap();
    let starts = (0..8).map(|_| {
        let folder = folder.path().to_owned();
        tokio::task::spawn_blocking(move || make_first(&folder, &folder.join(MASTER)).unwrap())
    });
    let made: Vec<Masters> =
        futures_util::future::join_all(starts).await.into_iter().map(Result::unwrap).collect();
    let texts: std::collections::HashSet<String> =
        made.iter().map(|masters| masters.get(1).unwrap().text()).collect();
    assert_eq!(texts.len(), 1);
}

#[cfg(unix)]
#[tokio::test]
async fn other_users_of_the_machine_cannot_read_the_master_key() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let vault = vault(folder.path()).await;
    vault.rotate().await.unwrap();
    vault.destroy(&[anna()], 0).await.unwrap();
    for name in [MASTER, DESTROYED] {
        let mode = std::fs::metadata(folder.path().join(name)).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{name}");
    }
}

#[tokio::test]
async fn a_lost_damaged_or_wrong_master_key_is_never_replaced() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(MASTER);
    let first = vault(folder.path()).await;
    first.make(&anna()).await.unwrap();
    first.close().await;
    let kept = std::fs::read(&path).unwrap();
    std::fs::remove_file(&path).unwrap();
    assert!(matches!(try_vault(folder.path()).await, Err(VaultError::MasterMissing(_))));
    assert!(!path.exists());
    std::fs::write(&path, "nonsense").unwrap();
    assert!(matches!(try_vault(folder.path()).await, Err(VaultError::MasterDamaged(_))));
    Masters::first().write(&path).unwrap();
    assert!(matches!(try_vault(folder.path()).await, Err(VaultError::Sealed)), "somebody else's");
    std::fs::write(&path, kept).unwrap();
    assert!(try_vault(folder.path()).await.is_ok());
}

#[tokio::test]
async fn a_destroyed_key_is_gone_and_stays_gone_after_a_restore() {
    let folder = tempfile::tempdir().unwrap();
    let first = vault(folder.path()).await;
    first.make_all(&[anna(), bert()]).await.unwrap();
    let row = store::find(&first.keys, &anna()).await.unwrap().unwrap();
    first.keys.empty_log().await.unwrap();
    let backup = std::fs::read(folder.path().join("keys.db")).unwrap();
    for _ in 0..2 {
        first.destroy(&[anna()], 5).await.unwrap();
    }
    assert!(matches!(first.key_of(&anna()).await, Err(VaultError::NoKey(_))));
    first.close().await;
    for name in ["keys.db", "keys.db-wal", "keys.db-shm"] {
        let bytes = std::fs::read(folder.path().join(name)).unwrap_or_default();
        let wrapped = row.wrapped.as_bytes();
        assert!(!bytes.windows(wrapped.len()).any(|part| part == wrapped), "{name} still holds the key");
    }
    std::fs::write(folder.path().join("keys.db"), backup).unwrap();
    let restored = vault(folder.path()).await;
    assert!(matches!(restored.key_of(&anna()).await, Err(VaultError::NoKey(_))));
    assert!(restored.key_of(&bert()).await.is_ok());
    // An account that came back with a backup gets a new key, and keeps it.
    restored.make(&anna()).await.unwrap();
    restored.close().await;
    assert!(vault(folder.path()).await.key_of(&anna()).await.is_ok());
}

#[tokio::test]
async fn a_rotation_goes_on_wherever_it_was_interrupted() {
    for steps in 0..3 {
        let folder = tempfile::tempdir().unwrap();
        let server = vault(folder.path()).await;
        let wrap = server.make(&anna()).await.unwrap().wrap(&DataKey::new(letter()));
        let old = std::fs::read_to_string(folder.path().join(MASTER)).unwrap();
        let rotating = vault(folder.path()).await;
        if steps == 0 {
            // The file was written, the database not.
            rotating.read_masters().unwrap().with_next().write(&folder.path().join(MASTER)).unwrap();
        } else {
            let (generation, resumed) = rotating.begin_generation().await.unwrap();
            assert_eq!((generation, resumed), (2, false));
            if steps == 2 {
                assert_eq!(rotating.wrap_some_again(2).await.unwrap(), 1);
            }
        }
        rotating.close().await;
        // The server works on, and one that starts now works too.
        for working in [&server, &vault(folder.path()).await] {
            assert!(working.key_of(&anna()).await.unwrap().unwrap(letter(), &wrap).is_ok());
            working.make(&Owner::new("resident", format!("new in step {steps}"))).await.unwrap();
        }
        let again = vault(folder.path()).await;
        let rotated = again.rotate().await.unwrap();
        assert_eq!((rotated.generation, rotated.resumed), (2, true), "step {steps}");
        let standing = server.check().await.unwrap();
        assert_eq!((standing.keys, standing.broken, standing.earlier), (2, 0, 0), "step {steps}");
        let new = std::fs::read_to_string(folder.path().join(MASTER)).unwrap();
        assert_eq!(new.lines().count(), 1);
        assert!(new.starts_with("2 ") && !new.contains(old.trim()[2..].trim()));
        assert!(server.key_of(&anna()).await.unwrap().unwrap(letter(), &wrap).is_ok());
        // The next one is a whole one.
        let rotated = again.rotate().await.unwrap();
        assert_eq!((rotated.generation, rotated.keys, rotated.resumed), (3, 2, false));
    }
}

#[tokio::test]
async fn keys_made_during_a_rotation_are_not_lost() {
    let folder = tempfile::tempdir().unwrap();
    let (server, rotating) = (vault(folder.path()).await, vault(folder.path()).await);
    let make = async {
        for number in 0..60 {
            server.make(&Owner::new("resident", number)).await.unwrap();
        }
    };
    let rotate = async {
        for _ in 0..5 {
            rotating.rotate().await.unwrap();
        }
    };
    tokio::join!(make, rotate);
    for number in 0..60 {
        assert!(server.key_of(&Owner::new("resident", number)).await.is_ok(), "{number}");
    }
    let standing = vault(folder.path()).await.check().await.unwrap();
    assert_eq!((standing.keys, standing.broken, standing.generation), (60, 0, 6));
}
