//! Floor 4: answers to editor questions in plain data, no LSP types.
