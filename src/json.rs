//! Reads the backend's answers.
//!
//! The browser parses the JSON; this hands its objects to serde, field by
//! field in the order of the struct. That way serde's derived code is a plain
//! row of reads: it needs no names to compare, no room for fields that may come
//! in any order, and the panel no parser. It is a third of the size.

use js_sys::{Array, JSON, Reflect};
use serde::de::{
    self, DeserializeOwned, DeserializeSeed, Deserializer, EnumAccess, SeqAccess, VariantAccess,
    Visitor,
};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};

/// Something is not what it should be. Which, nobody could do anything about.
#[derive(Debug)]
pub struct Unreadable;

impl std::fmt::Display for Unreadable {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("unreadable")
    }
}

impl std::error::Error for Unreadable {}

impl de::Error for Unreadable {
    fn custom<T: std::fmt::Display>(_: T) -> Self {
        Self
    }

    fn invalid_length(_: usize, _: &dyn de::Expected) -> Self {
        Self
    }

    fn invalid_type(_: de::Unexpected<'_>, _: &dyn de::Expected) -> Self {
        Self
    }

    fn invalid_value(_: de::Unexpected<'_>, _: &dyn de::Expected) -> Self {
        Self
    }
}

/// Reads JSON.
///
/// # Errors
/// When it is none, or not of a `T`.
pub fn read<T: DeserializeOwned>(text: &str) -> Result<T, Unreadable> {
    T::deserialize(Json(JSON::parse(text).map_err(|_| Unreadable)?))
}

struct Json(JsValue);

impl Json {
    fn text(&self) -> Result<String, Unreadable> {
        self.0.as_string().ok_or(Unreadable)
    }

    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "JSON of our own backend: whole numbers, none below zero"
    )]
    fn number(&self) -> Result<u64, Unreadable> {
        self.0
            .as_f64()
            .map(|number| number as u64)
            .ok_or(Unreadable)
    }
}

impl<'de> Deserializer<'de> for Json {
    type Error = Unreadable;

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Unreadable> {
        Err(Unreadable)
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        visitor.visit_bool(self.0.as_bool().ok_or(Unreadable)?)
    }

    fn deserialize_u16<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        visitor.visit_u64(self.number()?)
    }

    fn deserialize_u32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        visitor.visit_u64(self.number()?)
    }

    fn deserialize_i64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        visitor.visit_u64(self.number()?)
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        visitor.visit_string(self.text()?)
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        visitor.visit_string(self.text()?)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        if self.0.is_null() || self.0.is_undefined() {
            visitor.visit_none()
        } else {
            visitor.visit_some(self)
        }
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        // A list that is left out is empty.
        let all = if self.0.is_undefined() {
            Array::new()
        } else {
            self.0.dyn_into().map_err(|_| Unreadable)?
        };
        visitor.visit_seq(Items { all, next: 0 })
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Unreadable> {
        if !self.0.is_object() {
            return Err(Unreadable);
        }
        visitor.visit_seq(Fields {
            of: self.0,
            names: names(fields),
            next: 0,
        })
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Unreadable> {
        let name = self.text()?;
        let at = variants.iter().position(|variant| *variant == name);
        visitor.visit_enum(Variant(at.ok_or(Unreadable)?))
    }

    serde::forward_to_deserialize_any! {
        i8 i16 i32 i128 u8 u64 u128 f32 f64 char bytes byte_buf unit unit_struct
        newtype_struct tuple tuple_struct map identifier ignored_any
    }
}

/// The elements of a list.
struct Items {
    all: Array,
    next: u32,
}

impl<'de> SeqAccess<'de> for Items {
    type Error = Unreadable;

    fn next_element_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Unreadable> {
        if self.next == self.all.length() {
            return Ok(None);
        }
        let item = self.all.get(self.next);
        self.next += 1;
        seed.deserialize(Json(item)).map(Some)
    }
}

/// Names of fields, as the browser wants them.
type Names = Rc<[JsValue]>;

thread_local! {
    static NAMES: RefCell<BTreeMap<(usize, usize), Names>> = const { RefCell::new(BTreeMap::new()) };
}

/// The names of a struct's fields. Handed to the browser once: a name is longer in
/// crossing over than its value is in being read, and a list has thousands.
fn names(fields: &'static [&'static str]) -> Names {
    let hand = || fields.iter().map(|name| JsValue::from_str(name)).collect();
    let of_struct = (fields.as_ptr().addr(), fields.len());
    NAMES.with_borrow_mut(|names| names.entry(of_struct).or_insert_with(hand).clone())
}

/// The fields of a struct, in its order.
struct Fields {
    of: JsValue,
    names: Names,
    next: usize,
}

impl<'de> SeqAccess<'de> for Fields {
    type Error = Unreadable;

    fn next_element_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Unreadable> {
        let Some(name) = self.names.get(self.next) else {
            return Ok(None);
        };
        self.next += 1;
        let value = Reflect::get(&self.of, name);
        seed.deserialize(Json(value.unwrap_or_default())).map(Some)
    }
}

/// A variant without anything in it, by its place.
struct Variant(usize);

impl<'de> EnumAccess<'de> for Variant {
    type Error = Unreadable;
    type Variant = Self;

    fn variant_seed<S: DeserializeSeed<'de>>(
        self,
        seed: S,
    ) -> Result<(S::Value, Self), Unreadable> {
        let at = self.0 as u64;
        let value = seed.deserialize(de::value::U64Deserializer::new(at))?;
        Ok((value, self))
    }
}

impl<'de> VariantAccess<'de> for Variant {
    type Error = Unreadable;

    fn unit_variant(self) -> Result<(), Unreadable> {
        Ok(())
    }

    fn newtype_variant_seed<S: DeserializeSeed<'de>>(self, _: S) -> Result<S::Value, Unreadable> {
        Err(Unreadable)
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, _: V) -> Result<V::Value, Unreadable> {
        Err(Unreadable)
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        _: &'static [&'static str],
        _: V,
    ) -> Result<V::Value, Unreadable> {
        Err(Unreadable)
    }
}
