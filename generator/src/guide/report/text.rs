//! Turns a guide into lines for a terminal.

use super::{lines, summary};
use crate::guide::{Fate, Guide, Member, Part, Request};

/// The guide as text: `=` is the same but for capitals, `→` has another name, `~` has other types or
/// parameters, `»` stands elsewhere, `-` is gone, and
/// `+` are members that only the new type has.
#[must_use]
pub fn text(guide: &Guide) -> String {
    let (old, new) = (&guide.old, &guide.new);
    let mut text = format!("{} → {}\n", old.name, new.name);
    for (party, word) in [(old, "old"), (new, "new")] {
        let url = [" at ", &party.base_url].concat();
        let url = if party.base_url.is_empty() { "" } else { &url };
        text.push_str(&format!(
            "{word}: {}{url}, Rust in {}\n",
            party.name, party.rust
        ));
    }
    if let Some(casing) = guide.casing {
        let (old, new) = (casing.old.name(), casing.new.name());
        text.push_str(&format!("casing: {old} → {new}, {} names\n", casing.names));
    }
    text.push_str(&format!("requests: {}\n", summary(guide.requests)));
    text.push_str(&format!("members: {}\n", summary(guide.members)));
    for note in &guide.notes {
        text.push_str(&format!("note: {note}\n"));
    }
    for part in &guide.parts {
        text.push('\n');
        write_part(&mut text, part);
    }
    text
}

fn write_part(text: &mut String, part: &Part) {
    match &part.ty {
        None => text.push_str("the root of the service\n"),
        Some(ty) => {
            let new = ty.new.as_deref().unwrap_or("gone");
            let words = ty.element.words();
            text.push_str(&format!("{words} {} → {new}\n", ty.old));
            if let (Some(old), Some(new)) = (&ty.old_rust, &ty.new_rust) {
                text.push_str(&format!("  rust {}\n", between(old, new)));
            }
        }
    }
    write_notes(text, "  ", &part.notes);
    for line in lines(part) {
        let request = line.first;
        let new = line.new_request().unwrap_or_else(|| "gone".to_owned());
        let sign = request.fate.sign();
        text.push_str(&format!("  {sign} {} → {new}\n", line.old_request()));
        let rust = line.new_rust();
        let rust = rust.map_or_else(|| line.old_rust(), |new| between(&line.old_rust(), &new));
        text.push_str(&format!("      rust {rust}\n"));
        write_remarks(text, request);
    }
    for member in &part.members {
        write_member(text, member);
    }
    if !part.added.is_empty() {
        let names: Vec<&str> = part.added.iter().map(|added| &*added.name).collect();
        text.push_str(&format!("  + {}\n", names.join(", ")));
    }
}

fn write_remarks(text: &mut String, request: &Request) {
    for difference in &request.differences {
        text.push_str(&format!("      {difference}\n"));
    }
    write_notes(text, "      ", &request.notes);
}

fn write_member(text: &mut String, member: &Member) {
    let sign = member.fate.sign();
    let old = format!("{}: {}", member.old, member.old_type);
    let new = match (&member.new, &member.new_type) {
        (Some(new), Some(ty)) => format!("{new}: {ty}"),
        (Some(new), None) => new.clone(),
        _ => "gone".to_owned(),
    };
    text.push_str(&format!("  {sign} {old} → {new}\n"));
    if member.fate != Fate::Kept
        && let (Some(old), Some(new)) = (&member.old_rust, &member.new_rust)
    {
        text.push_str(&format!("      rust {}\n", between(old, new)));
    }
    write_notes(text, "      ", &member.notes);
}

fn write_notes(text: &mut String, indent: &str, notes: &[String]) {
    for note in notes {
        text.push_str(&format!("{indent}note: {note}\n"));
    }
}

/// Two Rust paths, or one where they are the same.
fn between(old: &str, new: &str) -> String {
    match old == new {
        true => old.to_owned(),
        false => format!("{old} → {new}"),
    }
}
