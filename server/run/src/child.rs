//! One child process: started, asked once, killed and waited for, whatever happens in between.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::PathBuf;
use std::process::{
    Child as Process, ChildStderr, ChildStdin, ChildStdout, Command, ExitStatus, Stdio,
};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use runner::{Answer, Limits, READY};

use crate::{Stop, answer};

/// An executable that runs nodes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Worker {
    /// The executable.
    pub program: PathBuf,
    /// What it is told before its limits.
    pub arguments: Vec<String>,
}

/// Why there is no answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Silence {
    /// It did not answer in time.
    Time,
    /// It used up its processor time.
    Processor,
    /// It needed more memory than it may have.
    Memory,
    /// It wrote more than anyone reads, or nested too deep.
    Output,
    /// It never became ready.
    Start,
    /// Nobody wants the answer any more.
    Stopped,
    /// It ended in another way: how, and what it said last.
    Crash(String),
}

/// A child that has been started and not yet asked.
#[derive(Debug)]
pub(crate) struct Child {
    process: Reaped,
    input: ChildStdin,
    output: ChildStdout,
    errors: ChildStderr,
    pub(crate) limits: Limits,
}

/// A process that does not outlive its owner and leaves nothing behind.
#[derive(Debug)]
struct Reaped(Process);

impl Drop for Reaped {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// How long an interpreter may take to start, on a machine that has much else to do.
const START: Duration = Duration::from_secs(30);
/// How long after its time the child may take to say that its time is up.
const GRACE: Duration = Duration::from_millis(250);
/// Bytes of standard error that are kept.
const COMPLAINT: u64 = 16 << 10;
/// The JSON around what the code returns.
const ENVELOPE: usize = 1 << 20;

impl Child {
    /// Starts a child without environment, in the root folder, with three pipes. The thread that starts it must live as
    /// long as the child (see [`runner::confine`]).
    pub(crate) fn start(worker: &Worker, limits: Limits) -> io::Result<Child> {
        let mut command = Command::new(&worker.program);
        command
            .args(&worker.arguments)
            .args(runner::arguments(&limits))
            .env_clear()
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        #[cfg(unix)]
        command.current_dir("/");
        // Windows starts nothing without it.
        #[cfg(windows)]
        command.envs(std::env::var_os("SystemRoot").map(|root| ("SystemRoot", root)));
        let mut process = Reaped(command.spawn()?);
        let pipes = (
            process.0.stdin.take(),
            process.0.stdout.take(),
            process.0.stderr.take(),
        );
        let (Some(input), Some(output), Some(errors)) = pipes else {
            return Err(io::ErrorKind::BrokenPipe.into());
        };
        Ok(Child {
            process,
            input,
            output,
            errors,
            limits,
        })
    }

    /// Whether it is still there to be asked.
    pub(crate) fn is_alive(&mut self) -> bool {
        matches!(self.process.0.try_wait(), Ok(None))
    }

    /// Sends the request, a line, and waits for the answer, the end of its time or the stop. The child is gone afterwards.
    pub(crate) fn ask(self, request: &[u8], stop: &Stop) -> Result<Answer, Silence> {
        let Child {
            mut process,
            mut input,
            output,
            errors,
            limits,
        } = self;
        thread::scope(|scope| {
            let (send, heard) = channel();
            stop.tell(send.clone());
            scope.spawn(move || {
                let answer = listen(output, limits.answer, &send);
                let _ = send.send(Heard::Answer(answer));
            });
            let complaint = scope.spawn(move || {
                let mut text = Vec::new();
                let _ = errors.take(COMPLAINT).read_to_end(&mut text);
                text
            });
            scope.spawn(move || {
                // A child that has ended does not read to the end.
                let _ = input.write_all(request).and_then(|()| input.flush());
            });
            let told = wait(&heard, &limits);
            if !matches!(told, Err(Silence::Crash(_))) {
                let _ = process.0.kill();
            }
            let status = process.0.wait();
            let complaint = complaint.join().unwrap_or_default();
            match told {
                Err(Silence::Crash(_)) => Err(cause(status, &complaint)),
                other => other,
            }
        })
    }
}

/// What the child says, or who does not want to hear it.
#[derive(Debug)]
pub(crate) enum Heard {
    Ready,
    Answer(Result<Answer, Silence>),
    Stop,
}

/// Reads what the child writes: that it is ready, then one line.
fn listen(output: ChildStdout, longest: usize, send: &Sender<Heard>) -> Result<Answer, Silence> {
    let mut output = BufReader::new(output).take((longest + ENVELOPE) as u64);
    let mut line = Vec::new();
    while matches!(output.read_until(b'\n', &mut line), Ok(length) if length > 0) {
        if line.trim_ascii_end() == READY.as_bytes() {
            let _ = send.send(Heard::Ready);
            line.clear();
            continue;
        }
        return match line.ends_with(b"\n") {
            true => answer::read(line),
            false if output.limit() == 0 => Err(Silence::Output),
            // It ended in the middle of its answer.
            false => break,
        };
    }
    Err(Silence::Crash(String::new()))
}

fn wait(heard: &Receiver<Heard>, limits: &Limits) -> Result<Answer, Silence> {
    let mut end = Instant::now() + START;
    let mut late = Silence::Start;
    loop {
        match heard.recv_timeout(end.saturating_duration_since(Instant::now())) {
            Ok(Heard::Ready) => {
                end = Instant::now() + Duration::from_millis(limits.milliseconds) + GRACE;
                late = Silence::Time;
            }
            Ok(Heard::Answer(answer)) => return answer,
            Ok(Heard::Stop) => return Err(Silence::Stopped),
            Err(RecvTimeoutError::Timeout) => return Err(late),
            Err(RecvTimeoutError::Disconnected) => return Err(Silence::Crash(String::new())),
        }
    }
}

/// Why a child ended without an answer.
fn cause(status: io::Result<ExitStatus>, complaint: &[u8]) -> Silence {
    let complaint = String::from_utf8_lossy(complaint);
    if complaint.contains("memory allocation of") {
        return Silence::Memory;
    }
    let ended = match status {
        Ok(status) => match signal(status) {
            Some(SIGXCPU) => return Silence::Processor,
            // Nobody here has sent it: the system was out of memory, or the processor's hard limit is reached.
            Some(SIGKILL) => return Silence::Memory,
            _ => status.to_string(),
        },
        Err(error) => error.to_string(),
    };
    let last = complaint.lines().rfind(|line| !line.trim().is_empty());
    Silence::Crash(match last {
        Some(line) => format!("{ended}: {}", line.trim()),
        None => ended,
    })
}

const SIGKILL: i32 = 9;
const SIGXCPU: i32 = 24;

#[cfg(unix)]
fn signal(status: ExitStatus) -> Option<i32> {
    std::os::unix::process::ExitStatusExt::signal(&status)
}

#[cfg(not(unix))]
fn signal(_: ExitStatus) -> Option<i32> {
    None
}
