//! The standard library of CPython by version: `sys.stdlib_module_names` of 3.10 to 3.14 (reference
//! n8n 11.3, dify 3.3). Top-level names only; they are the same on every operating system.

/// The oldest minor version of Python 3 that is known.
const OLDEST: u8 = 10;

/// Whether `module` (a top-level name) belongs to the standard library of Python 3.`minor`.
pub fn is_stdlib(module: &str, minor: u8) -> bool {
    ALWAYS.binary_search(&module).is_ok()
        || change(module).is_some_and(|change| change.since <= minor && minor < change.removed_in)
}

/// The minor version of Python 3 that no longer has `module` (a top-level name), if it ever had it
/// and lost it.
pub fn removed_in(module: &str) -> Option<u8> {
    change(module)
        .map(|change| change.removed_in)
        .filter(|minor| *minor != u8::MAX)
}

/// The minor version of Python 3 that first had `module` (a top-level name), if that is newer than
/// the oldest that is known.
pub fn added_in(module: &str) -> Option<u8> {
    change(module)
        .map(|change| change.since)
        .filter(|minor| *minor > OLDEST)
}

/// Named in the list of every operating system, and absent from Linux.
pub(super) fn is_foreign(module: &str) -> bool {
    FOREIGN.contains(&module)
}

/// Every module that any known version has.
#[cfg(test)]
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    ALWAYS
        .iter()
        .copied()
        .chain(CHANGED.iter().map(|change| change.module))
}

/// A module that not every known version has.
struct Change {
    module: &'static str,
    since: u8,
    removed_in: u8,
}

fn change(module: &str) -> Option<&'static Change> {
    let found = CHANGED.binary_search_by(|change| change.module.cmp(module));
    found.ok().map(|index| &CHANGED[index])
}

const fn added(module: &'static str, since: u8) -> Change {
    Change {
        module,
        since,
        removed_in: u8::MAX,
    }
}

const fn removed(module: &'static str, removed_in: u8) -> Change {
    Change {
        module,
        since: OLDEST,
        removed_in,
    }
}

/// In alphabetical order.
const CHANGED: &[Change] = &[
    added("_android_support", 13),
    added("_apple_support", 13),
    added("_ast_unparse", 14),
    removed("_bootsubprocess", 12),
    added("_colorize", 13),
    removed("_compression", 14),
    removed("_crypt", 13),
    added("_hmac", 14),
    added("_interpchannels", 13),
    added("_interpqueues", 13),
    added("_interpreters", 13),
    added("_ios_support", 13),
    removed("_msi", 13),
    added("_opcode_metadata", 13),
    added("_py_warnings", 14),
    added("_pydatetime", 12),
    added("_pylong", 12),
    added("_pyrepl", 13),
    added("_remote_debugging", 14),
    added("_sha2", 12),
    removed("_sha256", 12),
    removed("_sha512", 12),
    added("_suggestions", 13),
    added("_sysconfig", 13),
    added("_tokenize", 11),
    added("_types", 14),
    added("_typing", 11),
    added("_wmi", 12),
    added("_zstd", 14),
    removed("aifc", 13),
    added("annotationlib", 14),
    removed("asynchat", 12),
    removed("asyncore", 12),
    removed("audioop", 13),
    removed("binhex", 11),
    removed("cgi", 13),
    removed("cgitb", 13),
    removed("chunk", 13),
    added("compression", 14),
    removed("crypt", 13),
    removed("distutils", 12),
    removed("imghdr", 13),
    removed("imp", 12),
    removed("lib2to3", 13),
    removed("mailcap", 13),
    removed("msilib", 13),
    removed("nis", 13),
    removed("nntplib", 13),
    removed("ossaudiodev", 13),
    removed("pipes", 13),
    removed("smtpd", 12),
    removed("sndhdr", 13),
    removed("spwd", 13),
    removed("sunau", 13),
    removed("telnetlib", 13),
    added("tomllib", 11),
    removed("uu", 13),
    removed("xdrlib", 13),
];

const FOREIGN: &[&str] = &[
    "_msi",
    "_overlapped",
    "_scproxy",
    "_winapi",
    "_wmi",
    "msilib",
    "msvcrt",
    "nt",
    "winreg",
    "winsound",
];

/// In alphabetical order.
#[rustfmt::skip]
const ALWAYS: &[&str] = &[
    "__future__", "_abc", "_aix_support", "_ast", "_asyncio", "_bisect", "_blake2", "_bz2",
    "_codecs", "_codecs_cn", "_codecs_hk", "_codecs_iso2022", "_codecs_jp", "_codecs_kr",
    "_codecs_tw", "_collections", "_collections_abc", "_compat_pickle", "_contextvars", "_csv",
    "_ctypes", "_curses", "_curses_panel", "_datetime", "_dbm", "_decimal", "_elementtree",
    "_frozen_importlib", "_frozen_importlib_external", "_functools", "_gdbm", "_hashlib",
    "_heapq", "_imp", "_io", "_json", "_locale", "_lsprof", "_lzma", "_markupbase", "_md5",
    "_multibytecodec", "_multiprocessing", "_opcode", "_operator", "_osx_support",
    "_overlapped", "_pickle", "_posixshmem", "_posixsubprocess", "_py_abc", "_pydecimal",
    "_pyio", "_queue", "_random", "_scproxy", "_sha1", "_sha3", "_signal", "_sitebuiltins",
    "_socket", "_sqlite3", "_sre", "_ssl", "_stat", "_statistics", "_string", "_strptime",
    "_struct", "_symtable", "_thread", "_threading_local", "_tkinter", "_tracemalloc", "_uuid",
    "_warnings", "_weakref", "_weakrefset", "_winapi", "_zoneinfo", "abc", "antigravity",
    "argparse", "array", "ast", "asyncio", "atexit", "base64", "bdb", "binascii", "bisect",
    "builtins", "bz2", "cProfile", "calendar", "cmath", "cmd", "code", "codecs", "codeop",
    "collections", "colorsys", "compileall", "concurrent", "configparser", "contextlib",
    "contextvars", "copy", "copyreg", "csv", "ctypes", "curses", "dataclasses", "datetime",
    "dbm", "decimal", "difflib", "dis", "doctest", "email", "encodings", "ensurepip", "enum",
    "errno", "faulthandler", "fcntl", "filecmp", "fileinput", "fnmatch", "fractions", "ftplib",
    "functools", "gc", "genericpath", "getopt", "getpass", "gettext", "glob", "graphlib", "grp",
    "gzip", "hashlib", "heapq", "hmac", "html", "http", "idlelib", "imaplib", "importlib",
    "inspect", "io", "ipaddress", "itertools", "json", "keyword", "linecache", "locale",
    "logging", "lzma", "mailbox", "marshal", "math", "mimetypes", "mmap", "modulefinder",
    "msvcrt", "multiprocessing", "netrc", "nt", "ntpath", "nturl2path", "numbers", "opcode",
    "operator", "optparse", "os", "pathlib", "pdb", "pickle", "pickletools", "pkgutil",
    "platform", "plistlib", "poplib", "posix", "posixpath", "pprint", "profile", "pstats",
    "pty", "pwd", "py_compile", "pyclbr", "pydoc", "pydoc_data", "pyexpat", "queue", "quopri",
    "random", "re", "readline", "reprlib", "resource", "rlcompleter", "runpy", "sched",
    "secrets", "select", "selectors", "shelve", "shlex", "shutil", "signal", "site", "smtplib",
    "socket", "socketserver", "sqlite3", "sre_compile", "sre_constants", "sre_parse", "ssl",
    "stat", "statistics", "string", "stringprep", "struct", "subprocess", "symtable", "sys",
    "sysconfig", "syslog", "tabnanny", "tarfile", "tempfile", "termios", "textwrap", "this",
    "threading", "time", "timeit", "tkinter", "token", "tokenize", "trace", "traceback",
    "tracemalloc", "tty", "turtle", "turtledemo", "types", "typing", "unicodedata", "unittest",
    "urllib", "uuid", "venv", "warnings", "wave", "weakref", "webbrowser", "winreg", "winsound",
    "wsgiref", "xml", "xmlrpc", "zipapp", "zipfile", "zipimport", "zlib", "zoneinfo",
];
