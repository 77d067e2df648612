//! Hashes and random bytes: what Node's `crypto` stands on.

use hmac::digest::Digest;
use hmac::{Hmac, Mac, SimpleHmac};
use md5::Md5;
use rquickjs::{Ctx, Function, Object, TypedArray};
use sha1::Sha1;
use sha2::{Sha224, Sha256, Sha384, Sha512, Sha512_224, Sha512_256};

use super::bytes::unpacked;
use crate::engine::Setup;

/// Runs `$body` with `$Hash` as the algorithm of that name; `None` for any other.
macro_rules! with_hash {
    ($name:expr, $Hash:ident => $body:expr) => {
        match $name {
            "md5" => with_hash!(@run Md5, $Hash, $body),
            "sha1" => with_hash!(@run Sha1, $Hash, $body),
            "sha224" => with_hash!(@run Sha224, $Hash, $body),
            "sha256" => with_hash!(@run Sha256, $Hash, $body),
            "sha384" => with_hash!(@run Sha384, $Hash, $body),
            "sha512" => with_hash!(@run Sha512, $Hash, $body),
            "sha512-224" => with_hash!(@run Sha512_224, $Hash, $body),
            "sha512-256" => with_hash!(@run Sha512_256, $Hash, $body),
            _ => None,
        }
    };
    (@run $Type:ident, $Hash:ident, $body:expr) => {{
        type $Hash = $Type;
        Some($body)
    }};
}

/// Adds the functions to `native`.
pub(super) fn add<'js>(ctx: &Ctx<'js>, native: &Object<'js>) -> Setup<()> {
    native.set("digest", Function::new(ctx.clone(), digest)?)?;
    native.set("hmac", Function::new(ctx.clone(), hmac)?)?;
    native.set("pbkdf2", Function::new(ctx.clone(), pbkdf2)?)?;
    native.set("random", Function::new(ctx.clone(), random)?)
}

type Bytes<'js> = Setup<Option<TypedArray<'js, u8>>>;

fn array<'js>(ctx: Ctx<'js>, bytes: Option<Vec<u8>>) -> Bytes<'js> {
    bytes.map(|bytes| TypedArray::new(ctx, bytes)).transpose()
}

fn digest<'js>(ctx: Ctx<'js>, name: String, data: String) -> Bytes<'js> {
    let data = unpacked(&data);
    array(
        ctx,
        with_hash!(name.as_str(), Hash => Hash::digest(&data).to_vec()),
    )
}

fn hmac<'js>(ctx: Ctx<'js>, name: String, key: String, data: String) -> Bytes<'js> {
    let (key, data) = (unpacked(&key), unpacked(&data));
    let bytes = with_hash!(name.as_str(), Hash => {
        let mac = SimpleHmac::<Hash>::new_from_slice(&key);
        mac.map(|mac| mac.chain_update(&data).finalize().into_bytes().to_vec()).unwrap_or_default()
    });
    array(ctx, bytes)
}

fn pbkdf2<'js>(
    ctx: Ctx<'js>,
    name: String,
    password: String,
    salt: String,
    rounds: u32,
    length: usize,
) -> Bytes<'js> {
    let (password, salt) = (unpacked(&password), unpacked(&salt));
    let mut out = vec![0; length];
    let made = with_hash!(name.as_str(), Hash => {
        ::pbkdf2::pbkdf2::<Hmac<Hash>>(&password, &salt, rounds, &mut out).is_ok()
    });
    array(ctx, made.filter(|made| *made).map(|_| out))
}

/// As many random bytes as `count`; `None` where the system gives none.
fn random<'js>(ctx: Ctx<'js>, count: usize) -> Bytes<'js> {
    let mut bytes = vec![0; count];
    let filled = getrandom::fill(&mut bytes).is_ok();
    array(ctx, filled.then_some(bytes))
}
