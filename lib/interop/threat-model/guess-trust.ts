import type { TrustLevel } from "../../graph/kinds.ts";

const words: readonly [RegExp, TrustLevel][] = [
  [/\b(?:internet|public|external|untrusted|outside|anonymous|client|browser)\b/i, 0],
  [/\b(?:dmz|perimeter|partner|third[- ]party|semi[- ]trusted|guest)\b/i, 1],
  [/\b(?:secret|secrets|vault|hsm|enclave)\b/i, 4],
  [/\b(?:restricted|protected|secured?|admin|management|sensitive)\b/i, 3],
];

/** Trust of a zone of which only the name is known: 2 (trusted) unless the name says something else. */
export function guessTrust(name: string): TrustLevel {
  return words.find(([pattern]) => pattern.test(name))?.[1] ?? 2;
}

/** A level of trust from a number; undefined for anything else. */
export function trustOf(value: unknown): TrustLevel | undefined {
  return value === 0 || value === 1 || value === 2 || value === 3 || value === 4 ? value : undefined;
}
