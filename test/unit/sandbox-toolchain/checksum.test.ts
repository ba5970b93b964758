import { expect, it } from "vitest";
import { findDigest } from "../../../sandbox/toolchain/checksum";

const SHA1 = "a".repeat(40);
const SHA256 = "b".repeat(64);
const SHA512 = "c".repeat(128);

it("Lines of sha256sum and shasum name their file plainly, with ./ or with *.", () => {
  const document = `${SHA256}  one.tar.gz\n${SHA1}  ./two.tar.gz\n${SHA512} *three.tar.gz\n`;
  expect(findDigest(document, "one.tar.gz")).toEqual({ algorithm: "sha256", hex: SHA256 });
  expect(findDigest(document, "two.tar.gz")).toEqual({ algorithm: "sha1", hex: SHA1 });
  expect(findDigest(document, "three.tar.gz")).toEqual({ algorithm: "sha512", hex: SHA512 });
});

it("A file that is not listed has no digest, and part of a name is not the name.", () => {
  expect(findDigest(`${SHA256}  one.tar.gz.sbom\n`, "one.tar.gz")).toBeUndefined();
  expect(findDigest("", "one.tar.gz")).toBeUndefined();
});

it("A document that is one bare digest is the digest of the file.", () => {
  expect(findDigest(`${SHA256}\n`, "kubectl")).toEqual({ algorithm: "sha256", hex: SHA256 });
});

it("A page of text, or a digest of unknown length, is no digest.", () => {
  expect(findDigest("<html>not found</html>", "kubectl")).toBeUndefined();
  expect(findDigest("abc123", "kubectl")).toBeUndefined();
});

it("A release of GitHub's API lists the digest of each asset, or null for old ones.", () => {
  const release = JSON.stringify({
    assets: [
      { name: "kwok-linux-amd64", digest: `sha256:${SHA256}` },
      { name: "kwok-linux-arm64", digest: null },
    ],
  });
  expect(findDigest(release, "kwok-linux-amd64")).toEqual({ algorithm: "sha256", hex: SHA256 });
  expect(findDigest(release, "kwok-linux-arm64")).toBeUndefined();
});
