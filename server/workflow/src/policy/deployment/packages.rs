//! `python-requirements.txt` of Dify's sandbox: which modules it brings (reference dify 3.1).

use super::Place;

/// What is installed beside what the sandbox brings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::policy) struct Packages {
    /// Names of packages, as they are compared: lower case, `-` for `_` and `.`.
    names: Vec<String>,
    /// There are lines of which the packages cannot be told.
    open: bool,
    pub(in crate::policy) place: Place,
}

/// Whether a module is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::policy) enum Presence {
    Installed,
    /// A package may bring it along, or be called otherwise.
    Perhaps,
    Missing,
}

/// Modules whose packages have other names.
const OTHER_NAMES: &[(&str, &[&str])] = &[
    ("Crypto", &["pycryptodome", "pycrypto"]),
    ("PIL", &["pillow"]),
    ("bs4", &["beautifulsoup4", "bs4"]),
    ("cv2", &["opencv-python", "opencv-python-headless"]),
    ("dateutil", &["python-dateutil"]),
    ("docx", &["python-docx"]),
    ("dotenv", &["python-dotenv"]),
    ("fitz", &["pymupdf"]),
    ("jwt", &["pyjwt"]),
    ("pptx", &["python-pptx"]),
    ("psycopg2", &["psycopg2", "psycopg2-binary"]),
    ("serial", &["pyserial"]),
    ("skimage", &["scikit-image"]),
    ("sklearn", &["scikit-learn"]),
    ("yaml", &["pyyaml"]),
];

/// Packages that others often bring along.
const OFTEN_BROUGHT: &[&str] = &[
    "numpy",
    "python-dateutil",
    "pytz",
    "six",
    "tzdata",
    "packaging",
    "pillow",
    "pyyaml",
    "tqdm",
    "scipy",
    "joblib",
    "lxml",
    "click",
    "attrs",
    "pydantic",
    "typing-extensions",
    "cryptography",
    "cffi",
];

impl Packages {
    pub(super) fn of(text: &str, place: Place) -> Option<Packages> {
        let mut packages = Packages {
            names: Vec::new(),
            open: false,
            place,
        };
        for line in text.lines() {
            let line = line.trim_start_matches('\u{feff}');
            let line = line.split('#').next().unwrap_or_default().trim();
            match name(line) {
                _ if line.is_empty() => {}
                Some(name) => packages.names.push(name),
                // An option that installs nothing.
                None if line.starts_with("--") => {}
                None => packages.open = true,
            }
        }
        (!packages.names.is_empty() || packages.open).then_some(packages)
    }

    /// Whether `module` (a top-level name) is there.
    pub(in crate::policy) fn brings(&self, module: &str) -> Presence {
        let own = normalised(module);
        let other = OTHER_NAMES.iter().find(|(known, _)| *known == module);
        let names = other.map_or(vec![own.as_str()], |(_, names)| names.to_vec());
        let listed = |name: &&str| self.names.iter().any(|known| known == name);
        if names.iter().any(listed) {
            return Presence::Installed;
        }
        let brought = names.iter().any(|name| OFTEN_BROUGHT.contains(name));
        let akin = |name: &String| name.contains(own.as_str()) || own.contains(name.as_str());
        match self.open || brought || self.names.iter().any(akin) {
            true => Presence::Perhaps,
            false => Presence::Missing,
        }
    }
}

/// The package that a line names, if it names one.
fn name(line: &str) -> Option<String> {
    let end = line
        .find(|letter: char| !(letter.is_ascii_alphanumeric() || "-_.".contains(letter)))
        .unwrap_or(line.len());
    let (name, rest) = line.split_at(end);
    let rest = rest.trim_start();
    let is_plain = rest.is_empty() || "[<>=!~;@ ".contains(&rest[..1]);
    (name.starts_with(|letter: char| letter.is_ascii_alphanumeric()) && is_plain)
        .then(|| normalised(name))
}

fn normalised(name: &str) -> String {
    name.to_ascii_lowercase().replace(['_', '.'], "-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn modules_are_found_under_the_names_of_their_packages() {
        let text = "# data\npandas==2.2\npython-docx>=1\nPyYAML[x] ; python_version > '3'\nakshare\n--no-cache\n";
        let place = Place {
            file: "python-requirements.txt".into(),
            line: 1,
        };
        let packages = Packages::of(text, place.clone()).unwrap();
        for (module, expected) in [
            ("pandas", Presence::Installed),
            ("docx", Presence::Installed),
            ("yaml", Presence::Installed),
            ("numpy", Presence::Perhaps),
            ("openpyxl", Presence::Missing),
            ("bs4", Presence::Missing),
        ] {
            assert_eq!(packages.brings(module), expected, "{module}");
        }
        assert!(Packages::of("# nothing\n\n", place.clone()).is_none());
        let open = Packages::of("git+https://host/x.git\n", place).unwrap();
        assert_eq!(open.brings("openpyxl"), Presence::Perhaps);
    }
}
