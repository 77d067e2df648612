//! A small deterministic source of choices, so that a failing program can be had again by its seed.

/// xorshift64*.
pub struct Random {
    state: u64,
}

impl Random {
    pub fn new(seed: u64) -> Random {
        Random {
            state: seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1,
        }
    }

    fn next(&mut self) -> u64 {
        self.state ^= self.state >> 12;
        self.state ^= self.state << 25;
        self.state ^= self.state >> 27;
        self.state.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 11
    }

    /// A number below `bound`.
    pub fn below(&mut self, bound: usize) -> usize {
        (self.next() % bound as u64) as usize
    }

    /// Once in `times`.
    pub fn once_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }

    pub fn pick<T: Copy>(&mut self, choices: &[T]) -> T {
        choices[self.below(choices.len())]
    }

    /// A JSON object of the inputs `a`, `b` and `c`.
    pub fn inputs(&mut self) -> String {
        format!(
            "{{\"a\": {}, \"b\": {}, \"c\": {}}}",
            self.json(2),
            self.json(2),
            self.json(1)
        )
    }

    fn json(&mut self, depth: usize) -> String {
        match self.below(if depth == 0 { 6 } else { 8 }) {
            0 => "null".into(),
            1 => "true".into(),
            2 => format!("{}", self.below(5)),
            3 => "1.5".into(),
            4 => "\"\"".into(),
            5 => "\"text\"".into(),
            6 => {
                let items: Vec<String> = (0..self.below(3)).map(|_| self.json(depth - 1)).collect();
                format!("[{}]", items.join(", "))
            }
            _ => format!(
                "{{\"k\": {}, \"m\": {}}}",
                self.json(depth - 1),
                self.json(depth - 1)
            ),
        }
    }
}
