// Every button of the ribbon opens the task pane: none needs a function here.
