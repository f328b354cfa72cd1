//! Which paths a source file names.
//!
//! A reader of tokens that follows `use` trees, inline paths and inline
//! modules. It is no compiler: a path begun with a name that this file imports
//! is completed from that import, and anything else is taken as it stands. That
//! is enough for arrows between modules, and it needs no crate that takes
//! longer to compile than xtask itself.

use std::collections::HashMap;

use crate::architecture::tokens::{Token, tokens};

/// A path as written, completed as far as this file allows, e.g.
/// `crate::store::accounts` or `sqlx::query`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Named {
    /// Its segments. A path into this crate begins with `crate`.
    pub(super) path: Vec<String>,
    /// The line it begins on.
    pub(super) line: usize,
}

/// What a file names, and which files are there for tests only.
#[derive(Debug, Default)]
pub(super) struct Scan {
    /// Paths in code that is shipped.
    pub(super) named: Vec<Named>,
    /// `#[cfg(test)] mod name;`: the file of that module holds tests.
    pub(super) test_modules: Vec<String>,
}

/// Scans a file that is the module `module` of the crate (empty for the root).
pub(super) fn scan(text: &str, module: &[String], own_name: &str) -> Scan {
    let mut reader = Reader {
        tokens: tokens(text),
        next: 0,
        module: module.to_vec(),
        own_name,
        inline: Vec::new(),
        depth: 0,
        children: Vec::new(),
        imports: HashMap::new(),
        scan: Scan::default(),
    };
    reader.children = reader.declared_modules();
    reader.read();
    let imports = reader.imports;
    let mut scan = reader.scan;
    for named in &mut scan.named {
        // `use crate::store;` makes `store::open` a path into our own room.
        if let Some(whole) = named.path.first().and_then(|first| imports.get(first)) {
            let mut completed = whole.clone();
            completed.extend(named.path.drain(1..));
            named.path = completed;
        }
    }
    scan
}

struct Reader<'a> {
    tokens: Vec<(Token, usize)>,
    next: usize,
    module: Vec<String>,
    own_name: &'a str,
    /// Inline modules we are inside of, each with the depth it ends at.
    inline: Vec<(String, usize)>,
    depth: usize,
    /// Modules this file declares.
    children: Vec<String>,
    /// Names that this file imports from its own crate, with their paths.
    imports: HashMap<String, Vec<String>>,
    scan: Scan,
}

impl Reader<'_> {
    fn peek(&self, ahead: usize) -> Option<&Token> {
        self.tokens.get(self.next + ahead).map(|(token, _)| token)
    }

    fn is_mark(&self, ahead: usize, mark: char) -> bool {
        self.peek(ahead) == Some(&Token::Mark(mark))
    }

    fn is_name(&self, ahead: usize, name: &str) -> bool {
        matches!(self.peek(ahead), Some(Token::Name(found)) if found == name)
    }

    fn name(&self, ahead: usize) -> Option<String> {
        match self.peek(ahead) {
            Some(Token::Name(name)) => Some(name.clone()),
            _ => None,
        }
    }

    fn line(&self) -> usize {
        self.tokens.get(self.next).map_or(0, |(_, line)| *line)
    }

    fn declared_modules(&self) -> Vec<String> {
        self.tokens
            .windows(3)
            .filter_map(|three| match three {
                [
                    (Token::Name(word), _),
                    (Token::Name(name), _),
                    (Token::Mark(';'), _),
                ] if word == "mod" => Some(name.clone()),
                _ => None,
            })
            .collect()
    }

    fn read(&mut self) {
        while self.next < self.tokens.len() {
            if self.at_test_attribute() {
                self.skip_test_item();
            } else if self.is_name(0, "use") && !self.is_mark(1, '<') {
                self.next += 1;
                self.use_tree(&[]);
            } else if self.is_name(0, "mod") && self.name(1).is_some() && self.is_mark(2, '{') {
                let name = self.name(1).unwrap_or_default();
                self.inline.push((name, self.depth));
                self.depth += 1;
                self.next += 3;
            } else if self.is_mark(0, '.') {
                // A method or a field is no path.
                self.next += 1;
                if self.name(0).is_some() && self.peek(1) != Some(&Token::Then) {
                    self.next += 1;
                }
            } else if self.name(0).is_some() {
                self.inline_path();
            } else {
                if self.is_mark(0, '{') {
                    self.depth += 1;
                } else if self.is_mark(0, '}') {
                    self.depth = self.depth.saturating_sub(1);
                    if self.inline.last().is_some_and(|(_, at)| *at == self.depth) {
                        self.inline.pop();
                    }
                }
                self.next += 1;
            }
        }
    }

    /// `a::b::c` in code; a single name says nothing about where it is from.
    fn inline_path(&mut self) {
        let line = self.line();
        let mut path: Vec<String> = self.name(0).into_iter().collect();
        self.next += 1;
        while self.peek(0) == Some(&Token::Then) {
            let Some(name) = self.name(1) else { break };
            path.push(name);
            self.next += 2;
        }
        if path.len() > 1 {
            let path = self.complete(path);
            self.scan.named.push(Named { path, line });
        }
    }

    /// One branch of a `use`, behind the prefix that leads to it.
    fn use_tree(&mut self, prefix: &[String]) {
        let line = self.line();
        let mut path = prefix.to_vec();
        loop {
            if self.peek(0) == Some(&Token::Then) {
                self.next += 1;
            } else if self.is_mark(0, '{') {
                self.next += 1;
                while self.next < self.tokens.len() && !self.is_mark(0, '}') {
                    self.use_tree(&path);
                    if self.is_mark(0, ',') {
                        self.next += 1;
                    }
                }
                self.next += 1;
                return;
            } else if self.is_mark(0, '*') {
                self.next += 1;
                break;
            } else if self.is_name(0, "as") {
                let alias = self.name(1);
                self.next += 2;
                self.import(path, alias, line);
                return;
            } else if let Some(name) = self.name(0) {
                // `use a::b::{self}` is `use a::b`.
                if name != "self" || path.is_empty() {
                    path.push(name);
                }
                self.next += 1;
            } else {
                if !self.is_mark(0, ',') && !self.is_mark(0, '}') {
                    self.next += 1;
                }
                break;
            }
        }
        self.import(path, None, line);
    }

    fn import(&mut self, path: Vec<String>, alias: Option<String>, line: usize) {
        if path.is_empty() {
            return;
        }
        let path = self.complete(path);
        if path.first().is_some_and(|first| first == "crate")
            && let Some(name) = alias.or_else(|| path.last().cloned())
        {
            self.imports.insert(name, path.clone());
        }
        self.scan.named.push(Named { path, line });
    }

    /// Turns `self`, `super`, our own crate's name and modules declared here
    /// into paths from `crate`.
    fn complete(&self, path: Vec<String>) -> Vec<String> {
        let here = || {
            let mut here = vec!["crate".to_owned()];
            here.extend(self.module.iter().cloned());
            here.extend(self.inline.iter().map(|(name, _)| name.clone()));
            here
        };
        let Some(first) = path.first() else {
            return path;
        };
        match first.as_str() {
            "crate" => path,
            "self" => [here(), path[1..].to_vec()].concat(),
            "super" => {
                let mut from = here();
                let up = path.iter().take_while(|name| *name == "super").count();
                from.truncate(from.len().saturating_sub(up).max(1));
                [from, path[up..].to_vec()].concat()
            }
            name if name == self.own_name => {
                [vec!["crate".to_owned()], path[1..].to_vec()].concat()
            }
            name if self.inline.is_empty() && self.children.iter().any(|child| child == name) => {
                [here(), path].concat()
            }
            _ => path,
        }
    }

    /// `#[cfg(test)]`
    fn at_test_attribute(&self) -> bool {
        self.is_mark(0, '#')
            && self.is_mark(1, '[')
            && self.is_name(2, "cfg")
            && self.is_mark(3, '(')
            && self.is_name(4, "test")
            && self.is_mark(5, ')')
            && self.is_mark(6, ']')
    }

    /// Skips the item behind the attribute, to its `;` or closing brace.
    fn skip_test_item(&mut self) {
        self.next += 7;
        let mut depth = 0_usize;
        while let Some(token) = self.peek(0).cloned() {
            if depth == 0 && token == Token::Name("mod".to_owned()) && self.is_mark(2, ';') {
                self.scan.test_modules.extend(self.name(1));
            }
            self.next += 1;
            match token {
                Token::Mark('{' | '(' | '[') => depth += 1,
                Token::Mark(')' | ']') => depth = depth.saturating_sub(1),
                Token::Mark('}') => {
                    depth = depth.saturating_sub(1);
                    if depth == 0 {
                        return;
                    }
                }
                Token::Mark(';') if depth == 0 => return,
                _ => {}
            }
        }
    }
}

#[cfg(test)]
#[path = "scan_tests.rs"]
mod tests;
