//! Turns a guide into Markdown.

use super::{Line, lines, summary};
use crate::diff::Element;
use crate::guide::{Fate, Guide, Member, Part};

/// The guide as Markdown, with a table of contents.
#[must_use]
pub fn markdown(guide: &Guide) -> String {
    let (old, new) = (&guide.old, &guide.new);
    let mut text = format!("# From {} to {}\n\n", plain(&old.name), plain(&new.name));
    text.push_str("<!-- Written by odata-bindgen diff. Do not edit. -->\n\n");
    write_parties(&mut text, guide);
    for note in &guide.notes {
        text.push_str(&format!("- {}\n", plain(note)));
    }
    write_legend(&mut text, guide);
    write_contents(&mut text, guide);
    let mut section = "";
    for part in &guide.parts {
        let element = part.ty.as_ref().map(|ty| ty.element);
        let title = match element {
            None | Some(Element::EntityType) => "Requests and entity types",
            Some(Element::ComplexType) => "Complex types",
            Some(_) => "Enumeration types",
        };
        if title != section {
            text.push_str(&format!("\n## {title}\n"));
            section = title;
        }
        write_part(&mut text, guide, part);
    }
    text
}

fn write_parties(text: &mut String, guide: &Guide) {
    text.push_str("|  | requests begin with | Rust paths begin with |\n| --- | --- | --- |\n");
    for party in [&guide.old, &guide.new] {
        let url = match party.base_url.is_empty() {
            true => String::new(),
            false => code(&party.base_url),
        };
        let (name, rust) = (plain(&party.name), code(&party.rust));
        text.push_str(&format!("| {name} | {url} | {rust} |\n"));
    }
    text.push('\n');
    if let Some(casing) = guide.casing {
        text.push_str(&format!(
            "- Names are written in {} and no more in {}: {} names. That alone is not counted as a change.\n",
            casing.new.name(),
            casing.old.name(),
            casing.names
        ));
    }
    text.push_str(&format!("- Requests: {}.\n", summary(guide.requests)));
    let members = summary(guide.members);
    text.push_str(&format!(
        "- Properties and members of enumerations: {members}.\n"
    ));
}

fn write_legend(text: &mut String, guide: &Guide) {
    let (old, new) = (plain(&guide.old.name), plain(&guide.new.name));
    text.push_str(&format!(
        "\nAn address begins with the type that it is asked of: `{{Type}}/Name` stands for `Name` behind every \
         address\nthat leads to such a type. Requests of a base type are not repeated for the types derived \
         from it.\nA Rust path that stands alone is the same in both crates. What only {new} has is listed for \
         types\nthat {old} has, too.\n"
    ));
}

fn write_contents(text: &mut String, guide: &Guide) {
    let (old, new) = (plain(&guide.old.name), plain(&guide.new.name));
    text.push_str(&format!(
        "\n| {old} | {new} | requests: same | other | gone | properties: same | other | gone |\n"
    ));
    text.push_str("| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: |\n");
    for part in &guide.parts {
        let Some(ty) = &part.ty else { continue };
        if ty.element != Element::EntityType {
            continue;
        }
        let name = ty.old_name();
        let new = ty.new_name().map_or_else(|| "gone".to_owned(), code);
        let link = format!("[{}](#{})", plain(name), name.to_lowercase());
        let cells = [part.request_counts(), part.member_counts()].map(|counts| {
            let other = counts.renamed + counts.changed + counts.moved;
            format!("{} | {other} | {}", counts.kept, counts.gone)
        });
        text.push_str(&format!("| {link} | {new} | {} |\n", cells.join(" | ")));
    }
}

fn write_part(text: &mut String, guide: &Guide, part: &Part) {
    match &part.ty {
        None => text.push_str("\n### The root of the service\n"),
        Some(ty) => {
            text.push_str(&format!("\n### {}\n\n", plain(ty.old_name())));
            let new = ty.new.as_deref().map_or_else(|| "gone".to_owned(), code);
            text.push_str(&format!("{} → {new}", code(&ty.old)));
            if let (Some(old), Some(new)) = (&ty.old_rust, &ty.new_rust) {
                text.push_str(&format!(", in Rust {}", between(old, new)));
            }
            text.push('\n');
        }
    }
    if !part.notes.is_empty() {
        text.push('\n');
    }
    for note in &part.notes {
        text.push_str(&format!("- {}\n", plain(note)));
    }
    let lines = lines(part);
    if !lines.is_empty() {
        let (old, new) = (plain(&guide.old.name), plain(&guide.new.name));
        text.push_str(&format!(
            "\n| request in {old} | in {new} | Rust |\n| --- | --- | --- |\n"
        ));
        for line in lines {
            write_line(text, &line);
        }
    }
    write_members(text, guide, part);
}

fn write_line(text: &mut String, line: &Line<'_>) {
    let request = line.first;
    let mut new = match line.new_request() {
        Some(new) => code(&new),
        None => "**gone**".to_owned(),
    };
    let differences = request.differences.iter().map(|text| plain(text));
    let notes = request.notes.iter().map(|note| plain(note));
    for remark in differences.chain(notes) {
        new.push_str(&format!("<br>{remark}"));
    }
    let rust = match line.new_rust() {
        Some(there) => between(&line.old_rust(), &there),
        None => code(&line.old_rust()),
    };
    text.push_str(&format!(
        "| {} | {new} | {rust} |\n",
        code(&line.old_request())
    ));
}

fn write_members(text: &mut String, guide: &Guide, part: &Part) {
    let is_plain = |member: &&Member| member.fate == Fate::Kept && member.notes.is_empty();
    let (kept, others): (Vec<&Member>, Vec<&Member>) = part.members.iter().partition(is_plain);
    if !others.is_empty() {
        let (old, new) = (plain(&guide.old.name), plain(&guide.new.name));
        let is_enum = others
            .iter()
            .any(|member| member.element == Element::EnumMember);
        let what = if is_enum { "member" } else { "property" };
        text.push_str(&format!(
            "\n| {what} in {old} | in {new} | Rust |\n| --- | --- | --- |\n"
        ));
    }
    for member in others {
        let old = code(&format!("{}: {}", member.old, member.old_type));
        let mut new = match (&member.new, &member.new_type) {
            (Some(new), Some(ty)) => code(&format!("{new}: {ty}")),
            (Some(new), None) => code(new),
            _ => "**gone**".to_owned(),
        };
        for note in &member.notes {
            new.push_str(&format!("<br>{}", plain(note)));
        }
        let rust = match (&member.old_rust, &member.new_rust) {
            (Some(old), Some(new)) => between(old, new),
            (Some(old), None) => code(old),
            (None, _) => String::new(),
        };
        text.push_str(&format!("| {old} | {new} | {rust} |\n"));
    }
    let names = kept.iter().filter_map(|member| member.new.as_deref());
    write_list(text, "The same but for capitals", names);
    let added = part.added.iter().map(|added| added.name.as_str());
    write_list(text, &format!("Only in {}", plain(&guide.new.name)), added);
}

fn write_list<'g>(text: &mut String, title: &str, names: impl Iterator<Item = &'g str>) {
    let names: Vec<String> = names.map(code).collect();
    if !names.is_empty() {
        text.push_str(&format!("\n{title}: {}.\n", names.join(", ")));
    }
}

/// Two Rust paths, or one where they are the same.
fn between(old: &str, new: &str) -> String {
    match old == new {
        true => code(old),
        false => format!("{} → {}", code(old), code(new)),
    }
}

/// A name as code, which nothing in it can end.
fn code(text: &str) -> String {
    let text = text.replace('`', "'").replace('|', "\\|");
    format!(
        "`{}`",
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    )
}

/// A text that stays in its cell and opens no element of HTML; code and links in it stay what they are.
fn plain(text: &str) -> String {
    let text = text.replace('|', "\\|").replace('<', "&lt;");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
