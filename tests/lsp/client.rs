//! A small editor.

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

/// Nothing takes this long.
const PATIENCE: Duration = Duration::from_secs(30);

/// A server and what it has said.
pub(crate) struct Client {
    server: Child,
    stdin: Option<ChildStdin>,
    messages: Receiver<Value>,
    /// What the server wrote to standard error.
    complaints: Arc<Mutex<String>>,
    /// Notifications met while waiting for something else.
    early: Vec<Value>,
    next_id: i64,
}

impl Client {
    /// Start a server and say nothing yet.
    pub(crate) fn start() -> Self {
        let mut server = Command::new(env!("CARGO_BIN_EXE_codenode"))
            .args(["lsp", "--stdio"])
            .env("XDG_CACHE_HOME", env!("CARGO_TARGET_TMPDIR"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let stdin = server.stdin.take();
        let mut stdout = BufReader::new(server.stdout.take().unwrap());
        let complaints = Arc::<Mutex<String>>::default();
        let (stderr, heard) = (server.stderr.take().unwrap(), complaints.clone());
        thread::spawn(move || {
            for line in BufReader::new(stderr).lines().map_while(Result::ok) {
                eprintln!("{line}");
                *heard.lock().unwrap() += &(line + "\n");
            }
        });
        let (sender, messages) = channel();
        thread::spawn(move || {
            while let Some(message) = read_message(&mut stdout) {
                if sender.send(message).is_err() {
                    return;
                }
            }
        });
        Self {
            server,
            stdin,
            messages,
            complaints,
            early: Vec::new(),
            next_id: 1,
        }
    }

    /// Start a server and introduce an editor of these capabilities; the second value is what the server can do.
    pub(crate) fn initialized(capabilities: Value) -> (Self, Value) {
        Self::introduced(json!({"capabilities": capabilities}))
    }

    /// The same, with whatever else an editor says in the beginning.
    pub(crate) fn introduced(mut params: Value) -> (Self, Value) {
        let mut client = Self::start();
        params["processId"] = json!(std::process::id());
        let answer = client.request("initialize", params);
        client.notify("initialized", json!({}));
        let capabilities = answer["result"]["capabilities"].clone();
        (client, capabilities)
    }

    /// Send bytes as they are.
    pub(crate) fn send_raw(&mut self, bytes: &[u8]) {
        let stdin = self.stdin.as_mut().unwrap();
        stdin.write_all(bytes).unwrap();
        stdin.flush().unwrap();
    }

    /// Send a message of this body.
    pub(crate) fn send_body(&mut self, body: &str) {
        self.send_raw(format!("Content-Length: {}\r\n\r\n{body}", body.len()).as_bytes());
    }

    pub(crate) fn notify(&mut self, method: &str, params: Value) {
        self.send_body(&json!({"jsonrpc": "2.0", "method": method, "params": params}).to_string());
    }

    /// Ask, and wait for the answer.
    pub(crate) fn request(&mut self, method: &str, params: Value) -> Value {
        let id = self.ask(method, params);
        self.answer_to(id)
    }

    /// Ask; the answer to this number comes later.
    pub(crate) fn ask(&mut self, method: &str, params: Value) -> i64 {
        let id = self.next_id;
        self.next_id += 1;
        self.send_body(
            &json!({"jsonrpc": "2.0", "id": id, "method": method, "params": params}).to_string(),
        );
        id
    }

    /// The answer to what was asked under this number.
    pub(crate) fn answer_to(&mut self, id: i64) -> Value {
        self.wait(|message| message["id"] == id && message["method"].is_null())
    }

    /// What the server asks next by this method.
    pub(crate) fn asked(&mut self, method: &str) -> Value {
        self.wait(|message| message["method"] == method && !message["id"].is_null())
    }

    /// Answer what the server asked.
    pub(crate) fn reply(&mut self, asked: &Value, result: Value) {
        let answer = json!({"jsonrpc": "2.0", "id": asked["id"], "result": result});
        self.send_body(&answer.to_string());
    }

    /// The next notification by this method.
    pub(crate) fn told(&mut self, method: &str) -> Value {
        self.wait(|message| message["method"] == method)["params"].clone()
    }

    /// The next message that is wanted.
    pub(crate) fn wait(&mut self, wanted: impl Fn(&Value) -> bool) -> Value {
        if let Some(position) = self.early.iter().position(&wanted) {
            return self.early.remove(position);
        }
        let deadline = Instant::now() + PATIENCE;
        loop {
            match self
                .messages
                .recv_timeout(deadline.saturating_duration_since(Instant::now()))
            {
                Ok(message) if wanted(&message) => return message,
                Ok(message) => self.early.push(message),
                Err(error) => panic!("{error}, having seen {:?}", self.early),
            }
        }
    }

    /// Everything that comes until there is silence for `pause`.
    pub(crate) fn drain(&mut self, pause: Duration) -> Vec<Value> {
        let mut seen = std::mem::take(&mut self.early);
        loop {
            match self.messages.recv_timeout(pause) {
                Ok(message) => seen.push(message),
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => return seen,
            }
        }
    }

    pub(crate) fn open(&mut self, uri: &str, language: &str, version: i32, text: &str) {
        let document =
            json!({"uri": uri, "languageId": language, "version": version, "text": text});
        self.notify("textDocument/didOpen", json!({"textDocument": document}));
    }

    pub(crate) fn change(&mut self, uri: &str, version: i32, changes: Value) {
        let document = json!({"uri": uri, "version": version});
        self.notify(
            "textDocument/didChange",
            json!({"textDocument": document, "contentChanges": changes}),
        );
    }

    /// The diagnostics that are published for this version.
    pub(crate) fn published(&mut self, uri: &str, version: i32) -> Vec<Value> {
        let message = self.wait(|message| {
            message["method"] == "textDocument/publishDiagnostics"
                && message["params"]["uri"] == uri
                && message["params"]["version"] == version
        });
        message["params"]["diagnostics"].as_array().unwrap().clone()
    }

    /// The diagnostics that are there when asked for.
    pub(crate) fn pulled(&mut self, uri: &str) -> Vec<Value> {
        let answer = self.request(
            "textDocument/diagnostic",
            json!({"textDocument": {"uri": uri}}),
        );
        answer["result"]["items"]
            .as_array()
            .unwrap_or_else(|| panic!("{answer}"))
            .clone()
    }

    /// What the server wrote to standard error so far: a panic, which costs one answer and not the server, is told there.
    pub(crate) fn complaints(&self) -> String {
        self.complaints.lock().unwrap().clone()
    }

    /// Close the server's standard input.
    pub(crate) fn hang_up(&mut self) {
        self.stdin = None;
    }

    /// How the server ended, which has to be soon.
    pub(crate) fn ended(&mut self) -> ExitStatus {
        let deadline = Instant::now() + PATIENCE;
        while Instant::now() < deadline {
            if let Some(status) = self.server.try_wait().unwrap() {
                return status;
            }
            thread::sleep(Duration::from_millis(10));
        }
        panic!("the server did not end");
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

fn read_message(stdout: &mut impl BufRead) -> Option<Value> {
    let mut length = 0;
    loop {
        let mut line = String::new();
        if stdout.read_line(&mut line).ok()? == 0 {
            return None;
        }
        match line.trim_end().split_once(": ") {
            Some(("Content-Length", number)) => length = number.parse().unwrap(),
            Some(_) => {}
            None => break,
        }
    }
    let mut body = vec![0; length];
    stdout.read_exact(&mut body).ok()?;
    Some(serde_json::from_slice(&body).unwrap())
}
