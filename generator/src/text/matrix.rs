//! Turns the version matrix into lines for a terminal, into Markdown, and into a page.

use std::collections::BTreeMap;

use askama::Template;

use super::Table;
use super::cells::{ABSENT, PRESENT, Shown, code, plain, plural, table_head, table_row, value_of};
use crate::diff::Element;
use crate::diff::matrix::{Group, Matrix, Row};

/// The matrix for a terminal: a line for each type, and below it one for each element that does not just come
/// and go with it; with `full`, one for each element.
#[must_use]
pub fn matrix_text(matrix: &Matrix, full: bool) -> String {
    let mut lines: Vec<Vec<String>> = vec![head(matrix, str::to_owned)];
    for group in &matrix.groups {
        let words = group.row.element.words();
        let mut line = vec![format!("{} ({words})", group.row.name)];
        line.extend(cells(&group.row, str::to_owned));
        lines.push(line);
        for row in group
            .rows
            .iter()
            .filter(|row| full || !row.follows(&group.row))
        {
            let mut line = vec![format!("  {}", row.name)];
            line.extend(cells(row, str::to_owned));
            lines.push(line);
        }
        let followers = group.followers().count();
        if !full && followers > 0 {
            lines.push(vec![format!("  … {followers} that it always has")]);
        }
    }
    let text = aligned(&lines);
    let legend = format!(
        "{PRESENT} as in the newest version, {ABSENT} not there, otherwise what is different\n"
    );
    format!("{text}\n{legend}")
}

fn head(matrix: &Matrix, escape: impl Fn(&str) -> String) -> Vec<String> {
    let names = matrix.versions.iter().map(|name| escape(name));
    std::iter::once(String::new()).chain(names).collect()
}

/// The name of an element, and what stands behind it.
fn title(row: &Row, code: impl Fn(&str) -> String) -> String {
    match value_of(row) {
        Some((sign, value)) => format!("{}{sign}{}", code(&row.name), code(value)),
        None => code(&row.name),
    }
}

fn cells(row: &Row, code: impl Fn(&str) -> String) -> Vec<String> {
    let cells = row.cells.iter();
    cells
        .map(|cell| Shown::of(row, cell.as_ref()).text(&code))
        .collect()
}

/// How wide a column is at most; what is longer pushes the rest of its line aside.
const WIDEST: usize = 44;

/// Columns that begin at the same place in each line.
fn aligned(lines: &[Vec<String>]) -> String {
    let mut widths: Vec<usize> = Vec::new();
    for line in lines.iter().filter(|line| line.len() > 1) {
        widths.resize(widths.len().max(line.len()), 0);
        for (width, cell) in widths.iter_mut().zip(line) {
            *width = (*width).max(cell.chars().count().min(WIDEST));
        }
    }
    let mut text = String::new();
    for line in lines {
        let mut padded = String::new();
        for (cell, width) in line.iter().zip(&widths) {
            padded.push_str(&format!("{cell:width$}  "));
        }
        text.push_str(padded.trim_end());
        text.push('\n');
    }
    text
}

/// The matrix as Markdown: how many elements of each sort there are; then, sort by sort, the types whose parts are
/// the same wherever they are, and a table for each of the others. With `full`, each element has a row.
#[must_use]
pub fn matrix_markdown(matrix: &Matrix, full: bool) -> String {
    let names = matrix.versions.iter().map(|name| plain(name));
    let names = names.collect::<Vec<_>>().join(", ");
    let mut text = format!("# Which version has what: {names}\n\n");
    text.push_str(&format!(
        "{PRESENT} means: as in the newest version that has it, which gives the row its name. {ABSENT} means: not \
         there. Otherwise the cell says what is different: the name, the type (“is …”), what it derives from, what it \
         gives back, or the type that declares it (“in …”). What a type inherits stands with the type that declares \
         it.\n\n",
    ));
    text.push_str(&counts(matrix));
    let mut sorts: Vec<(Element, Vec<&Group>)> = Vec::new();
    for group in &matrix.groups {
        match sorts.last_mut() {
            Some((element, groups)) if *element == group.row.element => groups.push(group),
            _ => sorts.push((group.row.element, vec![group])),
        }
    }
    for (element, groups) in sorts {
        text.push_str(&format!("\n## {}\n", capital(&plural(element))));
        let (uneven, even): (Vec<&Group>, Vec<&Group>) = groups
            .into_iter()
            .partition(|group| full || group.differences().next().is_some());
        text.push_str(&even_groups(matrix, &even));
        for group in uneven {
            text.push_str(&uneven_group(matrix, group, full));
        }
    }
    text
}

/// How many elements of each sort each version has.
/// The matrix as a table of a page: a row for each type, and one for each element that does not just come and go
/// with it.
#[must_use]
pub fn matrix_table(matrix: &Matrix) -> Table {
    let row = |title: String, row: &Row| {
        let cells = cells(row, str::to_owned);
        std::iter::once(title).chain(cells).collect()
    };
    let rows = matrix.groups.iter().flat_map(|group| {
        let words = group.row.element.words();
        let own = row(format!("{} ({words})", group.row.name), &group.row);
        let differences = group.differences();
        let below = differences
            .map(move |below| row(format!("{} / {}", group.row.name, below.name), below));
        std::iter::once(own).chain(below)
    });
    Table {
        caption: "Which version has what".to_owned(),
        head: head(matrix, str::to_owned),
        rows: rows.collect(),
    }
}

fn counts(matrix: &Matrix) -> String {
    let mut counts: BTreeMap<Element, Vec<usize>> = BTreeMap::new();
    let rows = matrix.groups.iter();
    let rows = rows.flat_map(|group| std::iter::once(&group.row).chain(&group.rows));
    for row in rows {
        let counts = counts.entry(row.element).or_default();
        counts.resize(matrix.versions.len(), 0);
        for (count, cell) in counts.iter_mut().zip(&row.cells) {
            *count += usize::from(cell.is_some());
        }
    }
    let mut text = table_head(head(matrix, plain));
    for (element, counts) in counts {
        let numbers = counts.iter().map(ToString::to_string);
        text.push_str(&table_row(std::iter::once(plural(element)).chain(numbers)));
    }
    text
}

/// The types whose parts are the same in every version that has them: one row each.
fn even_groups(matrix: &Matrix, groups: &[&Group]) -> String {
    if groups.is_empty() {
        return String::new();
    }
    let mut head = head(matrix, plain);
    head.push("with, wherever it is".to_owned());
    let mut text = format!("\n{}", table_head(head));
    for group in groups {
        let parts = group.rows.iter().map(|row| code(&row.name));
        let mut row = vec![title(&group.row, code)];
        row.extend(cells(&group.row, code));
        row.push(parts.collect::<Vec<_>>().join(", "));
        text.push_str(&table_row(row));
    }
    text
}

/// A type of which some version has another part than the others.
fn uneven_group(matrix: &Matrix, group: &Group, full: bool) -> String {
    let mut text = format!(
        "\n### {}\n\n{}",
        plain(&group.row.name),
        table_head(head(matrix, plain))
    );
    let mut line = vec![format!("**{}**", title(&group.row, code))];
    line.extend(cells(&group.row, code));
    text.push_str(&table_row(line));
    for row in group
        .rows
        .iter()
        .filter(|row| full || !row.follows(&group.row))
    {
        let mut line = vec![title(row, code)];
        line.extend(cells(row, code));
        text.push_str(&table_row(line));
    }
    let followers: Vec<String> = group.followers().map(|row| code(&row.name)).collect();
    if !full && !followers.is_empty() {
        text.push_str(&format!(
            "\nThe same wherever it is: {}.\n",
            followers.join(", ")
        ));
    }
    text
}

fn capital(text: &str) -> String {
    let mut characters = text.chars();
    let first = characters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(characters).collect()
}

/// The matrix as a page that needs nothing else, with every element in a row of its own. A script filters rows; without scripts
/// everything is there.
#[must_use]
pub fn matrix_html(matrix: &Matrix) -> String {
    super::print(&Page {
        names: matrix.versions.join(", "),
        versions: &matrix.versions,
        groups: matrix.groups.iter().map(page_group).collect(),
    })
}

#[derive(Template)]
#[template(path = "matrix.html")]
struct Page<'m> {
    names: String,
    versions: &'m [String],
    groups: Vec<PageGroup<'m>>,
}

struct PageGroup<'m> {
    row: PageRow<'m>,
    rows: Vec<PageRow<'m>>,
}

struct PageRow<'m> {
    element: &'static str,
    name: &'m str,
    sign: &'static str,
    value: &'m str,
    /// It comes and goes with its type, and is the same everywhere.
    follows: bool,
    cells: Vec<PageCell<'m>>,
}

#[derive(Default)]
struct PageCell<'m> {
    class: &'static str,
    mark: &'static str,
    name: &'m str,
    verb: &'static str,
    value: &'m str,
    declared_by: &'m str,
}

fn page_group(group: &Group) -> PageGroup<'_> {
    let is_everywhere = group.row.cells.iter().all(Option::is_some);
    let is_even = is_everywhere && group.differences().next().is_none();
    let follows = is_even && group.row.follows(&group.row);
    PageGroup {
        row: page_row(&group.row, follows),
        rows: group
            .rows
            .iter()
            .map(|row| page_row(row, row.follows(&group.row)))
            .collect(),
    }
}

fn page_row(row: &Row, follows: bool) -> PageRow<'_> {
    let (sign, value) = value_of(row).unwrap_or_default();
    let cells = row.cells.iter();
    PageRow {
        element: row.element.words(),
        name: &row.name,
        sign,
        value,
        follows,
        cells: cells
            .map(|cell| page_cell(&Shown::of(row, cell.as_ref())))
            .collect(),
    }
}

fn page_cell<'m>(shown: &Shown<'m>) -> PageCell<'m> {
    match shown {
        Shown::Absent => PageCell {
            class: "absent",
            mark: ABSENT,
            ..PageCell::default()
        },
        Shown::Present => PageCell {
            class: "present",
            mark: PRESENT,
            ..PageCell::default()
        },
        Shown::Special {
            name,
            value,
            declared_by,
        } => PageCell {
            class: "special",
            name: name.unwrap_or_default(),
            verb: value.unwrap_or_default().0,
            value: value.unwrap_or_default().1,
            declared_by: declared_by.unwrap_or_default(),
            ..PageCell::default()
        },
    }
}
