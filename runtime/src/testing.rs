//! Clients without a network: transports that answer from values or recordings, and a clock.

mod clock;

pub use self::clock::TestClock;
