//! The client against real sockets.

mod exchange;
mod live;
mod town;
