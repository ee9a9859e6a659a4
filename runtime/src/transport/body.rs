//! The bytes of an answer, whole or as they come, into one piece.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::{Bytes, BytesMut};
use futures_core::Stream;

use super::{TransportError, TransportErrorKind};

/// The body of an answer: whole, or in chunks as they come.
///
/// ```
/// use odata_runtime::Body;
///
/// let body = Body::from("whole");
/// # pollster::block_on(async {
/// assert_eq!(body.into_bytes().await?, "whole");
/// # Ok::<(), odata_runtime::TransportError>(())
/// # }).unwrap();
/// ```
#[derive(Default)]
pub struct Body(Content);

/// A stream of chunks, whatever its type.
type Chunks = Pin<Box<dyn Stream<Item = Result<Bytes, TransportError>> + Send>>;

enum Content {
    Whole(Bytes),
    Chunks { chunks: Chunks, size: Option<u64> },
}

impl Default for Content {
    fn default() -> Self {
        Self::Whole(Bytes::new())
    }
}

impl Body {
    /// A body that comes in chunks; `size` is how many bytes they are said to have in all.
    pub fn stream<S>(chunks: S, size: Option<u64>) -> Self
    where
        S: Stream<Item = Result<Bytes, TransportError>> + Send + 'static,
    {
        let chunks = Box::pin(chunks);
        Self(Content::Chunks { chunks, size })
    }

    /// The whole body, once it has come.
    ///
    /// # Errors
    /// When the connection breaks before.
    pub async fn into_bytes(self) -> Result<Bytes, TransportError> {
        self.collect(u64::MAX).await
    }

    /// The next chunk, `None` at the end; a whole body is one chunk.
    ///
    /// # Errors
    /// When the connection breaks.
    pub async fn next_chunk(&mut self) -> Result<Option<Bytes>, TransportError> {
        poll_fn(|context| self.poll_chunk(context)).await
    }

    pub(crate) fn poll_chunk(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Result<Option<Bytes>, TransportError>> {
        match &mut self.0 {
            Content::Whole(bytes) if bytes.is_empty() => Poll::Ready(Ok(None)),
            Content::Whole(bytes) => Poll::Ready(Ok(Some(std::mem::take(bytes)))),
            Content::Chunks { chunks, .. } => {
                let next = chunks.as_mut().poll_next(context);
                let next = next.map(Option::transpose);
                // A stream is not asked again after its end.
                if matches!(next, Poll::Ready(Ok(None) | Err(_))) {
                    self.0 = Content::default();
                }
                next
            }
        }
    }

    /// What comes of the body, but not many more than so many bytes of it; nothing is an error.
    ///
    /// For answers that say no: their status and headers are worth more than the end of their text.
    pub(crate) async fn beginning(mut self, most: usize) -> Bytes {
        let mut all = BytesMut::new();
        while all.len() < most
            && let Ok(Some(chunk)) = self.next_chunk().await
        {
            all.extend_from_slice(&chunk);
        }
        all.freeze()
    }

    /// The whole body, if it has at most so many bytes.
    pub(crate) async fn collect(mut self, most: u64) -> Result<Bytes, TransportError> {
        let size = match &self.0 {
            Content::Whole(bytes) => Some(bytes.len() as u64),
            Content::Chunks { size, .. } => *size,
        };
        if size.is_some_and(|size| size > most) {
            return Err(too_large(most));
        }
        let first = self.next_chunk().await?.unwrap_or_default();
        let Some(second) = self.next_chunk().await? else {
            return within(first.len(), most).map(|()| first);
        };
        let mut all = BytesMut::with_capacity(capacity(size, first.len() + second.len()));
        all.extend_from_slice(&first);
        all.extend_from_slice(&second);
        within(all.len(), most)?;
        while let Some(chunk) = self.next_chunk().await? {
            within(all.len() + chunk.len(), most)?;
            all.extend_from_slice(&chunk);
        }
        Ok(all.freeze())
    }
}

/// What is reserved before the body has come: what it is said to have, but not on its word alone.
fn capacity(size: Option<u64>, known: usize) -> usize {
    const MOST: u64 = 8 << 20;
    let said = size.unwrap_or(0).min(MOST);
    usize::try_from(said).unwrap_or(0).max(known)
}

fn within(size: usize, most: u64) -> Result<(), TransportError> {
    if size as u64 > most {
        return Err(too_large(most));
    }
    Ok(())
}

fn too_large(most: u64) -> TransportError {
    let message =
        format!("the answer has more than {most} bytes, the most that the client takes at once");
    TransportError::new(TransportErrorKind::TooLarge, message)
}

impl<T: Into<Bytes>> From<T> for Body {
    fn from(bytes: T) -> Self {
        Self(Content::Whole(bytes.into()))
    }
}

impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Content::Whole(bytes) => f.debug_tuple("Body").field(bytes).finish(),
            Content::Chunks { size, .. } => {
                let mut body = f.debug_struct("Body");
                body.field("size", size).finish_non_exhaustive()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::VecDeque;

    use super::*;

    struct List(VecDeque<Result<Bytes, TransportError>>);

    impl Stream for List {
        type Item = Result<Bytes, TransportError>;

        fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
            Poll::Ready(self.0.pop_front())
        }
    }

    fn body(chunks: &[&'static str], size: Option<u64>) -> Body {
        let chunks = chunks
            .iter()
            .map(|chunk| Ok(Bytes::from_static(chunk.as_bytes())));
        Body::stream(List(chunks.collect()), size)
    }

    fn collected(body: Body, most: u64) -> Result<Bytes, TransportErrorKind> {
        pollster::block_on(body.collect(most)).map_err(|error| error.kind())
    }

    #[test]
    fn chunks_become_one_piece_of_bounded_size() {
        let large = Err(TransportErrorKind::TooLarge);
        assert_eq!(collected(body(&[], None), 0).unwrap(), "");
        assert_eq!(collected(body(&["ab"], None), 2).unwrap(), "ab");
        assert_eq!(
            collected(body(&["ab", "c", "de"], Some(1)), 5).unwrap(),
            "abcde"
        );
        assert_eq!(collected(body(&["ab", "c", "de"], None), 4), large);
        assert_eq!(collected(body(&["ab", "c"], None), 2), large);
        assert_eq!(collected(body(&["ab"], None), 1), large);
        assert_eq!(collected(body(&[], Some(2)), 1), large);
        assert_eq!(collected(Body::from("ab"), 1), large);
    }

    #[test]
    fn a_beginning_is_what_came_before_a_fault_or_the_end() {
        let beginning = |chunks: Vec<_>| {
            let body = Body::stream(List(chunks.into()), None);
            pollster::block_on(body.beginning(3))
        };
        let chunk = |text: &'static str| Ok(Bytes::from_static(text.as_bytes()));
        let fault = || Err(TransportError::new(TransportErrorKind::Interrupted, "x"));
        assert_eq!(beginning(vec![]), "");
        assert_eq!(beginning(vec![chunk("a"), chunk("b")]), "ab");
        assert_eq!(beginning(vec![chunk("a"), fault(), chunk("b")]), "a");
        assert_eq!(
            beginning(vec![chunk("ab"), chunk("cd"), chunk("e")]),
            "abcd"
        );
    }

    #[test]
    fn memory_is_not_reserved_on_word_alone() {
        assert_eq!(capacity(Some(u64::MAX), 3), 8 << 20);
        assert_eq!(capacity(Some(100), 3), 100);
        assert_eq!(capacity(None, 3), 3);
    }
}
