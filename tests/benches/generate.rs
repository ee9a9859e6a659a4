//! Times the pipeline on the repository's own metadata beside the least that printing Rust costs.
//!
//! `generate` is everything but the writing of files; `print` is `syn::parse_file` and
//! `prettyplease::unparse` of the same output, in the same process, on one thread.

use criterion::{Criterion, criterion_group, criterion_main};
use tests::cost;

fn benches(criterion: &mut Criterion) {
    let config = cost::repository_config();
    let files = cost::generate(&config);
    let mut group = criterion.benchmark_group("outlook");
    group.sample_size(20);
    group.bench_function("generate", |bencher| {
        bencher.iter(|| cost::generate(&config))
    });
    group.bench_function("print", |bencher| bencher.iter(|| cost::print(&files)));
    group.finish();
}

criterion_group!(all, benches);
criterion_main!(all);
