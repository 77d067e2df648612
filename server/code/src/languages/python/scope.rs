//! Which names belong to which scope, as Python decides it: before anything runs, by what binds a
//! name anywhere in a function.
//!
//! [`bindings`] finds every scope and its names in one walk. The lowering opens the scopes as it
//! reaches them, which gives the variables their ids, and asks what a name means where it stands.

use rustc_hash::FxHashMap;
use smol_str::SmolStr;
use text_size::{TextRange, TextSize};
use tree_sitter::Node;

use super::bindings;
use super::name::{is_private, mangled};
use crate::Host;
use crate::ir::{FunctionId, VarId, Variable, VariableKind};

/// Index into the scopes of a source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct ScopeId(u32);

/// The scopes of a source.
#[derive(Debug)]
pub(super) struct Scopes {
    scopes: Vec<Scope>,
    of_node: FxHashMap<usize, ScopeId>,
    /// The scope of the code itself: the module, or the function that the host makes of it.
    pub(super) top: ScopeId,
    /// Every comment, met on the way.
    pub(super) comments: Vec<TextRange>,
    /// Every place where a scope binds or declares a name.
    places: Vec<(TextRange, ScopeId, SmolStr)>,
}

/// One scope.
#[derive(Debug)]
pub(super) struct Scope {
    kind: ScopeKind,
    parent: Option<ScopeId>,
    names: FxHashMap<SmolStr, Name>,
    bindings: Vec<Binding>,
    is_generator: bool,
}

/// What a scope is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum ScopeKind {
    /// The globals of the module.
    Module,
    /// A function, a lambda, or the body that the host makes a function of.
    Function,
    /// The body of the class of that name; only its own statements see its names.
    Class(SmolStr),
    /// A comprehension: its targets are its own, everything else is the function's.
    Comprehension,
    /// The type parameters of a function, class or alias (PEP 695).
    TypeParameters,
}

/// What a scope says about a name.
#[derive(Debug, Clone, Copy)]
enum Name {
    /// Bound here: index into the bindings.
    Own(usize),
    /// `global`
    Global,
    /// `nonlocal`
    Nonlocal,
}

/// A name that a scope binds.
#[derive(Debug)]
struct Binding {
    name: SmolStr,
    kind: VariableKind,
    /// The first place.
    declared: TextRange,
    /// Where it has a value for the first time.
    since: TextSize,
    /// The number of places.
    places: u32,
    /// Known once the scope is open.
    variable: Option<VarId>,
}

/// What a name means where it is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Meaning {
    /// A variable of the code.
    Var(VarId),
    /// Nothing in the code binds it; the name as Python looks it up.
    Global(SmolStr),
    /// In a class body: the class's own or the module's, depending on what has run.
    Either,
}

impl Scopes {
    /// The module; where the code is not the module it holds what `global` statements put there.
    const MODULE: ScopeId = ScopeId(0);

    /// The scopes of the tree under `root`.
    pub(super) fn of(root: Node<'_>, source: &str, host: Host) -> Scopes {
        let mut scopes = Scopes {
            scopes: Vec::new(),
            of_node: FxHashMap::default(),
            top: Self::MODULE,
            comments: Vec::new(),
            places: Vec::new(),
        };
        let module = scopes.add(ScopeKind::Module, None);
        if host == Host::FunctionBody {
            scopes.top = scopes.add(ScopeKind::Function, Some(module));
        }
        bindings::find(root, source, &mut scopes);
        scopes
    }

    /// The scope that `node` opens, if it does.
    pub(super) fn of_node(&self, node: Node<'_>) -> Option<ScopeId> {
        self.of_node.get(&node.id()).copied()
    }

    /// What `scope` is.
    pub(super) fn kind(&self, scope: ScopeId) -> &ScopeKind {
        &self[scope].kind
    }

    /// `scope` is a function and nothing within one.
    pub(super) fn is_function(&self, scope: ScopeId) -> bool {
        self[scope].kind == ScopeKind::Function
    }

    /// `scope` is the module.
    pub(super) fn is_module(&self, scope: ScopeId) -> bool {
        scope == Self::MODULE
    }

    /// The function of `scope` holds a `yield`.
    pub(super) fn is_generator(&self, scope: ScopeId) -> bool {
        self[scope].is_generator
    }

    /// Gives the variables of `scope` their ids; they belong to `function`.
    pub(super) fn open(
        &mut self,
        scope: ScopeId,
        function: FunctionId,
        variables: &mut Vec<Variable>,
    ) {
        let in_class = matches!(self[scope].kind, ScopeKind::Class(_));
        for binding in &mut self[scope].bindings {
            binding.variable.get_or_insert_with(|| {
                variables.push(Variable {
                    name: binding.name.clone(),
                    function,
                    kind: binding.kind,
                    declared: binding.declared,
                    captured: false,
                    in_class,
                });
                VarId(variables.len() as u32 - 1)
            });
        }
    }

    /// Opens the module and the top.
    pub(super) fn open_top(&mut self, variables: &mut Vec<Variable>) {
        self.open(Self::MODULE, FunctionId::TOP, variables);
        self.open(self.top, FunctionId::TOP, variables);
    }

    /// The variable that `scope` itself binds under `name`.
    pub(super) fn own(&self, scope: ScopeId, name: &str) -> Option<VarId> {
        match self[scope].names.get(name)? {
            Name::Own(index) => self[scope].bindings[*index].variable,
            _ => None,
        }
    }

    /// All variables that `scope` itself binds.
    pub(super) fn all_own(&self, scope: ScopeId) -> Vec<VarId> {
        self[scope]
            .bindings
            .iter()
            .filter_map(|binding| binding.variable)
            .collect()
    }

    /// `scope` binds `name` in one place only.
    pub(super) fn is_bound_once(&self, scope: ScopeId, name: &str) -> bool {
        match self[scope].names.get(name) {
            Some(Name::Own(index)) => self[scope].bindings[*index].places == 1,
            _ => false,
        }
    }

    /// The variable that binding `name` in `scope` writes to; `None` for a `nonlocal` without one.
    pub(super) fn target(&self, scope: ScopeId, name: &str) -> Option<VarId> {
        match self[scope].names.get(name)? {
            Name::Own(_) => self.own(scope, name),
            Name::Global => self.own(Self::MODULE, &self.mangled_in(scope, name)),
            Name::Nonlocal => match self.outward(scope, name) {
                Meaning::Var(variable) => Some(variable),
                _ => None,
            },
        }
    }

    /// Every place where a name is bound or declared, and whose; complete once all scopes are open.
    pub(super) fn bound(&self) -> Vec<(TextRange, VarId)> {
        let places = self.places.iter();
        places
            .filter_map(|(place, scope, name)| Some((*place, self.target(*scope, name)?)))
            .collect()
    }

    /// The scope that `:=` binds in.
    pub(super) fn around_comprehensions(&self, mut scope: ScopeId) -> ScopeId {
        while let (ScopeKind::Comprehension, Some(parent)) = (&self[scope].kind, self[scope].parent)
        {
            scope = parent;
        }
        scope
    }

    /// What reading `name` at `place` in `scope` means.
    pub(super) fn meaning(&self, scope: ScopeId, name: &str, place: TextRange) -> Meaning {
        match self[scope].names.get(name) {
            Some(Name::Own(index)) => match self[scope].kind {
                ScopeKind::Class(_) => self.meaning_in_class(scope, *index, place),
                _ => self.var_or_global(self.own(scope, name), name),
            },
            Some(Name::Global) => self.in_module(&self.mangled_in(scope, name)),
            Some(Name::Nonlocal) | None => self.outward(scope, name),
        }
    }

    /// A class body looks into its own names first, then past all functions into the module.
    fn meaning_in_class(&self, scope: ScopeId, index: usize, place: TextRange) -> Meaning {
        let binding = &self[scope].bindings[index];
        let outer = self.in_module(&self.mangled_in(scope, &binding.name));
        match (&outer, binding.variable) {
            _ if place.start() < binding.since => outer,
            (Meaning::Global(_), Some(variable)) => Meaning::Var(variable),
            _ => Meaning::Either,
        }
    }

    /// What `name` means if `scope` has no say.
    fn outward(&self, scope: ScopeId, name: &str) -> Meaning {
        let mut name = SmolStr::new(name);
        let mut inner = scope;
        while let Some(scope) = self[inner].parent {
            if let ScopeKind::Class(class) = &self[inner].kind
                && is_private(&name)
            {
                name = mangled(class, &name);
            }
            inner = scope;
            match (&self[scope].kind, self[scope].names.get(&name)) {
                (ScopeKind::Class(_), _) | (_, None | Some(Name::Nonlocal)) => {}
                (_, Some(Name::Global)) => return self.in_module(&self.mangled_in(scope, &name)),
                (_, Some(Name::Own(_))) => {
                    return self.var_or_global(self.own(scope, &name), &name);
                }
            }
        }
        Meaning::Global(name)
    }

    fn in_module(&self, name: &str) -> Meaning {
        self.var_or_global(self.own(Self::MODULE, name), name)
    }

    fn var_or_global(&self, variable: Option<VarId>, name: &str) -> Meaning {
        variable.map_or_else(|| Meaning::Global(SmolStr::new(name)), Meaning::Var)
    }

    /// `name` as the module knows it.
    fn mangled_in(&self, scope: ScopeId, name: &str) -> SmolStr {
        let mut scope = Some(scope).filter(|_| is_private(name));
        while let Some(id) = scope {
            if let ScopeKind::Class(class) = &self[id].kind {
                return mangled(class, name);
            }
            scope = self[id].parent;
        }
        SmolStr::new(name)
    }
}

/// What [`bindings`] writes down.
impl Scopes {
    /// A new scope that `node` opens.
    pub(super) fn add_for(&mut self, node: Node<'_>, kind: ScopeKind, parent: ScopeId) -> ScopeId {
        let scope = self.add(kind, Some(parent));
        self.of_node.insert(node.id(), scope);
        scope
    }

    fn add(&mut self, kind: ScopeKind, parent: Option<ScopeId>) -> ScopeId {
        self.scopes.push(Scope {
            kind,
            parent,
            names: FxHashMap::default(),
            bindings: Vec::new(),
            is_generator: false,
        });
        ScopeId(self.scopes.len() as u32 - 1)
    }

    /// `scope` binds `name` at `place`, and it has its value from `since` on.
    pub(super) fn bind(
        &mut self,
        scope: ScopeId,
        name: SmolStr,
        kind: VariableKind,
        place: TextRange,
        since: TextSize,
    ) {
        self.places.push((place, scope, name.clone()));
        match self[scope].names.get(&name).copied() {
            Some(Name::Own(index)) => {
                let binding = &mut self[scope].bindings[index];
                binding.places += 1;
                binding.since = binding.since.min(since);
            }
            Some(Name::Nonlocal) => {}
            Some(Name::Global) => {
                let name = self.mangled_in(scope, &name);
                let of_host = self.top != Self::MODULE;
                let kind = if of_host {
                    VariableKind::ImplicitGlobal
                } else {
                    kind
                };
                self.bind(Self::MODULE, name, kind, place, since);
            }
            None => {
                let scope = &mut self[scope];
                scope
                    .names
                    .insert(name.clone(), Name::Own(scope.bindings.len()));
                let binding = Binding {
                    name,
                    kind,
                    declared: place,
                    since,
                    places: 1,
                    variable: None,
                };
                scope.bindings.push(binding);
            }
        }
    }

    /// `global name`; without meaning in the module itself, and an error after the name was bound.
    pub(super) fn declare_global(&mut self, scope: ScopeId, name: SmolStr, place: TextRange) {
        self.places.push((place, scope, name.clone()));
        if scope != Self::MODULE {
            self[scope].names.entry(name).or_insert(Name::Global);
        }
    }

    /// `nonlocal name`; an error in the module itself.
    pub(super) fn declare_nonlocal(&mut self, scope: ScopeId, name: SmolStr, place: TextRange) {
        self.places.push((place, scope, name.clone()));
        if scope != Self::MODULE {
            self[scope].names.entry(name).or_insert(Name::Nonlocal);
        }
    }

    /// `yield` in `scope`.
    pub(super) fn mark_generator(&mut self, scope: ScopeId) {
        let scope = self.around_comprehensions(scope);
        self[scope].is_generator = true;
    }
}

impl std::ops::Index<ScopeId> for Scopes {
    type Output = Scope;

    fn index(&self, id: ScopeId) -> &Scope {
        &self.scopes[id.0 as usize]
    }
}

impl std::ops::IndexMut<ScopeId> for Scopes {
    fn index_mut(&mut self, id: ScopeId) -> &mut Scope {
        &mut self.scopes[id.0 as usize]
    }
}
