// Runs before anything is drawn, so that a page never flashes in the wrong theme.
(function () {
  var stored = null;
  try { stored = localStorage.getItem('theme'); } catch (e) { /* storage may be forbidden for files */ }
  if (stored === 'light' || stored === 'dark') document.documentElement.setAttribute('data-theme', stored);
})();
