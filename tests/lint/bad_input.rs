//! Files that nobody should have: a message, the right exit code, in time, without a crash.

use std::io::BufWriter;
use std::time::{Duration, Instant};

use super::*;

/// Generous: a debug build on a busy machine.
const IN_TIME: Duration = Duration::from_secs(60);

/// Check `content` as a named file and as one met on a walk; the first has to fail with `message`.
fn refused(name: &str, content: &[u8], message: &str) {
    let folder = folder(&[("clean.json", &n8n("return [];"))]);
    fs::write(folder.path().join(name), content).unwrap();
    let started = Instant::now();
    let run = codenode_in(folder.path(), &["lint", name], "");
    assert_eq!(run.code, 2, "{name}: {run:?}");
    let expected = format!("codenode: cannot check {name}: {message}");
    assert!(run.stderr.starts_with(&expected), "{name}: {run:?}");
    assert_eq!(run.stderr.lines().count(), 1, "{run:?}");
    let walk = codenode_in(folder.path(), &["lint", "."], "");
    assert!(
        walk.code == 0 || walk.stderr.starts_with(&expected),
        "{name}: {walk:?}"
    );
    assert!(!walk.stderr.contains("panicked"), "{walk:?}");
    assert!(
        started.elapsed() < IN_TIME,
        "{name} took {:?}",
        started.elapsed()
    );
}

#[test]
fn an_empty_file() {
    refused("empty.json", b"", "it is empty");
    refused("empty.yml", b"\n\n", "it is empty");
}

#[test]
fn bytes_that_are_no_text() {
    let binary: Vec<u8> = (0..100_000u32)
        .map(|number| (number.wrapping_mul(2_654_435_761) >> 13) as u8)
        .collect();
    refused(
        "binary.json",
        &binary,
        "it is not UTF-8: line 1 holds an invalid byte, at offset ",
    );
    refused(
        "latin.yml",
        b"nodes:\n- title: caf\xE9\n",
        "it is not UTF-8: line 2 holds an invalid byte, at offset 19",
    );
    let utf16: Vec<u8> = "\u{feff}{\"nodes\": []}"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    refused("windows.json", &utf16, "it is UTF-16; save it as UTF-8");
}

#[test]
fn two_hundred_megabytes_of_brackets() {
    let folder = folder(&[]);
    let file = fs::File::create(folder.path().join("deep.json")).unwrap();
    let mut file = BufWriter::new(file);
    for _ in 0..200 {
        file.write_all(&[b'['; 1 << 20]).unwrap();
    }
    drop(file);
    let started = Instant::now();
    let run = codenode_in(folder.path(), &["lint", "deep.json"], "");
    assert_eq!(run.code, 2, "{run:?}");
    assert!(
        run.stderr
            .starts_with("codenode: cannot check deep.json: it is not a workflow: line 1, column "),
        "{run:?}"
    );
    assert!(started.elapsed() < IN_TIME, "{:?}", started.elapsed());
}

#[test]
fn a_file_beyond_the_limit_is_not_read() {
    let folder = folder(&[]);
    let file = fs::File::create(folder.path().join("huge.json")).unwrap();
    file.set_len(3 << 30).unwrap();
    let started = Instant::now();
    let run = codenode_in(folder.path(), &["lint", "huge.json"], "");
    assert_eq!(
        (run.code, run.stderr.as_str()),
        (
            2,
            "codenode: cannot check huge.json: it is larger than 256 MiB\n"
        )
    );
    assert!(
        started.elapsed() < Duration::from_secs(5),
        "{:?}",
        started.elapsed()
    );
}

#[test]
fn json_that_stops_in_the_middle_is_read_as_far_as_it_goes() {
    let whole = n8n("return [{ json: {} ];");
    let cut = whole.find(r#""connections""#).unwrap();
    let folder = folder(&[("cut.json", &whole[..cut])]);
    let run = codenode_in(folder.path(), &["lint", "cut.json", "--format", "json"], "");
    assert_eq!(run.code, 1, "{run:?}");
    let report = run.json();
    assert_eq!(report["code_nodes"], 1);
    let problem = &report["problems"][0];
    assert_eq!(
        (&problem["file"], &problem["severity"]),
        (&"cut.json".into(), &"error".into()),
        "{report}"
    );
    assert!(
        problem["range"]["start"]["offset"].as_u64().unwrap() <= cut as u64,
        "{report}"
    );
    assert!(
        !report["findings"].as_array().unwrap().is_empty(),
        "{report}"
    );
}

#[test]
fn aliases_that_multiply() {
    let mut bomb = String::from("a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]\n");
    for level in 1..40 {
        let below = format!("*a{}", level - 1);
        bomb += &format!("a{level}: &a{level} [{}]\n", [below.as_str(); 9].join(", "));
    }
    refused("bomb.yml", bomb.as_bytes(), "it is not a");
    bomb += "app: {mode: workflow}\nkind: app\nworkflow: {graph: {nodes: *a39, edges: *a39}}\n";
    let folder = folder(&[("bomb.yml", &bomb)]);
    let started = Instant::now();
    let run = codenode_in(folder.path(), &["lint", "bomb.yml"], "");
    assert!(run.code <= 2 && !run.stderr.contains("panicked"), "{run:?}");
    assert!(started.elapsed() < IN_TIME, "{:?}", started.elapsed());
}

#[test]
fn a_file_that_is_not_there() {
    let run = codenode_in(folder(&[]).path(), &["lint", "gone.json"], "");
    assert_eq!(
        (run.code, run.stderr.as_str()),
        (
            2,
            "codenode: cannot check gone.json: there is no such file\n"
        )
    );
    let report = codenode_in(
        folder(&[]).path(),
        &["lint", "gone.json", "--format", "json"],
        "",
    )
    .json();
    assert_eq!(report["problems"][0]["message"], "there is no such file");
}

#[cfg(unix)]
#[test]
fn folders_and_links_that_lead_in_a_circle() {
    use std::os::unix::fs::symlink;
    let folder = folder(&[("a/flow.json", &n8n("return [];"))]);
    symlink(folder.path(), folder.path().join("a/again")).unwrap();
    symlink("ring.json", folder.path().join("ring.json")).unwrap();
    symlink("nowhere", folder.path().join("dangling.json")).unwrap();
    let run = codenode_in(folder.path(), &["lint", "--format", "json"], "");
    assert_eq!((run.code, &run.json()["files"]), (0, &1.into()), "{run:?}");
    let run = codenode_in(folder.path(), &["lint", "ring.json"], "");
    assert_eq!(run.code, 2);
    assert!(
        run.stderr.starts_with("codenode: cannot check ring.json: "),
        "{run:?}"
    );
}

#[cfg(unix)]
#[test]
fn a_file_that_may_not_be_read() {
    use std::os::unix::fs::PermissionsExt;
    let folder = folder(&[
        ("secret.json", &n8n("return [];")),
        ("open.json", &n8n("return [];")),
    ]);
    let secret = folder.path().join("secret.json");
    fs::set_permissions(&secret, fs::Permissions::from_mode(0o000)).unwrap();
    if fs::File::open(&secret).is_ok() {
        eprintln!("skipped: this user may read everything");
        return;
    }
    for arguments in [["lint", "secret.json"], ["lint", "."]] {
        let run = codenode_in(folder.path(), &arguments, "");
        assert_eq!(run.code, 2, "{run:?}");
        assert!(
            run.stderr
                .starts_with("codenode: cannot check secret.json: permission denied"),
            "{run:?}"
        );
    }
}

#[cfg(unix)]
#[test]
fn a_reader_that_has_seen_enough() {
    // More than a pipe holds, so that the writer cannot be done before anybody turns away.
    let files: Vec<(String, String)> = (0..1000)
        .map(|number| (format!("{number}.json"), n8n("return [")))
        .collect();
    let files: Vec<(&str, &str)> = files
        .iter()
        .map(|(name, text)| (name.as_str(), text.as_str()))
        .collect();
    let folder = folder(&files);
    let mut child = Command::new(env!("CARGO_BIN_EXE_codenode"))
        .args(["lint", "--format", "full"])
        .current_dir(folder.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(
        (output.status.code(), output.stderr.as_slice()),
        (Some(0), &b""[..])
    );
}
