import { markdownLines } from "./markdown-lines.ts";

/** What is left of a section for a person to read; `omitted` names what stays in the section only. */
export type Statement = { text: string; omittedCode: boolean; placeholder: boolean };

const WRAPPER = /<\/?(?:details|summary|br|p|center|div|hr|img|a)(?:\s[^<>]*)?\/?>|&nbsp;|Click to expand/gi;
const PLACEHOLDER = /\[?(?:more information needed|needs more information|to be added|more information to come)\]?\.?/i;
const TEMPLATE_SENTENCE =
  /^Users \(both direct and downstream\) should be made aware of the risks, biases and limitations of the model\. More information needed/i;

/**
 * The statement a section makes, as Markdown without what only lays it out: comments, `<details>` wrappers, images, empty
 * template places and the template's own explanations ("*This section …*"). Other HTML stays as it is, as text.
 * Line ends become LF. Linear in the length.
 */
export function statementText(markdown: string, options: { code: boolean }): Statement {
  const kept: string[] = [];
  let omittedCode = false;
  let placeholder = false;
  for (const line of markdownLines(markdown)) {
    const text = line.text.replace(/[\r\n]+$/, "");
    if (line.code === "fence") {
      if (options.code) kept.push(text);
      else omittedCode = true;
    } else if (line.code === "comment") {
      const after = text.slice(text.lastIndexOf("-->") + 3);
      if (text.includes("-->") && after.trim() !== "") kept.push(after.trim());
    } else if (line.code === "raw") kept.push(text);
    else {
      const cleaned = cleanLine(text);
      placeholder ||= cleaned === "placeholder";
      if (cleaned !== "placeholder" && cleaned !== "layout") kept.push(cleaned.text);
    }
  }
  return { text: dropExplanations(kept.join("\n")), omittedCode, placeholder };
}

function cleanLine(line: string): "placeholder" | "layout" | { text: string } {
  if (line.length > 20_000) return { text: line };
  const commented = line.includes("<!--") ? dropComments(line) : line;
  if (TEMPLATE_SENTENCE.test(commented)) return "placeholder";
  if (PLACEHOLDER.test(commented)) {
    const rest = commented.replace(PLACEHOLDER, "").replace(/\*\*[^*]*\*\*:?/g, "");
    if (/^[\s\-*_.:]*$/.test(rest)) return "placeholder";
  }
  const bare = commented.replace(/!\[[^[\]]*\]\([^()\s]*\)/g, "").replace(WRAPPER, "");
  const tagged = bare !== commented;
  if (bare.trim() === "" && (tagged || commented !== line)) return "layout";
  return { text: commented.trimEnd() };
}

function dropComments(line: string): string {
  let kept = "";
  let from = 0;
  for (;;) {
    const start = line.indexOf("<!--", from);
    const end = start === -1 ? -1 : line.indexOf("-->", start + 4);
    if (end === -1) return kept + line.slice(from);
    kept += `${line.slice(from, start)} `;
    from = end + 3;
  }
}

/** Drops paragraphs that only explain the section, and extra blank lines. */
function dropExplanations(text: string): string {
  return text
    .split(/\n(?:[ \t]*\n)+/)
    .filter((paragraph) => !/^\s*[*_]This section [^*]{0,1000}[*_]\s*$/.test(paragraph))
    .join("\n\n")
    .replace(/^(?:[ \t]*\n)+/, "")
    .trimEnd();
}
