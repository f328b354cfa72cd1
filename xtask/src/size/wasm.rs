//! As much of the WebAssembly format as the size report needs: how large each
//! function is, and what it is called.
//!
//! Sections are `id, length, content`; numbers are LEB128. The code section
//! lists function bodies, numbered behind the imported functions; the custom
//! section "name" holds their names in its subsection 1.

use std::collections::HashMap;

use crate::failure::{Failure, Outcome};

const CUSTOM: u8 = 0;
const IMPORTS: u8 = 2;
const CODE: u8 = 10;
const FUNCTION_NAMES: u8 = 1;

/// Code bytes per crate, the largest first. Data, tables and the rest are not
/// code and not counted.
pub(super) fn by_crate(module: &[u8]) -> Outcome<Vec<(String, u64)>> {
    let mut imported = 0;
    let mut bodies = Vec::new();
    let mut names = HashMap::new();
    for section in sections(module)? {
        let mut content = Reader(section.content);
        match section.id {
            IMPORTS => imported = imported_functions(&mut content)?,
            CODE => {
                for _ in 0..content.number()? {
                    let size = content.number()?;
                    content.take(size)?;
                    bodies.push(size);
                }
            }
            CUSTOM if content.text()? == "name" => names = function_names(&mut content)?,
            _ => {}
        }
    }
    let mut sizes: HashMap<String, u64> = HashMap::new();
    for (index, size) in (imported..).zip(bodies) {
        let owner = match names.get(&index) {
            Some(symbol) => crate_of(symbol),
            None => "(no name)".to_owned(),
        };
        *sizes.entry(owner).or_default() += size;
    }
    let mut sizes: Vec<_> = sizes.into_iter().collect();
    sizes.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    Ok(sizes)
}

/// The names of all custom sections.
pub(super) fn custom_sections(module: &[u8]) -> Outcome<Vec<String>> {
    sections(module)?
        .into_iter()
        .filter(|section| section.id == CUSTOM)
        .map(|section| Reader(section.content).text().map(str::to_owned))
        .collect()
}

struct Section<'a> {
    id: u8,
    content: &'a [u8],
}

fn sections(module: &[u8]) -> Outcome<Vec<Section<'_>>> {
    let mut rest = Reader(
        module
            .strip_prefix(b"\0asm\x01\0\0\0")
            .ok_or_else(|| broken("it does not begin as one"))?,
    );
    let mut sections = Vec::new();
    while !rest.0.is_empty() {
        let id = rest.byte()?;
        let length = rest.number()?;
        sections.push(Section {
            id,
            content: rest.take(length)?,
        });
    }
    Ok(sections)
}

fn imported_functions(imports: &mut Reader<'_>) -> Outcome<u64> {
    let mut functions = 0;
    for _ in 0..imports.number()? {
        imports.text()?;
        imports.text()?;
        match imports.byte()? {
            0 => {
                imports.number()?;
                functions += 1;
            }
            1 => {
                imports.byte()?;
                imports.limits()?;
            }
            2 => imports.limits()?,
            3 => {
                imports.take(2)?;
            }
            4 => {
                imports.byte()?;
                imports.number()?;
            }
            kind => return Err(broken(&format!("it imports something of kind {kind}"))),
        }
    }
    Ok(functions)
}

fn function_names(section: &mut Reader<'_>) -> Outcome<HashMap<u64, String>> {
    let mut names = HashMap::new();
    while !section.0.is_empty() {
        let id = section.byte()?;
        let length = section.number()?;
        let mut content = Reader(section.take(length)?);
        if id == FUNCTION_NAMES {
            for _ in 0..content.number()? {
                names.insert(content.number()?, content.text()?.to_owned());
            }
        }
    }
    Ok(names)
}

/// The crate a symbol belongs to: `<a::B as c::D>::e` is code of `a`, where a
/// method of `core` for a type of ours is our instance of it.
fn crate_of(symbol: &str) -> String {
    let plain = format!("{:#}", rustc_demangle::demangle(symbol));
    let start = plain.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '_');
    let start = ["dyn ", "mut ", "const ", "impl "]
        .iter()
        .fold(start, |text, word| text.strip_prefix(word).unwrap_or(text));
    let name: String = start
        .chars()
        .take_while(|c| c.is_alphanumeric() || *c == '_')
        .collect();
    if start[name.len()..].starts_with("::") {
        name
    } else {
        // `memcpy`, `__wbindgen_malloc` and closures of the linker.
        "(runtime)".to_owned()
    }
}

struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn take(&mut self, length: u64) -> Outcome<&'a [u8]> {
        let (taken, rest) = usize::try_from(length)
            .ok()
            .and_then(|length| self.0.split_at_checked(length))
            .ok_or_else(|| broken("it ends too early"))?;
        self.0 = rest;
        Ok(taken)
    }

    fn byte(&mut self) -> Outcome<u8> {
        Ok(self.take(1)?[0])
    }

    fn number(&mut self) -> Outcome<u64> {
        let mut number = 0;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            number |= u64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Ok(number);
            }
        }
        Err(broken("a number in it does not end"))
    }

    fn text(&mut self) -> Outcome<&'a str> {
        let length = self.number()?;
        std::str::from_utf8(self.take(length)?).map_err(|_| broken("a name in it is not UTF-8"))
    }

    fn limits(&mut self) -> Outcome {
        let has_maximum = self.byte()? & 1 == 1;
        self.number()?;
        if has_maximum {
            self.number()?;
        }
        Ok(())
    }
}

fn broken(why: &str) -> Failure {
    Failure::Unreadable {
        what: "the wasm file".to_owned(),
        why: why.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn section(id: u8, content: &[u8]) -> Vec<u8> {
        let mut section = vec![id, u8::try_from(content.len()).unwrap()];
        section.extend(content);
        section
    }

    fn text(text: &str) -> Vec<u8> {
        let mut bytes = vec![u8::try_from(text.len()).unwrap()];
        bytes.extend(text.as_bytes());
        bytes
    }

    /// One imported function, two of our own with three and five bytes.
    fn module() -> Vec<u8> {
        let imports = [vec![1], text("wbg"), text("f"), vec![0, 0]].concat();
        let code = [vec![2, 3], vec![0; 3], vec![5], vec![0; 5]].concat();
        let list = [
            vec![2, 1],
            text("_ZN6leptos5mount17h0123456789abcdefE"),
            vec![2],
            text("memcpy"),
        ]
        .concat();
        let names = [text("name"), section(FUNCTION_NAMES, &list)].concat();
        [
            b"\0asm\x01\0\0\0".to_vec(),
            section(IMPORTS, &imports),
            section(CODE, &code),
            section(CUSTOM, &names),
        ]
        .concat()
    }

    #[test]
    fn function_bodies_are_counted_for_the_crate_they_are_named_after() {
        assert_eq!(
            by_crate(&module()).unwrap(),
            [("(runtime)".to_owned(), 5), ("leptos".to_owned(), 3)]
        );
        assert_eq!(custom_sections(&module()).unwrap(), ["name"]);
    }

    #[test]
    fn a_file_that_is_cut_off_is_an_error_and_no_panic() {
        let module = module();
        assert!(by_crate(&module[..module.len() - 3]).is_err());
        assert!(by_crate(b"no wasm").is_err());
    }

    #[test]
    fn the_owner_of_a_symbol_is_its_crate() {
        assert_eq!(crate_of("_ZN4core3fmt5write17h0123456789abcdefE"), "core");
        assert_eq!(crate_of("<url::Url as core::fmt::Display>::fmt"), "url");
        assert_eq!(
            crate_of("<&mut serde_json::Value as x::Y>::z"),
            "serde_json"
        );
        assert_eq!(crate_of("__wbindgen_malloc"), "(runtime)");
    }
}
