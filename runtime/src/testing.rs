//! Clients without a network: transports that answer from values or recordings, and a clock.

mod answerable;
mod clock;
mod exchange;
mod mock;
mod recording;
mod replay;

pub use self::answerable::Answerable;
pub use self::clock::TestClock;
pub use self::mock::{Expectation, Mock};
pub use self::recording::RecordingTransport;
pub use self::replay::{ReplayError, ReplayingTransport};
