//! An editor that waits.

use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::Duration;

use serde_json::{Value, json};

/// A server that has been introduced to.
pub(crate) struct Client {
    server: Child,
    stdin: ChildStdin,
    stdout: BufReader<ChildStdout>,
    capabilities: Value,
    /// Messages met while waiting for others.
    early: Vec<Value>,
    next_id: i64,
}

impl Client {
    pub(crate) fn start() -> Self {
        let mut codenode = Command::new(env!("CARGO_BIN_EXE_codenode"));
        Self::of(codenode.arg("lsp")).expect("the server starts")
    }

    /// Any server that speaks over its standard streams; `None` where there is no such program.
    pub(crate) fn of(command: &mut Command) -> Option<Self> {
        let mut server = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .ok()?;
        let stdin = server.stdin.take().expect("it is piped");
        let stdout = BufReader::new(server.stdout.take().expect("it is piped"));
        let mut client = Self {
            server,
            stdin,
            stdout,
            capabilities: Value::Null,
            early: Vec::new(),
            next_id: 1,
        };
        let params = json!({"processId": null, "capabilities": {}});
        client.capabilities =
            client.request("initialize", &params)["result"]["capabilities"].take();
        client.notify("initialized", &json!({}));
        Some(client)
    }

    /// The server answers such questions.
    pub(crate) fn can(&self, method: &str) -> bool {
        let name = match method.split('/').nth(1) {
            Some("semanticTokens") => "semanticTokensProvider".to_owned(),
            Some(name) => format!("{name}Provider"),
            None => return false,
        };
        !matches!(self.capabilities[name], Value::Null | Value::Bool(false))
    }

    pub(crate) fn open(&mut self, uri: &str, language: &str, text: &str) {
        let document = json!({"uri": uri, "languageId": language, "version": 1, "text": text});
        self.notify("textDocument/didOpen", &json!({"textDocument": document}));
    }

    pub(crate) fn change(&mut self, uri: &str, version: i32, changes: Value) {
        let document = json!({"uri": uri, "version": version});
        self.notify(
            "textDocument/didChange",
            &json!({"textDocument": document, "contentChanges": changes}),
        );
    }

    /// Wait for the diagnostics of this version.
    pub(crate) fn published(&mut self, uri: &str, version: i32) {
        self.wait(|message| {
            let params = &message["params"];
            params["version"] == version && params["uri"] == uri
        });
    }

    pub(crate) fn request(&mut self, method: &str, params: &Value) -> Value {
        let id = self.next_id;
        self.next_id += 1;
        self.send(&json!({"jsonrpc": "2.0", "id": id, "method": method, "params": params}));
        self.wait(|message| message["id"] == id)
    }

    /// The time that processors have worked for the server, to a hundredth of a second; zero where the system does not
    /// tell.
    pub(crate) fn processor(&self) -> Duration {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.server.id()));
        let stat = stat.unwrap_or_default();
        // The name of the program, in brackets, may hold blanks.
        let fields = stat.rsplit(')').next().unwrap_or_default();
        let ticks = fields.split_whitespace().skip(11).take(2);
        let ticks: u64 = ticks.filter_map(|field| field.parse::<u64>().ok()).sum();
        Duration::from_millis(ticks * 10)
    }

    /// What the process holds, as far as the system tells.
    pub(crate) fn memory(&self) -> String {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.server.id()));
        let status = status.unwrap_or_default();
        let line = |name: &str| {
            status
                .lines()
                .find(|line| line.starts_with(name))
                .unwrap_or("?")
                .to_owned()
        };
        [line("VmRSS"), line("VmHWM")]
            .join(", ")
            .replace(['\t', ' '], "")
    }

    fn notify(&mut self, method: &str, params: &Value) {
        self.send(&json!({"jsonrpc": "2.0", "method": method, "params": params}));
    }

    fn send(&mut self, message: &Value) {
        let body = message.to_string();
        let sent = write!(self.stdin, "Content-Length: {}\r\n\r\n{body}", body.len());
        sent.and_then(|()| self.stdin.flush())
            .expect("the server reads");
    }

    fn wait(&mut self, wanted: impl Fn(&Value) -> bool) -> Value {
        if let Some(position) = self.early.iter().position(&wanted) {
            return self.early.swap_remove(position);
        }
        loop {
            let message = self.read();
            if wanted(&message) {
                return message;
            }
            self.early.push(message);
        }
    }

    fn read(&mut self) -> Value {
        let mut length = 0;
        loop {
            let mut line = String::new();
            self.stdout.read_line(&mut line).expect("the server writes");
            match line.trim_end().strip_prefix("Content-Length: ") {
                Some(number) => length = number.parse().expect("a number"),
                None if line.trim_end().is_empty() => break,
                None => {}
            }
        }
        let mut body = vec![0; length];
        self.stdout
            .read_exact(&mut body)
            .expect("the server writes");
        serde_json::from_slice(&body).expect("the server writes JSON")
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}
