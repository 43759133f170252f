//! What the shell knows while it runs: the chosen town, this device's stores, the page it shows.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::time::{Duration, SystemTime};

use rathaus_client::{
    Client, Drafts, Network, Photos, SecretStore, Session, Town, TownOrigin, check_town, read_if_there,
    replace_file,
};
use serde::{Deserialize, Serialize};
use tauri::{AppHandle, Manager};

use crate::background::Background;
use crate::failure::Failure;
use crate::notices::Notices;
use crate::page::Page;
use crate::passkeys::PinDoor;
use crate::scheme::Pictures;
use crate::secrets::DeviceStore;
use crate::texts::Texts;

/// How often a preset town is asked for its card before the person is asked instead: its server may be
/// starting at the same moment.
const PRESET_TRIES: u32 = 20;
/// The pause between two of these tries.
const PRESET_PAUSE: Duration = Duration::from_millis(500);

/// Everything the doors share.
pub(crate) struct Shell {
    folders: Folders,
    network: Network,
    client: RwLock<Option<Arc<Client>>>,
    preset: tokio::sync::Mutex<Option<TownOrigin>>,
    shown: Mutex<Option<Town>>,
    /// Held while the settings are read, changed and written.
    changing: Mutex<()>,
    pub(crate) store: Arc<DeviceStore>,
    pub(crate) pin: PinDoor,
    pub(crate) photos: Photos,
    pub(crate) pictures: Pictures,
    pub(crate) page: Page,
    pub(crate) notices: Notices,
    pub(crate) background: Background,
    pub(crate) texts: Texts,
}

struct Folders {
    config: PathBuf,
    data: PathBuf,
}

/// What is remembered between two starts.
#[derive(Default, Serialize, Deserialize)]
struct Settings {
    #[serde(default)]
    town: Option<Town>,
    #[serde(default)]
    language: Option<String>,
    #[serde(default)]
    background_explained: bool,
}

impl Shell {
    /// Reads what is remembered. Touches neither the network nor the keyring: the window comes first.
    pub(crate) fn open(app: &AppHandle, preset: Option<TownOrigin>) -> tauri::Result<Self> {
        let paths = app.path();
        let folders = Folders { config: paths.app_config_dir()?, data: paths.app_local_data_dir()? };
        let store = Arc::new(DeviceStore::default());
        let photos = Photos::new(folders.data.join("photos"));
        if let Err(error) = photos.forget_abandoned(SystemTime::now()) {
            tracing::warn!(%error, "abandoned photos could not be removed");
        }
        let shell = Self {
            network: Network::open()?,
            client: RwLock::default(),
            preset: tokio::sync::Mutex::new(preset.clone()),
            shown: Mutex::default(),
            changing: Mutex::default(),
            pin: PinDoor::new(store.clone()),
            store,
            photos,
            pictures: Pictures::default(),
            page: Page::default(),
            notices: Notices::default(),
            background: Background::default(),
            texts: Texts::new(),
            folders,
        };
        let settings = shell.settings();
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
        let Some(origin) = preset.as_ref() else {
            return Err(Failure::new("no-town", "no town has been chosen yet"));
        };
        let town = self.ask_preset(origin).await?;
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
        self.change(|settings| settings.town = Some(town.clone()));
        self.talk_to(town);
        Ok(())
    }

    /// What was typed for the chosen town but not sent.
    pub(crate) async fn drafts(&self) -> Result<Drafts, Failure> {
        let client = self.client().await?;
        Ok(Drafts::new(self.town_folder(&client.town().origin).join("drafts")))
    }

    /// Where something of one town is kept.
    pub(crate) fn town_folder(&self, origin: &TownOrigin) -> PathBuf {
        let name: String = origin
            .as_str()
            .chars()
            .map(|c| if c.is_ascii_alphanumeric() || c == '.' { c } else { '-' })
            .collect();
        self.folders.data.join("towns").join(name)
    }

    /// Remembers the language of the pages.
    pub(crate) fn speak(&self, tag: &str) -> bool {
        let known = self.texts.speak(tag);
        if known {
            self.change(|settings| settings.language = Some(tag.to_owned()));
        }
        known
    }

    /// Whether the person still has to be told that closing the window does not end the app; asks only once.
    pub(crate) fn explain_background(&self) -> bool {
        let mut explained = true;
        self.change(|settings| explained = std::mem::replace(&mut settings.background_explained, true));
        !explained
    }

    /// This device's secrets, for those who do not care which store it is.
    pub(crate) fn secrets(&self) -> Arc<dyn SecretStore> {
        self.store.clone()
    }

    fn talk_to(&self, town: Town) -> Arc<Client> {
        let session = Session::new(&town.origin, self.secrets());
        let client = Client::new(town, session, self.network.clone());
        *self.client.write().unwrap_or_else(PoisonError::into_inner) = Some(Arc::clone(&client));
        client
    }

    async fn ask_preset(&self, origin: &TownOrigin) -> Result<Town, Failure> {
        let mut tries = 1;
        loop {
            match check_town(&self.network, origin.as_str()).await {
                Ok(town) => return Ok(town),
                Err(error) if tries == PRESET_TRIES => return Err(error.into()),
                Err(error) => tracing::info!(%error, tries, "the preset town does not answer yet"),
            }
            tries += 1;
            tokio::time::sleep(PRESET_PAUSE).await;
        }
    }

    fn settings(&self) -> Settings {
        let path = settings_path(&self.folders.config);
        let bytes = read_if_there(&path).unwrap_or_else(|error| {
            tracing::error!(%error, "the settings could not be read");
            None
        });
        bytes.and_then(|bytes| serde_json::from_slice(&bytes).ok()).unwrap_or_default()
    }

    /// Settings that cannot be stored are a nuisance, not a reason to stop.
    fn change(&self, change: impl FnOnce(&mut Settings)) {
        let _turn = self.changing.lock().unwrap_or_else(PoisonError::into_inner);
        let mut settings = self.settings();
        change(&mut settings);
        let written = serde_json::to_vec_pretty(&settings)
            .map_err(std::io::Error::from)
            .and_then(|bytes| replace_file(&settings_path(&self.folders.config), &bytes));
        if let Err(error) = written {
            tracing::error!(%error, "the settings could not be stored");
        }
    }
}

fn settings_path(config: &Path) -> PathBuf {
    config.join("settings.json")
}
