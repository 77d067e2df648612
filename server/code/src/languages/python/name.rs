//! Names as Python reads them.

use smol_str::SmolStr;
use unicode_normalization::{UnicodeNormalization, is_nfkc};

/// The name that an identifier stands for: Python normalises to NFKC.
pub(super) fn normalised(identifier: &str) -> SmolStr {
    if identifier.is_ascii() || is_nfkc(identifier) {
        SmolStr::new(identifier)
    } else {
        identifier.nfkc().collect()
    }
}

/// Subject to mangling inside a class: `__x`, but not `__x__`.
pub(super) fn is_private(name: &str) -> bool {
    name.starts_with("__") && !name.ends_with("__")
}

/// The name `__x` means inside `class`: `_Class__x`.
pub(super) fn mangled(class: &str, name: &str) -> SmolStr {
    match class.trim_start_matches('_') {
        "" => SmolStr::new(name),
        class => smol_str::format_smolstr!("_{class}{name}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_normalised() {
        assert_eq!(normalised("plain"), "plain");
        assert_eq!(normalised("变量"), "变量");
        assert_eq!(normalised("ﬁｘ"), "fix");
    }

    #[test]
    fn private_names_are_mangled() {
        assert!(is_private("__x") && is_private("__x_"));
        assert!(!is_private("__x__") && !is_private("_x"));
        assert_eq!(mangled("_Node", "__x"), "_Node__x");
        assert_eq!(mangled("__", "__x"), "__x");
    }
}
