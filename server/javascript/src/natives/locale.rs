//! Languages and time zones: tables that were recorded from Node, and the tz database.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use rquickjs::{Ctx, Function, Object};

use crate::engine::Setup;

/// The recorded locales (`locales/record.mjs`).
const LOCALES: &[(&str, &str)] = &[
    ("de-DE", include_str!("../../locales/de-DE.json")),
    ("en-AU", include_str!("../../locales/en-AU.json")),
    ("en-CA", include_str!("../../locales/en-CA.json")),
    ("en-GB", include_str!("../../locales/en-GB.json")),
    ("en-IN", include_str!("../../locales/en-IN.json")),
    ("en-US", include_str!("../../locales/en-US.json")),
    ("es-CO", include_str!("../../locales/es-CO.json")),
    ("es-ES", include_str!("../../locales/es-ES.json")),
    ("es-MX", include_str!("../../locales/es-MX.json")),
    ("fr-FR", include_str!("../../locales/fr-FR.json")),
    ("it-IT", include_str!("../../locales/it-IT.json")),
    ("ja-JP", include_str!("../../locales/ja-JP.json")),
    ("ko-KR", include_str!("../../locales/ko-KR.json")),
    ("nl-NL", include_str!("../../locales/nl-NL.json")),
    ("pt-BR", include_str!("../../locales/pt-BR.json")),
    ("zh-CN", include_str!("../../locales/zh-CN.json")),
];

/// Adds the functions to `native`.
pub(super) fn add<'js>(ctx: &Ctx<'js>, native: &Object<'js>) -> Setup<()> {
    native.set("locale", Function::new(ctx.clone(), locale)?)?;
    native.set("zone", Function::new(ctx.clone(), zone)?)
}

fn locale(name: String) -> Option<&'static str> {
    LOCALES
        .iter()
        .find(|(known, _)| *known == name)
        .map(|(_, table)| *table)
}

/// Seconds east of Greenwich (as text) and the abbreviation in `name` at `milliseconds` since the epoch.
fn zone(name: String, milliseconds: f64) -> Option<Vec<String>> {
    let zone = match fixed(&name) {
        Some(seconds) => return Some(vec![seconds.to_string(), name]),
        None => TimeZone::get(&name).ok()?,
    };
    let limit = Timestamp::MAX.as_millisecond() as f64;
    let at = Timestamp::from_millisecond(milliseconds.clamp(-limit, limit) as i64).ok()?;
    let info = zone.to_offset_info(at);
    Some(vec![
        info.offset().seconds().to_string(),
        info.abbreviation().to_owned(),
    ])
}

/// `+05:30` and the like.
fn fixed(name: &str) -> Option<i32> {
    let (sign, rest) = match name.as_bytes().first()? {
        b'+' => (1, &name[1..]),
        b'-' => (-1, &name[1..]),
        _ => return None,
    };
    let (hours, minutes) = rest.split_once(':').unwrap_or((rest, "0"));
    let (hours, minutes): (i32, i32) = (hours.parse().ok()?, minutes.parse().ok()?);
    (hours < 24 && minutes < 60).then_some(sign * (hours * 3600 + minutes * 60))
}
