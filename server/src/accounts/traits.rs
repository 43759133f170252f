//! What is known of a new passkey: what keeps it, and whether it can leave its device.
//!
//! Only for showing it to its person. Nothing here is attested, and nothing is allowed or refused because of it.

use rathaus_api::accounts::PasskeyKind;
use sha2::{Digest, Sha256};
use webauthn_rs::prelude::{Passkey, RegisterPublicKeyCredential};
use webauthn_rs_proto::AuthenticatorTransport;

/// The model number (AAGUID) of the authenticator inside this program's app (`src-tauri/src/passkeys`).
const APP_AAGUID: [u8; 16] = *b"\xd3\x1f\x0b\x57\x7c\x1e\x4c\x0a\x9a\x46\x52\x61\x74\x68\x61\x75";

/// Place of the AAGUID in the authenticator data: behind the hash of the relying party (32), the flags (1) and the
/// counter (4); WebAuthn Level 3, 6.1 and 6.5.1.
const AAGUID_AT: usize = 37;

/// What is known of a new passkey.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Traits {
    pub kind: PasskeyKind,
    pub backup_eligible: bool,
    pub backed_up: bool,
}

impl Traits {
    /// Looks at what the authenticator answered. `raw` holds `authenticatorAttachment`, which the parsed form drops.
    pub(super) fn of(
        raw: &serde_json::Value,
        parsed: &RegisterPublicKeyCredential,
        passkey: &Passkey,
        relying_party: &str,
    ) -> Self {
        let stored = serde_json::to_value(passkey).unwrap_or_default();
        let flag = |name: &str| stored["cred"][name].as_bool().unwrap_or(false);
        let aaguid = aaguid(&parsed.response.attestation_object, relying_party);
        let attachment = raw["authenticatorAttachment"].as_str();
        let transports = parsed.response.transports.as_deref().unwrap_or_default();
        Self {
            kind: kind(aaguid, attachment, transports),
            backup_eligible: flag("backup_eligible"),
            backed_up: flag("backup_state"),
        }
    }
}

/// The authenticator data begins with the hash of the relying party's id; the AAGUID stands at a fixed place in it.
fn aaguid(attestation_object: &[u8], relying_party: &str) -> Option<[u8; 16]> {
    let hash = Sha256::digest(relying_party.as_bytes());
    let at = attestation_object.windows(hash.len()).position(|window| window == hash.as_slice())? + AAGUID_AT;
    attestation_object.get(at..at + 16)?.try_into().ok()
}

fn kind(
    aaguid: Option<[u8; 16]>,
    attachment: Option<&str>,
    transports: &[AuthenticatorTransport],
) -> PasskeyKind {
    use AuthenticatorTransport::{Ble, Hybrid, Internal, Nfc, Usb};
    if aaguid == Some(APP_AAGUID) {
        return PasskeyKind::App;
    }
    // A phone that was reached over the air is "cross-platform" for the computer, but it is no key on a ring.
    let has =
        |wanted: &[AuthenticatorTransport]| transports.iter().any(|transport| wanted.contains(transport));
    if has(&[Internal, Hybrid]) {
        PasskeyKind::Platform
    } else if has(&[Usb, Nfc, Ble]) || attachment == Some("cross-platform") {
        PasskeyKind::SecurityKey
    } else {
        PasskeyKind::Platform
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_passkey_is_named_by_what_keeps_it() {
        use AuthenticatorTransport::{Hybrid, Internal, Nfc, Usb};
        assert_eq!(kind(Some(APP_AAGUID), Some("platform"), &[Internal]), PasskeyKind::App);
        assert_eq!(kind(Some([0; 16]), Some("platform"), &[]), PasskeyKind::Platform);
        assert_eq!(kind(None, Some("cross-platform"), &[Usb, Nfc]), PasskeyKind::SecurityKey);
        assert_eq!(kind(None, Some("cross-platform"), &[Internal, Hybrid]), PasskeyKind::Platform);
        assert_eq!(kind(None, None, &[]), PasskeyKind::Platform);
        assert_eq!(kind(None, Some("nonsense"), &[Usb]), PasskeyKind::SecurityKey);
    }

    #[test]
    fn the_model_is_found_in_the_authenticator_data() {
        let mut object = b"\xa3cfmtdnonegattStmt\xa0hauthDataX".to_vec();
        object.extend(Sha256::digest(b"localhost"));
        object.extend([0x45, 0, 0, 0, 1]);
        object.extend(APP_AAGUID);
        assert_eq!(aaguid(&object, "localhost"), Some(APP_AAGUID));
        assert_eq!(aaguid(&object, "elsewhere"), None);
        assert_eq!(aaguid(&object[..60], "localhost"), None);
    }
}
