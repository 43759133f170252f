//! The built UI is embedded. Before its first build there is nothing to embed, and the server must still compile.

fn main() -> std::io::Result<()> {
    println!("cargo:rerun-if-changed=../ui/dist");
    std::fs::create_dir_all("../ui/dist")
}
