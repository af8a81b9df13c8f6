import type { SectionRole } from "./schema.ts";

const FORMATTING_TAG =
  /<\/?(?:p|br|b|i|u|em|strong|span|div|a|img|center|font|sub|sup|code|small|big|h[1-6])(?:\s[^<>]*)?\/?>/gi;

/**
 * A heading as plain text on one line: Markdown emphasis, links, images and purely formatting HTML tags go, everything else
 * (a `<script>` too) stays as text.
 */
export function plainHeading(source: string): string {
  return source
    .slice(0, 2000)
    .replace(/<br\s*\/?>/gi, " ")
    .replace(FORMATTING_TAG, "")
    .replace(/!\[[^[\]]*\]\([^()\s]*\)/g, "")
    .replace(/\[([^[\]]*)\]\([^()]*\)/g, "$1")
    .replace(/\*\*|`|(?<!\w)__(?=\S)|(?<=\S)__(?!\w)|(?<![\w*])[*_](?=\S)|(?<=\S)[*_](?![\w*])/g, "")
    .replace(/\s+/g, " ")
    .trim();
}

/** A heading or label for comparison: lower case, without numbering, "[optional]", signs and punctuation. */
export function headingWords(heading: string): string {
  return heading
    .slice(0, 200)
    .toLowerCase()
    .replace(/\[optional\]|\(optional\)/g, " ")
    .replaceAll("&", " and ")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim()
    .replace(/^(?:\d+ )+/, "");
}

const PATTERNS: readonly (readonly [SectionRole, RegExp])[] = [
  [
    "description",
    /^(?:model |short |general |brief )*(?:description|summary|overview|introduction|abstract|details)$|^about\b|^tl dr\b|^what is\b/,
  ],
  [
    "purpose",
    /\bintended (?:use|uses|usage|uses and|purpose|purposes|application|applications|users|user|use cases?)\b|^(?:model )?uses$|^use$|\bpurpose\b|\buse cases?\b|\b(?:direct|primary|downstream|suitable|permitted) (?:use|uses|users)\b|^applications?$/,
  ],
  [
    "outOfScope",
    /\bout of scope\b|\bmis ?uses?\b|\bmalicious use|\bprohibited\b|\b(?:not|un) ?intended (?:for|use|uses)\b|\bunsupported uses?\b|\brestricted uses?\b|\bunsuitable\b/,
  ],
  [
    "limitations",
    /\blimitations?\b|\bbias(?:es)?\b|\brisks?\b|\bcaveats?\b|\bknown issues\b|\bfailure modes?\b|\bdisclaimers?\b|\bfairness\b|\bsafety\b|^recommendations?$|\bconsiderations for use\b|\bweaknesses\b/,
  ],
  [
    "trainingData",
    /\b(?:pre ?)?training (?:data|dataset|datasets|corpus|corpora)\b|^datasets?(?: used)?$|^data$|\bdata sources?\b|^fine ?tuning data/,
  ],
  [
    "evaluation",
    /\bevaluations?\b|\beval\b|\bbenchmarks?\b|\bresults?\b|\bperformance\b|^metrics\b|\bquantitative analys[ei]s\b|^testing\b/,
  ],
  [
    "usage",
    /^how (?:to|do i)\b|^usage\b|\bquick ?start\b|\bget(?:ting)? started\b|^inference\b|^examples?\b|^sample (?:usage|code)\b|^use with\b/,
  ],
  ["citation", /\bcit(?:e|es|ing|ation|ations)\b|\bbibtex\b|^referenc(?:e|es|ing)\b/],
  ["licence", /\blicen[sc](?:e|es|ing)\b/],
  [
    "ethics",
    /\bethic(?:s|al)?\b|\bsocietal (?:impact|considerations)\b|\bresponsible (?:ai|use)\b|\bbroader impacts?\b/,
  ],
  ["environment", /\benvironmental\b|\bcarbon\b|\bco2\b|\bemissions?\b|\benergy\b/],
  ["contact", /\bcontacts?\b|\bquestions\b|\bfeedback\b|^support$|^maintainers?$/],
];

/** What a section is about, by its plain heading, in the order of the roles; empty for headings we do not know. */
export function sectionRoles(heading: string): SectionRole[] {
  const words = headingWords(heading);
  const roles = PATTERNS.filter(([, pattern]) => pattern.test(words)).map(([role]) => role);
  return roles.includes("outOfScope") ? roles.filter((role) => role !== "purpose") : roles;
}
