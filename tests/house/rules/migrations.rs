//! Migrations go forward and are numbered without gaps.

use crate::tree::{Finding, Tree, in_file};

const FOLDER: &str = "server/migrations/";

/// Numbers start at 0001 and have neither gaps nor doubles, in every folder of migrations.
pub fn gaps(tree: &Tree) -> Vec<Finding> {
    let paths: Vec<&str> =
        tree.files().map(|file| file.path.as_str()).filter(|path| path.starts_with(FOLDER)).collect();
    let mut folders: Vec<&str> =
        paths.iter().filter_map(|path| path.rsplit_once('/')).map(|(folder, _)| folder).collect();
    folders.sort_unstable();
    folders.dedup();
    let mut findings = Vec::new();
    for folder in folders {
        let mut inside: Vec<&str> = paths
            .iter()
            .copied()
            .filter(|path| path.rsplit_once('/').is_some_and(|(place, _)| place == folder))
            .collect();
        inside.sort_unstable();
        for (index, path) in inside.iter().enumerate() {
            let expected = format!("{:04}_", index + 1);
            if !path[folder.len() + 1..].starts_with(&expected) || !path.ends_with(".sql") {
                findings.push(in_file(path, format!("expected a file {expected}<what it does>.sql here")));
            }
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gaps_doubles_and_strays_are_found() {
        let good = [("server/migrations/0001_a.sql", ""), ("server/migrations/0002_b.sql", "")];
        assert!(gaps(&Tree::of(&good)).is_empty());
        assert_eq!(
            gaps(&Tree::of(&[("server/migrations/0001_a.sql", ""), ("server/migrations/0003_b.sql", "")]))
                .len(),
            1
        );
        assert_eq!(
            gaps(&Tree::of(&[("server/migrations/0001_a.sql", ""), ("server/migrations/0001_b.sql", "")]))
                .len(),
            1
        );
        assert_eq!(gaps(&Tree::of(&[("server/migrations/0001_a.txt", "")])).len(), 1);
    }
}
