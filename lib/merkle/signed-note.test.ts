import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nodeCrypto } from "@/lib/audit/crypto-node.ts";
import { MerkleError } from "./merkle-error.ts";
import { formatNote, formatSignatureLine, parseNote, parseSignatureLines, type NoteSignature } from "./signed-note.ts";
import { COSIGNED, GO_NOTE, SPEC_CHECKPOINT, SPEC_NOTE } from "./testing/public-notes.ts";
import { parseSignerKey, parseVerifierKey, verifierKey } from "./verifier-key.ts";
import { signText, verifyNote } from "./verify-note.ts";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const text = (data: Uint8Array): string => new TextDecoder().decode(data);
const { peter, enoch } = GO_NOTE;
const peterKey = parseVerifierKey(nodeCrypto.sha256, peter.vkey);
const enochKey = parseVerifierKey(nodeCrypto.sha256, enoch.vkey);
const both = bytes(`${GO_NOTE.text}\n${peter.line}${enoch.line}`);
const names = (note: Uint8Array, keys = [peterKey]): string[] =>
  verifyNote(nodeCrypto, parseNote(note), keys).map(({ key }) => key.name);

describe("parseNote", () => {
  it("splits at the last blank line", () => {
    const note = parseNote(bytes(`one\n\ntwo\n\n${peter.line}`));
    expect(note.text).toBe("one\n\ntwo\n");
    expect(note.signatures).toHaveLength(1);
    expect(parseNote(bytes(`\n\n\n${peter.line}`)).text).toBe("\n\n");
  });

  it("reads names, IDs and signatures", () => {
    const [first, second] = parseNote(both).signatures;
    expect(first).toMatchObject({ name: "PeterNeumann", id: "c74f20a3" });
    expect(first?.signature).toHaveLength(64);
    expect(second).toMatchObject({ name: "EnochRoot", id: "af0cfe78" });
  });

  it.each([
    ["nothing", ""],
    ["a text alone", GO_NOTE.text],
    ["no signatures", `${GO_NOTE.text}\n`],
    ["no final newline", `${GO_NOTE.text}\n${peter.line.slice(0, -1)}`],
    ["a control character", `\u0001${GO_NOTE.text}\n${peter.line}`],
    ["a carriage return", `${GO_NOTE.text}\r\n\n${peter.line}`],
    ["a tab", `a\tb\n\n${peter.line}`],
    ["a name with a space", `${GO_NOTE.text}\n${peter.line.replace("PeterNeumann", "Bad Name")}`],
    ["a name with a plus", `${GO_NOTE.text}\n${peter.line.replace("PeterNeumann", "a+b")}`],
    ["a name with an ideographic space", `${GO_NOTE.text}\n${peter.line.replace("PeterNeumann", "a\u3000b")}`],
    ["an unexpected line", `${GO_NOTE.text}\n${peter.line}Unexpected line.\n`],
    ["a hyphen for the dash", `${GO_NOTE.text}\n${peter.line.replace("—", "-")}`],
    ["two spaces", `${GO_NOTE.text}\n${peter.line.replace("— ", "—  ")}`],
    ["bad base64", `${GO_NOTE.text}\n${peter.line.replace("AM=", "AN=")}`],
    ["missing padding", `${GO_NOTE.text}\n${peter.line.replace("AM=", "AM")}`],
    ["an ID without a signature", `${GO_NOTE.text}\n— PeterNeumann x08gow==\n`],
  ])("refuses %s", (_what, note) => {
    expect(() => parseNote(bytes(note))).toThrow(MerkleError);
  });

  it("refuses bytes that are not UTF-8, and too many signatures", () => {
    expect(() => parseNote(Uint8Array.of(0xff, ...both))).toThrow(MerkleError);
    expect(parseNote(bytes(`${GO_NOTE.text}\n${peter.line.repeat(100)}`)).signatures).toHaveLength(100);
    expect(() => parseNote(bytes(`${GO_NOTE.text}\n${peter.line.repeat(101)}`))).toThrow(MerkleError);
    expect(() => parseNote(new Uint8Array(1_000_001).fill(97))).toThrow(MerkleError);
  });

  it("writes back what it accepts, byte for byte", () => {
    for (const note of [text(both), SPEC_NOTE.note, COSIGNED.note, SPEC_CHECKPOINT]) {
      expect(text(formatNote(parseNote(bytes(note))))).toBe(note);
    }
    const signature = fc.record<NoteSignature>({
      name: fc.stringMatching(/^[a-zé/.:-]{1,12}$/),
      id: fc.stringMatching(/^[0-9a-f]{8}$/),
      signature: fc.uint8Array({ minLength: 1, maxLength: 80 }),
    });
    const body = fc.stringMatching(/^[ a-z—\n]{0,30}$/).map((line) => `${line}\n`);
    fc.assert(
      fc.property(body, fc.array(signature, { minLength: 1, maxLength: 5 }), (line, signatures) => {
        expect(parseNote(formatNote({ text: line, signatures }))).toEqual({ text: line, signatures });
      }),
      { numRuns: 200, seed: 3 },
    );
  });

  it("throws nothing but its own error on changed and arbitrary bytes", () => {
    const changed = fc.tuple(fc.nat(both.length - 1), fc.nat(255)).map(([at, value]) => {
      const copy = both.slice();
      copy[at] = value;
      return copy;
    });
    fc.assert(
      fc.property(fc.oneof(changed, fc.uint8Array({ maxLength: 200 })), (input) => {
        try {
          expect(formatNote(parseNote(input))).toEqual(input);
        } catch (error) {
          expect(error).toBeInstanceOf(MerkleError);
        }
      }),
      { numRuns: 200, seed: 4 },
    );
  });
});

describe("formatNote", () => {
  it("refuses what parseNote would not read", () => {
    const [signature] = parseNote(both).signatures;
    const signatures = [signature!];
    expect(() => formatNote({ text: "abc", signatures })).toThrow(MerkleError);
    expect(() => formatNote({ text: "a\u0001\n", signatures })).toThrow(MerkleError);
    expect(() => formatNote({ text: "\ud800\n", signatures })).toThrow(MerkleError);
    expect(() => formatNote({ text: "a\n", signatures: [] })).toThrow(MerkleError);
    expect(() => formatSignatureLine({ ...signature!, name: "a+b" })).toThrow(MerkleError);
    expect(() => formatSignatureLine({ ...signature!, id: "C74F20A3" })).toThrow(MerkleError);
    expect(() => formatSignatureLine({ ...signature!, signature: new Uint8Array(0) })).toThrow(MerkleError);
  });
});

describe("parseSignatureLines", () => {
  it("reads the answer of a witness and nothing more", () => {
    expect(parseSignatureLines(bytes(peter.line + enoch.line)).map(({ name }) => name)).toEqual([
      "PeterNeumann",
      "EnochRoot",
    ]);
    for (const bad of ["", "\n", `${peter.line}\n`, `\n${peter.line}`, "cosigned\n"]) {
      expect(() => parseSignatureLines(bytes(bad))).toThrow(MerkleError);
    }
  });
});

describe("verifyNote", () => {
  it("verifies the note of Go's tests and makes the same signature", () => {
    expect(names(both)).toEqual(["PeterNeumann"]);
    expect(names(both, [peterKey, enochKey])).toEqual(["PeterNeumann", "EnochRoot"]);
    const signer = parseSignerKey(nodeCrypto, peter.signer);
    expect(formatSignatureLine(signText(nodeCrypto, signer, GO_NOTE.text))).toBe(peter.line);
  });

  it("verifies the note of the specification", () => {
    const key = parseVerifierKey(nodeCrypto.sha256, SPEC_NOTE.vkey);
    expect(names(bytes(SPEC_NOTE.note), [key])).toEqual(["example.com/foo"]);
    expect(() => names(bytes(SPEC_NOTE.note.replace("example", "Example")), [key])).toThrow(MerkleError);
  });

  it("refuses a note without a line of a known key", () => {
    expect(() => names(both, [])).toThrow("no signature of a known key");
    const stranger = verifierKey(nodeCrypto.sha256, "PeterNeumann", 1, enochKey.publicKey);
    expect(() => names(both, [stranger])).toThrow("no signature of a known key");
  });

  it("rejects the whole note when a line of a known key is false, and ignores false lines of others", () => {
    const false_ = enoch.line.replace("rwz+eBzm", "rwz+eBzn");
    const note = bytes(`${GO_NOTE.text}\n${peter.line}${false_}`);
    expect(names(note)).toEqual(["PeterNeumann"]);
    expect(() => names(note, [peterKey, enochKey])).toThrow("does not verify");
    const twice = bytes(`${GO_NOTE.text}\n${enoch.line}${false_}`);
    expect(() => names(twice, [enochKey])).toThrow("does not verify");
    const longer = enoch.line.replace("+QQ=\n", "+QQA\n");
    expect(() => names(bytes(`${GO_NOTE.text}\n${peter.line}${longer}`), [peterKey, enochKey])).toThrow(MerkleError);
  });

  it("ignores a line of a known name under another ID", () => {
    const otherId = peter.line.replace("x08go", "x08gp");
    expect(names(bytes(`${GO_NOTE.text}\n${otherId}${peter.line}`))).toEqual(["PeterNeumann"]);
    expect(() => names(bytes(`${GO_NOTE.text}\n${otherId}`))).toThrow("no signature of a known key");
  });

  it("refuses two keys of one name and ID, only where they matter", () => {
    expect(names(both, [peterKey, enochKey].slice(0, 1))).toHaveLength(1);
    expect(() => names(both, [enochKey, peterKey, { ...enochKey }])).toThrow("two keys");
    expect(names(bytes(`${GO_NOTE.text}\n${peter.line}`), [enochKey, peterKey, { ...enochKey }])).toHaveLength(1);
  });
});
