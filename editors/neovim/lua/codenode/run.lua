-- Runs a node and shows what came of it.
local workflow = require('codenode.workflow')

local M = {}

local function json(value)
  local text = vim.json.encode(value)
  local pretty = vim.fn.executable('jq') == 1 and vim.fn.systemlist({ 'jq', '.' }, text) or nil
  return pretty and vim.v.shell_error == 0 and pretty or vim.split(M.indent(value, ''), '\n')
end

--- JSON with two spaces of indentation, keys in alphabetical order.
function M.indent(value, margin)
  if type(value) ~= 'table' or value == vim.NIL or vim.tbl_isempty(value) then
    return vim.json.encode(value)
  end
  local inner, pieces = margin .. '  ', {}
  if vim.islist(value) then
    for _, element in ipairs(value) do
      pieces[#pieces + 1] = inner .. M.indent(element, inner)
    end
    return '[\n' .. table.concat(pieces, ',\n') .. '\n' .. margin .. ']'
  end
  local keys = vim.tbl_keys(value)
  table.sort(keys)
  for _, key in ipairs(keys) do
    pieces[#pieces + 1] = inner .. vim.json.encode(key) .. ': ' .. M.indent(value[key], inner)
  end
  return '{\n' .. table.concat(pieces, ',\n') .. '\n' .. margin .. '}'
end

local function present(value)
  return value ~= nil and value ~= vim.NIL
end

--- The report of a run, line by line.
function M.report(name, outcome)
  local lines = { ('%s %s: %s in %.0f ms'):format(outcome.ok and '✓' or '✗', name, outcome.ok and 'succeeds' or 'fails', outcome.duration_ms or 0) }
  local function add(title, body)
    vim.list_extend(lines, { '', title })
    vim.list_extend(lines, body)
  end
  if present(outcome.input) and present(outcome.input.source) then
    lines[#lines + 1] = 'input: ' .. outcome.input.source
  end
  if present(outcome.error) then
    local failure = outcome.error
    local place = present(failure.line) and (' (line %d of the node)'):format(failure.line) or ''
    local body = vim.split(failure.message or '', '\n')
    body[1] = (present(failure.type) and failure.type .. ': ' or '') .. body[1] .. place
    add('Error, ' .. failure.stage, body)
  end
  if present(outcome.outputs) then
    add('Outputs', json(outcome.outputs))
  end
  if present(outcome.items) then
    add('Items', json(outcome.items))
  end
  if present(outcome.logs) and #outcome.logs > 0 then
    add('Logs', vim.split(table.concat(outcome.logs, '\n'), '\n'))
  end
  return lines
end

local function show(name, outcome)
  local title = 'codenode-run://' .. name
  local buffer = vim.fn.bufnr('^' .. vim.fn.escape(title, '[]*?') .. '$')
  if buffer == -1 then
    buffer = vim.api.nvim_create_buf(false, true)
    vim.api.nvim_buf_set_name(buffer, title)
  end
  vim.bo[buffer].bufhidden = 'wipe'
  vim.bo[buffer].modifiable = true
  vim.api.nvim_buf_set_lines(buffer, 0, -1, false, M.report(name, outcome))
  vim.bo[buffer].modifiable = false
  if vim.fn.bufwinid(buffer) == -1 then
    vim.api.nvim_open_win(buffer, false, { split = 'below', height = 12 })
  end
end

--- Has the server run a node, and shows what came of it and where it was kept.
function M.execute(client, buffer, command)
  local params = { command = command.command, arguments = command.arguments }
  client:request('workspace/executeCommand', params, function(failed, answer)
    if failed then
      return vim.notify('codenode: ' .. failed.message, vim.log.levels.ERROR)
    end
    local outcome = answer.outcome or answer
    show(outcome.node.name, outcome)
    if answer.test then
      local file = answer.test.uri ~= vim.NIL and vim.fn.fnamemodify(vim.uri_to_fname(answer.test.uri), ':~:.') or 'its file'
      local kept = answer.test.written and 'written to' or 'added to'
      vim.notify(('codenode: the test `%s` was %s %s'):format(answer.test.name, kept, file), vim.log.levels.INFO)
    end
  end, buffer)
end

--- Runs the node that `name` names or the cursor is on; `input` is JSON text or nil. `command` says what else is done.
function M.run(buffer, name, input, command)
  local node, why = workflow.node(buffer, name)
  if not node then
    return vim.notify(why, vim.log.levels.ERROR)
  end
  local options = vim.empty_dict()
  options.ordinal = node.ordinal
  if input and input ~= '' then
    local read, value = pcall(vim.json.decode, input)
    if not read then
      return vim.notify('codenode: the input is not JSON: ' .. value, vim.log.levels.ERROR)
    end
    options.input = value
  end
  local client, missing = workflow.client(buffer)
  if not client then
    return vim.notify(missing, vim.log.levels.ERROR)
  end
  local arguments = { vim.uri_from_bufnr(buffer), node.id, options }
  M.execute(client, buffer, { command = command or 'codenode.runNode', arguments = arguments })
end

return M
