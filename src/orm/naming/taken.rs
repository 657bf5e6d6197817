//! Names that are taken before a person gives one: by JavaScript, by the generated files, by every instance.

/// Words JavaScript keeps for itself, so no class or variable can have them.
const KEYWORDS: &[&str] = &[
    "arguments",
    "await",
    "break",
    "case",
    "catch",
    "class",
    "const",
    "continue",
    "debugger",
    "default",
    "delete",
    "do",
    "else",
    "enum",
    "eval",
    "export",
    "extends",
    "false",
    "finally",
    "for",
    "function",
    "if",
    "implements",
    "import",
    "in",
    "instanceof",
    "interface",
    "let",
    "new",
    "null",
    "package",
    "private",
    "protected",
    "public",
    "return",
    "static",
    "super",
    "switch",
    "this",
    "throw",
    "true",
    "try",
    "typeof",
    "undefined",
    "var",
    "void",
    "while",
    "with",
    "yield",
];

/// What the files of sequelize-cli call by name already.
const FILE_NAMES: &[&str] = &[
    "DataTypes",
    "Model",
    "Op",
    "Sequelize",
    "__proto__",
    "exports",
    "models",
    "module",
    "require",
    "sequelize",
];

/// What an instance of a Sequelize model has already, so an attribute or alias of that name would not be reached.
const MEMBERS: &[&str] = &[
    "__proto__",
    "addHook",
    "changed",
    "constructor",
    "dataValues",
    "decrement",
    "destroy",
    "equals",
    "equalsOneOf",
    "get",
    "getDataValue",
    "hasHook",
    "hasOwnProperty",
    "increment",
    "isNewRecord",
    "isSoftDeleted",
    "previous",
    "reload",
    "removeHook",
    "restore",
    "save",
    "sequelize",
    "set",
    "setAttributes",
    "setDataValue",
    "toJSON",
    "toString",
    "update",
    "validate",
    "valueOf",
    "where",
];

/// Whether JavaScript keeps a word for itself.
pub fn is_keyword(name: &str) -> bool {
    KEYWORDS.contains(&name)
}

/// Whether the files of a model call something else by that name.
pub fn is_taken_by_files(name: &str) -> bool {
    FILE_NAMES.contains(&name)
}

/// Whether every instance of a model has a member of that name.
pub fn is_member(name: &str) -> bool {
    MEMBERS.contains(&name)
}
