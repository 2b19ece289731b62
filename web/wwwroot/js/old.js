// Not a module, and of no word that an old browser could not read: it says that there is nothing to be seen here, and how that is mended.
(function () {
  if (!("at" in Array.prototype) || !("noModule" in document.createElement("script"))) {
    document.title = "浏览器版本过低 · Browser too old";
    document.body.textContent =
      "此浏览器版本过低，无法显示。请使用 Chromium / Chrome / Edge 92、Firefox 90、Safari 15.4 或更高版本。 " +
      "This browser is too old for these pages. Use Chromium, Chrome or Edge 92, Firefox 90, Safari 15.4, or a later one.";
  }
})();
