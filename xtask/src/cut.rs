//! Takes out of the engine what it links and never reaches.
//!
//! The engine hands `GlueSQL` statements as values, of few forms (`src/engine/emit`), and
//! debug builds stop at any other. The rest of `GlueSQL` no linker can tell from what is
//! used: an interval read from text alone keeps the whole SQL parser. A function cut here
//! is a trap, and what it alone called goes with it when wasm-opt has passed.

use std::collections::HashMap;
use std::ops::Range;

/// What no statement of the engine's leads to, by name; a `*` stands for any text.
const UNREACHED: [&str; 39] = [
    // The parser: an interval read from text would need it, and no column is one.
    "<gluesql_core::data::interval::Interval>::*",
    "gluesql_core::translate::*",
    "<sqlparser::parser::Parser>::*",
    "<sqlparser::tokenizer::Tokenizer>::*",
    "<sqlparser::dialect::*",
    "<sqlparser::* as core::fmt::Display>::fmt",
    "<&sqlparser::* as core::fmt::Display>::fmt",
    "<alloc::boxed::Box<sqlparser::* as core::fmt::Display>::fmt",
    "<&alloc::boxed::Box<sqlparser::* as core::fmt::Display>::fmt",
    // Arithmetic, patterns, and all functions but those below and CAST.
    "<gluesql_core::data::value::Value>::add",
    "<gluesql_core::data::value::Value>::subtract",
    "<gluesql_core::data::value::Value>::multiply",
    "<gluesql_core::data::value::Value>::divide",
    "<gluesql_core::data::value::Value>::modulo",
    "<gluesql_core::data::point::Point>::from_wkt",
    "<str as gluesql_core::data::string_ext::StringExt>::*",
    "<gluesql_core::executor::evaluate::evaluated::Evaluated>::like",
    "<gluesql_core::executor::evaluate::evaluated::Evaluated>::regex",
    "<gluesql_core::executor::evaluate::evaluated::Evaluated>::concat",
    "<gluesql_core::executor::evaluate::evaluated::Evaluated>::modulo",
    "<gluesql_core::executor::evaluate::evaluated::Evaluated>::trim",
    "<gluesql_core::executor::evaluate::evaluated::Evaluated>::ltrim",
    "<gluesql_core::executor::evaluate::evaluated::Evaluated>::rtrim",
    "<gluesql_core::executor::evaluate::evaluated::Evaluated>::substr",
    "gluesql_core::executor::evaluate::function::*",
    "<gluesql_core::data::value::Value as core::convert::TryFrom<serde_json::value::Value>>::try_from",
    "<serde_json::value::Value as core::convert::TryFrom<gluesql_core::data::value::Value>>::try_from",
    // Queries of more than one table as it stands: finds read includes from the store.
    "gluesql_core::executor::query::join::*",
    "gluesql_core::executor::query::aggregation::*",
    "<gluesql_core::executor::query::aggregation::*",
    "gluesql_core::executor::query::distinct::*",
    "gluesql_core::executor::query::having::*",
    "gluesql_core::executor::query::order_by::values::*",
    "gluesql_core::executor::query::source::derived::*",
    "gluesql_core::executor::query::source::dictionary::*",
    "gluesql_core::executor::query::source::series::*",
    // Expressions as text, which the catalogue and errors of the parser show.
    "<gluesql_core::ast::expr::Expr>::to_sql_with",
    "<&gluesql_core::translate::error::TranslateError as core::fmt::Display>::fmt",
    // Queries within constants: `GlueSQL` reckons those on a store of its own.
    "gluesql_core::executor::query::execute_query::<gluesql_core::mock::MockStorage>",
];

/// What those names take in and the engine does reach.
const REACHED: [&str; 1] = ["gluesql_core::executor::evaluate::function::coalesce"];

/// Functions of fewer bytes stay: equal ones are merged under one of their names, which
/// may be one of these while the other is used.
const SMALLEST: usize = 200;

/// A body that traps: no locals, `unreachable`, `end`.
const TRAP: [u8; 3] = [0x00, 0x00, 0x0b];

/// What has been cut.
pub struct Cut {
    /// The module without it.
    pub wasm: Vec<u8>,
    /// How many functions are traps now.
    pub functions: usize,
    /// How many bytes of code that is.
    pub bytes: usize,
}

/// Cuts what is not reached out of a module that names its functions; nothing where it is none.
pub fn cut(wasm: &[u8]) -> Option<Cut> {
    let sections = sections(wasm)?;
    let payload = |id: u8| {
        let section = sections.iter().find(|section| section.id == id);
        section.map(|section| &wasm[section.payload.clone()])
    };
    let names = names(wasm, &sections)?;
    let imported = payload(2).map_or(Some(0), imported_functions)?;
    let mut code = Reader::new(payload(10)?);
    let count = code.number()?;
    let mut bodies = number(count);
    let (mut functions, mut bytes) = (0, 0);
    for index in 0..count {
        let size = code.number()?;
        let body = code.take(size)?;
        let is_cut = body.len() >= SMALLEST
            && names
                .get(&(imported + index))
                .is_some_and(|name| is_unreached(name));
        let kept = if is_cut { &TRAP } else { body };
        if is_cut {
            functions += 1;
            bytes += body.len();
        }
        bodies.extend(number(u32::try_from(kept.len()).ok()?));
        bodies.extend(kept);
    }
    let mut cut = wasm.get(..8)?.to_vec();
    for section in sections {
        let payload = match section.id {
            10 => &bodies,
            _ => &wasm[section.payload],
        };
        cut.push(section.id);
        cut.extend(number(u32::try_from(payload.len()).ok()?));
        cut.extend(payload);
    }
    Some(Cut {
        wasm: cut,
        functions,
        bytes,
    })
}

/// Whether a function of that name is never called.
fn is_unreached(name: &str) -> bool {
    let name = plain(name);
    let is_one_of = |patterns: &[&str]| patterns.iter().any(|pattern| matches(pattern, &name));
    is_one_of(&UNREACHED) && !is_one_of(&REACHED)
}

/// A name without the crates' hashes: `gluesql_core[d2cbe36459b0b686]::ast` is `gluesql_core::ast`.
fn plain(name: &str) -> String {
    let mut plain = String::new();
    for part in name.split_inclusive(']') {
        let hash = part
            .strip_suffix(']')
            .and_then(|part| part.rsplit_once('['));
        match hash {
            Some((path, hash)) if hash.bytes().all(|digit| digit.is_ascii_hexdigit()) => {
                plain.push_str(path);
            }
            _ => plain.push_str(part),
        }
    }
    plain
}

/// Whether a name is as the pattern says, which has one `*` at most.
fn matches(pattern: &str, name: &str) -> bool {
    match pattern.split_once('*') {
        Some((start, end)) => name
            .strip_prefix(start)
            .is_some_and(|rest| rest.ends_with(end)),
        None => name == pattern,
    }
}

/// A section of a module.
struct Section {
    id: u8,
    payload: Range<usize>,
}

fn sections(wasm: &[u8]) -> Option<Vec<Section>> {
    let mut reader = Reader::new(wasm);
    let mut sections = Vec::new();
    if reader.take(8)? != b"\0asm\x01\0\0\0" {
        return None;
    }
    while let Some(id) = reader.byte() {
        let size = reader.number()?;
        let start = reader.at;
        reader.take(size)?;
        let payload = start..reader.at;
        sections.push(Section { id, payload });
    }
    Some(sections)
}

/// The functions' names by their numbers, from the section `name`.
fn names<'a>(wasm: &'a [u8], sections: &[Section]) -> Option<HashMap<u32, &'a str>> {
    for section in sections.iter().filter(|section| section.id == 0) {
        let mut reader = Reader::new(&wasm[section.payload.clone()]);
        if reader.text()? != "name" {
            continue;
        }
        while let Some(id) = reader.byte() {
            let size = reader.number()?;
            let mut part = Reader::new(reader.take(size)?);
            if id == 1 {
                let count = part.number()?;
                return (0..count)
                    .map(|_| Some((part.number()?, part.text()?)))
                    .collect();
            }
        }
    }
    None
}

/// How many functions a module imports: they are numbered before its own.
fn imported_functions(payload: &[u8]) -> Option<u32> {
    let mut reader = Reader::new(payload);
    let mut functions = 0;
    for _ in 0..reader.number()? {
        reader.text()?;
        reader.text()?;
        match reader.byte()? {
            0 => {
                functions += 1;
                reader.number()?;
            }
            // A table says its type and limits, a memory its limits, a global type and whether it changes.
            1 => {
                reader.byte()?;
                reader.limits()?;
            }
            2 => reader.limits()?,
            3 => {
                reader.take(2)?;
            }
            4 => {
                reader.byte()?;
                reader.number()?;
            }
            _ => return None,
        }
    }
    Some(functions)
}

/// Reads a module from its beginning on.
struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Reader<'a> {
    const fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    fn byte(&mut self) -> Option<u8> {
        let byte = self.bytes.get(self.at).copied();
        self.at += usize::from(byte.is_some());
        byte
    }

    /// A number in LEB128.
    fn number(&mut self) -> Option<u32> {
        let mut number = 0;
        for shift in (0..32).step_by(7) {
            let byte = self.byte()?;
            number |= u32::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Some(number);
            }
        }
        None
    }

    fn take(&mut self, size: u32) -> Option<&'a [u8]> {
        let end = self.at.checked_add(usize::try_from(size).ok()?)?;
        let taken = self.bytes.get(self.at..end)?;
        self.at = end;
        Some(taken)
    }

    fn text(&mut self) -> Option<&'a str> {
        let size = self.number()?;
        std::str::from_utf8(self.take(size)?).ok()
    }

    fn limits(&mut self) -> Option<()> {
        let has_most = self.byte()? & 1 == 1;
        self.number()?;
        if has_most {
            self.number()?;
        }
        Some(())
    }
}

/// A number in LEB128.
fn number(mut number: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    loop {
        let low = number & 0x7f;
        number >>= 7;
        let more = if number == 0 { 0 } else { 0x80 };
        bytes.extend(u8::try_from(low | more));
        if number == 0 {
            return bytes;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn section(id: u8, payload: &[u8]) -> Vec<u8> {
        let size = u32::try_from(payload.len()).unwrap_or_default();
        [&[id], &number(size)[..], payload].concat()
    }

    fn text(text: &str) -> Vec<u8> {
        let size = u32::try_from(text.len()).unwrap_or_default();
        [&number(size)[..], text.as_bytes()].concat()
    }

    /// A module that imports a function and has some of its own, of that size.
    fn module(names: &[&str], size: usize) -> Vec<u8> {
        // No locals, `nop` over and over, `end`.
        let body = [&[0][..], &vec![1; size - 2], &[0x0b]].concat();
        let body = [number(u32::try_from(size).unwrap_or_default()), body].concat();
        let count = number(u32::try_from(names.len()).unwrap_or_default());
        let map = (1..)
            .zip(names)
            .flat_map(|(index, name)| [number(index), text(name)].concat())
            .collect::<Vec<u8>>();
        let map = section(1, &[&count[..], &map].concat());
        let import = [&[1][..], &text("env"), &text("f"), &[0, 0]].concat();
        [
            b"\0asm\x01\0\0\0".to_vec(),
            section(2, &import),
            section(10, &[&count[..], &body.repeat(names.len())].concat()),
            section(0, &[text("name"), map].concat()),
        ]
        .concat()
    }

    #[test]
    fn only_what_is_not_reached_becomes_a_trap() {
        let wasm = module(
            &[
                "<sqlparser[2535da13bff67ce9]::parser::Parser>::parse_expr",
                "relata[e69acb2b738984d5]::engine::find::run",
                "gluesql_core[d2cbe36459b0b686]::executor::evaluate::function::coalesce",
            ],
            300,
        );
        let cut = cut(&wasm).expect("a module");
        assert_eq!((cut.functions, cut.bytes), (1, 300));
        assert_eq!(cut.wasm.len(), wasm.len() - 300 - 1 + 3);
        let code = cut
            .wasm
            .windows(4)
            .position(|bytes| bytes == [3, 0, 0, 0x0b]);
        assert!(code.is_some(), "{:?}", cut.wasm);
        let again = super::cut(&cut.wasm).expect("a module still");
        assert_eq!(again.wasm, cut.wasm);
    }

    #[test]
    fn small_functions_stay_as_others_may_share_them() {
        let wasm = module(
            &["<sqlparser[2535da13bff67ce9]::parser::Parser>::parse_expr"],
            199,
        );
        assert_eq!(cut(&wasm).map(|cut| cut.wasm), Some(wasm));
    }

    #[test]
    fn a_file_without_names_is_left_alone() {
        assert!(cut(b"\0asm\x01\0\0\0").is_none());
        assert!(cut(b"no wasm").is_none());
        assert!(cut(b"").is_none());
    }

    #[test]
    fn names_match_without_the_hashes_of_crates() {
        for (name, expected) in [
            (
                "<gluesql_core[d2cbe36459b0b686]::data::value::Value>::add",
                true,
            ),
            ("<gluesql_core::data::value::Value>::add", true),
            (
                "<gluesql_core[d2cbe36459b0b686]::data::value::Value>::add_all",
                false,
            ),
            (
                "<gluesql_core[d2cbe36459b0b686]::data::value::Value>::add::{closure#0}",
                false,
            ),
            (
                "<sqlparser[25]::ast::Expr as core[15]::fmt::Display>::fmt",
                true,
            ),
            (
                "<sqlparser[25]::ast::Expr as core[15]::clone::Clone>::clone",
                false,
            ),
            (
                "core[15]::ptr::drop_in_place::<[sqlparser[25]::ast::Expr]>",
                false,
            ),
        ] {
            assert_eq!(is_unreached(name), expected, "{name}");
        }
        assert_eq!(plain("a[0f]::b::<[c[1]::d; 2]>[x]"), "a::b::<[c::d; 2]>[x]");
    }

    #[test]
    fn numbers_are_written_as_they_are_read() {
        for value in [0, 1, 127, 128, 300, 16_384, u32::MAX] {
            assert_eq!(Reader::new(&number(value)).number(), Some(value));
        }
    }
}
