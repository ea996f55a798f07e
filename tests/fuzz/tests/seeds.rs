//! Every target with its first inputs, with some changed ones, and with everything that was ever found.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use sandyq_fuzz::{TARGETS, Target, target};

/// Changed inputs are tried for so long; the first ones always all of them.
const TRY: Duration = Duration::from_secs(3);

/// Every bit in turn would take long: places and bits that are far apart, the same every time.
fn changed(seed: &[u8], number: usize) -> Vec<u8> {
    let mut bytes = seed.to_vec();
    let place = number.wrapping_mul(0x9e37_79b9) >> 3;
    if bytes.is_empty() {
        return bytes;
    }
    let at = place % bytes.len();
    match number % 5 {
        0 => bytes.truncate(at),
        1 => bytes[at] = bytes[at].wrapping_add(1),
        2 => bytes.insert(at, b' '),
        3 => {
            bytes.remove(at);
        }
        _ => bytes[at] ^= 1 << (number / 5 % 8),
    }
    bytes
}

fn check(name: &str) {
    let Target { run, seeds, .. } = target(name).expect("a target");
    let seeds = seeds();
    assert!(!seeds.is_empty(), "{name} has no seeds");
    for seed in &seeds {
        run(seed);
    }
    let found = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("found")
        .join(name);
    for entry in fs::read_dir(found).into_iter().flatten() {
        run(&fs::read(entry.expect("readable").path()).expect("readable"));
    }
    run(&[]);
    let start = Instant::now();
    for number in 0.. {
        let seed = &seeds[number % seeds.len()];
        if seed.len() < 10_000 {
            run(&changed(seed, number));
        }
        if start.elapsed() > TRY || number > 20 * seeds.len().max(100) {
            break;
        }
    }
}

macro_rules! targets {
    ($($name:ident)+) => {
        $(
            #[test]
            fn $name() {
                check(stringify!($name));
            }
        )+

        #[test]
        fn every_target_is_here() {
            let here = [$(stringify!($name)),+];
            assert_eq!(TARGETS.map(|target| target.name), here);
        }
    };
}

targets! { stream manifest delta slot stanza texts bundle database casebook salvage reading }
