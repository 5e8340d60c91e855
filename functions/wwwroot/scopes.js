// The list of scopes, and one with its sessions, its records, their history and their content.

import { get, page, path } from './api.js';
import { button, code, element, link, list, say, table, time, trouble } from './dom.js';

export const listTitle = 'Scopes';

export async function showList(place, signal) {
  const box = element('div');
  const rows = [];
  place.append(box);
  const showMore = async cursor => {
    const next = await get(page(path('scopes'), cursor), signal);
    rows.push(...next.scopes);
    box.replaceChildren(
      table('As the index has them', ['Scope', 'UUID', 'Standing', 'Height'], rows.map(one => [
        link(['scopes', one.address], one.address), code(one.uuid), one.standing, one.height,
      ]), 'There is no scope yet. An execution writes the first.'),
      ...(next.cursor ? [button('Show more', () => showMore(next.cursor).catch(error => box.append(trouble(error))))] : []));
  };
  await showMore();
}

export async function showOne(place, signal, id) {
  const scope = await get(path('scopes', id), signal);
  place.append(
    list(
      ['Address', code(scope.address)],
      ['UUID', code(scope.uuid)],
      ['Standing', scope.standing],
      ['Specification', code(scope.specification)],
      ['Owners', parties(scope.owners)],
      ['Data access', code((scope.dataAccess ?? []).join(', '))],
      ['Value owner', code(scope.valueOwner)],
      ['Height', scope.height],
      ['Block time', time(scope.blockTime)],
      ['Transaction', code(scope.transaction)],
      ['Complete', scope.complete === false ? 'no: sessions and records of it are missing in the index' : null]),
    element('h2', {}, 'Records'),
    ...(scope.records?.length ? scope.records.map(record => showRecord(id, record, signal)) : [element('p', {}, 'There is no record.')]),
    element('h2', {}, 'Sessions'),
    table('Who agreed to what', ['Session', 'Name', 'Parties'], (scope.sessions ?? []).map(one => [code(one.address), one.name, parties(one.parties)]), 'There is no session.'));
}

function showRecord(scope, record, signal) {
  const below = element('div');
  const address = path('scopes', scope, 'records', record.name);
  return element('section', { 'aria-label': `Record ${record.name}` },
    element('h3', {}, record.name),
    list(
      ['Process', [record.process?.name, record.process?.method].filter(Boolean).join(' · ')],
      ['Height', record.height],
      ['Outputs', hashes(record.outputs)],
      ['Inputs', (record.inputs ?? []).map(input => element('div', {}, `${input.name} (${input.status ?? ''}) `, code(input.hash ?? input.record)))]),
    element('p', {},
      toggle(`content of ${record.name}`, below, async () => contentOf(await get(address, signal)), signal), ' ',
      toggle(`history of ${record.name}`, below, async () => element('div', {}, await history(address, signal)), signal)),
    below);
}

/** A button that fetches on demand and, pressed again, forgets: content that was decrypted does not stay in the page. */
function toggle(what, place, fetched, signal) {
  let shown = null;
  const made = button(`Show the ${what}`, async () => {
    if (shown) {
      shown.remove();
      shown = null;
    } else {
      made.disabled = true;
      shown = await fetched().catch(error => signal.aborted ? null : trouble(error));
      made.disabled = false;
      if (shown) place.append(shown);
      made.focus();
    }
    made.textContent = `${shown ? 'Hide' : 'Show'} the ${what}`;
    made.setAttribute('aria-expanded', String(shown !== null));
    say(`The ${what} is ${shown ? 'shown' : 'hidden'}.`);
  }, { 'aria-expanded': 'false' });
  return made;
}

function contentOf(record) {
  return record.content === undefined
    ? element('p', {}, `Content is not to be had: ${record.contentUnavailable?.code ?? ''}: ${record.contentUnavailable?.detail ?? ''}`)
    : element('div', {}, element('p', {}, 'Content as ', code(record.class)), element('pre', { tabindex: '0', role: 'region', 'aria-label': `Content of ${record.name}` }, JSON.stringify(record.content, null, 2)));
}

async function history(address, signal, cursor) {
  const part = await get(page(address + '/history', cursor), signal);
  const more = part.cursor
    ? button('Show more of the history', async () => {
      try {
        more.replaceWith(...await history(address, signal, part.cursor));
        say('More of the history is shown.');
      } catch (error) {
        more.after(trouble(error));
      }
    })
    : null;
  return [
    table('What was written, and when', ['Height', 'Block time', 'Change', 'Outputs', 'Transaction'], part.history.map(one => [
      one.height, time(one.blockTime), one.change, hashes(one.outputs), code(one.transaction),
    ]), 'Nothing is known of earlier times.'),
    ...(more ? [more] : []),
  ];
}

function parties(all) {
  return (all ?? []).map(party => element('div', {}, code(party.address), ` ${party.role ?? ''}`));
}

function hashes(all) {
  return (all ?? []).map(one => element('div', {}, code(one.hash), ` ${one.status ?? ''}`));
}
