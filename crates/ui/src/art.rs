//! Drawings made for this product, as inline SVG that follows light, dark and forced colours. All are decoration: hidden
//! from screen readers, with the words beside them.

use maud::{Markup, html};

/// The mark: a door ajar, light over the threshold.
#[must_use]
pub fn mark() -> Markup {
    html! {
        svg.mark viewBox="0 0 48 48" width="40" height="40" aria-hidden="true" {
            path.f d="M11 4h24a3 3 0 0 1 3 3v34h-9V9H15v32H8V7a3 3 0 0 1 3-3z" {}
            path.s d="M29 14v27l9 3h5z" {}
            path.k d="M14 7.5l16 6.8V46.3L14 41.8z" {}
            path.w d="M16.2 10.8l11.6 4.9v28L16.2 40.2z" {}
            circle.k cx="25" cy="28" r="1.6" {}
        }
    }
}

/// Two people and one phone.
#[must_use]
pub fn two_people() -> Markup {
    html! {
        svg.art viewBox="0 0 240 160" width="240" height="160" aria-hidden="true" {
            ellipse.d cx="120" cy="150" rx="110" ry="8" {}
            path.f d="M24 148c0-36 14-54 40-54s40 18 40 54z" {}
            path.m d="M136 148c0-36 14-54 40-54s40 18 40 54z" {}
            path.l d="M24 148c0-36 14-54 40-54s40 18 40 54M136 148c0-36 14-54 40-54s40 18 40 54" {}
            circle.w cx="66" cy="62" r="25" {}
            path.k d="M40 66c-4-22 8-36 27-36 14 0 24 9 25 21-14 1-26-3-33-9-3 10-9 17-19 24z" {}
            circle.l cx="66" cy="62" r="25" {}
            circle.k cx="73" cy="63" r="2.2" {}
            circle.k cx="85" cy="64" r="2.2" {}
            path.l d="M72 74c4 3 8 3 11 0" {}
            circle.w cx="174" cy="62" r="25" {}
            circle.s cx="190" cy="34" r="10" {}
            path.s d="M149 58c0-18 10-29 25-29s26 12 25 31c-12-2-22-8-28-16-5 7-12 12-22 14z" {}
            circle.l cx="174" cy="62" r="25" {}
            circle.k cx="155" cy="64" r="2.2" {}
            circle.k cx="167" cy="63" r="2.2" {}
            path.l d="M157 74c4 3 8 3 11 0" {}
            rect.w x="105" y="90" width="30" height="50" rx="6" {}
            rect.l x="105" y="90" width="30" height="50" rx="6" {}
            path.l d="M116 132h8M112 102h16M112 111h10" {}
            path.l d="M90 134c4-8 10-10 17-8M150 134c-4-8-10-10-17-8" {}
        }
    }
}

/// A cup of coffee.
#[must_use]
pub fn coffee() -> Markup {
    html! {
        svg.art viewBox="0 0 160 140" width="160" height="140" aria-hidden="true" {
            ellipse.d cx="76" cy="124" rx="66" ry="8" {}
            path.w d="M32 60h84v32c0 18-12 28-28 28H60c-16 0-28-10-28-28z" {}
            path.s d="M36 62h76v10c-24 8-52 8-76 0z" {}
            path.l d="M32 60h84v32c0 18-12 28-28 28H60c-16 0-28-10-28-28zM116 68h10c16 0 16 30-2 30h-9" {}
            path.l d="M56 46c-6-10 8-14 2-26M76 46c-6-10 8-14 2-26M96 46c-6-10 8-14 2-26" {}
        }
    }
}

/// A speech bubble.
#[must_use]
pub fn bubble() -> Markup {
    html! {
        svg.art viewBox="0 0 160 140" width="160" height="140" aria-hidden="true" {
            path.w d="M30 20h100a14 14 0 0 1 14 14v50a14 14 0 0 1-14 14H76l-28 24v-24H30a14 14 0 0 1-14-14V34a14 14 0 0 1 14-14z" {}
            path.l d="M30 20h100a14 14 0 0 1 14 14v50a14 14 0 0 1-14 14H76l-28 24v-24H30a14 14 0 0 1-14-14V34a14 14 0 0 1 14-14z" {}
            path.l d="M42 48h76M42 68h50" {}
            circle.s cx="112" cy="69" r="7" {}
        }
    }
}

/// The open door, large: for the front page and for pages that lead back in.
#[must_use]
pub fn door() -> Markup {
    html! {
        svg.art viewBox="0 0 220 240" width="220" height="240" aria-hidden="true" {
            ellipse.d cx="108" cy="226" rx="100" ry="9" {}
            path.f d="M52 20h104a12 12 0 0 1 12 12v192h-20V40H60v184H40V32a12 12 0 0 1 12-12z" {}
            path.w d="M60 40h88v184H60z" {}
            path.s d="M138 66v158h60z" {}
            path.w d="M60 40l78 28v164l-78-20z" {}
            path.l d="M60 40l78 28v164l-78-20zM40 224V32a12 12 0 0 1 12-12h104a12 12 0 0 1 12 12v192M138 224h60" {}
            circle.f cx="124" cy="150" r="6" {}
        }
    }
}

/// A telephone handset.
#[must_use]
pub fn handset() -> Markup {
    html! {
        svg viewBox="0 0 40 40" width="40" height="40" aria-hidden="true" {
            path fill="none" stroke="currentColor" stroke-width="2.6" stroke-linejoin="round"
                d="M9 5h6l3 9-4.500 3a20 20 0 0 0 9.500 9.500l3-4.500 9 3v6c0 2-1.600 4-4 4C17 35 5 23 5 9c0-2.400 2-4 4-4z" {}
        }
    }
}
