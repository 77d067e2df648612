if vim.g.loaded_codenode or vim.fn.has('nvim-0.11') == 0 then
  return
end
vim.g.loaded_codenode = true

-- The tree-sitter queries are shared with other editors and live in `grammars` at the root of the repository.
local grammars = vim.fs.normalize(vim.fs.joinpath(vim.fn.fnamemodify(debug.getinfo(1, 'S').source:sub(2), ':p:h'), '../../../grammars'))
if vim.uv.fs_stat(grammars) then
  vim.opt.runtimepath:append(grammars)
end

vim.api.nvim_create_user_command('Codenode', function(call)
  require('codenode').command(call)
end, {
  nargs = '*',
  desc = 'Code nodes of Dify and n8n workflows',
  complete = function(lead, line)
    return require('codenode').complete(lead, line)
  end,
})

local group = vim.api.nvim_create_augroup('codenode', {})

vim.api.nvim_create_autocmd({ 'BufReadCmd' }, {
  group = group,
  pattern = 'codenode://*',
  callback = function(event)
    require('codenode.node').read(event.buf)
  end,
})

vim.api.nvim_create_autocmd('BufWriteCmd', {
  group = group,
  pattern = 'codenode://*',
  callback = function(event)
    require('codenode.node').write(event.buf)
  end,
})

vim.api.nvim_create_autocmd('DiagnosticChanged', {
  group = group,
  callback = function(event)
    require('codenode.node').follow_diagnostics(event.buf)
  end,
})

vim.api.nvim_create_autocmd({ 'TextChanged', 'InsertLeave', 'BufWritePost', 'FileChangedShellPost' }, {
  group = group,
  callback = function(event)
    require('codenode.node').follow_text(event.buf)
  end,
})

-- Commands of code lenses and code actions, of which the editor by itself would not show what came.
for _, name in ipairs({ 'codenode.runNode', 'codenode.recordRun' }) do
  vim.lsp.commands[name] = function(command, context)
    require('codenode.run').execute(vim.lsp.get_client_by_id(context.client_id), context.bufnr, command)
  end
end

if vim.g.codenode_enable ~= false then
  vim.lsp.enable('codenode')
end
