//! Attempts to get out: at files, the network, the environment, other processes, the engines' insides. A file, a port, a
//! variable and a folder of this test tell whether one of them succeeds.

use std::net::TcpListener;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use run::{Outcome, RunLimits, Stage};
use serde_json::Value;
use tempfile::TempDir;

use crate::files::{Place, file};
use crate::{can_run, run};

const LIMITS: RunLimits = RunLimits {
    milliseconds: 3000,
    memory: 128 << 20,
    logs: 256 << 10,
    answer: 4 << 20,
};

/// Stands in the file and in no answer.
const SECRET: &str = "canary-5b1c9f";

/// What code finds outside, if it gets there.
struct Outside {
    folder: TempDir,
    port: u16,
    connections: Arc<AtomicUsize>,
}

impl Outside {
    fn new() -> Outside {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::write(folder.path().join("secret.txt"), SECRET).expect("a file");
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let connections = Arc::new(AtomicUsize::new(0));
        let counted = Arc::clone(&connections);
        std::thread::spawn(move || {
            for _ in listener.incoming() {
                counted.fetch_add(1, Ordering::SeqCst);
            }
        });
        Outside {
            folder,
            port,
            connections,
        }
    }

    /// The attempt with the names of this test in it.
    fn fill(&self, code: &str) -> String {
        let path = |name: &str| self.folder.path().join(name).display().to_string();
        code.replace("SECRET_FILE", &path("secret.txt"))
            .replace("MARK", &path("mark"))
            .replace("PORT", &self.port.to_string())
            .replace("PARENT", &std::process::id().to_string())
    }

    /// What shows that the attempt succeeded.
    fn escaped(&self, outcome: &Outcome) -> Option<&'static str> {
        let mark: PathBuf = self.folder.path().join("mark");
        let told = serde_json::to_string(outcome).expect("JSON");
        // Cargo sets it for tests.
        let variable = std::env::var("CARGO_MANIFEST_DIR").unwrap_or_default();
        if told.contains(SECRET) {
            Some("it read the file")
        } else if !variable.is_empty() && told.contains(&variable) {
            Some("it read the environment")
        } else if mark.exists() {
            Some("it wrote a file or started a process")
        } else if self.connections.load(Ordering::SeqCst) > 0 {
            Some("it reached the port")
        } else if std::fs::read_to_string(self.folder.path().join("secret.txt"))
            .ok()
            .as_deref()
            != Some(SECRET)
        {
            Some("it changed the file")
        } else {
            None
        }
    }
}

/// Python in Dify: expressions. What they give is returned.
const PYTHON: &[&str] = &[
    "open('SECRET_FILE').read()",
    "open('MARK', 'w').write('x')",
    "__import__('io').open('SECRET_FILE').read()",
    "__import__('io').FileIO('SECRET_FILE').read()",
    "__import__('_io').open_code('SECRET_FILE').read()",
    "__import__('os').open('SECRET_FILE', 0)",
    "__import__('os').read(__import__('os').open('SECRET_FILE', 0), 100)",
    "__import__('os').listdir('/')",
    "__import__('os').environ.get('CARGO_MANIFEST_DIR')",
    "dict(__import__('os').environ)",
    "__import__('os').getenv('CARGO_MANIFEST_DIR')",
    "__import__('os').system('touch MARK')",
    "__import__('os').popen('cat SECRET_FILE').read()",
    "__import__('os').fork()",
    "__import__('os').execv('/bin/sh', ['sh', '-c', 'touch MARK'])",
    "__import__('os').posix_spawn('/bin/touch', ['touch', 'MARK'], {})",
    "__import__('os').kill(PARENT, 9)",
    "__import__('os').remove('SECRET_FILE')",
    "__import__('os').mkdir('MARK')",
    "__import__('os').symlink('SECRET_FILE', 'MARK')",
    "__import__('posix').open('SECRET_FILE', 0)",
    "__import__('sys').modules['posix'].environ",
    "__import__('pathlib').Path('SECRET_FILE').read_text()",
    "__import__('pathlib').Path('MARK').write_text('x')",
    "__import__('codecs').open('SECRET_FILE').read()",
    "__import__('tokenize').open('SECRET_FILE').read()",
    "__import__('linecache').getlines('SECRET_FILE')",
    "__import__('fileinput').input(['SECRET_FILE']).readline()",
    "__import__('shutil').copy('SECRET_FILE', 'MARK')",
    "__import__('tempfile').mkdtemp()",
    "__import__('logging').FileHandler('MARK').emit(None)",
    "__import__('zipfile').ZipFile('MARK', 'w').writestr('a', 'b')",
    "__import__('mmap').mmap(3, 10).read(10)",
    "__import__('sqlite3').connect('MARK').execute('create table a (b)')",
    "__import__('subprocess').run(['touch', 'MARK'])",
    "__import__('subprocess').check_output('cat SECRET_FILE', shell=True)",
    "__import__('_posixsubprocess').fork_exec([b'/bin/touch', b'MARK'], [b'/bin/touch'], True, (), None, None, -1, -1, -1, -1, -1, -1, -1, -1, False, False, -1, None, None, None, -1, None, False)",
    "__import__('multiprocessing').Process(target=print).start()",
    "__import__('socket').create_connection(('127.0.0.1', PORT))",
    "__import__('_socket').socket().connect(('127.0.0.1', PORT))",
    "__import__('urllib.request').request.urlopen('http://127.0.0.1:PORT/').read()",
    "__import__('http.client').client.HTTPConnection('127.0.0.1', PORT).request('GET', '/')",
    "__import__('requests').get('http://127.0.0.1:PORT/').text",
    "__import__('ftplib').FTP('127.0.0.1')",
    "__import__('ctypes').CDLL(None).system(b'touch MARK')",
    "__import__('_ctypes').dlopen('libc.so.6', 0)",
    "__import__('cffi').FFI().dlopen(None)",
    "__import__('importlib').import_module('posix').environ",
    "__import__('importlib.machinery').machinery.SourceFileLoader('x', 'SECRET_FILE').get_data('SECRET_FILE')",
    "__import__('importlib._bootstrap_external')._bootstrap_external.FileLoader('x', 'SECRET_FILE').get_data('SECRET_FILE')",
    "__import__('importlib._bootstrap')._bootstrap._load.__globals__['sys'].modules",
    "__import__('runpy').run_path('SECRET_FILE')",
    "__import__('zipimport').zipimporter('SECRET_FILE')",
    "__loader__.get_data('SECRET_FILE')",
    "[c for c in ().__class__.__base__.__subclasses__() if 'FileIO' in c.__name__ or 'Popen' in c.__name__][0]('SECRET_FILE').read()",
    "[c.__init__.__globals__ for c in ().__class__.__base__.__subclasses__() if hasattr(c.__init__, '__globals__') and 'os' in c.__init__.__globals__][0]['os'].system('touch MARK')",
    "[c.load_module('posix').environ for c in ().__class__.__base__.__subclasses__() if c.__name__ == 'BuiltinImporter']",
    "'{0.__class__.__base__.__subclasses__}'.format(())",
    "'{0.__globals__[__builtins__]}'.format(main)",
    "main.__globals__['__builtins__'].open('SECRET_FILE').read()",
    "(lambda: 0).__globals__['os'].popen('cat SECRET_FILE').read()",
    "(lambda f: f.f_back and f.f_back.f_globals)(__import__('sys')._getframe())['open']('SECRET_FILE').read()",
    "__import__('gc').get_objects()[:1000]",
    "__import__('pickle').loads(b'cposix\\nsystem\\n(S\"touch MARK\"\\ntR.')",
    "__import__('marshal').loads(b'garbage')",
    "eval(main.__code__.replace(co_code=b'\\x83' * 64))",
    "exec(compile('import os; os.system(\"touch MARK\")', 'x', 'exec'))",
    "__import__('builtins').open('SECRET_FILE').read()",
    "__import__('sys').stdout.buffer.raw.read()",
    "__import__('sys').__stdout__.write('{\"turns\":[]}\\n')",
    "__import__('sys').stdin.read()",
    "input()",
    "__import__('faulthandler')._sigsegv()",
    "__import__('signal').raise_signal(9)",
    "__import__('os')._exit(0)",
    "__import__('_thread').start_new_thread(print, ())",
    "__import__('threading').Thread(target=print).start()",
    "__import__('asyncio').run(__import__('asyncio').create_subprocess_exec('touch', 'MARK'))",
    "__import__('resource').setrlimit(9, (-1, -1))",
    "__import__('pty').spawn('/bin/sh')",
    "__import__('webbrowser').open('file://SECRET_FILE')",
    "__import__('readline').read_history_file('SECRET_FILE')",
    "__import__('fcntl').fcntl(0, 3)",
    "__import__('select').select([0], [], [], 0)",
    "__import__('nt').environ",
];

/// JavaScript on n8n with every module allowed, and in Dify: expressions.
const JAVASCRIPT: &[&str] = &[
    "require('fs').readFileSync('SECRET_FILE', 'utf8')",
    "require('node:fs').readFileSync('SECRET_FILE', 'utf8')",
    "require('fs').writeFileSync('MARK', 'x')",
    "require('fs').readdirSync('/')",
    "require('SECRET_FILE')",
    "require('../../../../../../..' + 'SECRET_FILE')",
    "require('os').userInfo()",
    "require('child_process').execSync('touch MARK')",
    "require('child_process').spawnSync('cat', ['SECRET_FILE']).stdout.toString()",
    "require('net').connect(PORT)",
    "require('http').get('http://127.0.0.1:PORT/')",
    "require('dgram').createSocket('udp4').send('x', PORT)",
    "require('worker_threads').Worker",
    "require('vm').runInNewContext('process')",
    "require('module')._load('fs').readFileSync('SECRET_FILE', 'utf8')",
    "require('process').env.CARGO_MANIFEST_DIR",
    "require('v8').setFlagsFromString('--allow-natives-syntax')",
    "require('wasi')",
    "process.env.CARGO_MANIFEST_DIR",
    "process.binding('fs')",
    "process.mainModule.require('fs').readFileSync('SECRET_FILE', 'utf8')",
    "process.kill(PARENT, 'SIGKILL')",
    "process.exit(0)",
    "globalThis.process.env",
    "$env.CARGO_MANIFEST_DIR",
    "this.constructor.constructor('return process')().env.CARGO_MANIFEST_DIR",
    "this.constructor.constructor('return globalThis')().require('fs')",
    "(async () => {}).constructor('return process.env')()",
    "(function* () {}).constructor('yield process.env')().next()",
    "Buffer.constructor('return process')()",
    "Buffer.from.constructor('return this')().process",
    "require.constructor('return process')().env",
    "$input.constructor.constructor('return process')().env",
    "$input.all.constructor('return process')().env",
    "console.log.constructor('return process')().env",
    "setTimeout.constructor('return process')().env",
    "Object.getPrototypeOf(async function () {}).constructor('return this')().process",
    "Reflect.construct(Function, ['return process'])().env",
    "eval('process.env')",
    "(0, eval)('this').process.env",
    "new Function('return this')().process.env",
    "Reflect.ownKeys(globalThis).map(String)",
    "Object.getOwnPropertyNames(globalThis).map(name => globalThis[name] && globalThis[name].readFile)",
    "std.open('SECRET_FILE', 'r').readAsString()",
    "os.open('SECRET_FILE', 0)",
    "os.exec(['touch', 'MARK'])",
    "std.popen('cat SECRET_FILE', 'r').readAsString()",
    "std.loadFile('SECRET_FILE')",
    "bjson.read(new ArrayBuffer(8), 0, 8)",
    "load('SECRET_FILE')",
    "host.load('fs')",
    "native.package('SECRET_FILE')",
    "new Worker('SECRET_FILE')",
    "fetch('http://127.0.0.1:PORT/')",
    "new XMLHttpRequest()",
    "new WebSocket('ws://127.0.0.1:PORT/')",
    "new WebAssembly.Module(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]))",
    "WebAssembly.instantiate(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]))",
    "new SharedArrayBuffer(1e9)",
    "Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1e9)",
    "(() => { Error.prepareStackTrace = (_, frames) => frames.map(f => f.getThis && f.getThis()); return new Error().stack })()",
    "(() => { Error.captureStackTrace = (e) => e; try { null.x } catch (e) { return e.constructor.constructor('return process')().env } })()",
    "(() => { Object.prototype.toJSON = () => 'polluted'; return {} })()",
    "(() => { Object.prototype.then = function (f) { f(this.constructor.constructor('return process')()) }; return {} })()",
    "(() => { Array.prototype.push = function () { return this.constructor.constructor('return process')() }; return [1].concat(2) })()",
    "(() => { JSON.stringify = () => '{\"turns\":[]}'; return {} })()",
    "(() => { String.prototype.replace = () => 'x'; RegExp.prototype.exec = () => null; return 'a'.replace('a', 'b') })()",
    "(() => { Function.prototype.call = function () { return this }; Function.prototype.apply = () => 1; return {} })()",
    "(() => { Promise.prototype.then = function () { return this }; return {} })()",
    "(() => { Symbol.prototype[Symbol.toPrimitive] = () => 'x'; return Symbol.iterator + '' })()",
    "new Proxy({}, { get: (t, k, r) => r.constructor.constructor('return process')() })",
    "new Proxy(function () {}, { apply() { return process } })()",
    "({ get [Symbol.toStringTag]() { return this.constructor.constructor('return process')() } }) + ''",
    "({ [Symbol.iterator]: () => ({ next: () => ({ value: process }) }) })",
    "({ __proto__: null, toJSON() { return process.env } })",
    "({}).__proto__.constructor.constructor('return process')().env",
    "(class extends Promise { static get [Symbol.species]() { return class { constructor(f) { f(() => {}, () => {}); } } } }).resolve(1).then(x => x)",
    "(function f() { return f.caller })()",
    "(function () { return arguments.callee.caller })()",
    "(() => { const e = new Error(); e.__proto__ = new Proxy({}, {}); throw e })()",
    "(() => { throw { get message() { return this.constructor.constructor('return process')().env } } })()",
    "(() => { throw null })()",
    "new FinalizationRegistry(() => process).register({}, 1)",
    "Buffer.allocUnsafe(1 << 20).toString('hex').slice(0, 20000)",
    "new Uint8Array(1e6).subarray(-1e9, 1e9).length",
    "new DataView(new ArrayBuffer(8)).getFloat64(1e9)",
    "new ArrayBuffer(8).transfer(1e12)",
    "[].concat(...Array(1e5).fill([1])).length",
    "$getWorkflowStaticData.constructor('return process')().env",
    "$('Code').constructor.constructor('return process')().env",
    "helpers.httpRequest({url: 'http://127.0.0.1:PORT/'})",
    "helpers.request('http://127.0.0.1:PORT/')",
    "helpers.getBinaryDataBuffer(0, 'data')",
];

/// Attempts of more than an expression.
const JAVASCRIPT_BODIES: &[&str] = &[
    "const fs = await import('fs'); return [{json: {a: fs.readFileSync('SECRET_FILE', 'utf8')}}];",
    "const std = await import('std'); return [{json: {a: std.loadFile('SECRET_FILE')}}];",
    "const m = await import('SECRET_FILE'); return [{json: {a: String(m)}}];",
    "const r = await fetch('http://127.0.0.1:PORT/'); return [{json: {a: await r.text()}}];",
    "await this.helpers.httpRequest({url: 'http://127.0.0.1:PORT/'}); return [];",
    "const x = []; x[Symbol.toPrimitive] = () => { x.length = 0; return 1e9; }; return [{json: {a: new Array(10).fill(0).splice(x, x).length}}];",
    "const a = [1, 2, 3]; a.sort((x, y) => { a.length = 0; a.push(...Array(1e4).fill(x)); return x - y; }); return [{json: {a: a.length}}];",
    "const b = new ArrayBuffer(64, {maxByteLength: 1 << 20}); const u = new Uint8Array(b); u.set({length: 32, get 0() { b.resize(1); return 1; }}); return [{json: {a: u.length}}];",
    "const it = [1, 2, 3][Symbol.iterator](); it.__proto__.next = () => ({get value() { return process; }}); for (const x of [1]) return [{json: {a: x}}];",
    "setTimeout(() => { throw new Error('late'); }, 10); return [];",
    "Promise.reject(new Error('nobody waits')); return [];",
];

fn check(place: Place, attempts: impl Iterator<Item = String>) -> usize {
    if !can_run(place.language()) {
        return 0;
    }
    let outside = Outside::new();
    let mut wrong = Vec::new();
    let mut count = 0;
    for code in attempts {
        count += 1;
        let outcome = run(&file(place, &outside.fill(&code)), &Value::Null, LIMITS);
        let stage = outcome.error.as_ref().map(|error| error.stage);
        if let Some(how) = outside.escaped(&outcome) {
            wrong.push(format!("{code}: {how}"));
        }
        // An attempt that is never made proves nothing.
        if matches!(stage, Some(Stage::Syntax | Stage::Load)) {
            wrong.push(format!("{code}: {:?}", outcome.error));
        }
        if std::env::var_os("CODENODE_VERBOSE").is_some() {
            let said = outcome
                .error
                .map(|error| format!("{:?}: {}", error.stage, error.message));
            let gave = || format!("gave {}", outcome.value.unwrap_or_default());
            println!("{place:?} {code}\n    {:.200}", said.unwrap_or_else(gave));
        }
    }
    // Connections are counted by another thread.
    std::thread::sleep(std::time::Duration::from_millis(50));
    if outside.connections.load(Ordering::SeqCst) > 0 {
        wrong.push("the port was reached".into());
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    println!("{place:?}: {count} attempts, none succeeds");
    count
}

#[test]
fn nothing_gets_out_of_python() {
    let attempt = |expression: &&str| {
        format!("def main():\n  return {{'result': {{'a': str({expression})}}}}\n")
    };
    check(Place::DifyPython, PYTHON.iter().map(attempt));
    let body = |expression: &&str| format!("return [{{'json': {{'a': str({expression})}}}}]");
    check(Place::N8nPython, PYTHON.iter().map(body));
}

#[test]
fn nothing_gets_out_of_javascript_on_n8n() {
    let attempt = |expression: &&str| {
        format!(
            "const found = await ({expression});\nreturn [{{json: {{found, text: String(found)}}}}];"
        )
    };
    let bodies = JAVASCRIPT_BODIES.iter().map(|body| body.to_string());
    check(
        Place::N8nJavaScript,
        JAVASCRIPT.iter().map(attempt).chain(bodies),
    );
}

#[test]
fn nothing_gets_out_of_javascript_in_dify() {
    let attempt = |expression: &&str| {
        format!(
            "function main() {{\n  const found = ({expression});\n  return {{result: {{found, text: String(found)}}}};\n}}"
        )
    };
    check(Place::DifyJavaScript, JAVASCRIPT.iter().map(attempt));
}
