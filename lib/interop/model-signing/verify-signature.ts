import { oldSignedBytes, signedBytes, type SignedBundle } from "./parse-bundle.ts";
import type { SignatureFinding } from "./verify-manifest.ts";

/** A key or root certificate that the organization trusts. */
export type TrustAnchor = { id: string; name: string; kind: "key" | "root"; pem: string };

export type CertificateFacts = { subject: string; identity: string; validTo: string };

/** Where the chain of a signer leads, in the words of node:crypto. */
export type ChainResult =
  | { ok: true; root: TrustAnchor; leafPem: string; facts: CertificateFacts; expired: boolean; maySign: boolean }
  | { ok: false; facts: CertificateFacts | null; reason: string };

/** The cryptography that verifying needs; handed in, because browsers and Node do it differently. */
export interface SignatureCrypto {
  /** Whether the signature is that of the key (PEM) over the message; never throws. ECDSA hashes as its curve is long. */
  verify(pem: string, message: Uint8Array, signature: Uint8Array): boolean;
  /** Names by which bundles point at a key: SHA-256 of its PEM text and of its DER bytes, in hexadecimal. */
  hintsOf(pem: string): readonly string[];
  /** Follows certificates (DER, the signer's first) to one of the roots. */
  followChain(certificates: readonly Uint8Array[], roots: readonly TrustAnchor[]): ChainResult;
  /** What a certificate says about its holder; null when it cannot be read. */
  readCertificate(certificate: Uint8Array): CertificateFacts | null;
}

export type SignerResult = {
  method: "key" | "certificate" | "keyless";
  /** The trusted key or root that the signature leads to; null when it leads to none. */
  anchor: TrustAnchor | null;
  /** Who the certificate says signed; null for a bare key. */
  identity: string | null;
  logIndex: string | null;
  findings: SignatureFinding[];
};

const finding = (code: SignatureFinding["code"], message: string): SignatureFinding => ({ code, message, path: null });

function fits(bundle: SignedBundle, pem: string, crypto: SignatureCrypto): boolean {
  const { payload, signature, manifest } = bundle;
  if (crypto.verify(pem, signedBytes(payload), signature)) return true;
  return manifest.old && crypto.verify(pem, oldSignedBytes(payload), signature);
}

type Part = Omit<SignerResult, "method" | "logIndex">;

function byKey(bundle: SignedBundle, hint: string | null, keys: readonly TrustAnchor[], crypto: SignatureCrypto): Part {
  const anchor = keys.find(({ pem }) => fits(bundle, pem, crypto)) ?? null;
  if (anchor !== null) return { anchor, identity: null, findings: [] };
  const meant = hint === null ? undefined : keys.find(({ pem }) => crypto.hintsOf(pem).includes(hint.toLowerCase()));
  if (meant !== undefined) {
    const words = `The signature names the key ${meant.name}, but this key did not sign this list.`;
    return { anchor: null, identity: null, findings: [finding("altered_manifest", words)] };
  }
  const words = `None of the ${keys.length} trusted keys made this signature.`;
  return { anchor: null, identity: null, findings: [finding("wrong_key", words)] };
}

function byCertificate(
  bundle: SignedBundle,
  certificates: readonly Uint8Array[],
  roots: readonly TrustAnchor[],
  crypto: SignatureCrypto,
): Part {
  const chain = crypto.followChain(certificates, roots);
  const identity = chain.facts?.identity ?? null;
  if (!chain.ok) return { anchor: null, identity, findings: [finding("untrusted_certificate", chain.reason)] };
  const { root, facts } = chain;
  if (!fits(bundle, chain.leafPem, crypto)) {
    const words = `The certificate of ${facts.identity} is trusted, but it did not sign this list.`;
    return { anchor: null, identity, findings: [finding("altered_manifest", words)] };
  }
  const findings: SignatureFinding[] = [];
  if (!chain.maySign)
    findings.push(finding("certificate_purpose", `The certificate of ${facts.identity} is not for signing.`));
  if (chain.expired)
    findings.push(finding("certificate_expired", `The certificate of ${facts.identity} ended on ${facts.validTo}.`));
  return { anchor: root, identity, findings };
}

/** Says who signed, as far as the trusted keys and roots can tell. The files are not looked at here. */
export function verifySignature(
  bundle: SignedBundle,
  anchors: readonly TrustAnchor[],
  crypto: SignatureCrypto,
): SignerResult {
  const { material } = bundle;
  if (material.kind === "keyless") {
    const identity = crypto.readCertificate(material.certificate)?.identity ?? null;
    const words = `${identity ?? "Somebody"} signed with a short-lived certificate${material.logIndex === null ? "" : `, log index ${material.logIndex}`}. Not verified: no trust root configured.`;
    return {
      method: "keyless",
      anchor: null,
      identity,
      logIndex: material.logIndex,
      findings: [finding("keyless", words)],
    };
  }
  const method = material.kind;
  const fitting = anchors.filter(({ kind }) => kind === (method === "key" ? "key" : "root"));
  if (fitting.length === 0) {
    const words = method === "key" ? "No public key is trusted yet." : "No root certificate is trusted yet.";
    return { method, anchor: null, identity: null, logIndex: null, findings: [finding("no_trust", words)] };
  }
  const part =
    material.kind === "key"
      ? byKey(bundle, material.hint, fitting, crypto)
      : byCertificate(bundle, material.certificates, fitting, crypto);
  return { method, logIndex: null, ...part };
}
