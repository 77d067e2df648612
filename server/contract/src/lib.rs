//! What a platform accepts as the result of a code node. The rules of acceptance are written once and asked about a shape or a value.
