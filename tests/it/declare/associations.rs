//! Every variant of `assoc-defaults.out`: the tables made, and what the association says of itself.

use relata::orm::declare::{Association, AssociationKind};
use relata::orm::naming::upper_first;
use serde_json::{Value as Json, json};

use super::support::{ddl, declare};

const OBSERVED: &str = include_str!("../../conformance/observed/assoc-defaults.out");

const USER: &str = r#"define User {"name": "DataTypes.STRING"} {"timestamps": false}"#;
const PROFILE: &str = r#"define Profile {"name": "DataTypes.STRING"} {"timestamps": false}"#;
const POST: &str = r#"define Post {"name": "DataTypes.STRING"} {"timestamps": false}"#;
const GROUP: &str = r#"define Group {"name": "DataTypes.STRING"} {"timestamps": false}"#;
const LOGIN: &str =
    r#"define User {"login": {"type": "DataTypes.STRING", "unique": true}} {"timestamps": false}"#;

#[test]
fn tables_and_associations_are_those_of_sequelize() {
    let cases = cases();
    for (title, expected) in observed() {
        let Some((_, declarations)) = cases.iter().find(|(own, _)| *own == title) else {
            panic!("`{title}` is not declared here");
        };
        let (registry, associations) = declare(&declarations.join("\n")).expect(title);
        let statements: Vec<&str> = expected
            .iter()
            .copied()
            .filter(|line| !line.starts_with("->"))
            .collect();
        assert_eq!(ddl(&registry), statements, "{title}");
        let Some(told) = expected.iter().find_map(|line| line.strip_prefix("-> ")) else {
            continue;
        };
        let told: Json = serde_json::from_str(told).expect("JSON");
        let told = match told {
            Json::Array(items) => items,
            one => vec![one],
        };
        let own = associations.iter().map(|own| {
            // What was declared first may have been changed by what came after.
            let model = registry.model(&own.source).expect("a model");
            let own = model.association(&own.alias).expect("an association");
            let through = own.through.as_ref().map(|through| &through.model);
            let through = through.and_then(|name| registry.model(name));
            tell(own, through.map(|through| through.table_name.as_str()))
        });
        let own: Vec<Json> = own.collect();
        assert_eq!(own[own.len() - told.len()..], told, "{title}");
    }
}

/// The Postgres part: each title with its statements and its last line.
fn observed() -> Vec<(&'static str, Vec<&'static str>)> {
    let part = OBSERVED
        .split("================ sqlite")
        .next()
        .unwrap_or_default();
    let cases = part.split("\n### ").skip(1).map(|case| {
        let mut lines = case.lines();
        let title = lines.next().unwrap_or_default();
        (
            title,
            lines
                .map(str::trim)
                .filter(|line| !line.is_empty())
                .collect::<Vec<_>>(),
        )
    });
    // The last one is refused by Postgres, of which nothing is known here.
    cases.filter(|(title, _)| *title != "all types").collect()
}

/// `table` is that of the pairs.
fn tell(association: &Association, table: Option<&str>) -> Json {
    let (kind, is_multiple) = match association.kind {
        AssociationKind::HasOne => ("HasOne", false),
        AssociationKind::HasMany => ("HasMany", true),
        AssociationKind::BelongsTo => ("BelongsTo", false),
        AssociationKind::BelongsToMany => ("BelongsToMany", true),
    };
    let mut told = json!({"type": kind, "as": association.alias, "fk": association.foreign_key});
    if let Some(through) = &association.through {
        told["otherKey"] = json!(through.other_key);
        told["through"] = json!(table);
    }
    if !association.source_key.is_empty() {
        told["sourceKey"] = json!(association.source_key);
    }
    if !association.target_key.is_empty() {
        told["targetKey"] = json!(association.target_key);
    }
    told["isAliased"] = json!(association.is_aliased);
    let (singular, plural) = (
        upper_first(&association.singular),
        upper_first(&association.plural),
    );
    let mut accessors = json!({});
    let words: &[(&str, &str, &str)] = if is_multiple {
        &[
            ("get", "get", &plural),
            ("set", "set", &plural),
            ("addMultiple", "add", &plural),
            ("add", "add", &singular),
            ("create", "create", &singular),
            ("remove", "remove", &singular),
            ("removeMultiple", "remove", &plural),
            ("hasSingle", "has", &singular),
            ("hasAll", "has", &plural),
            ("count", "count", &plural),
        ]
    } else {
        &[
            ("get", "get", &singular),
            ("set", "set", &singular),
            ("create", "create", &singular),
        ]
    };
    for (name, verb, word) in words {
        accessors[name] = json!(format!("{verb}{word}"));
    }
    told["accessors"] = accessors;
    told
}

fn cases() -> Vec<(&'static str, Vec<&'static str>)> {
    vec![
        ("hasOne default", vec![USER, PROFILE, "hasOne User Profile"]),
        (
            "hasOne as:'profile' only (FK named after ALIAS)",
            vec![USER, PROFILE, r#"hasOne User Profile {"as": "profile"}"#],
        ),
        (
            "hasOne as:'profile' + belongsTo as:'user' with no foreignKey (two FKs!)",
            vec![
                USER,
                PROFILE,
                r#"hasOne User Profile {"as": "profile"}"#,
                r#"belongsTo Profile User {"as": "user"}"#,
            ],
        ),
        (
            "hasOne fk string",
            vec![
                USER,
                PROFILE,
                r#"hasOne User Profile {"foreignKey": "ownerId"}"#,
            ],
        ),
        (
            "hasOne fk object allowNull:false",
            vec![
                USER,
                PROFILE,
                r#"hasOne User Profile {"foreignKey": {"name": "ownerId", "allowNull": false}}"#,
            ],
        ),
        (
            "hasOne sourceKey",
            vec![
                LOGIN,
                PROFILE,
                r#"hasOne User Profile {"sourceKey": "login", "foreignKey": "userLogin"}"#,
            ],
        ),
        (
            "hasOne constraints:false",
            vec![
                USER,
                PROFILE,
                r#"hasOne User Profile {"constraints": false}"#,
            ],
        ),
        (
            "hasOne onDelete/onUpdate explicit",
            vec![
                USER,
                PROFILE,
                r#"hasOne User Profile {"onDelete": "CASCADE", "onUpdate": "RESTRICT"}"#,
            ],
        ),
        (
            "belongsTo default",
            vec![USER, PROFILE, "belongsTo Profile User"],
        ),
        (
            "belongsTo as:'owner'",
            vec![USER, PROFILE, r#"belongsTo Profile User {"as": "owner"}"#],
        ),
        (
            "belongsTo fk allowNull:false",
            vec![
                USER,
                PROFILE,
                r#"belongsTo Profile User {"foreignKey": {"allowNull": false}}"#,
            ],
        ),
        (
            "belongsTo fk {name,field}",
            vec![
                USER,
                PROFILE,
                r#"belongsTo Profile User {"foreignKey": {"name": "ownerId", "field": "owner_id"}}"#,
            ],
        ),
        (
            "belongsTo targetKey",
            vec![
                LOGIN,
                PROFILE,
                r#"belongsTo Profile User {"targetKey": "login", "foreignKey": "userLogin"}"#,
            ],
        ),
        (
            "belongsTo RESTRICT",
            vec![
                USER,
                PROFILE,
                r#"belongsTo Profile User {"onDelete": "RESTRICT"}"#,
            ],
        ),
        (
            "belongsTo with onDelete SET NULL + hasMany onDelete CASCADE (order: belongsTo first)",
            vec![
                USER,
                POST,
                r#"belongsTo Post User {"onDelete": "SET NULL"}"#,
                r#"hasMany User Post {"onDelete": "CASCADE"}"#,
            ],
        ),
        (
            "hasMany CASCADE first, belongsTo SET NULL second (first wins)",
            vec![
                USER,
                POST,
                r#"hasMany User Post {"onDelete": "CASCADE"}"#,
                r#"belongsTo Post User {"onDelete": "SET NULL"}"#,
            ],
        ),
        ("hasMany default", vec![USER, POST, "hasMany User Post"]),
        (
            "hasMany as:'articles'",
            vec![USER, POST, r#"hasMany User Post {"as": "articles"}"#],
        ),
        (
            "hasMany as:{singular,plural}",
            vec![
                USER,
                POST,
                r#"hasMany User Post {"as": {"singular": "task", "plural": "taskList"}}"#,
            ],
        ),
        (
            "hasMany fk allowNull:false",
            vec![
                USER,
                POST,
                r#"hasMany User Post {"foreignKey": {"allowNull": false}}"#,
            ],
        ),
        (
            "hasMany sourceKey",
            vec![
                LOGIN,
                POST,
                r#"hasMany User Post {"sourceKey": "login", "foreignKey": "userLogin"}"#,
            ],
        ),
        (
            "hasMany underscored:true both",
            vec![
                r#"define User {"name": "DataTypes.STRING"} {"underscored": true}"#,
                r#"define BlogPost {"t": "DataTypes.STRING"} {"underscored": true}"#,
                "hasMany User BlogPost",
            ],
        ),
        (
            "belongsToMany default string through",
            vec![
                USER,
                GROUP,
                r#"belongsToMany User Group {"through": "UserGroups"}"#,
                r#"belongsToMany Group User {"through": "UserGroups"}"#,
            ],
        ),
        (
            "belongsToMany string through, one side only",
            vec![
                USER,
                GROUP,
                r#"belongsToMany User Group {"through": "UserGroups"}"#,
            ],
        ),
        (
            "belongsToMany string through, timestamps:false",
            vec![
                USER,
                GROUP,
                r#"belongsToMany User Group {"through": "UserGroups", "timestamps": false}"#,
                r#"belongsToMany Group User {"through": "UserGroups", "timestamps": false}"#,
            ],
        ),
        (
            "belongsToMany model through without own PK",
            pairs(
                r#"define UserGroup {"role": "DataTypes.STRING"} {"timestamps": false}"#,
                r#""Model:UserGroup""#,
            ),
        ),
        (
            "belongsToMany model through WITH own id PK",
            pairs(
                r#"define UserGroup {"id": {"type": "DataTypes.INTEGER", "primaryKey": true, "autoIncrement": true}, "role": "DataTypes.STRING"} {"timestamps": false}"#,
                r#""Model:UserGroup""#,
            ),
        ),
        (
            "belongsToMany model through with id PK, unique:false",
            pairs(ID_PAIRS, r#"{"model": "Model:UserGroup", "unique": false}"#),
        ),
        (
            "belongsToMany with id PK, uniqueKey",
            vec![
                USER,
                GROUP,
                ID_PAIRS,
                r#"belongsToMany User Group {"through": "Model:UserGroup", "uniqueKey": "my_unique"}"#,
                r#"belongsToMany Group User {"through": "Model:UserGroup", "uniqueKey": "my_unique"}"#,
            ],
        ),
        (
            "belongsToMany fk+otherKey+as",
            vec![
                USER,
                GROUP,
                r#"belongsToMany User Group {"as": "teams", "through": "Memberships", "foreignKey": "memberId", "otherKey": "teamId"}"#,
                r#"belongsToMany Group User {"as": "members", "through": "Memberships", "foreignKey": "teamId", "otherKey": "memberId"}"#,
            ],
        ),
        (
            "belongsToMany SEED BUG: foreignKey 'userId' on BOTH sides, no otherKey",
            vec![
                USER,
                GROUP,
                r#"belongsToMany User Group {"through": "UserGroups", "foreignKey": "userId"}"#,
                r#"belongsToMany Group User {"through": "UserGroups", "foreignKey": "userId"}"#,
            ],
        ),
        (
            "belongsToMany constraints:false",
            vec![
                USER,
                GROUP,
                r#"belongsToMany User Group {"through": "UG", "constraints": false}"#,
                r#"belongsToMany Group User {"through": "UG", "constraints": false}"#,
            ],
        ),
        (
            "belongsToMany onDelete RESTRICT on one side",
            vec![
                USER,
                GROUP,
                r#"belongsToMany User Group {"through": "UG", "onDelete": "RESTRICT"}"#,
                r#"belongsToMany Group User {"through": "UG"}"#,
            ],
        ),
        (
            "belongsToMany sourceKey/targetKey",
            vec![
                LOGIN,
                r#"define Group {"code": {"type": "DataTypes.STRING", "unique": true}} {"timestamps": false}"#,
                r#"belongsToMany User Group {"through": "UG", "sourceKey": "login", "targetKey": "code"}"#,
                r#"belongsToMany Group User {"through": "UG", "sourceKey": "code", "targetKey": "login"}"#,
            ],
        ),
        (
            "self N:N Friends",
            vec![
                USER,
                r#"belongsToMany User User {"as": "Friends", "through": "Friendships"}"#,
            ],
        ),
        (
            "self N:N pair Children/Parents",
            vec![
                r#"define Person {"name": "DataTypes.STRING"} {"timestamps": false}"#,
                r#"belongsToMany Person Person {"as": "Children", "foreignKey": "ParentId", "through": "Family"}"#,
                r#"belongsToMany Person Person {"as": "Parents", "foreignKey": "ChildId", "through": "Family"}"#,
            ],
        ),
        (
            "self 1:N manager/reports",
            vec![
                r#"define Employee {"name": "DataTypes.STRING"} {"timestamps": false}"#,
                r#"belongsTo Employee Employee {"as": "manager", "foreignKey": "managerId"}"#,
                r#"hasMany Employee Employee {"as": "reports", "foreignKey": "managerId"}"#,
            ],
        ),
        (
            "define default (timestamps)",
            vec![
                r#"define Person {"name": "DataTypes.STRING", "nick": {"type": "DataTypes.STRING", "unique": true}, "age": {"type": "DataTypes.INTEGER", "allowNull": false, "defaultValue": 3}} {}"#,
            ],
        ),
        (
            "define ENUM, paranoid",
            vec![r#"define Thing {"kind": "DataTypes.ENUM(a,b)"} {"paranoid": true}"#],
        ),
    ]
}

const ID_PAIRS: &str = r#"define UserGroup {"id": {"type": "DataTypes.INTEGER", "primaryKey": true, "autoIncrement": true}} {"timestamps": false}"#;

/// A through model, used on both sides.
fn pairs(model: &'static str, through: &'static str) -> Vec<&'static str> {
    let line = |source: &str, target: &str| {
        let line = format!("belongsToMany {source} {target} {{\"through\": {through}}}");
        &*Box::leak(line.into_boxed_str())
    };
    vec![
        USER,
        GROUP,
        model,
        line("User", "Group"),
        line("Group", "User"),
    ]
}
