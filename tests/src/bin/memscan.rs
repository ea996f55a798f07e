//! Looks into the memory of running processes for byte patterns.
//!
//! Reads one JSON object from standard input, `{"pids": [..], "patterns": {"name": "hex", ..}}`, and writes one: `{"bytes": how many were looked at,
//! "found": {"pid name": how often}, "unread": [pids that could not be read]}`. Pages that are not in memory (nor in swap) are left out: reading them
//! would bring in what the process has never seen. Needs the right to read them: root, where processes have made themselves undumpable.
#![expect(clippy::print_stdout, reason = "its answer")]

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Read};
use std::os::unix::fs::FileExt;

use aho_corasick::AhoCorasick;
use serde_json::{Value, json};

const PAGE_SIZE: usize = 4096;
const PAGE: u64 = PAGE_SIZE as u64;
/// Read at once, in pages.
const STRIDE: usize = 1024;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut text = String::new();
    io::stdin().read_to_string(&mut text)?;
    let wish: Value = serde_json::from_str(&text)?;
    let patterns = wish["patterns"].as_object().ok_or("no patterns")?;
    let names: Vec<&String> = patterns.keys().collect();
    let bytes: Vec<Vec<u8>> = patterns
        .values()
        .map(|hex| unhex(hex.as_str().unwrap_or_default()))
        .collect();
    let longest = bytes.iter().map(Vec::len).max().ok_or("no patterns")?;
    let search = AhoCorasick::builder()
        .match_kind(aho_corasick::MatchKind::Standard)
        .build(&bytes)?;
    let (mut found, mut unread, mut looked) = (BTreeMap::<String, u64>::new(), Vec::new(), 0);
    for pid in wish["pids"].as_array().ok_or("no pids")? {
        let pid = pid.as_u64().ok_or("a pid is a number")?;
        let each = |block: &[u8], new_from: usize| {
            looked += (block.len() - new_from) as u64;
            for hit in search.find_overlapping_iter(block) {
                // What ends in the part carried over was counted with the block before.
                if hit.end() > new_from {
                    let name = format!("{pid} {}", names[hit.pattern().as_usize()]);
                    *found.entry(name).or_default() += 1;
                }
            }
        };
        if scan(pid, longest, each).is_err() {
            unread.push(pid);
        }
    }
    println!(
        "{}",
        json!({"bytes": looked, "found": found, "unread": unread})
    );
    Ok(())
}

/// Calls `each` with every run of present pages, in blocks that overlap by what a pattern could be cut into; the number is where the new bytes begin.
fn scan(pid: u64, longest: usize, mut each: impl FnMut(&[u8], usize)) -> io::Result<()> {
    let memory = File::open(format!("/proc/{pid}/mem"))?;
    let pagemap = File::open(format!("/proc/{pid}/pagemap"))?;
    let maps = fs::read_to_string(format!("/proc/{pid}/maps"))?;
    let mut entries = vec![0; STRIDE * 8];
    let mut block = Vec::new();
    for line in maps.lines() {
        let mut words = line.split_whitespace();
        let (Some(range), Some(rights)) = (words.next(), words.next()) else {
            continue;
        };
        if !rights.starts_with('r') || line.ends_with("[vvar]") || line.ends_with("[vsyscall]") {
            continue;
        }
        let bound = |text: &str| u64::from_str_radix(text, 16).map_err(io::Error::other);
        let (from, to) = range
            .split_once('-')
            .ok_or_else(|| io::Error::other("maps"))?;
        let (mut at, to) = (bound(from)?, bound(to)?);
        let mut kept = 0;
        while at < to {
            let pages = usize::try_from((to - at) / PAGE).map_or(STRIDE, |left| left.min(STRIDE));
            let got = pagemap.read_at(&mut entries[..pages * 8], at / PAGE * 8)?;
            // Bits 62 and 63: swapped, present (pagemap, Linux admin guide).
            let mut runs = Vec::<(bool, usize)>::new();
            for entry in entries[..got].chunks_exact(8) {
                let here = entry[7] & 0xc0 != 0;
                match runs.last_mut() {
                    Some((same, pages)) if *same == here => *pages += 1,
                    _ => runs.push((here, 1)),
                }
            }
            for (here, pages) in runs {
                let filled = block.len();
                let mut read = false;
                if here {
                    block.resize(filled + pages * PAGE_SIZE, 0);
                    read = memory.read_exact_at(&mut block[filled..], at).is_ok();
                }
                if !read {
                    block.truncate(filled);
                    kept = flush(&mut block, kept, 0, &mut each);
                }
                at += pages as u64 * PAGE;
            }
            if got < pages * 8 {
                break;
            }
            kept = flush(&mut block, kept, longest.saturating_sub(1), &mut each);
        }
        flush(&mut block, kept, 0, &mut each);
    }
    Ok(())
}

/// Hands the block on and keeps its last `keep` bytes; gives how many those are.
fn flush(
    block: &mut Vec<u8>,
    kept: usize,
    keep: usize,
    each: &mut impl FnMut(&[u8], usize),
) -> usize {
    if block.len() > kept {
        each(block, kept);
    }
    let keep = keep.min(block.len());
    block.drain(..block.len() - keep);
    keep
}

fn unhex(text: &str) -> Vec<u8> {
    (0..text.len() / 2)
        .filter_map(|at| u8::from_str_radix(&text[at * 2..at * 2 + 2], 16).ok())
        .collect()
}
