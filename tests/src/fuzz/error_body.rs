//! Turns bytes into an answer that says no, and that into an error that says why.

use http::{HeaderValue, Response, StatusCode};
use odata_runtime::http::Method;
use odata_runtime::{Entity, Error, Request, Untyped};
use serde_json::Value;

use super::model::answering;

/// The last two digits of a status in the first byte, `Retry-After` in the rest of the first line, and a
/// body after it. Whatever they are, the error has the status; of an error of OData it has the code.
pub fn error_body(data: &[u8]) {
    let Some((first, rest)) = data.split_first() else {
        return;
    };
    let status = StatusCode::from_u16(400 + u16::from(*first) % 200).expect("it has three digits");
    let end = rest.iter().position(|byte| *byte == b'\n');
    let (wait, body) = rest.split_at(end.unwrap_or(rest.len()));
    let body = body.get(1..).unwrap_or_default();
    let mut response = Response::new(body.to_vec());
    *response.status_mut() = status;
    if let Ok(wait) = HeaderValue::from_bytes(wait) {
        response.headers_mut().insert("retry-after", wait);
    }
    let request: Request<Entity<Untyped>> = answering(response).root().request(Method::GET);
    let error = match pollster::block_on(request.send()) {
        Ok(value) => panic!("{status} is the result {value:?}"),
        Err(error) => error,
    };
    assert_eq!(error.status(), Some(status), "{error}");
    let _ = error.retry_after();
    let shown = error.to_string();
    assert!(
        shown.len() < 4096 + body.len() && !format!("{error:?}").is_empty(),
        "{shown}"
    );
    check_code(&error, body);
}

fn check_code(error: &Error, body: &[u8]) {
    let json: Result<Value, _> = serde_json::from_slice(body);
    let told = json.as_ref().ok().and_then(|json| json.get("error"));
    let is_told = told.is_some_and(Value::is_object);
    let Error::Service(service) = error else {
        return assert!(!is_told, "{error} has nothing of {told:?}");
    };
    let told = told.expect("an error of the service is told in the body");
    if let Some(code) = told.get("code").and_then(Value::as_str) {
        assert_eq!(service.code, code);
    }
    if let Some(details) = told.get("details").and_then(Value::as_array) {
        assert_eq!(service.details.len(), details.len());
    }
}
