// An envelope is closed in the browser and opened by the server: here by the same steps, with the municipality's key.
import assert from "node:assert/strict";
import { createDecipheriv, createECDH, createHmac, hkdfSync } from "node:crypto";
import { test } from "node:test";
import { canSeal, seal } from "../src/lib/seal";

const ID = "00112233445566778899aabbccddeeff";
const WORDS = "slag=breach&hendte=Lappen+l%C3%A5+igjen";

/** The key that crates/app/src/incidents/seal.rs makes for municipality 1 from a secret of 42s. */
function municipality() {
  const key = createECDH("prime256v1");
  const of = Buffer.concat([Buffer.from("terskel hendelse 1 key "), Buffer.from([0, 0, 0, 0, 0, 0, 0, 1]), Buffer.from([0])]);
  key.setPrivateKey(createHmac("sha256", Buffer.alloc(32, 42)).update(of).digest());
  return key;
}

test("only the holder of the key opens an envelope, and two are never the same", async () => {
  assert.ok(canSeal());
  const key = municipality();
  const sealed = await seal(key.getPublicKey("hex"), ID, WORDS);
  const all = Buffer.from(sealed, "hex");
  assert.ok(!all.includes("Lappen"));
  const shared = key.computeSecret(all.subarray(0, 65));
  const secret = Buffer.from(hkdfSync("sha256", shared, Buffer.from("terskel hendelse 1"), Buffer.from(ID), 32));
  const open = createDecipheriv("aes-256-gcm", secret, all.subarray(65, 77)).setAAD(Buffer.from(ID)).setAuthTag(all.subarray(-16));
  assert.equal(Buffer.concat([open.update(all.subarray(77, -16)), open.final()]).toString(), WORDS);
  assert.notEqual(sealed, await seal(key.getPublicKey("hex"), ID, WORDS));
});
