use memchr::memmem;

/// False where the bytes cannot be a workflow, so that a walk need not parse every JSON and YAML file of a project.
///
/// Every workflow, Dify's and n8n's, has the key `nodes`. JSON and YAML also let it be written with escapes, and UTF-16 puts
/// zeros between the letters: such a file is looked at too, if only to say what is wrong with it.
pub(crate) fn may_be_workflow(bytes: &[u8]) -> bool {
    const SPELLINGS: [&[u8]; 4] = [b"nodes", b"\\u00", b"\\x", b"n\0o\0d\0e\0s"];
    SPELLINGS
        .iter()
        .any(|spelling| memmem::find(bytes, spelling).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leaves_out_only_what_has_no_nodes() {
        assert!(may_be_workflow(br#"{"nodes": []}"#));
        assert!(may_be_workflow(br#"{"n\u006fdes": []}"#));
        assert!(may_be_workflow(b"\xFF\xFE{\0\"\0n\0o\0d\0e\0s\0"));
        assert!(!may_be_workflow(br#"{"name": "a package"}"#));
        assert!(!may_be_workflow(b""));
    }
}
