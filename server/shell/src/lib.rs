//! Floor 5, the shell: the only place that reads files, parses arguments, prints and speaks LSP.
