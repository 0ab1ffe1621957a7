//! Åpningsplanen: når et tilbud finner sted, og dagene som er annerledes. Her lagres og leses planene; reglene for dem står
//! i domenet.

pub mod forms;
pub mod notice;
pub mod office;
pub mod store;
