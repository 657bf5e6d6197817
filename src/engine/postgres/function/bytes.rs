//! Functions of bytes, of codes, and of text as code.

use gluesql::prelude::Value;

use super::Type::{BigInt, Bytea, Integer, Text};
use super::{Arguments, Definition, count_value, strict, text_value};
use crate::engine::postgres::PgError;

/// The functions of bytes.
pub const TABLE: &[Definition] = &[
    strict("length", &[Bytea], Integer, |of| {
        Ok(count_value(bytes(of).len()))
    }),
    strict("octet_length", &[Bytea], Integer, |of| {
        Ok(count_value(bytes(of).len()))
    }),
    strict("ascii", &[Text], Integer, |of| {
        Ok(Value::I64(
            of.text(0)
                .chars()
                .next()
                .map_or(0, |char| u32::from(char).into()),
        ))
    }),
    strict("chr", &[Integer], Text, |of| {
        u32::try_from(of.whole(0))
            .ok()
            .and_then(char::from_u32)
            .filter(|char| *char != '\0')
            .map(|char| text_value(char.to_string()))
            .ok_or_else(|| PgError::new("54000", "requested character not valid for encoding"))
    }),
    strict("quote_ident", &[Text], Text, |of| {
        let text = of.text(0);
        let is_plain = text.starts_with(|first: char| first.is_ascii_lowercase() || first == '_')
            && text
                .chars()
                .all(|char| char.is_ascii_lowercase() || char.is_ascii_digit() || char == '_');
        Ok(text_value(if is_plain {
            text.to_owned()
        } else {
            format!("\"{}\"", text.replace('"', "\"\""))
        }))
    }),
    strict("quote_literal", &[Text], Text, |of| {
        Ok(text_value(format!("'{}'", of.text(0).replace('\'', "''"))))
    }),
    strict("to_hex", &[BigInt], Text, |of| {
        Ok(text_value(format!("{:x}", of.whole(0))))
    }),
    strict("md5", &[Text], Text, |of| {
        Ok(text_value(super::format::md5(of.text(0).as_bytes())))
    }),
    strict("encode", &[Bytea, Text], Text, |of| match of.text(1) {
        "hex" => Ok(text_value(
            bytes(of)
                .iter()
                .map(|byte| format!("{byte:02x}"))
                .collect::<String>(),
        )),
        "escape" => Ok(text_value(String::from_utf8_lossy(bytes(of)))),
        "base64" => Ok(text_value(super::format::base64(bytes(of)))),
        other => Err(PgError::new(
            "22023",
            format!("unrecognized encoding: \"{other}\""),
        )),
    }),
    strict("convert_from", &[Bytea, Text], Text, |of| {
        Ok(text_value(String::from_utf8_lossy(bytes(of))))
    }),
    strict("||", &[Bytea, Bytea], Bytea, |of| {
        let mut joined = bytes(of).to_vec();
        if let Value::Bytea(bytes) = of.value(1) {
            joined.extend_from_slice(bytes);
        }
        Ok(Value::Bytea(joined))
    }),
];

fn bytes<'a>(of: &'a Arguments) -> &'a [u8] {
    if let Value::Bytea(bytes) = of.value(0) {
        bytes
    } else {
        &[]
    }
}
