import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { pickles } from "./testing/pickle-files.ts";
import { fromBytes } from "./random-access.ts";
import { scanArtifact, type ArtifactScan } from "./scan-artifact.ts";
import { classifyImport } from "./pickle/classify-import.ts";

const latin = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, "latin1"));
const file = (name: keyof typeof pickles): Uint8Array => new Uint8Array(Buffer.from(pickles[name], "base64"));
const scan = (bytes: Uint8Array, name = "model.pkl"): Promise<ArtifactScan> => scanArtifact(fromBytes(bytes), name);
const codes = ({ findings }: ArtifactScan): string[] => findings.map(({ code }) => code).sort();
const names = ({ imports }: ArtifactScan): string[] => imports.map(({ module, name }) => `${module}.${name}`);

describe("plain pickles", () => {
  it.each([0, 1, 2, 3, 4, 5] as const)("finds os.system and that it is called, protocol %i", async (protocol) => {
    const result = await scan(file(`osSystem${protocol}`));
    expect(names(result).filter((name) => name.includes("system"))).toEqual(["posix.system"]);
    expect(result.imports.find(({ name }) => name === "system")).toMatchObject({ verdict: "dangerous", called: true });
    expect(result.findings[0]).toMatchObject({ severity: "blocking", code: "pickle_dangerous_import" });
    expect(result.findings[0]?.message).toBe("Loading the file imports posix.system.");
    expect(result.findings[0]?.where.offset).toBeGreaterThan(0);
    expect(codes(result)).not.toContain("pickle_broken");
  });

  it("follows every type to the end without a complaint", async () => {
    expect(codes(await scan(file("everyType")))).toEqual(["pickle_present"]);
    expect(codes(await scan(file("numpyArray")))).toEqual(["pickle_present"]);
    expect(codes(await scan(file("nextBuffer")))).toEqual(["pickle_present"]);
  });

  it("sees INST, OBJ, and a class from the memo that is only called later", async () => {
    const inst = await scan(latin("(S'ls'\nios\nsystem\n."));
    expect(inst.imports).toMatchObject([{ module: "os", name: "system", called: true }]);
    const obj = await scan(latin("(cos\nsystem\nS'ls'\no."));
    expect(obj.imports).toMatchObject([{ module: "os", name: "system", called: true }]);
    const memo = await scan(latin("\x80\x02csubprocess\nPopen\nq\x000h\x00)R."));
    expect(memo.imports).toMatchObject([{ module: "subprocess", name: "Popen", called: true }]);
  });

  it("resolves the two names of STACK_GLOBAL through the memo, and tells when it cannot", async () => {
    const memo = latin("\x80\x04\x8c\x06system\x94\x8c\x02os\x940" + "0h\x01h\x00\x93.");
    expect(names(await scan(memo))).toEqual(["os.system"]);
    const computed = await scan(latin("\x80\x04\x8c\x02osK\x01\x93."));
    expect(codes(computed)).toContain("pickle_computed_import");
  });

  it("tells extensions, unknown imports, and a dotted way out of a harmless package", async () => {
    expect(codes(await scan(latin("\x80\x02\x82\x05)R.")))).toContain("pickle_extension");
    const unknown = await scan(latin("\x80\x02csomebody.models\nNet\n)R."));
    expect(unknown.findings[0]).toMatchObject({ severity: "warning", code: "pickle_unknown_import" });
    expect(classifyImport("torch.serialization", "os.system")).toBe("dangerous");
    expect(classifyImport("collections", "OrderedDict.fromkeys")).toBe("unknown");
  });

  it("takes a file with a name that says little for a pickle only when it begins like one", async () => {
    expect((await scan(latin("(lp0\n."), "weights.bin")).format).toBe("pickle");
    expect((await scan(new Uint8Array(64), "weights.bin")).format).toBe("unknown");
    expect(codes(await scan(new Uint8Array(64), "weights.pkl"))).toContain("pickle_broken");
  });

  it("scans a pickle within the data of a pickle, and one behind the first", async () => {
    const nested = await scan(file("nested"));
    expect(codes(nested)).toEqual(["pickle_dangerous_import", "pickle_nested", "pickle_present"]);
    const behind = await scan(new Uint8Array([...latin("\x80\x02N."), ...file("osSystem4")]));
    expect(names(behind)).toEqual(["posix.system"]);
    expect(codes(await scan(latin("\x80\x02N.rest")))).toContain("pickle_trailing");
  });

  it("keeps what it found before a pickle breaks off, and blocks", async () => {
    const whole = file("osSystem4");
    const cut = await scan(whole.slice(0, -1));
    expect(codes(cut)).toContain("pickle_broken");
    expect(names(cut)).toEqual(["posix.system"]);
    const garbage = await scan(latin("\x80\x02cos\nsystem\n\xff\xff"));
    expect(codes(garbage)).toEqual(["pickle_broken", "pickle_dangerous_import", "pickle_present"]);
    expect(codes(await scan(latin("\x80\x02R.")))).toContain("pickle_broken");
    expect(codes(await scan(latin("\x80\x02h\x07.")))).toContain("pickle_broken");
    expect(codes(await scan(latin("\x80\x04\x8d\xff\xff\xff\xff\xff\xff\xff\xffab")))).toContain("pickle_broken");
  });

  it("stops at a bomb of values", async () => {
    const bomb = new Uint8Array(2_100_000).fill(0x4e);
    bomb.set([0x80, 2]);
    const result = await scan(bomb);
    expect(codes(result)).toContain("pickle_limit");
  }, 30_000);
});

describe("judging names", () => {
  it.each([
    ["torch", "FloatStorage", "allowed"],
    ["torch._utils", "_rebuild_tensor_v2", "allowed"],
    ["torch.nn.modules.linear", "Linear", "allowed"],
    ["numpy.core.multiarray", "_reconstruct", "allowed"],
    ["numpy", "float32", "allowed"],
    ["collections", "OrderedDict", "allowed"],
    ["builtins", "set", "allowed"],
    ["__builtin__", "eval", "dangerous"],
    ["builtins", "getattr", "dangerous"],
    ["builtins", "__import__", "dangerous"],
    ["os", "system", "dangerous"],
    ["nt", "system", "dangerous"],
    ["subprocess", "run", "dangerous"],
    ["runpy", "_run_code", "dangerous"],
    ["socket", "create_connection", "dangerous"],
    ["webbrowser", "open", "dangerous"],
    ["importlib", "import_module", "dangerous"],
    ["operator", "attrgetter", "dangerous"],
    ["torch.hub", "load", "dangerous"],
    ["torch", "load", "dangerous"],
    ["torch.storage", "_load_from_bytes", "dangerous"],
    ["numpy.testing._private.utils", "runstring", "dangerous"],
    ["_io", "open", "dangerous"],
    ["_io", "BytesIO", "allowed"],
    ["sklearn.tree", "DecisionTreeClassifier", "unknown"],
    ["osmium", "System", "unknown"],
    ["", "", "unknown"],
  ])("%s.%s is %s", (module, name, verdict) => {
    expect(classifyImport(module, name)).toBe(verdict);
  });
});

describe("joblib and NumPy", () => {
  it("searches what follows the raw data of an array", async () => {
    const good = await scan(file("joblib"), "model.joblib");
    expect(good.format).toBe("joblib");
    expect(codes(good)).toContain("pickle_array_data");
    expect(codes(good)).not.toContain("pickle_dangerous_import");
    for (const name of ["joblibEvil", "joblibEvil2"] as const) {
      const evil = await scan(file(name), "model.joblib");
      expect([name, codes(evil)]).toEqual([name, expect.arrayContaining(["pickle_dangerous_import"])]);
      expect(names(evil)).toContain("posix.system");
    }
  });

  it("unpacks a compressed joblib file, and says so when it cannot", async () => {
    const packed = await scan(file("joblibZlib"), "model.joblib");
    expect(names(packed)).toContain("posix.system");
    expect(codes(await scan(latin("BZh91AY&SY"), "model.joblib"))).toEqual(["compressed"]);
    expect(codes(await scan(file("joblibZlib").slice(0, 40), "m.joblib"))).toEqual(
      expect.arrayContaining([expect.stringMatching(/^(?:zip|pickle)_broken$/)]),
    );
  });

  it("follows the pickle of an array of objects, not plain arrays", async () => {
    const evil = await scan(file("npyObject"), "a.npy");
    expect(codes(evil)).toEqual(expect.arrayContaining(["object_array", "pickle_dangerous_import"]));
    expect((await scan(file("npyPlain"), "a.npy")).findings).toEqual([]);
    const npz = await scan(file("npzObject"), "a.npz");
    expect(npz.format).toBe("npz");
    expect(npz.findings.find(({ code }) => code === "pickle_dangerous_import")?.where.entry).toBe("b.npy");
  });
});

describe("whatever the bytes say", () => {
  const starts = [
    "\x80\x02",
    "\x80\x04\x95",
    "GGUF\x03\0\0\0",
    "\x93NUMPY\x01\0",
    "PK\x03\x04",
    "\x89HDF\r\n\x1a\n",
    "\x08\x07\x12",
    "\x1f\x8b\x08",
    "\x78\x9c",
    "\x40\0\0\0\0\0\0\0{",
    "",
  ];

  it("never throws, and ends", async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...starts), fc.uint8Array({ maxLength: 400 }), async (start, rest) => {
        const result = await scan(new Uint8Array([...latin(start), ...rest]), "model.onnx");
        expect(result.findings.length).toBeLessThanOrEqual(200);
      }),
      { numRuns: 200 },
    );
  });

  it("never throws for a good file with some bytes changed or cut off", async () => {
    const known = Object.keys(pickles) as (keyof typeof pickles)[];
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...known),
        fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { maxLength: 4 }),
        fc.nat({ max: 60 }),
        async (name, changes, cut) => {
          const bytes = file(name);
          for (const [place, value] of changes) bytes[place % bytes.length] = value;
          const result = await scan(bytes.slice(0, Math.max(1, bytes.length - cut)));
          expect(result.imports.length).toBeLessThanOrEqual(1_000);
        },
      ),
      { numRuns: 200 },
    );
  });
});
