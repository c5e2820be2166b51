// The workbook as the server gets it: cells of some sheets, or the file as it stands open; and what comes back.

const SLICE = 4 * 1024 * 1024; // bytes, the most that Office hands over at once
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

// What the sheets of a tracker are called now, by their keys.
async function titlesOf(keys) {
  return Excel.run(async (context) => {
    const names = keys.map((key) => context.workbook.names.getItemOrNullObject(`st_sheet_${key}`).load("name"));
    await context.sync();
    const sheets = names.filter((name) => !name.isNullObject).map((name) => name.getRange().worksheet.load("name"));
    await context.sync();
    return sheets.map((sheet) => sheet.name);
  });
}

export async function cellsOf(keys) {
  const titles = keys.length ? await titlesOf(keys) : [];
  return globalThis.xlwings.getBookData({ include: titles.join(",") || NO_SHEET });
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
  if (actions.length) await globalThis.xlwings.runActions({ actions });
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
