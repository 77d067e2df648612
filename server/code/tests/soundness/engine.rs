//! CPython and Node, one process for many programs.

use std::io::Write;
use std::process::{Command, Stdio};

use code::Language;
use serde_json::{Value, json};

/// A program and the inputs to run it with.
pub struct Program {
    pub code: String,
    /// JSON objects of the arguments of `main`.
    pub inputs: Vec<String>,
}

/// How one run ended.
pub enum Returned {
    /// With a tagged value, by the `return` of this line (1-based) where that is known.
    Value(Value, Option<u64>),
    /// With an exception.
    Raised,
}

/// An engine that is there.
pub struct Engine {
    language: Language,
}

impl Engine {
    pub fn name(language: Language) -> &'static str {
        match language {
            Language::Python => "python3",
            Language::JavaScript => "node",
        }
    }

    pub fn find(language: Language) -> Option<Engine> {
        let found = Command::new(Self::name(language))
            .arg("--version")
            .output()
            .is_ok_and(|out| out.status.success());
        found.then_some(Engine { language })
    }

    /// Run every program with each of its inputs.
    pub fn run(&self, programs: &[Program]) -> Vec<Vec<Returned>> {
        let script = match self.language {
            Language::Python => ["-c", include_str!("run.py")],
            Language::JavaScript => ["-e", include_str!("run.js")],
        };
        let mut child = Command::new(Self::name(self.language))
            .args(script)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the engine starts");
        let mut stdin = child.stdin.take().expect("a pipe");
        let requests: String = programs
            .iter()
            .map(|program| {
                let inputs: Vec<Value> = program
                    .inputs
                    .iter()
                    .map(|text| serde_json::from_str(text).expect("inputs are JSON"))
                    .collect();
                format!("{}\n", json!({"code": program.code, "inputs": inputs}))
            })
            .collect();
        let writer = std::thread::spawn(move || stdin.write_all(requests.as_bytes()));
        let output = child.wait_with_output().expect("the engine answers");
        writer.join().expect("no panic").expect("the engine reads");
        let answers: Vec<Vec<Returned>> = String::from_utf8(output.stdout)
            .expect("answers are text")
            .lines()
            .map(|line| {
                let answers: Vec<Value> = serde_json::from_str(line).expect("answers are JSON");
                answers
                    .into_iter()
                    .map(|mut answer| match answer["value"].take() {
                        Value::Null => Returned::Raised,
                        value => Returned::Value(value, answer["line"].as_u64()),
                    })
                    .collect()
            })
            .collect();
        assert_eq!(answers.len(), programs.len(), "an answer for every program");
        answers
    }
}
