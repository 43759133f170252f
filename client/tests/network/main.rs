//! The client against real sockets.

mod browser;
mod exchange;
mod live;
mod sessions;
mod town;
