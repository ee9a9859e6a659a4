//! Turns an operation and what is given to it into a call of its function.

use serde_json::Value;

use super::action::given;
use super::{Called, Place, Resolver, Walk};
use crate::explain::Failure;
use crate::explain::index::Index;
use crate::explain::request::{self, Argument};
use crate::explain::scope::{Scope, text};
use crate::explain::value;
use crate::plan::{self, Call, Function, GateRef, Outcome, Parameter, RustType, Step};

/// A call as code.
#[derive(Debug)]
pub(in crate::explain) struct Made {
    /// What follows the builder.
    pub(in crate::explain) code: String,
    /// It ends in a struct for optional parameters and not in a request.
    pub(in crate::explain) wrapped: bool,
    /// Parameters that no function takes, as calls on a request.
    pub(in crate::explain) extra: String,
}

/// The overload that takes these arguments; the one that was found where none does.
pub(super) fn overload<'p>(
    index: &Index<'p>,
    functions: &'p [Function],
    found: &'p Function,
    call: &'p Call,
    arguments: &[Argument],
) -> (&'p Function, &'p Call) {
    let same = functions
        .iter()
        .filter_map(|function| match &function.step {
            Step::Call(other) if other.wire == call.wire && other.namespace == call.namespace => {
                Some((function, other))
            }
            _ => None,
        });
    let given = |name: &str| {
        let named = |argument: &&Argument| {
            argument
                .name
                .as_deref()
                .is_some_and(|given| given.eq_ignore_ascii_case(name))
        };
        arguments.iter().any(|argument| named(&argument))
    };
    let takes = |call: &Call| {
        let optional = optional(index, call).len();
        let required = call.required.iter().all(|part| given(&part.name.wire));
        required && arguments.len() <= call.required.len() + optional
    };
    let mut fitting = same.filter(|(_, call)| !call.action && takes(call));
    fitting.next().unwrap_or((found, call))
}

pub(super) fn optional<'p>(index: &Index<'p>, call: &Call) -> &'p [Parameter] {
    let options = call.options.as_ref().and_then(|path| index.options(path));
    options.map_or(&[], |options| &options.parameters)
}

/// An argument from a literal in the URL.
pub(super) fn argument(
    scope: &mut Scope<'_>,
    argument: &plan::Argument,
    literal: &str,
    name: &str,
) -> Result<String, String> {
    let ty = match argument {
        plan::Argument::Value(ty)
        | plan::Argument::Into(ty)
        | plan::Argument::Reference(ty)
        | plan::Argument::Items(ty)
        | plan::Argument::Borrowed(ty) => ty,
    };
    let bare = match ty {
        RustType::Option(inner) => scope.index.bare(inner),
        ty => scope.index.bare(ty),
    };
    if let (Some(placeholder), RustType::Plain(plain)) = (request::placeholder(literal), bare)
        && *plain != "String"
    {
        let variable = scope.placeholder(placeholder);
        return Ok(format!("{variable}.parse::<{plain}>()?"));
    }
    let json = match argument {
        plan::Argument::Reference(_) | plan::Argument::Items(_) | plan::Argument::Borrowed(_) => {
            serde_json::from_str(literal).unwrap_or(Value::Null)
        }
        _ => value::of_literal(literal, bare),
    };
    given(scope, argument, &json).map_err(|reason| format!("`{name}`: {reason}"))
}

/// Whether an argument is a member of an enumeration that is written as a string.
///
/// The generated function writes the type in front (OData ABNF, `enum`), and this service may not
/// take that.
fn is_untyped_member(scope: &Scope<'_>, called: &Called<'_>) -> bool {
    let every = called
        .call
        .required
        .iter()
        .chain(optional(scope.index, called.call));
    let enums = every.filter(|part| match &part.argument {
        plan::Argument::Value(RustType::Generated(path)) => matches!(
            scope.index.content(path),
            Some(plan::Content::Enum(_) | plan::Content::Flags(_))
        ),
        _ => false,
    });
    let is_string = |part: &Parameter| {
        let same = |name: &String| name.eq_ignore_ascii_case(&part.name.wire);
        let given = |argument: &&Argument| argument.name.as_ref().is_some_and(same);
        let given = called.arguments.iter().find(given);
        given.is_some_and(|argument| argument.value.starts_with('\''))
    };
    enums.into_iter().any(is_string)
}

/// The call of a function past its generated one, with strings for all arguments.
fn raw_function(scope: &mut Scope<'_>, called: &Called<'_>) -> Made {
    let kind = kind(scope, &called.call.result);
    let namespace = called.call.namespace.as_deref().unwrap_or_default();
    let mut code = format!(
        ".function::<{kind}>({}, {})",
        text(namespace),
        text(&called.call.wire)
    );
    for argument in &called.arguments {
        let name = argument.name.as_deref().unwrap_or_default();
        let value = value::of_literal(&argument.value, &RustType::Plain("String"));
        let value = match value
            .as_str()
            .map(|value| (value, request::placeholder(value)))
        {
            Some((_, Some(name))) => scope.placeholder(name),
            Some((value, None)) => text(value),
            None => text(&argument.value),
        };
        code.push_str(&format!(".argument({}, {value})", text(name)));
    }
    scope.note(format!(
        "`{}` takes a member with its type in front, so that the function is called by its name",
        called.function.rust
    ));
    Made {
        code,
        wrapped: false,
        extra: String::new(),
    }
}

/// The call of a function with what stands in its parentheses.
pub(in crate::explain) fn function(
    scope: &mut Scope<'_>,
    called: &Called<'_>,
) -> Result<Made, String> {
    let all_text = |argument: &Argument| argument.value.starts_with('\'');
    if !scope.index.unqualified_enums()
        && is_untyped_member(scope, called)
        && called.arguments.iter().all(all_text)
    {
        return Ok(raw_function(scope, called));
    }
    let optional = optional(scope.index, called.call);
    let mut arguments = Vec::new();
    let find = |part: &Parameter| {
        called.arguments.iter().find(|argument| {
            argument
                .name
                .as_deref()
                .is_some_and(|name| name.eq_ignore_ascii_case(&part.name.wire))
        })
    };
    for (position, part) in called.call.required.iter().enumerate() {
        let unnamed = called
            .arguments
            .get(position)
            .filter(|argument| argument.name.is_none());
        let given = find(part).or(unnamed);
        let given = given.ok_or_else(|| {
            format!(
                "`{}` has to be called with `{}`",
                called.call.wire, part.name.wire
            )
        })?;
        arguments.push(argument(
            scope,
            &part.argument,
            &given.value,
            &part.name.wire,
        )?);
    }
    let mut code = format!(".{}({})", called.function.rust, arguments.join(", "));
    for given in &called.arguments {
        let Some(name) = &given.name else { continue };
        let same = |part: &&Parameter| part.name.wire.eq_ignore_ascii_case(name);
        if called.call.required.iter().any(|part| same(&part)) {
            continue;
        }
        let part = optional.iter().find(same);
        let part = part.ok_or_else(|| format!("`{}` takes no `{name}`", called.call.wire))?;
        let value = argument(scope, &part.argument, &given.value, name)?;
        code.push_str(&format!(".{}({value})", part.name.rust));
    }
    let wrapped = called.call.options.is_some();
    Ok(Made {
        code,
        wrapped,
        extra: String::new(),
    })
}

/// The kind of a request by what comes back.
pub(in crate::explain) fn kind(scope: &mut Scope<'_>, outcome: &Outcome) -> String {
    let (name, ty) = match outcome {
        Outcome::Nothing | Outcome::Builder(_) => return scope.odata("Nothing"),
        Outcome::Media => return scope.odata("Media"),
        Outcome::Entity(ty) => ("Entity", scope.ty(ty)),
        Outcome::Scalar(ty) => ("Scalar", scope.ty(ty)),
        Outcome::Items(ty) => ("Items", scope.ty(ty)),
        Outcome::Maybe(inner) => ("Maybe", kind(scope, inner)),
    };
    format!("{}<{ty}>", scope.odata(name))
}

impl<'p> Resolver<'_, 'p> {
    /// Goes on behind the call of a composable function.
    pub(super) fn lead_on(
        &mut self,
        walk: &mut Walk<'p>,
        called: &Called<'p>,
    ) -> Result<(), Failure> {
        let fail = |message: String| Failure::new(message, &self.target.url, called.span.clone());
        let Outcome::Builder(path) = &called.call.result else {
            return Err(fail(format!("nothing can follow `{}`", called.call.wire)));
        };
        let made = function(self.scope, called).map_err(fail)?;
        walk.code.push_str(&made.code);
        walk.place = self.place(path, &GateRef::Open);
        match walk.place {
            Place::Unknown => Err(Failure::new(
                "this is not typed",
                &self.target.url,
                called.span.clone(),
            )),
            _ => Ok(()),
        }
    }
}
