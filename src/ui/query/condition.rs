//! One condition: an attribute, an operator, and what it compares to.
//!
//! While a value is still missing the condition is kept here and not asked.

use leptos::prelude::*;

use super::builder::{Builder, Way};
use super::conditions::{Place, remove_at};
use super::field::{ListField, ValueField};
use super::group;
use super::operator::{Operator, Takes};
use super::path::data_type;
use super::path_select::{PathSelect, first_path};
use crate::orm::query::{Condition, Path, Where};
use crate::orm::schema::DataType;
use crate::orm::value::{Value, parse};
use crate::ui::widget::{IconButton, Shape};

/// A condition that may still lack a value.
#[derive(Debug, Clone, PartialEq)]
struct Sketch {
    path: Path,
    operator: Operator,
    values: Vec<Value>,
}

impl Sketch {
    fn of(condition: &Condition) -> Self {
        let (operator, values) = Operator::of(&condition.comparison);
        Self {
            path: condition.left.clone(),
            operator,
            values,
        }
    }

    /// The condition, where nothing is missing.
    fn finish(&self) -> Option<Condition> {
        if self.operator.takes() == Takes::List && self.values.is_empty() {
            return None;
        }
        Some(Condition {
            left: self.path.clone(),
            comparison: self.operator.with(&self.values)?,
        })
    }

    /// Keeps of the values what a type and an operator can take.
    fn fit(&mut self, to: &DataType) {
        if !self.operator.suits(to) {
            self.operator = Operator::Eq;
        }
        let to = self.value_type(to);
        self.values = self
            .values
            .iter()
            .filter_map(|value| parse(&to, &value.to_text()).ok())
            .collect();
        if self.operator.takes() == Takes::Two && self.values.len() == 1 {
            self.values.extend(self.values.first().cloned());
        }
    }

    /// The type of what it compares to, of an attribute of this type.
    fn value_type(&self, data_type: &DataType) -> DataType {
        match (self.operator.takes(), data_type) {
            // A pattern, and a part of a text, may be longer than the text.
            (Takes::Text, _) | (_, DataType::String(_) | DataType::Char(_)) => DataType::Text,
            _ => data_type.clone(),
        }
    }
}

/// A condition of a group, or one that is begun.
#[component]
pub fn ConditionRow(
    /// The find.
    builder: Builder,
    /// The part of the find.
    way: Way,
    /// Where it stands, or will.
    place: Place,
    /// Whether one is begun at the end of the group.
    has_draft: RwSignal<bool>,
) -> impl IntoView {
    let asked = Memo::new(move |_| {
        builder
            .read_part(way, |part| {
                place.with_value(|place| match group::at(part.where_, place) {
                    Some(Where::Is(condition)) => Some(Sketch::of(condition)),
                    _ => None,
                })
            })
            .flatten()
    });
    let begun = RwSignal::new(None::<Sketch>);
    let sketch = Memo::new(move |_| {
        begun.get().or_else(|| asked.get()).or_else(|| {
            first_path(builder, way).map(|path| Sketch {
                path,
                operator: Operator::Eq,
                values: Vec::new(),
            })
        })
    });
    let own_type = Memo::new(move |_| {
        sketch
            .with(|sketch| {
                let path = &sketch.as_ref()?.path;
                builder.schema.with(|schema| data_type(schema, path))
            })
            .unwrap_or(DataType::Text)
    });
    let change = move |change: &dyn Fn(&mut Sketch)| {
        let Some(mut sketch) = sketch.get_untracked() else {
            return;
        };
        change(&mut sketch);
        let Some(condition) = sketch.finish() else {
            begun.set(Some(sketch));
            return;
        };
        let is_new = asked.with_untracked(Option::is_none);
        place.with_value(|place| {
            let Some((index, group)) = place.split_last() else {
                return;
            };
            builder.change_part(way, |part| {
                if let Some(where_) = group::at_mut(part.where_, group) {
                    let parts = group::parts_mut(where_);
                    match parts.get_mut(*index) {
                        Some(part) => *part = Where::Is(condition),
                        None => parts.push(Where::Is(condition)),
                    }
                }
            });
        });
        begun.set(None);
        if is_new {
            has_draft.set(false);
        }
    };
    let set_value = move |index: usize, value: Value| {
        change(&|sketch| match sketch.values.get_mut(index) {
            Some(slot) => *slot = value.clone(),
            None => sketch.values.push(value.clone()),
        });
    };
    let operator =
        Memo::new(move |_| sketch.with(|sketch| sketch.as_ref().map(|sketch| sketch.operator)));
    let value_type = Memo::new(move |_| {
        sketch
            .with(|sketch| {
                sketch
                    .as_ref()
                    .map(|sketch| own_type.with(|own| sketch.value_type(own)))
            })
            .unwrap_or(DataType::Text)
    });
    let value_at = move |index: usize| {
        Signal::derive(move || {
            sketch.with(|sketch| {
                sketch
                    .as_ref()
                    .and_then(|sketch| sketch.values.get(index).cloned())
            })
        })
    };
    let takes = Memo::new(move |_| operator.get().map(Operator::takes));
    let inputs = move || {
        match takes.get() {
        None | Some(Takes::Nothing) => ().into_any(),
        Some(Takes::One | Takes::Text) => view! {
            <ValueField
                data_type=value_type
                value=value_at(0)
                label="Value"
                on_value=move |value| set_value(0, value)
            />
        }
        .into_any(),
        Some(Takes::Two) => view! {
            <ValueField
                data_type=value_type
                value=value_at(0)
                label="From"
                on_value=move |value| set_value(0, value)
            />
            <span class="condition__and">"and"</span>
            <ValueField
                data_type=value_type
                value=value_at(1)
                label="To"
                on_value=move |value| set_value(1, value)
            />
        }
        .into_any(),
        Some(Takes::List) => view! {
            <ListField
                data_type=value_type
                values=Signal::derive(move || {
                    sketch.with(|sketch| sketch.as_ref().map(|sketch| sketch.values.clone())).unwrap_or_default()
                })
                label="Values"
                on_values=move |values| change(&|sketch| sketch.values.clone_from(&values))
            />
        }
        .into_any(),
    }
    };
    view! {
        <div class="condition" class:is-begun=move || begun.with(Option::is_some) || asked.with(Option::is_none)>
            <PathSelect
                builder
                way
                label="Attribute"
                path=Signal::derive(move || sketch.with(|sketch| sketch.as_ref().map(|sketch| sketch.path.clone())))
                on_path=move |path: Path| {
                    let to = builder.schema.with_untracked(|schema| data_type(schema, &path));
                    change(&|sketch| {
                        sketch.path = path.clone();
                        if let Some(to) = &to {
                            sketch.fit(to);
                        }
                    });
                }
            />
            <select
                class="select"
                aria-label="Operator"
                on:change=move |event| {
                    if let Some(operator) = Operator::named(&event_target_value(&event)) {
                        let to = own_type.get_untracked();
                        change(&|sketch| {
                            sketch.operator = operator;
                            sketch.fit(&to);
                        });
                    }
                }
            >
                {move || {
                    let own = own_type.get();
                    Operator::ALL
                        .into_iter()
                        .filter(|option| option.suits(&own))
                        .map(|option| {
                            view! {
                                <option
                                    value=option.name()
                                    prop:selected=move || operator.get() == Some(option)
                                >
                                    {format!("{} ({})", option.words(), option.name())}
                                </option>
                            }
                        })
                        .collect_view()
                }}
            </select>
            <span class="condition__values">{inputs}</span>
            <IconButton
                shape=Shape::Cross
                label="Remove the condition"
                on_press=move || {
                    if asked.with_untracked(Option::is_some) {
                        remove_at(builder, way, place);
                    } else {
                        has_draft.set(false);
                    }
                    begun.set(None);
                }
            />
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::orm::query::Comparison;
    use crate::orm::schema::AttributeId;

    fn sketch(operator: Operator, values: &[Value]) -> Sketch {
        Sketch {
            path: Path {
                through: Vec::new(),
                attribute: AttributeId(1),
            },
            operator,
            values: values.to_vec(),
        }
    }

    #[test]
    fn a_sketch_becomes_a_condition_once_its_values_are_there() {
        assert_eq!(sketch(Operator::Eq, &[]).finish(), None);
        assert_eq!(sketch(Operator::In, &[]).finish(), None);
        let finished = sketch(Operator::IsNull, &[])
            .finish()
            .expect("it takes no value");
        assert_eq!(finished.comparison, Comparison::Eq(Value::Null));
    }

    #[test]
    fn values_follow_a_change_of_attribute_or_operator() {
        let mut like = sketch(Operator::Like, &[Value::Text("5".to_owned())]);
        like.fit(&DataType::Integer);
        assert_eq!(like, sketch(Operator::Eq, &[Value::Integer(5)]));
        let mut between = sketch(Operator::Between, &[Value::Integer(5)]);
        between.fit(&DataType::Integer);
        assert_eq!(between.values, [Value::Integer(5), Value::Integer(5)]);
        let mut lost = sketch(Operator::Eq, &[Value::Text("ann".to_owned())]);
        lost.fit(&DataType::Integer);
        assert_eq!(lost.values, []);
    }
}
