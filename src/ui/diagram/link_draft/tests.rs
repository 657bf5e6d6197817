//! Links drafted in the story.

use super::*;
use crate::project::story;

fn draft(kind: LinkKind, source: &str, target: &str) -> (Project, LinkDraft) {
    let story = story();
    let id = |name| story.schema.model_named(name).unwrap().id;
    let draft = LinkDraft::new(&story.schema, kind, id(source), id(target));
    (story, draft)
}

#[test]
fn a_new_link_is_prefilled_and_shows_its_two_calls() {
    let (story, draft) = draft(LinkKind::OneToMany, "Group", "Post");
    let preview = draft.preview(&story).unwrap();
    assert_eq!(
        preview.calls,
        [
            "Group.hasMany(Post, { foreignKey: 'groupId', as: 'posts' })",
            "Post.belongsTo(Group, { foreignKey: 'groupId', as: 'group' })",
        ]
    );
    assert!(preview.sentence.contains("groupId"));
}

#[test]
fn many_to_many_names_its_join_table_and_both_keys() {
    let (story, mut draft) = draft(LinkKind::OneToMany, "Post", "Group");
    draft.set_kind(&story.schema, LinkKind::ManyToMany);
    let preview = draft.preview(&story).unwrap();
    assert_eq!(
        preview.calls[0],
        "Post.belongsToMany(Group, { through: 'PostGroups', foreignKey: 'postId', otherKey: 'groupId', as: 'groups' })"
    );
}

#[test]
fn what_was_edited_by_hand_stays_when_the_kind_changes() {
    let (story, mut draft) = draft(LinkKind::OneToMany, "Group", "Post");
    draft.touch(LinkField::SourceAlias, |spec| {
        spec.source_alias = Some("articles".to_owned());
    });
    draft.set_kind(&story.schema, LinkKind::OneToOne);
    assert_eq!(draft.spec.source_alias.as_deref(), Some("articles"));
    assert_eq!(draft.spec.target_alias.as_deref(), Some("group"));
}

#[test]
fn swapping_lets_the_other_side_hold_the_key() {
    let (story, mut draft) = draft(LinkKind::OneToMany, "Group", "Post");
    let (source, target) = (draft.spec.source, draft.spec.target);
    draft.swap(&story.schema);
    assert_eq!((draft.spec.source, draft.spec.target), (target, source));
    assert_eq!(draft.spec.foreign_key, "postId");
}

#[test]
fn a_refusal_is_told_before_it_is_confirmed() {
    let (story, mut draft) = draft(LinkKind::OneToMany, "User", "Post");
    draft.touch(LinkField::SourceAlias, |spec| {
        spec.source_alias = Some("posts".to_owned());
    });
    assert!(draft.preview(&story).is_err());
}

#[test]
fn an_edge_is_edited_as_it_stands() {
    let story = story();
    let groups = story
        .schema
        .associations
        .iter()
        .find(|association| association.alias == "groups");
    let draft = LinkDraft::of(&story.schema, groups.unwrap().id).unwrap();
    assert_eq!(draft.spec.through, "UserGroups");
    assert_eq!(draft.spec.target_alias.as_deref(), Some("members"));
    assert!(draft.preview(&story).unwrap().problems.is_empty());
}
