//! Prints what generation costs, in time and memory, beside printing the same output.

#![forbid(unsafe_code)]

use tests::cost;

/// How often each is run; the shortest run counts.
const RUNS: usize = 20;

fn main() {
    let config = cost::repository_config();
    let files = cost::generate(&config);
    // before anything else of this process needs memory
    let peak = cost::peak_memory();
    let bytes: usize = files.iter().map(|(_, text)| text.len()).sum();
    let generate = cost::shortest(RUNS, || cost::generate(&config));
    let print = cost::shortest(RUNS, || cost::print(&files));
    println!(
        "output      {} files, {:.2} MB",
        files.len(),
        bytes as f64 / 1e6
    );
    println!(
        "generate    {:.1} ms, without writing",
        generate.as_secs_f64() * 1e3
    );
    println!(
        "print       {:.1} ms, syn::parse_file and prettyplease::unparse of the same files",
        print.as_secs_f64() * 1e3
    );
    println!(
        "ratio       {:.2}",
        generate.as_secs_f64() / print.as_secs_f64()
    );
    match peak {
        Some(peak) => println!("peak memory {peak:.0} MiB after one run"),
        None => println!("peak memory is not told by this system"),
    }
}
