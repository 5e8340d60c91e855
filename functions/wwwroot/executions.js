// The list of executions and one of them.

import { follow, get, page, path, pause } from './api.js';
import { button, code, element, link, list, redraw, say, state, table, time, troublePlace } from './dom.js';

const refreshEvery = 3000;
const meanings = {
  submitted: 'contract and inputs are taken',
  forwarded: 'every party has them',
  stored: 'encrypted for each reader',
  executed: 'the contract has run in a sandbox',
  returned: 'results are hashed and signed',
  memorialised: 'one transaction writes them',
  validated: 'the chain has accepted it',
  observed: 'its block has been read',
  indexed: 'scope and records can be found',
  acknowledged: 'every party is told',
};

export const listTitle = 'Executions';

/** The newest page is asked for again and again; pages that were asked for stay. The list is redrawn only when it changed, and not under the reader's focus. */
export async function showList(place, signal) {
  const box = element('div');
  const more = element('p');
  const wrong = troublePlace();
  const older = [];
  let drawn = null;
  let first;
  let cursor;
  place.append(wrong.place, box, more);
  const draw = () => {
    const seen = new Set();
    const rows = [...first.executions, ...older].filter(one => !seen.has(one.id) && seen.add(one.id));
    const text = JSON.stringify([rows, cursor]);
    if (text === drawn) return;
    drawn = text;
    redraw(box, executionTable(rows));
    more.replaceChildren(...(cursor ? [button('Show older ones', showOlder)] : []));
  };
  const showOlder = async () => {
    try {
      const next = await get(page(path('executions'), cursor), signal);
      cursor = next.cursor;
      older.push(...next.executions);
      draw();
      say(`${next.executions.length} older executions are shown.`);
    } catch (error) {
      if (!signal.aborted) wrong.tell(error);
    }
  };
  for (;;) {
    try {
      first = await get(page(path('executions')), signal);
      if (older.length === 0) cursor = first.cursor;
      wrong.tell(null);
      draw();
    } catch (error) {
      if (signal.aborted) throw error;
      wrong.tell(error);
    }
    await pause(refreshEvery, signal);
  }
}

function executionTable(rows) {
  return table('Newest first', ['Execution', 'Contract', 'Scope', 'Submitted', 'Status', 'Transaction'], rows.map(one => [
    link(['executions', one.id], one.id),
    code(lastName(one.contract)),
    one.scope?.address ? link(['scopes', one.scope.address], one.scope.address) : null,
    time(one.submitted),
    element('span', {}, state(one.status), one.code ? ` ${one.step ?? ''}: ${one.code}` : null),
    code(one.transaction?.hash),
  ]), 'Nothing was submitted yet. p8e submit FILE does that.');
}

/** One execution, step by step, as it happens. */
export async function showOne(place, signal, id) {
  const facts = element('div');
  const steps = element('ol', { class: 'steps', 'aria-label': 'The ten steps' });
  const results = element('div');
  const known = new Map();
  const wrong = troublePlace();
  place.append(wrong.place, facts, element('h2', {}, 'Steps'), steps, results);
  await follow(id, (view, error) => {
    wrong.tell(error ?? (view.error && { code: view.error.code, detail: (view.error.step ? `at step ${view.error.step}: ` : '') + view.error.detail }));
    if (!view) return;
    redraw(facts, describe(view));
    tellChanges(steps, known, view);
    results.replaceChildren(...resultTable(view));
  }, signal);
}

function describe(view) {
  return list(
    ['Status', state(view.status)],
    ['Contract', code(view.contract)],
    ['Submitted', time(view.submitted)],
    ['Scope', view.scope ? link(['scopes', view.scope.address], view.scope.address) : null],
    ['Session', code(view.session?.address)],
    ['Transaction', code(view.transaction?.hash)],
    ['Height', view.transaction?.height]);
}

/** Each step keeps its element; only what changed is touched and told. */
function tellChanges(steps, known, view) {
  const told = [];
  for (const [at, step] of (view.steps ?? []).entries()) {
    const before = known.get(step.name);
    if (before === step.state) continue;
    known.set(step.name, step.state);
    const item = element('li', { 'data-step': step.name, 'data-state': step.state, 'aria-current': step.state === 'running' ? 'step' : null },
      element('span', {}, step.name), state(step.state),
      element('span', { class: 'means' }, meanings[step.name] ?? '', step.at ? ' · ' : null, time(step.at)));
    if (steps.children[at]) steps.children[at].replaceWith(item);
    else steps.append(item);
    if (before !== undefined && step.state !== 'pending') told.push(`${step.name} ${step.state === 'notNeeded' ? 'not needed' : step.state}`);
  }
  if (told.length > 0) say(`Steps: ${told.join(', ')}.`);
}

function resultTable(view) {
  if (!view.results?.length) return [];
  return [element('h2', {}, 'Results'), table('What the contract gave', ['Function', 'Outcome', 'Record', 'Hash', 'Class'], view.results.map(one => [
    one.function, one.failure ? `${one.outcome}: ${one.failure}` : one.outcome, one.record, code(one.hash), code(one.class),
  ]), '')];
}

function lastName(name) {
  return name?.slice(name.lastIndexOf('.') + 1);
}
