//! The lock of the app: shut at every start and after five minutes in the background, opened by finger or PIN. While
//! it is shut the page is covered and what it asks for waits; nothing that was typed is thrown away. Where the keys
//! of the device go instead, the page goes as well, and what was typed waits for its owner.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use rathaus_client::{LOCK_AFTER, LockTimer, since_boot};
use tauri::async_runtime::spawn;
use tauri::{AppHandle, Manager};
use tokio::sync::watch;

use crate::failure::Failure;
use crate::owner;
use crate::page::{Message, WhyLeft};
use crate::passkeys;
use crate::person::PinNeed;
use crate::shell::Shell;

/// Seconds after which an app in the background locks itself, where five minutes are too long (a shared computer).
const LOCK_AFTER_VARIABLE: &str = "RATHAUS_LOCK_AFTER";
/// How long the town may take to end the session of a device that lost its keys.
const GOODBYE_PATIENCE: Duration = Duration::from_secs(3);
/// How often the clock is looked at, at the most seldom.
const LOOK_EVERY: Duration = Duration::from_secs(15);

/// Whether what belongs to the signed-in person may be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Gate {
    /// The keyring was not asked yet who is signed in: nothing personal can be shown.
    Unknown,
    Open,
    Shut,
    /// The keys of this device are gone, and the page of whoever was signed in is on its way out: nobody sees it again.
    Left,
}

/// The lock and those who wait behind it.
pub(crate) struct AppLock {
    lock: Mutex<LockTimer>,
    gate: watch::Sender<Gate>,
    /// Counts the pages that had to go: what they still wait for is not done any more.
    left: AtomicU64,
    look_every: Duration,
}

impl Default for AppLock {
    fn default() -> Self {
        let wished = std::env::var(LOCK_AFTER_VARIABLE).ok().and_then(|text| text.parse().ok());
        let after = wished.map_or(LOCK_AFTER, Duration::from_secs).max(Duration::from_secs(1));
        Self {
            lock: Mutex::new(LockTimer::open(after, since_boot())),
            gate: watch::Sender::new(Gate::Unknown),
            left: AtomicU64::default(),
            look_every: (after / 4).min(LOOK_EVERY),
        }
    }
}

impl AppLock {
    /// Whether it is shut.
    pub(crate) fn is_shut(&self) -> bool {
        *self.gate.borrow() == Gate::Shut
    }

    fn lock(&self) -> MutexGuard<'_, LockTimer> {
        self.lock.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether the page of whoever was signed in is on its way out: nothing of it may be kept where others look.
    pub(crate) fn is_left(&self) -> bool {
        *self.gate.borrow() == Gate::Left
    }

    /// Does something after which the gate has to be decided anew, such as the change to another town. Nobody passes
    /// in between.
    pub(crate) fn anew(&self, act: impl FnOnce()) {
        self.gate.send_modify(|gate| {
            act();
            if *gate != Gate::Left {
                *gate = Gate::Unknown;
            }
        });
    }

    /// Sets the gate where it stands as `when` asks for.
    fn set_if(&self, shell: &Shell, gate: Gate, when: impl FnOnce(Gate) -> bool) {
        let mut before = gate;
        let changed = self.gate.send_if_modified(|now| {
            before = *now;
            let changes = *now != gate && when(*now);
            if changes {
                *now = gate;
            }
            changes
        });
        if !changed {
            return;
        }
        shell.page.tell(Message::Lock { locked: gate == Gate::Shut });
        if gate == Gate::Open && before == Gate::Shut {
            // The page heard nothing meanwhile: it asks again.
            shell.page.catch_up();
        }
    }

    fn set(&self, shell: &Shell, gate: Gate) {
        // A page that has to go is not uncovered by anything.
        self.set_if(shell, gate, |now| now != Gate::Left);
    }
}

/// Waits until what belongs to the person may be shown. Without anybody signed in, or without a way to unlock, that
/// is at once. Fails where the page that asks had to go meanwhile.
pub(crate) async fn passed(shell: &Shell) -> Result<(), Failure> {
    let before = shell.lock.left.load(Ordering::SeqCst);
    decide(shell).await;
    let mut gate = shell.lock.gate.subscribe();
    let _ = gate.wait_for(|gate| *gate != Gate::Shut).await;
    if shell.lock.left.load(Ordering::SeqCst) != before || shell.lock.is_left() {
        return Err(Failure::new("gone", "the page that asked had to go"));
    }
    Ok(())
}

/// At the start, and after a change of town: shut when somebody is signed in and can be asked for finger or PIN.
pub(crate) async fn decide(shell: &Shell) {
    while *shell.lock.gate.borrow() == Gate::Unknown {
        let Some(client) = shell.client_now() else { return };
        if !client.session().is_known().await {
            return;
        }
        let shut = is_lockable(shell).await;
        if shut {
            shell.lock.lock().lock();
        }
        let same_town = || shell.client_now().is_some_and(|now| Arc::ptr_eq(&now, &client));
        // Somebody who signed in while this was asked is there. Another town is asked about anew.
        let gate = if shut { Gate::Shut } else { Gate::Open };
        shell.lock.set_if(shell, gate, |now| now == Gate::Unknown && same_town());
    }
}

/// Whether there is something to protect, and a way back to it.
async fn is_lockable(shell: &Shell) -> bool {
    let Some(client) = shell.client_now() else { return false };
    if !client.session().is_open().await {
        return false;
    }
    match shell.pin_need().await {
        Ok(PinNeed::Set { tries_left: 0 }) => {
            // The last start was killed before it could do what the tenth wrong try asks for.
            if let Err(error) = wipe(shell, WhyLeft::Tries).await {
                tracing::error!(?error, "the keys of this device could not be deleted");
                return true;
            }
            false
        }
        Ok(PinNeed::Set { .. }) => true,
        Ok(PinNeed::Unset) => false,
        Err(error) => {
            // Whoever cannot be asked for the PIN is not let in by that.
            tracing::error!(?error, "the keyring does not say whether there is a PIN");
            true
        }
    }
}

/// Locks now; does nothing when nobody is signed in or nothing could open it again.
pub(crate) async fn lock_now(shell: &Shell) -> bool {
    decide(shell).await;
    if is_lockable(shell).await {
        shell.lock.lock().lock();
        shell.lock.set(shell, Gate::Shut);
    }
    shell.lock.is_shut()
}

/// The person has shown who they are, or left.
pub(crate) fn open(shell: &Shell) {
    shell.lock.lock().unlock(since_boot());
    shell.lock.set(shell, Gate::Open);
}

/// The window went into the background, or came back.
pub(crate) fn seen(app: &AppHandle, shown: bool) {
    let Some(shell) = app.try_state::<Shell>() else { return };
    let due = {
        let mut lock = shell.lock.lock();
        if shown {
            lock.show(since_boot())
        } else {
            lock.hide(since_boot());
            lock.is_locked()
        }
    };
    if due && !shell.lock.is_shut() {
        shut_if_needed(app);
    }
}

/// Looks at the clock again and again.
pub(crate) fn watch(app: &AppHandle) {
    let app = app.clone();
    spawn(async move {
        loop {
            let shell = app.state::<Shell>();
            tokio::time::sleep(shell.lock.look_every).await;
            decide(&shell).await;
            let due = shell.lock.lock().look(since_boot());
            if due && !shell.lock.is_shut() {
                shut_if_needed(&app);
            }
        }
    });
}

/// The time is up: locks, unless there is nothing to protect.
fn shut_if_needed(app: &AppHandle) {
    let shell = app.state::<Shell>();
    // Nothing is shown while the keyring is asked: shut first, open again where there is no reason.
    let signed_in = shell.client_now().is_some_and(|client| client.session().seems_open());
    if !signed_in {
        reset(&shell);
        return;
    }
    shell.lock.set(&shell, Gate::Shut);
    let app = app.clone();
    spawn(async move {
        let shell = app.state::<Shell>();
        if !is_lockable(&shell).await {
            open(&shell);
        }
    });
}

/// Nothing to protect: the time begins anew.
fn reset(shell: &Shell) {
    let mut lock = shell.lock.lock();
    let now = since_boot();
    lock.unlock(now);
}

/// What the tenth wrong PIN, and a forgotten one, ask for: the keys of this device go, then the sessions, then what
/// was typed is put aside for its owner, then the PIN itself goes. Whatever kills this in between, the next start finds
/// the PIN still spent and begins again.
pub(crate) async fn wipe(shell: &Shell, why: WhyLeft) -> Result<(), Failure> {
    let client = shell.client_now();
    let here = client.as_ref().map(|client| client.town().origin.host().to_owned());
    let store = shell.secrets();
    let forgotten =
        tokio::task::spawn_blocking(move || passkeys::forget_all(store.as_ref(), here.as_deref()));
    forgotten.await.map_err(Failure::bug)??;
    if let Some(client) = &client {
        client.learn_key(false);
        client.leave(GOODBYE_PATIENCE).await;
    }
    let store = shell.secrets();
    let forgotten = tokio::task::spawn_blocking(move || rathaus_client::forget_sessions(store.as_ref()));
    forgotten.await.map_err(Failure::bug)??;
    let covered = *shell.lock.gate.borrow() != Gate::Open;
    let put_aside = if covered { leave(shell).await } else { Ok(()) };
    let pin = shell.forget_pin().await;
    // Whatever failed: the page before must go, or nobody gets on.
    if covered {
        shell.page.leave(why);
    } else {
        open(shell);
    }
    put_aside.and(pin)
}

/// Takes the page of whoever was signed in away: it stays covered until it loads anew, and what was typed waits for its
/// owner. Whoever opened the app this way has not shown to be that person.
async fn leave(shell: &Shell) -> Result<(), Failure> {
    // From here on the page before can neither keep nor read anything.
    shell.lock.left.fetch_add(1, Ordering::SeqCst);
    shell.lock.gate.send_replace(Gate::Left);
    shell.lock.lock().unlock(since_boot());
    owner::put_aside(shell).await
}

/// A page begins that knows nothing of the one before.
pub(crate) fn arrived(shell: &Shell) {
    shell.lock.set_if(shell, Gate::Open, |now| now == Gate::Left);
}
