-- `:Codenode`, the one command.
local workflow = require('codenode.workflow')

local M = {}

local function nodes_list(buffer)
  local nodes, why = workflow.nodes(buffer)
  if not nodes then
    return vim.notify(why, vim.log.levels.ERROR)
  end
  local entries = {}
  for _, node in ipairs(nodes) do
    local place = node.range and node.range.start or { line = 1, column = 1 }
    local language = node.language ~= vim.NIL and node.language or 'no code'
    entries[#entries + 1] = { bufnr = buffer, lnum = place.line, col = place.column, text = ('%s (%s)'):format(workflow.label(node), language) }
  end
  vim.fn.setqflist({}, ' ', { title = 'Code nodes', items = entries })
  vim.cmd('copen')
end

local function lint(buffer)
  vim.diagnostic.setqflist({ title = 'codenode', open = true })
  if #vim.diagnostic.get(buffer) == 0 then
    vim.notify('codenode: nothing to say', vim.log.levels.INFO)
  end
end

--- The workflow behind the current buffer and the key of the node it shows, if it shows one.
local function here()
  local buffer = vim.api.nvim_get_current_buf()
  local path, key = vim.api.nvim_buf_get_name(buffer):match('^codenode://(.*)#(.*)$')
  if path then
    return vim.fn.bufadd(path), key
  end
  return buffer
end

--- What can follow `:Codenode`, and what it does with the rest of the line.
M.commands = {
  run = function(rest)
    local buffer, key = here()
    require('codenode.run').run(buffer, key or rest.name, rest.input)
  end,
  record = function(rest)
    local buffer, key = here()
    require('codenode.run').run(buffer, key or rest.name, rest.input, 'codenode.recordRun')
  end,
  open = function(rest)
    local buffer = here()
    require('codenode.node').open(buffer, rest.name, rest.modifiers)
  end,
  nodes = function()
    nodes_list((here()))
  end,
  lint = function()
    lint((here()))
  end,
  log = function()
    vim.cmd.tabedit(vim.fn.fnameescape(vim.lsp.log.get_filename()))
  end,
  restart = function()
    local buffer = here()
    for _, client in ipairs(vim.lsp.get_clients({ name = 'codenode' })) do
      client:stop(true)
    end
    vim.defer_fn(function()
      vim.api.nvim_buf_call(buffer, function()
        vim.cmd('edit')
      end)
    end, 200)
  end,
}

--- `:Codenode run Node name {"a": 1}`: the first word is the command; what starts with `{` or `[` is the input.
function M.command(call)
  local line = vim.trim(call.args)
  local verb, rest = line:match('^(%S*)%s*(.*)$')
  local act = M.commands[verb]
  if not act then
    local known = vim.tbl_keys(M.commands)
    table.sort(known)
    return vim.notify('codenode: one of ' .. table.concat(known, ', '), vim.log.levels.ERROR)
  end
  local name, input = rest:match('^(.-)%s*([%[{].*)$')
  act({ name = name or rest, input = input, modifiers = call.smods })
end

--- Completes commands, then the names of nodes.
function M.complete(lead, line)
  local verb = line:match('^%s*%S+%s+(%S+)%s')
  local choices = {}
  if not verb then
    choices = vim.tbl_keys(M.commands)
  elseif verb == 'run' or verb == 'record' or verb == 'open' then
    for _, node in ipairs(workflow.nodes((here())) or {}) do
      choices[#choices + 1] = workflow.label(node)
    end
  end
  table.sort(choices)
  return vim.tbl_filter(function(choice)
    return vim.startswith(choice, lead)
  end, choices)
end

return M
