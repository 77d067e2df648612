-- The language server, as `vim.lsp.enable('codenode')` wants it. Only buffers that hold a workflow get it, and those of
-- the tests beside: a run is recorded in them as they are, written or not.
return {
  cmd = { 'codenode', 'lsp' },
  filetypes = { 'yaml', 'json', 'jsonc' },
  -- What comes of a run is shown by the plugin.
  capabilities = { experimental = { codenode = { showsRuns = true } } },
  root_dir = function(buffer, start)
    local is_test = vim.api.nvim_buf_get_name(buffer):find('%.codenode%-test%.%w+$')
    if is_test or require('codenode.workflow').is_workflow(buffer) then
      start(vim.fs.root(buffer, { 'codenode.toml', '.git' }) or vim.fn.getcwd())
    end
  end,
}
