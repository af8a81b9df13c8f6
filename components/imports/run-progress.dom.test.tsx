import { afterEach, describe, expect, it } from "vitest";
import { render, unmountAll } from "@/components/ui/testing/render.tsx";
import type { ImportRunDto } from "@/lib/imports/schema.ts";
import { RunProgress } from "./run-progress.tsx";

afterEach(unmountAll);

const run = (state: ImportRunDto["state"], done: number, total: number): ImportRunDto => ({
  ...{ state, done, total, cancelRequested: false, silent: false, failure: null, startedAt: null, finishedAt: null },
});

describe("an import in the background", () => {
  it.each([
    [run("waiting", 0, 0), "This import is about to start"],
    [run("running", 0, 0), "The file is being compared with the inventory"],
    [run("running", 1_250, 10_000), "1,250 of 10,000 records written"],
    [run("running", 10_000, 10_000), "10,000 records written; their entries in the audit trail follow"],
  ])("says what it does now", async (each, words) => {
    const view = await render(<RunProgress id="00000000-0000-4000-8000-000000000001" run={each} />);
    expect(view.textContent).toContain(words);
  });
});
