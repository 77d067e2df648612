-- A real Neovim, headless, with the plugin on its runtime path and a real server:
--   nvim --headless -u NONE -l tests/editors/neovim/test.lua
-- The environment names the parts: CODENODE (the executable), CODENODE_ROOT (the repository), CODENODE_SCRATCH (an empty
-- folder). Prints a line for each case, and ends with `N passed, N failed`.

local root, scratch, executable = vim.env.CODENODE_ROOT, vim.env.CODENODE_SCRATCH, vim.env.CODENODE
vim.opt.runtimepath:prepend(root .. '/editors/neovim')
vim.cmd('filetype on')
vim.cmd('runtime plugin/codenode.lua')
vim.lsp.config('codenode', { cmd = { executable, 'lsp' } })
vim.o.swapfile = false
vim.o.hidden = true

local notified = {}
vim.notify = function(text)
  notified[#notified + 1] = text
end

local function read(path)
  local file = assert(io.open(path, 'rb'))
  local text = file:read('*a')
  file:close()
  return text
end

local function write(path, text)
  local file = assert(io.open(path, 'wb'))
  file:write(text)
  file:close()
end

--- A copy of an example in a folder of its own.
local function copy(example)
  local folder = vim.fs.joinpath(scratch, tostring(vim.uv.hrtime()))
  vim.fn.mkdir(folder, 'p')
  local path = vim.fs.joinpath(folder, vim.fs.basename(example))
  write(path, read(vim.fs.joinpath(root, example)))
  return path
end

local function wait_for(what, condition)
  local met = vim.wait(15000, condition, 20)
  assert(met, 'waited in vain for ' .. what .. '; told: ' .. table.concat(notified, ' | '))
end

local function open(path)
  vim.cmd.edit(vim.fn.fnameescape(path))
  local buffer = vim.api.nvim_get_current_buf()
  wait_for('the server', function()
    return require('codenode.workflow').client(buffer) ~= nil
  end)
  return buffer
end

local function codes(buffer)
  return vim.tbl_map(function(diagnostic)
    return diagnostic.code
  end, vim.diagnostic.get(buffer))
end


--- The first finding of a rule whose message holds the text.
local function diagnostic(buffer, code, text)
  for _, one in ipairs(vim.diagnostic.get(buffer)) do
    if one.code == code and one.message:find(text or '', 1, true) then
      return one
    end
  end
end

--- Applies the first quick fix that the server has for a finding.
local function fix(buffer, code, text)
  local one = diagnostic(buffer, code, text)
  vim.api.nvim_win_set_cursor(0, { one.lnum + 1, one.col })
  local client = vim.lsp.get_clients({ bufnr = buffer })[1]
  local params = vim.lsp.util.make_range_params(0, client.offset_encoding)
  params.context = { diagnostics = { one.user_data.lsp }, only = { 'quickfix' } }
  local answer = client:request_sync('textDocument/codeAction', params, 5000, buffer)
  local action
  for _, offered in ipairs(answer.result or {}) do
    if offered.edit and vim.tbl_get(offered, 'diagnostics', 1, 'code') == code then
      action = offered
      break
    end
  end
  assert(action, 'no fix for ' .. code)
  vim.lsp.util.apply_workspace_edit(action.edit, client.offset_encoding)
end

--- What differs between two texts: the common ends cut off.
local function difference(old, new)
  local first = 1
  while first <= #old and first <= #new and old:byte(first) == new:byte(first) do
    first = first + 1
  end
  local last_old, last_new = #old, #new
  while last_old >= first and last_new >= first and old:byte(last_old) == new:byte(last_new) do
    last_old, last_new = last_old - 1, last_new - 1
  end
  return old:sub(first, last_old), new:sub(first, last_new)
end

local function equal(found, expected, what)
  if not vim.deep_equal(found, expected) then
    error(('%s: expected %s, found %s'):format(what or 'value', vim.inspect(expected), vim.inspect(found)), 2)
  end
end

--- The report of the run that ends next, which a command or a function begins.
local function run(command)
  if type(command) == 'function' then
    command()
  else
    vim.cmd(command)
  end
  local lines
  wait_for('the run', function()
    for _, buffer in ipairs(vim.api.nvim_list_bufs()) do
      if vim.api.nvim_buf_get_name(buffer):find('codenode-run://', 1, true) then
        lines = vim.api.nvim_buf_get_lines(buffer, 0, -1, false)
        vim.api.nvim_buf_delete(buffer, { force = true })
        return true
      end
    end
  end)
  return table.concat(lines, '\n')
end

local cases = dofile(vim.fs.joinpath(root, 'tests/editors/neovim/cases.lua'))({
  copy = copy,
  open = open,
  read = read,
  write = write,
  wait_for = wait_for,
  codes = codes,
  diagnostic = diagnostic,
  fix = fix,
  difference = difference,
  equal = equal,
  run = run,
  notified = notified,
})

local passed, failed = 0, 0
for _, case in ipairs(cases) do
  notified = {}
  local ok, why = xpcall(case.act, debug.traceback)
  vim.cmd('silent! %bwipeout!')
  passed, failed = passed + (ok and 1 or 0), failed + (ok and 0 or 1)
  io.stdout:write(('%s %s\n'):format(ok and 'ok    ' or 'FAILED', case.name))
  if not ok then
    io.stdout:write(why .. '\n')
  end
end
io.stdout:write(('%d passed, %d failed\n'):format(passed, failed))
os.exit(failed == 0 and 0 or 1)
