import { decodeLabel } from "./labels.ts";

/** A node as it is mentioned: `label` and `shape` are undefined where only its id stands. */
export type NodeMention = { id: string; label: string | undefined; shape: string | undefined; classes: string[] };

export type Link = { label: string; isBothWays: boolean; hasArrow: boolean; isDrawn: boolean };

/** Groups of nodes and the links between them: groups[0] links[0] groups[1] … */
export type Chain = { groups: NodeMention[][]; links: Link[] };

const closers: readonly [open: string, close: readonly string[]][] = [
  ["(((", [")))"]],
  ["((", ["))"]],
  ["([", ["])"]],
  ["[(", [")]"]],
  ["[[", ["]]"]],
  ["[/", ["/]", "\\]"]],
  ["[\\", ["\\]", "/]"]],
  ["{{", ["}}"]],
  ["@{", ["}"]],
  ["(", [")"]],
  ["[", ["]"]],
  ["{", ["}"]],
  [">", ["]"]],
];

const ID = /(?:[\p{L}\p{N}_.\\/]|-(?![-.=>])|:(?!::))+/uy;
const EDGE_ID = /[\p{L}\p{N}_-]+@(?=[<ox]?(?:--|==|-\.))/uy;
const PLAIN_LINK = /([<ox]?)(?:--+([->ox])|==+([=>ox])|-\.+-([>ox]?)|(~~~+))/y;
const TEXT_LINK =
  /([<ox]?)(?:--(\s*"[^"]*"\s*|[^|"]*?)(?<!-)--+([->ox])|==(\s*"[^"]*"\s*|[^|"]*?)(?<!=)==+([=>ox])|-\.(\s*"[^"]*"\s*|[^|"]*?)(?<!\.)\.+-([>ox]?))/y;

const CLASS = /:::([\w-]+)/y;
const PIPED = /\s*\|(?:\s*"([^"]*)"\s*|([^|]*))\|/y;

/** Reads a statement as nodes and links; undefined for what is none. */
export function readChain(text: string): Chain | undefined {
  return new ChainReader(text).read();
}

class ChainReader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  read(): Chain | undefined {
    const groups: NodeMention[][] = [];
    const links: Link[] = [];
    for (;;) {
      const group = this.#group();
      if (group === undefined) return undefined;
      groups.push(group);
      this.#skipSpace();
      if (this.#at >= this.#text.length) return { groups, links };
      const link = this.#link();
      if (link === undefined) return undefined;
      links.push(link);
      this.#skipSpace();
    }
  }

  #group(): NodeMention[] | undefined {
    const nodes: NodeMention[] = [];
    for (;;) {
      this.#skipSpace();
      const node = this.#node();
      if (node === undefined) return undefined;
      nodes.push(node);
      this.#skipSpace();
      if (this.#text[this.#at] !== "&") return nodes;
      this.#at += 1;
    }
  }

  #node(): NodeMention | undefined {
    const id = this.#match(ID)?.[0];
    if (id === undefined) return undefined;
    const node: NodeMention = { id, label: undefined, shape: undefined, classes: [] };
    const found = closers.find(([open]) => this.#text.startsWith(open, this.#at));
    if (found !== undefined) {
      const label = this.#label(found[0], found[1]);
      if (label === undefined) return undefined;
      if (found[0] === "@{") {
        const stated = /label\s*:\s*"([^"]*)"/.exec(label)?.[1];
        node.shape = /shape\s*:\s*([\w-]+)/.exec(label)?.[1] ?? "[";
        node.label = stated === undefined ? undefined : decodeLabel(stated);
      } else {
        node.shape = found[0];
        node.label = decodeLabel(label);
      }
    }
    for (let name = this.#match(CLASS)?.[1]; name !== undefined; name = this.#match(CLASS)?.[1])
      node.classes.push(name);
    return node;
  }

  #label(open: string, close: readonly string[]): string | undefined {
    const start = this.#at + open.length;
    const quote = /\s*"([^"]*)"\s*/y;
    quote.lastIndex = start;
    const quoted = open === "@{" ? null : quote.exec(this.#text);
    if (quoted !== null) {
      const end = close.find((each) => this.#text.startsWith(each, quote.lastIndex));
      if (end === undefined) return undefined;
      this.#at = quote.lastIndex + end.length;
      return quoted[1] ?? "";
    }
    const ends = close
      .map((each) => ({ each, at: this.#text.indexOf(each, start) }))
      .filter(({ at }) => at !== -1)
      .sort((a, b) => a.at - b.at);
    const [end] = ends;
    if (end === undefined) return undefined;
    this.#at = end.at + end.each.length;
    return this.#text.slice(start, end.at);
  }

  #link(): Link | undefined {
    this.#match(EDGE_ID);
    const plain = this.#match(PLAIN_LINK);
    if (plain !== undefined) {
      const right = plain[2] ?? plain[3] ?? plain[4] ?? "";
      const label = this.#pipedLabel();
      return linkOf(plain[1] ?? "", right, label, plain[5] === undefined);
    }
    const text = this.#match(TEXT_LINK);
    if (text === undefined) return undefined;
    const label = decodeLabel((text[2] ?? text[4] ?? text[6] ?? "").trim().replace(/^"([^]*)"$/, "$1"));
    return linkOf(text[1] ?? "", text[3] ?? text[5] ?? text[7] ?? "", label, true);
  }

  #pipedLabel(): string {
    const label = this.#match(PIPED);
    return label === undefined ? "" : decodeLabel(label[1] ?? label[2] ?? "");
  }

  #match(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.#at;
    const match = pattern.exec(this.#text);
    if (match === null) return undefined;
    this.#at = pattern.lastIndex;
    return match;
  }

  #skipSpace(): void {
    while (/\s/.test(this.#text[this.#at] ?? "x")) this.#at += 1;
  }
}

function linkOf(left: string, right: string, label: string, isDrawn: boolean): Link {
  const hasArrow = /[>ox]/.test(right);
  return { label, isBothWays: left !== "" && hasArrow, hasArrow: hasArrow || left !== "", isDrawn };
}
