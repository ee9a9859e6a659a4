//! Turns the metadata of Outlook v2.0 and of Microsoft Graph into the guide, which has to be the one that is committed.

use std::path::Path;

use odata_bindgen::config::{Config, FILE_NAME, ServiceMap, ServiceSide};
use odata_bindgen::diagnostics::Style;
use odata_bindgen::guide::{self, Guide, Root, Service};
use odata_bindgen::{Plans, plans};
use tests::place;

const GRAPH: &str = "graph/graph-v1.0-clean-2026-08.xml";

const REMEDY: &str = "run `odata-bindgen diff v2.0 GRAPH.xml --map metadata/graph.toml --root User=user \
                      --format markdown --output docs/changes/outlook-to-graph.md`";

struct Side {
    library: String,
    plans: Plans,
    at: usize,
}

fn side(mut config: Config, at: usize, said: &ServiceSide) -> Side {
    said.apply(&mut config, at);
    let plans = plans(&config);
    Side {
        library: config.package.name.replace('-', "_"),
        plans: plans.unwrap_or_else(|error| panic!("{}", error.render(Style::default()))),
        at,
    }
}

fn service<'s>(side: &'s Side, name: &'s str) -> Service<'s> {
    Service {
        name,
        library: &side.library,
        model: &side.plans.models[side.at],
        plan: &side.plans.versions[side.at],
    }
}

fn guide_to(graph: &Path) -> Guide {
    let map = ServiceMap::load(&place::root().join("metadata/graph.toml"));
    let map = map.unwrap_or_else(|error| panic!("{}", error.render(Style::default())));
    let (config, _) = Config::load(&place::root().join(FILE_NAME)).expect("the config can be used");
    let at = config
        .versions
        .iter()
        .position(|version| version.name == "v2_0");
    let old = side(config, at.expect("the config has v2.0"), &map.old);
    let single = Config::for_single(graph, Path::new(""), "client").expect("it is a crate's name");
    let new = side(single, 0, &map.new);
    let old = service(
        &old,
        map.old.name.as_deref().expect("the old service has a name"),
    );
    let new = service(
        &new,
        map.new.name.as_deref().expect("the new service has a name"),
    );
    let root = Root::parse("User=user", old.model, new.model).expect("both have users");
    guide::write(old, new, &map, &[root]).expect("the mapping fits")
}

#[test]
fn the_guide_from_outlook_to_graph_is_fresh_and_says_what_is_known() {
    let graph = place::shared_metadata().map(|folder| folder.join(GRAPH));
    let Some(graph) = graph.filter(|graph| graph.is_file()) else {
        eprintln!(
            "skipped: there is no `shared/` beside the repository, so the metadata of Graph is not at hand"
        );
        return;
    };
    let guide = guide_to(&graph);
    let became = |method: &str, url: &str| {
        let requests = guide.parts.iter().flat_map(|part| &part.requests);
        let mut asked =
            requests.filter(|request| request.method == Some(method) && request.old_url == url);
        let request = asked.next().unwrap_or_else(|| panic!("{method} {url}"));
        request.new_url.clone().unwrap_or_else(|| "gone".to_owned())
    };
    let known = [
        ("GET", "{User}/Messages", "{user}/messages"),
        ("POST", "{User}/SendMail", "{user}/sendMail"),
        ("GET", "{User}/CalendarView", "{user}/calendarView"),
        ("POST", "{User}/Events", "{user}/events"),
        ("POST", "{Message}/Move", "{message}/move"),
        ("GET", "{User}/Contacts", "{user}/contacts"),
        (
            "GET",
            "{Message}/Attachments({Id})",
            "{message}/attachments/{id}",
        ),
        ("POST", "{User}/FindMeetingTimes", "{user}/findMeetingTimes"),
        ("GET", "{User}/Photo", "{user}/photo"),
        ("GET", "{User}/TaskFolders", "{user}/todo/lists"),
        ("GET", "{User}/TaskGroups", "gone"),
        (
            "GET",
            "{User}/RootFolder",
            "{user}/mailFolders/msgfolderroot",
        ),
    ];
    for (method, old, new) in known {
        assert_eq!(became(method, old), new, "{method} {old}");
    }
    let committed = place::read(&place::root().join("docs/changes/outlook-to-graph.md"));
    assert!(
        committed == guide::markdown(&guide),
        "the guide is stale: {REMEDY}"
    );
}
