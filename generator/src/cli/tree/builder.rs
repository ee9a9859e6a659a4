//! Turns a value into a tree, as serde shows it.

use std::fmt;

use serde::ser::{
    self, Serialize, SerializeMap, SerializeSeq, SerializeStruct, SerializeStructVariant,
    SerializeTuple, SerializeTupleStruct, SerializeTupleVariant, Serializer,
};

use super::{Context, Tree};
use odata_bindgen::diagnostics::{SourceId, Span};

/// Makes the tree of one value.
#[derive(Clone, Copy)]
pub(super) struct Builder<'c> {
    pub(super) context: &'c Context<'c>,
}

/// A value that no tree can hold.
#[derive(Debug)]
pub(super) struct Unsupported(String);

impl fmt::Display for Unsupported {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Unsupported {}

impl ser::Error for Unsupported {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self(message.to_string())
    }
}

type Result<T> = std::result::Result<T, Unsupported>;

macro_rules! integers {
    ($($function:ident($type:ty) as $variant:ident($wide:ty),)*) => {
        $(fn $function(self, value: $type) -> Result<Tree> {
            Ok(Tree::$variant(<$wide>::from(value)))
        })*
    };
}

impl<'c> Serializer for Builder<'c> {
    type Ok = Tree;
    type Error = Unsupported;
    type SerializeSeq = Items<'c>;
    type SerializeTuple = Items<'c>;
    type SerializeTupleStruct = Items<'c>;
    type SerializeTupleVariant = Items<'c>;
    type SerializeMap = Fields<'c>;
    type SerializeStruct = Fields<'c>;
    type SerializeStructVariant = Fields<'c>;

    integers! {
        serialize_i8(i8) as Int(i64),
        serialize_i16(i16) as Int(i64),
        serialize_i32(i32) as Int(i64),
        serialize_i64(i64) as Int(i64),
        serialize_u8(u8) as Number(u64),
        serialize_u16(u16) as Number(u64),
        serialize_u32(u32) as Number(u64),
        serialize_u64(u64) as Number(u64),
        serialize_f32(f32) as Float(f64),
        serialize_f64(f64) as Float(f64),
        serialize_char(char) as Text(String),
    }

    fn serialize_bool(self, value: bool) -> Result<Tree> {
        Ok(Tree::Bool {
            value,
            stated: false,
        })
    }

    fn serialize_str(self, text: &str) -> Result<Tree> {
        Ok(Tree::Text(text.to_owned()))
    }

    fn serialize_bytes(self, bytes: &[u8]) -> Result<Tree> {
        bytes.serialize(self)
    }

    fn serialize_none(self) -> Result<Tree> {
        Ok(Tree::Null)
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<Tree> {
        Ok(match value.serialize(self)? {
            Tree::Bool { value, .. } => Tree::Bool {
                value,
                stated: true,
            },
            other => other,
        })
    }

    fn serialize_unit(self) -> Result<Tree> {
        Ok(Tree::Null)
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<Tree> {
        Ok(Tree::Null)
    }

    fn serialize_unit_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
    ) -> Result<Tree> {
        Ok(Tree::Text(variant.to_owned()))
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        name: &'static str,
        value: &T,
    ) -> Result<Tree> {
        let tree = value.serialize(self)?;
        let named = match tree {
            Tree::Number(id) => u32::try_from(id)
                .ok()
                .and_then(|id| (self.context.name)(name, id)),
            _ => None,
        };
        Ok(named.map_or(tree, Tree::Text))
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<Tree> {
        Ok(variant_of(Some(variant), value.serialize(self)?))
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Items<'c>> {
        Ok(Items {
            builder: self,
            variant: None,
            items: Vec::new(),
        })
    }

    fn serialize_tuple(self, length: usize) -> Result<Items<'c>> {
        self.serialize_seq(Some(length))
    }

    fn serialize_tuple_struct(self, _: &'static str, length: usize) -> Result<Items<'c>> {
        self.serialize_seq(Some(length))
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Items<'c>> {
        Ok(Items {
            builder: self,
            variant: Some(variant),
            items: Vec::new(),
        })
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Fields<'c>> {
        self.serialize_struct("", 0)
    }

    fn serialize_struct(self, name: &'static str, _: usize) -> Result<Fields<'c>> {
        Ok(Fields {
            builder: self,
            name,
            variant: None,
            fields: Vec::new(),
        })
    }

    fn serialize_struct_variant(
        self,
        name: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Fields<'c>> {
        Ok(Fields {
            builder: self,
            name,
            variant: Some(variant),
            fields: Vec::new(),
        })
    }
}

/// A variant with what it holds.
fn variant_of(variant: Option<&str>, tree: Tree) -> Tree {
    match variant {
        Some(variant) => Tree::Map(vec![(variant.to_owned(), tree)]),
        None => tree,
    }
}

/// The items of a list, one after the other.
pub(super) struct Items<'c> {
    builder: Builder<'c>,
    variant: Option<&'static str>,
    items: Vec<Tree>,
}

macro_rules! items {
    ($($trait:ident::$function:ident,)*) => {
        $(impl $trait for Items<'_> {
            type Ok = Tree;
            type Error = Unsupported;

            fn $function<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<()> {
                self.items.push(value.serialize(self.builder)?);
                Ok(())
            }

            fn end(self) -> Result<Tree> {
                Ok(variant_of(self.variant, Tree::List(self.items)))
            }
        })*
    };
}

items! {
    SerializeSeq::serialize_element,
    SerializeTuple::serialize_element,
    SerializeTupleStruct::serialize_field,
    SerializeTupleVariant::serialize_field,
}

/// The fields of a struct, one after the other.
pub(super) struct Fields<'c> {
    builder: Builder<'c>,
    name: &'static str,
    variant: Option<&'static str>,
    fields: Vec<(String, Tree)>,
}

impl Fields<'_> {
    fn push<T: Serialize + ?Sized>(&mut self, name: &str, value: &T) -> Result<()> {
        self.fields
            .push((name.to_owned(), value.serialize(self.builder)?));
        Ok(())
    }

    /// The tree of the struct; those that stand for a single thing are written as one.
    fn finish(mut self) -> Tree {
        let text = |tree: &Tree| match tree {
            Tree::Text(text) => text.clone(),
            _ => String::new(),
        };
        if let ("Document", Some((_, source))) = (self.name, self.fields.first_mut())
            && let Tree::Number(id) = *source
        {
            let id = SourceId(u32::try_from(id).unwrap_or(u32::MAX));
            *source = Tree::Text(self.builder.context.sources.get(id).name.clone());
        }
        let tree = match (self.name, &*self.fields) {
            ("Span", [(_, source), (_, start), (_, end)]) => self.place(source, start, end),
            ("Spanned", [(_, value), _]) => value.clone(),
            ("TypeRef", [(_, name), (_, Tree::Bool { value: true, .. }), _]) => {
                Tree::Text(format!("Collection({})", text(name)))
            }
            ("TypeRef", [(_, name), ..]) => name.clone(),
            ("QualifiedName", [(_, namespace), (_, name)]) => {
                Tree::Text(format!("{}.{}", text(namespace), text(name)))
            }
            _ => Tree::Map(std::mem::take(&mut self.fields)),
        };
        variant_of(self.variant, tree)
    }

    /// Line and column of a span, and its file where that is not the one that all is about.
    fn place(&self, source: &Tree, start: &Tree, end: &Tree) -> Tree {
        let number = |tree: &Tree| match tree {
            Tree::Number(value) => u32::try_from(*value).unwrap_or(u32::MAX),
            _ => 0,
        };
        let Context { sources, home, .. } = self.builder.context;
        let source = SourceId(number(source));
        let span = Span {
            source,
            start: number(start),
            end: number(end),
        };
        let (line, column) = sources.position(span);
        Tree::Text(match *home == Some(source) {
            true => format!("{line}:{column}"),
            false => format!("{}:{line}:{column}", sources.get(source).name),
        })
    }
}

impl SerializeStruct for Fields<'_> {
    type Ok = Tree;
    type Error = Unsupported;

    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        value: &T,
    ) -> Result<()> {
        self.push(name, value)
    }

    fn end(self) -> Result<Tree> {
        Ok(self.finish())
    }
}

impl SerializeStructVariant for Fields<'_> {
    type Ok = Tree;
    type Error = Unsupported;

    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        value: &T,
    ) -> Result<()> {
        self.push(name, value)
    }

    fn end(self) -> Result<Tree> {
        Ok(self.finish())
    }
}

impl SerializeMap for Fields<'_> {
    type Ok = Tree;
    type Error = Unsupported;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<()> {
        let name = match key.serialize(self.builder)? {
            Tree::Text(text) => text,
            other => other.render().trim_end().to_owned(),
        };
        self.fields.push((name, Tree::Null));
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<()> {
        let value = value.serialize(self.builder)?;
        if let Some((_, slot)) = self.fields.last_mut() {
            *slot = value;
        }
        Ok(())
    }

    fn end(self) -> Result<Tree> {
        Ok(self.finish())
    }
}
