"""requests where there is no network: every request ends as it does there, with a `ConnectionError`."""

from urllib.parse import quote, urlencode, urlsplit

from . import exceptions
from .exceptions import (
    ConnectionError,
    ConnectTimeout,
    HTTPError,
    InvalidSchema,
    InvalidURL,
    JSONDecodeError,
    MissingSchema,
    ReadTimeout,
    RequestException,
    Timeout,
    TooManyRedirects,
    URLRequired,
)

__version__ = "2.32.3"


class Response:
    """Never seen: nothing answers."""


def request(method, url, params=None, **options):
    if not isinstance(url, (str, bytes)):
        url = str(url)
    elif isinstance(url, bytes):
        url = url.decode("utf-8")
    url = url.lstrip()
    other = ":" in url and not url.lower().startswith("http")
    if not other:
        _check_url(url)
    _check_headers(options.get("headers"))
    if options.get("json") is not None and not options.get("data"):
        _check_json(options["json"])
    if other:
        raise InvalidSchema("No connection adapters were found for %r" % url)
    parts = urlsplit(url)
    secure = parts.scheme.lower() == "https"
    host = quote(parts.hostname, safe="!$&'()*+,;=:[]~")
    place = "host=%r, port=%d" % (host, parts.port or (443 if secure else 80))
    kind = "HTTPSConnection" if secure else "HTTPConnection"
    if isinstance(params, (dict, list, tuple)):
        params = urlencode(params, doseq=True)
    query = "&".join(filter(None, [parts.query, params]))
    characters = "!#$%&'()*+,/:;=?@~"
    path = quote(parts.path or "/", safe=characters) + ("?" + quote(query, safe=characters) if query else "")
    reason = "NameResolutionError(\"%s(%s): Failed to resolve %r ([Errno -2] Name or service not known)\")"
    if host.replace(".", "").isdigit():
        number = "111] Connection refused" if host.startswith("127.") else "101] Network is unreachable"
        reason = "NewConnectionError(\"%s(%s): Failed to establish a new connection: [Errno " + number + "\")"
        reason %= kind, place
    else:
        reason %= kind, place, host
    raise ConnectionError("%sPool(%s): Max retries exceeded with url: %s (Caused by %s)" % (kind, place, path, reason))


def _check_url(url):
    parts = urlsplit(url)
    if not parts.scheme:
        raise MissingSchema(
            "Invalid URL {0!r}: No scheme supplied. Perhaps you meant https://{0}?".format(url)
        )
    if not parts.hostname:
        raise InvalidURL("Invalid URL %r: No host supplied" % url)


def _check_headers(headers):
    import re

    for name, value in dict(headers or {}).items():
        if value is None:
            continue
        for part, kind in ((name, "name"), (value, "value")):
            if not isinstance(part, (str, bytes)):
                raise exceptions.InvalidHeader(
                    "Header part (%r) from (%r, %r) must be of type str or bytes, not %s"
                    % (part, name, value, type(part))
                )
            text = part if isinstance(part, str) else part.decode("latin-1")
            if not re.match(r"^\S[^\r\n]*$|^$", text) or kind == "name" and ":" in text:
                raise exceptions.InvalidHeader(
                    "Invalid leading whitespace, reserved character(s), or return character(s) in header %s: %r"
                    % (kind, part)
                )


def _check_json(body):
    import json

    try:
        json.dumps(body, allow_nan=False)
    except ValueError as error:
        raise exceptions.InvalidJSONError(error)


def get(url, params=None, **options):
    return request("get", url, params=params, **options)


def options(url, **options):
    return request("options", url, **options)


def head(url, **options):
    return request("head", url, **options)


def post(url, data=None, json=None, **options):
    return request("post", url, data=data, json=json, **options)


def put(url, data=None, **options):
    return request("put", url, data=data, **options)


def patch(url, data=None, **options):
    return request("patch", url, data=data, **options)


def delete(url, **options):
    return request("delete", url, **options)


class Session:
    def __init__(self):
        self.headers = {
            "User-Agent": "python-requests/" + __version__,
            "Accept-Encoding": "gzip, deflate",
            "Accept": "*/*",
            "Connection": "keep-alive",
        }
        self.auth = None
        self.proxies = {}
        self.params = {}
        self.cookies = {}
        self.verify = True
        self.cert = None
        self.trust_env = True

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.close()

    def close(self):
        pass

    def mount(self, prefix, adapter):
        pass

    def request(self, method, url, **options):
        return request(method, url, **options)

    def get(self, url, **options):
        return get(url, **options)

    def head(self, url, **options):
        return head(url, **options)

    def post(self, url, data=None, json=None, **options):
        return post(url, data, json, **options)

    def put(self, url, data=None, **options):
        return put(url, data, **options)

    def patch(self, url, data=None, **options):
        return patch(url, data, **options)

    def delete(self, url, **options):
        return delete(url, **options)


session = Session
