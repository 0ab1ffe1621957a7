//! Vise videre: fra det noen trenger, til den rette åpne døra, i to trykk. Lappen innbyggeren får med seg, sier hvor og når
//! – og ingenting om innbyggeren.

pub mod store;
