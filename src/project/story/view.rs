//! How the story is first shown: where its cards lie, and what is asked.

use std::collections::BTreeMap;

use super::super::Position;
use super::{GROUP, POST, PROFILE, USER, USER_GROUPS, USER_POSTS};
use crate::orm::query::{Find, Include, Method, Where};
use crate::orm::schema::ModelId;
use crate::orm::value::Value;

pub(super) fn layout() -> BTreeMap<ModelId, Position> {
    let at = |x, y| Position { x, y };
    BTreeMap::from([
        // Two by two, so that a phone held upright shows all of it.
        (USER, at(40.0, 40.0)),
        (PROFILE, at(40.0, 308.0)),
        (POST, at(384.0, 40.0)),
        (GROUP, at(384.0, 334.0)),
        (USER_GROUPS, at(202.0, 576.0)),
    ])
}

pub(super) fn query() -> Find {
    Find {
        model: USER,
        method: Method::FindByPk(Value::Integer(1)),
        attributes: None,
        where_: Where::default(),
        order: Vec::new(),
        limit: None,
        offset: None,
        include: vec![Include {
            association: USER_POSTS,
            attributes: None,
            through_attributes: None,
            required: None,
            where_: Where::default(),
            separate: false,
            order: Vec::new(),
            limit: None,
            include: Vec::new(),
        }],
    }
}
