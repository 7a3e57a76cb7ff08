//! What must hold of json.
