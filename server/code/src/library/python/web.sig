# Packages that speak HTTP: requests and httpx.

requests.Response#apparent_encoding: unknown | The encoding that the content seems to have.
requests.Response#close() -> null | Lets the connection go.
requests.Response#content: bytes | The body.
requests.Response#cookies: unknown | The cookies that were set.
requests.Response#elapsed: =datetime.timedelta | How long the answer took.
requests.Response#encoding: unknown | The encoding of `text`.
requests.Response#headers: =requests.Headers | The headers.
requests.Response#history: unknown | The answers that led here by redirects.
requests.Response#is_permanent_redirect: bool | Whether it sends elsewhere for good.
requests.Response#is_redirect: bool | Whether it sends elsewhere.
requests.Response#iter_content(chunk_size?, decode_unicode?) -> lazy[unknown] | The body piece by piece.
requests.Response#iter_lines(chunk_size?, decode_unicode?, delimiter?) -> lazy[unknown] | The body line by line.
requests.Response#json(...) -> data | The body read as JSON.
requests.Response#links: unknown | The links in the headers.
requests.Response#ok: bool | Whether the status is below 400.
requests.Response#raise_for_status() -> null | Raises if the status is 400 or above.
requests.Response#reason: unknown | The words that came with the status.
requests.Response#request: unknown | What was asked.
requests.Response#status_code: int | The status.
requests.Response#text: str | The body as text.
requests.Response#url: str | Where it came from in the end.
requests.Headers#[](key) -> str | The value of a header; raises where there is none.
requests.Headers#get(key, default?) -> str / arg1? | The value of a header, or the default.
requests.Headers#items() -> lazy[tuple[str, str]] | The headers and their values.
requests.Headers#keys() -> lazy[str] | The names of the headers.
requests.Headers#values() -> lazy[str] | The values of the headers.
requests.Session() -> any | Settings and cookies for several requests.
requests.delete(url, **kwargs) -> =requests.Response | Sends a DELETE request.
requests.get(url, params?, **kwargs) -> =requests.Response | Sends a GET request.
requests.head(url, **kwargs) -> =requests.Response | Sends a HEAD request.
requests.options(url, **kwargs) -> =requests.Response | Sends an OPTIONS request.
requests.patch(url, data?, **kwargs) -> =requests.Response | Sends a PATCH request.
requests.post(url, data?, json?, **kwargs) -> =requests.Response | Sends a POST request.
requests.put(url, data?, **kwargs) -> =requests.Response | Sends a PUT request.
requests.request(method, url, **kwargs) -> =requests.Response | Sends a request.
requests.exceptions.ConnectionError(*args, **kwargs) -> =Exception | The server could not be reached.
requests.exceptions.HTTPError(*args, **kwargs) -> =Exception | The server answered with an error.
requests.exceptions.JSONDecodeError(*args, **kwargs) -> =Exception | The answer is no JSON.
requests.exceptions.RequestException(*args, **kwargs) -> =Exception | Parent of what `requests` raises.
requests.exceptions.Timeout(*args, **kwargs) -> =Exception | The server took too long.
requests.ConnectionError(*args, **kwargs) -> =Exception | The server could not be reached.
requests.HTTPError(*args, **kwargs) -> =Exception | The server answered with an error.
requests.RequestException(*args, **kwargs) -> =Exception | Parent of what `requests` raises.
requests.Timeout(*args, **kwargs) -> =Exception | The server took too long.

httpx.Response#close() -> null | Lets the connection go.
httpx.Response#content: bytes | The body.
httpx.Response#cookies: unknown | The cookies that were set.
httpx.Response#elapsed: =datetime.timedelta | How long the answer took.
httpx.Response#encoding: unknown | The encoding of `text`.
httpx.Response#headers: =httpx.Headers | The headers.
httpx.Response#history: unknown | The answers that led here by redirects.
httpx.Response#http_version: str | The version of HTTP.
httpx.Response#is_client_error: bool | Whether the status is 400 to 499.
httpx.Response#is_error: bool | Whether the status is 400 or above.
httpx.Response#is_redirect: bool | Whether the status is 300 to 399.
httpx.Response#is_server_error: bool | Whether the status is 500 or above.
httpx.Response#is_success: bool | Whether the status is 200 to 299.
httpx.Response#json(...) -> data | The body read as JSON.
httpx.Response#raise_for_status() -> unknown | Raises unless it was a success.
httpx.Response#read() -> bytes | The body.
httpx.Response#reason_phrase: str | The words that belong to the status.
httpx.Response#request: unknown | What was asked.
httpx.Response#status_code: int | The status.
httpx.Response#text: str | The body as text.
httpx.Response#url: unknown | Where it came from.
httpx.Headers#[](key) -> str | The value of a header; raises where there is none.
httpx.Headers#get(key, default?) -> str / arg1? | The value of a header, or the default.
httpx.Headers#items() -> lazy[tuple[str, str]] | The headers and their values.
httpx.Headers#keys() -> lazy[str] | The names of the headers.
httpx.Headers#values() -> lazy[str] | The values of the headers.
httpx.AsyncClient(**kwargs) -> any | Settings and cookies for several requests that are awaited.
httpx.Client(**kwargs) -> any | Settings and cookies for several requests.
httpx.delete(url, **kwargs) -> =httpx.Response | Sends a DELETE request.
httpx.get(url, **kwargs) -> =httpx.Response | Sends a GET request.
httpx.head(url, **kwargs) -> =httpx.Response | Sends a HEAD request.
httpx.options(url, **kwargs) -> =httpx.Response | Sends an OPTIONS request.
httpx.patch(url, **kwargs) -> =httpx.Response | Sends a PATCH request.
httpx.post(url, **kwargs) -> =httpx.Response | Sends a POST request.
httpx.put(url, **kwargs) -> =httpx.Response | Sends a PUT request.
httpx.request(method, url, **kwargs) -> =httpx.Response | Sends a request.
httpx.ConnectError(message, *, request?) -> =Exception | The server could not be reached.
httpx.HTTPError(message) -> =Exception | Parent of what requests raise.
httpx.HTTPStatusError(message, *, request, response) -> =Exception | The server answered with an error.
httpx.RequestError(message, *, request?) -> =Exception | A request failed on its way.
httpx.TimeoutException(message, *, request?) -> =Exception | The server took too long.
