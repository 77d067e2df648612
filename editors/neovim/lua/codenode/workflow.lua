-- What a buffer holds, and how its server is asked about it.
local M = {}

--- Whether the text looks like a Dify DSL export or an n8n workflow export. A look at the top-level keys, no parsing:
--- the server decides for good.
function M.looks_like_workflow(text, filetype)
  if filetype == 'yaml' then
    local dify = text:find('\nworkflow:%s') or text:find('^workflow:%s')
    return dify ~= nil and text:find('graph:', 1, true) ~= nil
  end
  local n8n = text:find('"nodes"%s*:%s*%[') and text:find('"connections"%s*:%s*{')
  return n8n ~= nil
end

--- Whether the buffer holds a workflow.
function M.is_workflow(buffer)
  if vim.bo[buffer].buftype ~= '' then
    return false
  end
  local text = table.concat(vim.api.nvim_buf_get_lines(buffer, 0, -1, false), '\n')
  return M.looks_like_workflow(text, vim.bo[buffer].filetype)
end

--- The server of a buffer, or nil and a sentence that says why there is none.
function M.client(buffer)
  local client = vim.lsp.get_clients({ bufnr = buffer, name = 'codenode' })[1]
  if client then
    return client
  end
  local cmd = vim.lsp.config.codenode and vim.lsp.config.codenode.cmd
  if type(cmd) == 'table' and vim.fn.executable(cmd[1]) == 0 then
    return nil, ('codenode: `%s` is not executable; put codenode on your PATH or set vim.lsp.config.codenode.cmd'):format(cmd[1])
  end
  return nil, 'codenode: this buffer holds no workflow, or its server has not started yet'
end

--- Asks the server of a buffer, and waits. Gives the result, or nil and a sentence.
function M.ask(buffer, method, params, timeout)
  local client, why = M.client(buffer)
  if not client then
    return nil, why
  end
  local answer, failed = client:request_sync(method, params, timeout or 5000, buffer)
  if not answer then
    return nil, ('codenode: %s: %s'):format(method, failed or 'no answer')
  end
  if answer.err then
    return nil, 'codenode: ' .. answer.err.message
  end
  return answer.result
end

--- The document of a buffer, as requests name it.
function M.document(buffer)
  return { uri = vim.uri_from_bufnr(buffer) }
end

--- The code nodes of a buffer.
function M.nodes(buffer)
  local found, why = M.ask(buffer, 'codenode/nodes', { textDocument = M.document(buffer) })
  return found and found.nodes, why
end

local function before(line, column, place)
  return line < place.line or (line == place.line and column < place.column)
end

--- What names the code of a node: its id, and `?1` behind it where it is the second that goes by it.
function M.key(node)
  local id = vim.uri_encode(node.id)
  return node.ordinal and ('%s?%d'):format(id, node.ordinal) or id
end

--- The id and ordinal that a key stands for.
function M.parse_key(key)
  local id, ordinal = key:match('^(.*)%?(%d+)$')
  return vim.uri_decode(id or key), tonumber(ordinal)
end

--- A name for lists and completion.
function M.label(node)
  return node.part and ('%s (%s)'):format(node.name, node.part) or node.name
end

--- The node that `name` names (name, label or id; or the key of a node buffer), else the one under the cursor, else the only one there is.
function M.node(buffer, name)
  local nodes, why = M.nodes(buffer)
  if not nodes then
    return nil, why
  end
  if name and name ~= '' then
    for _, node in ipairs(nodes) do
      if M.label(node) == name or node.id == name and not node.ordinal or M.key(node) == name then
        return node
      end
    end
    for _, node in ipairs(nodes) do
      if node.name == name then
        return node
      end
    end
    return nil, ('codenode: there is no code node `%s`'):format(name)
  end
  if vim.api.nvim_get_current_buf() == buffer then
    local row, byte = unpack(vim.api.nvim_win_get_cursor(0))
    local column = vim.str_utfindex(vim.api.nvim_get_current_line(), 'utf-32', byte, false) + 1
    for _, node in ipairs(nodes) do
      if node.range and not before(row, column, node.range.start) and before(row, column, node.range['end']) then
        return node
      end
    end
  end
  if #nodes == 1 then
    return nodes[1]
  end
  return nil, #nodes == 0 and 'codenode: there is no code node in this file' or 'codenode: put the cursor on a node, or name one'
end

return M
