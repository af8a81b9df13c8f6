import { VerificationFailed } from "./finding.ts";
import { MAX_TEXT_BYTES, type LogSource } from "./log-source.ts";

/** The file that says what an evidence bundle holds. It is authenticated by nothing: what it leaves out is not proven. */
export const MANIFEST = "manifest.json";

export interface Manifest {
  readonly format: "modelkeep-evidence/1";
  readonly mode: "log" | "entries";
  readonly payloads: "all" | "some" | "none";
  /** Mode "entries": every entry in the bundle, by ascending index. */
  readonly entries: readonly { readonly index: number; readonly uuid: string }[];
}

/** Reads the manifest of an evidence bundle; undefined for a plain log. Throws VerificationFailed. */
export async function readManifest(source: LogSource): Promise<Manifest | undefined> {
  const bytes = await source.read(MANIFEST, 100 * MAX_TEXT_BYTES);
  if (bytes === undefined) return undefined;
  try {
    const value = JSON.parse(bytes.toString("utf8")) as Manifest;
    if (value.format !== "modelkeep-evidence/1") throw new Error("this format is not known here");
    if (value.mode !== "log" && value.mode !== "entries") throw new Error("this mode is not known here");
    return { ...value, entries: value.entries ?? [] };
  } catch (error) {
    throw new VerificationFailed(MANIFEST, (error as Error).message);
  }
}
