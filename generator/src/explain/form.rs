//! Turns the form of a text into what primitive values it may be (OData ABNF, primitive literals).

/// `2014-09-01`
pub(super) fn is_date(text: &str) -> bool {
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let parts: Vec<&str> = unsigned.split('-').collect();
    let [year, month, day] = parts[..] else {
        return false;
    };
    let between = |text: &str, most: u8| {
        let number = text
            .parse::<u8>()
            .ok()
            .filter(|_| is_digits(text) && text.len() == 2);
        number.is_some_and(|number| number >= 1 && number <= most)
    };
    year.len() == 4 && is_digits(year) && between(month, 12) && between(day, 31)
}

/// `2014-09-01T08:00:00Z`
pub(super) fn is_date_time_offset(text: &str) -> bool {
    let Some((date, time)) = text.split_once(['T', 't']) else {
        return false;
    };
    let Some(at) = time.find(['Z', 'z', '+', '-']) else {
        return false;
    };
    let (time, zone) = time.split_at(at);
    let is_zone = matches!(zone, "Z" | "z")
        || zone.len() == 6 && zone.is_char_boundary(1) && is_hours_and_minutes(&zone[1..]);
    is_date(date) && is_time_of_day(time) && is_zone
}

/// `08:00`, `08:00:00`, `08:00:00.123`
pub(super) fn is_time_of_day(text: &str) -> bool {
    let parts: Vec<&str> = text.split(':').collect();
    let (hours, minutes, seconds) = match parts[..] {
        [hours, minutes] => (hours, minutes, "00"),
        [hours, minutes, seconds] => (hours, minutes, seconds),
        _ => return false,
    };
    let (whole, fraction) = seconds.split_once('.').unwrap_or((seconds, "0"));
    let two = |text: &str, below: u8| {
        text.len() == 2 && is_digits(text) && text.parse::<u8>().is_ok_and(|n| n < below)
    };
    let is_fraction = !fraction.is_empty() && fraction.len() <= 12 && is_digits(fraction);
    two(hours, 24) && two(minutes, 60) && two(whole, 60) && is_fraction
}

fn is_hours_and_minutes(text: &str) -> bool {
    text.len() == 5 && is_time_of_day(text)
}

/// `01234567-89ab-cdef-0123-456789abcdef`
pub(super) fn is_guid(text: &str) -> bool {
    let lengths: Vec<usize> = text.split('-').map(str::len).collect();
    let is_hex = |c: char| c == '-' || c.is_ascii_hexdigit();
    lengths == [8, 4, 4, 4, 12] && text.chars().all(is_hex)
}

/// `P1DT2H`, `-PT0.5S`
pub(super) fn is_duration(text: &str) -> bool {
    let text = text.strip_prefix(['-', '+']).unwrap_or(text);
    let Some(rest) = text.strip_prefix('P') else {
        return false;
    };
    let (days, time) = rest.split_once('T').unwrap_or((rest, "0S"));
    let is_days = days.is_empty() || days.strip_suffix('D').is_some_and(is_digits);
    let mut order = "HMS".chars();
    let mut number = String::new();
    for c in time.chars() {
        if c.is_ascii_digit() || c == '.' {
            number.push(c);
            continue;
        }
        let is_number = is_digits(&number) || (c == 'S' && number.parse::<f64>().is_ok());
        if !is_number || !order.any(|unit| unit == c) {
            return false;
        }
        number.clear();
    }
    is_days && number.is_empty() && !time.is_empty() && !rest.is_empty()
}

/// Base64 with padding, in the ordinary alphabet or in the one for URLs.
pub(super) fn is_base64(text: &str, for_urls: bool) -> bool {
    let body = text.trim_end_matches('=');
    let special = |c: char| {
        if for_urls {
            matches!(c, '-' | '_')
        } else {
            matches!(c, '+' | '/')
        }
    };
    let unused = match body.len() % 4 {
        0 => 0,
        2 => 4,
        3 => 2,
        _ => return false,
    };
    let value = |c: char| match c {
        'A'..='Z' => c as u32 - 'A' as u32,
        'a'..='z' => c as u32 - 'a' as u32 + 26,
        '0'..='9' => c as u32 - '0' as u32 + 52,
        '+' | '-' => 62,
        _ => 63,
    };
    // bits that no byte takes have to be zero, or the text would not come back
    let last = body.chars().last().map_or(0, value);
    text.len().is_multiple_of(4)
        && text.len() - body.len() <= 2
        && body
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || special(c))
        && last & ((1 << unused) - 1) == 0
}

/// `-12.50`, without an exponent.
pub(super) fn is_decimal(text: &str) -> bool {
    let text = text.strip_prefix(['-', '+']).unwrap_or(text);
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    is_digits(whole) && is_digits(fraction)
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_are_told_apart() {
        assert!(is_date("2014-09-01") && !is_date("2014-13-01") && !is_date("14-09-01"));
        assert!(is_date_time_offset("2014-09-01T08:00:00.1234567-08:00"));
        assert!(!is_date_time_offset("2014-09-01T08:00:00"));
        assert!(is_time_of_day("23:59:59.5") && !is_time_of_day("24:00"));
        assert!(is_duration("P1DT2H3M4.5S") && is_duration("PT2H") && is_duration("P3D"));
        assert!(
            !is_duration("P") && !is_duration("PT") && !is_duration("PT2X") && !is_duration("2H")
        );
        assert!(is_guid("98F5BDEF-576a-404d-a2ea-07a3cf34af4c"));
        assert!(!is_guid("98f5bdef-576a-404d-a2ea-07a3cf34af4r"));
        assert!(is_base64("bWFj", false) && is_base64("bQ==", false) && !is_base64("bR==", false));
        assert!(!is_base64("bWF", false) && !is_base64("b/==", true));
        assert!(is_decimal("-12.50") && !is_decimal("1e5") && !is_decimal("."));
        assert!(is_base64("", false) && !is_date("é-é-é") && !is_date_time_offset("T+é\u{1F600}"));
    }
}
