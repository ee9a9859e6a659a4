//! Turns the places of a finding into the few lines around them, cut to a width.

use miette::{LabeledSpan, MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents};

use super::super::{Source, SourceId, Sources, Span, is_disturbing};

/// A line longer than this is cut, in characters; real documents come as one line of megabytes.
const LONG: usize = 120;
/// How much of a cut line stands before and after the underlined text, in characters.
const BEFORE: usize = 40;
const AFTER: usize = 60;
/// The longest underlined text in a cut line, in characters.
const UNDERLINED: usize = 60;
/// Lines this close to each other are shown as one piece.
const NEAR: usize = 3;

/// The text that a finding is about: pieces of files, laid one after the other.
///
/// Offsets that miette sees count from the first byte of the first piece, so that nothing ever
/// reads the files from their start.
#[derive(Debug)]
pub(super) struct Snippet<'a> {
    pieces: Vec<Piece<'a>>,
}

/// A few lines of one file.
#[derive(Debug)]
struct Piece<'a> {
    source: &'a Source,
    id: SourceId,
    /// The lines that are shown, counted from 0; the last one is shown too.
    first: usize,
    last: usize,
    /// What is underlined, in the order of the finding.
    marks: Vec<Mark>,
    /// Where the piece begins in the snippet, and its text.
    offset: usize,
    text: String,
}

/// An underlined text.
#[derive(Debug)]
struct Mark {
    label: String,
    start: usize,
    end: usize,
    line: usize,
    /// The place in the snippet.
    shown: SourceSpan,
}

impl<'a> Snippet<'a> {
    pub(super) fn new(places: &[&(Span, String)], sources: &'a Sources) -> Self {
        let mut pieces = Vec::<Piece<'a>>::new();
        for (span, label) in places.iter().copied() {
            let source = sources.get(span.source);
            let mark = Mark::new(*span, label, source);
            match pieces.iter_mut().find(|piece| piece.takes(*span, &mark)) {
                Some(piece) => piece.add(mark),
                None => pieces.push(Piece::new(span.source, source, mark)),
            }
        }
        let mut offset = 0;
        for piece in &mut pieces {
            piece.lay_out(offset);
            offset += piece.text.len();
        }
        Self { pieces }
    }

    /// The underlined texts; the finding's own place is the primary one.
    pub(super) fn labels(&self) -> impl Iterator<Item = LabeledSpan> {
        let pieces = self.pieces.iter().enumerate();
        pieces.flat_map(|(number, piece)| {
            let marks = piece.marks.iter().enumerate();
            marks.map(move |(place, mark)| {
                let label = (!mark.label.is_empty()).then(|| clean(&mark.label));
                if number == 0 && place == 0 {
                    LabeledSpan::new_primary_with_span(label, mark.shown)
                } else {
                    LabeledSpan::new_with_span(label, mark.shown)
                }
            })
        })
    }
}

impl Mark {
    /// A text of several lines is underlined in its first line only.
    fn new(span: Span, label: &str, source: &Source) -> Self {
        let start = boundary(&source.text, span.start);
        let line = source.lines().line_of(start);
        let (_, line_end) = source.lines().range(&source.text, line);
        Self {
            label: label.to_owned(),
            start: start.min(line_end),
            end: boundary(&source.text, span.end).clamp(start.min(line_end), line_end),
            line,
            shown: SourceSpan::from(0),
        }
    }
}

/// The offset, or the next smaller one at which a character begins or the text ends.
fn boundary(text: &str, offset: u32) -> usize {
    let mut offset = (offset as usize).min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

impl<'a> Piece<'a> {
    fn new(id: SourceId, source: &'a Source, mark: Mark) -> Self {
        Self {
            source,
            id,
            first: mark.line,
            last: mark.line,
            marks: vec![mark],
            offset: 0,
            text: String::new(),
        }
    }

    /// Whether another mark can stand in this piece: near its lines, and in none that is cut.
    fn takes(&self, span: Span, mark: &Mark) -> bool {
        let near = mark.line + NEAR >= self.first && mark.line <= self.last + NEAR;
        let cut = |line| self.source.line(line).chars().nth(LONG).is_some();
        self.id == span.source && near && !cut(mark.line) && !cut(self.marks[0].line)
    }

    fn add(&mut self, mark: Mark) {
        self.first = self.first.min(mark.line);
        self.last = self.last.max(mark.line);
        self.marks.push(mark);
    }

    /// Writes the text: the marked lines, what stands between them, and one line on each side.
    fn lay_out(&mut self, offset: usize) {
        self.offset = offset;
        self.first = self.first.saturating_sub(1);
        // what stands after the last line break is not a line unless it is what is meant
        let after = self.last + 1;
        let lines = self.source.lines().count();
        if after < lines && !(after == lines - 1 && self.source.line(after).is_empty()) {
            self.last = after;
        }
        for line in self.first..=self.last {
            self.lay_out_line(line);
        }
    }

    fn lay_out_line(&mut self, number: usize) {
        let line = self.source.line(number);
        let (line_start, _) = self.source.lines().range(&self.source.text, number);
        let marked = self.marks.iter().find(|mark| mark.line == number);
        let cut = match marked {
            Some(mark) => Cut::around(line, mark.start - line_start, mark.end - line_start),
            None => Cut::around(line, 0, 0),
        };
        let before = self.text.len();
        self.text.push_str(if cut.start > 0 { "…" } else { "" });
        let shown_start = self.offset + self.text.len();
        self.text.push_str(&line[cut.start..cut.end]);
        let shown_end = self.offset + self.text.len();
        self.text
            .push_str(if cut.end < line.len() { "…" } else { "" });
        if self.text[before..].contains(is_disturbing) {
            let clean = clean(&self.text[before..]);
            self.text.truncate(before);
            self.text.push_str(&clean);
        }
        self.text.push('\n');
        for mark in self.marks.iter_mut().filter(|mark| mark.line == number) {
            let place = |at: usize| {
                let inside = at.saturating_sub(line_start).max(cut.start);
                (shown_start + inside - cut.start).min(shown_end)
            };
            let (start, end) = (place(mark.start), place(mark.end));
            mark.shown = SourceSpan::from((start, end - start));
        }
    }
}

/// The part of a line that is shown, in bytes.
struct Cut {
    start: usize,
    end: usize,
}

impl Cut {
    /// The whole line, or what stands around `start..end` in a long one.
    fn around(line: &str, start: usize, end: usize) -> Self {
        if line.len() <= LONG || line.chars().nth(LONG).is_none() {
            return Self {
                start: 0,
                end: line.len(),
            };
        }
        let before = line[..start].char_indices().rev().nth(BEFORE - 1);
        let cut_start = before.map_or(0, |(at, _)| at);
        let underlined = line[start..end].chars().count().min(UNDERLINED);
        let after = line[start..].char_indices().nth(underlined + AFTER);
        Self {
            start: cut_start,
            end: after.map_or(line.len(), |(at, _)| start + at),
        }
    }
}

/// Replaces what would disturb a terminal by as many question marks as it has bytes.
pub(super) fn clean(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    for character in text.chars() {
        if is_disturbing(character) {
            clean.extend(std::iter::repeat_n('?', character.len_utf8()));
        } else {
            clean.push(character);
        }
    }
    clean
}

impl Source {
    fn line(&self, number: usize) -> &str {
        let (start, end) = self.lines().range(&self.text, number);
        &self.text[start..end]
    }
}

impl SourceCode for Snippet<'_> {
    /// Gives the whole piece that holds the span, or its line only where no context is asked for.
    fn read_span<'b>(
        &'b self,
        span: &SourceSpan,
        before: usize,
        after: usize,
    ) -> Result<Box<dyn SpanContents<'b> + 'b>, MietteError> {
        let end = span.offset() + span.len();
        let holds = |piece: &&Piece<'_>| {
            (piece.offset..piece.offset + piece.text.len()).contains(&span.offset())
                && end <= piece.offset + piece.text.len()
        };
        // spans that reach over two pieces are refused, which keeps miette from joining them
        let piece = self.pieces.iter().find(holds);
        let piece = piece.ok_or(MietteError::OutOfBounds)?;
        let contents = if before + after > 0 {
            piece.whole()
        } else {
            piece.header(span)
        };
        Ok(Box::new(contents))
    }
}

impl Piece<'_> {
    fn whole(&self) -> MietteSpanContents<'_> {
        MietteSpanContents::new_named(
            self.source.name.clone(),
            self.text.as_bytes(),
            SourceSpan::from((self.offset, self.text.len())),
            self.first,
            0,
            self.last - self.first + 1,
        )
    }

    /// The span alone, with the line and column that it has in the file.
    fn header(&self, span: &SourceSpan) -> MietteSpanContents<'_> {
        let marks = self.marks.iter();
        let mark = marks.clone().find(|mark| mark.shown == *span);
        let start = mark.or(marks.clone().next()).map_or(0, |mark| mark.start);
        let (line, column) = self.source.lines().position(&self.source.text, start);
        let at = span.offset() - self.offset;
        MietteSpanContents::new_named(
            self.source.name.clone(),
            &self.text.as_bytes()[at..at + span.len()],
            *span,
            line - 1,
            column - 1,
            1,
        )
    }
}
