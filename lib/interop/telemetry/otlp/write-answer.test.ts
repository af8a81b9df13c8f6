import { describe, expect, it } from "vitest";
import { WireReader } from "../protobuf/wire-reader.ts";
import { sdkSerializers } from "./testing/sdk-serializers.ts";
import { writeOtlpAnswer, writeOtlpStatus } from "./write-answer.ts";

const SIGNALS = [
  ["metrics", "Metrics", "rejectedDataPoints"],
  ["logs", "Logs", "rejectedLogRecords"],
  ["traces", "Trace", "rejectedSpans"],
] as const;

const text = (body: Uint8Array) => new TextDecoder().decode(body);

describe("writeOtlpAnswer", () => {
  it("is empty for full success, in the request's encoding", () => {
    const answer = { signal: "logs", rejected: 0, message: "" } as const;
    expect(text(writeOtlpAnswer({ ...answer, encoding: "json" }).body)).toBe("{}");
    const protobuf = writeOtlpAnswer({ ...answer, encoding: "protobuf" });
    expect([protobuf.contentType, protobuf.body.length]).toEqual(["application/x-protobuf", 0]);
  });

  it("is read by the SDK as what was rejected, and as a warning", () => {
    for (const [signal, name, member] of SIGNALS) {
      const { body } = writeOtlpAnswer({ signal, encoding: "protobuf", rejected: 300, message: "zu groß" });
      const read = sdkSerializers[`Protobuf${name}Serializer`].deserializeResponse(body);
      expect(read).toEqual({ partialSuccess: { [member]: 300, errorMessage: "zu groß" } });
      const json = writeOtlpAnswer({ signal, encoding: "json", rejected: 3, message: "m" });
      expect(json.contentType).toBe("application/json");
      expect(JSON.parse(text(json.body))).toEqual({ partialSuccess: { [member]: "3", errorMessage: "m" } });
      const warning = writeOtlpAnswer({ signal, encoding: "protobuf", rejected: 0, message: "m" }).body;
      expect(sdkSerializers[`Protobuf${name}Serializer`].deserializeResponse(warning)).toEqual({
        partialSuccess: { errorMessage: "m" },
      });
    }
  });
});

describe("writeOtlpStatus", () => {
  it("is a google.rpc.Status", () => {
    const status = { code: 3, message: "byte 7" };
    expect(JSON.parse(text(writeOtlpStatus({ ...status, encoding: "json" }).body))).toEqual(status);
    const reader = new WireReader(writeOtlpStatus({ ...status, encoding: "protobuf" }).body);
    expect([reader.next(), reader.unsigned(), reader.next(), reader.text(), reader.next()]).toEqual([
      1,
      3,
      2,
      "byte 7",
      0,
    ]);
  });
});
