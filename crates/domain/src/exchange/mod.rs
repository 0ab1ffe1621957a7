//! Kommunemappen: a whole municipality as a folder of readable TOML files, and back again.
//!
//! One file per thing; the path is the key. [`read`] lists every problem in every file at once and gives a register only
//! when there is none. [`write`] has one canonical form, so that reading and writing again changes no byte; comments are
//! not kept. What is no longer in the folder has *ended*; that is for whoever imports to carry out.
//!
//! The register is what citizens see. Two files more hold what a municipality knows before it decides (`grunnlag.toml`) and what
//! its service rests on (`forankring.toml`); [`read_folder`] and [`write_folder`] take them along.

mod document;
pub mod fields;
mod folder;
mod grounds_read;
mod grounds_write;
mod problem;
mod read;
mod sheet;
mod syntax;
mod write;

#[cfg(test)]
mod tests;

pub use document::document;
pub use folder::Folder;
pub use problem::FolderProblem;
pub use read::{read, read_folder};
pub use write::{write, write_folder};

/// The largest file that is read, in bytes.
pub const MAX_FILE_BYTES: usize = 1_000_000;

/// The highest number of files in one folder.
pub const MAX_FILES: usize = 5_000;
