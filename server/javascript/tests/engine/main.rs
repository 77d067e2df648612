//! Nodes run as the platforms run them. What is expected was recorded from n8n's own runner and from Node.

mod builtins;
mod dify;
mod limits;
mod n8n;
mod request;
