//! Turns what users of an old version write with a new one into lines for a terminal and into Markdown.

use super::Table;
use super::cells::{code, plain, table_head, table_row};
use crate::impact::{Migration, Row, Section};

/// What stands in the place of an item that is gone.
const GONE: &str = "gone";

/// The migration for a terminal: a paragraph for each old type.
#[must_use]
pub fn migration_text(migration: &Migration) -> String {
    let mut text = format!("{} → {}\n", migration.old, migration.new);
    for section in &migration.sections {
        text.push_str(&format!("\n{}\n", heading(section)));
        for row in &section.rows {
            text.push_str(&format!("  {}\n", line(row)));
        }
    }
    if migration.sections.is_empty() {
        text.push_str("\nnothing has to be written otherwise\n");
    }
    text
}

fn heading(section: &Section) -> String {
    match &section.new_name {
        Some(new) if *new == section.name => section.name.clone(),
        Some(new) => format!("{} → {new}", section.name),
        None => format!("{}: {GONE}", section.name),
    }
}

fn line(row: &Row) -> String {
    let with = |path: &str, ty: &Option<String>| match ty {
        Some(ty) => format!("{path}: {ty}"),
        None => path.to_owned(),
    };
    match &row.new {
        None => format!("- {}", row.old),
        Some(new) if *new == row.old => {
            let (old, new) = (row.old_type.as_deref(), row.new_type.as_deref());
            let nothing = "nothing";
            format!(
                "~ {}: {} → {}",
                row.old,
                old.unwrap_or(nothing),
                new.unwrap_or(nothing)
            )
        }
        Some(new) => format!(
            "→ {} → {}",
            with(&row.old, &row.old_type),
            with(new, &row.new_type)
        ),
    }
}

/// The migration as Markdown: a table for each old type.
#[must_use]
pub fn migration_markdown(migration: &Migration) -> String {
    let (old, new) = (code(&migration.old), code(&migration.new));
    let mut text = format!("# From {old} to {new}\n\n");
    text.push_str(
        "Every item of the old module that is called otherwise in the new one, that holds, takes or gives something \
         else, or that is gone. Paths are below the modules. What belongs to a type with another name has no row \
         where nothing but that name is different, and what belongs to a type that is gone has none at all.\n",
    );
    for section in &migration.sections {
        text.push_str(&format!("\n## {}\n\n", plain(&heading(section))));
        text.push_str(&table_head(
            [migration.old.clone(), migration.new.clone()].map(last),
        ));
        for row in &section.rows {
            let cell = |path: &str, ty: &Option<String>| match ty {
                Some(ty) => format!("{}: {}", code(path), code(ty)),
                None => code(path),
            };
            let new = row.new.as_deref();
            let new = new.map_or(GONE.to_owned(), |new| cell(new, &row.new_type));
            text.push_str(&table_row([cell(&row.old, &row.old_type), new]));
        }
    }
    text
}

/// The migration as a table of a page.
#[must_use]
pub fn migration_table(migration: &Migration) -> Table {
    let cell = |path: &str, ty: &Option<String>| match ty {
        Some(ty) => format!("{path}: {ty}"),
        None => path.to_owned(),
    };
    let rows = migration.sections.iter().flat_map(|section| &section.rows);
    let row = |row: &Row| {
        let new = row.new.as_deref();
        let new = new.map_or(GONE.to_owned(), |new| cell(new, &row.new_type));
        vec![cell(&row.old, &row.old_type), new]
    };
    Table {
        caption: "What Rust code is written otherwise".to_owned(),
        head: vec![migration.old.clone(), migration.new.clone()],
        rows: rows.map(row).collect(),
    }
}

/// The last part of a path.
fn last(path: String) -> String {
    match path.rsplit_once("::") {
        Some((_, last)) => code(last),
        None => code(&path),
    }
}
