/** Every finding of the scanner by code: how much it weighs, and what it means for the person who has the file. */
export const findingKinds = {
  pickle_dangerous_import: {
    severity: "blocking",
    means: "Loading this file would run commands, open connections or read files. Do not load it.",
  },
  pickle_unknown_import: {
    severity: "warning",
    means: "Loading this file runs code of a package that is not on the list of harmless ones. Look at what it is.",
  },
  pickle_computed_import: {
    severity: "blocking",
    means: "The file hides which code it loads: the name is put together while it is read. Do not load it.",
  },
  pickle_extension: {
    severity: "blocking",
    means: "The file calls code by a number that only the reader's own registry explains. Do not load it.",
  },
  pickle_broken: {
    severity: "blocking",
    means: "The file ends too early or holds bytes that are no pickle. What stands before would still be run.",
  },
  pickle_limit: {
    severity: "blocking",
    means: "The file asks for more steps or memory than a model needs, so that it was not read to its end.",
  },
  pickle_nested: { severity: "warning", means: "A pickle is hidden inside the data of a pickle; it was scanned too." },
  pickle_trailing: { severity: "info", means: "Bytes follow the pickle that loading does not read." },
  pickle_array_data: {
    severity: "warning",
    means: "Raw array data stand between the instructions. From here on the file was only searched for known names.",
  },
  pickle_present: {
    severity: "info",
    means: "This format can run code when it is loaded. Prefer safetensors where you can.",
  },
  two_formats: {
    severity: "blocking",
    means: "The file can be read as two formats: programs may load another content than the one that was checked.",
  },
  zip_broken: { severity: "blocking", means: "The archive is damaged or cut off, so that its content is not known." },
  zip_headers_disagree: {
    severity: "blocking",
    means:
      "The archive's list and its content name different things: programs may load another file than the checked one.",
  },
  zip_path: { severity: "blocking", means: "Unpacking this archive would write outside its folder." },
  zip_duplicate: {
    severity: "blocking",
    means: "Two files in the archive have one name: programs may load another one than the checked one.",
  },
  zip_encrypted: {
    severity: "blocking",
    means: "A part of the archive says that it is encrypted and was not scanned.",
  },
  zip_method: { severity: "blocking", means: "A part of the archive is packed in a way that could not be scanned." },
  zip_bomb: { severity: "blocking", means: "A part of the archive unpacks to far more than a model needs." },
  compressed: { severity: "warning", means: "The content is compressed in a way that this scanner cannot open." },
  torchscript: {
    severity: "warning",
    means: "The file holds a program (TorchScript) that runs when the model is used.",
  },
  header_broken: {
    severity: "blocking",
    means: "The header does not describe the file. Programs may read other bytes than meant, or fail.",
  },
  header_too_large: { severity: "blocking", means: "The header is larger than any model needs." },
  tensor_layout: {
    severity: "blocking",
    means: "The tensors overlap, leave gaps or do not fill the file, so that bytes could be hidden in it.",
  },
  template_code: {
    severity: "blocking",
    means: "The chat template reaches for Python's inside. Rendered without a sandbox it would run code.",
  },
  template_present: { severity: "info", means: "The file holds a chat template, which programs render as Jinja." },
  external_data_path: {
    severity: "blocking",
    means: "The model reads weights from a place outside its own folder. Do not load it.",
  },
  external_data: {
    severity: "info",
    means: "The weights are in other files. Check those as well: this digest does not cover them.",
  },
  custom_operators: {
    severity: "warning",
    means: "The model needs operators that are not part of the runtime: somebody's library has to be loaded for them.",
  },
  keras_lambda: {
    severity: "blocking",
    means: "A Lambda layer holds Python code that is run when the model is loaded. Do not load it.",
  },
  keras_custom_object: {
    severity: "warning",
    means: "A layer's code comes from a module outside Keras, which is imported when the model is loaded.",
  },
  partly_searched: { severity: "info", means: "The file is so large that only its beginning and end were searched." },
  object_array: { severity: "warning", means: "The array holds Python objects, which are stored as a pickle." },
  unknown_format: {
    severity: "info",
    means: "This format is not known here. The digest is computed, the content was not looked at.",
  },
  scan_failed: { severity: "blocking", means: "The scanner could not finish, so nothing is known about the content." },
} as const satisfies Record<string, { severity: Severity; means: string }>;

export type Severity = "blocking" | "warning" | "info";
export type FindingCode = keyof typeof findingKinds;

/** Where something is: the byte from the beginning of the file or of the archive's entry. */
export type Where = { offset: number | null; entry: string | null };
export type Finding = { severity: Severity; code: FindingCode; message: string; where: Where };
export type Verdict = "allowed" | "unknown" | "dangerous";
/** A name that a pickle imports: how often, whether it also calls it, and where first. */
export type FoundImport = {
  module: string;
  name: string;
  verdict: Verdict;
  called: boolean;
  count: number;
  where: Where;
};
export type Detail = { label: string; value: string };

const MAX_FINDINGS = 200;
const MAX_IMPORTS = 500;
const MAX_DETAILS = 100;

const NOT_SHOWN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;
const LONE_HALF = /\p{Cs}/gu;

/** Text from a hostile file, safe to show: no control characters, at most `limit` characters. */
export function shown(text: string, limit = 120): string {
  const plain = text.slice(0, 4 * limit).replace(NOT_SHOWN, " ");
  return plain.length <= limit ? plain : `${plain.slice(0, limit - 1).replace(LONE_HALF, "")}…`;
}

/** Gathers what scanners find, each thing once and within bounds: blocking findings always find a place. */
export class FindingList {
  readonly #findings = new Map<string, Finding>();
  readonly #imports = new Map<string, FoundImport>();
  readonly #details: Detail[] = [];

  add(code: FindingCode, message: string, where: Partial<Where> = {}): void {
    const { severity } = findingKinds[code];
    const key = `${code} ${message}`;
    if (this.#findings.has(key)) return;
    if (this.#findings.size >= MAX_FINDINGS && !(severity === "blocking" && this.#dropLighter())) return;
    this.#findings.set(key, {
      severity,
      code,
      message: shown(message, 400),
      where: {
        offset: where.offset ?? null,
        entry: where.entry === undefined || where.entry === null ? null : shown(where.entry, 200),
      },
    });
  }

  /** Notes an import; gives the note, so that a later call of it can be added. */
  import(found: Omit<FoundImport, "count" | "called">): FoundImport {
    const key = `${found.module} ${found.name}`;
    const known = this.#imports.get(key);
    if (known !== undefined) {
      known.count += 1;
      return known;
    }
    const note = { ...found, module: shown(found.module), name: shown(found.name), count: 1, called: false };
    if (this.#imports.size < MAX_IMPORTS || found.verdict === "dangerous") this.#imports.set(key, note);
    return note;
  }

  detail(label: string, value: string): void {
    if (this.#details.length < MAX_DETAILS) this.#details.push({ label: shown(label, 80), value: shown(value, 300) });
  }

  get imports(): FoundImport[] {
    return [...this.#imports.values()].slice(0, 2 * MAX_IMPORTS);
  }

  get details(): Detail[] {
    return this.#details;
  }

  /** Heaviest first; within a weight in the order they were found. */
  get findings(): Finding[] {
    const weight = { blocking: 0, warning: 1, info: 2 };
    return [...this.#findings.values()].sort((a, b) => weight[a.severity] - weight[b.severity]);
  }

  #dropLighter(): boolean {
    for (const [key, finding] of this.#findings) {
      if (finding.severity === "blocking") continue;
      return this.#findings.delete(key);
    }
    return false;
  }
}
