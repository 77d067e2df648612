//! Which data n8n sends to the runner: what it sees in the code (reference n8n 7).

use oxc_allocator::Allocator;
use oxc_ast::ast::{Argument, CallExpression, Expression, IdentifierReference, MemberExpression};
use oxc_ast_visit::{Visit, walk};
use oxc_parser::Parser;
use oxc_semantic::SemanticBuilder;
use oxc_span::{SourceType, Span};

/// The data that a node's code can reach.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Visible {
    /// The items of its input.
    pub(crate) input: bool,
    /// The data of every node.
    pub(crate) all_nodes: bool,
    /// The nodes that it names.
    pub(crate) nodes: Vec<String>,
    /// Calls of `$` that stand before a `.` and are judged by what follows.
    #[doc(hidden)]
    judged: Vec<Span>,
}

impl Visible {
    /// Nothing is held back.
    pub(crate) fn everything() -> Visible {
        Visible {
            input: true,
            all_nodes: true,
            ..Visible::default()
        }
    }

    /// What the parser sees in `code`; everything where it cannot read it.
    pub(crate) fn of(code: &str) -> Visible {
        let wrapped = format!("async function VmCodeWrapper() {{ {code} }}");
        let allocator = Allocator::default();
        let parsed = Parser::new(&allocator, &wrapped, SourceType::mjs()).parse();
        if parsed.panicked || !parsed.diagnostics.is_empty() {
            return Visible::everything();
        }
        let semantic = SemanticBuilder::new_compiler().build(&parsed.program);
        if !semantic.diagnostics.is_empty() {
            return Visible::everything();
        }
        let mut visible = Visible::default();
        visible.visit_program(&parsed.program);
        visible.input |= visible.all_nodes;
        visible
    }

    fn dollar(&mut self, call: &CallExpression) {
        match call.arguments.first() {
            None => {}
            Some(Argument::StringLiteral(name)) => {
                self.nodes.push(name.value.to_string());
                self.all_nodes |= !self.judged.contains(&call.span);
            }
            Some(argument) => self.all_nodes |= !is_literal(argument),
        }
    }

    fn items(&mut self, call: &CallExpression) {
        match call.arguments.first() {
            None => self.input = true,
            Some(Argument::StringLiteral(name)) => self.nodes.push(name.value.to_string()),
            Some(argument) => self.all_nodes |= !is_literal(argument),
        }
    }
}

fn is_literal(argument: &Argument) -> bool {
    matches!(
        argument,
        Argument::BooleanLiteral(_)
            | Argument::NullLiteral(_)
            | Argument::NumericLiteral(_)
            | Argument::BigIntLiteral(_)
            | Argument::RegExpLiteral(_)
            | Argument::StringLiteral(_)
    )
}

fn is_call_of(call: &CallExpression, name: &str) -> bool {
    matches!(call.callee.get_inner_expression(), Expression::Identifier(callee) if callee.name == name)
}

/// Whether what follows `$('…').` needs the pairing of items, and so all data.
fn needs_pairing(member: &MemberExpression) -> bool {
    let paired = |name: &str| matches!(name, "item" | "pairedItem" | "itemMatching");
    match member {
        MemberExpression::StaticMemberExpression(member) => paired(&member.property.name),
        MemberExpression::ComputedMemberExpression(member) => match &member.expression {
            Expression::StringLiteral(name) => paired(&name.value),
            Expression::Identifier(_) => true,
            _ => false,
        },
        MemberExpression::PrivateFieldExpression(_) => false,
    }
}

impl<'a> Visit<'a> for Visible {
    fn visit_member_expression(&mut self, member: &MemberExpression<'a>) {
        if let Expression::CallExpression(call) = member.object().get_inner_expression()
            && is_call_of(call, "$")
        {
            self.judged.push(call.span);
            self.all_nodes |= matches!(call.arguments.first(), Some(Argument::StringLiteral(_)))
                && needs_pairing(member);
        }
        walk::walk_member_expression(self, member);
    }

    fn visit_call_expression(&mut self, call: &CallExpression<'a>) {
        if is_call_of(call, "$") {
            self.dollar(call);
        } else if is_call_of(call, "$items") {
            self.items(call);
        }
        walk::walk_call_expression(self, call);
    }

    fn visit_identifier_reference(&mut self, name: &IdentifierReference<'a>) {
        match name.name.as_str() {
            "$input" | "$json" | "items" | "item" => self.input = true,
            "$node" | "$item" => self.all_nodes = true,
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(code: &str) -> (bool, bool, Vec<String>) {
        let visible = Visible::of(code);
        (visible.input, visible.all_nodes, visible.nodes)
    }

    #[test]
    fn only_what_is_named_is_sent() {
        assert_eq!(seen("return $binary"), (false, false, vec![]));
        assert_eq!(seen("return $json.a"), (true, false, vec![]));
        assert_eq!(seen("return x.items"), (false, false, vec![]));
        assert_eq!(
            seen("return $('A').first()"),
            (false, false, vec!["A".into()])
        );
        assert_eq!(
            seen("return $('A')['item']"),
            (true, true, vec!["A".into()])
        );
        assert_eq!(
            seen("return $('A')?.all()"),
            (false, false, vec!["A".into()])
        );
        assert_eq!(seen("const n = $('A')"), (true, true, vec!["A".into()]));
        assert_eq!(seen("return $(name).first()"), (true, true, vec![]));
        assert_eq!(seen("return $(`A`).first()"), (true, true, vec![]));
        assert_eq!(seen("return $items()"), (true, false, vec![]));
        assert_eq!(seen("const n = $; n('A')"), (false, false, vec![]));
        assert_eq!(seen("with (a) {}"), (true, true, vec![]));
    }
}
