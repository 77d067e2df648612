;; extends

; The code of an n8n node is one JSON string with `\n` for its line ends, so an injected parser sees one long line with
; escapes in it. That colours most code well enough until the language server's tokens come; a line comment would
; swallow the rest, and code with one is left alone.

(pair
  key: (string (string_content) @_key)
  value: (string) @injection.content
  (#any-of? @_key "jsCode" "functionCode")
  (#not-match? @injection.content "//")
  (#offset! @injection.content 0 1 0 -1)
  (#set! injection.language "javascript"))

(pair
  key: (string (string_content) @_key)
  value: (string) @injection.content
  (#eq? @_key "pythonCode")
  (#not-match? @injection.content "#")
  (#offset! @injection.content 0 1 0 -1)
  (#set! injection.language "python"))
