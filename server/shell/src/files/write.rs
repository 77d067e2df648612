use std::fs;
use std::io::{self, Write};
use std::path::Path;

/// Put `text` into the file at `path`, be there one or not.
pub(crate) fn write(path: &Path, text: &str) -> io::Result<()> {
    match path.exists() {
        true => replace(path, text),
        false => fs::write(path, text),
    }
}

/// Put `text` in the place of the file at `path`, in one step: a reader sees the old file or the new one, never half of it.
/// A link stays a link; the permissions stay.
pub(crate) fn replace(path: &Path, text: &str) -> io::Result<()> {
    let path = fs::canonicalize(path)?;
    let folder = path.parent().ok_or(io::ErrorKind::InvalidInput)?;
    let mut file = tempfile::NamedTempFile::new_in(folder)?;
    file.write_all(text.as_bytes())?;
    file.as_file()
        .set_permissions(fs::metadata(&path)?.permissions())?;
    file.as_file().sync_all()?;
    file.persist(&path)?;
    Ok(())
}

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::fs::{PermissionsExt, symlink};

    use super::*;

    #[test]
    fn keeps_links_and_permissions() {
        let folder = tempfile::tempdir().unwrap();
        let (file, link) = (
            folder.path().join("a.json"),
            folder.path().join("link.json"),
        );
        fs::write(&file, "old").unwrap();
        fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).unwrap();
        symlink(&file, &link).unwrap();
        replace(&link, "new").unwrap();
        assert_eq!(fs::read_to_string(&file).unwrap(), "new");
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(
            fs::metadata(&file).unwrap().permissions().mode() & 0o777,
            0o640
        );
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
    }
}
