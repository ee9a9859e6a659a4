//! Do tokens go where they belong, come from where they should, and stay out of sight?

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use bytes::Bytes;
use http::{Response, StatusCode};
use odata_runtime::testing::TestClock;
use odata_runtime::{
    AccessToken, Body, BoxFuture, Cached, Client, Error, Media, Nothing, Request, Resource, Retry,
    Service, TokenError, TokenSource, token_fn, transport_fn,
};

static SERVICE: Service = Service::new("https://example.com/api");

/// What was sent: the token, or nothing.
type Seen = Arc<Mutex<Vec<String>>>;

/// A service that takes one token only.
fn service(
    good: &'static str,
    seen: &Seen,
) -> impl Fn(http::Request<Bytes>) -> Result<Response<Body>, odata_runtime::TransportError> + 'static
{
    let seen = Arc::clone(seen);
    move |request| {
        let token = request.headers().get("authorization");
        let token = token.map_or("-", |token| token.to_str().unwrap());
        seen.lock().unwrap().push(token.to_owned());
        let mut response = Response::new(Body::from("{}"));
        if token != format!("Bearer {good}") {
            *response.status_mut() = StatusCode::UNAUTHORIZED;
        }
        Ok(response)
    }
}

fn post(client: &Client) -> Request<Nothing> {
    client.root().action("NS", "Do")
}

/// Gives `t1`, `t2` and so on, each for an hour.
fn counted(asked: &Arc<AtomicUsize>) -> impl TokenSource + 'static {
    let asked = Arc::clone(asked);
    token_fn(move || {
        let number = asked.fetch_add(1, Ordering::SeqCst) + 1;
        let token = AccessToken::new(format!("t{number}")).expires_in(Duration::from_secs(3600));
        std::future::ready(Ok::<_, TokenError>(token))
    })
}

#[test]
fn a_rejected_token_is_renewed_once() {
    let (seen, asked) = (Seen::default(), Arc::<AtomicUsize>::default());
    let client: Client = crate::witness::client(&SERVICE)
        .token_source(Cached::new(counted(&asked)))
        .transport(transport_fn(service("t2", &seen)))
        .build()
        .unwrap();
    pollster::block_on(async {
        post(&client).await.unwrap();
        post(&client).await.unwrap();
    });
    assert_eq!(
        *seen.lock().unwrap(),
        ["Bearer t1", "Bearer t2", "Bearer t2"]
    );

    let never = crate::witness::client(&SERVICE)
        .token_source(Cached::new(counted(&asked)))
        .transport(transport_fn(service("other", &Seen::default())))
        .build();
    let error = pollster::block_on(post(&never.unwrap()).send()).unwrap_err();
    assert_eq!(error.status(), Some(StatusCode::UNAUTHORIZED));
    assert_eq!(asked.load(Ordering::SeqCst), 4);
}

#[test]
fn a_token_that_stays_the_same_is_sent_once() {
    for fixed in [true, false] {
        let seen = Seen::default();
        let builder =
            crate::witness::client(&SERVICE).transport(transport_fn(service("good", &seen)));
        let builder = match fixed {
            true => builder.token("bad"),
            false => builder.token_source(AccessToken::new("bad")),
        };
        let client: Client = builder.build().unwrap();
        let error = pollster::block_on(post(&client).send()).unwrap_err();
        assert_eq!(error.status(), Some(StatusCode::UNAUTHORIZED));
        assert_eq!(*seen.lock().unwrap(), ["Bearer bad"]);
    }
}

#[test]
fn tokens_are_for_the_services_own_origin() {
    let (seen, asked) = (Seen::default(), Arc::<AtomicUsize>::default());
    let client: Client = crate::witness::client(&SERVICE)
        .token_source(counted(&asked))
        .header("x-anchormailbox", "john@contoso.com")
        .transport(transport_fn(service("t1", &seen)))
        .build()
        .unwrap();
    let elsewhere = |url: &str| {
        let request: Request<Media> = client.at::<Resource>(url).request(http::Method::GET);
        pollster::block_on(request.into_authorized_http()).unwrap()
    };
    for url in [
        "https://example.com:444/x",
        "http://example.com/x",
        "https://example.com.evil/x",
        "//evil/x",
    ] {
        let request = elsewhere(url);
        assert!(
            !request.headers().contains_key("authorization"),
            "{request:?}"
        );
        assert!(
            !request.headers().contains_key("x-anchormailbox"),
            "{request:?}"
        );
    }
    assert_eq!(asked.load(Ordering::SeqCst), 0);
    let request = elsewhere("https://EXAMPLE.com:443/x");
    assert_eq!(request.headers()["authorization"], "Bearer t1");
    assert!(request.headers().contains_key("x-anchormailbox"));
    assert!(!format!("{request:?}").contains("t1"), "{request:?}");

    let own = post(&client).header("authorization", "Basic own");
    pollster::block_on(own.send()).unwrap_err();
    assert_eq!(*seen.lock().unwrap(), ["Basic own"]);
    let without = post(&client).into_http().unwrap();
    assert!(!without.headers().contains_key("authorization"));
}

#[test]
fn a_token_is_renewed_before_it_expires() {
    let asked = Arc::<AtomicUsize>::default();
    let clock = TestClock::stopped();
    let client: Client = crate::witness::client(&SERVICE)
        .token_source(Cached::new(counted(&asked)).clock(clock.clone()))
        .transport(transport_fn(|_| Ok(Response::new("{}".into()))))
        .build()
        .unwrap();
    let asked_at = |seconds| {
        clock.advance(Duration::from_secs(seconds));
        pollster::block_on(post(&client).send()).unwrap();
        asked.load(Ordering::SeqCst)
    };
    assert_eq!(
        [asked_at(0), asked_at(3479), asked_at(1), asked_at(3479)],
        [1, 1, 2, 2]
    );
    assert_eq!([asked_at(1), asked_at(10_000)], [3, 4]);
}

#[test]
fn a_time_limit_holds_for_a_token_that_is_renewed() {
    let hangs = Arc::<AtomicUsize>::default();
    let source = token_fn(move || {
        let again = hangs.fetch_add(1, Ordering::SeqCst) > 0;
        async move {
            if again {
                std::future::pending::<()>().await;
            }
            Ok::<_, TokenError>("old")
        }
    });
    let client: Client = crate::witness::client(&SERVICE)
        .token_source(source)
        .transport(transport_fn(service("new", &Seen::default())))
        .clock(TestClock::flying())
        .timeout(Duration::from_secs(7))
        .retry(Retry::none())
        .build()
        .unwrap();
    let error = pollster::block_on(post(&client).send()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "POST https://example.com/api/NS.Do: timed out: the limit for an attempt is 7s"
    );
}

/// A source whose answers are given by hand.
struct Slow {
    asked: AtomicUsize,
    gate: tokio::sync::Semaphore,
    fails: bool,
    life: Option<Duration>,
}

impl Slow {
    fn new(fails: bool) -> Arc<Self> {
        let gate = tokio::sync::Semaphore::new(0);
        let asked = AtomicUsize::new(0);
        let life = None;
        Arc::new(Self {
            asked,
            gate,
            fails,
            life,
        })
    }

    fn asked(&self) -> usize {
        self.asked.load(Ordering::SeqCst)
    }
}

impl TokenSource for Slow {
    fn token(&self) -> BoxFuture<'_, Result<AccessToken, TokenError>> {
        Box::pin(async {
            let number = self.asked.fetch_add(1, Ordering::SeqCst) + 1;
            self.gate.acquire().await.unwrap().forget();
            let token = AccessToken::new(format!("t{number}"));
            match (self.fails, self.life) {
                (true, _) => Err(TokenError::new(format!("no. {number}"))),
                (false, Some(life)) => Ok(token.expires_in(life)),
                (false, None) => Ok(token),
            }
        })
    }
}

type Tasks = Vec<tokio::task::JoinHandle<Result<AccessToken, TokenError>>>;

/// A hundred tasks that want a token, all of which have begun to wait.
async fn hundred(cached: &Arc<Cached<Arc<Slow>>>) -> Tasks {
    let begun = Arc::<AtomicUsize>::default();
    let tasks = (0..100).map(|_| {
        let (cached, begun) = (Arc::clone(cached), Arc::clone(&begun));
        tokio::spawn(async move {
            begun.fetch_add(1, Ordering::SeqCst);
            cached.token().await
        })
    });
    let tasks = tasks.collect();
    while begun.load(Ordering::SeqCst) < 100 {
        tokio::task::yield_now().await;
    }
    tasks
}

#[tokio::test]
async fn a_hundred_tasks_ask_for_one_token() {
    let source = Slow::new(false);
    let cached = Arc::new(Cached::new(Arc::clone(&source)));
    let tasks = hundred(&cached).await;
    source.gate.add_permits(100);
    for task in tasks {
        assert_eq!(task.await.unwrap().unwrap().secret(), "t1");
    }
    assert_eq!(source.asked(), 1);
}

#[tokio::test]
async fn a_token_without_a_life_is_for_all_who_waited() {
    let source = Arc::new(Slow {
        asked: AtomicUsize::new(0),
        gate: tokio::sync::Semaphore::new(0),
        fails: false,
        life: Some(Duration::ZERO),
    });
    let cached = Arc::new(Cached::new(Arc::clone(&source)).clock(TestClock::stopped()));
    let tasks = hundred(&cached).await;
    source.gate.add_permits(100);
    for task in tasks {
        assert_eq!(task.await.unwrap().unwrap().secret(), "t1");
    }
    assert_eq!(cached.token().await.unwrap().secret(), "t2");
}

#[tokio::test]
async fn an_error_is_told_to_all_who_wait_and_not_kept() {
    let source = Slow::new(true);
    let cached = Arc::new(Cached::new(Arc::clone(&source)));
    let tasks = hundred(&cached).await;
    source.gate.add_permits(100);
    for task in tasks {
        let error = task.await.unwrap().unwrap_err();
        assert_eq!(error.to_string(), "cannot get a token: no. 1");
    }
    let later = cached.token().await.unwrap_err();
    assert_eq!(later.to_string(), "cannot get a token: no. 2");
}

#[tokio::test]
async fn a_cancelled_task_leaves_asking_to_the_next() {
    let source = Slow::new(false);
    let cached = Arc::new(Cached::new(Arc::clone(&source)));
    let mut tasks = hundred(&cached).await;
    // The first is the one that asks: the others wait for it.
    tasks.remove(0).abort();
    while source.asked() < 2 {
        tokio::task::yield_now().await;
    }
    source.gate.add_permits(1);
    for task in tasks {
        assert_eq!(task.await.unwrap().unwrap().secret(), "t2");
    }
    assert_eq!(source.asked(), 2);
}

#[test]
fn a_late_rejection_leaves_the_new_token_alone() {
    let asked = Arc::<AtomicUsize>::default();
    let cached = Cached::new(counted(&asked));
    pollster::block_on(async {
        let old = cached.token().await.unwrap();
        cached.reject(&old);
        assert_eq!(cached.token().await.unwrap().secret(), "t2");
        cached.reject(&old);
        assert_eq!(cached.token().await.unwrap().secret(), "t2");
    });
}

#[test]
fn without_a_token_nothing_is_sent() {
    let seen = Seen::default();
    let client: Client = crate::witness::client(&SERVICE)
        .token_fn(async || Err::<String, _>(std::io::Error::other("signed out")))
        .transport(transport_fn(service("", &seen)))
        .build()
        .unwrap();
    let error = pollster::block_on(post(&client).send()).unwrap_err();
    assert!(matches!(error, Error::Token { .. }));
    assert_eq!(
        error.to_string(),
        "POST https://example.com/api/NS.Do: cannot get a token: signed out"
    );
    assert!(seen.lock().unwrap().is_empty());
}

#[test]
fn secrets_are_not_shown() {
    let client: Client = crate::witness::client(&SERVICE)
        .token_fn(async || Ok::<_, std::io::Error>("secret\n"))
        .header("cookie", "secret")
        .header("x-key", "secret")
        .transport(transport_fn(|_| {
            let mut response = Response::new(Body::from("secret"));
            *response.status_mut() = StatusCode::FORBIDDEN;
            let cookie = "id=hidden".parse().unwrap();
            response.headers_mut().append("set-cookie", cookie);
            Ok(response)
        }))
        .build()
        .unwrap();
    let cached = Cached::new(AccessToken::new("secret"));
    let error = pollster::block_on(post(&client).send()).unwrap_err();
    let texts = [
        format!("{client:?} {:?}", post(&client)),
        format!(
            "{cached:?} {:?} {error:?} {error}",
            AccessToken::new("secret")
        ),
        format!(
            "{:?}",
            crate::witness::client(&SERVICE).token("secret") as odata_runtime::ClientBuilder
        ),
    ];
    for text in texts {
        assert!(!text.contains("secret"), "{text}");
    }
    // A request of its own is sent without asking for a token that cannot be one.
    let sent = post(&client).header("authorization", "Basic own").send();
    let error = pollster::block_on(sent).unwrap_err();
    assert!(!format!("{error:?}").contains("hidden"), "{error:?}");
    let Error::UnexpectedStatus(unexpected) = error else {
        panic!("an answer without an error object");
    };
    assert_eq!(unexpected.headers["set-cookie"], "id=hidden");
}
