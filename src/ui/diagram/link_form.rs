//! The form that links two models, or changes how they are linked.

mod fields;

use leptos::ev;
use leptos::prelude::*;

use super::action_select::ActionSelect;
use super::board::Board;
use super::drawing::EdgeView;
use super::edge::kind_slug;
use super::link_draft::{LinkDraft, LinkField, Preview};
use super::link_picture::LinkPicture;
use crate::orm::schema::{EdgeKind, ModelId, Schema};
use crate::project::{EditError, LinkKind, LinkSpec, link_defaults};
use crate::ui::studio::{Selection, sentence};
use crate::ui::widget::{Dialog, Icon, Shape};
use fields::{AliasField, DraftField, EndSelect};

/// The three kinds, as the form offers them.
const KINDS: [(LinkKind, EdgeKind, &str); 3] = [
    (LinkKind::OneToOne, EdgeKind::OneToOne, "One to one"),
    (LinkKind::OneToMany, EdgeKind::OneToMany, "One to many"),
    (LinkKind::ManyToMany, EdgeKind::ManyToMany, "Many to many"),
];

/// The dialog of the link that is made or changed.
#[component]
pub fn LinkDialog() -> impl IntoView {
    let board = Board::expect();
    let title = Signal::derive(move || {
        let is_new = board
            .link
            .with(|link| link.as_ref().is_none_or(|link| link.changes.is_none()));
        if is_new {
            "Link two models".to_owned()
        } else {
            "Edit the link".to_owned()
        }
    });
    let has_draft = Memo::new(move |_| board.link.with(Option::is_some));
    view! {
        <Dialog title=title open=board.is_link_open>
            {move || has_draft.get().then(|| view! { <LinkForm /> })}
        </Dialog>
    }
}

/// The link being made, as the form's fields reach it.
#[derive(Clone, Copy)]
struct Draft {
    board: Board,
}

impl Draft {
    fn read<T: Send + Sync + 'static>(self, read: fn(&LinkSpec) -> T) -> Signal<Option<T>> {
        Signal::derive(move || {
            self.board
                .link
                .with(|link| link.as_ref().map(|link| read(&link.spec)))
        })
    }

    fn text(self, read: fn(&LinkSpec) -> Option<&String>) -> Signal<String> {
        let link = self.board.link;
        Signal::derive(move || {
            link.with(|link| {
                link.as_ref()
                    .and_then(|link| read(&link.spec).cloned())
                    .unwrap_or_default()
            })
        })
    }

    fn change(self, change: impl FnOnce(&mut LinkDraft, &Schema)) {
        let schema = self.board.studio.schema().get_untracked();
        self.board.link.update(|link| {
            if let Some(link) = link {
                change(link, &schema);
            }
        });
    }

    fn touch(self, field: LinkField, change: impl FnOnce(&mut LinkSpec)) {
        self.change(|draft, _| draft.touch(field, change));
    }

    /// The name of one of the two models.
    fn name(self, end: fn(&LinkSpec) -> ModelId) -> Signal<String> {
        let schema = self.board.studio.schema();
        let id = self.read(end);
        Signal::derive(move || {
            let model = id.get().and_then(|id| {
                schema.with(|schema| schema.model(id).map(|model| model.name.clone()))
            });
            model.unwrap_or_default()
        })
    }
}

#[component]
fn LinkForm() -> impl IntoView {
    let board = Board::expect();
    let studio = board.studio;
    let draft = Draft { board };
    let kind = Memo::new(move |_| {
        draft
            .read(|spec| spec.kind)
            .get()
            .unwrap_or(LinkKind::OneToMany)
    });
    let is_many_to_many = move || kind.get() == LinkKind::ManyToMany;
    let is_new = move || {
        board
            .link
            .with(|link| link.as_ref().is_none_or(|link| link.changes.is_none()))
    };
    let refusal = RwSignal::new(None::<String>);
    let preview = Memo::new(move |_| {
        refusal.set(None);
        let project = studio.project().get();
        let preview = board
            .link
            .with(|link| link.as_ref().map(|link| link.preview(&project)));
        preview.unwrap_or(Err(EditError::Gone))
    });
    let confirm = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let Some(link) = board.link.get_untracked() else {
            return;
        };
        match studio.try_dispatch(link.edit()) {
            Ok(()) => {
                board.is_link_open.set(false);
                select_new(board, &link);
            }
            Err(problem) => refusal.set(Some(sentence(&problem))),
        }
    };
    let (source, target) = (
        draft.name(|spec| spec.source),
        draft.name(|spec| spec.target),
    );
    let is_self = Memo::new(move |_| source.get() == target.get());
    let side = move |model: Signal<String>, way: fn(LinkKind) -> &'static str| {
        Signal::derive(move || {
            if is_self.get() {
                format!("{} ({})", model.get(), way(kind.get()))
            } else {
                model.get()
            }
        })
    };
    let usual = Memo::new(move |_| {
        let usual = |schema: &Schema, spec: &LinkSpec| {
            link_defaults(schema, spec.kind, spec.source, spec.target)
        };
        let link = board.link.get();
        link.map(|link| studio.schema().with(|schema| usual(schema, &link.spec)))
    });
    let usual_alias = move |read: fn(LinkSpec) -> Option<String>| {
        Signal::derive(move || usual.get().and_then(read).unwrap_or_default())
    };
    let source_label = Signal::derive(move || match kind.get() {
        LinkKind::OneToOne => "has one",
        LinkKind::OneToMany | LinkKind::ManyToMany => "has many",
    });
    let target_label = Signal::derive(move || match kind.get() {
        LinkKind::ManyToMany => "and has many back",
        _ => "holds the key",
    });
    view! {
        <form class="link-form" novalidate on:submit=confirm>
            <fieldset>
                <legend class="field__label">"How many of each"</legend>
                <div class="link-form__kinds">
                    {KINDS
                        .map(|(option, edge, words)| {
                            view! {
                                <label class=format!("kind-card kind-card--{}", kind_slug(edge))>
                                    <input
                                        type="radio"
                                        name="link-kind"
                                        class="kind-card__box"
                                        aria-label=format!("{} {words}", edge.text())
                                        prop:checked=move || kind.get() == option
                                        on:change=move |_| draft.change(|draft, schema| draft.set_kind(schema, option))
                                    />
                                    <LinkPicture kind=edge />
                                    <span class="kind-card__text" aria-hidden="true">{edge.text()}</span>
                                    <span class="kind-card__words" aria-hidden="true">{words}</span>
                                </label>
                            }
                        })}
                </div>
            </fieldset>
            <div class="link-form__ends">
                <EndSelect
                    label="Model"
                    note=source_label
                    value=draft.read(|spec| spec.source)
                    on_change=Callback::new(move |id| {
                        draft.change(|draft, schema| draft.set_ends(schema, id, draft.spec.target));
                    })
                />
                <button
                    type="button"
                    class="button link-form__swap"
                    aria-label="Swap the sides"
                    title=move || if is_many_to_many() { "Swap the sides" } else { "Let the other side hold the key" }
                    on:click=move |_| draft.change(LinkDraft::swap)
                >
                    "⇄"
                </button>
                <EndSelect
                    label="Other model"
                    note=target_label
                    value=draft.read(|spec| spec.target)
                    on_change=Callback::new(move |id| {
                        draft.change(|draft, schema| draft.set_ends(schema, draft.spec.source, id));
                    })
                />
            </div>
            <div class="link-form__fields">
                <AliasField
                    on=side(source, |kind| match kind {
                        LinkKind::OneToOne => "has one",
                        LinkKind::OneToMany => "has many",
                        LinkKind::ManyToMany => "one way",
                    })
                    value=Signal::derive(move || draft.read(|spec| spec.source_alias.clone()).get().flatten())
                    usual=usual_alias(|usual| usual.source_alias)
                    on_change=Callback::new(move |alias| {
                        draft.touch(LinkField::SourceAlias, |spec| spec.source_alias = alias);
                    })
                />
                <AliasField
                    on=side(target, |kind| match kind {
                        LinkKind::ManyToMany => "the other way",
                        LinkKind::OneToOne | LinkKind::OneToMany => "belongs to",
                    })
                    value=Signal::derive(move || draft.read(|spec| spec.target_alias.clone()).get().flatten())
                    usual=usual_alias(|usual| usual.target_alias)
                    on_change=Callback::new(move |alias| {
                        draft.touch(LinkField::TargetAlias, |spec| spec.target_alias = alias);
                    })
                />
                <Show when=is_many_to_many>
                    <DraftField
                        label="Through (join table)"
                        value=draft.text(|spec| Some(&spec.through))
                        on_change=Callback::new(move |text| draft.touch(LinkField::Through, |spec| spec.through = text))
                    />
                </Show>
                <DraftField
                    label="Foreign key"
                    hint=Signal::derive(move || if is_many_to_many() {
                        format!("Points to {}, in the join table", source.get())
                    } else {
                        format!("An attribute of {} that points to {}", target.get(), source.get())
                    })
                    value=draft.text(|spec| Some(&spec.foreign_key))
                    on_change=Callback::new(move |text| {
                        draft.touch(LinkField::ForeignKey, |spec| spec.foreign_key = text);
                    })
                />
                <Show when=is_many_to_many>
                    <DraftField
                        label="Other key"
                        hint=Signal::derive(move || format!("Points to {}, in the join table", target.get()))
                        value=draft.text(|spec| Some(&spec.other_key))
                        on_change=Callback::new(move |text| {
                            draft.touch(LinkField::OtherKey, |spec| spec.other_key = text);
                        })
                    />
                </Show>
            </div>
            <details class="link-form__more">
                <summary>"More options"</summary>
                <div class="link-form__fields">
                    <Show when=move || !is_many_to_many()>
                        <label class="check">
                            <input
                                type="checkbox"
                                prop:checked=move || draft.read(|spec| spec.allow_null).get().unwrap_or_default()
                                on:change=move |event| {
                                    let allow_null = event_target_checked(&event);
                                    draft.change(|draft, _| draft.set_allow_null(allow_null));
                                }
                            />
                            "Allow null"
                        </label>
                    </Show>
                    <Show when=is_many_to_many>
                        <label class="check">
                            <input
                                type="checkbox"
                                prop:checked=move || draft.read(|spec| spec.through_id).get().unwrap_or_default()
                                on:change=move |event| {
                                    let has_id = event_target_checked(&event);
                                    draft.touch(LinkField::ThroughId, |spec| spec.through_id = has_id);
                                }
                            />
                            "Join table has its own id"
                        </label>
                    </Show>
                    <ActionSelect
                        label="On delete"
                        value=Signal::derive(move || {
                            draft.read(|spec| spec.on_delete).get().unwrap_or(NO_ACTION)
                        })
                        on_change=Callback::new(move |action| {
                            draft.touch(LinkField::OnDelete, |spec| spec.on_delete = action);
                        })
                    />
                    <ActionSelect
                        label="On update"
                        value=Signal::derive(move || {
                            draft.read(|spec| spec.on_update).get().unwrap_or(NO_ACTION)
                        })
                        on_change=Callback::new(move |action| {
                            draft.touch(LinkField::OnUpdate, |spec| spec.on_update = action);
                        })
                    />
                </div>
            </details>
            <div class="link-form__preview" aria-live="polite">
                {move || match preview.get() {
                    Ok(preview) => shown(preview).into_any(),
                    Err(problem) => {
                        view! { <p class="message message--danger">{sentence(&problem)}</p> }.into_any()
                    }
                }}
            </div>
            <p class="field__error" role="alert">{refusal}</p>
            <div class="dialog__actions">
                <button type="button" class="button" on:click=move |_| board.is_link_open.set(false)>
                    "Cancel"
                </button>
                <button
                    type="submit"
                    class="button button--primary"
                    disabled=move || preview.with(Result::is_err)
                >
                    <Icon shape=Shape::Link />
                    {move || if is_new() { "Link" } else { "Save" }}
                </button>
            </div>
        </form>
    }
}

const NO_ACTION: crate::orm::schema::ReferentialAction =
    crate::orm::schema::ReferentialAction::NoAction;

/// What the link would be: the sentence, the calls, and what would be wrong.
fn shown(preview: Preview) -> impl IntoView {
    let problems = preview
        .problems
        .into_iter()
        .map(|problem| view! { <p class="message message--warning">{problem}</p> })
        .collect_view();
    view! {
        <p class="link-form__sentence">{preview.sentence}</p>
        <pre class="link-form__code" tabindex="0" aria-label="Sequelize calls"><code>{preview.calls.join("\n")}</code></pre>
        {problems}
    }
}

/// Selects what was just linked, so that its note tells about it.
fn select_new(board: Board, link: &LinkDraft) {
    let spec = &link.spec;
    let made = board.drawing.with_untracked(|drawing| {
        let is_new = |view: &EdgeView| {
            let ends = (view.edge.source, view.edge.target);
            ends == (spec.source, spec.target)
                && view.source_alias == spec.source_alias
                && view.target_alias == spec.target_alias
        };
        let is_it = |view: &&EdgeView| link.changes.map_or_else(|| is_new(view), |id| view.has(id));
        drawing.edges.iter().find(is_it).map(|view| view.id)
    });
    board
        .studio
        .selection()
        .set(made.map(Selection::Association));
}
