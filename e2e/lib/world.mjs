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

const PASSWORD = "terskel i Bergen 2026";

/** @param {Role} role */
export const login = (role) => ({ login: role.replace("_", "-"), passord: PASSWORD });

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
}

/**
 * Invites somebody from the command line and lets her choose her password.
 * @param {string} data
 * @param {string} origin
 * @param {Role} role
 */
async function invite(data, origin, role) {
  const name = role.replace("_", " ").replace(/^./, (c) => c.toUpperCase());
  const said = await terskel("user", "invite", "--data", data, "--at", TUESDAY, "--role", role, "--login", login(role).login, "--name", name);
  const link = /http\S+(\/invitasjon\/\S+)/.exec(said)?.[1];
  if (!link) throw new Error(`no link in what terskel user invite said: ${said}`);
  const answer = await fetch(`${origin}${link}`, {
    method: "POST",
    redirect: "manual",
    headers: { origin, "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams({ passord: PASSWORD, igjen: PASSWORD }),
  });
  if (answer.status !== 303) throw new Error(`the invitation of ${role} was answered with ${answer.status}`);
}

/**
 * A server on a copy of a template. Stop it with `close`.
 * @param {"bergen" | "empty"} [kind]
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
 * @param {string} origin
 * @param {Role} role
 * @returns {Promise<string>} name=value
 */
export async function signIn(origin, role) {
  const answer = await fetch(`${origin}/logg-inn`, {
    method: "POST",
    redirect: "manual",
    headers: { origin, "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams(login(role)),
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
