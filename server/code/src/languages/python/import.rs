//! Imports.

use smol_str::SmolStr;
use tree_sitter::Node;

use super::{Field, Kind, Lowering, Syntax};
use crate::ir::*;
use text_size::TextRange;

impl<'t> Lowering<'t> {
    /// Indices of what the statement imports.
    pub(super) fn import(&mut self, node: Node<'t>) -> Vec<u32> {
        let first = self.program.imports.len() as u32;
        match node.syntax() {
            Kind::ImportStatement => {
                for name in node.parts() {
                    self.import_module(name);
                }
            }
            _ => self.import_names(node),
        }
        (first..self.program.imports.len() as u32).collect()
    }

    /// `a.b` or `a.b as c`.
    fn import_module(&mut self, node: Node<'t>) {
        let (path, alias) = renaming(node);
        let Some(path) = path else { return };
        let range = path.text_range();
        let bound = alias.or_else(|| path.named_child(0));
        let module = self.dotted(path);
        self.add_import(
            Import {
                variable: None,
                ..self.an_import(module, range, 0)
            },
            bound,
            alias.is_some(),
        );
    }

    /// `from module import a, b as c` or `*`.
    fn import_names(&mut self, node: Node<'t>) {
        let module_node = node.part(Field::ModuleName);
        let Some(place) = module_node.or_else(|| future(node)) else {
            return;
        };
        let (module, level) = self.module_name(place);
        for name in node
            .parts()
            .into_iter()
            .filter(|name| Some(*name) != module_node)
        {
            let (path, alias) = renaming(name);
            let mut import = self.an_import(module.clone(), place.text_range(), level);
            if name.syntax() == Kind::WildcardImport {
                import.name = Some(SmolStr::new_static("*"));
                import.name_range = name.text_range();
                self.add_import(import, None, false);
            } else if let Some(path) = path {
                import.name = Some(self.dotted(path));
                import.name_range = path.text_range();
                self.add_import(
                    import,
                    alias.or_else(|| path.named_child(0)),
                    alias.is_some(),
                );
            }
        }
    }

    fn an_import(&self, module: SmolStr, module_range: TextRange, level: u32) -> Import {
        Import {
            module,
            module_range,
            name: None,
            name_range: module_range,
            variable: None,
            renamed: false,
            level,
            function: self.function,
            guarded: self.guarded,
        }
    }

    fn add_import(&mut self, mut import: Import, bound: Option<Node<'t>>, renamed: bool) {
        import.variable = bound.and_then(|name| self.written(self.scope, name));
        import.renamed = renamed;
        self.program.imports.push(import);
    }

    /// The module with its leading dots, and how many those are.
    fn module_name(&self, node: Node<'t>) -> (SmolStr, u32) {
        let mut level = 0;
        let mut name = String::new();
        for part in if node.syntax() == Kind::RelativeImport {
            node.parts()
        } else {
            vec![node]
        } {
            if part.syntax() == Kind::ImportPrefix {
                level = self.text_of(part).matches('.').count();
                name.extend(std::iter::repeat_n('.', level));
            } else {
                name.push_str(&self.dotted(part));
            }
        }
        (SmolStr::new(name), u32::try_from(level).unwrap_or(u32::MAX))
    }

    /// `a.b` without the blanks that may stand in it.
    fn dotted(&self, node: Node<'t>) -> SmolStr {
        match node.parts().as_slice() {
            [] => SmolStr::new(self.text_of(node)),
            [only] => self.name_of(*only),
            parts => parts
                .iter()
                .map(|part| self.name_of(*part))
                .collect::<Vec<_>>()
                .join(".")
                .into(),
        }
    }
}

/// The name and the alias of `name` or `name as alias`.
fn renaming(node: Node<'_>) -> (Option<Node<'_>>, Option<Node<'_>>) {
    match node.syntax() {
        Kind::AliasedImport => (node.part(Field::Name), node.part(Field::Alias)),
        Kind::DottedName => (Some(node), None),
        _ => (None, None),
    }
}

/// The token of `from __future__ import …`.
fn future(node: Node<'_>) -> Option<Node<'_>> {
    node.tokens()
        .into_iter()
        .find(|token| token.kind() == "__future__")
}
