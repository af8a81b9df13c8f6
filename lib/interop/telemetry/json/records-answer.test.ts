import { describe, expect, it } from "vitest";
import type { RejectedRecord } from "../record.ts";
import { recordsAnswer, refusalStatus } from "./records-answer.ts";

const rejected = (place: number): RejectedRecord => ({ place, code: "invalid", message: "ts is missing" });

describe("recordsAnswer", () => {
  it("counts and lists, in the order of the batch", () => {
    expect(recordsAnswer({ success: 202, accepted: 3, rejected: [rejected(4), rejected(1)] })).toEqual({
      status: 202,
      body: {
        accepted: 3,
        rejected_count: 2,
        rejected: [
          { index: 1, code: "invalid", message: "ts is missing" },
          { index: 4, code: "invalid", message: "ts is missing" },
        ],
      },
    });
    expect(
      recordsAnswer({ success: 200, accepted: 1, rejected: [], unknownFields: ["x"] }).body.unknown_fields,
    ).toEqual(["x"]);
  });

  it("is 422 only when everything was rejected, and lists a thousand at most", () => {
    const all = Array.from({ length: 1_500 }, (_, place) => rejected(place));
    const answer = recordsAnswer({ success: 202, accepted: 0, rejected: all });
    expect(answer.status).toBe(422);
    expect(answer.body.rejected_count).toBe(1_500);
    expect(answer.body.rejected).toHaveLength(1_000);
    expect(recordsAnswer({ success: 202, accepted: 1, rejected: all }).status).toBe(202);
    expect(recordsAnswer({ success: 200, accepted: 0, rejected: [] }).status).toBe(200);
  });
});

describe("refusalStatus", () => {
  it("tells what is wrong with the whole", () => {
    const statusOf = (code: "malformed" | "too_large" | "unsupported") =>
      refusalStatus({ code, message: "", place: "" });
    expect([statusOf("malformed"), statusOf("too_large"), statusOf("unsupported")]).toEqual([400, 413, 415]);
  });
});
