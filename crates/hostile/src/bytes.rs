/// Bytes taken one by one as choices; noughts when there are no more.
pub struct Bytes<'a>(pub &'a [u8]);

impl Bytes<'_> {
    /// The next byte.
    pub fn byte(&mut self) -> u8 {
        let Some((first, rest)) = self.0.split_first() else {
            return 0;
        };
        self.0 = rest;
        *first
    }

    /// Two bytes as a number.
    pub fn wide(&mut self) -> u16 {
        u16::from_be_bytes([self.byte(), self.byte()])
    }

    /// Whether the next byte is odd.
    pub fn yes(&mut self) -> bool {
        self.byte() % 2 == 1
    }

    /// One of several.
    pub fn one_of<T: Clone>(&mut self, all: &[T]) -> T {
        all[usize::from(self.byte()) % all.len()].clone()
    }

    /// Some of several, in their order, at most eight.
    pub fn some_of<T: Clone>(&mut self, all: &[T]) -> Vec<T> {
        let chosen = self.byte();
        let bits = all.iter().take(8).enumerate().filter(|(i, _)| (chosen >> i) & 1 == 1);
        bits.map(|(_, one)| one.clone()).collect()
    }
}
