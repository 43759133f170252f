//! What a file is, by its first bytes. The name and the declared content type are never asked.

use crate::PictureError;

/// The three formats that are accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// ITU T.81
    Jpeg,
    /// W3C PNG
    Png,
    /// RFC 9649
    WebP,
}

/// Brands of ISO base media files (ISO/IEC 14496-12, 4.3) that hold HEIF still pictures.
const HEIF_BRANDS: [&[u8; 4]; 13] = [
    b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"hevm", b"hevs", b"mif1", b"mif2", b"msf1",
    b"avif", b"avis",
];

/// Compatible brands that are looked at; real files list fewer than ten.
const BRANDS_MAX: usize = 32;

impl Kind {
    /// Recognises a file.
    ///
    /// # Errors
    /// `Empty`, `Heic` or `NotAPicture`.
    pub fn of(bytes: &[u8]) -> Result<Self, PictureError> {
        if bytes.is_empty() {
            Err(PictureError::Empty)
        } else if bytes.starts_with(&[0xFF, 0xD8, 0xFF]) {
            Ok(Self::Jpeg)
        } else if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
            Ok(Self::Png)
        } else if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
            Ok(Self::WebP)
        } else if is_heif(bytes) {
            Err(PictureError::Heic)
        } else {
            Err(PictureError::NotAPicture)
        }
    }
}

/// `size "ftyp" major_brand minor_version compatible_brands*`
fn is_heif(bytes: &[u8]) -> bool {
    if bytes.get(4..8) != Some(b"ftyp") {
        return false;
    }
    let size = bytes.first_chunk().map_or(0, |size| usize::try_from(u32::from_be_bytes(*size)).unwrap_or(0));
    let end = size.min(bytes.len());
    let major = bytes.get(8..12);
    let compatible = bytes.get(16..end).unwrap_or_default().chunks_exact(4).take(BRANDS_MAX);
    major.into_iter().chain(compatible).any(|brand| HEIF_BRANDS.iter().any(|heif| heif.as_slice() == brand))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], expected: &Result<Kind, PictureError>) {
        assert_eq!(&Kind::of(bytes), expected, "{}", String::from_utf8_lossy(bytes));
    }

    #[test]
    fn files_are_known_by_their_first_bytes() {
        check(b"", &Err(PictureError::Empty));
        check(b"\xFF\xD8\xFF\xE0\0\x10JFIF", &Ok(Kind::Jpeg));
        check(b"\x89PNG\r\n\x1a\n", &Ok(Kind::Png));
        check(b"RIFF\x10\0\0\0WEBPVP8 ", &Ok(Kind::WebP));
        for other in [
            b"GIF89a..........".as_slice(),
            b"<svg xmlns=\"http://www.w3.org/2000/svg\"/>",
            b"<?xml version=\"1.0\"?><svg/>",
            b"%PDF-1.7",
            b"PK\x03\x04",
            b"BM......",
            b"II*\0",
            b"RIFF\x10\0\0\0WAVEfmt ",
            b"\xFF\xD8",
            b"\0",
            b"\0\0\0\x18ftypisom\0\0\0\0isommp42",
            b"\0\0\0\x18ftyp",
        ] {
            check(other, &Err(PictureError::NotAPicture));
        }
    }

    #[test]
    fn phone_formats_get_their_own_answer() {
        for brand in HEIF_BRANDS {
            let mut file = b"\0\0\0\x18ftyp".to_vec();
            file.extend_from_slice(brand);
            check(&file, &Err(PictureError::Heic));
        }
        check(b"\0\0\0\x1cftypXXXX\0\0\0\0isomheic    ", &Err(PictureError::Heic));
        check(b"\0\0\0\x10ftypXXXX\0\0\0\0heic", &Err(PictureError::NotAPicture));
    }
}
