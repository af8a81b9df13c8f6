import { act } from "react";
import { createHash } from "node:crypto";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { click, render, unmountAll } from "@/components/ui/testing/render.tsx";
import { pickles } from "@/lib/artifact-scan/testing/pickle-files.ts";
import { checkFile, fileAccess } from "./check-file.ts";
import { fitReports, judgeFile, progressWords } from "./check-words.ts";
import { FileCheck } from "./file-check.tsx";
import { pickFromInput } from "./pick-files.ts";
import { SignatureCheck } from "./signature-check.tsx";
import { PageWorker } from "./testing/page-worker.ts";

const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");
const evil = new Uint8Array(Buffer.from(pickles.osSystem2, "base64"));

/** A file as browsers give it; jsdom's own cannot be read in pieces. */
function fileOf(name: string, bytes: Uint8Array): File {
  const blob = new Blob([bytes.slice()]) as Blob & { name: string };
  const file = new File([bytes.slice()], name);
  return Object.assign(file, {
    slice: (from = 0, to = bytes.length) => ({ ...blob, arrayBuffer: async () => bytes.slice(from, to).buffer }),
    text: async () => new TextDecoder().decode(bytes),
  });
}

let sent: { address: string; body: unknown }[] = [];
let answer: unknown;

beforeEach(() => {
  vi.stubGlobal("Worker", PageWorker);
  Object.assign(PageWorker, { started: 0, ended: 0, hold: Promise.resolve() });
  sent = [];
  vi.stubGlobal("fetch", async (address: string, init: RequestInit = {}) => {
    sent.push({ address: String(address), body: typeof init.body === "string" ? JSON.parse(init.body) : null });
    return new Response(JSON.stringify(answer), { headers: { "content-type": "application/json" } });
  });
});
afterEach(async () => {
  await unmountAll();
  vi.unstubAllGlobals();
});

const pause = () => act(() => new Promise<void>((resolve) => setTimeout(resolve, 10)));

async function seen(page: HTMLElement, text: string): Promise<void> {
  for (let tries = 0; tries < 300 && page.textContent?.includes(text) !== true; tries += 1) await pause();
  expect(page.textContent).toContain(text);
}

const button = (text: string) => [...document.querySelectorAll("button")].find((each) => each.textContent === text);

async function choose(label: string, ...files: File[]): Promise<void> {
  const input = document.querySelector(`input[aria-label="${label}"]`) as HTMLInputElement;
  Object.defineProperty(input, "files", { value: files, configurable: true });
  await act(async () => input.dispatchEvent(new Event("change", { bubbles: true })));
}

it("says that a file is the recorded one, and records the outcome", async () => {
  const bytes = new TextEncoder().encode("weights");
  const artifacts = [{ name: "model.bin", digest: sha256(bytes), sizeBytes: 7 }];
  const page = await render(
    <FileCheck versionId="018f0000-0000-7000-8000-000000000001" artifacts={artifacts} mayRecord />,
  );
  await choose("Files to check", fileOf("renamed.txt", bytes));
  await seen(page, "This is the recorded file model.bin");
  expect(page.querySelector(`[title="${sha256(bytes)}"]`)).not.toBeNull();
  answer = {
    outcome: "passed",
    title: "File check passed: 1 file",
    evidenceId: "018f0000-0000-7000-8000-000000000002",
  };
  await click(button("Record as evidence"));
  await seen(page, "Recorded as evidence");
  expect(sent).toMatchObject([
    { address: "/api/v1/artifacts/scans", body: { reports: [{ digest: sha256(bytes), fileName: "renamed.txt" }] } },
  ]);
});

it("says that a file is not the recorded one, what it would do, and what that means", async () => {
  const artifacts = [{ name: "model.pkl", digest: "0".repeat(64), sizeBytes: 7 }];
  const page = await render(<FileCheck versionId="v" artifacts={artifacts} />);
  await choose("Files to check", fileOf("model.pkl", evil));
  await seen(page, "This is not the recorded file model.pkl");
  expect(page.textContent).toContain("Loading the file imports posix.system.");
  expect(page.textContent).toContain("Do not load it.");
  expect(page.textContent).toContain("1 blocking");
  expect(button("Record as evidence")).toBeUndefined();
});

it("checks one file at a time, and a check that is cancelled is ended at once", async () => {
  let go: () => void = () => undefined;
  PageWorker.hold = new Promise((resolve) => (go = resolve));
  const page = await render(<FileCheck artifacts={[]} />);
  await choose("Files to check", fileOf("a.bin", evil), fileOf("b.bin", evil));
  expect(PageWorker.started).toBe(1);
  expect(page.querySelector('[role="progressbar"]')?.getAttribute("aria-label")).toBe("Checking a.bin");
  await click(page.querySelector('[aria-label="Cancel the check of a.bin"]'));
  expect(PageWorker.ended).toBe(1);
  expect(PageWorker.started).toBe(2);
  go();
  await seen(page, "1 blocking");
  expect(page.textContent).toContain("Cancelled");
});

it("asks the inventory when there is no version to compare with", async () => {
  answer = { items: [] };
  const page = await render(<FileCheck />);
  await choose("Files to check", fileOf("a.txt", evil));
  await seen(page, "Nothing in the inventory has this digest");
  expect(sent[0]?.address).toBe(`/api/v1/artifacts/by-digest?digest=${sha256(evil)}`);
});

it("sends the signature and digests only, and tells each thing that is wrong", async () => {
  const page = await render(<SignatureCheck versionId="018f0000-0000-7000-8000-000000000001" />);
  const drop = document.querySelector('input[type="file"]') as HTMLInputElement;
  Object.defineProperty(drop, "files", { value: [fileOf("model.sig", new TextEncoder().encode('{"a":1}'))] });
  await act(async () => drop.dispatchEvent(new Event("change", { bubbles: true })));
  const inFolder = Object.assign(fileOf("w.bin", evil), { webkitRelativePath: "my-model/weights/w.bin" });
  await choose("Folder to check", inFolder);
  await seen(page, "1 file is ready.");
  answer = {
    outcome: "not_verified",
    title: "Signature not verified: w",
    method: "key",
    trusted: null,
    identity: null,
    logIndex: null,
    modelName: "m",
    signedFiles: 1,
    comparedFiles: 1,
    findings: [
      { code: "extra_file", fails: true, message: "weights/w.bin is here, but not signed.", path: "weights/w.bin" },
    ],
    evidenceId: null,
  };
  await click(button("Verify the signature"));
  await seen(page, "The signature is not verified");
  expect(page.textContent).toContain("There is a file that the signature does not cover.");
  expect(sent[0]?.body).toMatchObject({ bundle: '{"a":1}', files: [{ path: "weights/w.bin", digest: sha256(evil) }] });
});

it("hashes files of many pieces, and says so when a file cannot be read any more", async () => {
  const bytes = new Uint8Array(9 * 1024 * 1024 + 17).map((_, at) => at % 251);
  const progress: number[] = [];
  const source = { sizeBytes: bytes.length, read: async (at: number, length: number) => bytes.slice(at, at + length) };
  const report = await checkFile(source, "big.bin", (done) => progress.push(done));
  expect(report).toMatchObject({ digest: sha256(bytes), sizeBytes: bytes.length, format: "unknown" });
  expect(progress.at(-1)).toBe(bytes.length);
  expect(progress).toHaveLength(3);
  const shorter = { sizeBytes: 10, read: async () => new Uint8Array(0) };
  await expect(checkFile(shorter, "x", () => undefined)).rejects.toThrow("became shorter");
  expect(fileAccess(new Blob(["abc"])).sizeBytes).toBe(3);
});

it("words verdicts and progress, takes folders apart, and keeps reports within a request", () => {
  expect(judgeFile("a/b.bin", "1", [{ name: "b.bin", digest: null, sizeBytes: null }]).words).toBe(
    "b.bin is recorded without a digest",
  );
  expect(judgeFile("c.bin", "1", [])).toEqual({ tone: "amber", words: "No file of this name or digest is recorded" });
  expect(progressWords({ file: { size: 5e9 }, doneBytes: 1e9, speed: 1e8 })).toBe("1 GB of 5 GB, 100 MB/s, 40 s left");
  const folder = Object.assign(fileOf("x", evil), { webkitRelativePath: "model/sub/x" });
  expect(pickFromInput([folder])[0]?.path).toBe("sub/x");
  const where = { offset: 1, entry: null };
  const imports = Array.from({ length: 1000 }, (_, at) => ({
    module: "m".repeat(100),
    name: `n${at}`,
    verdict: "allowed" as const,
    called: false,
    count: 1,
    where,
  }));
  const report = {
    scanner: "modelkeep-artifact-scan",
    scannerVersion: "1.0.0",
    fileName: "x",
    format: "pickle",
    sizeBytes: 1,
    digest: "0".repeat(64),
    findings: [],
    imports,
    details: [],
  } as const;
  const fitting = fitReports(
    Array.from({ length: 10 }, () => ({ ...report, imports: [...imports], findings: [], details: [] })),
  );
  expect(JSON.stringify(fitting).length).toBeLessThan(900_000);
  expect(fitting).toHaveLength(10);
});
