//! What the server does and says beside its answers. A program of its own: it listens to everything that is logged.

mod canary;
mod oracle;
