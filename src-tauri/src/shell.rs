//! What the shell knows while it runs: the chosen town, this device's stores, the page it shows.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::time::SystemTime;

use rathaus_client::{
    BrowserErrand, Client, Drafts, Network, Offer, PhotoHandle, Photos, SecretStore, Session, Town,
    TownOrigin, check_town,
};
use tauri::{AppHandle, Manager};
use tokio_util::sync::CancellationToken;

use crate::background::Background;
use crate::failure::Failure;
use crate::lock::AppLock;
use crate::notices::Notices;
use crate::owner;
use crate::page::Page;
use crate::person::{Fingerprint, Grant, PinDoor, PinNeed};
use crate::preset::PresetTown;
use crate::scheme::Pictures;
use crate::secrets::DeviceStore;
use crate::settings::SettingsFile;
use crate::texts::Texts;

/// In the folder of this app: a folder for each town.
const TOWNS: &str = "towns";

/// Everything the doors share.
pub(crate) struct Shell {
    /// Where what belongs to the person is kept.
    data: PathBuf,
    settings: SettingsFile,
    network: Network,
    client: RwLock<Option<Arc<Client>>>,
    preset: tokio::sync::Mutex<Option<PresetTown>>,
    shown: Mutex<Option<Town>>,
    pub(crate) store: Arc<DeviceStore>,
    pub(crate) pin: Arc<PinDoor>,
    pub(crate) finger: Fingerprint,
    /// What the sensor proved for the next step.
    pub(crate) grant: Grant,
    pub(crate) lock: AppLock,
    /// How to give up what waits for a finger, and what waits for the browser.
    pub(crate) finger_stop: Mutex<CancellationToken>,
    pub(crate) browser_stop: Mutex<CancellationToken>,
    /// Who will come back from an errand in the browser, and how to give that up.
    pub(crate) errand: Mutex<Option<BrowserErrand>>,
    pub(crate) errand_stop: Mutex<CancellationToken>,
    /// Who came back from the browser, until somebody has said whether it is them.
    pub(crate) offer: Mutex<Option<(Arc<Client>, Offer)>>,
    pub(crate) photos: Photos,
    pub(crate) pictures: Pictures,
    pub(crate) page: Page,
    pub(crate) notices: Notices,
    pub(crate) background: Background,
    pub(crate) texts: Texts,
}

impl Shell {
    /// Reads what is remembered. Touches neither the network nor the keyring: the window comes first.
    pub(crate) fn open(app: &AppHandle, preset: Option<TownOrigin>) -> tauri::Result<Self> {
        let paths = app.path();
        let data = paths.app_local_data_dir()?;
        let settings = SettingsFile::in_folder(&paths.app_config_dir()?);
        let store = Arc::new(DeviceStore::default());
        let photos = Photos::new(data.join("photos"));
        let swept = photos_in_drafts(&data)
            .and_then(|in_drafts| photos.forget_abandoned(SystemTime::now(), &in_drafts));
        if let Err(error) = swept {
            tracing::warn!(%error, "abandoned photos could not be removed");
        }
        let shell = Self {
            network: Network::open()?,
            client: RwLock::default(),
            preset: tokio::sync::Mutex::new(preset.clone().map(PresetTown::new)),
            shown: Mutex::default(),
            pin: Arc::new(PinDoor::new(store.clone())),
            finger: Fingerprint::default(),
            grant: Grant::default(),
            lock: AppLock::default(),
            finger_stop: Mutex::default(),
            browser_stop: Mutex::default(),
            errand: Mutex::default(),
            errand_stop: Mutex::default(),
            offer: Mutex::default(),
            store,
            photos,
            pictures: Pictures::default(),
            page: Page::default(),
            notices: Notices::default(),
            background: Background::default(),
            texts: Texts::new(),
            data,
            settings,
        };
        let settings = shell.settings.current();
        if let Some(language) = settings.language {
            shell.texts.speak(&language);
        }
        if let (None, Some(town)) = (preset, settings.town) {
            shell.talk_to(town);
        }
        Ok(shell)
    }

    /// The client of the chosen town. A preset town is asked for its card first.
    pub(crate) async fn client(&self) -> Result<Arc<Client>, Failure> {
        if let Some(client) = self.client_now() {
            return Ok(client);
        }
        // Held while asking: requests that come in the meantime wait for the same answer.
        let mut preset = self.preset.lock().await;
        if let Some(client) = self.client_now() {
            return Ok(client);
        }
        let Some(asked) = preset.as_mut() else {
            return Err(Failure::new("no-town", "no town has been chosen yet"));
        };
        let town = asked.ask(&self.network).await?;
        *preset = None;
        Ok(self.talk_to(town))
    }

    /// The client of the chosen town, if it is known already.
    pub(crate) fn client_now(&self) -> Option<Arc<Client>> {
        self.client.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Fetches the card of an address and remembers it, so that only what was shown can be trusted.
    pub(crate) async fn check(&self, address: &str) -> Result<Town, Failure> {
        let town = check_town(&self.network, address).await?;
        *self.shown.lock().unwrap_or_else(PoisonError::into_inner) = Some(town.clone());
        Ok(town)
    }

    /// The person trusts the town whose card was shown last.
    pub(crate) fn trust(&self, origin: &str) -> Result<(), Failure> {
        let shown = self.shown.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let Some(town) = shown.filter(|town| town.origin.as_str() == origin) else {
            return Err(Failure::new("not-a-town", "this town's card was not shown"));
        };
        self.settings.change(|settings| settings.town = Some(town.clone()));
        // Whoever was let in at the town before has shown nothing to this one.
        self.lock.anew(|| drop(self.talk_to(town)));
        Ok(())
    }

    /// What was typed for the chosen town but not sent.
    pub(crate) async fn drafts(&self) -> Result<Drafts, Failure> {
        let client = self.client().await?;
        Ok(Drafts::new(self.town_folder(&client.town().origin).join("drafts")))
    }

    /// Where the folders of all towns are.
    pub(crate) fn towns(&self) -> PathBuf {
        self.data.join(TOWNS)
    }

    /// Where something of one town is kept.
    pub(crate) fn town_folder(&self, origin: &TownOrigin) -> PathBuf {
        let name: String = origin
            .as_str()
            .chars()
            .map(|c| if c.is_ascii_alphanumeric() || c == '.' { c } else { '-' })
            .collect();
        self.towns().join(name)
    }

    /// Remembers the language of the pages.
    pub(crate) fn speak(&self, tag: &str) -> bool {
        let known = self.texts.speak(tag);
        if known {
            self.settings.change(|settings| settings.language = Some(tag.to_owned()));
        }
        known
    }

    /// Whether the person still has to be told that closing the window does not end the app; asks only once.
    pub(crate) fn explain_background(&self) -> bool {
        let mut explained = true;
        self.settings
            .change(|settings| explained = std::mem::replace(&mut settings.background_explained, true));
        !explained
    }

    /// This device's secrets, for those who do not care which store it is.
    pub(crate) fn secrets(&self) -> Arc<dyn SecretStore> {
        self.store.clone()
    }

    /// Whether there is a PIN, and how many tries are left.
    pub(crate) async fn pin_need(&self) -> Result<PinNeed, Failure> {
        let pin = Arc::clone(&self.pin);
        Ok(tokio::task::spawn_blocking(move || pin.need()).await.map_err(Failure::bug)??)
    }

    /// Forgets the PIN, after what it protected is gone.
    pub(crate) async fn forget_pin(&self) -> Result<(), Failure> {
        let pin = Arc::clone(&self.pin);
        Ok(tokio::task::spawn_blocking(move || pin.forget()).await.map_err(Failure::bug)??)
    }

    /// Begins something that can be given up; what began before is given up.
    pub(crate) fn begin(stop: &Mutex<CancellationToken>) -> CancellationToken {
        let token = CancellationToken::new();
        std::mem::replace(&mut *stop.lock().unwrap_or_else(PoisonError::into_inner), token.clone()).cancel();
        token
    }

    fn talk_to(&self, town: Town) -> Arc<Client> {
        let session = Session::new(&town.origin, self.secrets());
        let client = Client::new(town, session, self.network.clone());
        *self.client.write().unwrap_or_else(PoisonError::into_inner) = Some(Arc::clone(&client));
        client
    }
}

/// The photos that the drafts of any town name. A folder that cannot be read stops the sweep: its photos may be
/// the ones somebody wants to send.
fn photos_in_drafts(data: &Path) -> std::io::Result<HashSet<PhotoHandle>> {
    let mut named = HashSet::new();
    for town in owner::folders_of(&data.join(TOWNS))? {
        for place in owner::places_of_drafts(&town)? {
            named.extend(Drafts::new(place).photos()?);
        }
    }
    Ok(named)
}
