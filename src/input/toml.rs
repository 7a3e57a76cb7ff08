//! Reads toml.
