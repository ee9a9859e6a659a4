//! Turns calls of the canonical functions into functions of expressions (OData URL 4.01 §5.1.1.5 to §5.1.1.11).

use super::{Context, Reason, Typed};
use crate::explain::scope::Scope;
use crate::explain::syntax::Expression;
use crate::plan::RustType;

/// What a function is called on and what it gives.
struct Known {
    wire: &'static str,
    rust: &'static str,
    /// The type that it is called on.
    on: On,
    /// The types of the other arguments.
    takes: &'static [RustType],
    gives: RustType,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum On {
    Text,
    Instant,
    Duration,
    Number,
}

const TEXT: RustType = RustType::Plain("String");
const INT: RustType = RustType::Plain("i32");
const BOOL: RustType = RustType::Plain("bool");
const DECIMAL: RustType = RustType::Runtime("Decimal");

const fn known(
    wire: &'static str,
    rust: &'static str,
    on: On,
    takes: &'static [RustType],
    gives: RustType,
) -> Known {
    Known {
        wire,
        rust,
        on,
        takes,
        gives,
    }
}

#[rustfmt::skip]
static FUNCTIONS: [Known; 25] = [
    known("contains", "contains", On::Text, &[TEXT], BOOL),
    known("startswith", "starts_with", On::Text, &[TEXT], BOOL),
    known("endswith", "ends_with", On::Text, &[TEXT], BOOL),
    known("matchespattern", "matches_pattern", On::Text, &[TEXT], BOOL),
    known("length", "length", On::Text, &[], INT),
    known("indexof", "index_of", On::Text, &[TEXT], INT),
    known("substring", "substring", On::Text, &[INT], TEXT),
    known("substring", "substring_of_length", On::Text, &[INT, INT], TEXT),
    known("tolower", "to_lower", On::Text, &[], TEXT),
    known("toupper", "to_upper", On::Text, &[], TEXT),
    known("trim", "trim", On::Text, &[], TEXT),
    known("concat", "concat", On::Text, &[TEXT], TEXT),
    known("year", "year", On::Instant, &[], INT),
    known("month", "month", On::Instant, &[], INT),
    known("day", "day", On::Instant, &[], INT),
    known("hour", "hour", On::Instant, &[], INT),
    known("minute", "minute", On::Instant, &[], INT),
    known("second", "second", On::Instant, &[], INT),
    known("fractionalseconds", "fractional_seconds", On::Instant, &[], DECIMAL),
    known("date", "date", On::Instant, &[], RustType::Runtime("Date")),
    known("time", "time", On::Instant, &[], RustType::Runtime("TimeOfDay")),
    known("totaloffsetminutes", "total_offset_minutes", On::Instant, &[], INT),
    known("totalseconds", "total_seconds", On::Duration, &[], DECIMAL),
    known("round", "round", On::Number, &[], DECIMAL),
    known("floor", "floor", On::Number, &[], DECIMAL),
];

/// The call of a function.
pub(super) fn call(
    context: &Context<'_>,
    scope: &mut Scope<'_>,
    name: &str,
    arguments: &[Expression],
) -> Result<Typed, Reason> {
    let Some((first, rest)) = arguments.split_first() else {
        return Err(format!("there is no function for `{name}()`"));
    };
    let same = |known: &&Known| {
        (known.wire == name || (name == "ceiling" && known.wire == "floor"))
            && known.takes.len() == rest.len()
    };
    let known = FUNCTIONS.iter().find(same);
    let known = known.ok_or_else(|| {
        format!(
            "there is no function for `{name}` with {} arguments",
            arguments.len()
        )
    })?;
    let on = context.expression(scope, first)?;
    let bare = scope.index.bare(&on.ty).clone();
    if !is_on(known.on, &bare) {
        return Err(format!("`{name}` is not called on such a type"));
    }
    let mut values = Vec::new();
    for (argument, ty) in rest.iter().zip(known.takes) {
        values.push(context.right(scope, ty, argument)?);
    }
    let rust = if name == "ceiling" {
        "ceiling"
    } else {
        known.rust
    };
    // a rounded number stays of its type
    let ty = if known.on == On::Number {
        bare
    } else {
        known.gives.clone()
    };
    Ok(Typed {
        code: format!("{}.{rust}({})", on.code, values.join(", ")),
        ty,
    })
}

fn is_on(on: On, ty: &RustType) -> bool {
    match on {
        On::Text => *ty == TEXT,
        On::Instant => matches!(
            ty,
            RustType::Runtime("DateTimeOffset" | "Date" | "TimeOfDay")
        ),
        On::Duration => *ty == RustType::Runtime("Duration"),
        On::Number => matches!(
            ty,
            RustType::Plain("f32" | "f64") | RustType::Runtime("Decimal")
        ),
    }
}
