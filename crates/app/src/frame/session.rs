use domain::{
    access::{Permission, Role},
    shared::Id,
};

/// Who is signed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Who {
    /// A person with an account.
    Person {
        /// The account.
        account: Id,
        /// The name colleagues know.
        name: String,
        /// The role.
        role: Role,
    },
    /// A shared tablet or PC at a counter.
    Device {
        /// The device.
        device: Id,
        /// Its name, e.g. "Skranke 1".
        name: String,
        /// Those who chose that they are on duty at it today.
        on_duty: Vec<(Id, String)>,
    },
}

/// A session: who is signed in, and the hash that finds its row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionInfo {
    /// Who.
    pub who: Who,
    /// SHA-256 of the cookie.
    pub token_hash: [u8; 32],
}

impl SessionInfo {
    /// Whether the one who is signed in may. A device may do what a helper may at the desk, and nothing else.
    #[must_use]
    pub fn may(&self, permission: Permission) -> bool {
        match &self.who {
            Who::Person { role, .. } => role.may(permission),
            Who::Device { .. } => permission == Permission::UseDesk,
        }
    }

    /// Who stands in the history for what is done.
    #[must_use]
    pub fn actor(&self) -> store::Actor {
        match &self.who {
            Who::Person { account, .. } => store::Actor::Person(account.0),
            Who::Device { device, on_duty, .. } => store::Actor::Device {
                device: device.0,
                on_duty: match on_duty.as_slice() {
                    [(only, _)] => Some(only.0),
                    _ => None,
                },
            },
        }
    }

    /// The name to show.
    #[must_use]
    pub fn name(&self) -> &str {
        match &self.who {
            Who::Person { name, .. } | Who::Device { name, .. } => name,
        }
    }
}
