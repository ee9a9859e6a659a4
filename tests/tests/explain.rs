//! Turns requests of our own into explanations.

use odata_bindgen::config::Config;
use odata_bindgen::explain::{Explainer, Request};
use odata_bindgen::{Generated, generate};
use tests::place;

fn generated() -> Generated {
    let file = place::root().join("odata-bindgen.toml");
    let (config, _) = Config::load(&file).expect("the settings are those of the repository");
    generate(&config).expect("the metadata is that of the repository")
}

/// Requests with what each is there for. Bodies are JSON, headers stand before them.
const OWN: [(&str, &str); 37] = [
    ("GET /me/messages", ""),
    ("GET /me/messages/$ref", ""),
    (
        "GET https://host.example/any/root/Me/Messages('a%2Fb''c')",
        "",
    ),
    (
        "get me/messages/AAMk=/?$select=Subject,Body/Content&$expand=Attachments",
        "",
    ),
    (
        "GET /users('john@contoso.com')/messages/$count?$filter=IsRead eq false",
        "",
    ),
    (
        "GET /me/messages?$filter=not (IsRead) and (Importance eq Microsoft.OutlookServices.Importance'High' or Flag ne null)",
        "",
    ),
    (
        "GET /me/messages?$filter=contains(tolower(Subject),'it''s') or length(Subject) gt 5 and year(ReceivedDateTime) eq 2016",
        "",
    ),
    (
        "GET /me/messages?$filter=Categories/any(c: c eq 'red') and Subject in ('a','b')",
        "",
    ),
    (
        "GET /me/messages?$filter=ReceivedDateTime ge 2016-01-01T00:00:00Z&$orderby=ReceivedDateTime desc,Subject",
        "",
    ),
    (
        "GET /me/messages?$filter=SingleValueExtendedProperties/Any(ep: ep/PropertyId eq '{id}' and ep/Value eq 'x')",
        "",
    ),
    ("GET /me/messages?$filter=Importance eq 'High'", ""),
    (
        "GET /me/messages?$filter=Subjct eq 'x'&$top=many&$skip=3&$count=true",
        "",
    ),
    (
        "GET /me/messages?$search=\"pizza\"&$filter=IsRead eq true",
        "",
    ),
    (
        "GET /me/contacts('1')?$expand=Extensions($filter=Id eq 'a;b';$select=Id;$top=1)",
        "",
    ),
    (
        "GET /me/messages?$select=Subject&$skiptoken=x%2By&api=1",
        "",
    ),
    ("GET /me/messages$select=Subject&$top=1", ""),
    (
        "GET /me/calendarview?startDateTime=2016-01-01T00:00:00Z&endDateTime={end}",
        "",
    ),
    ("GET /{user}/mailfolders/{folder_id}/messages", ""),
    (
        "GET /me/messages('1')/Microsoft.OutlookServices.EventMessage",
        "",
    ),
    (
        "GET /me/SupportedTimeZones(TimeZoneStandard=Microsoft.OutlookServices.TimeZoneStandard'Iana')",
        "",
    ),
    (
        "GET /me/reminderview(StartDateTime='2016-01-01',EndDateTime=@e)?@e='2016-02-01'",
        "",
    ),
    ("GET /me/MailboxSettings/AutomaticRepliesSetting", ""),
    ("PATCH /me/MailboxSettings", r#"{"TimeZone": "UTC"}"#),
    ("GET /me/photo/$value", ""),
    ("PUT /me/photo/$value", ""),
    ("DELETE /me/events/1", ""),
    (
        "POST /me/messages",
        r#"{"Subject": "a \"b\"", "Importance": "low", "Body": {"ContentType": "HTML", "Content": "é"}, "ToRecipients": [{"EmailAddress": {"Address": "a@b.c"}}], "Categories": [], "Flag": null, "New": {"x": 1}, "IsRead": "true"}"#,
    ),
    (
        "POST /me/messages/1/attachments",
        r##"{"@odata.type": "#Microsoft.OutlookServices.FileAttachment", "Name": "a", "ContentBytes": "bWFj"}"##,
    ),
    (
        "POST /me/messages",
        r##"{"Attachments": [{"@odata.type": "#Microsoft.OutlookServices.FileAttachment", "Name": "a"}, {"@odata.type": "#Microsoft.OutlookServices.Unknown", "Size": 3}]}"##,
    ),
    ("POST /me/messages/1/reply", r#"{"Comment": "x"}"#),
    ("POST /me/messages/1/move", r#"{"DestinationId": "Inbox"}"#),
    ("POST /me/messages/1/forward", r#"{"Comment": "x"}"#),
    ("POST /me/messages/{id}/forward", ""),
    (
        "POST /me/sendmail",
        r#"{"Message": {"Subject": "x"}, "SaveToSentItems": false}"#,
    ),
    (
        "PATCH /me/messages/1",
        r#"{"IsRead": true, "Flag": null, "Categories": ["a"], "BodyPreview": "x"}"#,
    ),
    (
        "PATCH /me/messages/1/extensions/x",
        r##"{"@odata.type": "#Microsoft.OutlookServices.OpenTypeExtension", "Deal": 5}"##,
    ),
    ("POST /me/calendarview", r#"{"Subject": "x"}"#),
];

#[test]
fn our_own_requests_have_these_expressions() {
    let generated = generated();
    let explainer = Explainer::new("outlook-rest", &generated.versions);
    let version = explainer.version("v2.0").unwrap();
    let mut text = String::new();
    for (line, body) in OWN {
        let request = Request {
            line: line.to_owned(),
            headers: Vec::new(),
            body: (!body.is_empty()).then(|| serde_json::from_str(body).unwrap()),
        };
        let shown = match explainer.explain(version, &request) {
            Ok(found) => {
                let notes = found.notes.iter().map(|note| format!("\nnote: {note}"));
                let notes: String = notes.collect();
                let lines: String = found
                    .statements
                    .iter()
                    .map(|line| format!("{line}\n"))
                    .collect();
                let (expression, function) = (&found.expression, &found.rust_function);
                format!(
                    "{lines}{expression}\n-> {function}: {}{notes}",
                    found.result
                )
            }
            Err(failure) => failure.render(),
        };
        text.push_str(&format!("# {line} {body}\n{}\n\n", shown.trim_end()));
    }
    insta::assert_snapshot!(text);
}

#[test]
fn headers_become_functions() {
    let generated = generated();
    let explainer = Explainer::new("outlook-rest", &generated.versions);
    let header = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    let request = Request {
        headers: vec![
            header("Prefer", "odata.maxpagesize=2, odata.track-changes"),
            header("prefer", "outlook.timezone=\"Pacific, Standard\""),
            header("If-Match", "W/\"1\""),
            header("Authorization", "Bearer x"),
            header("client-request-id", "7"),
        ],
        ..Request::new("GET /me/events")
    };
    let found = explainer.explain(1, &request).unwrap();
    insta::assert_snapshot!(found.expression);
}

#[test]
fn what_leads_nowhere_is_pointed_at() {
    let generated = generated();
    let explainer = Explainer::new("outlook-rest", &generated.versions);
    let lines = [
        "GET https://outlook.office.com/api/v2.0/me/mesages/1",
        "GET /me/messages/1/atachments",
        "GET https://outlook.office.com/api/v2.0/mee",
        "GET /me('x')/messages",
        "GET /me/messages('1','2')",
        "GET /me/messages/1/send",
        "POST /me/messages/1",
        "GET /me/MailboxSettings/TimeZon",
        "GET /me/messages/$count/1",
        "GET /$metadata",
        "POST /$batch",
        "GET https://outlook.office.com/api/v2.0/",
        "GET",
        "GET /me/ReminderView",
        "DELETE /me/messages",
    ];
    let failures = lines.map(|line| match explainer.explain(1, &Request::new(line)) {
        Ok(found) => panic!("{line} is {}", found.expression),
        Err(failure) => failure.render(),
    });
    insta::assert_snapshot!(failures.join("\n"));
}

#[test]
fn a_version_says_what_it_lacks() {
    let generated = generated();
    let explainer = Explainer::new("outlook-rest", &generated.versions);
    let request = Request::new("GET /me/messages?$orderby=ReceivedDateTime desc");
    let found = explainer.explain(1, &request).unwrap();
    insta::assert_snapshot!(odata_bindgen::explain::render_versions(&found.versions));
    let request = Request::new("GET /me/tasks");
    let versions = explainer.availability_of(&request);
    insta::assert_snapshot!(odata_bindgen::explain::render_versions(&versions));
}

#[test]
fn nothing_that_is_written_makes_it_panic() {
    let generated = generated();
    let explainer = Explainer::new("outlook-rest", &generated.versions);
    let whole = "GET https://outlook.office.com/api/v2.0/me/messages('é''x')/attachments?$filter=a/any(x:x/b eq 'é')&$expand=A($select=b)";
    for (end, _) in whole.char_indices() {
        let _ = explainer
            .explain(1, &Request::new(&whole[..end]))
            .map_err(|failure| failure.render());
    }
    for body in [
        "[]",
        "1",
        "null",
        "{\"\": 1}",
        "{\"@odata.type\": 5}",
        "{\"ToRecipients\": {}}",
        "{\"Body\": []}",
    ] {
        for line in [
            "POST /me/messages",
            "PATCH /me/messages/1",
            "POST /me/messages/1/forward",
            "PUT /me/messages/1",
            "PATCH /me/MailboxSettings/TimeZone",
        ] {
            let body = serde_json::from_str(body).ok();
            let request = Request {
                body,
                ..Request::new(line)
            };
            let _ = explainer.explain(1, &request);
        }
    }
}
