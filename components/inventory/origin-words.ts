import type { FieldOrigin } from "@/lib/inventory/schema.ts";

/** Where a value comes from, in few words: "front matter, line 12", "section “Uses”, line 40", "assumed". */
export function originWords(origin: FieldOrigin): string {
  switch (origin.source) {
    case "front-matter":
      return `front matter, line ${origin.line}`;
    case "section":
      return `section “${shorten(origin.path)}”, line ${origin.line}`;
    case "file":
      return `file, line ${origin.line}`;
    case "derived":
      return origin.path === "" ? "derived" : `derived from ${shorten(origin.path)}, line ${origin.line}`;
    case "assumed":
      return "assumed, please check";
    case "edited":
      return "set by a person";
  }
}

function shorten(path: string): string {
  const last = path.startsWith("/") ? path.slice(1).replaceAll("/", " › ") : path;
  return last.length <= 48 ? last : `${last.slice(0, 47)}…`;
}
