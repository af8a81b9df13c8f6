import type { Letter } from "./letter.ts";

type Parts = {
  to: string;
  subject: string;
  /** Paragraphs of plain text. */
  body: readonly string[];
  /** The one thing to do. */
  action?: { label: string; url: string };
  /** Why this came, and what to do when it was not expected. */
  footer: string;
};

const entities: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

function escape(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => entities[character] ?? character);
}

/** One line without line breaks or control characters, for headers. */
function oneLine(text: string): string {
  return text.replaceAll(/[\p{Cc}\s]+/gu, " ").trim();
}

/**
 * A letter in plain text and as simple HTML with the same words. Everything given is text: markup in it is shown, not
 * obeyed. No pictures and nothing loaded from elsewhere.
 */
export function compose({ to, subject, body, action, footer }: Parts): Letter {
  const text = [...body, ...(action === undefined ? [] : [`${action.label}:\n${action.url}`]), `--\n${footer}`].join(
    "\n\n",
  );
  const paragraph = (words: string): string => `<p style="margin:0 0 16px">${escape(words)}</p>`;
  const button =
    action === undefined
      ? ""
      : `<p style="margin:0 0 16px"><a href="${escape(action.url)}" style="display:inline-block;padding:8px 16px;border-radius:6px;background:#4a4fd4;color:#ffffff;text-decoration:none;font-weight:600">${escape(action.label)}</a></p>
<p style="margin:0 0 16px;color:#475061;font-size:13px;word-break:break-all">${escape(action.url)}</p>`;
  const html = `<!doctype html>
<html lang="en"><body style="margin:0;padding:24px;background:#ffffff;color:#161a22;font:14px/1.45 system-ui,sans-serif">
<div style="max-width:560px">
${body.map(paragraph).join("\n")}
${button}
<p style="margin:24px 0 0;padding-top:16px;border-top:1px solid #e4e7ec;color:#667085;font-size:13px">${escape(footer)}</p>
</div></body></html>`;
  return { to, subject: oneLine(subject), text: `${text}\n`, html };
}
