use crate::frame::{AppError, Found, SessionInfo, Who};
use domain::{
    access::{Permission, Role},
    shared::{Id, day_and_minute},
};
use jiff::Timestamp;
use store::{Event, Fault, Query, Read, Row, Tx, params};

/// How long a person's session lasts, in hours: a working day, so that a shared machine is asked for a name each morning.
pub const SESSION_HOURS: i64 = 14;

/// Finds the session of a cookie's hash, when it is neither ended nor expired and its owner is still here.
///
/// # Errors
/// A fault of the database.
pub fn session(r: &mut Read, token_hash: &[u8; 32], now: Timestamp) -> Result<Option<Found>, AppError> {
    let tenant = r.tenant();
    let found = r.one(
        "SELECT s.account_id, a.name, a.role, s.device_id, d.name, s.expires_at FROM session s
         LEFT JOIN account a ON a.tenant_id = s.tenant_id AND a.id = s.account_id AND a.closed_at IS NULL
         LEFT JOIN device d ON d.tenant_id = s.tenant_id AND d.id = s.device_id AND d.removed_at IS NULL
         WHERE s.tenant_id = $1 AND s.token_hash = $2 AND s.expires_at > $3 AND s.ended_at IS NULL",
        &params![tenant, token_hash.to_vec(), now.as_millisecond()],
        |row| {
            Ok((
                row.opt_id(0)?,
                row.opt_text(1)?,
                row.opt_text(2)?,
                row.opt_id(3)?,
                row.opt_text(4)?,
                row.timestamp(5)?,
            ))
        },
    )?;
    let Some((account, account_name, role, device, device_name, expires_at)) = found else {
        return Ok(None);
    };
    let who = match (account, account_name, role, device, device_name) {
        (Some(account), Some(name), Some(role), _, _) => match Role::parse(&role) {
            Some(role) => Who::Person {
                account: Id(account),
                name,
                role,
            },
            None => return Ok(None),
        },
        (_, _, _, Some(device), Some(name)) => {
            let on_duty = on_duty(r, Id(device), now)?;
            Who::Device {
                device: Id(device),
                name,
                on_duty,
            }
        }
        _ => return Ok(None),
    };
    let session = SessionInfo {
        who,
        token_hash: *token_hash,
    };
    Ok(Some(Found { session, expires_at }))
}

/// The event of every change after which somebody who is signed in is another, may something else, or is signed in no more.
pub const WHO_CHANGED: &str = "who";

/// Tells that nobody may go by what was looked up before about who is signed in.
fn who_changed(tx: &mut Tx) {
    let event = Event::new(tx.tenant(), WHO_CHANGED, "");
    tx.after_commit(event);
}

fn name_of(row: &Row) -> Result<(Id, String), Fault> {
    Ok((Id(row.id(0)?), row.text(1)?))
}

/// Those who chose that they are on duty at a device today.
///
/// # Errors
/// A fault of the database.
pub fn on_duty(r: &mut impl Query, device: Id, now: Timestamp) -> Result<Vec<(Id, String)>, AppError> {
    let tenant = r.tenant();
    let day = crate::frame::days(day_and_minute(now).0);
    Ok(r.rows(
        "SELECT a.id, a.name FROM device_duty u
         JOIN account a ON a.tenant_id = u.tenant_id AND a.id = u.account_id
         WHERE u.tenant_id = $1 AND u.device_id = $2 AND u.day = $3 AND a.closed_at IS NULL ORDER BY a.id",
        &params![tenant, device.0, day],
        name_of,
    )?)
}

/// A new account. `password` is an argon2id hash, or empty when the person has not chosen one yet.
///
/// # Errors
/// A fault of the database, e.g. when the login is taken.
pub fn create_account(tx: &mut Tx, login: &str, name: &str, role: Role, password: &str) -> Result<Id, AppError> {
    let (tenant, id, now) = (tx.tenant(), tx.new_id(), tx.now().as_millisecond());
    tx.exec(
        "INSERT INTO account (tenant_id, id, login, name, role, password, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7)",
        &params![tenant, id, login, name, role.code(), password, now],
    )?;
    tx.history(
        "access",
        "account",
        id,
        "created",
        None,
        Some(format!("{{\"role\":\"{}\"}}", role.code())),
    )?;
    Ok(Id(id))
}

/// A new session for a person; returns the cookie's value, which is stored nowhere.
///
/// # Errors
/// A fault of the database.
pub fn create_session(tx: &mut Tx, account: Id, label: &str) -> Result<String, AppError> {
    let (tenant, now) = (tx.tenant(), tx.now().as_millisecond());
    let (cookie, hash) = new_token(tx);
    let expires = now + SESSION_HOURS * 3_600_000;
    tx.exec(
        "INSERT INTO session (tenant_id, token_hash, account_id, label, created_at, expires_at) VALUES ($1, $2, $3, $4, $5, $6)",
        &params![tenant, hash.to_vec(), account.0, label, now, expires],
    )?;
    tx.exec(
        "UPDATE account SET signed_in_at = $3 WHERE tenant_id = $1 AND id = $2",
        &params![tenant, account.0, now],
    )?;
    signed(tx, Some(account.0), "signed in")?;
    Ok(cookie)
}

/// Tells that somebody signed in or out, or tried to; whose account it was, where there is one.
///
/// # Errors
/// A fault of the database.
pub fn signed(tx: &mut Tx, account: Option<[u8; 16]>, verb: &'static str) -> Result<(), AppError> {
    let account = account.map(|id| Id(id).to_string()).unwrap_or_default();
    Ok(tx.history("access", "session", account, verb, None, None)?)
}

/// A token of 32 random bytes as hexadecimal digits, and its SHA-256.
pub fn new_token(tx: &mut Tx) -> (String, [u8; 32]) {
    use sha2::Digest;
    let token: String = tx.random_bytes::<32>().iter().map(|b| format!("{b:02x}")).collect();
    let hash = sha2::Sha256::digest(token.as_bytes()).into();
    (token, hash)
}

/// What a sign-in needs of an account.
pub struct Credentials {
    /// The account.
    pub account: Id,
    /// Its password's hash.
    pub password: String,
}

/// The open account with this sign-in name.
///
/// # Errors
/// A fault of the database.
pub fn credentials(q: &mut impl Query, login: &str) -> Result<Option<Credentials>, AppError> {
    let tenant = q.tenant();
    Ok(q.one(
        "SELECT id, password FROM account WHERE tenant_id = $1 AND login = $2 AND closed_at IS NULL",
        &params![tenant, login],
        |row| {
            Ok(Credentials {
                account: Id(row.id(0)?),
                password: row.text(1)?,
            })
        },
    )?)
}

/// The sign-in name and password hash of an account.
///
/// # Errors
/// A fault of the database.
pub fn own(q: &mut impl Query, account: Id) -> Result<Option<(String, String)>, AppError> {
    let tenant = q.tenant();
    Ok(q.one(
        "SELECT login, password FROM account WHERE tenant_id = $1 AND id = $2 AND closed_at IS NULL",
        &params![tenant, account.0],
        |row| Ok((row.text(0)?, row.text(1)?)),
    )?)
}

/// A line of the list of accounts.
pub struct AccountLine {
    /// The account.
    pub id: Id,
    /// Sign-in name.
    pub login: String,
    /// The name colleagues know.
    pub name: String,
    /// The role.
    pub role: Role,
    /// When the person last signed in.
    pub signed_in_at: Option<Timestamp>,
}

/// Every open account, by name.
///
/// # Errors
/// A fault of the database.
pub fn accounts(q: &mut impl Query) -> Result<Vec<AccountLine>, AppError> {
    let tenant = q.tenant();
    let mut list = q.rows(
        "SELECT id, login, name, role, signed_in_at FROM account WHERE tenant_id = $1 AND closed_at IS NULL ORDER BY id",
        &params![tenant],
        |row| {
            let at = row.opt_int(4)?.and_then(|ms| Timestamp::from_millisecond(ms).ok());
            let role = crate::frame::stored_code(row.str(3)?, Role::parse)?;
            Ok(AccountLine { id: Id(row.id(0)?), login: row.text(1)?, name: row.text(2)?, role, signed_in_at: at })
        },
    )?;
    list.sort_by_key(|line| line.name.to_lowercase());
    Ok(list)
}

/// Writes a new password hash and ends every other session of the account.
///
/// # Errors
/// A fault of the database.
pub fn set_password(tx: &mut Tx, account: Id, hash: &str, keep: &[u8; 32]) -> Result<(), AppError> {
    let (tenant, now) = (tx.tenant(), tx.now().as_millisecond());
    tx.exec(
        "UPDATE account SET password = $3 WHERE tenant_id = $1 AND id = $2",
        &params![tenant, account.0, hash],
    )?;
    tx.exec(
        "UPDATE session SET ended_at = $3 WHERE tenant_id = $1 AND account_id = $2 AND ended_at IS NULL
         AND token_hash <> $4",
        &params![tenant, account.0, now, keep.to_vec()],
    )?;
    who_changed(tx);
    tx.history("access", "account", account.0, "password changed", None, None)?;
    Ok(())
}

/// Changes a role. Whether the last administrator is left is checked by the caller in the same transaction.
///
/// # Errors
/// A fault of the database.
pub fn set_role(tx: &mut Tx, account: Id, before: Role, role: Role) -> Result<(), AppError> {
    let tenant = tx.tenant();
    tx.exec(
        "UPDATE account SET role = $3 WHERE tenant_id = $1 AND id = $2",
        &params![tenant, account.0, role.code()],
    )?;
    let json = |role: Role| Some(format!("{{\"role\":\"{}\"}}", role.code()));
    who_changed(tx);
    tx.history("access", "account", account.0, "role changed", json(before), json(role))?;
    Ok(())
}

/// Closes an account and ends its sessions. The name stays in the history of what the person did; the sign-in name is
/// free again, so that the same person can be invited anew.
///
/// # Errors
/// A fault of the database.
pub fn close(tx: &mut Tx, account: Id) -> Result<(), AppError> {
    let (tenant, now) = (tx.tenant(), tx.now().as_millisecond());
    let key = params![tenant, account.0, now];
    // Nobody's: a sign-in name has no space in it.
    let freed = format!("lukket {account}");
    tx.exec(
        "UPDATE account SET closed_at = $3, login = $4 WHERE tenant_id = $1 AND id = $2 AND closed_at IS NULL",
        &params![tenant, account.0, now, freed],
    )?;
    tx.exec(
        "UPDATE session SET ended_at = $3 WHERE tenant_id = $1 AND account_id = $2 AND ended_at IS NULL",
        &key,
    )?;
    who_changed(tx);
    tx.history("access", "account", account.0, "closed", None, None)?;
    Ok(())
}

/// How many administrators are open. Takes the municipality's row first, so that two can't each close the other.
///
/// # Errors
/// A fault of the database.
pub fn administrators(tx: &mut Tx) -> Result<i64, AppError> {
    let tenant = tx.tenant();
    tx.exec("UPDATE tenant SET demo = demo WHERE tenant_id = $1", &params![tenant])?;
    let count = tx.one(
        "SELECT COUNT(*) FROM account WHERE tenant_id = $1 AND role = $2 AND closed_at IS NULL",
        &params![tenant, Role::Administrator.code()],
        |row| row.int(0),
    )?;
    Ok(count.unwrap_or_default())
}

/// How long an invitation can be used, in days.
pub const INVITATION_DAYS: i64 = 14;

/// Invites somebody; returns the secret part of the link, which is stored nowhere.
///
/// # Errors
/// A fault of the database.
pub fn invite(tx: &mut Tx, login: &str, name: &str, role: Role) -> Result<String, AppError> {
    let (tenant, now) = (tx.tenant(), tx.now().as_millisecond());
    let (token, hash) = new_token(tx);
    tx.exec(
        "INSERT INTO invitation (tenant_id, token_hash, login, name, role, invited_at, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
        &params![tenant, hash.to_vec(), login, name, role.code(), now, now + INVITATION_DAYS * 86_400_000],
    )?;
    let after = serde_json::json!({"role": role.code()}).to_string();
    tx.history("access", "invitation", "", "invited", None, Some(after))?;
    Ok(token)
}

/// An invitation that can still be used.
pub struct Invitation {
    /// The sign-in name it is for.
    pub login: String,
    /// The person's name.
    pub name: String,
    /// The role it gives.
    pub role: Role,
}

/// Finds an invitation by the hash of its token, when it is neither used nor too old.
///
/// # Errors
/// A fault of the database.
pub fn invitation(q: &mut impl Query, hash: &[u8; 32], now: Timestamp) -> Result<Option<Invitation>, AppError> {
    let tenant = q.tenant();
    Ok(q.one(
        "SELECT login, name, role FROM invitation
         WHERE tenant_id = $1 AND token_hash = $2 AND used_at IS NULL AND expires_at > $3",
        &params![tenant, hash.to_vec(), now.as_millisecond()],
        |row| {
            let role = crate::frame::stored_code(row.str(2)?, Role::parse)?;
            Ok(Invitation {
                login: row.text(0)?,
                name: row.text(1)?,
                role,
            })
        },
    )?)
}

/// Uses an invitation: true for the one who came first.
///
/// # Errors
/// A fault of the database.
pub fn use_invitation(tx: &mut Tx, hash: &[u8; 32]) -> Result<bool, AppError> {
    let (tenant, now) = (tx.tenant(), tx.now().as_millisecond());
    let changed = tx.exec(
        "UPDATE invitation SET used_at = $3 WHERE tenant_id = $1 AND token_hash = $2 AND used_at IS NULL AND expires_at > $3",
        &params![tenant, hash.to_vec(), now],
    )?;
    Ok(changed == 1)
}

/// A line of the list of sessions.
pub struct SessionLine {
    /// The hash that finds it.
    pub token_hash: [u8; 32],
    /// The kind of machine.
    pub label: String,
    /// When it began.
    pub created_at: Timestamp,
}

/// The account's sessions that still hold, newest first.
///
/// # Errors
/// A fault of the database.
pub fn sessions(q: &mut impl Query, account: Id, now: Timestamp) -> Result<Vec<SessionLine>, AppError> {
    let tenant = q.tenant();
    Ok(q.rows(
        "SELECT token_hash, label, created_at FROM session
         WHERE tenant_id = $1 AND account_id = $2 AND ended_at IS NULL AND expires_at > $3 ORDER BY created_at DESC",
        &params![tenant, account.0, now.as_millisecond()],
        |row| {
            let token_hash = row.bytes(0)?.try_into().map_err(|_| Fault::corrupt("a session's hash"))?;
            Ok(SessionLine {
                token_hash,
                label: row.text(1)?,
                created_at: row.timestamp(2)?,
            })
        },
    )?)
}

/// Ends a session. With `account`, only when it is that account's.
///
/// # Errors
/// A fault of the database.
pub fn end_session(tx: &mut Tx, token_hash: &[u8; 32], account: Option<Id>) -> Result<(), AppError> {
    let (tenant, now) = (tx.tenant(), tx.now().as_millisecond());
    match account {
        None => tx.exec(
            "UPDATE session SET ended_at = $3 WHERE tenant_id = $1 AND token_hash = $2 AND ended_at IS NULL",
            &params![tenant, token_hash.to_vec(), now],
        )?,
        Some(account) => tx.exec(
            "UPDATE session SET ended_at = $3 WHERE tenant_id = $1 AND token_hash = $2 AND ended_at IS NULL
             AND account_id = $4",
            &params![tenant, token_hash.to_vec(), now, account.0],
        )?,
    };
    who_changed(tx);
    let whose = tx.actor().id();
    signed(tx, whose, "signed out")
}

/// How many sessions and invitations ended or expired before an instant.
///
/// # Errors
/// A fault of the database.
pub fn left_before(q: &mut impl Query, then: Timestamp) -> Result<i64, AppError> {
    let key = params![q.tenant(), then.as_millisecond()];
    let found = q.one(
        "SELECT (SELECT COUNT(*) FROM session WHERE tenant_id = $1 AND (expires_at < $2 OR ended_at < $2))
         + (SELECT COUNT(*) FROM invitation WHERE tenant_id = $1 AND (expires_at < $2 OR used_at < $2))",
        &key,
        |row| row.int(0),
    )?;
    Ok(found.unwrap_or_default())
}

/// How long the name of a closed account is kept, in days: two years, as PRIVACY.toml says.
const CLOSED_DAYS: i64 = 730;

/// Removes sessions and invitations that ended or expired more than 30 days ago, yesterday's duty, the counts of old
/// sign-in attempts, and the names of accounts that were closed two years ago.
///
/// # Errors
/// A fault of the database.
pub fn forget_old(tx: &mut Tx) -> Result<(), AppError> {
    let (tenant, now) = (tx.tenant(), tx.now());
    let key = params![tenant, now.as_millisecond() - 30 * 86_400_000];
    tx.exec(
        "DELETE FROM session WHERE tenant_id = $1 AND (expires_at < $2 OR ended_at < $2)",
        &key,
    )?;
    tx.exec(
        "DELETE FROM invitation WHERE tenant_id = $1 AND (expires_at < $2 OR used_at < $2)",
        &key,
    )?;
    tx.exec(
        "DELETE FROM sign_in_attempt WHERE tenant_id = $1 AND window_start < $2",
        &params![tenant, now.as_millisecond() - 3_600_000],
    )?;
    let emptied = tx.exec(
        "UPDATE account SET name = '', password = '', signed_in_at = NULL
         WHERE tenant_id = $1 AND closed_at < $2 AND name <> ''",
        &params![tenant, now.as_millisecond() - CLOSED_DAYS * 86_400_000],
    )?;
    tx.count_emptied("account", emptied);
    let today = crate::frame::days(day_and_minute(now).0);
    tx.exec(
        "DELETE FROM device_duty WHERE tenant_id = $1 AND day < $2",
        &params![tenant, today],
    )?;
    Ok(())
}

/// Erases what was before and after in the history when its time is over.
///
/// # Errors
/// A fault of the database.
pub fn forget_old_history(tx: &mut Tx) -> Result<(), AppError> {
    let before = super::trail::content_kept_since(tx.now());
    tx.erase_history_content(before)?;
    Ok(())
}

/// A shared tablet or PC at a counter.
pub struct Device {
    /// The device.
    pub id: Id,
    /// Its name.
    pub name: String,
    /// When it was enrolled.
    pub enrolled_at: Timestamp,
}

/// Every enrolled device.
///
/// # Errors
/// A fault of the database.
pub fn devices(q: &mut impl Query) -> Result<Vec<Device>, AppError> {
    let tenant = q.tenant();
    Ok(q.rows(
        "SELECT id, name, enrolled_at FROM device WHERE tenant_id = $1 AND removed_at IS NULL ORDER BY enrolled_at",
        &params![tenant],
        |row| {
            Ok(Device {
                id: Id(row.id(0)?),
                name: row.text(1)?,
                enrolled_at: row.timestamp(2)?,
            })
        },
    )?)
}

/// The device whose cookie has this hash.
///
/// # Errors
/// A fault of the database.
pub fn device_of(q: &mut impl Query, hash: &[u8; 32]) -> Result<Option<Id>, AppError> {
    let tenant = q.tenant();
    Ok(q.one(
        "SELECT id FROM device WHERE tenant_id = $1 AND token_hash = $2 AND removed_at IS NULL",
        &params![tenant, hash.to_vec()],
        |row| Ok(Id(row.id(0)?)),
    )?)
}

/// Enrols the machine that asks; returns its cookie's value.
///
/// # Errors
/// A fault of the database.
pub fn enrol(tx: &mut Tx, name: &str) -> Result<String, AppError> {
    let (tenant, id, now) = (tx.tenant(), tx.new_id(), tx.now().as_millisecond());
    let (token, hash) = new_token(tx);
    tx.exec(
        "INSERT INTO device (tenant_id, id, name, token_hash, enrolled_at) VALUES ($1, $2, $3, $4, $5)",
        &params![tenant, id, name, hash.to_vec(), now],
    )?;
    let after = serde_json::json!({"name": name}).to_string();
    tx.history("access", "device", id, "enrolled", None, Some(after))?;
    Ok(token)
}

/// Removes a device and ends its sessions.
///
/// # Errors
/// A fault of the database.
pub fn remove_device(tx: &mut Tx, id: Id) -> Result<(), AppError> {
    let (tenant, now) = (tx.tenant(), tx.now().as_millisecond());
    let key = params![tenant, id.0, now];
    tx.exec(
        "UPDATE device SET removed_at = $3 WHERE tenant_id = $1 AND id = $2 AND removed_at IS NULL",
        &key,
    )?;
    tx.exec(
        "UPDATE session SET ended_at = $3 WHERE tenant_id = $1 AND device_id = $2 AND ended_at IS NULL",
        &key,
    )?;
    who_changed(tx);
    tx.history("access", "device", id.0, "removed", None, None)?;
    Ok(())
}

/// A session of a shared device, with the one who signed in on duty; returns the cookie's value.
///
/// # Errors
/// A fault of the database.
pub fn create_device_session(tx: &mut Tx, device: Id, account: Id, label: &str) -> Result<String, AppError> {
    let (tenant, now) = (tx.tenant(), tx.now().as_millisecond());
    let (cookie, hash) = new_token(tx);
    tx.exec(
        "INSERT INTO session (tenant_id, token_hash, device_id, label, created_at, expires_at) VALUES ($1, $2, $3, $4, $5, $6)",
        &params![tenant, hash.to_vec(), device.0, label, now, now + SESSION_HOURS * 3_600_000],
    )?;
    tx.exec(
        "UPDATE account SET signed_in_at = $3 WHERE tenant_id = $1 AND id = $2",
        &params![tenant, account.0, now],
    )?;
    put_on_duty(tx, device, account)?;
    signed(tx, Some(account.0), "signed in")?;
    Ok(cookie)
}

fn put_on_duty(tx: &mut Tx, device: Id, account: Id) -> Result<(), AppError> {
    let (tenant, day) = (tx.tenant(), crate::frame::days(day_and_minute(tx.now()).0));
    tx.exec(
        "INSERT INTO device_duty (tenant_id, device_id, account_id, day) VALUES ($1, $2, $3, $4)
         ON CONFLICT (tenant_id, device_id, account_id, day) DO NOTHING",
        &params![tenant, device.0, account.0, day],
    )?;
    who_changed(tx);
    Ok(())
}

/// Writes who is on duty at a device today; others step off. Only open accounts that may use the desk are put on.
///
/// # Errors
/// A fault of the database.
pub fn set_duty(tx: &mut Tx, device: Id, chosen: &[Id]) -> Result<(), AppError> {
    let (tenant, day) = (tx.tenant(), crate::frame::days(day_and_minute(tx.now()).0));
    tx.exec(
        "DELETE FROM device_duty WHERE tenant_id = $1 AND device_id = $2 AND day = $3",
        &params![tenant, device.0, day],
    )?;
    who_changed(tx);
    let open = accounts(tx)?;
    for line in open.iter().filter(|a| chosen.contains(&a.id) && a.role.may(Permission::UseDesk)) {
        put_on_duty(tx, device, line.id)?;
    }
    Ok(())
}

/// A line of the history.
pub struct HistoryLine {
    /// When.
    pub at: Timestamp,
    /// The name of who did it; empty when it was the system, an import or somebody without an account.
    pub who: String,
    /// The kind of actor.
    pub actor_kind: String,
    /// What sort of thing.
    pub entity: String,
    /// Which.
    pub entity_id: String,
    /// What was done.
    pub verb: String,
    /// How it was, as JSON.
    pub before: Option<String>,
    /// How it became, as JSON.
    pub after: Option<String>,
}

/// The newest lines of the history before an instant, newest first; of one thing when `entity_id` is given. Who wrote, read or
/// closed an incident is for those who handle incidents.
///
/// # Errors
/// A fault of the database.
pub fn history(
    q: &mut impl Query,
    before: Timestamp,
    entity_id: Option<&str>,
    handles_incidents: bool,
    most: i64,
) -> Result<Vec<HistoryLine>, AppError> {
    let tenant = q.tenant();
    Ok(q.rows(
        "SELECT h.at, COALESCE(a.name, d.name, ''), h.actor_kind, h.entity, h.entity_id, h.verb, h.before_json, h.after_json
         FROM history h
         LEFT JOIN account a ON a.tenant_id = h.tenant_id AND a.id = h.actor_id
         LEFT JOIN device d ON d.tenant_id = h.tenant_id AND d.id = h.actor_id
         WHERE h.tenant_id = $1 AND h.at < $2 AND ($3 = '' OR h.entity_id = $3)
           AND h.entity NOT LIKE '/%' AND h.entity NOT IN ('session', 'history') AND h.verb NOT IN ('read', 'exported')
           AND ($5 = 1 OR h.entity <> 'incident')
         ORDER BY h.at DESC, h.id DESC LIMIT $4",
        &params![
            tenant,
            before.as_millisecond(),
            entity_id.unwrap_or_default(),
            most,
            i64::from(handles_incidents)
        ],
        |row| {
            Ok(HistoryLine {
                at: row.timestamp(0)?,
                who: row.text(1)?,
                actor_kind: row.text(2)?,
                entity: row.text(3)?,
                entity_id: row.text(4)?,
                verb: row.text(5)?,
                before: row.opt_text(6)?,
                after: row.opt_text(7)?,
            })
        },
    )?)
}

/// What is looked for in the trail.
#[derive(Clone, Debug, Default)]
pub struct TrailFilter {
    /// One person: what she did, and what was done to her account.
    pub person: Option<Id>,
    /// One thing, by its id.
    pub thing: String,
    /// From this instant.
    pub from: Option<Timestamp>,
    /// Before this instant.
    pub until: Option<Timestamp>,
    /// Before this entry.
    pub before: Option<i64>,
}

/// An entry of the trail.
pub struct TrailLine {
    /// Its number.
    pub seq: i64,
    /// The entry; what was before and after is left out.
    pub line: HistoryLine,
    /// The person who did it.
    pub person: Option<Id>,
}

/// The newest entries of the trail, newest first.
///
/// # Errors
/// A fault of the database.
pub fn trail(q: &mut impl Query, filter: &TrailFilter, most: i64) -> Result<Vec<TrailLine>, AppError> {
    let person = filter.person.map(|id| id.to_string()).unwrap_or_default();
    let values = params![
        q.tenant(),
        filter.before.unwrap_or(i64::MAX),
        filter.from.map_or(0, Timestamp::as_millisecond),
        filter.until.map_or(i64::MAX, Timestamp::as_millisecond),
        filter.thing.as_str(),
        person,
        filter.person.map(|id| id.0.to_vec()).unwrap_or_default(),
        most
    ];
    Ok(q.rows(
        "SELECT h.seq, h.at, COALESCE(a.name, d.name, ''), h.actor_kind, h.entity, h.entity_id, h.verb, h.actor_id
         FROM history h
         LEFT JOIN account a ON a.tenant_id = h.tenant_id AND a.id = h.actor_id
         LEFT JOIN device d ON d.tenant_id = h.tenant_id AND d.id = h.actor_id
         WHERE h.tenant_id = $1 AND h.seq < $2 AND h.at >= $3 AND h.at < $4 AND ($5 = '' OR h.entity_id = $5)
           AND ($6 = '' OR h.actor_id = $7 OR h.on_duty_id = $7 OR h.entity_id = $6)
         ORDER BY h.seq DESC LIMIT $8",
        &values,
        |row| {
            let line = HistoryLine {
                at: row.timestamp(1)?,
                who: row.text(2)?,
                actor_kind: row.text(3)?,
                entity: row.text(4)?,
                entity_id: row.text(5)?,
                verb: row.text(6)?,
                before: None,
                after: None,
            };
            let person = row.opt_id(7)?.filter(|_| line.actor_kind == "person").map(Id);
            Ok(TrailLine {
                seq: row.int(0)?,
                line,
                person,
            })
        },
    )?)
}

/// Where the trail ends, and how it was when it was last looked through.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TrailHead {
    /// The number of the last entry.
    pub seq: i64,
    /// Its hash, as it is printed.
    pub hash: String,
    /// When the trail was last looked through, to which entry, and the entry where it broke.
    pub checked: Option<(Timestamp, i64, Option<i64>)>,
}

/// [`TrailHead`] of the municipality; empty before the first entry.
///
/// # Errors
/// A fault of the database.
pub fn trail_head(q: &mut impl Query) -> Result<TrailHead, AppError> {
    let tenant = q.tenant();
    let found = q.one(
        "SELECT seq, hash, checked_at, checked_seq, broken_seq FROM history_head WHERE tenant_id = $1",
        &params![tenant],
        |row| {
            let at = row.opt_int(2)?.and_then(|ms| Timestamp::from_millisecond(ms).ok());
            let (to, broken) = (row.opt_int(3)?, row.opt_int(4)?);
            Ok(TrailHead {
                seq: row.int(0)?,
                hash: row.bytes(1)?.iter().map(|b| format!("{b:02x}")).collect(),
                checked: at.zip(to).map(|(at, to)| (at, to, broken)),
            })
        },
    )?;
    Ok(found.unwrap_or_default())
}

/// Keeps how the trail was when it was looked through.
///
/// # Errors
/// A fault of the database.
pub fn keep_check(tx: &mut Tx, chain: &store::Chain) -> Result<(), AppError> {
    let values = params![tx.tenant(), tx.now(), chain.last, chain.broken.map(|b| b.seq)];
    tx.exec(
        "UPDATE history_head SET checked_at = $2, checked_seq = $3, broken_seq = $4 WHERE tenant_id = $1",
        &values,
    )?;
    Ok(())
}

/// How many entries of the trail are older than an instant.
///
/// # Errors
/// A fault of the database.
pub fn trail_before(q: &mut impl Query, then: Timestamp) -> Result<i64, AppError> {
    let key = params![q.tenant(), then];
    let found = q.one(
        "SELECT COUNT(*) FROM history WHERE tenant_id = $1 AND at < $2",
        &key,
        |row| row.int(0),
    )?;
    Ok(found.unwrap_or_default())
}
