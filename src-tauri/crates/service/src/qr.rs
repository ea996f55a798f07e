//! A text as a QR code (ISO/IEC 18004), as the outline of its dark squares.

use std::fmt::Write as _;

use qrcodegen::{QrCode, QrCodeEcc};

use crate::contract::QrPath;

/// Squares of margin around it, which readers need.
const MARGIN: i32 = 4;

/// The code of a short text, with as much correction as a crumpled page needs (level Q: a quarter of it may be unreadable).
pub fn code(text: &str) -> QrPath {
    outline(&QrCode::encode_text(text, QrCodeEcc::Quartile).expect("a line is short enough"))
}

/// The code of a longer text that is read from a screen, with little correction (level L); none above 2,953 bytes.
pub fn large(text: &str) -> Option<QrPath> {
    QrCode::encode_text(text, QrCodeEcc::Low)
        .ok()
        .as_ref()
        .map(outline)
}

fn outline(code: &QrCode) -> QrPath {
    let mut path = String::with_capacity(16 * 1024);
    for y in 0..code.size() {
        let mut x = 0;
        while x < code.size() {
            let run = (x..code.size())
                .take_while(|x| code.get_module(*x, y))
                .count();
            if run > 0 {
                write!(path, "M{} {}h{run}v1h-{run}z", x + MARGIN, y + MARGIN)
                    .expect("a string takes all");
            }
            x += i32::try_from(run.max(1)).expect("below 177");
        }
    }
    QrPath {
        size: u32::try_from(code.size() + 2 * MARGIN).expect("below 200"),
        path,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Draws the path, as a browser does, and lets another implementation read it.
    fn read(code: &QrPath) -> String {
        const SCALE: usize = 4;
        let size = usize::try_from(code.size).unwrap();
        let mut dark = vec![false; size * size];
        for part in code.path.split('M').filter(|part| !part.is_empty()) {
            let (at, run) = part.split_once('h').unwrap();
            let (x, y) = at.split_once(' ').unwrap();
            let run: usize = run.split_once('v').unwrap().0.parse().unwrap();
            let from = y.parse::<usize>().unwrap() * size + x.parse::<usize>().unwrap();
            dark[from..from + run].fill(true);
        }
        let mut image =
            rqrr::PreparedImage::prepare_from_greyscale(size * SCALE, size * SCALE, |x, y| {
                if dark[y / SCALE * size + x / SCALE] {
                    0
                } else {
                    255
                }
            });
        let grids = image.detect_grids();
        assert_eq!(grids.len(), 1, "one code is found");
        grids[0].decode().unwrap().1
    }

    #[test]
    fn a_long_text_is_read_too_and_one_too_long_has_no_code() {
        let card = format!(
            "-----BEGIN SANDYQ CARD-----\nname: Айгерім\nrecipient-pq: age1pq1{}\n",
            "qpzry9x8".repeat(250)
        );
        assert_eq!(read(&large(&card).unwrap()), card);
        assert!(large(&"x".repeat(2_954)).is_none());
    }

    #[test]
    fn another_implementation_reads_what_was_written() {
        for text in [
            "AGE-SECRET-KEY-1QYPQXPQ9QCRSSZG2PVXQ6RS0ZQG3YYC5Z5TPWXQERGD3C8G7RUSQGPQYEE",
            "SANDYQ-SHARE-1YVPSXQCRQVPSXQCRQVPSXQCRQVPSXQCRQVPSXQCRQVPSXQCRQVPSXQCRQVPSXQCRQ8Z4",
            "x",
        ] {
            let code = code(text);
            assert_eq!(read(&code), text);
            assert!(
                code.path
                    .bytes()
                    .all(|b| b.is_ascii_alphanumeric() || b" -".contains(&b))
            );
        }
    }
}
