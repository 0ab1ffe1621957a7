//! A municipality's arms: a picture that somebody uploads, read with limits and written anew.

use resvg::tiny_skia::{IntSize, Pixmap};
use std::{fmt, ops::RangeInclusive};

/// What a PNG begins with (PNG, third edition, §5.2), and the head that comes first (§11.2.1).
const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR";
/// The longest side that is kept: sharp on the largest poster, light on the smallest.
const KEPT: usize = 512;

/// The arms as a PNG of our own making: pixels and nothing else, at most 512 on the longest side.
#[derive(Clone, PartialEq, Eq)]
pub struct Arms {
    png: Vec<u8>,
    width: u32,
    height: u32,
}

/// Why a file is not taken as arms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ArmsFault {
    /// More bytes than [`Arms::MOST_BYTES`].
    TooLarge,
    /// It does not begin as a PNG does, whatever it is called.
    NotPng,
    /// A side is outside of [`Arms::SIDES`]. Nothing is unpacked to find that out.
    Sides,
    /// It begins as a PNG, and cannot be read to its end.
    Broken,
}

impl Arms {
    /// The most bytes of a file.
    pub const MOST_BYTES: usize = 300 * 1000;
    /// How many pixels a side may have.
    pub const SIDES: RangeInclusive<u32> = 64..=2000;

    /// Reads a file that somebody sent: a PNG and nothing else. What it says beside its pixels (who made it, where, with what) is
    /// not kept. Takes up to some tens of milliseconds and megabytes: call it away from threads that answer requests.
    ///
    /// # Errors
    /// See [`ArmsFault`].
    pub fn read(file: &[u8]) -> Result<Self, ArmsFault> {
        if file.len() > Self::MOST_BYTES {
            return Err(ArmsFault::TooLarge);
        }
        let (width, height) = sides(file).ok_or(ArmsFault::NotPng)?;
        if !Self::SIDES.contains(&width) || !Self::SIDES.contains(&height) {
            return Err(ArmsFault::Sides);
        }
        let pixels = Pixmap::decode_png(file).map_err(|_| ArmsFault::Broken)?;
        let pixels = smaller(pixels).ok_or(ArmsFault::Broken)?;
        let png = pixels.encode_png().map_err(|_| ArmsFault::Broken)?;
        Self::kept(png).ok_or(ArmsFault::Broken)
    }

    /// Those that [`Arms::read`] made and somebody kept; `None` when it is no PNG.
    #[must_use]
    pub fn kept(png: Vec<u8>) -> Option<Self> {
        let (width, height) = sides(&png).filter(|(width, height)| *width > 0 && *height > 0)?;
        Some(Self { png, width, height })
    }

    /// The PNG.
    #[must_use]
    pub fn png(&self) -> &[u8] {
        &self.png
    }

    /// Width and height in pixels; neither is 0.
    #[must_use]
    pub const fn size(&self) -> (u32, u32) {
        (self.width, self.height)
    }
}

impl fmt::Debug for Arms {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Arms({} × {})", self.width, self.height)
    }
}

/// Width and height, as the head of the file says; `None` when it is no PNG.
fn sides(file: &[u8]) -> Option<(u32, u32)> {
    let (width, rest) = file.strip_prefix(SIGNATURE)?.split_first_chunk()?;
    let height = rest.first_chunk()?;
    Some((u32::from_be_bytes(*width), u32::from_be_bytes(*height)))
}

/// No larger than it is kept, in the same shape: each pixel is the mean of those it stands for.
fn smaller(from: Pixmap) -> Option<Pixmap> {
    let (wide, high) = (from.width() as usize, from.height() as usize);
    let longest = wide.max(high);
    if longest <= KEPT {
        return Some(from);
    }
    let (width, height) = ((wide * KEPT / longest).max(1), (high * KEPT / longest).max(1));
    let mut data = Vec::with_capacity(width * height * 4);
    for y in 0..height {
        let rows = y * high / height..(y + 1) * high / height;
        for x in 0..width {
            let columns = x * wide / width..(x + 1) * wide / width;
            let mut sums = [0; 4];
            for row in rows.clone() {
                let line = &from.data()[(row * wide + columns.start) * 4..(row * wide + columns.end) * 4];
                for pixel in line.chunks_exact(4) {
                    sums.iter_mut().zip(pixel).for_each(|(sum, value)| *sum += usize::from(*value));
                }
            }
            let many = rows.len() * columns.len();
            data.extend(sums.map(|sum| u8::try_from(sum / many).unwrap_or(u8::MAX)));
        }
    }
    Pixmap::from_vec(data, IntSize::from_wh(width.try_into().ok()?, height.try_into().ok()?)?)
}

#[cfg(test)]
mod tests {
    use super::{Arms, ArmsFault, SIGNATURE};
    use resvg::tiny_skia::{Color, Pixmap};

    /// Half of it red, half of it to be seen through.
    fn file(width: u32, height: u32) -> Vec<u8> {
        let mut pixels = Pixmap::new(width, height).unwrap();
        let (red, half) = (
            Color::from_rgba8(200, 16, 46, 255).premultiply().to_color_u8(),
            pixels.pixels().len() / 2,
        );
        pixels.pixels_mut()[..half].fill(red);
        pixels.encode_png().unwrap()
    }

    fn with_sides(width: u32, height: u32) -> Vec<u8> {
        let mut file = file(64, 64);
        file[16..20].copy_from_slice(&width.to_be_bytes());
        file[20..24].copy_from_slice(&height.to_be_bytes());
        file
    }

    #[test]
    fn arms_keep_their_shape_and_their_colours_and_nothing_else() {
        let mut sent = file(600, 700);
        // A text after the head, where programs write who made it.
        let text = b"\0\0\0\x0ctEXtAuthor\0Ola N\0\0\0\0";
        sent.splice(33..33, text.iter().copied());
        let arms = Arms::read(&sent).unwrap();
        assert_eq!(arms.size(), (438, 512));
        assert!(arms.png().starts_with(SIGNATURE) && !arms.png().windows(4).any(|w| w == b"tEXt"));
        let pixels = Pixmap::decode_png(arms.png()).unwrap();
        let (top, bottom) = (pixels.pixel(5, 5).unwrap(), pixels.pixel(5, 505).unwrap());
        assert_eq!((top.red(), top.green(), top.blue(), top.alpha()), (200, 16, 46, 255));
        assert_eq!(bottom.alpha(), 0);
        // What has been made small once is not made smaller, and comes back as it is.
        let again = Arms::read(arms.png()).unwrap();
        assert_eq!(again, arms);
        assert_eq!(Arms::kept(arms.png().to_vec()), Some(arms));
        assert_eq!(Arms::kept(b"no picture".to_vec()), None);
    }

    #[test]
    fn what_is_no_png_is_too_large_or_ends_early_is_not_taken() {
        let whole = file(64, 64);
        assert!(Arms::read(&whole).is_ok());
        let refused = |file: &[u8]| Arms::read(file).unwrap_err();
        for other in [b"".as_slice(), b"\xff\xd8\xff\xe0\0\x10JFIF", b"GIF89a", b"<svg/>", &whole[..12]] {
            assert_eq!(refused(other), ArmsFault::NotPng);
        }
        assert_eq!(refused(&[0; Arms::MOST_BYTES + 1]), ArmsFault::TooLarge);
        for (width, height) in [(30_000, 30_000), (u32::MAX, u32::MAX), (0, 64), (64, 63), (64, 2001), (2001, 64)] {
            assert_eq!(
                refused(&with_sides(width, height)),
                ArmsFault::Sides,
                "{width} × {height}"
            );
        }
        // Sides that it may have and does not, and a file that ends in the middle.
        assert_eq!(refused(&with_sides(2000, 2000)), ArmsFault::Broken);
        for end in [24, 33, 40, whole.len() / 2] {
            assert_eq!(refused(&whole[..end]), ArmsFault::Broken, "{end}");
        }
    }
}
