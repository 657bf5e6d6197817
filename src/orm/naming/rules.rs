//! The rules and words of English plurals that Sequelize 6 goes by, as data.
//!
//! They are those of inflection 1.13.4 (MIT, Ben Lin), its slips among them: a name
//! prefilled here must be the name Sequelize would make. The order matters; the
//! first rule that matches decides.

/// One rule: which words it is for, and the ending they get.
pub(super) struct Rule {
    /// What a word must look like.
    pub(super) shape: Shape,
    /// What stands in the place of the shape's ending, or nothing where the word stays as it is.
    pub(super) becomes: Option<&'static str>,
}

/// What a word must look like, whatever its case.
#[derive(Clone, Copy)]
pub(super) enum Shape {
    /// It ends in one of the stems and then the ending; the stem stays.
    Ends(&'static [&'static str], &'static str),
    /// It is one of the stems and then the ending, and nothing before.
    Is(&'static [&'static str], &'static str),
    /// It ends in a letter that is none of these, and then the ending; the letter stays.
    EndsAfterOther(&'static str, &'static str),
    /// It begins with the stem and then the ending; what follows stays, too.
    Begins(&'static str, &'static str),
}

const fn keep(shape: Shape) -> Rule {
    Rule { shape, becomes: None }
}

const fn turn(shape: Shape, ending: &'static str) -> Rule {
    Rule { shape, becomes: Some(ending) }
}

use Shape::{Begins, Ends, EndsAfterOther, Is};

/// From one to many.
pub(super) const PLURAL_RULES: &[Rule] = &[
    keep(Is(&["m", "wom"], "en")),
    keep(Ends(&["pe"], "ople")),
    keep(Ends(&["child"], "ren")),
    keep(Ends(&["t", "i"], "a")),
    keep(Ends(&["analy"], "ses")),
    keep(Ends(&["ba", "diagno", "parenthe", "progno", "synop", "the"], "ses")),
    keep(Ends(&["database"], "s")),
    keep(Ends(&["drive"], "s")),
    keep(Ends(&["hi", "ti"], "ves")),
    keep(Ends(&["curve"], "s")),
    keep(Ends(&["l", "r"], "ves")),
    keep(EndsAfterOther("fo", "ves")),
    keep(EndsAfterOther("aeiouy", "ies")),
    keep(Ends(&["qu"], "ies")),
    keep(Ends(&["s"], "eries")),
    keep(Ends(&["m"], "ovies")),
    keep(Ends(&["x", "ch", "ss", "sh"], "es")),
    keep(Ends(&["m", "|", "l"], "ice")),
    keep(Ends(&["bus"], "es")),
    keep(Ends(&["o"], "es")),
    keep(Ends(&["shoe"], "s")),
    keep(Ends(&["cris", "ax", "test"], "es")),
    keep(Ends(&["octop", "vir"], "uses")),
    keep(Ends(&["alias", "canvas", "status", "campus"], "es")),
    keep(Is(&["summons", "bonus"], "es")),
    keep(Begins("ox", "en")),
    keep(Ends(&["matr"], "ices")),
    keep(Is(&[""], "feet")),
    keep(Is(&[""], "teeth")),
    keep(Is(&[""], "geese")),
    keep(Ends(&["quiz"], "zes")),
    keep(Is(&["whereas"], "es")),
    keep(Is(&["criteri"], "a")),
    keep(Is(&[""], "genera")),
    turn(Is(&["m", "wom"], "an"), "en"),
    turn(Ends(&["pe"], "rson"), "ople"),
    turn(Ends(&["child"], ""), "ren"),
    turn(Ends(&["drive"], ""), "s"),
    turn(Is(&["ox"], ""), "en"),
    turn(Ends(&["ax", "test"], "is"), "es"),
    turn(Ends(&["octop", "vir"], "us"), "uses"),
    turn(Ends(&["alias", "status", "canvas", "campus"], ""), "es"),
    turn(Is(&["summons", "bonus"], ""), "es"),
    turn(Ends(&["bu"], "s"), "ses"),
    turn(Ends(&["buffal", "tomat", "potat"], "o"), "oes"),
    turn(Ends(&["t", "i"], "um"), "a"),
    turn(Ends(&[""], "sis"), "ses"),
    turn(EndsAfterOther("f", "fe"), "ves"),
    turn(Ends(&["l", "r"], "f"), "ves"),
    turn(Ends(&["hi", "ti"], "ve"), "ves"),
    turn(EndsAfterOther("aeiouy", "y"), "ies"),
    turn(Ends(&["qu"], "y"), "ies"),
    turn(Ends(&["matr"], "ix"), "ices"),
    turn(Ends(&["vert", "ind"], "ex"), "ices"),
    turn(Ends(&["x", "ch", "ss", "sh"], ""), "es"),
    turn(Ends(&["m", "|", "l"], "ouse"), "ice"),
    turn(Is(&[""], "foot"), "feet"),
    turn(Is(&[""], "tooth"), "teeth"),
    turn(Is(&[""], "goose"), "geese"),
    turn(Ends(&["quiz"], ""), "zes"),
    turn(Is(&["whereas"], ""), "es"),
    turn(Is(&["criteri"], "on"), "a"),
    turn(Is(&[""], "genus"), "genera"),
    turn(Ends(&[""], "s"), "s"),
    turn(Ends(&[""], ""), "s"),
];

/// From many to one.
pub(super) const SINGULAR_RULES: &[Rule] = &[
    keep(Is(&["m", "wom"], "an")),
    keep(Ends(&["pe"], "rson")),
    keep(Ends(&["child"], "")),
    keep(Ends(&["drive"], "")),
    keep(Is(&["ox"], "")),
    keep(Ends(&["ax", "test"], "is")),
    keep(Ends(&["octop", "vir"], "us")),
    keep(Ends(&["alias", "status", "canvas", "campus"], "")),
    keep(Is(&["summons", "bonus"], "")),
    keep(Ends(&["bu"], "s")),
    keep(Ends(&["buffal", "tomat", "potat"], "o")),
    keep(Ends(&["t", "i"], "um")),
    keep(Ends(&[""], "sis")),
    keep(EndsAfterOther("f", "fe")),
    keep(Ends(&["l", "r"], "f")),
    keep(Ends(&["hi", "ti"], "ve")),
    keep(EndsAfterOther("aeiouy", "y")),
    keep(Ends(&["qu"], "y")),
    keep(Ends(&["x", "ch", "ss", "sh"], "")),
    keep(Ends(&["matr"], "ix")),
    keep(Ends(&["m", "|", "l"], "ouse")),
    keep(Is(&[""], "foot")),
    keep(Is(&[""], "tooth")),
    keep(Is(&[""], "goose")),
    keep(Ends(&["quiz"], "")),
    keep(Is(&["whereas"], "")),
    keep(Is(&["criteri"], "on")),
    keep(Is(&[""], "genus")),
    turn(Is(&["m", "wom"], "en"), "an"),
    turn(Ends(&["pe"], "ople"), "rson"),
    turn(Ends(&["child"], "ren"), ""),
    turn(Ends(&["database"], "s"), ""),
    turn(Ends(&["drive"], "s"), ""),
    turn(Is(&[""], "genera"), "genus"),
    turn(Is(&["criteri"], "a"), "on"),
    turn(Ends(&["t", "i"], "a"), "um"),
    turn(Ends(&["analy"], "ses"), "asis"),
    turn(Ends(&["ba", "diagno", "parenthe", "progno", "synop", "the"], "ses"), "sis"),
    turn(Ends(&["hi", "ti"], "ves"), "ve"),
    turn(Ends(&["curve"], "s"), ""),
    turn(Ends(&["l", "r"], "ves"), "f"),
    turn(Ends(&["a"], "ves"), "ve"),
    turn(EndsAfterOther("fo", "ves"), "fe"),
    turn(Ends(&["m"], "ovies"), "ovie"),
    turn(EndsAfterOther("aeiouy", "ies"), "y"),
    turn(Ends(&["qu"], "ies"), "y"),
    turn(Ends(&["s"], "eries"), "eries"),
    turn(Ends(&["x", "ch", "ss", "sh"], "es"), ""),
    turn(Ends(&["m", "|", "l"], "ice"), "ouse"),
    turn(Ends(&["bus"], "es"), ""),
    turn(Ends(&["o"], "es"), ""),
    turn(Ends(&["shoe"], "s"), ""),
    turn(Ends(&["cris", "ax", "test"], "es"), "is"),
    turn(Ends(&["octop", "vir"], "uses"), "us"),
    turn(Ends(&["alias", "canvas", "status", "campus"], "es"), ""),
    turn(Is(&["summons", "bonus"], "es"), ""),
    turn(Begins("ox", "en"), ""),
    turn(Ends(&["matr"], "ices"), "ix"),
    turn(Ends(&["vert", "ind"], "ices"), "ex"),
    turn(Is(&[""], "feet"), "foot"),
    turn(Is(&[""], "teeth"), "tooth"),
    turn(Is(&[""], "geese"), "goose"),
    turn(Ends(&["quiz"], "zes"), ""),
    turn(Is(&["whereas"], "es"), ""),
    turn(Ends(&[""], "ss"), "ss"),
    turn(Ends(&[""], "s"), ""),
];

/// Words that are the same for one and many.
pub(super) const UNCOUNTABLE: &[&str] = &[
    "accommodation", "adulthood", "advertising", "advice", "aggression", "aid", "air",
    "aircraft", "alcohol", "anger", "applause", "arithmetic", "assistance", "athletics", "bacon",
    "baggage", "beef", "biology", "blood", "botany", "bread", "butter", "carbon", "cardboard",
    "cash", "chalk", "chaos", "chess", "crossroads", "countryside", "dancing", "deer", "dignity",
    "dirt", "dust", "economics", "education", "electricity", "engineering", "enjoyment", "envy",
    "equipment", "ethics", "evidence", "evolution", "fame", "fiction", "flour", "flu", "food",
    "fuel", "fun", "furniture", "gallows", "garbage", "garlic", "genetics", "gold", "golf",
    "gossip", "gratitude", "grief", "guilt", "gymnastics", "happiness", "hardware", "harm",
    "hate", "hatred", "health", "heat", "help", "homework", "honesty", "honey", "hospitality",
    "housework", "humour", "hunger", "hydrogen", "ice", "importance", "inflation", "information",
    "innocence", "iron", "irony", "jam", "jewelry", "judo", "karate", "knowledge", "lack",
    "laughter", "lava", "leather", "leisure", "lightning", "linguine", "linguini", "linguistics",
    "literature", "litter", "livestock", "logic", "loneliness", "luck", "luggage", "macaroni",
    "machinery", "magic", "management", "mankind", "marble", "mathematics", "mayonnaise",
    "measles", "methane", "milk", "minus", "money", "mud", "music", "mumps", "nature", "news",
    "nitrogen", "nonsense", "nurture", "nutrition", "obedience", "obesity", "oxygen", "pasta",
    "patience", "physics", "poetry", "pollution", "poverty", "pride", "psychology", "publicity",
    "punctuation", "quartz", "racism", "relaxation", "reliability", "research", "respect",
    "revenge", "rice", "rubbish", "rum", "safety", "scenery", "seafood", "seaside", "series",
    "shame", "sheep", "shopping", "sleep", "smoke", "smoking", "snow", "soap", "software",
    "soil", "spaghetti", "species", "steam", "stuff", "stupidity", "sunshine", "symmetry",
    "tennis", "thirst", "thunder", "timber", "traffic", "transportation", "trust", "underwear",
    "unemployment", "unity", "validity", "veal", "vegetation", "vegetarianism", "vengeance",
    "violence", "vitality", "warmth", "wealth", "weather", "welfare", "wheat", "wildlife",
    "wisdom", "yoga", "zinc", "zoology",
];
