//! Turns a comparison into a page, and has a browser search and filter it.

use std::fs;
use std::path::Path;

use odata_bindgen::config::Config;
use odata_bindgen::diff::report::Comparison;
use odata_bindgen::diff::rules::Models;
use odata_bindgen::diff::{self, NoItems, renames};
use odata_bindgen::text::{self, PageOptions};
use odata_bindgen::{Models as Read, models};
use tests::browser::{Browser, ESCAPE};
use tests::place;

fn read(name: &str) -> Read {
    let path = place::root().join("tests/fixtures/reports").join(name);
    let config = Config::for_single(&path, Path::new("out"), "client").expect("the name is one");
    models(&config).expect("the fixture is correct")
}

/// A page about the fixture, which is small enough to be unfolded from the start.
fn page() -> String {
    let (old, new) = (read("old.xml"), read("new.xml"));
    let renames = renames::find(&old.models[0], &new.models[0], &[]);
    let models = Models {
        old: &old.models[0],
        new: &new.models[0],
        renames: &renames,
    };
    let changes = diff::compare(&old.models[0], &new.models[0], &renames);
    let comparison = Comparison {
        old: "old",
        new: "new",
        changes: &diff::review(changes, &models, [&NoItems, &NoItems]),
        old_sources: &old.report.sources,
        new_sources: &new.report.sources,
    };
    text::html(&comparison, PageOptions::default())
}

/// How many changes can be seen, and what the page says about that.
fn seen(browser: &Browser) -> (u64, String) {
    let script = "const facts = [...document.querySelectorAll('.fact')];
        return [facts.filter((fact) => fact.checkVisibility()).length,
            document.getElementById('status').textContent]";
    let answer = browser.run(script);
    let text = answer[1].as_str().unwrap_or_default().to_owned();
    (answer[0].as_u64().unwrap_or_default(), text)
}

fn some(number: u64, text: &str) -> (u64, String) {
    (number, text.to_owned())
}

#[test]
fn a_browser_searches_and_filters_the_page() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let Some(browser) = Browser::start(&folder.path().join("profile")) else {
        return;
    };
    let file = folder.path().join("changes.html");
    fs::write(&file, page()).expect("the page can be written");
    browser.resize(1280, 1000);
    browser.open(&format!("file://{}", file.display()));
    assert_eq!(seen(&browser), some(8, "8 changes"));

    browser.keys("body", "/");
    browser.keys(":focus", "Note LENGTH");
    assert_eq!(seen(&browser), some(1, "1 of 8 changes"));
    browser.keys("#search", " nothing");
    assert_eq!(seen(&browser), some(0, "0 of 8 changes"));
    let empty = browser.run("return document.getElementById('empty').checkVisibility()");
    assert_eq!(empty, true);
    browser.keys("#search", ESCAPE);
    assert_eq!(seen(&browser), some(8, "8 changes"));

    browser.click("#kind option[value=type]");
    assert_eq!(seen(&browser), some(2, "2 of 8 changes"));
    browser.click("button[type=reset]");
    assert_eq!(seen(&browser), some(8, "8 changes"));
    let breaking =
        browser.run("return document.querySelectorAll('.fact[data-level=breaking]').length");
    browser.click("#levels input[value=breaking]");
    let left = 8 - breaking.as_u64().unwrap_or_default();
    assert!((1..8).contains(&left), "{left}");
    assert_eq!(seen(&browser).0, left);

    a_link_unfolds_what_it_leads_to(&browser);
    it_can_be_read_in_every_light_and_on_every_screen(&browser);
    assert_eq!(browser.complaints(), [""; 0]);
    nothing_else_runs(&browser);
}

/// Also where a filter hides it.
fn a_link_unfolds_what_it_leads_to(browser: &Browser) {
    browser.click("#fold");
    assert_eq!(seen(browser).0, 0);
    let seen = browser.run(
        "const fact = document.querySelector('.fact[data-level=breaking]');
        return new Promise((done) => {
            addEventListener('hashchange', () => done(fact.checkVisibility()));
            location.hash = fact.id;
        })",
    );
    assert_eq!(seen, true);
    browser.click("#unfold");
    assert_eq!(self::seen(browser).0, 8);
}

/// Chromium begins a PNG like this, in Base64.
const PNG: &str = "iVBORw0KGgo";

fn it_can_be_read_in_every_light_and_on_every_screen(browser: &Browser) {
    let mut pictures = Vec::new();
    for (width, scheme) in [
        (1280, "light"),
        (1280, "dark"),
        (420, "light"),
        (420, "dark"),
    ] {
        browser.resize(width, 1000);
        browser.prefer(scheme);
        let picture = browser.screenshot();
        assert!(
            picture.starts_with(PNG) && picture.len() > 10_000,
            "{}",
            picture.len()
        );
        assert!(!pictures.contains(&picture), "{width} {scheme}");
        pictures.push(picture);
        let wide = browser.run("return document.documentElement.scrollWidth > innerWidth");
        assert_eq!(wide, false, "{width} {scheme}: lines run out of the window");
    }
}

/// The policy of the page holds for scripts that come in with names and descriptions.
fn nothing_else_runs(browser: &Browser) {
    let ran = browser.run(
        "const script = document.createElement('script');
        script.textContent = 'window.ran = true';
        document.body.append(script);
        return window.ran === true",
    );
    assert_eq!(ran, false);
    assert!(!browser.complaints().is_empty());
}
