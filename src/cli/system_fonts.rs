//! The computer's fonts, where its operating system keeps them.

use recto::layout::fonts::{Fonts, Loader, SystemFonts};
use typst::text::FontInfo;
use typst_kit::fonts::{FontPath, FontSource};

/// The embedded fonts, and where they lack something, the computer's.
pub fn fonts() -> Fonts {
    recto::embedded::fonts().with_system(Box::new(Installed))
}

/// Looks through the folders of the operating system.
struct Installed;

impl SystemFonts for Installed {
    fn scan(&self) -> Vec<(FontInfo, Loader)> {
        let mut faces: Vec<_> = typst_kit::fonts::system().collect();
        // The order of a folder's files differs from computer to computer.
        faces.sort_by(|(a, _), (b, _)| (&a.path, a.index).cmp(&(&b.path, b.index)));
        let boxed = |(path, info): (FontPath, FontInfo)| (info, Box::new(move || path.load()) as Loader);
        faces.into_iter().map(boxed).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scanning_twice_gives_the_same_order() {
        let names = || Installed.scan().into_iter().map(|(info, _)| info.family).collect::<Vec<_>>();
        assert_eq!(names(), names());
    }
}
