// As much of Office's script as the pane and Excel's client for custom functions ask for.
const workbook = { name: "Ventes.xlsx", load() {} };
const datetimeFormat = { shortDatePattern: "jj/mm/aaaa", load() {} };
const application = { cultureInfo: { name: "LANGUAGE", datetimeFormat, load() {} }, load() {} };
globalThis.Office = {
  context: {
    displayLanguage: "LANGUAGE",
    contentLanguage: "LANGUAGE",
    platform: "OfficeOnline",
    host: "Excel",
    requirements: { isSetSupported: () => true },
    diagnostics: { host: "Excel", platform: "OfficeOnline", version: "16" },
  },
  HostType: { Excel: "Excel" },
  PlatformType: { OfficeOnline: "OfficeOnline" },
  actions: { associate() {} },
  addin: { onVisibilityModeChanged() {} },
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
  RequestContext: class {
    constructor() {
      Object.assign(this, { workbook: { ...workbook, application }, application });
    }
    async sync() {}
  },
  async run(work) {
    return work(new Excel.RequestContext());
  },
};
