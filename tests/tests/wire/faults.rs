//! What goes wrong on the way — throttling, a busy service, a token that has expired, nobody who
//! waits — into what the client makes of it.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

use jiff::Timestamp;
use outlook_rest::odata_runtime::{BoxFuture, Clock};
use outlook_rest::v2_0::{Client, Message};
use tests::loopback::{Fault, Server, TOKEN};

use super::client;

/// Time that passes as soon as somebody waits for it, and how long they wanted to wait.
#[derive(Clone, Default)]
struct ImpatientClock(Arc<Mutex<Vec<Duration>>>);

impl ImpatientClock {
    fn sleeps(&self) -> MutexGuard<'_, Vec<Duration>> {
        self.0.lock().expect("nobody panics with the list in hand")
    }
}

impl Clock for ImpatientClock {
    fn now(&self) -> Timestamp {
        Timestamp::UNIX_EPOCH
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        self.sleeps().push(duration);
        Box::pin(std::future::ready(()))
    }
}

fn impatient_client(server: &Server) -> (Client, ImpatientClock) {
    let clock = ImpatientClock::default();
    let builder = Client::builder().base_url(server.url("v2.0"));
    let client = builder.token(TOKEN).clock(clock.clone()).build();
    (client.expect("nothing is missing"), clock)
}

#[tokio::test]
async fn a_throttled_request_is_sent_again_when_the_service_says() {
    let server = Server::start();
    let (client, clock) = impatient_client(&server);
    server.fail_next(2, Fault::Throttled(7));
    let draft = Message::default();
    client.me().messages().create(&draft).await.unwrap();
    assert_eq!(server.requests(), 3);
    assert_eq!(*clock.sleeps(), [Duration::from_secs(7); 2]);
    // It was not carried out before.
    let drafts = server.mailbox(|mailbox| mailbox.subjects("Drafts").len());
    assert_eq!(drafts, 1);

    server.fail_next(1, Fault::Throttled(3600));
    let error = client.me().messages().count().await.unwrap_err();
    assert!(error.is_throttled(), "{error}");
    assert_eq!(error.retry_after(), Some(Duration::from_secs(3600)));
    assert_eq!(server.requests(), 4);
}

#[tokio::test]
async fn a_request_that_may_have_been_carried_out_is_not_sent_again() {
    let server = Server::start();
    let (client, clock) = impatient_client(&server);
    server.fail_next(1, Fault::Unavailable);
    let error = client.me().messages().create(&Message::default()).await;
    assert_eq!(
        error.unwrap_err().status(),
        Some(http::StatusCode::SERVICE_UNAVAILABLE)
    );
    assert_eq!(server.requests(), 1);

    server.fail_next(1, Fault::Unavailable);
    client.me().messages().list().await.unwrap();
    assert_eq!(server.requests(), 3);
    assert_eq!(clock.sleeps().len(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_hundred_tasks_ask_for_a_new_token_once() {
    let server = Server::start();
    let asked = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&asked);
    let client = Client::builder()
        .base_url(server.url("v2.0"))
        .token_fn(move || {
            let number = count.fetch_add(1, Ordering::SeqCst);
            async move {
                // Others come while the answer is on its way.
                for _ in 0..100 {
                    tokio::task::yield_now().await;
                }
                Ok::<_, std::convert::Infallible>(format!("token-{number}"))
            }
        })
        .build()
        .unwrap();
    for round in 0..2 {
        server.set_token(&format!("token-{round}"));
        let tasks: Vec<_> = (0..100)
            .map(|_| {
                let client = client.clone();
                tokio::spawn(async move { client.me().messages().count().await })
            })
            .collect();
        for task in tasks {
            assert_eq!(task.await.unwrap().unwrap(), 7);
        }
        assert_eq!(asked.load(Ordering::SeqCst), round + 1);
    }
}

#[tokio::test]
async fn the_service_notices_that_nobody_waits_any_more() {
    let server = Server::start();
    let client = client(&server);
    server.fail_next(1, Fault::Hang);
    let mut page = Box::pin(client.me().messages().list().send());
    tokio::select! {
        _ = &mut page => panic!("nothing answers"),
        () = server.hangs() => {}
    }
    drop(page);
    // The limit is for a client that keeps the connection.
    let noticed = tokio::time::timeout(Duration::from_secs(20), server.given_up()).await;
    assert!(noticed.is_ok());
    // The client is as good as before.
    assert_eq!(client.me().messages().count().await.unwrap(), 7);
}
