// The program's API: JSON in, problems as errors with a code.

const root = '/api/v1';

/** A path of names, each escaped. */
export function path(...names) {
  return root + names.map(name => '/' + encodeURIComponent(name)).join('');
}

export class ApiError extends Error {
  constructor(code, detail, status = 0) {
    super(detail);
    this.status = status;
    this.code = code;
    this.detail = detail;
  }
}

/** Gets a JSON value. */
export async function get(address, signal) {
  let answer;
  try {
    answer = await fetch(address, { headers: { accept: 'application/json' }, signal, redirect: 'error' });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new ApiError('api.unavailable', 'The program does not answer. Look whether it runs; this page asks again.');
  }
  const value = await answer.json().catch(() => null);
  if (value === null) throw new ApiError('api.unexpected', `The program answered ${answer.status} without JSON.`);
  if (answer.status === 401) throw new ApiError(value.code ?? 'api.unexpected', 'The program takes the key no longer with which this page was opened. Load the page anew; the browser then asks for one.', 401);
  if (!answer.ok) throw new ApiError(value.code ?? 'api.unexpected', value.detail ?? `The program answered ${answer.status}.`, answer.status);
  return value;
}

/** One page of a list. */
export function page(address, cursor) {
  return `${address}?most=50` + (cursor ? `&cursor=${encodeURIComponent(cursor)}` : '');
}

/** Waits, unless the reader leaves first. */
export function pause(milliseconds, signal) {
  return new Promise((resolve, reject) => {
    const leave = () => { clearTimeout(timer); reject(signal.reason); };
    const timer = setTimeout(() => { signal.removeEventListener('abort', leave); resolve(); }, milliseconds);
    if (signal.aborted) leave();
    else signal.addEventListener('abort', leave, { once: true });
  });
}

const ended = new Set(['Completed', 'Failed', 'Terminated']);

/** Follows an execution: by its events while they come, by asking where they do not. Ends with it. */
export async function follow(id, show, signal) {
  if (await byEvents(path('executions', id) + '/events', show, signal)) return;
  for (;;) {
    try {
      const view = await get(path('executions', id), signal);
      show(view);
      if (ended.has(view.status)) return;
    } catch (error) {
      // Away for a while, or its storage is: it goes on afterwards.
      if (signal.aborted || (error.code !== 'api.unavailable' && error.status !== 503 && error.status !== 429)) throw error;
      show(null, error);
    }
    await pause(1000, signal);
  }
}

/** True when the end was heard; false when asking has to go on. */
function byEvents(address, show, signal) {
  return new Promise(resolve => {
    const source = new EventSource(address);
    const close = heard => { source.close(); resolve(heard); };
    source.addEventListener('execution', event => show(JSON.parse(event.data)));
    source.addEventListener('end', event => { show(JSON.parse(event.data)); close(true); });
    source.addEventListener('error', () => close(false));
    signal.addEventListener('abort', () => close(true), { once: true });
  });
}
