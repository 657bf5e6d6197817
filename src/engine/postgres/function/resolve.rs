//! The choice among functions of one name.

use super::Type::{self, AnyArray, AnyElement, Number, Same};
use super::{
    Call, Definition, arithmetic, array, bytes, format, json, math, moment, pattern, system, text,
};
use crate::engine::postgres::expression::{Expression, Node, Runtime, coerce};
use crate::engine::postgres::value::{Level, castable};
use crate::engine::postgres::{Kind, PgError};

/// All tables of functions.
const TABLES: [&[Definition]; 11] = [
    arithmetic::TABLE,
    text::TABLE,
    bytes::TABLE,
    pattern::TABLE,
    math::TABLE,
    moment::TABLE,
    format::TABLE,
    json::TABLE,
    array::TABLE,
    system::TABLE,
    json::BUILDERS,
];

/// A call of the function of that name that fits the arguments best.
///
/// # Errors
/// `42883`: `function foo(integer, unknown) does not exist`.
pub fn resolve(
    name: &str,
    arguments: Vec<Expression>,
    runtime: &Runtime,
) -> Result<Expression, PgError> {
    match choose(name, arguments, runtime)? {
        Ok(call) => Ok(call),
        Err(arguments) => {
            let kinds: Vec<String> = arguments
                .iter()
                .map(|argument| argument.kind.to_string())
                .collect();
            Err(PgError::new(
                "42883",
                format!("function {name}({}) does not exist", kinds.join(", ")),
            ))
        }
    }
}

/// A call of a binary operator.
///
/// # Errors
/// `42883`: `operator does not exist: integer + text`.
pub fn binary(
    symbol: &str,
    left: Expression,
    right: Expression,
    runtime: &Runtime,
) -> Result<Expression, PgError> {
    match choose(symbol, vec![left, right], runtime)? {
        Ok(call) => Ok(call),
        Err(sides) => {
            let kinds: Vec<String> = sides.iter().map(|side| side.kind.to_string()).collect();
            Err(PgError::new(
                "42883",
                format!(
                    "operator does not exist: {}",
                    kinds.join(&format!(" {symbol} "))
                ),
            ))
        }
    }
}

/// A call of an operator before its operand.
///
/// # Errors
/// `42883`: `operator does not exist: - text`.
pub fn unary(symbol: &str, of: Expression, runtime: &Runtime) -> Result<Expression, PgError> {
    match choose(symbol, vec![of], runtime)? {
        Ok(call) => Ok(call),
        Err(sides) => {
            let kind = sides.first().map_or(&Kind::Unknown, |side| &side.kind);
            Err(PgError::new(
                "42883",
                format!("operator does not exist: {symbol} {kind}"),
            ))
        }
    }
}

/// Text without the spaces at its end: what a `character` compares by.
pub fn trim_end(of: Expression) -> Expression {
    Expression {
        kind: of.kind.clone(),
        node: Node::Call(Call(&text::TRIM_END), vec![of]),
    }
}

/// A call of the best fitting function, or the arguments back.
fn choose(
    name: &str,
    arguments: Vec<Expression>,
    runtime: &Runtime,
) -> Result<Result<Expression, Vec<Expression>>, PgError> {
    let mut best: Option<(u32, &'static Definition)> = None;
    for definition in TABLES
        .into_iter()
        .flatten()
        .filter(|definition| definition.name == name)
    {
        if let Some(cost) = cost(definition, &arguments)
            && best.is_none_or(|(least, _)| cost < least)
        {
            best = Some((cost, definition));
        }
    }
    match best {
        Some((_, definition)) => call(definition, arguments, runtime).map(Ok),
        None => Ok(Err(arguments)),
    }
}

/// The type a place of a signature takes.
fn taken(definition: &Definition, place: usize) -> Option<Type> {
    match definition.takes.get(place) {
        Some(taken) => Some(*taken),
        None if definition.variadic => definition.takes.last().copied(),
        None => None,
    }
}

/// How far the arguments are from what a function takes; none where they do not fit.
fn cost(definition: &Definition, arguments: &[Expression]) -> Option<u32> {
    let least = definition.takes.len() - usize::from(definition.variadic);
    if arguments.len() < least {
        return None;
    }
    let number = number(definition, arguments);
    let element = element(definition, arguments);
    let mut total = 0;
    for (place, argument) in arguments.iter().enumerate() {
        let from = &argument.kind;
        total += match taken(definition, place)? {
            Type::Any => 5,
            Same => u32::from(*from != arguments[0].kind) * 3,
            AnyArray => match from {
                Kind::Array(_) => {
                    let is_same = element
                        .as_ref()
                        .is_none_or(|element| fits_element(from, element));
                    if !is_same {
                        return None;
                    }
                    1
                }
                Kind::Unknown if element.is_some() => 2,
                _ => return None,
            },
            AnyElement => {
                let element = element.as_ref()?;
                if castable(from, element) != Some(Level::Implicit) {
                    return None;
                }
                2
            }
            Number => {
                let number = number.as_ref()?;
                u32::from(from != number)
            }
            taken => distance(from, &kind(taken)?)?,
        };
    }
    Some(total)
}

/// Whether an array's elements are of that type, lengths aside.
fn fits_element(array: &Kind, element: &Kind) -> bool {
    let Kind::Array(of) = array else { return false };
    **of == Kind::Unknown
        || **of == *element
        || *element == Kind::Unknown
        || matches!((&**of, element), (Kind::Varchar(_), Kind::Varchar(_)))
}

/// How far one type is from another, as Postgres prefers: itself, the preferred of its family, others.
fn distance(from: &Kind, to: &Kind) -> Option<u32> {
    if from == to || (from.is_text() && *to == Kind::Text) {
        return Some(0);
    }
    if *from == Kind::Unknown {
        return Some(if *to == Kind::Text { 1 } else { 2 });
    }
    if castable(from, to) != Some(Level::Implicit) {
        return None;
    }
    Some(match to {
        Kind::Double | Kind::TimestampTz | Kind::Text => 3,
        _ => 4,
    })
}

/// The number type that all numbers of a call meet at.
fn number(definition: &Definition, arguments: &[Expression]) -> Option<Kind> {
    let mut met = Kind::Unknown;
    for (place, argument) in arguments.iter().enumerate() {
        if taken(definition, place) == Some(Number) {
            if argument.kind != Kind::Unknown && !argument.kind.is_number() {
                return None;
            }
            met = crate::engine::postgres::expression::common(&met, &argument.kind)?;
        }
    }
    (met != Kind::Unknown).then_some(met)
}

/// The type of the elements of the arrays of a call.
fn element(definition: &Definition, arguments: &[Expression]) -> Option<Kind> {
    let mut found = None;
    for (place, argument) in arguments.iter().enumerate() {
        if taken(definition, place) == Some(AnyArray)
            && let Kind::Array(of) = &argument.kind
            && found.as_ref().is_none_or(|known| *known == Kind::Unknown)
        {
            found = Some((**of).clone());
        }
    }
    found
}

/// The type a signature's type is, where it is one.
fn kind(of: Type) -> Option<Kind> {
    Some(match of {
        Type::Boolean => Kind::Boolean,
        Type::Integer => Kind::Integer,
        Type::BigInt => Kind::BigInt,
        Type::Numeric => Kind::Numeric,
        Type::Double => Kind::Double,
        Type::Text => Kind::Text,
        Type::Bytea => Kind::Bytea,
        Type::TimestampTz => Kind::TimestampTz,
        Type::Timestamp => Kind::Timestamp,
        Type::Date => Kind::Date,
        Type::Time => Kind::Time,
        Type::Interval => Kind::Interval,
        Type::Uuid => Kind::Uuid,
        Type::Json => Kind::Json,
        Type::Jsonb => Kind::Jsonb,
        Type::TextArray => Kind::Array(Box::new(Kind::Text)),
        AnyArray | AnyElement | Type::Any | Number | Same => return None,
    })
}

/// The call, its arguments at the types it takes.
fn call(
    definition: &'static Definition,
    arguments: Vec<Expression>,
    runtime: &Runtime,
) -> Result<Expression, PgError> {
    let number = number(definition, &arguments);
    let element = element(definition, &arguments);
    let first = arguments.first().map(|first| first.kind.clone());
    let returned = match definition.returns {
        AnyArray => Kind::Array(Box::new(element.clone().unwrap_or(Kind::Text))),
        AnyElement => element.clone().unwrap_or(Kind::Text),
        Number => number.clone().unwrap_or(Kind::Double),
        Same | Type::Any => match first {
            None | Some(Kind::Unknown) => Kind::Text,
            Some(kind) => kind,
        },
        other => kind(other).unwrap_or(Kind::Text),
    };
    let mut values = Vec::with_capacity(arguments.len());
    for (place, argument) in arguments.into_iter().enumerate() {
        let target = match taken(definition, place) {
            Some(AnyArray) => element.clone().map(|of| Kind::Array(Box::new(of))),
            Some(AnyElement) => element.clone(),
            Some(Number) => number.clone(),
            Some(Same) => Some(returned.clone()),
            // An unknown literal that may be anything is text.
            Some(Type::Any) => (argument.kind == Kind::Unknown).then_some(Kind::Text),
            Some(other) => kind(other),
            None => None,
        };
        values.push(match target {
            Some(target) => {
                let from = argument.kind.clone();
                coerce(argument, &target, Level::Implicit, runtime)?.ok_or_else(|| {
                    PgError::new("42846", format!("cannot cast type {from} to {target}"))
                })?
            }
            None => argument,
        });
    }
    Ok(Expression {
        kind: returned,
        node: Node::Call(Call(definition), values),
    })
}
