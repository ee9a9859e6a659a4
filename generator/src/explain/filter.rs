//! Turns the tree of a filter into property constants and their functions, or says why it cannot.

mod functions;

use serde_json::Value;

use super::options::names;
use super::request::placeholder;
use super::scope::{Scope, snake, text};
use super::syntax::{Expression, Literal};
use super::value::find_member;
use crate::diagnostics::did_you_mean;
use crate::plan::{Capability, Content, Path, RustType};

/// A typed piece of a filter.
#[derive(Clone, Debug)]
pub(super) struct Typed {
    pub(super) code: String,
    pub(super) ty: RustType,
}

/// Why a filter cannot be typed.
pub(super) type Reason = String;

/// What a filter is about, and the variables of the lambdas around it.
struct Context<'t> {
    owner: &'t RustType,
    /// The innermost variable and the type of its items; one further out belongs to another owner.
    variable: Option<(String, RustType)>,
    /// How many variables stand around.
    depth: usize,
}

/// A filter over items of a type.
pub(super) fn filter(
    scope: &mut Scope<'_>,
    owner: &RustType,
    tree: &Expression,
) -> Result<String, Reason> {
    let context = Context {
        owner,
        variable: None,
        depth: 0,
    };
    let filter = context.expression(scope, tree)?;
    match filter.ty {
        RustType::Plain("bool") => Ok(filter.code),
        _ => Err("it is not true or false".to_owned()),
    }
}

impl Context<'_> {
    fn expression(&self, scope: &mut Scope<'_>, tree: &Expression) -> Result<Typed, Reason> {
        match tree {
            Expression::Path(path) => self.path(scope, path),
            Expression::Binary(left, operator, right) => self.binary(scope, left, operator, right),
            Expression::Unary("not", inner) => {
                let inner = self.boolean(scope, inner)?;
                Ok(boolean(format!("{inner}.not()")))
            }
            Expression::Unary(_, inner) => {
                let inner = self.expression(scope, inner)?;
                Ok(Typed {
                    code: format!("(-{})", inner.code),
                    ..inner
                })
            }
            Expression::Call(name, arguments) => functions::call(self, scope, name, arguments),
            Expression::In(left, items) => {
                let left = self.expression(scope, left)?;
                let items: Result<Vec<String>, Reason> = items
                    .iter()
                    .map(|item| self.right(scope, &left.ty, item))
                    .collect();
                Ok(boolean(format!(
                    "{}.is_in([{}])",
                    left.code,
                    items?.join(", ")
                )))
            }
            Expression::Lambda { path, all, body } => self.lambda(scope, path, *all, body.as_ref()),
            Expression::Literal(_, literal) => {
                Err(format!("an expression begins with the literal `{literal}`"))
            }
        }
    }

    fn boolean(&self, scope: &mut Scope<'_>, tree: &Expression) -> Result<String, Reason> {
        let typed = self.expression(scope, tree)?;
        match typed.ty {
            RustType::Plain("bool") => Ok(typed.code),
            _ => Err("something in it is not true or false".to_owned()),
        }
    }

    fn binary(
        &self,
        scope: &mut Scope<'_>,
        left: &Expression,
        operator: &str,
        right: &Expression,
    ) -> Result<Typed, Reason> {
        if let "and" | "or" = operator {
            let (left, right) = (self.boolean(scope, left)?, self.boolean(scope, right)?);
            return Ok(boolean(format!("{left}.{operator}({right})")));
        }
        let left = self.expression(scope, left)?;
        let is_null = matches!(right, Expression::Literal(Literal::Null, _));
        match operator {
            "eq" if is_null => return Ok(boolean(format!("{}.is_null()", left.code))),
            "ne" if is_null => return Ok(boolean(format!("{}.is_not_null()", left.code))),
            _ => {}
        }
        let value = self.right(scope, &left.ty, right)?;
        let arithmetic = match operator {
            "add" => "+",
            "sub" => "-",
            "mul" => "*",
            "div" => "/",
            "mod" => "%",
            "divby" => {
                return Ok(Typed {
                    code: format!("{}.div_by({value})", left.code),
                    ..left
                });
            }
            _ => return Ok(boolean(format!("{}.{operator}({value})", left.code))),
        };
        Ok(Typed {
            code: format!("({} {arithmetic} {value})", left.code),
            ..left
        })
    }

    /// The right side of an operator: a literal of the type on the left, or an expression of it.
    fn right(
        &self,
        scope: &mut Scope<'_>,
        ty: &RustType,
        tree: &Expression,
    ) -> Result<String, Reason> {
        match tree {
            Expression::Literal(kind, text) => literal(scope, ty, *kind, text),
            Expression::Path(path) if placeholder(&path.join("/")).is_some() => {
                Err(format!("`{}` could be a value of any form", path.join("/")))
            }
            _ => {
                let typed = self.expression(scope, tree)?;
                let same = *scope.index.bare(&typed.ty) == *scope.index.bare(ty);
                if same {
                    Ok(typed.code)
                } else {
                    Err("its sides are of different types".to_owned())
                }
            }
        }
    }

    fn path(&self, scope: &mut Scope<'_>, segments: &[String]) -> Result<Typed, Reason> {
        match &self.variable {
            Some((variable, ty)) if segments[0] == *variable => {
                let name = snake(variable);
                let Some(rest) = segments.get(1..).filter(|rest| !rest.is_empty()) else {
                    return Ok(Typed {
                        code: format!("{name}.clone()"),
                        ty: ty.clone(),
                    });
                };
                follow(scope, ty, rest, Capability::Filterable, Some(name))
            }
            Some(_) => Err(format!("`{}` is outside of the lambda", segments[0])),
            None => path(scope, self.owner, segments, Capability::Filterable),
        }
    }

    fn lambda(
        &self,
        scope: &mut Scope<'_>,
        path: &[String],
        all: bool,
        body: Option<&(String, Box<Expression>)>,
    ) -> Result<Typed, Reason> {
        let collection = self.path(scope, path)?;
        let RustType::Vec(item) = &collection.ty else {
            return Err(format!("`{}` is no collection", path.join("/")));
        };
        let Some((variable, body)) = body else {
            return Ok(boolean(format!("{}.is_not_empty()", collection.code)));
        };
        let inner = Context {
            owner: self.owner,
            variable: Some((variable.clone(), (**item).clone())),
            depth: self.depth + 1,
        };
        if inner.depth > 8 {
            return Err("lambdas stand too deep inside each other".to_owned());
        }
        let body = inner.boolean(scope, body)?;
        let name = if all { "all" } else { "any" };
        Ok(boolean(format!(
            "{}.{name}(|{}| {body})",
            collection.code,
            snake(variable)
        )))
    }
}

fn boolean(code: String) -> Typed {
    Typed {
        code,
        ty: RustType::Plain("bool"),
    }
}

/// A path of properties from a type.
pub(super) fn path(
    scope: &mut Scope<'_>,
    owner: &RustType,
    segments: &[String],
    needs: Capability,
) -> Result<Typed, Reason> {
    follow(scope, owner, segments, needs, None)
}

/// A path to select: nothing has to be allowed.
pub(super) fn select_path(
    scope: &mut Scope<'_>,
    owner: &RustType,
    segments: &[String],
) -> Result<String, Reason> {
    Ok(follow(scope, owner, segments, Capability::Readable, None)?.code)
}

fn follow(
    scope: &mut Scope<'_>,
    owner: &RustType,
    segments: &[String],
    needs: Capability,
    variable: Option<String>,
) -> Result<Typed, Reason> {
    let mut code = variable;
    let mut ty = owner.clone();
    for (position, segment) in segments.iter().enumerate() {
        let is_last = position + 1 == segments.len();
        if segment == "$count" && is_last && matches!(ty, RustType::Vec(_)) {
            let counted = code.ok_or("it begins with `$count`")?;
            return Ok(Typed {
                code: format!("{counted}.count()"),
                ty: RustType::Plain("i64"),
            });
        }
        let found = scope.index.constant(&ty, segment);
        let Some((constants, constant)) = found else {
            return Err(unknown(scope, &ty, segment));
        };
        if needs != Capability::Readable && !scope.index.allows(&constant.gate, needs) {
            let what = if needs == Capability::Sortable {
                "sorted"
            } else {
                "filtered"
            };
            return Err(format!(
                "the metadata says that `{}` cannot be {what} by",
                constant.name.wire
            ));
        }
        let name = scope.constant(constants, constant);
        code = Some(match code {
            None => name,
            Some(code) => format!("{code}.get({name})"),
        });
        ty = constant.ty.clone();
    }
    let code = code.ok_or("it names nothing")?;
    Ok(Typed { code, ty })
}

/// That a type has no such property, and what was probably meant.
pub(super) fn unknown(scope: &mut Scope<'_>, ty: &RustType, name: &str) -> Reason {
    let owner = match ty {
        RustType::Generated(path) => format!("`{}`", path.name),
        _ => "its type".to_owned(),
    };
    scope
        .lacks
        .push(format!("{owner} has no property `{name}`"));
    let near = did_you_mean(name, names(scope.index, ty));
    let near = near.map(|near| format!("; {near}")).unwrap_or_default();
    format!("{owner} has no property `{name}`{near}")
}

/// A literal on the right of a value of this type, if it prints as it was written.
fn literal(
    scope: &mut Scope<'_>,
    ty: &RustType,
    kind: Literal,
    written: &str,
) -> Result<String, Reason> {
    let bare = scope.index.bare(ty).clone();
    let misfit = || {
        Err(format!(
            "`{written}` is written like another type than that of its left side"
        ))
    };
    if let Some(name) = placeholder(written).filter(|_| kind == Literal::String) {
        return match bare {
            RustType::Plain("String") => Ok(scope.placeholder(name)),
            _ => misfit(),
        };
    }
    let name = match (&bare, kind) {
        (RustType::Plain("String"), Literal::String) => return Ok(text(written)),
        (RustType::Plain("bool"), Literal::Boolean) => return Ok(written.to_owned()),
        (RustType::Plain("f32" | "f64"), Literal::Number) if written.contains('.') => {
            return Ok(written.to_owned());
        }
        (RustType::Plain("f32" | "f64" | "bool" | "String"), _) => return misfit(),
        (RustType::Plain(_), Literal::Integer) => return Ok(written.to_owned()),
        (RustType::Runtime("DateTimeOffset"), Literal::DateTimeOffset) => "DateTimeOffset",
        (RustType::Runtime("DateTimeOffset" | "Date"), Literal::Date) => "Date",
        (RustType::Runtime("TimeOfDay"), Literal::TimeOfDay) => "TimeOfDay",
        (RustType::Runtime("Duration"), Literal::Duration) => "Duration",
        (RustType::Runtime("Uuid"), Literal::Guid) => "Uuid",
        (RustType::Runtime("Decimal"), Literal::Number | Literal::Integer) => "Decimal",
        (RustType::Generated(path), Literal::Enum) => {
            return qualified_members(scope, path, written)
                .ok_or_else(|| format!("`{written}` is no member of the type"));
        }
        (RustType::Generated(path), Literal::String) if scope.index.unqualified_enums() => {
            return members(scope, path, written)
                .ok_or_else(|| format!("`'{written}'` is no member of the type"));
        }
        (RustType::Generated(_), Literal::String) => {
            return Err(format!(
                "a member is written with its type in front of `'{written}'`"
            ));
        }
        _ => return misfit(),
    };
    let parsed = serde_json::to_string(&Value::String(written.to_owned()))
        .map_err(|error| error.to_string())?;
    Ok(format!("{parsed}.parse::<{}>()?", scope.odata(name)))
}

/// The members in `Namespace.Type'Member,Member'`.
fn qualified_members(scope: &mut Scope<'_>, path: &Path, written: &str) -> Option<String> {
    let (qualified, names) = written.split_once('\'')?;
    let wire = match scope.index.content(path)? {
        Content::Enum(ty) => &ty.name.wire,
        Content::Flags(ty) => &ty.name.wire,
        _ => return None,
    };
    wire.eq_ignore_ascii_case(qualified)
        .then(|| members(scope, path, names.strip_suffix('\'')?))?
}

/// The members in `Member,Member`.
fn members(scope: &mut Scope<'_>, path: &Path, names: &str) -> Option<String> {
    let members = match scope.index.content(path)? {
        Content::Enum(ty) => &ty.members,
        Content::Flags(ty) => &ty.members,
        _ => return None,
    };
    let name = scope.path(path);
    let one = |part: &str| {
        let member = find_member(scope, members, part.trim())?;
        Some(format!("{name}::{}", member.name.rust))
    };
    let members: Option<Vec<String>> = names.split(',').map(one).collect();
    members.map(|members| members.join(" | "))
}
