/** A file with its path below the folder that was chosen. */
export type Picked = { file: File; path: string };

const MAX_FILES = 3_000;

/** A path below the chosen folder: the folder's own name is not part of the model. */
function below(path: string): string {
  const [, ...rest] = path.split("/");
  return rest.length === 0 ? path : rest.join("/");
}

/** Files of an input field; of a chosen folder with their places in it. */
export function pickFromInput(files: ArrayLike<File>): Picked[] {
  return [...Array.from(files)].slice(0, MAX_FILES).map((file) => {
    const { webkitRelativePath: path } = file;
    return { file, path: path === undefined || path === "" ? file.name : below(path) };
  });
}

const readEntries = (reader: FileSystemDirectoryReader): Promise<FileSystemEntry[]> =>
  new Promise((resolve, reject) => reader.readEntries(resolve, reject));

async function filesIn(entry: FileSystemEntry, path: string): Promise<Picked[]> {
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject));
    return [{ file, path }];
  }
  const found: Picked[] = [];
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  for (let batch = await readEntries(reader); batch.length > 0; batch = await readEntries(reader)) {
    for (const child of batch) {
      found.push(...(await filesIn(child, path === "" ? child.name : `${path}/${child.name}`)));
      if (found.length >= MAX_FILES) return found.slice(0, MAX_FILES);
    }
  }
  return found;
}

/** Files and whole folders that were dropped. */
export async function pickFromDrop({ items, files }: DataTransfer): Promise<Picked[]> {
  const entries = [...Array.from(items)].map((item) => item.webkitGetAsEntry()).filter((entry) => entry !== null);
  if (entries.length === 0) return pickFromInput(files);
  const lists = await Promise.all(entries.map((entry) => filesIn(entry, entry.isFile ? entry.name : "")));
  return lists.flat().slice(0, MAX_FILES);
}
