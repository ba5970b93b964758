import { createHash, createHmac } from "node:crypto";
import { expect, test } from "vitest";
import { scramVerifier } from "../../../sandbox/plugins/postgresql/scram";

/** The example of RFC 7677, section 3: user "user", password "pencil". */
const EXCHANGE = {
  salt: "W22ZaJ0SNY7soEsUEjb6gQ==",
  authMessage: [
    "n=user,r=rOprNGfwEbeRWgbNEkqO",
    "r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096",
    "c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0",
  ].join(","),
  clientProof: "dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=",
  serverSignature: "6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=",
};

test("a server that stores the verifier would have had the exchange of RFC 7677", () => {
  const salt = Buffer.from(EXCHANGE.salt, "base64");
  const verifier = scramVerifier("pencil", salt);
  const [, stored = "", server = ""] = /^SCRAM-SHA-256\$4096:.*\$(.+):(.+)$/.exec(verifier) ?? [];
  const signed = (key: string) =>
    createHmac("sha256", Buffer.from(key, "base64")).update(EXCHANGE.authMessage).digest();

  expect(signed(server).toString("base64")).toBe(EXCHANGE.serverSignature);
  const proof = Buffer.from(EXCHANGE.clientProof, "base64");
  const clientKey = signed(stored).map((byte, i) => byte ^ (proof[i] ?? 0));
  expect(createHash("sha256").update(clientKey).digest("base64")).toBe(stored);
});

test("every verifier has a salt of its own", () => {
  expect(scramVerifier("pencil")).not.toBe(scramVerifier("pencil"));
});

test("a password that would have to be normalised first is refused, unnamed", () => {
  expect(() => scramVerifier("grün")).toThrow("printable ASCII");
  expect(() => scramVerifier("grün")).not.toThrow("grün");
});
