// The workbook as the server gets it: cells of some sheets, or the file as it stands open; and what comes back.

const SLICE = 4 * 1024 * 1024; // bytes, the most that Office hands over at once
const LOOKING = ["activateSheet", "rangeSelect"]; // what moves the eye, and writes nothing
const NO_SHEET = " "; // names of sheets to send along, of which there is none

export function base64(blob) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result.slice(reader.result.indexOf(",") + 1));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(blob);
  });
}

export function blobOf(content) {
  return new Blob([Uint8Array.from(atob(content), (sign) => sign.charCodeAt(0))]);
}

// Sheets that people protected: what takes several steps is written wholly or not at all.
export class Locked extends Error {
  constructor(names) {
    super(names.join(", "));
    this.names = names;
  }
}

// What the sheets of a tracker are called now, by their keys.
async function titlesOf(keys) {
  return Excel.run(async (context) => {
    const names = keys.map((key) => context.workbook.names.getItemOrNullObject(`st_sheet_${key}`).load("name"));
    await context.sync();
    const known = names.filter((name) => !name.isNullObject);
    const ranges = known.map((name) => name.getRangeOrNullObject().load("address"));
    await context.sync();
    const sheets = ranges.filter((range) => !range.isNullObject).map((range) => range.worksheet.load("name"));
    await context.sync();
    return sheets.map((sheet) => sheet.name);
  });
}

// xlwings parts names at commas and trims them; with a sheet named so, it hands over all, and the rest is left out here.
export async function cellsOf(keys) {
  const titles = keys.length ? await titlesOf(keys) : [];
  if (titles.every((title) => title === title.trim() && !title.includes(","))) {
    return globalThis.xlwings.getBookData({ include: titles.join(",") || NO_SHEET });
  }
  const book = await globalThis.xlwings.getBookData();
  for (const sheet of book.sheets) if (!titles.includes(sheet.name)) sheet.values = [[]];
  return book;
}

// Sheets and tables without a cell: enough to write into them.
export function structure() {
  return globalThis.xlwings.getBookData({ lazy: true });
}

export async function fileOfWorkbook() {
  const name = (await globalThis.xlwings.getActiveBookName()) ?? "";
  const file = await called((done) =>
    Office.context.document.getFileAsync(Office.FileType.Compressed, { sliceSize: SLICE }, done),
  );
  try {
    const slices = [];
    for (let at = 0; at < file.sliceCount; at += 1) {
      slices.push(new Uint8Array((await called((done) => file.getSliceAsync(at, done))).data));
    }
    return { name, content: await base64(new Blob(slices)) };
  } finally {
    file.closeAsync(() => {});
  }
}

export async function write(actions) {
  const writing = actions.filter((action) => !LOOKING.includes(action.func));
  if (writing.length > 1) await refuseLocked(new Set(writing.map((action) => action.sheet_position)));
  if (actions.length) await globalThis.xlwings.runActions({ actions });
}

async function refuseLocked(positions) {
  await Excel.run(async (context) => {
    const sheets = context.workbook.worksheets.load("items/name");
    await context.sync();
    const concerned = [...positions].map((position) => sheets.items[position]).filter(Boolean);
    for (const sheet of concerned) sheet.protection.load("protected");
    await context.sync();
    const locked = concerned.filter((sheet) => sheet.protection.protected);
    if (locked.length) throw new Locked(locked.map((sheet) => sheet.name));
  });
}

export async function open(content) {
  if (!Office.context.requirements.isSetSupported("ExcelApi", "1.8")) return;
  await Excel.createWorkbook(content);
}

function called(ask) {
  return new Promise((resolve, reject) => {
    ask((result) => (result.status === "succeeded" ? resolve(result.value) : reject(result.error)));
  });
}
