"""The operating system as `os` needs it to be importable. There is none: whatever would reach it is stopped."""

import _codenode
import _codenode_native

error = OSError

F_OK, X_OK, W_OK, R_OK = 0, 1, 2, 4
O_RDONLY, O_WRONLY, O_RDWR, O_APPEND, O_CREAT, O_EXCL, O_TRUNC = 0, 1, 2, 1024, 64, 128, 512
O_CLOEXEC, O_NONBLOCK, O_NOFOLLOW, O_DIRECTORY = 524288, 2048, 131072, 65536
EX_OK, EX_USAGE = 0, 64
P_NOWAIT, P_WAIT, P_NOWAITO = 1, 0, 1
WNOHANG, WUNTRACED, WCONTINUED = 1, 2, 8
RTLD_LAZY, RTLD_NOW = 1, 2

_have_functions = []
environ = {}


class stat_result(tuple):
    pass


class terminal_size(tuple):
    pass


class DirEntry:
    pass


def fspath(path):
    if isinstance(path, (str, bytes)):
        return path
    try:
        convert = type(path).__fspath__
    except AttributeError:
        raise TypeError("expected str, bytes or os.PathLike object, not " + type(path).__name__) from None
    converted = convert(path)
    if isinstance(converted, (str, bytes)):
        return converted
    raise TypeError(
        "expected {}.__fspath__() to return str or bytes, not {}".format(
            type(path).__name__, type(converted).__name__
        )
    )


def register_at_fork(*, before=None, after_in_child=None, after_in_parent=None):
    pass


def urandom(size):
    import _random

    return _random.Random().getrandbits(8 * size).to_bytes(size, "little") if size else b""


def getpid():
    return 1


def getppid():
    return 0


def getuid():
    return 65537


def cpu_count():
    return 1


def _missing(path):
    import errno

    return FileNotFoundError(errno.ENOENT, "No such file or directory", path)


def stat(path, *, dir_fd=None, follow_symlinks=True):
    raise _missing(path)


lstat = stat


def access(path, mode, **options):
    return False


def listdir(path="."):
    raise _missing(path)


def scandir(path="."):
    raise _missing(path)


def open(path, flags, mode=0o777, *, dir_fd=None):
    raise _missing(path)


def strerror(code):
    import errno

    return {errno.ENOENT: "No such file or directory", errno.EACCES: "Permission denied"}.get(
        code, "Unknown error %d" % code
    )


def _exit(status):
    raise SystemExit(status)


# Dify's sandbox ends a process that calls one of these (reference dify 3.2).
_KILLED = set(
    "chmod dup dup2 execv execve getcwd getcwdb getegid geteuid getgid pipe pipe2 posix_spawn posix_spawnp remove "
    "rename replace system unlink".split()
)


def _refuse(name):
    def call(*args, **options):
        if _codenode.kills and name in _KILLED:
            _codenode_native.killed()
        _codenode_native.refused("os." + name)

    call.__name__ = call.__qualname__ = name
    return call


for _name in (
    "abort chdir chmod chown close closerange dup dup2 execv execve fchdir fchmod fork forkpty fstat fsync ftruncate "
    "getcwd getcwdb getegid geteuid getgid getgroups getlogin getpgid getpgrp getsid isatty kill killpg link lseek "
    "mkdir mkfifo mknod nice openpty pipe pipe2 posix_spawn posix_spawnp putenv read readlink remove rename replace "
    "rmdir sendfile setegid seteuid setgid setgroups setpgid setsid setuid statvfs symlink sync sysconf system "
    "times truncate ttyname umask uname unlink unsetenv utime wait wait3 wait4 waitpid waitstatus_to_exitcode write"
).split():
    globals()[_name] = _refuse(_name)
del _name
