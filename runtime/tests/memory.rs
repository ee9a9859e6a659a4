//! Is a token gone from the memory of the program when nothing has it any more?
//!
//! In a program of its own, since it reads all of its memory. Where a program cannot read that
//! (`/proc/self/mem` of Linux), the tests say so and pass.

#![allow(clippy::unwrap_used)] // helpers of tests are tests, too

#[allow(unreachable_pub, dead_code)] // it is a public module of another program as well
#[path = "support/witness.rs"]
mod witness;

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::sync::{Mutex, PoisonError};

use http::Response;
use odata_runtime::{
    AccessToken, Body, Cached, Client, Nothing, Resource, Service, token_fn, transport_fn,
};

static SERVICE: Service = Service::new("https://example.com/api");

/// Held by the one test that reads memory: what another one has read would be found by it.
static ALONE: Mutex<()> = Mutex::new(());

/// What the bytes of a token are masked with where they are searched for: what is searched for must
/// not be what is found.
const MASK: u8 = 0x55;

/// A text of sixty letters that no other call gives.
fn masked(number: u8) -> Vec<u8> {
    let letter = |n: u8| b'a' + n.wrapping_mul(number).wrapping_add(n / 7) % 26;
    (0..60).map(|n| letter(n) ^ MASK).collect()
}

/// The token, in memory that is not moved while it is filled.
fn token(masked: &[u8]) -> String {
    let mut text = String::with_capacity(masked.len());
    text.extend(masked.iter().map(|byte| char::from(byte ^ MASK)));
    text
}

/// How often the token stands in the memory that this program can write; `None` if nobody can tell.
fn count(masked: &[u8]) -> Option<usize> {
    const PIECE: u64 = 1 << 16;
    let maps = std::fs::read_to_string("/proc/self/maps").ok()?;
    let mut memory = File::open("/proc/self/mem").ok()?;
    let overlap = masked.len() as u64 - 1;
    // it never grows: what it had been before would be found as well
    let mut bytes = vec![0; (PIECE + overlap) as usize];
    let mut found = 0;
    for line in maps.lines().filter(|line| line.contains(" rw")) {
        let (from, to) = line.split(' ').next()?.split_once('-')?;
        let [from, to] = [from, to].map(|place| u64::from_str_radix(place, 16).unwrap());
        for place in (from..to).step_by(PIECE as usize) {
            let length = (to - place).min(PIECE + overlap) as usize;
            let piece = &mut bytes[..length];
            memory.seek(SeekFrom::Start(place)).ok()?;
            // parts that the system keeps for itself cannot be read
            if memory.read_exact(piece).is_ok() {
                let is_token = |at: &[u8]| at.iter().zip(masked).all(|(a, b)| a ^ MASK == *b);
                let tokens = piece.windows(masked.len()).filter(|at| is_token(at));
                found += tokens.count();
            }
            // what was read is not to be found once more where it was read to
            piece.fill(0);
        }
    }
    Some(found)
}

fn send(client: &Client) {
    let resource: Resource = client.root().navigate("Messages");
    let request = resource.request::<Nothing>(http::Method::GET);
    pollster::block_on(request.send()).unwrap();
}

/// Has `work` use a token, and looks for it before the end and after.
fn assert_cleared(number: u8, work: impl FnOnce(String) -> Client) {
    let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
    let masked = masked(number);
    let client = work(token(&masked));
    send(&client);
    let Some(before) = count(&masked) else {
        println!("the memory of the program cannot be read here");
        return;
    };
    // it can be found, or its absence would mean nothing
    assert!(before > 0, "the token is not found while it is in use");
    drop(client);
    assert_eq!(count(&masked), Some(0), "the token is still in memory");
}

fn builder() -> odata_runtime::ClientBuilder<Client> {
    witness::client(&SERVICE).transport(transport_fn(|request| {
        assert!(request.headers().len() > 2);
        Ok(Response::new(Body::from("{}")))
    }))
}

#[test]
fn a_token_is_cleared_with_its_client() {
    assert_cleared(3, |token| builder().token(token).build().unwrap());
}

#[test]
fn the_token_of_a_source_is_cleared_with_it() {
    assert_cleared(5, |token| {
        let source = Cached::new(AccessToken::new(token));
        builder().token_source(source).build().unwrap()
    });
}

#[test]
fn the_token_of_a_function_is_cleared_with_it() {
    assert_cleared(7, |token| {
        let token = Mutex::new(Some(AccessToken::new(token)));
        let source = Cached::new(token_fn(move || {
            let token = token.lock().unwrap().take().unwrap();
            std::future::ready(Ok::<_, std::io::Error>(token))
        }));
        builder().token_source(source).build().unwrap()
    });
}

#[test]
fn a_header_of_the_client_is_cleared_with_it() {
    assert_cleared(9, |token| {
        builder().header("x-api-key", token).build().unwrap()
    });
}

#[test]
fn a_client_that_is_never_made_leaves_nothing() {
    let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
    let masked = masked(11);
    drop(
        builder()
            .token(token(&masked))
            .header("x-key", token(&masked)),
    );
    assert!(count(&masked).is_none_or(|found| found == 0));
}
