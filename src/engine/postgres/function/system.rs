//! Functions about the database itself.

use gluesql::prelude::Value;

use super::Type::{Any, BigInt, Boolean, Integer, Text, TextArray, Uuid};
use super::{Arguments, Definition, Type, math, strict, text_value};
use crate::engine::postgres::PgError;

const fn called(
    name: &'static str,
    takes: &'static [Type],
    returns: Type,
    run: super::Run,
) -> Definition {
    Definition {
        name,
        takes,
        returns,
        variadic: false,
        strict: false,
        run,
    }
}

/// The functions about the database.
pub const TABLE: &[Definition] = &[
    strict("gen_random_uuid", &[], Uuid, |of| Ok(uuid(of))),
    strict("uuid_generate_v4", &[], Uuid, |of| Ok(uuid(of))),
    strict("uuid_generate_v1", &[], Uuid, |of| Ok(uuid(of))),
    strict("version", &[], Text, |_| Ok(text_value("PostgreSQL 15.0"))),
    strict("current_user", &[], Text, |_| Ok(text_value("postgres"))),
    strict("session_user", &[], Text, |_| Ok(text_value("postgres"))),
    strict("user", &[], Text, |_| Ok(text_value("postgres"))),
    strict("current_database", &[], Text, |_| {
        Ok(text_value("postgres"))
    }),
    strict("current_catalog", &[], Text, |_| Ok(text_value("postgres"))),
    strict("current_schema", &[], Text, |_| Ok(text_value("public"))),
    strict("current_schemas", &[Boolean], TextArray, |_| {
        Ok(Value::List(vec![text_value("public")]))
    }),
    strict("current_setting", &[Text], Text, |of| Ok(setting(of))),
    strict("current_setting", &[Text, Boolean], Text, |of| {
        Ok(setting(of))
    }),
    strict("pg_backend_pid", &[], Integer, |_| Ok(Value::I64(1))),
    strict("txid_current", &[], BigInt, |_| Ok(Value::I64(1))),
    called("pg_typeof", &[Any], Text, |of| {
        Ok(text_value(of.kind_of(0).to_string()))
    }),
    strict("nextval", &[Text], BigInt, |of| {
        of.runtime
            .environment
            .next_value(of.text(0))
            .map(Value::I64)
    }),
    strict("currval", &[Text], BigInt, |of| {
        of.runtime
            .environment
            .current_value(of.text(0))
            .map(Value::I64)
    }),
    strict("setval", &[Text, BigInt], BigInt, |of| set(of, true)),
    strict("setval", &[Text, BigInt, Boolean], BigInt, |of| {
        set(of, of.is_true(2))
    }),
    strict("pg_get_serial_sequence", &[Text, Text], Text, |of| {
        let serial = of.runtime.environment.serial(of.text(0), of.text(1));
        Ok(serial.map_or(Value::Null, Value::Str))
    }),
    strict("pg_sleep", &[super::Type::Double], Text, |_| {
        Ok(text_value(""))
    }),
];

fn set(of: &Arguments, is_called: bool) -> Result<Value, PgError> {
    of.runtime
        .environment
        .set_value(of.text(0), of.whole(1), is_called)?;
    Ok(Value::I64(of.whole(1)))
}

fn setting(of: &Arguments) -> Value {
    match of.text(0).to_ascii_lowercase().as_str() {
        "server_version" => text_value("15.0"),
        "server_version_num" => text_value("150000"),
        "timezone" => text_value("UTC"),
        "search_path" => text_value("\"$user\", public"),
        _ => Value::Null,
    }
}

fn uuid(of: &Arguments) -> Value {
    let bits = u128::from(math::random_bits(of)) << 64 | u128::from(math::random_bits(of));
    // Version 4, variant 1.
    let bits = bits & !(0xf000_u128 << 64) | 0x4000_u128 << 64;
    Value::Uuid(bits & !(0b11_u128 << 62) | 0b10_u128 << 62)
}
