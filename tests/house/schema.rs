//! The JSON schema of `codenode.toml` that editors are given.

use crate::root;

#[test]
fn the_schema_is_in_step_with_the_keys() {
    let path = root().join("editors/schema/codenode.schema.json");
    let schema = serde_json::to_string_pretty(&lint::config::schema()).expect("a value") + "\n";
    if std::env::var_os("CODENODE_UPDATE").is_some() {
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("it can be made");
        std::fs::write(&path, schema).expect("the schema can be written");
    } else if std::fs::read_to_string(&path).ok().as_deref() != Some(&schema) {
        panic!("editors/schema/codenode.schema.json is out of step; CODENODE_UPDATE=1 writes it");
    }
}
