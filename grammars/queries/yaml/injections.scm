;; extends

; The code of a Dify code node, where a YAML host shows it as it is: in block scalars. Quoted scalars hold escapes and
; folded lines that no injected parser could read; their colours come from the language server.

; `code` before `code_language`, as Dify writes it.
(block_mapping
  (block_mapping_pair
    key: (flow_node) @_code
    value: (block_node (block_scalar) @injection.content))
  (block_mapping_pair
    key: (flow_node) @_key
    value: (flow_node) @_language)
  (#eq? @_code "code")
  (#eq? @_key "code_language")
  (#eq? @_language "python3")
  (#offset! @injection.content 0 1 0 0)
  (#set! injection.language "python"))

(block_mapping
  (block_mapping_pair
    key: (flow_node) @_code
    value: (block_node (block_scalar) @injection.content))
  (block_mapping_pair
    key: (flow_node) @_key
    value: (flow_node) @_language)
  (#eq? @_code "code")
  (#eq? @_key "code_language")
  (#eq? @_language "javascript")
  (#offset! @injection.content 0 1 0 0)
  (#set! injection.language "javascript"))

; `code_language` first, as people write it.
(block_mapping
  (block_mapping_pair
    key: (flow_node) @_key
    value: (flow_node) @_language)
  (block_mapping_pair
    key: (flow_node) @_code
    value: (block_node (block_scalar) @injection.content))
  (#eq? @_code "code")
  (#eq? @_key "code_language")
  (#eq? @_language "python3")
  (#offset! @injection.content 0 1 0 0)
  (#set! injection.language "python"))

(block_mapping
  (block_mapping_pair
    key: (flow_node) @_key
    value: (flow_node) @_language)
  (block_mapping_pair
    key: (flow_node) @_code
    value: (block_node (block_scalar) @injection.content))
  (#eq? @_code "code")
  (#eq? @_key "code_language")
  (#eq? @_language "javascript")
  (#offset! @injection.content 0 1 0 0)
  (#set! injection.language "javascript"))
