// E-mail to a real mail server on this machine: STARTTLS and TLS, sign-in, both parts, and what happens when it is away.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { SMTPServer } from "smtp-server";
import { DESKTOP, PHONE, stage } from "../lib/stage.mjs";

const it = stage("bergen");

/** A key and a certificate for localhost that this test alone trusts. @param {string} folder */
function certificate(folder) {
  const [key, cert, config] = ["key.pem", "cert.pem", "openssl.cnf"].map((name) => path.join(folder, name));
  writeFileSync(config, "[req]\ndistinguished_name=dn\nx509_extensions=ext\nprompt=no\n[dn]\nCN=localhost\n[ext]\nsubjectAltName=DNS:localhost\nbasicConstraints=CA:FALSE\n");
  const made = ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2"];
  execFileSync("openssl", [...made, "-config", config, "-keyout", key, "-out", cert], { stdio: "pipe" });
  return { key: readFileSync(key), cert: readFileSync(cert), file: cert };
}

/**
 * A mail server that only takes letters from somebody who has signed in over TLS.
 * @param {{ key: Buffer, cert: Buffer }} tls
 * @param {boolean} secure TLS from the first byte
 */
async function mailServer({ key, cert }, secure) {
  /** @type {string[]} */
  const letters = [];
  /** @type {((letter: string) => void)[]} */
  const waiting = [];
  const server = new SMTPServer({
    key,
    cert,
    secure,
    authMethods: ["PLAIN", "LOGIN"],
    onAuth: ({ username, password }, session, done) =>
      done(username === "kommunen" && password === "p@ss:ord" && session.secure ? null : new Error("no"), { user: username }),
    onData(stream, session, done) {
      let data = "";
      stream.on("data", (part) => (data += part));
      stream.on("end", () => {
        const next = waiting.shift();
        if (next) next(data);
        else letters.push(data);
        done();
      });
    },
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", () => ready(undefined)));
  // A client that hangs up in the middle is nothing to stop for.
  server.on("error", () => {});
  const address = server.server.address();
  return {
    port: typeof address === "object" && address ? address.port : 0,
    /** The next letter that comes. @returns {Promise<string>} */
    next: () => {
      const come = letters.shift();
      return come === undefined ? new Promise((done) => waiting.push(done)) : Promise.resolve(come);
    },
    close: () => new Promise((done) => server.close(() => done(undefined))),
  };
}

/** Starts the service anew with a mail server. @param {string} url @param {string} trusted */
async function restart(url, trusted) {
  await it.service.server.stop();
  it.service.server.environment = {
    TERSKEL_MAIL_SERVER: url,
    TERSKEL_MAIL_FROM: "digihjelpen@kommune.example",
    SSL_CERT_FILE: trusted,
  };
  await it.service.server.start();
}

/** Sends a test from the office. @param {string} to */
async function trial(to) {
  const coordinator = await it.open({ role: "coordinator", size: DESKTOP });
  await coordinator.page.goto("/kontor/meldinger");
  await coordinator.look();
  await coordinator.page.getByLabel("E-postadresse eller mobilnummer").fill(to);
  await coordinator.page.getByRole("button", { name: "Send en prøve" }).click();
  await coordinator.page.waitForURL(/prove=1/);
  assert.match(await coordinator.words(), /Prøven er lagt i utboksen/);
  await coordinator.close();
}

test("a letter reaches a mail server that demands STARTTLS and a password, in two parts", async () => {
  const tls = certificate(it.service.folder);
  const mail = await mailServer(tls, false);
  try {
    await restart(`smtp://kommunen:p%40ss%3Aord@localhost:${mail.port}?tls=required`, tls.file);
    await trial("kari@eksempel.example");
    const letter = await mail.next();
    for (const part of [/^To: kari@eksempel\.example/m, /^Auto-Submitted: auto-generated/m, /^Message-ID: <[0-9a-f]{32}@kommune\.example>/m, /multipart\/alternative/, /text\/plain/, /text\/html/]) {
      assert.match(letter, part);
    }
    assert.ok(!it.service.server.log.includes("kari@"), "no address is logged");
    assert.ok(!it.service.server.log.includes("p@ss"), "no password is logged");
  } finally {
    await mail.close();
  }
});

test("the same over TLS from the first byte, and a server that is away stops nobody", async () => {
  const tls = certificate(it.service.folder);
  const mail = await mailServer(tls, true);
  await restart(`smtps://kommunen:p%40ss%3Aord@localhost:${mail.port}`, tls.file);
  await trial("ola@eksempel.example");
  assert.match(await mail.next(), /^To: ola@eksempel\.example/m);
  await mail.close();
  const before = it.service.server.log.length;
  await trial("ola@eksempel.example");
  while (!it.service.server.log.slice(before).includes("a message was not taken")) {
    await new Promise((heard) => it.service.server.child?.stderr?.once("data", heard));
  }
  const guide = await it.open({ role: "guide", size: PHONE });
  await guide.page.goto("/skranke/ringeliste");
  await guide.look();
  assert.match(await guide.words(), /Ingen å ringe nå/);
  await guide.close();
});
