//! `import` and `export`: no host allows them, but what they bind is known.

use smol_str::SmolStr;
use text_size::TextRange;

use super::tree::{At, Field, Kind};
use super::{Lowering, literals};
use crate::ir::*;

/// One name that an import statement binds.
struct Binding {
    /// The imported name; `None` for the whole module.
    name: Option<At>,
    /// `import name from`: the export called `default`.
    is_default: bool,
    local: At,
}

impl Lowering<'_> {
    pub(super) fn declare_imports(&mut self, at: At) {
        for binding in self.import_bindings(at) {
            self.declare_name(Some(binding.local), VariableKind::Import);
        }
    }

    pub(super) fn import_statement(&mut self, at: At, out: &mut Block) {
        self.program.damaged = true;
        let source = self.tree.child(at, Field::Source);
        let Some(source) = source.filter(|&source| self.tree.kind(source) == Kind::String) else {
            return self.broken(at, out);
        };
        let module = literals::string(self.text(source)).unwrap_or_default();
        let module_range = self.tree.range(source);
        let first = self.program.imports.len() as u32;
        let bindings = self.import_bindings(at);
        if bindings.is_empty() {
            self.import(module.clone(), module_range, None);
        }
        for binding in bindings {
            self.import(module.clone(), module_range, Some(binding));
        }
        let imports = (first..self.program.imports.len() as u32).collect();
        out.push(Stmt {
            kind: StmtKind::Import(imports),
            range: self.tree.range(at),
        });
    }

    fn import(&mut self, module: SmolStr, module_range: TextRange, binding: Option<Binding>) {
        let local = binding.as_ref().map(|binding| self.name(binding.local));
        let name = binding.as_ref().and_then(|binding| match binding.name {
            Some(name) => Some(self.module_name(name)),
            None => binding.is_default.then(|| "default".into()),
        });
        let name_at = binding
            .as_ref()
            .map(|binding| binding.name.unwrap_or(binding.local));
        let import = Import {
            module,
            module_range,
            renamed: name.is_some() && name.as_deref() != local.as_deref(),
            name,
            name_range: name_at.map_or(module_range, |at| self.tree.range(at)),
            variable: local.and_then(|local| self.scopes.bound_in(self.scopes.depth(), &local)),
            level: 0,
            function: self.scopes.function(),
            guarded: false,
        };
        self.program.imports.push(import);
    }

    fn module_name(&self, at: At) -> SmolStr {
        match self.tree.kind(at) {
            Kind::String => literals::string(self.text(at)).unwrap_or_default(),
            _ => self.smol_name(at),
        }
    }

    fn import_bindings(&self, at: At) -> Vec<Binding> {
        let tree = self.tree;
        let clause = tree
            .named(at)
            .find(|&child| tree.kind(child) == Kind::ImportClause);
        let mut bindings = Vec::new();
        for child in clause.into_iter().flat_map(|clause| tree.named(clause)) {
            match tree.kind(child) {
                Kind::Identifier => {
                    bindings.push(Binding {
                        name: None,
                        is_default: true,
                        local: child,
                    });
                }
                Kind::NamespaceImport => bindings.extend(tree.first(child).map(|local| Binding {
                    name: None,
                    is_default: false,
                    local,
                })),
                Kind::NamedImports => {
                    bindings.extend(tree.named(child).filter_map(|at| self.specifier(at)));
                }
                _ => {}
            }
        }
        bindings
    }

    fn specifier(&self, at: At) -> Option<Binding> {
        let name = self.tree.child(at, Field::Name);
        let local = self.tree.child(at, Field::Alias).or(name)?;
        // `default` is a mere token.
        Some(Binding {
            name,
            is_default: name.is_none(),
            local,
        })
    }

    /// The declaration or value that is exported; nothing happens to names that are only listed.
    pub(super) fn export_statement(&mut self, at: At, out: &mut Block) {
        let tree = self.tree;
        self.program.damaged = true;
        if let Some(declaration) = tree.child(at, Field::Declaration) {
            self.stmt(declaration, out);
        } else if let Some(value) = tree.child(at, Field::Value) {
            let kind = StmtKind::Expr(self.expr(value));
            out.push(Stmt {
                kind,
                range: tree.range(at),
            });
        }
    }
}
