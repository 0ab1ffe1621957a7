//! Tilgang: the six roles that have an account, and what each may do.
//!
//! A role says what somebody *may* do; a route names the permission it asks for. There is no other check of rights.

/// A role with an account. Citizens, partners and public readers have none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Role {
    /// A volunteer or pupil: registers visits, keeps the queue, refers.
    Helper,
    /// An employee who guides.
    Guide,
    /// Keeps the offerings true and sees the figures.
    Coordinator,
    /// Approves, and reads everything.
    Leader,
    /// Reads settings and logs.
    PrivacyOfficer,
    /// Accounts and set-up.
    Administrator,
}

impl Role {
    /// Every role, from the counter inwards.
    pub const ALL: [Self; 6] = [
        Self::Helper,
        Self::Guide,
        Self::Coordinator,
        Self::Leader,
        Self::PrivacyOfficer,
        Self::Administrator,
    ];

    /// Stable code used in tables.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Helper => "helper",
            Self::Guide => "guide",
            Self::Coordinator => "coordinator",
            Self::Leader => "leader",
            Self::PrivacyOfficer => "privacy_officer",
            Self::Administrator => "administrator",
        }
    }

    /// Reads a code written by [`Role::code`].
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|r| r.code() == code)
    }

    /// Whether the role has the permission.
    ///
    /// ```
    /// use domain::access::{Permission, Role};
    /// assert!(Role::Guide.may(Permission::UseDesk));
    /// assert!(!Role::Guide.may(Permission::EditRegister));
    /// ```
    #[must_use]
    pub const fn may(self, permission: Permission) -> bool {
        use Permission as P;
        match self {
            Self::Helper => matches!(permission, P::OwnAccount | P::UseDesk),
            Self::Guide => matches!(
                permission,
                P::OwnAccount | P::UseDesk | P::OthersBookings | P::EnterPaper
            ),
            Self::Coordinator => matches!(
                permission,
                P::OwnAccount
                    | P::UseDesk
                    | P::OthersBookings
                    | P::EnterPaper
                    | P::SeeOffice
                    | P::EditRegister
                    | P::SeeFigures
                    | P::ReadHistory
                    | P::EnrolDevices
                    | P::ManageGuides
                    | P::PlanRoster
                    | P::AssessRisk
            ),
            Self::Leader => {
                matches!(
                    permission,
                    P::OwnAccount
                        | P::SeeOffice
                        | P::SeeFigures
                        | P::ReadHistory
                        | P::EditRegister
                        | P::ManageGuides
                        | P::OverrideGate
                        | P::PlanRoster
                        | P::AssessRisk
                        | P::AcceptRisk
                        | P::HandleIncidents
                )
            }
            Self::PrivacyOfficer => matches!(
                permission,
                P::OwnAccount | P::SeeOffice | P::ReadHistory | P::GuardPrivacy | P::CutTrail
            ),
            Self::Administrator => matches!(
                permission,
                P::OwnAccount
                    | P::SeeOffice
                    | P::EditRegister
                    | P::ReadHistory
                    | P::ManageAccounts
                    | P::SetUp
                    | P::EnrolDevices
                    | P::GuardPrivacy
            ),
        }
    }
}

/// Something a route asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Permission {
    /// One's own account: password, sessions.
    OwnAccount,
    /// The desk: queue, visits, referrals, boundaries.
    UseDesk,
    /// Names and contacts of those who have booked: helpers and shared tablets see times alone.
    OthersBookings,
    /// A day's tally sheet from paper.
    EnterPaper,
    /// The office's home and read-only pages.
    SeeOffice,
    /// Change what is published.
    EditRegister,
    /// Figures.
    SeeFigures,
    /// Who changed what, when.
    ReadHistory,
    /// Invite, change and close accounts.
    ManageAccounts,
    /// The municipality's own settings.
    SetUp,
    /// Enrol and remove shared desk tablets.
    EnrolDevices,
    /// Those who guide: who they are, their papers, their leaving.
    ManageGuides,
    /// Let somebody guide although a paper is missing, and change what is required.
    OverrideGate,
    /// Plan who is on which shift.
    PlanRoster,
    /// Make risk assessments, walk through places, and say how far measures have come.
    AssessRisk,
    /// Accept what is left of a risk, and approve an assessment.
    AcceptRisk,
    /// Read every incident, decide about it, and name others who need to read it.
    HandleIncidents,
    /// See who has seen and changed what, answer for the record of processing and the impact assessment, and see what is
    /// removed when.
    GuardPrivacy,
    /// Sign for removing what is old from the trail. Whoever makes the accounts must not be the one who removes traces of it.
    CutTrail,
}

impl Permission {
    /// Every permission.
    pub const ALL: [Self; 19] = [
        Self::OwnAccount,
        Self::UseDesk,
        Self::OthersBookings,
        Self::EnterPaper,
        Self::SeeOffice,
        Self::EditRegister,
        Self::SeeFigures,
        Self::ReadHistory,
        Self::ManageAccounts,
        Self::SetUp,
        Self::EnrolDevices,
        Self::ManageGuides,
        Self::OverrideGate,
        Self::PlanRoster,
        Self::AssessRisk,
        Self::AcceptRisk,
        Self::HandleIncidents,
        Self::GuardPrivacy,
        Self::CutTrail,
    ];
}

#[cfg(test)]
mod tests {
    use super::{Permission, Role};

    /// The whole table, so that a change of rights is seen in review.
    #[test]
    fn rights_are_the_least_each_role_needs() {
        let table: Vec<String> = Role::ALL
            .iter()
            .map(|r| {
                let may: Vec<String> =
                    Permission::ALL.iter().filter(|p| r.may(**p)).map(|p| format!("{p:?}")).collect();
                format!("{}: {}", r.code(), may.join(" "))
            })
            .collect();
        let expected = [
            "helper: OwnAccount UseDesk",
            "guide: OwnAccount UseDesk OthersBookings EnterPaper",
            "coordinator: OwnAccount UseDesk OthersBookings EnterPaper SeeOffice EditRegister SeeFigures ReadHistory EnrolDevices ManageGuides PlanRoster AssessRisk",
            "leader: OwnAccount SeeOffice EditRegister SeeFigures ReadHistory ManageGuides OverrideGate PlanRoster AssessRisk AcceptRisk HandleIncidents",
            "privacy_officer: OwnAccount SeeOffice ReadHistory GuardPrivacy CutTrail",
            "administrator: OwnAccount SeeOffice EditRegister ReadHistory ManageAccounts SetUp EnrolDevices GuardPrivacy",
        ];
        assert_eq!(table, expected);
    }

    #[test]
    fn codes_are_read_back() {
        for role in Role::ALL {
            assert_eq!(Role::parse(role.code()), Some(role));
        }
        assert_eq!(Role::parse("citizen"), None);
    }
}
