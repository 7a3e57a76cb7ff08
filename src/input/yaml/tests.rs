//! What must hold of yaml.
