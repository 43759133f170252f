//! The one crypto that all TLS of this program uses, to mail servers, map services, identity providers, databases.

/// Chooses ring, unless this process has chosen already. Call it before an HTTP client is built.
pub fn choose_crypto() {
    // The only error says that a choice was made before, by ourselves.
    let _chosen_before = rustls::crypto::ring::default_provider().install_default();
}
