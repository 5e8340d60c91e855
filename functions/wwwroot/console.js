// Which page is shown follows the address behind the #; leaving a page ends everything it does.

import { element, say, trouble } from './dom.js';
import * as executions from './executions.js';
import * as scopes from './scopes.js';

const pages = { executions, scopes };
const place = document.getElementById('content');
let current = new AbortController();

/** The parts of the address; without one of ours, the list of executions. */
function parts() {
  if (!location.hash.startsWith('#/') || location.hash === '#/') return ['executions'];
  try {
    return location.hash.slice(2).split('/').map(decodeURIComponent);
  } catch {
    return [];
  }
}

async function show(isFirst) {
  const found = parts();
  current.abort();
  current = new AbortController();
  const { signal } = current;
  const [kind, id] = found;
  const page = Object.hasOwn(pages, kind) && found.length <= 2 ? pages[kind] : null;
  const title = !page ? 'There is no such page' : id ? `${kind === 'scopes' ? 'Scope' : 'Execution'} ${id}` : page.listTitle;
  const heading = element('h1', { tabindex: '-1' }, title);
  document.title = `${title} – P8e console`;
  for (const name of Object.keys(pages)) {
    const here = document.getElementById(`nav-${name}`);
    if (name === kind) here.setAttribute('aria-current', id ? 'true' : 'page');
    else here.removeAttribute('aria-current');
  }
  place.replaceChildren(heading);
  say('');
  // A reader who follows a link is taken to what it led to; at first the page's own order holds.
  if (!isFirst) heading.focus();
  if (!page) return;
  const own = element('div');
  place.append(own);
  try {
    await (id ? page.showOne(own, signal, id) : page.showList(own, signal));
  } catch (error) {
    if (!signal.aborted) own.append(trouble(error));
  }
}

// The address says which page is shown, so that the link may not change it.
document.querySelector('.skip').addEventListener('click', event => {
  event.preventDefault();
  place.focus();
});
addEventListener('hashchange', () => show(false));
show(true);
