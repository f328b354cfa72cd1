//! Rust's text as tokens, without comments and literals.

/// A piece of code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Token {
    /// An identifier or a keyword.
    Name(String),
    /// `::`
    Then,
    /// Any other letter.
    Mark(char),
}

/// Names, `::` and marks with their lines; comments and literals are left out.
pub(super) fn tokens(text: &str) -> Vec<(Token, usize)> {
    let letters: Vec<char> = text.chars().collect();
    let at = |place: usize| letters.get(place).copied().unwrap_or('\0');
    let mut tokens = Vec::new();
    let (mut place, mut line) = (0, 1);
    while place < letters.len() {
        let start = place;
        let letter = at(place);
        if letter == '/' && at(place + 1) == '/' {
            while place < letters.len() && at(place) != '\n' {
                place += 1;
            }
        } else if letter == '/' && at(place + 1) == '*' {
            place = end_of_comment(&letters, place);
        } else if letter == '"' {
            place = end_of_string(&letters, place);
        } else if letter == '\'' {
            place = end_of_char_or_lifetime(&letters, place);
        } else if letter.is_alphabetic() || letter == '_' {
            while at(place).is_alphanumeric() || at(place) == '_' {
                place += 1;
            }
            let name: String = letters[start..place].iter().collect();
            let hashes = letters[place..].iter().take_while(|c| **c == '#').count();
            match (name.as_str(), at(place + hashes)) {
                ("r" | "br" | "cr", '"') => {
                    place = end_of_raw_string(&letters, place + hashes, hashes);
                }
                ("b" | "c", '"') => place = end_of_string(&letters, place),
                ("b", '\'') => place = end_of_char_or_lifetime(&letters, place),
                // `r#type` is a name like any other.
                ("r", next) if hashes == 1 && (next.is_alphabetic() || next == '_') => place += 1,
                _ => tokens.push((Token::Name(name), line)),
            }
        } else if letter.is_numeric() {
            while at(place).is_alphanumeric() || at(place) == '_' {
                place += 1;
            }
        } else if letter == ':' && at(place + 1) == ':' {
            tokens.push((Token::Then, line));
            place += 2;
        } else {
            if !letter.is_whitespace() {
                tokens.push((Token::Mark(letter), line));
            }
            place += 1;
        }
        let passed = &letters[start..place.min(letters.len())];
        line += passed.iter().filter(|c| **c == '\n').count();
    }
    tokens
}

/// Block comments nest.
fn end_of_comment(letters: &[char], start: usize) -> usize {
    let (mut place, mut depth) = (start, 0_usize);
    while place < letters.len() {
        match letters.get(place..place + 2) {
            Some(['/', '*']) => {
                depth += 1;
                place += 2;
            }
            Some(['*', '/']) => {
                depth -= 1;
                place += 2;
                if depth == 0 {
                    break;
                }
            }
            _ => place += 1,
        }
    }
    place
}

fn end_of_string(letters: &[char], quote: usize) -> usize {
    let mut place = quote + 1;
    while let Some(letter) = letters.get(place) {
        match letter {
            '\\' => place += 2,
            '"' => return place + 1,
            _ => place += 1,
        }
    }
    place
}

fn end_of_raw_string(letters: &[char], quote: usize, hashes: usize) -> usize {
    let mut place = quote + 1;
    while place < letters.len() {
        let closing = letters[place] == '"'
            && letters[place + 1..]
                .iter()
                .take(hashes)
                .filter(|c| **c == '#')
                .count()
                == hashes;
        if closing {
            return place + 1 + hashes;
        }
        place += 1;
    }
    place
}

/// `'x'`, `'\n'` and `'\u{1b}'` are letters, `'a` is a lifetime.
fn end_of_char_or_lifetime(letters: &[char], quote: usize) -> usize {
    let quote = if letters.get(quote) == Some(&'\'') {
        quote
    } else {
        quote + 1
    };
    match (letters.get(quote + 1), letters.get(quote + 2)) {
        (Some('\\'), _) => {
            let mut place = quote + 3;
            while letters.get(place).is_some_and(|letter| *letter != '\'') {
                place += 1;
            }
            place + 1
        }
        (Some(_), Some('\'')) => quote + 3,
        _ => quote + 1,
    }
}
