//! Why `JSON.parse` refuses a text, in the words of V8.

/// V8's complaint about `text`, or `None` where it is JSON after all. `tells_line` for the versions that add line and
/// column (Node 22 and later).
pub(crate) fn complaint(text: &str, tells_line: bool) -> Option<String> {
    let units: Vec<u16> = text.encode_utf16().collect();
    let mut parser = Parser {
        units: &units,
        at: 0,
    };
    let complaint = parser.document().err()?;
    Some(parser.words(complaint, tells_line))
}

/// What is wrong, found at `Parser::at`.
enum Complaint {
    End,
    Token,
    /// V8 has a sentence for it, which ends in the position.
    At(&'static str),
}

struct Parser<'t> {
    units: &'t [u16],
    at: usize,
}

type Checked = Result<(), Complaint>;

impl Parser<'_> {
    fn document(&mut self) -> Checked {
        self.value(0)?;
        self.space();
        match self.peek() {
            None => Ok(()),
            Some(_) => Err(Complaint::At(
                "Unexpected non-whitespace character after JSON",
            )),
        }
    }

    fn value(&mut self, depth: usize) -> Checked {
        self.space();
        match self.peek() {
            None => Err(Complaint::End),
            Some(b'{') => self.object(depth),
            Some(b'[') => self.array(depth),
            Some(b'"') => self.string(),
            Some(b'-' | b'0'..=b'9') => self.number(),
            Some(b't') => self.word("true"),
            Some(b'f') => self.word("false"),
            Some(b'n') => self.word("null"),
            Some(_) => Err(Complaint::Token),
        }
    }

    fn object(&mut self, depth: usize) -> Checked {
        self.deeper(depth)?;
        self.space();
        if self.take(b'}') {
            return Ok(());
        }
        let mut wanted = "Expected property name or '}' in JSON";
        loop {
            self.space();
            if self.peek() != Some(b'"') {
                return Err(Complaint::At(wanted));
            }
            self.string()?;
            self.space();
            if !self.take(b':') {
                return Err(Complaint::At("Expected ':' after property name in JSON"));
            }
            self.value(depth + 1)?;
            self.space();
            if self.take(b'}') {
                return Ok(());
            }
            if !self.take(b',') {
                return Err(Complaint::At(
                    "Expected ',' or '}' after property value in JSON",
                ));
            }
            wanted = "Expected double-quoted property name in JSON";
        }
    }

    fn array(&mut self, depth: usize) -> Checked {
        self.deeper(depth)?;
        self.space();
        if self.take(b']') {
            return Ok(());
        }
        loop {
            self.value(depth + 1)?;
            self.space();
            if self.take(b']') {
                return Ok(());
            }
            if !self.take(b',') {
                return Err(Complaint::At(
                    "Expected ',' or ']' after array element in JSON",
                ));
            }
        }
    }

    /// Past the bracket; a text nested so deeply is not judged here.
    fn deeper(&mut self, depth: usize) -> Checked {
        self.at += 1;
        match depth {
            0..1000 => Ok(()),
            _ => Err(Complaint::Token),
        }
    }

    fn string(&mut self) -> Checked {
        self.at += 1;
        loop {
            match self.unit() {
                None => return Err(Complaint::At("Unterminated string in JSON")),
                Some(0x22) => break,
                Some(0x5c) => self.escape()?,
                Some(0..0x20) => {
                    return Err(Complaint::At(
                        "Bad control character in string literal in JSON",
                    ));
                }
                Some(_) => self.at += 1,
            }
        }
        self.at += 1;
        Ok(())
    }

    fn escape(&mut self) -> Checked {
        self.at += 1;
        match self.peek() {
            None => Err(Complaint::At("Unterminated string in JSON")),
            Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => {
                self.at += 1;
                Ok(())
            }
            Some(b'u') => {
                self.at += 1;
                for _ in 0..4 {
                    match self.peek() {
                        Some(digit) if digit.is_ascii_hexdigit() => self.at += 1,
                        None => return Err(Complaint::At("Unterminated string in JSON")),
                        Some(_) => return Err(Complaint::At("Bad Unicode escape in JSON")),
                    }
                }
                Ok(())
            }
            Some(_) => Err(Complaint::At("Bad escaped character in JSON")),
        }
    }

    fn number(&mut self) -> Checked {
        if self.take(b'-') && !self.digit() {
            return Err(Complaint::At("No number after minus sign in JSON"));
        }
        if self.take(b'0') {
            if self.digit() {
                return Err(Complaint::At("Unexpected number in JSON"));
            }
        } else {
            self.digits();
        }
        if self.take(b'.') {
            if !self.digit() {
                return Err(Complaint::At("Unterminated fractional number in JSON"));
            }
            self.digits();
        }
        if self.take(b'e') || self.take(b'E') {
            let _ = self.take(b'+') || self.take(b'-');
            if !self.digit() {
                return Err(Complaint::At("Exponent part is missing a number in JSON"));
            }
            self.digits();
        }
        Ok(())
    }

    fn word(&mut self, word: &str) -> Checked {
        for letter in word.bytes() {
            match self.peek() {
                Some(found) if found == letter => self.at += 1,
                None => return Err(Complaint::End),
                Some(_) => return Err(Complaint::Token),
            }
        }
        Ok(())
    }

    fn words(&self, complaint: Complaint, tells_line: bool) -> String {
        match complaint {
            Complaint::End => "Unexpected end of JSON input".to_owned(),
            Complaint::At(sentence) if tells_line => {
                let before = &self.units[..self.at];
                let line = before.iter().filter(|&&unit| unit == 10).count() + 1;
                let start = before
                    .iter()
                    .rposition(|&unit| unit == 10)
                    .map_or(0, |at| at + 1);
                let column = self.at - start + 1;
                format!(
                    "{sentence} at position {} (line {line} column {column})",
                    self.at
                )
            }
            Complaint::At(sentence) => format!("{sentence} at position {}", self.at),
            Complaint::Token => self.token(),
        }
    }

    /// The text around the token: ten units to either side, or all of it.
    fn token(&self) -> String {
        const AROUND: usize = 10;
        let text = |from: usize, to: usize| String::from_utf16_lossy(&self.units[from..to]);
        let length = self.units.len();
        let whole = text(0, length);
        if matches!(
            whole.as_str(),
            "undefined" | "NaN" | "Infinity" | "[object Object]"
        ) {
            return format!("\"{whole}\" is not valid JSON");
        }
        let token = text(self.at, (self.at + 1).min(length));
        let (from, to) = (
            self.at.saturating_sub(AROUND),
            (self.at + AROUND).min(length),
        );
        let excerpt = match length {
            0..=20 => format!("\"{whole}\""),
            _ if self.at < AROUND => format!("\"{}\"...", text(0, to)),
            _ if self.at >= length - AROUND => format!("...\"{}\"", text(from, length)),
            _ => format!("...\"{}\"...", text(from, to)),
        };
        format!("Unexpected token '{token}', {excerpt} is not valid JSON")
    }

    fn unit(&self) -> Option<u16> {
        self.units.get(self.at).copied()
    }

    /// The next unit, where it is ASCII; anything else is a byte that no rule wants.
    fn peek(&self) -> Option<u8> {
        self.unit().map(|unit| u8::try_from(unit).unwrap_or(0xff))
    }

    fn take(&mut self, byte: u8) -> bool {
        let there = self.peek() == Some(byte);
        self.at += usize::from(there);
        there
    }

    fn digit(&self) -> bool {
        self.peek().is_some_and(|byte| byte.is_ascii_digit())
    }

    fn digits(&mut self) {
        while self.digit() {
            self.at += 1;
        }
    }

    fn space(&mut self) {
        while let Some(b' ' | b'\t' | b'\n' | b'\r') = self.peek() {
            self.at += 1;
        }
    }
}
