// Commands and tests are servers too: here the marker that stops the browser build has nothing to say.
export {};
