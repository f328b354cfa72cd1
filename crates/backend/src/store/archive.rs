//! A sealed stream: what a backup is made of.
//!
//! A passphrase becomes a key by argon2id. The stream is cut into chunks, each
//! sealed with its number and whether it is the last: chunks that were changed,
//! swapped, left out or cut off at the end are noticed (the STREAM construction
//! of Hoang, Reyhanitabar, Rogaway and Vizár).

use argon2::{Algorithm, Argon2, Params, Version};
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use secrecy::{ExposeSecret, SecretString};
use std::io::{Error, ErrorKind, Read, Write};
use zeroize::Zeroizing;

/// What such a file begins with.
const MAGIC: &[u8; 16] = b"ICMAIL-BACKUP-1\n";
const SALT: usize = 16;
const HEADER: usize = MAGIC.len() + SALT;
const CHUNK: usize = 64 * 1024;
const TAG: usize = 16;

/// Shorter passphrases are refused, in letters.
pub const PASSPHRASE_MIN: usize = 12;

/// Seals what is written to it.
pub(super) struct SealedWriter<W> {
    seal: Seal,
    chunk: Zeroizing<Vec<u8>>,
    out: W,
}

/// Opens what it reads.
pub(super) struct SealedReader<R> {
    seal: Seal,
    ahead: Vec<u8>,
    chunk: Zeroizing<Vec<u8>>,
    at: usize,
    ended: bool,
    from: R,
}

struct Seal {
    cipher: XChaCha20Poly1305,
    header: [u8; HEADER],
    number: u64,
}

impl Seal {
    fn new(passphrase: &SecretString, header: [u8; HEADER]) -> Result<Self, Error> {
        // 64 MiB and three passes (RFC 9106 §4, second choice): it runs once.
        let params = Params::new(64 * 1024, 3, 4, Some(32)).map_err(Error::other)?;
        let mut key = Zeroizing::new([0; 32]);
        Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
            .hash_password_into(
                passphrase.expose_secret().as_bytes(),
                &header[MAGIC.len()..],
                &mut *key,
            )
            .map_err(Error::other)?;
        Ok(Self {
            cipher: XChaCha20Poly1305::new(&(*key).into()),
            header,
            number: 0,
        })
    }

    /// A key is used for one stream only, so the number is enough of a nonce.
    fn nonce(&mut self, last: bool) -> XNonce {
        let mut nonce = [0; 24];
        nonce[..8].copy_from_slice(&self.number.to_be_bytes());
        nonce[23] = u8::from(last);
        self.number += 1;
        XNonce::from(nonce)
    }
}

impl<W: Write> SealedWriter<W> {
    pub(super) fn new(mut out: W, passphrase: &SecretString) -> Result<Self, Error> {
        let mut header = [0; HEADER];
        header[..MAGIC.len()].copy_from_slice(MAGIC);
        header[MAGIC.len()..].copy_from_slice(&crate::random::bytes::<SALT>());
        let seal = Seal::new(passphrase, header)?;
        out.write_all(&header)?;
        Ok(Self {
            seal,
            chunk: Zeroizing::new(Vec::with_capacity(CHUNK)),
            out,
        })
    }

    fn flush_chunk(&mut self, last: bool) -> Result<(), Error> {
        let nonce = self.seal.nonce(last);
        let payload = Payload {
            msg: &self.chunk,
            aad: &self.seal.header,
        };
        let sealed = self.seal.cipher.encrypt(&nonce, payload);
        self.out
            .write_all(&sealed.map_err(|_| Error::other("sealing failed"))?)?;
        self.chunk.clear();
        Ok(())
    }

    /// Seals the end: without it, nothing of the stream counts.
    pub(super) fn finish(mut self) -> Result<W, Error> {
        self.flush_chunk(true)?;
        self.out.flush()?;
        Ok(self.out)
    }
}

impl<W: Write> Write for SealedWriter<W> {
    fn write(&mut self, bytes: &[u8]) -> Result<usize, Error> {
        if self.chunk.len() == CHUNK {
            self.flush_chunk(false)?;
        }
        let taken = bytes.len().min(CHUNK - self.chunk.len());
        self.chunk.extend_from_slice(&bytes[..taken]);
        Ok(taken)
    }

    fn flush(&mut self) -> Result<(), Error> {
        Ok(())
    }
}

impl<R: Read> SealedReader<R> {
    pub(super) fn new(mut from: R, passphrase: &SecretString) -> Result<Self, Error> {
        let mut header = [0; HEADER];
        let read = from.read_exact(&mut header);
        if read.is_err() || !header.starts_with(MAGIC) {
            return Err(Error::new(
                ErrorKind::InvalidData,
                "this is not a backup of this program",
            ));
        }
        Ok(Self {
            seal: Seal::new(passphrase, header)?,
            ahead: Vec::new(),
            chunk: Zeroizing::default(),
            at: 0,
            ended: false,
            from,
        })
    }

    fn next_chunk(&mut self) -> Result<(), Error> {
        // One byte more than a chunk tells whether it is the last one.
        let wanted = CHUNK + TAG + 1 - self.ahead.len();
        (&mut self.from)
            .take(wanted as u64)
            .read_to_end(&mut self.ahead)?;
        let last = self.ahead.len() <= CHUNK + TAG;
        let rest = self.ahead.split_off(self.ahead.len().min(CHUNK + TAG));
        let nonce = self.seal.nonce(last);
        let payload = Payload {
            msg: &self.ahead,
            aad: &self.seal.header,
        };
        let opened = self.seal.cipher.decrypt(&nonce, payload).map_err(|_| {
            Error::new(
                ErrorKind::InvalidData,
                "the passphrase is another one, or the backup is damaged or cut off",
            )
        })?;
        self.chunk = Zeroizing::new(opened);
        (self.ahead, self.at, self.ended) = (rest, 0, last);
        Ok(())
    }
}

impl<R: Read> Read for SealedReader<R> {
    fn read(&mut self, into: &mut [u8]) -> Result<usize, Error> {
        if self.at == self.chunk.len() {
            if self.ended {
                return Ok(0);
            }
            self.next_chunk()?;
        }
        let taken = into.len().min(self.chunk.len() - self.at);
        into[..taken].copy_from_slice(&self.chunk[self.at..self.at + taken]);
        self.at += taken;
        Ok(taken)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sealed(content: &[u8]) -> Vec<u8> {
        let mut writer = SealedWriter::new(Vec::new(), &"drie woorden en meer".into()).unwrap();
        writer.write_all(content).unwrap();
        writer.finish().unwrap()
    }

    fn opened(sealed: &[u8], passphrase: &str) -> Result<Vec<u8>, Error> {
        let mut content = Vec::new();
        SealedReader::new(sealed, &passphrase.into())?.read_to_end(&mut content)?;
        Ok(content)
    }

    #[test]
    fn what_goes_in_comes_out_at_every_length() {
        for length in [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK] {
            let content: Vec<u8> = (0..length).map(|n| (n % 251) as u8).collect();
            let sealed = sealed(&content);
            assert_eq!(opened(&sealed, "drie woorden en meer").unwrap(), content);
        }
    }

    #[test]
    fn another_passphrase_a_change_a_swap_and_a_cut_are_noticed() {
        let right = "drie woorden en meer";
        let whole = sealed(&vec![7; 3 * CHUNK]);
        assert!(opened(&whole, "vier woorden en meer").is_err());
        for at in [0, MAGIC.len() + 3, HEADER + 5, whole.len() - 1] {
            let mut changed = whole.clone();
            changed[at] ^= 1;
            assert!(opened(&changed, right).is_err(), "{at}");
        }
        let mut swapped = whole.clone();
        let (one, two) = (HEADER, HEADER + CHUNK + TAG);
        swapped[one..two].copy_from_slice(&whole[two..two + CHUNK + TAG]);
        swapped[two..two + CHUNK + TAG].copy_from_slice(&whole[one..two]);
        assert!(opened(&swapped, right).is_err());
        // Also at the very edge of a chunk.
        for end in [HEADER, two, two + CHUNK + TAG, whole.len() - 1] {
            assert!(opened(&whole[..end], right).is_err(), "{end}");
        }
    }
}
