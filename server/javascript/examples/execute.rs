//! Runs requests, one line of JSON each, and prints their answers likewise.

use std::io::BufRead;

fn main() {
    let thread = std::thread::Builder::new().stack_size(32 << 20);
    let work = thread.spawn(|| {
        for line in std::io::stdin().lock().lines().map_while(Result::ok) {
            match serde_json::from_str(&line) {
                Ok(request) => println!("{}", serde_json::json!(javascript::execute(&request))),
                Err(error) => eprintln!("{error}"),
            }
        }
    });
    work.expect("a thread").join().expect("no panic");
}
