import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fromBytes, type RandomAccess } from "./random-access.ts";
import { scanArtifact, type ArtifactScan } from "./scan-artifact.ts";
import { makeZip } from "./testing/make-zip.ts";
import { pickles } from "./testing/pickle-files.ts";

const latin = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, "latin1"));
const file = (name: keyof typeof pickles): Uint8Array => new Uint8Array(Buffer.from(pickles[name], "base64"));
const scan = (bytes: Uint8Array, name = "model"): Promise<ArtifactScan> => scanArtifact(fromBytes(bytes), name);
const codes = ({ findings }: ArtifactScan): string[] => findings.map(({ code }) => code).sort();
const u32 = (value: number): Uint8Array => new Uint8Array(new Uint32Array([value]).buffer);
const u64 = (value: bigint | number): Uint8Array => new Uint8Array(new BigUint64Array([BigInt(value)]).buffer);
const join = (...parts: readonly Uint8Array[]): Uint8Array => new Uint8Array(Buffer.concat(parts));

describe("PyTorch archives", () => {
  const weights = { name: "archive/data/0", data: new Uint8Array(24) };

  it.each([false, true])("finds nothing in a plain state dict, packed %s", async (deflate) => {
    const result = await scan(
      makeZip([{ name: "archive/data.pkl", data: file("torchData"), deflate }, weights]),
      "m.pt",
    );
    expect(result.format).toBe("pytorch");
    expect(codes(result)).toEqual(["pickle_present"]);
    expect(result.imports.map(({ name }) => name).sort()).toEqual([
      "FloatStorage",
      "OrderedDict",
      "_rebuild_tensor_v2",
    ]);
  });

  it.each([false, true])("finds a call in data.pkl, packed %s", async (deflate) => {
    const result = await scan(
      makeZip([weights, { name: "archive/data.pkl", data: file("osSystem2"), deflate }]),
      "m.pt",
    );
    const [found] = result.findings;
    expect(found).toMatchObject({ code: "pickle_dangerous_import", where: { entry: "archive/data.pkl" } });
  });

  it("reads the old format up to its weights", async () => {
    const result = await scan(file("torchLegacy"), "m.pth");
    expect(result.format).toBe("pytorch_legacy");
    expect(codes(result)).toEqual(["pickle_present"]);
  });

  it("tells archives that programs read differently", async () => {
    const data = file("torchData");
    const entry = { name: "a/data.pkl", data };
    expect(codes(await scan(makeZip([{ ...entry, localName: "b/data.pkl" }])))).toContain("zip_headers_disagree");
    expect(codes(await scan(makeZip([{ ...weights, localName: "archive/data/1" }, entry])))).toContain(
      "zip_headers_disagree",
    );
    expect(codes(await scan(makeZip([entry, { name: "a/data.pkl", data: file("osSystem2") }])))).toEqual(
      expect.arrayContaining(["zip_duplicate", "pickle_dangerous_import"]),
    );
    expect(codes(await scan(makeZip([{ name: "../../etc/x", data }, entry])))).toContain("zip_path");
    expect(codes(await scan(makeZip([{ ...entry, flags: 1 }])))).toContain("zip_encrypted");
    expect(codes(await scan(makeZip([{ ...entry, method: 12 }])))).toContain("zip_method");
    expect(codes(await scan(makeZip([entry]).slice(0, -30)))).toContain("zip_broken");
    expect(codes(await scan(makeZip([{ ...entry, method: 8 }])))).toEqual(
      expect.arrayContaining([expect.stringMatching(/broken/)]),
    );
    const two = join(latin("\x80\x02N."), makeZip([entry]));
    expect(codes(await scan(two, "m.pkl"))).toContain("two_formats");
    const script = makeZip([entry, { name: "a/code/__torch__.py", data: latin("def forward(self): pass") }]);
    expect(codes(await scan(script))).toContain("torchscript");
  });
});

const safetensors = (header: unknown, data: number): Uint8Array => {
  const text = latin(typeof header === "string" ? header : JSON.stringify(header));
  return join(u64(text.length), text, new Uint8Array(data));
};
const tensor = (begin: number, end: number, shape = [(end - begin) / 4], dtype = "F32"): unknown => ({
  dtype,
  shape,
  data_offsets: [begin, end],
});

describe("safetensors", () => {
  it("accepts a header that describes the file, and shows its metadata", async () => {
    const bytes = safetensors(
      { __metadata__: { format: "pt" }, a: tensor(0, 8), b: tensor(8, 24), empty: tensor(24, 24, [0, 7]) },
      24,
    );
    const result = await scan(bytes);
    expect(result).toMatchObject({ format: "safetensors", findings: [] });
    expect(result.details).toEqual([
      { label: "Tensors", value: "3" },
      { label: "format", value: "pt" },
    ]);
  });

  it.each([
    ["an overlap", { a: tensor(0, 8), b: tensor(4, 12) }, 12, "tensor_layout"],
    ["a gap", { a: tensor(0, 8), b: tensor(12, 16) }, 16, "tensor_layout"],
    ["hidden bytes at the end", { a: tensor(0, 8) }, 12, "tensor_layout"],
    ["a tensor beyond the end", { a: tensor(0, 16) }, 8, "tensor_layout"],
    ["a size that is not shape times type", { a: tensor(0, 8, [3]) }, 8, "header_broken"],
    ["an unknown type", { a: tensor(0, 8, [2], "X9") }, 8, "header_broken"],
    ["a negative side", { a: tensor(0, 8, [-2]) }, 8, "header_broken"],
    ["no JSON", "{nonsense", 0, "header_broken"],
    ["a list", "{}[]", 0, "header_broken"],
  ])("tells %s", async (_, header, data, code) => {
    expect(codes(await scan(safetensors(header, data), "m.safetensors"))).toEqual([code]);
  });

  it("tells a header that is too large or longer than the file", async () => {
    expect(codes(await scan(join(u64(100_000_001), latin("{}")), "m.safetensors"))).toEqual(["header_too_large"]);
    expect(codes(await scan(join(u64(900), latin("{}")), "m.safetensors"))).toEqual(["header_broken"]);
    expect(codes(await scan(latin("abc"), "m.safetensors"))).toEqual(["header_broken"]);
  });
});

describe("GGUF", () => {
  const text = (value: string): Uint8Array => join(u64(value.length), latin(value));
  const pair = (key: string, value: string): Uint8Array => join(text(key), u32(8), text(value));
  const tensors = join(text("w"), u32(1), u64(4), u32(0), u64(0));
  const gguf = (pairs: readonly Uint8Array[], version = 3): Uint8Array =>
    join(latin("GGUF"), u32(version), u64(1), u64(pairs.length), ...pairs, tensors, new Uint8Array(32));
  const list = join(text("tokens"), u32(9), u32(8), u64(2), text("a"), text("b"));
  const numbers = join(text("scores"), u32(9), u32(6), u64(3), new Uint8Array(12));

  it("reads values and lists of every shape", async () => {
    const result = await scan(
      gguf([pair("general.name", "Small"), list, numbers, join(text("flag"), u32(7), latin("\x01"))]),
    );
    expect(result).toMatchObject({ format: "gguf", findings: [] });
    expect(result.details).toContainEqual({ label: "general.name", value: "Small" });
  });

  it("tells a template that reaches into Python, and only notes an ordinary one", async () => {
    const plain =
      "{% for m in messages %}{{ m['content'] }}{% if m.role == 'system' %}{{ bos_token }}{% endif %}{% endfor %}";
    expect(codes(await scan(gguf([pair("tokenizer.chat_template", plain)])))).toEqual(["template_present"]);
    const evil = "{{ ''.__class__.__mro__[1].__subclasses__() }}";
    expect(codes(await scan(gguf([pair("tokenizer.chat_template.tool", evil)])))).toContain("template_code");
    expect(codes(await scan(gguf([pair("tokenizer.chat_template", "{{ x|attr('y') }}")])))).toContain("template_code");
  });

  it("tells impossible headers", async () => {
    expect(codes(await scan(gguf([], 9)))).toEqual(["header_broken"]);
    expect(codes(await scan(join(latin("GGUF"), u32(3), u64(2n ** 60n), u64(1))))).toEqual(["header_broken"]);
    expect(codes(await scan(join(latin("GGUF"), u32(3), u64(0), u64(1), u64(2n ** 63n))))).toEqual(["header_broken"]);
    expect(codes(await scan(gguf([pair("a", "b")]).slice(0, 60)))).toEqual(["header_broken"]);
  });
});

describe("ONNX", () => {
  const field = (number: number, bytes: Uint8Array | string): Uint8Array => {
    const content = typeof bytes === "string" ? latin(bytes) : bytes;
    return join(new Uint8Array([number * 8 + 2 + (number > 15 ? 0 : 0)]), new Uint8Array([content.length]), content);
  };
  const onnx = (graph: Uint8Array, ...rest: readonly Uint8Array[]): Uint8Array =>
    join(new Uint8Array([8, 8]), field(2, "maker"), field(7, graph), ...rest);
  const external = (location: string): Uint8Array =>
    field(5, field(13, join(field(1, "location"), field(2, location))));

  it("accepts operators of the runtime", async () => {
    const result = await scan(onnx(field(1, join(field(4, "Relu"), field(7, ""))), field(8, field(1, "ai.onnx.ml"))));
    expect(result).toMatchObject({ format: "onnx", findings: [], details: [{ label: "Producer", value: "maker" }] });
  });

  it("tells other sets of operators and places of weights", async () => {
    expect(codes(await scan(onnx(field(1, field(7, "acme.ops")))))).toEqual(["custom_operators"]);
    expect(codes(await scan(onnx(external("weights.bin"))))).toEqual(["external_data"]);
    for (const place of ["../../etc/passwd", "/etc/passwd", "C:\\x", "https://host/x", "a/../../b"]) {
      expect([place, codes(await scan(onnx(external(place))))]).toEqual([place, ["external_data_path"]]);
    }
  });

  it("looks into subgraphs, and tells a model that is cut off", async () => {
    const inner = field(1, field(5, field(6, external("../x"))));
    expect(codes(await scan(onnx(inner)))).toEqual(["external_data_path"]);
    expect(codes(await scan(onnx(external("weights.bin")).slice(0, -3), "m.onnx"))).toContain("header_broken");
  });
});

describe("Keras", () => {
  const config = (layer: object): Uint8Array =>
    latin(JSON.stringify({ class_name: "Functional", module: "keras.src.models", config: { layers: [layer] } }));
  const keras = (data: Uint8Array, deflate = false): Uint8Array =>
    makeZip([
      { name: "metadata.json", data: latin("{}") },
      { name: "config.json", data, deflate },
      { name: "model.weights.h5", data: latin("\x89HDF") },
    ]);

  it.each([false, true])("finds a Lambda layer, packed %s", async (deflate) => {
    const lambda = {
      class_name: "Lambda",
      module: "keras.layers",
      config: { name: "evil", function: { class_name: "__lambda__" } },
    };
    const result = await scan(keras(config(lambda), deflate), "m.keras");
    expect(result.format).toBe("keras");
    expect(result.findings[0]).toMatchObject({ code: "keras_lambda", message: "The layer evil is a Lambda layer." });
    expect(
      (await scan(keras(config({ class_name: "Dense", module: "keras.layers", config: {} })), "m.keras")).findings,
    ).toEqual([]);
    expect(codes(await scan(keras(config({ class_name: "Net", module: "acme.layers", config: {} }))))).toEqual([
      "keras_custom_object",
    ]);
    expect(codes(await scan(keras(latin("{"))))).toEqual(["header_broken"]);
  });

  it("searches HDF5 files, across the borders of what is read at once", async () => {
    const mark = latin('"class_name": "Lambda"');
    const bytes = new Uint8Array(2_200_000);
    bytes.set(latin("\x89HDF\r\n\x1a\n"));
    expect((await scan(bytes, "m.h5")).findings).toEqual([]);
    bytes.set(mark, 1_048_570);
    expect(codes(await scan(bytes, "m.h5"))).toEqual(["keras_lambda"]);
  });
});

describe("memory and reading", () => {
  it("never throws for an archive with some bytes changed", async () => {
    const whole = makeZip([
      { name: "a/data.pkl", data: file("torchData"), deflate: true },
      { name: "config.json", data: latin('{"class_name":"Lambda"}') },
      { name: "x.npy", data: file("npyObject"), deflate: true },
    ]);
    const change = fc.tuple(fc.nat({ max: whole.length - 1 }), fc.integer({ min: 0, max: 255 }));
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 6 }), async (changes) => {
        const bytes = whole.slice();
        for (const [place, value] of changes) bytes[place] = value;
        expect((await scan(bytes, "m.pt")).findings.length).toBeLessThanOrEqual(200);
      }),
      { numRuns: 200 },
    );
  });

  it("reads little of a large file", async () => {
    let read = 0;
    let largest = 0;
    const head = latin(
      JSON.stringify({ a: { dtype: "U8", shape: [5_000_000_000], data_offsets: [0, 5_000_000_000] } }),
    );
    const start = join(u64(head.length), head);
    const source: RandomAccess = {
      sizeBytes: start.length + 5_000_000_000,
      read: async (offset, length) => {
        read += length;
        largest = Math.max(largest, length);
        return offset < start.length ? start.slice(offset, offset + length) : new Uint8Array(length);
      },
    };
    expect((await scanArtifact(source, "big.safetensors")).findings).toEqual([]);
    expect(read).toBeLessThan(1_000);
    expect(largest).toBeLessThan(1_000);
  });

  it("says that it does not know a format, and lets an error of reading through", async () => {
    expect(codes(await scan(latin("hello")))).toEqual(["unknown_format"]);
    expect(codes(await scan(new Uint8Array(0)))).toEqual(["unknown_format"]);
    const source = { sizeBytes: 10, read: async () => Promise.reject(new Error("the disk is gone")) };
    await expect(scanArtifact(source, "x")).rejects.toThrow("the disk is gone");
  });
});
