"""Sockets where there is no network: no name can be resolved."""

import _codenode
import _codenode_native

error = OSError
timeout = TimeoutError
AF_UNSPEC, AF_UNIX, AF_INET, AF_INET6 = 0, 1, 2, 10
SOCK_STREAM, SOCK_DGRAM = 1, 2
IPPROTO_TCP, IPPROTO_UDP, TCP_NODELAY = 6, 17, 1
SOL_SOCKET, SO_REUSEADDR, SO_KEEPALIVE = 1, 2, 9
has_ipv6 = True
_GLOBAL_DEFAULT_TIMEOUT = object()


class herror(OSError):
    pass


class gaierror(OSError):
    pass


def _unreachable(*args, **options):
    if not _codenode.offline:
        _codenode_native.stop("the network is out of reach in a run on the spot")
    raise gaierror(-2, "Name or service not known")


getaddrinfo = gethostbyname = gethostbyaddr = getfqdn = create_connection = _unreachable


class socket:
    def __init__(self, family=-1, type=-1, proto=-1, fileno=None):
        _unreachable()


def gethostname():
    return "localhost"


def getdefaulttimeout():
    return None


def setdefaulttimeout(timeout):
    pass
