//! A batch into the calls that it needs, each with its body.

use std::ops::Range;

use http::Method;

use super::prepare::{Prepared, prepare};
use super::{Batch, BatchFormat, BatchMistake, json, multipart};
use crate::error::BuildError;
use crate::request::{Parts, Payload};
use crate::resource::Resource;
use crate::service::ODataVersion;

/// All that will be sent.
pub(super) struct Plan {
    pub(super) requests: Vec<Prepared>,
    pub(super) calls: Vec<Call>,
}

/// One request to `$batch`.
pub(super) struct Call {
    /// The requests in it.
    pub(super) range: Range<usize>,
    pub(super) parts: Parts,
}

impl Plan {
    pub(super) fn new(batch: &Batch) -> Result<Self, BuildError> {
        let requests = prepare(batch)?;
        let ranges = pack(&blocks(&requests), batch.limit)?;
        let calls = ranges.into_iter().map(|range| {
            let parts = parts(batch, &requests[range.clone()])?;
            Ok(Call { range, parts })
        });
        let calls = calls.collect::<Result<_, BuildError>>()?;
        Ok(Self { requests, calls })
    }
}

/// Where the requests may be cut: the lengths of what stays together.
fn blocks(requests: &[Prepared]) -> Vec<usize> {
    // For each request, the last one that must be in the same call.
    let mut last: Vec<usize> = (0..requests.len()).collect();
    let mut begun = 0;
    for (index, request) in requests.iter().enumerate() {
        if request.set.is_none() || request.set != requests[begun].set {
            begun = index;
        }
        last[begun] = index;
        for id in &request.depends_on {
            last[id - 1] = last[id - 1].max(index);
        }
    }
    let (mut blocks, mut start, mut end) = (Vec::new(), 0, 0);
    for (index, last) in last.into_iter().enumerate() {
        end = end.max(last);
        if end == index {
            blocks.push(index + 1 - start);
            start = index + 1;
        }
    }
    blocks
}

/// As many blocks in each call as it takes.
fn pack(blocks: &[usize], limit: Option<u32>) -> Result<Vec<Range<usize>>, BatchMistake> {
    let most = limit.map_or(usize::MAX, |limit| {
        usize::try_from(limit).unwrap_or(usize::MAX)
    });
    let mut calls: Vec<Range<usize>> = Vec::new();
    let mut start = 0;
    for &requests in blocks {
        if let Some(limit) = limit
            && requests > most
        {
            return Err(BatchMistake::TooLarge { requests, limit });
        }
        match calls.last_mut() {
            Some(call) if call.len() + requests <= most => call.end += requests,
            _ => calls.push(start..start + requests),
        }
        start += requests;
    }
    Ok(calls)
}

fn parts(batch: &Batch, requests: &[Prepared]) -> Result<Parts, BuildError> {
    let resource: Resource = batch.client.at(&batch.url);
    let version = batch.client.odata_version();
    let (accept, body) = match batch.format {
        BatchFormat::Multipart => {
            let (body, content_type) = multipart::write(requests);
            ("multipart/mixed", Payload::Other(body, content_type))
        }
        BatchFormat::Json => ("application/json", Payload::Json(json::write(requests)?)),
    };
    let mut parts = *Parts::new(resource, Method::POST, accept);
    parts.body = body;
    parts.set_header("odata-version", version.text());
    if batch.continue_on_error {
        // Preferences lost their prefix in 4.01 (OData Protocol 4.01 §8.2.8).
        let preference = match version {
            ODataVersion::V4_0 => "odata.continue-on-error",
            ODataVersion::V4_01 => "continue-on-error",
        };
        parts.set_header("prefer", preference);
    }
    Ok(parts)
}

#[cfg(test)]
mod tests {
    use super::pack;
    use crate::batch::BatchMistake;

    #[test]
    fn calls_are_filled_in_order() {
        assert_eq!(pack(&[1; 45], Some(20)).unwrap(), [0..20, 20..40, 40..45]);
        assert_eq!(pack(&[1, 3, 1, 1], Some(3)).unwrap(), [0..1, 1..4, 4..6]);
        assert_eq!(pack(&[1; 45], None).unwrap().len(), 1);
        assert_eq!(pack(&[], Some(1)).unwrap(), []);
        let error = BatchMistake::TooLarge {
            requests: 4,
            limit: 3,
        };
        assert_eq!(pack(&[1, 4], Some(3)).unwrap_err(), error);
        assert!(pack(&[1], Some(0)).is_err());
    }
}
