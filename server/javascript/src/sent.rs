//! The tokens of `prelude/send.js`, read as a [`Sent`].

use runner::{Failure, Sent, SentKey, Stage};
use serde_json::Value;

use crate::failure::of_stage;

/// Reads the row of tokens that `send` wrote; `most` is how many bytes of it are taken.
pub(crate) fn read(tokens: &str, most: usize) -> Result<Sent, Failure> {
    if tokens.len() > most {
        let message = format!("The result is larger than {most} bytes.");
        return Err(of_stage(Stage::Limit, &message));
    }
    let unreadable = || of_stage(Stage::Engine, "The result could not be read.");
    let tokens: Vec<Value> = serde_json::from_str(tokens).map_err(|_| unreadable())?;
    let mut row = Row {
        tokens: tokens.into_iter(),
    };
    row.value().ok_or_else(unreadable)
}

struct Row {
    tokens: std::vec::IntoIter<Value>,
}

impl Row {
    fn value(&mut self) -> Option<Sent> {
        let tag = self.text()?;
        Some(match tag.as_str() {
            "u" => Sent::Undefined,
            "n" => Sent::Null,
            "t" => Sent::Boolean(true),
            "f" => Sent::Boolean(false),
            "d" => Sent::Float(float(self.text()?)),
            "b" => Sent::BigInt(self.text()?),
            "s" => Sent::String(self.text()?),
            "y" => Sent::Symbol,
            "c" => Sent::Function,
            "o" => Sent::Circular,
            "!" => Sent::InvalidDate,
            "p" => Sent::Promise(Box::new(self.value()?)),
            "l" => {
                let length = self.count()?;
                Sent::List((0..length).map(|_| self.value()).collect::<Option<_>>()?)
            }
            "m" => {
                let length = self.count()?;
                Sent::Object((0..length).map(|_| self.entry()).collect::<Option<_>>()?)
            }
            "i" => Sent::Instance {
                class: self.text()?,
                text: self.tokens.next()?.as_str().map(str::to_owned),
            },
            _ => return None,
        })
    }

    fn entry(&mut self) -> Option<(SentKey, Sent)> {
        let key = SentKey::Text(self.text()?);
        Some((key, self.value()?))
    }

    fn text(&mut self) -> Option<String> {
        match self.tokens.next()? {
            Value::String(text) => Some(text),
            _ => None,
        }
    }

    fn count(&mut self) -> Option<usize> {
        self.tokens.next()?.as_u64().map(|count| count as usize)
    }
}

/// JavaScript's name of a number, as [`Sent::Float`] writes it.
fn float(text: String) -> String {
    match text.as_str() {
        "Infinity" => "inf".to_owned(),
        "-Infinity" => "-inf".to_owned(),
        _ => text,
    }
}
