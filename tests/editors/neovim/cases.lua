-- What a person does with the plugin. Each case works on its own copy of an example.
local DIFY = 'examples/dify/ticket-triage.yml'
local N8N = 'examples/n8n/incoming-orders.json'

--- What a finding of the Dify example says.
local REASON = 'did you mean `reason`'
local MISSING = '`first_order` is not returned'

return function(t)
  local workflow = require('codenode.workflow')
  local cases = {}
  local function case(name, act)
    cases[#cases + 1] = { name = name, act = act }
  end

  case('a Dify file gets its findings at the token', function()
    local buffer = t.open(t.copy(DIFY))
    t.wait_for('diagnostics', function()
      return t.diagnostic(buffer, 'missing-output', REASON)
    end)
    local one = t.diagnostic(buffer, 'missing-output', REASON)
    local line = vim.api.nvim_buf_get_lines(buffer, one.lnum, one.lnum + 1, false)[1]
    t.equal(line:sub(one.col + 1, one.col + 11), [[\"reasons\"]], 'what is underlined')
  end)

  case('an n8n file gets its findings', function()
    local buffer = t.open(t.copy(N8N))
    t.wait_for('diagnostics', function()
      return #t.codes(buffer) > 0
    end)
  end)

  case('a file that holds no workflow gets no server', function()
    local path = t.copy(DIFY)
    t.write(path, 'name: nothing\nsteps: []\n')
    vim.cmd.edit(path)
    vim.wait(300)
    t.equal(#vim.lsp.get_clients({ bufnr = 0 }), 0, 'servers')
  end)

  case('a fix is applied and the finding goes', function()
    local path = t.copy(DIFY)
    local before = t.read(path)
    local buffer = t.open(path)
    t.wait_for('diagnostics', function()
      return t.diagnostic(buffer, 'missing-output', MISSING)
    end)
    t.fix(buffer, 'missing-output', MISSING)
    t.wait_for('the finding to go', function()
      return not t.diagnostic(buffer, 'missing-output', MISSING)
    end)
    vim.cmd('silent write')
    local old, new = t.difference(before, t.read(path))
    assert(#old < 40 and #new < 60, 'more changed than the fix: ' .. old .. ' -> ' .. new)
  end)

  for example, name in pairs({ [DIFY] = 'Score the ticket', [N8N] = 'Add up the lines' }) do
    case('a node of ' .. example .. ' is opened, edited and saved', function()
      local path = t.copy(example)
      local before = t.read(path)
      local from = t.open(path)
      vim.cmd('Codenode open ' .. name)
      local buffer = vim.api.nvim_get_current_buf()
      t.equal(vim.bo.buftype, 'acwrite', 'buftype')
      t.equal(vim.bo.filetype, example == DIFY and 'python' or 'javascript', 'filetype')
      assert(vim.fn.search('score\\|total', 'cw') > 0, 'the code is not there')
      vim.cmd('normal! ciwrenämed')
      assert(vim.bo[buffer].modified, 'not modified')
      vim.cmd('write')
      assert(not vim.bo[buffer].modified, 'still modified: ' .. table.concat(t.notified, ' | '))
      local old, new = t.difference(before, t.read(path))
      assert(old == 'score' or old == 'total' or #old < 8, 'replaced: ' .. old)
      assert(#new <= #'renämed' + 8, 'by: ' .. new)
      t.equal(vim.bo[from].modified, false, 'the workflow buffer is modified')
    end)
  end

  case('a node buffer follows the workflow', function()
    local from = t.open(t.copy(DIFY))
    vim.cmd('Codenode open Score the ticket')
    local node = vim.api.nvim_get_current_buf()
    vim.api.nvim_buf_call(from, function()
      vim.cmd('%s/enterprise customer/big customer/')
    end)
    vim.api.nvim_exec_autocmds('TextChanged', { buffer = from })
    t.wait_for('the node to follow', function()
      return table.concat(vim.api.nvim_buf_get_lines(node, 0, -1, false), '\n'):find('big customer', 1, true) ~= nil
    end)
  end)

  case('a conflict is told and nothing is overwritten', function()
    local from = t.open(t.copy(DIFY))
    vim.cmd('Codenode open Score the ticket')
    local node = vim.api.nvim_get_current_buf()
    vim.api.nvim_buf_set_lines(node, 0, 0, false, { '# mine' })
    vim.api.nvim_buf_call(from, function()
      vim.cmd('%s/enterprise customer/big customer/')
    end)
    local text = vim.api.nvim_buf_get_lines(from, 0, -1, false)
    vim.api.nvim_set_current_buf(node)
    pcall(vim.cmd, 'write')
    assert(vim.bo[node].modified, 'it pretends to have been written')
    t.equal(vim.api.nvim_buf_get_lines(from, 0, -1, false), text, 'the workflow')
    vim.cmd('edit!')
    local code = table.concat(vim.api.nvim_buf_get_lines(node, 0, -1, false), '\n')
    assert(code:find('big customer', 1, true) and not code:find('# mine', 1, true), code)
  end)

  case('findings are shown in the node buffer', function()
    local from = t.open(t.copy(DIFY))
    t.wait_for('diagnostics', function()
      return t.diagnostic(from, 'missing-output', REASON)
    end)
    vim.cmd('Codenode open Score the ticket')
    local node = vim.api.nvim_get_current_buf()
    t.wait_for('diagnostics in the node', function()
      return t.diagnostic(node, 'missing-output', REASON)
    end)
    local line = vim.api.nvim_buf_get_lines(node, t.diagnostic(node, 'missing-output', REASON).lnum, -1, false)[1]
    assert(line:find('return', 1, true), line)
  end)

  case('a JavaScript node is run', function()
    local path = t.copy(N8N:gsub('%.json', '-fixed.json'))
    t.open(path)
    local report = t.run('Codenode run Add up the lines [{"json": {"body": {"lines": [{"price": 2, "quantity": 3}]}}}]')
    assert(report:find('succeeds', 1, true) and report:find('"total": 6', 1, true), report)
  end)

  case('a run is recorded as a test in the buffer of its file', function()
    local path = t.copy(N8N:gsub('%.json', '-fixed.json'))
    local tests = path:gsub('%.json$', '.codenode-test.yml')
    t.open(path)
    local report = t.run('Codenode record Add up the lines [{"json": {"body": {"lines": [{"price": 2, "quantity": 3}]}}}]')
    assert(report:find('succeeds', 1, true), report)
    t.wait_for('the test', function()
      local buffer = vim.fn.bufnr(tests)
      local text = buffer > 0 and table.concat(vim.api.nvim_buf_get_lines(buffer, 0, -1, false), '\n') or ''
      return text:find('name: Add up the lines succeeds', 1, true) and text:find('quantity: 3', 1, true)
    end)
    -- Another, into the buffer that nobody has written yet.
    t.run('Codenode record Add up the lines [{"json": {"body": {"lines": []}}}]')
    t.wait_for('the second test', function()
      local text = table.concat(vim.api.nvim_buf_get_lines(vim.fn.bufnr(tests), 0, -1, false), '\n')
      return text:find('name: Add up the lines succeeds\n', 1, true) and text:find('succeeds 2', 1, true)
    end)
  end)

  case('what a code action runs is shown', function()
    local buffer = t.open(t.copy(N8N:gsub('%.json', '-fixed.json')))
    vim.fn.search('One order an item', 'cw')
    local client = workflow.client(buffer)
    local params = vim.lsp.util.make_range_params(0, client.offset_encoding)
    params.context = { diagnostics = {}, only = { 'codenode.run' } }
    local answer = client:request_sync('textDocument/codeAction', params, 5000, buffer)
    local titles = vim.tbl_map(function(action)
      return action.title
    end, answer.result)
    t.equal(titles[1], 'Run node')
    t.equal(titles[#titles], 'Record run as test')
    local report = t.run(function()
      client:exec_cmd(answer.result[1].command, { bufnr = buffer })
    end)
    assert(report:find('Add up the lines', 1, true), report)
  end)

  case('both codes of a node are opened, each for itself', function()
    local path = t.copy(N8N)
    local chain = [[{"nodes": [{"name": "Chain", "id": "c", "type": "@n8n/n8n-nodes-langchain.code", "typeVersion": 1, "position": [0, 0],
      "parameters": {"code": {"execute": {"code": "return [1];"}, "supplyData": {"code": "return {;"}}}}], "connections": {}}
]]
    t.write(path, chain)
    local from = t.open(path)
    vim.cmd('Codenode open Chain (supplyData)')
    local buffer = vim.api.nvim_get_current_buf()
    t.equal(vim.api.nvim_buf_get_lines(buffer, 0, -1, false), { 'return {;' }, 'the code')
    t.wait_for('its finding', function()
      return t.diagnostic(buffer, 'syntax-error')
    end)
    vim.api.nvim_buf_set_lines(buffer, 0, -1, false, { 'return {};' })
    vim.cmd('write')
    t.equal(t.read(path), (chain:gsub('return {;', 'return {};')), 'the file')
    vim.api.nvim_set_current_buf(from)
    vim.cmd('Codenode open Chain')
    t.equal(vim.api.nvim_buf_get_lines(0, 0, -1, false), { 'return [1];' }, 'the first code')
  end)

  case('completion, rename and hover come from the server', function()
    local buffer = t.open(t.copy(DIFY))
    local client = workflow.client(buffer)
    vim.fn.search('def main')
    local here = vim.lsp.util.make_position_params(0, client.offset_encoding)
    for _, method in ipairs({ 'hover', 'completion' }) do
      local answer = client:request_sync('textDocument/' .. method, here, 5000, buffer)
      assert(answer and not answer.err, method .. ': ' .. vim.inspect(answer))
    end
    vim.fn.search('score = ', 'c')
    local rename = vim.lsp.util.make_position_params(0, client.offset_encoding)
    rename.newName = 'points'
    local answer = client:request_sync('textDocument/rename', rename, 5000, buffer)
    assert(answer and answer.result, vim.inspect(answer))
    vim.lsp.util.apply_workspace_edit(answer.result, client.offset_encoding)
    local text = table.concat(vim.api.nvim_buf_get_lines(buffer, 0, -1, false), '\n')
    assert(text:find('points = sum', 1, true) and not text:find('%f[%w]score = '), text)
  end)

  case('the list of nodes and the health check', function()
    t.open(t.copy(N8N))
    vim.cmd('Codenode nodes')
    assert(#vim.fn.getqflist() >= 2, vim.inspect(vim.fn.getqflist()))
    vim.cmd('cclose')
    vim.cmd('checkhealth codenode')
    local text = table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), '\n')
    assert(not text:find('ERROR', 1, true), text)
  end)

  return cases
end
