(function () {
  'use strict';
  var root = document.documentElement;
  var systemDark = window.matchMedia('(prefers-color-scheme: dark)');
  var canHover = window.matchMedia('(hover: hover)');
  var printing = false;

  function isDark() {
    if (printing) return false;
    var chosen = root.getAttribute('data-theme');
    return chosen ? chosen === 'dark' : systemDark.matches;
  }

  // Formulas.
  if (window.katex) {
    document.querySelectorAll('.math').forEach(function (element) {
      var display = element.classList.contains('display');
      window.katex.render(element.textContent.trim(), element, { displayMode: display, throwOnError: false, strict: 'ignore' });
    });
  }

  // Figures take their text and line colours from the page, so that they follow its theme.
  function themed(layout) {
    var style = getComputedStyle(root);
    var text = style.getPropertyValue('--text').trim(), grid = style.getPropertyValue('--grid').trim(), axis = style.getPropertyValue('--muted').trim();
    if (printing) { text = '#1f2328'; grid = '#e4e7eb'; axis = '#59636e'; }
    var copy = JSON.parse(JSON.stringify(layout || {}));
    var template = copy.template = copy.template || {};
    var base = template.layout = template.layout || {};
    base.paper_bgcolor = base.plot_bgcolor = 'rgba(0,0,0,0)';
    base.font = Object.assign({}, base.font, { color: text });
    ['xaxis', 'yaxis'].forEach(function (name) {
      base[name] = Object.assign({}, base[name], { gridcolor: grid, linecolor: axis, zerolinecolor: axis, tickcolor: axis });
    });
    base.modebar = { bgcolor: 'rgba(0,0,0,0)', color: grid, activecolor: axis };
    if (isDark()) {
      base.hoverlabel = Object.assign({}, base.hoverlabel, { bgcolor: '#2d333b', bordercolor: axis, font: { color: text } });
    }
    // The page is laid out for paper only after the event: 660 pixels is what A4 leaves between the margins.
    if (printing) { copy.width = Math.min(copy.width || 660, 660); copy.autosize = false; }
    else if (!copy.width) copy.autosize = true;
    return copy;
  }

  var boxes = Array.prototype.slice.call(document.querySelectorAll('.plot-box[data-figure]'));
  function draw(box) {
    var figure = JSON.parse(document.getElementById(box.getAttribute('data-figure')).textContent);
    var config = Object.assign({ displaylogo: false, responsive: true, modeBarButtonsToRemove: ['select2d', 'lasso2d', 'autoScale2d'] }, figure.config);
    if (!canHover.matches) config.displayModeBar = false;
    return window.Plotly.react(box, figure.data || [], themed(figure.layout), config).then(function () { box.setAttribute('data-drawn', ''); });
  }
  function drawAll() { boxes.forEach(draw); }
  if (boxes.length && window.Plotly) {
    boxes.forEach(function (box) { box.textContent = ''; });
    // One figure per turn keeps the page responsive while it loads.
    var next = 0;
    (function step() {
      if (next === boxes.length) return;
      draw(boxes[next++]);
      setTimeout(step, 0);
    })();
    systemDark.addEventListener('change', drawAll);
    window.addEventListener('beforeprint', function () { printing = true; drawAll(); });
    window.addEventListener('afterprint', function () { printing = false; drawAll(); });
  }

  // Tools.
  var tools = document.querySelector('.tools');
  var themeButton = document.getElementById('theme-toggle');
  var codeButton = document.getElementById('code-toggle');
  tools.hidden = false;
  function nameTheme() {
    themeButton.textContent = isDark() ? 'Light' : 'Dark';
    themeButton.setAttribute('aria-label', isDark() ? 'Use the light theme' : 'Use the dark theme');
  }
  nameTheme();
  systemDark.addEventListener('change', nameTheme);
  themeButton.addEventListener('click', function () {
    var theme = isDark() ? 'light' : 'dark';
    root.setAttribute('data-theme', theme);
    try { localStorage.setItem('theme', theme); } catch (e) { /* storage may be forbidden for files */ }
    nameTheme();
    if (window.Plotly) drawAll();
  });
  var folds = document.querySelectorAll('details.code');
  codeButton.hidden = folds.length === 0;
  codeButton.addEventListener('click', function () {
    var open = codeButton.getAttribute('aria-pressed') !== 'true';
    folds.forEach(function (fold) { fold.open = open; });
    codeButton.setAttribute('aria-pressed', String(open));
    codeButton.textContent = open ? 'Hide code' : 'Show code';
  });

  // Contents: closed on narrow screens, the current section marked on wide ones.
  var contents = document.querySelector('nav.contents details');
  if (contents) {
    var narrow = window.matchMedia('(max-width: 71.99rem)');
    var fit = function () { contents.open = !narrow.matches; };
    fit();
    narrow.addEventListener('change', fit);
    var links = {};
    contents.querySelectorAll('a').forEach(function (link) { links[decodeURIComponent(link.hash.slice(1))] = link; });
    var headings = Array.prototype.filter.call(document.querySelectorAll('main h2[id], main h3[id]'), function (heading) { return links[heading.id]; });
    var current = null, waiting = false;
    var mark = function () {
      waiting = false;
      var found = null;
      headings.forEach(function (heading) { if (heading.getBoundingClientRect().top < 120) found = links[heading.id]; });
      if (found === current) return;
      if (current) current.removeAttribute('aria-current');
      if (found) found.setAttribute('aria-current', 'true');
      current = found;
    };
    window.addEventListener('scroll', function () { if (!waiting) { waiting = true; requestAnimationFrame(mark); } }, { passive: true });
    mark();
  }
  root.setAttribute('data-ready', '');
})();
