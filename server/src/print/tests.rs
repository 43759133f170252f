//! The shelf.

use rathaus_letters::Pdf;

use super::*;

#[tokio::test]
async fn a_piece_laid_down_twice_is_one_piece() {
    let folder = tempfile::tempdir().unwrap();
    let shelf = Folder::open(&folder.path().join("print")).unwrap();
    for _ in 0..2 {
        let pdf = Pdf { bytes: b"%PDF".to_vec(), pages: 1 };
        let piece = Piece {
            id: "one".into(),
            kind: "test",
            pdf,
            attachments: Vec::new(),
            made_at: "2026-01-01T00:00:00Z".into(),
        };
        shelf.lay_down(piece).await.unwrap();
    }
    let mut names: Vec<_> = std::fs::read_dir(folder.path().join("print"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        .collect();
    names.sort();
    assert_eq!(names, ["one.json", "one.pdf"]);
}
