import { markup, type Markup } from '../markup.ts';
import { changedLines } from '../timeline/changed-lines.ts';
import type { DocumentItem, Item, Items, OutboxItem, RecordItem, SagaItem } from '../timeline/items.ts';
import { placeText } from '../../../model/place-text.ts';
import { cut } from './cut.ts';
import type { HopNumbers } from './hop-numbers.ts';

/** Outbox, topics, sagas and documents side by side. Each thing is there once; the script shows it from its moment on. */
export function panesOf(items: Items, numbers: HopNumbers): Markup {
  return markup`<div class="panes">
    ${pane('Outbox', 'rows', items.outbox, (item) => outboxItem(item, numbers))}
    ${pane('Topics', 'records', items.records, (item) => recordItem(item, numbers))}
    ${pane('Sagas', 'states', items.sagas, (item) => sagaItem(item, numbers))}
    ${pane('Documents', 'versions', items.documents, (item) => documentItem(item, items, numbers))}
  </div>`;
}

function pane<I>(title: string, what: string, items: readonly I[], draw: (item: I) => Markup): Markup {
  const none = items.length === 0 ? markup`<p class="dim">nothing was seen</p>` : undefined;
  return markup`<section class="pane pane-${title.toLowerCase()}" aria-label="${title}">
    <h3>${title} <span class="dim"><span class="count">${items.length}</span> ${what}</span></h3>
    <ol tabindex="0" aria-label="${title}: ${what}">${items.map(draw)}</ol>${none}
  </section>`;
}

/** A thing whose hop is in the chain can be chosen. */
function named(item: Item, numbers: HopNumbers, words: Markup): Markup {
  return numbers(item.hops) === ''
    ? markup`<span class="thing">${words}</span>`
    : markup`<button type="button" class="thing">${words}</button>`;
}

function outboxItem(item: OutboxItem, numbers: HopNumbers): Markup {
  const { at, hops, type, topic, key, database, lsn, payload, id, sentAt } = item;
  const words = markup`<b>${type}</b> <span class="dim">to</span> ${topic} <span class="dim">key</span> ${key ?? 'none'}`;
  const sent = sentAt === undefined ? markup` data-sent="never"` : markup` data-sent="${sentAt}"`;
  return markup`<li data-at="${at}" data-hops="${numbers(hops)}"${sent}>${named(item, numbers, words)}
    <span class="sent">${sentAt === undefined ? '… waits' : '✔ sent'}</span>
    <span class="dim">${database} ${lsn}</span>${payloadOf(`payload of ${type}`, payload, `message ${id}`)}</li>`;
}

function recordItem(item: RecordItem, numbers: HopNumbers): Markup {
  const { at, hops, topic, partition, offset, exchange, key, type, value } = item;
  const place = placeText({ topic, partition, offset, ...(exchange !== undefined && { exchange }) });
  const words = markup`${place} <b>${type}</b> <span class="dim">key</span> ${key ?? 'none'}`;
  return markup`<li data-at="${at}" data-hops="${numbers(hops)}">${named(item, numbers, words)}
    ${payloadOf(`value of ${place}`, value ?? '(tombstone)')}</li>`;
}

function payloadOf(name: string, payload: string, note?: string): Markup {
  return markup`<details><summary aria-label="${name}">payload</summary>${note === undefined ? undefined : markup`<p class="dim">${note}</p>`}<pre>${cut(payload)}</pre></details>`;
}

function sagaItem(item: SagaItem, numbers: HopNumbers): Markup {
  const { at, hops, saga, instance, from, state, terminal } = item;
  const words = markup`${saga} ${instance}: ${from === null ? '' : `${from} → `}<b>${state}</b>${terminal ? ' (final)' : ''}`;
  return markup`<li data-at="${at}" data-hops="${numbers(hops)}">${named(item, numbers, words)}</li>`;
}

/** A version is shown until the next one of its document comes; without the script the last is open. */
function documentItem(item: DocumentItem, { documents }: Items, numbers: HopNumbers): Markup {
  const { at, hops, collection, id, version, document, before } = item;
  const next = documents.find(
    (other) => other.collection === collection && other.id === id && other.version > version,
  );
  const until = next === undefined ? undefined : markup` data-until="${next.at}"`;
  const types = hops.map(({ label }) => label.replace(/^.*?: /, '')).join(', ');
  const how = at < 0 ? 'before the scenario' : types === '' ? 'changed' : types;
  const words = markup`${collection} ${id} <span class="dim">version ${version}, ${how}</span>`;
  const lines = changedLines(document, before).map(({ text, changed }) =>
    changed && before !== undefined
      ? markup`<mark><span aria-hidden="true">▸</span>${cut(text)}<span class="unseen"> (changed)</span></mark>\n`
      : markup` ${cut(text)}\n`,
  );
  return markup`<li data-at="${at}" data-hops="${numbers(hops)}"${until}>${named(item, numbers, words)}
    <details${next === undefined ? markup` open` : undefined}><summary aria-label="${collection} ${id}, version ${version}">document</summary><pre>${lines}</pre></details></li>`;
}
