//! Finds as code writes them: their SQL and the trees their rows become.

mod conditions;
mod joined;
mod limited;
mod nested;
mod orders;
mod refused;
mod support;
