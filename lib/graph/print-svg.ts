import type { Diagram } from "./diagram.ts";
import { drawFlows, pathOf, type DrawnFlow } from "./edit/draw-flows.ts";
import { textWidth } from "./edit/place-labels.ts";
import { around, grown, sceneOf, type Rect } from "./edit/scene.ts";
import { elementKinds, trustLevels } from "./kinds.ts";
import type { DiagramElement, Zone } from "./schema.ts";
import { zonesAround } from "./zones.ts";

/** Colours of the light theme: a picture goes into documents, whatever theme its maker uses. */
const ink = {
  ground: "#ffffff",
  text: "#161a22",
  soft: "#475061",
  faint: "#667085",
  line: "#cbd1db",
  zoneLine: "#9db3cc",
  zoneName: "#3c5a7c",
} as const;
const tints = ["#f7f8fa", "#f3f6fa", "#eef3f9", "#e2ebf5", "#d4e2f0"] as const;
const FONT = "Inter, system-ui, -apple-system, 'Segoe UI', Helvetica, Arial, sans-serif";
const MARGIN = 32;
const HEAD = 40;
/** Names are a little bolder than the words for which widths are measured. */
const WIDER = 1.04;

/** Text for XML: characters that mean something are written as entities, those that XML does not allow are left out. */
export function escapeXml(text: string): string {
  return text
    .replaceAll(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, "")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");
}

function cut(text: string, width: number): string {
  let kept = text;
  while (kept.length > 1 && textWidth(`${kept}…`) * WIDER > width) kept = kept.slice(0, -1);
  return kept === text ? text : `${kept.trimEnd()}…`;
}

/** Breaks a name into at most `most` lines of `width` pixels at 12 px; what does not fit ends in an ellipsis. */
export function wrapText(text: string, width: number, most: number): string[] {
  const fits = (line: string): boolean => textWidth(line) * WIDER <= width;
  const lines: string[] = [];
  for (const word of text.split(/\s+/).filter((part) => part !== "")) {
    const last = lines.at(-1);
    if (last !== undefined && fits(`${last} ${word}`)) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  const kept = lines.slice(0, most);
  if (lines.length > most) kept[most - 1] = lines.slice(most - 1).join(" ");
  return kept.map((line) => (fits(line) ? line : cut(line, width)));
}

function zoneSvg(zone: Zone, { x, y, width, height }: Rect): string {
  const dash = zone.trust === 0 ? ' stroke-dasharray="6 4"' : "";
  const name = escapeXml(zone.name);
  return [
    `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="10" fill="${tints[zone.trust]}"`,
    ` stroke="${ink.zoneLine}" stroke-width="${zone.trust === 4 ? 1.75 : 1.25}"${dash}/>`,
    `<text x="${x + 12}" y="${y + height - 12}" font-size="12" fill="${ink.zoneName}">`,
    `<tspan font-weight="600">${name}</tspan><tspan dx="6">trust ${zone.trust} of 4</tspan></text>`,
  ].join("");
}

function shapeOf(element: DiagramElement, { x, y, width, height }: Rect): string {
  const dash = element.outOfScope === null ? "" : ' stroke-dasharray="4 3"';
  const common = `x="${x}" y="${y}" width="${width}" height="${height}" fill="#ffffff" stroke="${ink.line}"${dash}`;
  const { shape } = elementKinds[element.kind];
  if (shape === "process") return `<rect ${common} rx="${height / 2}"/>`;
  if (shape === "actor") return `<rect ${common}/>`;
  return `<rect ${common} rx="2"/><rect x="${x}" y="${y}" width="5" height="${height}" rx="2" fill="${ink.line}"/>`;
}

function elementSvg(element: DiagramElement, rect: Rect): string {
  const { shape, label } = elementKinds[element.kind];
  const lines = wrapText(element.name, rect.width - (shape === "process" ? 28 : 22), 2);
  const x = rect.x + rect.width / 2;
  const first = rect.y + rect.height / 2 - (lines.length - 1) * 7 + 4;
  const words = lines.map((line, index) => `<tspan x="${x}" y="${first + index * 14}">${escapeXml(line)}</tspan>`);
  const title = escapeXml(`${element.name}, ${label}`);
  const text = `<text font-size="12" font-weight="500" text-anchor="middle" fill="${ink.text}">${words.join("")}</text>`;
  return `<g><title>${title}</title>${shapeOf(element, rect)}${text}</g>`;
}

function flowSvg(drawn: DrawnFlow, name: string, both: boolean): string {
  const crosses = drawn.crossings.length > 0;
  const head = crosses ? "b" : "a";
  const start = both ? ` marker-start="url(#${head})"` : "";
  const colour = crosses ? ink.text : ink.faint;
  const line = `<path d="${pathOf(drawn.points)}" fill="none" stroke="${colour}" stroke-width="${crosses ? 1.6 : 1.25}"`;
  const marks = drawn.crossings.map(
    ({ x, y }) =>
      `<path d="M${x} ${y - 6}l6 6l-6 6l-6 -6Z" fill="${ink.ground}" stroke="${ink.text}" stroke-width="1.6"/>`,
  );
  const { label } = drawn;
  const words =
    label === null
      ? ""
      : `<text x="${label.x}" y="${label.y}" font-size="12" text-anchor="${label.anchor}" fill="${ink.soft}">${escapeXml(label.text)}</text>`;
  const title = name === "" ? "" : `<title>${escapeXml(name)}</title>`;
  return `<g>${title}${line} marker-end="url(#${head})"${start}/>${words}${marks.join("")}</g>`;
}

function arrowHead(id: string, colour: string): string {
  return [
    `<marker id="${id}" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8"`,
    ` orient="auto-start-reverse" markerUnits="userSpaceOnUse"><path d="M0 .6L7.4 4L0 7.4Z" fill="${colour}"/></marker>`,
  ].join("");
}

function described({ zone, element, flow }: Diagram): string {
  const trusts = [...zone.values()].map(({ name, trust }) => `${name} (${trustLevels[trust].toLowerCase()})`);
  const zones = trusts.length === 0 ? "no zones" : `the zones ${trusts.join(", ")}`;
  return `${element.size} elements and ${flow.size} flows in ${zones}.`;
}

/**
 * A diagram as a picture: SVG text on its own, without scripts, styles or links, in the colours of the light theme. Its title
 * and description say what it shows to those who do not see it. The same diagram gives the same text.
 */
export function printSvg(diagram: Diagram, { title }: { title: string }): string {
  const scene = sceneOf(diagram);
  const flows = drawFlows(diagram, scene);
  const spots = [...flows.values()].flatMap(({ points, label }) => {
    const words = label === null ? [] : [{ x: label.x - 90, y: label.y - 12, width: 180, height: 16 }];
    return [...points.map((point) => ({ ...point, width: 0, height: 0 })), ...words];
  });
  const space = around([...scene.zones.values(), ...scene.elements.values(), ...spots]) ?? {
    x: 0,
    y: 0,
    width: 400,
    height: 200,
  };
  const frame = grown(space, MARGIN);
  const [width, height] = [Math.ceil(frame.width), Math.ceil(frame.height + HEAD)];
  const zones = [...diagram.zone.values()].toSorted(
    (a, b) => zonesAround(diagram.zone, a.id).length - zonesAround(diagram.zone, b.id).length,
  );
  const body = [
    ...zones.map((zone) => zoneSvg(zone, scene.zones.get(zone.id) ?? frame)),
    ...[...diagram.flow.values()].map((flow) => {
      const drawn = flows.get(flow.id);
      return drawn === undefined ? "" : flowSvg(drawn, flow.name, flow.bidirectional);
    }),
    ...[...diagram.element.values()].map((element) => elementSvg(element, scene.elements.get(element.id) ?? frame)),
  ];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"`,
    ` font-family="${FONT}" role="img" aria-labelledby="title desc">`,
    `<title id="title">${escapeXml(title)}</title><desc id="desc">${escapeXml(described(diagram))}</desc>`,
    `<defs>${arrowHead("a", ink.faint)}${arrowHead("b", ink.text)}</defs>`,
    `<rect width="${width}" height="${height}" fill="${ink.ground}"/>`,
    `<text x="${MARGIN}" y="36" font-size="16" font-weight="600" fill="${ink.text}">${escapeXml(title)}</text>`,
    `<g transform="translate(${-frame.x} ${HEAD - frame.y})">${body.join("")}</g></svg>`,
  ].join("");
}
