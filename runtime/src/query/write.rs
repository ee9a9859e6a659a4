//! Operands into text, in parentheses where they bind less than what stands around them.

use super::{Argument, Binding, Expression};

/// What an operator or a function can be applied to.
pub(crate) trait Operand {
    /// Writes the text and tells how strongly it binds.
    fn write_operand(&self, out: &mut String) -> Binding;
}

impl<Owner, T> Operand for Expression<Owner, T> {
    fn write_operand(&self, out: &mut String) -> Binding {
        out.push_str(&self.text);
        self.binding
    }
}

/// An operator between two operands.
pub(super) struct Infix {
    name: &'static str,
    /// How strongly the operands must bind to stand without parentheses.
    left: Binding,
    right: Binding,
    binding: Binding,
}

impl Infix {
    pub(super) const fn equality(name: &'static str) -> Self {
        Self {
            name,
            left: Binding::Relational,
            right: Binding::Relational,
            binding: Binding::Equality,
        }
    }

    pub(super) const fn relational(name: &'static str) -> Self {
        Self {
            name,
            left: Binding::Additive,
            right: Binding::Additive,
            binding: Binding::Relational,
        }
    }

    pub(super) const fn membership(name: &'static str) -> Self {
        Self {
            name,
            left: Binding::Primary,
            right: Binding::Primary,
            binding: Binding::Equality,
        }
    }

    pub(super) const fn additive(name: &'static str) -> Self {
        Self {
            name,
            left: Binding::Additive,
            right: Binding::Multiplicative,
            binding: Binding::Additive,
        }
    }

    pub(super) const fn multiplicative(name: &'static str) -> Self {
        Self {
            name,
            left: Binding::Multiplicative,
            right: Binding::Unary,
            binding: Binding::Multiplicative,
        }
    }

    /// The operator with its operands.
    pub(super) fn apply<Owner, T, R>(
        &self,
        left: &impl Operand,
        right: impl Argument<Owner, T>,
    ) -> Expression<Owner, R> {
        self.apply_with(left, |out| grouped(out, self.right, |out| right.write(out)))
    }

    /// The same with a right side that is no expression.
    pub(super) fn apply_with<Owner, R>(
        &self,
        left: &impl Operand,
        right: impl FnOnce(&mut String),
    ) -> Expression<Owner, R> {
        let mut out = String::with_capacity(48);
        grouped(&mut out, self.left, |out| left.write_operand(out));
        out.push(' ');
        out.push_str(self.name);
        out.push(' ');
        right(&mut out);
        Expression::new(out, self.binding)
    }
}

/// A call of a function while its arguments are written.
pub(super) struct Call {
    text: String,
    empty: bool,
}

impl Call {
    pub(super) fn new(name: &str) -> Self {
        let mut text = String::with_capacity(48);
        text.push_str(name);
        text.push('(');
        Self { text, empty: true }
    }

    /// The call of a function of this operand.
    pub(super) fn of(name: &str, operand: &impl Operand) -> Self {
        Self::new(name).with(|out| {
            operand.write_operand(out);
        })
    }

    pub(super) fn argument<Owner, T>(self, argument: impl Argument<Owner, T>) -> Self {
        self.with(|out| {
            argument.write(out);
        })
    }

    pub(super) fn with(mut self, write: impl FnOnce(&mut String)) -> Self {
        if !self.empty {
            self.text.push(',');
        }
        self.empty = false;
        write(&mut self.text);
        self
    }

    pub(super) fn end<Owner, R>(mut self) -> Expression<Owner, R> {
        self.text.push(')');
        Expression::new(self.text, Binding::Primary)
    }
}

/// Writes an operand, and parentheses around it where it does not bind `at_least` so strongly.
pub(super) fn grouped(
    out: &mut String,
    at_least: Binding,
    write: impl FnOnce(&mut String) -> Binding,
) {
    let start = out.len();
    if write(out) < at_least {
        out.insert(start, '(');
        out.push(')');
    }
}
