//! The operating system's hold alone: native code without any interpreter around it tries what no node may do. The
//! test starts itself again for every attempt, since a process is locked in for good.

use std::io::{self, Read, Write};
use std::process::{Command, ExitCode, ExitStatus, Stdio};

use runner::{Limits, confine};

/// What something is called, and what does it.
type Attempt = (&'static str, fn() -> io::Result<()>);

/// What is tried. `Ok` is an escape.
const ATTEMPTS: &[Attempt] = &[
    ("read a file", || std::fs::read("/etc/hostname").map(drop)),
    ("read itself", || {
        std::fs::read("/proc/self/environ").map(drop)
    }),
    ("list a folder", || std::fs::read_dir("/").map(drop)),
    ("look at a file", || {
        std::fs::metadata("/etc/passwd").map(drop)
    }),
    ("write a file", || {
        std::fs::write(std::env::temp_dir().join("codenode-escape"), "x")
    }),
    ("make a folder", || {
        std::fs::create_dir(std::env::temp_dir().join("codenode-escape"))
    }),
    ("delete a file", || std::fs::remove_file("/etc/hostname")),
    ("rename a file", || {
        std::fs::rename("/etc/hostname", "/etc/h")
    }),
    ("make a link", || {
        std::fs::hard_link("/etc/hostname", "/etc/h")
    }),
    ("change the folder", || std::env::set_current_dir("/")),
    ("know the folder", || std::env::current_dir().map(drop)),
    ("connect", || {
        std::net::TcpStream::connect(("127.0.0.1", port())).map(drop)
    }),
    ("listen", || {
        std::net::TcpListener::bind("127.0.0.1:0").map(drop)
    }),
    ("send a datagram", || {
        std::net::UdpSocket::bind("127.0.0.1:0").map(drop)
    }),
    #[cfg(unix)]
    ("connect to a socket file", || {
        std::os::unix::net::UnixStream::connect("/var/run/docker.sock").map(drop)
    }),
    #[cfg(unix)]
    ("make a pair of sockets", || {
        std::os::unix::net::UnixStream::pair().map(drop)
    }),
    ("make a pipe", || io::pipe().map(drop)),
    ("start a program", || {
        Command::new("/bin/true").status().map(drop)
    }),
    ("start itself", || {
        Command::new("/proc/self/exe").spawn().map(drop)
    }),
    #[cfg(unix)]
    ("become another program", || {
        Err(std::os::unix::process::CommandExt::exec(&mut Command::new(
            "/bin/true",
        )))
    }),
    #[cfg(target_os = "linux")]
    ("kill its parent", || {
        let parent = rustix::process::getppid().unwrap_or(rustix::process::Pid::INIT);
        Ok(rustix::process::kill_process(
            parent,
            rustix::process::Signal::CONT,
        )?)
    }),
    #[cfg(target_os = "linux")]
    ("raise a limit", || {
        use rustix::process::{Resource, Rlimit, setrlimit};
        let none = Rlimit {
            current: None,
            maximum: None,
        };
        Ok(setrlimit(Resource::As, none)?)
    }),
    #[cfg(target_os = "linux")]
    ("write to a descriptor that it happens to have", || {
        // Descriptor 3 was opened before the process was locked in.
        let kept = KEPT.get().expect("opened");
        (&*kept).write_all(b"x")
    }),
    #[cfg(target_os = "linux")]
    ("read from a descriptor that it happens to have", || {
        let kept = KEPT.get().expect("opened");
        (&*kept).read(&mut [0]).map(drop)
    }),
    ("see the environment", || match std::env::vars_os().next() {
        Some(_) => Ok(()),
        None => Err(io::ErrorKind::NotFound.into()),
    }),
];

/// What must go on working.
const NEEDS: &[Attempt] = &[
    ("start a thread with a large stack", || {
        let thread = std::thread::Builder::new().stack_size(16 << 20);
        let done = thread.spawn(|| {
            vec![1u8; 32 << 20]
                .iter()
                .map(|b| u64::from(*b))
                .sum::<u64>()
        })?;
        assert_eq!(done.join().expect("no panic"), 32 << 20);
        Ok(())
    }),
    ("sleep and tell the time", || {
        let start = std::time::Instant::now();
        std::thread::sleep(std::time::Duration::from_millis(5));
        assert!(start.elapsed().as_millis() >= 5);
        assert!(std::time::SystemTime::now() > std::time::UNIX_EPOCH);
        Ok(())
    }),
    ("wait for another thread", || {
        let (send, receive) = std::sync::mpsc::channel();
        let thread = std::thread::spawn(move || send.send(1));
        assert_eq!(receive.recv().expect("a number"), 1);
        thread.join().expect("no panic").map_err(io::Error::other)
    }),
    ("survive a panic", || {
        let done = std::panic::catch_unwind(|| panic!("expected"));
        assert!(done.is_err());
        Ok(())
    }),
];

/// What the operating system ends by itself.
const ENDED: &[Attempt] = &[
    ("take more memory than there is", || {
        let mut hoard = Vec::new();
        loop {
            hoard.push(vec![1u8; 16 << 20]);
        }
    }),
    ("compute for ever", || {
        let mut number = 1u64;
        loop {
            number = std::hint::black_box(number.wrapping_mul(3));
        }
    }),
];

static KEPT: std::sync::OnceLock<std::fs::File> = std::sync::OnceLock::new();

const LIMITS: Limits = Limits {
    milliseconds: 1000,
    memory: 64 << 20,
    logs: 0,
    answer: 0,
};

/// The process that tries succeeded, failed as it should, or did something else.
const DID: u8 = 10;
const DENIED: u8 = 11;
/// Not everything was in place.
const LOOSE: u8 = 12;

/// Attempts that succeed where nothing is locked, so that the others prove something.
const CONTROLS: &[&str] = &[
    "read a file",
    "connect",
    "start a program",
    "make a pipe",
    "list a folder",
];

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().collect();
    match arguments.get(1).map(String::as_str) {
        Some("try") => {
            let held = confine_with_kept_descriptor();
            tried(&arguments[2], held)
        }
        Some("try-freely") => tried(&arguments[2], true),
        // `cargo test` lists tests before it runs them in some tools.
        Some("--list") => ExitCode::SUCCESS,
        _ => outside(),
    }
}

/// Locks the process in; whether everything is in place that this system has.
fn confine_with_kept_descriptor() -> bool {
    #[cfg(target_os = "linux")]
    if let Ok(file) = rustix::fs::memfd_create("kept", rustix::fs::MemfdFlags::empty()) {
        let _ = KEPT.set(file.into());
    }
    let held = confine(&LIMITS);
    held.limits && held.landlock && held.system_calls
}

fn tried(name: &str, held: bool) -> ExitCode {
    std::panic::set_hook(Box::new(|_| {}));
    let mut all = ATTEMPTS.iter().chain(NEEDS).chain(ENDED);
    let (_, attempt) = all
        .find(|(known, _)| *known == name)
        .expect("a known attempt");
    match attempt() {
        _ if !held => ExitCode::from(LOOSE),
        Ok(()) => ExitCode::from(DID),
        Err(_) => ExitCode::from(DENIED),
    }
}

fn outside() -> ExitCode {
    if !cfg!(target_os = "linux") {
        println!("skipped: only Linux holds a process whatever runs in it");
        return ExitCode::SUCCESS;
    }
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = listener.local_addr().expect("an address").port();
    let mut wrong = Vec::new();
    for name in CONTROLS {
        if attempt("try-freely", name, port).code() != Some(DID.into()) {
            wrong.push(format!("even a free process could not {name}"));
        }
    }
    for (name, _) in ATTEMPTS {
        if attempt("try", name, port).code() != Some(DENIED.into()) {
            wrong.push(format!("it could {name}"));
        }
    }
    for (name, _) in NEEDS {
        let status = attempt("try", name, port);
        if status.code() != Some(DID.into()) {
            wrong.push(format!("it could not {name}: {status}"));
        }
    }
    for (name, _) in ENDED {
        let status = attempt("try", name, port);
        if status.code().is_some() {
            wrong.push(format!("it could {name}: {status}"));
        }
    }
    println!(
        "{} attempts denied, {} needs met, {} ended",
        ATTEMPTS.len(),
        NEEDS.len(),
        ENDED.len()
    );
    for complaint in &wrong {
        println!("WRONG: {complaint}");
    }
    match wrong.is_empty() {
        true => ExitCode::SUCCESS,
        false => ExitCode::FAILURE,
    }
}

/// A process that is to try `name`; `port` is open on this machine.
fn attempt(how: &str, name: &str, port: u16) -> ExitStatus {
    let mut child = Command::new(std::env::current_exe().expect("this test"))
        .args([how, name, &port.to_string()])
        .env_clear()
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it starts");
    child.wait().expect("it ends")
}

fn port() -> u16 {
    let port = std::env::args().nth(3).expect("a port");
    port.parse().expect("a number")
}
