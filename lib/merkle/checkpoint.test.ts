import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { browserCrypto } from "@/lib/trail-check/crypto-browser.ts";
import { nodeCrypto } from "@/lib/audit/crypto-node.ts";
import { formatCheckpoint, openCheckpoint, parseCheckpoint } from "./checkpoint.ts";
import { cosign, cosignedMessage, parseCosignature } from "./cosignature.ts";
import { MerkleError } from "./merkle-error.ts";
import { formatNote, parseNote } from "./signed-note.ts";
import { hex, sha256, unbase64, unhex } from "./testing/naive-tree.ts";
import { COSIGNED, SIGSUM, SPEC_CHECKPOINT } from "./testing/public-notes.ts";
import { parseVerifierKey, verifierKey } from "./verifier-key.ts";
import { signText } from "./verify-note.ts";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const TEXT = "go.sum database tree\n123456789012\nTszzRgjTG6xce+z2AG31kAXYKBgQVtCSCE40HmuwBb0=\n";

describe("checkpoint text", () => {
  it("is that of the specification and of Go's checksum database", () => {
    const { text } = parseNote(bytes(SPEC_CHECKPOINT));
    expect(parseCheckpoint(text)).toMatchObject({ origin: "example.com/behind-the-sofa", size: 20_852_163 });
    expect(formatCheckpoint(parseCheckpoint(text))).toBe(text);
    const root = sha256(bytes("\0hello world"));
    expect(formatCheckpoint({ origin: "go.sum database tree", size: 123_456_789_012, root })).toBe(TEXT);
    expect(hex(parseCheckpoint(TEXT).root)).toBe(hex(root));
  });

  it.each([
    ["no origin", TEXT.replace("go.sum database tree", "")],
    ["a hexadecimal size", TEXT.replace("123456789012", "0xabcdef")],
    ["a leading zero", TEXT.replace("1234", "01234")],
    ["a size above 2^53", TEXT.replace("123456789012", "9007199254740992")],
    ["a short root", TEXT.replace("TszzRgjTG6xce+z2AG31kAXYKBgQVtCSCE40HmuwBb0=", "AAAA")],
    ["a long root", TEXT.replace("wBb0=", "wBTOOBIG=")],
    ["an extension line", `${TEXT}extension\n`],
    ["an empty extension line", `${TEXT}\n`],
    ["no final newline", TEXT.slice(0, -1)],
    ["a carriage return", TEXT.replace("tree\n", "tree\r\n")],
    ["size 0 with another root", TEXT.replace("123456789012", "0")],
    ["nothing", ""],
  ])("is refused with %s", (_what, text) => {
    expect(() => parseCheckpoint(text)).toThrow(MerkleError);
  });

  it("has the empty root at size 0", () => {
    const empty = { origin: "a", size: 0, root: sha256(new Uint8Array(0)) };
    expect(parseCheckpoint(formatCheckpoint(empty))).toEqual(empty);
    expect(() => formatCheckpoint({ ...empty, root: new Uint8Array(32) })).toThrow(MerkleError);
    expect(() => formatCheckpoint({ ...empty, origin: "a\nb" })).toThrow(MerkleError);
    expect(() => formatCheckpoint({ ...empty, size: -1 })).toThrow(MerkleError);
  });

  it("throws nothing but its own error and comes back", () => {
    const changed = fc.tuple(fc.nat(TEXT.length), fc.string({ maxLength: 2 })).map(([at, text]) => {
      return TEXT.slice(0, at) + text + TEXT.slice(at + 1);
    });
    fc.assert(
      fc.property(fc.oneof(changed, fc.string()), (text) => {
        try {
          expect(formatCheckpoint(parseCheckpoint(text))).toBe(text);
        } catch (error) {
          expect(error).toBeInstanceOf(MerkleError);
        }
      }),
      { numRuns: 200, seed: 5 },
    );
  });
});

describe.each([
  ["node", nodeCrypto],
  ["browser", browserCrypto],
])("openCheckpoint with the %s adapter", (_name, crypto) => {
  const logKey = parseVerifierKey(crypto.sha256, COSIGNED.logKey);
  const witnessKeys = COSIGNED.witnessKeys.map((key) => parseVerifierKey(crypto.sha256, key));

  it("verifies a published checkpoint and the cosignatures of four public witnesses", () => {
    const opened = openCheckpoint(crypto, bytes(COSIGNED.note), [logKey], witnessKeys);
    expect(opened).toMatchObject({ origin: COSIGNED.origin, size: COSIGNED.size, logKey });
    expect(opened.cosignatures.map(({ key }) => key.name)).toEqual(witnessKeys.map(({ name }) => name));
    expect(opened.cosignatures.map(({ time }) => time)).toEqual(Array(4).fill(0x6a122120));
  });

  it("refuses it when the size, a cosignature or the log's line is another", () => {
    const refuses = (note: string): void => {
      expect(() => openCheckpoint(crypto, bytes(note), [logKey], witnessKeys)).toThrow(MerkleError);
    };
    refuses(COSIGNED.note.replace("1432088532", "1432088533"));
    refuses(COSIGNED.note.replace("2net5wAAAABqEiEg", "2net5wAAAABqEiEh"));
    refuses(COSIGNED.note.replace(/— arche\S+ ui8G.*\n/, ""));
    refuses(COSIGNED.note.replace("ui8GwCF1", "ui8GwCF2"));
    expect(() => openCheckpoint(crypto, bytes(COSIGNED.note), [], witnessKeys)).toThrow("not signed by the log");
  });

  it("verifies a checkpoint of a Sigsum log, whose origin is the hash of its key", () => {
    const publicKey = unhex(SIGSUM.publicKey);
    const origin = SIGSUM.note.split("\n")[0]!;
    expect(origin).toBe(`sigsum.org/v1/tree/${hex(crypto.sha256(publicKey))}`);
    const key = verifierKey(crypto.sha256, origin, 1, publicKey);
    expect(openCheckpoint(crypto, bytes(SIGSUM.note), [key])).toMatchObject({ size: 1, cosignatures: [] });
  });

  it("wants the name of the log key to be the origin", () => {
    const seed = new Uint8Array(32).fill(9);
    const key = verifierKey(crypto.sha256, "log.example/a", 1, crypto.publicKeyOf(seed));
    const text = formatCheckpoint({ origin: "log.example/b", size: 1, root: new Uint8Array(32) });
    const note = formatNote({ text, signatures: [signText(crypto, { key, seed }, text)] });
    expect(() => openCheckpoint(crypto, note, [key])).toThrow("not signed by the log");
  });
});

describe("cosignatures", () => {
  const seed = new Uint8Array(32).fill(4);
  const publicKey = nodeCrypto.publicKeyOf(seed);
  const key = verifierKey(nodeCrypto.sha256, "witness.example/w1", 4, publicKey);
  const text = formatCheckpoint({ origin: "log.example/a", size: 7, root: new Uint8Array(32) });
  const log = { key: verifierKey(nodeCrypto.sha256, "log.example/a", 1, publicKey), seed };

  it("sign the bytes of the specification", () => {
    const checkpoint = parseNote(bytes(SPEC_CHECKPOINT)).text;
    expect(new TextDecoder().decode(cosignedMessage(checkpoint, 1_679_315_147))).toBe(
      "cosignature/v1\ntime 1679315147\nexample.com/behind-the-sofa\n20852163\n" +
        "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
    );
  });

  it("hold the time of the published examples", () => {
    const [, example] = parseNote(bytes(SPEC_CHECKPOINT)).signatures;
    expect(parseCosignature(example!.signature).time).toBe(1_679_315_147);
    const other = unbase64(
      "ZGhGuQAAAABm/qTPeyKXD+R2rzyQsxPiP8mXum7qq/iF0u4vanlqJyocWODBt97w9uL+8qT7S5gxEHWWOworDcFiEBYJXORmnFBOBA==",
    );
    expect(parseCosignature(other.subarray(4)).time).toBe(1_727_964_367);
  });

  it("come back through a checkpoint, from views as well, and bind time and text", () => {
    const line = cosign(nodeCrypto, { key, seed }, text, 2 ** 33);
    const signatures = [signText(nodeCrypto, log, text), line];
    const opened = openCheckpoint(browserCrypto, formatNote({ text, signatures }), [log.key], [key]);
    expect(opened.cosignatures).toEqual([{ key, line, time: 2 ** 33 }]);
    for (const at of [7, 8, 71]) {
      const signature = line.signature.slice();
      signature[at]! ^= 1;
      const note = formatNote({ text, signatures: [signatures[0]!, { ...line, signature }] });
      expect(() => openCheckpoint(nodeCrypto, note, [log.key], [key])).toThrow(MerkleError);
      expect(openCheckpoint(nodeCrypto, note, [log.key]).cosignatures).toEqual([]);
    }
  });

  it("are not note signatures, and note signatures are not cosignatures", () => {
    expect(key.id).not.toBe(log.key.id);
    expect(() => cosign(nodeCrypto, log, text, 1)).toThrow(MerkleError);
    expect(() => signText(nodeCrypto, { key, seed }, text)).toThrow(MerkleError);
    const plain = signText(nodeCrypto, log, text);
    const posing = formatNote({ text, signatures: [plain, { ...plain, name: key.name, id: key.id }] });
    expect(() => openCheckpoint(nodeCrypto, posing, [log.key], [key])).toThrow(MerkleError);
  });

  it("are refused with another length or a time above 2^53", () => {
    expect(() => parseCosignature(new Uint8Array(71))).toThrow(MerkleError);
    expect(() => parseCosignature(new Uint8Array(73))).toThrow(MerkleError);
    expect(() => parseCosignature(new Uint8Array(72).fill(255))).toThrow(MerkleError);
    expect(() => cosign(nodeCrypto, { key, seed }, text, -1)).toThrow(MerkleError);
    expect(() => cosign(nodeCrypto, { key, seed }, text, 1.5)).toThrow(MerkleError);
  });
});
