/** What kind of input was refused; one value for each format of this folder. */
export type MerkleErrorCode =
  | "base64"
  | "canonical_json"
  | "checkpoint"
  | "cosignature"
  | "decimal"
  | "entry_bundle"
  | "index"
  | "note"
  | "note_signature"
  | "policy"
  | "proof"
  | "tile"
  | "tlog_proof"
  | "vkey"
  | "witness";

/** The only error that the code of this folder throws: input that a format or a proof does not allow. */
export class MerkleError extends Error {
  readonly code: MerkleErrorCode;

  constructor(code: MerkleErrorCode, message: string) {
    super(message);
    this.name = "MerkleError";
    this.code = code;
  }
}
