//! What a town's lawyer decides where the law leaves a choice.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::regime::FOURTH_DAY_FROM;

/// How many days OZG 9(1) means since the other acts changed from three to four.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum OzgDays {
    /// The third day, as the text says.
    Three,
    /// The fourth day, once a later text says so.
    Four,
    /// Both are reckoned with: the resident is shown the third, the act is final after the fourth.
    #[default]
    Unsettled,
}

impl OzgDays {
    /// The earliest and the latest number of days among those of the table.
    pub(crate) fn among(self, (earliest, latest): (u8, u8)) -> (u8, u8) {
        match self {
            Self::Three => (earliest, earliest),
            Self::Four => (latest, latest),
            Self::Unsettled => (earliest, latest),
        }
    }
}

/// The settings of a town. The default is safe: every doubt is reckoned with, nothing unsettled is switched on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Profile {
    /// Days of OZG 9(1).
    pub ozg_days: OzgDays,
    /// Whether the town uses AO 122a.
    pub provision_ao: bool,
    /// The day from which the procedure act of the state has the fourth day. 2025-01-01 where it points to the federal
    /// text and where the state took it over in time; a state with a text of its own may have done so later
    /// ([`State::has_own_procedure_act`](crate::State::has_own_procedure_act)). Letters posted before it count with
    /// the third day.
    pub fourth_day_from: Date,
}

impl Default for Profile {
    fn default() -> Self {
        Self { ozg_days: OzgDays::default(), provision_ao: false, fourth_day_from: FOURTH_DAY_FROM }
    }
}
