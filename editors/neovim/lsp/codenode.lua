-- The language server, as `vim.lsp.enable('codenode')` wants it. Only buffers that hold a workflow get it.
return {
  cmd = { 'codenode', 'lsp' },
  filetypes = { 'yaml', 'json', 'jsonc' },
  -- What comes of a run is shown by the plugin.
  capabilities = { experimental = { codenode = { showsRuns = true } } },
  root_dir = function(buffer, start)
    if require('codenode.workflow').is_workflow(buffer) then
      start(vim.fs.root(buffer, { 'codenode.toml', '.git' }) or vim.fn.getcwd())
    end
  end,
}
