//! Lines that end in the middle of a statement.
//!
//! Where the grammar cannot use the end of a line it skips it, as if it were inside of brackets:
//! `x = a.⏎y = 2` comes out as `x = a.y = 2`, without an error. That is what code looks like while
//! somebody is writing it.

use tree_sitter::{Node, TreeCursor};

use super::{Kind, Syntax};

/// Two tokens of the statement, or of its headers if it is a compound one, stand on different lines
/// although neither brackets nor a backslash hold them together.
pub(super) fn is_torn(stmt: Node<'_>) -> bool {
    if stmt.start_position().row == stmt.end_position().row {
        return false;
    }
    let mut torn = Torn {
        depth: 0,
        row: None,
    };
    let mut cursor = stmt.walk();
    loop {
        let enters = torn.enters(cursor.node());
        if enters && cursor.goto_first_child() {
            continue;
        }
        if !enters && torn.between(cursor.node()) {
            return true;
        }
        if !goto_next(&mut cursor) {
            return false;
        }
    }
}

/// The next node after all of the current one.
fn goto_next(cursor: &mut TreeCursor<'_>) -> bool {
    while !cursor.goto_next_sibling() {
        if !cursor.goto_parent() {
            return false;
        }
    }
    true
}

struct Torn {
    /// Open brackets.
    depth: u32,
    /// The line of the token before, if that is part of the same statement or header.
    row: Option<usize>,
}

impl Torn {
    /// The node is made of tokens that matter. Texts are taken as one.
    fn enters(&self, node: Node<'_>) -> bool {
        node.child_count() > 0 && !matches!(node.syntax(), Kind::Block | Kind::String)
    }

    /// The line ended between the token before and this one.
    fn between(&mut self, token: Node<'_>) -> bool {
        let (opens, closes) = match token.syntax() {
            Kind::Comment => return false,
            Kind::Block => {
                self.row = None;
                return false;
            }
            Kind::Token => match token.kind() {
                "(" | "[" | "{" => (true, false),
                ")" | "]" | "}" => (false, true),
                // The next decorator or the definition.
                "@" | "def" | "class" | "async" if self.depth == 0 => {
                    self.row = None;
                    (false, false)
                }
                _ => (false, false),
            },
            _ => (false, false),
        };
        let row = token.start_position().row;
        let torn = self.depth == 0 && self.row.is_some_and(|before| before < row);
        self.depth = (self.depth + u32::from(opens)).saturating_sub(u32::from(closes));
        self.row = Some(token.end_position().row);
        torn
    }
}

#[cfg(test)]
mod tests {
    use super::super::tree::parse;
    use super::*;

    fn torn(source: &str) -> bool {
        let tree = parse(source, None).expect("a tree");
        is_torn(tree.root_node().named_child(0).expect("a statement"))
    }

    #[test]
    fn lines_that_are_torn() {
        for source in [
            "x = a.\ny = 2\n",
            "x = 1 +\nf(y)\n",
            "x = f(1,\n 2).\ny\n",
            "import\na\n",
            "return not\nf()\n",
            "if a and\n  b:\n    c\n",
            "if a: b\nelif\\\n c or\n d: e\n",
            "def f(a) ->\n  int: pass\n",
            "x = y = *a, *b(c)\n(d, e).f\n",
        ] {
            assert!(torn(source), "{source}");
        }
    }

    #[test]
    fn lines_that_hold_together() {
        for source in [
            "x = (a.\n  b)\n",
            "x = a. \\\n  b\n",
            "x = {\n  'a': [1,\n 2],  # c\n}\n",
            "x = '''a\nb''' + f\"\"\"{\n1}\n\"\"\" + f(\n).b\n",
            "if a: b\nelif c:\n  d\n# e\nelse:\n  f\n",
            "@a\n@b(\n 1)\n# c\nasync def f(\n  a,\n): pass\n",
            "try: a\nexcept b: c\nfinally: d\n",
        ] {
            assert!(!torn(source), "{source}");
        }
    }
}
