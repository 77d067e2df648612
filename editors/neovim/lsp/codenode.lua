-- The language server, as `vim.lsp.enable('codenode')` wants it. Only buffers that hold a workflow get it.
return {
  cmd = { 'codenode', 'lsp' },
  filetypes = { 'yaml', 'json', 'jsonc' },
  root_dir = function(buffer, start)
    if require('codenode.workflow').is_workflow(buffer) then
      start(vim.fs.root(buffer, { 'codenode.toml', '.git' }) or vim.fn.getcwd())
    end
  end,
}
