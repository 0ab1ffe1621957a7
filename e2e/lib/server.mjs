// The real program, on a free port of this machine, with a folder of its own.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
const program = process.env.TERSKEL ?? path.join(root, "target/debug/terskel");

/** Settings of the one who runs the tests must not reach the program that is tested. */
const environment = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("TERSKEL_")));

/**
 * Runs a command of the program to its end.
 * @param {string[]} args
 * @returns {Promise<string>} what it wrote
 */
export async function terskel(...args) {
  if (!existsSync(program)) throw new Error(`${program} is missing: run cargo build --package app --bin terskel`);
  const child = spawn(program, args, { cwd: root, env: environment, stdio: ["ignore", "pipe", "pipe"] });
  let out = "";
  let err = "";
  child.stdout.on("data", (d) => (out += d));
  child.stderr.on("data", (d) => (err += d));
  const code = await new Promise((done, fail) => child.on("error", fail).on("close", done));
  if (code !== 0) throw new Error(`terskel ${args.join(" ")} ended with ${code}\n${out}${err}`);
  return out;
}

/** A server that runs. Its clock begins at a local time and goes on from there, also when it is started again. */
export class Server {
  /**
   * @param {string} data the folder of its database
   * @param {string} at the local time it begins at, 2026-03-03T12:15
   */
  constructor(data, at) {
    this.data = data;
    this.at = at;
    this.began = Date.now();
    this.log = "";
    /** What it says to the one who started it. */
    this.said = "";
    this.port = 0;
    /** Settings in the environment for the next start. @type {Record<string, string>} */
    this.environment = {};
  }

  get origin() {
    return `http://127.0.0.1:${this.port}`;
  }

  /** The program's local time, to the minute. */
  get time() {
    const [day, clock] = this.at.split("T");
    const [hours, minutes] = clock.split(":").map(Number);
    const total = hours * 60 + minutes + Math.floor((Date.now() - this.began) / 60_000);
    const two = (/** @type {number} */ n) => String(n).padStart(2, "0");
    return `${day}T${two(Math.floor(total / 60))}:${two(total % 60)}`;
  }

  /** Starts, and resolves when it answers. After a stop it starts on the same port. */
  async start() {
    const args = ["serve", "--listen", `127.0.0.1:${this.port}`, "--data", this.data, "--log", "json", "--at", this.time];
    const child = spawn(program, args, { cwd: root, env: { ...environment, ...this.environment }, stdio: ["ignore", "pipe", "pipe"] });
    this.child = child;
    child.stdout.on("data", (text) => (this.said += text));
    this.ended = new Promise((done) => child.on("exit", done));
    await new Promise((done, fail) => {
      child.on("error", fail);
      child.on("exit", (code) => fail(new Error(`the server ended with ${code}\n${this.log}`)));
      const before = this.log.length;
      child.stderr.on("data", (text) => {
        this.log += text;
        const found = /"listening".*?127\.0\.0\.1:(\d+)/.exec(this.log.slice(before));
        if (found) {
          this.port = Number(found[1]);
          done(undefined);
        }
      });
    });
    return this;
  }

  /** Ends as a power cut does. */
  async kill() {
    this.child?.kill("SIGKILL");
    await this.ended;
  }

  /** Ends in order. */
  async stop() {
    this.child?.kill("SIGTERM");
    const late = setTimeout(() => this.child?.kill("SIGKILL"), 5000);
    await this.ended;
    clearTimeout(late);
  }
}
