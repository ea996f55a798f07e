//! A calendar file (iCalendar, RFC 5545) of whole days. It says when something is, and no more than it is given: no place, no description,
//! no alarm, no name of the program that wrote it.
//!
//! ```
//! use casework::ics::{Event, write};
//!
//! let day = "2026-02-24".parse().expect("a day");
//! let text = write(&[Event { uid: "5f1c".into(), first: day, last: day, summary: "Deadline".into() }], day);
//! assert!(text.contains("DTSTART;VALUE=DATE:20260224\r\nDTEND;VALUE=DATE:20260225\r\n"));
//! ```

use chrono::NaiveDate;

/// Longest line, in octets without its end (section 3.1).
const LINE: usize = 75;

/// One event of whole days.
pub struct Event {
    /// Stays the same from file to file, so that a calendar that has it already changes it and does not show it twice.
    pub uid: String,
    /// First day.
    pub first: NaiveDate,
    /// Last day.
    pub last: NaiveDate,
    /// Its title.
    pub summary: String,
}

/// The file. `made` is the day it is made on; the hour is nobody's business.
pub fn write(events: &[Event], made: NaiveDate) -> String {
    let mut out = String::new();
    for text in [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        // Must be there (section 3.7.3); it need not tell who has this program.
        "PRODID:-//calendar//calendar//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
    ] {
        line(&mut out, text);
    }
    for event in events {
        line(&mut out, "BEGIN:VEVENT");
        line(&mut out, &format!("UID:{}", escaped(&event.uid)));
        line(&mut out, &format!("DTSTAMP:{}T000000Z", day(made)));
        line(
            &mut out,
            &format!("DTSTART;VALUE=DATE:{}", day(event.first)),
        );
        // The day after the last: the end is not part of an event (section 3.6.1). There is none after the last day a calendar has.
        if let Some(end) = event.last.max(event.first).succ_opt() {
            line(&mut out, &format!("DTEND;VALUE=DATE:{}", day(end)));
        }
        line(&mut out, &format!("SUMMARY:{}", escaped(&event.summary)));
        line(&mut out, "CLASS:PRIVATE");
        line(&mut out, "TRANSP:TRANSPARENT");
        line(&mut out, "END:VEVENT");
    }
    line(&mut out, "END:VCALENDAR");
    out
}

fn day(day: NaiveDate) -> String {
    day.format("%Y%m%d").to_string()
}

/// TEXT of section 3.3.11; what has no meaning there (control characters) becomes a space.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for char in text.replace("\r\n", "\n").chars() {
        match char {
            '\\' | ';' | ',' => out.extend(['\\', char]),
            '\n' => out.push_str("\\n"),
            other if other.is_control() => out.push(' '),
            other => out.push(other),
        }
    }
    out
}

/// One content line, folded between characters (section 3.1).
fn line(out: &mut String, text: &str) {
    let mut width = 0;
    for char in text.chars() {
        if width + char.len_utf8() > LINE {
            out.push_str("\r\n ");
            width = 1;
        }
        out.push(char);
        width += char.len_utf8();
    }
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::{Event, write};

    fn event(summary: &str) -> Event {
        let day = |text: &str| text.parse().unwrap();
        Event {
            uid: "0123456789abcdef0123456789abcdef".into(),
            first: day("2026-02-27"),
            last: day("2026-02-28"),
            summary: summary.into(),
        }
    }

    /// Unfolded lines, as section 3.1 says to read them.
    fn lines(text: &str) -> Vec<String> {
        assert!(text.ends_with("\r\n"));
        let bare = text.replace("\r\n", "");
        assert!(!bare.contains(['\r', '\n']), "a line break of another kind");
        text.replace("\r\n ", "")
            .split("\r\n")
            .map(str::to_owned)
            .collect()
    }

    #[test]
    fn a_file_of_one_event() {
        let made = "2026-01-31".parse().unwrap();
        assert_eq!(
            lines(&write(&[event("Hearing")], made)),
            [
                "BEGIN:VCALENDAR",
                "VERSION:2.0",
                "PRODID:-//calendar//calendar//EN",
                "CALSCALE:GREGORIAN",
                "METHOD:PUBLISH",
                "BEGIN:VEVENT",
                "UID:0123456789abcdef0123456789abcdef",
                "DTSTAMP:20260131T000000Z",
                "DTSTART;VALUE=DATE:20260227",
                "DTEND;VALUE=DATE:20260301",
                "SUMMARY:Hearing",
                "CLASS:PRIVATE",
                "TRANSP:TRANSPARENT",
                "END:VEVENT",
                "END:VCALENDAR",
                ""
            ]
        );
    }

    #[test]
    fn long_lines_are_folded_between_characters() {
        let made = "2026-01-31".parse().unwrap();
        for words in ["Сот отырысы ".repeat(20), "x".repeat(400), "🙂".repeat(50)] {
            let text = write(&[event(&words)], made);
            let longest = text.split("\r\n").map(str::len).max();
            assert!(longest <= Some(75), "{longest:?}");
            assert!(lines(&text).contains(&format!("SUMMARY:{words}")));
        }
    }

    #[test]
    fn nothing_in_a_title_is_syntax() {
        let made = "2026-01-31".parse().unwrap();
        let text = write(&[event("a,b;c\\d\r\nEND:VEVENT\u{7}e")], made);
        assert!(lines(&text).contains(&"SUMMARY:a\\,b\\;c\\\\d\\nEND:VEVENT e".to_owned()));
        assert_eq!(text.matches("END:VEVENT\r\n").count(), 1);
    }
}
