import { markdownLines } from "./markdown-lines.ts";

const MAX_READ_LENGTH = 100_000;

/** What is left of a section for a person to read; `omitted` names what stays in the section only. */
export type Statement = { text: string; omittedCode: boolean; placeholder: boolean };

const WRAPPER = /<\/?(?:details|summary|br|p|center|div|hr|img|a)(?:\s[^<>]*)?\/?>|&nbsp;|Click to expand/gi;
const PLACEHOLDER = /\[?(?:more information needed|needs more information|to be added|more information to come)\]?\.?/i;
const TEMPLATE_SENTENCE =
  /^(?:Users \(both direct and downstream\) should be made aware of the risks, biases and limitations of the model\. More information needed|Carbon emissions can be estimated using the \[Machine Learning Impact calculator\]|Use the code below to get started with the model\.\s*$)/i;

/**
 * The statement a section makes, as Markdown without what only lays it out: comments, `<details>` wrappers, images, empty
 * template places and the template's own explanations ("*This section …*"). Other HTML stays as it is, as text.
 * Line ends become LF. Of a longer section the first 100,000 characters are read.
 */
export function statementText(section: string, options: { code: boolean }): Statement {
  const markdown = section.slice(0, MAX_READ_LENGTH);
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
  const text = dropExplanations(kept.join("\n"));
  const words = placeholder ? text.replace(/\*\*[^*\n]{1,60}:\*\*|\*\*[^*\n]{1,60}\*\*:/g, "") : text;
  return { text: words.trim() === "" ? "" : text, omittedCode, placeholder };
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
  const paragraphs: string[][] = [[]];
  for (const line of text.split("\n")) {
    if (line.trim() !== "") paragraphs.at(-1)?.push(line);
    else if (paragraphs.at(-1)?.length !== 0) paragraphs.push([]);
  }
  return paragraphs
    .map((lines) => lines.join("\n"))
    .filter((paragraph) => paragraph !== "" && !isExplanation(paragraph))
    .join("\n\n")
    .trimEnd();
}

function isExplanation(paragraph: string): boolean {
  return paragraph.length <= 1000 && /^\s*[*_]This section [^*]*[*_]\s*$/.test(paragraph);
}
