//! Properties into `$select` (OData URL 4.01 §5.1.4).

use super::Path;
use crate::property::{Navigation, Property};

/// Properties of an `Owner` to select: one, or a tuple, an array or a `Vec` of them.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not select properties of `{Owner}`",
    label = "not a property, navigation property or path of `{Owner}`, nor a tuple of them"
)]
pub trait Selection<Owner> {
    /// Adds to a list with commas what is not in it.
    fn add_to(self, list: &mut String);
}

fn add(list: &mut String, path: &str) {
    if list.split(',').any(|known| known == path) {
        return;
    }
    if !list.is_empty() {
        list.push(',');
    }
    list.push_str(path);
}

macro_rules! selections {
    ($($head:ident: $text:ident),*) => {$(
        impl<Owner, T, G> Selection<Owner> for $head<Owner, T, G> {
            fn add_to(self, list: &mut String) {
                add(list, self.$text());
            }
        }
    )*};
}

selections!(Property: name, Navigation: name, Path: as_str);

/// Implements a trait for tuples, arrays and lists of what has it.
macro_rules! for_several {
    ($trait:ident, $target:ty) => {
        impl<Owner, S: $trait<Owner>, const N: usize> $trait<Owner> for [S; N] {
            fn add_to(self, list: $target) {
                self.into_iter().for_each(|one| one.add_to(list));
            }
        }

        impl<Owner, S: $trait<Owner>> $trait<Owner> for Vec<S> {
            fn add_to(self, list: $target) {
                self.into_iter().for_each(|one| one.add_to(list));
            }
        }

        for_several! { @tuples $trait, $target: A B C D E F G H I J K L M N O P }
    };
    (@tuples $trait:ident, $target:ty: $first:ident $($rest:ident)*) => {
        impl<Owner, $first: $trait<Owner>, $($rest: $trait<Owner>),*> $trait<Owner>
            for ($first, $($rest,)*)
        {
            #[allow(non_snake_case)] // the parameters of the tuple are its variables, too
            fn add_to(self, list: $target) {
                let ($first, $($rest,)*) = self;
                $first.add_to(list);
                $($rest.add_to(list);)*
            }
        }

        for_several! { @tuples $trait, $target: $($rest)* }
    };
    (@tuples $trait:ident, $target:ty:) => {};
}

pub(super) use for_several;

for_several!(Selection, &mut String);
