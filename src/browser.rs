//! The only place with raw web APIs.
