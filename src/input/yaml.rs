//! Reads yaml.
