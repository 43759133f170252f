//! Letters: written at the desk, provided or printed, opened, proven.

mod at_rest;
mod consents;
mod delivery;
mod desk;
mod hostile;
mod mailbox;
mod runs;

use std::time::Duration;

use rathaus_api::mail::LetterState;
use rathaus_tests::letters::{decision, news};
use rathaus_tests::people::erika;
use rathaus_tests::resident::broken_bus_stop;
use rathaus_tests::{Clerk, Door, Resident, TestTown};

/// A day, and a moment, so that what is due is due.
pub const DAY: Duration = Duration::from_secs(24 * 3600 + 1);

/// A town with a clerk, and Erika, whose identity is proven and who agreed to digital letters.
pub struct Story {
    pub town: TestTown,
    pub clerk: Clerk,
    pub erika: Resident,
}

impl Story {
    /// Everybody is there; nothing was written yet.
    pub async fn begin() -> Self {
        Self::of(TestTown::open().await).await
    }

    /// The same in a town with other settings.
    pub async fn of(town: TestTown) -> Self {
        let clerk = Clerk::at_counter(&town).await;
        let resident = Resident::register(&town, "Erika").await;
        resident.prove_at_counter(&clerk, &erika()).await;
        resident.agree().await;
        Self { town, clerk, erika: resident }
    }

    /// Lets days pass; everybody signs in again.
    pub async fn pass(&mut self, days: u32) {
        self.town.advance(DAY * days);
        self.clerk.door = self.clerk.sign_in_at(Door::app(self.town.origin())).await;
        self.erika.door = self.erika.sign_in_at(Door::app(self.town.origin())).await;
    }

    /// A decision that lies in Erika's mailbox, its notice sent.
    pub async fn decided(&self) -> rathaus_api::ids::LetterId {
        let id = self.clerk.write(&decision(self.town.office_of_bus_stops(), &erika())).await;
        self.clerk.wait_for(id, LetterState::Provided).await;
        self.clerk.wait_for_notice(id).await;
        id
    }

    /// Something to know about Erika's report, in her mailbox.
    pub async fn informed(&self) -> rathaus_api::ids::LetterId {
        let filed = self.erika.file(&broken_bus_stop()).await;
        let id = self.clerk.write(&news(self.town.office_of_bus_stops(), filed.id)).await;
        self.clerk.wait_for(id, LetterState::Provided).await;
        id
    }
}
