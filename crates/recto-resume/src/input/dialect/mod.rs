//! What trees and blocks say: ways to write a résumé.

pub(super) mod foreign;
pub mod jsonresume;
pub(super) mod multilingual;
pub(super) mod prose;
