//! Where in the nest of scopes ruff's checker is.

use ruff_python_ast::PythonVersion;
use ruff_python_parser::semantic_errors::{
    AwaitOutsideAsyncFunctionKind, LazyImportContext, SemanticSyntaxContext, SemanticSyntaxError,
    SemanticSyntaxErrorKind,
};
use ruff_text_size::TextRange;

use super::compiler::{Compiler, GENERATOR, RefusalKind, Scope};

impl SemanticSyntaxContext for Compiler<'_> {
    fn report_semantic_error(&self, error: SemanticSyntaxError) {
        use AwaitOutsideAsyncFunctionKind::Await;
        use SemanticSyntaxErrorKind::{AwaitOutsideAsyncFunction, YieldOutsideFunction};
        let kind = match (error.kind, self.innermost()) {
            // Every `nonlocal` is the business of [`super::scopes`].
            (SemanticSyntaxErrorKind::NonlocalDeclarationAtModuleLevel, _) => return,
            (YieldOutsideFunction(yielded), _) if yielded.is_await() => return,
            (YieldOutsideFunction(_), Scope::Comprehension { kind, .. }) => {
                RefusalKind::YieldInside(kind)
            }
            (AwaitOutsideAsyncFunction(Await), Scope::Comprehension { .. }) => {
                RefusalKind::AwaitInComprehension
            }
            (AwaitOutsideAsyncFunction(what), _)
                if !matches!(self.owner(), Scope::Function { .. }) =>
            {
                RefusalKind::AwaitOutsideFunction(what)
            }
            (kind, _) => RefusalKind::Semantic(kind),
        };
        self.refuse(kind, error.range);
    }

    fn python_version(&self) -> PythonVersion {
        self.version
    }

    fn source(&self) -> &str {
        self.text
    }

    fn future_annotations_or_stub(&self) -> bool {
        self.future_annotations
    }

    fn in_async_context(&self) -> bool {
        self.owner() == Scope::Function { is_async: true }
    }

    fn in_await_allowed_context(&self) -> bool {
        matches!(self.owner(), Scope::Function { .. })
    }

    fn in_yield_allowed_context(&self) -> bool {
        matches!(self.innermost(), Scope::Function { .. })
    }

    fn in_sync_comprehension(&self) -> bool {
        self.scopes.iter().any(|scope| {
            matches!(scope, Scope::Comprehension { kind, is_async: false } if *kind != GENERATOR)
        })
    }

    fn in_class_body_comprehension(&self) -> bool {
        self.owner() == Scope::Class
    }

    fn in_module_scope(&self) -> bool {
        self.innermost() == Scope::Module
    }

    fn in_function_scope(&self) -> bool {
        matches!(self.innermost(), Scope::Function { .. })
    }

    fn in_generator_context(&self) -> bool {
        let generator = |scope: &Scope| matches!(scope, Scope::Comprehension { kind, .. } if *kind == GENERATOR);
        self.scopes.iter().any(generator)
    }

    fn in_loop_context(&self) -> bool {
        self.nest.in_loop || self.nest.in_except_star
    }

    fn in_notebook(&self) -> bool {
        false
    }

    fn lazy_import_context(&self) -> Option<LazyImportContext> {
        None
    }

    // `global` and `nonlocal` are the business of [`scopes`], which sees the whole scope first.

    fn global(&self, _: &str) -> Option<TextRange> {
        None
    }

    fn has_nonlocal_binding(&self, _: &str) -> bool {
        true
    }

    fn is_bound_parameter(&self, _: &str) -> bool {
        false
    }
}
