//! Where things are: the project, its target folder, its tools.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::failure::Failure;

/// The project's places on this machine.
pub struct Workspace {
    /// The project's folder.
    pub root: PathBuf,
    /// Where cargo builds: `CARGO_TARGET_DIR`, else `target`.
    pub target: PathBuf,
}

impl Workspace {
    /// Finds the project that cargo runs this program for.
    ///
    /// # Errors
    ///
    /// Outside `cargo xtask`, where no project is named.
    pub fn locate() -> Result<Self, Failure> {
        let manifest = env::var_os("CARGO_MANIFEST_DIR").ok_or_else(|| Failure::Wrong {
            reason: "run it as `cargo xtask`, in the project's folder".to_owned(),
        })?;
        let root = Path::new(&manifest)
            .parent()
            .expect("xtask lies inside the project")
            .to_path_buf();
        let target = match env::var_os("CARGO_TARGET_DIR") {
            Some(folder) => root.join(folder),
            None => root.join("target"),
        };
        Ok(Self { root, target })
    }

    /// The folder of installed tools, as `cargo install --root` takes it.
    pub fn tools(&self) -> PathBuf {
        self.target.join("tools")
    }

    /// A command that runs in the project and finds the project's own tools first.
    pub fn command(&self, program: &str) -> Command {
        let path = self.search_path();
        // Windows apart, the program itself is looked up on the child's PATH.
        let mut command = Command::new(find(program, &path).unwrap_or_else(|| program.into()));
        command
            .current_dir(&self.root)
            .env("PATH", path)
            // Trunk reads NO_COLOR as its own flag and refuses any value but true or false.
            .env_remove("NO_COLOR");
        command
    }

    /// Where a program is, on the project's path.
    pub fn which(&self, program: &str) -> Option<PathBuf> {
        find(program, &self.search_path())
    }

    /// Reads a file of the project.
    ///
    /// # Errors
    ///
    /// When the system cannot read it.
    pub fn read(&self, path: &str) -> Result<String, Failure> {
        fs::read_to_string(self.root.join(path)).map_err(|source| Failure::File {
            path: path.to_owned(),
            source,
        })
    }

    fn search_path(&self) -> OsString {
        let own = [
            self.tools().join("bin"),
            self.root.join("node_modules").join(".bin"),
        ];
        let system = env::var_os("PATH").unwrap_or_default();
        let cargo_bin = env::home_dir().map(|home| home.join(".cargo").join("bin"));
        let all = own
            .into_iter()
            .chain(env::split_paths(&system))
            .chain(cargo_bin);
        env::join_paths(all).unwrap_or(system)
    }
}

fn find(program: &str, path: &OsString) -> Option<PathBuf> {
    let names = [
        program.to_owned(),
        format!("{program}{}", env::consts::EXE_SUFFIX),
    ];
    env::split_paths(path)
        .flat_map(|folder| names.clone().map(|name| folder.join(name)))
        .find(|candidate| candidate.is_file())
}
