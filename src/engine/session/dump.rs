//! A database as bytes, and back.
//!
//! A header (mark, version, checksum), then the tables. Definitions are JSON, so
//! that a new field of one does not shut out old dumps; rows are in a form of our
//! own, as `GlueSQL`'s may change with its version.

use gluesql::core::chrono::{DateTime, NaiveDate, NaiveTime, Timelike};
use gluesql::prelude::Value;
use serde::{Deserialize, Serialize};

use crate::engine::convert;
use crate::engine::protocol::{EngineError, RowId};
use crate::engine::store::{Rows, Store, StoredTable};
use crate::orm::sql::Table;

/// What a dump begins with.
const MARK: &[u8; 6] = b"RELATA";
/// The version of the form.
const VERSION: u8 = 1;
/// Mark, version and checksum.
const HEADER: usize = MARK.len() + 1 + 8;

/// A table in a dump.
#[derive(Serialize, Deserialize)]
struct DumpedTable {
    definition: String,
    sequence: i64,
    next: u32,
    made: u32,
    rows: Vec<(u32, Vec<Cell>)>,
}

/// A value in a dump.
#[derive(Serialize, Deserialize)]
enum Cell {
    Null,
    Boolean(bool),
    Integer(i64),
    Float(f64),
    Decimal(String),
    Text(String),
    Bytes(#[serde(with = "serde_bytes")] Vec<u8>),
    /// Days since 0001-01-01, that day being 1.
    Day(i32),
    /// Nanoseconds since midnight.
    Time(u64),
    /// Milliseconds since 1970.
    Moment(i64),
    Uuid([u8; 16]),
}

/// The bytes of a database.
///
/// # Errors
/// `BadDump` where a value has no form in a dump.
pub fn write(store: &Store) -> Result<Vec<u8>, EngineError> {
    let tables = store
        .tables()
        .into_iter()
        .map(write_table)
        .collect::<Result<Vec<_>, _>>()?;
    let body = postcard::to_stdvec(&tables).map_err(|error| bad(&error))?;
    let mut bytes = Vec::with_capacity(HEADER + body.len());
    bytes.extend_from_slice(MARK);
    bytes.push(VERSION);
    bytes.extend_from_slice(&checksum(&body).to_le_bytes());
    bytes.extend_from_slice(&body);
    Ok(bytes)
}

/// The database of those bytes.
///
/// # Errors
/// `BadDump` where they are none.
pub fn read(bytes: &[u8]) -> Result<Store, EngineError> {
    let (header, body) = bytes
        .split_at_checked(HEADER)
        .ok_or_else(|| bad(&"they are cut short"))?;
    let (mark, rest) = header.split_at(MARK.len());
    let (version, sum) = rest.split_at(1);
    if mark != MARK {
        return Err(bad(&"they are not Relata's"));
    }
    if version != [VERSION] {
        return Err(bad(&format!(
            "they are in form {}, and this Relata reads form {VERSION}",
            version[0]
        )));
    }
    if sum != checksum(body).to_le_bytes() {
        return Err(bad(&"they were changed or cut since they were saved"));
    }
    let tables: Vec<DumpedTable> = postcard::from_bytes(body).map_err(|error| bad(&error))?;
    let mut store = Store::default();
    for table in tables {
        store.insert(read_table(table)?);
    }
    Ok(store)
}

fn write_table(table: &StoredTable) -> Result<DumpedTable, EngineError> {
    let rows = table.rows().iter().map(|(id, row)| {
        let cells = row.iter().map(write_cell).collect::<Option<Vec<_>>>();
        Ok((
            id.0,
            cells.ok_or_else(|| bad(&"a value has a type no column has"))?,
        ))
    });
    Ok(DumpedTable {
        definition: serde_json::to_string(table.definition()).map_err(|error| bad(&error))?,
        sequence: table.sequence,
        next: table.rows().next().0,
        made: table.made,
        rows: rows.collect::<Result<_, EngineError>>()?,
    })
}

fn read_table(table: DumpedTable) -> Result<StoredTable, EngineError> {
    let definition: Table = serde_json::from_str(&table.definition).map_err(|error| bad(&error))?;
    let types: Vec<_> = definition
        .columns
        .iter()
        .map(|column| convert::engine_type(&column.data_type))
        .collect();
    let mut rows = Rows::default();
    for (id, cells) in table.rows {
        let values = cells.into_iter().map(read_cell).collect::<Option<Vec<_>>>();
        let values = values.ok_or_else(|| bad(&"a value is out of range"))?;
        let fits = values.len() == types.len()
            && values
                .iter()
                .zip(&types)
                .all(|(value, data_type)| value.get_type().is_none_or(|found| found == *data_type));
        if !fits || id == u32::MAX {
            return Err(bad(&format!(
                "a row of `{}` does not fit its columns",
                definition.name
            )));
        }
        rows.put(RowId(id), values.into());
    }
    rows.reserve(RowId(table.next));
    Ok(StoredTable::with_rows(
        definition,
        table.made,
        rows,
        table.sequence,
    ))
}

fn write_cell(value: &Value) -> Option<Cell> {
    Some(match value {
        Value::Null => Cell::Null,
        Value::Bool(value) => Cell::Boolean(*value),
        Value::I64(value) => Cell::Integer(*value),
        Value::F64(value) => Cell::Float(*value),
        Value::Decimal(value) => Cell::Decimal(value.to_string()),
        Value::Str(text) => Cell::Text(text.clone()),
        Value::Bytea(bytes) => Cell::Bytes(bytes.clone()),
        Value::Date(day) => Cell::Day(gluesql::core::chrono::Datelike::num_days_from_ce(day)),
        Value::Time(time) => Cell::Time(
            u64::from(time.num_seconds_from_midnight()) * 1_000_000_000
                + u64::from(time.nanosecond()),
        ),
        Value::Timestamp(moment) => Cell::Moment(moment.and_utc().timestamp_millis()),
        Value::Uuid(uuid) => Cell::Uuid(uuid.to_be_bytes()),
        _ => return None,
    })
}

fn read_cell(cell: Cell) -> Option<Value> {
    Some(match cell {
        Cell::Null => Value::Null,
        Cell::Boolean(value) => Value::Bool(value),
        Cell::Integer(value) => Value::I64(value),
        Cell::Float(value) => Value::F64(value),
        Cell::Decimal(text) => Value::Decimal(text.parse().ok()?),
        Cell::Text(text) => Value::Str(text),
        Cell::Bytes(bytes) => Value::Bytea(bytes),
        Cell::Day(day) => Value::Date(NaiveDate::from_num_days_from_ce_opt(day)?),
        Cell::Time(time) => Value::Time(NaiveTime::from_num_seconds_from_midnight_opt(
            u32::try_from(time / 1_000_000_000).ok()?,
            u32::try_from(time % 1_000_000_000).ok()?,
        )?),
        Cell::Moment(milliseconds) => {
            Value::Timestamp(DateTime::from_timestamp_millis(milliseconds)?.naive_utc())
        }
        Cell::Uuid(bytes) => Value::Uuid(u128::from_be_bytes(bytes)),
    })
}

/// FNV-1a, enough to tell a damaged dump.
fn checksum(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |sum, byte| {
        (sum ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

fn bad(reason: &dyn ToString) -> EngineError {
    EngineError::BadDump {
        reason: reason.to_string(),
    }
}
