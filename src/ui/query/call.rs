//! The call: which model, which method, and the key of `findByPk`.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::builder::Builder;
use super::field::ValueField;
use crate::orm::query::{Find, Method, Where};
use crate::orm::schema::{DataType, ModelId};
use crate::orm::value::Value;
use crate::ui::widget::Suggestion;

/// How many keys are offered at most.
const OFFERED: u32 = 100;

/// The three methods.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum MethodName {
    ByPk,
    One,
    All,
}

impl MethodName {
    const ALL: [Self; 3] = [Self::ByPk, Self::One, Self::All];

    const fn of(method: &Method) -> Self {
        match method {
            Method::FindByPk(_) => Self::ByPk,
            Method::FindOne => Self::One,
            Method::FindAll => Self::All,
        }
    }

    const fn words(self) -> &'static str {
        match self {
            Self::ByPk => "findByPk",
            Self::One => "findOne",
            Self::All => "findAll",
        }
    }
}

/// The model, the method and the key.
#[component]
pub fn Call(
    /// The find.
    builder: Builder,
) -> impl IntoView {
    let models = Memo::new(move |_| {
        builder.schema.with(|schema| {
            schema
                .models
                .iter()
                .map(|model| (model.id, model.name.clone()))
                .collect::<Vec<_>>()
        })
    });
    let model = Memo::new(move |_| builder.read(|find, _| find.model));
    let method = Memo::new(move |_| builder.read(|find, _| MethodName::of(&find.method)));
    let suggestions = keys(builder);
    let key_type = Memo::new(move |_| {
        builder
            .read(|find, schema| {
                let key = schema.model(find.model)?.primary_key().next()?;
                Some(key.data_type.clone())
            })
            .flatten()
            .unwrap_or(DataType::Integer)
    });
    let key = Signal::derive(move || {
        builder
            .read(|find, _| match &find.method {
                Method::FindByPk(Value::Null) | Method::FindOne | Method::FindAll => None,
                Method::FindByPk(value) => Some(value.clone()),
            })
            .flatten()
    });
    let choose = move |name: MethodName| {
        let first = suggestions.with_untracked(|all| all.first().map(|key| key.value.clone()));
        builder.change(|find| {
            find.method = match name {
                MethodName::ByPk => {
                    let first = first.and_then(|text| {
                        key_type.with_untracked(|key_type| {
                            crate::orm::value::parse(key_type, &text).ok()
                        })
                    });
                    Method::FindByPk(first.unwrap_or(Value::Null))
                }
                MethodName::One => Method::FindOne,
                MethodName::All => Method::FindAll,
            };
            // What the method does not take is left behind, so that nothing unseen is asked.
            if name != MethodName::All {
                find.limit = None;
                find.offset = None;
            }
            if name == MethodName::ByPk {
                find.where_ = Where::default();
                find.order.clear();
            }
        });
    };
    view! {
        <div class="call">
            <select
                class="select select--fit call__model"
                aria-label="Model"
                on:change=move |event| {
                    let chosen = event_target_value(&event).parse().ok().map(ModelId);
                    if let Some(chosen) = chosen {
                        builder.set(Find::all(chosen));
                    }
                }
            >
                <Show when=move || model.get().is_none()>
                    <option value="" selected=true>"choose a model"</option>
                </Show>
                <For
                    each=move || models.get()
                    key=Clone::clone
                    children=move |(id, name)| {
                        view! {
                            <option value=id.0.to_string() prop:selected=move || model.get() == Some(id)>
                                {name}
                            </option>
                        }
                    }
                />
            </select>
            <div class="segments" role="radiogroup" aria-label="Method">
                {MethodName::ALL
                    .map(|name| {
                        view! {
                            <label class="segment">
                                <input
                                    type="radio"
                                    name="query-method"
                                    prop:checked=move || method.get() == Some(name)
                                    disabled=move || model.get().is_none()
                                    on:change=move |_| choose(name)
                                />
                                <span>{name.words()}</span>
                            </label>
                        }
                    })}
            </div>
            <Show when=move || method.get() == Some(MethodName::ByPk)>
                <span class="call__key">
                    <ValueField
                        data_type=key_type
                        value=key
                        label="Primary key"
                        suggestions
                        on_value=move |value: Value| builder.change(|find| find.method = Method::FindByPk(value))
                    />
                </span>
            </Show>
        </div>
    }
}

/// The primary keys there are, each with a word to know the row by.
fn keys(builder: Builder) -> RwSignal<Vec<Suggestion>> {
    let studio = builder.studio();
    let keys = RwSignal::new(Vec::new());
    let table = Memo::new(move |_| {
        builder
            .read(|find, schema| {
                let model = schema.model(find.model)?;
                let key = model.primary_key().next()?.name.clone();
                let label = model
                    .attributes
                    .iter()
                    .find(|attribute| {
                        matches!(attribute.data_type, DataType::String(_) | DataType::Text)
                    })
                    .map(|attribute| attribute.name.clone());
                Some((model.table_name.clone(), key, label))
            })
            .flatten()
    });
    Effect::new(move |_| {
        studio.data_version().track();
        let Some((table, key, label)) = table.get() else {
            keys.set(Vec::new());
            return;
        };
        spawn_local(async move {
            // A table that is not there offers nothing; the result says so.
            let Ok(rows) = studio.rows(table, 0, OFFERED).await else {
                keys.try_set(Vec::new());
                return;
            };
            let at = |name: &str| rows.columns.iter().position(|column| column == name);
            let (key, label) = (at(&key), label.and_then(|label| at(&label)));
            let text = |row: &[Value], at: Option<usize>| {
                at.and_then(|at| row.get(at))
                    .map(Value::to_text)
                    .unwrap_or_default()
            };
            keys.try_set(
                rows.rows
                    .iter()
                    .map(|(_, row)| Suggestion {
                        value: text(row, key),
                        label: text(row, label),
                    })
                    .collect(),
            );
        });
    });
    keys
}
