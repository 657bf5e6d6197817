//! Regular expressions, as far as people write them in queries.

mod read;

use crate::engine::postgres::PgError;

/// A regular expression made ready.
#[derive(Debug)]
pub struct Pattern {
    root: Node,
    groups: usize,
    ignores_case: bool,
}

/// Where a pattern was found.
#[derive(Debug, Clone)]
pub struct Found {
    /// The place of its first character.
    pub start: usize,
    /// The place after its last one.
    pub end: usize,
    /// Its groups; the whole is the first.
    pub groups: Vec<Option<(usize, usize)>>,
}

#[derive(Debug)]
enum Node {
    Empty,
    Char(char),
    Any,
    Class(Vec<Member>, bool),
    Start,
    End,
    Boundary(bool),
    Group(Box<Node>, Option<usize>),
    Look(Box<Node>, bool),
    Back(usize),
    Sequence(Vec<Node>),
    Choice(Vec<Node>),
    Repeat {
        of: Box<Node>,
        least: u32,
        most: u32,
        is_greedy: bool,
    },
}

#[derive(Debug, Clone)]
enum Member {
    Range(char, char),
    Digit(bool),
    Word(bool),
    Space(bool),
}

/// How many steps one search may take.
const STEPS: usize = 2_000_000;
/// How deep groups may nest and a search may recurse.
const DEEPEST: usize = 2_000;

impl Pattern {
    /// A pattern of its text.
    ///
    /// # Errors
    /// `2201B`: it is malformed.
    pub fn new(text: &str, ignores_case: bool) -> Result<Self, PgError> {
        let (text, embedded) = match text.strip_prefix("(?i)") {
            Some(rest) => (rest, true),
            None => (text, false),
        };
        let mut reader = read::Reader {
            chars: text.chars().collect(),
            at: 0,
            groups: 1,
            depth: 0,
        };
        let root = reader.choice()?;
        if reader.at < reader.chars.len() {
            return Err(bad("parentheses () not balanced"));
        }
        Ok(Self {
            root,
            groups: reader.groups,
            ignores_case: ignores_case || embedded,
        })
    }

    /// Whether it is found anywhere in text.
    ///
    /// # Errors
    /// The search takes too long.
    pub fn is_match(&self, text: &str) -> Result<bool, PgError> {
        let chars: Vec<char> = text.chars().collect();
        self.find(&chars, 0).map(|found| found.is_some())
    }

    /// The first place from `from` on where it is found.
    ///
    /// # Errors
    /// The search takes too long.
    pub fn find(&self, chars: &[char], from: usize) -> Result<Option<Found>, PgError> {
        let mut search = Search {
            chars,
            groups: vec![None; self.groups],
            steps: 0,
            depth: 0,
            ignores_case: self.ignores_case,
            failed: false,
        };
        for start in from..=chars.len() {
            search.groups.fill(None);
            let mut end = None;
            let is_found = search.run(&self.root, start, &mut |_, at| {
                end = Some(at);
                true
            });
            if search.failed {
                return Err(PgError::new("54001", "regular expression is too complex"));
            }
            if let (true, Some(end)) = (is_found, end) {
                search.groups[0] = Some((start, end));
                return Ok(Some(Found {
                    start,
                    end,
                    groups: search.groups,
                }));
            }
        }
        Ok(None)
    }
}

struct Search<'t> {
    chars: &'t [char],
    groups: Vec<Option<(usize, usize)>>,
    steps: usize,
    depth: usize,
    ignores_case: bool,
    failed: bool,
}

type Then<'c, 't> = &'c mut dyn FnMut(&mut Search<'t>, usize) -> bool;

impl<'t> Search<'t> {
    /// Matches a node at a place and calls `then` with each place where it can end, until one suits.
    fn run(&mut self, node: &Node, at: usize, then: Then<'_, 't>) -> bool {
        self.steps += 1;
        if self.failed || self.steps > STEPS || self.depth > DEEPEST {
            self.failed = true;
            return false;
        }
        self.depth += 1;
        let is_found = self.step(node, at, then);
        self.depth -= 1;
        is_found
    }

    fn step(&mut self, node: &Node, at: usize, then: Then<'_, 't>) -> bool {
        match node {
            Node::Empty => then(self, at),
            Node::Char(_) | Node::Any | Node::Class(..) => match self.chars.get(at) {
                Some(char) if self.fits(node, *char) => then(self, at + 1),
                _ => false,
            },
            Node::Start => at == 0 && then(self, at),
            Node::End => at == self.chars.len() && then(self, at),
            Node::Boundary(wanted) => {
                let is_word = |place: Option<usize>| {
                    place
                        .and_then(|place| self.chars.get(place))
                        .is_some_and(|char| is_word(*char))
                };
                let is_boundary = is_word(at.checked_sub(1)) != is_word(Some(at));
                is_boundary == *wanted && then(self, at)
            }
            Node::Group(of, number) => {
                let Some(number) = *number else {
                    return self.run(of, at, then);
                };
                let before = self.groups[number];
                let is_found = self.run(of, at, &mut |search, end| {
                    let inner = search.groups[number].replace((at, end));
                    if then(search, end) {
                        return true;
                    }
                    search.groups[number] = inner;
                    false
                });
                if !is_found {
                    self.groups[number] = before;
                }
                is_found
            }
            Node::Look(of, wanted) => {
                let is_found = self.run(of, at, &mut |_, _| true);
                is_found == *wanted && !self.failed && then(self, at)
            }
            Node::Back(number) => {
                let Some((start, end)) = self.groups.get(*number).copied().flatten() else {
                    return false;
                };
                let length = end - start;
                let is_same = self.chars.get(at..at + length) == self.chars.get(start..end);
                is_same && then(self, at + length)
            }
            Node::Sequence(nodes) => self.sequence(nodes, at, then),
            Node::Choice(nodes) => nodes.iter().any(|node| self.run(node, at, then)),
            Node::Repeat {
                of,
                least,
                most,
                is_greedy,
            } => self.repeat(of, (*least, *most, *is_greedy), at, then),
        }
    }

    fn sequence(&mut self, nodes: &[Node], at: usize, then: Then<'_, 't>) -> bool {
        match nodes {
            [] => then(self, at),
            [only] => self.run(only, at, then),
            [first, rest @ ..] => self.run(first, at, &mut |search, end| {
                search.sequence(rest, end, then)
            }),
        }
    }

    fn repeat(
        &mut self,
        of: &Node,
        (least, most, is_greedy): (u32, u32, bool),
        at: usize,
        then: Then<'_, 't>,
    ) -> bool {
        if matches!(of, Node::Char(_) | Node::Any | Node::Class(..)) {
            // One character at a time needs no recursion.
            let limit = usize::try_from(most).unwrap_or(usize::MAX);
            let run = self.chars[at.min(self.chars.len())..]
                .iter()
                .take(limit)
                .take_while(|char| self.fits(of, **char))
                .count();
            let least = usize::try_from(least).unwrap_or(usize::MAX);
            if run < least {
                return false;
            }
            let mut ends = least..=run;
            return if is_greedy {
                ends.rev()
                    .any(|count| self.tick() && then(self, at + count))
            } else {
                ends.any(|count| self.tick() && then(self, at + count))
            };
        }
        if least == 0 && !is_greedy && then(self, at) {
            return true;
        }
        if most > 0 {
            let next = (
                least.saturating_sub(1),
                if most == u32::MAX { most } else { most - 1 },
                is_greedy,
            );
            let is_found = self.run(of, at, &mut |search, end| {
                // What matched nothing would match nothing for ever.
                (end > at || least > 0) && search.run_repeat(of, next, end, then)
            });
            if is_found {
                return true;
            }
        }
        least == 0 && is_greedy && !self.failed && then(self, at)
    }

    fn run_repeat(
        &mut self,
        of: &Node,
        bounds: (u32, u32, bool),
        at: usize,
        then: Then<'_, 't>,
    ) -> bool {
        self.depth += 1;
        if self.depth > DEEPEST {
            self.failed = true;
        }
        let is_found = !self.failed && self.repeat(of, bounds, at, then);
        self.depth -= 1;
        is_found
    }

    fn tick(&mut self) -> bool {
        self.steps += 1;
        if self.steps > STEPS {
            self.failed = true;
        }
        !self.failed
    }

    fn fits(&self, node: &Node, char: char) -> bool {
        match node {
            Node::Any => true,
            Node::Char(wanted) => {
                *wanted == char
                    || self.ignores_case && wanted.to_lowercase().eq(char.to_lowercase())
            }
            Node::Class(members, negated) => {
                let is_in = |char: char| members.iter().any(|member| member.has(char));
                let found = is_in(char)
                    || self.ignores_case
                        && (char.to_lowercase().any(is_in) || char.to_uppercase().any(is_in));
                found != *negated
            }
            _ => false,
        }
    }
}

impl Member {
    fn has(&self, char: char) -> bool {
        match self {
            Self::Range(first, last) => (*first..=*last).contains(&char),
            Self::Digit(wanted) => char.is_ascii_digit() == *wanted,
            Self::Word(wanted) => is_word(char) == *wanted,
            Self::Space(wanted) => char.is_whitespace() == *wanted,
        }
    }
}

fn is_word(char: char) -> bool {
    char.is_alphanumeric() || char == '_'
}

fn bad(what: &str) -> PgError {
    PgError::new("2201B", format!("invalid regular expression: {what}"))
}
