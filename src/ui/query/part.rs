//! The parts of a find: the call itself and each include, by the way to it.
//!
//! A way is the associations to go down through; empty for the call itself.

use crate::orm::query::{Find, Include, Order, Where};
use crate::orm::schema::{AssociationId, AttributeId, ModelId, Schema};

/// What a call and an include have in common.
#[derive(Debug, Clone, Copy)]
pub struct Part<'a> {
    /// The attributes to select.
    pub attributes: &'a Option<Vec<AttributeId>>,
    /// The condition.
    pub where_: &'a Where,
    /// The order.
    pub order: &'a [Order],
    /// How many at most.
    pub limit: Option<u64>,
}

/// The same, to be changed.
#[derive(Debug)]
pub struct PartMut<'a> {
    /// The attributes to select.
    pub attributes: &'a mut Option<Vec<AttributeId>>,
    /// The condition.
    pub where_: &'a mut Where,
    /// The order.
    pub order: &'a mut Vec<Order>,
    /// How many at most.
    pub limit: &'a mut Option<u64>,
    /// What is loaded along.
    pub include: &'a mut Vec<Include>,
}

/// The include at the end of a way; none for the call itself.
pub fn include<'a>(find: &'a Find, way: &[AssociationId]) -> Option<&'a Include> {
    let mut includes = &find.include;
    let mut found = None;
    for association in way {
        let include = includes
            .iter()
            .find(|include| include.association == *association)?;
        includes = &include.include;
        found = Some(include);
    }
    found
}

/// The same, to be changed.
pub fn include_mut<'a>(find: &'a mut Find, way: &[AssociationId]) -> Option<&'a mut Include> {
    let (last, before) = way.split_last()?;
    let mut includes = &mut find.include;
    for association in before {
        includes = &mut includes
            .iter_mut()
            .find(|include| include.association == *association)?
            .include;
    }
    includes
        .iter_mut()
        .find(|include| include.association == *last)
}

/// The part at the end of a way.
pub fn part<'a>(find: &'a Find, way: &[AssociationId]) -> Option<Part<'a>> {
    if way.is_empty() {
        return Some(Part {
            attributes: &find.attributes,
            where_: &find.where_,
            order: &find.order,
            limit: find.limit,
        });
    }
    include(find, way).map(|include| Part {
        attributes: &include.attributes,
        where_: &include.where_,
        order: &include.order,
        limit: include.limit,
    })
}

/// The same, to be changed.
pub fn part_mut<'a>(find: &'a mut Find, way: &[AssociationId]) -> Option<PartMut<'a>> {
    if way.is_empty() {
        return Some(PartMut {
            attributes: &mut find.attributes,
            where_: &mut find.where_,
            order: &mut find.order,
            limit: &mut find.limit,
            include: &mut find.include,
        });
    }
    include_mut(find, way).map(|include| PartMut {
        attributes: &mut include.attributes,
        where_: &mut include.where_,
        order: &mut include.order,
        limit: &mut include.limit,
        include: &mut include.include,
    })
}

/// The model a way leads to.
pub fn model_at(schema: &Schema, find: &Find, way: &[AssociationId]) -> Option<ModelId> {
    way.last().map_or(Some(find.model), |last| {
        schema
            .association(*last)
            .map(|association| association.target)
    })
}

/// Adds the include a way ends in, or removes it with all that speaks of it.
pub fn set_included(find: &mut Find, way: &[AssociationId], is_included: bool) {
    let Some((last, before)) = way.split_last() else {
        return;
    };
    let Some(part) = part_mut(find, before) else {
        return;
    };
    if is_included {
        if part
            .include
            .iter()
            .all(|include| include.association != *last)
        {
            part.include.push(Include::of(*last));
        }
    } else {
        part.include.retain(|include| include.association != *last);
        forget(find, way);
    }
}

/// Drops the call's terms and conditions that go down a way.
pub fn forget(find: &mut Find, way: &[AssociationId]) {
    find.order.retain(|term| !term.by.through.starts_with(way));
    forget_in(&mut find.where_, way);
}

fn forget_in(where_: &mut Where, way: &[AssociationId]) {
    match where_ {
        Where::All(parts) | Where::Any(parts) => {
            parts.retain(|part| !speaks_of(part, way));
            for part in parts {
                forget_in(part, way);
            }
        }
        Where::Not(part) if speaks_of(part, way) => *where_ = Where::default(),
        Where::Not(part) => forget_in(part, way),
        Where::Is(_) if speaks_of(where_, way) => *where_ = Where::default(),
        Where::Is(_) => {}
    }
}

fn speaks_of(where_: &Where, way: &[AssociationId]) -> bool {
    matches!(where_, Where::Is(condition) if condition.left.through.starts_with(way))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::orm::query::{Comparison, Condition, Direction, Path};
    use crate::orm::value::Value;

    fn path(through: &[u32]) -> Path {
        Path {
            through: through.iter().copied().map(AssociationId).collect(),
            attribute: AttributeId(9),
        }
    }

    fn is(through: &[u32]) -> Where {
        Where::Is(Condition {
            left: path(through),
            comparison: Comparison::Eq(Value::Null),
        })
    }

    #[test]
    fn an_include_is_found_where_it_was_added() {
        let mut find = Find::all(ModelId(1));
        let (posts, comments) = (AssociationId(5), AssociationId(6));
        set_included(&mut find, &[posts], true);
        set_included(&mut find, &[posts, comments], true);
        set_included(&mut find, &[posts], true);
        assert_eq!(find.include.len(), 1);
        let deep = include(&find, &[posts, comments]).expect("it was added");
        assert_eq!(deep.association, comments);
        *part_mut(&mut find, &[posts, comments])
            .expect("it is there")
            .limit = Some(3);
        assert_eq!(
            part(&find, &[posts, comments]).expect("it is there").limit,
            Some(3)
        );
        assert!(include(&find, &[comments]).is_none());
        assert!(include(&find, &[]).is_none());
    }

    #[test]
    fn removing_an_include_removes_what_speaks_of_it() {
        let mut find = Find::all(ModelId(1));
        let way = [AssociationId(5)];
        set_included(&mut find, &way, true);
        find.where_ = Where::All(vec![
            is(&[]),
            is(&[5]),
            Where::Any(vec![is(&[5, 6]), is(&[7])]),
            Where::Not(Box::new(is(&[5]))),
        ]);
        find.order = [vec![], vec![5], vec![5, 6]]
            .iter()
            .map(|through| Order {
                by: path(through),
                direction: Direction::Ascending,
            })
            .collect();
        set_included(&mut find, &way, false);
        assert!(find.include.is_empty());
        assert_eq!(find.order.len(), 1);
        assert_eq!(
            find.where_,
            Where::All(vec![is(&[]), Where::Any(vec![is(&[7])]), Where::default()])
        );
    }
}
