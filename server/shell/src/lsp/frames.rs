//! What stands between standard input and tower-lsp.
//!
//! tower-lsp stops serving at the first message that it cannot read. Editors do send such messages: half of an emoji deleted
//! in VS Code arrives as a lone surrogate, which is not valid JSON text. So every message is looked at before: lone
//! surrogates are mended, and what cannot be read is replaced by a request that [`answer_unreadable`] answers.

use std::borrow::Cow;

use serde::Deserialize;
use serde_json::{Value, json};
use tokio::io::{
    AsyncBufRead, AsyncBufReadExt, AsyncRead, AsyncReadExt, AsyncWriteExt, BufReader, DuplexStream,
};
use tower_lsp::jsonrpc::{Error, ErrorCode, Id, Request, Response};

/// Stands for a message that could not be read.
const UNREADABLE: &str = "codenode/unreadable";

/// Nobody sends more in one message; a length beyond it is a mistake.
const MAX_BYTES: usize = 1 << 30;

/// A stream of the same messages, each of which tower-lsp can read.
pub(super) fn sieve(input: impl AsyncRead + Send + Unpin + 'static) -> DuplexStream {
    let (mut inside, outside) = tokio::io::duplex(1 << 16);
    tokio::spawn(async move {
        let mut input = BufReader::new(input);
        while let Some(body) = next(&mut input).await {
            let body = readable(body);
            let header = format!("Content-Length: {}\r\n\r\n", body.len());
            if inside.write_all(header.as_bytes()).await.is_err()
                || inside.write_all(&body).await.is_err()
            {
                return;
            }
        }
        // Dropping our end is the end of input for tower-lsp.
    });
    outside
}

/// The answer to a request that stands for an unreadable message, if it is one.
pub(super) fn answer_unreadable(request: &Request) -> Option<Response> {
    if request.method() != UNREADABLE {
        return None;
    }
    let code = request
        .params()
        .and_then(|params| params.get("code"))
        .and_then(Value::as_i64);
    let error = if code == Some(ErrorCode::InvalidRequest.code()) {
        Error::invalid_request()
    } else {
        Error::parse_error()
    };
    Some(Response::from_error(Id::Null, error))
}

/// The body of the next message; `None` at the end of input. A header without a length gives an empty body, once.
async fn next(input: &mut (impl AsyncBufRead + Unpin)) -> Option<Vec<u8>> {
    let mut length = None;
    let mut line = Vec::new();
    loop {
        line.clear();
        if input.read_until(b'\n', &mut line).await.ok()? == 0 {
            return None;
        }
        match line.trim_ascii() {
            b"" => break,
            header => length = content_length(header).or(length),
        }
    }
    let Some(length) = length.filter(|length| *length <= MAX_BYTES) else {
        return Some(Vec::new());
    };
    let mut body = Vec::new();
    let read = input
        .take(length as u64)
        .read_to_end(&mut body)
        .await
        .ok()?;
    (read == length).then_some(body)
}

fn content_length(header: &[u8]) -> Option<usize> {
    let (name, value) = std::str::from_utf8(header).ok()?.split_once(':')?;
    name.trim()
        .eq_ignore_ascii_case("content-length")
        .then(|| value.trim().parse().ok())?
}

/// The body if it can be read, mended if need be; else its stand-in.
fn readable(body: Vec<u8>) -> Vec<u8> {
    /// What tower-lsp reads a message into.
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Message {
        Response(#[expect(dead_code, reason = "read only to see that it can be")] Response),
        Request(#[expect(dead_code, reason = "read only to see that it can be")] Request),
    }

    let body = match mend_surrogates(&body) {
        Cow::Owned(mended) => mended,
        Cow::Borrowed(_) => body,
    };
    let code = match serde_json::from_slice::<Message>(&body) {
        Ok(Message::Request(_) | Message::Response(_)) => return body,
        Err(error) if error.is_data() => ErrorCode::InvalidRequest,
        Err(_) => ErrorCode::ParseError,
    };
    json!({"jsonrpc": "2.0", "id": null, "method": UNREADABLE, "params": {"code": code.code()}})
        .to_string()
        .into_bytes()
}

/// JSON in which every escaped half of a surrogate pair that stands alone is the replacement character. Both count as one
/// UTF-16 code unit, so the client's columns stay right.
fn mend_surrogates(json: &[u8]) -> Cow<'_, [u8]> {
    let mut mended = Cow::Borrowed(json);
    let mut at = 0;
    while let Some(found) = memchr::memchr(b'\\', &json[at..]) {
        at += found;
        match escaped_unit(&json[at..]) {
            Some(0xD800..=0xDBFF)
                if matches!(escaped_unit(&json[at + 6..]), Some(0xDC00..=0xDFFF)) =>
            {
                at += 12
            }
            Some(0xD800..=0xDFFF) => {
                mended.to_mut()[at..at + 6].copy_from_slice(b"\\ufffd");
                at += 6;
            }
            // A backslash hides the character after it, be it another backslash.
            _ => at = (at + 2).min(json.len()),
        }
    }
    mended
}

/// The code unit of a `\uXXXX` at the start.
fn escaped_unit(json: &[u8]) -> Option<u16> {
    let digits = json.strip_prefix(b"\\u")?.get(..4)?;
    u16::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mended(json: &str) -> String {
        String::from_utf8(mend_surrogates(json.as_bytes()).into_owned()).unwrap()
    }

    #[test]
    fn only_lone_surrogates_are_mended() {
        assert_eq!(
            mended(r#""\ud83d\ude00 \ud83d \ude00 \ud83d""#),
            r#""\ud83d\ude00 \ufffd \ufffd \ufffd""#
        );
        assert_eq!(
            mended(r#""\\ud83d \u00e9 \\\ud83d""#),
            r#""\\ud83d \u00e9 \\\ufffd""#
        );
        assert_eq!(mended(r#""\"#), r#""\"#);
        assert_eq!(mended(r#""\ud83d\ud83d\ude00""#), r#""\ufffd\ud83d\ude00""#);
    }

    #[test]
    fn what_cannot_be_read_has_a_stand_in() {
        let good = br#"{"jsonrpc":"2.0","method":"exit"}"#.to_vec();
        assert_eq!(readable(good.clone()), good);
        let code = |body: &[u8]| {
            let request: Request = serde_json::from_slice(&readable(body.to_vec())).unwrap();
            answer_unreadable(&request).unwrap().error().unwrap().code
        };
        assert_eq!(code(b"{"), ErrorCode::ParseError);
        assert_eq!(code(b""), ErrorCode::ParseError);
        assert_eq!(code(b"\xFF"), ErrorCode::ParseError);
        assert_eq!(
            code(br#"{"jsonrpc":"1.0","method":"x"}"#),
            ErrorCode::InvalidRequest
        );
        assert_eq!(code(b"[]"), ErrorCode::InvalidRequest);
    }

    #[tokio::test]
    async fn messages_pass_whatever_the_headers_look_like() {
        let body = r#"{"jsonrpc":"2.0","method":"x"}"#;
        let input = format!(
            "content-length:{0}\r\nX: y\r\n\r\n{body}Nonsense\r\n\r\nContent-Length: {0}\n\n{body}Content-Length: 99\r\n\r\n{{",
            body.len()
        );
        let mut reader = BufReader::new(input.as_bytes());
        let mut bodies = Vec::new();
        while let Some(body) = next(&mut reader).await {
            bodies.push(String::from_utf8(body).unwrap());
        }
        assert_eq!(bodies, [body, "", body]);
    }
}
