//! What must hold of toml.
