import type { Diagram } from "@/lib/graph/diagram.ts";
import { printSvg } from "@/lib/graph/print-svg.ts";

/** Pixels per diagram unit in a PNG; less for drawings that would exceed what browsers can hold. */
const SCALE = 2;
const MOST_PIXELS = 12_000;

function fileName(title: string, format: string): string {
  const plain = title
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-+|-+$/g, "");
  return `${plain === "" ? "diagram" : plain}.${format}`;
}

function save(blob: Blob, name: string): void {
  const address = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  window.setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

async function toPng(svg: string): Promise<Blob> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const scale = Math.min(SCALE, MOST_PIXELS / Math.max(image.naturalWidth, image.naturalHeight, 1));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(image.naturalWidth * scale));
  canvas.height = Math.max(1, Math.round(image.naturalHeight * scale));
  canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => {
      if (blob === null) reject(new Error("This browser could not make the picture."));
      else resolve(blob);
    }, "image/png");
  });
}

/** Downloads a diagram as a picture on white ground, whatever the theme. Throws when the browser cannot draw it. */
export async function exportPicture(diagram: Diagram, title: string, format: "png" | "svg"): Promise<void> {
  const svg = printSvg(diagram, { title });
  const blob = format === "svg" ? new Blob([svg], { type: "image/svg+xml" }) : await toPng(svg);
  save(blob, fileName(title, format));
}
