-- One node as a buffer of its own: `codenode://<workflow file>#<node id>`. Writing it changes the workflow in exactly
-- the characters that changed.
local workflow = require('codenode.workflow')

local M = {}

--- The namespace of the diagnostics that node buffers show.
M.namespace = vim.api.nvim_create_namespace('codenode.node')

--- node buffer -> { workflow = buffer, id = node id, ordinal = which of that id, version = what the server gave }
local open = {}

local function parts(name)
  local path, key = name:match('^codenode://(.*)#(.*)$')
  if path then
    return path, workflow.parse_key(key)
  end
end

--- The name of the buffer for a node.
function M.uri(path, node)
  return ('codenode://%s#%s'):format(path, workflow.key(node))
end

--- Asks for the code behind a node buffer.
local function text_behind(state)
  local params = { textDocument = workflow.document(state.workflow), node = state.id, ordinal = state.ordinal }
  return workflow.ask(state.workflow, 'codenode/nodeText', params)
end

local function lines_of(text)
  local lines = vim.split(text, '\n', { plain = true })
  local ends = #lines > 1 and lines[#lines] == ''
  if ends then
    table.remove(lines)
  end
  return lines, ends
end

local function text_of(buffer)
  local text = table.concat(vim.api.nvim_buf_get_lines(buffer, 0, -1, false), '\n')
  return vim.bo[buffer].endofline and text .. '\n' or text
end

local function say(text, level)
  vim.notify(text, level or vim.log.levels.ERROR)
end

--- The buffer of the workflow at `path`, loaded, with its server attached.
local function workflow_buffer(path)
  local buffer = vim.fn.bufadd(path)
  vim.fn.bufload(buffer)
  if vim.bo[buffer].filetype == '' then
    vim.api.nvim_buf_call(buffer, function()
      vim.cmd('filetype detect')
    end)
  end
  vim.wait(3000, function()
    return workflow.client(buffer) ~= nil
  end, 20)
  return buffer
end

--- Fills the buffer of a node with its code.
function M.read(buffer)
  local path, id, ordinal = parts(vim.api.nvim_buf_get_name(buffer))
  if not id then
    return say('codenode: a node is named codenode://FILE#ID')
  end
  local from = workflow_buffer(path)
  local state = { workflow = from, id = id, ordinal = ordinal }
  local node, why = text_behind(state)
  if not node then
    return say(why)
  end
  local lines, ends = lines_of(node.text)
  vim.bo[buffer].buftype = 'acwrite'
  vim.bo[buffer].swapfile = false
  vim.bo[buffer].fixendofline = false
  vim.bo[buffer].endofline = ends
  vim.bo[buffer].modifiable = true
  vim.api.nvim_buf_set_lines(buffer, 0, -1, false, lines)
  vim.bo[buffer].modified = false
  state.version = node.version
  open[buffer] = state
  vim.api.nvim_create_autocmd('BufWipeout', {
    buffer = buffer,
    callback = function()
      open[buffer] = nil
    end,
  })
  if vim.bo[buffer].filetype ~= node.languageId then
    vim.bo[buffer].filetype = node.languageId
  end
  M.follow_diagnostics(from)
end

--- Writes the code back. The workflow file is written too, unless it had other unsaved changes.
function M.write(buffer)
  local state = open[buffer]
  if not state then
    return say('codenode: this buffer has no node behind it; reload it with :edit')
  end
  local from = state.workflow
  local was_modified = vim.bo[from].modified
  local edit, why = workflow.ask(from, 'codenode/updateNodeText', {
    textDocument = workflow.document(from),
    node = state.id,
    ordinal = state.ordinal,
    text = text_of(buffer),
    version = state.version,
  })
  if not edit then
    return say(why .. ' (nothing was written; :edit! takes what the workflow has)')
  end
  vim.lsp.util.apply_workspace_edit(edit, workflow.client(from).offset_encoding)
  if not was_modified then
    vim.api.nvim_buf_call(from, function()
      vim.cmd('silent noautocmd write')
    end)
  else
    say('codenode: the workflow had other unsaved changes, so it is changed but not written', vim.log.levels.INFO)
  end
  local node = text_behind(state)
  state.version = node and node.version or state.version
  vim.bo[buffer].modified = false
end

--- Opens a node in a window of its own.
function M.open(from, name, modifiers)
  local node, why = workflow.node(from, name)
  if not node then
    return say(why)
  end
  local path = vim.api.nvim_buf_get_name(from)
  vim.cmd({ cmd = 'split', args = { vim.fn.fnameescape(M.uri(path, node)) }, mods = modifiers })
end

--- Shows in the buffers of nodes what the server says of the workflow they come from.
function M.follow_diagnostics(from)
  for buffer, state in pairs(open) do
    if state.workflow == from and vim.api.nvim_buf_is_valid(buffer) then
      local shown = {}
      for _, diagnostic in ipairs(vim.diagnostic.get(from)) do
        local data = vim.tbl_get(diagnostic, 'user_data', 'lsp', 'data')
        local of = type(data) == 'table' and type(data.node) == 'table' and data.node or {}
        local range = of.id == state.id and of.ordinal == state.ordinal and data.code_range
        if range and range ~= vim.NIL then
          shown[#shown + 1] = {
            lnum = range.start.line - 1,
            col = M.byte_column(buffer, range.start),
            end_lnum = range['end'].line - 1,
            end_col = M.byte_column(buffer, range['end']),
            severity = diagnostic.severity,
            message = diagnostic.message,
            code = diagnostic.code,
            source = diagnostic.source,
          }
        end
      end
      vim.diagnostic.set(M.namespace, buffer, shown)
    end
  end
end

--- The byte column (from 0) of a place `{line, column}` (from 1, in characters) in a buffer.
function M.byte_column(buffer, place)
  local line = vim.api.nvim_buf_get_lines(buffer, place.line - 1, place.line, false)[1] or ''
  return vim.str_byteindex(line, 'utf-32', place.column - 1, false)
end

--- Takes over what changed in the workflow, in node buffers without changes of their own. The others learn of it when
--- they are written: the server refuses an outdated version.
function M.follow_text(from)
  for buffer, state in pairs(open) do
    if state.workflow == from and vim.api.nvim_buf_is_valid(buffer) and not vim.bo[buffer].modified then
      local node = text_behind(state)
      if node then
        state.version = node.version
        if node.text ~= text_of(buffer) then
          local lines, ends = lines_of(node.text)
          vim.bo[buffer].endofline = ends
          vim.api.nvim_buf_set_lines(buffer, 0, -1, false, lines)
          vim.bo[buffer].modified = false
        end
      end
    end
  end
end

return M
