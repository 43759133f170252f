//! People and towns for the tests: a real server, real HTTP, a software passkey.
