# The built-ins of JavaScript.
Date.now() -> number | Milliseconds since 1970-01-01 UTC.
