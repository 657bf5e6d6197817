//! Takes out of the site's scripts and styles what only people read.

use std::fs;
use std::path::Path;

use crate::failure::Failure;
use crate::run::{run, timed};
use crate::workspace::Workspace;

/// Makes the scripts of a site and the styles of its page smaller.
///
/// # Errors
///
/// When esbuild fails, or a file cannot be read or written.
pub fn minify(workspace: &Workspace, index: &Path, scripts: &[&Path]) -> Result<(), Failure> {
    timed("minify scripts and styles", || {
        for script in scripts {
            esbuild(workspace, script, script)?;
        }
        let page = fs::read_to_string(index).map_err(|source| failure(index, source))?;
        let (page, styles) = take_styles(&page);
        let (long, short) = (
            workspace.target.join("styles.css"),
            workspace.target.join("styles.min.css"),
        );
        fs::write(&long, styles).map_err(|source| failure(&long, source))?;
        esbuild(workspace, &long, &short)?;
        let styles = fs::read_to_string(&short).map_err(|source| failure(&short, source))?;
        let page = page.replacen("</head>", &format!("<style>{styles}</style></head>"), 1);
        fs::write(index, page).map_err(|source| failure(index, source))
    })
}

fn esbuild(workspace: &Workspace, from: &Path, to: &Path) -> Result<(), Failure> {
    run(
        "esbuild",
        workspace
            .command("esbuild")
            .arg(from)
            .args(["--minify", "--allow-overwrite", "--log-level=warning"])
            .arg(format!("--outfile={}", to.display())),
    )
}

/// A page without its style elements, and what was in them, in their order.
fn take_styles(page: &str) -> (String, String) {
    let (mut rest, mut without, mut styles) = (page, String::new(), String::new());
    while let Some((before, after)) = rest.split_once("<style>") {
        let (style, after) = after.split_once("</style>").unwrap_or((after, ""));
        without.push_str(before);
        styles.push_str(style);
        styles.push('\n');
        rest = after;
    }
    without.push_str(rest);
    (without, styles)
}

fn failure(path: &Path, source: std::io::Error) -> Failure {
    Failure::File {
        path: path.display().to_string(),
        source,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_styles_of_a_page_come_out_in_their_order() {
        let page = "<head><style>a{}</style><title>t</title>\n<style>b{}</style></head>";
        let (page, styles) = take_styles(page);
        assert_eq!(page, "<head><title>t</title>\n</head>");
        assert_eq!(styles, "a{}\nb{}\n");
    }
}
