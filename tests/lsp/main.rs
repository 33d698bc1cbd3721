//! The language server, driven as editors drive it.

mod actions;
mod client;
mod configuration;
mod findings;
mod house;
#[path = "../wire/pieces.rs"]
mod pieces;
mod session;
mod structure;
mod typing;
mod workspace;

const BULLETIN: &str = include_str!("../../fixtures/luoyang-2023-08.txt");
