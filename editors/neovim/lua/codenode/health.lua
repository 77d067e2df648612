-- `:checkhealth codenode`
local M = {}

function M.check()
  local health = vim.health
  health.start('codenode')
  if vim.fn.has('nvim-0.11') == 1 then
    health.ok('Neovim ' .. tostring(vim.version()))
  else
    health.error('Neovim 0.11 or newer is needed')
  end
  local config = vim.lsp.config.codenode
  local cmd = config and config.cmd
  if type(cmd) ~= 'table' then
    return health.error('the language server is not configured', 'is `editors/neovim` on your runtimepath?')
  end
  if vim.fn.executable(cmd[1]) == 0 then
    return health.error(('`%s` is not executable'):format(cmd[1]), 'put codenode on your PATH, or set vim.lsp.config.codenode.cmd')
  end
  local version = vim.trim(vim.fn.system({ cmd[1], '--version' }))
  health.ok(('%s: %s'):format(vim.fn.exepath(cmd[1]), version))
  if vim.fn.executable(vim.fs.joinpath(vim.fs.dirname(vim.uv.fs_realpath(vim.fn.exepath(cmd[1]))), 'codenode-python')) == 1 then
    health.ok('`codenode-python` stands beside it: Python nodes can be run')
  else
    health.warn('`codenode-python` is not beside it: Python nodes cannot be run')
  end
  local attached = vim.lsp.get_clients({ name = 'codenode' })
  health.info(('%d server(s) running'):format(#attached))
  for _, language in ipairs({ 'yaml', 'json', 'python', 'javascript' }) do
    if vim.treesitter.language.add(language) then
      health.ok('tree-sitter parser for ' .. language)
    else
      health.info(('no tree-sitter parser for %s: its colours in workflow files come from the server alone'):format(language))
    end
  end
end

return M
