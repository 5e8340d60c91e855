// Builds the page. What the API says becomes text nodes and attributes of known names, never markup.

/** An element with attributes and children; strings become text, what is null or undefined is left out. */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined) made.setAttribute(key, String(value));
  }
  for (const child of children.flat()) {
    if (child !== null && child !== undefined) made.append(child instanceof Node ? child : String(child));
  }
  return made;
}

/** A link inside the console. Each part is escaped, so that none can lead elsewhere. */
export function link(parts, text) {
  return element('a', { href: '#/' + parts.map(encodeURIComponent).join('/'), class: 'code' }, text);
}

export function code(text) {
  return text === undefined || text === '' ? null : element('span', { class: 'code' }, text);
}

/** Names and values; what is absent has no line. */
export function list(...lines) {
  return element('dl', {}, lines.filter(([, value]) => value !== null && value !== undefined && value !== '')
    .flatMap(([name, value]) => [element('dt', {}, name), element('dd', {}, value)]));
}

/** A table with a caption. Every cell names its column, which narrow windows show before the cell. */
export function table(caption, columns, rows, none) {
  if (rows.length === 0) return element('p', {}, none);
  return element('table', {}, element('caption', {}, caption),
    element('thead', {}, element('tr', {}, columns.map(column => element('th', { scope: 'col' }, column)))),
    element('tbody', {}, rows.map(row => element('tr', {}, row.map((cell, at) =>
      at === 0 ? element('th', { scope: 'row', 'data-label': columns[0] }, cell) : element('td', { 'data-label': columns[at] }, cell))))));
}

export function button(text, press, attributes = {}) {
  const made = element('button', { type: 'button', ...attributes }, text);
  made.addEventListener('click', press);
  return made;
}

/** A point in time as the reader's own clock shows it, and as it was said. */
export function time(text) {
  if (!text) return null;
  const at = new Date(text);
  return element('time', { datetime: text, title: text }, Number.isNaN(at.getTime()) ? text : at.toLocaleString());
}

const marks = { pending: '·', running: '▶', done: '✓', failed: '✗', notNeeded: '–', Running: '▶', Pending: '·', Completed: '✓', Failed: '✗', Terminated: '✗' };
const words = { notNeeded: 'not needed' };

/** A state: mark, word and colour say the same. */
export function state(name) {
  const known = Object.hasOwn(marks, name);
  return element('span', { class: known ? `state-${name}` : null },
    known ? element('span', { 'aria-hidden': 'true' }, marks[name] + ' ') : null, words[name] ?? name ?? '');
}

/** What went wrong, with its code. */
export function trouble(error) {
  return element('p', { class: 'trouble', role: 'alert' }, element('strong', {}, error.code ?? 'failed'), ': ', error.detail ?? error.message ?? '');
}

/** Draws anew; a reader who was at a link stays at it. */
export function redraw(box, ...children) {
  const held = box.contains(document.activeElement) ? document.activeElement.getAttribute('href') : null;
  box.replaceChildren(...children);
  if (held) [...box.querySelectorAll('a')].find(one => one.getAttribute('href') === held)?.focus();
}

/** A place for what is wrong just now; what stays wrong is told once. */
export function troublePlace() {
  const place = element('div');
  let told = '';
  const tell = error => {
    const text = error ? `${error.code} ${error.detail}` : '';
    if (text === told) return;
    told = text;
    place.replaceChildren(...(error ? [trouble(error)] : []));
  };
  return { place, tell };
}

/** Tells those who do not look. */
export function say(text) {
  const said = document.getElementById('said');
  if (said.textContent !== text) said.textContent = text;
}
