import { createHash, createPublicKey, verify, X509Certificate, type KeyObject } from "node:crypto";
import type {
  CertificateFacts,
  ChainResult,
  SignatureCrypto,
  TrustAnchor,
} from "../interop/model-signing/verify-signature.ts";

const hashOfCurve: Readonly<Record<string, string>> = {
  prime256v1: "sha256",
  secp384r1: "sha384",
  secp521r1: "sha512",
};
const MIN_RSA_BITS = 2_048;

/** The hash a kind of key signs with (OpenSSF Model Signing, algorithm registry); undefined for kinds that are not taken. */
function hashOf(key: KeyObject): string | null | undefined {
  const { asymmetricKeyType: type, asymmetricKeyDetails: details } = key;
  if (type === "ed25519") return null;
  if (type === "ec") return hashOfCurve[details?.namedCurve ?? ""];
  return type === "rsa" && (details?.modulusLength ?? 0) >= MIN_RSA_BITS ? "sha256" : undefined;
}

/** Reads a public key in PEM. Throws for a private key, another format, and kinds that are not taken. */
function readPublicKey(pem: string): KeyObject {
  const body = /-----BEGIN PUBLIC KEY-----[\s\S]+?-----END PUBLIC KEY-----/.exec(pem)?.[0];
  if (body === undefined) throw new Error("this is no public key in PEM");
  const key = createPublicKey(body);
  if (hashOf(key) === undefined) throw new Error("keys of this kind are not taken");
  return key;
}

/** Reads a certificate in PEM. Throws when it is none. */
function readRootCertificate(pem: string): X509Certificate {
  const body = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/.exec(pem)?.[0];
  if (body === undefined) throw new Error("this is no certificate in PEM");
  return new X509Certificate(body);
}

function verifyWith(key: KeyObject, message: Uint8Array, signature: Uint8Array): boolean {
  const hash = hashOf(key);
  if (hash === undefined) return false;
  try {
    if (verify(hash, message, key, signature)) return true;
    // Signers use PSS as well as PKCS #1 with RSA keys.
    return key.asymmetricKeyType === "rsa" && verify(hash, message, { key, padding: 6, saltLength: -2 }, signature);
  } catch {
    return false;
  }
}

function identityOf(certificate: X509Certificate): string {
  const names = (certificate.subjectAltName ?? "").split(", ").map((name) => name.replace(/^(?:email|URI|DNS):/, ""));
  const common = /(?:^|\n)CN=([^\n]+)/.exec(certificate.subject)?.[1];
  return names.find((name) => name !== "") ?? common ?? "an unnamed holder";
}

const factsOf = (certificate: X509Certificate): CertificateFacts => ({
  subject: certificate.subject,
  identity: identityOf(certificate),
  validTo: new Date(certificate.validTo).toISOString().slice(0, 10),
});

function readDer(bytes: Uint8Array): X509Certificate | null {
  try {
    return new X509Certificate(bytes);
  } catch {
    return null;
  }
}

const signedBy = (certificate: X509Certificate, issuer: X509Certificate): boolean =>
  certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey);

const CODE_SIGNING = "1.3.6.1.5.5.7.3.3";

/** Whether a chain holds: each certificate made by the next, those above the signer's allowed to make others. */
function holds(chain: readonly X509Certificate[]): boolean {
  return chain.every((certificate, index) => {
    const issuer = chain[index + 1];
    return issuer === undefined || (issuer.ca && signedBy(certificate, issuer));
  });
}

type Root = { anchor: TrustAnchor; certificate: X509Certificate };

function rootOf(chain: readonly X509Certificate[], roots: readonly Root[]): Root | undefined {
  const last = chain.at(-1);
  if (last === undefined) return undefined;
  return roots.find(
    ({ certificate }) =>
      certificate.fingerprint256 === last.fingerprint256 || (certificate.ca && signedBy(last, certificate)),
  );
}

function followChain(certificates: readonly Uint8Array[], anchors: readonly TrustAnchor[], at: Date): ChainResult {
  const chain = certificates.map(readDer);
  const read = chain.filter((certificate) => certificate !== null);
  const [leaf] = read;
  if (leaf === undefined || read.length !== chain.length) {
    return { ok: false, facts: null, reason: "A certificate in the signature cannot be read." };
  }
  const facts = factsOf(leaf);
  if (!holds(read))
    return { ok: false, facts, reason: `The certificates behind ${facts.identity} do not belong to each other.` };
  const roots = anchors.map((anchor) => ({ anchor, certificate: readRootCertificate(anchor.pem) }));
  const root = rootOf(read, roots);
  if (root === undefined) {
    return { ok: false, facts, reason: `The certificate of ${facts.identity} leads to no trusted root certificate.` };
  }
  const usage = leaf.keyUsage as string[] | undefined;
  return {
    ok: true,
    root: root.anchor,
    leafPem: leaf.publicKey.export({ type: "spki", format: "pem" }).toString(),
    facts,
    expired: [...read, root.certificate].some(({ validTo }) => new Date(validTo) < at),
    maySign: usage === undefined || usage.includes(CODE_SIGNING),
  };
}

const hex = (bytes: string | Buffer): string => createHash("sha256").update(bytes).digest("hex");

/** The names by which signatures point at a key: SHA-256 of its PEM text and of its DER bytes. */
function hintsOf(pem: string): string[] {
  const key = readPublicKey(pem);
  const text = key.export({ type: "spki", format: "pem" }).toString();
  return [hex(text), hex(text.trimEnd()), hex(key.export({ type: "spki", format: "der" }))];
}

/** Signatures over models with node:crypto; `at` is when certificates are judged. */
export function nodeSignatureCrypto(at: Date): SignatureCrypto {
  return {
    verify: (pem, message, signature) => verifyWith(readPublicKey(pem), message, signature),
    hintsOf,
    followChain: (certificates, roots) => followChain(certificates, roots, at),
    readCertificate: (bytes) => {
      const certificate = readDer(bytes);
      return certificate === null ? null : factsOf(certificate);
    },
  };
}

/** The fingerprint people compare: SHA-256 of the DER bytes, in hexadecimal. Throws as the readers do. */
export function fingerprintOf(kind: "key" | "root", pem: string): string {
  return kind === "key"
    ? hex(readPublicKey(pem).export({ type: "spki", format: "der" }))
    : hex(readRootCertificate(pem).raw);
}

/** What kind of key or certificate it is, in words. Throws as the readers do. */
export function describeAnchor(kind: "key" | "root", pem: string): string {
  const key = kind === "key" ? readPublicKey(pem) : readRootCertificate(pem).publicKey;
  const { asymmetricKeyType: type, asymmetricKeyDetails: details } = key;
  if (type === "ed25519") return "Ed25519";
  if (type === "rsa") return `RSA, ${details?.modulusLength ?? 0} bits`;
  const names: Readonly<Record<string, string>> = { prime256v1: "P-256", secp384r1: "P-384", secp521r1: "P-521" };
  return type === "ec" ? `ECDSA ${names[details?.namedCurve ?? ""] ?? ""}`.trim() : "Not known";
}
