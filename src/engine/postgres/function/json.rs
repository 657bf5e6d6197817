//! Functions and operators of `json` and `jsonb`.

use gluesql::prelude::Value;

use super::Type::{Any, AnyArray, Boolean, Integer, Json as JsonType, Jsonb, Text, TextArray};
use super::{Arguments, Definition, count_value, strict, text_value, variadic};
use crate::engine::postgres::value::json::{self, Json};
use crate::engine::postgres::{Kind, PgError};

/// Operators and functions that read JSON or change it.
pub const TABLE: &[Definition] = &[
    strict("->", &[Jsonb, Text], Jsonb, |of| step(of, true)),
    strict("->", &[Jsonb, Integer], Jsonb, |of| step(of, true)),
    strict("->", &[JsonType, Text], JsonType, |of| step(of, false)),
    strict("->", &[JsonType, Integer], JsonType, |of| step(of, false)),
    strict("->>", &[Jsonb, Text], Text, |of| step_text(of, true)),
    strict("->>", &[Jsonb, Integer], Text, |of| step_text(of, true)),
    strict("->>", &[JsonType, Text], Text, |of| step_text(of, false)),
    strict("->>", &[JsonType, Integer], Text, |of| step_text(of, false)),
    strict("#>", &[Jsonb, TextArray], Jsonb, |of| path(of, true)),
    strict("#>", &[JsonType, TextArray], JsonType, |of| path(of, false)),
    strict("#>>", &[Jsonb, TextArray], Text, |of| path_text(of, true)),
    strict("#>>", &[JsonType, TextArray], Text, |of| {
        path_text(of, false)
    }),
    variadic("jsonb_extract_path_text", &[Jsonb, Text], Text, |of| {
        extract(of, true)
    }),
    variadic("json_extract_path_text", &[JsonType, Text], Text, |of| {
        extract(of, true)
    }),
    variadic("jsonb_extract_path", &[Jsonb, Text], Jsonb, |of| {
        extract(of, false)
    }),
    variadic("json_extract_path", &[JsonType, Text], JsonType, |of| {
        extract(of, false)
    }),
    strict("@>", &[Jsonb, Jsonb], Boolean, |of| {
        Ok(Value::Bool(json::contains(
            &parsed(of, 0)?,
            &parsed(of, 1)?,
        )))
    }),
    strict("<@", &[Jsonb, Jsonb], Boolean, |of| {
        Ok(Value::Bool(json::contains(
            &parsed(of, 1)?,
            &parsed(of, 0)?,
        )))
    }),
    strict("?", &[Jsonb, Text], Boolean, |of| {
        Ok(Value::Bool(has(&parsed(of, 0)?, of.text(1))))
    }),
    strict("?|", &[Jsonb, TextArray], Boolean, |of| {
        let json = parsed(of, 0)?;
        Ok(Value::Bool(of.texts(1).iter().any(|key| has(&json, key))))
    }),
    strict("?&", &[Jsonb, TextArray], Boolean, |of| {
        let json = parsed(of, 0)?;
        Ok(Value::Bool(of.texts(1).iter().all(|key| has(&json, key))))
    }),
    strict("||", &[Jsonb, Jsonb], Jsonb, |of| {
        Ok(jsonb(&joined(parsed(of, 0)?, parsed(of, 1)?)))
    }),
    strict("-", &[Jsonb, Text], Jsonb, |of| {
        let mut json = parsed(of, 0)?;
        drop_key(&mut json, of.text(1));
        Ok(jsonb(&json))
    }),
    strict("-", &[Jsonb, TextArray], Jsonb, |of| {
        let mut json = parsed(of, 0)?;
        of.texts(1).iter().for_each(|key| drop_key(&mut json, key));
        Ok(jsonb(&json))
    }),
    strict("-", &[Jsonb, Integer], Jsonb, |of| {
        let mut json = parsed(of, 0)?;
        if let Json::Array(values) = &mut json
            && let Some(place) = place_in(of.whole(1), values.len())
        {
            values.remove(place);
        }
        Ok(jsonb(&json))
    }),
    strict("#-", &[Jsonb, TextArray], Jsonb, |of| {
        let mut json = parsed(of, 0)?;
        drop_path(&mut json, &of.texts(1));
        Ok(jsonb(&json))
    }),
    strict("jsonb_set", &[Jsonb, TextArray, Jsonb], Jsonb, |of| {
        set(of, true)
    }),
    strict(
        "jsonb_set",
        &[Jsonb, TextArray, Jsonb, Boolean],
        Jsonb,
        |of| set(of, of.is_true(3)),
    ),
    strict("jsonb_array_length", &[Jsonb], Integer, length),
    strict("json_array_length", &[JsonType], Integer, length),
    strict("jsonb_typeof", &[Jsonb], Text, type_of),
    strict("json_typeof", &[JsonType], Text, type_of),
    strict("jsonb_strip_nulls", &[Jsonb], Jsonb, |of| {
        let mut json = parsed(of, 0)?;
        strip(&mut json);
        Ok(jsonb(&json))
    }),
    strict("jsonb_pretty", &[Jsonb], Text, |of| {
        Ok(text_value(
            serde_json::to_string_pretty(&parsed(of, 0)?).unwrap_or_default(),
        ))
    }),
];

/// Functions that make JSON of other values.
pub const BUILDERS: &[Definition] = &[
    strict("to_json", &[Any], JsonType, |of| {
        Ok(text_value(made(of, 0).to_string()))
    }),
    strict("to_jsonb", &[Any], Jsonb, |of| Ok(jsonb(&made(of, 0)))),
    strict("row_to_json", &[Any], JsonType, |of| {
        Ok(text_value(made(of, 0).to_string()))
    }),
    strict("array_to_json", &[AnyArray], JsonType, |of| {
        Ok(text_value(made(of, 0).to_string()))
    }),
    variadic("json_build_object", &[Any], JsonType, |of| {
        Ok(text_value(json::write_ordered(&object(of)?)))
    }),
    variadic("jsonb_build_object", &[Any], Jsonb, |of| {
        Ok(jsonb(&object(of)?))
    }),
    variadic("json_build_array", &[Any], JsonType, |of| {
        Ok(text_value(json::write_ordered(&array(of))))
    }),
    variadic("jsonb_build_array", &[Any], Jsonb, |of| {
        Ok(jsonb(&array(of)))
    }),
    strict("json_object", &[TextArray], JsonType, |of| {
        let texts = of.list(0);
        let entries = texts.chunks(2).filter_map(|pair| match pair {
            [Value::Str(key), value] => Some((key.clone(), json::of(value, &Kind::Text))),
            _ => None,
        });
        Ok(text_value(json::write_ordered(&Json::Object(
            entries.collect(),
        ))))
    }),
];

fn parsed(of: &Arguments, place: usize) -> Result<Json, PgError> {
    json::parse(of.text(place))
}

fn jsonb(json: &Json) -> Value {
    text_value(json::write(json))
}

fn member(of: &Arguments) -> Result<Option<Json>, PgError> {
    let json = parsed(of, 0)?;
    Ok(match of.value(1) {
        Value::I64(place) => json::element(&json, *place).cloned(),
        // A text names a member only, never an element.
        Value::Str(key) => json
            .as_object()
            .and_then(|entries| entries.get(key))
            .cloned(),
        _ => None,
    })
}

fn shown(json: &Json, is_sorted: bool) -> Value {
    text_value(if is_sorted {
        json::write(json)
    } else {
        json.to_string()
    })
}

fn step(of: &Arguments, is_sorted: bool) -> Result<Value, PgError> {
    Ok(member(of)?.map_or(Value::Null, |json| shown(&json, is_sorted)))
}

fn step_text(of: &Arguments, is_sorted: bool) -> Result<Value, PgError> {
    let text = member(of)?.and_then(|json| json::text_of(&json, is_sorted));
    Ok(text.map_or(Value::Null, Value::Str))
}

fn path(of: &Arguments, is_sorted: bool) -> Result<Value, PgError> {
    let json = parsed(of, 0)?;
    Ok(json::at_path(&json, &of.texts(1)).map_or(Value::Null, |json| shown(json, is_sorted)))
}

fn path_text(of: &Arguments, is_sorted: bool) -> Result<Value, PgError> {
    let json = parsed(of, 0)?;
    let text = json::at_path(&json, &of.texts(1)).and_then(|json| json::text_of(json, is_sorted));
    Ok(text.map_or(Value::Null, Value::Str))
}

fn extract(of: &Arguments, is_text: bool) -> Result<Value, PgError> {
    if (0..of.len()).any(|place| of.value(place).is_null()) {
        return Ok(Value::Null);
    }
    let is_sorted = *of.kind_of(0) == Kind::Jsonb;
    let json = parsed(of, 0)?;
    let steps: Vec<String> = (1..of.len())
        .map(|place| of.text(place).to_owned())
        .collect();
    Ok(match json::at_path(&json, &steps) {
        Some(found) if is_text => json::text_of(found, is_sorted).map_or(Value::Null, Value::Str),
        Some(found) => shown(found, is_sorted),
        None => Value::Null,
    })
}

fn has(json: &Json, key: &str) -> bool {
    match json {
        Json::Object(entries) => entries.contains_key(key),
        Json::Array(values) => values.iter().any(|value| value.as_str() == Some(key)),
        Json::String(text) => text == key,
        _ => false,
    }
}

fn joined(left: Json, right: Json) -> Json {
    let list = |json: Json| {
        if let Json::Array(values) = json {
            values
        } else {
            vec![json]
        }
    };
    match (left, right) {
        (Json::Object(mut left), Json::Object(right)) => {
            left.extend(right);
            Json::Object(left)
        }
        (left, right) => {
            let mut values = list(left);
            values.extend(list(right));
            Json::Array(values)
        }
    }
}

fn drop_key(json: &mut Json, key: &str) {
    match json {
        Json::Object(entries) => {
            entries.shift_remove(key);
        }
        Json::Array(values) => values.retain(|value| value.as_str() != Some(key)),
        _ => {}
    }
}

fn place_in(place: i64, length: usize) -> Option<usize> {
    let place = if place < 0 {
        i64::try_from(length).ok()?.checked_add(place)?
    } else {
        place
    };
    usize::try_from(place).ok().filter(|place| *place < length)
}

fn drop_path(json: &mut Json, path: &[String]) {
    let [step, rest @ ..] = path else { return };
    match json {
        Json::Object(entries) if rest.is_empty() => {
            entries.shift_remove(step);
        }
        Json::Object(entries) => {
            if let Some(inner) = entries.get_mut(step) {
                drop_path(inner, rest);
            }
        }
        Json::Array(values) => {
            let place = step
                .parse()
                .ok()
                .and_then(|place| place_in(place, values.len()));
            match place {
                Some(place) if rest.is_empty() => {
                    values.remove(place);
                }
                Some(place) => drop_path(&mut values[place], rest),
                None => {}
            }
        }
        _ => {}
    }
}

fn set(of: &Arguments, is_made: bool) -> Result<Value, PgError> {
    let mut json = parsed(of, 0)?;
    put(&mut json, &of.texts(1), parsed(of, 2)?, is_made);
    Ok(jsonb(&json))
}

fn put(json: &mut Json, path: &[String], value: Json, is_made: bool) {
    let [step, rest @ ..] = path else { return };
    match json {
        Json::Object(entries) => match entries.get_mut(step) {
            Some(inner) if rest.is_empty() => *inner = value,
            Some(inner) => put(inner, rest, value, is_made),
            None if rest.is_empty() && is_made => {
                entries.insert(step.clone(), value);
            }
            None => {}
        },
        Json::Array(values) => {
            let Ok(place) = step.parse::<i64>() else {
                return;
            };
            match place_in(place, values.len()) {
                Some(place) if rest.is_empty() => values[place] = value,
                Some(place) => put(&mut values[place], rest, value, is_made),
                None if rest.is_empty() && is_made => {
                    let end = if place < 0 { 0 } else { values.len() };
                    values.insert(end, value);
                }
                None => {}
            }
        }
        _ => {}
    }
}

fn length(of: &Arguments) -> Result<Value, PgError> {
    match parsed(of, 0)? {
        Json::Array(values) => Ok(count_value(values.len())),
        Json::Object(_) => Err(PgError::new(
            "22023",
            "cannot get array length of a non-array",
        )),
        _ => Err(PgError::new("22023", "cannot get array length of a scalar")),
    }
}

fn type_of(of: &Arguments) -> Result<Value, PgError> {
    Ok(text_value(match parsed(of, 0)? {
        Json::Null => "null",
        Json::Bool(_) => "boolean",
        Json::Number(_) => "number",
        Json::String(_) => "string",
        Json::Array(_) => "array",
        Json::Object(_) => "object",
    }))
}

fn strip(json: &mut Json) {
    match json {
        Json::Object(entries) => {
            entries.retain(|_, value| !value.is_null());
            entries.values_mut().for_each(strip);
        }
        Json::Array(values) => values.iter_mut().for_each(strip),
        _ => {}
    }
}

fn made(of: &Arguments, place: usize) -> Json {
    json::of(of.value(place), of.kind_of(place))
}

fn object(of: &Arguments) -> Result<Json, PgError> {
    if of.len() % 2 == 1 {
        return Err(PgError::new(
            "22023",
            "argument list must have even number of elements",
        ));
    }
    let mut entries = serde_json::Map::new();
    for place in (0..of.len()).step_by(2) {
        if of.value(place).is_null() {
            let message = format!("argument {}: key must not be null", place + 1);
            return Err(PgError::new("22023", message));
        }
        let key = crate::engine::postgres::value::write(of.value(place), of.kind_of(place));
        entries.insert(key, made(of, place + 1));
    }
    Ok(Json::Object(entries))
}

fn array(of: &Arguments) -> Json {
    Json::Array((0..of.len()).map(|place| made(of, place)).collect())
}
