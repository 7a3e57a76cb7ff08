//! What trees and blocks say: ways to write a résumé.

pub mod jsonresume;
pub(super) mod prose;
