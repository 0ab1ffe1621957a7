// The municipality that journeys begin in: Bergen with one person for each role, on a Tuesday at a quarter past twelve.
import { cp, mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { Server, terskel, root } from "./server.mjs";

/** Tuesday 3 March 2026: the main library is open from 12 to 15. */
export const TUESDAY = "2026-03-03T12:15";

/** The roles with an account, and what each may. Written here on its own, so that a right that widens by mistake is seen. */
export const ROLES = /** @type {const} */ (["helper", "guide", "coordinator", "leader", "privacy_officer", "administrator"]);
/** @typedef {typeof ROLES[number]} Role */

/** @typedef {"bergen" | "demo" | "empty"} Kind */
/** @typedef {Awaited<ReturnType<typeof world>>} World */

/** What each signs in as, the same as in the demonstration. */
const LOGINS = { helper: "frivillig", guide: "veileder", coordinator: "koordinator", leader: "leder", privacy_officer: "personvern", administrator: "administrator" };

const CHOSEN = "tre blå kaffekopper";

/**
 * What is entered to sign in. The demonstration says its own passwords; the others were chosen from an invitation.
 * @param {Kind} kind
 * @param {Role} role
 */
export const login = (kind, role) => ({ login: LOGINS[role], passord: kind === "demo" ? `demo-${LOGINS[role]}-bergen` : CHOSEN });

/**
 * Makes the folders that servers start from.
 * @param {string} folder
 */
export async function makeTemplates(folder) {
  const bergen = path.join(folder, "bergen");
  await terskel("import", path.join(root, "examples/bergen"), "--data", bergen, "--at", TUESDAY);
  const server = await new Server(bergen, TUESDAY).start();
  try {
    for (const role of ROLES) await invite(bergen, server.origin, role);
  } finally {
    await server.stop();
  }
  await mkdir(path.join(folder, "empty"));
  await terskel("demo", "--only-make", "--data", path.join(folder, "demo"), "--at", TUESDAY);
}

/**
 * Invites somebody from the command line and lets her choose her password.
 * @param {string} data
 * @param {string} origin
 * @param {Role} role
 */
async function invite(data, origin, role) {
  const name = role.replace("_", " ").replace(/^./, (c) => c.toUpperCase());
  const said = await terskel("user", "invite", "--data", data, "--at", TUESDAY, "--role", role, "--login", LOGINS[role], "--name", name);
  const link = /http\S+(\/invitasjon\/\S+)/.exec(said)?.[1];
  if (!link) throw new Error(`no link in what terskel user invite said: ${said}`);
  const answer = await fetch(`${origin}${link}`, {
    method: "POST",
    redirect: "manual",
    headers: { origin, "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams({ passord: CHOSEN, igjen: CHOSEN }),
  });
  if (answer.status !== 303) throw new Error(`the invitation of ${role} was answered with ${answer.status}`);
}

/**
 * A server on a copy of a template: Bergen before its first day, Bergen with the demonstration's year, or nothing at all.
 * Stop it with `close`.
 * @param {Kind} [kind]
 * @param {string} [at]
 */
export async function world(kind = "bergen", at = TUESDAY) {
  const folder = await mkdtemp(path.join(tmpdir(), "terskel-e2e-"));
  let templates = process.env.TERSKEL_E2E_TEMPLATES;
  if (!templates) {
    templates = path.join(folder, "templates");
    await makeTemplates(templates);
  }
  const data = path.join(folder, "data");
  await cp(path.join(templates, kind), data, { recursive: true });
  const server = await new Server(data, at).start();
  return {
    kind,
    server,
    folder,
    get origin() {
      return server.origin;
    },
    async close() {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/**
 * The session cookie of somebody with this role.
 * @param {World} service
 * @param {Role} role
 * @returns {Promise<string>} name=value
 */
export async function signIn({ origin, kind }, role) {
  const answer = await fetch(`${origin}/logg-inn`, {
    method: "POST",
    redirect: "manual",
    headers: { origin, "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams(login(kind, role)),
  });
  if (answer.status !== 303) throw new Error(`${role} could not sign in: ${answer.status}`);
  const found = answer.headers.getSetCookie().find((c) => !c.startsWith("terskel_kjent"));
  if (!found) throw new Error(`${role} got no session`);
  return found.split(";")[0];
}

/**
 * The browser is told that it stands at a place, as somebody at the counter has told it once.
 * @param {string} [place]
 */
export const standsAt = (place = "hovedbiblioteket") => `sted1=${place}`;

/**
 * Cookies as a browser keeps them.
 * @param {string} origin
 * @param {string} text name=value; name=value
 */
export const cookies = (origin, text) =>
  text.split("; ").map((one) => {
    const [name, value] = one.split("=");
    return { name, value, url: origin };
  });
