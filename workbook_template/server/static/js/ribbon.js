// Office looks the buttons of the ribbon up here as soon as the page loads; what they do stands in buttons.js.
const BUTTONS = []; // the keys of the ribbon, filled in when the server starts
const pane = new Promise((resolve) => {
  globalThis.paneIsReady = resolve;
});

for (const key of BUTTONS) {
  Office.actions.associate(key, async (event) => {
    try {
      const press = await pane;
      await press(key, true);
    } finally {
      event.completed();
    }
  });
}
