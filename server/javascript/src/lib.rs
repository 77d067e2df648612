//! Runs JavaScript nodes in QuickJS, as the platforms run them in Node.
