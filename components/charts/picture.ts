const properties = [
  "fill",
  "fill-opacity",
  "stroke",
  "stroke-opacity",
  "stroke-width",
  "stroke-dasharray",
  "stroke-linejoin",
  "opacity",
  "font-size",
  "font-weight",
  "text-anchor",
  "display",
];

const MARGIN = 16;
const HEAD = 36;

function inlineStyles(from: Element, to: Element): void {
  const style = getComputedStyle(from);
  const own = properties.map((name) => `${name}:${style.getPropertyValue(name)}`);
  to.setAttribute("style", [...own, "font-family:sans-serif"].join(";"));
  Array.from(from.children).forEach((child, place) => {
    const copy = to.children[place];
    if (copy !== undefined) inlineStyles(child, copy);
  });
}

async function loadImage(source: string): Promise<HTMLImageElement> {
  const image = new Image();
  image.src = source;
  await image.decode();
  return image;
}

/** The drawing as a picture (PNG, twice the size on the screen) on the ground of the page, with its title above. */
export async function drawPng(svg: SVGSVGElement, title: string): Promise<Blob> {
  const { width, height } = svg.getBoundingClientRect();
  const copy = svg.cloneNode(true) as SVGSVGElement;
  inlineStyles(svg, copy);
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  copy.setAttribute("width", String(width));
  copy.setAttribute("height", String(height));
  const source = URL.createObjectURL(
    new Blob([new XMLSerializer().serializeToString(copy)], { type: "image/svg+xml" }),
  );
  try {
    const image = await loadImage(source);
    const canvas = document.createElement("canvas");
    canvas.width = (width + 2 * MARGIN) * 2;
    canvas.height = (height + HEAD + MARGIN) * 2;
    const pen = canvas.getContext("2d");
    if (pen === null) throw new Error("This browser draws no pictures.");
    const style = getComputedStyle(document.documentElement);
    pen.scale(2, 2);
    pen.fillStyle = style.getPropertyValue("--bg") || "#ffffff";
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.fillStyle = style.getPropertyValue("--text") || "#000000";
    pen.font = "600 14px sans-serif";
    pen.fillText(title, MARGIN, 24);
    pen.drawImage(image, MARGIN, HEAD, width, height);
    return await new Promise((resolve, reject) => {
      canvas.toBlob((blob) => (blob === null ? reject(new Error("The picture could not be drawn.")) : resolve(blob)));
    });
  } finally {
    URL.revokeObjectURL(source);
  }
}
