// Not a module, and of no word that an old browser could not read: it says that there is nothing to be seen here, and how that is mended.
// Where the script of the page did not come, since the network broke just then, the page is opened again as soon as it can be had: else a
// screen that nobody stands before would stay empty. Each time it waits longer, up to a minute: what is missing may be missing for good.
(function () {
  if (!("at" in Array.prototype) || !("noModule" in document.createElement("script"))) {
    document.title = "浏览器版本过低 · Browser too old";
    document.body.textContent =
      "此浏览器版本过低，无法显示。请使用 Chromium / Chrome / Edge 92、Firefox 90、Safari 15.4 或更高版本。 " +
      "This browser is too old for these pages. Use Chromium, Chrome or Edge 92, Firefox 90, Safari 15.4, or a later one.";
  }

  var script = /** @type {HTMLScriptElement|null} */ (document.querySelector("script[type=module]"));
  var state = history.state || {};
  var times = state.openedAgain || 0;
  var again = function () {
    setTimeout(
      function () {
        fetch(/** @type {HTMLScriptElement} */ (script).src, { cache: "reload" }).then(function (answer) {
          if (answer.ok) {
            state.openedAgain = times + 1;
            history.replaceState(state, "");
            location.reload();
          } else {
            again();
          }
        }, again);
      },
      Math.min(60000, 2000 * Math.pow(2, times)) + Math.random() * 3000,
    );
  };
  if (script) {
    script.addEventListener("error", again);
  }
})();
