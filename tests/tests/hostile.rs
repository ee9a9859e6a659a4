//! Documents that are meant to exhaust the generator, of sizes that a test can wait for.

use rayon::prelude::*;
use tests::hostile::{self, documents};

#[test]
fn what_no_service_publishes_is_refused_or_bounded() {
    let cases: Vec<_> = documents::cases();
    let small = cases.par_iter().filter(|case| case.small > 0);
    let wrong: Vec<String> = small
        .filter_map(|case| {
            let path = hostile::write(case, case.small);
            let refused = hostile::refused(&path);
            let _ = std::fs::remove_file(&path);
            let fits = match case.rule {
                "" => refused.is_empty(),
                rule => refused.iter().any(|refused| refused == rule),
            };
            (!fits).then(|| format!("{}: {refused:?}", case.name))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
