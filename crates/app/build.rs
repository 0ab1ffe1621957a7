//! Compiles the texts of every room.

fn main() {
    texts_build::generate("::ui::texts");
}
