//! The text of a regular expression, read by descent.

use super::{Member, Node, bad};
use crate::engine::postgres::PgError;

/// What of a pattern was read.
pub(super) struct Reader {
    pub chars: Vec<char>,
    pub at: usize,
    pub groups: usize,
    pub depth: usize,
}

impl Reader {
    fn peek(&self) -> Option<char> {
        self.chars.get(self.at).copied()
    }

    fn take(&mut self, char: char) -> bool {
        let is_next = self.peek() == Some(char);
        self.at += usize::from(is_next);
        is_next
    }

    /// Alternatives, up to a closing parenthesis or the end.
    pub fn choice(&mut self) -> Result<Node, PgError> {
        self.depth += 1;
        if self.depth > 100 {
            return Err(bad("expression is too complex"));
        }
        let mut nodes = vec![self.sequence()?];
        while self.take('|') {
            nodes.push(self.sequence()?);
        }
        self.depth -= 1;
        Ok(if nodes.len() == 1 {
            nodes.swap_remove(0)
        } else {
            Node::Choice(nodes)
        })
    }

    fn sequence(&mut self) -> Result<Node, PgError> {
        let mut nodes = Vec::new();
        while let Some(char) = self.peek() {
            if char == '|' || char == ')' {
                break;
            }
            let atom = self.atom()?;
            nodes.push(self.repeated(atom)?);
        }
        Ok(match nodes.len() {
            0 => Node::Empty,
            1 => nodes.swap_remove(0),
            _ => Node::Sequence(nodes),
        })
    }

    fn repeated(&mut self, of: Node) -> Result<Node, PgError> {
        let (least, most) = match self.peek() {
            Some('*') => (0, u32::MAX),
            Some('+') => (1, u32::MAX),
            Some('?') => (0, 1),
            Some('{')
                if self
                    .chars
                    .get(self.at + 1)
                    .is_some_and(char::is_ascii_digit) =>
            {
                let Some(length) = self.chars[self.at..].iter().position(|char| *char == '}')
                else {
                    return Err(bad("braces {} not balanced"));
                };
                let text: String = self.chars[self.at + 1..self.at + length].iter().collect();
                let (least, most) = text.split_once(',').unwrap_or((&text, &text));
                let number = |text: &str| {
                    text.trim()
                        .parse::<u32>()
                        .ok()
                        .filter(|number| *number <= 255)
                };
                let least = number(least).ok_or_else(|| bad("invalid repetition count(s)"))?;
                let most = if most.trim().is_empty() {
                    u32::MAX
                } else {
                    number(most).ok_or_else(|| bad("invalid repetition count(s)"))?
                };
                if most < least {
                    return Err(bad("invalid repetition count(s)"));
                }
                self.at += length;
                (least, most)
            }
            _ => return Ok(of),
        };
        self.at += 1;
        let is_greedy = !self.take('?');
        if matches!(self.peek(), Some('*' | '+' | '?')) {
            return Err(bad("quantifier operand invalid"));
        }
        Ok(Node::Repeat {
            of: Box::new(of),
            least,
            most,
            is_greedy,
        })
    }

    fn atom(&mut self) -> Result<Node, PgError> {
        let char = self.peek().unwrap_or('\0');
        self.at += 1;
        Ok(match char {
            '.' => Node::Any,
            '^' => Node::Start,
            '$' => Node::End,
            '[' => self.class()?,
            '(' => self.group()?,
            '*' | '+' | '?' => return Err(bad("quantifier operand invalid")),
            '\\' => self.escape()?,
            char => Node::Char(char),
        })
    }

    fn group(&mut self) -> Result<Node, PgError> {
        let rest: String = self.chars[self.at..].iter().take(2).collect();
        let node = match rest.as_str() {
            "?:" => {
                self.at += 2;
                Node::Group(Box::new(self.choice()?), None)
            }
            "?=" | "?!" => {
                self.at += 2;
                Node::Look(Box::new(self.choice()?), rest == "?=")
            }
            _ => {
                let number = self.groups;
                self.groups += 1;
                Node::Group(Box::new(self.choice()?), Some(number))
            }
        };
        if self.take(')') {
            Ok(node)
        } else {
            Err(bad("parentheses () not balanced"))
        }
    }

    fn escape(&mut self) -> Result<Node, PgError> {
        let Some(char) = self.peek() else {
            return Err(bad("invalid escape \\ sequence"));
        };
        self.at += 1;
        Ok(match char {
            'd' | 'D' | 'w' | 'W' | 's' | 'S' => Node::Class(vec![shorthand(char)], false),
            'n' => Node::Char('\n'),
            't' => Node::Char('\t'),
            'r' => Node::Char('\r'),
            'm' | 'M' | 'y' => Node::Boundary(true),
            'Y' => Node::Boundary(false),
            'A' => Node::Start,
            'Z' => Node::End,
            digit @ '1'..='9' => Node::Back(digit.to_digit(10).unwrap_or(0) as usize),
            char => Node::Char(char),
        })
    }

    fn class(&mut self) -> Result<Node, PgError> {
        let negated = self.take('^');
        let mut members = Vec::new();
        let mut is_first = true;
        loop {
            let Some(char) = self.peek() else {
                return Err(bad("brackets [] not balanced"));
            };
            self.at += 1;
            match char {
                ']' if !is_first => return Ok(Node::Class(members, negated)),
                '[' if self.peek() == Some(':') => members.extend(self.named()?),
                '\\' if matches!(self.peek(), Some('d' | 'D' | 'w' | 'W' | 's' | 'S')) => {
                    members.push(shorthand(self.peek().unwrap_or('d')));
                    self.at += 1;
                }
                first => {
                    let first = if first == '\\' { self.one()? } else { first };
                    let is_range = self.peek() == Some('-')
                        && self.chars.get(self.at + 1).is_some_and(|char| *char != ']');
                    let last = if is_range {
                        self.at += 1;
                        self.one()?
                    } else {
                        first
                    };
                    if last < first {
                        return Err(bad("invalid character range"));
                    }
                    members.push(Member::Range(first, last));
                }
            }
            is_first = false;
        }
    }

    /// One character of a class, an escaped one too.
    fn one(&mut self) -> Result<char, PgError> {
        let mut next = || {
            let char = self.chars.get(self.at).copied();
            self.at += 1;
            char.ok_or_else(|| bad("brackets [] not balanced"))
        };
        Ok(match next()? {
            '\\' => match next()? {
                'n' => '\n',
                't' => '\t',
                'r' => '\r',
                char => char,
            },
            char => char,
        })
    }

    /// `[:alpha:]` and the like, after its first bracket.
    fn named(&mut self) -> Result<Vec<Member>, PgError> {
        let rest: String = self.chars[self.at..].iter().collect();
        let name = rest
            .strip_prefix(':')
            .and_then(|rest| rest.split_once(":]"))
            .map(|(name, _)| name.to_owned());
        let range = Member::Range;
        let members = match name.as_deref() {
            Some("alpha") => vec![range('a', 'z'), range('A', 'Z')],
            Some("digit") => vec![Member::Digit(true)],
            Some("alnum") => vec![range('a', 'z'), range('A', 'Z'), Member::Digit(true)],
            Some("lower") => vec![range('a', 'z')],
            Some("upper") => vec![range('A', 'Z')],
            Some("space") => vec![Member::Space(true)],
            Some("punct") => vec![
                range('!', '/'),
                range(':', '@'),
                range('[', '`'),
                range('{', '~'),
            ],
            Some("xdigit") => vec![Member::Digit(true), range('a', 'f'), range('A', 'F')],
            _ => return Err(bad("invalid character class")),
        };
        self.at += name.map_or(0, |name| name.chars().count()) + 3;
        Ok(members)
    }
}

fn shorthand(char: char) -> Member {
    match char {
        'd' => Member::Digit(true),
        'D' => Member::Digit(false),
        'w' => Member::Word(true),
        'W' => Member::Word(false),
        's' => Member::Space(true),
        _ => Member::Space(false),
    }
}
