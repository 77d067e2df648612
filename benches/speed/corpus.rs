//! The input: a folder of workflow files, or the examples of this repository.

use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use code::infer::{self, Entry, Outcome};
use code::ir::Program;
use code::{Host, Source, languages, library};
use rustc_hash::FxHashSet;
use text::{Format, Language, Tree};
use workflow::Target;

/// How often the examples are taken where no folder is given.
const REPEATED: usize = 50;

/// Something whose size is known.
pub(crate) trait Measured {
    fn bytes(&self) -> usize;
}

/// Files, read, and their code, each snippet once.
pub(crate) struct Corpus {
    pub(crate) folder: PathBuf,
    pub(crate) files: Vec<File>,
    pub(crate) snippets: Vec<Snippet>,
}

/// A workflow file.
pub(crate) struct File {
    pub(crate) path: PathBuf,
    pub(crate) text: String,
    pub(crate) format: Format,
}

/// The code of a node.
pub(crate) struct Snippet {
    /// The name of the first node that has it, after the path of its file.
    pub(crate) name: String,
    pub(crate) text: String,
    /// How it is run; the text left empty.
    run: Source<'static>,
}

impl Corpus {
    /// The folder that `CODENODE_CORPUS` names, else the examples.
    pub(crate) fn read() -> io::Result<Self> {
        let given = std::env::var_os("CODENODE_CORPUS").map(PathBuf::from);
        let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
        let repeated = if given.is_some() { 1 } else { REPEATED };
        let folder = given.unwrap_or(examples);
        let mut files = Vec::new();
        for _ in 0..repeated {
            collect(&folder, &mut files)?;
        }
        let mut corpus = Corpus {
            snippets: snippets(&files, &folder),
            folder,
            files,
        };
        corpus.files.shrink_to_fit();
        Ok(corpus)
    }

    pub(crate) fn texts(&self, format: Format) -> impl Iterator<Item = &str> {
        let files = self.files.iter().filter(move |file| file.format == format);
        files.map(|file| file.text.as_str())
    }

    pub(crate) fn snippets_in(&self, language: Language) -> impl Iterator<Item = &Snippet> {
        let snippets = self.snippets.iter();
        snippets.filter(move |snippet| snippet.run.language == language)
    }
}

impl fmt::Display for Corpus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let count = |format| self.texts(format).count();
        let bytes = |format| megabytes(self.texts(format).map(str::len).sum());
        write!(
            f,
            "{} JSON files ({:.1} MB), {} YAML files ({:.1} MB), {} different snippets",
            count(Format::Json),
            bytes(Format::Json),
            count(Format::Yaml),
            bytes(Format::Yaml),
            self.snippets.len()
        )
    }
}

impl Snippet {
    pub(crate) fn source(&self) -> Source<'_> {
        Source {
            text: &self.text,
            ..self.run.clone()
        }
    }

    pub(crate) fn lower(&self) -> Program {
        languages::lower(&self.text, self.run.language, self.run.host)
    }

    pub(crate) fn interpret(&self, program: &Program) -> Outcome {
        let entry = match self.run.host {
            Host::Module | Host::Eval => Entry::Main(self.run.inputs.as_deref()),
            _ => Entry::Body,
        };
        let globals = library::provided(self.run.language, self.run.api);
        infer::interpret(program, self.run.language, globals, entry, infer::FUEL)
    }
}

/// A million bytes.
pub(crate) fn megabytes(bytes: usize) -> f64 {
    bytes as f64 / 1e6
}

fn collect(folder: &Path, files: &mut Vec<File>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let extension = path.extension().and_then(|extension| extension.to_str());
        let format = match extension {
            _ if path.is_dir() => {
                collect(&path, files)?;
                continue;
            }
            Some("json") => Format::Json,
            Some("yml" | "yaml") => Format::Yaml,
            _ => continue,
        };
        if let Ok(text) = fs::read_to_string(&path) {
            files.push(File { path, text, format });
        }
    }
    Ok(())
}

fn snippets(files: &[File], folder: &Path) -> Vec<Snippet> {
    let mut seen = FxHashSet::default();
    let mut snippets = Vec::new();
    for file in files {
        let tree = Tree::parse(&file.text, file.format);
        for workflow in workflow::read(&tree) {
            let target = Target::default_for(&workflow);
            for node in &workflow.code_nodes {
                let Some(source) = lint::source_of(node, target) else {
                    continue;
                };
                let run = Source {
                    text: "",
                    ..source.clone()
                };
                if seen.insert((source.text.to_owned(), run.clone())) {
                    let path = file.path.strip_prefix(folder).unwrap_or(&file.path);
                    let node = &workflow.nodes[node.node];
                    snippets.push(Snippet {
                        name: format!("{}: {}", path.display(), node.name),
                        text: source.text.to_owned(),
                        run,
                    });
                }
            }
        }
    }
    snippets
}

impl Measured for &str {
    fn bytes(&self) -> usize {
        self.len()
    }
}

impl Measured for Tree<'_> {
    fn bytes(&self) -> usize {
        self.source().len()
    }
}

impl Measured for &Snippet {
    fn bytes(&self) -> usize {
        self.text.len()
    }
}

impl Measured for (&Snippet, Program) {
    fn bytes(&self) -> usize {
        self.0.text.len()
    }
}
