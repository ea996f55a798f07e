//! Single pieces of work of ours that a program of somebody else does as well: each is a process of its own, timed from outside.

use std::fs::File;
use std::io::{self, Write};
use std::path::Path;

use agevfs::fs::{Fs, RealFs};
use agevfs::{Entropy, Key, stream};
use vault::{KdfParams, Passphrase, PassphraseRecipient};

use crate::Failure;
use crate::random::Random;

/// Writes `mb` million bytes that do not repeat to `to`.
pub fn content(to: &Path, mb: u64) -> Result<(), Failure> {
    let mut random = Random::new(7);
    let mut block = vec![0; 1_000_000];
    let mut file = File::create_new(to)?;
    for _ in 0..mb {
        random.fill(&mut block);
        file.write_all(&block)?;
    }
    Ok(file.sync_all()?)
}

/// Writes a fresh age identity to `to`, as `age -i` reads it, and its recipient to `to.pub`.
pub fn identity(to: &Path) -> Result<(), Failure> {
    let key = Key::generate(&Entropy::os());
    std::fs::write(to, format!("{}\n", key.identity_string().as_str()))?;
    std::fs::write(to.with_extension("pub"), format!("{}\n", key.recipient()))?;
    Ok(())
}

fn key(path: &Path) -> Result<Key, Failure> {
    Ok(Key::from_identity(&std::fs::read_to_string(path)?)?)
}

/// Seals the file `from`; nothing keeps the result where `to` is `None`.
pub fn encrypt(identity: &Path, from: &Path, to: Option<&Path>) -> Result<(), Failure> {
    let key = key(identity)?;
    let mut source = File::open(from)?;
    let mut writer = stream::seal(out(to)?, &[key.recipient()])?;
    copy(&mut source, &mut writer)?;
    writer.finish()?;
    Ok(())
}

/// Opens what was sealed.
pub fn decrypt(identity: &Path, from: &Path, to: Option<&Path>) -> Result<(), Failure> {
    let key = key(identity)?;
    let reader = stream::open(RealFs.open(from)?, &[key.identity()])?;
    let mut out = out(to)?;
    let mut failed = None;
    let whole = reader.scan(0, &mut |piece| {
        failed = out.write_all(piece).err();
        failed.is_none()
    })?;
    match failed {
        Some(why) => Err(why.into()),
        None if whole => Ok(()),
        None => Err("not all of it came back".into()),
    }
}

fn out(to: Option<&Path>) -> io::Result<Box<dyn Write>> {
    Ok(match to {
        Some(path) => Box::new(File::create_new(path)?),
        None => Box::new(io::sink()),
    })
}

fn copy(from: &mut dyn io::Read, to: &mut dyn Write) -> Result<(), Failure> {
    let mut block = vec![0; 1 << 20];
    loop {
        match from.read(&mut block)? {
            0 => return Ok(()),
            n => to.write_all(&block[..n])?,
        }
    }
}

/// One guess at a passphrase, as a vault makes it.
pub fn argon2id(m_kib: u32, t: u32, p: u32) -> Result<(), Failure> {
    let passphrase = Passphrase::new("amber kettle orchard window seven lark")?;
    let recipient = PassphraseRecipient {
        passphrase: &passphrase,
        params: KdfParams::new(m_kib, t, p)?,
        entropy: &Entropy::os(),
    };
    stream::seal(io::sink(), &[&recipient])?;
    Ok(())
}
