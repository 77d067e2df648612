//! Two coordinates, two types: a place in the file is never mistaken for a place in the code.

/// A place in the bytes of the workflow file (0-based byte offsets).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct InFile<T>(pub T);

/// A place in the decoded code of one node (0-based byte offsets of its UTF-8 text).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct InCode<T>(pub T);
