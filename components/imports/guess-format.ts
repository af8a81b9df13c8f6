import type { ImportFormatId } from "@/lib/imports/rules.ts";

const HEAD_BYTES = 4_000;

/** The format that the head of a file tells beyond doubt; else the one that was chosen. */
export async function guessFormat(content: Blob | string, chosen: ImportFormatId): Promise<ImportFormatId> {
  const head = typeof content === "string" ? content.slice(0, HEAD_BYTES) : await content.slice(0, HEAD_BYTES).text();
  if (/"bomFormat"\s*:\s*"CycloneDX"/.test(head)) return "cyclonedx";
  if (/"@context"\s*:\s*"[^"]*spdx[^"]*"/.test(head)) return "spdx3";
  if (/"application\/vnd\.dev\.sigstore\.bundle/.test(head)) return "model-signing";
  if (/"(?:registered_models|model_versions)"\s*:\s*\[/.test(head)) return "mlflow";
  const isJson = /^\s*\{/.test(head);
  if (/"?otmVersion"?\s*:/.test(head)) return "otm";
  if (isJson && /"summary"\s*:/.test(head) && /"title"\s*:/.test(head)) return "threat-dragon";
  if (isJson && /"applicationInfo"\s*:|"mitigationLinks"\s*:/.test(head)) return "threat-composer";
  if (/^\s*(?:%%[^\n]*\n\s*)*(?:flowchart|graph)(?:-elk)?\s/.test(head)) return "mermaid";
  return chosen;
}
