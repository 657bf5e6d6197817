//! Operators as SQL writes them.

/// What stands in a grouped limit's statement for the key of each group.
pub const PLACEHOLDER: &str = "\"$PLACEHOLDER$\"";

/// The comparator of an operator, by its name in `Op`.
pub fn comparator(name: &str) -> Option<&'static str> {
    Some(match name {
        "eq" => "=",
        "ne" => "!=",
        "gte" => ">=",
        "gt" => ">",
        "lte" => "<=",
        "lt" => "<",
        "not" => "IS NOT",
        "is" => "IS",
        "in" => "IN",
        "notIn" => "NOT IN",
        "like" | "startsWith" | "endsWith" | "substring" => "LIKE",
        "notLike" => "NOT LIKE",
        "iLike" => "ILIKE",
        "notILike" => "NOT ILIKE",
        "regexp" => "~",
        "notRegexp" => "!~",
        "iRegexp" => "~*",
        "notIRegexp" => "!~*",
        "between" => "BETWEEN",
        "notBetween" => "NOT BETWEEN",
        "overlap" => "&&",
        "contains" => "@>",
        "contained" => "<@",
        "adjacent" => "-|-",
        "strictLeft" => "<<",
        "strictRight" => ">>",
        "noExtendRight" => "&<",
        "noExtendLeft" => "&>",
        "any" => "ANY",
        "all" => "ALL",
        "and" => " AND ",
        "or" => " OR ",
        "col" => "COL",
        "placeholder" => "$$PLACEHOLDER$$",
        "match" => "@@",
        _ => return None,
    })
}
