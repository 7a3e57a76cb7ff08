//! What trees and blocks say: ways to write a résumé.

pub(super) mod prose;
