//! Codes to scan, drawn as one path.

use qrcode::{Color, EcLevel, QrCode};

use crate::LetterError;

/// White modules around the code (ISO/IEC 18004).
const QUIET_MODULES: u16 = 4;

/// Dark and light modules, row by row.
#[derive(Debug, Clone)]
pub(crate) struct Matrix {
    side: usize,
    dark: Vec<bool>,
}

impl Matrix {
    /// Level M restores 15 percent; EPC069-12 asks for it, and a folded letter needs it too.
    ///
    /// # Errors
    /// `Link` when it needs more than 69 modules a side: such a code is too fine for paper.
    pub fn of(data: &str) -> Result<Self, LetterError> {
        let code =
            QrCode::with_error_correction_level(data, EcLevel::M).map_err(|_too_long| LetterError::Link)?;
        let side = code.width();
        if side > 69 {
            return Err(LetterError::Link);
        }
        let dark = code.to_colors().into_iter().map(|color| color == Color::Dark).collect();
        Ok(Self { side, dark })
    }

    /// Side of a module when code and white edge together have this side.
    pub fn module(&self, side: f32) -> f32 {
        side / f32::from(u16::try_from(self.side).unwrap_or(u16::MAX).saturating_add(2 * QUIET_MODULES))
    }

    /// Width of the white edge then.
    pub fn quiet(&self, side: f32) -> f32 {
        self.module(side) * f32::from(QUIET_MODULES)
    }

    /// Runs of dark modules: row, first column, length.
    pub fn runs(&self) -> Vec<(usize, usize, usize)> {
        let mut runs: Vec<(usize, usize, usize)> = Vec::new();
        for (row, modules) in self.dark.chunks(self.side.max(1)).enumerate() {
            for (column, _) in modules.iter().enumerate().filter(|(_, dark)| **dark) {
                match runs.last_mut() {
                    Some((last, from, length)) if *last == row && *from + *length == column => *length += 1,
                    _ => runs.push((row, column, 1)),
                }
            }
        }
        runs
    }
}
