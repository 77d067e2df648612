//! Text and bytes: what Buffer, TextEncoder and TextDecoder stand on.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use rquickjs::{Ctx, Function, Object, TypedArray};

use crate::engine::Setup;

/// Adds the functions to `native`.
pub(super) fn add<'js>(ctx: &Ctx<'js>, native: &Object<'js>) -> Setup<()> {
    native.set("utf8", Function::new(ctx.clone(), utf8)?)?;
    native.set("decode", Function::new(ctx.clone(), decode)?)?;
    native.set("hex", Function::new(ctx.clone(), hex)?)?;
    native.set("base64", Function::new(ctx.clone(), base64)?)?;
    native.set("unbase64", Function::new(ctx.clone(), unbase64)?)
}

/// The bytes that the prelude packed into a text, one letter each: memory of the engine is not lent to Rust.
pub(super) fn unpacked(text: &str) -> Vec<u8> {
    text.chars().map(|letter| letter as u32 as u8).collect()
}

fn utf8<'js>(ctx: Ctx<'js>, text: String) -> Setup<TypedArray<'js, u8>> {
    TypedArray::new(ctx, text.into_bytes())
}

fn decode(packed: String, kind: String, fatal: bool) -> Option<String> {
    let bytes = unpacked(&packed);
    match kind.as_str() {
        "utf16le" => Some(utf16(&bytes)),
        "windows-1252" => Some(
            bytes
                .iter()
                .map(|&byte| WINDOWS[usize::from(byte)])
                .collect(),
        ),
        _ if fatal => String::from_utf8(bytes).ok(),
        _ => Some(String::from_utf8_lossy(&bytes).into_owned()),
    }
}

fn utf16(bytes: &[u8]) -> String {
    let units = bytes
        .chunks_exact(2)
        .map(|pair| u16::from_le_bytes([pair[0], pair[1]]));
    char::decode_utf16(units)
        .map(|unit| unit.unwrap_or('\u{fffd}'))
        .collect()
}

fn hex(packed: String) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digits = |byte: u8| {
        [
            DIGITS[usize::from(byte >> 4)],
            DIGITS[usize::from(byte & 15)],
        ]
    };
    unpacked(&packed)
        .into_iter()
        .flat_map(digits)
        .map(char::from)
        .collect()
}

fn base64(packed: String, url: bool) -> String {
    match url {
        true => URL_SAFE_NO_PAD.encode(unpacked(&packed)),
        false => STANDARD.encode(unpacked(&packed)),
    }
}

/// As Node reads it: both alphabets, anything else skipped, over at the first `=`.
fn unbase64<'js>(ctx: Ctx<'js>, text: String) -> Setup<TypedArray<'js, u8>> {
    let mut out = Vec::with_capacity(text.len() / 4 * 3);
    let (mut held, mut bits) = (0u32, 0);
    for byte in text.bytes() {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            b'=' => break,
            _ => continue,
        };
        held = (held << 6 | u32::from(value)) & 0xff_ffff;
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            out.push((held >> bits) as u8);
        }
    }
    TypedArray::new(ctx, out)
}

/// The WHATWG index of windows-1252.
const WINDOWS: [char; 256] = {
    const HIGH: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž',
        '\u{8f}', '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}',
        'ž', 'Ÿ',
    ];
    let mut table = ['\0'; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = match byte {
            0x80..0xa0 => HIGH[byte - 0x80],
            _ => byte as u8 as char,
        };
        byte += 1;
    }
    table
};
