//! Runs a node in a child process and says what the platform makes of its result: plans the [`runner::Request`], spawns
//! and kills the child, hands the value to the same [`contract`] as the static rules, and brings errors home to the file.
