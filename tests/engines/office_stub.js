// As much of Office's scripts as the pane and Excel's clients for functions and scripts ask for, over the workbook
// OPEN; EXCEL remembers what was done to it.
globalThis.OPEN ??= { name: "Ventes.xlsx", file: "", active: 0, selection: "A1", sheets: [{ name: "Feuil1", values: [[""]], formats: [["General"]], tables: [] }], names: [] };
globalThis.EXCEL = { activated: [], selected: [], written: [], resized: [], opened: [], shown: 0, buttons: {}, protected: false };

// What a workbook does not have: empty collections, null objects, and whatever is asked of them.
const nothing = new Proxy(function () {}, {
  get: (_, key) => ({ isNullObject: true, items: [], then: undefined, [Symbol.toPrimitive]: () => "" })[key] ?? (key === "then" ? undefined : nothing),
  apply: () => nothing,
});
const known = (facts) =>
  new Proxy(Object.assign(facts, { load: () => known(facts), isNullObject: false }), {
    get: (own, key) => (key in own ? own[key] : key === "then" ? undefined : nothing),
  });

const sheets = OPEN.sheets.map((sheet, position) =>
  known({
    name: sheet.name,
    position,
    visibility: "Visible",
    showGridlines: true,
    protection: known({ protected: sheet.protected ?? false }),
    tables: known({ items: sheet.tables.map((table) => tableOf(position, table)) }),
    activate: () => EXCEL.activated.push(sheet.name),
    getUsedRangeOrNullObject: () => rangeOf(position, "A1:XX999"),
    getRange: (address) => rangeOf(position, address),
    getRangeByIndexes: (row, column) => rangeOf(position, `R${row + 1}C${column + 1}`),
  }),
);

function rangeOf(position, address) {
  const { name, values, formats } = OPEN.sheets[position];
  return known({
    address: `${name}!${address}`,
    rowCount: values.length,
    columnCount: values[0].length,
    numberFormat: formats,
    worksheet: sheets[position],
    select: () => EXCEL.selected.push(`${name}!${address}`),
    get values() {
      return structuredClone(values);
    },
    set formulas(rows) {
      this.values = rows;
    },
    set values(rows) {
      if (EXCEL.protected) throw new Error("AccessDenied");
      EXCEL.written.push([`${name}!${address}`, rows]);
    },
  });
}

function tableOf(position, { name, address }) {
  const range = () => rangeOf(position, address);
  return known({
    name,
    showHeaders: true,
    showTotals: false,
    columns: known({ items: [] }),
    getRange: range,
    getDataBodyRange: range,
    getHeaderRowRange: range,
    resize: (larger) => EXCEL.resized.push([name, larger]),
  });
}

const names = OPEN.names.map(({ name, sheet, address }) => {
  const range = () => rangeOf(sheet, address);
  return known({ name, type: "Range", formula: "=", getRange: range, getRangeOrNullObject: range });
});
const datetimeFormat = known({ shortDatePattern: "jj/mm/aaaa" });
const application = known({ calculationMode: "Automatic", cultureInfo: known({ name: "LANGUAGE", datetimeFormat }) });
const workbook = known({
  name: OPEN.name,
  application,
  getSelectedRange: () => known({ address: `${OPEN.sheets[OPEN.active].name}!${OPEN.selection}` }),
  worksheets: known({ items: sheets, getActiveWorksheet: () => sheets[OPEN.active], getItemOrNullObject: () => nothing }),
  names: known({ items: names, getItemOrNullObject: (name) => names.find((it) => it.name === name) ?? nothing }),
});

const succeeded = (value) => ({ status: "succeeded", value });
globalThis.Office = {
  context: {
    displayLanguage: "LANGUAGE",
    contentLanguage: "LANGUAGE",
    platform: "OfficeOnline",
    host: "Excel",
    requirements: { isSetSupported: () => true },
    diagnostics: { host: "Excel", platform: "OfficeOnline", version: "16" },
    document: {
      getFileAsync(type, options, done) {
        const bytes = Array.from(atob(OPEN.file), (sign) => sign.charCodeAt(0));
        const size = Math.ceil(bytes.length / 3) || 1; // three slices
        done(
          succeeded({
            sliceCount: Math.ceil(bytes.length / size),
            getSliceAsync: (at, got) => got(succeeded({ data: bytes.slice(at * size, (at + 1) * size) })),
            closeAsync: (closed) => closed(succeeded()),
          }),
        );
      },
    },
  },
  FileType: { Compressed: "compressed" },
  HostType: { Excel: "Excel" },
  PlatformType: { OfficeOnline: "OfficeOnline" },
  actions: {
    associate(key, run) {
      EXCEL.buttons[key] = run;
    },
  },
  addin: {
    onVisibilityModeChanged() {},
    async showAsTaskpane() {
      EXCEL.shown += 1;
    },
  },
  onReady(ready) {
    const info = { host: "Excel", platform: "OfficeOnline" };
    return Promise.resolve(info).then((told) => {
      ready?.(told);
      return told;
    });
  },
};
globalThis.CustomFunctions = {
  asked: {},
  associate(name, answer) {
    this.asked[name] = answer;
  },
};
globalThis.Excel = {
  ShapeType: { image: "Image" },
  RequestContext: class {
    constructor() {
      Object.assign(this, { workbook, application });
    }
    async sync() {}
  },
  async run(work) {
    return work(new Excel.RequestContext());
  },
  async createWorkbook(content) {
    EXCEL.opened.push(content);
  },
};
