//! Files on disk: which to look at, reading them, writing them back.

mod collect;
mod deployment;
mod read;
mod sniff;
mod write;

pub(crate) use collect::{Candidate, Collected, Request, collect};
pub(crate) use deployment::Deployments;
pub(crate) use read::{STDIN, Unreadable, decode, is_stdin, read, read_stdin};
pub(crate) use sniff::may_be_workflow;
pub(crate) use write::{replace, write};
