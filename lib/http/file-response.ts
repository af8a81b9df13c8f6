/** A file to save: never shown inside a page, never guessed at, never cached. */
export function fileResponse(file: { fileName: string; mediaType: string; content: string | Uint8Array }): Response {
  return new Response(file.content as BodyInit, {
    headers: {
      "content-type": file.mediaType,
      "content-disposition": `attachment; filename="${file.fileName.replace(/[^\w.-]/g, "_")}"`,
      "x-content-type-options": "nosniff",
      "cache-control": "no-store",
    },
  });
}
