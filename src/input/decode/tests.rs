//! What must hold of the decoder, on files of invented people.
